package org.perpupil.equity.internal;

import com.google.common.primitives.Doubles;
import java.math.BigDecimal;
import java.util.Arrays;

/**
 * Numbers in ascending order, at least one, each with its weight; those that are equal in order of weight. Whether a running total of
 * weights reaches a share exactly is decided without rounding.
 */
public final class Ranked {
    private final double[] values;
    private final double[] weights;

    /** Running totals of weights. */
    private final double[] totals;

    /** Whether nothing was rounded in the running totals, as where weights are whole. */
    private final boolean exact;

    private final DoubleDouble all;

    private Ranked(double[] values, double[] weights) {
        this.values = values;
        this.weights = weights;
        this.totals = new double[weights.length];
        double sum = 0;
        boolean lossless = true;
        for (int i = 0; i < weights.length; i++) {
            double before = sum;
            sum += weights[i];
            totals[i] = sum;
            lossless &= DoubleDouble.sumError(before, weights[i], sum) == 0;
        }
        this.exact = lossless;
        this.all = lossless ? DoubleDouble.of(sum) : totals();
    }

    /** Fills in running totals where some are rounded; returns the last. */
    private DoubleDouble totals() {
        Total total = new Total();
        for (int i = 0; i < weights.length; i++) {
            total.add(weights[i]);
            totals[i] = total.value().high();
        }
        return total.value();
    }

    /** Takes numbers and their weights of 0 or more, in any order. */
    public static Ranked of(double[] values, double[] weights) {
        Keys keys = Keys.of(values);
        double[] sortedWeights = keys.sort(weights);
        double[] sortedValues = keys.values();
        int to;
        for (int from = 0; from < sortedValues.length; from = to) {
            boolean inOrder = true;
            for (to = from + 1; to < sortedValues.length && sortedValues[to] == sortedValues[from]; to++) {
                inOrder &= sortedWeights[to - 1] <= sortedWeights[to];
            }
            if (!inOrder && to - from == 2) {
                double heavier = sortedWeights[from];
                sortedWeights[from] = sortedWeights[from + 1];
                sortedWeights[from + 1] = heavier;
            } else if (!inOrder) {
                Arrays.sort(sortedWeights, from, to);
            }
        }
        return new Ranked(sortedValues, sortedWeights);
    }

    /** Returns each number so many times, in all at least once. */
    public Ranked times(int[] counts) {
        int size = Arrays.stream(counts).sum();
        double[] manyValues = new double[size];
        double[] manyWeights = new double[size];
        int next = 0;
        for (int i = 0; i < counts.length; i++) {
            Arrays.fill(manyValues, next, next + counts[i], values[i]);
            Arrays.fill(manyWeights, next, next + counts[i], weights[i]);
            next += counts[i];
        }
        return new Ranked(manyValues, manyWeights);
    }

    public int size() {
        return values.length;
    }

    public double value(int rank) {
        return values[rank];
    }

    public double weight(int rank) {
        return weights[rank];
    }

    /** Returns the sum of weights up to a rank. */
    public double upTo(int rank) {
        return totals[rank];
    }

    /** Returns the sum of all weights. */
    public DoubleDouble all() {
        return all;
    }

    /** Returns how many numbers are below one, or not above it. */
    public int below(double value, boolean orEqual) {
        int from = 0;
        int to = values.length;
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (values[middle] < value || (orEqual && values[middle] == value)) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from;
    }

    /**
     * Returns the rank at which the running total reaches a share of the weights, at most the last.
     *
     * @param part of so many equal parts
     */
    public int reaching(double part, double of) {
        int from = 0;
        int to = values.length - 1;
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (compare(middle, part, of) < 0) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from;
    }

    /**
     * Returns the number at a share of the weights: where the running total reaches it exactly, the mean of that number and the next;
     * else the first whose running total exceeds it.
     *
     * @param part of so many equal parts
     */
    public double at(double part, double of) {
        int rank = reaching(part, of);
        return rank < values.length - 1 && compare(rank, part, of) == 0
                ? values[rank] / 2 + values[rank + 1] / 2
                : values[rank];
    }

    private int compare(int rank, double part, double of) {
        double reached = totals[rank] * of;
        double wanted = totals[totals.length - 1] * part;
        return Math.abs(reached - wanted) > 1e-14 * (reached + wanted)
                ? Double.compare(reached, wanted)
                : exactly(rank)
                        .multiply(new BigDecimal(of))
                        .compareTo(exactly(totals.length - 1).multiply(new BigDecimal(part)));
    }

    private BigDecimal exactly(int rank) {
        if (exact) {
            return new BigDecimal(totals[rank]);
        }
        ExactSum sum = new ExactSum();
        for (int i = 0; i <= rank; i++) {
            sum.add(weights[i]);
        }
        return sum.exactly();
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof Ranked other
                && Arrays.equals(values, other.values)
                && Arrays.equals(weights, other.weights);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(values) + Arrays.hashCode(weights);
    }

    @Override
    public String toString() {
        return "%s with weights %s".formatted(Doubles.asList(values), Doubles.asList(weights));
    }
}
