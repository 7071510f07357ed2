package org.perpupil.equity.regression;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.perpupil.equity.internal.Distributions;
import org.perpupil.equity.internal.DoubleDouble;
import org.perpupil.equity.internal.Gram;
import org.perpupil.equity.internal.Triangle;
import org.perpupil.equity.regression.Inference.Coefficient;
import org.perpupil.problem.Problem;
import org.perpupil.problem.ProblemException;

/**
 * All that least squares with classical standard errors need of rows that are too many to hold, or on several machines: the sums of
 * products of columns, to 30 digits. Sums of parts are put together in any place, in an order that the caller keeps.
 *
 * <pre>{@code
 * RowSums sums = RowSums.of(rows -> {
 *     while (…) {
 *         rows.add(dollars, poverty, learners);
 *     }
 * }, "dollars", "poverty", "learners");
 * sums.plus(others).fit();
 * }</pre>
 */
public final class RowSums {
    private static final int FORMAT = 1;

    /** Bytes before the sums: format, columns, rows. */
    private static final int HEAD = Integer.BYTES * 2 + Long.BYTES;

    private final ImmutableList<String> names;
    private final long rows;
    private final DoubleDouble[][] sums;

    /** Where rows are put. */
    public interface Rows {

        /**
         * Adds a row: what is explained, then what explains.
         *
         * @throws IllegalArgumentException if it has more or fewer numbers than there are names, or one is no number, or neither 0 nor
         *     from 10⁻⁵⁰ to 10⁷⁵ in size
         */
        void add(double... row);

        /**
         * Adds a row with a weight.
         *
         * @param weight from 10⁻¹⁵ to 10¹⁵
         * @throws IllegalArgumentException as {@link #add}, or if the weight is out of range
         */
        void addWeighted(double weight, double... row);
    }

    /** Puts rows. */
    @FunctionalInterface
    public interface Source {
        void putInto(Rows rows);
    }

    /**
     * What the sums tell.
     *
     * @param rows n
     * @param degreesOfFreedom n − k
     * @param coefficients with classical standard errors, the constant first
     * @param residualSumOfSquares what is not explained
     * @param rSquared the share of the sum of squares that is explained
     */
    public record SummedFit(
            long rows,
            long degreesOfFreedom,
            List<Coefficient> coefficients,
            double residualSumOfSquares,
            double rSquared) {

        public SummedFit {
            coefficients = ImmutableList.copyOf(coefficients);
        }
    }

    private RowSums(ImmutableList<String> names, long rows, DoubleDouble[][] sums) {
        this.names = names;
        this.rows = rows;
        this.sums = sums;
    }

    /**
     * Returns the sums of rows.
     *
     * @param dependent the name of what is explained
     * @param explaining the names of what explains, besides a constant
     * @throws IllegalArgumentException if two names are the same
     */
    public static RowSums of(Source source, String dependent, String... explaining) {
        ImmutableList<String> names = ImmutableList.<String>builder()
                .add(Regression.CONSTANT)
                .add(explaining)
                .add(dependent)
                .build();
        if (Set.copyOf(names).size() < names.size()) {
            throw new IllegalArgumentException("of %s, two names are the same".formatted(names));
        }
        Adding adding = new Adding(names);
        source.putInto(adding);
        return new RowSums(names, adding.gram.rows(), adding.gram.total());
    }

    /** Rows on their way into sums. */
    private static final class Adding implements Rows {
        private final ImmutableList<String> names;
        private final Gram gram;
        private final double[] ordered;

        Adding(ImmutableList<String> names) {
            this.names = names;
            this.gram = Gram.empty(names.size());
            this.ordered = new double[names.size()];
        }

        @Override
        public void add(double... row) {
            addWeighted(1, row);
        }

        @Override
        public void addWeighted(double weight, double... row) {
            if (row.length != names.size() - 1) {
                throw new IllegalArgumentException("a row has %s numbers, for %s and %s"
                        .formatted(row.length, names.get(names.size() - 1), names.subList(1, names.size() - 1)));
            }
            if (!(weight >= Design.SMALLEST_WEIGHT && weight <= Design.LARGEST_WEIGHT)) {
                throw new IllegalArgumentException("row %s weighs %s; a weight is %s to %s"
                        .formatted(gram.rows() + 1, weight, Design.SMALLEST_WEIGHT, Design.LARGEST_WEIGHT));
            }
            for (double number : row) {
                double size = Math.abs(number);
                if (size != 0 && !(size >= Design.SMALLEST && size <= Design.LARGEST)) {
                    throw new IllegalArgumentException(
                            "row %s has %s; a number is 0, or %s to %s in size, and rows that lack one are left out"
                                    .formatted(gram.rows() + 1, Arrays.toString(row), Design.SMALLEST, Design.LARGEST));
                }
            }
            ordered[0] = 1;
            System.arraycopy(row, 1, ordered, 1, row.length - 1);
            ordered[row.length] = row[0];
            gram.add(weight, ordered);
        }
    }

    /** Returns the name of what is explained. */
    public String dependent() {
        return names.get(names.size() - 1);
    }

    /** Returns the names of what explains, besides a constant. */
    public List<String> explaining() {
        return names.subList(1, names.size() - 1);
    }

    /** Returns how many rows were added. */
    public long rows() {
        return rows;
    }

    /**
     * Returns the sums of these rows and then of others.
     *
     * @throws IllegalArgumentException if their columns have other names
     */
    public RowSums plus(RowSums others) {
        if (!names.equals(others.names)) {
            throw new IllegalArgumentException("sums of %s and of %s do not add up".formatted(names, others.names));
        }
        DoubleDouble[][] both = new DoubleDouble[sums.length][];
        for (int i = 0; i < both.length; i++) {
            both[i] = new DoubleDouble[i + 1];
            for (int j = 0; j <= i; j++) {
                both[i][j] = sums[i][j].plus(others.sums[i][j]);
            }
        }
        return new RowSums(names, Math.addExact(rows, others.rows), both);
    }

    /**
     * Returns the least squares fit.
     *
     * @throws ProblemException if there are no more rows than coefficients, or a column is (nearly) a combination of others, with
     *     their names
     */
    public SummedFit fit() {
        int k = names.size() - 1;
        String refusal = "\"%s\" cannot be explained".formatted(names.get(k));
        if (rows <= k) {
            throw new ProblemException(
                    refusal,
                    List.of(new Problem(
                            "rows.few",
                            "rows",
                            Long.toString(rows),
                            "more than %s, the number of coefficients".formatted(k),
                            "Add rows, or explain by fewer columns.")));
        }
        Triangle triangle = Triangle.ofProducts(sums);
        for (int column = 0; column < k; column++) {
            // 30 digits of products are 15 of a column that is nearly dependent.
            if (!(triangle.independent(column) > 1e-10)) {
                throw new ProblemException(
                        refusal,
                        List.of(Regression.dependent(
                                "nearly a combination",
                                triangle.dependents(column).stream()
                                        .map(names::get)
                                        .toList())));
            }
        }
        return fit(triangle.withoutRounding(1), k);
    }

    private SummedFit fit(Triangle triangle, int k) {
        DoubleDouble[] solved = triangle.coefficients();
        double residual = triangle.squares(k).high();
        double total = triangle.squares(1).high();
        long degrees = rows - k;
        double[][] inverse = triangle.inverse();
        ImmutableList.Builder<Coefficient> coefficients = ImmutableList.builder();
        for (int i = 0; i < k; i++) {
            double squares = 0;
            for (int p = i; p < k; p++) {
                squares = Math.fma(inverse[i][p], inverse[i][p], squares);
            }
            double estimate = solved[i].high();
            double error = Math.sqrt(residual / (double) degrees * squares);
            double t = estimate == 0 ? 0 : estimate / error;
            coefficients.add(
                    new Coefficient(names.get(i), estimate, error, t, Distributions.twoSided(t, (double) degrees)));
        }
        return new SummedFit(rows, degrees, coefficients.build(), residual, total == 0 ? 0 : 1 - residual / total);
    }

    private static long lengthOf(long columns) {
        return HEAD + columns * (columns + 1) * Double.BYTES;
    }

    /** Returns the sums as bytes, to be sent elsewhere; the names are not among them. */
    public byte[] toBytes() {
        int size = names.size();
        ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(lengthOf(size)));
        bytes.putInt(FORMAT).putInt(size).putLong(rows);
        for (DoubleDouble[] row : sums) {
            for (DoubleDouble sum : row) {
                bytes.putDouble(sum.high()).putDouble(sum.low());
            }
        }
        return bytes.array();
    }

    /**
     * Reads what {@link #toBytes()} gives.
     *
     * @throws IllegalArgumentException if the bytes are anything else, or for another number of columns
     */
    public static RowSums ofBytes(byte[] bytes, String dependent, String... explaining) {
        long columns = explaining.length + 2L;
        int length = requireNonNull(bytes, "bytes").length;
        if (length < HEAD) {
            throw new IllegalArgumentException("these bytes are no sums of columns; they end too early");
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        // Checked before room is made for the sums.
        if (buffer.getInt() != FORMAT || buffer.getInt() != columns || length != lengthOf(columns)) {
            throw new IllegalArgumentException("these bytes are no sums of %s columns".formatted(columns));
        }
        long rows = buffer.getLong();
        if (rows < 0) {
            throw new IllegalArgumentException("these bytes are no sums of %s columns".formatted(columns));
        }
        ImmutableList<String> names = of(none -> {}, dependent, explaining).names;
        DoubleDouble[][] sums = new DoubleDouble[names.size()][];
        for (int i = 0; i < sums.length; i++) {
            sums[i] = new DoubleDouble[i + 1];
            for (int j = 0; j <= i; j++) {
                sums[i][j] = new DoubleDouble(buffer.getDouble(), buffer.getDouble());
                if (!Double.isFinite(sums[i][j].high()) || !Double.isFinite(sums[i][j].low())) {
                    throw new IllegalArgumentException("these bytes are no sums of columns; one is no number");
                }
            }
        }
        return new RowSums(names, rows, sums);
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof RowSums other
                && names.equals(other.names)
                && rows == other.rows
                && Arrays.deepEquals(sums, other.sums);
    }

    @Override
    public int hashCode() {
        return 31 * names.hashCode() + Long.hashCode(rows);
    }

    @Override
    public String toString() {
        return "sums of %s rows of %s".formatted(rows, names);
    }
}
