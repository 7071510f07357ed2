package org.perpupil.formula.compliance;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Optional;
import org.perpupil.exact.Rational;

/**
 * All rates from one exact end to another, in dollars for one pupil of weight 1.
 *
 * @param low the lower end
 * @param lowIncluded whether the lower end is such a rate itself
 * @param high the upper end, not below the lower one
 * @param highIncluded whether the upper end is such a rate itself; an interval of a single rate has both ends
 */
public record RateInterval(Rational low, boolean lowIncluded, Rational high, boolean highIncluded) {
    /** An end is written to a thousandth of the distance between the two, so that they can be told apart. */
    private static final Rational FINENESS = Rational.of(1, 1_000);

    private static final Rational TEN = Rational.of(10);

    public RateInterval {
        requireNonNull(low, "low");
        int order = low.compareTo(requireNonNull(high, "high"));
        if (order > 0 || (order == 0 && !(lowIncluded && highIncluded))) {
            throw new IllegalArgumentException(
                    "no rate is in %s%s, %s%s".formatted(lowIncluded ? "[" : "(", low, high, highIncluded ? "]" : ")"));
        }
    }

    public boolean contains(Rational rate) {
        int fromLow = rate.compareTo(low);
        int fromHigh = rate.compareTo(high);
        return (fromLow > 0 || (fromLow == 0 && lowIncluded)) && (fromHigh < 0 || (fromHigh == 0 && highIncluded));
    }

    /** Tells whether a printed rate is in here: whether it can be the one that was computed with. */
    public boolean contains(BigDecimal printed) {
        return contains(Rational.of(printed));
    }

    public Rational middle() {
        return low.plus(high).dividedBy(Rational.of(2));
    }

    /**
     * Returns the decimal in here that is a multiple of the largest power of ten: 1,900 rather than 1,908, and 4,028.47 rather than
     * 4,028.4701. Where several are, it is the one next to the middle, and of two equally near the lower one.
     *
     * @return empty only if the interval is a single rate whose digits never end, as 1/3
     */
    public Optional<BigDecimal> shortestDecimal() {
        if (low.equals(high)) {
            return low.toExactDecimal();
        }
        if (contains(Rational.ZERO)) {
            return Optional.of(BigDecimal.ZERO);
        }
        BigInteger largest = high.max(low.negated()).floor();
        Rational unit = Rational.of(BigInteger.TEN.pow(largest.toString().length()));
        Optional<Rational> found = multipleOf(unit);
        while (found.isEmpty()) {
            unit = unit.dividedBy(TEN);
            found = multipleOf(unit);
        }
        return found.flatMap(Rational::toExactDecimal);
    }

    private Optional<Rational> multipleOf(Rational unit) {
        Rational middle = middle();
        Rational below = Rational.of(middle.dividedBy(unit).floor()).times(unit);
        Rational above = below.plus(unit);
        boolean aboveIsNearer = above.minus(middle).compareTo(middle.minus(below)) < 0;
        if (contains(above) && (aboveIsNearer || !contains(below))) {
            return Optional.of(above);
        }
        return contains(below) ? Optional.of(below) : Optional.empty();
    }

    /** Returns the ends for people: {@code [4122.545642857…, 4122.545645973…)}; an end with an ellipsis has more digits. */
    @Override
    public String toString() {
        if (low.equals(high)) {
            return "[%s]".formatted(low);
        }
        int places = 0;
        Rational unit = high.minus(low).times(FINENESS);
        while (unit.compareTo(Rational.ONE_WHOLE) < 0) {
            unit = unit.times(TEN);
            places++;
        }
        return "%s%s, %s%s"
                .formatted(
                        lowIncluded ? "[" : "(", digits(low, places), digits(high, places), highIncluded ? "]" : ")");
    }

    private static String digits(Rational end, int places) {
        BigDecimal cut = end.toDecimal(places, RoundingMode.DOWN);
        Rational shown = Rational.of(cut);
        return shown.equals(end) ? end.toString() : cut.toPlainString() + "…";
    }
}
