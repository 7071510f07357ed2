package org.perpupil.equity.internal;

/** When two numbers that were computed in different ways count as the same. */
public final class Ties {
    private static final double TOLERANCE = 1e-9;

    private Ties() {}

    /** Tells whether two numbers differ by no more than 10⁻⁹ of the larger. */
    public static boolean tied(double one, double other) {
        return Math.abs(one - other) <= TOLERANCE * Math.max(Math.abs(one), Math.abs(other));
    }
}
