package org.perpupil.equity.internal;

import java.util.Arrays;

/** Means of weighted columns, and sums of products about them, to some 30 digits. */
public final class Moments {
    private Moments() {}

    /** Returns doubles as numbers of 32 digits. */
    public static DoubleDouble[] exactly(double[] values) {
        return Arrays.stream(values).mapToObj(DoubleDouble::of).toArray(DoubleDouble[]::new);
    }

    /** Returns Σ x. */
    public static DoubleDouble sum(DoubleDouble[] values) {
        ExactSum sum = new ExactSum();
        for (DoubleDouble value : values) {
            sum.add(value.high());
            sum.add(value.low());
        }
        return sum.rounded();
    }

    /**
     * Returns Σ w x / Σ w. Where all x are the same, it is the same to the last bit, or a spread of nothing would show.
     *
     * @param weights of which one is not 0
     */
    public static DoubleDouble mean(double[] values, DoubleDouble[] weights) {
        if (Arrays.stream(values).allMatch(value -> value == values[0])) {
            return DoubleDouble.of(values[0]);
        }
        DoubleDouble[] weighted = new DoubleDouble[values.length];
        Arrays.setAll(weighted, i -> weights[i].times(values[i]));
        return sum(weighted).dividedBy(sum(weights));
    }

    /** Returns x − m of each. */
    public static DoubleDouble[] from(DoubleDouble mean, double[] values) {
        return Arrays.stream(values)
                .mapToObj(value -> DoubleDouble.of(value).minus(mean))
                .toArray(DoubleDouble[]::new);
    }

    /** Returns Σ w a b. */
    public static DoubleDouble products(DoubleDouble[] one, DoubleDouble[] other, DoubleDouble[] weights) {
        DoubleDouble[] products = new DoubleDouble[one.length];
        Arrays.setAll(products, i -> weights[i].times(one[i]).times(other[i]));
        return sum(products);
    }
}
