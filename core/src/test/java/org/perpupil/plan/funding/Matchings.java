package org.perpupil.plan.funding;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.domains.DomainContextBase;
import org.perpupil.money.Money;
import org.perpupil.plan.Chain;
import org.perpupil.plan.Cost;
import org.perpupil.plan.Investment;
import org.perpupil.plan.SitePlan;
import org.perpupil.revenue.RevenueSource;
import org.perpupil.revenue.SourceId;
import org.perpupil.testing.Plans;

/**
 * Whole plans of {@link Plans} with streams, of which some hold nothing and most hold less than is wanted, and in half of the cases
 * with entries by hand, all of them right.
 *
 * <p>With {@code @Domain(Matchings.class)} a {@code @ForAll} parameter may be a {@link Matching} or {@link FundingStreams}.
 */
final class Matchings extends DomainContextBase {
    private static final int MOST_ENTRIES = 5;

    /** A stream before it is known how much is wanted. */
    private record StreamDraft(RevenueSource source, int amount, int flexibility) {

        FundingStream holding(Money cap) {
            return new FundingStream(source, cap, flexibility);
        }
    }

    /** An entry before it is known what there is: places among investments and streams, and a share of the most that can be. */
    private record EntryDraft(int want, int stream, int percent) {}

    @Provide
    Arbitrary<Matching> anyMatching() {
        return matchings();
    }

    @Provide
    Arbitrary<FundingStreams> anyStreams() {
        return drafts(Arbitraries.integers().between(0, 2_000_000_000))
                .map(drafts -> FundingStreams.of(drafts.stream()
                        .map(draft -> draft.holding(Money.ofCents(draft.amount())))
                        .toList()))
                .withoutEdgeCases();
    }

    /** Returns plans of any size; each stream holds 0 to 120 per cent of what the plan costs. */
    static Arbitrary<Matching> matchings() {
        Arbitrary<Integer> percent = Arbitraries.frequencyOf(
                Tuple.of(1, Arbitraries.just(0)),
                Tuple.of(6, Arbitraries.integers().between(1, 30)),
                Tuple.of(2, Arbitraries.integers().between(31, 120)));
        return matchings(
                Plans.plans(),
                percent,
                (plan, share) -> Money.ofCents(plan.cost().cents() * share / 100));
    }

    /** Returns plans of 1 to 4 investments of 1 to 6 cents, and streams of 0 to 6 cents: for comparing with a slow way. */
    static Arbitrary<Matching> small() {
        Arbitrary<SitePlan> plans = Combinators.combine(
                        Plans.smallPlans(4),
                        Arbitraries.integers().between(1, 6).list().ofSize(4))
                .as((plan, cents) -> {
                    SitePlan cheap = plan;
                    List<Investment> wanted =
                            plan.chains().stream().map(Chain::investment).toList();
                    for (int i = 0; i < wanted.size(); i++) {
                        cheap = cheap.with(wanted.get(i).withCost(Cost.of(Money.ofCents(cents.get(i)))));
                    }
                    return cheap;
                });
        return matchings(plans, Arbitraries.integers().between(0, 6), (plan, cents) -> Money.ofCents(cents));
    }

    private static Arbitrary<List<StreamDraft>> drafts(Arbitrary<Integer> amounts) {
        return Combinators.combine(
                        Plans.sources(), amounts, Arbitraries.integers().between(1, 3))
                .as(StreamDraft::new)
                .list()
                .ofMaxSize(6)
                .uniqueElements(draft -> draft.source().id());
    }

    private static Arbitrary<Matching> matchings(
            Arbitrary<SitePlan> plans, Arbitrary<Integer> amounts, BiFunction<SitePlan, Integer, Money> cap) {
        Arbitrary<List<EntryDraft>> some = Combinators.combine(
                        Arbitraries.integers().between(0, 100),
                        Arbitraries.integers().between(0, 5),
                        Arbitraries.oneOf(
                                Arbitraries.of(0, 100), Arbitraries.integers().between(1, 99)))
                .as(EntryDraft::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(MOST_ENTRIES);
        Arbitrary<List<EntryDraft>> entries = Arbitraries.oneOf(Arbitraries.just(List.of()), some);
        return Combinators.combine(plans, drafts(amounts), entries)
                .as((plan, drafts, byHand) -> matching(
                        plan,
                        FundingStreams.of(drafts.stream()
                                .map(draft -> draft.holding(cap.apply(plan, draft.amount())))
                                .toList()),
                        byHand))
                .withoutEdgeCases(); // rare cases are drawn on purpose
    }

    private static Matching matching(SitePlan plan, FundingStreams streams, List<EntryDraft> drafts) {
        Matching matching = Matching.of(plan, streams);
        if (plan.chains().isEmpty() || streams.all().isEmpty()) {
            return matching;
        }
        Set<List<Object>> cells = new HashSet<>();
        for (EntryDraft draft : drafts) {
            Investment investment = among(plan.chains(), draft.want()).investment();
            FundingStream stream = among(streams.all(), draft.stream());
            if (!cells.add(List.of(investment.id(), stream.id()))) {
                continue;
            }
            Money lacking = investment
                    .cost()
                    .amount()
                    .minus(entered(matching, entry -> entry.investment().equals(investment.id())));
            Money there =
                    stream.cap().minus(entered(matching, entry -> entry.source().equals(stream.id())));
            long most = investment.isPayableFrom(stream.source()) ? Math.min(lacking.cents(), there.cents()) : 0;
            matching = matching.byHand(investment.id(), stream.id(), Money.ofCents(most * draft.percent() / 100));
        }
        return matching;
    }

    private static <T> T among(List<T> all, int place) {
        return all.get(place % all.size());
    }

    /** Returns the sum of some entries. */
    static Money entered(Matching matching, Predicate<ManualEntry> which) {
        return Money.total(matching.entries().stream()
                .filter(which)
                .map(ManualEntry::amount)
                .toList());
    }

    /** Tells whether a cell was filled in by hand. */
    static boolean isEntered(Matching matching, String investment, SourceId source) {
        return matching.entries().stream()
                .anyMatch(entry ->
                        entry.investment().equals(investment) && entry.source().equals(source));
    }

    /** Returns the investments in the order of the rule: by priority, equal ones by id. */
    static List<Investment> inOrder(Matching matching) {
        return matching.plan().chains().stream()
                .map(Chain::investment)
                .sorted(Comparator.comparing(Investment::priority).thenComparing(Investment::id))
                .toList();
    }

    /** Returns what every investment gets, in the order of the rule. */
    static List<Money> amounts(Funding funding) {
        List<Money> amounts = new ArrayList<>();
        inOrder(funding.matching()).forEach(investment -> amounts.add(funding.funded(investment.id())));
        return amounts;
    }
}
