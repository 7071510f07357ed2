package org.perpupil.pupils;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * How many pupils: 0 or more, and not always whole (average daily attendance, full-time equivalents).
 *
 * @param value without trailing zeros, so that equal counts are equal
 */
public record PupilCount(BigDecimal value) implements Comparable<PupilCount> {
    public static final PupilCount ZERO = new PupilCount(BigDecimal.ZERO);

    private static final int MOST_DIGITS = 15;
    private static final int MOST_PLACES = 40;

    public PupilCount {
        if (value.signum() < 0) {
            throw new IllegalArgumentException("a count of pupils is 0 or more, not " + value.toPlainString());
        }
        if (isTooLarge(value) || value.scale() > MOST_PLACES) {
            throw new IllegalArgumentException("%s is no count of pupils: it has too many digits".formatted(value));
        }
        if (value.scale() != 0) {
            value = value.stripTrailingZeros();
            if (value.scale() < 0) {
                value = value.setScale(0, RoundingMode.UNNECESSARY);
            }
        }
    }

    static boolean isTooLarge(BigDecimal value) {
        return value.precision() - (long) value.scale() > MOST_DIGITS;
    }

    public static PupilCount of(long pupils) {
        return new PupilCount(BigDecimal.valueOf(pupils));
    }

    public static PupilCount of(BigDecimal pupils) {
        return new PupilCount(pupils);
    }

    /**
     * Reads what {@link #toString()} writes: digits, and a decimal part where there is one.
     *
     * @throws IllegalArgumentException if the text is anything else, such as a negative number or {@code NaN}
     */
    public static PupilCount parse(String text) {
        if (!isCount(text)) {
            throw new IllegalArgumentException(
                    "\"%s\" is not a count of pupils; write a number that is 0 or more, such as 412 or 411.75"
                            .formatted(text));
        }
        return new PupilCount(new BigDecimal(text));
    }

    /** Tells whether a text is 1 to 15 digits, and 1 to 40 more after a point if there is one; files have millions of them. */
    private static boolean isCount(String text) {
        int point = text.indexOf('.');
        int whole = point < 0 ? text.length() : point;
        int places = point < 0 ? 1 : text.length() - point - 1;
        return whole >= 1
                && whole <= MOST_DIGITS
                && places >= 1
                && places <= MOST_PLACES
                && areDigits(text, 0, whole)
                && areDigits(text, whole + 1, text.length());
    }

    private static boolean areDigits(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    public PupilCount plus(PupilCount addend) {
        if (isZero()) {
            return requireNonNull(addend, "addend");
        }
        return new PupilCount(value.add(addend.value));
    }

    public boolean isZero() {
        return value.signum() == 0;
    }

    @Override
    public int compareTo(PupilCount other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value.toPlainString();
    }
}
