package org.perpupil.plan.funding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.perpupil.plan.funding.Shortfall.Reason.NOT_ENTERED;
import static org.perpupil.plan.funding.Shortfall.Reason.NO_STREAM;
import static org.perpupil.plan.funding.Shortfall.Reason.SPENT_ON_HIGHER_PRIORITIES;
import static org.perpupil.plan.funding.Shortfall.Reason.TOO_LITTLE;
import static org.perpupil.plan.funding.Wants.GENERAL;
import static org.perpupil.plan.funding.Wants.GIFT;
import static org.perpupil.plan.funding.Wants.SUPPLEMENTAL;
import static org.perpupil.plan.funding.Wants.TITLE_I;
import static org.perpupil.plan.funding.Wants.general;
import static org.perpupil.plan.funding.Wants.generalAndTitleI;
import static org.perpupil.plan.funding.Wants.plan;
import static org.perpupil.plan.funding.Wants.stream;
import static org.perpupil.plan.funding.Wants.want;
import static org.perpupil.pupils.NeedCategory.POVERTY;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.perpupil.money.Money;
import org.perpupil.plan.Chain;
import org.perpupil.plan.Investment;
import org.perpupil.revenue.SourceId;

class ShortfallTest {
    private static final SourceId G = GENERAL.id();
    private static final SourceId T = TITLE_I.id();

    private static final Investment TUTORS = want("tutors", 100, 1).serving(POVERTY);
    private static final Investment NURSE = want("nurse", 120, 2);
    private static final Investment BUS = want("bus", 100, 2).wholeOrNothing();

    private static Money dollars(long dollars) {
        return Money.ofDollars(dollars);
    }

    private static Shortfall shortfall(Funding funding, String investment) {
        return funding.shortfall(investment).orElseThrow();
    }

    @Test
    void no_stream_may_pay() {
        FundingStreams streams = FundingStreams.of(stream(TITLE_I, 60, 1), stream(GIFT, 60, 2));

        Shortfall nurse = shortfall(Matching.of(plan(NURSE), streams).fund(), "nurse");

        assertThat(nurse.reason()).isEqualTo(NO_STREAM);
        assertThat(nurse.funded()).isEqualTo(Money.ZERO);
        assertThat(nurse.missing()).isEqualTo(dollars(120));
        assertThat(nurse.available()).isEqualTo(Money.ZERO);
        assertThat(nurse.exhausted()).isEmpty();
        assertThat(nurse.held()).isEqualTo(Money.ZERO);
        assertThat(nurse.paidFirst()).isEmpty();
        assertThat(nurse.refusals())
                .containsExactly(
                        Map.entry(T, "Title I is for poverty, and this serves all pupils"),
                        Map.entry(GIFT.id(), "Gift of parents is for music, which nobody has found this to be"));
        assertThat(nurse.why("$"))
                .isEqualTo("no stream may pay for it: Title I is for poverty, and this serves all pupils; "
                        + "Gift of parents is for music, which nobody has found this to be");
    }

    @Test
    void no_other_stream_may_pay_than_those_entered_by_hand() {
        Shortfall nurse = shortfall(
                Matching.of(plan(NURSE), generalAndTitleI(150, 60))
                        .byHand("nurse", G, dollars(30))
                        .fund(),
                "nurse");

        assertThat(nurse.reason()).isEqualTo(NO_STREAM);
        assertThat(nurse.funded()).isEqualTo(dollars(30));
        assertThat(nurse.available()).isEqualTo(dollars(30));
        assertThat(nurse.why("$"))
                .isEqualTo(
                        "no other stream may pay for it: Title I is for poverty, and this serves all pupils; what general pays was entered by hand");
    }

    @Test
    void there_is_no_stream_at_all() {
        assertThat(shortfall(Matching.of(plan(NURSE), FundingStreams.of()).fund(), "nurse"))
                .hasToString("nurse lacks 120.00: no stream may pay for it");
    }

    @Test
    void the_streams_are_spent_on_a_higher_priority() {
        Shortfall nurse =
                shortfall(Matching.of(plan(TUTORS, NURSE), general(150)).fund(), "nurse");

        assertThat(nurse.reason()).isEqualTo(SPENT_ON_HIGHER_PRIORITIES);
        // 150 − 100
        assertThat(nurse.funded()).isEqualTo(dollars(50));
        // 120 − 50
        assertThat(nurse.missing()).isEqualTo(dollars(70));
        assertThat(nurse.exhausted()).containsExactly(G);
        assertThat(nurse.held()).isEqualTo(dollars(150));
        assertThat(nurse.paidFirst()).containsExactly(Map.entry("tutors", dollars(100)));
        assertThat(nurse.why("$"))
                .isEqualTo("general holds $150.00, of which $100.00 goes to what comes before it: tutors $100.00");
    }

    @Test
    void streams_that_would_free_others_count_among_those_it_needs_more_of() {
        Shortfall nurse = shortfall(
                Matching.of(plan(TUTORS, NURSE), generalAndTitleI(150, 60)).fund(), "nurse");

        // more Title I would pay for the tutors what general pays now; 150 + 60
        assertThat(nurse.exhausted()).containsExactly(G, T);
        assertThat(nurse.held()).isEqualTo(dollars(210));
        assertThat(nurse.paidFirst()).containsExactly(Map.entry("tutors", dollars(100)));
        // 120 − (210 − 100)
        assertThat(nurse)
                .hasToString(
                        "nurse lacks 10.00: general, title-i hold 210.00, of which 100.00 goes to what comes before it: "
                                + "tutors 100.00");
    }

    @Test
    void a_higher_priority_from_other_streams_does_not_count() {
        // Title I pays for the tutors alone, who may not be paid from general, and more of it would help nobody else
        Shortfall nurse = shortfall(
                Matching.of(plan(TUTORS.notFrom(G), NURSE), generalAndTitleI(50, 100))
                        .fund(),
                "nurse");

        assertThat(nurse.reason()).isEqualTo(TOO_LITTLE);
        assertThat(nurse.exhausted()).containsExactly(G);
        assertThat(nurse.paidFirst()).isEmpty();
        assertThat(nurse.why("$")).isEqualTo("general holds $50.00");
    }

    @Test
    void the_streams_hold_too_little() {
        Shortfall tutors =
                shortfall(Matching.of(plan(TUTORS), generalAndTitleI(30, 50)).fund(), "tutors");

        assertThat(tutors.reason()).isEqualTo(TOO_LITTLE);
        // 30 + 50
        assertThat(tutors.funded()).isEqualTo(dollars(80));
        assertThat(tutors).hasToString("tutors lacks 20.00: general, title-i hold 80.00");
    }

    @Test
    void what_is_whole_gets_nothing_though_there_is_something() {
        Shortfall bus = shortfall(Matching.of(plan(BUS), general(80)).fund(), "bus");

        assertThat(bus.reason()).isEqualTo(TOO_LITTLE);
        assertThat(bus.funded()).isEqualTo(Money.ZERO);
        assertThat(bus.available()).isEqualTo(dollars(80));
        assertThat(bus)
                .hasToString("bus lacks 100.00: general holds 80.00; the 80.00 that it could have is not the whole");
    }

    @Test
    void what_is_whole_may_be_short_because_of_a_higher_priority() {
        Shortfall bus = shortfall(Matching.of(plan(TUTORS, BUS), general(150)).fund(), "bus");

        assertThat(bus.reason()).isEqualTo(SPENT_ON_HIGHER_PRIORITIES);
        // 150 − 100
        assertThat(bus.why("$"))
                .isEqualTo("general holds $150.00, of which $100.00 goes to what comes before it: tutors $100.00; "
                        + "the $50.00 that it could have is not the whole");
    }

    @Test
    void what_is_whole_and_entered_in_part_could_have_its_entry_and_more() {
        Shortfall bus = shortfall(
                Matching.of(plan(BUS.serving(POVERTY)), generalAndTitleI(70, 20))
                        .byHand("bus", G, dollars(60))
                        .fund(),
                "bus");

        assertThat(bus.funded()).isEqualTo(dollars(60));
        // 60 + 20
        assertThat(bus.available()).isEqualTo(dollars(80));
        assertThat(bus.exhausted()).containsExactly(T);
        assertThat(bus.why("$")).isEqualTo("title-i holds $20.00; the $80.00 that it could have is not the whole");
    }

    @Test
    void an_entry_for_a_lower_priority_comes_before() {
        Shortfall tutors = shortfall(
                Matching.of(plan(TUTORS, NURSE), general(110))
                        .byHand("nurse", G, dollars(30))
                        .fund(),
                "tutors");

        assertThat(tutors.reason()).isEqualTo(SPENT_ON_HIGHER_PRIORITIES);
        assertThat(tutors.paidFirst()).containsExactly(Map.entry("nurse", dollars(30)));
        // 100 − (110 − 30)
        assertThat(tutors)
                .hasToString(
                        "tutors lacks 20.00: general holds 110.00, of which 30.00 goes to what comes before it: nurse 30.00");
    }

    @Test
    void of_what_comes_before_the_three_largest_are_named() {
        Investment last = want("art", 10, 9);

        Shortfall two =
                shortfall(Matching.of(plan(last, NURSE, TUTORS), general(220)).fund(), "art");
        Shortfall five = shortfall(
                Matching.of(plan(last, want("a", 1, 1), want("b", 3, 1), want("c", 2, 1), NURSE, TUTORS), general(226))
                        .fund(),
                "art");

        assertThat(two.paidFirst().keySet()).containsExactly("tutors", "nurse");
        // 100 + 120
        assertThat(two.why("$"))
                .isEqualTo("general holds $220.00, of which $220.00 goes to what comes before it: "
                        + "nurse $120.00, tutors $100.00");
        // 1 + 3 + 2 + 100 + 120; in order of priority, equal ones by id
        assertThat(five.paidFirst().keySet()).containsExactly("a", "b", "c", "tutors", "nurse");
        assertThat(five.why("$"))
                .isEqualTo("general holds $226.00, of which $226.00 goes to what comes before it: "
                        + "nurse $120.00, tutors $100.00, b $3.00 and 2 more");
    }

    @Test
    void only_what_was_entered_was_to_be_paid() {
        Shortfall nurse = shortfall(
                Matching.of(plan(NURSE), general(500))
                        .byHand("nurse", G, dollars(20))
                        .byHandOnly(),
                "nurse");

        assertThat(nurse.reason()).isEqualTo(NOT_ENTERED);
        // 120 − 20
        assertThat(nurse).hasToString("nurse lacks 100.00: nothing more was entered by hand");
    }

    @Test
    void exhausted_streams_stand_by_flexibility() {
        FundingStreams streams =
                FundingStreams.of(stream(TITLE_I, 10, 1), stream(GENERAL, 20, 2), stream(SUPPLEMENTAL, 30, 3));

        // 10 + 20 + 30
        assertThat(shortfall(Matching.of(plan(TUTORS), streams).fund(), "tutors")
                        .why("€"))
                .isEqualTo("title-i, general, supplemental hold €60.00");
    }

    @Test
    void equals_means_the_same_in_every_part_and_null_is_refused() {
        Shortfall nurse = shortfall(Matching.of(plan(NURSE), general(50)).fund(), "nurse");
        Chain chain = nurse.chain();
        FundingStreams streams = general(50);

        assertThat(new Shortfall(
                        chain,
                        dollars(50),
                        TOO_LITTLE,
                        dollars(50),
                        List.of(G),
                        dollars(50),
                        Map.of(),
                        List.of(),
                        streams))
                .isEqualTo(nurse)
                .hasSameHashCodeAs(nurse);
        assertThatNullPointerException()
                .isThrownBy(() -> new Shortfall(
                        null,
                        dollars(50),
                        TOO_LITTLE,
                        dollars(50),
                        List.of(G),
                        dollars(50),
                        Map.of(),
                        List.of(),
                        streams))
                .withMessage("chain");
        assertThatNullPointerException()
                .isThrownBy(() -> new Shortfall(
                        chain, null, TOO_LITTLE, dollars(50), List.of(G), dollars(50), Map.of(), List.of(), streams))
                .withMessage("funded");
        assertThatNullPointerException()
                .isThrownBy(() -> new Shortfall(
                        chain, dollars(50), null, dollars(50), List.of(G), dollars(50), Map.of(), List.of(), streams))
                .withMessage("reason");
        assertThatNullPointerException()
                .isThrownBy(() -> new Shortfall(
                        chain, dollars(50), TOO_LITTLE, null, List.of(G), dollars(50), Map.of(), List.of(), streams))
                .withMessage("available");
        assertThatNullPointerException()
                .isThrownBy(() -> new Shortfall(
                        chain, dollars(50), TOO_LITTLE, dollars(50), List.of(G), null, Map.of(), List.of(), streams))
                .withMessage("held");
        assertThatNullPointerException()
                .isThrownBy(() -> new Shortfall(
                        chain,
                        dollars(50),
                        TOO_LITTLE,
                        dollars(50),
                        List.of(G),
                        dollars(50),
                        Map.of(),
                        List.of(),
                        null))
                .withMessage("streams");
    }
}
