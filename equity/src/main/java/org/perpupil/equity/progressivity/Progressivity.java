package org.perpupil.equity.progressivity;

import com.google.common.collect.ImmutableList;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.function.BiConsumer;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.perpupil.equity.Study;
import org.perpupil.equity.inequality.UndefinedMeasureException;
import org.perpupil.equity.internal.CompleteRows;
import org.perpupil.equity.internal.DoubleDouble;
import org.perpupil.equity.internal.FigureText;
import org.perpupil.equity.internal.Moments;
import org.perpupil.equity.internal.Ties;
import org.perpupil.problem.Problem;
import org.perpupil.problem.ProblemException;

/**
 * How dollars per pupil of schools (or districts), or their outcomes, go with a need, such as poverty.
 *
 * <pre>{@code
 * Progressivity spending = Progressivity.of(study, Study.DOLLARS, "low income", Study.PUPILS);
 * spending.leftOut();               // schools that could not be counted, and why
 * spending.progressivityRatio();    // 1.04: a poor pupil's school gets 4% more than another's
 * spending.figures();               // every measure, for a table
 * }</pre>
 *
 * <p>In the formulas below
 *
 * <pre>{@code
 * xᵢ   dollars per pupil of unit i, or its outcome
 * zᵢ   its need: the share of its pupils with the need, in per cent
 * wᵢ   its pupils
 * W    all pupils, Σ wᵢ
 * n    how many units there are
 * m    the mean over pupils of x, Σ wᵢ xᵢ / W
 * μ    the mean over pupils of z
 * Rᵢ   the rank of unit i by need: the share of all pupils in units with less need, and half of those in units with as much
 * }</pre>
 *
 * <p>Needs within 10⁻⁹ of each other count as the same, and so do amounts where they are ranked: the same share may have been
 * computed in two ways.
 *
 * <p>Sums are taken to 30 digits and units are sorted first, so the order of the rows changes no bit of any answer. A measure that
 * would compare units that do not differ, divide by 0 or take the logarithm of 0 throws {@link UndefinedMeasureException}; no answer
 * is ever NaN or infinite.
 *
 * <p>Dollars per pupil below 0 are refused. {@linkplain #ofOutcomes Outcomes} may be below 0, as standardised scores and growth are; then
 * correlations, lines, means and gaps are as ever, and what is a share of an amount throws {@link UndefinedMeasureException}, because
 * a share of what may be on either side of 0 means nothing: the elasticities, the concentration and Kakwani indices and the ratios. Even
 * where no outcome is below 0 these ask for a scale on which 0 is none at all, which a share of pupils who pass has, and a score has not.
 *
 * <p>Sources: R. Berne and L. Stiefel, <i>The Measurement of Equity in School Finance</i>, Johns Hopkins University Press, 1984,
 * unless a measure names its own.
 */
public final class Progressivity {
    /** Below this and above {@link #LARGEST} a number is a fault; between them no sum or product leaves the doubles. */
    private static final double SMALLEST = 1e-15;

    private static final double LARGEST = 1e15;
    private static final DoubleDouble HUNDRED = DoubleDouble.of(100);

    /** A row that is counted. */
    private record Unit(String name, double dollarsPerPupil, double need, double pupils) {}

    private final String dollarsColumn;
    private final String needColumn;
    private final String pupilsColumn;
    private final ImmutableList<Unit> units;
    private final ImmutableList<Problem> leftOut;
    private final double[] dollarsPerPupil;
    private final double[] need;
    private final DoubleDouble[] pupils;
    private final ImmutableList<Block> blocks;

    private Progressivity(
            String dollarsColumn, String needColumn, String pupilsColumn, List<Unit> units, List<Problem> leftOut) {
        this.dollarsColumn = dollarsColumn;
        this.needColumn = needColumn;
        this.pupilsColumn = pupilsColumn;
        this.units = ImmutableList.copyOf(units);
        this.leftOut = ImmutableList.copyOf(leftOut);
        this.dollarsPerPupil = column(Unit::dollarsPerPupil);
        this.need = column(Unit::need);
        this.pupils = Moments.exactly(column(Unit::pupils));
        this.blocks = Block.of(need, column(Unit::pupils));
    }

    private double[] column(ToDoubleFunction<Unit> of) {
        return units.stream().mapToDouble(of).toArray();
    }

    /**
     * Takes three columns of a study.
     *
     * <p>A row that lacks one of the numbers, or has no pupils, is {@linkplain #leftOut left out and listed}.
     *
     * @param dollarsPerPupil a column of amounts, each 0, or from 10⁻¹⁵ to 10¹⁵
     * @param need a column of shares in per cent, each 0, or from 10⁻¹⁵ to 100
     * @param pupils a column of counts, each 0, or from 10⁻¹⁵ to 10¹⁵; not always whole
     * @throws ProblemException with every column that is not there, or every number that is out of range, such as dollars below 0, or
     *     if nobody is left
     */
    public static Progressivity of(Study study, String dollarsPerPupil, String need, String pupils) {
        return of(
                study,
                dollarsPerPupil,
                need,
                pupils,
                (complete, problems) -> complete.check(
                        problems,
                        "dollars-per-pupil.range",
                        dollarsPerPupil,
                        SMALLEST,
                        LARGEST,
                        "Correct the number, or leave the row out and say so; for an outcome, which may be below 0, say ofOutcomes."));
    }

    /**
     * Takes three columns of a study, of which the first is an outcome in place of dollars per pupil, and may be below 0.
     *
     * <p>Where an outcome is below 0, the measures that are a share of an amount do not exist; see above. A row that lacks one of the
     * numbers, or has no pupils, is {@linkplain #leftOut left out and listed}.
     *
     * @param outcome a column of means over pupils, such as scores or shares who graduate, each 0, or from 10⁻¹⁵ to 10¹⁵ in size
     * @param need a column of shares in per cent, each 0, or from 10⁻¹⁵ to 100
     * @param pupils a column of counts, each 0, or from 10⁻¹⁵ to 10¹⁵; not always whole
     * @throws ProblemException with every column that is not there, or every number that is out of range, or if nobody is left
     */
    public static Progressivity ofOutcomes(Study study, String outcome, String need, String pupils) {
        return of(
                study,
                outcome,
                need,
                pupils,
                (complete, problems) -> complete.checkSigned(problems, "outcome.range", outcome, SMALLEST, LARGEST));
    }

    private static Progressivity of(
            Study study,
            String dollarsPerPupil,
            String need,
            String pupils,
            BiConsumer<CompleteRows, List<Problem>> checkAmounts) {
        CompleteRows complete = CompleteRows.of(
                        study,
                        List.of(dollarsPerPupil, need, pupils),
                        "whether \"%s\" follows \"%s\" cannot be measured".formatted(dollarsPerPupil, need))
                .withoutZeros("pupils.none", pupils, "Give the pupils, or report the money beside the measures.")
                .requireSome();
        List<Problem> problems = new ArrayList<>();
        checkAmounts.accept(complete, problems);
        complete.check(problems, "need.range", need, SMALLEST, 100);
        complete.check(problems, "pupils.range", pupils, SMALLEST, LARGEST);
        complete.throwIfAny(problems);
        List<String> names = complete.units();
        double[] amounts = complete.numbers(dollarsPerPupil);
        double[] shares = complete.numbers(need);
        double[] counts = complete.numbers(pupils);
        List<Unit> units = IntStream.range(0, names.size())
                .mapToObj(i -> new Unit(names.get(i), amounts[i], shares[i], counts[i]))
                .sorted(Comparator.comparingDouble(Unit::need)
                        .thenComparingDouble(Unit::dollarsPerPupil)
                        .thenComparingDouble(Unit::pupils)
                        .thenComparing(Unit::name))
                .toList();
        return new Progressivity(dollarsPerPupil, need, pupils, units, complete.leftOut());
    }

    /** Returns the column of dollars per pupil, or of outcomes. */
    public String dollarsPerPupil() {
        return dollarsColumn;
    }

    /** Returns the column of shares of need. */
    public String need() {
        return needColumn;
    }

    /** Returns who is not in any measure, and why: rows that lack a number, then rows without pupils, each in their order. */
    public List<Problem> leftOut() {
        return leftOut;
    }

    /** Returns the least need of any unit that is measured, in per cent. */
    public double lowestNeed() {
        return need[0];
    }

    /** Returns the most need of any unit that is measured, in per cent. */
    public double highestNeed() {
        return need[need.length - 1];
    }

    /** Returns n, how many units are measured. */
    public int units() {
        return units.size();
    }

    /** Returns W, all pupils that are measured. */
    public double pupils() {
        return Moments.sum(pupils).high();
    }

    /** Returns every measure, in the order of {@link VerticalMeasure}. */
    public List<VerticalFigure> figures() {
        return Arrays.stream(VerticalMeasure.values()).map(this::figure).toList();
    }

    /** Returns one measure, or why it does not exist. */
    public VerticalFigure figure(VerticalMeasure measure) {
        return measure.of(this);
    }

    /**
     * Returns the correlation of dollars per pupil and need over units, each counting once: how closely they lie along a line.
     *
     * <pre>{@code
     * Σ (xᵢ − x̄)(zᵢ − z̄) / √(Σ (xᵢ − x̄)² Σ (zᵢ − z̄)²)     with x̄ = Σ xᵢ / n, z̄ = Σ zᵢ / n
     * }</pre>
     *
     * <p>Source: K. Pearson, "Regression, heredity, and panmixia", <i>Philosophical Transactions of the Royal Society A</i> 187
     * (1896), 253–318.
     *
     * @return a number without unit, from −1 to 1; above 0 if units with more need tend to have more dollars
     * @throws UndefinedMeasureException if all units have the same need, or the same dollars per pupil
     */
    public double pearson() {
        return correlation("the correlation", ones());
    }

    /**
     * Returns the correlation of dollars per pupil and need over pupils: as {@link #pearson}, with every unit counting wᵢ times.
     *
     * @return a number without unit, from −1 to 1
     * @throws UndefinedMeasureException if all units have the same need, or the same dollars per pupil
     */
    public double weightedPearson() {
        return correlation("the correlation over pupils", pupils);
    }

    private double correlation(String measure, DoubleDouble[] weights) {
        checkNeedDiffers(measure);
        checkDollarsDiffer(measure);
        return Relation.of(dollarsPerPupil, need, weights).correlation();
    }

    /**
     * Returns the rank correlation of dollars per pupil and need over units: {@link #pearson} of their ranks, where units that are
     * tied share the mean of their ranks.
     *
     * <p>Source: C. Spearman, "The proof and measurement of association between two things", <i>The American Journal of
     * Psychology</i> 15 (1904), 72–101.
     *
     * @return a number without unit, from −1 to 1; 1 if more need always goes with more dollars
     * @throws UndefinedMeasureException if all units have the same need, or the same dollars per pupil
     */
    public double spearman() {
        checkNeedDiffers("the rank correlation");
        checkDollarsDiffer("the rank correlation");
        return Relation.of(ranks(dollarsPerPupil), ranks(need), ones()).correlation();
    }

    /** Twice the mean rank of each, which is whole. */
    private static double[] ranks(double[] values) {
        int[] order = IntStream.range(0, values.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> values[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] ranks = new double[values.length];
        for (int from = 0, to; from < order.length; from = to) {
            to = from + 1;
            while (to < order.length && Ties.tied(values[order[from]], values[order[to]])) {
                to++;
            }
            for (int i = from; i < to; i++) {
                ranks[order[i]] = (double) from + to + 1;
            }
        }
        return ranks;
    }

    private DoubleDouble[] ones() {
        return Moments.exactly(units.stream().mapToDouble(unit -> 1).toArray());
    }

    private void checkNeedDiffers(String measure) {
        if (Ties.tied(need[0], need[need.length - 1])) {
            throw new UndefinedMeasureException("%s compares units that differ in \"%s\", and all have %s per cent"
                    .formatted(measure, needColumn, need[0]));
        }
    }

    private void checkDollarsDiffer(String measure) {
        double lowest = lowestDollars();
        if (Ties.tied(lowest, Arrays.stream(dollarsPerPupil).max().orElseThrow())) {
            throw new UndefinedMeasureException("%s compares units that differ in \"%s\", and all have %s"
                    .formatted(measure, dollarsColumn, lowest));
        }
    }

    private double lowestDollars() {
        return Arrays.stream(dollarsPerPupil).min().orElseThrow();
    }

    /**
     * Returns where the line of {@link #slope} is at need 0: x̄ − slope · z̄, in dollars per pupil.
     *
     * @throws UndefinedMeasureException if all units have the same need
     */
    public double intercept() {
        return line("the intercept", ones()).intercept();
    }

    /**
     * Returns the slope of the least-squares line of dollars per pupil on need over units, each counting once.
     *
     * <pre>{@code
     * Σ (xᵢ − x̄)(zᵢ − z̄) / Σ (zᵢ − z̄)²     with x̄ = Σ xᵢ / n, z̄ = Σ zᵢ / n
     * }</pre>
     *
     * <p>For other controls or standard errors see {@link org.perpupil.equity.regression.Regression}, which gives the same slope.
     *
     * @return dollars per pupil for one more percentage point of need; above 0 if units with more need tend to have more dollars
     * @throws UndefinedMeasureException if all units have the same need
     */
    public double slope() {
        return line("the slope", ones()).slope().high();
    }

    /**
     * Returns where the line of {@link #weightedSlope} is at need 0: m − slope · μ, in dollars per pupil.
     *
     * @throws UndefinedMeasureException if all units have the same need
     */
    public double weightedIntercept() {
        return line("the intercept over pupils", pupils).intercept();
    }

    /**
     * Returns the slope of the least-squares line of dollars per pupil on need over pupils: as {@link #slope}, with every unit
     * counting wᵢ times.
     *
     * <pre>{@code
     * Σ wᵢ (xᵢ − m)(zᵢ − μ) / Σ wᵢ (zᵢ − μ)²
     * }</pre>
     *
     * @return dollars per pupil for one more percentage point of need
     * @throws UndefinedMeasureException if all units have the same need
     */
    public double weightedSlope() {
        return line("the slope over pupils", pupils).slope().high();
    }

    private Relation line(String measure, DoubleDouble[] weights) {
        checkNeedDiffers(measure);
        return Relation.of(dollarsPerPupil, need, weights);
    }

    /**
     * Returns the elasticity at the means: by how many per cent dollars per pupil rise where need is one per cent above its mean.
     *
     * <pre>{@code
     * weighted slope · μ / m
     * }</pre>
     *
     * @return a number without unit; 0 if dollars do not go with need, 1 if in proportion to it
     * @throws UndefinedMeasureException if all units have the same need, the mean of dollars per pupil is 0, or an outcome is below 0
     */
    public double elasticityAtMeans() {
        checkShares("the elasticity at the means");
        Relation line = line("the elasticity at the means", pupils);
        checkMean("the elasticity at the means", line.meanDollars());
        return line.slope().times(line.meanNeed()).dividedBy(line.meanDollars()).high();
    }

    /** Refuses shares of what may be on either side of 0. */
    private void checkShares(String measure) {
        double lowest = lowestDollars();
        if (lowest < 0) {
            throw new UndefinedMeasureException(
                    "%s is a share of \"%s\", and means nothing where one is below 0; the lowest is %s"
                            .formatted(measure, dollarsColumn, lowest));
        }
    }

    private void checkMean(String measure, DoubleDouble mean) {
        if (mean.high() == 0) {
            throw new UndefinedMeasureException(
                    "%s divides by the mean of \"%s\", which is 0".formatted(measure, dollarsColumn));
        }
    }

    /**
     * Returns the elasticity of dollars per pupil with regard to need: the slope over pupils of ln xᵢ on ln zᵢ.
     *
     * <p>Source: M. S. Feldstein, "Wealth neutrality and local choice in public education", <i>The American Economic Review</i> 65
     * (1975), 75–89, where it is that of spending with regard to wealth.
     *
     * @return a number without unit: by about how many per cent dollars per pupil rise if need rises by one per cent of itself
     * @throws UndefinedMeasureException if all units have the same need, or a unit has no need or no dollars, or an outcome below 0
     */
    public double logLogElasticity() {
        checkNeedDiffers("the elasticity in logarithms");
        checkLogarithm(needColumn, need[0]);
        checkLogarithm(dollarsColumn, lowestDollars());
        return Relation.of(logarithms(dollarsPerPupil), logarithms(need), pupils)
                .slope()
                .high();
    }

    private static void checkLogarithm(String column, double lowest) {
        if (lowest <= 0) {
            throw new UndefinedMeasureException(
                    "the elasticity in logarithms takes the logarithm of \"%s\", and the lowest is %s"
                            .formatted(column, lowest == 0 ? "0" : lowest));
        }
    }

    private static double[] logarithms(double[] values) {
        return Arrays.stream(values).map(StrictMath::log).toArray();
    }

    /**
     * Returns the concentration index: whether dollars are concentrated where need is high.
     *
     * <pre>{@code
     * C = 2 Σ wᵢ (xᵢ − m)(Rᵢ − ½) / (W m)
     * }</pre>
     *
     * <p>Source: N. Kakwani, A. Wagstaff and E. van Doorslaer, "Socioeconomic inequalities in health: measurement, computation, and
     * statistical inference", <i>Journal of Econometrics</i> 77 (1997), 87–103.
     *
     * @return a number without unit, from −1 to 1; 0 if all units have the same dollars, or the same need; above 0 if units with more
     *     need have more
     * @throws UndefinedMeasureException if the mean of dollars per pupil is 0, or an outcome is below 0
     */
    public double concentrationIndex() {
        return concentrationOfDollars("the concentration index").high();
    }

    private DoubleDouble concentrationOfDollars(String measure) {
        checkShares(measure);
        checkMean(measure, Moments.mean(dollarsPerPupil, pupils));
        return concentration(dollarsPerPupil);
    }

    /** 2 (R − ½) W is what the block says, so that nothing is rounded before the sum. */
    private DoubleDouble concentration(double[] values) {
        DoubleDouble mean = Moments.mean(values, pupils);
        DoubleDouble[] ranks = new DoubleDouble[values.length];
        for (Block block : blocks) {
            Arrays.fill(ranks, block.from(), block.to(), block.centredRank());
        }
        DoubleDouble all = Moments.sum(pupils);
        return Moments.products(Moments.from(mean, values), ranks, pupils)
                .dividedBy(all.times(all).times(mean));
    }

    /**
     * Returns the Gini index of need: how unequally the need is spread over pupils. It is the {@linkplain #concentrationIndex
     * concentration index} with zᵢ in place of xᵢ.
     *
     * <p>Source: R. I. Lerman and S. Yitzhaki, "Improving the accuracy of estimates of Gini coefficients", <i>Journal of
     * Econometrics</i> 42 (1989), 43–47.
     *
     * @return a number without unit, from 0 to 1; 0 if all units have the same need
     * @throws UndefinedMeasureException if no unit has any need
     */
    public double giniOfNeed() {
        return concentrationOfNeed("the Gini index of need").high();
    }

    private DoubleDouble concentrationOfNeed(String measure) {
        if (need[need.length - 1] == 0) {
            throw new UndefinedMeasureException(
                    "%s divides by the mean of \"%s\", which is 0".formatted(measure, needColumn));
        }
        return concentration(need);
    }

    /**
     * Returns the Kakwani index, the {@linkplain #concentrationIndex concentration index} less the {@linkplain #giniOfNeed Gini index
     * of need}: whether dollars are more concentrated than need.
     *
     * <p>Source: N. C. Kakwani, "Measurement of tax progressivity: an international comparison", <i>The Economic Journal</i> 87
     * (1977), 71–80.
     *
     * @return a number without unit, from −2 to 1; 0 if dollars are in proportion to need, below 0 if they rise less than that
     * @throws UndefinedMeasureException if the mean of dollars per pupil is 0, an outcome is below 0, or no unit has any need
     */
    public double kakwani() {
        return concentrationOfDollars("the Kakwani index")
                .minus(concentrationOfNeed("the Kakwani index"))
                .high();
    }

    /**
     * Returns what pupils with the need get on average, if each gets what its school gets for a pupil.
     *
     * <pre>{@code
     * Σ wᵢ zᵢ xᵢ / Σ wᵢ zᵢ
     * }</pre>
     *
     * <p>Source: M. M. Chingos and K. Blagg, <i>Do Poor Kids Get Their Fair Share of School Funding?</i>, Urban Institute, 2017.
     *
     * @return dollars per pupil
     * @throws UndefinedMeasureException if no unit has any need
     */
    public double needMean() {
        return meanWithNeed("the mean of pupils with the need").high();
    }

    private DoubleDouble meanWithNeed(String measure) {
        if (need[need.length - 1] == 0) {
            throw new UndefinedMeasureException(
                    "%s looks at pupils with \"%s\", and there are none".formatted(measure, needColumn));
        }
        DoubleDouble[] weights = new DoubleDouble[need.length];
        Arrays.setAll(weights, i -> pupils[i].times(need[i]));
        return Moments.mean(dollarsPerPupil, weights);
    }

    /**
     * Returns what pupils without the need get on average, if each gets what its school gets for a pupil.
     *
     * <pre>{@code
     * Σ wᵢ (100 − zᵢ) xᵢ / Σ wᵢ (100 − zᵢ)
     * }</pre>
     *
     * <p>Source: as for {@link #needMean}.
     *
     * @return dollars per pupil
     * @throws UndefinedMeasureException if all pupils have the need
     */
    public double otherMean() {
        return meanWithoutNeed("the mean of other pupils").high();
    }

    private DoubleDouble meanWithoutNeed(String measure) {
        if (need[0] == 100) {
            throw new UndefinedMeasureException(
                    "%s looks at pupils without \"%s\", and there are none".formatted(measure, needColumn));
        }
        DoubleDouble[] weights = new DoubleDouble[need.length];
        Arrays.setAll(weights, i -> pupils[i].times(HUNDRED.minus(DoubleDouble.of(need[i]))));
        return Moments.mean(dollarsPerPupil, weights);
    }

    /**
     * Returns the {@linkplain #needMean mean of pupils with the need} less the {@linkplain #otherMean mean of others}.
     *
     * @return dollars per pupil; above 0 if pupils with the need are in units that get more
     * @throws UndefinedMeasureException if no pupil has the need, or all have
     */
    public double needGap() {
        return meanWithNeed("the need gap")
                .minus(meanWithoutNeed("the need gap"))
                .high();
    }

    /**
     * Returns the {@linkplain #needMean mean of pupils with the need} over the {@linkplain #otherMean mean of others}: the
     * progressivity ratio, also called the need ratio.
     *
     * <p>Source: as for {@link #needMean}.
     *
     * @return a number without unit, 0 or more; above 1 if pupils with the need are in units that get more
     * @throws UndefinedMeasureException if no pupil has the need, or all have, or the others get nothing, or an outcome is below 0
     */
    public double progressivityRatio() {
        checkShares("the progressivity ratio");
        DoubleDouble withNeed = meanWithNeed("the progressivity ratio");
        DoubleDouble without = meanWithoutNeed("the progressivity ratio");
        if (without.high() == 0) {
            throw new UndefinedMeasureException(
                    "the progressivity ratio divides by what pupils without \"%s\" get, which is 0"
                            .formatted(needColumn));
        }
        return withNeed.dividedBy(without).high();
    }

    /**
     * Returns four groups of about as many pupils each, from the least need to the most.
     *
     * <p>Units are sorted by need. Units that are tied stay together: all go to the group that holds the middle of their pupils, and
     * to the lower one where that falls on a border. So a group may be larger or smaller than a quarter, and empty where a unit
     * reaches over more than a whole one.
     */
    public List<NeedQuartile> quartiles() {
        return IntStream.rangeClosed(1, 4).mapToObj(this::quartile).toList();
    }

    private NeedQuartile quartile(int number) {
        int[] rows = rows(number);
        OptionalDouble mean = rows.length == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(mean(rows).high());
        List<String> names =
                Arrays.stream(rows).mapToObj(row -> units.get(row).name()).toList();
        return new NeedQuartile(number, names, Moments.sum(pupils(rows)).high(), mean);
    }

    private int[] rows(int quartile) {
        return blocks.stream()
                .filter(block -> block.quartile() == quartile)
                .flatMapToInt(block -> IntStream.range(block.from(), block.to()))
                .toArray();
    }

    private DoubleDouble[] pupils(int[] rows) {
        return Arrays.stream(rows).mapToObj(row -> pupils[row]).toArray(DoubleDouble[]::new);
    }

    private DoubleDouble mean(int[] rows) {
        double[] amounts =
                Arrays.stream(rows).mapToDouble(row -> dollarsPerPupil[row]).toArray();
        return Moments.mean(amounts, pupils(rows));
    }

    /**
     * Returns the mean dollars per pupil of the {@linkplain #quartiles quartile} with the most need, less that of the one with the
     * least.
     *
     * @return dollars per pupil; above 0 if the quartile with the most need gets more
     * @throws UndefinedMeasureException if one of the two is empty
     */
    public double quartileGap() {
        return meanOfQuartile(4, "the gap of quartiles")
                .minus(meanOfQuartile(1, "the gap of quartiles"))
                .high();
    }

    /**
     * Returns the mean dollars per pupil of the {@linkplain #quartiles quartile} with the most need, over that of the one with the
     * least.
     *
     * @return a number without unit, 0 or more; above 1 if the quartile with the most need gets more
     * @throws UndefinedMeasureException if one of the two is empty, or that with the least need gets nothing, or an outcome is below 0
     */
    public double quartileRatio() {
        checkShares("the ratio of quartiles");
        DoubleDouble most = meanOfQuartile(4, "the ratio of quartiles");
        DoubleDouble least = meanOfQuartile(1, "the ratio of quartiles");
        if (least.high() == 0) {
            throw new UndefinedMeasureException(
                    "the ratio of quartiles divides by what the quartile with the least \"%s\" gets, which is 0"
                            .formatted(needColumn));
        }
        return most.dividedBy(least).high();
    }

    private DoubleDouble meanOfQuartile(int number, String measure) {
        int[] rows = rows(number);
        if (rows.length == 0) {
            throw new UndefinedMeasureException(
                    "%s looks at quartile %s by \"%s\", and no unit, or tie of units, has its middle there"
                            .formatted(measure, number, needColumn));
        }
        return mean(rows);
    }

    /** Compares the columns measured, the units, in any order, and who was left out. */
    @Override
    public boolean equals(Object object) {
        return object instanceof Progressivity other
                && dollarsColumn.equals(other.dollarsColumn)
                && needColumn.equals(other.needColumn)
                && pupilsColumn.equals(other.pupilsColumn)
                && units.equals(other.units)
                && leftOut.equals(other.leftOut);
    }

    @Override
    public int hashCode() {
        return Objects.hash(dollarsColumn, needColumn, pupilsColumn, units, leftOut);
    }

    @Override
    public String toString() {
        return "\"%s\" by \"%s\": %s units, %s pupils, %s left out"
                .formatted(dollarsColumn, needColumn, units(), FigureText.upToHundredths(pupils()), leftOut.size());
    }

    /** Two columns about their means. */
    private record Relation(
            DoubleDouble meanDollars,
            DoubleDouble meanNeed,
            DoubleDouble squaredDollars,
            DoubleDouble products,
            DoubleDouble squaredNeed) {

        static Relation of(double[] dollars, double[] need, DoubleDouble[] weights) {
            DoubleDouble meanDollars = Moments.mean(dollars, weights);
            DoubleDouble meanNeed = Moments.mean(need, weights);
            DoubleDouble[] fromDollars = Moments.from(meanDollars, dollars);
            DoubleDouble[] fromNeed = Moments.from(meanNeed, need);
            return new Relation(
                    meanDollars,
                    meanNeed,
                    Moments.products(fromDollars, fromDollars, weights),
                    Moments.products(fromDollars, fromNeed, weights),
                    Moments.products(fromNeed, fromNeed, weights));
        }

        DoubleDouble slope() {
            return products.dividedBy(squaredNeed);
        }

        double intercept() {
            return meanDollars.minus(slope().times(meanNeed)).high();
        }

        double correlation() {
            double exact = products.dividedBy(squaredDollars.squareRoot().times(squaredNeed.squareRoot()))
                    .high();
            return Math.max(-1, Math.min(1, exact));
        }
    }

    /**
     * Units in order of need that are tied.
     *
     * @param from the first
     * @param to after the last
     * @param centredRank 2 (R − ½) W: the pupils below and those through it, less all
     * @param quartile 1 to 4, which holds the middle
     */
    private record Block(int from, int to, DoubleDouble centredRank, int quartile) {

        static ImmutableList<Block> of(double[] need, double[] pupils) {
            BigDecimal all = Arrays.stream(pupils).mapToObj(BigDecimal::new).reduce(BigDecimal.ZERO, BigDecimal::add);
            ImmutableList.Builder<Block> blocks = ImmutableList.builder();
            BigDecimal below = BigDecimal.ZERO;
            for (int from = 0, to; from < need.length; from = to) {
                BigDecimal through = below;
                for (to = from; to < need.length && Ties.tied(need[from], need[to]); to++) {
                    through = through.add(new BigDecimal(pupils[to]));
                }
                BigDecimal twiceMiddle = below.add(through);
                int quartile = 1;
                while (quartile < 4
                        && twiceMiddle.add(twiceMiddle).compareTo(all.multiply(BigDecimal.valueOf(quartile))) > 0) {
                    quartile++;
                }
                blocks.add(new Block(from, to, rounded(twiceMiddle.subtract(all)), quartile));
                below = through;
            }
            return blocks.build();
        }

        private static DoubleDouble rounded(BigDecimal exact) {
            double high = exact.doubleValue();
            return DoubleDouble.sum(high, exact.subtract(new BigDecimal(high)).doubleValue());
        }
    }
}
