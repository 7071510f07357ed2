package org.perpupil.io.internal;

/** Cleans and shows texts of files. */
public final class Texts {
    private static final int LONGEST_SHOWN = 60;

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
        return Character.isWhitespace(letter) || Character.isSpaceChar(letter);
    }

    /** Returns a text for people: in quotes, on one line, and cut if it is long; {@code nothing} if there is none. */
    public static String shown(String text) {
        if (trimmed(text).isEmpty()) {
            return "nothing";
        }
        String some = text.length() > LONGEST_SHOWN ? text.substring(0, LONGEST_SHOWN) : text;
        StringBuilder clean = new StringBuilder("\"");
        trimmed(some)
                .chars()
                .forEach(letter -> clean.append(
                        isBlank((char) letter) ? ' ' : Character.isISOControl(letter) ? '\uFFFD' : (char) letter));
        return clean.append(text.length() > LONGEST_SHOWN ? "…\"" : "\"").toString();
    }
}
