package org.perpupil.equity.internal;

import org.jspecify.annotations.Nullable;

/**
 * Columns made orthonormal, one after the other, in numbers of 32 digits: for columns that are nearly combinations of each other, of
 * which sums of products would lose twice as many digits.
 *
 * <p>Source: L. Giraud and J. Langou, "When modified Gram–Schmidt generates a well-conditioned set of vectors", <i>IMA Journal of
 * Numerical Analysis</i> 22 (2002), 521–528; each column is projected twice.
 */
public final class Orthogonal {
    private final double[][] high;
    private final Triangle triangle;

    private Orthogonal(double[][] high, Triangle triangle) {
        this.high = high;
        this.triangle = triangle;
    }

    /**
     * Makes columns orthonormal.
     *
     * @param columns the columns that explain, then the dependent one
     * @param rests what the doubles of each column are off by; null where they are exact
     * @param weights null where all weigh 1; else every row is multiplied by the root of its weight
     */
    public static Orthogonal of(Values[] columns, @Nullable Values @Nullable [] rests, @Nullable Values weights) {
        int size = columns.length;
        int rows = columns[0].size();
        double[][] high = new double[size][rows];
        double[][] low = new double[size][rows];
        for (int column = 0; column < size; column++) {
            for (int row = 0; row < rows; row++) {
                Values rest = rests == null ? null : rests[column];
                DoubleDouble value = new DoubleDouble(columns[column].get(row), rest == null ? 0 : rest.get(row));
                if (weights != null) {
                    value = value.times(DoubleDouble.of(weights.get(row)).squareRoot());
                }
                high[column][row] = value.high();
                low[column][row] = value.low();
            }
        }
        DoubleDouble[][] r = new DoubleDouble[size][size];
        double[] independent = new double[size];
        for (int j = 0; j < size; j++) {
            double length = Math.sqrt(dot(high[j], low[j], high[j], low[j]).high());
            for (int i = 0; i < j; i++) {
                r[i][j] = DoubleDouble.of(0);
            }
            for (int pass = 0; pass < 2; pass++) {
                for (int i = 0; i < j; i++) {
                    DoubleDouble along = dot(high[i], low[i], high[j], low[j]);
                    r[i][j] = r[i][j].plus(along);
                    subtract(high[j], low[j], high[i], low[i], along);
                }
            }
            r[j][j] = dot(high[j], low[j], high[j], low[j]).squareRoot();
            independent[j] = length == 0 ? 0 : r[j][j].high() / length;
            if (j < size - 1 && r[j][j].high() > 0) {
                DoubleDouble scale = DoubleDouble.of(1).dividedBy(r[j][j]);
                scale(high[j], low[j], scale);
            }
        }
        return new Orthogonal(high, new Triangle(r, independent));
    }

    public Triangle triangle() {
        return triangle;
    }

    /** Returns an element of an orthonormal column, rounded. */
    public double get(int row, int column) {
        return high[column][row];
    }

    /** Returns a residual, times the root of the row's weight. */
    public double residual(int row) {
        return high[high.length - 1][row];
    }

    private static DoubleDouble dot(double[] oneHigh, double[] oneLow, double[] otherHigh, double[] otherLow) {
        double sum = 0;
        double error = 0;
        for (int row = 0; row < oneHigh.length; row++) {
            double product = oneHigh[row] * otherHigh[row];
            double rest = Math.fma(oneHigh[row], otherHigh[row], -product)
                    + (oneHigh[row] * otherLow[row] + oneLow[row] * otherHigh[row]);
            double more = sum + product;
            error += DoubleDouble.sumError(sum, product, more) + rest;
            sum = more;
        }
        return DoubleDouble.sum(sum, error);
    }

    private static void subtract(
            double[] high, double[] low, double[] otherHigh, double[] otherLow, DoubleDouble times) {
        for (int row = 0; row < high.length; row++) {
            DoubleDouble rest = new DoubleDouble(high[row], low[row])
                    .minus(new DoubleDouble(otherHigh[row], otherLow[row]).times(times));
            high[row] = rest.high();
            low[row] = rest.low();
        }
    }

    private static void scale(double[] high, double[] low, DoubleDouble by) {
        for (int row = 0; row < high.length; row++) {
            DoubleDouble scaled = new DoubleDouble(high[row], low[row]).times(by);
            high[row] = scaled.high();
            low[row] = scaled.low();
        }
    }
}
