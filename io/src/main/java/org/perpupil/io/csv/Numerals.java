package org.perpupil.io.csv;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.perpupil.io.internal.Texts;

/** How the numbers of one file are written: what stands between thousands, and what before decimals. */
enum Numerals {
    /** {@code 1,777.5}. */
    POINT(",", "", "."),
    /** {@code 1.777,5} or {@code 1 777,5}. */
    COMMA(".", " \u00A0\u202F", ",");

    /** At most this many characters make a number, so that a hostile file cannot make one that fills the memory. */
    private static final int LONGEST = 60;

    private static final String SIGN = "[$€£]";

    /** In brackets, with the sign of the currency before them or inside. */
    private static final Pattern IN_BRACKETS = Pattern.compile("(" + SIGN + "?)\\h*\\(([^()-]*)\\)");

    /** One mark, before three digits, behind one to three of which the first is not 0. */
    private static final Pattern TWO_WAYS = Pattern.compile("(?<!\\d)[1-9]\\d{0,2}[,.]\\d{3}(?![\\deE])");

    private final String decimal;
    private final Pattern number;
    private final Pattern exponent;
    private final Pattern amount;

    Numerals(String separator, String blanks, String decimal) {
        this.decimal = decimal;
        String point = Pattern.quote(decimal);
        // The first of the groups of three has no leading 0, which is that of a decimal fraction: 0,123.
        String grouped = "[1-9]\\d{0,2}(?:" + Pattern.quote(separator) + "\\d{3})+"
                + (blanks.isEmpty() ? "" : "|[1-9]\\d{0,2}(?:[" + blanks + "]\\d{3})+");
        String plain = "(?:(?:\\d+|" + grouped + ")(?:" + point + "\\d+)?|" + point + "\\d+)";
        this.number = Pattern.compile("-?" + plain);
        this.exponent = Pattern.compile("-?(?:\\d+(?:" + point + "\\d*)?|" + point + "\\d+)[eE][+-]?\\d{1,3}");
        this.amount = Pattern.compile("(-?)\\h*" + SIGN + "?\\h*(-?)(" + plain + ")\\h*" + SIGN + "?");
    }

    /** Tells whether a text is a number both ways, and not the same one: {@code 1,777} and {@code 1.777}. */
    static boolean readsTwoWays(String text) {
        return TWO_WAYS.matcher(text).find()
                && text.chars().filter(letter -> letter == ',' || letter == '.').count() == 1;
    }

    /** Reads a number, with separators at every third digit or nowhere, or with an exponent and no separators. */
    Optional<BigDecimal> number(String written) {
        String text = signed(written);
        return isShort(text)
                        && (number.matcher(text).matches()
                                || exponent.matcher(text).matches())
                ? inRange(plain(text))
                : Optional.empty();
    }

    /** Reads a number that may have a per cent sign; then it has no exponent. */
    Optional<BigDecimal> percent(String text) {
        if (!text.endsWith("%")) {
            return number(text);
        }
        String share = Texts.trimmed(text.substring(0, text.length() - 1));
        return isExponent(share) ? Optional.empty() : number(share);
    }

    /** Reads an amount of money, with the sign of a currency before or behind it, negative with a minus or in brackets. */
    Optional<BigDecimal> dollars(String written) {
        String text = signed(written);
        if (!isShort(text)) {
            return Optional.empty();
        }
        Matcher brackets = IN_BRACKETS.matcher(text);
        boolean isBracketed = brackets.matches();
        Matcher parts = amount.matcher(isBracketed ? brackets.group(1) + Texts.trimmed(brackets.group(2)) : text);
        if (!parts.matches()
                || signs(text) > 1
                || (!parts.group(1).isEmpty() && !parts.group(2).isEmpty())) {
            return Optional.empty();
        }
        BigDecimal value = new BigDecimal(plain(parts.group(3)));
        boolean isNegative =
                isBracketed || !parts.group(1).isEmpty() || !parts.group(2).isEmpty();
        return Optional.of(isNegative ? value.negate() : value);
    }

    /** Tells whether a text is a number with an exponent. */
    boolean isExponent(String text) {
        return isShort(text) && exponent.matcher(signed(text)).matches();
    }

    /** Returns a number as one of these writes it. */
    String example(String withPoint) {
        return this == POINT
                ? withPoint
                : withPoint.replace(',', ' ').replace('.', ',').replace(' ', '.');
    }

    private String plain(String text) {
        String withoutGroups = text.replaceAll(this == POINT ? "," : "[. \u00A0\u202F]", "");
        return decimal.equals(",") ? withoutGroups.replace(',', '.') : withoutGroups;
    }

    /** Returns a number without a plus before it, and with a hyphen in place of the sign for minus that print has. */
    private static String signed(String text) {
        String plain = text.replace('\u2212', '-');
        return plain.length() > 1 && plain.charAt(0) == '+' && "+-".indexOf(plain.charAt(1)) < 0
                ? plain.substring(1)
                : plain;
    }

    private static boolean isShort(String text) {
        return text.length() <= LONGEST;
    }

    private static long signs(String text) {
        return text.chars().filter(letter -> "$€£".indexOf(letter) >= 0).count();
    }

    /** A number beyond the doubles, or so near to 0 that they have none for it, is none. */
    private static Optional<BigDecimal> inRange(String text) {
        BigDecimal value = new BigDecimal(text);
        double nearest = value.doubleValue();
        return Double.isInfinite(nearest) || (nearest == 0 && value.signum() != 0)
                ? Optional.empty()
                : Optional.of(value);
    }
}
