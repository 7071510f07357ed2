package org.perpupil.io.internal.table;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.perpupil.io.internal.ProblemList;
import org.perpupil.io.internal.Texts;
import org.perpupil.problem.Notice;
import org.perpupil.problem.Problem;

/** One file with a header: hands on its rows, with cells by column, and tells what is wrong with the file or a row as a whole. */
public final class CsvTable {
    private static final int MOST_SHOWN = 10;

    /** Of the headers there are, so many are told for each that is not there. */
    private static final int MOST_HEADERS = 100;

    /** So many rows may stand above a header that is found by its texts. */
    private static final int MOST_ABOVE = 1_000;

    private final TableRows rows;
    private final Frame frame;
    private final boolean unreadHeadersDiffer;
    private final ProblemList problems;
    /** The places of the columns that are read, from 0. */
    private final Map<String, Integer> places = new LinkedHashMap<>();

    /** Some of the texts by which rows were not chosen, by column. */
    private final Map<String, Set<String>> others = new LinkedHashMap<>();

    /** How many rows were not chosen by a column, and how many of them have nothing in it. */
    private final Map<String, Long> passedOver = new LinkedHashMap<>();

    private final Map<String, Long> blank = new LinkedHashMap<>();
    private final List<Notice> notices = new ArrayList<>();

    private int width;
    private boolean isReadable;
    private int rowsRead;

    /**
     * Takes what has to be known of the file.
     *
     * @param unreadHeadersDiffer whether it is a problem if columns that are not read have the same header
     * @param problems to which faults are added
     */
    public CsvTable(TableRows rows, Frame frame, boolean unreadHeadersDiffer, ProblemList problems) {
        this.rows = rows;
        this.frame = frame;
        this.unreadHeadersDiffer = unreadHeadersDiffer;
        this.problems = problems;
    }

    /**
     * Hands on the rows that are sound.
     *
     * @param columns the columns that are needed, by the header
     */
    public void read(Function<List<String>, List<String>> columns, Consumer<CsvRow> each) throws IOException {
        if (!isAtStart() || !readHeader(columns)) {
            return;
        }
        isReadable = true;
        Optional<CsvRow> row = rows.next();
        for (; row.isPresent() && !frame.endsBefore(row.get()); row = rows.next()) {
            CsvRow whole = row.get().isKnown() ? row.get() : whole(row.get());
            if (problems.stopsAt("csv.too-many", () -> at(whole.line()))) {
                return;
            }
            if (whole.isKnown()) {
                rowsRead++;
                each.accept(whole);
                continue;
            }
            Optional<Problem> unreadable = unreadable(whole);
            if (unreadable.isPresent()) {
                rowsRead++;
                problems.tell(unreadable.get());
            } else if (isChosen(whole)) {
                rowsRead++;
                readRow(whole, each);
            }
        }
        tellPassedOver();
        tellEnd(row);
    }

    /** Tells whether the columns were found, without which no row is read. */
    public boolean isReadable() {
        return isReadable;
    }

    /** Returns how many rows were read so far; each was handed on or has a problem. */
    public int rowsRead() {
        return rowsRead;
    }

    /** Tells how many rows were not chosen: of another year, or with nothing in the column, as below a merged cell. */
    private void tellPassedOver() {
        passedOver.forEach((column, many) -> notices.add(new Notice(
                "csv.rows-passed-over",
                "%s, column \"%s\"".formatted(rows.name(), column),
                "Rows without %2$s, which were passed over: %1$s, of which with nothing in the column: %3$s."
                        .formatted(
                                many,
                                Texts.shown(requireNonNull(frame.rows().get(column))),
                                blank.getOrDefault(column, 0L)))));
    }

    /** Tells where the table ended, and reads the rest for nothing but its length. */
    private void tellEnd(Optional<CsvRow> end) throws IOException {
        if (frame.end().isEmpty()) {
            return;
        }
        if (end.isEmpty()) {
            notices.add(new Notice(
                    "csv.end-missing",
                    rows.name(),
                    "No row starts with %s, so that all rows were read."
                            .formatted(Texts.shown(frame.end().get()))));
            return;
        }
        long below = 0;
        for (Optional<CsvRow> row = end; row.isPresent(); row = rows.next()) {
            below++;
        }
        notices.add(new Notice(
                "csv.ended",
                at(end.get().line()),
                "The table ends before this row, which starts with %s; rows from here on, which were not read: %s."
                        .formatted(Texts.shown(frame.end().get()), below)));
    }

    /** Returns what is no fault of the file and must be known. */
    public List<Notice> notices() {
        return notices;
    }

    /** Returns a row with blank cells to the last column, where rows may end before it, and without those that they may have behind it. */
    private CsvRow whole(CsvRow row) {
        int fields = row.fields().size();
        return (fields < width && rows.mayEndEarly())
                        || (fields > width && frame.isLooseAtEnd() && row.isBlankFrom(width))
                ? row.withWidth(width)
                : row;
    }

    /** Tells whether a column is read, by the text that was handed in for it. */
    public boolean has(String column) {
        return places.containsKey(column);
    }

    /** Returns what a cell says of a column that is read. */
    public String cell(CsvRow row, String column) {
        return Texts.value(row.fields().get(place(column)));
    }

    /**
     * Returns what knows rows again by some columns that are read, and by those that choose rows. Of a row that it knows nothing else is read
     * from here on, unless the end of the table must be looked for.
     *
     * @param groups the columns of each group
     * @param kept the columns, one at most, whose text is told of each row that is known
     */
    public AlikeRows alike(List<? extends Collection<String>> groups, Collection<String> kept) {
        List<List<Integer>> all = Stream.concat(
                        groups.stream(), Stream.of(frame.rows().keySet()).filter(choosing -> !choosing.isEmpty()))
                .map(columns -> columns.stream().map(this::place).toList())
                .toList();
        AlikeRows alike =
                new AlikeRows(width, all, kept.stream().mapToInt(this::place).findFirst());
        if (frame.end().isEmpty()) {
            rows.know(alike);
        }
        return alike;
    }

    private int place(String column) {
        return requireNonNull(places.get(column), column);
    }

    /** Returns what is wrong with a cell. */
    public Problem fault(CsvRow row, String code, String column, String allowed, String remedy) {
        String found = cell(row, column);
        return new Problem(
                code, at(row.line(), column), found.isEmpty() ? "an empty cell" : Texts.shown(found), allowed, remedy);
    }

    /** Returns where a row is, for problems. */
    public String at(long line) {
        return rows.at(line);
    }

    /** Returns where a cell is, for problems. */
    public String at(long line, String column) {
        return "%s, column \"%s\"".formatted(rows.at(line), column);
    }

    /** Passes over what stands above the part of the file that is read; tells whether that part was found. */
    private boolean isAtStart() throws IOException {
        if (frame.start().isEmpty()) {
            return true;
        }
        for (Optional<CsvRow> row = rows.next(); row.isPresent(); row = rows.next()) {
            if (row.get().broken().isPresent()) {
                notCsv(at(row.get().line()), row.get().broken().get());
                return false;
            }
            if (frame.startsAfter(row.get())) {
                return true;
            }
        }
        problems.tell(new Problem(
                "csv.start-missing",
                rows.name(),
                "no row that starts with " + Texts.shown(frame.start().get()),
                "the row above the table",
                "Name the text as the file has it, in startingAfter(…)."));
        return false;
    }

    /** Finds the columns; tells whether rows can be read by them. */
    private boolean readHeader(Function<List<String>, List<String>> columns) throws IOException {
        if (!frame.headerTexts().isEmpty()) {
            return findHeader(columns);
        }
        int from = frame.headerLine().orElse(1);
        Optional<CsvRow> header = rows.next();
        while (header.isPresent()
                && header.get().broken().isEmpty()
                && header.get().line() < from) {
            header = rows.next();
        }
        if (header.isEmpty()) {
            notCsv(
                    from == 1 ? rows.name() : at(from),
                    from == 1 ? "nothing, or blanks only" : "no row from this line on");
            return false;
        }
        CsvRow row = header.get();
        if (!isSound(row)) {
            return false;
        }
        if (frame.headerLine().isPresent() && row.line() != from) {
            notCsv(at(from), "a blank line, or one inside a row that starts above");
            return false;
        }
        return findColumns(row, columns.apply(row.fields()));
    }

    /** Finds the header by its texts; tells whether rows can be read by it. */
    private boolean findHeader(Function<List<String>, List<String>> columns) throws IOException {
        for (int searched = 0; searched < MOST_ABOVE; searched++) {
            Optional<CsvRow> row = rows.next();
            if (row.isEmpty()) {
                break;
            }
            if (!isSound(row.get())) {
                return false;
            }
            if (frame.endsBefore(row.get())) {
                break;
            }
            Set<String> texts = row.get().fields().stream().map(Texts::header).collect(Collectors.toSet());
            if (texts.containsAll(frame.headerTexts())) {
                return findColumns(row.get(), columns.apply(row.get().fields()));
            }
        }
        problems.tell(new Problem(
                "csv.header-missing",
                rows.name(),
                "no row with %s among the first %s"
                        .formatted(
                                frame.headerTexts().stream().map(Texts::shown).collect(Collectors.joining(", ")),
                                MOST_ABOVE),
                "a row that names the columns",
                "Name headers as the file has them, or say on which line the header is."));
        return false;
    }

    /** Tells whether a row can be a header, or stand above one. */
    private boolean isSound(CsvRow row) {
        if (row.broken().isPresent()) {
            notCsv(at(row.line()), row.broken().get());
            return false;
        }
        if (!row.tooLong().isEmpty() || row.fields().size() > CsvRows.MOST_FIELDS) {
            notCsv(at(row.line()), "a header that is longer than any header is");
            return false;
        }
        // A cell of a workbook that cannot be read is told where its column is read.
        if (row.fields().stream().anyMatch(field -> Texts.hasControls(field) && field.charAt(0) != CsvRow.UNREADABLE)) {
            notCsv(at(row.line()), "characters that no text has");
            return false;
        }
        return true;
    }

    private void notCsv(String place, String found) {
        problems.tell(new Problem(
                "csv.not-csv",
                place,
                found,
                "comma-separated text whose first row names the columns",
                "Save the data as CSV UTF-8 with a header."));
    }

    private boolean findColumns(CsvRow header, List<String> columns) {
        width = header.fields().size();
        while (frame.isLooseAtEnd()
                && Texts.header(header.fields().get(width - 1)).isEmpty()) {
            width--;
        }
        Map<String, List<Integer>> byName = new LinkedHashMap<>();
        for (int i = 0; i < width; i++) {
            String name = Texts.header(header.fields().get(i));
            if (!name.isEmpty()) {
                byName.computeIfAbsent(name, any -> new ArrayList<>()).add(i);
            }
        }
        Set<String> read = columns.stream().map(Texts::header).collect(Collectors.toSet());
        byName.forEach((name, several) -> {
            if (several.size() > 1 && (unreadHeadersDiffer || read.contains(name))) {
                problems.tell(new Problem(
                        "csv.header-twice",
                        at(header.line()) + ", column "
                                + Texts.shown(header.fields().get(several.get(0))),
                        "the same header on columns "
                                + several.stream()
                                        .map(place -> Integer.toString(place + 1))
                                        .collect(Collectors.joining(", ")),
                        "one column for a header",
                        "Rename or remove all but one of them."));
            }
        });
        boolean found = true;
        for (String column : columns) {
            List<Integer> several = byName.getOrDefault(Texts.header(column), List.of());
            if (several.isEmpty()) {
                problems.tell(new Problem(
                        "csv.column-missing",
                        at(header.line(), column),
                        "no such column; there are " + shown(header.fields()),
                        "a column with this header",
                        width == 1
                                ? "Name the column as the file does, or give the file's separator with separatedBy(…) in its layout."
                                : "Name the column as the file does, or add it to the file."));
            } else {
                places.put(column, several.get(0));
            }
            found &= several.size() == 1;
        }
        return found;
    }

    private static String shown(List<String> headers) {
        String first = headers.stream().limit(MOST_HEADERS).map(Texts::shown).collect(Collectors.joining(", "));
        return headers.size() > MOST_HEADERS ? "%s and %s more".formatted(first, headers.size() - MOST_HEADERS) : first;
    }

    /** Tells of a row of which nobody can say whether it is chosen, since the cell that would tell is broken. */
    private Optional<Problem> unreadable(CsvRow row) {
        return !frame.rows().isEmpty() && isComplete(row)
                ? frame.rows().keySet().stream()
                        .filter(column -> Texts.hasControls(cell(row, column)))
                        .findFirst()
                        .map(column -> fault(
                                row, "csv.text", column, "text without control characters", "Write the text again."))
                : Optional.empty();
    }

    private boolean isComplete(CsvRow row) {
        return row.broken().isEmpty() && row.tooLong().isEmpty() && row.fields().size() == width;
    }

    /** A row that cannot be told to be another year's, or another kind's, is read, so that its fault is told. */
    private boolean isChosen(CsvRow row) {
        if (!isComplete(row)) {
            return true;
        }
        boolean isChosen = true;
        for (Map.Entry<String, String> one : frame.rows().entrySet()) {
            String found = cell(row, one.getKey());
            if (!found.equals(one.getValue())) {
                isChosen = false;
                passedOver.merge(one.getKey(), 1L, Long::sum);
                if (found.isEmpty()) {
                    blank.merge(one.getKey(), 1L, Long::sum);
                }
                Set<String> met = others.computeIfAbsent(one.getKey(), any -> new LinkedHashSet<>());
                if (met.size() <= MOST_SHOWN) {
                    met.add(found);
                }
            }
        }
        return isChosen;
    }

    /** Returns the problem that a sound file has no row to read, with texts that the columns have by which rows are chosen. */
    public Problem noRows() {
        if (others.isEmpty()) {
            return new Problem(
                    "csv.no-rows",
                    rows.name(),
                    "a header and no row below it",
                    "at least one row of data",
                    "Look for the rows in another file or sheet, and save them below the header.");
        }
        String wanted = frame.rows().entrySet().stream()
                .map(one -> "%s in column \"%s\"".formatted(Texts.shown(one.getValue()), one.getKey()))
                .collect(Collectors.joining(" and "));
        String has = others.entrySet().stream()
                .map(one -> "\"%s\" has %s%s"
                        .formatted(
                                one.getKey(),
                                one.getValue().stream()
                                        .limit(MOST_SHOWN)
                                        .map(Texts::shown)
                                        .collect(Collectors.joining(", ")),
                                one.getValue().size() > MOST_SHOWN ? ", …" : ""))
                .collect(Collectors.joining("; "));
        return new Problem(
                "csv.no-rows",
                rows.name(),
                "no row with %s; %s".formatted(wanted, has),
                "at least one row of data",
                "Choose rows by texts that stand together in a row.");
    }

    private void readRow(CsvRow row, Consumer<CsvRow> each) {
        if (row.broken().isPresent()) {
            problems.tell(new Problem(
                    "csv.quote",
                    at(row.line()),
                    row.broken().get(),
                    "quotes around the whole field, and those inside it doubled",
                    "Correct the quotes and read the file again; nothing below this line was read."));
            return;
        }
        if (row.fields().size() != width) {
            problems.tell(new Problem(
                    "csv.row-length",
                    at(row.line()),
                    fields(row.fields().size()),
                    "%s, as many as the header has".formatted(fields(width)),
                    "Look for a separator that is missing, or that stands in a text without quotes around it."));
            return;
        }
        if (!row.tooLong().isEmpty()) { // what is not kept cannot be checked
            row.tooLong()
                    .forEach((place, length) -> problems.tell(new Problem(
                            "csv.field-length",
                            at(row.line()),
                            "%s characters in field %s".formatted(length, place + 1),
                            "at most %s characters in a field, and %s in a row"
                                    .formatted(CsvRows.LONGEST_FIELD, CsvRows.LONGEST_ROW),
                            "Look for a quote that is never closed.")));
            return;
        }
        each.accept(row);
    }

    private static String fields(int number) {
        return number > CsvRows.MOST_FIELDS
                ? "more than %s fields".formatted(CsvRows.MOST_FIELDS)
                : number + (number == 1 ? " field" : " fields");
    }
}
