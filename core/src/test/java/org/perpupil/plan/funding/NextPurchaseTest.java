package org.perpupil.plan.funding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.perpupil.plan.funding.Wants.GENERAL;
import static org.perpupil.plan.funding.Wants.SUPPLEMENTAL;
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
import org.perpupil.plan.Investment;
import org.perpupil.plan.SitePlan;
import org.perpupil.revenue.SourceId;

class NextPurchaseTest {
    private static final SourceId G = GENERAL.id();
    private static final SourceId T = TITLE_I.id();

    private static final Investment TUTORS = want("tutors", 100, 1).serving(POVERTY);
    private static final Investment NURSE = want("nurse", 120, 2);
    private static final Investment BUS = want("bus", 100, 1).wholeOrNothing();
    private static final Investment BOOKS = want("books", 80, 2);

    private static Money dollars(long dollars) {
        return Money.ofDollars(dollars);
    }

    private static NextPurchase next(SitePlan plan, FundingStreams streams, SourceId source) {
        return Matching.of(plan, streams).fund().nextPurchaseFrom(source).orElseThrow();
    }

    @Test
    void what_is_paid_in_part_grows_by_the_cent() {
        NextPurchase next = next(plan(NURSE), general(50), G);

        assertThat(next.source()).isEqualTo(G);
        assertThat(next.more()).isEqualTo(Money.ofCents(1));
        assertThat(next).hasToString("with 0.01 more in general, nurse more: 50.00 → 50.01");
    }

    @Test
    void what_is_whole_waits_for_all_it_lacks() {
        // 100 − 80; the books, which were paid in full, fall out
        assertThat(next(plan(BUS, BOOKS), general(80), G))
                .hasToString("with 20.00 more in general, bus came in: 0.00 → 100.00; books fell out: 80.00 → 0.00");
        assertThat(next(plan(BUS, BOOKS), general(80), G).text("$"))
                .isEqualTo("with $20.00 more in general, bus came in: $0.00 → $100.00; books fell out: $80.00 → $0.00");
    }

    @Test
    void the_cheapest_comes_in_though_a_higher_priority_waits() {
        Investment art = want("art", 90, 2).wholeOrNothing();

        // 90 − 80 comes before 100 − 80
        assertThat(next(plan(BUS, art), general(80), G))
                .hasToString("with 10.00 more in general, art came in: 0.00 → 90.00");
    }

    @Test
    void what_is_left_elsewhere_does_not_help_and_what_is_freed_does() {
        // one more cent of Title I pays for the tutors, and frees one of general for the nurse
        NextPurchase next = next(plan(TUTORS, NURSE), generalAndTitleI(150, 60), T);

        assertThat(next.more()).isEqualTo(Money.ofCents(1));
        // 110 + 0.01
        assertThat(next.change().investments())
                .extracting(Object::toString)
                .containsExactly(
                        "tutors other streams: general 40.00 + title-i 60.00 → general 39.99 + title-i 60.01",
                        "nurse more: 110.00 → 110.01");
    }

    @Test
    void what_is_whole_may_lack_two_streams_so_that_one_alone_buys_nothing() {
        Investment bus = BUS.serving(POVERTY);
        Investment learners = want("a", 40, 1).serving(POVERTY).notFrom(G);
        FundingStreams streams = generalAndTitleI(30, 20);

        // of the 40 that only Title I may pay, 20 are short: the first cent goes there
        assertThat(next(plan(learners, bus), streams, T).more()).isEqualTo(Money.ofCents(1));
        // Title I is spent on a, which is before the bus; general needs 100 − 30
        assertThat(next(plan(learners, bus), streams, G).more()).isEqualTo(dollars(70));
    }

    @Test
    void no_amount_helps_where_the_stream_may_not_pay() {
        assertThat(Matching.of(plan(NURSE), generalAndTitleI(50, 0)).fund().nextPurchaseFrom(T))
                .isEmpty();
    }

    @Test
    void no_amount_helps_where_the_stream_may_pay_only_a_part_of_what_is_whole() {
        // supplemental pays at most 20 for learners through a, who leave general no more than it lacks
        Investment a = want("a", 20, 1).serving(POVERTY).notFrom(T);
        Investment bus = want("bus", 100, 2).wholeOrNothing();
        FundingStreams streams = FundingStreams.of(stream(GENERAL, 90, 1), stream(SUPPLEMENTAL, 5, 2));

        // if supplemental paid all 20 of a, general would have 90 for the bus
        assertThat(Matching.of(plan(a, bus), streams).fund().nextPurchaseFrom(SUPPLEMENTAL.id()))
                .isEmpty();
        // now it has 90 − (20 − 5), and 25 more would be 100
        assertThat(next(plan(a, bus), streams, G).more()).isEqualTo(dollars(25));
    }

    @Test
    void no_amount_helps_where_nothing_is_short() {
        assertThat(Matching.of(plan(BOOKS), general(80)).fund().nextPurchaseFrom(G))
                .isEmpty();
    }

    @Test
    void no_amount_helps_where_only_entries_are_paid() {
        assertThat(Matching.of(plan(BOOKS), general(10))
                        .byHand("books", G, dollars(10))
                        .byHandOnly()
                        .nextPurchaseFrom(G))
                .isEmpty();
    }

    @Test
    void entries_of_what_is_whole_count_towards_it() {
        Funding funding = Matching.of(plan(BUS.serving(POVERTY)), generalAndTitleI(60, 25))
                .byHand("bus", G, dollars(60))
                .fund();

        // 100 − 60 − 25
        assertThat(funding.nextPurchaseFrom(T)).map(NextPurchase::more).contains(dollars(15));
        // what general pays is entered, and no more money changes it
        assertThat(funding.nextPurchaseFrom(G)).isEmpty();
    }

    @Test
    void equals_means_the_same_in_every_part_and_null_is_refused() {
        FundingChange none = new FundingChange(List.of(), List.of());

        assertThat(new NextPurchase(G, dollars(1), none))
                .isEqualTo(new NextPurchase(G, dollars(1), none))
                .isNotEqualTo(new NextPurchase(T, dollars(1), none))
                .isNotEqualTo(new NextPurchase(G, dollars(2), none));
        assertThatNullPointerException()
                .isThrownBy(() -> new NextPurchase(null, dollars(1), none))
                .withMessage("source");
        assertThatNullPointerException()
                .isThrownBy(() -> new NextPurchase(G, null, none))
                .withMessage("more");
        assertThatNullPointerException()
                .isThrownBy(() -> new NextPurchase(G, dollars(1), null))
                .withMessage("change");
    }
}
