package org.perpupil.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.perpupil.district.FiscalYear;
import org.perpupil.district.SchoolId;
import org.perpupil.money.Money;
import org.perpupil.pupils.NeedCategory;
import org.perpupil.revenue.RevenueSource;

class SchoolBudgetTest {
    private static final SchoolId SCHOOL = SchoolId.of("101");
    private static final FiscalYear YEAR = FiscalYear.of(2027);
    private static final RevenueSource GENERAL = RevenueSource.local("general", "General fund");
    private static final RevenueSource TITLE_I =
            RevenueSource.federal("title-i", "Title I").restrictedTo(NeedCategory.POVERTY);

    private static final SchoolBudget BUDGET = new SchoolBudget(
            SCHOOL,
            YEAR,
            List.of(
                    line("per pupil", GENERAL, 400_000, Held.FREE),
                    line("poverty", TITLE_I, 50_000, Held.FREE),
                    line("custodians", GENERAL, 30_000, Held.LOCKED),
                    line("poverty", GENERAL, 20_000, Held.FREE),
                    line("cap", GENERAL, -5_000, Held.FREE),
                    line("arts grant", TITLE_I, 1_000, Held.SET)));

    private static BudgetLine line(String name, RevenueSource source, long dollars, Held held) {
        return new BudgetLine(name, source, Money.ofDollars(dollars), held);
    }

    @Test
    void the_total_is_the_sum_of_the_lines() {
        // 400,000 + 50,000 + 30,000 + 20,000 − 5,000 + 1,000
        assertThat(BUDGET.total()).isEqualTo(Money.ofDollars(496_000));
    }

    @Test
    void each_source_pays_its_lines() {
        assertThat(BUDGET.bySource())
                .containsExactly(
                        // 400,000 + 30,000 + 20,000 − 5,000
                        Map.entry(GENERAL, Money.ofDollars(445_000)),
                        // 50,000 + 1,000
                        Map.entry(TITLE_I, Money.ofDollars(51_000)));
    }

    @Test
    void restricted_and_unrestricted_are_told_apart_by_source() {
        // 50,000 + 1,000
        assertThat(BUDGET.restricted()).isEqualTo(Money.ofDollars(51_000));
        // 400,000 + 30,000 + 20,000 − 5,000
        assertThat(BUDGET.unrestricted()).isEqualTo(Money.ofDollars(445_000));
    }

    @Test
    void what_the_school_decides_is_told_apart_by_line() {
        // 400,000 + 50,000 + 20,000 − 5,000
        assertThat(BUDGET.held(Held.FREE)).isEqualTo(Money.ofDollars(465_000));
        assertThat(BUDGET.held(Held.SET)).isEqualTo(Money.ofDollars(1_000));
        assertThat(BUDGET.held(Held.LOCKED)).isEqualTo(Money.ofDollars(30_000));
    }

    @Test
    void a_line_is_paid_by_all_its_sources_together() {
        // 50,000 + 20,000
        assertThat(BUDGET.line("poverty")).contains(Money.ofDollars(70_000));
        assertThat(BUDGET.line("cap")).contains(Money.ofDollars(-5_000));
    }

    @Test
    void a_line_that_the_school_does_not_have_is_not_zero() {
        assertThat(BUDGET.line("transport")).isEmpty();
        assertThat(new SchoolBudget(SCHOOL, YEAR, List.of(line("transport", GENERAL, 0, Held.FREE))).line("transport"))
                .contains(Money.ZERO);
    }

    @Test
    void a_budget_may_have_no_lines() {
        SchoolBudget empty = new SchoolBudget(SCHOOL, YEAR, List.of());

        assertThat(empty.total()).isEqualTo(Money.ZERO);
        assertThat(empty.bySource()).isEmpty();
    }

    @Test
    void a_total_does_not_overflow_on_the_way() {
        Money most = Money.ofCents(Long.MAX_VALUE);
        SchoolBudget budget = new SchoolBudget(
                SCHOOL,
                YEAR,
                List.of(
                        new BudgetLine("one", GENERAL, most, Held.FREE),
                        new BudgetLine("two", TITLE_I, most, Held.FREE),
                        new BudgetLine("three", GENERAL, most.negated(), Held.FREE)));

        // max + max − max
        assertThat(budget.total()).isEqualTo(most);
        assertThatExceptionOfType(ArithmeticException.class)
                .isThrownBy(() -> new SchoolBudget(SCHOOL, YEAR, budget.lines().subList(0, 2)).total());
    }

    @Test
    void refuses_two_lines_with_the_same_name_and_source() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SchoolBudget(
                        SCHOOL,
                        YEAR,
                        List.of(line("poverty", TITLE_I, 1, Held.FREE), line("poverty", TITLE_I, 2, Held.SET))))
                .withMessageMatching("school 101 has two lines \".+\" from source .+");
    }

    @Test
    void refuses_a_line_without_a_name() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> line(" ", GENERAL, 1, Held.FREE))
                .withMessage("a budget line has a name");
    }

    @Test
    void later_changes_of_the_lines_do_not_reach_the_budget() {
        List<BudgetLine> lines = new ArrayList<>(BUDGET.lines());

        SchoolBudget budget = new SchoolBudget(SCHOOL, YEAR, lines);
        lines.clear();

        assertThat(budget).isEqualTo(BUDGET).hasSameHashCodeAs(BUDGET);
    }

    @Test
    void refuses_null() {
        assertThatNullPointerException()
                .isThrownBy(() -> new SchoolBudget(null, YEAR, List.of()))
                .withMessage("school");
        assertThatNullPointerException()
                .isThrownBy(() -> new SchoolBudget(SCHOOL, null, List.of()))
                .withMessage("year");
        assertThatNullPointerException().isThrownBy(() -> new SchoolBudget(SCHOOL, YEAR, null));
        assertThatNullPointerException().isThrownBy(() -> new BudgetLine(null, GENERAL, Money.ZERO, Held.FREE));
        assertThatNullPointerException()
                .isThrownBy(() -> new BudgetLine("one", null, Money.ZERO, Held.FREE))
                .withMessage("source");
        assertThatNullPointerException()
                .isThrownBy(() -> new BudgetLine("one", GENERAL, null, Held.FREE))
                .withMessage("amount");
        assertThatNullPointerException()
                .isThrownBy(() -> new BudgetLine("one", GENERAL, Money.ZERO, null))
                .withMessage("held");
    }
}
