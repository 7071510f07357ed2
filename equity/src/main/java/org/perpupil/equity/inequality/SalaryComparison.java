package org.perpupil.equity.inequality;

import java.util.Arrays;
import org.perpupil.equity.Study;
import org.perpupil.equity.internal.ExactSum;

/** What schools spend with actual salaries and with average ones, side by side: made by {@link SalaryAveraging#compare}. */
public final class SalaryComparison {
    /** The column of dollars per pupil with average salaries. */
    public static final String AVERAGED = "dollars per pupil at average salaries";

    /** The column of actual less averaged dollars per pupil; positive where teachers earn more than the average. */
    public static final String DIFFERENCE = "dollars per pupil hidden by averaging";

    /** The column of the mean salary of the district, weighted by teachers; missing where a district has none. */
    public static final String AVERAGE_SALARY = "average salary";

    private final Study study;
    private final DollarsPerPupil actual;
    private final DollarsPerPupil averaged;
    private final double[] pupils;

    SalaryComparison(Study study, DollarsPerPupil actual, DollarsPerPupil averaged, double[] pupils) {
        this.study = study;
        this.actual = actual;
        this.averaged = averaged;
        this.pupils = pupils.clone();
    }

    /** Returns spending with actual salaries, and who was left out. */
    public DollarsPerPupil actual() {
        return actual;
    }

    /** Returns spending of the same schools with average salaries. */
    public DollarsPerPupil averaged() {
        return averaged;
    }

    /** Returns the schools that are compared, in the order of the rows, with {@link #AVERAGED} and the other columns of this class. */
    public Study study() {
        return study;
    }

    /** Returns by how many dollars per pupil averaging is off, up or down, in the mean over pupils. */
    public double meanAbsoluteDifference() {
        double[] differences = study.numbers(DIFFERENCE);
        ExactSum sum = new ExactSum();
        for (int row = 0; row < pupils.length; row++) {
            sum.addProduct(pupils[row], Math.abs(differences[row]));
        }
        return sum.roughly() / actual.pupils();
    }

    /** Returns the most that averaging hides of what any school spends, in dollars per pupil. */
    public double highestDifference() {
        return Arrays.stream(study.numbers(DIFFERENCE)).max().orElseThrow();
    }

    /** Returns the least that averaging hides, in dollars per pupil: negative where it shows more than a school spends. */
    public double lowestDifference() {
        return Arrays.stream(study.numbers(DIFFERENCE)).min().orElseThrow();
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof SalaryComparison other
                && study.equals(other.study)
                && actual.equals(other.actual)
                && averaged.equals(other.averaged)
                && Arrays.equals(pupils, other.pupils);
    }

    @Override
    public int hashCode() {
        return 31 * study.hashCode() + averaged.hashCode();
    }

    @Override
    public String toString() {
        return "actual %s; averaged %s".formatted(actual, averaged);
    }
}
