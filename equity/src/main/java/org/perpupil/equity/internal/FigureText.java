package org.perpupil.equity.internal;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.DoubleFunction;

/** Numbers for people. */
public final class FigureText {
    /** So many digits tell what there is to be told. */
    private static final int FEW = 4;

    /** From here on digits in front of the point are no help, and below the other zeros behind it. */
    private static final double HUGE = 1e15;

    private static final double TINY = 1e-6;

    private FigureText() {}

    /** Tells whether a number is so large, or so near to 0 and not 0, that it reads better with an exponent. */
    public static boolean isScientific(double value) {
        return isHuge(value) || (value != 0 && Math.abs(value) < TINY);
    }

    private static boolean isHuge(double value) {
        return Math.abs(value) >= HUGE && Double.isFinite(value);
    }

    /** Returns a number with four digits and an exponent, such as 1.234e-07. */
    public static String scientific(double value) {
        BigDecimal few = new BigDecimal(value).round(new MathContext(FEW, RoundingMode.HALF_EVEN));
        return String.format(Locale.ROOT, "%." + (FEW - 1) + "e", few);
    }

    /** Returns a number with so many decimals; a huge one with an exponent. */
    public static String decimals(double value, int decimals) {
        return !Double.isFinite(value)
                ? Double.toString(value)
                : isHuge(value)
                        ? scientific(value)
                        : grouped(new BigDecimal(value).setScale(decimals, RoundingMode.HALF_EVEN));
    }

    /** Returns a number as it is, up to two decimals; a huge one with an exponent. */
    public static String upToHundredths(double value) {
        return isHuge(value)
                ? scientific(value)
                : grouped(new BigDecimal(value)
                        .setScale(2, RoundingMode.HALF_EVEN)
                        .stripTrailingZeros());
    }

    /** Returns a number with four digits, whole ones always; a huge or tiny one with an exponent. */
    public static String digits(double value) {
        if (!Double.isFinite(value)) {
            return Double.toString(value);
        }
        if (value == 0) {
            return "0";
        }
        if (isScientific(value)) {
            return scientific(value);
        }
        BigDecimal exact = new BigDecimal(value);
        return grouped(exact.setScale(Math.max(0, FEW - exact.precision() + exact.scale()), RoundingMode.HALF_EVEN));
    }

    /** Returns a number to its last digit, so that no two numbers read the same. */
    public static String exact(double value) {
        return isScientific(value)
                ? Double.toString(value)
                : grouped(BigDecimal.valueOf(value).stripTrailingZeros());
    }

    private static String grouped(BigDecimal value) {
        return String.format(Locale.ROOT, "%,." + Math.max(0, value.scale()) + "f", value);
    }

    /** Tells whether numbers of one unit are all below 1 in size, and not all 0: two decimals would say little of them. */
    public static boolean areSmall(double... values) {
        return Arrays.stream(values).allMatch(value -> Math.abs(value) < 1)
                && Arrays.stream(values).anyMatch(value -> value != 0);
    }

    /**
     * Returns a remark that a number is beyond another; with by how much, where the two read the same.
     *
     * @param text how both are written
     */
    public static String beyond(String remark, double value, double other, DoubleFunction<String> text) {
        return text.apply(value).equals(text.apply(other))
                ? "%s, by %s".formatted(remark, digits(Math.abs(value - other)))
                : remark;
    }
}
