package org.perpupil.io.release;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Counts by number, and what is known of sums and differences of them: that they are 0, that they are a number of pupils, or at least that
 * they are not below 0.
 */
final class Relations {
    private final List<BigDecimal> counts = new ArrayList<>();
    private final BitSet wholes = new BitSet();
    private final BitSet sums = new BitSet();
    private final List<Sum> known = new ArrayList<>();
    private final List<Kind> kinds = new ArrayList<>();
    private final Set<Map<Integer, Integer>> met = new HashSet<>();

    /** What is known of a sum. */
    enum Kind {
        ZERO,
        PUPILS,
        NOT_BELOW_ZERO
    }

    /** A sum of multiples of counts: how often each is taken, by number. */
    record Sum(Map<Integer, Integer> times) {
        static Sum of(int number) {
            return new Sum(Map.of(number, 1));
        }

        Sum plus(Sum other) {
            return with(other, 1);
        }

        Sum minus(Sum other) {
            return with(other, -1);
        }

        private Sum with(Sum other, int sign) {
            Map<Integer, Integer> both = new TreeMap<>(times);
            other.times.forEach((number, often) -> {
                if (both.merge(number, often * sign, Integer::sum) == 0) {
                    both.remove(number);
                }
            });
            return new Sum(both);
        }
    }

    /**
     * Adds a count of a table.
     *
     * @param whole whether it counts all pupils of a place
     */
    int add(BigDecimal count, boolean whole) {
        counts.add(count);
        wholes.set(counts.size() - 1, whole);
        return counts.size() - 1;
    }

    /** Says that a sum is 0, as a total less its parts. */
    void isZero(Sum sum) {
        know(sum, Kind.ZERO);
    }

    /** Says that a sum counts pupils whom no table counts. */
    void countsPupils(Sum sum) {
        know(sum, Kind.PUPILS);
    }

    /** Says that a sum is not below 0. */
    void isNotBelowZero(Sum sum) {
        know(sum, Kind.NOT_BELOW_ZERO);
    }

    private void know(Sum sum, Kind kind) {
        if (!sum.times().isEmpty() && met.add(sum.times())) {
            known.add(sum);
            kinds.add(kind);
        }
    }

    /** Notes that a count is a total. */
    void isTotal(int number) {
        sums.set(number);
    }

    int size() {
        return counts.size();
    }

    BigDecimal count(int number) {
        return counts.get(number);
    }

    BigDecimal value(Sum sum) {
        BigDecimal value = BigDecimal.ZERO;
        for (Map.Entry<Integer, Integer> count : sum.times().entrySet()) {
            value = value.add(
                    requireNonNull(counts.get(count.getKey())).multiply(BigDecimal.valueOf(count.getValue())));
        }
        return value;
    }

    boolean isWhole(int number) {
        return wholes.get(number);
    }

    boolean isSum(int number) {
        return sums.get(number);
    }

    List<Sum> known() {
        return known;
    }

    Kind kind(int known) {
        return kinds.get(known);
    }
}
