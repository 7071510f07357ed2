package org.perpupil.equity.spread;

import com.google.common.collect.ImmutableList;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.perpupil.equity.Study;
import org.perpupil.equity.inequality.UndefinedMeasureException;
import org.perpupil.equity.internal.CompleteRows;
import org.perpupil.equity.internal.Distributions;
import org.perpupil.equity.internal.DoubleDouble;
import org.perpupil.equity.internal.ExactSum;
import org.perpupil.equity.internal.FigureText;
import org.perpupil.problem.Problem;
import org.perpupil.problem.ProblemException;

/**
 * A one-way analysis of variance: how far the means of groups are apart, beside how far numbers are from the mean of their group.
 *
 * <pre>{@code
 * OneWay.anova(study, "spending", "level");          // do levels differ in what they spend?
 * OneWay.brownForsythe(study, "spending", "year");   // did spending grow more unequal?
 * }</pre>
 *
 * <p>In the formulas below, n is the number of rows, k that of groups, n_g and m_g the rows and the mean of group g, and m the mean of
 * all rows. Every row counts as one.
 *
 * <pre>{@code
 * squares between   Σ n_g (m_g − m)²     with k − 1 degrees of freedom
 * squares within    Σ (x − m_g)²         with n − k
 * F                 the mean square between over the mean square within, each over its degrees of freedom
 * }</pre>
 *
 * <p>Means and squares are kept to 30 digits, so the answers are good to the last digits that the numbers as doubles allow, and the
 * order of the rows changes no bit of them.
 *
 * <p>Source: NIST/SEMATECH, <i>e-Handbook of Statistical Methods</i>, section 7.4.3.
 */
public final class OneWay {
    private final String title;
    private final ImmutableList<Group> groups;
    private final DoubleDouble between;
    private final DoubleDouble within;
    private final ImmutableList<Problem> leftOut;

    private OneWay(String title, List<Group> groups, DoubleDouble between, DoubleDouble within, List<Problem> leftOut) {
        this.title = title;
        this.groups = ImmutableList.copyOf(groups);
        this.between = between;
        this.within = within;
        this.leftOut = ImmutableList.copyOf(leftOut);
    }

    /**
     * A group.
     *
     * @param name the text that its rows have in common
     * @param rows how many there are, at least 1
     * @param mean of what is compared: the numbers, or their distances from the centre
     */
    public record Group(String name, int rows, double mean) {}

    /**
     * Compares the means of groups.
     *
     * @param column of numbers: 0, or from 10⁻¹⁰⁰ to 10¹⁰⁰, or the same below 0
     * @param groups the column of texts that name the groups; rows that lack one of both are left out and listed
     * @throws ProblemException with every column that is not there; or with every number that is out of range; or if there are fewer than
     *     2 groups, or no more rows than groups
     */
    public static OneWay anova(Study study, String column, String groups) {
        return of(study, column, groups, "%s by %s", UnaryOperator.identity());
    }

    /**
     * Compares the spread of groups by Levene's test: the analysis of variance of how far numbers are from the mean of their group.
     *
     * <p>Source: H. Levene, "Robust tests for equality of variances", in I. Olkin (ed.), <i>Contributions to Probability and
     * Statistics</i>, Stanford University Press, 1960, 278–292.
     *
     * @param column as for {@link #anova}
     * @param groups as for {@link #anova}
     * @throws ProblemException as {@link #anova}
     */
    public static OneWay levene(Study study, String column, String groups) {
        return of(study, column, groups, "distance of %s from the mean by %s", OneWay::fromMean);
    }

    /**
     * Compares the spread of groups by the test of Brown and Forsythe: as {@link #levene}, but from the median of the group, which a few
     * far amounts move less.
     *
     * <p>The median of an even number of rows is the average of the two in the middle.
     *
     * <p>Source: M. B. Brown and A. B. Forsythe, "Robust tests for the equality of variances", <i>Journal of the American Statistical
     * Association</i> 69 (1974), 364–367.
     *
     * @param column as for {@link #anova}
     * @param groups as for {@link #anova}
     * @throws ProblemException as {@link #anova}
     */
    public static OneWay brownForsythe(Study study, String column, String groups) {
        return of(study, column, groups, "distance of %s from the median by %s", OneWay::fromMedian);
    }

    private static OneWay of(
            Study study, String column, String groups, String title, UnaryOperator<double[]> compared) {
        String refusal = "\"%s\" cannot be compared by \"%s\"".formatted(column, groups);
        CompleteRows rows = CompleteRows.of(study, List.of(column), List.of(groups), refusal);
        double[] numbers = rows.numbers(column);
        Sums.check(rows.units(), numbers, refusal);
        List<String> names = rows.texts(groups);
        Map<String, double[]> byName = new TreeMap<>();
        IntStream.range(0, numbers.length)
                .boxed()
                .collect(Collectors.groupingBy(names::get))
                .forEach((name, its) -> byName.put(
                        name,
                        compared.apply(its.stream()
                                .mapToDouble(row -> numbers[row])
                                .sorted()
                                .toArray())));
        checkEnough(byName.size(), numbers.length, groups, refusal);
        double[] all = byName.values().stream()
                .flatMapToDouble(Arrays::stream)
                .sorted()
                .toArray();
        DoubleDouble mean = Sums.mean(all);
        ExactSum between = new ExactSum();
        ExactSum within = new ExactSum();
        List<Group> found = byName.entrySet().stream()
                .map(group -> {
                    double[] values = group.getValue();
                    DoubleDouble ofGroup = Sums.mean(values);
                    DoubleDouble apart = ofGroup.minus(mean);
                    add(between, apart.times(apart).times(values.length));
                    add(within, Sums.squares(values, ofGroup));
                    return new Group(group.getKey(), values.length, ofGroup.high());
                })
                .toList();
        return new OneWay(title.formatted(column, groups), found, between.rounded(), within.rounded(), rows.leftOut());
    }

    private static void add(ExactSum sum, DoubleDouble term) {
        sum.add(term.high());
        sum.add(term.low());
    }

    private static void checkEnough(int groups, int rows, String column, String refusal) {
        if (groups < 2) {
            throw new ProblemException(
                    refusal,
                    List.of(new Problem(
                            "groups.few",
                            "column " + column,
                            groups == 1 ? "1 group" : "no groups",
                            "at least 2",
                            "Compare by another column, or find what is missing.")));
        }
        if (rows <= groups) {
            throw new ProblemException(
                    refusal,
                    List.of(new Problem(
                            "rows.few",
                            "rows that lack nothing",
                            "%s in %s groups".formatted(rows, groups),
                            "more rows than groups",
                            "Compare by a column with larger groups, or find what is missing.")));
        }
    }

    private static double[] fromMean(double[] ascending) {
        return distances(ascending, Sums.sum(ascending).exactly(), ascending.length);
    }

    private static double[] fromMedian(double[] ascending) {
        int half = ascending.length / 2;
        BigDecimal middle = new BigDecimal(ascending[half]);
        return ascending.length % 2 == 1
                ? distances(ascending, middle, 1)
                : distances(ascending, middle.add(new BigDecimal(ascending[half - 1])), 2);
    }

    /**
     * How far numbers are from a centre that is a fraction. Numbers as far from it on both sides must not differ by rounding, or a group
     * of two would be spread by the noise.
     */
    private static double[] distances(double[] numbers, BigDecimal numerator, int denominator) {
        BigDecimal times = BigDecimal.valueOf(denominator);
        return Arrays.stream(numbers)
                .map(number -> new BigDecimal(number)
                                .multiply(times)
                                .subtract(numerator)
                                .abs()
                                .doubleValue()
                        / denominator)
                .sorted()
                .toArray();
    }

    /** Returns what is compared by what. */
    public String title() {
        return title;
    }

    /** Returns the groups that are compared, in order of name. */
    public List<Group> groups() {
        return groups;
    }

    /** Returns n, how many rows are compared. */
    public int rows() {
        return groups.stream().mapToInt(Group::rows).sum();
    }

    /** Returns which rows are not compared, and why. */
    public List<Problem> leftOut() {
        return leftOut;
    }

    /** Returns the sum of squares between groups. */
    public double squaresBetween() {
        return between.high();
    }

    /** Returns the sum of squares within groups. */
    public double squaresWithin() {
        return within.high();
    }

    /** Returns k − 1, the degrees of freedom between groups. */
    public int freedomBetween() {
        return groups.size() - 1;
    }

    /** Returns n − k, the degrees of freedom within groups. */
    public int freedomWithin() {
        return rows() - groups.size();
    }

    /** Returns the squares between groups over their degrees of freedom. */
    public double meanSquareBetween() {
        return meanSquare(between, freedomBetween()).high();
    }

    /** Returns the squares within groups over their degrees of freedom. */
    public double meanSquareWithin() {
        return meanSquare(within, freedomWithin()).high();
    }

    private static DoubleDouble meanSquare(DoubleDouble squares, int freedom) {
        return squares.dividedBy(DoubleDouble.of(freedom));
    }

    /** Returns the square root of the mean square within groups, in the unit of what is compared. */
    public double residualStandardDeviation() {
        return meanSquare(within, freedomWithin()).squareRoot().high();
    }

    /**
     * Returns F.
     *
     * @return a ratio without unit, 0 or more; large if the means are further apart than chance would have them
     * @throws UndefinedMeasureException if no group is spread at all
     */
    public double f() {
        if (within.high() == 0) {
            throw new UndefinedMeasureException(
                    "F of %s divides by the mean square within groups, which is 0".formatted(title));
        }
        return meanSquare(between, freedomBetween())
                .dividedBy(meanSquare(within, freedomWithin()))
                .high();
    }

    /**
     * Returns the probability of an F at least as large if all groups have the same mean, numbers are independent, and normal with the
     * same spread in every group.
     *
     * @return a share, from 0 to 1
     * @throws UndefinedMeasureException if no group is spread at all
     */
    public double p() {
        return Distributions.upper(f(), freedomBetween(), freedomWithin());
    }

    /**
     * Returns R², the squares between groups over all squares.
     *
     * @return a share, from 0 to 1
     * @throws UndefinedMeasureException if all numbers are equal
     */
    public double rSquared() {
        DoubleDouble all = between.plus(within);
        if (all.high() == 0) {
            throw new UndefinedMeasureException("R² of %s divides by all squares, which are 0".formatted(title));
        }
        return between.dividedBy(all).high();
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof OneWay other
                && title.equals(other.title)
                && groups.equals(other.groups)
                && between.equals(other.between)
                && within.equals(other.within)
                && leftOut.equals(other.leftOut);
    }

    @Override
    public int hashCode() {
        return 31 * groups.hashCode() + within.hashCode();
    }

    /** Returns the table of the analysis as text. */
    @Override
    public String toString() {
        return within.high() == 0
                ? "%s: %s groups, none of them spread".formatted(title, groups.size())
                : "%s: F(%s, %s) = %s, p = %s"
                        .formatted(
                                title,
                                freedomBetween(),
                                freedomWithin(),
                                FigureText.digits(f()),
                                FigureText.digits(p()));
    }
}
