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

    private static final double NEARLY = 0x1p-50;

    private final Splitter splitter = new Splitter();
    private final double[] by;
    private final double[] own;
    private final double[] least;
    private final double[] most;

    /** The points of schools that are not held at a bound; 0 for the others. */
    private final double[] free;

    private final long[] parts;

    /** What the split gives the free schools, before what they own is taken off. */
    private final long[] given;

    private final boolean[] takesPart;

    /** −1 for a school that is held at its least part, 1 at its greatest, 0 if it is free or has no points. */
    private final byte[] held;

    /** What is to be shared among the free schools, with what they own, and their points: the level is one over the other. */
    private long shared;

    private long points;

    Level(int schools) {
        by = new double[schools];
        own = new double[schools];
        least = new double[schools];
        most = new double[schools];
        free = new double[schools];
        parts = new long[schools];
        given = new long[schools];
        takesPart = new boolean[schools];
        held = new byte[schools];
    }

    void begin() {
        Arrays.fill(takesPart, false);
    }

    /** Adds a school: its points, 0 or more; what it owns and may get, in whole units; the bounds may be infinite. */
    void add(int school, double itsPoints, double owned, double atLeast, double atMost) {
        takesPart[school] = true;
        by[school] = itsPoints;
        own[school] = owned;
        least[school] = atLeast;
        most[school] = atMost;
    }

    boolean takesPart(int school) {
        return takesPart[school];
    }

    /** The part in whole units. */
    double part(int school) {
        return parts[school];
    }

    /** Shares a pot; tells whether it could. A pot that nobody may take, or that is short, is beyond columns, since it is a fault. */
    boolean share(long pot, boolean surplusStays) {
        if (Math.abs((double) pot) >= MOST) {
            return false;
        }
        if (pot < 0) {
            mirror();
            boolean isShared = shareSome(-pot, surplusStays);
            for (int school = 0; school < parts.length; school++) {
                parts[school] = -parts[school];
            }
            return isShared;
        }
        return shareSome(pot, surplusStays);
    }

    /** What is taken back is given with the signs turned round. */
    private void mirror() {
        for (int school = 0; school < by.length; school++) {
            double turned = -least[school];
            least[school] = -most[school];
            most[school] = turned;
            own[school] = -own[school];
        }
    }

    private boolean shareSome(long pot, boolean surplusStays) {
        long fixed = 0;
        double leastOfAll = 0;
        double mostOfAll = 0;
        double sizes = 0;
        shared = 0;
        points = 0;
        for (int school = 0; school < by.length; school++) {
            held[school] = 0;
            free[school] = 0;
            if (takesPart[school] && by[school] > 0) {
                leastOfAll += least[school];
                mostOfAll += most[school];
                free[school] = by[school];
                points += (long) by[school];
                shared += (long) own[school];
                sizes += by[school] + Math.abs(own[school]);
            } else if (takesPart[school]) {
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
            hold(left == leastOfAll ? least : most);
            return true;
        }
        shared += left;
        while (holdSome()) {
            // Until nobody is left outside the bounds.
        }
        if (points == 0 || shared < 0 || !areHeldRightly()) {
            return false;
        }
        splitter.split(shared, free, 0, free.length, given);
        for (int school = 0; school < by.length; school++) {
            if (takesPart[school] && by[school] > 0) {
                parts[school] = held[school] < 0
                        ? (long) least[school]
                        : held[school] > 0 ? (long) most[school] : given[school] - (long) own[school];
            }
        }
        return true;
    }

    private static boolean isHeld(double sum) {
        return Double.isInfinite(sum) || Math.abs(sum) < MOST;
    }

    private void hold(double[] bounds) {
        for (int school = 0; school < by.length; school++) {
            if (takesPart[school] && by[school] > 0) {
                parts[school] = (long) bounds[school];
            }
        }
    }

    /** Holds those outside their bounds on the heavier side; tells whether there were any. */
    private boolean holdSome() {
        double level = (double) shared / points;
        double below = 0;
        double above = 0;
        for (int school = 0; school < by.length; school++) {
            double part = level * free[school] - own[school];
            boolean isFree = free[school] > 0;
            below += isFree ? Math.max(0, least[school] - part) : 0;
            above += isFree ? Math.max(0, part - most[school]) : 0;
        }
        if (below == 0 && above == 0) {
            return false;
        }
        boolean lifts = below >= above;
        boolean lowers = above >= below;
        boolean any = false;
        for (int school = 0; school < by.length; school++) {
            double part = level * free[school] - own[school];
            if (free[school] > 0 && ((lifts && part < least[school]) || (lowers && part > most[school]))) {
                held[school] = (byte) (part < least[school] ? -1 : 1);
                shared -= (long) (held[school] < 0 ? least[school] : most[school]) + (long) own[school];
                points -= (long) free[school];
                free[school] = 0;
                any = true;
            }
        }
        return any && points > 0;
    }

    /** Tells whether the level gives the held ones no more than their least and no less than their most, and the others between. */
    private boolean areHeldRightly() {
        for (int school = 0; school < by.length; school++) {
            if (takesPart[school] && by[school] > 0) {
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
        if (Double.isInfinite(bound)) {
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
