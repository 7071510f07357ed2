package org.perpupil.formula;

import java.math.BigInteger;
import org.perpupil.exact.Rational;
import org.perpupil.exact.Rounding;

/**
 * A fraction for oracles, written without the library's own: numerator over a denominator above 0, in lowest terms.
 */
public record Fraction(BigInteger numerator, BigInteger denominator) implements Comparable<Fraction> {
    public static final Fraction ZERO = new Fraction(BigInteger.ZERO, BigInteger.ONE);
    public static final Fraction ONE = new Fraction(BigInteger.ONE, BigInteger.ONE);

    public Fraction {
        if (denominator.signum() == 0) {
            throw new ArithmeticException("divided by zero");
        }
        BigInteger common = numerator.gcd(denominator);
        if (denominator.signum() < 0) {
            common = common.negate();
        }
        numerator = numerator.divide(common);
        denominator = denominator.divide(common);
    }

    public static Fraction of(Rational value) {
        return new Fraction(value.numerator(), value.denominator());
    }

    public static Fraction of(long whole) {
        return new Fraction(BigInteger.valueOf(whole), BigInteger.ONE);
    }

    public Fraction plus(Fraction other) {
        return new Fraction(
                numerator.multiply(other.denominator).add(other.numerator.multiply(denominator)),
                denominator.multiply(other.denominator));
    }

    public Fraction minus(Fraction other) {
        return new Fraction(
                numerator.multiply(other.denominator).subtract(other.numerator.multiply(denominator)),
                denominator.multiply(other.denominator));
    }

    public Fraction times(Fraction other) {
        return new Fraction(numerator.multiply(other.numerator), denominator.multiply(other.denominator));
    }

    public Fraction over(Fraction other) {
        return new Fraction(numerator.multiply(other.denominator), denominator.multiply(other.numerator));
    }

    /** Returns the greatest whole number that is not above this. */
    public BigInteger floor() {
        BigInteger[] parts = numerator.divideAndRemainder(denominator);
        return parts[1].signum() < 0 ? parts[0].subtract(BigInteger.ONE) : parts[0];
    }

    /** Rounds to a unit: so many whole units of |x|, one more if the mode says so of the rest, with the sign of x. */
    public Fraction rounded(Rounding rounding) {
        Fraction unit = of(Rational.of(rounding.unit()));
        Fraction units = new Fraction(numerator.abs(), denominator).over(unit);
        BigInteger whole = units.floor();
        Fraction rest = units.minus(new Fraction(whole, BigInteger.ONE));
        int half = rest.compareTo(new Fraction(BigInteger.ONE, BigInteger.TWO));
        boolean more = switch (rounding.mode()) {
            case HALF_UP -> half >= 0;
            case HALF_DOWN -> half > 0;
            case HALF_EVEN -> half > 0 || (half == 0 && whole.testBit(0));
            case UP -> rest.numerator.signum() > 0;
            case CEILING -> rest.numerator.signum() > 0 && numerator.signum() > 0;
            case FLOOR -> rest.numerator.signum() > 0 && numerator.signum() < 0;
            case DOWN, UNNECESSARY -> false;
        };
        Fraction rounded = new Fraction(more ? whole.add(BigInteger.ONE) : whole, BigInteger.ONE).times(unit);
        return numerator.signum() < 0 ? ZERO.minus(rounded) : rounded;
    }

    @Override
    public int compareTo(Fraction other) {
        return numerator.multiply(other.denominator).compareTo(other.numerator.multiply(denominator));
    }
}
