package org.perpupil.equity.internal;

import org.apache.commons.math3.special.Beta;
import org.apache.commons.math3.special.Erf;

/** Tails and quantiles of Student's t and Fisher's F, without the loss of a difference from 1, and normal quantiles. */
public final class Distributions {
    private Distributions() {}

    /** A probability of less than this is computed itself; any other as the rest of 1, where the argument has more digits. */
    private static final double SMALL = 1e-3;

    /**
     * Returns the probability that |T| is at least as large, T with Student's t distribution.
     *
     * @param degrees of freedom, above 0
     */
    public static double twoSided(double t, double degrees) {
        return upper(t * t, 1, degrees);
    }

    /** Returns the probability that an F is at least as large. */
    public static double upper(double f, double numerator, double denominator) {
        if (f <= 0) {
            return 1;
        }
        double rest =
                1 - Beta.regularizedBeta(numerator * f / (denominator + numerator * f), numerator / 2, denominator / 2);
        return rest > SMALL
                ? rest
                : Beta.regularizedBeta(denominator / (denominator + numerator * f), denominator / 2, numerator / 2);
    }

    /**
     * Returns the t that |T| exceeds with a probability.
     *
     * @param probability above 0 and below 1
     */
    public static double exceeded(double probability, double degrees) {
        double low = 0;
        double high = 1;
        while (twoSided(high, degrees) > probability) {
            low = high;
            high *= 2;
        }
        double t = (low + high) / 2;
        for (int step = 0; step < 200; step++) {
            double tail = twoSided(t, degrees);
            if (tail > probability) {
                low = t;
            } else {
                high = t;
            }
            double next = t + (tail - probability) / (2 * density(t, degrees));
            if (!(next > low && next < high)) {
                next = (low + high) / 2;
            }
            if (Math.abs(next - t) <= 1e-15 * t) {
                return next;
            }
            t = next;
        }
        return t;
    }

    private static double density(double t, double degrees) {
        return Math.exp(-(degrees + 1) / 2 * Math.log1p(t * t / degrees) - Beta.logBeta(degrees / 2, 0.5))
                / Math.sqrt(degrees);
    }

    /**
     * Returns the z that a standard normal number is below with a probability.
     *
     * @param probability above 0 and below 1
     */
    public static double normalQuantile(double probability) {
        return -Math.sqrt(2) * Erf.erfcInv(2 * probability);
    }
}
