package org.perpupil.equity.internal;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Cut points of weighted numbers; whether a running total reaches a share exactly is decided without rounding. */
public final class Quantiles {
    private final double[] values;
    private final double[] weights;
    private final BigDecimal whole;
    private final double roughly;

    /** Takes numbers and their weights, in any order. */
    public Quantiles(double[] values, double[] weights) {
        int[] order = IntStream.range(0, values.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer row) -> values[row])
                        .thenComparingDouble(row -> weights[row]))
                .mapToInt(Integer::intValue)
                .toArray();
        this.values = IntStream.of(order).mapToDouble(row -> values[row]).toArray();
        this.weights = IntStream.of(order).mapToDouble(row -> weights[row]).toArray();
        ExactSum sum = new ExactSum();
        for (double weight : weights) {
            sum.add(weight);
        }
        this.whole = sum.exactly();
        this.roughly = sum.roughly();
    }

    /**
     * Returns the number at a share of the weights: where the running total reaches it exactly, the mean of that number and the next;
     * else the first whose running total exceeds it.
     *
     * @param part of so many equal parts
     */
    public double at(int part, int of) {
        ExactSum running = new ExactSum();
        for (int i = 0; i < values.length - 1; i++) {
            running.add(weights[i]);
            int side = compare(running, part, of);
            if (side > 0) {
                return values[i];
            }
            if (side == 0) {
                return values[i] / 2 + values[i + 1] / 2;
            }
        }
        return values[values.length - 1];
    }

    private int compare(ExactSum running, int part, int of) {
        double reached = running.roughly() * of;
        double wanted = roughly * part;
        return Math.abs(reached - wanted) > 1e-14 * (reached + wanted)
                ? Double.compare(reached, wanted)
                : running.exactly()
                        .multiply(BigDecimal.valueOf(of))
                        .compareTo(whole.multiply(BigDecimal.valueOf(part)));
    }
}
