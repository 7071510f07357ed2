package org.perpupil.budget;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableSortedMap;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.perpupil.district.FiscalYear;
import org.perpupil.district.SchoolId;
import org.perpupil.money.Money;
import org.perpupil.problem.Problem;
import org.perpupil.problem.ProblemException;

/** The budgets of a district's schools in one year, in order of school id. */
public final class Budgets {
    private final FiscalYear year;
    private final ImmutableSortedMap<SchoolId, SchoolBudget> bySchool;

    private Budgets(FiscalYear year, ImmutableSortedMap<SchoolId, SchoolBudget> bySchool) {
        this.year = year;
        this.bySchool = bySchool;
    }

    /**
     * Returns the budgets of a year.
     *
     * @throws ProblemException with every budget of another year, and every school that has two
     */
    public static Budgets of(FiscalYear year, Collection<SchoolBudget> budgets) {
        requireNonNull(year, "year");
        List<Problem> problems = new ArrayList<>();
        TreeMap<SchoolId, SchoolBudget> bySchool = new TreeMap<>();
        for (SchoolBudget budget : budgets) {
            if (!budget.year().equals(year)) {
                problems.add(new Problem(
                        "budget.year",
                        "school " + budget.school(),
                        "a budget for " + budget.year(),
                        "budgets for " + year,
                        "Leave it out, or name its year."));
            } else if (bySchool.putIfAbsent(budget.school(), budget) != null) {
                problems.add(new Problem(
                        "budget.twice",
                        "school " + budget.school(),
                        "two budgets",
                        "one budget for a school and year",
                        "Join the lines of the two."));
            }
        }
        ProblemException.throwIfAny("the budgets of " + year + " cannot be used", problems);
        return new Budgets(year, ImmutableSortedMap.copyOfSorted(bySchool));
    }

    public FiscalYear year() {
        return year;
    }

    /** Returns the budgets in order of school id. */
    public List<SchoolBudget> all() {
        return bySchool.values().asList();
    }

    /** Returns a school's budget; empty if it has none, which is not a budget of 0. */
    public Optional<SchoolBudget> of(SchoolId school) {
        return Optional.ofNullable(bySchool.get(school));
    }

    public Money total() {
        return Money.total(all().stream().map(SchoolBudget::total).toList());
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof Budgets other && year.equals(other.year) && bySchool.equals(other.bySchool);
    }

    @Override
    public int hashCode() {
        return 31 * year.hashCode() + bySchool.hashCode();
    }

    @Override
    public String toString() {
        return "budgets of %s schools, %s".formatted(bySchool.size(), year);
    }
}
