package org.perpupil.equity.spread;

import java.util.ArrayList;
import java.util.List;
import org.perpupil.equity.internal.DoubleDouble;
import org.perpupil.equity.internal.ExactSum;
import org.perpupil.problem.Problem;
import org.perpupil.problem.ProblemException;

/** Means and squares that keep 30 digits, of at least one number each. */
final class Sums {
    /** Below this and above {@link #LARGEST} a number is a fault; between them no square leaves the doubles. */
    private static final double SMALLEST = 1e-100;

    private static final double LARGEST = 1e100;

    private Sums() {}

    /** Refuses numbers of which squares might leave the doubles. */
    static void check(List<String> places, double[] values, String refusal) {
        List<Problem> faults = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            double size = Math.abs(values[i]);
            if (!(size == 0 || (size >= SMALLEST && size <= LARGEST))) {
                faults.add(new Problem(
                        "number.range",
                        places.get(i),
                        Double.toString(values[i]),
                        "0, or %s to %s, or the same below 0".formatted(SMALLEST, LARGEST),
                        "Correct the number, or give it in another unit."));
            }
        }
        ProblemException.throwIfAny(refusal, faults);
    }

    static ExactSum sum(double[] values) {
        ExactSum sum = new ExactSum();
        for (double value : values) {
            sum.add(value);
        }
        return sum;
    }

    static boolean areEqual(double[] values) {
        for (double value : values) {
            if (value != values[0]) {
                return false;
            }
        }
        return true;
    }

    /** The mean; where all are equal it is the same to the last bit, or a spread of nothing would show. */
    static DoubleDouble mean(double[] values) {
        return areEqual(values)
                ? DoubleDouble.of(values[0])
                : sum(values).rounded().dividedBy(DoubleDouble.of(values.length));
    }

    /** Adds (one − m)(other − m). */
    static void addProduct(ExactSum sum, double one, double other, DoubleDouble mean) {
        DoubleDouble product =
                DoubleDouble.of(one).minus(mean).times(DoubleDouble.of(other).minus(mean));
        sum.add(product.high());
        sum.add(product.low());
    }

    /** The sum of squares around the mean. */
    static DoubleDouble squares(double[] values, DoubleDouble mean) {
        ExactSum sum = new ExactSum();
        for (double value : values) {
            addProduct(sum, value, value, mean);
        }
        return sum.rounded();
    }
}
