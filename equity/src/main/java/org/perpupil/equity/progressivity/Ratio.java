package org.perpupil.equity.progressivity;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.perpupil.equity.inequality.UndefinedMeasureException;
import org.perpupil.equity.regression.Inference;
import org.perpupil.equity.regression.Inference.Interval;

/**
 * What a regression predicts at one place over what it predicts at another, both given by the factors of its coefficients.
 *
 * @param numerator N, the prediction at the one
 * @param denominator D, the prediction at the other; above 0
 * @param gradient how N / D moves with each coefficient
 * @param standardError by the delta method
 * @param limits by Fieller; empty if these are not bounded, because D might be 0
 */
record Ratio(
        double numerator,
        double denominator,
        Map<String, Double> gradient,
        double standardError,
        Optional<Interval> limits) {

    /**
     * Divides one prediction by another.
     *
     * @param t the critical value of Student's distribution
     * @param where of the denominator, for people
     * @throws UndefinedMeasureException if the denominator is not above 0: no share of it means anything
     */
    static Ratio of(Inference inference, Map<String, Double> over, Map<String, Double> under, double t, String where) {
        double n = value(inference, over);
        double d = value(inference, under);
        if (!(d > 0)) {
            throw new UndefinedMeasureException(
                    "what \"%s\" is relative to %s divides by what is predicted there, which is %s"
                            .formatted(inference.fit().regression().dependent(), where, d + 0.0));
        }
        Map<String, Double> gradient = new LinkedHashMap<>();
        over.forEach((name, factor) -> gradient.merge(name, factor / d, Double::sum));
        under.forEach((name, factor) -> gradient.merge(name, -n / d / d * factor, Double::sum));
        return new Ratio(
                n,
                d,
                gradient,
                error(inference, gradient),
                fieller(
                        n,
                        d,
                        inference.covariance(over, over),
                        inference.covariance(under, under),
                        inference.covariance(over, under),
                        t));
    }

    double value() {
        return numerator / denominator;
    }

    /** Returns how this less another moves with each coefficient. */
    Map<String, Double> gradientSince(Ratio other) {
        Map<String, Double> difference = new LinkedHashMap<>(gradient);
        other.gradient.forEach((name, factor) -> difference.merge(name, -factor, Double::sum));
        return difference;
    }

    /** Returns the standard error of what moves with coefficients in some way. */
    static double error(Inference inference, Map<String, Double> gradient) {
        return Math.sqrt(Math.max(0, inference.covariance(gradient, gradient)));
    }

    private static double value(Inference inference, Map<String, Double> point) {
        double sum = 0;
        for (Map.Entry<String, Double> entry : point.entrySet()) {
            sum = Math.fma(entry.getValue(), inference.fit().coefficient(entry.getKey()), sum);
        }
        return sum;
    }

    private static Optional<Interval> fieller(double n, double d, double vn, double vd, double c, double t) {
        double a = d * d - t * t * vd;
        double b = n * d - t * t * c;
        double e = n * n - t * t * vn;
        double inside = b * b - a * e;
        if (a <= 0 || inside < 0) {
            return Optional.empty();
        }
        double root = Math.sqrt(inside);
        return Optional.of(new Interval((b - root) / a, (b + root) / a));
    }
}
