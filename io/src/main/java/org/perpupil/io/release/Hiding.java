package org.perpupil.io.release;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds which counts are hidden, such that each hidden count, and each small number of pupils that follows from counts, has a witness: a shift
 * of whole pupils between hidden counts that keeps all that is known and changes that number. What is shown fits the shifted counts as well,
 * so nobody can tell which are right.
 *
 * <p>A shift starts at a count, by one pupil up or down, and goes on to mend what it broke, cheapest first: hidden counts cost nothing, others
 * about as much as they count. Every number that a witness changes is witnessed by it. A witness keeps small numbers small and none below 0,
 * so it also stands against one who knows which are small. Once found it stays, since more is hidden only.
 *
 * <p>Where no such shift is found within bounds, the totals above the count are hidden, and then everything that hangs together with it, ring by
 * ring. In the end only what
 * is known of hidden counts among themselves is left, and all of them times two are a witness for each that is not 0.
 */
final class Hiding {
    private static final int LONGEST = 80;

    /**
     * How a shift is sought.
     *
     * @param width how many counts are tried to mend a sum
     * @param most how many steps are tried
     * @param hurry what a broken sum counts beside the cost: the more, the sooner a shift is found, and the dearer
     */
    private record Effort(int width, int most, long hurry) {}

    private static final List<Effort> EFFORTS = List.of(
            new Effort(24, 2_000, 0),
            new Effort(24, 4_000, 50),
            new Effort(24, 8_000, 1_000),
            new Effort(600, 8_000, 100_000));

    private static final Effort LAST = new Effort(600, 8_000, 100_000);

    /** What hiding all pupils of a place costs more than hiding a group in it. */
    private static final int WHOLE_COSTS = 8;

    /** What hiding a total costs more than hiding a part. */
    private static final int SUM_COSTS = 4;

    private static final long ENDLESS = Long.MAX_VALUE / 4;

    private final Relations relations;
    private final BigDecimal minimum;
    private final boolean zerosAreShown;
    private final int size;

    /** By number: first the counts, then the sums of which something is known. */
    private final long[] down;

    private final long[] up;
    private final BitSet small = new BitSet();
    private final BitSet witnessed = new BitSet();

    /** Numbers with a witness only that makes small ones larger than they are known to be, or by all counts times two. */
    private final BitSet weak = new BitSet();

    private final BitSet fixed = new BitSet();
    private final BitSet hidden = new BitSet();
    private final long[] cost;

    /** For each count the sums that it is in, and how often; for each sum its counts, the cheapest first, and how often. */
    private final int[][] sumsOf;

    private final int[][] timesOf;
    private final int[][] countsIn;
    private final int[][] timesIn;

    private final List<Map<Integer, Integer>> shifts = new ArrayList<>();

    /** How a shift changes counts and sums. */
    private final int[] delta;

    private final int[] change;

    /** The sum that a shift must change, and which way; −1 if it starts at a count, which it never changes back. */
    private int goal = -1;

    private int goalSign;

    Hiding(Relations relations, int minimum, boolean zerosAreShown) {
        this.relations = relations;
        this.minimum = BigDecimal.valueOf(minimum);
        this.zerosAreShown = zerosAreShown;
        this.size = relations.size();
        int sums = relations.known().size();
        this.down = new long[size + sums];
        this.up = new long[size + sums];
        this.cost = new long[size];
        this.delta = new int[size];
        this.change = new int[sums];
        this.sumsOf = new int[size][];
        this.timesOf = new int[size][];
        this.countsIn = new int[sums][];
        this.timesIn = new int[sums][];
        for (int i = 0; i < size; i++) {
            measure(i);
        }
        for (int s = 0; s < sums; s++) {
            measureSum(s);
        }
        connect();
        run();
    }

    private void measure(int i) {
        BigDecimal count = relations.count(i);
        boolean zero = count.signum() == 0;
        fixed.set(i, zero && zerosAreShown);
        bound(i, count);
        hidden.set(i, small.get(i));
        if (zerosAreShown) {
            // Everyone knows that what is hidden is above 0.
            down[i] = Math.max(0, count.setScale(0, RoundingMode.CEILING).longValueExact() - 1);
        }
        cost[i] = Math.addExact(count.longValue(), minimum.longValueExact())
                * (relations.isWhole(i) ? WHOLE_COSTS : 1)
                * (relations.isSum(i) ? SUM_COSTS : 1);
    }

    private void measureSum(int s) {
        BigDecimal value = relations.value(relations.known().get(s));
        switch (relations.kind(s)) {
            case ZERO -> {}
            case PUPILS -> bound(size + s, value);
            case NOT_BELOW_ZERO -> {
                down[size + s] = value.longValue();
                up[size + s] = ENDLESS;
            }
        }
    }

    /** Says how far a number of pupils may go down and up, and whether it is small. */
    private void bound(int number, BigDecimal value) {
        boolean isSmall = value.compareTo(minimum) < 0 && !(value.signum() == 0 && zerosAreShown);
        small.set(number, isSmall);
        down[number] = value.longValue();
        up[number] = isSmall
                ? minimum.subtract(value).setScale(0, RoundingMode.CEILING).longValueExact() - 1
                : ENDLESS;
    }

    private void connect() {
        List<List<int[]>> of = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            of.add(new ArrayList<>());
        }
        for (int s = 0; s < countsIn.length; s++) {
            List<int[]> in = new ArrayList<>();
            relations.known().get(s).times().forEach((count, times) -> in.add(new int[] {count, times}));
            in.sort(Comparator.<int[]>comparingLong(term -> cost[term[0]]).thenComparingInt(term -> term[0]));
            countsIn[s] = in.stream().mapToInt(term -> term[0]).toArray();
            timesIn[s] = in.stream().mapToInt(term -> term[1]).toArray();
            for (int[] term : in) {
                of.get(term[0]).add(new int[] {s, term[1]});
            }
        }
        for (int i = 0; i < size; i++) {
            sumsOf[i] = of.get(i).stream().mapToInt(term -> term[0]).toArray();
            timesOf[i] = of.get(i).stream().mapToInt(term -> term[1]).toArray();
        }
    }

    private void run() {
        for (int i = small.nextSetBit(0); i >= 0; i = small.nextSetBit(i + 1)) {
            protect(i);
        }
        // What a fallback hid is not small, and hides more at times.
        for (int i = nextOpen(); i >= 0; i = nextOpen()) {
            protect(i);
        }
    }

    private int nextOpen() {
        BitSet open = (BitSet) hidden.clone();
        open.andNot(witnessed);
        return open.nextSetBit(0);
    }

    private void protect(int number) {
        if (witnessed.get(number)) {
            return;
        }
        for (Effort effort : EFFORTS) {
            if (shift(number, effort, true, false)) {
                return;
            }
        }
        BitSet ring = new BitSet();
        for (int count : number < size ? new int[] {number} : countsIn[number - size]) {
            if (!fixed.get(count)) {
                ring.set(count);
                hidden.set(count);
            }
        }
        rise(ring);
        if (shift(number, LAST, true, false)) {
            return;
        }
        for (boolean byTotals : new boolean[] {true, false}) {
            while (widen(ring, byTotals)) {
                if (shift(number, LAST, false, false)) {
                    return;
                }
            }
        }
        // Nothing that hangs together with the number is shown any more.
        BitSet before = (BitSet) witnessed.clone();
        shift(number, LAST, false, true);
        witnessed.set(number);
        BitSet now = (BitSet) witnessed.clone();
        now.andNot(before);
        weak.or(now);
    }

    /** Hides the totals that a ring is a part of, and theirs, and adds them. */
    private void rise(BitSet ring) {
        for (boolean grew = true; grew; ) {
            BitSet wider = (BitSet) ring.clone();
            for (int i = ring.nextSetBit(0); i >= 0; i = ring.nextSetBit(i + 1)) {
                for (int k = 0; k < sumsOf[i].length; k++) {
                    int s = sumsOf[i][k];
                    for (int j = 0; j < countsIn[s].length && relations.kind(s) == Relations.Kind.ZERO; j++) {
                        // A total less its parts is 0: the total and its parts have opposite signs.
                        if (timesOf[i][k] < 0 && timesIn[s][j] > 0 && !fixed.get(countsIn[s][j])) {
                            wider.set(countsIn[s][j]);
                            hidden.set(countsIn[s][j]);
                        }
                    }
                }
            }
            grew = wider.cardinality() > ring.cardinality();
            ring.or(wider);
        }
    }

    /**
     * Hides what is in a sum with the ring and adds it; tells whether there was any.
     *
     * @param byTotals whether only totals and their parts count as sums
     */
    private boolean widen(BitSet ring, boolean byTotals) {
        BitSet wider = (BitSet) ring.clone();
        for (int i = ring.nextSetBit(0); i >= 0; i = ring.nextSetBit(i + 1)) {
            for (int s : sumsOf[i]) {
                if (!byTotals || relations.kind(s) == Relations.Kind.ZERO) {
                    for (int j : countsIn[s]) {
                        if (!fixed.get(j)) {
                            wider.set(j);
                            hidden.set(j);
                        }
                    }
                }
            }
        }
        boolean grew = wider.cardinality() > ring.cardinality();
        ring.or(wider);
        return grew;
    }

    /** A step of a shift: one pupil more or less in one count. */
    private record Step(
            @Nullable Step before, int count, int by, long cost, int open, int length, long mark, int order) {}

    /**
     * Looks for the cheapest shift that changes a number, hides the counts that it changes, and notes it as a witness.
     *
     * @param hides whether it may change counts that are shown so far
     * @param beyond whether small numbers may become larger than they can be
     */
    private boolean shift(int number, Effort effort, boolean hides, boolean beyond) {
        if (number < size) {
            return search(List.of(start(number, -1), start(number, 1)), effort, hides, beyond);
        }
        goal = number - size;
        boolean found = false;
        for (goalSign = -1; goalSign <= 1 && !found; goalSign += 2) {
            List<Step> starts = new ArrayList<>();
            for (int k = 0; k < countsIn[goal].length; k++) {
                starts.add(start(countsIn[goal][k], goalSign * Integer.signum(timesIn[goal][k])));
            }
            found = search(starts, effort, hides, beyond);
        }
        goal = -1;
        return found;
    }

    private Step start(int count, int by) {
        return new Step(null, count, by, price(count), sumsOf[count].length, 1, mark(count, by), count);
    }

    private boolean search(List<Step> starts, Effort effort, boolean hides, boolean beyond) {
        PriorityQueue<Step> queue =
                new PriorityQueue<>(Comparator.<Step>comparingLong(step -> step.cost() + effort.hurry() * step.open())
                        .thenComparingInt(Step::open)
                        .thenComparingInt(Step::length)
                        .thenComparingInt(Step::order));
        Set<Long> met = new HashSet<>();
        for (Step start : starts) {
            if (canMove(start.count(), start.by(), hides, beyond)) {
                queue.add(start);
            }
        }
        int order = size;
        for (int tried = 0; tried < effort.most() && !queue.isEmpty(); tried++) {
            Step last = queue.remove();
            apply(last, 1);
            int sum = narrowestBroken(last, beyond);
            if (sum < 0) {
                note(last);
                apply(last, -1);
                return true;
            }
            int left = effort.width();
            int side = -broken(sum, change[sum], beyond);
            for (int pass = 0; pass < 2 && last.length() < LONGEST; pass++) {
                for (int k = 0; k < countsIn[sum].length && left > 0; k++) {
                    int next = countsIn[sum][k];
                    int by = side * Integer.signum(timesIn[sum][k]);
                    boolean free = price(next) == 0;
                    if (free != (pass == 0)
                            || delta[next] * by < 0
                            || !canMove(next, by, hides, beyond)
                            || !met.add(last.mark() + mark(next, by))) {
                        continue;
                    }
                    left--;
                    queue.add(new Step(
                            last,
                            next,
                            by,
                            last.cost() + (delta[next] == 0 ? price(next) : 0),
                            openAfter(last.open(), next, by, beyond),
                            last.length() + 1,
                            last.mark() + mark(next, by),
                            order++));
                }
            }
            apply(last, -1);
        }
        return false;
    }

    private boolean canMove(int count, int by, boolean hides, boolean beyond) {
        if (fixed.get(count) || (!hides && price(count) > 0)) {
            return false;
        }
        long moved = (long) delta[count] + by;
        return -moved <= down[count] && (beyond || moved <= up[count]);
    }

    private long price(int count) {
        return hidden.get(count) ? 0 : cost[count];
    }

    private void apply(Step last, int times) {
        for (Step step = last; step != null; step = step.before()) {
            int i = step.count();
            delta[i] += step.by() * times;
            for (int k = 0; k < sumsOf[i].length; k++) {
                change[sumsOf[i][k]] += step.by() * times * timesOf[i][k];
            }
        }
    }

    /** Returns 1 if a sum would be changed too far up, −1 if too far down, 0 if it may be changed so. */
    private int broken(int sum, int changed, boolean beyond) {
        if (sum == goal && changed * goalSign <= 0) {
            return -goalSign;
        }
        boolean isFree = beyond && relations.kind(sum) == Relations.Kind.PUPILS;
        return changed > up[size + sum] && !isFree ? 1 : -changed > down[size + sum] ? -1 : 0;
    }

    /** Returns the broken sum that leaves least choice, or −1 if none is broken. */
    private int narrowestBroken(Step last, boolean beyond) {
        int narrowest = -1;
        for (Step step = last; step != null; step = step.before()) {
            for (int s : sumsOf[step.count()]) {
                if (broken(s, change[s], beyond) != 0
                        && (narrowest < 0
                                || countsIn[s].length < countsIn[narrowest].length
                                || (countsIn[s].length == countsIn[narrowest].length && s < narrowest))) {
                    narrowest = s;
                }
            }
        }
        return narrowest;
    }

    private int openAfter(int open, int count, int by, boolean beyond) {
        int after = open;
        for (int k = 0; k < sumsOf[count].length; k++) {
            int s = sumsOf[count][k];
            after += (broken(s, change[s] + by * timesOf[count][k], beyond) != 0 ? 1 : 0)
                    - (broken(s, change[s], beyond) != 0 ? 1 : 0);
        }
        return after;
    }

    /** Shifts by the same steps in another order have the same sum of marks; the constants are those of SplitMix64. */
    private static long mark(int count, int by) {
        long mixed = (count + 1) * 0x9E3779B97F4A7C15L;
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return by * (mixed ^ (mixed >>> 31));
    }

    private void note(Step last) {
        Map<Integer, Integer> shift = new TreeMap<>();
        for (Step step = last; step != null; step = step.before()) {
            shift.merge(step.count(), step.by(), Integer::sum);
        }
        shifts.add(shift);
        for (int i : shift.keySet()) {
            hidden.set(i);
            witnessed.set(i);
            for (int s : sumsOf[i]) {
                if (change[s] != 0) {
                    witnessed.set(size + s);
                }
            }
        }
    }

    boolean isHidden(int count) {
        return hidden.get(count);
    }

    boolean isSmall(int count) {
        return small.get(count);
    }

    /** Returns how many numbers are protected only from those who do not know which are small. */
    int weak() {
        return weak.cardinality();
    }

    /** Returns the shifts that were found: by how many pupils counts differ, by number. */
    List<Map<Integer, Integer>> witnesses() {
        return shifts;
    }
}
