package org.perpupil.equity.internal;

import java.math.BigDecimal;
import java.util.Arrays;

/**
 * A sum of doubles that loses nothing, and so does not hang on their order.
 *
 * <p>Source: J. R. Shewchuk, "Adaptive precision floating-point arithmetic and fast robust geometric predicates", <i>Discrete
 * and Computational Geometry</i> 18 (1997), 305–363, section 2.4: expansions grown by one term, without zeros.
 */
public final class ExactSum {
    /** Doubles that add up to the sum and do not overlap, the smallest first. */
    private double[] parts = new double[4];

    private int size;

    public void add(double term) {
        double carried = term;
        int kept = 0;
        for (int i = 0; i < size; i++) {
            double sum = carried + parts[i];
            double error = DoubleDouble.sumError(carried, parts[i], sum);
            if (error != 0) {
                parts[kept++] = error;
            }
            carried = sum;
        }
        if (kept == parts.length) {
            parts = Arrays.copyOf(parts, 2 * kept);
        }
        if (carried != 0) {
            parts[kept++] = carried;
        }
        size = kept;
    }

    /** Adds the exact product; the caller keeps both factors in a range where its low half is a double. */
    public void addProduct(double one, double other) {
        double product = one * other;
        add(product);
        add(Math.fma(one, other, -product));
    }

    /** Returns the sum to more than 100 bits; the last of these may hang on the order of the terms. */
    public DoubleDouble rounded() {
        DoubleDouble sum = DoubleDouble.of(0);
        for (int i = size - 1; i >= 0; i--) {
            sum = sum.plus(DoubleDouble.of(parts[i]));
        }
        return sum;
    }

    /** Returns the sum within two units in the last place. */
    public double roughly() {
        double sum = 0;
        for (int i = 0; i < size; i++) {
            sum += parts[i];
        }
        return sum;
    }

    public BigDecimal exactly() {
        BigDecimal sum = BigDecimal.ZERO;
        for (int i = 0; i < size; i++) {
            sum = sum.add(new BigDecimal(parts[i]));
        }
        return sum;
    }
}
