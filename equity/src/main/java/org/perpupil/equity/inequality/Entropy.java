package org.perpupil.equity.inequality;

/**
 * The generalised entropy of an order, as a mean of terms that are 0 or more, and what is made of it.
 *
 * <p>Its usual form, the mean of (rᵃ − 1) / (a (a − 1)) with r = x/m, adds terms of both signs that all but cancel where spending is
 * nearly equal. Since the mean of r − 1 is 0, a (r − 1) may be taken off each.
 *
 * <p>Source: F. A. Cowell, <i>Measuring Inequality</i>, 3rd ed., Oxford University Press, 2011, chapter 3.
 */
record Entropy(Units units) {

    double ofOrder(double order) {
        return units.overPupils(x -> term(order, x));
    }

    double atkinson(double aversion) {
        double power = 1 - aversion;
        if (power == 0) {
            return -StrictMath.expm1(-ofOrder(0));
        }
        // The mean of the powers is 1 + p (p − 1) times the entropy; rounding must not take it below 0.
        double aboveOne = Math.max(-1, power * (power - 1) * ofOrder(power));
        return -StrictMath.expm1(StrictMath.log1p(aboveOne) / power);
    }

    double standardDeviationOfLogarithms() {
        double middle = units.overPupils(this::logarithm);
        return Math.sqrt(units.overPupils(x -> (logarithm(x) - middle) * (logarithm(x) - middle)));
    }

    /** (rᵃ − 1 − a d) / (a (a − 1)) with r = x/m and d = r − 1; its limits for the orders 0 and 1. */
    private double term(double order, double x) {
        if (x == 0) {
            return 1 / order;
        }
        double deviation = units.fromMean(x) / units.mean();
        if (Math.abs(deviation) * Math.max(1, Math.abs(order)) < 0.1) {
            return series(order, deviation);
        }
        double logarithm = logarithm(x);
        if (order == 0) {
            return deviation - logarithm;
        }
        double ratio = x / units.mean();
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
    private static double series(double order, double deviation) {
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
        double deviation = units.fromMean(x) / units.mean();
        return Math.abs(deviation) < 0.5 ? StrictMath.log1p(deviation) : StrictMath.log(x / units.mean());
    }
}
