package org.perpupil.formula.allocation;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.perpupil.exact.Rational;
import org.perpupil.formula.ValueType;

/** Writes numbers for people: grouped by thousands, money with at least two decimals, endless digits cut with a mark. */
public final class Wording {
    /** A result whose digits never end is shown to so many places, followed by an ellipsis. */
    private static final int PLACES = 6;

    /** What is multiplied by money needs more places, so that a desk calculator gives the same cent. */
    private static final int PLACES_OF_FACTORS = 12;

    private Wording() {}

    static String value(Working working, String currencySign) {
        return working.value()
                .map(value -> factor(value, working.type(), currencySign))
                .orElse("no value: " + working.why().orElse("not known yet"));
    }

    /** Returns a number or an amount, such as {@code 2,415}, {@code 0.333333…} or {@code $4,122.545644}. */
    public static String of(Rational value, ValueType type, String currencySign) {
        return of(value, type, currencySign, PLACES);
    }

    /** Returns a number as workings show it, with as many places as a desk calculator needs. */
    static String factor(Rational value, ValueType type, String currencySign) {
        return of(value, type, currencySign, PLACES_OF_FACTORS);
    }

    /** Returns the number that is shown for a value in a working: itself, or cut where its digits do not end. */
    static Rational shown(Rational value) {
        return value.toExactDecimal().isPresent()
                ? value
                : Rational.of(value.toDecimal(PLACES_OF_FACTORS, RoundingMode.DOWN));
    }

    /** Returns what a value that is not rounded comes to where it is shown as a result. */
    static Rational asResult(Rational value) {
        return Rational.of(value.toDecimal(PLACES, RoundingMode.HALF_UP));
    }

    private static String of(Rational value, ValueType type, String currencySign, int places) {
        boolean money = type == ValueType.MONEY;
        String ellipsis = value.toExactDecimal().isEmpty() ? "…" : "";
        BigDecimal decimal = value.toExactDecimal().orElseGet(() -> value.toDecimal(places, RoundingMode.DOWN));
        if (money && decimal.scale() < 2) {
            decimal = decimal.setScale(2, RoundingMode.UNNECESSARY);
        }
        return (value.signum() < 0 ? "−" : "") + (money ? currencySign : "") + grouped(decimal.abs()) + ellipsis;
    }

    /** Returns a text without what would start a new line or steer a terminal; each such character becomes a space. */
    static String onOneLine(String text) {
        return text.codePoints()
                .map(character -> Character.isISOControl(character)
                                || Character.getType(character) == Character.LINE_SEPARATOR
                                || Character.getType(character) == Character.PARAGRAPH_SEPARATOR
                        ? ' '
                        : character)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static String grouped(BigDecimal decimal) {
        String plain = decimal.toPlainString();
        int point = plain.indexOf('.');
        StringBuilder text = new StringBuilder(plain);
        for (int at = (point < 0 ? plain.length() : point) - 3; at > 0; at -= 3) {
            text.insert(at, ',');
        }
        return text.toString();
    }
}
