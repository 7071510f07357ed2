package org.perpupil.io.internal.table;

import java.io.IOException;
import java.util.Optional;

/** The rows of one table of one file, one after the other, wherever they come from; blank ones are none. */
public interface TableRows {
    /** Returns the next row that is not blank; after a broken one there is none. */
    Optional<CsvRow> next() throws IOException;

    /** Says that of rows that are known from here on only that is told; where rows are not met field by field, nothing changes. */
    default void know(AlikeRows alike) {}

    /** Returns what the file, or the sheet, is called in problems. */
    String name();

    /** Returns where a row is, for problems: the file, and the line or row. */
    String at(long line);

    /** Tells whether a row may end before the last column, as those of a workbook do, with blank cells in place of what it lacks. */
    boolean mayEndEarly();
}
