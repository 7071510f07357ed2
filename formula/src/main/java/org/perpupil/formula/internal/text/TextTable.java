package org.perpupil.formula.internal.text;

import java.util.ArrayList;
import java.util.List;

/** A table in plain text: the first column flush left, the others flush right, each as wide as it must be. */
public final class TextTable {
    private final List<List<String>> rows = new ArrayList<>();

    /** Starts with the heads of the columns. */
    public TextTable(List<String> heads) {
        rows.add(List.copyOf(heads));
    }

    /** Adds a row with a cell for every column. */
    public void row(List<String> cells) {
        if (cells.size() != rows.get(0).size()) {
            throw new IllegalArgumentException("%s cells in a table of %s columns"
                    .formatted(cells.size(), rows.get(0).size()));
        }
        // A line break within a name would break the row.
        rows.add(cells.stream().map(cell -> cell.replaceAll("\\R", " ")).toList());
    }

    private static int width(String text) {
        return text.codePointCount(0, text.length());
    }

    /** Returns one line for each row, without a break after the last one. */
    @Override
    public String toString() {
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < row.size(); column++) {
                String blanks = " ".repeat(widest(column) - width(row.get(column)));
                line.append(column == 0 ? row.get(column) + blanks : "  " + blanks + row.get(column));
            }
            lines.add(line.toString().stripTrailing());
        }
        return String.join("\n", lines);
    }

    private int widest(int column) {
        return rows.stream().mapToInt(row -> width(row.get(column))).max().orElse(0);
    }
}
