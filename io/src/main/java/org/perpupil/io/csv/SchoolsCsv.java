package org.perpupil.io.csv;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.perpupil.district.School;
import org.perpupil.problem.Loaded;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads schools from a comma-separated file, by a mapping of its columns.
 *
 * <pre>{@code
 * Loaded<List<School>> loaded = SchoolsCsv.read(Path.of("schools.csv"), columns);
 * loaded.problems().forEach(problem -> System.err.println(problem.message()));
 * }</pre>
 *
 * <p>Every row with a fault is left out, and each of its faults is told with file, line, column, value and what would be right;
 * the other rows are kept, in the order of the file. {@code rowsRead} counts the rows below the header that are not blank; each is
 * used or has a problem. A fault of the file itself (it is no CSV, a column is missing) leaves no schools. Lines end with LF, CR LF
 * or CR; a byte order mark is passed over. Fields longer than 100,000 characters and files larger than 256 MB are refused.
 *
 * <p>Problems have these codes, and those of {@link org.perpupil.pupils.Enrollment.Builder#build()}:
 *
 * <ul>
 *   <li>{@code csv.not-csv}, {@code csv.not-utf8}, {@code csv.too-large}, {@code csv.header-missing}, {@code csv.header-twice}, {@code
 *       csv.column-missing}:
 *       the file
 *   <li>{@code csv.quote}: a row that breaks the rules of CSV; {@code csv.too-many}: after 100,000 problems; nothing below is read
 *   <li>{@code csv.row-length}, {@code csv.field-length}, {@code csv.school-twice}: a row
 *   <li>{@code csv.id}, {@code csv.text}, {@code csv.level-unknown}, {@code csv.grade}, {@code csv.count}, {@code csv.pupils-missing},
 *       {@code csv.percent}, {@code csv.number}, {@code csv.money}, {@code csv.flag}: a value
 * </ul>
 */
public final class SchoolsCsv {
    private static final Logger LOG = LoggerFactory.getLogger(SchoolsCsv.class);

    private SchoolsCsv() {}

    /**
     * Reads schools from a file in UTF-8; other bytes are a problem that leaves no schools.
     *
     * @throws IOException if the file cannot be read
     */
    public static Loaded<List<School>> read(Path file, SchoolColumns columns) throws IOException {
        return read(CsvInput.of(file), columns);
    }

    /**
     * Reads schools from a file whose reading is followed, or from text.
     *
     * @throws IOException if it cannot be read
     */
    public static Loaded<List<School>> read(CsvInput input, SchoolColumns columns) throws IOException {
        return read(input, columns, CsvInput.MOST_BYTES);
    }

    static Loaded<List<School>> read(CsvInput input, SchoolColumns columns, long mostBytes) throws IOException {
        Loaded<List<School>> loaded =
                input.read(columns.layout(), mostBytes, List.of(), rows -> new SchoolRows(rows, columns).read());
        LOG.debug(
                "read {}: {} rows, {} used, {} problems",
                input,
                loaded.rowsRead(),
                loaded.rowsUsed(),
                loaded.problems().size());
        return loaded;
    }
}
