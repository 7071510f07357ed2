package org.perpupil.io.csv;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.perpupil.account.AccountCode;
import org.perpupil.district.SchoolId;
import org.perpupil.io.internal.ProblemList;
import org.perpupil.io.internal.Texts;
import org.perpupil.io.internal.table.AlikeRows;
import org.perpupil.io.internal.table.CsvRow;
import org.perpupil.io.internal.table.CsvTable;
import org.perpupil.io.internal.table.TableRows;
import org.perpupil.money.Money;
import org.perpupil.problem.Loaded;
import org.perpupil.problem.Missing;
import org.perpupil.problem.Notice;
import org.perpupil.problem.Problem;
import org.perpupil.revenue.RevenueSource;

/**
 * Reads the rows of one table as a mapping says, and hands them on to be made values of. A row with a fault is left out whole, with all its
 * faults told.
 *
 * @param <T> the reader of the table
 */
final class CsvRecords<T> {
    private static final int MOST_SHOWN = 30;

    private static final String YES_OR_NO =
            "yes (%s) or no (%s)".formatted(String.join(", ", SchoolColumns.YES), String.join(", ", SchoolColumns.NO));

    private final CsvColumns<T> columns;
    /** Where the fields of a row come from; asked for every row. */
    private final List<Map<CsvField<T>, CsvColumns.Cell>> cellsOfRow;

    private final Optional<CsvField<T>> several;
    private final CsvLayout layout;
    private final TableRows rows;
    private final CsvTable table;
    private final Cents cents;
    private final ProblemList problems = new ProblemList();
    private int used;

    /** Lines of rows that were sound by themselves and are not used, wholly or in part. */
    private final Set<Long> refused = new LinkedHashSet<>();

    CsvRecords(TableRows rows, CsvColumns<T> columns) {
        this.rows = rows;
        this.columns = columns;
        this.cellsOfRow = columns.rows();
        this.several = columns.several();
        this.layout = columns.layout();
        this.table = new CsvTable(rows, layout.frame(), false, problems);
        this.cents = new Cents(layout);
    }

    /** Makes something of a row; called once for each row of the table that a row of the file makes. */
    interface Making<T, R> {
        /** Returns what a row says; what is empty is missing and has been told if it must not be. */
        R make(CsvRecords<T>.Row row);
    }

    /** Makes the value of all rows that may be used, once they are read. */
    interface Gathering<T, R, V> {
        /** Returns the value; rows that contradict each other are told to the records. */
        V gather(CsvRecords<T> records, List<Made<R>> rows);
    }

    /**
     * Reads a table.
     *
     * @param nothing what there is if the file is no text
     * @param required all fields without which the table cannot be read
     * @throws IllegalArgumentException if the mapping lacks a field
     */
    static <T, R, V> Loaded<V> read(
            CsvInput input,
            CsvColumns<T> columns,
            V nothing,
            List<CsvField<T>> required,
            Making<T, R> making,
            Gathering<T, R, V> gathering)
            throws IOException {
        checkFields(columns, required);
        return input.read(
                columns.layout(),
                CsvInput.MOST_BYTES,
                nothing,
                rows -> new CsvRecords<>(rows, columns).read(making, gathering));
    }

    /**
     * Checks a mapping.
     *
     * @throws IllegalArgumentException if it lacks a field
     */
    static <T> void checkFields(CsvColumns<T> columns, List<CsvField<T>> required) {
        for (CsvField<T> field : required) {
            // One of several columns may come without what goes with the others.
            if (!columns.rows().stream().allMatch(cells -> cells.containsKey(field))) {
                throw new IllegalArgumentException(
                        columns.fields().contains(field)
                                ? "the mapping does not say for each of its columns what \"%s\" is".formatted(field)
                                : "the mapping has no \"%s\"; it has %s".formatted(field, columns));
            }
        }
    }

    private <R, V> Loaded<V> read(Making<T, R> making, Gathering<T, R, V> gathering) throws IOException {
        List<Made<R>> all = new ArrayList<>();
        int rowsRead = each(making, (one, line, isSound) -> {
            if (isSound) {
                all.add(new Made<>(one, table.at(line), line));
            }
        });
        V value = gathering.gather(this, all);
        return new Loaded<>(value, problems.all(), rowsRead, used - refused.size(), notices());
    }

    /** Takes what was made of the rows, one after the other. */
    interface Taking<R> {
        /** Takes what was made of a row; where that is not sound, the row has a fault and may not be used. */
        void take(R made, long line, boolean isSound);
    }

    /**
     * Reads all rows, and keeps none of them.
     *
     * @param taking is handed what is made of each row as soon as it is read
     * @return how many rows were read
     */
    <R> int each(Making<T, R> making, Taking<R> taking) throws IOException {
        return each(row -> false, making, taking);
    }

    /**
     * Reads all rows, and keeps none of them.
     *
     * @param knowing takes a row of which nothing has to be made, as one like it was sound
     * @param taking is handed what is made of each other row as soon as it is read
     * @return how many rows were read
     */
    <R> int each(Predicate<CsvRow> knowing, Making<T, R> making, Taking<R> taking) throws IOException {
        table.read(header -> columns.headers(), row -> {
            if (knowing.test(row)) {
                used++;
                return;
            }
            Set<Problem> faults = new LinkedHashSet<>();
            List<Cents.Change> rounded = new ArrayList<>();
            List<R> ofRow = new ArrayList<>();
            for (Map<CsvField<T>, CsvColumns.Cell> cells : cellsOfRow) {
                Row one = new Row(row, cells, faults, rounded);
                if (!one.isLeftOpen()) {
                    ofRow.add(making.make(one));
                }
            }
            faults.forEach(problems::tell);
            if (faults.isEmpty()) {
                cents.count(rounded);
                used++;
            }
            ofRow.forEach(one -> taking.take(one, row.line(), faults.isEmpty()));
        });
        if (table.rowsRead() == 0 && problems.all().isEmpty()) {
            problems.tell(table.noRows());
        }
        return table.rowsRead();
    }

    /**
     * Returns what knows rows again by the texts in the columns of some fields; what a row says of each hangs on nothing else.
     *
     * @param groups each with fields
     * @param kept the field whose text is told of each row that is known
     */
    AlikeRows alike(List<Predicate<CsvField<T>>> groups, CsvField<T> kept) {
        return table.alike(groups.stream().map(this::headers).toList(), headers(kept::equals));
    }

    private List<String> headers(Predicate<CsvField<T>> fields) {
        return columns.cells().entrySet().stream()
                .filter(cell -> cell.getValue().isHeader() && fields.test(cell.getKey()))
                .map(cell -> cell.getValue().text())
                .toList();
    }

    /** Returns the text of a field of a row that is known, as {@link Row#untold}. */
    Optional<String> untold(AlikeRows known, CsvField<T> field) {
        CsvColumns.Cell cell = columns.cells().get(field);
        return cell == null
                ? Optional.empty()
                : meant(cell, Texts.value(known.kept())).filter(CsvRecords::isText);
    }

    private static boolean isText(String text) {
        return !Texts.hasControls(text);
    }

    /** Returns a text of a column; empty if it means that there is none. What a mapping says of it comes first: NA may be a group. */
    private Optional<String> meant(CsvColumns.Cell cell, String text) {
        return cell.codes().containsKey(text) || layout.why(text).isEmpty() ? Optional.of(text) : Optional.empty();
    }

    /** Returns what is no fault and must be known. */
    List<Notice> notices() {
        List<Notice> notices = new ArrayList<>(table.notices());
        notices.addAll(cents.notices(rows));
        return notices;
    }

    String at(long line, String column) {
        return table.at(line, column);
    }

    /** Tells of a row that was sound by itself and contradicts others; it is not used. */
    void refuse(Made<?> row, Problem problem) {
        tell(problem);
        unused(row);
    }

    /** Returns what was told so far. */
    List<Problem> problems() {
        return problems.all();
    }

    /** Tells of what is wrong with several rows together. */
    void tell(Problem problem) {
        problems.tell(problem);
    }

    /** Counts a row that was sound by itself as not used, once however often it is said. */
    void unused(Made<?> row) {
        refused.add(row.line());
    }

    /** Returns what is allowed, for people; of very many only the first are named, for every row may have to say it. */
    static String oneOf(Collection<String> words) {
        String first = words.stream().limit(MOST_SHOWN).collect(Collectors.joining(", "));
        return words.size() > MOST_SHOWN
                ? "one of %s and %s more".formatted(first, words.size() - MOST_SHOWN)
                : "one of " + first;
    }

    /** Tells whether a row that was sound by itself contradicts others. */
    boolean isRefused(Made<?> row) {
        return refused.contains(row.line());
    }

    /** What was made of a row, and where the row is. */
    record Made<R>(R value, String place, long line) {}

    /** One row of the table. */
    final class Row {
        private final CsvRow row;
        private final Map<CsvField<T>, CsvColumns.Cell> cells;
        private final Set<Problem> faults;
        private final List<Cents.Change> rounded;

        Row(CsvRow row, Map<CsvField<T>, CsvColumns.Cell> cells, Set<Problem> faults, List<Cents.Change> rounded) {
            this.row = row;
            this.cells = cells;
            this.faults = faults;
            this.rounded = rounded;
        }

        /**
         * Tells whether the row has nothing in the one of several columns that it is made of. What is suppressed is something, and so is why a
         * field may be missing that need not be there.
         */
        boolean isLeftOpen() {
            return several.map(this::isLeftOpen).orElse(false);
        }

        private boolean isLeftOpen(CsvField<T> field) {
            Missing why = why(field).orElse(Missing.NOT_GIVEN);
            return raw(field).isEmpty()
                    && !isUnclear(field)
                    && (why == Missing.NOT_GIVEN || (why == Missing.NOT_APPLICABLE && field.isRequired()));
        }

        /** Tells whether a fault of the row was told. */
        boolean isFaulty() {
            return !faults.isEmpty();
        }

        /** Returns the text of a field that need not be in the mapping, but must be given where it is; what is missing is told. */
        Optional<String> needed(CsvField<T> field) {
            Optional<String> text = raw(field);
            if (text.isEmpty()) {
                if (cells.containsKey(field)) {
                    fault(field, "csv.missing", "a value", "Give it; a row without it cannot be used.");
                } else {
                    fault("csv.missing", "a column for \"%s\"".formatted(field), "Say in the mapping where it is.");
                }
            }
            return text;
        }

        /** Returns the text of a field; empty if it is missing, or not in the mapping. */
        private Optional<String> raw(CsvField<T> field) {
            CsvColumns.Cell cell = cells.get(field);
            if (cell == null) {
                return Optional.empty();
            }
            if (!cell.isHeader()) {
                return Optional.of(cell.text());
            }
            return meant(cell, table.cell(row, cell.text()));
        }

        private Optional<String> given(CsvField<T> field) {
            Optional<String> text = raw(field);
            if (text.isEmpty() && field.isRequired()) {
                fault(field, "csv.missing", "a value", "Give it; a row without it cannot be used.");
            }
            return text;
        }

        /**
         * Returns the text of a field whose empty cell has a meaning of its own, such as all pupils. A word for what is missing is told, since it
         * may be a code as well: {@code NA} for Native American.
         */
        Optional<String> textOrEmpty(CsvField<T> field) {
            tellWordForMissing(field);
            return text(field);
        }

        private void tellWordForMissing(CsvField<T> field) {
            CsvColumns.Cell cell = cells.get(field);
            if (cell != null
                    && cell.isHeader()
                    && raw(field).isEmpty()
                    && !table.cell(row, cell.text()).isEmpty()) {
                fault(
                        field,
                        "csv.missing",
                        "a text, or an empty cell",
                        "Say in the mapping what the text means, or leave the cell empty.");
            }
        }

        /** Tells what is wrong with the row as a whole. */
        void fault(String code, String allowed, String remedy) {
            faults.add(new Problem(
                    code,
                    table.at(row.line()),
                    cells.entrySet().stream()
                            .map(cell -> "%s %s"
                                    .formatted(
                                            cell.getKey(),
                                            raw(cell.getKey()).map(Texts::shown).orElse("missing")))
                            .collect(Collectors.joining(", ")),
                    allowed,
                    remedy));
        }

        void fault(CsvField<T> field, String code, String allowed, String remedy) {
            CsvColumns.Cell cell = requireNonNull(cells.get(field));
            faults.add(
                    cell.isHeader()
                            ? table.fault(row, code, cell.text(), allowed, remedy)
                            : new Problem(
                                    code,
                                    "%s, %s in every row".formatted(table.at(row.line()), field),
                                    Texts.shown(cell.text()),
                                    allowed,
                                    "Correct the mapping."));
        }

        private <V> Optional<V> read(
                CsvField<T> field, String code, String allowed, String remedy, Function<String, Optional<V>> read) {
            return given(field).flatMap(text -> {
                Optional<V> value = read.apply(text);
                if (value.isEmpty()) {
                    fault(field, code, allowed, remedy);
                }
                return value;
            });
        }

        /** Returns what a text of the file means here, on one line. */
        Optional<String> text(CsvField<T> field) {
            ImmutableMap<String, String> codes =
                    cells.containsKey(field) ? cells.get(field).codes() : ImmutableMap.of();
            if (!codes.isEmpty()) {
                return read(
                        field,
                        "csv.code-unknown",
                        oneOf(codes.keySet()),
                        "Correct the code, or say in the mapping what it means.",
                        text -> Optional.ofNullable(codes.get(text)).filter(meaning -> !meaning.isBlank()));
            }
            return read(
                    field,
                    "csv.text",
                    "text without control characters",
                    "Write the text again.",
                    text -> Texts.hasControls(text) || text.isBlank()
                            ? Optional.empty()
                            : Optional.of(Texts.onOneLine(text)));
        }

        Optional<SchoolId> school(CsvField<T> field) {
            return parsed(field, "csv.id", Texts.AN_ID, text -> {
                if (Texts.isSpoiledId(text)) {
                    throw new IllegalArgumentException("a number whose last digits are lost");
                }
                return SchoolId.of(text);
            });
        }

        /** Returns one of some revenue sources, by its id. */
        Optional<RevenueSource> source(CsvField<T> field, Map<String, RevenueSource> byId) {
            return text(field).flatMap(id -> {
                Optional<RevenueSource> source = Optional.ofNullable(byId.get(id));
                if (source.isEmpty()) {
                    fault(
                            field,
                            "csv.source-unknown",
                            byId.isEmpty() ? "no source, for none is given" : oneOf(byId.keySet()),
                            "Say in the mapping which source it is, or give the source.");
                }
                return source;
            });
        }

        /** Returns whole cents. */
        Optional<Money> money(CsvField<T> field) {
            if (isUnclear(field)) {
                fault(
                        field,
                        "csv.money",
                        "an amount in whole cents, such as 1234.50 or $1,234.50",
                        "Write 0 where the dash stands for none, or declare it as missing in the layout if the amount is not known.");
                return Optional.empty();
            }
            return given(field).flatMap(text -> {
                Optional<BigDecimal> dollars =
                        clear(field, text, layout.numerals().dollars(text));
                Optional<Money> amount = dollars.flatMap(exact ->
                        cents.of(exact, requireNonNull(cells.get(field)).text(), rounded));
                if (amount.isEmpty()) {
                    fault(
                            field,
                            "csv.money",
                            "an amount in whole cents, such as 1234.50 or $1,234.50",
                            Cents.remedy(dollars));
                }
                return amount;
            });
        }

        private boolean isUnclear(CsvField<T> field) {
            CsvColumns.Cell cell = cells.get(field);
            return cell != null && cell.isHeader() && layout.isUnclearAmount(table.cell(row, cell.text()));
        }

        /** Returns a number, of any sign. */
        Optional<BigDecimal> number(CsvField<T> field) {
            return read(
                    field,
                    "csv.number",
                    "a number, such as 7, 1,777 or -0.5",
                    "Correct the value, or leave the cell empty if it is not known.",
                    text -> clear(field, text, layout.numerals().number(text)));
        }

        /** Returns a number that is 0 or more, and no count of pupils. */
        Optional<BigDecimal> amount(CsvField<T> field, String code, String allowed) {
            return read(
                    field,
                    code,
                    allowed,
                    "Correct the value, or leave the cell empty if it is not known.",
                    text -> clear(field, text, layout.numerals().number(text)).filter(SchoolRows::isCount));
        }

        /** Returns a number that may have a per cent sign. */
        Optional<BigDecimal> percent(CsvField<T> field, String code, String allowed) {
            return read(
                    field,
                    code,
                    allowed,
                    "Correct the value, or declare in the layout why it is missing.",
                    text -> clear(field, text, layout.numerals().percent(text)));
        }

        /** Returns the code of an account. */
        Optional<AccountCode> account(CsvField<T> field) {
            return parsed(
                    field,
                    "csv.account",
                    "up to 100 letters, digits, dots, hyphens, slashes, colons and underscores, such as 1100",
                    AccountCode::of);
        }

        /** Returns a count of pupils, 0 or more. */
        Optional<BigDecimal> count(CsvField<T> field) {
            return amount(field, "csv.count", "a number that is 0 or more, such as 412, 1,777 or 411.75");
        }

        /**
         * Returns yes or no. The words come first: a file may write an asterisk, or nothing at all, for one of the two, if the mapping says
         * so.
         */
        Optional<Boolean> flag(CsvField<T> field) {
            CsvColumns.Cell cell = requireNonNull(cells.get(field));
            String found = cell.isHeader() ? table.cell(row, cell.text()) : cell.text();
            String word =
                    CsvLayout.word(cell.codes().getOrDefault(found, cell.codes().isEmpty() ? found : ""));
            if (SchoolColumns.YES.contains(word)) {
                return Optional.of(true);
            }
            if (SchoolColumns.NO.contains(word)) {
                return Optional.of(false);
            }
            if (cell.codes().isEmpty()) {
                return read(
                        field,
                        "csv.flag",
                        YES_OR_NO,
                        "Correct the value, or say in the mapping what the texts of this column mean.",
                        text -> Optional.empty());
            }
            return text(field).flatMap(text -> Optional.empty());
        }

        /**
         * Returns the text of a field as it stands in the file: what may never be told, so that nothing in it is a fault. What cannot be read is
         * missing.
         */
        Optional<String> untold(CsvField<T> field) {
            return raw(field).filter(CsvRecords::isText);
        }

        /** Returns why a field is missing; empty if it has a value or is in no column. */
        Optional<Missing> why(CsvField<T> field) {
            CsvColumns.Cell cell = cells.get(field);
            return cell == null || !cell.isHeader() ? Optional.empty() : layout.why(table.cell(row, cell.text()));
        }

        /** Returns what a text names, in any case. */
        <V> Optional<V> named(CsvField<T> field, String code, Function<String, Optional<V>> byName, String allowed) {
            return text(field).flatMap(text -> {
                Optional<V> named = byName.apply(text.toLowerCase(Locale.ROOT));
                if (named.isEmpty()) {
                    fault(field, code, allowed, "Correct the text, or say in the mapping what it means.");
                }
                return named;
            });
        }

        private Optional<BigDecimal> clear(CsvField<T> field, String text, Optional<BigDecimal> number) {
            if (number.isPresent() && layout.readsTwoWays(text)) {
                fault(field, "csv.decimal", CsvLayout.ONE_WAY, CsvLayout.SAY_WHICH);
            }
            return number;
        }

        /** Returns one of some constants, by its word, in any case. */
        <V> Optional<V> choice(CsvField<T> field, Map<String, V> byWord) {
            return text(field).flatMap(text -> {
                V choice = byWord.get(text.toLowerCase(Locale.ROOT));
                if (choice == null) {
                    fault(
                            field,
                            "csv.choice",
                            oneOf(byWord.keySet()),
                            "Say in the mapping what the texts of this column mean.");
                }
                return Optional.ofNullable(choice);
            });
        }

        /** Returns what a text stands for. */
        <V> Optional<V> parsed(CsvField<T> field, String code, String allowed, Function<String, V> parse) {
            return text(field).flatMap(text -> {
                try {
                    return Optional.of(parse.apply(text));
                } catch (IllegalArgumentException | DateTimeException wrong) {
                    fault(field, code, allowed, "Correct the value.");
                    return Optional.empty();
                }
            });
        }
    }
}
