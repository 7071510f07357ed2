package org.perpupil.exact;

import static java.math.BigInteger.ZERO;
import static java.util.Comparator.comparing;
import static java.util.Comparator.reverseOrder;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Splits one pot after another in proportion to weights, to the last unit, in the same memory.
 *
 * <p>Each part is first rounded down. The units that are then missing go, one each, to the largest remainders, and among
 * equal remainders to the lowest index. This is {@link LargestRemainder} for thousands of pots; for a few,
 * {@link LargestRemainder#split} is simpler.
 *
 * <p>The memory grows with the most weights split so far, by 12 bytes for each (20 where they are doubles), and is kept. One
 * splitter serves one thread at a time.
 */
public final class Splitter {
    /** Below this, 11 trillion dollars in cents, the quotient of doubles is less than a unit off; see {@link #roundDown}. */
    private static final long POT_LIMIT = 1L << 50;

    /** Up to this the remainder of a quotient that is a unit off fits a long; see {@link #roundDown}. */
    private static final long MOST_WEIGHT = 1L << 62;

    /** Every whole number of so many bits has a double of its own. */
    private static final int WHOLE_BITS = 53;

    /** So few remainders are ranked sooner by comparing each with each than by their digits. */
    private static final int FEW = 12;

    /** Remainders are read as numbers with digits from 0 to 63: few enough to clear and search for a pot of 20 parts. */
    private static final int DIGIT_BITS = 6;

    private static final int LARGEST_DIGIT = (1 << DIGIT_BITS) - 1;

    private final int[] withDigit = new int[LARGEST_DIGIT + 1];
    private final int[] ranks = new int[FEW];
    private final long[] few = new long[FEW];
    private long[] wholes = {};
    private long[] remainders = {};
    private int[] open = {};

    private int first;
    private int count;
    private int last;
    private long lastRemainder;

    public Splitter() {}

    /**
     * Splits a pot among the weights in a range of indices.
     *
     * <p>Takes time in proportion to the weights, whatever they are, and no memory once it has grown. Only a pot of 2⁵⁰ units
     * or more, or weights that add up to more than 2⁶², take numbers of any size: new memory and some fifty times as long.
     *
     * @param pot 0 or more, in units that are not split: cents, positions, pupils
     * @param weights 0 or more each, in any unit; only their proportions matter
     * @param from the first index of the range
     * @param to the index after the last of the range
     * @param parts receives each part at the index of its weight, and nothing outside the range; may be {@code weights}
     * @throws IllegalArgumentException if the pot or a weight is below 0, or the pot is above 0 and no weight is; the parts
     *     are then as they were
     * @throws IndexOutOfBoundsException if the range is not within both arrays
     */
    public void split(long pot, long[] weights, int from, int to, long[] parts) {
        check(pot, from, to, weights.length, parts.length);
        long total = 0;
        long carry = 0;
        for (int i = from; i < to; i++) {
            long weight = weights[i];
            if (weight < 0) {
                throw new IllegalArgumentException("a weight is 0 or more; at %d it is %d".formatted(i, weight));
            }
            // A sum that leaves the range of long is negative at that step, whatever follows.
            total += weight;
            carry |= total;
        }
        split(pot, weights, from, to - from, carry < 0 ? Long.MAX_VALUE : total, parts, from);
    }

    /**
     * Splits a pot as {@link #split(long, long[], int, int, long[])} does, among whole weights in a column of doubles.
     *
     * @throws IllegalArgumentException also if a weight is not whole, or is 2⁵³ or more: doubles leave out whole numbers there
     */
    public void split(long pot, double[] weights, int from, int to, long[] parts) {
        check(pot, from, to, weights.length, parts.length);
        if (wholes.length < to - from) {
            wholes = new long[room(to - from, wholes.length)];
        }
        long total = 0;
        long carry = 0;
        for (int i = from; i < to; i++) {
            double weight = weights[i];
            long whole = (long) weight;
            if (whole >>> WHOLE_BITS != 0 || whole != weight) {
                throw new IllegalArgumentException(
                        "a weight is a whole number from 0 to below 2^53; at %d it is %s".formatted(i, weight));
            }
            wholes[i - from] = whole;
            total += whole;
            carry |= total;
        }
        split(pot, wholes, 0, to - from, carry < 0 ? Long.MAX_VALUE : total, parts, from);
    }

    /**
     * Tells whether a part of the latest pot was rounded up: it got one of the units that were missing.
     *
     * @throws IndexOutOfBoundsException if the index is not in the range of the latest pot
     */
    public boolean isRoundedUp(int index) {
        long remainder = remainders[Objects.checkIndex(index - first, count)];
        return remainder > lastRemainder || (remainder == lastRemainder && index - first <= last);
    }

    private static void check(long pot, int from, int to, int weights, int parts) {
        Objects.checkFromToIndex(from, to, weights);
        Objects.checkFromToIndex(from, to, parts);
        if (pot < 0) {
            throw new IllegalArgumentException("a pot is 0 or more, not " + pot);
        }
    }

    private void split(long pot, long[] weights, int from, int size, long total, long[] parts, int firstPart) {
        if (pot > 0 && total == 0) {
            throw new IllegalArgumentException(
                    "no weight is above 0, so nothing says who gets the %d; give at least one weight above 0"
                            .formatted(pot));
        }
        if (remainders.length < size) {
            remainders = new long[room(size, remainders.length)];
            open = new int[remainders.length];
        }
        first = firstPart;
        count = size;
        lastRemainder = Long.MAX_VALUE;
        if (pot == 0) {
            Arrays.fill(parts, first, first + count, 0);
        } else if (pot < POT_LIMIT && total <= MOST_WEIGHT) {
            int missing = (int) (pot - roundDown(pot, weights, from, total, parts));
            if (missing > 0 && count <= FEW) {
                handOutFew(missing, parts);
            } else if (missing > 0) {
                handOut(missing, total, parts);
            }
        } else {
            splitLarge(pot, weights, from, parts);
        }
    }

    private static int room(int needed, int before) {
        return Math.max(needed, before + (before >> 1));
    }

    /**
     * Rounds each quota down, keeps its remainder and returns the sum of the parts.
     *
     * <p>For a pot P, a weight w and weights that add up to W, the quota is y = Pw/W. P has a double of its own; W and w, the
     * quotient P/W and its product with w are each off by a factor within 1 ± 2⁻⁵³. As y ≤ P < 2⁵⁰, the product is within
     * 4.01 · 2⁻⁵³ · 2⁵⁰ < 0.51 of y, and rounded down, q, it has −0.51 < y − q < 1.51. So the remainder Pw − qW = (y − q)W is
     * above −0.51 W and below 1.51 W, which fits a long for W ≤ 2⁶². The two products need not fit: arithmetic on longs is
     * exact but for a multiple of 2⁶⁴, and so is their difference, of which only one value fits a long. One step up or down
     * brings the remainder to where it belongs, from 0 to below W. The steps are masks, all ones or all zeros, since no
     * branch could be foreseen.
     */
    private long roundDown(long pot, long[] weights, int from, long total, long[] parts) {
        double rate = (double) pot / total;
        long given = 0;
        for (int i = 0; i < count; i++) {
            long weight = weights[from + i];
            long part = (long) (rate * weight);
            long remainder = pot * weight - part * total;
            long tooMuch = remainder >> 63;
            part += tooMuch;
            remainder += tooMuch & total;
            long tooLittle = (total - 1 - remainder) >> 63;
            part -= tooLittle;
            remainder -= tooLittle & total;
            parts[first + i] = part;
            remainders[i] = remainder;
            given += part;
        }
        return given;
    }

    /**
     * Gives one unit each to the largest remainders, the highest digit first.
     *
     * <p>Those with a digit above some d get a unit, those below get none, and those with just d stay open for the next digit.
     * Every round takes one pass over what is open and the 62 bits of a remainder last for eleven rounds, so that no weights,
     * however chosen, take more than linear time. Remainders of which all digits agree are equal.
     */
    private void handOut(int missing, long total, long[] parts) {
        int opened = count;
        for (int i = 0; i < opened; i++) {
            open[i] = i;
        }
        int shift = Long.SIZE - Long.numberOfLeadingZeros(total - 1);
        int due = missing;
        while (opened > FEW && shift > 0) {
            shift = Math.max(0, shift - DIGIT_BITS);
            Arrays.fill(withDigit, 0);
            for (int i = 0; i < opened; i++) {
                withDigit[(int) (remainders[open[i]] >>> shift) & LARGEST_DIGIT]++;
            }
            // There are 1 to opened units due, so the loop ends with 1 to withDigit[digit] due.
            int digit = LARGEST_DIGIT;
            while (withDigit[digit] < due) {
                due -= withDigit[digit];
                digit--;
            }
            int kept = 0;
            for (int i = 0; i < opened; i++) {
                int index = open[i];
                int itsDigit = (int) (remainders[index] >>> shift) & LARGEST_DIGIT;
                // The top bit is set just where the digit is above, and just where it is equal.
                parts[first + index] += (digit - itsDigit) >>> 31;
                open[kept] = index;
                kept += ((digit ^ itsDigit) - 1) >>> 31;
            }
            opened = kept;
        }
        boolean equal = opened > FEW;
        if (!equal) {
            for (int i = 0; i < opened; i++) {
                few[i] = remainders[open[i]];
            }
            rank(few, opened);
        }
        for (int i = 0; i < opened; i++) {
            int rank = equal ? i : ranks[i];
            parts[first + open[i]] += (rank - due) >>> 31;
            last = rank == due - 1 ? open[i] : last;
        }
        lastRemainder = remainders[last];
    }

    /** Gives one unit each to the largest of a few remainders. */
    private void handOutFew(int missing, long[] parts) {
        rank(remainders, count);
        for (int i = 0; i < count; i++) {
            int rank = ranks[i];
            parts[first + i] += (rank - missing) >>> 31;
            last = rank == missing - 1 ? i : last;
        }
        lastRemainder = remainders[last];
    }

    /** Counts for each of a few numbers how many are larger, or as large and stand before it. */
    private void rank(long[] numbers, int size) {
        for (int i = 0; i < size; i++) {
            long number = numbers[i];
            int rank = 0;
            for (int j = 0; j < i; j++) {
                int smaller = (int) ((numbers[j] - number) >>> 63);
                ranks[j] += smaller;
                rank += 1 - smaller;
            }
            ranks[i] = rank;
        }
    }

    /** Splits with numbers of any size; in place of the remainders, which may not fit, it keeps their order. */
    private void splitLarge(long pot, long[] weights, int from, long[] parts) {
        BigInteger units = BigInteger.valueOf(pot);
        BigInteger total = ZERO;
        for (int i = 0; i < count; i++) {
            total = total.add(BigInteger.valueOf(weights[from + i]));
        }
        BigInteger[] exact = new BigInteger[count];
        long given = 0;
        for (int i = 0; i < count; i++) {
            BigInteger[] quota =
                    units.multiply(BigInteger.valueOf(weights[from + i])).divideAndRemainder(total);
            parts[first + i] = quota[0].longValueExact();
            exact[i] = quota[1];
            given += parts[first + i];
        }
        // Boxed numbers are sorted stably, so equal remainders stay in the order of their indices.
        List<Integer> order = IntStream.range(0, count)
                .boxed()
                .sorted(comparing(i -> exact[i], reverseOrder()))
                .toList();
        long after = count;
        for (int index : order) {
            remainders[index] = after;
            after--;
        }
        for (int index : order.subList(0, Math.toIntExact(pot - given))) {
            parts[first + index]++;
            last = index;
            lastRemainder = remainders[index];
        }
    }
}
