package org.perpupil.io.csv;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.perpupil.money.Money;

/** Reads the text of one cell; empty where it is not what it should be. */
final class Cells {
    private static final String GROUPED = "(\\d+|[1-9]\\d{0,2}(,\\d{3})+)";
    private static final Pattern NUMBER = Pattern.compile("-?(" + GROUPED + "(\\.\\d+)?|\\.\\d+)");
    private static final Pattern MONEY = Pattern.compile("-?[$€£]?" + GROUPED + "(\\.\\d+)?");
    private static final Pattern IN_BRACKETS = Pattern.compile("\\(([^()-]*)\\)");
    private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Z}]+");

    /** At most this many characters make a number, so that a hostile file cannot make one that fills the memory. */
    private static final int LONGEST_NUMBER = 60;

    private static final int LONGEST_SHOWN = 60;

    /** The control characters that texts have. */
    private static final String LAYOUT = "\t\n\u000B\f\r";

    private Cells() {}

    /** Returns the text without blanks around it; a no-break space is a blank. */
    static String trimmed(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isBlank(text.charAt(start))) {
            start++;
        }
        while (end > start && isBlank(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    private static boolean isBlank(char letter) {
        return Character.isWhitespace(letter) || Character.isSpaceChar(letter);
    }

    /** Returns the text on one line: blanks and line breaks inside it become one blank. */
    static String onOneLine(String text) {
        return BLANKS.matcher(trimmed(text)).replaceAll(" ");
    }

    /** Returns the form in which headers are compared. */
    static String header(String text) {
        return onOneLine(text).toLowerCase(Locale.ROOT);
    }

    /** Tells whether a text holds characters that no text has, such as those of a binary file. */
    static boolean hasControls(String text) {
        return text.chars().anyMatch(letter -> Character.isISOControl(letter) && LAYOUT.indexOf(letter) < 0);
    }

    /** Returns a cell for people: in quotes, on one line, and cut if it is long. */
    static String shown(String text) {
        String line = onOneLine(text.length() > LONGEST_SHOWN ? text.substring(0, LONGEST_SHOWN) : text);
        String clean = line.chars()
                .map(letter -> Character.isISOControl(letter) ? '\uFFFD' : letter)
                .collect(StringBuilder::new, (all, letter) -> all.append((char) letter), StringBuilder::append)
                .toString();
        return "\"" + clean + (text.length() > LONGEST_SHOWN ? "…" : "") + "\"";
    }

    /** Reads a number with or without thousands separators, which stand at every third digit or nowhere. */
    static Optional<BigDecimal> number(String text) {
        return text.length() <= LONGEST_NUMBER && NUMBER.matcher(text).matches()
                ? Optional.of(new BigDecimal(text.replace(",", "")))
                : Optional.empty();
    }

    /** Reads a number with or without a per cent sign. */
    static Optional<BigDecimal> percent(String text) {
        return number(text.endsWith("%") ? trimmed(text.substring(0, text.length() - 1)) : text);
    }

    /** Reads dollars with a currency sign or without, negative with a minus or in brackets; empty if cents are split. */
    static Optional<Money> money(String text) {
        boolean bracketed = IN_BRACKETS.matcher(text).matches();
        String amount = bracketed ? trimmed(text.substring(1, text.length() - 1)) : text;
        if (text.length() > LONGEST_NUMBER || !MONEY.matcher(amount).matches()) {
            return Optional.empty();
        }
        BigDecimal dollars = new BigDecimal(amount.replaceAll("[,$€£]", ""));
        try {
            return Optional.of(Money.ofDollars(bracketed ? dollars.negate() : dollars, RoundingMode.UNNECESSARY));
        } catch (ArithmeticException splitCentsOrTooLarge) {
            return Optional.empty();
        }
    }
}
