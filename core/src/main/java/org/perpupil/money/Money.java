package org.perpupil.money;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.perpupil.exact.LargestRemainder;
import org.perpupil.exact.Rational;

/**
 * An exact amount of money, held in whole hundredths (cents, pence); the district names its currency.
 *
 * <p>Amounts range from −92,233,720,368,547,758.08 to +92,233,720,368,547,758.07; arithmetic that would leave that range
 * throws {@link ArithmeticException}. A rate of dollars per pupil is not an amount: it may have any precision.
 */
public final class Money implements Comparable<Money> {
    public static final Money ZERO = new Money(0);

    private static final Pattern AMOUNT = Pattern.compile("-?\\d{1,17}(\\.\\d{2})?");

    private final long cents;

    private Money(long cents) {
        this.cents = cents;
    }

    public static Money ofCents(long cents) {
        return cents == 0 ? ZERO : new Money(cents);
    }

    public static Money ofDollars(long dollars) {
        return ofCents(Math.multiplyExact(dollars, 100L));
    }

    /**
     * Returns the given number of dollars.
     *
     * @throws ArithmeticException if {@code dollars} is not a whole number of cents, or is too large
     */
    public static Money ofDollars(BigDecimal dollars) {
        return ofDollars(dollars, RoundingMode.UNNECESSARY);
    }

    /**
     * Returns the given number of dollars, rounded to cents.
     *
     * @throws ArithmeticException if the amount is too large
     */
    public static Money ofDollars(BigDecimal dollars, RoundingMode rounding) {
        return ofDollars(Rational.of(dollars), rounding);
    }

    /**
     * Returns the given number of dollars, rounded to cents.
     *
     * @throws ArithmeticException if the amount is too large
     */
    public static Money ofDollars(Rational dollars, RoundingMode rounding) {
        return ofCents(dollars.times(Rational.of(100)).toWhole(rounding).longValueExact());
    }

    /**
     * Reads what {@link #toString()} writes: dollars with two decimals or none, such as {@code -1234.50} or {@code 12}.
     *
     * @throws IllegalArgumentException if the text is anything else; separators and currency signs are for readers of files
     * @throws ArithmeticException if the amount is too large
     */
    public static Money parse(String text) {
        if (!AMOUNT.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "\"%s\" is not an amount; write dollars with two decimals or none, such as 1234.50"
                            .formatted(text));
        }
        return ofDollars(new BigDecimal(text));
    }

    /** Returns the sum; nothing overflows on the way if the sum itself can be held. */
    public static Money total(Iterable<Money> amounts) {
        BigInteger total = BigInteger.ZERO;
        for (Money amount : amounts) {
            total = total.add(BigInteger.valueOf(amount.cents));
        }
        return ofCents(total.longValueExact());
    }

    public long cents() {
        return cents;
    }

    /** Returns the amount in dollars, with two decimal places. */
    public BigDecimal dollars() {
        return BigDecimal.valueOf(cents, 2);
    }

    /** Returns the amount in dollars as an exact fraction, for use in a formula. */
    public Rational toRational() {
        return Rational.of(cents, 100);
    }

    public Money plus(Money addend) {
        return ofCents(Math.addExact(cents, addend.cents));
    }

    public Money minus(Money subtrahend) {
        return ofCents(Math.subtractExact(cents, subtrahend.cents));
    }

    public Money times(long factor) {
        return ofCents(Math.multiplyExact(cents, factor));
    }

    public Money negated() {
        return ofCents(Math.negateExact(cents));
    }

    public boolean isZero() {
        return cents == 0;
    }

    public boolean isNegative() {
        return cents < 0;
    }

    public boolean isPositive() {
        return cents > 0;
    }

    /**
     * Splits this amount in proportion to shares, to the last cent.
     *
     * <p>Each part is first rounded towards zero; the cents left over go, one each, to the largest remainders, and among
     * equal remainders to the lowest key. A share of 0 gets nothing. A negative amount is split as the mirror of the
     * positive one. The order of the map changes no part.
     *
     * @param shares what each key counts, in any unit; only their proportions matter
     * @return a part for every key, in the order of {@code shares}; the parts add up to this amount
     * @throws IllegalArgumentException if a share is below 0, or none is above 0: nothing then says who gets the money
     */
    public <K extends Comparable<? super K>> Map<K, Money> split(Map<K, ? extends Number> shares) {
        Map<K, Rational> exact = ImmutableMap.copyOf(Maps.transformValues(shares, Money::exactly));
        String negative = exact.entrySet().stream()
                .filter(share -> share.getValue().signum() < 0)
                .map(share -> share.getKey() + " has " + share.getValue())
                .collect(Collectors.joining(", "));
        if (!negative.isEmpty()) {
            throw new IllegalArgumentException("a share is 0 or more: " + negative);
        }
        Rational whole = exact.values().stream().reduce(Rational.ZERO, Rational::plus);
        if (whole.isZero()) {
            throw new IllegalArgumentException(
                    "no share is above 0, so nothing says who gets " + this + "; give at least one share above 0");
        }
        Rational magnitude = Rational.of(BigInteger.valueOf(cents).abs()).dividedBy(whole);
        LargestRemainder<K> split =
                LargestRemainder.of(ImmutableMap.copyOf(Maps.transformValues(exact, magnitude::times)));
        BigInteger sign = BigInteger.valueOf(Long.signum(cents));
        return ImmutableMap.copyOf(Maps.transformValues(
                split.parts(), part -> ofCents(part.multiply(sign).longValueExact())));
    }

    private static Rational exactly(Number share) {
        if (share instanceof BigDecimal decimal) {
            return Rational.of(decimal);
        }
        if (share instanceof BigInteger whole) {
            return Rational.of(whole);
        }
        if (share instanceof Long || share instanceof Integer || share instanceof Short || share instanceof Byte) {
            return Rational.of(share.longValue());
        }
        throw new IllegalArgumentException("a share is exact: an Integer, Long, BigInteger or BigDecimal, not "
                + share.getClass().getSimpleName());
    }

    @Override
    public int compareTo(Money other) {
        return Long.compare(cents, other.cents);
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof Money other && cents == other.cents;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(cents);
    }

    /** Returns dollars with two decimals and nothing else, such as {@code -1234.50}. */
    @Override
    public String toString() {
        return dollars().toPlainString();
    }

    /** Returns the amount for people to read, with a currency sign such as {@code "$"}: {@code −$1,234.50}. */
    public String display(String currencySign) {
        // Not a NumberFormat: that depends on a locale and its data, which differ between machines.
        String digits = dollars().abs().toPlainString();
        int point = digits.length() - 3;
        StringBuilder grouped = new StringBuilder(digits);
        for (int at = point - 3; at > 0; at -= 3) {
            grouped.insert(at, ',');
        }
        return (isNegative() ? "−" : "") + currencySign + grouped;
    }
}
