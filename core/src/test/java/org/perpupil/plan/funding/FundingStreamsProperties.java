package org.perpupil.plan.funding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import net.jqwik.api.statistics.StatisticsReport.StatisticsReportMode;
import org.perpupil.budget.BudgetLine;
import org.perpupil.budget.Held;
import org.perpupil.budget.SchoolBudget;
import org.perpupil.district.FiscalYear;
import org.perpupil.district.SchoolId;
import org.perpupil.money.Money;
import org.perpupil.problem.ProblemException;
import org.perpupil.revenue.Restriction;
import org.perpupil.revenue.SourceId;
import org.perpupil.testing.Plans;

@Domain(Matchings.class)
@Domain(DomainContext.Global.class)
class FundingStreamsProperties {

    @Provide
    Arbitrary<SchoolBudget> budgets() {
        Arbitrary<Long> cents = Arbitraries.frequencyOf(
                Tuple.of(8, Arbitraries.longs().between(0, 50_000_000)),
                Tuple.of(1, Arbitraries.longs().between(-1_000_000, -1)));
        return Combinators.combine(Arbitraries.of(Plans.SOURCES), cents, Arbitraries.of(Held.class))
                .as((source, amount, held) -> new BudgetLine("line", source, Money.ofCents(amount), held))
                .list()
                .ofMaxSize(10)
                .map(lines -> {
                    List<BudgetLine> named = new ArrayList<>();
                    lines.forEach(line -> named.add(new BudgetLine(
                            line.name() + " " + named.size(), line.source(), line.amount(), line.held())));
                    return new SchoolBudget(SchoolId.of("101"), FiscalYear.of(2027), named);
                })
                .withoutEdgeCases();
    }

    @Property(tries = 500)
    @StatisticsReport(StatisticsReportMode.OFF)
    void what_may_be_planned_with_and_what_is_locked_add_up_to_the_budget(@ForAll("budgets") SchoolBudget budget) {
        Map<SourceId, Money> open = new LinkedHashMap<>();
        Set<SourceId> free = budget.lines().stream()
                .filter(line -> line.held() == Held.FREE)
                .map(line -> line.source().id())
                .collect(Collectors.toSet());
        for (Held held : List.of(Held.FREE, Held.SET)) {
            for (BudgetLine line : budget.lines()) {
                if (line.held() == held) {
                    SourceId id = line.source().id();
                    boolean isJudged = line.source()
                            .restriction()
                            .filter(Restriction::needsFinding)
                            .isPresent();
                    boolean isApart = held == Held.SET && (free.contains(id) || !isJudged);
                    open.merge(isApart ? SourceId.of(id + ".award") : id, line.amount(), Money::plus);
                }
            }
        }
        open.values().removeIf(Money::isZero); // what pays nothing is no stream
        List<SourceId> below = open.keySet().stream()
                .filter(source -> open.get(source).isNegative())
                .toList();
        Statistics.label("a source below 0")
                .collect(!below.isEmpty())
                .coverage(checker -> checker.check(true).percentage(share -> share > 1));
        Statistics.label("locked")
                .collect(budget.lines().stream().anyMatch(line -> line.held() == Held.LOCKED))
                .coverage(checker -> checker.check(true).percentage(share -> share > 5));

        if (below.isEmpty()) {
            FundingStreams streams = FundingStreams.of(budget);

            assertThat(streams.total().plus(Money.total(streams.locked().values())))
                    .isEqualTo(budget.total());
            assertThat(streams.all()).hasSameSizeAs(open.keySet()).allSatisfy(stream -> {
                assertThat(stream.cap()).isEqualTo(open.get(stream.id()));
                assertThat(stream.flexibility()).isEqualTo(stream.source().isRestricted() ? 2 : 1);
            });
        } else {
            assertThatExceptionOfType(ProblemException.class)
                    .isThrownBy(() -> FundingStreams.of(budget))
                    .satisfies(refused -> assertThat(refused.problems())
                            .extracting(problem -> problem.place())
                            .containsExactlyElementsOf(below.stream()
                                    .map(source -> "school 101, source " + source)
                                    .toList()));
        }
    }

    @Property(tries = 200)
    void a_level_is_the_share_of_each_cap_without_parts_of_a_cent(
            @ForAll FundingStreams streams, @ForAll @IntRange(max = 200_000) int thousandths) {
        FundingLevel level = FundingLevel.parse(BigDecimal.valueOf(thousandths, 3) + "%");

        FundingStreams scaled = streams.at(level);

        for (FundingStream stream : streams.all()) {
            // a thousandth of a per cent is 1/100,000
            BigInteger cents = BigInteger.valueOf(stream.cap().cents())
                    .multiply(BigInteger.valueOf(thousandths))
                    .divide(BigInteger.valueOf(100_000));
            assertThat(scaled.stream(stream.id()))
                    .contains(new FundingStream(
                            stream.source(), Money.ofCents(cents.longValueExact()), stream.flexibility()));
        }
    }

    @Property(tries = 200)
    void the_order_in_which_streams_are_given_does_not_matter(@ForAll FundingStreams streams, @ForAll Random random) {
        List<FundingStream> shuffled = new ArrayList<>(streams.all());
        Collections.shuffle(shuffled, random);

        assertThat(FundingStreams.of(shuffled)).isEqualTo(streams);
        assertThat(FundingStreams.of(shuffled).all()).isEqualTo(streams.all());
    }

    @Property(tries = 200)
    void any_order_of_saving_is_kept(@ForAll FundingStreams streams, @ForAll Random random) {
        List<SourceId> order =
                new ArrayList<>(streams.all().stream().map(FundingStream::id).toList());
        Collections.shuffle(order, random);

        FundingStreams saved = streams.savedInOrder(order.toArray(SourceId[]::new));

        assertThat(saved.all()).extracting(FundingStream::id).containsExactlyElementsOf(order);
        assertThat(saved.total()).isEqualTo(streams.total());
    }
}
