package org.perpupil.io.excel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.perpupil.formula.Line.line;
import static org.perpupil.formula.Terms.amount;
import static org.perpupil.formula.Terms.dollars;
import static org.perpupil.formula.Terms.fact;
import static org.perpupil.formula.Terms.greatest;
import static org.perpupil.formula.Terms.moneyFact;
import static org.perpupil.formula.Terms.pupils;
import static org.perpupil.formula.Terms.rank;
import static org.perpupil.formula.Terms.total;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.perpupil.district.District;
import org.perpupil.district.FiscalYear;
import org.perpupil.district.School;
import org.perpupil.district.SchoolId;
import org.perpupil.formula.Line;
import org.perpupil.formula.MoneyTerm;
import org.perpupil.formula.funding.Decision;
import org.perpupil.formula.funding.FundingModel;
import org.perpupil.money.Money;
import org.perpupil.pupils.Enrollment;
import org.perpupil.pupils.GradeSpan;
import org.perpupil.revenue.RevenueSource;

/** What little is left of large numbers, of which a spreadsheet keeps about 15 digits, is the same in a workbook as on paper. */
class MagnitudeTest {
    private static final RevenueSource GENERAL = RevenueSource.local("general", "General fund");

    /** A third of 27,229,945.68 is 9,076,648.56; with a third of 15 digits it comes out 0.00000001 below. */
    private static final MoneyTerm THIRD = moneyFact("held").times("1/3");

    private static School school(String id, String held, String more) {
        return School.of(id, id)
                .enrolling(Enrollment.in(GradeSpan.of("elementary", "K", "5"))
                        .pupils(10)
                        .build())
                .money("held", Money.ofDollars(new BigDecimal(held)))
                .number("index", new BigDecimal(held))
                .number("more", new BigDecimal(more))
                .build();
    }

    /** School b has directly what a has a third of. */
    private static BudgetWorkbooks workbooks(String held, Line... lines) {
        return BudgetWorkbooks.of(FundingModel.named("Model")
                .unlocked(GENERAL, Decision.paying(List.of(lines)))
                .build()
                .resolve(
                        District.named("Springfield")
                                .revenue(GENERAL, Money.ofDollars(100_000_000_000L))
                                .school(school("a", held, "0"))
                                .school(school("b", "0", "9076648.56"))
                                .build(),
                        FiscalYear.of(2027)));
    }

    private static void assertAsAllocated(BudgetWorkbooks workbooks, String line, String... amounts)
            throws IOException {
        Recalculated district = BudgetWorkbooksProperties.district(workbooks);
        int column = district.column("Budgets", 3, line);
        assertThat(district.text("Budgets", 4, column)).isEmpty();
        for (int at = 0; at < amounts.length; at++) {
            assertThat(district.text("Budgets", 6 + at, column)).isEqualTo(amounts[at]);
            Recalculated calculator = BudgetWorkbooksProperties.calculator(
                    workbooks, SchoolId.of(List.of("a", "b").get(at)));
            int row = calculator.row("Budget", 0, line);
            assertThat(calculator.text("Budget", row, 1)).isEqualTo(amounts[at]);
            assertThat(calculator.text("Budget", row, 4)).isEmpty();
        }
    }

    @Test
    void a_bound_is_the_same_whole_number_of_cents_however_small_the_part_is() throws IOException {
        BudgetWorkbooks workbooks = workbooks(
                "27229945.68",
                line("paid").amount(moneyFact("held")),
                line("gains").figure(moneyFact("held").minus(moneyFact("held").times("2/3"))),
                line("taken back").takeBack(dollars("45383.24")).inProportionTo(amount("gains")));

        // Only a has gains: 27,229,945.68 − 18,153,297.12 = 9,076,648.56, at most which is taken back.
        assertAsAllocated(workbooks, "taken back", "-45383.24", "0");
    }

    @Test
    void points_that_come_to_nothing_have_not_changed() throws IOException {
        BudgetWorkbooks workbooks = workbooks(
                "27229945.68",
                line("share")
                        .split(dollars(10))
                        .by(greatest(dollars(0), dollars("9076648.56").minus(THIRD))));

        // a: 9,076,648.56 − 27,229,945.68 ÷ 3 = 0 points; b has all of them.
        assertAsAllocated(workbooks, "share", "0", "10");
    }

    @Test
    void a_half_of_a_cent_is_rounded_up() throws IOException {
        BudgetWorkbooks workbooks =
                workbooks("27229945.68", line("rest").amount(THIRD.inExcessOf(dollars("9076647.995"))));

        // a: 9,076,648.56 − 9,076,647.995 = 0.565; b has nothing
        assertAsAllocated(workbooks, "rest", "0.57", "0");
    }

    @Test
    void a_threshold_that_is_met_is_met() throws IOException {
        BudgetWorkbooks workbooks = workbooks(
                "27229945680", line("pay").amount(dollars(5)).onlyWhere(THIRD.atLeast(dollars(9_076_648_560L))));

        // a: 27,229,945,680 ÷ 3 = 9,076,648,560; b has nothing
        assertAsAllocated(workbooks, "pay", "5", "–");
    }

    @Test
    void equal_schools_are_ranked_in_order_of_id() throws IOException {
        BudgetWorkbooks workbooks = workbooks(
                "27229945.68",
                line("pay")
                        .amount(dollars(1).times(rank(fact("index").times("1/3").plus(fact("more"))))));

        // a: 27,229,945.68 ÷ 3 = 9,076,648.56, as b has: so a is first
        assertAsAllocated(workbooks, "pay", "1", "2");
    }

    @Test
    void a_large_pot_loses_no_cent() throws IOException {
        BudgetWorkbooks workbooks = workbooks(
                "27229945680",
                line("share").split(total(moneyFact("held")).times("1/3")).by(pupils()));

        // 27,229,945,680 ÷ 3 ÷ 2
        assertAsAllocated(workbooks, "share", "4538324280", "4538324280");
    }
}
