package org.perpupil.io.csv;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableDoubleArray;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.perpupil.equity.Study;
import org.perpupil.io.internal.ProblemList;
import org.perpupil.io.internal.Texts;
import org.perpupil.io.internal.table.CsvRow;
import org.perpupil.io.internal.table.CsvTable;
import org.perpupil.io.internal.table.TableRows;
import org.perpupil.problem.Loaded;
import org.perpupil.problem.Missing;
import org.perpupil.problem.Problem;

/**
 * Reads a study from a comma-separated file, by a mapping of its columns.
 *
 * <pre>{@code
 * Loaded<Study> loaded = StudyCsv.read(Path.of("schools.csv"), columns);
 * loaded.problems().forEach(problem -> System.err.println(problem.message()));
 * Study study = loaded.value();
 * study.leftOut(); // the rows with problems, so that every measure lists them
 * }</pre>
 *
 * <p>Every row with a fault is left out, and each of its faults is told with file, line, column, value and what would be right;
 * the other rows are kept, in the order of the file. {@code rowsRead} counts the rows below the header that are not blank; each is
 * used or has a problem. A fault of the file itself leaves a study without units. Lines end with LF, CR LF or CR; a byte order mark
 * is passed over. The file is read row by row; what is kept is the numbers and texts of the study.
 *
 * <p>Problems have these codes:
 *
 * <ul>
 *   <li>{@code csv.not-csv}, {@code csv.not-utf8}, {@code csv.header-missing}, {@code csv.column-missing}, {@code csv.no-rows}: the file; {@code csv.header-twice}:
 *       the same header on two columns, of which one is read; {@code csv.name-twice}: a column that is left unread, because another has its
 *       name in the study
 *   <li>{@code csv.quote}: a row that breaks the rules of CSV; {@code csv.too-many}: after 100,000 problems; nothing below is read
 *   <li>{@code csv.row-length}, {@code csv.field-length}: a row; {@code csv.unit-twice}, {@code csv.unit-alike}: a row of a unit that
 *       another has, or seems to have
 *   <li>{@code csv.unit}, {@code csv.text}, {@code csv.number}, {@code csv.percent}, {@code csv.dollars}: a value; {@code
 *       csv.decimal}: a number that can be read two ways
 * </ul>
 */
public final class StudyCsv {
    private StudyCsv() {}

    /**
     * Reads a study from a file in UTF-8; other bytes are a problem that leaves no units.
     *
     * @throws IOException if the file cannot be read
     */
    public static Loaded<Study> read(Path file, StudyColumns columns) throws IOException {
        return read(CsvInput.of(file), columns);
    }

    /**
     * Reads a study from a file whose reading is followed, or from text.
     *
     * @throws IOException if it cannot be read
     */
    public static Loaded<Study> read(CsvInput input, StudyColumns columns) throws IOException {
        return input.read(
                columns.layout(), Long.MAX_VALUE, Study.of(List.of()).build(), rows -> new Rows(rows, columns).read());
    }

    /** A column of the study that is being read; its texts or its numbers stay empty. */
    private record Filled(
            StudyColumns.Column column, ImmutableDoubleArray.Builder numbers, ImmutableList.Builder<String> texts) {

        boolean isText() {
            return column.kind() == StudyColumns.Column.Kind.TEXT;
        }

        void add(double number, String text) {
            if (isText()) {
                texts.add(text);
            } else {
                numbers.add(number);
            }
        }
    }

    private static String name(List<String> parts) {
        return parts.stream().map(Texts::onOneLine).collect(Collectors.joining(", "));
    }

    /** Why a value is missing. */
    private record Reason(String column, int row, Missing why) {}

    /** What one row is of, and where the row is. */
    private record Named(List<String> parts, long line) {
        String name() {
            return StudyCsv.name(parts);
        }

        List<String> collapsed() {
            return parts.stream().map(Texts::onOneLine).toList();
        }
    }

    /** The rows of one file. */
    private static final class Rows {
        private final TableRows rows;
        private final StudyColumns mapping;
        private final CsvLayout layout;
        private final ProblemList problems = new ProblemList();
        private final CsvTable table;
        private final List<Filled> columns = new ArrayList<>();
        private final List<String> units = new ArrayList<>();
        private final List<Reason> reasons = new ArrayList<>();
        /** Each name where it was first met, used or not. */
        private final Map<String, Named> named = new LinkedHashMap<>();

        Rows(TableRows rows, StudyColumns mapping) {
            this.rows = rows;
            this.mapping = mapping;
            this.layout = mapping.layout();
            this.table = new CsvTable(rows, layout.frame(), false, problems);
        }

        Loaded<Study> read() throws IOException {
            table.read(this::columns, this::readRow);
            if (table.rowsRead() == 0 && problems.all().isEmpty()) {
                problems.tell(table.noRows());
            }
            Study.Builder study = Study.of(units);
            for (Filled column : columns) {
                if (column.isText()) {
                    study.text(column.column().name(), column.texts().build());
                } else {
                    study.number(
                            column.column().name(), column.numbers().build().toArray());
                }
            }
            reasons.forEach(reason -> study.missing(reason.column(), reason.row(), reason.why()));
            return new Loaded<>(
                    study.leftOut(problems.all()).build(),
                    problems.all(),
                    table.rowsRead(),
                    units.size(),
                    table.notices());
        }

        private List<String> columns(List<String> header) {
            Map<String, StudyColumns.Column> byName = new LinkedHashMap<>();
            for (StudyColumns.Column column : mapping.of(header)) {
                StudyColumns.Column named = byName.putIfAbsent(column.name(), column);
                if (named != null) {
                    problems.tell(new Problem(
                            "csv.name-twice",
                            "%s, column \"%s\"".formatted(rows.name(), column.header()),
                            "a column that the study would call as it calls column \"%s\"".formatted(named.header()),
                            "one column for a name",
                            "Give column \"%s\" another name, or name this one too.".formatted(named.header())));
                }
            }
            Collection<StudyColumns.Column> wanted = byName.values();
            wanted.forEach(
                    column -> columns.add(new Filled(column, ImmutableDoubleArray.builder(), ImmutableList.builder())));
            return mapping.needed(wanted);
        }

        private void readRow(CsvRow row) {
            List<Problem> faults = new ArrayList<>();
            List<String> unit = unit(row, faults);
            double[] values = new double[columns.size()];
            String[] words = new String[columns.size()];
            for (int i = 0; i < columns.size(); i++) {
                StudyColumns.Column column = columns.get(i).column();
                words[i] = columns.get(i).isText() ? text(row, column.header(), faults) : "";
                values[i] = columns.get(i).isText() ? 0 : number(row, column, faults);
            }
            faults.forEach(problems::tell);
            if (faults.isEmpty()) {
                units.add(name(unit));
                for (int i = 0; i < columns.size(); i++) {
                    columns.get(i).add(values[i], words[i]);
                    int at = i;
                    layout.why(table.cell(row, columns.get(at).column().header()))
                            .filter(why -> why != Missing.NOT_GIVEN)
                            .ifPresent(why -> reasons.add(
                                    new Reason(columns.get(at).column().name(), units.size() - 1, why)));
                }
            }
        }

        private List<String> unit(CsvRow row, List<Problem> faults) {
            List<String> unit = new ArrayList<>();
            for (String column : mapping.units()) {
                String cell = table.cell(row, column);
                if (layout.why(cell).isPresent() || cell.chars().anyMatch(Character::isISOControl)) {
                    faults.add(table.fault(
                            row, "csv.unit", column, "a name on one line", "Say what the row is of, or remove it."));
                }
                unit.add(cell);
            }
            if (faults.isEmpty()) {
                Named own = new Named(unit, row.line());
                Named earlier = named.putIfAbsent(own.name(), own);
                if (earlier != null) {
                    faults.add(twice(own, earlier));
                }
            }
            return unit;
        }

        private Problem twice(Named own, Named earlier) {
            String place = table.at(own.line(), String.join("\", \"", mapping.units()));
            String name = Texts.shown(own.name());
            if (earlier.parts().equals(own.parts())) {
                return new Problem(
                        "csv.unit-twice",
                        place,
                        "%s, which line %s has too".formatted(name, earlier.line()),
                        "one row for each",
                        "Remove one of the two rows, choose those of one year with onlyRows(…), or name a further column in"
                                + " unit(…), such as the year.");
            }
            boolean onlyBlanks = own.collapsed().equals(earlier.collapsed());
            return new Problem(
                    "csv.unit-alike",
                    place,
                    onlyBlanks
                            ? "%s, which line %s has with other blanks".formatted(name, earlier.line())
                            : "%s, which line %s makes of other parts".formatted(name, earlier.line()),
                    "names that differ in more than blanks and commas",
                    "If it is the same, write it the same and keep one row for each; else tell the two apart by a code.");
        }

        private double number(CsvRow row, StudyColumns.Column column, List<Problem> faults) {
            String cell = table.cell(row, column.header());
            boolean isUnclear = column.kind() == StudyColumns.Column.Kind.DOLLARS && layout.isUnclearAmount(cell);
            if (layout.why(cell).isPresent() && !isUnclear) {
                return Double.NaN;
            }
            Optional<BigDecimal> value = read(layout.numerals(), column.kind(), cell);
            if (value.isPresent() && layout.readsTwoWays(cell)) {
                faults.add(table.fault(row, "csv.decimal", column.header(), CsvLayout.ONE_WAY, CsvLayout.SAY_WHICH));
                return Double.NaN;
            }
            if (value.isEmpty()) {
                faults.add(table.fault(
                        row,
                        code(column.kind()),
                        column.header(),
                        allowed(column.kind()),
                        remedy(column.kind(), cell)));
            }
            return value.map(BigDecimal::doubleValue).orElse(Double.NaN);
        }

        private static Optional<BigDecimal> read(Numerals numerals, StudyColumns.Column.Kind kind, String cell) {
            return switch (kind) {
                case PERCENT -> numerals.percent(cell);
                case DOLLARS -> numerals.dollars(cell);
                default -> numerals.number(cell);
            };
        }

        private static String code(StudyColumns.Column.Kind kind) {
            return switch (kind) {
                case PERCENT -> "csv.percent";
                case DOLLARS -> "csv.dollars";
                default -> "csv.number";
            };
        }

        private String allowed(StudyColumns.Column.Kind kind) {
            Numerals numerals = layout.numerals();
            return switch (kind) {
                case PERCENT -> "a per cent, such as 79 or %s%%".formatted(numerals.example("79.5"));
                case DOLLARS -> "an amount, such as 7, $%s or (250)".formatted(numerals.example("1,777.50"));
                default ->
                    "a number, such as 7, %s or %s".formatted(numerals.example("1,777"), numerals.example("-0.5"));
            };
        }

        private String remedy(StudyColumns.Column.Kind kind, String cell) {
            Numerals numerals = layout.numerals();
            Numerals others = numerals == Numerals.POINT ? Numerals.COMMA : Numerals.POINT;
            if (numerals.isExponent(cell)) {
                return kind == StudyColumns.Column.Kind.DOLLARS
                        ? "Write the amount in full, from where it comes: what shows an exponent may have lost digits."
                        : "Write a number that a double can hold.";
            }
            if (numerals.percent(cell).isPresent()) {
                return "Name the column in percents(…) if its numbers are per cents.";
            }
            if (numerals.dollars(cell).isPresent()) {
                return "Name the column in dollars(…) if it holds money.";
            }
            if (cell.chars().anyMatch(letter -> letter == ',' || letter == '.')
                    && (read(others, kind, cell).isPresent()
                            || others.dollars(cell).isPresent())) {
                return others == Numerals.COMMA
                        ? "Say decimalComma() if a comma stands before decimals in this file."
                        : "Leave decimalComma() out if a point stands before decimals in this file.";
            }
            return kind == StudyColumns.Column.Kind.DOLLARS
                            && cell.replaceAll("[$€£\\s]", "").equals("-")
                    ? "Write 0 where the dash stands for none, or declare it as missing in the layout if it stands for an amount not known."
                    : "Correct the value, or declare it as missing in the layout if it stands for one not known.";
        }

        private String text(CsvRow row, String column, List<Problem> faults) {
            String cell = table.cell(row, column);
            if (Texts.hasControls(cell)) {
                faults.add(table.fault(
                        row, "csv.text", column, "text without control characters", "Write the text again."));
            }
            return layout.why(cell).isPresent() ? "" : Texts.onOneLine(cell);
        }
    }
}
