package org.perpupil.equity.internal;

/**
 * Natural logarithms in two parts: near 1, how far they are from a straight line, where the difference would cancel; elsewhere themselves.
 *
 * <p>They are built of sums, products and a division, so that they are the same everywhere, and to the last two digits. With d = r − 1 and
 * s = d / (2 + d), ln r = 2 artanh s, whose series is that of d − s (d − R).
 */
public final class Logarithm {
    /** From here to {@link #NEAR_TO} a number is near 1. */
    public static final double NEAR_FROM = Math.sqrt(0.5);

    public static final double NEAR_TO = Math.sqrt(2);

    private static final double LN_2 = 0.6931471805599453;

    private Logarithm() {}

    /** Returns ln r of a positive r that is not near 1. */
    public static double ofFar(double r) {
        int exponent = Math.getExponent(r);
        double digits = Math.scalb(r, -exponent);
        if (digits > NEAR_TO) {
            digits /= 2;
            exponent++;
        }
        double d = digits - 1;
        return Math.fma(exponent, LN_2, d - gapNear(d));
    }

    /** Returns d − ln (1 + d), which is 0 or more, of a number 1 + d that is near 1. */
    public static double gapNear(double d) {
        double s = d / (2 + d);
        double z = s * s;
        // R = 2 s²/3 + 2 s⁴/5 + …; what is left out is below 2⁻⁵⁷ of d.
        double sum = 2.0 / 21;
        sum = Math.fma(sum, z, 2.0 / 19);
        sum = Math.fma(sum, z, 2.0 / 17);
        sum = Math.fma(sum, z, 2.0 / 15);
        sum = Math.fma(sum, z, 2.0 / 13);
        sum = Math.fma(sum, z, 2.0 / 11);
        sum = Math.fma(sum, z, 2.0 / 9);
        sum = Math.fma(sum, z, 2.0 / 7);
        sum = Math.fma(sum, z, 2.0 / 5);
        sum = Math.fma(sum, z, 2.0 / 3);
        return s * (d - z * sum);
    }
}
