package org.perpupil.equity.internal;

import java.util.Arrays;
import java.util.concurrent.Executor;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The least squares fit of the last column on those before it, and what standard errors are made of: for each row its residual and its
 * place among orthonormal columns, both times the root of its weight.
 *
 * <p>Sums of products to 30 digits are enough unless a column is nearly a combination of others; then columns are made orthonormal to
 * 32 digits. In the first case residuals and places are made in a second pass, in doubles, from columns whose mean is taken out.
 */
public final class LeastSquares {
    /** Less than this share left of a column, and 30 digits of its products, or a second pass in doubles, lose too many. */
    private static final double NEARLY_DEPENDENT = 1e-4;

    private final Values[] columns;
    private final @Nullable Values weights;
    private final boolean hasConstant;
    private final double[] ofColumns;
    private final Triangle triangle;
    private final @Nullable Orthogonal orthogonal;

    private LeastSquares(
            Values[] columns,
            @Nullable Values weights,
            boolean hasConstant,
            double[] ofColumns,
            Triangle triangle,
            @Nullable Orthogonal orthogonal) {
        this.columns = columns;
        this.weights = weights;
        this.hasConstant = hasConstant;
        this.ofColumns = ofColumns;
        this.triangle = triangle;
        this.orthogonal = orthogonal;
    }

    /**
     * Fits.
     *
     * @param columns the columns that explain, then the dependent one
     * @param rests what the doubles of each column are off by; null where all are exact
     * @param weights null where all weigh 1
     * @param hasConstant whether the first column is all ones
     * @param executor runs parts of the rows; the result is the same whatever it does
     */
    public static LeastSquares of(
            Values[] columns,
            @Nullable Values @Nullable [] rests,
            @Nullable Values weights,
            boolean hasConstant,
            Executor executor) {
        DoubleDouble[][] gram = Gram.of(columns, rests, weights, executor);
        double[] ofColumns = IntStream.range(0, columns.length)
                .mapToDouble(column -> gram[column][column].high())
                .toArray();
        Triangle triangle = Triangle.ofProducts(gram);
        int first = hasConstant ? 1 : 0;
        boolean isNearlyDependent = false;
        for (int column = 0; column < triangle.columns(); column++) {
            isNearlyDependent |= triangle.independent(column, Math.min(first, column)) < NEARLY_DEPENDENT;
        }
        if (isNearlyDependent) {
            Orthogonal orthogonal = Orthogonal.of(columns, rests, weights);
            return new LeastSquares(
                    columns,
                    weights,
                    hasConstant,
                    ofColumns,
                    orthogonal.triangle().withoutRounding(first),
                    orthogonal);
        }
        return new LeastSquares(columns, weights, hasConstant, ofColumns, triangle.withoutRounding(first), null);
    }

    public Triangle triangle() {
        return triangle;
    }

    /** Returns Σ w x² of a column; no number, or infinite, where it leaves the doubles. */
    public double ofColumn(int column) {
        return ofColumns[column];
    }

    /** What is told of each row in turn. */
    @FunctionalInterface
    public interface Rows {
        /**
         * Takes a row.
         *
         * @param residual times the root of the weight
         * @param place among orthonormal columns, times the root of the weight; the array is used again
         */
        void row(int row, double residual, double[] place);
    }

    /** Returns how many parts the rows make; see {@link Chunks}. */
    public int parts() {
        return Chunks.of(columns[0].size());
    }

    /** Tells every row in order. */
    public void forEachRow(Rows rows) {
        for (int part = 0; part < parts(); part++) {
            forEachRow(part, rows);
        }
    }

    /** Tells every row of a part in order. */
    public void forEachRow(int part, Rows rows) {
        int first = part * Chunks.ROWS;
        int end = Math.min(columns[0].size(), first + Chunks.ROWS);
        if (orthogonal == null) {
            secondPass(first, end, rows);
            return;
        }
        double[] place = new double[triangle.columns()];
        for (int row = first; row < end; row++) {
            for (int column = 0; column < place.length; column++) {
                place[column] = orthogonal.get(row, column);
            }
            rows.row(row, orthogonal.residual(row), place);
        }
    }

    private void secondPass(int first, int end, Rows rows) {
        int k = triangle.columns();
        double[][] block = new double[k + 1][Gram.LANES];
        DoubleDouble[] means = new DoubleDouble[k + 1];
        for (int column = hasConstant ? 1 : k + 1; column <= k; column++) {
            means[column] = triangle.get(0, column).dividedBy(triangle.get(0, 0));
        }
        double[] place = new double[k];
        for (int from = first; from < end; from += Gram.LANES) {
            int many = Math.min(Gram.LANES, end - from);
            for (int column = 0; column <= k; column++) {
                double[] values = block[column];
                columns[column].copy(from, many, values);
                Arrays.fill(values, many, Gram.LANES, 0);
                if (hasConstant && column > 0) {
                    center(values, means[column]);
                }
            }
            // Orthonormal columns of the block, one after the other; the last is the residual.
            for (int column = 0; column <= k; column++) {
                int before = column < 1 || !hasConstant ? 0 : 1;
                for (; before + 3 < column; before += 4) {
                    subtractFour(block, before, column);
                }
                for (; before < column; before++) {
                    subtract(
                            block[column],
                            block[before],
                            triangle.get(before, column).high());
                }
                if (column < k) {
                    divide(block[column], triangle.get(column, column).high());
                }
            }
            for (int lane = 0; lane < many; lane++) {
                double root = weights == null ? 1 : Math.sqrt(weights.get(from + lane));
                for (int column = 0; column < k; column++) {
                    place[column] = block[column][lane] * root;
                }
                rows.row(from + lane, block[k][lane] * root, place);
            }
        }
    }

    private static void center(double[] values, DoubleDouble mean) {
        for (int lane = 0; lane < Gram.LANES; lane++) {
            values[lane] = values[lane] - mean.high() - mean.low();
        }
    }

    private static void subtract(double[] values, double[] others, double times) {
        for (int lane = 0; lane < Gram.LANES; lane++) {
            values[lane] = Math.fma(-times, others[lane], values[lane]);
        }
    }

    /** Four of {@link #subtract} in one go, which is as exact and stores a quarter as often. */
    private void subtractFour(double[][] block, int before, int column) {
        double[] values = block[column];
        double[] first = block[before];
        double[] second = block[before + 1];
        double[] third = block[before + 2];
        double[] fourth = block[before + 3];
        double one = -triangle.get(before, column).high();
        double two = -triangle.get(before + 1, column).high();
        double three = -triangle.get(before + 2, column).high();
        double four = -triangle.get(before + 3, column).high();
        for (int lane = 0; lane < Gram.LANES; lane++) {
            values[lane] = Math.fma(
                    four,
                    fourth[lane],
                    Math.fma(
                            three, third[lane], Math.fma(two, second[lane], Math.fma(one, first[lane], values[lane]))));
        }
    }

    private static void divide(double[] values, double by) {
        for (int lane = 0; lane < Gram.LANES; lane++) {
            values[lane] /= by;
        }
    }
}
