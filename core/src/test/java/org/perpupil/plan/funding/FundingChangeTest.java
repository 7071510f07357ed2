package org.perpupil.plan.funding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.perpupil.plan.funding.Wants.GENERAL;
import static org.perpupil.plan.funding.Wants.GIFT;
import static org.perpupil.plan.funding.Wants.TITLE_I;
import static org.perpupil.plan.funding.Wants.general;
import static org.perpupil.plan.funding.Wants.generalAndTitleI;
import static org.perpupil.plan.funding.Wants.plan;
import static org.perpupil.plan.funding.Wants.stream;
import static org.perpupil.plan.funding.Wants.want;
import static org.perpupil.pupils.NeedCategory.POVERTY;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.perpupil.money.Money;
import org.perpupil.plan.Cost;
import org.perpupil.plan.Investment;
import org.perpupil.plan.funding.FundingChange.InvestmentChange;
import org.perpupil.plan.funding.FundingChange.Kind;
import org.perpupil.plan.funding.FundingChange.StreamChange;
import org.perpupil.revenue.SourceId;

class FundingChangeTest {
    private static final SourceId G = GENERAL.id();
    private static final SourceId T = TITLE_I.id();

    private static final Investment TUTORS = want("tutors", 100, 1).serving(POVERTY);
    private static final Investment BUS = want("bus", 100, 1).wholeOrNothing();
    private static final Investment BOOKS = want("books", 80, 2);

    private static Money dollars(long dollars) {
        return Money.ofDollars(dollars);
    }

    private static Funding fund(FundingStreams streams, Investment... investments) {
        return Matching.of(plan(investments), streams).fund();
    }

    /** What changed for an investment, whoever pays. */
    private record Changed(String id, Kind kind, Money costBefore, Money costAfter, Money before, Money after) {}

    private static Changed change(String id, Kind kind, long costBefore, long costAfter, long before, long after) {
        return new Changed(id, kind, dollars(costBefore), dollars(costAfter), dollars(before), dollars(after));
    }

    private static List<Changed> investments(FundingChange change) {
        return change.investments().stream()
                .map(one -> new Changed(
                        one.investment(), one.kind(), one.costBefore(), one.costAfter(), one.before(), one.after()))
                .toList();
    }

    private static StreamChange change(
            SourceId source, long capBefore, long capAfter, long leftBefore, long leftAfter) {
        return new StreamChange(source, dollars(capBefore), dollars(capAfter), dollars(leftBefore), dollars(leftAfter));
    }

    @Test
    void nothing_changes_since_itself() {
        FundingChange change = fund(general(50), BOOKS).since(fund(general(50), BOOKS));

        assertThat(change.isEmpty()).isTrue();
        assertThat(change).hasToString("nothing changes").isEqualTo(new FundingChange(List.of(), List.of()));
    }

    @Test
    void one_comes_in_and_another_falls_out() {
        FundingChange change = fund(general(100), BUS, BOOKS).since(fund(general(80), BUS, BOOKS));

        // 80 paid for the books; 100 pay for the bus alone
        assertThat(investments(change))
                .containsExactly(
                        change("bus", Kind.CAME_IN, 100, 100, 0, 100), change("books", Kind.FELL_OUT, 80, 80, 80, 0));
        assertThat(change.streams()).containsExactly(change(G, 80, 100, 0, 0));
        assertThat(change.of(Kind.CAME_IN)).containsExactly("bus");
        assertThat(change.of(Kind.FELL_OUT)).containsExactly("books");
        assertThat(change.of(Kind.MORE)).isEmpty();
        assertThat(change)
                .hasToString("bus came in: 0.00 → 100.00\nbooks fell out: 80.00 → 0.00\n"
                        + "stream general: holds 80.00 → 100.00, left 0.00 → 0.00");
    }

    @Test
    void a_part_that_is_no_longer_paid_fell_out_and_one_that_is_now_paid_is_more() {
        Funding some = fund(general(30), BOOKS);
        Funding none = fund(general(0), BOOKS);

        assertThat(investments(none.since(some))).containsExactly(change("books", Kind.FELL_OUT, 80, 80, 30, 0));
        assertThat(investments(some.since(none))).containsExactly(change("books", Kind.MORE, 80, 80, 0, 30));
    }

    @Test
    void more_and_less() {
        Funding part = fund(general(30), BOOKS);
        Funding all = fund(general(90), BOOKS);

        assertThat(investments(all.since(part))).containsExactly(change("books", Kind.MORE, 80, 80, 30, 80));
        assertThat(investments(part.since(all))).containsExactly(change("books", Kind.LESS, 80, 80, 80, 30));
        // 90 − 80
        assertThat(all.since(part).streams()).containsExactly(change(G, 30, 90, 0, 10));
    }

    @Test
    void other_streams_pay_as_much() {
        FundingChange change = fund(generalAndTitleI(100, 70), TUTORS).since(fund(generalAndTitleI(100, 0), TUTORS));

        assertThat(investments(change)).containsExactly(change("tutors", Kind.OTHER_STREAMS, 100, 100, 100, 100));
        // 100 − (100 − 70) is left of general
        assertThat(change.streams()).containsExactly(change(G, 100, 100, 0, 70), change(T, 0, 70, 0, 0));
        assertThat(change)
                .hasToString("tutors other streams: general 100.00 → general 30.00 + title-i 70.00\n"
                        + "stream general: left 0.00 → 70.00\n"
                        + "stream title-i: holds 0.00 → 70.00, left 0.00 → 0.00");
    }

    @Test
    void it_costs_more_and_gets_as_much() {
        Investment dearer = BOOKS.withCost(Cost.of(dollars(95)));

        FundingChange change = fund(general(80), dearer).since(fund(general(80), BOOKS));

        assertThat(investments(change)).containsExactly(change("books", Kind.OTHER_COST, 80, 95, 80, 80));
        assertThat(change.streams()).isEmpty();
        assertThat(change.isEmpty()).isFalse();
        assertThat(change).hasToString("books other cost: 80.00 → 95.00");
        assertThat(investments(fund(general(0), dearer).since(fund(general(0), BOOKS))))
                .containsExactly(change("books", Kind.OTHER_COST, 80, 95, 0, 0));
    }

    @Test
    void it_costs_less_and_gets_all_of_it() {
        Investment cheaper = BOOKS.withCost(Cost.of(dollars(50)));

        FundingChange change = fund(general(80), cheaper).since(fund(general(80), BOOKS));

        assertThat(investments(change)).containsExactly(change("books", Kind.LESS, 80, 50, 80, 50));
        // 80 − 50
        assertThat(change.streams()).containsExactly(change(G, 80, 80, 0, 30));
    }

    @Test
    void it_comes_in_because_it_costs_less() {
        Investment cheaper = BUS.withCost(Cost.of(dollars(80)));

        assertThat(investments(fund(general(80), cheaper).since(fund(general(80), BUS))))
                .containsExactly(change("bus", Kind.CAME_IN, 100, 80, 0, 80));
    }

    @Test
    void what_is_new_stands_by_priority_and_what_is_gone_comes_last() {
        FundingChange change = fund(general(90), BOOKS, want("art", 20, 1)).since(fund(general(180), TUTORS, BOOKS));

        // 180 − 100 − 80; 90 − 20 of the 80
        assertThat(investments(change))
                .containsExactly(
                        change("art", Kind.NEW, 0, 20, 0, 20),
                        change("books", Kind.LESS, 80, 80, 80, 70),
                        change("tutors", Kind.GONE, 100, 0, 100, 0));
    }

    @Test
    void what_is_new_or_gone_is_told_though_nothing_is_paid() {
        assertThat(investments(fund(general(0), BOOKS).since(fund(general(0), BUS))))
                .containsExactly(change("books", Kind.NEW, 0, 80, 0, 0), change("bus", Kind.GONE, 100, 0, 0, 0));
    }

    @Test
    void streams_that_are_gone_come_last() {
        Funding earlier = fund(generalAndTitleI(100, 60), TUTORS);
        Funding later = fund(FundingStreams.of(stream(GIFT, 5, 1), stream(TITLE_I, 60, 2)), TUTORS);

        // 100 − (100 − 60) was left of general; Title I is the same before and after
        assertThat(later.since(earlier).streams())
                .containsExactly(change(GIFT.id(), 0, 5, 0, 5), change(G, 100, 0, 60, 0));
    }

    @Test
    void a_stream_that_moves_in_rank_alone_is_no_change() {
        assertThat(fund(general(100).savedInOrder(G), BOOKS)
                        .since(fund(FundingStreams.of(stream(GENERAL, 100, 5)), BOOKS))
                        .isEmpty())
                .isTrue();
    }

    @Test
    void matching_by_hand_only_may_be_compared_with_matching_all() {
        Matching matching = Matching.of(plan(BOOKS), general(80)).byHand("books", G, dollars(80));

        assertThat(matching.fund().since(matching.byHandOnly()).isEmpty()).isTrue();
    }

    @Test
    void later_changes_of_the_lists_do_not_reach_the_change_and_null_is_refused() {
        List<InvestmentChange> investments = new java.util.ArrayList<>(
                fund(general(80), BOOKS).since(fund(general(30), BOOKS)).investments());
        FundingChange change = new FundingChange(investments, List.of());

        investments.clear();

        assertThat(change.investments()).hasSize(1);
        assertThatNullPointerException().isThrownBy(() -> new FundingChange(null, List.of()));
        assertThatNullPointerException().isThrownBy(() -> new FundingChange(List.of(), null));
    }
}
