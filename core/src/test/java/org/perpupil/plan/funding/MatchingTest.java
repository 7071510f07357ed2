package org.perpupil.plan.funding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.perpupil.plan.funding.FundingStreamsTest.budget;
import static org.perpupil.plan.funding.FundingStreamsTest.line;
import static org.perpupil.plan.funding.Wants.GENERAL;
import static org.perpupil.plan.funding.Wants.GIFT;
import static org.perpupil.plan.funding.Wants.SUPPLEMENTAL;
import static org.perpupil.plan.funding.Wants.TITLE_I;
import static org.perpupil.plan.funding.Wants.YEAR;
import static org.perpupil.plan.funding.Wants.cells;
import static org.perpupil.plan.funding.Wants.general;
import static org.perpupil.plan.funding.Wants.generalAndTitleI;
import static org.perpupil.plan.funding.Wants.plan;
import static org.perpupil.plan.funding.Wants.stream;
import static org.perpupil.plan.funding.Wants.want;
import static org.perpupil.pupils.NeedCategory.ENGLISH_LEARNER;
import static org.perpupil.pupils.NeedCategory.POVERTY;

import java.util.List;
import java.util.Map;
import nl.jqno.equalsverifier.EqualsVerifier;
import nl.jqno.equalsverifier.Warning;
import org.junit.jupiter.api.Test;
import org.perpupil.budget.Held;
import org.perpupil.budget.SchoolBudget;
import org.perpupil.district.FiscalYear;
import org.perpupil.district.SchoolId;
import org.perpupil.money.Money;
import org.perpupil.plan.Action;
import org.perpupil.plan.ActionStatus;
import org.perpupil.plan.FocusArea;
import org.perpupil.plan.Goal;
import org.perpupil.plan.Investment;
import org.perpupil.plan.SitePlan;
import org.perpupil.plan.Strategy;
import org.perpupil.problem.Problem;
import org.perpupil.problem.ProblemException;
import org.perpupil.revenue.SourceId;

class MatchingTest {
    private static final SourceId G = GENERAL.id();
    private static final SourceId T = TITLE_I.id();
    private static final SourceId S = SUPPLEMENTAL.id();

    private static final Investment TUTORS = want("tutors", 100, 1).serving(POVERTY);
    private static final Investment NURSE = want("nurse", 120, 2);
    private static final Investment BUS = want("bus", 100, 1).wholeOrNothing();
    private static final Investment BOOKS = want("books", 80, 2);

    private static Money dollars(long dollars) {
        return Money.ofDollars(dollars);
    }

    @Test
    void pays_by_priority() {
        Funding funding = Matching.of(plan(BOOKS, want("art", 50, 3), TUTORS), general(150))
                .fund();

        // tutors 100 first; 150 − 100 of the 80 for books; nothing for art; lines stand in the order of the plan
        assertThat(cells(funding)).containsExactly("books general 50.00", "tutors general 100.00");
        assertThat(funding.left()).containsExactly(Map.entry(G, Money.ZERO));
    }

    @Test
    void equal_priorities_are_paid_in_order_of_id() {
        Investment b = want("b", 70, 1);
        Investment a = want("a", 70, 1);

        // a 70, and 100 − 70 for b
        assertThat(cells(Matching.of(plan(b, a), general(100)).fund()))
                .containsExactly("b general 30.00", "a general 70.00");
    }

    @Test
    void ids_are_compared_as_text() {
        // "i10" stands before "i9"
        assertThat(cells(Matching.of(plan(want("i9", 70, 1), want("i10", 70, 1)), general(100))
                        .fund()))
                .containsExactly("i9 general 30.00", "i10 general 70.00");
    }

    @Test
    void a_stream_that_pays_for_an_earlier_investment_is_handed_on_where_another_can_pay() {
        Funding funding =
                Matching.of(plan(TUTORS, NURSE), generalAndTitleI(150, 60)).fund();

        // Title I pays 60 of the tutors and general 100 − 60; that leaves 150 − 40 of the 120 for the nurse
        assertThat(cells(funding))
                .containsExactly("tutors general 40.00", "tutors title-i 60.00", "nurse general 110.00");
    }

    @Test
    void a_stream_is_handed_on_though_it_is_the_first_to_be_spent() {
        // general is spent first here, and the tutors come first; but only general may pay for the nurse
        FundingStreams streams = FundingStreams.of(stream(TITLE_I, 100, 1), stream(GENERAL, 120, 2));

        assertThat(cells(Matching.of(plan(TUTORS, NURSE), streams).fund()))
                .containsExactly("tutors title-i 100.00", "nurse general 120.00");
    }

    @Test
    void streams_are_handed_on_in_a_chain() {
        // a: general or supplemental, b: supplemental or Title I, c: general alone; the only way to pay all three is
        // one shift
        // of each
        Investment a = want("a", 100, 1).serving(POVERTY).notFrom(T);
        Investment b = want("b", 100, 2).serving(POVERTY).notFrom(G);
        Investment c = want("c", 100, 3);
        FundingStreams streams =
                FundingStreams.of(stream(TITLE_I, 100, 1), stream(SUPPLEMENTAL, 100, 2), stream(GENERAL, 100, 3));

        assertThat(cells(Matching.of(plan(a, b, c), streams).fund()))
                .containsExactly("a supplemental 100.00", "b title-i 100.00", "c general 100.00");
    }

    @Test
    void a_higher_priority_is_not_left_short_to_fund_more_lower_ones() {
        Investment whole = want("z", 100, 1).serving(POVERTY);
        FundingStreams streams = generalAndTitleI(100, 0);

        // one investment of 100 first, though two of 50 would be paid instead
        assertThat(cells(Matching.of(plan(want("a", 50, 2), want("b", 50, 2), whole), streams)
                        .fund()))
                .containsExactly("z general 100.00");
    }

    @Test
    void flexible_dollars_are_saved() {
        FundingStreams streams =
                FundingStreams.of(stream(GENERAL, 100, 1), stream(SUPPLEMENTAL, 50, 2), stream(TITLE_I, 30, 3));

        Funding funding = Matching.of(plan(TUTORS), streams).fund();

        // Title I 30 and supplemental 50, and 100 − 30 − 50 from general
        assertThat(cells(funding))
                .containsExactly("tutors general 20.00", "tutors supplemental 50.00", "tutors title-i 30.00");
        assertThat(funding.left())
                .containsExactly(Map.entry(G, dollars(80)), Map.entry(S, Money.ZERO), Map.entry(T, Money.ZERO));
    }

    @Test
    void flexible_dollars_are_saved_by_handing_on_what_is_paid_already() {
        Investment poverty = want("a", 60, 1).serving(POVERTY);
        Investment learners = want("b", 60, 2).serving(ENGLISH_LEARNER);
        FundingStreams streams =
                FundingStreams.of(stream(GENERAL, 120, 1), stream(TITLE_I, 60, 2), stream(SUPPLEMENTAL, 60, 3));

        Funding funding = Matching.of(plan(poverty, learners), streams).fund();

        // supplemental is spent before Title I, but if it paid for a, general would have to pay for b
        assertThat(cells(funding)).containsExactly("a title-i 60.00", "b supplemental 60.00");
        assertThat(funding.left()).containsEntry(G, dollars(120));
    }

    @Test
    void the_declared_order_decides_what_is_saved() {
        Matching matching = Matching.of(plan(TUTORS), generalAndTitleI(100, 100));

        assertThat(cells(matching.fund())).containsExactly("tutors title-i 100.00");
        assertThat(cells(matching.from(matching.streams().savedInOrder(T)).fund()))
                .containsExactly("tutors general 100.00");
    }

    @Test
    void the_first_investment_takes_most_from_the_least_flexible_stream() {
        Investment a = want("a", 50, 1).serving(POVERTY);
        Investment b = want("b", 50, 2).serving(POVERTY);
        FundingStreams streams = FundingStreams.of(stream(SUPPLEMENTAL, 40, 1), stream(TITLE_I, 60, 2));

        // everything is spent in any way; a takes 50 of the 60 of Title I, b the 10 that are left and 40
        assertThat(cells(Matching.of(plan(a, b), streams).fund()))
                .containsExactly("a title-i 50.00", "b supplemental 40.00", "b title-i 10.00");
    }

    @Test
    void what_is_whole_or_nothing_gets_nothing_rather_than_a_part() {
        Funding funding =
                Matching.of(plan(BUS, want("books", 50, 2)), general(80)).fund();

        // 80 is less than 100; 80 − 50 is left
        assertThat(cells(funding)).containsExactly("books general 50.00");
        assertThat(funding.left()).containsEntry(G, dollars(30));
    }

    @Test
    void what_is_whole_or_nothing_may_be_paid_from_several_streams() {
        Investment bus = BUS.serving(POVERTY);

        assertThat(cells(Matching.of(plan(bus), generalAndTitleI(50, 50)).fund()))
                .containsExactly("bus general 50.00", "bus title-i 50.00");
        assertThat(cells(Matching.of(plan(bus), generalAndTitleI(50, 49)).fund()))
                .isEmpty();
    }

    @Test
    void with_more_money_what_is_whole_comes_in_and_pushes_a_lower_priority_out() {
        Matching matching = Matching.of(plan(BUS, BOOKS), general(80));

        assertThat(cells(matching.fund())).containsExactly("books general 80.00");
        // 100 pay the bus, and nothing is left for books
        assertThat(cells(matching.from(general(100)).fund())).containsExactly("bus general 100.00");
    }

    @Test
    void investments_of_dropped_actions_are_not_paid() {
        SitePlan plan = SitePlan.of("101", YEAR)
                .goal(Goal.of("math", FocusArea.academic("mathematics"), "Raise mathematics")
                        .through(Strategy.of("tutoring", "Tutoring")
                                .acting(
                                        Action.of("hire", "Hire").investing(BOOKS),
                                        Action.of("drop", "Dropped")
                                                .withStatus(ActionStatus.DROPPED)
                                                .investing(TUTORS))))
                .build();

        assertThat(cells(Matching.of(plan, general(500)).fund())).containsExactly("books general 80.00");
    }

    @Test
    void no_streams_or_no_investments_leave_everything_as_it_is() {
        Funding noStreams = Matching.of(plan(BOOKS), FundingStreams.of()).fund();
        Funding noWants = Matching.of(plan(), general(5)).fund();

        assertThat(noStreams.total()).isEqualTo(Money.ZERO);
        assertThat(noStreams.missing()).isEqualTo(dollars(80));
        assertThat(noWants.lines()).isEmpty();
        assertThat(noWants.left()).containsExactly(Map.entry(G, dollars(5)));
    }

    @Test
    void an_entry_by_hand_stands_as_it_is_and_the_rest_is_matched_around_it() {
        Funding funding = Matching.of(plan(TUTORS, NURSE), generalAndTitleI(150, 100))
                .byHand("tutors", G, dollars(30))
                .fund();

        // 100 − 30 from Title I, though it could pay all; 150 − 30 for the nurse
        assertThat(cells(funding))
                .containsExactly("tutors general 30.00", "tutors title-i 70.00", "nurse general 120.00");
        assertThat(funding.lines()).extracting(FundedLine::byHand).containsExactly(true, false, false);
    }

    @Test
    void an_entry_of_0_keeps_a_stream_from_paying() {
        Funding funding = Matching.of(plan(TUTORS), generalAndTitleI(150, 60))
                .byHand("tutors", G, Money.ZERO)
                .fund();

        assertThat(cells(funding)).containsExactly("tutors title-i 60.00");
        assertThat(funding.left()).containsEntry(G, dollars(150));
    }

    @Test
    void an_entry_of_0_may_stand_where_the_stream_may_not_pay_anyway() {
        assertThat(cells(Matching.of(plan(NURSE), generalAndTitleI(150, 60))
                        .byHand("nurse", T, Money.ZERO)
                        .fund()))
                .containsExactly("nurse general 120.00");
    }

    @Test
    void an_entry_for_a_lower_priority_comes_before_a_higher_one() {
        // 100 − 80 of the bus could be paid, which is not the whole
        assertThat(cells(Matching.of(plan(BUS, BOOKS), general(100))
                        .byHand("books", G, dollars(80))
                        .fund()))
                .containsExactly("books general 80.00");
        // 150 − 80 of the 100
        assertThat(Matching.of(plan(TUTORS, BOOKS), general(150))
                        .byHand("books", G, dollars(80))
                        .fund()
                        .funded("tutors"))
                .isEqualTo(dollars(70));
    }

    @Test
    void an_entry_stands_though_the_rest_of_what_is_whole_cannot_be_paid() {
        Investment bus = BUS.approvedFor(GIFT.id());
        Matching matching = Matching.of(plan(bus), FundingStreams.of(stream(GENERAL, 90, 1), stream(GIFT, 60, 2)))
                .byHand("bus", G, dollars(40));

        // the gift pays the other 60, or nothing of it
        assertThat(cells(matching.fund())).containsExactly("bus general 40.00", "bus gift 60.00");
        assertThat(cells(matching.from(FundingStreams.of(stream(GENERAL, 90, 1), stream(GIFT, 59, 2)))
                        .fund()))
                .containsExactly("bus general 40.00");
    }

    @Test
    void by_hand_only_matches_nothing() {
        Funding funding = Matching.of(plan(TUTORS, NURSE), generalAndTitleI(150, 100))
                .byHand("nurse", G, dollars(30))
                .byHandOnly();

        assertThat(cells(funding)).containsExactly("nurse general 30.00");
        // 150 − 30
        assertThat(funding.left()).containsExactly(Map.entry(G, dollars(120)), Map.entry(T, dollars(100)));
        assertThat(funding.isAutomatic()).isFalse();
    }

    @Test
    void a_later_entry_takes_the_place_of_one_for_the_same_cell() {
        Matching matching = Matching.of(plan(TUTORS, NURSE), generalAndTitleI(150, 100))
                .byHand(List.of(
                        new ManualEntry("tutors", G, dollars(1)),
                        new ManualEntry("tutors", T, dollars(2)),
                        new ManualEntry("tutors", G, dollars(3))));

        assertThat(matching.entries())
                .containsExactly(new ManualEntry("tutors", G, dollars(3)), new ManualEntry("tutors", T, dollars(2)));
        assertThat(matching.byHand("tutors", T, dollars(4)).entries())
                .containsExactly(new ManualEntry("tutors", G, dollars(3)), new ManualEntry("tutors", T, dollars(4)));
        assertThat(matching.withoutEntries().entries()).isEmpty();
        assertThat(matching.withoutEntries()).isEqualTo(Matching.of(matching.plan(), matching.streams()));
    }

    @Test
    void entries_stay_when_streams_or_plan_change() {
        Matching matching = Matching.of(plan(TUTORS), general(50)).byHand("tutors", G, dollars(50));

        assertThat(matching.from(general(60)).entries()).isEqualTo(matching.entries());
        assertThat(matching.to(plan(TUTORS, NURSE)).entries()).isEqualTo(matching.entries());
        assertThat(matching.to(plan(TUTORS, NURSE)).plan()).isEqualTo(plan(TUTORS, NURSE));
    }

    @Test
    void tells_every_fault_of_the_entries() {
        SitePlan plan = SitePlan.of("101", YEAR)
                .goal(Goal.of("math", FocusArea.academic("mathematics"), "Raise mathematics")
                        .through(Strategy.of("tutoring", "Tutoring")
                                .acting(
                                        Action.of("hire", "Hire").investing(TUTORS, NURSE),
                                        Action.of("drop", "Dropped")
                                                .withStatus(ActionStatus.DROPPED)
                                                .investing(BOOKS))))
                .build();
        Matching matching = Matching.of(plan, generalAndTitleI(120, 40))
                .byHand("ghost", S, dollars(1))
                .byHand("books", G, dollars(2))
                .byHand("nurse", T, dollars(10))
                .byHand("nurse", G, dollars(119))
                .byHand("tutors", T, dollars(5));

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(matching::fund)
                .withMessage("the plan of school 101 for %s cannot be funded so; 6 problems:\n".formatted(YEAR)
                        + "  entry of supplemental for investment ghost: found investment ghost; "
                        + "allowed: an investment of the plan whose action is not dropped. "
                        + "Remove the entry, or correct its id.\n"
                        + "  entry of supplemental for investment ghost: found stream supplemental; "
                        + "allowed: general, title-i. Remove the entry, or correct its stream.\n"
                        + "  entry of general for investment books: found investment books; "
                        + "allowed: an investment of the plan whose action is not dropped. "
                        + "Remove the entry, or correct its id.\n"
                        + "  goal math, entry of title-i for investment nurse: "
                        + "found 10.00, but Title I is for poverty, and this serves all pupils; "
                        + "allowed: what the source may be used for. Enter it under another stream.\n"
                        // 10 + 119
                        + "  goal math, investment nurse: found 129.00 entered by hand; allowed: at most its cost, 120.00. "
                        + "Lower an entry.\n"
                        // 2 + 119
                        + "  stream general: found 121.00 entered by hand; allowed: at most what it holds, 120.00. "
                        + "Lower or remove an entry.")
                .satisfies(refused -> assertThat(refused.problems())
                        .extracting(Problem::code)
                        .containsExactly(
                                "funding.investment-unknown",
                                "funding.stream-unknown",
                                "funding.investment-unknown",
                                "funding.pairing",
                                "funding.overfunded",
                                "funding.overspent"));
        assertThatExceptionOfType(ProblemException.class).isThrownBy(matching::byHandOnly);
    }

    @Test
    void an_investment_may_get_all_it_costs_and_a_stream_pay_all_it_holds_by_hand() {
        assertThat(cells(Matching.of(plan(TUTORS), generalAndTitleI(40, 60))
                        .byHand("tutors", G, dollars(40))
                        .byHand("tutors", T, dollars(60))
                        .fund()))
                .containsExactly("tutors general 40.00", "tutors title-i 60.00");
    }

    @Test
    void faults_at_levels_are_told_with_the_level() {
        Matching matching = Matching.of(plan(TUTORS), general(100)).byHand("tutors", G, dollars(95));

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> matching.atLevels("90%", "100%", "94.5%"))
                // 0.9 × 100; 0.945 × 100
                .withMessage("the plan of school 101 for %s cannot be funded so; 2 problems:\n".formatted(YEAR)
                        + "  at 90%, stream general: found 95.00 entered by hand; "
                        + "allowed: at most what it holds, 90.00. Lower or remove an entry.\n"
                        + "  at 94.5%, stream general: found 95.00 entered by hand; "
                        + "allowed: at most what it holds, 94.50. Lower or remove an entry.")
                .satisfies(refused ->
                        assertThat(refused.problems()).extracting(Problem::code).containsOnly("funding.overspent"));
        assertThat(matching.atLevels("95%", "100%").at("95%").total()).isEqualTo(dollars(95));
    }

    @Test
    void a_budget_is_matched_as_its_streams() {
        SchoolBudget budget = budget(line("per pupil", GENERAL, 100, Held.FREE), line("debt", GENERAL, 9, Held.LOCKED));

        assertThat(Matching.of(plan(TUTORS), budget)).isEqualTo(Matching.of(plan(TUTORS), FundingStreams.of(budget)));
    }

    @Test
    void another_budget_of_the_school_keeps_entries_and_ranks() {
        SchoolBudget first = budget(line("a", GENERAL, 100, Held.FREE), line("b", TITLE_I, 100, Held.FREE));
        SchoolBudget second = budget(line("a", GENERAL, 90, Held.FREE), line("b", TITLE_I, 80, Held.FREE));
        Matching matching = Matching.of(plan(TUTORS), FundingStreams.of(first).savedInOrder(T))
                .byHand("tutors", T, dollars(1));

        Matching next = matching.from(second);

        assertThat(next.streams().all()).containsExactly(stream(TITLE_I, 80, 1), stream(GENERAL, 90, 2));
        // 1 by hand, 90 from general, which is spent first, and the cell that is entered by hand gets no more
        assertThat(cells(next.fund())).containsExactly("tutors title-i 1.00", "tutors general 90.00");
    }

    @Test
    void refuses_the_budget_of_another_school_or_year() {
        SchoolBudget otherSchool = new SchoolBudget(SchoolId.of("102"), YEAR, List.of());
        SchoolBudget otherYear = new SchoolBudget(SchoolId.of("101"), FiscalYear.of(2028), List.of());

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Matching.of(plan(TUTORS), otherSchool))
                .withMessage("the plan is of school 101 for %s, and the budget of school 102 for %s", YEAR, YEAR);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Matching.of(plan(TUTORS), general(1)).from(otherYear))
                .withMessage(
                        "the plan is of school 101 for %s, and the budget of school 101 for %s",
                        YEAR, FiscalYear.of(2028));
    }

    @Test
    void an_entry_is_0_or_more() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ManualEntry("tutors", G, dollars(-1)))
                .withMessage("general pays -1.00 for tutors; an entry is 0 or more");
        assertThat(new ManualEntry("tutors", G, dollars(1))).hasToString("1.00 from general for tutors");
    }

    @Test
    void prints_plan_and_streams() {
        // 150 + 60
        assertThat(Matching.of(plan(TUTORS), generalAndTitleI(150, 60)))
                .hasToString(plan(TUTORS) + ", from 2 streams, 210.00");
    }

    @Test
    void equals_means_the_same_plan_streams_and_entries_in_any_order() {
        Matching matching = Matching.of(plan(TUTORS), generalAndTitleI(1, 2));
        Matching entered = matching.byHand("tutors", G, dollars(1)).byHand("tutors", T, dollars(2));

        assertThat(entered)
                .isEqualTo(matching.byHand("tutors", T, dollars(2)).byHand("tutors", G, dollars(1)))
                .hasSameHashCodeAs(matching.byHand("tutors", T, dollars(2)).byHand("tutors", G, dollars(1)))
                .isNotEqualTo(matching)
                .isNotEqualTo(entered.byHand("tutors", G, Money.ZERO))
                .isNotEqualTo(entered.to(plan(NURSE)))
                .isNotEqualTo(entered.from(general(1)))
                .isNotEqualTo(null)
                .isNotEqualTo("a matching");
        EqualsVerifier.forClass(ManualEntry.class)
                .suppress(Warning.NULL_FIELDS) // the constructor refuses null
                .verify();
    }

    @Test
    void refuses_null() {
        Matching matching = Matching.of(plan(TUTORS), general(1));

        assertThatNullPointerException()
                .isThrownBy(() -> Matching.of(null, general(1)))
                .withMessage("plan");
        assertThatNullPointerException()
                .isThrownBy(() -> Matching.of(plan(TUTORS), (FundingStreams) null))
                .withMessage("streams");
        assertThatNullPointerException().isThrownBy(() -> Matching.of(plan(TUTORS), (SchoolBudget) null));
        assertThatNullPointerException().isThrownBy(() -> matching.from((FundingStreams) null));
        assertThatNullPointerException().isThrownBy(() -> matching.from((SchoolBudget) null));
        assertThatNullPointerException().isThrownBy(() -> matching.to(null));
        assertThatNullPointerException()
                .isThrownBy(() -> matching.byHand(null, G, Money.ZERO))
                .withMessage("investment");
        assertThatNullPointerException()
                .isThrownBy(() -> matching.byHand("tutors", (SourceId) null, Money.ZERO))
                .withMessage("source");
        assertThatNullPointerException().isThrownBy(() -> matching.byHand("tutors", G, null));
        assertThatNullPointerException().isThrownBy(() -> matching.atLevels((String) null));
    }

    @Test
    void tells_entries_that_add_up_to_more_than_an_amount_can_be() {
        Money most = Money.ofCents(Long.MAX_VALUE);

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> Matching.of(
                                Wants.plan(
                                        Wants.want("tutors", 100, 1).serving(org.perpupil.pupils.NeedCategory.POVERTY)),
                                Wants.generalAndTitleI(150, 60))
                        .byHand("tutors", SourceId.of("general"), most)
                        .byHand("tutors", SourceId.of("title-i"), most)
                        .fund())
                .satisfies(refused -> assertThat(refused.problems())
                        .extracting(Problem::code)
                        .containsExactly("funding.overfunded", "funding.overspent", "funding.overspent"));
    }

    @Test
    void is_of_one_school_and_year() {
        Matching matching = Matching.of(
                Wants.plan(Wants.want("tutors", 100, 1).serving(org.perpupil.pupils.NeedCategory.POVERTY)),
                Wants.general(150));
        SitePlan other = SitePlan.of("999", matching.plan().year()).build();

        assertThatIllegalArgumentException().isThrownBy(() -> matching.to(other));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Matching.of(other, Wants.general(150)).fund().since(matching.fund()))
                .withMessage("a plan of school 999 cannot be compared with one of school 101");
    }
}
