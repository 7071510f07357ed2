package org.perpupil.equity.progressivity;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.perpupil.equity.inequality.UndefinedMeasureException;
import org.perpupil.equity.regression.Inference;
import org.perpupil.equity.regression.Inference.Interval;

/**
 * What a regression predicts at one place over what it predicts at another, both given by the factors of its coefficients. Where it
 * explains a logarithm, what it predicts is taken out of it.
 *
 * @param numerator N, the prediction at the one
 * @param denominator D, the prediction at the other; above 0
 * @param value N / D
 * @param gradient how N / D moves with each coefficient
 * @param standardError by the delta method
 * @param limits by Fieller, or of a logarithm on its scale; empty if Fieller's are not bounded, because D might be 0
 */
record Ratio(
        double numerator,
        double denominator,
        double value,
        Map<String, Double> gradient,
        double standardError,
        Optional<Interval> limits) {

    /**
     * Divides one prediction by another.
     *
     * @param t the critical value of Student's distribution
     * @param where of the denominator, for people
     * @throws UndefinedMeasureException if the denominator is not above 0 by more than rounding: no share of it means anything
     */
    static Ratio of(Inference inference, Map<String, Double> over, Map<String, Double> under, double t, String where) {
        if (inference.fit().regression().isLogarithm()) {
            return ofLogarithms(inference, over, under, t);
        }
        double n = value(inference, over);
        double d = value(inference, under);
        if (!(d > 0) || inference.fit().isRounding(d)) {
            throw new UndefinedMeasureException(
                    "what \"%s\" is relative to %s divides by what is predicted there, which is %s"
                            .formatted(
                                    inference.fit().regression().dependent(),
                                    where,
                                    inference.fit().isRounding(d) ? "0" : Double.toString(d)));
        }
        Map<String, Double> gradient = new LinkedHashMap<>();
        over.forEach((name, factor) -> gradient.merge(name, factor / d, Double::sum));
        under.forEach((name, factor) -> gradient.merge(name, -n / d / d * factor, Double::sum));
        return new Ratio(
                n,
                d,
                n / d,
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

    private static Ratio ofLogarithms(
            Inference inference, Map<String, Double> over, Map<String, Double> under, double t) {
        Map<String, Double> difference = new LinkedHashMap<>(over);
        under.forEach((name, factor) -> difference.merge(name, -factor, Double::sum));
        double exponent = value(inference, difference);
        double spread = error(inference, difference);
        double ratio = StrictMath.exp(exponent);
        double d = StrictMath.exp(value(inference, under));
        Map<String, Double> gradient = new LinkedHashMap<>();
        difference.forEach((name, factor) -> gradient.put(name, ratio * factor));
        return new Ratio(
                d * ratio,
                d,
                ratio,
                gradient,
                ratio * spread,
                Optional.of(
                        new Interval(StrictMath.exp(exponent - t * spread), StrictMath.exp(exponent + t * spread))));
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
