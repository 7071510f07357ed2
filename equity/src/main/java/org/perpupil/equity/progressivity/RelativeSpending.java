package org.perpupil.equity.progressivity;

import com.google.common.collect.ImmutableList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.perpupil.equity.inequality.UndefinedMeasureException;
import org.perpupil.equity.regression.Fit;
import org.perpupil.equity.regression.Inference;
import org.perpupil.equity.regression.Inference.Interval;
import org.perpupil.equity.regression.Regression;

/**
 * What a regression predicts for a school with p% of a need, relative to one with 0%, all else alike.
 *
 * <pre>{@code
 * RelativeSpending.of(fit.with(Covariance.HC1), "poverty").at(50, 100)
 * }</pre>
 *
 * <p>Both schools have the (weighted) mean of every other column that explains. For a regression of dollars, with N and D the predictions
 * at p% and at 0%, V and C their variances and covariance, and t the critical value of Student's distribution
 *
 * <pre>{@code
 * r = N / D
 * delta method   r ± t √((V(N) − 2 r C(N, D) + r² V(D)) / D²)
 * Fieller        the r between the roots of (D² − t² V(D)) r² − 2 (N D − t² C(N, D)) r + N² − t² V(N) = 0
 * }</pre>
 *
 * <p>For a regression of the logarithm of dollars, with b the coefficient of the need, r = exp(b p); limits are those of b p on the
 * logarithmic scale, and by the delta method r ± t r p se(b).
 *
 * <p>Source: E. C. Fieller, "Some problems in interval estimation", <i>Journal of the Royal Statistical Society</i> B 16 (1954), 175–185.
 */
public final class RelativeSpending {
    private final Inference inference;
    private final String need;
    private final double level;

    /**
     * The prediction at one share.
     *
     * @param percent the share of the need, in its own unit: per cent
     * @param atZero what is predicted at 0, in dollars
     * @param atShare what is predicted at the share
     * @param ratio the second over the first
     * @param standardError of the ratio, by the delta method
     * @param delta limits of the ratio by the delta method
     * @param limits limits of the ratio by Fieller, or on the logarithmic scale; empty if Fieller's are not bounded, because what is
     *     predicted at 0 might be 0
     */
    public record Point(
            double percent,
            double atZero,
            double atShare,
            double ratio,
            double standardError,
            Interval delta,
            Optional<Interval> limits) {}

    /**
     * The difference at one share.
     *
     * @param percent the share of the need
     * @param dollars what is predicted at the share less what is predicted at 0
     * @param standardError of the difference
     * @param interval limits by Student's t
     */
    public record Difference(double percent, double dollars, double standardError, Interval interval) {}

    private RelativeSpending(Inference inference, String need, double level) {
        this.inference = inference;
        this.need = need;
        this.level = level;
    }

    /**
     * Takes a regression of dollars, or of their logarithm, on a need.
     *
     * @param need a column of shares in per cent, which is in the regression as it is and in no power, logarithm or product
     * @throws IllegalArgumentException if it is not there, or not only as it is
     */
    public static RelativeSpending of(Inference inference, String need) {
        inference.fit().regression().requirePlain(need);
        return new RelativeSpending(inference, need, 0.95);
    }

    /**
     * Returns the same with limits of another level.
     *
     * @param level such as 0.9; 0.95 unless said
     */
    public RelativeSpending withLevel(double level) {
        inference.critical(level);
        return new RelativeSpending(inference, need, level);
    }

    /** Returns the regression that predicts, with its standard errors. */
    public Inference inference() {
        return inference;
    }

    /** Returns the column of the need. */
    public String need() {
        return need;
    }

    /** Returns the level of the limits, such as 0.95. */
    public double level() {
        return level;
    }

    /**
     * Returns the predictions at some shares, in per cent.
     *
     * @throws UndefinedMeasureException if what is predicted at 0 is not above 0, as where a regression {@linkplain
     *     Regression#throughOrigin() through the origin} has nothing but the need, or where outcomes may be below 0; see {@link
     *     #differencesAt}
     */
    public List<Point> at(double... percents) {
        return Arrays.stream(percents).mapToObj(this::at).collect(ImmutableList.toImmutableList());
    }

    private Point at(double percent) {
        double t = inference.critical(level);
        Ratio ratio = Ratio.of(inference, atMeans(percent), atMeans(0), t, "0%% \"%s\"".formatted(need));
        double value = ratio.value();
        double error = ratio.standardError();
        return new Point(
                percent,
                ratio.denominator(),
                ratio.numerator(),
                value,
                error,
                new Interval(value - t * error, value + t * error),
                ratio.limits());
    }

    /** Returns the differences in dollars at some shares, in per cent; of a logarithm there are none. */
    public List<Difference> differencesAt(double... percents) {
        if (inference.fit().regression().isLogarithm()) {
            throw new IllegalStateException("a regression of a logarithm has ratios, and no differences in dollars");
        }
        return Arrays.stream(percents).mapToObj(this::difference).collect(ImmutableList.toImmutableList());
    }

    private Difference difference(double percent) {
        double dollars = inference.fit().coefficient(need) * percent;
        double error = inference.standardError(need) * Math.abs(percent);
        double half = inference.critical(level) * error;
        return new Difference(percent, dollars, error, new Interval(dollars - half, dollars + half));
    }

    private Map<String, Double> atMeans(double percent) {
        Fit fit = inference.fit();
        Map<String, Double> point = new LinkedHashMap<>();
        for (String name : fit.names()) {
            point.put(name, name.equals(need) ? percent : fit.mean(name));
        }
        return point;
    }

    @Override
    public String toString() {
        return "relative to 0%% \"%s\", by %s".formatted(need, inference.fit().regression());
    }
}
