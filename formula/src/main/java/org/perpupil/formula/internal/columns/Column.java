package org.perpupil.formula.internal.columns;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.perpupil.exact.Rational;

/**
 * A number for each school of a batch, or for each district of it; NaN where there is no value.
 *
 * <p>They are held in blocks: a compiler makes vectors of a loop where all its arrays have the same index.
 */
final class Column extends Input {
    private static final MathContext DIGITS = new MathContext(20);

    private final int size;
    private final double[][] blocks;
    private boolean isFull;

    /** Whether any decimal was no whole number. */
    private boolean isFraction;

    private Column(int size) {
        this.size = size;
        this.blocks = new double[(size + Node.BLOCK - 1) / Node.BLOCK][];
        for (int at = 0; at < blocks.length; at++) {
            blocks[at] = new double[Math.min(Node.BLOCK, size - at * Node.BLOCK)];
        }
    }

    /** A column to be filled. */
    static Column of(int size) {
        return new Column(size);
    }

    /** A column of values; exact if all are multiples of one fraction that is not too small. */
    static Column of(int size, IntFunction<Optional<Rational>> valueAt) {
        Column column = of(size);
        column.fill(IntStream.range(0, size).mapToObj(valueAt).toList());
        return column;
    }

    /** Holds a decimal, such as a count, for the time being as a whole number. */
    void putDecimal(int at, Optional<BigDecimal> value) {
        put(at, value.isPresent() ? value.get().doubleValue() : Double.NaN);
        isFraction |= value.isPresent() && value.get().scale() != 0;
    }

    /** Has a decimal at every place; if they are not all whole, they are looked up again. */
    void endDecimals(IntFunction<Optional<BigDecimal>> valueAt) {
        exact(1, 0, 0);
        measure();
        if (isFraction || greatest() >= END) {
            fill(IntStream.range(0, size)
                    .mapToObj(at -> valueAt.apply(at).map(Rational::of))
                    .toList());
        }
    }

    /** Holds values, one for each place. */
    void fill(List<Optional<Rational>> values) {
        long per = 1;
        for (Optional<Rational> value : values) {
            if (value.isPresent() && !value.get().isWhole()) {
                per = common(per, value.get().denominator());
            }
        }
        if (per != 0) {
            fill(values, per);
            exact(per, low(), high());
        }
        if (per == 0 || greatest() >= END) {
            fill(values, 1);
            near(TWICE_ROUNDED * greatest(), low(), high());
        }
    }

    private void fill(List<Optional<Rational>> values, long per) {
        Rational times = Rational.of(per);
        for (int at = 0; at < size; at++) {
            put(at, values.get(at).map(exact -> nearest(exact.times(times))).orElse(Double.NaN));
        }
        measure();
    }

    /** Holds whole multiples of a fraction, one for each place, with the largest fraction that allows it. */
    void fill(long[] multiples, long per) {
        long shared = per;
        for (long multiple : multiples) {
            shared = divisor(shared, Math.abs(multiple));
        }
        for (int at = 0; at < size; at++) {
            put(at, whole(multiples[at], shared));
        }
        exact(per / shared, 0, 0);
        measure();
        if (greatest() >= END) {
            fill(Arrays.stream(multiples)
                    .mapToObj(multiple -> Optional.of(Rational.of(multiple, per)))
                    .toList());
        }
    }

    int size() {
        return size;
    }

    /** The numbers of the block that starts at a place. */
    double[] block(int from) {
        return blocks[from / Node.BLOCK];
    }

    /** The number at a place; NaN for none. */
    double number(int at) {
        return blocks[at / Node.BLOCK][at % Node.BLOCK];
    }

    boolean hasValue(int at) {
        return !Double.isNaN(number(at));
    }

    /** Holds a number; NaN for no value. */
    void put(int at, double number) {
        blocks[at / Node.BLOCK][at % Node.BLOCK] = number;
    }

    /** Holds a value. */
    void put(int at, Optional<Rational> value) {
        put(at, value.map(this::multiples).orElse(Double.NaN));
    }

    private double multiples(Rational value) {
        Rational number = value.times(Rational.of(per()));
        if (isExact() && !number.isWhole()) {
            throw new IllegalStateException("%s is no multiple of 1/%s".formatted(value, per()));
        }
        return nearest(number);
    }

    /** Starts to hold numbers of a kind. */
    void begin(Grid kind) {
        like(kind);
    }

    /** Has a number at every place. */
    void end() {
        measure();
        if (greatest() >= END) {
            throw new Beyond();
        }
    }

    /** Has a number at every place, between two that are known. */
    void end(double lowest, double highest) {
        span(lowest, highest);
        isFull = false;
        if (greatest() >= END) {
            throw new Beyond();
        }
    }

    /** Finds the lowest and the highest number. */
    private void measure() {
        double lowest = Double.POSITIVE_INFINITY;
        double highest = Double.NEGATIVE_INFINITY;
        isFull = true;
        for (int from = 0; from < size; from += Node.BLOCK) {
            double[] numbers = block(from);
            int count = Math.min(Node.BLOCK, size - from);
            for (int i = 0; i < count; i++) {
                // NaN is neither lower nor higher.
                double number = numbers[i];
                lowest = number < lowest ? number : lowest;
                highest = number > highest ? number : highest;
                isFull &= !Double.isNaN(number);
            }
        }
        span(lowest, highest);
    }

    /** Tells whether the numbers are whole, and the values themselves. */
    boolean isWhole() {
        return isExact() && per() == 1;
    }

    /** Tells whether it is known that there is a value at every place. */
    boolean isFull() {
        return isFull;
    }

    /** The exact value at a place that has one, in a column without an error. */
    Rational value(int at) {
        return Rational.of((long) number(at), per());
    }

    /** The sum of the numbers, which are whole multiples, in a range of places; what has no value counts as nothing. */
    long sum(int from, int to) {
        long sum = 0;
        int at = from;
        while (at < to) {
            double[] numbers = block(at);
            int first = at % Node.BLOCK;
            int end = Math.min(Node.BLOCK, first + to - at);
            for (int i = first; i < end; i++) {
                // NaN is 0 as a whole number.
                sum += (long) numbers[i];
            }
            at += end - first;
        }
        return sum;
    }

    /** Adds what a column of money gives the schools in a range, in cents, to sums that start at a place. */
    void addCents(int from, int to, long[] sums, int start) {
        long cents = 100 / per();
        int at = from;
        while (at < to) {
            double[] numbers = block(at);
            int first = at % Node.BLOCK;
            int end = Math.min(Node.BLOCK, first + to - at);
            int sum = start + at - from;
            for (int i = first; i < end; i++) {
                // NaN is 0 as a whole number.
                sums[sum] += ((long) numbers[i]) * cents;
                sum++;
            }
            at += end - first;
        }
    }

    /** What a column of money gives a school, in cents; 0 where it gives nothing. */
    long cents(int at) {
        return ((long) number(at)) * (100 / per());
    }

    /** The number nearest to a value, or a neighbour of it. */
    static double nearest(Rational value) {
        return value.isWhole()
                ? value.numerator().doubleValue()
                : new BigDecimal(value.numerator())
                        .divide(new BigDecimal(value.denominator()), DIGITS)
                        .doubleValue();
    }
}
