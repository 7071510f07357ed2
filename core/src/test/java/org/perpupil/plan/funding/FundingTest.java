package org.perpupil.plan.funding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.perpupil.plan.funding.Wants.GENERAL;
import static org.perpupil.plan.funding.Wants.GIFT;
import static org.perpupil.plan.funding.Wants.TITLE_I;
import static org.perpupil.plan.funding.Wants.YEAR;
import static org.perpupil.plan.funding.Wants.cells;
import static org.perpupil.plan.funding.Wants.general;
import static org.perpupil.plan.funding.Wants.generalAndTitleI;
import static org.perpupil.plan.funding.Wants.plan;
import static org.perpupil.plan.funding.Wants.want;
import static org.perpupil.pupils.NeedCategory.ALL_PUPILS;
import static org.perpupil.pupils.NeedCategory.POVERTY;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.perpupil.account.Account;
import org.perpupil.account.AccountCode;
import org.perpupil.account.ChartOfAccounts;
import org.perpupil.district.SchoolId;
import org.perpupil.money.Money;
import org.perpupil.plan.Action;
import org.perpupil.plan.Chain;
import org.perpupil.plan.EvidenceTier;
import org.perpupil.plan.FocusArea;
import org.perpupil.plan.Goal;
import org.perpupil.plan.Investment;
import org.perpupil.plan.SitePlan;
import org.perpupil.plan.Strategy;
import org.perpupil.problem.ProblemException;
import org.perpupil.revenue.SourceId;

class FundingTest {
    private static final SourceId G = GENERAL.id();
    private static final SourceId T = TITLE_I.id();

    private static final Account SALARIES = new Account(AccountCode.of("1100"), "Teachers' salaries");
    private static final Investment TUTORS =
            want("tutors", 100, 1).serving(POVERTY).chargedTo("1100").backedBy(EvidenceTier.STRONG);
    private static final Investment BOOKS = want("books", 30, 2);
    private static final Investment NURSE =
            want("nurse", 80, 3).chargedTo("1100").backedBy(EvidenceTier.RATIONALE);

    /** The nurse serves the goal that stands first. */
    static final SitePlan PLAN = SitePlan.of("101", YEAR)
            .accounts(ChartOfAccounts.named("Objects")
                    .account("1100", "Teachers' salaries")
                    .build())
            .goal(Goal.of("attend", FocusArea.other("attendance"), "Fewer absences")
                    .through(Strategy.of("health", "Better health")
                            .acting(Action.of("visit", "Visits").investing(NURSE))))
            .goal(Goal.of("math", FocusArea.academic("mathematics"), "Raise mathematics")
                    .through(Strategy.of("tutoring", "Tutoring")
                            .acting(Action.of("hire", "Hire").investing(BOOKS, TUTORS))))
            .build();

    /** Title I pays 60 of the tutors, general the other 40, the books, and 120 − 40 − 30 = 50 of the nurse. */
    static final Funding FUNDING = Matching.of(PLAN, generalAndTitleI(120, 60)).fund();

    private static Money dollars(long dollars) {
        return Money.ofDollars(dollars);
    }

    private static <K> Map.Entry<K, Money> pays(K what, long dollars) {
        return Map.entry(what, dollars(dollars));
    }

    @Test
    void lines_stand_in_the_order_of_the_plan_then_the_most_flexible_stream_first() {
        assertThat(FUNDING.lines())
                .extracting(Object::toString)
                .containsExactly(
                        // 120 − 40 − 30
                        "50.00 from General fund (general) for attend › health › visit › nurse",
                        "30.00 from General fund (general) for math › tutoring › hire › books",
                        // 100 − 60
                        "40.00 from General fund (general) for math › tutoring › hire › tutors",
                        "60.00 from Title I (title-i) for math › tutoring › hire › tutors");
    }

    @Test
    void a_line_carries_everything_it_is_tied_to() {
        FundedLine line = FUNDING.lines().get(3);

        assertThat(line)
                .isEqualTo(new FundedLine(
                        SchoolId.of("101"),
                        YEAR,
                        PLAN.chain("tutors").orElseThrow(),
                        Optional.of(SALARIES),
                        TITLE_I,
                        dollars(60),
                        false));
        assertThat(line.goal().id()).isEqualTo("math");
        assertThat(line.strategy().id()).isEqualTo("tutoring");
        assertThat(line.action().id()).isEqualTo("hire");
        assertThat(line.investment()).isEqualTo(TUTORS);
        assertThat(line.serves()).isEqualTo(POVERTY);
        assertThat(FUNDING.lines().get(1).account()).isEmpty();
    }

    @Test
    void dollars_are_told_by_any_fact() {
        Goal attend = PLAN.goal("attend").orElseThrow();
        Goal math = PLAN.goal("math").orElseThrow();

        // 30 + 40 + 60
        assertThat(FUNDING.dollarsBy(FundedLine::goal)).containsExactly(pays(attend, 50), pays(math, 130));
        assertThat(FUNDING.dollarsBy(line -> line.strategy().id()))
                .containsExactly(pays("health", 50), pays("tutoring", 130));
        assertThat(FUNDING.dollarsBy(line -> line.action().id())).containsExactly(pays("visit", 50), pays("hire", 130));
        // 50 + 30 + 40
        assertThat(FUNDING.dollarsBy(FundedLine::source)).containsExactly(pays(GENERAL, 120), pays(TITLE_I, 60));
        // 50 + 40 + 60
        assertThat(FUNDING.dollarsBy(FundedLine::account))
                .containsExactly(pays(Optional.of(SALARIES), 150), pays(Optional.empty(), 30));
        // 50 + 30; 40 + 60
        assertThat(FUNDING.dollarsBy(FundedLine::serves)).containsExactly(pays(ALL_PUPILS, 80), pays(POVERTY, 100));
        assertThat(FUNDING.dollarsBy(line -> line.investment().evidence()))
                .containsExactly(
                        pays(Optional.of(EvidenceTier.RATIONALE), 50),
                        pays(Optional.empty(), 30),
                        pays(Optional.of(EvidenceTier.STRONG), 100));
        // 50 + 30 + 40 + 60
        assertThat(FUNDING.dollarsBy(FundedLine::year)).containsExactly(pays(YEAR, 180));
        assertThat(FUNDING.dollarsBy(FundedLine::school)).containsExactly(pays(SchoolId.of("101"), 180));
    }

    @Test
    void dollars_of_some_lines_only_are_told_too() {
        assertThat(Funding.dollarsBy(
                        FUNDING.lines().subList(1, 3), line -> line.investment().id()))
                .containsExactly(pays("books", 30), pays("tutors", 40));
        assertThat(Funding.dollarsBy(List.of(), FundedLine::goal)).isEmpty();
    }

    @Test
    void tells_what_every_investment_and_cell_gets() {
        assertThat(FUNDING.funded("tutors")).isEqualTo(dollars(100));
        assertThat(FUNDING.funded("nurse")).isEqualTo(dollars(50));
        assertThat(FUNDING.paid(G, "tutors")).isEqualTo(dollars(40));
        assertThat(FUNDING.paid(T, "tutors")).isEqualTo(dollars(60));
        assertThat(FUNDING.paid(T, "nurse")).isEqualTo(Money.ZERO);
        assertThat(FUNDING.paid(GIFT.id(), "nurse")).isEqualTo(Money.ZERO);
        assertThatIllegalArgumentException().isThrownBy(() -> FUNDING.paid(G, "ghost"));
        // 100 + 30 + 50
        assertThat(FUNDING.total()).isEqualTo(dollars(180));
        // 80 − 50
        assertThat(FUNDING.missing()).isEqualTo(dollars(30));
        assertThat(FUNDING.left()).containsExactly(pays(G, 0), pays(T, 0));
    }

    @Test
    void refuses_an_investment_that_the_plan_does_not_have() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FUNDING.funded("ghost"))
                .withMessage("the plan has no investment ghost");
    }

    @Test
    void what_is_paid_in_full_and_what_is_short_stand_in_order_of_priority() {
        assertThat(FUNDING.fullyFunded())
                .extracting(chain -> chain.investment().id())
                .containsExactly("tutors", "books");
        assertThat(FUNDING.shortfalls())
                .extracting(Shortfall::chain)
                .containsExactly(PLAN.chain("nurse").orElseThrow());
        assertThat(FUNDING.shortfall("nurse")).contains(FUNDING.shortfalls().get(0));
        assertThat(FUNDING.shortfall("tutors")).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> FUNDING.shortfall("ghost"));
    }

    @Test
    void keeps_what_was_matched() {
        assertThat(FUNDING.matching()).isEqualTo(Matching.of(PLAN, generalAndTitleI(120, 60)));
        assertThat(FUNDING.plan()).isEqualTo(PLAN);
        assertThat(FUNDING.streams()).isEqualTo(generalAndTitleI(120, 60));
        assertThat(FUNDING.isAutomatic()).isTrue();
    }

    @Test
    void one_more_dollar_goes_to_what_is_short() {
        assertThat(FUNDING.oneMoreDollarIn(G))
                .hasToString("nurse more: 50.00 → 51.00\nstream general: holds 120.00 → 121.00, left 0.00 → 0.00");
    }

    @Test
    void one_more_dollar_may_reach_what_its_stream_may_not_pay_for() {
        // Title I pays 61 of the tutors, general 39, and 120 − 39 − 30 of the nurse
        assertThat(FUNDING.oneMoreDollarIn(T))
                .hasToString("tutors other streams: general 40.00 + title-i 60.00 → general 39.00 + title-i 61.00\n"
                        + "nurse more: 50.00 → 51.00\n"
                        + "stream title-i: holds 60.00 → 61.00, left 0.00 → 0.00");
    }

    @Test
    void one_more_dollar_may_change_nothing_but_what_is_left() {
        Funding rich = Matching.of(plan(BOOKS), general(40)).fund();

        // 40 − 30; 41 − 30
        assertThat(rich.oneMoreDollarIn(G)).hasToString("stream general: holds 40.00 → 41.00, left 10.00 → 11.00");
    }

    @Test
    void with_more_is_the_funding_with_that_much_more() {
        assertThat(FUNDING.withMore(T, dollars(10)))
                .isEqualTo(Matching.of(PLAN, generalAndTitleI(120, 70)).fund());
        // 100 − 70; 120 − 30 − 30
        assertThat(cells(FUNDING.withMore(T, dollars(10))))
                .containsExactly(
                        "nurse general 60.00", "books general 30.00", "tutors general 30.00", "tutors title-i 70.00");
        assertThat(FUNDING.withMore(T, Money.ZERO)).isEqualTo(FUNDING);
    }

    @Test
    void with_more_keeps_entries_and_whether_the_rest_is_matched() {
        Matching entered = FUNDING.matching().byHand("nurse", G, dollars(7));

        assertThat(cells(entered.byHandOnly().withMore(G, dollars(10)))).containsExactly("nurse general 7.00");
        assertThat(entered.byHandOnly().withMore(G, dollars(10)).isAutomatic()).isFalse();
        assertThat(entered.fund().withMore(G, dollars(10)).matching().entries()).isEqualTo(entered.entries());
    }

    @Test
    void less_may_leave_an_entry_without_its_money() {
        Funding entered = Matching.of(plan(BOOKS), general(30))
                .byHand("books", G, dollars(30))
                .fund();

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> entered.withMore(G, dollars(-1)))
                // 30 − 1
                .withMessageContaining(
                        "stream general: found 30.00 entered by hand; allowed: at most what it holds, 29.00");
    }

    @Test
    void refuses_more_for_a_stream_that_is_not_there() {
        String message = "there is no stream gift; there are general, title-i";

        assertThatIllegalArgumentException()
                .isThrownBy(() -> FUNDING.oneMoreDollarIn(GIFT.id()))
                .withMessage(message);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FUNDING.withMore(GIFT.id(), dollars(1)))
                .withMessage(message);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FUNDING.nextPurchaseFrom(GIFT.id()))
                .withMessage(message);
    }

    @Test
    void prints_its_matrix() {
        assertThat(FUNDING.matrix().text("$")).isEqualTo(FUNDING.matrix().text("$"));
    }

    @Test
    void equals_means_the_same_was_matched_in_the_same_way() {
        Matching matching = Matching.of(PLAN, generalAndTitleI(120, 60));

        assertThat(FUNDING)
                .isEqualTo(matching.fund())
                .hasSameHashCodeAs(matching.fund())
                .isNotEqualTo(matching.byHandOnly())
                .isNotEqualTo(matching.from(generalAndTitleI(120, 61)).fund())
                .isNotEqualTo(null)
                .isNotEqualTo(matching);
    }

    @Test
    void refuses_null() {
        Chain chain = PLAN.chain("tutors").orElseThrow();
        SchoolId school = SchoolId.of("101");

        assertThatNullPointerException().isThrownBy(() -> FUNDING.dollarsBy(line -> null));
        assertThatNullPointerException().isThrownBy(() -> FUNDING.withMore(G, null));
        assertThatNullPointerException().isThrownBy(() -> FUNDING.since(null));
        assertThatNullPointerException()
                .isThrownBy(() -> new FundedLine(null, YEAR, chain, Optional.empty(), GENERAL, dollars(1), true))
                .withMessage("school");
        assertThatNullPointerException()
                .isThrownBy(() -> new FundedLine(school, null, chain, Optional.empty(), GENERAL, dollars(1), true))
                .withMessage("year");
        assertThatNullPointerException()
                .isThrownBy(() -> new FundedLine(school, YEAR, null, Optional.empty(), GENERAL, dollars(1), true))
                .withMessage("chain");
        assertThatNullPointerException()
                .isThrownBy(() -> new FundedLine(school, YEAR, chain, null, GENERAL, dollars(1), true))
                .withMessage("account");
        assertThatNullPointerException()
                .isThrownBy(() -> new FundedLine(school, YEAR, chain, Optional.empty(), null, dollars(1), true))
                .withMessage("source");
        assertThatNullPointerException()
                .isThrownBy(() -> new FundedLine(school, YEAR, chain, Optional.empty(), GENERAL, null, true))
                .withMessage("amount");
    }
}
