package org.perpupil.io.internal;

import java.util.Locale;
import java.util.regex.Pattern;

/** Cleans and shows texts of files, such as that of a cell. */
public final class Texts {
    /** A zero-width space, a word joiner, and a byte order mark in the middle of a file: nobody sees them, and they are part of no value. */
    private static final String WITHOUT_WIDTH = "\u200B\u2060\uFEFF";

    private static final Pattern NO_WIDTH = Pattern.compile("[" + WITHOUT_WIDTH + "]");
    private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Z}]+");

    private static final int LONGEST_SHOWN = 60;

    /** The control characters that texts have. */
    private static final String LAYOUT = "\t\n\u000B\f\r";

    private Texts() {}

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

    private static boolean isBlank(char letter) {
        if (letter > ' ' && letter <= '~') {
            return false;
        }
        return Character.isWhitespace(letter) || Character.isSpaceChar(letter) || WITHOUT_WIDTH.indexOf(letter) >= 0;
    }

    /** Returns the text on one line: blanks and line breaks inside it become one blank. */
    public static String onOneLine(String text) {
        if (isPlain(text)) {
            return trimmed(text);
        }
        String visible = text.chars().anyMatch(letter -> WITHOUT_WIDTH.indexOf(letter) >= 0)
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
