package org.perpupil.plan.funding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.perpupil.plan.funding.Matchings.amounts;
import static org.perpupil.plan.funding.Matchings.inOrder;
import static org.perpupil.plan.funding.Matchings.isEntered;
import static org.perpupil.plan.funding.Wants.general;
import static org.perpupil.plan.funding.Wants.plan;
import static org.perpupil.plan.funding.Wants.want;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import net.jqwik.api.statistics.StatisticsReport.StatisticsReportMode;
import org.perpupil.money.Money;
import org.perpupil.plan.Action;
import org.perpupil.plan.FocusArea;
import org.perpupil.plan.Goal;
import org.perpupil.plan.Investment;
import org.perpupil.plan.SitePlan;
import org.perpupil.plan.Strategy;

@Domain(Matchings.class)
@Domain(DomainContext.Global.class)
class MatchingProperties {

    @Provide
    Arbitrary<Matching> small() {
        return Matchings.small();
    }

    @Provide
    Arbitrary<Matching> contested() {
        Arbitrary<Integer> dollars = Arbitraries.integers().between(1, 20);
        Arbitrary<Matching> behindWhole = Combinators.combine(dollars, dollars, dollars, dollars)
                .as((whole, second, third, cap) -> Matching.of(
                        plan(want("a", whole, 1).wholeOrNothing(), want("b", second, 2), want("c", third, 3)),
                        general(cap)));
        return Arbitraries.frequencyOf(
                Tuple.of(1, behindWhole), Tuple.of(1, Matchings.small()), Tuple.of(2, Matchings.matchings()));
    }

    private static void covers(String label, double percent, boolean is) {
        Statistics.label(label)
                .collect(is)
                .coverage(checker -> checker.check(true).percentage(share -> share >= percent / 4));
    }

    @Property(tries = 500)
    @StatisticsReport(StatisticsReportMode.OFF)
    void matchings_have_the_rare_cases(@ForAll Matching matching) {
        Funding funding = matching.fund();
        covers("no investment", 2, inOrder(matching).isEmpty());
        covers("no stream", 3, matching.streams().all().isEmpty());
        covers(
                "an empty stream",
                20,
                matching.streams().all().stream()
                        .anyMatch(stream -> stream.cap().isZero()));
        covers("entries by hand", 15, !matching.entries().isEmpty());
        covers(
                "an entry of 0",
                10,
                matching.entries().stream().anyMatch(entry -> entry.amount().isZero()));
        covers(
                "all is paid",
                0.4,
                !funding.lines().isEmpty() && funding.missing().isZero());
        covers("something is short", 30, !funding.shortfalls().isEmpty());
        covers("something is left", 20, funding.left().values().stream().anyMatch(Money::isPositive));
        covers(
                "one is paid from several streams",
                10,
                funding.lines().stream()
                        .anyMatch(line -> line.amount()
                                        .compareTo(
                                                funding.funded(line.investment().id()))
                                < 0));
        covers(
                "a whole one is left out",
                3,
                funding.shortfalls().stream()
                        .anyMatch(shortfall -> shortfall.available().compareTo(shortfall.funded()) > 0));
        covers(
                "a whole one is paid",
                5,
                funding.fullyFunded().stream()
                        .anyMatch(chain -> chain.investment().isWholeOrNothing()));
    }

    @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
    @StatisticsReport(StatisticsReportMode.OFF)
    void finds_what_trying_every_way_finds(@ForAll("small") Matching matching) {
        List<Investment> wants = inOrder(matching);
        List<FundingStream> streams = leastFlexibleFirst(matching);
        long[] caps = streams.stream().mapToLong(stream -> stream.cap().cents()).toArray();
        long[] wanted =
                wants.stream().mapToLong(want -> want.cost().amount().cents()).toArray();
        boolean[][] may = new boolean[wants.size()][streams.size()];
        boolean[] whole = new boolean[wants.size()];
        for (int want = 0; want < wants.size(); want++) {
            whole[want] = wants.get(want).isWholeOrNothing();
            for (int stream = 0; stream < streams.size(); stream++) {
                Investment investment = wants.get(want);
                FundingStream from = streams.get(stream);
                may[want][stream] =
                        investment.isPayableFrom(from.source()) && !isEntered(matching, investment.id(), from.id());
                long byHand = byHand(matching, investment, from).cents();
                wanted[want] -= byHand;
                caps[stream] -= byHand;
            }
        }
        BruteForce.Way best = new BruteForce(wanted, may, whole).best(caps);

        Funding funding = matching.fund();

        List<Long> cells = new ArrayList<>();
        List<Long> amounts = new ArrayList<>();
        for (Investment want : wants) {
            long amount = 0;
            for (FundingStream stream : streams) {
                long matched = funding.paid(stream.id(), want.id())
                        .minus(byHand(matching, want, stream))
                        .cents();
                cells.add(matched);
                amount += matched;
            }
            amounts.add(amount);
        }
        List<Long> left = matching.streams().all().stream()
                .map(stream -> funding.left().get(stream.id()).cents())
                .toList();
        assertThat(new BruteForce.Way(amounts, left, cells)).isEqualTo(best);
        covers(
                "three streams or more pay",
                5,
                funding.dollarsBy(FundedLine::source).size() >= 3);
        covers(
                "something is short and something paid",
                30,
                !funding.shortfalls().isEmpty() && !funding.lines().isEmpty());
        covers(
                "a whole one is left out",
                3,
                funding.shortfalls().stream()
                        .anyMatch(shortfall -> shortfall.available().compareTo(shortfall.funded()) > 0));
        covers("entries by hand", 15, !matching.entries().isEmpty());
    }

    private static List<FundingStream> leastFlexibleFirst(Matching matching) {
        return matching.streams().all().stream()
                .sorted(Comparator.comparing(FundingStream::flexibility)
                        .thenComparing(stream -> stream.id().value())
                        .reversed())
                .toList();
    }

    private static Money byHand(Matching matching, Investment investment, FundingStream stream) {
        return Matchings.entered(
                matching,
                entry -> entry.investment().equals(investment.id())
                        && entry.source().equals(stream.id()));
    }

    @Property(tries = 150)
    void entries_by_hand_stand_to_the_cent(@ForAll Matching matching) {
        Funding funding = matching.fund();
        Funding alone = matching.byHandOnly();

        for (ManualEntry entry : matching.entries()) {
            assertThat(funding.paid(entry.source(), entry.investment())).isEqualTo(entry.amount());
        }
        assertThat(alone.total()).isEqualTo(Matchings.entered(matching, entry -> true));
        assertThat(alone.lines()).allMatch(FundedLine::byHand);
        assertThat(funding.lines())
                .allSatisfy(line -> assertThat(line.byHand())
                        .isEqualTo(isEntered(
                                matching, line.investment().id(), line.source().id())));
        assertThat(funding.lines()).containsAll(alone.lines());
    }

    @Property(tries = 150)
    void the_order_of_goals_streams_and_entries_changes_no_cell(@ForAll Matching matching, @ForAll Random random) {
        SitePlan plan = matching.plan();
        List<Goal> goals = shuffled(plan.goals(), random);
        SitePlan other = plan.copy(plan.year()).goals(goals).build();
        Matching same = Matching.of(
                        other, FundingStreams.of(shuffled(matching.streams().all(), random)))
                .byHand(shuffled(matching.entries(), random));

        assertThat(cells(same.fund())).isEqualTo(cells(matching.fund()));
        assertThat(same.fund().left()).isEqualTo(matching.fund().left());
        assertThat(same.fund().shortfalls())
                .extracting(Shortfall::toString)
                .containsExactlyElementsOf(matching.fund().shortfalls().stream()
                        .map(Shortfall::toString)
                        .toList());
    }

    @Property(tries = 150)
    void what_goals_investments_serve_and_how_they_are_listed_changes_no_cell(
            @ForAll Matching matching, @ForAll Random random) {
        Investment[] investments = shuffled(inOrder(matching), random).toArray(Investment[]::new);
        SitePlan flat = matching.plan()
                .copy(matching.plan().year())
                .goal(Goal.of("all", FocusArea.other("everything"), "Everything")
                        .through(Strategy.of("all", "Everything")
                                .acting(Action.of("all", "Everything").investing(investments))))
                .build();

        assertThat(cells(matching.to(flat).fund())).isEqualTo(cells(matching.fund()));
    }

    private static <T> List<T> shuffled(List<T> some, Random random) {
        List<T> shuffled = new ArrayList<>(some);
        Collections.shuffle(shuffled, random);
        return shuffled;
    }

    private static Map<String, Money> cells(Funding funding) {
        Map<String, Money> cells = new TreeMap<>();
        funding.lines().forEach(line -> cells.put(line.investment().id() + " from " + line.source(), line.amount()));
        return cells;
    }

    @Property(tries = 800)
    @StatisticsReport(StatisticsReportMode.OFF)
    void with_more_money_the_first_that_changes_gets_more(
            @ForAll("contested") Matching matching,
            @ForAll @IntRange(max = 63) int which,
            @ForAll @LongRange(max = 40) long percent) {
        Money more = Money.ofCents(1 + matching.plan().cost().cents() * percent / 100);
        FundingStreams richer = matching.streams();
        List<FundingStream> all = richer.all();
        for (int i = 0; i < all.size(); i++) {
            if ((which >> i & 1) == 1) {
                richer = richer.withMore(all.get(i).id(), more);
            }
        }

        List<Money> before = amounts(matching.fund());
        List<Money> after = amounts(matching.from(richer).fund());

        boolean anyWhole = inOrder(matching).stream().anyMatch(Investment::isWholeOrNothing);
        int changed = 0;
        while (changed < before.size() && before.get(changed).equals(after.get(changed))) {
            changed++;
        }
        if (changed < before.size()) {
            assertThat(after.get(changed)).isGreaterThan(before.get(changed));
        }
        boolean anyLess = false;
        for (int i = 0; i < before.size(); i++) {
            anyLess |= after.get(i).compareTo(before.get(i)) < 0;
        }
        assertThat(anyLess && !anyWhole).isFalse();
        covers("something changes though none is whole", 0.4, changed < before.size() && !anyWhole);
        covers("something changes and one is whole", 5, changed < before.size() && anyWhole);
        covers("one gets less", 0.1, anyLess);
    }

    @Property(tries = 150)
    void a_level_is_matched_as_caps_at_that_share_without_parts_of_a_cent(
            @ForAll Matching matching, @ForAll @IntRange(max = 2_000) int tenths) {
        String percent = BigDecimal.valueOf(tenths, 1) + "%";
        FundingStreams scaled = FundingStreams.of(matching.streams().all().stream()
                .map(stream -> new FundingStream(
                        stream.source(),
                        // a tenth of a per cent is 1/1000
                        Money.ofCents(BigInteger.valueOf(stream.cap().cents())
                                .multiply(BigInteger.valueOf(tenths))
                                .divide(BigInteger.valueOf(1_000))
                                .longValueExact()),
                        stream.flexibility()))
                .toList());
        Matching free = matching.withoutEntries();

        Funding level = free.atLevels(percent).at(percent);

        assertThat(level).isEqualTo(free.from(scaled).fund());
        assertThat(cells(level)).isEqualTo(cells(free.from(scaled).fund()));
    }
}
