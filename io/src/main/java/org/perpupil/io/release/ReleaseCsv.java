package org.perpupil.io.release;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.io.CharStreams;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.perpupil.io.csv.AllocationCsv;
import org.perpupil.io.internal.AtomicFile;
import org.perpupil.io.internal.Texts;

/**
 * Writes a released table as a comma-separated file: a column for each dimension but the last, and one for each label of the last.
 *
 * <p>A hidden count is {@code *}, which readers of files take for {@linkplain org.perpupil.problem.Missing#SUPPRESSED suppressed}; a count that is not in
 * the table is empty. Rows and columns come in the order of the table. Bytes and texts are those of {@link AllocationCsv}.
 */
public final class ReleaseCsv {
    private ReleaseCsv() {}

    /**
     * Writes a table.
     *
     * @throws IOException if the file cannot be written; an older one is then left as it was
     */
    public static void write(ReleasedTable table, Path file) throws IOException {
        AtomicFile.write(file, stream -> {
            Writer writer = new BufferedWriter(new OutputStreamWriter(stream, UTF_8.newEncoder()));
            write(table, writer);
            writer.flush();
        });
    }

    /**
     * Writes the same rows as {@link #write(ReleasedTable, Path)}.
     *
     * @throws IOException if {@code out} throws it
     */
    public static void write(ReleasedTable table, Appendable out) throws IOException {
        int last = table.dimensions().size() - 1;
        Set<String> columns = new LinkedHashSet<>();
        Map<List<String>, Map<String, String>> rows = new LinkedHashMap<>();
        for (ReleasedTable.Cell cell : table.cells()) {
            columns.add(cell.labels().get(last));
            rows.computeIfAbsent(cell.labels().subList(0, last), any -> new LinkedHashMap<>())
                    .put(cell.labels().get(last), cell.text());
        }
        Writer writer = CharStreams.asWriter(out);
        try {
            CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(writer);
            csv.writeRecord(row(table.dimensions().subList(0, last), columns));
            rows.forEach((labels, byColumn) -> csv.writeRecord(row(
                    labels,
                    columns.stream()
                            .map(column -> byColumn.getOrDefault(column, ""))
                            .toList())));
            csv.flush();
        } catch (UncheckedIOException unwritable) {
            throw unwritable.getCause();
        }
    }

    private static List<String> row(List<String> labels, Iterable<String> cells) {
        List<String> row = new ArrayList<>();
        labels.forEach(label -> row.add(Texts.harmless(label)));
        cells.forEach(cell -> row.add(Texts.harmless(cell)));
        return row;
    }
}
