package org.perpupil.io.csv;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How a spreadsheet shows numbers: the sections of one format code, by ECMA-376, part 1, 18.8.31. */
final class CellFormat {
    /** No spreadsheet keeps a longer code. */
    private static final int LONGEST = 255;

    /** Quoted text, an escaped letter, one that leaves its width or fills the cell, what is in brackets, or any other letter. */
    private static final Pattern PARTS = Pattern.compile(
            "\"(?<quoted>[^\"]*)\"?|\\\\(?<escaped>.)|[_*][^;]|\\[(?<bracket>[^\\]]*)\\]|(?<mark>.)", Pattern.DOTALL);

    private static final Pattern CONDITION =
            Pattern.compile("(?<sign><=|>=|<>|<|>|=)(?<than>-?\\d{1,15}(?:\\.\\d{1,15})?)");

    /** Hours, minutes or seconds that add up beyond a day. */
    private static final Pattern ELAPSED = Pattern.compile("(?i)h+|m+|s+");

    /** Letters that are shown as they are. */
    private static final String LITERAL = "-+ ():";

    /** Where a digit stands in the text of a section; no cell has this character. */
    private static final char DIGIT = '\0';

    private static final Section GENERAL = new Section("", "General", "");

    private final List<Section> sections;

    private CellFormat(List<Section> sections) {
        this.sections = List.copyOf(sections);
    }

    /** Reads a code; an empty one shows the number itself. */
    static CellFormat of(String code) {
        if (code.isEmpty() || code.length() > LONGEST) {
            return new CellFormat(List.of(GENERAL));
        }
        List<Section> sections = new ArrayList<>();
        String condition = "";
        StringBuilder marks = new StringBuilder();
        StringBuilder text = new StringBuilder();
        for (Matcher parts = PARTS.matcher(code + ";"); parts.find(); ) {
            String mark = orEmpty(parts.group("mark"));
            String bracket = orEmpty(parts.group("bracket"));
            text.append(orEmpty(parts.group("quoted"))).append(orEmpty(parts.group("escaped")));
            if (CONDITION.matcher(bracket).matches()) {
                condition = bracket;
            } else if (ELAPSED.matcher(bracket).matches()) {
                marks.append(bracket);
            } else if (mark.equals(";")) {
                sections.add(new Section(condition, marks.toString(), text.toString()));
                condition = "";
                marks.setLength(0);
                text.setLength(0);
            } else if (mark.equals("0")) {
                marks.append(mark);
                text.append(DIGIT);
            } else {
                (LITERAL.contains(mark) ? text : marks).append(mark);
            }
        }
        // A quote that is never closed takes the end with it.
        return new CellFormat(sections.isEmpty() ? List.of(GENERAL) : sections);
    }

    private static String orEmpty(@Nullable String group) {
        return group == null ? "" : group;
    }

    /** Returns the section that shows a number. */
    Section section(BigDecimal number) {
        int last = Math.min(sections.size(), 3) - 1; // the fourth is for texts
        for (int i = 0; i <= last; i++) {
            Section section = sections.get(i);
            if (section.condition().isEmpty() ? isAt(i, last, number.signum()) : section.holds(number)) {
                return number.signum() == 0
                                && section.isNothing()
                                && !sections.get(0).isHiding()
                        ? GENERAL
                        : section;
            }
        }
        return GENERAL;
    }

    /** Without conditions the sections are for numbers above 0 (or not below it, if there are two), below 0, and others. */
    private static boolean isAt(int section, int last, int sign) {
        if (section == last) {
            return true;
        }
        return section == 0 ? sign > 0 || (last == 1 && sign == 0) : sign < 0;
    }

    /**
     * How some of the numbers are shown.
     *
     * @param condition which ones; empty if their sign says so
     * @param marks what stands for digits, days and the like
     * @param text what is shown as it is, with marks for the digits that are always shown
     */
    record Section(String condition, String marks, String text) {
        private boolean holds(BigDecimal number) {
            Matcher parts = CONDITION.matcher(condition);
            if (!parts.matches()) {
                return false;
            }
            int order = number.compareTo(new BigDecimal(parts.group("than")));
            return switch (parts.group("sign")) {
                case "<" -> order < 0;
                case "<=" -> order <= 0;
                case ">" -> order > 0;
                case ">=" -> order >= 0;
                case "=" -> order == 0;
                default -> order != 0;
            };
        }

        /** Tells whether no part of the number is shown, but the text, which may be empty. */
        boolean isHiding() {
            return marks.isEmpty();
        }

        /** Tells whether nothing or a dash is shown, which for 0 is a way to show it. */
        private boolean isNothing() {
            return isHiding() && text.matches("[-\u2013\u2014 ]*");
        }

        /** Tells whether the number is a day, a time, or both. */
        boolean isDay() {
            return marks.matches("(?is).*[ymdhs].*");
        }

        /** Returns how many signs for per cent the number has. */
        int percents() {
            return (int) marks.chars().filter(mark -> mark == '%').count();
        }

        /** Tells whether whole numbers are shown with zeros before them, as codes are. */
        boolean isCode() {
            return marks.matches("00+");
        }

        /** Returns a whole number as a code: its digits from the right, and those for which there is no place before the first. */
        String code(BigDecimal number) {
            String all = number.abs().toBigInteger().toString();
            String digits = "0".repeat(Math.max(0, marks.length() - all.length())) + all;
            StringBuilder code = new StringBuilder();
            int from = 0;
            int to = digits.length() - marks.length() + 1;
            for (int i = 0; i < text.length(); i++) {
                char letter = text.charAt(i);
                if (letter == DIGIT) {
                    code.append(digits, from, to);
                    from = to++;
                } else {
                    code.append(letter);
                }
            }
            return code.toString();
        }
    }
}
