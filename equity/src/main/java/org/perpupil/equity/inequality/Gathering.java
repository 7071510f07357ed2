package org.perpupil.equity.inequality;

import com.google.common.primitives.ImmutableDoubleArray;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.perpupil.budget.Budgets;
import org.perpupil.budget.SchoolBudget;
import org.perpupil.district.District;
import org.perpupil.district.School;
import org.perpupil.equity.internal.CompleteRows;
import org.perpupil.money.Money;
import org.perpupil.problem.Problem;
import org.perpupil.problem.ProblemException;
import org.perpupil.pupils.PupilCount;

/** Collects units, and tells apart what is wrong from what only has no weight. */
final class Gathering {
    /** Below this and above {@link #LARGEST} a number is a fault; between them no sum or power in a measure leaves the doubles. */
    static final double SMALLEST = 1e-15;

    static final double LARGEST = 1e15;

    private final ImmutableDoubleArray.Builder amounts;
    private final ImmutableDoubleArray.Builder counts;
    private final List<Problem> leftOut = new ArrayList<>();
    private final List<Problem> faults = new ArrayList<>();

    /** Starts for so many units, or more. */
    Gathering(int units) {
        this.amounts = ImmutableDoubleArray.builder(units);
        this.counts = ImmutableDoubleArray.builder(units);
    }

    static Gathering of(double[] dollarsPerPupil, double[] pupils) {
        Gathering gathering = new Gathering(pupils.length);
        gathering.addAll(row -> "row " + (row + 1), dollarsPerPupil, pupils);
        return gathering;
    }

    /** Starts with what rows were left out before. */
    static Gathering after(CompleteRows rows) {
        Gathering gathering = new Gathering(rows.size());
        gathering.leftOut.addAll(rows.leftOut());
        return gathering;
    }

    static Gathering of(CompleteRows rows, double[] dollarsPerPupil, double[] pupils) {
        Gathering gathering = after(rows);
        gathering.addAll(rows.units()::get, dollarsPerPupil, pupils);
        return gathering;
    }

    static Gathering of(Budgets budgets, District district, Function<SchoolBudget, Money> part) {
        Gathering gathering = new Gathering(district.schools().size());
        for (School school : district.schools()) {
            gathering.add(school, budgets, part);
        }
        for (SchoolBudget budget : budgets.all()) {
            if (district.school(budget.school()).isEmpty()) {
                gathering.leaveOut(
                        "school.unknown",
                        "school " + budget.school(),
                        "a budget of a school that is not in " + district.name(),
                        "schools of the district",
                        "Add the school with its pupils, or leave the budget out.");
            }
        }
        return gathering;
    }

    private void add(School school, Budgets budgets, Function<SchoolBudget, Money> part) {
        PupilCount enrolled = school.enrollment().pupils();
        Optional<Money> dollars = budgets.of(school.id()).map(part);
        if (dollars.isEmpty()) {
            leaveOut(
                    "budget.none",
                    "school " + school.id(),
                    "no budget in " + budgets.year() + " for " + enrolled + " pupils",
                    "a budget, which may be 0",
                    "Give its budget.");
        } else if (enrolled.isZero()) {
            leaveOut(
                    "pupils.none",
                    "school " + school.id(),
                    "no pupils to share " + dollars.get(),
                    "more than 0 pupils",
                    "Give its pupils, or report its money beside the measures.");
        } else {
            BigDecimal count = enrolled.value();
            add(
                    "school " + school.id(),
                    dollars.get()
                            .dollars()
                            .divide(count, MathContext.DECIMAL128)
                            .doubleValue(),
                    count.doubleValue());
        }
    }

    /** Returns one pupil for each of so many units, so that they count alike. */
    static double[] oneEach(int size) {
        double[] pupils = new double[size];
        Arrays.fill(pupils, 1);
        return pupils;
    }

    private void addAll(IntFunction<String> places, double[] dollarsPerPupil, double[] pupils) {
        for (int row = 0; row < pupils.length; row++) {
            if (hasWeight(places, row, dollarsPerPupil[row], pupils[row])) {
                // A negative zero becomes a plain one.
                amounts.add(dollarsPerPupil[row] + 0.0);
                counts.add(pupils[row]);
            }
        }
    }

    void add(String place, double dollarsPerPupil, double pupils) {
        addAll(row -> place, new double[] {dollarsPerPupil}, new double[] {pupils});
    }

    private boolean hasWeight(IntFunction<String> places, int row, double dollarsPerPupil, double pupils) {
        boolean fits = fits(dollarsPerPupil) && fits(pupils);
        if (!fits) {
            check("dollars-per-pupil.range", places.apply(row), "dollars per pupil", dollarsPerPupil);
            check("pupils.range", places.apply(row), "pupils", pupils);
        } else if (pupils == 0) {
            leaveOut(
                    "pupils.none",
                    places.apply(row),
                    "0 pupils",
                    "more than 0 pupils",
                    "Give the pupils, or report the money beside the measures.");
        }
        return fits && pupils > 0;
    }

    private static boolean fits(double value) {
        return value == 0 || (value >= SMALLEST && value <= LARGEST);
    }

    private void check(String code, String place, String what, double value) {
        if (!fits(value)) {
            faults.add(new Problem(
                    code,
                    place,
                    value + " " + what,
                    "0, or %s to %s".formatted(SMALLEST, LARGEST),
                    "Correct the number, or leave it out and say so."));
        }
    }

    void leaveOut(String code, String place, String found, String allowed, String remedy) {
        leftOut.add(new Problem(code, place, found, allowed, remedy));
    }

    DollarsPerPupil finish(String refusal) {
        ProblemException.throwIfAny(refusal, faults);
        double[] pupils = counts.build().toArray();
        if (pupils.length == 0) {
            ProblemException.throwIfAny(refusal + ", for nobody is left", leftOut);
            throw new IllegalArgumentException(refusal + ", for there are none; give at least one school");
        }
        return new DollarsPerPupil(Units.of(amounts.build().toArray(), pupils), leftOut);
    }
}
