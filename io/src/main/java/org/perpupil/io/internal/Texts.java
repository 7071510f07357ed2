package org.perpupil.io.internal;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cleans and shows texts of files, such as that of a cell. */
public final class Texts {
    /** What an id is, for problems. */
    public static final String AN_ID = "an id as other files have it, not blank and on one line";

    /**
     * Zero-width spaces, marks of direction, soft hyphens: nobody sees them, and they are part of no value. The two joiners are letters in some
     * scripts.
     */
    private static final Pattern NO_WIDTH = Pattern.compile("[\\p{Cf}&&[^\u200C\u200D]]");

    /** A number as a spreadsheet shows one that is too long for its column. */
    private static final Pattern SPOILED = Pattern.compile("\\d(?:[.,]\\d+)?[eE]\\+?\\d+");

    /** How programs write a text that a spreadsheet must not take for a number. */
    private static final Pattern PROTECTED = Pattern.compile("=\"([^\"]*)\"");

    private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Z}]+");

    private static final int LONGEST_SHOWN = 60;

    /** The control characters that texts have. */
    private static final String LAYOUT = "\t\n\u000B\f\r";

    /** Starts a formula in one spreadsheet or another, the wide forms in East Asian ones. */
    private static final String DANGEROUS = "=+-@\t\r\n＝＋－＠";

    private Texts() {}

    /** Returns the text of a cell such that no spreadsheet takes it for a formula: with an apostrophe in front where it could. */
    public static String harmless(String text) {
        return text.isEmpty() || DANGEROUS.indexOf(text.charAt(0)) < 0 ? text : "'" + text;
    }

    /** Returns the text without blanks around it; a no-break space is a blank. */
    public static String trimmed(String text) {
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

    /** Tells whether a letter is a blank, or one that nobody sees. */
    public static boolean isBlank(char letter) {
        if (letter > ' ' && letter <= '~') {
            return false;
        }
        return Character.isWhitespace(letter)
                || Character.isSpaceChar(letter)
                || Character.getType(letter) == Character.FORMAT;
    }

    /** Returns the text on one line: blanks and line breaks inside it become one blank. */
    public static String onOneLine(String text) {
        if (isPlain(text)) {
            return trimmed(text);
        }
        String visible = text.chars().anyMatch(letter -> Character.getType(letter) == Character.FORMAT)
                ? NO_WIDTH.matcher(text).replaceAll("")
                : text;
        return BLANKS.matcher(trimmed(visible)).replaceAll(" ");
    }

    /** Tells whether a text has visible letters of ASCII and single spaces only; most have, and searching them for more takes time. */
    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            if (letter < ' ' || letter > '~' || (letter == ' ' && i > 0 && text.charAt(i - 1) == ' ')) {
                return false;
            }
        }
        return true;
    }

    /** Returns what a cell says: without blanks around it, and without what protects it from a spreadsheet: {@code ="00123"}. */
    public static String value(String cell) {
        String text = trimmed(cell);
        if (!text.startsWith("=\"")) {
            return text;
        }
        Matcher inside = PROTECTED.matcher(text);
        return inside.matches() ? trimmed(inside.group(1)) : text;
    }

    /** Tells whether an id was taken for a number, so that its last digits are lost: {@code 5.50852E+11}. */
    public static boolean isSpoiledId(String text) {
        return SPOILED.matcher(text).matches();
    }

    /** Returns the form in which headers are compared. */
    public static String header(String text) {
        return onOneLine(text).toLowerCase(Locale.ROOT);
    }

    /** Tells whether a text holds characters that no text has, such as those of a binary file. */
    public static boolean hasControls(String text) {
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            if (Character.isISOControl(letter) && LAYOUT.indexOf(letter) < 0) {
                return true;
            }
        }
        return false;
    }

    /** Returns a text for people: in quotes, on one line, and cut if it is long. */
    public static String shown(String text) {
        String line = onOneLine(text.length() > LONGEST_SHOWN ? text.substring(0, LONGEST_SHOWN) : text);
        String clean = line.chars()
                .map(letter -> Character.isISOControl(letter) ? '\uFFFD' : letter)
                .collect(StringBuilder::new, (all, letter) -> all.append((char) letter), StringBuilder::append)
                .toString();
        return "\"" + clean + (text.length() > LONGEST_SHOWN ? "…" : "") + "\"";
    }
}
