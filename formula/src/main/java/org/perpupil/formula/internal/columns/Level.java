package org.perpupil.formula.internal.columns;

import java.util.Arrays;
import org.perpupil.exact.Splitter;

/**
 * Shares a pot of whole units over schools at one level, as {@link org.perpupil.formula.internal.SharedLine} does in fractions.
 *
 * <pre>{@code
 * part = level × by − own,  not below least and not above most;   Σ part = pot
 * }</pre>
 *
 * <p>Whoever the level would give less than the least gets the least, or whoever it would give more than the most gets the most, whichever
 * comes to more; then the level of the others is found again, until nobody is left outside the bounds (G. R. Bitran and A. C. Hax,
 * "Disaggregation and resource allocation using convex knapsack problems", <i>Management Science</i> 27, 1981). That is done in {@code
 * double}; at the end each school is held against the level in whole numbers.
 */
final class Level {
    private static final double MOST = Grid.END;

    /** So many of the largest numbers add up to what a {@code long} holds, and half as much is left for the pot. */
    private static final int MANY = 512;

    /** The bound of whoever has none, which it is too far away to be in the way of anything. */
    static final double BOUNDLESS = Double.MAX_VALUE;

    private static final double NEARLY = 0x1p-50;

    private final Splitter splitter = new Splitter();

    /** Points, 0 or more; 0 for whoever takes no part. */
    double[] by = {};

    /** What a school owns, in whole units. */
    double[] own = {};

    /** The least that a school may get, in whole units; perhaps minus {@link #BOUNDLESS}. */
    double[] least = {};

    /** The most that a school may get, in whole units; perhaps {@link #BOUNDLESS}. */
    double[] most = {};

    /** The schools with points that are not held at a bound, in order; of each the points, and its bounds with what it owns. */
    private int[] free = {};

    private double[] weights = {};
    private double[] lows = {};
    private double[] highs = {};
    private int count;

    /** What each school gets, in whole units; the array is the caller's. */
    private long[] parts = {};

    /** What the split gives the free schools, before what they own is taken off. */
    private long[] given = {};

    /** −1 for a school that is held at its least part, 1 at its greatest, 0 if it is free or has no points. */
    private byte[] held = {};

    private boolean isPlain;

    /** What is to be shared among the free schools, with what they own, and their points: the level is one over the other. */
    private long shared;

    private long points;

    private long total;

    /** Makes room for so many schools. */
    void makeRoom(int schools) {
        if (schools > by.length) {
            by = new double[schools];
            own = new double[schools];
            least = new double[schools];
            most = new double[schools];
            free = new int[schools];
            weights = new double[schools];
            lows = new double[schools];
            highs = new double[schools];
            given = new long[schools];
            held = new byte[schools];
        }
    }

    /** Starts to hold what schools have, and gives the parts to an array; what is said not to be given is not looked at afterwards. */
    void begin(long[] toParts, boolean hasOwn, boolean hasLeast, boolean hasMost) {
        parts = toParts;
        isPlain = !hasOwn && !hasLeast && !hasMost;
        if (!hasOwn && !isPlain) {
            Arrays.fill(own, 0);
        }
        if (!hasLeast && !isPlain) {
            Arrays.fill(least, -BOUNDLESS);
        }
        if (!hasMost && !isPlain) {
            Arrays.fill(most, BOUNDLESS);
        }
    }

    /** Holds a school: its points, what it owns and may get. */
    void put(int school, double itsPoints, double owned, double atLeast, double atMost) {
        by[school] = itsPoints;
        own[school] = owned;
        least[school] = atLeast;
        most[school] = atMost;
    }

    /** Tells whether a school has no bound or means where schools have one; it may have no points either. */
    boolean isMissingAny(int school) {
        return !isPlain && (Double.isNaN(own[school]) || Double.isNaN(least[school]) || Double.isNaN(most[school]));
    }

    /** What the schools of the range that was shared last get, in units. */
    long total() {
        return total;
    }

    /**
     * Shares a pot over the schools in a range; tells whether it could. A pot that nobody may take, or that is short, is beyond columns,
     * since it is a fault.
     */
    boolean share(long pot, int from, int to, boolean surplusStays) {
        if (Math.abs((double) pot) >= MOST) {
            return false;
        }
        if (pot < 0 && !isPlain) {
            mirror(from, to);
        }
        boolean isShared = isPlain
                ? split(Math.abs(pot), from, to, surplusStays)
                : shareSome(Math.abs(pot), from, to, surplusStays);
        if (pot < 0) {
            total = -total;
            for (int school = from; school < to; school++) {
                parts[school] = -parts[school];
            }
        }
        return isShared;
    }

    /** What is taken back is given with the signs turned round. */
    private void mirror(int from, int to) {
        for (int school = from; school < to; school++) {
            double turned = -least[school];
            least[school] = -most[school];
            most[school] = turned;
            own[school] = -own[school];
        }
    }

    /** Without bounds and own means, the level is the pot over all points. */
    private boolean split(long pot, int from, int to, boolean surplusStays) {
        int anyone = from;
        while (anyone < to && by[anyone] == 0) {
            anyone++;
        }
        total = anyone < to ? pot : 0;
        if (pot > total && !surplusStays) {
            throw new Beyond();
        }
        splitter.split(total, by, from, to, parts);
        return true;
    }

    private boolean shareSome(long pot, int from, int to, boolean surplusStays) {
        long fixed = 0;
        double leastOfAll = 0;
        double mostOfAll = 0;
        double sizes = 0;
        shared = 0;
        points = 0;
        count = 0;
        for (int school = from; school < to; school++) {
            held[school] = 0;
            if (by[school] > 0) {
                leastOfAll += least[school];
                mostOfAll += most[school];
                points += (long) by[school];
                shared += (long) own[school];
                sizes += by[school] + Math.abs(own[school]);
                free[count] = school;
                weights[count] = by[school];
                lows[count] = least[school] + own[school];
                highs[count] = most[school] + own[school];
                count++;
            } else {
                double part = Math.min(Math.max(-own[school], least[school]), most[school]);
                parts[school] = (long) part;
                fixed += parts[school];
            }
        }
        if (!isHeld(leastOfAll) || !isHeld(mostOfAll) || sizes >= MOST * MANY) {
            return false;
        }
        long left = pot - fixed;
        if (left < leastOfAll) {
            throw new Beyond();
        }
        if (left > mostOfAll) {
            if (!surplusStays) {
                throw new Beyond();
            }
            left = (long) mostOfAll;
        }
        if (left == leastOfAll || left == mostOfAll) {
            total = left + fixed;
            hold(from, to, left == leastOfAll ? least : most);
            return true;
        }
        total = left + fixed;
        shared += left;
        while (holdSome()) {
            // Until nobody is left outside the bounds.
        }
        if (count == 0 || shared < 0 || !areHeldRightly(from, to)) {
            return false;
        }
        splitter.split(shared, weights, 0, count, given);
        for (int i = 0; i < count; i++) {
            parts[free[i]] = given[i] - (long) own[free[i]];
        }
        return true;
    }

    private static boolean isHeld(double sum) {
        return Math.abs(sum) < MOST || Math.abs(sum) >= BOUNDLESS;
    }

    private void hold(int from, int to, double[] bounds) {
        for (int school = from; school < to; school++) {
            if (by[school] > 0) {
                parts[school] = (long) bounds[school];
            }
        }
    }

    /** Holds those outside their bounds on the heavier side; tells whether others are left to look at again. */
    private boolean holdSome() {
        double level = (double) shared / points;
        double below = 0;
        double above = 0;
        for (int i = 0; i < count; i++) {
            double share = level * weights[i];
            // Twice what is above 0 of the difference, and nothing of what is below.
            below += lows[i] - share + Math.abs(lows[i] - share);
            above += share - highs[i] + Math.abs(share - highs[i]);
        }
        if (below == 0 && above == 0) {
            return false;
        }
        boolean lifts = below >= above;
        boolean lowers = above >= below;
        int kept = 0;
        for (int i = 0; i < count; i++) {
            double share = level * weights[i];
            if (lifts && share < lows[i]) {
                hold(i, least, -1);
            } else if (lowers && share > highs[i]) {
                hold(i, most, 1);
            } else {
                free[kept] = free[i];
                weights[kept] = weights[i];
                lows[kept] = lows[i];
                highs[kept] = highs[i];
                kept++;
            }
        }
        boolean any = kept < count;
        count = kept;
        return any && count > 0;
    }

    private void hold(int i, double[] bounds, int side) {
        int school = free[i];
        held[school] = (byte) side;
        parts[school] = (long) bounds[school];
        shared -= parts[school] + (long) own[school];
        points -= (long) weights[i];
    }

    /** Tells whether the level gives the held ones no more than their least and no less than their most, and the others between. */
    private boolean areHeldRightly(int from, int to) {
        for (int school = from; school < to; school++) {
            if (by[school] > 0) {
                boolean right = held[school] < 0
                        ? compared(school, least[school]) <= 0
                        : held[school] > 0
                                ? compared(school, most[school]) >= 0
                                : compared(school, least[school]) >= 0 && compared(school, most[school]) <= 0;
                if (!right) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Compares what the level gives a school with a bound. */
    private int compared(int school, double bound) {
        if (Math.abs(bound) == BOUNDLESS) {
            return bound > 0 ? -1 : 1;
        }
        double one = (double) shared * by[school];
        double other = (bound + own[school]) * points;
        if (Math.abs(one - other) > NEARLY * Math.max(Math.abs(one), Math.abs(other))) {
            return one < other ? -1 : 1;
        }
        long owed = (long) bound + (long) own[school];
        int high = Long.compare(Math.multiplyHigh(shared, (long) by[school]), Math.multiplyHigh(owed, points));
        return high != 0 ? high : Long.compareUnsigned(shared * (long) by[school], owed * points);
    }
}
