package org.perpupil.exact;

import static java.math.BigInteger.ONE;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An exact fraction of whole numbers of any size, in lowest terms.
 *
 * <p>Funding formulas divide: a third of the pupils of three years, a share of the enrolment. Decimal division to 34 digits is
 * not enough to round such a quotient like a careful auditor would; a fraction is.
 */
public final class Rational implements Comparable<Rational> {
    public static final Rational ZERO = new Rational(BigInteger.ZERO, BigInteger.ONE);
    public static final Rational ONE_WHOLE = new Rational(BigInteger.ONE, BigInteger.ONE);

    /** At most this many characters are read, so that a hostile text cannot make a number that fills the memory. */
    private static final int LONGEST_TEXT = 200;

    /** A decimal with an exponent of millions is a few bytes, and would fill the memory as a fraction. */
    private static final int MOST_PLACES = 1_000;

    private static final Pattern FRACTION = Pattern.compile("([+-]?\\d+)/(\\d*[1-9]\\d*)");
    private static final Pattern DECIMAL = Pattern.compile("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)");
    private static final BigInteger FIVE = BigInteger.valueOf(5);

    private final BigInteger numerator;
    private final BigInteger denominator;

    private Rational(BigInteger numerator, BigInteger denominator) {
        this.numerator = numerator;
        this.denominator = denominator;
    }

    public static Rational of(long whole) {
        return new Rational(BigInteger.valueOf(whole), ONE);
    }

    public static Rational of(BigInteger whole) {
        return new Rational(whole, ONE);
    }

    /**
     * Returns a decimal as a fraction.
     *
     * @throws IllegalArgumentException if its exponent is beyond 1,000 places, as no figure of a budget is
     */
    public static Rational of(BigDecimal decimal) {
        if (Math.abs((long) decimal.scale()) > MOST_PLACES) {
            throw new IllegalArgumentException("%s has more than %s places".formatted(decimal, MOST_PLACES));
        }
        return decimal.scale() <= 0
                ? new Rational(decimal.toBigIntegerExact(), ONE)
                : ratio(decimal.unscaledValue(), BigInteger.TEN.pow(decimal.scale()));
    }

    /**
     * Returns one whole number over another.
     *
     * @throws ArithmeticException if {@code denominator} is 0
     */
    public static Rational of(long numerator, long denominator) {
        // Beyond these, what has its sign turned round may not fit.
        return denominator > 0 && numerator > Long.MIN_VALUE
                ? reduced(numerator, denominator)
                : ratio(BigInteger.valueOf(numerator), BigInteger.valueOf(denominator));
    }

    private static Rational ratio(BigInteger numerator, BigInteger denominator) {
        if (denominator.signum() == 0) {
            throw new ArithmeticException(numerator + " cannot be divided by zero");
        }
        if (numerator.bitLength() < Long.SIZE - 1 && denominator.bitLength() < Long.SIZE - 1) {
            return reduced(numerator.longValue(), denominator.longValue());
        }
        BigInteger common = numerator.gcd(denominator);
        BigInteger divisor = denominator.signum() < 0 ? common.negate() : common;
        return new Rational(numerator.divide(divisor), denominator.divide(divisor));
    }

    /** The same in longs, which most figures of a budget fit. */
    private static Rational reduced(long numerator, long denominator) {
        long common = denominator;
        long rest = numerator;
        while (rest != 0) {
            long next = common % rest;
            common = rest;
            rest = next;
        }
        long divisor = (common < 0) == (denominator < 0) ? common : -common;
        return new Rational(BigInteger.valueOf(numerator / divisor), BigInteger.valueOf(denominator / divisor));
    }

    /**
     * Reads what {@link #toString()} writes: a plain decimal such as {@code -0.465}, or a fraction such as {@code 1/3}.
     *
     * @throws IllegalArgumentException if the text is neither, or is longer than 200 characters
     */
    public static Rational parse(String text) {
        Matcher fraction = FRACTION.matcher(text);
        if (text.length() <= LONGEST_TEXT && fraction.matches()) {
            return ratio(new BigInteger(fraction.group(1)), new BigInteger(fraction.group(2)));
        }
        if (text.length() > LONGEST_TEXT || !DECIMAL.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "\"%s\" is not a number; write a decimal such as 0.465 or a fraction such as 1/3".formatted(text));
        }
        return of(new BigDecimal(text));
    }

    public BigInteger numerator() {
        return numerator;
    }

    /** Returns the denominator in lowest terms, at least 1. */
    public BigInteger denominator() {
        return denominator;
    }

    public Rational plus(Rational addend) {
        return denominator.equals(addend.denominator)
                ? ratio(numerator.add(addend.numerator), denominator)
                : ratio(
                        numerator.multiply(addend.denominator).add(addend.numerator.multiply(denominator)),
                        denominator.multiply(addend.denominator));
    }

    public Rational minus(Rational subtrahend) {
        return plus(subtrahend.negated());
    }

    public Rational times(Rational factor) {
        return ratio(numerator.multiply(factor.numerator), denominator.multiply(factor.denominator));
    }

    /**
     * Returns the quotient, which loses nothing.
     *
     * @throws ArithmeticException if {@code divisor} is 0
     */
    public Rational dividedBy(Rational divisor) {
        return ratio(numerator.multiply(divisor.denominator), denominator.multiply(divisor.numerator));
    }

    public Rational negated() {
        return new Rational(numerator.negate(), denominator);
    }

    public int signum() {
        return numerator.signum();
    }

    public boolean isZero() {
        return numerator.signum() == 0;
    }

    public boolean isWhole() {
        return denominator.equals(ONE);
    }

    public Rational min(Rational other) {
        return compareTo(other) <= 0 ? this : other;
    }

    public Rational max(Rational other) {
        return compareTo(other) >= 0 ? this : other;
    }

    /** Returns the greatest whole number that is not above this one. */
    public BigInteger floor() {
        return toWhole(RoundingMode.FLOOR);
    }

    /**
     * Returns this number rounded to a whole one.
     *
     * @throws ArithmeticException if {@code mode} is {@link RoundingMode#UNNECESSARY} and this is not whole
     */
    public BigInteger toWhole(RoundingMode mode) {
        return toDecimal(0, mode).toBigIntegerExact();
    }

    /** Returns this number rounded to so many decimal places. */
    public BigDecimal toDecimal(int places, RoundingMode mode) {
        return new BigDecimal(numerator).divide(new BigDecimal(denominator), places, mode);
    }

    /** Returns the decimal that is exactly this number, without trailing zeros; empty if its digits never end. */
    public Optional<BigDecimal> toExactDecimal() {
        int twos = denominator.getLowestSetBit();
        BigInteger rest = denominator.shiftRight(twos);
        int fives = 0;
        while (rest.signum() != 0 && rest.mod(FIVE).signum() == 0) {
            rest = rest.divide(FIVE);
            fives++;
        }
        return rest.equals(ONE)
                ? Optional.of(plain(toDecimal(Math.max(twos, fives), RoundingMode.UNNECESSARY)))
                : Optional.empty();
    }

    private static BigDecimal plain(BigDecimal decimal) {
        BigDecimal stripped = decimal.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0, RoundingMode.UNNECESSARY) : stripped;
    }

    @Override
    public int compareTo(Rational other) {
        return numerator.multiply(other.denominator).compareTo(other.numerator.multiply(denominator));
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof Rational other
                && numerator.equals(other.numerator)
                && denominator.equals(other.denominator);
    }

    @Override
    public int hashCode() {
        return 31 * numerator.hashCode() + denominator.hashCode();
    }

    /** Returns the decimal where the digits end, the fraction in lowest terms where they do not. */
    @Override
    public String toString() {
        return toExactDecimal().map(BigDecimal::toPlainString).orElseGet(() -> numerator + "/" + denominator);
    }
}
