package org.perpupil.io.release;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.perpupil.exact.Rational;

/**
 * Looks for all that can be told of sums of unknown whole numbers from sums that are known. It knows nothing of how counts were hidden: the
 * unknowns are the pupils of each school and span with the same needs, and every published count is a sum of them.
 *
 * <p>The answer is exact: bounds are narrowed by each equation, then values are tried until there is a solution or no more to try.
 */
final class Adversary {
    private static final int STEPS = 200;

    /** A sum of unknowns, and what it is known to lie between. */
    private record Known(int[] unknowns, long least, long most) {}

    private final int size;
    private final long most;
    private final List<Known> known = new ArrayList<>();
    private final List<Rational[]> eliminated = new ArrayList<>();
    private final Random random = new Random(1);
    private int steps;

    /**
     * Starts with nothing known.
     *
     * @param most the largest value that is tried for an unknown
     */
    Adversary(int size, long most) {
        this.size = size;
        this.most = most;
    }

    void learn(int[] unknowns, long least, long most) {
        known.add(new Known(unknowns, least, most));
    }

    /**
     * Tells whether a sum can have only one value; empty if that is not found out within the steps there are.
     *
     * @param truth values that fit all that is known; others are sought near them first
     */
    Optional<Boolean> determines(int[] unknowns, long[] truth, int rounds) {
        return follows(unknowns) ? Optional.of(true) : isAlways(unknowns, truth, rounds);
    }

    private Optional<Boolean> isAlways(int[] unknowns, long[] truth, int rounds) {
        long value = Arrays.stream(unknowns).mapToLong(i -> truth[i]).sum();
        Known more = new Known(unknowns, value + 1, Long.MAX_VALUE / 4);
        Known less = new Known(unknowns, 0, value - 1);
        boolean mayBeMore = true;
        boolean mayBeLess = value > 0;
        // Near the truth there are few values to try, by luck in a good order; only a far look can say that there is
        // nothing.
        for (int round = 0; round < rounds && (mayBeMore || mayBeLess); round++) {
            for (long away : new long[] {1, 2, 4, most}) {
                Optional<Boolean> answer =
                        mayBeMore ? isSolved(more, truth, away, STEPS * (round + 1)) : Optional.of(false);
                if (answer.equals(Optional.of(true))) {
                    return Optional.of(false);
                }
                mayBeMore &= answer.isEmpty() || away < most;
                answer = mayBeLess ? isSolved(less, truth, away, STEPS * (round + 1)) : Optional.of(false);
                if (answer.equals(Optional.of(true))) {
                    return Optional.of(false);
                }
                mayBeLess &= answer.isEmpty() || away < most;
            }
        }
        return mayBeMore || mayBeLess ? Optional.empty() : Optional.of(true);
    }

    /** Tells whether a sum is one of multiples of known sums: by elimination in exact fractions, whatever the unknowns are. */
    private boolean follows(int[] unknowns) {
        if (eliminated.isEmpty()) {
            for (Known sum : known) {
                if (sum.least() == sum.most()) {
                    reduced(row(sum.unknowns())).ifPresent(eliminated::add);
                }
            }
        }
        return reduced(row(unknowns)).isEmpty();
    }

    private Rational[] row(int[] unknowns) {
        Rational[] row = new Rational[size];
        Arrays.fill(row, Rational.ZERO);
        for (int i : unknowns) {
            row[i] = Rational.ONE_WHOLE;
        }
        return row;
    }

    /** What is left of a row without its multiples of those before, which are 1 in their first place; empty if nothing is. */
    private Optional<Rational[]> reduced(Rational[] row) {
        for (Rational[] before : eliminated) {
            int first = first(before);
            Rational times = row[first];
            for (int i = first; i < size && !times.isZero(); i++) {
                row[i] = row[i].minus(before[i].times(times));
            }
        }
        int first = first(row);
        if (first == size) {
            return Optional.empty();
        }
        Rational leading = row[first];
        for (int i = 0; i < size; i++) {
            row[i] = row[i].dividedBy(leading);
        }
        return Optional.of(row);
    }

    private int first(Rational[] row) {
        int first = 0;
        while (first < size && row[first].isZero()) {
            first++;
        }
        return first;
    }

    private Optional<Boolean> isSolved(Known other, long[] truth, long away, int most) {
        List<Known> all = new ArrayList<>(known);
        all.add(other);
        long[] low = new long[size];
        long[] high = new long[size];
        for (int i = 0; i < size; i++) {
            low[i] = Math.max(0, truth[i] - away);
            high[i] = Math.min(this.most, truth[i] + away);
        }
        steps = most;
        boolean isSolved = solve(low, high, all, truth);
        return steps < 0 ? Optional.empty() : Optional.of(isSolved);
    }

    private boolean solve(long[] low, long[] high, List<Known> all, long[] truth) {
        if (steps < 0 || steps-- == 0 || !narrow(low, high, all)) {
            return false;
        }
        long[] near = new long[size];
        for (int i = 0; i < size; i++) {
            near[i] = Math.max(low[i], Math.min(high[i], truth[i]));
        }
        int[] open = narrowestBroken(low, high, all, near);
        if (open.length == 0) {
            return true;
        }
        int chosen = open[0];
        for (long away = 0; away <= high[chosen] - low[chosen] && steps >= 0; away++) {
            for (long value :
                    away == 0 ? new long[] {near[chosen]} : new long[] {near[chosen] - away, near[chosen] + away}) {
                if (value >= low[chosen] && value <= high[chosen]) {
                    long[] lower = low.clone();
                    long[] upper = high.clone();
                    lower[chosen] = value;
                    upper[chosen] = value;
                    if (solve(lower, upper, all, truth)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    /** Of the sums that are wrong with the values nearest to the truth, what is open in the one with fewest open unknowns. */
    private static int[] narrowestBroken(long[] low, long[] high, List<Known> all, long[] near) {
        int[] narrowest = {};
        for (Known sum : all) {
            long value = Arrays.stream(sum.unknowns()).mapToLong(i -> near[i]).sum();
            if (value < sum.least() || value > sum.most()) {
                int[] open = Arrays.stream(sum.unknowns())
                        .filter(i -> low[i] < high[i])
                        .toArray();
                if (narrowest.length == 0 || open.length < narrowest.length) {
                    narrowest = open;
                }
            }
        }
        return narrowest;
    }

    /** Of the open unknowns, one that mends most when it goes the way of the first number. */
    private int best(int[] open, List<Known> all, long[] near) {
        long[] gain = new long[size];
        for (Known sum : all) {
            long value = Arrays.stream(sum.unknowns()).mapToLong(i -> near[i]).sum();
            long better = distance(sum, value) - distance(sum, value + open[0]);
            for (int i : sum.unknowns()) {
                gain[i] += better;
            }
        }
        int best = open[1];
        int ties = 1;
        for (int k = 2; k < open.length; k++) {
            if (gain[open[k]] > gain[best]) {
                best = open[k];
                ties = 1;
            } else if (gain[open[k]] == gain[best] && random.nextInt(++ties) == 0) {
                best = open[k];
            }
        }
        return best;
    }

    private static long distance(Known sum, long value) {
        return Math.max(0, sum.least() - value) + Math.max(0, value - sum.most());
    }

    private static boolean narrow(long[] low, long[] high, List<Known> all) {
        boolean again = true;
        while (again) {
            again = false;
            for (Known sum : all) {
                long least = 0;
                long greatest = 0;
                for (int i : sum.unknowns()) {
                    least += low[i];
                    greatest += high[i];
                }
                if (least > sum.most() || greatest < sum.least()) {
                    return false;
                }
                for (int i : sum.unknowns()) {
                    long lower = sum.least() - (greatest - high[i]);
                    long upper = sum.most() - (least - low[i]);
                    if (lower > low[i] || upper < high[i]) {
                        long newLow = Math.max(low[i], lower);
                        long newHigh = Math.min(high[i], upper);
                        if (newLow > newHigh) {
                            return false;
                        }
                        least += newLow - low[i];
                        greatest += newHigh - high[i];
                        low[i] = newLow;
                        high[i] = newHigh;
                        again = true;
                    }
                }
            }
        }
        return true;
    }

    /** Tells whether values are found that fit all that is known and give a sum another value than the truth. */
    boolean mayDiffer(int[] unknowns, long[] truth, int rounds) {
        return isAlways(unknowns, truth, rounds).equals(Optional.of(false));
    }

    Adversary copy() {
        Adversary copy = new Adversary(size, most);
        copy.known.addAll(known);
        return copy;
    }

    /** Tells by going through all solutions whether a sum has only one value; for few and small unknowns. */
    boolean determinesByEnumeration(int[] unknowns, long[] truth) {
        long value = Arrays.stream(unknowns).mapToLong(i -> truth[i]).sum();
        return !isOtherwise(new long[size], 0, unknowns, value);
    }

    private boolean isOtherwise(long[] values, int next, int[] unknowns, long value) {
        for (Known sum : known) {
            long so = 0;
            boolean isWhole = true;
            for (int i : sum.unknowns()) {
                so += values[i];
                isWhole &= i < next;
            }
            if (so > sum.most() || (isWhole && so < sum.least())) {
                return false;
            }
        }
        if (next == size) {
            return Arrays.stream(unknowns).mapToLong(i -> values[i]).sum() != value;
        }
        for (long x = 0; x <= most; x++) {
            values[next] = x;
            if (isOtherwise(values, next + 1, unknowns, value)) {
                values[next] = 0;
                return true;
            }
        }
        values[next] = 0;
        return false;
    }
}
