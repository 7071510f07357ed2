package org.perpupil.equity.spread;

import com.google.common.primitives.ImmutableDoubleArray;
import java.util.List;
import java.util.stream.IntStream;
import org.perpupil.equity.Study;
import org.perpupil.equity.inequality.UndefinedMeasureException;
import org.perpupil.equity.internal.CompleteRows;
import org.perpupil.equity.internal.DoubleDouble;
import org.perpupil.equity.internal.ExactSum;
import org.perpupil.equity.internal.FigureText;
import org.perpupil.problem.Problem;
import org.perpupil.problem.ProblemException;

/**
 * Numbers in their order, each counted once, as a sample of what they might have been.
 *
 * <p>In the formulas below, x₁ … xₙ are the numbers and m is their mean. Sums are kept to 30 digits, so the answers are good to the
 * last digits that the numbers as doubles allow.
 */
public final class Sample {
    private final ImmutableDoubleArray values;
    private final List<Problem> leftOut;

    private Sample(double[] values, List<Problem> leftOut) {
        this.values = ImmutableDoubleArray.copyOf(values);
        this.leftOut = List.copyOf(leftOut);
    }

    /**
     * Takes numbers.
     *
     * @param values 0, or from 10⁻¹⁰⁰ to 10¹⁰⁰, or the same below 0
     * @throws IllegalArgumentException if there are none
     * @throws ProblemException with every one that is not a number or out of range; they count from 1
     */
    public static Sample of(double... values) {
        if (values.length == 0) {
            throw new IllegalArgumentException("a sample has at least one number");
        }
        Sums.check(
                IntStream.rangeClosed(1, values.length)
                        .mapToObj(i -> "number " + i)
                        .toList(),
                values,
                "these numbers are no sample");
        return new Sample(values, List.of());
    }

    /**
     * Takes a column of a study, in the order of the rows; rows that lack it are left out and listed.
     *
     * @throws IllegalArgumentException if no row has a number
     * @throws ProblemException if there is no such column, or with every number that is out of range
     */
    public static Sample of(Study study, String column) {
        String refusal = "\"%s\" is no sample".formatted(column);
        CompleteRows rows = CompleteRows.of(study, List.of(column), List.of(), refusal);
        double[] values = rows.numbers(column);
        if (values.length == 0) {
            throw new IllegalArgumentException(
                    "a sample has at least one number, and \"%s\" has none".formatted(column));
        }
        Sums.check(rows.units(), values, refusal);
        return new Sample(values, rows.leftOut());
    }

    /** Returns which rows are not in the sample, and why. */
    public List<Problem> leftOut() {
        return leftOut;
    }

    /** Returns n, how many numbers there are. */
    public int size() {
        return values.length();
    }

    /** Returns m = Σ xᵢ / n. */
    public double mean() {
        return Sums.mean(values.toArray()).high();
    }

    /**
     * Returns the variance of what the numbers are a sample of, Σ (xᵢ − m)² / (n − 1).
     *
     * @return 0 or more, in the squared unit of the numbers
     * @throws UndefinedMeasureException if there is one number
     */
    public double variance() {
        return squares("the variance").dividedBy(DoubleDouble.of(size() - 1)).high();
    }

    /**
     * Returns the square root of the {@linkplain #variance variance}.
     *
     * @return 0 or more, in the unit of the numbers
     * @throws UndefinedMeasureException if there is one number
     */
    public double standardDeviation() {
        return squares("the standard deviation")
                .dividedBy(DoubleDouble.of(size() - 1))
                .squareRoot()
                .high();
    }

    private DoubleDouble squares(String figure) {
        if (size() == 1) {
            throw new UndefinedMeasureException(
                    figure + " of a sample divides by the count of numbers less 1, and there is one number");
        }
        double[] all = values.toArray();
        return Sums.squares(all, Sums.mean(all));
    }

    /**
     * Returns the autocorrelation at lag 1: how much a number goes with the one before it.
     *
     * <pre>{@code
     * Σ (xᵢ − m) (xᵢ₋₁ − m), i from 2     over     Σ (xᵢ − m)²
     * }</pre>
     *
     * <p>Source: NIST/SEMATECH, <i>e-Handbook of Statistical Methods</i>, section 1.3.3.1.
     *
     * @return a number without unit, from −1 to 1
     * @throws UndefinedMeasureException if all numbers are equal
     */
    public double autocorrelation() {
        double[] all = values.toArray();
        if (Sums.areEqual(all)) {
            throw new UndefinedMeasureException(
                    "the autocorrelation divides by the squares around the mean, and all numbers are %s"
                            .formatted(all[0]));
        }
        DoubleDouble mean = Sums.mean(all);
        ExactSum products = new ExactSum();
        for (int i = 1; i < all.length; i++) {
            Sums.addProduct(products, all[i], all[i - 1], mean);
        }
        return products.rounded().dividedBy(Sums.squares(all, mean)).high();
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof Sample other && values.equals(other.values) && leftOut.equals(other.leftOut);
    }

    @Override
    public int hashCode() {
        return 31 * values.hashCode() + leftOut.hashCode();
    }

    @Override
    public String toString() {
        return "%s numbers with mean %s".formatted(size(), FigureText.digits(mean()));
    }
}
