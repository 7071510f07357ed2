package org.perpupil.equity.regression;

import com.google.common.collect.ImmutableList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.perpupil.equity.Study;
import org.perpupil.equity.internal.Chunks;
import org.perpupil.equity.internal.DoubleDouble;
import org.perpupil.equity.internal.ExactSum;
import org.perpupil.equity.internal.LeastSquares;
import org.perpupil.equity.internal.OuterProducts;
import org.perpupil.equity.internal.Triangle;
import org.perpupil.equity.internal.Values;
import org.perpupil.problem.Problem;
import org.perpupil.problem.ProblemException;

/**
 * A regression fitted to a study: coefficients and how well they fit. How sure they are depends on what is assumed: see {@link
 * #with(Covariance)}.
 */
public final class Fit {
    /** Less than this of 1 − h, and a row has its coefficient to itself. */
    private static final double MUST_GO_THROUGH = 1e-10;

    /** What a sum of doubles leaves of nothing, as a share of their sizes. */
    private static final double ROUNDING = 1e-13;

    private final Regression regression;
    private final Study study;
    private final Design design;
    private final ImmutableList<Design.Column> columns;
    private final ImmutableList<String> names;
    private final Values explained;
    private final @Nullable Values weights;
    private final LeastSquares squares;
    private final Executor executor;
    private final double[] coefficients;
    private final double residualSquares;
    private final double totalSquares;

    Fit(
            Regression regression,
            Study study,
            Design design,
            List<Design.Column> columns,
            Values explained,
            @Nullable Values weights,
            LeastSquares squares,
            Executor executor) {
        this.regression = regression;
        this.study = study;
        this.design = design;
        this.columns = ImmutableList.copyOf(columns);
        this.names = columns.stream().map(Design.Column::name).collect(ImmutableList.toImmutableList());
        this.explained = explained;
        this.weights = weights;
        this.squares = squares;
        this.executor = executor;
        Triangle triangle = squares.triangle();
        this.coefficients = Arrays.stream(triangle.coefficients())
                .mapToDouble(DoubleDouble::high)
                .toArray();
        this.residualSquares = triangle.squares(names.size()).high();
        this.totalSquares = triangle.squares(known()).high();
    }

    /** Returns how many columns are no explanation: the constant, if there is one. */
    private int known() {
        return regression.hasConstant() ? 1 : 0;
    }

    public Regression regression() {
        return regression;
    }

    /** Returns the study that was fitted to, with the rows that were left out. */
    public Study study() {
        return study;
    }

    /**
     * Returns the study of the rows that were fitted to, in the order of {@link #units()}, with all its columns; what was left out is
     * {@link #leftOut()}.
     */
    public Study fittedStudy() {
        return design.kept();
    }

    /**
     * Returns what the study left out when it was made, and then the rows that lack a value or weigh 0; they are in no figure.
     */
    public List<Problem> leftOut() {
        return design.leftOut();
    }

    /** Returns the units that were fitted to. */
    public List<String> units() {
        return design.units();
    }

    /** Returns n, how many rows were fitted to. */
    public int rows() {
        return explained.size();
    }

    /** Returns n − k, the rows less the coefficients. */
    public int degreesOfFreedom() {
        return rows() - names.size();
    }

    /** Returns the names of the coefficients, the constant first. */
    public List<String> names() {
        return names;
    }

    /**
     * Returns a coefficient: what one more of the column adds to what is explained.
     *
     * @throws IllegalArgumentException if there is none with the name
     */
    public double coefficient(String name) {
        return coefficients[index(name)];
    }

    /** Returns the coefficients in the order of {@link #names()}. */
    public double[] coefficients() {
        return coefficients.clone();
    }

    /**
     * Returns the mean of a column that explains, over the rows that were fitted to and weighing as they do; 1 for the constant.
     *
     * @throws IllegalArgumentException if there is none with the name
     */
    public double mean(String name) {
        return mean(columns.get(index(name)).values());
    }

    private double mean(Values column) {
        ExactSum sum = new ExactSum();
        ExactSum weight = new ExactSum();
        for (int row = 0; row < column.size(); row++) {
            double w = weights == null ? 1 : weights.get(row);
            sum.addProduct(w, column.get(row));
            weight.add(w);
        }
        return sum.rounded().dividedBy(weight.rounded()).high();
    }

    int index(String name) {
        int index = names.indexOf(name);
        if (index < 0) {
            throw new IllegalArgumentException("there is no coefficient \"%s\"; there are %s".formatted(name, names));
        }
        return index;
    }

    /**
     * Returns the names of the coefficients of terms.
     *
     * @throws ProblemException if a term names a column that the study does not have, or cannot be made of it
     */
    public List<String> names(Term... terms) {
        Set<Problem> problems = new LinkedHashSet<>();
        List<String> found = Arrays.stream(terms)
                .flatMap(term -> design.columns(term, problems).stream())
                .map(Design.Column::name)
                .toList();
        ProblemException.throwIfAny("%s are not all in the regression".formatted(List.of(terms)), problems);
        return found;
    }

    /**
     * Tells whether a prediction is 0 but for rounding: at most 10⁻¹² of what the terms are at their means, each without its sign. Such a
     * prediction says nothing, not even by its sign.
     */
    public boolean isRounding(double prediction) {
        double sizes = names.stream()
                .mapToDouble(name -> Math.abs(coefficient(name) * mean(name)))
                .sum();
        return Math.abs(prediction) <= 1e-12 * sizes;
    }

    /** Returns Σ w e², what is not explained. */
    public double residualSumOfSquares() {
        return residualSquares;
    }

    /** Returns Σ w (y − ȳ)², or Σ w y² without a constant. */
    public double totalSumOfSquares() {
        return totalSquares;
    }

    /**
     * Returns the residual standard deviation, √(Σ w e² / (n − k)), in the unit of what is explained times the root of the weight's.
     *
     * @throws IllegalStateException if there are as many coefficients as rows
     */
    public double residualStandardDeviation() {
        return Math.sqrt(residualSquares / requireDegrees());
    }

    /** Returns the share of the sum of squares that is explained, 1 − Σ w e² / Σ w (y − ȳ)²; 0 to 1, and 0 where all y are the same. */
    public double rSquared() {
        return totalSquares == 0 ? 0 : 1 - residualSquares / totalSquares;
    }

    /** Returns R² as if degrees of freedom had been equal: 1 − (1 − R²)(n − 1)/(n − k); n in place of n − 1 without a constant. */
    public double adjustedRSquared() {
        return 1 - (1 - rSquared()) * (rows() - known()) / requireDegrees();
    }

    /** Returns the residual standard deviation over the (weighted) mean of what is explained. */
    public double residualCoefficientOfVariation() {
        return residualStandardDeviation() / mean(explained);
    }

    private int requireDegrees() {
        if (degreesOfFreedom() == 0) {
            throw new IllegalStateException(
                    "%s coefficients fit %s rows exactly, so that nothing tells how sure they are"
                            .formatted(names.size(), rows()));
        }
        return degreesOfFreedom();
    }

    /** Returns what is left of each row: y less what the regression says of it, in the order of {@link #units()}. */
    public double[] residuals() {
        double[] residuals = new double[rows()];
        squares.forEachRow((row, residual, place) ->
                residuals[row] = weights == null ? residual : residual / Math.sqrt(weights.get(row)));
        return residuals;
    }

    /** Returns the leverage of each row, 0 to 1: how far the fit follows that row; they add up to the number of coefficients. */
    public double[] leverages() {
        double[] leverages = new double[rows()];
        squares.forEachRow((row, residual, place) -> leverages[row] = squared(place));
        return leverages;
    }

    static double squared(double[] place) {
        double sum = 0;
        for (double part : place) {
            sum = Math.fma(part, part, sum);
        }
        return sum;
    }

    /**
     * Returns standard errors and tests of one kind.
     *
     * @throws IllegalArgumentException if the kind needs clusters; see {@link #clusteredBy}
     * @throws IllegalStateException if there are as many coefficients as rows
     */
    public Inference with(Covariance kind) {
        if (kind.isClustered()) {
            throw new IllegalArgumentException(kind + " needs clusters; say clusteredBy(…)");
        }
        requireDegrees();
        int k = names.size();
        double[][] meat = new double[k][k];
        if (kind == Covariance.CLASSICAL) {
            for (int i = 0; i < k; i++) {
                meat[i][i] = residualSquares / degreesOfFreedom();
            }
        } else if (residualSquares > 0) { // else residuals are nothing but rounding
            Chunks.inOrder(squares.parts(), executor, part -> meat(kind, part), part -> add(meat, part));
        }
        double scale = kind == Covariance.HC1 ? (double) rows() / degreesOfFreedom() : 1;
        return new Inference(this, kind, "", 0, degreesOfFreedom(), new Sandwich(squares.triangle(), meat, scale));
    }

    private double[][] meat(Covariance kind, int part) {
        OuterProducts meat = new OuterProducts(names.size());
        squares.forEachRow(part, (row, residual, place) -> {
            double free = 1 - squared(place);
            double factor = switch (kind) {
                case HC2 -> 1 / free;
                case HC3 -> 1 / (free * free);
                default -> 1;
            };
            // A row that the fit must go through says nothing of the uncertainty: its residual is 0 but for rounding.
            meat.add(place, free <= MUST_GO_THROUGH ? 0 : residual * residual * factor);
        });
        return meat.sums();
    }

    private static void add(double[] sums, double[] more) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += more[i];
        }
    }

    private static void add(double[][] sums, double[][] more) {
        for (int i = 0; i < sums.length; i++) {
            add(sums[i], more[i]);
        }
    }

    /** Returns standard errors and tests that allow residuals of a cluster to go together, as {@link Covariance#CR1} does. */
    public Inference clusteredBy(String column) {
        return clusteredBy(column, Covariance.CR1);
    }

    /**
     * Returns standard errors and tests that allow residuals of a cluster to go together.
     *
     * @param column of texts: rows with the same text are a cluster
     * @throws IllegalArgumentException if the kind is not clustered, there is no such column, a row that was fitted to has no text in it,
     *     or all are one
     *     cluster; or if what is left in each cluster adds up to 0 along a coefficient, as where clusters are the groups of a factor and
     *     nothing else explains
     * @throws IllegalStateException if there are as many coefficients as rows
     */
    public Inference clusteredBy(String column, Covariance kind) {
        if (!kind.isClustered()) {
            throw new IllegalArgumentException(kind + " takes no clusters; say with(" + kind + ")");
        }
        requireDegrees();
        Map<String, Integer> clusters = new HashMap<>();
        List<String> texts = design.text(column);
        int[] clusterOf = new int[rows()];
        for (int row = 0; row < clusterOf.length; row++) {
            if (texts.get(row).isEmpty()) {
                throw new IllegalArgumentException(
                        "%s has no \"%s\" to be clustered by".formatted(units().get(row), column));
            }
            clusterOf[row] = clusters.computeIfAbsent(texts.get(row), any -> clusters.size());
        }
        if (clusters.size() < 2) {
            throw new IllegalArgumentException(
                    "all rows have the same \"%s\"; two clusters are the fewest".formatted(column));
        }
        int k = names.size();
        double[][] scores = new double[clusters.size()][2 * k];
        // A part has rows of few of the clusters, as a rule: of the others it makes nothing.
        if (residualSquares > 0) { // as in with(Covariance)
            Chunks.inOrder(squares.parts(), executor, part -> scores(part, clusterOf, scores.length), part -> {
                for (int cluster = 0; cluster < scores.length; cluster++) {
                    double[] more = part[cluster];
                    if (more != null) {
                        add(scores[cluster], more);
                    }
                }
            });
        }
        OuterProducts meat = new OuterProducts(k);
        for (double[] score : scores) {
            double[] sums = new double[k];
            Arrays.setAll(sums, i -> Math.abs(score[i]) <= ROUNDING * score[k + i] ? 0 : score[i]);
            meat.add(sums, 1);
        }
        int many = clusters.size();
        double scale = kind == Covariance.CR0 ? 1 : (double) many / (many - 1) * (rows() - 1) / degreesOfFreedom();
        Sandwich sandwich = new Sandwich(squares.triangle(), meat.sums(), scale);
        List<String> untold = IntStream.range(0, k)
                .filter(i -> residualSquares > 0 && sandwich.covariance(i, i) == 0)
                .mapToObj(names::get)
                .toList();
        if (!untold.isEmpty()) {
            throw new IllegalArgumentException(
                    "what is left in each \"%s\" adds up to 0 along %s, so that these clusters cannot tell how sure that is; cluster by another column, or leave the term out"
                            .formatted(column, untold));
        }
        return new Inference(this, kind, column, many, many - 1, sandwich);
    }

    /** For each cluster of the part Σ e x by column, and then Σ |e x|, which tells what of the first is rounding. */
    private double @Nullable [][] scores(int part, int[] clusterOf, int clusters) {
        double @Nullable [][] scores = new double[clusters][];
        int k = names.size();
        squares.forEachRow(part, (row, residual, place) -> {
            double[] score = scores[clusterOf[row]];
            if (score == null) {
                score = new double[2 * k];
                scores[clusterOf[row]] = score;
            }
            for (int i = 0; i < k; i++) {
                score[i] = Math.fma(residual, place[i], score[i]);
            }
            for (int i = 0; i < k; i++) {
                score[k + i] += Math.abs(residual * place[i]);
            }
        });
        return scores;
    }

    @Override
    public String toString() {
        return degreesOfFreedom() == 0
                ? "%s: %s rows, fitted exactly".formatted(regression, rows())
                : with(Covariance.CLASSICAL).toString();
    }
}
