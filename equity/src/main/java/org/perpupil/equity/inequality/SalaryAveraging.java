package org.perpupil.equity.inequality;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.perpupil.equity.Study;
import org.perpupil.equity.internal.CompleteRows;
import org.perpupil.equity.internal.ExactSum;
import org.perpupil.problem.Problem;
import org.perpupil.problem.ProblemException;

/**
 * Spending as it is, beside spending as district books often show it: with every teacher at the average salary of the district.
 *
 * <p>Where teachers of long service work in schools with few needs, averaging makes their schools look poorer than they are, and
 * schools with many new teachers richer.
 *
 * <pre>{@code
 * SalaryComparison both = SalaryAveraging.of("salary", "teachers")
 *         .within("district")
 *         .compare(study, "spending", "pupils");
 * both.actual().gini();
 * both.averaged().gini();
 * }</pre>
 */
public final class SalaryAveraging {
    private final String salary;
    private final String teachers;
    private final @Nullable String district;

    private SalaryAveraging(String salary, String teachers, @Nullable String district) {
        this.salary = requireNonNull(salary, "salary");
        this.teachers = requireNonNull(teachers, "teachers");
        this.district = district;
    }

    /**
     * Names the columns that say what teachers earn; all schools of a study are one district.
     *
     * @param salary the column of mean salaries of the teachers of a school, in dollars, 0 or more
     * @param teachers the column of how many there are, in full-time equivalents, 0 or more
     */
    public static SalaryAveraging of(String salary, String teachers) {
        return new SalaryAveraging(salary, teachers, null);
    }

    /** Returns the averaging within each district that a column of texts names. */
    public SalaryAveraging within(String column) {
        return new SalaryAveraging(salary, teachers, requireNonNull(column, "column"));
    }

    /** Returns the column of districts; empty if all schools are of one. */
    public Optional<String> district() {
        return Optional.ofNullable(district);
    }

    /**
     * Puts average salaries in the place of actual ones.
     *
     * <pre>{@code
     * averaged = actual − teachers / pupils × (salary − mean salary of the district)
     * }</pre>
     *
     * <p>The mean weighs by teachers, so every district has as many dollars as before. Rows that lack something, and rows without
     * pupils, are left out and listed.
     *
     * @param dollarsPerPupil the column of dollars per pupil with actual salaries in them
     * @param pupils the column of pupils
     * @throws ProblemException with every column that is not there; or with every salary or number of teachers that is below 0; or with
     *     every row that is out of range, before or after averaging: teachers who cost more than is spent; or if no row lacks nothing
     * @throws IllegalStateException if the study already has a column that is named as one of {@link SalaryComparison}
     */
    public SalaryComparison compare(Study study, String dollarsPerPupil, String pupils) {
        String refusal = "salaries in \"%s\" cannot be averaged".formatted(dollarsPerPupil);
        List<String> texts = district().stream().toList();
        CompleteRows complete =
                CompleteRows.of(study, List.of(dollarsPerPupil, pupils, salary, teachers), texts, refusal);
        checkNotNegative(complete, refusal);
        DollarsPerPupil actual = Gathering.of(complete, complete.numbers(dollarsPerPupil), complete.numbers(pupils))
                .finish(refusal)
                .named(dollarsPerPupil);
        double[] all = complete.numbers(pupils);
        CompleteRows rows = complete.where(row -> all[row] > 0);
        double[] counts = rows.numbers(pupils);
        double[] amounts = rows.numbers(dollarsPerPupil);
        double[] staff = rows.numbers(teachers);
        double[] pay = rows.numbers(salary);
        double[] means = means(rows, staff, pay);
        double[] differences = new double[counts.length];
        double[] averaged = new double[counts.length];
        for (int row = 0; row < counts.length; row++) {
            differences[row] = staff[row] == 0 ? 0 : staff[row] / counts[row] * (pay[row] - means[row]);
            averaged[row] = amounts[row] - differences[row];
        }
        Study table = rows.study()
                .copy()
                .number(SalaryComparison.AVERAGE_SALARY, means)
                .number(SalaryComparison.AVERAGED, averaged)
                .number(SalaryComparison.DIFFERENCE, differences)
                .build();
        return new SalaryComparison(
                table,
                actual,
                Gathering.of(rows, averaged, counts)
                        .finish(refusal + ", for at average pay nothing is left")
                        .named(SalaryComparison.AVERAGED),
                counts);
    }

    private void checkNotNegative(CompleteRows rows, String refusal) {
        List<Problem> faults = new ArrayList<>();
        List<String> names = rows.units();
        for (String column : List.of(salary, teachers)) {
            double[] values = rows.numbers(column);
            for (int row = 0; row < values.length; row++) {
                if (values[row] < 0) {
                    faults.add(new Problem(
                            "staff.range",
                            names.get(row),
                            column + " " + values[row],
                            "0 or more",
                            "Correct the number, or leave it out and say so."));
                }
            }
        }
        ProblemException.throwIfAny(refusal, faults);
    }

    /** The mean salary of the district of each row; missing where a district has no teachers. */
    private double[] means(CompleteRows rows, double[] staff, double[] pay) {
        List<String> names = district()
                .map(rows::texts)
                .orElseGet(() -> rows.units().stream().map(unit -> "").toList());
        Map<String, ExactSum> salaries = new HashMap<>();
        Map<String, ExactSum> counts = new HashMap<>();
        for (int row = 0; row < staff.length; row++) {
            salaries.computeIfAbsent(names.get(row), name -> new ExactSum()).addProduct(staff[row], pay[row]);
            counts.computeIfAbsent(names.get(row), name -> new ExactSum()).add(staff[row]);
        }
        return names.stream()
                .mapToDouble(name -> {
                    ExactSum count = requireNonNull(counts.get(name));
                    ExactSum paid = requireNonNull(salaries.get(name));
                    return count.roughly() == 0
                            ? Double.NaN
                            : paid.rounded().dividedBy(count.rounded()).high();
                })
                .toArray();
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof SalaryAveraging other
                && salary.equals(other.salary)
                && teachers.equals(other.teachers)
                && district().equals(other.district());
    }

    @Override
    public int hashCode() {
        return 31 * salary.hashCode() + teachers.hashCode();
    }

    @Override
    public String toString() {
        return "%s of %s averaged within %s"
                .formatted(salary, teachers, district().orElse("all"));
    }
}
