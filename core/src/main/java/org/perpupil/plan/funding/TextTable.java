package org.perpupil.plan.funding;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A table in plain text, its columns as wide as they must be. */
final class TextTable {
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\\u2028\\u2029]");

    private final List<Boolean> right = new ArrayList<>();
    private final List<List<String>> rows = new ArrayList<>();

    TextTable() {
        rows.add(new ArrayList<>());
    }

    /** Adds a column that is flush left. */
    void left(String head) {
        right.add(false);
        cell(head);
    }

    /** Adds a column that is flush right. */
    void right(String head) {
        right.add(true);
        cell(head);
    }

    /** Starts a row with its first cell. */
    void row(String first) {
        rows.add(new ArrayList<>());
        cell(first);
    }

    void cell(String text) {
        // Whatever would break the lines is a blank.
        rows.get(rows.size() - 1).add(CONTROL.matcher(text).replaceAll(" "));
    }

    private static int width(String text) {
        return text.codePointCount(0, text.length());
    }

    @Override
    public String toString() {
        int[] widths = new int[right.size()];
        for (List<String> row : rows) {
            for (int i = 0; i < row.size(); i++) {
                widths[i] = Math.max(widths[i], width(row.get(i)));
            }
        }
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < row.size(); i++) {
                String blanks = " ".repeat(widths[i] - width(row.get(i)));
                line.append(i == 0 ? "" : "  ").append(right.get(i) ? blanks + row.get(i) : row.get(i) + blanks);
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }
}
