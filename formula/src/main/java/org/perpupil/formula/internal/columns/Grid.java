package org.perpupil.formula.internal.columns;

import java.math.BigInteger;

/**
 * How some numbers stand for values: as whole multiples of {@code 1 / per}, which is exact, or as values with an error.
 *
 * <p>It is set anew for each run and not copied, so that a run allocates nothing.
 */
abstract class Grid {
    /** Whole numbers below this are told apart by a {@code double}. */
    static final double END = 0x1p53;

    /** Twice what one operation is from its exact result at most, relative to that. */
    static final double TWICE_ROUNDED = 0x1p-52;

    private static final int BITS = 53;

    /** The error bounds are computed with errors themselves, which come to less than this. */
    private static final double CAREFUL = 1 + 0x1p-20;

    private long per = 1;
    private double error;
    private double low;
    private double high;

    /** The numbers are whole multiples, from the lowest to the highest or closer together. */
    final void exact(long multiples, double lowest, double highest) {
        per = multiples;
        error = 0;
        low = lowest;
        high = highest;
    }

    /** The numbers are values with an error, which is widened by what computing it may have lost. */
    final void near(double furthest, double lowest, double highest) {
        per = 1;
        error = widened(furthest);
        low = lowest;
        high = highest;
    }

    static double widened(double error) {
        double bound = error * CAREFUL + Double.MIN_NORMAL;
        return bound >= 0 ? bound : Double.POSITIVE_INFINITY;
    }

    /** The same kind of numbers as others. */
    final void like(Grid other) {
        per = other.per;
        error = other.error;
        low = other.low;
        high = other.high;
    }

    /** The same kind of numbers, within these bounds; none if the lowest is above the highest. */
    final void span(double lowest, double highest) {
        boolean none = !(lowest <= highest);
        low = none ? 0 : lowest;
        high = none ? 0 : highest;
    }

    /** How many multiples make 1; 1 where there is an error. */
    final long per() {
        return per;
    }

    /** How far a number is from the value at most; 0 where it is exact. */
    final double error() {
        return error;
    }

    final double low() {
        return low;
    }

    final double high() {
        return high;
    }

    final boolean isExact() {
        return error == 0;
    }

    /** The distance of the farthest number from 0. */
    final double greatest() {
        return Math.max(Math.abs(low), Math.abs(high));
    }

    /** What numbers are multiplied with to be values, with up to two roundings. */
    final double toValue() {
        return 1.0 / per;
    }

    /** The farthest value from 0. */
    final double greatestValue() {
        return greatest() * toValue();
    }

    /** The error of the numbers as values. */
    final double errorOfValue() {
        return isExact() && per != 1 ? 2 * TWICE_ROUNDED * greatestValue() : error;
    }

    /** Tells whether the numbers can be held as multiples of a fraction; {@code finer} is a multiple of {@code per}. */
    final boolean fits(long finer) {
        return isExact() && greatest() * whole(finer, per) < END;
    }

    /** How often a divisor goes into its multiple. */
    static double whole(long multiple, long divisor) {
        long times = multiple / divisor;
        return times;
    }

    /** The smallest common multiple, or 0 if it is too large; of 0, which stands for one that was too large, it is 0. */
    static long common(long one, long other) {
        if (one == 0 || other == 0) {
            return 0;
        }
        long times = other / divisor(one, other);
        return (double) one * times < END ? one * times : 0;
    }

    static long common(long one, BigInteger other) {
        return other.bitLength() < BITS ? common(one, other.longValueExact()) : 0;
    }

    /** The greatest common divisor. */
    static long divisor(long one, long other) {
        long a = one;
        long b = other;
        while (b != 0) {
            long rest = a % b;
            a = b;
            b = rest;
        }
        return a;
    }
}
