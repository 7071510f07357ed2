package org.perpupil.io.internal.table;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One row as it stands in the file.
 *
 * @param line where it starts, from 1
 * @param fields the text of each field; empty for one that is too long to be kept
 * @param tooLong how many characters the fields have that are not kept, by place from 0
 * @param broken why the row is not CSV, so that nothing can be read from here on; empty if it is
 * @param isKnown whether {@link AlikeRows} knows the row, which has no fields then, and no line
 */
public record CsvRow(
        long line, Fields fields, Map<Integer, Integer> tooLong, Optional<String> broken, boolean isKnown) {
    /** With this character, which no cell has and no column takes, a cell of a workbook starts that cannot be read; behind it stands why. */
    public static final char UNREADABLE = '\0';

    private static final Fields NO_FIELDS = Fields.of(List.of());

    /** A row of which {@link AlikeRows} tells all. */
    static final CsvRow KNOWN = new CsvRow(0, NO_FIELDS, Map.of(), Optional.empty(), true);

    public CsvRow {
        tooLong = tooLong.isEmpty() ? ImmutableMap.of() : ImmutableMap.copyOf(tooLong);
    }

    /** Returns a row of a file in which a text is never too long. */
    public static CsvRow of(long line, List<String> fields) {
        return new CsvRow(line, Fields.of(fields), Map.of(), Optional.empty(), false);
    }

    static CsvRow broken(long line, String found) {
        return new CsvRow(line, NO_FIELDS, ImmutableMap.of(), Optional.of(found), false);
    }

    /** Returns the row with so many fields: without the last ones, or with blank ones behind them. */
    CsvRow withWidth(int width) {
        int kept = Math.min(width, fields.size());
        return new CsvRow(
                line,
                Fields.of(ImmutableList.<String>builder()
                        .addAll(fields.subList(0, kept))
                        .addAll(Collections.nCopies(width - kept, ""))
                        .build()),
                tooLong,
                broken,
                isKnown);
    }

    /** Tells whether nothing stands in the row. */
    public boolean isBlank() {
        return isBlankFrom(0);
    }

    /** Tells whether nothing stands in the fields from a place on. */
    boolean isBlankFrom(int start) {
        return broken.isEmpty() && tooLong.isEmpty() && fields.isBlankFrom(start);
    }
}
