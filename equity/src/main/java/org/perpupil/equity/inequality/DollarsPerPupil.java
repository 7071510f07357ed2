package org.perpupil.equity.inequality;

import com.google.common.collect.ImmutableList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.perpupil.budget.Budgets;
import org.perpupil.budget.SchoolBudget;
import org.perpupil.district.District;
import org.perpupil.equity.Study;
import org.perpupil.equity.internal.CompleteRows;
import org.perpupil.equity.internal.FigureText;
import org.perpupil.equity.internal.Total;
import org.perpupil.money.Money;
import org.perpupil.problem.Problem;
import org.perpupil.problem.ProblemException;

/**
 * Dollars per pupil of schools (or districts), each counting with its pupils, and how unequal they are.
 *
 * <pre>{@code
 * DollarsPerPupil spending = DollarsPerPupil.of(allocation.budgets(), district);
 * spending.leftOut();             // schools that could not be counted, and why
 * spending.gini();                // 0.064
 * spending.figures();             // every measure, for a table
 * }</pre>
 *
 * <p>In the formulas below
 *
 * <pre>{@code
 * xᵢ   dollars per pupil of unit i, in ascending order
 * wᵢ   its pupils
 * W    all pupils, Σ wᵢ
 * m    the mean, Σ wᵢ xᵢ / W
 * M    the median
 * Pq   the q-th percentile over pupils
 * }</pre>
 *
 * <p>So the measures say how pupils fare, not schools; with {@link #unweighted(double...)} units count alike. Spread is divided by
 * all of W, as for a whole population. Amounts are compared as they are: two schools that differ by a part of a cent differ.
 *
 * <p>Sums lose nothing and units are sorted first, so the order in which they are given changes no bit of any answer. A measure
 * that would divide by 0, or take the logarithm of 0, throws {@link UndefinedMeasureException}; no answer is ever NaN or infinite.
 *
 * <p>Sources: R. Berne and L. Stiefel, <i>The Measurement of Equity in School Finance</i>, Johns Hopkins University Press, 1984,
 * unless a measure names its own.
 */
public final class DollarsPerPupil {
    /** Above this, the power of a ratio of amounts might leave the doubles. */
    private static final double HIGHEST_AVERSION = 10;

    private final String column;
    private final Units sorted;
    private final ImmutableList<Problem> leftOut;

    DollarsPerPupil(Units sorted, List<Problem> leftOut) {
        this(Study.DOLLARS, sorted, leftOut);
    }

    private DollarsPerPupil(String column, Units sorted, List<Problem> leftOut) {
        this.column = column;
        this.sorted = sorted;
        this.leftOut = ImmutableList.copyOf(leftOut);
    }

    /** Returns the same under the name of a column. */
    DollarsPerPupil named(String other) {
        return new DollarsPerPupil(other, sorted, leftOut);
    }

    /** Which units at the median count as being on a side of it. */
    public enum AtMedian {
        /** They count on both sides. */
        COUNTED,
        /** They count on neither side. */
        LEFT_OUT,
        /** Exactly half of all pupils are on each side; units at the median are split where the half falls. */
        SPLIT
    }

    /**
     * Takes two columns, with one row for a school.
     *
     * <p>A row without pupils has no weight; it is {@linkplain #leftOut left out and listed}.
     *
     * @param dollarsPerPupil 0, or from 10⁻¹⁵ to 10¹⁵
     * @param pupils 0, or from 10⁻¹⁵ to 10¹⁵; not always whole
     * @throws IllegalArgumentException if the columns differ in length, or there are no pupils in them
     * @throws ProblemException with every row that is negative, not a number or out of range; rows count from 1
     */
    public static DollarsPerPupil of(double[] dollarsPerPupil, double[] pupils) {
        if (dollarsPerPupil.length != pupils.length) {
            throw new IllegalArgumentException("%s amounts stand beside %s counts of pupils; give one of each for a row"
                    .formatted(dollarsPerPupil.length, pupils.length));
        }
        return Gathering.of(dollarsPerPupil, pupils).finish("these dollars per pupil cannot be measured");
    }

    /**
     * Takes one column, with one row for a school; every school counts as one, whatever its pupils.
     *
     * <p>So {@link #pupils} is the number of schools, and {@link #dollars} adds up the column.
     *
     * @param dollarsPerPupil 0, or from 10⁻¹⁵ to 10¹⁵
     * @throws IllegalArgumentException if there are no rows
     * @throws ProblemException with every row that is negative, not a number or out of range; rows count from 1
     */
    public static DollarsPerPupil unweighted(double... dollarsPerPupil) {
        return of(dollarsPerPupil, Gathering.oneEach(dollarsPerPupil.length));
    }

    /**
     * Takes two columns of a study, with one row for a school.
     *
     * <p>Rows that lack one of them, and rows without pupils, are {@linkplain #leftOut left out and listed}, after what the study
     * itself left out.
     *
     * @param dollarsPerPupil the column of dollars per pupil: 0, or from 10⁻¹⁵ to 10¹⁵
     * @param pupils the column of pupils: 0, or from 10⁻¹⁵ to 10¹⁵
     * @throws ProblemException with every column that is not there; or with every row that is negative or out of range; or if no row
     *     has both
     * @throws IllegalArgumentException if the study has no rows
     */
    public static DollarsPerPupil of(Study study, String dollarsPerPupil, String pupils) {
        String refusal = "\"%s\" cannot be measured".formatted(dollarsPerPupil);
        CompleteRows rows = CompleteRows.of(study, List.of(dollarsPerPupil, pupils), List.of(), refusal);
        return Gathering.of(rows, rows.numbers(dollarsPerPupil), rows.numbers(pupils))
                .finish(refusal)
                .named(dollarsPerPupil);
    }

    /**
     * Takes one column of a study, with one row for a school; every school counts as one, whatever its pupils.
     *
     * @param dollarsPerPupil the column of dollars per pupil: 0, or from 10⁻¹⁵ to 10¹⁵
     * @throws ProblemException if there is no such column, with every row that is negative or out of range, or if no row has a number
     * @throws IllegalArgumentException if the study has no rows
     */
    public static DollarsPerPupil unweighted(Study study, String dollarsPerPupil) {
        String refusal = "\"%s\" cannot be measured".formatted(dollarsPerPupil);
        CompleteRows rows = CompleteRows.of(study, List.of(dollarsPerPupil), List.of(), refusal);
        return Gathering.of(rows, rows.numbers(dollarsPerPupil), Gathering.oneEach(rows.size()))
                .finish(refusal)
                .named(dollarsPerPupil);
    }

    /**
     * Takes what each school of a district has to spend, over its pupils.
     *
     * @throws ProblemException with every budget below 0, or if no school has both pupils and a budget
     */
    public static DollarsPerPupil of(Budgets budgets, District district) {
        return of(budgets, district, SchoolBudget::total);
    }

    /**
     * Takes a part of what each school of a district has to spend, over its pupils.
     *
     * <p>Pupils are those of the basis that holds in the school if none is named. Left out and listed are a school without pupils,
     * a school without a budget (which is not a budget of 0), and a budget of a school that the district does not have. The
     * quotient of exact dollars and pupils is taken to 34 digits, and then to the nearest double.
     *
     * @param part what of a budget counts, such as {@code SchoolBudget::unrestricted}; the same for the same budget
     * @throws ProblemException with every part below 0, or if no school has both pupils and a budget
     */
    public static DollarsPerPupil of(Budgets budgets, District district, Function<SchoolBudget, Money> part) {
        return Gathering.of(budgets, district, part)
                .finish("the dollars per pupil of %s in %s cannot be measured"
                        .formatted(district.name(), budgets.year()));
    }

    Units sorted() {
        return sorted;
    }

    /**
     * Returns what is measured: the column of the study, or {@link Study#DOLLARS} if it is of no study. It is a name for people, and not
     * compared by {@link #equals}.
     */
    public String column() {
        return column;
    }

    /** Returns who is not in any measure, and why: rows or schools in their order, then budgets of schools that are not there. */
    public List<Problem> leftOut() {
        return leftOut;
    }

    /** Returns how many schools, or rows, are measured. */
    public int units() {
        return sorted.size();
    }

    /** Returns W, all pupils that are measured. */
    public double pupils() {
        return sorted.allPupils().high();
    }

    /** Returns Σ wᵢ xᵢ, all dollars that are measured. */
    public double dollars() {
        return sorted.allDollars().high();
    }

    /** Returns every measure, in the order of {@link Measure}. */
    public List<Figure> figures() {
        return Arrays.stream(Measure.values()).map(this::figure).toList();
    }

    /** Returns one measure, or why it does not exist. */
    public Figure figure(Measure measure) {
        return measure.of(this);
    }

    /** Returns m = Σ wᵢ xᵢ / W, in dollars per pupil: what every pupil would get if all got the same. */
    public double mean() {
        return sorted.mean();
    }

    /** Returns the {@linkplain #percentile 50th percentile}: half of the pupils get no more than this many dollars. */
    public double median() {
        return percentile(50);
    }

    /** Returns the least dollars per pupil of any unit. */
    public double lowest() {
        return sorted.lowest();
    }

    /** Returns the most dollars per pupil of any unit. */
    public double highest() {
        return sorted.highest();
    }

    /**
     * Returns the dollars per pupil below which a share of the pupils are.
     *
     * <p>Units are sorted and their pupils added up. Where the running total is exactly {@code percent} of W, that unit and the next
     * are averaged; otherwise it is the first unit whose running total exceeds it. With equal weights the 50th is the ordinary
     * median. "Exactly" is decided without rounding, on the pupils as doubles.
     *
     * <p>Source: R. J. Hyndman and Y. Fan, "Sample quantiles in statistical packages", <i>The American Statistician</i> 50 (1996),
     * 361–365, definition 2, with pupils as weights.
     *
     * @param percent from 0, the lowest, to 100, the highest
     * @throws IllegalArgumentException if {@code percent} is anything else
     */
    public double percentile(double percent) {
        return sorted.percentile(checkedPercent(percent));
    }

    /**
     * Returns the dollars per pupil of the first unit at which a share of the pupils is reached: never between two units.
     *
     * <p>Source: Hyndman and Fan, as for {@link #percentile}, definition 1; the wording is that of {@link #federalDisparity}.
     *
     * @param percent from 0, the lowest, to 100, the highest
     * @throws IllegalArgumentException if {@code percent} is anything else
     */
    public double percentileReached(double percent) {
        return sorted.percentileReached(checkedPercent(percent));
    }

    private static double checkedPercent(double percent) {
        if (!(percent >= 0 && percent <= 100)) {
            throw new IllegalArgumentException("a percentile is from 0 to 100, not " + percent);
        }
        return percent;
    }

    /** Returns max xᵢ − min xᵢ, in dollars per pupil; 0 is equal. */
    public double range() {
        return highest() - lowest();
    }

    /** Returns P95 − P5, in dollars per pupil: the range without the pupils at both ends; 0 is equal. */
    public double restrictedRange() {
        return percentile(95) - percentile(5);
    }

    /** Returns P75 − P25, in dollars per pupil: the width of the middle half of the pupils; 0 is equal. */
    public double interquartileRange() {
        return percentile(75) - percentile(25);
    }

    /**
     * Returns the federal range ratio, (P95 − P5) / P5.
     *
     * @return a ratio without unit, 0 or more; 0 is equal
     * @throws UndefinedMeasureException if the 5th percentile is 0
     */
    public double federalRangeRatio() {
        return restrictedRange() / Units.divisor(percentile(5), "the federal range ratio", "the 5th percentile of");
    }

    /**
     * Returns the federal disparity: the federal range ratio as the rule on impact aid words it, between the units at which the
     * 5th and the 95th percentile of the pupils {@linkplain #percentileReached are reached}.
     *
     * <p>Source: 34 CFR part 222, subpart K, appendix.
     *
     * @return a ratio without unit, 0 or more; 0 is equal
     * @throws UndefinedMeasureException if the 5th percentile is 0
     */
    public double federalDisparity() {
        double low = Units.divisor(percentileReached(5), "the federal disparity", "the 5th percentile of");
        return (percentileReached(95) - low) / low;
    }

    /**
     * Returns one percentile over another, such as P90 / P10.
     *
     * @return a ratio without unit, 1 or more; 1 is equal
     * @throws IllegalArgumentException if a percentile is not from 0 to 100, or the first is below the second
     * @throws UndefinedMeasureException if the lower percentile is 0
     */
    public double percentileRatio(double higher, double lower) {
        if (higher < lower) {
            throw new IllegalArgumentException(
                    "percentile %s stands over percentile %s; give the higher one first".formatted(higher, lower));
        }
        return percentile(higher)
                / Units.divisor(percentile(lower), "the ratio of percentiles", "percentile " + lower + " of");
    }

    /** Returns Σ wᵢ (xᵢ − m)² / W, in squared dollars per pupil; 0 is equal. */
    public double variance() {
        return new Spread(sorted).variance();
    }

    /** Returns the square root of the {@linkplain #variance variance}, in dollars per pupil; 0 is equal. */
    public double standardDeviation() {
        return Math.sqrt(variance());
    }

    /**
     * Returns the coefficient of variation, the standard deviation over the mean.
     *
     * @return a ratio without unit, 0 or more; 0 is equal
     * @throws UndefinedMeasureException if the mean is 0
     */
    public double coefficientOfVariation() {
        sorted.checkMean("the coefficient of variation");
        return standardDeviation() / mean();
    }

    /**
     * Returns the coefficient of variation of a sample: as {@link #coefficientOfVariation}, with every unit counted once and the squares
     * divided by one less than the number of units.
     *
     * <pre>{@code
     * √(Σ (xᵢ − m)² / (n − 1)) / m
     * }</pre>
     *
     * @return a ratio without unit, 0 or more; 0 is equal
     * @throws UndefinedMeasureException if units do not all count with as many pupils, so that their number means nothing; if there is
     *     one unit; or if the mean is 0
     */
    public double sampleCoefficientOfVariation() {
        sorted.checkMean("the sample coefficient of variation");
        return Math.sqrt(new Spread(sorted).sampleVariance()) / mean();
    }

    /**
     * Returns half the squared coefficient of variation: the generalised entropy of order 2, kin to {@link #theilT}.
     *
     * @return a ratio without unit, 0 or more; 0 is equal
     * @throws UndefinedMeasureException if the mean is 0
     */
    public double halfSquaredVariation() {
        sorted.checkMean("half the squared coefficient of variation");
        return variance() / 2 / mean() / mean();
    }

    /**
     * Returns the relative mean deviation, Σ wᵢ |xᵢ − m| / (W m).
     *
     * @return a ratio without unit, from 0 to 2; 0 is equal
     * @throws UndefinedMeasureException if the mean is 0
     */
    public double relativeMeanDeviation() {
        sorted.checkMean("the relative mean deviation");
        return new Spread(sorted).relativeMeanDeviation();
    }

    /**
     * Returns the Hoover index: the share of all dollars that would have to move for all pupils to get the same. It is half the
     * {@linkplain #relativeMeanDeviation relative mean deviation}.
     *
     * <p>Source: E. M. Hoover, "The measurement of industrial localization", <i>The Review of Economics and Statistics</i> 18
     * (1936), 162–171.
     *
     * @return a share, from 0 to 1; 0 is equal
     * @throws UndefinedMeasureException if the mean is 0
     */
    public double hoover() {
        sorted.checkMean("the Hoover index");
        return relativeMeanDeviation() / 2;
    }

    /**
     * Returns the Gini index: half the mean difference between two pupils drawn at random, over the mean.
     *
     * <pre>{@code
     * G = Σᵢ Σⱼ wᵢ wⱼ |xᵢ − xⱼ| / (2 W² m)
     * }</pre>
     *
     * @return a ratio without unit, from 0 to 1; 0 is equal
     * @throws UndefinedMeasureException if the mean is 0
     */
    public double gini() {
        sorted.checkMean("the Gini index");
        return new Spread(sorted).gini();
    }

    /**
     * Returns Theil's index T, which weighs differences among the best funded more than {@link #theilL}.
     *
     * <pre>{@code
     * T = Σ wᵢ (xᵢ/m) ln(xᵢ/m) / W     with 0 ln 0 = 0
     * }</pre>
     *
     * <p>Source: H. Theil, <i>Economics and Information Theory</i>, North-Holland, 1967, chapter 4.
     *
     * @return a number without unit, 0 or more; 0 is equal
     * @throws UndefinedMeasureException if the mean is 0
     */
    public double theilT() {
        sorted.checkMean("Theil's index T");
        return new Entropy(sorted).ofOrder(1);
    }

    /**
     * Returns Theil's index L, also called the mean logarithmic deviation, which weighs differences among the worst funded more
     * than {@link #theilT}.
     *
     * <pre>{@code
     * L = Σ wᵢ ln(m/xᵢ) / W
     * }</pre>
     *
     * <p>Source: as for {@link #theilT}.
     *
     * @return a number without unit, 0 or more; 0 is equal
     * @throws UndefinedMeasureException if a unit has no dollars
     */
    public double theilL() {
        sorted.checkLogarithms("Theil's index L");
        return new Entropy(sorted).ofOrder(0);
    }

    /**
     * Returns the Atkinson index: the share of all dollars that could be given up, if they were equally spread, without loss.
     *
     * <pre>{@code
     * A = 1 − (Σ wᵢ (xᵢ/m)^(1−e) / W)^(1/(1−e))     for e ≠ 1
     * A = 1 − exp(Σ wᵢ ln(xᵢ/m) / W)                for e = 1
     * }</pre>
     *
     * <p>Source: A. B. Atkinson, "On the measurement of inequality", <i>Journal of Economic Theory</i> 2 (1970), 244–263.
     *
     * @param aversion e, how much a dollar for the worse funded counts above one for the better funded: above 0 and at most 10; 0.5,
     *     1 and 2 are usual
     * @return a share, from 0 to 1; 0 is equal
     * @throws IllegalArgumentException if the aversion is out of range
     * @throws UndefinedMeasureException if the mean is 0, or a unit has no dollars and the aversion is 1 or more
     */
    public double atkinson(double aversion) {
        if (!(aversion > 0 && aversion <= HIGHEST_AVERSION)) {
            throw new IllegalArgumentException("an aversion to inequality is above 0 and at most %s, not %s"
                    .formatted(HIGHEST_AVERSION, aversion));
        }
        String measure = "the Atkinson index with aversion " + aversion;
        sorted.checkMean(measure);
        if (aversion >= 1 && sorted.lowest() == 0) {
            throw new UndefinedMeasureException(
                    measure + " takes a logarithm or a negative power of dollars per pupil, and the lowest is 0");
        }
        return new Entropy(sorted).atkinson(aversion);
    }

    /**
     * Returns the standard deviation of the natural logarithms of dollars per pupil, with divisor W.
     *
     * @return a number without unit, 0 or more; 0 is equal
     * @throws UndefinedMeasureException if a unit has no dollars
     */
    public double standardDeviationOfLogarithms() {
        sorted.checkLogarithms("the standard deviation of logarithms");
        return new Entropy(sorted).standardDeviationOfLogarithms();
    }

    /**
     * Returns the McLoone index: how near the worse-funded half comes to the median.
     *
     * <pre>{@code
     * Σ wᵢ xᵢ / (M Σ wᵢ)     over the units with xᵢ ≤ M
     * }</pre>
     *
     * @return a ratio without unit, from 0 to 1; 1 is equal
     * @throws UndefinedMeasureException if the median is 0
     */
    public double mcloone() {
        return mcloone(AtMedian.COUNTED);
    }

    /**
     * Returns the McLoone index, with units at the median on the side or not.
     *
     * @return a ratio without unit, from 0 to 1; 1 is equal
     * @throws UndefinedMeasureException if the median is 0, or nobody is below it and units at the median are left out
     */
    public double mcloone(AtMedian atMedian) {
        return new Halves(sorted).mcloone(atMedian);
    }

    /**
     * Returns the Verstegen index: how far the better-funded half goes above the median.
     *
     * <pre>{@code
     * Σ wᵢ xᵢ / (M Σ wᵢ)     over the units with xᵢ ≥ M
     * }</pre>
     *
     * <p>Source: D. A. Verstegen, "Concepts and measures of fiscal inequality: a new approach and effects for five states",
     * <i>Journal of Education Finance</i> 22 (1996), 145–160.
     *
     * @return a ratio without unit, 1 or more; 1 is equal
     * @throws UndefinedMeasureException if the median is 0
     */
    public double verstegen() {
        return verstegen(AtMedian.COUNTED);
    }

    /**
     * Returns the Verstegen index, with units at the median on the side or not.
     *
     * @return a ratio without unit, 1 or more; 1 is equal
     * @throws UndefinedMeasureException if the median is 0, or nobody is above it and units at the median are left out
     */
    public double verstegen(AtMedian atMedian) {
        return new Halves(sorted).verstegen(atMedian);
    }

    /**
     * Returns the adequacy index: what pupils get up to an adequate amount, over what they would get if nobody had less.
     *
     * <pre>{@code
     * Σ wᵢ min(1, xᵢ/b) / W
     * }</pre>
     *
     * <p>Source: A. Odden and L. O. Picus, <i>School Finance: A Policy Perspective</i>, 2nd ed., McGraw-Hill, 2000, where it is the
     * Odden-Picus adequacy index.
     *
     * @param adequate b in dollars per pupil, from 10⁻¹⁵ to 10¹⁵
     * @return a share, from 0 to 1; 1 if every pupil gets an adequate amount
     * @throws IllegalArgumentException if {@code adequate} is out of range
     */
    public double adequacy(double adequate) {
        if (!(adequate >= Gathering.SMALLEST && adequate <= Gathering.LARGEST)) {
            throw new IllegalArgumentException("an adequate amount is from %s to %s dollars per pupil, not %s"
                    .formatted(Gathering.SMALLEST, Gathering.LARGEST, adequate));
        }
        return adequacyAt(adequate);
    }

    private double adequacyAt(double adequate) {
        Total reached = new Total();
        for (int i = 0; i < sorted.size(); i++) {
            reached.addProduct(sorted.pupils(i), Math.min(sorted.dollarsPerPupil(i), adequate));
        }
        return reached.value().dividedBy(sorted.allPupils().times(adequate)).high();
    }

    /**
     * Returns the {@linkplain #adequacy adequacy index} with the mean as the adequate amount.
     *
     * @return a share, from 0 to 1; 1 is equal
     * @throws UndefinedMeasureException if the mean is 0
     */
    public double adequacyAtMean() {
        return adequacyAt(Units.divisor(mean(), "the adequacy index at the mean", "the mean of"));
    }

    /**
     * Returns the {@linkplain #adequacy adequacy index} with the median as the adequate amount.
     *
     * @return a share, from 0 to 1; 1 if no pupil gets less than the median
     * @throws UndefinedMeasureException if the median is 0
     */
    public double adequacyAtMedian() {
        return adequacyAt(Units.divisor(median(), "the adequacy index at the median", "the median of"));
    }

    /** Compares the units, in any order, and who was left out. */
    @Override
    public boolean equals(Object object) {
        return object instanceof DollarsPerPupil other && sorted.equals(other.sorted) && leftOut.equals(other.leftOut);
    }

    @Override
    public int hashCode() {
        return 31 * sorted.hashCode() + leftOut.hashCode();
    }

    @Override
    public String toString() {
        return "dollars per pupil: mean %s, %s units, %s pupils, %s left out"
                .formatted(
                        FigureText.decimals(mean(), 2), units(), FigureText.upToHundredths(pupils()), leftOut.size());
    }
}
