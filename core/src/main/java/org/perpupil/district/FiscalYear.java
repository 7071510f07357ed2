package org.perpupil.district;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A budget year, named by the calendar year in which it ends: 2027 is 2026–27.
 *
 * @param ending from 1900 to 2999
 */
public record FiscalYear(int ending) implements Comparable<FiscalYear> {
    private static final Pattern TEXT = Pattern.compile("(\\d{4})[–-](\\d{2})");

    public FiscalYear {
        if (ending < 1900 || ending > 2999) {
            throw new IllegalArgumentException("a fiscal year ends between 1900 and 2999, not in " + ending);
        }
    }

    /** Returns the fiscal year that ends in a calendar year. */
    public static FiscalYear of(int ending) {
        return new FiscalYear(ending);
    }

    /**
     * Reads what {@link #toString()} writes, such as {@code 2026–27}; a hyphen, which every keyboard has, may stand for the dash.
     *
     * @throws IllegalArgumentException if the text is anything else, or its two years do not follow each other
     */
    public static FiscalYear parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (matcher.matches()) {
            FiscalYear year = new FiscalYear(Integer.parseInt(matcher.group(1)) + 1);
            if (year.toString().endsWith(matcher.group(2))) {
                return year;
            }
        }
        throw new IllegalArgumentException("\"%s\" is not a fiscal year; write 2026–27".formatted(text));
    }

    public FiscalYear previous() {
        return minusYears(1);
    }

    public FiscalYear next() {
        return minusYears(-1);
    }

    public FiscalYear minusYears(int years) {
        return new FiscalYear(ending - years);
    }

    @Override
    public int compareTo(FiscalYear other) {
        return Integer.compare(ending, other.ending);
    }

    @Override
    public String toString() {
        int end = ending % 100;
        return (ending - 1) + "–" + (end < 10 ? "0" : "") + end;
    }
}
