package org.perpupil.equity.internal;

import java.util.Arrays;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * All sums of products of columns, to about 30 digits, in one pass.
 *
 * <p>Every product and every addition keeps what it rounds off (fused multiply-add, Knuth's two-sum). Sums are kept in lanes, one for
 * each place in a block of rows, so that the compiler works on several at once; lanes are added in order at the end.
 *
 * <p>Source: T. Ogita, S. M. Rump and S. Oishi, "Accurate sum and dot product", <i>SIAM Journal on Scientific Computing</i> 26 (2005),
 * 1955–1988, algorithm Dot2.
 */
public final class Gram {
    /** Rows of a block: a block of every column stays in the fastest memory. */
    static final int LANES = 256;

    private final int columns;
    private final double[][] high;
    private final double[][] low;
    private final double[][] block;
    private final double[][] blockRest;
    private final double[][] weighted;
    private final double[][] weightedRest;

    /** Rows that were added one by one and are not in the sums yet. */
    private final double[] waitingWeights = new double[LANES];

    private int waiting;

    private long rows;

    private Gram(int columns) {
        this.columns = columns;
        this.high = new double[columns * (columns + 1) / 2][LANES];
        this.low = new double[high.length][LANES];
        this.block = new double[columns][LANES];
        this.blockRest = new double[columns][LANES];
        this.weighted = new double[columns][LANES];
        this.weightedRest = new double[columns][LANES];
    }

    /**
     * Returns the lower triangle of Σ w xᵢ xⱼ: each part of the rows by itself, the parts added in order.
     *
     * @param columns the columns, all of one length
     * @param rests what the doubles of each column are off by; null where a column, or all, are exact
     * @param weights null where all weigh 1
     */
    public static DoubleDouble[][] of(
            Values[] columns, @Nullable Values @Nullable [] rests, @Nullable Values weights, Executor executor) {
        int rows = columns[0].size();
        DoubleDouble[][] sums = new DoubleDouble[columns.length][];
        for (int i = 0; i < sums.length; i++) {
            sums[i] = new DoubleDouble[i + 1];
            Arrays.fill(sums[i], DoubleDouble.of(0));
        }
        Chunks.inOrder(
                Chunks.of(rows),
                executor,
                part -> of(columns, rests, weights, part * Chunks.ROWS, Math.min(rows, (part + 1) * Chunks.ROWS)),
                part -> add(sums, part));
        return sums;
    }

    private static void add(DoubleDouble[][] sums, DoubleDouble[][] part) {
        for (int i = 0; i < sums.length; i++) {
            for (int j = 0; j <= i; j++) {
                sums[i][j] = sums[i][j].plus(part[i][j]);
            }
        }
    }

    private static DoubleDouble[][] of(
            Values[] columns, @Nullable Values @Nullable [] rests, @Nullable Values weights, int first, int end) {
        Gram gram = new Gram(columns.length);
        for (int from = first; from < end; from += LANES) {
            int many = Math.min(LANES, end - from);
            copy(columns, gram.block, from, many);
            if (rests == null && weights == null) {
                gram.add();
            } else {
                if (rests != null) {
                    copy(rests, gram.blockRest, from, many);
                }
                double[] some = new double[LANES];
                if (weights == null) {
                    Arrays.fill(some, 0, many, 1);
                } else {
                    weights.copy(from, many, some);
                }
                gram.addWeighted(some);
            }
        }
        return gram.sums();
    }

    /** Starts sums to which rows are added; what is not yet a full block waits. */
    public static Gram empty(int columns) {
        return new Gram(columns);
    }

    /**
     * Adds a row.
     *
     * @param row a number for each column
     */
    public void add(double weight, double... row) {
        for (int column = 0; column < columns; column++) {
            block[column][waiting] = row[column];
        }
        waitingWeights[waiting] = weight;
        rows++;
        waiting++;
        if (waiting == LANES) {
            flush();
        }
    }

    /** Returns how many rows were added one by one. */
    public long rows() {
        return rows;
    }

    private void flush() {
        Arrays.fill(waitingWeights, waiting, LANES, 0);
        addWeighted(waitingWeights);
        waiting = 0;
    }

    /** Returns the sums of all rows that were added, the lower triangle. */
    public DoubleDouble[][] total() {
        if (waiting > 0) {
            flush();
        }
        return sums();
    }

    private static void copy(@Nullable Values[] source, double[][] block, int from, int many) {
        for (int column = 0; column < source.length; column++) {
            Values values = source[column];
            if (values != null) {
                values.copy(from, many, block[column]);
            }
            Arrays.fill(block[column], values == null ? 0 : many, LANES, 0);
        }
    }

    private void add() {
        int pair = 0;
        for (int i = 0; i < columns; i++) {
            for (int j = 0; j <= i; j++) {
                accumulate(high[pair], low[pair], block[i], block[j]);
                pair++;
            }
        }
    }

    private void addWeighted(double[] weights) {
        int pair = 0;
        for (int i = 0; i < columns; i++) {
            weigh(weighted[i], weightedRest[i], weights, block[i], blockRest[i]);
            for (int j = 0; j <= i; j++) {
                accumulate(high[pair], low[pair], weighted[i], weightedRest[i], block[j], blockRest[j]);
                pair++;
            }
        }
    }

    private static void accumulate(double[] high, double[] low, double[] one, double[] other) {
        for (int lane = 0; lane < LANES; lane++) {
            double a = one[lane];
            double b = other[lane];
            double product = a * b;
            double error = Math.fma(a, b, -product);
            double sum = high[lane];
            double more = sum + product;
            double grown = more - sum;
            low[lane] += (sum - (more - grown)) + (product - grown) + error;
            high[lane] = more;
        }
    }

    /** Takes w x as the sum of two doubles. */
    private static void weigh(double[] product, double[] rest, double[] weights, double[] column, double[] columnRest) {
        for (int lane = 0; lane < LANES; lane++) {
            double w = weights[lane];
            double x = column[lane];
            double p = w * x;
            product[lane] = p;
            rest[lane] = Math.fma(w, x, -p) + w * columnRest[lane];
        }
    }

    private static void accumulate(
            double[] high, double[] low, double[] one, double[] oneRest, double[] other, double[] otherRest) {
        for (int lane = 0; lane < LANES; lane++) {
            double a = one[lane];
            double b = other[lane];
            double product = a * b;
            double error = Math.fma(a, b, -product) + (oneRest[lane] * b + a * otherRest[lane]);
            double sum = high[lane];
            double more = sum + product;
            double grown = more - sum;
            low[lane] += (sum - (more - grown)) + (product - grown) + error;
            high[lane] = more;
        }
    }

    private DoubleDouble[][] sums() {
        DoubleDouble[][] sums = new DoubleDouble[columns][];
        int pair = 0;
        for (int i = 0; i < columns; i++) {
            sums[i] = new DoubleDouble[i + 1];
            for (int j = 0; j <= i; j++) {
                double sum = 0;
                double error = 0;
                for (int lane = 0; lane < LANES; lane++) {
                    double term = high[pair][lane];
                    double more = sum + term;
                    error += DoubleDouble.sumError(sum, term, more) + low[pair][lane];
                    sum = more;
                }
                sums[i][j] = DoubleDouble.sum(sum, error);
                pair++;
            }
        }
        return sums;
    }
}
