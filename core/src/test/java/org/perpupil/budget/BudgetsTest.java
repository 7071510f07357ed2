package org.perpupil.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.common.collect.ImmutableSortedMap;
import java.util.List;
import nl.jqno.equalsverifier.EqualsVerifier;
import nl.jqno.equalsverifier.Warning;
import org.junit.jupiter.api.Test;
import org.perpupil.district.FiscalYear;
import org.perpupil.district.SchoolId;
import org.perpupil.money.Money;
import org.perpupil.problem.Problem;
import org.perpupil.problem.ProblemException;
import org.perpupil.revenue.RevenueSource;

class BudgetsTest {
    private static final FiscalYear YEAR = FiscalYear.of(2027);
    private static final SchoolBudget LINCOLN = budget("101", YEAR, 400_000);
    private static final SchoolBudget CENTRAL = budget("2", YEAR, 900_000);

    private static SchoolBudget budget(String school, FiscalYear year, long dollars) {
        RevenueSource general = RevenueSource.local("general", "General fund");
        BudgetLine line = new BudgetLine("per pupil", general, Money.ofDollars(dollars), Held.FREE);
        return new SchoolBudget(SchoolId.of(school), year, List.of(line));
    }

    private static List<Problem> problemsOf(SchoolBudget... budgets) {
        return catchThrowableOfType(ProblemException.class, () -> Budgets.of(YEAR, List.of(budgets)))
                .problems();
    }

    @Test
    void budgets_come_in_order_of_school_whatever_order_they_are_given_in() {
        Budgets budgets = Budgets.of(YEAR, List.of(CENTRAL, LINCOLN));

        assertThat(budgets.year()).isEqualTo(YEAR);
        assertThat(budgets.all()).containsExactly(LINCOLN, CENTRAL);
        assertThat(budgets).isEqualTo(Budgets.of(YEAR, List.of(LINCOLN, CENTRAL)));
    }

    @Test
    void a_school_without_a_budget_has_none() {
        Budgets budgets = Budgets.of(YEAR, List.of(LINCOLN));

        assertThat(budgets.of(SchoolId.of("101"))).contains(LINCOLN);
        assertThat(budgets.of(SchoolId.of("2"))).isEmpty();
    }

    @Test
    void the_total_is_that_of_all_schools() {
        // 400,000 + 900,000
        assertThat(Budgets.of(YEAR, List.of(LINCOLN, CENTRAL)).total()).isEqualTo(Money.ofDollars(1_300_000));
        assertThat(Budgets.of(YEAR, List.of()).total()).isEqualTo(Money.ZERO);
    }

    @Test
    void refuses_a_budget_of_another_year() {
        assertThat(problemsOf(LINCOLN, budget("2", YEAR.previous(), 1)))
                .containsExactly(new Problem(
                        "budget.year",
                        "school 2",
                        "a budget for 2025–26",
                        "budgets for 2026–27",
                        "Leave it out, or name its year."));
    }

    @Test
    void refuses_two_budgets_of_one_school() {
        assertThat(problemsOf(LINCOLN, CENTRAL, LINCOLN))
                .containsExactly(new Problem(
                        "budget.twice",
                        "school 101",
                        "two budgets",
                        "one budget for a school and year",
                        "Join the lines of the two."));
    }

    @Test
    void budgets_of_one_school_in_two_years_are_not_two_of_one_year() {
        assertThat(problemsOf(budget("101", YEAR.next(), 1), LINCOLN))
                .extracting(Problem::code)
                .containsExactly("budget.year");
    }

    @Test
    void tells_every_fault_at_once() {
        assertThat(catchThrowableOfType(
                        ProblemException.class,
                        () -> Budgets.of(
                                YEAR,
                                List.of(
                                        LINCOLN,
                                        budget("2", YEAR.next(), 1),
                                        LINCOLN,
                                        budget("3", YEAR.previous(), 1)))))
                .hasMessage("""
                        the budgets of 2026–27 cannot be used; 3 problems:
                          school 2: found a budget for 2027–28; allowed: budgets for 2026–27. Leave it out, or name its year.
                          school 101: found two budgets; allowed: one budget for a school and year. Join the lines of the two.
                          school 3: found a budget for 2025–26; allowed: budgets for 2026–27. Leave it out, or name its year.""");
    }

    @Test
    void prints_how_many_there_are() {
        assertThat(Budgets.of(YEAR, List.of(LINCOLN, CENTRAL))).hasToString("budgets of 2 schools, 2026–27");
    }

    @Test
    void equals_means_everything_is_the_same() {
        EqualsVerifier.forClass(Budgets.class)
                .withPrefabValues(FiscalYear.class, YEAR, YEAR.next())
                .withPrefabValues(
                        ImmutableSortedMap.class, ImmutableSortedMap.of("one", 1), ImmutableSortedMap.of("two", 2))
                .suppress(Warning.NULL_FIELDS) // the factory fills both
                .verify();
    }

    @Test
    void refuses_null() {
        assertThatNullPointerException()
                .isThrownBy(() -> Budgets.of(null, List.of()))
                .withMessage("year");
        assertThatNullPointerException().isThrownBy(() -> Budgets.of(YEAR, null));
    }
}
