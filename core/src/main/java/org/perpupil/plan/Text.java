package org.perpupil.plan;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.util.regex.Pattern;
import org.perpupil.exact.Rational;

/** What the parts of a plan have in common. */
final class Text {
    private static final Pattern ID = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{M}\\p{N} ._-]{0,63}");

    private static final int MOST_DIGITS = 100;
    private static final int LONGEST = 100_000;

    private Text() {}

    /** Checks an id, which names a part of a plan in files. */
    static String id(String id, String what) {
        requireNonNull(id, "id");
        if (!ID.matcher(id).matches() || id.endsWith(" ")) {
            throw new IllegalArgumentException(
                    "\"%s\" cannot identify %s; an id has up to 64 letters, digits, blanks, dots, hyphens and underscores"
                            .formatted(id, what));
        }
        return id;
    }

    /** Checks that something is said. */
    static String said(String text, String what) {
        if (text.length() > LONGEST) {
            throw new IllegalArgumentException(what + " in at most %s characters".formatted(LONGEST));
        }
        if (text.isBlank()) {
            throw new IllegalArgumentException(what);
        }
        return text;
    }

    /** Returns the one form of a number, so that equal means the same number. */
    static BigDecimal plain(BigDecimal number) {
        if ((long) number.precision() - number.scale() > MOST_DIGITS) {
            throw new IllegalArgumentException(
                    "a number with more than %s digits before the point measures nothing".formatted(MOST_DIGITS));
        }
        return Rational.of(number).toExactDecimal().orElseThrow();
    }

    /** Reads a plain decimal. */
    static BigDecimal decimal(String number) {
        return Rational.parse(number)
                .toExactDecimal()
                .orElseThrow(() -> new IllegalArgumentException(
                        "\"%s\" is not a decimal; write a number such as 62.5".formatted(number)));
    }
}
