package org.perpupil.io.internal.table;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.util.Optional;
import org.perpupil.io.internal.Texts;

/**
 * Which part of a file a table is; texts as {@link Texts#header} gives them.
 *
 * @param start what the row above that part starts with; empty if all is read
 * @param end what the row below the table starts with; empty if it goes to the end
 * @param headerLine on which line the header starts, from 1; empty if it is found otherwise
 * @param headerTexts the texts by which the header is found; none if it is found otherwise
 * @param rows the texts by column that choose rows, as the columns and cells have them
 * @param isLooseAtEnd whether columns at the end without a header are none: a row may have blank cells there, or lack them
 */
public record Frame(
        Optional<String> start,
        Optional<String> end,
        Optional<Integer> headerLine,
        ImmutableSet<String> headerTexts,
        ImmutableMap<String, String> rows,
        boolean isLooseAtEnd) {

    boolean startsAfter(CsvRow row) {
        return start.isPresent() && isStartOf(row, start.get());
    }

    boolean endsBefore(CsvRow row) {
        return end.isPresent() && isStartOf(row, end.get());
    }

    private static boolean isStartOf(CsvRow row, String start) {
        return row.fields().stream()
                .map(Texts::header)
                .filter(text -> !text.isEmpty())
                .findFirst()
                .filter(text -> text.startsWith(start))
                .isPresent();
    }
}
