package org.perpupil.pupils;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.regex.Pattern;

/**
 * How many pupils: 0 or more, and not always whole (average daily attendance, full-time equivalents).
 *
 * @param value without trailing zeros, so that equal counts are equal
 */
public record PupilCount(BigDecimal value) implements Comparable<PupilCount> {
    public static final PupilCount ZERO = new PupilCount(BigDecimal.ZERO);

    private static final int MOST_DIGITS = 15;
    private static final int MOST_PLACES = 40;

    private static final Pattern COUNT = Pattern.compile("\\d{1,15}(\\.\\d{1,40})?");

    public PupilCount {
        if (value.signum() < 0) {
            throw new IllegalArgumentException("a count of pupils is 0 or more, not " + value.toPlainString());
        }
        if (value.precision() - (long) value.scale() > MOST_DIGITS || value.scale() > MOST_PLACES) {
            throw new IllegalArgumentException("%s is no count of pupils: it has too many digits".formatted(value));
        }
        value = value.stripTrailingZeros();
        if (value.scale() < 0) {
            value = value.setScale(0, RoundingMode.UNNECESSARY);
        }
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
        if (!COUNT.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "\"%s\" is not a count of pupils; write a number that is 0 or more, such as 412 or 411.75"
                            .formatted(text));
        }
        return new PupilCount(new BigDecimal(text));
    }

    public PupilCount plus(PupilCount addend) {
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
