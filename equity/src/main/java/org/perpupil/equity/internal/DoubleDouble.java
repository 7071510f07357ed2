package org.perpupil.equity.internal;

/**
 * A number of about 32 digits: the unevaluated sum of two doubles that do not overlap.
 *
 * <p>Source: T. J. Dekker, "A floating-point technique for extending the available precision", <i>Numerische Mathematik</i> 18
 * (1971), 224–242, with products by fused multiply-add.
 *
 * @param high the double nearest to the number
 * @param low what it is off by
 */
public record DoubleDouble(double high, double low) {

    public static DoubleDouble of(double value) {
        return new DoubleDouble(value, 0);
    }

    /** Returns a sum whose second term is no larger than the first. */
    public static DoubleDouble sum(double large, double small) {
        double high = large + small;
        return new DoubleDouble(high, small - (high - large));
    }

    public DoubleDouble plus(DoubleDouble addend) {
        double sum = high + addend.high;
        double error = sumError(high, addend.high, sum);
        double lowSum = low + addend.low;
        double lowError = sumError(low, addend.low, lowSum);
        DoubleDouble partly = sum(sum, error + lowSum);
        return sum(partly.high, partly.low + lowError);
    }

    /** What rounding took from the sum of two doubles of any size: Knuth's two-sum. */
    public static double sumError(double one, double other, double sum) {
        double rest = sum - one;
        return (one - (sum - rest)) + (other - rest);
    }

    public DoubleDouble minus(DoubleDouble subtrahend) {
        return plus(subtrahend.negated());
    }

    public DoubleDouble times(DoubleDouble factor) {
        double product = high * factor.high;
        double error = Math.fma(high, factor.high, -product);
        return sum(product, error + (high * factor.low + low * factor.high));
    }

    public DoubleDouble times(double factor) {
        return times(of(factor));
    }

    public DoubleDouble negated() {
        return new DoubleDouble(-high, -low);
    }

    /** Returns the product of two doubles, exactly. */
    public static DoubleDouble product(double one, double other) {
        double product = one * other;
        return new DoubleDouble(product, Math.fma(one, other, -product));
    }

    /** Returns the square root, by one step of Newton's method from the nearest double; 0 of 0. */
    public DoubleDouble squareRoot() {
        if (high == 0) {
            return this;
        }
        double root = Math.sqrt(high);
        return sum(root, minus(product(root, root)).high / (2 * root));
    }

    /** Returns the quotient by long division, three digits of 53 bits each. */
    public DoubleDouble dividedBy(DoubleDouble divisor) {
        double first = high / divisor.high;
        DoubleDouble rest = minus(divisor.times(first));
        double second = rest.high / divisor.high;
        double third = rest.minus(divisor.times(second)).high / divisor.high;
        return sum(first, second).plus(of(third));
    }
}
