package org.perpupil.equity.internal;

import java.util.Arrays;

/**
 * Numbers as whole keys in the same order, which are sorted by their digits: each pass puts them in order of one digit and keeps what that
 * does not part, the lowest digit first.
 */
final class Keys {
    private static final int MOST_BITS = 12;
    private static final double MOST_CENTS = 0x1p52;

    private final boolean areCents;
    private long[] keys;

    private Keys(boolean areCents, long[] keys) {
        this.areCents = areCents;
        this.keys = keys;
    }

    static Keys of(double[] values) {
        long[] keys = new long[values.length];
        // Amounts of money are whole cents, which have far fewer digits than doubles.
        for (int i = 0; i < keys.length; i++) {
            double cents = Math.rint(values[i] * 100);
            if (!(Math.abs(cents) < MOST_CENTS && cents / 100 == values[i])) {
                Arrays.setAll(keys, j -> inOrder(Double.doubleToLongBits(values[j])));
                return new Keys(false, keys);
            }
            keys[i] = (long) cents;
        }
        return new Keys(true, keys);
    }

    /** Turns the bits of doubles into whole numbers in the same order, and back. */
    private static long inOrder(long bits) {
        return bits ^ ((bits >> 63) & Long.MAX_VALUE);
    }

    /** Sorts the keys; returns what stands beside each in their new order. */
    double[] sort(double[] besides) {
        long least = Long.MAX_VALUE;
        long most = Long.MIN_VALUE;
        for (long key : keys) {
            least = Math.min(least, key);
            most = Math.max(most, key);
        }
        int bits = Long.SIZE - Long.numberOfLeadingZeros(most - least);
        int passes = (bits + MOST_BITS - 1) / MOST_BITS;
        if (passes == 0) {
            return besides.clone();
        }
        int digit = (bits + passes - 1) / passes;
        int[][] places = places(least, passes, digit);
        int mask = (1 << digit) - 1;
        double[] from = besides;
        double[] to = new double[keys.length];
        long[] toKeys = new long[keys.length];
        for (int pass = 0; pass < passes; pass++) {
            int[] next = places[pass];
            int shift = pass * digit;
            for (int i = 0; i < keys.length; i++) {
                int place = next[(int) ((keys[i] - least) >>> shift) & mask]++;
                toKeys[place] = keys[i];
                to[place] = from[i];
            }
            long[] freeKeys = keys;
            keys = toKeys;
            toKeys = freeKeys;
            double[] free = pass == 0 && passes > 1 ? new double[keys.length] : from;
            from = to;
            to = free;
        }
        return from;
    }

    /** For each pass, and each value of its digit, the place of the first key that has it. */
    private int[][] places(long least, int passes, int digit) {
        int mask = (1 << digit) - 1;
        int[][] places = new int[passes][mask + 1];
        for (long key : keys) {
            long rest = key - least;
            for (int[] counts : places) {
                counts[(int) rest & mask]++;
                rest >>>= digit;
            }
        }
        for (int[] counts : places) {
            int before = 0;
            for (int value = 0; value <= mask; value++) {
                int count = counts[value];
                counts[value] = before;
                before += count;
            }
        }
        return places;
    }

    /** Returns the numbers in the order of their keys. */
    double[] values() {
        double[] values = new double[keys.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = areCents ? keys[i] / 100.0 : Double.longBitsToDouble(inOrder(keys[i]));
        }
        return values;
    }
}
