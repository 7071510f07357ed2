package org.perpupil.equity.regression;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.perpupil.equity.internal.Distributions;

/**
 * How sure the coefficients of a fit are, under one {@link Covariance}: standard errors, t, p, intervals and F tests.
 */
public final class Inference {
    private final Fit fit;
    private final Covariance kind;
    private final String cluster;
    private final int clusters;
    private final int degrees;
    private final Sandwich sandwich;

    Inference(Fit fit, Covariance kind, String cluster, int clusters, int degrees, Sandwich sandwich) {
        this.fit = fit;
        this.kind = kind;
        this.cluster = cluster;
        this.clusters = clusters;
        this.degrees = degrees;
        this.sandwich = sandwich;
    }

    /**
     * A coefficient with its uncertainty.
     *
     * @param name of the column
     * @param estimate what one more of the column adds to what is explained
     * @param standardError in the same unit, 0 or more
     * @param t estimate over standard error; infinite if that is 0
     * @param p probability of a t at least as far from 0 if the true coefficient is 0
     */
    public record Coefficient(String name, double estimate, double standardError, double t, double p) {}

    /**
     * An interval.
     *
     * @param lower limit
     * @param upper limit
     */
    public record Interval(double lower, double upper) {}

    /**
     * An F test.
     *
     * @param f Wald's statistic over the number of coefficients
     * @param numerator degrees of freedom: how many coefficients are tested
     * @param denominator degrees of freedom
     * @param p probability of an F at least as large if all of them are 0
     */
    public record FTest(double f, int numerator, int denominator, double p) {

        @Override
        public String toString() {
            return "F(%s, %s) = %s, p = %s".formatted(numerator, denominator, Figures.digits(f, 4), Figures.p(p));
        }
    }

    public Fit fit() {
        return fit;
    }

    public Covariance kind() {
        return kind;
    }

    /** Returns the column that rows are clustered by; empty without. */
    public Optional<String> clusteredBy() {
        return cluster.isEmpty() ? Optional.empty() : Optional.of(cluster);
    }

    /** Returns the degrees of freedom of t and F: n − k, or the clusters less 1. */
    public int degreesOfFreedom() {
        return degrees;
    }

    /** Returns how many clusters there are; 0 without. */
    public int clusters() {
        return clusters;
    }

    /** Returns the coefficients, the constant first. */
    public List<Coefficient> coefficients() {
        return fit.names().stream().map(this::coefficient).toList();
    }

    /**
     * Returns a coefficient.
     *
     * @throws IllegalArgumentException if there is none with the name
     */
    public Coefficient coefficient(String name) {
        double estimate = fit.coefficient(name);
        double error = standardError(name);
        double t = estimate == 0 ? 0 : estimate / error;
        return new Coefficient(name, estimate, error, t, Distributions.twoSided(t, degrees));
    }

    /**
     * Returns the standard error of a coefficient.
     *
     * @throws IllegalArgumentException if there is none with the name
     */
    public double standardError(String name) {
        int index = fit.index(name);
        return Math.sqrt(sandwich.covariance(index, index));
    }

    /**
     * Returns the covariance of two coefficients.
     *
     * @throws IllegalArgumentException if there is none with a name
     */
    public double covariance(String one, String other) {
        return sandwich.covariance(fit.index(one), fit.index(other));
    }

    /**
     * Returns the covariance of two sums of coefficients, each times its factor.
     *
     * @param one factors by name; coefficients that are not named count 0 times
     * @param other factors by name
     * @throws IllegalArgumentException if there is none with a name
     */
    public double covariance(Map<String, Double> one, Map<String, Double> other) {
        double sum = 0;
        for (Map.Entry<String, Double> left : one.entrySet()) {
            int index = fit.index(left.getKey());
            for (Map.Entry<String, Double> right : other.entrySet()) {
                sum = Math.fma(
                        left.getValue() * right.getValue(), sandwich.covariance(index, fit.index(right.getKey())), sum);
            }
        }
        return sum;
    }

    /** Returns the 95% interval of a coefficient, by Student's t. */
    public Interval interval(String name) {
        return interval(name, 0.95);
    }

    /**
     * Returns an interval of a coefficient, by Student's t.
     *
     * @param level such as 0.95; above 0 and below 1
     * @throws IllegalArgumentException if there is no such coefficient, or the level is out of range
     */
    public Interval interval(String name, double level) {
        double half = critical(level) * standardError(name);
        return new Interval(fit.coefficient(name) - half, fit.coefficient(name) + half);
    }

    /**
     * Returns the t that is exceeded with the rest of a level, on either side.
     *
     * @param level such as 0.95; above 0 and below 1
     * @throws IllegalArgumentException if the level is out of range
     */
    public double critical(double level) {
        if (!(level > 0 && level < 1)) {
            throw new IllegalArgumentException("a level is above 0 and below 1, such as 0.95, not " + level);
        }
        return Distributions.exceeded(1 - level, degrees);
    }

    /**
     * Returns the test that all of some terms have no effect.
     *
     * @throws IllegalArgumentException if none is named, one is not in the regression, or their estimates cannot be told apart: fewer
     *     clusters than terms
     * @throws IllegalStateException if the regression fits every row exactly
     */
    public FTest test(Term... terms) {
        return test(fit.names(terms).toArray(String[]::new));
    }

    /**
     * Returns the test that all of some coefficients are 0.
     *
     * @throws IllegalArgumentException as {@link #test(Term...)}
     * @throws IllegalStateException if the regression fits every row exactly
     */
    public FTest test(String... names) {
        if (names.length == 0) {
            throw new IllegalArgumentException("name at least one coefficient to test");
        }
        if (fit.residualSumOfSquares() == 0) {
            throw new IllegalStateException(
                    "the regression fits every row exactly, so that nothing is there to test against");
        }
        int[] indices = Arrays.stream(names).mapToInt(fit::index).toArray();
        double wald = Arrays.stream(indices).distinct().count() < indices.length ? Double.NaN : sandwich.wald(indices);
        if (Double.isNaN(wald)) {
            throw new IllegalArgumentException(
                    "%s cannot be tested together: their estimates cannot be told apart".formatted(List.of(names)));
        }
        int q = indices.length;
        double f = wald / q;
        return new FTest(f, q, degrees, Distributions.upper(f, q, degrees));
    }

    /**
     * Returns the test that nothing but the constant matters.
     *
     * @throws IllegalArgumentException as {@link #test(Term...)}
     * @throws IllegalStateException as {@link #test(Term...)}
     */
    public FTest testOfAll() {
        return test(fit.names().stream()
                .filter(name -> !(fit.regression().hasConstant() && name.equals(Regression.CONSTANT)))
                .toArray(String[]::new));
    }

    /** Returns the regression as a table. */
    @Override
    public String toString() {
        return RegressionTable.of(this).toString();
    }
}
