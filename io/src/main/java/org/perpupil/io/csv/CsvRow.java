package org.perpupil.io.csv;

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
 */
record CsvRow(long line, List<String> fields, Map<Integer, Integer> tooLong, Optional<String> broken) {

    CsvRow {
        fields = ImmutableList.copyOf(fields);
        tooLong = ImmutableMap.copyOf(tooLong);
    }

    static CsvRow broken(long line, String found) {
        return new CsvRow(line, List.of(), Map.of(), Optional.of(found));
    }

    /** Returns the row with blank fields at its end. */
    CsvRow filledTo(int width) {
        return new CsvRow(
                line,
                ImmutableList.<String>builder()
                        .addAll(fields)
                        .addAll(Collections.nCopies(width - fields.size(), ""))
                        .build(),
                tooLong,
                broken);
    }

    boolean isBlank() {
        if (broken.isPresent() || !tooLong.isEmpty()) {
            return false;
        }
        for (String field : fields) {
            if (!Cells.trimmed(field).isEmpty()) {
                return false;
            }
        }
        return true;
    }
}
