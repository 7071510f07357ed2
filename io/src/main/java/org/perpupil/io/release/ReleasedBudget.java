package org.perpupil.io.release;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.Optional;
import org.perpupil.budget.BudgetLine;
import org.perpupil.district.SchoolId;
import org.perpupil.formula.allocation.Allocation;
import org.perpupil.money.Money;

/**
 * A school's budget as it may be printed beside a release: a line that is a rate times a hidden count would give the count away, so such lines
 * are printed as one sum.
 *
 * <p>Where the one sum gives a count away all the same, since only one count fits it at the rates of the formula, lines that nobody can
 * compute again (decided amounts, last year's money, facts of the school) are added to it. Where there are none, nothing but the total is
 * printed.
 *
 * <p><b>What remains.</b> Each school's sum is tried on its own, with whole pupils, to the cent, for each hidden count in it, and together with
 * what the release shows of each group in the whole school; not together with the rest of the tables, with other schools, or with what each
 * line pays to all schools. Who computes all other lines from published counts and rates
 * knows the sum even where only the total is printed, and so {@link #isWithheld()} also says that the total may tell the count: a district
 * that must not risk that publishes no total for the school, or rounds it. Levels of pots, ranks and totals over all schools are taken for
 * public numbers.
 *
 * @param school whose budget it is
 * @param lines those that may be printed one by one, in the order of the budget
 * @param together the other lines; empty if there are none, or if they may not be told either
 * @param total what the school has to spend
 * @param isWithheld whether lines and sums may not be printed, only the total
 */
public record ReleasedBudget(
        SchoolId school, List<BudgetLine> lines, Optional<Together> together, Money total, boolean isWithheld) {

    /**
     * Lines that are printed as one sum.
     *
     * @param lines their names, those of lines that hang on a hidden count and pay nothing among them
     * @param amount their sum
     */
    public record Together(List<String> lines, Money amount) {
        public Together {
            lines = ImmutableList.copyOf(lines);
            requireNonNull(amount, "amount");
        }
    }

    public ReleasedBudget {
        lines = ImmutableList.copyOf(lines);
    }

    /** Returns the budgets of all schools of an allocation, in its order. */
    public static List<ReleasedBudget> of(Allocation allocation, PublicRelease release) {
        return allocation.schools().stream()
                .map(school -> new BudgetHiding(allocation, school, release).released())
                .toList();
    }
}
