package org.perpupil.equity.inequality;

import com.google.common.collect.ImmutableList;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import org.perpupil.budget.Budgets;
import org.perpupil.budget.SchoolBudget;
import org.perpupil.district.District;
import org.perpupil.district.School;
import org.perpupil.equity.internal.DoubleDouble;
import org.perpupil.equity.internal.ExactSum;
import org.perpupil.money.Money;
import org.perpupil.problem.Problem;
import org.perpupil.problem.ProblemException;
import org.perpupil.pupils.PupilCount;

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
 * <p>So the measures say how pupils fare, not schools; give each unit one pupil to have units count alike. Spread is divided by
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

    private final double[] dollarsPerPupil;
    private final double[] pupils;
    private final ImmutableList<Problem> leftOut;
    private final BigDecimal exactPupils;
    private final DoubleDouble allPupils;
    private final DoubleDouble allDollars;
    private final DoubleDouble mean;

    DollarsPerPupil(List<Gathering.Unit> units, List<Problem> leftOut) {
        List<Gathering.Unit> sorted = new ArrayList<>(units);
        sorted.sort(Comparator.comparingDouble(Gathering.Unit::dollarsPerPupil)
                .thenComparingDouble(Gathering.Unit::pupils));
        this.dollarsPerPupil =
                sorted.stream().mapToDouble(Gathering.Unit::dollarsPerPupil).toArray();
        this.pupils = sorted.stream().mapToDouble(Gathering.Unit::pupils).toArray();
        this.leftOut = ImmutableList.copyOf(leftOut);
        ExactSum counted = new ExactSum();
        ExactSum spent = new ExactSum();
        for (Gathering.Unit unit : sorted) {
            counted.add(unit.pupils());
            spent.addProduct(unit.pupils(), unit.dollarsPerPupil());
        }
        this.exactPupils = counted.exactly();
        this.allPupils = counted.rounded();
        this.allDollars = spent.rounded();
        // Where all are equal, the mean is the same to the last bit, or a spread of nothing would show.
        this.mean = range() == 0 ? DoubleDouble.of(lowest()) : allDollars.dividedBy(allPupils);
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
        Gathering gathering = new Gathering();
        for (int i = 0; i < pupils.length; i++) {
            int row = i + 1;
            gathering.add(() -> "row " + row, dollarsPerPupil[i], pupils[i]);
        }
        return gathering.finish("these dollars per pupil cannot be measured");
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
        Gathering gathering = new Gathering();
        for (School school : district.schools()) {
            PupilCount enrolled = school.enrollment().pupils();
            Optional<Money> dollars = budgets.of(school.id()).map(part);
            if (dollars.isEmpty()) {
                gathering.leaveOut(
                        "budget.none",
                        "school " + school.id(),
                        "no budget in " + budgets.year() + " for " + enrolled + " pupils",
                        "a budget, which may be 0",
                        "Give its budget.");
            } else if (enrolled.isZero()) {
                gathering.leaveOut(
                        "pupils.none",
                        "school " + school.id(),
                        "no pupils to share " + dollars.get(),
                        "more than 0 pupils",
                        "Give its pupils, or report its money beside the measures.");
            } else {
                BigDecimal count = enrolled.value();
                gathering.add(
                        () -> "school " + school.id(),
                        dollars.get()
                                .dollars()
                                .divide(count, MathContext.DECIMAL128)
                                .doubleValue(),
                        count.doubleValue());
            }
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
        return gathering.finish(
                "the dollars per pupil of %s in %s cannot be measured".formatted(district.name(), budgets.year()));
    }

    /** Returns who is not in any measure, and why: rows or schools in their order, then budgets of schools that are not there. */
    public List<Problem> leftOut() {
        return leftOut;
    }

    /** Returns how many schools, or rows, are measured. */
    public int units() {
        return pupils.length;
    }

    /** Returns W, all pupils that are measured. */
    public double pupils() {
        return allPupils.high();
    }

    /** Returns Σ wᵢ xᵢ, all dollars that are measured. */
    public double dollars() {
        return allDollars.high();
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
        return mean.high();
    }

    /** Returns the {@linkplain #percentile 50th percentile}: half of the pupils get no more than this many dollars. */
    public double median() {
        return percentile(50);
    }

    /** Returns the least dollars per pupil of any unit. */
    public double lowest() {
        return dollarsPerPupil[0];
    }

    /** Returns the most dollars per pupil of any unit. */
    public double highest() {
        return dollarsPerPupil[dollarsPerPupil.length - 1];
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
        checkPercent(percent);
        ExactSum running = new ExactSum();
        for (int i = 0; i < pupils.length - 1; i++) {
            running.add(pupils[i]);
            int side = compare(running, percent);
            if (side > 0) {
                return dollarsPerPupil[i];
            }
            if (side == 0) {
                return dollarsPerPupil[i] / 2 + dollarsPerPupil[i + 1] / 2;
            }
        }
        return highest();
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
        checkPercent(percent);
        ExactSum running = new ExactSum();
        for (int i = 0; i < pupils.length - 1; i++) {
            running.add(pupils[i]);
            if (compare(running, percent) >= 0) {
                return dollarsPerPupil[i];
            }
        }
        return highest();
    }

    private static void checkPercent(double percent) {
        if (!(percent >= 0 && percent <= 100)) {
            throw new IllegalArgumentException("a percentile is from 0 to 100, not " + percent);
        }
    }

    /** Compares a running total with so many per cent of all pupils, exactly. */
    private int compare(ExactSum running, double percent) {
        double reached = running.roughly() * 100;
        double wanted = allPupils.high() * percent;
        return Math.abs(reached - wanted) > 1e-14 * (reached + wanted)
                ? Double.compare(reached, wanted)
                : running.exactly().movePointRight(2).compareTo(exactPupils.multiply(new BigDecimal(percent)));
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
        return restrictedRange() / divisor(percentile(5), "the federal range ratio", "the 5th percentile of");
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
        double low = divisor(percentileReached(5), "the federal disparity", "the 5th percentile of");
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
                / divisor(percentile(lower), "the ratio of percentiles", "percentile " + lower + " of");
    }

    private static double divisor(double value, String measure, String what) {
        if (value == 0) {
            throw new UndefinedMeasureException(
                    "%s divides by %s dollars per pupil, which is 0".formatted(measure, what));
        }
        return value;
    }

    private void checkMean(String measure) {
        divisor(mean(), measure, "the mean of");
    }

    /** The mean over pupils of a function of dollars per pupil. */
    private double overPupils(DoubleUnaryOperator perPupil) {
        ExactSum sum = new ExactSum();
        for (int i = 0; i < pupils.length; i++) {
            sum.add(pupils[i] * perPupil.applyAsDouble(dollarsPerPupil[i]));
        }
        return sum.rounded().dividedBy(allPupils).high();
    }

    /** x − m, as if the mean had all its digits. */
    private double fromMean(double x) {
        double difference = x - mean.high();
        return difference + (DoubleDouble.sumError(x, -mean.high(), difference) - mean.low());
    }

    /** Returns Σ wᵢ (xᵢ − m)² / W, in squared dollars per pupil; 0 is equal. */
    public double variance() {
        return overPupils(x -> fromMean(x) * fromMean(x));
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
        checkMean("the coefficient of variation");
        return standardDeviation() / mean();
    }

    /**
     * Returns half the squared coefficient of variation: the generalised entropy of order 2, kin to {@link #theilT}.
     *
     * @return a ratio without unit, 0 or more; 0 is equal
     * @throws UndefinedMeasureException if the mean is 0
     */
    public double halfSquaredVariation() {
        checkMean("half the squared coefficient of variation");
        return variance() / 2 / mean() / mean();
    }

    /**
     * Returns the relative mean deviation, Σ wᵢ |xᵢ − m| / (W m).
     *
     * @return a ratio without unit, from 0 to 2; 0 is equal
     * @throws UndefinedMeasureException if the mean is 0
     */
    public double relativeMeanDeviation() {
        checkMean("the relative mean deviation");
        ExactSum distances = new ExactSum();
        for (int i = 0; i < pupils.length; i++) {
            distances.add(pupils[i] * Math.abs(fromMean(dollarsPerPupil[i])));
        }
        return Math.min(2, distances.rounded().dividedBy(allDollars).high());
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
        checkMean("the Hoover index");
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
        checkMean("the Gini index");
        // Each gap between neighbours parts the pupils below it from those above, so the double sum is
        // 2 Σ (xₖ₊₁ − xₖ) Cₖ (W − Cₖ), with Cₖ the running total: nothing is subtracted that could cancel.
        ExactSum below = new ExactSum();
        ExactSum sum = new ExactSum();
        for (int i = 0; i < pupils.length - 1; i++) {
            below.add(pupils[i]);
            double gap = dollarsPerPupil[i + 1] - dollarsPerPupil[i];
            if (gap > 0) {
                DoubleDouble poorer = below.rounded();
                sum.add(gap * poorer.times(allPupils.minus(poorer)).high());
            }
        }
        return Math.min(1, sum.rounded().dividedBy(allPupils.times(allDollars)).high());
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
        checkMean("Theil's index T");
        return entropy(1);
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
        checkLogarithms("Theil's index L");
        return entropy(0);
    }

    private void checkLogarithms(String measure) {
        if (lowest() == 0) {
            throw new UndefinedMeasureException(
                    "%s takes the logarithm of dollars per pupil, and the lowest is 0".formatted(measure));
        }
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
        checkMean(measure);
        if (aversion >= 1 && lowest() == 0) {
            throw new UndefinedMeasureException(
                    measure + " takes a logarithm or a negative power of dollars per pupil, and the lowest is 0");
        }
        double power = 1 - aversion;
        if (power == 0) {
            return -StrictMath.expm1(-entropy(0));
        }
        // The mean of the powers is 1 + p (p − 1) times the entropy; rounding must not take it below 0.
        double aboveOne = Math.max(-1, power * (power - 1) * entropy(power));
        return -StrictMath.expm1(StrictMath.log1p(aboveOne) / power);
    }

    /**
     * The generalised entropy of an order, as a mean of terms that are 0 or more.
     *
     * <p>Its usual form, the mean of (rᵃ − 1) / (a (a − 1)) with r = x/m, adds terms of both signs that all but cancel where
     * spending is nearly equal. Since the mean of r − 1 is 0, a (r − 1) may be taken off each.
     *
     * <p>Source: F. A. Cowell, <i>Measuring Inequality</i>, 3rd ed., Oxford University Press, 2011, chapter 3.
     */
    private double entropy(double order) {
        return overPupils(x -> entropyTerm(order, x));
    }

    /** (rᵃ − 1 − a d) / (a (a − 1)) with r = x/m and d = r − 1; its limits for the orders 0 and 1. */
    private double entropyTerm(double order, double x) {
        if (x == 0) {
            return 1 / order;
        }
        double deviation = fromMean(x) / mean();
        if (Math.abs(deviation) * Math.max(1, Math.abs(order)) < 0.1) {
            return entropySeries(order, deviation);
        }
        double logarithm = logarithm(x);
        if (order == 0) {
            return deviation - logarithm;
        }
        double ratio = x / mean();
        if (order == 1) {
            return ratio * logarithm - deviation;
        }
        // Near the order 1 the divisor is small, so the numerator must be small without cancelling.
        double numerator = order > 0.5
                ? ratio * StrictMath.expm1((order - 1) * logarithm) - (order - 1) * deviation
                : StrictMath.expm1(order * logarithm) - order * deviation;
        return numerator / (order * (order - 1));
    }

    /** The same by the binomial series, d²/2 + (a − 2) d³/6 + …, where the closed form would cancel. */
    private static double entropySeries(double order, double deviation) {
        double term = deviation * deviation / 2;
        double sum = term;
        for (int k = 2; Math.abs(term) > 1e-18 * sum; k++) {
            term *= (order - k) / (k + 1) * deviation;
            sum += term;
        }
        return sum;
    }

    /** ln(x/m), to the last digits also where x is near m. */
    private double logarithm(double x) {
        double deviation = fromMean(x) / mean();
        return Math.abs(deviation) < 0.5 ? StrictMath.log1p(deviation) : StrictMath.log(x / mean());
    }

    /**
     * Returns the standard deviation of the natural logarithms of dollars per pupil, with divisor W.
     *
     * @return a number without unit, 0 or more; 0 is equal
     * @throws UndefinedMeasureException if a unit has no dollars
     */
    public double standardDeviationOfLogarithms() {
        checkLogarithms("the standard deviation of logarithms");
        double middle = overPupils(this::logarithm);
        return Math.sqrt(overPupils(x -> (logarithm(x) - middle) * (logarithm(x) - middle)));
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
        double median = divisor(median(), "the McLoone index", "the median of");
        return switch (atMedian) {
            case COUNTED -> toMedian(x -> x <= median ? 1 : 0, median, "McLoone", "at or below");
            case LEFT_OUT -> toMedian(x -> x < median ? 1 : 0, median, "McLoone", "below");
            case SPLIT -> toMedianOfHalf(dollarsOfLowerHalf(), median);
        };
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
        double median = divisor(median(), "the Verstegen index", "the median of");
        return switch (atMedian) {
            case COUNTED -> toMedian(x -> x >= median ? 1 : 0, median, "Verstegen", "at or above");
            case LEFT_OUT -> toMedian(x -> x > median ? 1 : 0, median, "Verstegen", "above");
            case SPLIT -> toMedianOfHalf(allDollars.minus(dollarsOfLowerHalf()), median);
        };
    }

    /** Dollars of the units that are counted (1) rather than not (0), over what they would be at the median. */
    private double toMedian(DoubleUnaryOperator counted, double median, String index, String side) {
        ExactSum spent = new ExactSum();
        ExactSum at = new ExactSum();
        for (int i = 0; i < pupils.length; i++) {
            if (counted.applyAsDouble(dollarsPerPupil[i]) == 1) {
                spent.addProduct(pupils[i], dollarsPerPupil[i]);
                at.add(pupils[i]);
            }
        }
        if (at.roughly() == 0) {
            throw new UndefinedMeasureException(
                    "the %s index looks at pupils %s the median of dollars per pupil, %s, and there are none"
                            .formatted(index, side, median));
        }
        return spent.rounded().dividedBy(at.rounded().times(median)).high();
    }

    private double toMedianOfHalf(DoubleDouble dollars, double median) {
        return dollars.dividedBy(allPupils.times(0.5 * median)).high();
    }

    private DoubleDouble dollarsOfLowerHalf() {
        ExactSum running = new ExactSum();
        ExactSum spent = new ExactSum();
        DoubleDouble before = DoubleDouble.of(0);
        int i = 0;
        for (running.add(pupils[0]); compare(running, 50) < 0; running.add(pupils[i])) {
            spent.addProduct(pupils[i], dollarsPerPupil[i]);
            before = running.rounded();
            i++;
        }
        DoubleDouble stillMissing = allPupils.times(0.5).minus(before);
        return spent.rounded().plus(stillMissing.times(dollarsPerPupil[i]));
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
        ExactSum reached = new ExactSum();
        for (int i = 0; i < pupils.length; i++) {
            reached.addProduct(pupils[i], Math.min(dollarsPerPupil[i], adequate));
        }
        return reached.rounded().dividedBy(allPupils.times(adequate)).high();
    }

    /**
     * Returns the {@linkplain #adequacy adequacy index} with the mean as the adequate amount.
     *
     * @return a share, from 0 to 1; 1 is equal
     * @throws UndefinedMeasureException if the mean is 0
     */
    public double adequacyAtMean() {
        return adequacyAt(divisor(mean(), "the adequacy index at the mean", "the mean of"));
    }

    /**
     * Returns the {@linkplain #adequacy adequacy index} with the median as the adequate amount.
     *
     * @return a share, from 0 to 1; 1 if no pupil gets less than the median
     * @throws UndefinedMeasureException if the median is 0
     */
    public double adequacyAtMedian() {
        return adequacyAt(divisor(median(), "the adequacy index at the median", "the median of"));
    }

    /** Compares the units, in any order, and who was left out. */
    @Override
    public boolean equals(Object object) {
        return object instanceof DollarsPerPupil other
                && Arrays.equals(dollarsPerPupil, other.dollarsPerPupil)
                && Arrays.equals(pupils, other.pupils)
                && leftOut.equals(other.leftOut);
    }

    @Override
    public int hashCode() {
        return Objects.hash(Arrays.hashCode(dollarsPerPupil), Arrays.hashCode(pupils), leftOut);
    }

    @Override
    public String toString() {
        return "dollars per pupil: mean %s, %s units, %s pupils, %s left out"
                .formatted(mean(), units(), pupils(), leftOut.size());
    }
}
