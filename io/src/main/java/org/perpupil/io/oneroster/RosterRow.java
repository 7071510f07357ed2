package org.perpupil.io.oneroster;

import java.util.Arrays;
import java.util.List;
import org.perpupil.io.internal.ProblemList;
import org.perpupil.io.internal.Texts;
import org.perpupil.io.internal.table.CsvRow;
import org.perpupil.io.internal.table.CsvTable;
import org.perpupil.problem.Problem;

/** One row of a file of the set. */
record RosterRow(CsvTable table, CsvRow row, ProblemList problems) {
    /** Returns a cell without blanks around it; empty if the file has no such column. */
    String at(String column) {
        return table.has(column) ? table.cell(row, column) : "";
    }

    /** Returns a cell as words are compared. */
    String word(String column) {
        return OneRosterOptions.folded(at(column));
    }

    /** Returns the values of a cell that may have several, each once. */
    List<String> values(String column) {
        return Arrays.stream(at(column).split(","))
                .map(Texts::trimmed)
                .filter(value -> !value.isEmpty())
                .distinct()
                .toList();
    }

    /** Tells whether the record has its id; if not, that is told. */
    boolean hasId(String column) {
        if (at(column).isEmpty()) {
            tell("oneroster.id", column, "an id", "Export the record with its id.");
            return false;
        }
        return true;
    }

    void tellTwice(String column) {
        tell("oneroster.twice", column, "an id that no row above has", "Keep one of the two records.");
    }

    /** Tells what is wrong with a cell. */
    void tell(String code, String column, String allowed, String remedy) {
        tell(code, column, at(column).isEmpty() ? "an empty cell" : Texts.shown(at(column)), allowed, remedy);
    }

    /** Tells what is wrong with a cell, or with what it stands for. */
    void tell(String code, String column, String found, String allowed, String remedy) {
        problems.tell(new Problem(code, table.at(row.line(), column), found, allowed, remedy));
    }
}
