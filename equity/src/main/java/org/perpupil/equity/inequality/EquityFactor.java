package org.perpupil.equity.inequality;

import java.util.ArrayList;
import java.util.List;
import org.perpupil.equity.Study;
import org.perpupil.equity.internal.CompleteRows;
import org.perpupil.problem.Problem;
import org.perpupil.problem.ProblemException;

/**
 * The equity factor of a state, by which federal education finance incentive grants are lower where districts differ in what they
 * spend.
 *
 * <p>It is the {@linkplain DollarsPerPupil#coefficientOfVariation coefficient of variation} of spending per pupil over the local
 * educational agencies with more than 200 students, where a child in poverty counts as 1.4 pupils:
 *
 * <pre>{@code
 * wᵢ = students + 0.4 children in poverty     xᵢ = dollars / wᵢ
 * }</pre>
 *
 * <p>A grant is in proportion to 1.30 less the equity factor. The factor of a state that meets the disparity standard of 34 CFR
 * 222.162, or has one agency only, is at most 0.10 by subparagraph (B); this is left to the caller.
 *
 * <p>Source: 20 U.S.C. 6337(b)(3).
 */
public final class EquityFactor {
    /** Only agencies with more are counted. */
    private static final double STUDENTS = 200;

    /** What a child in poverty counts above another. */
    private static final double MORE_FOR_POVERTY = 0.4;

    private final DollarsPerPupil spending;

    private EquityFactor(DollarsPerPupil spending) {
        this.spending = spending;
    }

    /**
     * Takes three columns of a study, with one row for a local educational agency.
     *
     * <p>Rows that lack one of them and agencies with 200 students or fewer are left out and listed with {@link #spending}.
     *
     * @param dollarsPerStudent the column of dollars per student, each counted once
     * @param students the column of students
     * @param poor the column of children in poverty, a count
     * @throws ProblemException with every column that is not there; or with every row that is negative or out of range; or if no agency
     *     is left
     */
    public static EquityFactor of(Study study, String dollarsPerStudent, String students, String poor) {
        String refusal = "no equity factor can be told from \"%s\"".formatted(dollarsPerStudent);
        CompleteRows rows = CompleteRows.of(study, List.of(dollarsPerStudent, students, poor), List.of(), refusal);
        double[] amounts = rows.numbers(dollarsPerStudent);
        double[] counts = rows.numbers(students);
        double[] poorCounts = rows.numbers(poor);
        List<String> names = rows.units();
        List<Problem> faults = new ArrayList<>();
        for (int row = 0; row < names.size(); row++) {
            checkCount(faults, names.get(row), students, counts[row]);
            checkCount(faults, names.get(row), poor, poorCounts[row]);
        }
        ProblemException.throwIfAny(refusal, faults);
        Gathering gathering = Gathering.after(rows);
        for (int row = 0; row < names.size(); row++) {
            String name = names.get(row);
            if (counts[row] <= STUDENTS) {
                gathering.leaveOut(
                        "agency.small",
                        name,
                        "%s %s".formatted(counts[row], students),
                        "more than 200",
                        "Agencies so small do not count by law; there is nothing to do.");
            } else {
                double pupils = counts[row] + MORE_FOR_POVERTY * poorCounts[row];
                gathering.add(name, amounts[row] * counts[row] / pupils, pupils);
            }
        }
        return new EquityFactor(gathering.finish(refusal).named(dollarsPerStudent));
    }

    private static void checkCount(List<Problem> faults, String place, String column, double count) {
        if (count < 0) {
            faults.add(new Problem(
                    "pupils.range",
                    place,
                    "%s %s".formatted(count, column),
                    "0 or more",
                    "Correct the number, or leave it out and say so."));
        }
    }

    /**
     * Returns the equity factor.
     *
     * @return a ratio without unit, 0 or more; 0 is equal
     * @throws UndefinedMeasureException if nothing is spent
     */
    public double value() {
        return spending.coefficientOfVariation();
    }

    /** Returns the spending of which it is the coefficient of variation, and who was left out. */
    public DollarsPerPupil spending() {
        return spending;
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof EquityFactor other && spending.equals(other.spending);
    }

    @Override
    public int hashCode() {
        return spending.hashCode();
    }

    @Override
    public String toString() {
        return "equity factor of %s".formatted(spending);
    }
}
