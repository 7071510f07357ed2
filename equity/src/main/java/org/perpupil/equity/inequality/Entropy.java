package org.perpupil.equity.inequality;

import org.perpupil.equity.internal.Total;

/**
 * The generalised entropy of an order, as a mean of terms that are 0 or more, and what is made of it.
 *
 * <p>Its usual form, the mean of (rᵃ − 1) / (a (a − 1)) with r = x/m, adds terms of both signs that all but cancel where spending is
 * nearly equal. Since the mean of d = r − 1 is 0, a d may be taken off each.
 *
 * <p>Source: F. A. Cowell, <i>Measuring Inequality</i>, 3rd ed., Oxford University Press, 2011, chapter 3.
 */
record Entropy(Units units, Ratios ratios) {

    Entropy(Units units) {
        this(units, units.ratios());
    }

    double ofOrder(double order) {
        Total sum = new Total();
        for (int rank = 0; rank < units.size(); rank++) {
            sum.add(units.pupils(rank) * term(order, rank));
        }
        return sum.value().dividedBy(units.allPupils()).high();
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

    /** Of units that all have dollars. */
    double standardDeviationOfLogarithms() {
        // The mean of d is 0, so that of ln r is that of ln r − d.
        double middle = -ofOrder(0);
        Total squares = new Total();
        for (int rank = 0; rank < units.size(); rank++) {
            double distance = ratios.logarithm(rank) - middle;
            squares.add(units.pupils(rank) * distance * distance);
        }
        return Math.sqrt(squares.value().dividedBy(units.allPupils()).high());
    }

    /** (rᵃ − 1 − a d) / (a (a − 1)); its limits for the orders 0 and 1, and without cancelling where algebra helps. */
    private double term(double order, int rank) {
        double r = ratios.of(rank);
        double d = ratios.deviation(rank);
        if (r == 0) {
            return 1 / order;
        }
        if (order == 0) {
            return ratios.gap(rank);
        }
        if (order == 1) {
            return ratios.weightedGap(rank);
        }
        if (order == 2) {
            return d * d / 2;
        }
        if (order == -1) {
            return d * d / (2 * r);
        }
        if (order == 0.5) {
            double half = d / (1 + Math.sqrt(r));
            return 2 * half * half;
        }
        return Math.abs(d) * Math.max(1, Math.abs(order)) < 0.1
                ? series(order, d)
                : inPowers(order, r, d, ratios.logarithm(rank));
    }

    private static double inPowers(double order, double r, double d, double logarithm) {
        // Near the order 1 the divisor is small, so the numerator must be small without cancelling.
        double numerator = order > 0.5
                ? r * StrictMath.expm1((order - 1) * logarithm) - (order - 1) * d
                : StrictMath.expm1(order * logarithm) - order * d;
        return numerator / (order * (order - 1));
    }

    /** The same by the binomial series, d²/2 + (a − 2) d³/6 + …, where the closed form would cancel. */
    private static double series(double order, double d) {
        double term = d * d / 2;
        double sum = term;
        for (int k = 2; Math.abs(term) > 1e-18 * sum; k++) {
            term *= (order - k) / (k + 1) * d;
            sum += term;
        }
        return sum;
    }
}
