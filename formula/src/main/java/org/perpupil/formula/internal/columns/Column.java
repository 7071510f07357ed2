package org.perpupil.formula.internal.columns;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.perpupil.district.School;
import org.perpupil.exact.Rational;

/** A number for each school, in order of the district; NaN where there is no value. */
final class Column extends Grid {
    private static final MathContext DIGITS = new MathContext(20);

    private final double[] numbers;
    private double lowest;
    private double highest;

    private Column(double[] numbers) {
        this.numbers = numbers;
    }

    /** A column to be filled. */
    static Column of(int schools) {
        return new Column(new double[schools]);
    }

    /** A column of what schools have; exact if all values are multiples of one fraction that is not too small. */
    static Column of(List<School> schools, Function<School, Optional<Rational>> valueOf) {
        Column column = of(schools.size());
        column.fill(schools.stream().map(valueOf).toList());
        return column;
    }

    /** A column of decimals, such as counts, without the way over fractions. */
    static Column ofDecimals(List<School> schools, Function<School, Optional<BigDecimal>> valueOf) {
        Column column = of(schools.size());
        boolean whole = true;
        double lowest = Double.POSITIVE_INFINITY;
        double highest = Double.NEGATIVE_INFINITY;
        for (int at = 0; at < column.numbers.length; at++) {
            Optional<BigDecimal> value = valueOf.apply(schools.get(at));
            column.numbers[at] = value.isPresent() ? value.get().doubleValue() : Double.NaN;
            whole &= value.isEmpty() || value.get().scale() == 0;
            if (value.isPresent()) {
                lowest = Math.min(lowest, column.numbers[at]);
                highest = Math.max(highest, column.numbers[at]);
            }
        }
        if (!whole || (lowest <= highest && Math.max(-lowest, highest) >= END)) {
            return of(schools, school -> valueOf.apply(school).map(Rational::of));
        }
        column.exact(1, 0, 0);
        column.span(lowest, highest);
        return column;
    }

    /** Holds values, one for each school. */
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
        double lowest = Double.POSITIVE_INFINITY;
        double highest = Double.NEGATIVE_INFINITY;
        for (int at = 0; at < numbers.length; at++) {
            Optional<Rational> value = values.get(at);
            numbers[at] =
                    value.map(exact -> nearest(exact.times(Rational.of(per)))).orElse(Double.NaN);
            if (value.isPresent()) {
                lowest = Math.min(lowest, numbers[at]);
                highest = Math.max(highest, numbers[at]);
            }
        }
        span(lowest, highest);
    }

    /** Starts to hold numbers of a kind. */
    void begin(Grid kind) {
        like(kind);
        lowest = Double.POSITIVE_INFINITY;
        highest = Double.NEGATIVE_INFINITY;
    }

    /** Holds a school's number; NaN for no value. */
    void put(int at, double number) {
        numbers[at] = number;
        if (number < lowest) {
            lowest = number;
        }
        if (number > highest) {
            highest = number;
        }
    }

    /** Holds a school's value. */
    void put(int at, Optional<Rational> value) {
        put(at, value.map(this::number).orElse(Double.NaN));
    }

    private double number(Rational value) {
        Rational number = value.times(Rational.of(per()));
        if (isExact() && !number.isWhole()) {
            throw new IllegalStateException("%s is no multiple of 1/%s".formatted(value, per()));
        }
        return nearest(number);
    }

    /** Has a number for every school. */
    void end() {
        span(lowest, highest);
        if (greatest() >= END) {
            throw new Beyond();
        }
    }

    /** The numbers themselves. */
    double[] numbers() {
        return numbers;
    }

    /** Tells whether every school has a value. */
    boolean isFull() {
        return Arrays.stream(numbers).noneMatch(Double::isNaN);
    }

    boolean hasValue(int at) {
        return !Double.isNaN(numbers[at]);
    }

    /** The exact value of a school that has one, in a column without an error. */
    Rational value(int at) {
        return Rational.of((long) numbers[at], per());
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
