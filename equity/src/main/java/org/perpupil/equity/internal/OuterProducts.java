package org.perpupil.equity.internal;

import java.util.Arrays;

/** Σ f v v' of vectors v with factors f, summed in their order. Four are added at once, so that sums are fetched a quarter as often. */
public final class OuterProducts {
    private static final int AT_ONCE = 4;

    /** By row, then column ≤ row. */
    private final double[][] sums;

    private final double[][] waiting;
    private final double[] factors = new double[AT_ONCE];
    private int many;

    public OuterProducts(int size) {
        sums = new double[size][size];
        waiting = new double[AT_ONCE][size];
    }

    /** Adds a vector, which may be used again afterwards. */
    public void add(double[] vector, double factor) {
        System.arraycopy(vector, 0, waiting[many], 0, vector.length);
        factors[many] = factor;
        many++;
        if (many == AT_ONCE) {
            addWaiting();
        }
    }

    private void addWaiting() {
        double[] first = waiting[0];
        double[] second = waiting[1];
        double[] third = waiting[2];
        double[] fourth = waiting[3];
        for (int i = 0; i < sums.length; i++) {
            double[] sum = sums[i];
            double one = factors[0] * first[i];
            double two = factors[1] * second[i];
            double three = factors[2] * third[i];
            double four = factors[3] * fourth[i];
            for (int j = 0; j <= i; j++) {
                sum[j] = Math.fma(
                        four,
                        fourth[j],
                        Math.fma(three, third[j], Math.fma(two, second[j], Math.fma(one, first[j], sum[j]))));
            }
        }
        many = 0;
    }

    /** Returns the sums, by row, then column ≤ row; nothing can be added after them. */
    public double[][] sums() {
        if (many > 0) {
            Arrays.fill(factors, many, AT_ONCE, 0);
            addWaiting();
        }
        return sums;
    }
}
