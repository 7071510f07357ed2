package org.perpupil.plan.funding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.perpupil.plan.funding.Matchings.entered;
import static org.perpupil.plan.funding.Matchings.inOrder;
import static org.perpupil.plan.funding.Matchings.isEntered;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import net.jqwik.api.statistics.StatisticsReport.StatisticsReportMode;
import org.perpupil.money.Money;
import org.perpupil.plan.Cost;
import org.perpupil.plan.Investment;
import org.perpupil.plan.funding.Shortfall.Reason;
import org.perpupil.revenue.SourceId;

@Domain(Matchings.class)
class ShortfallProperties {

    private static Money paid(Funding funding, Set<SourceId> sources, String investment) {
        return Money.total(
                sources.stream().map(source -> funding.paid(source, investment)).toList());
    }

    @Property(tries = 400)
    @StatisticsReport(StatisticsReportMode.OFF)
    void tells_exactly_where_the_money_went(@ForAll Matching matching) {
        Funding funding = matching.fund();
        Set<Reason> reasons = new HashSet<>();
        boolean byHand = false;
        boolean wide = false;
        for (Shortfall shortfall : funding.shortfalls()) {
            Investment investment = shortfall.chain().investment();
            Set<SourceId> exhausted = new HashSet<>(shortfall.exhausted());
            Money first = Money.total(shortfall.paidFirst().values());
            Money enteredElsewhere = entered(
                    matching,
                    entry -> entry.investment().equals(investment.id()) && !exhausted.contains(entry.source()));
            reasons.add(shortfall.reason());
            byHand |= enteredElsewhere.isPositive();
            wide |= exhausted.size() > 1 && !shortfall.paidFirst().isEmpty();

            assertThat(shortfall.held())
                    .isEqualTo(Money.total(matching.streams().all().stream()
                            .filter(stream -> exhausted.contains(stream.id()))
                            .map(FundingStream::cap)
                            .toList()))
                    .isEqualTo(first.plus(shortfall.available()).minus(enteredElsewhere));
            assertThat(shortfall.available())
                    .isGreaterThanOrEqualTo(shortfall.funded())
                    .isLessThan(investment.cost().amount());
            if (!investment.isWholeOrNothing()) {
                assertThat(shortfall.available()).isEqualTo(shortfall.funded());
                assertThat(shortfall.held()).isEqualTo(first.plus(paid(funding, exhausted, investment.id())));
                assertThat(exhausted)
                        .allSatisfy(
                                source -> assertThat(funding.left().get(source)).isEqualTo(Money.ZERO));
            }
        }
        for (Reason reason : List.of(Reason.NO_STREAM, Reason.SPENT_ON_HIGHER_PRIORITIES, Reason.TOO_LITTLE)) {
            covers(reason.toString(), 10, reasons.contains(reason));
        }
        covers("entered in a stream that is not exhausted", 2, byHand);
        covers("several streams, and others before it", 10, wide);
    }

    private static void covers(String label, int percent, boolean is) {
        Statistics.label(label)
                .collect(is)
                .coverage(checker -> checker.check(true).percentage(share -> share >= percent / 4));
    }

    @Property(tries = 200)
    void what_comes_first_is_of_higher_priority_or_by_hand(@ForAll Matching matching) {
        Funding funding = matching.fund();
        for (Shortfall shortfall : funding.shortfalls()) {
            String id = shortfall.chain().investment().id();
            Set<SourceId> exhausted = new HashSet<>(shortfall.exhausted());
            Map<String, Money> first = new LinkedHashMap<>();
            boolean higher = true;
            for (Investment other : inOrder(matching)) {
                if (other.id().equals(id)) {
                    higher = false;
                    continue;
                }
                Money amount = higher
                        ? paid(funding, exhausted, other.id())
                        : entered(
                                matching,
                                entry -> entry.investment().equals(other.id()) && exhausted.contains(entry.source()));
                if (amount.isPositive()) {
                    first.put(other.id(), amount);
                }
            }

            if (shortfall.chain().investment().isWholeOrNothing()) {
                // what it did not get may pay for these too, in the end
                shortfall
                        .paidFirst()
                        .forEach((other, amount) ->
                                assertThat(amount).isBetween(Money.ofCents(1), first.getOrDefault(other, Money.ZERO)));
            } else {
                assertThat(shortfall.paidFirst()).containsExactlyEntriesOf(first);
            }
        }
    }

    @Property(tries = 200)
    void the_exhausted_are_all_that_may_pay_for_it_or_for_those_whom_they_pay_for(@ForAll Matching matching) {
        Funding funding = matching.fund();
        for (Shortfall shortfall : funding.shortfalls()) {
            Investment investment = shortfall.chain().investment();
            Set<SourceId> needed = new HashSet<>(open(matching, investment));
            boolean grew = true;
            while (grew) {
                grew = false;
                for (Investment other : inOrder(matching)) {
                    if (other.id().equals(investment.id())) {
                        break;
                    }
                    boolean paidByThese = needed.stream()
                            .anyMatch(source -> !isEntered(matching, other.id(), source)
                                    && funding.paid(source, other.id()).isPositive());
                    grew |= paidByThese && needed.addAll(open(matching, other));
                }
            }

            if (investment.isWholeOrNothing()) {
                // what it did not get may have gone to these in the end, so that others pay for them than did
                assertThat(shortfall.exhausted()).containsAll(open(matching, investment));
                continue;
            }
            assertThat(shortfall.exhausted())
                    .containsExactlyElementsOf(matching.streams().all().stream()
                            .map(FundingStream::id)
                            .filter(needed::contains)
                            .toList());
        }
    }

    @Property(tries = 200)
    void what_is_whole_could_have_had_what_was_there_and_not_a_cent_more(@ForAll Matching matching) {
        for (Shortfall shortfall : matching.fund().shortfalls()) {
            Investment whole = shortfall.chain().investment();
            if (whole.isWholeOrNothing()) {
                Money most = shortfall.available();
                Money more = most.plus(Money.ofCents(1));

                assertThat(most.isZero() || isPaidInFull(matching, whole.withCost(Cost.of(most))))
                        .isTrue();
                assertThat(isPaidInFull(matching, whole.withCost(Cost.of(more))))
                        .isFalse();
            }
        }
    }

    private static boolean isPaidInFull(Matching matching, Investment changed) {
        Funding funding = matching.to(matching.plan().with(changed)).fund();
        return funding.funded(changed.id()).equals(changed.cost().amount());
    }

    /** Returns the streams that may pay for an investment and in which nothing is entered for it. */
    private static List<SourceId> open(Matching matching, Investment investment) {
        return matching.streams().all().stream()
                .filter(stream ->
                        investment.isPayableFrom(stream.source()) && !isEntered(matching, investment.id(), stream.id()))
                .map(FundingStream::id)
                .toList();
    }

    @Property(tries = 200)
    void the_reason_is_what_is_the_case(@ForAll Matching matching) {
        for (Shortfall shortfall : matching.fund().shortfalls()) {
            boolean none = open(matching, shortfall.chain().investment()).isEmpty();
            boolean others = !shortfall.paidFirst().isEmpty();

            assertThat(shortfall.reason())
                    .isEqualTo(
                            none ? Reason.NO_STREAM : others ? Reason.SPENT_ON_HIGHER_PRIORITIES : Reason.TOO_LITTLE);
            assertThat(shortfall.exhausted().isEmpty()).isEqualTo(none);
            assertThat(shortfall.why("$")).isNotBlank();
            assertThat(shortfall.refusals().keySet())
                    .containsExactlyElementsOf(matching.streams().all().stream()
                            .filter(stream -> !shortfall.chain().investment().isPayableFrom(stream.source()))
                            .map(FundingStream::id)
                            .toList());
        }
        assertThat(matching.byHandOnly().shortfalls()).allSatisfy(shortfall -> {
            assertThat(shortfall.reason()).isEqualTo(Reason.NOT_ENTERED);
            assertThat(shortfall.available()).isEqualTo(shortfall.funded());
        });
    }
}
