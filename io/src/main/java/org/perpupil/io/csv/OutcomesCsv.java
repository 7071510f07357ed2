package org.perpupil.io.csv;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.perpupil.equity.Study;
import org.perpupil.io.internal.Texts;
import org.perpupil.problem.Loaded;
import org.perpupil.problem.Missing;
import org.perpupil.problem.Problem;

/**
 * Reads outcomes from a comma-separated file that has a row for each school, measure and group of pupils, and makes a study with a column
 * for each measure.
 *
 * <pre>{@code
 * // School,Year,Indicator,Students,Rate
 * // 101,2026,Graduation,All,91.5
 * // 101,2026,Graduation,English learners,*
 * CsvColumns<OutcomesCsv> columns = CsvColumns.of(OutcomesCsv.UNIT, "School")
 *         .and(OutcomesCsv.MEASURE, "Indicator")
 *         .and(OutcomesCsv.GROUP, "Students")
 *         .and(OutcomesCsv.VALUE, "Rate")
 *         .in(CsvLayout.usual().onlyRows("Year", "2026"));
 * Study outcomes = OutcomesCsv.read(file, columns).orThrow();
 * outcomes.number(0, "Graduation (All)");                              // 91.5
 * outcomes.missing(0, "Graduation (English learners)");                // suppressed
 * Study both = Study.of(spending, district).withColumnsOf(outcomes);
 * }</pre>
 *
 * <p>With a {@link #YEAR} a row of the study is a unit in a year, as {@link Study#asOf} has it. A value that is missing keeps {@linkplain
 * Study#missing(int, String) why}; a measure that a unit has no row for is not given.
 *
 * <p>Every row with a fault is left out, and each of its faults is told with file, line, column, value and what would be right; the others
 * are kept. {@code rowsRead} counts the rows below the header that are not blank; each is used or has a problem.
 *
 * <p>Problems have the codes of {@link BudgetsCsv}, and {@code csv.outcome} for a value and {@code csv.outcome-twice} for the second value of a
 * unit, measure and group.
 */
public final class OutcomesCsv {
    /** The school or district. */
    public static final CsvField<OutcomesCsv> UNIT = CsvField.required(OutcomesCsv.class, "unit");

    /** The year; if it is in the mapping every row must have it. */
    public static final CsvField<OutcomesCsv> YEAR = CsvField.optional(OutcomesCsv.class, "year");

    /** What is measured, such as {@code graduation rate}; it names the column. */
    public static final CsvField<OutcomesCsv> MEASURE = CsvField.required(OutcomesCsv.class, "measure");

    /** Of which pupils; it stands in brackets behind the measure. A row without it is of all. */
    public static final CsvField<OutcomesCsv> GROUP = CsvField.optional(OutcomesCsv.class, "group");

    /** The value: a number, with a per cent sign or without; may be missing. */
    public static final CsvField<OutcomesCsv> VALUE = CsvField.optional(OutcomesCsv.class, "value");

    private static final int MOST_MEASURES = 5_000;
    private static final long MOST_VALUES = 50_000_000;

    private OutcomesCsv() {}

    /**
     * Reads outcomes from a file in UTF-8; other bytes are a problem that leaves no units.
     *
     * @throws IllegalArgumentException if the mapping lacks a field
     * @throws IOException if the file cannot be read
     */
    public static Loaded<Study> read(Path file, CsvColumns<OutcomesCsv> columns) throws IOException {
        return read(CsvInput.of(file), columns);
    }

    /**
     * Reads outcomes from a file whose reading is followed, or from text.
     *
     * @throws IllegalArgumentException if the mapping lacks a field
     * @throws IOException if it cannot be read
     */
    public static Loaded<Study> read(CsvInput input, CsvColumns<OutcomesCsv> columns) throws IOException {
        boolean byYear = columns.fields().contains(YEAR);
        return CsvRecords.read(
                input,
                columns,
                Study.of(List.of()).build(),
                List.of(UNIT, MEASURE, VALUE),
                row -> outcome(row, byYear),
                (records, rows) -> study(records, rows, byYear));
    }

    private record Outcome(Row row, String measure, Optional<BigDecimal> value, Optional<Missing> why) {}

    /** What a row of the study is of. */
    private record Row(String unit, String year) {
        String name() {
            return year.isEmpty() ? unit : unit + ", " + year;
        }
    }

    private static Optional<Outcome> outcome(CsvRecords<OutcomesCsv>.Row row, boolean byYear) {
        Optional<String> unit = row.text(UNIT);
        Optional<String> year = byYear ? row.needed(YEAR).flatMap(any -> row.text(YEAR)) : Optional.of("");
        Optional<String> measure = row.text(MEASURE);
        Optional<String> group = row.textOrEmpty(GROUP);
        Optional<BigDecimal> value = row.percent(VALUE, "csv.outcome", "a number, such as 91.5 or 91.5%");
        return unit.isPresent() && year.isPresent() && measure.isPresent()
                ? Optional.of(new Outcome(
                        new Row(unit.get(), year.get()),
                        group.map(pupils -> "%s (%s)".formatted(measure.get(), pupils))
                                .orElseGet(measure::get),
                        value,
                        row.why(VALUE)))
                : Optional.empty();
    }

    private static Study study(
            CsvRecords<OutcomesCsv> records, List<CsvRecords.Made<Optional<Outcome>>> rows, boolean byYear) {
        checkRows(records, rows);
        Map<Row, Integer> places = new LinkedHashMap<>();
        Map<String, Map<Integer, CsvRecords.Made<Optional<Outcome>>>> measures = new LinkedHashMap<>();
        for (CsvRecords.Made<Optional<Outcome>> row : rows) {
            if (records.isRefused(row)) {
                continue;
            }
            Outcome outcome = row.value().orElseThrow();
            places.putIfAbsent(outcome.row(), places.size());
            int place = places.getOrDefault(outcome.row(), -1);
            measures.computeIfAbsent(outcome.measure(), any -> new LinkedHashMap<>())
                    .put(place, row);
        }
        List<Row> units = new ArrayList<>(places.keySet());
        Study.Builder study = Study.of(units.stream().map(Row::name).toList());
        if (byYear) {
            study.text(Study.UNIT, units.stream().map(Row::unit).toList());
            study.text(Study.YEAR, units.stream().map(Row::year).toList());
        }
        measures.forEach((measure, values) -> {
            String name = measure;
            while (name.equals(Study.UNIT)
                    || name.equals(Study.YEAR)
                    || (!name.equals(measure) && measures.containsKey(name))) {
                name += " (outcome)";
            }
            addColumn(study, name, values, units.size());
        });
        return study.leftOut(records.problems()).build();
    }

    /** Refuses rows that say again what one above says, or make two units of one name; one that is refused in part is not used at all. */
    private static void checkRows(CsvRecords<OutcomesCsv> records, List<CsvRecords.Made<Optional<Outcome>>> rows) {
        Map<List<Object>, String> first = new HashMap<>();
        Map<String, Row> named = new HashMap<>();
        Set<String> measures = new HashSet<>();
        for (CsvRecords.Made<Optional<Outcome>> row : rows) {
            Outcome outcome = row.value().orElseThrow();
            String earlier = first.putIfAbsent(List.of(outcome.row(), outcome.measure()), row.place());
            Row alike = named.putIfAbsent(outcome.row().name(), outcome.row());
            if (earlier != null) {
                records.refuse(
                        row,
                        new Problem(
                                "csv.outcome-twice",
                                row.place(),
                                "\"%s\" of %s, which %s has too"
                                        .formatted(
                                                outcome.measure(), outcome.row().name(), earlier),
                                "one value of a measure for a unit and group",
                                "Remove one of the two rows, or name the column that tells them apart: the year, or the"
                                        + " group."));
            } else if (alike != null && !alike.equals(outcome.row())) {
                records.refuse(
                        row,
                        new Problem(
                                "csv.unit-alike",
                                row.place(),
                                "%s, which another row makes of other parts"
                                        .formatted(Texts.shown(outcome.row().name())),
                                "units and years that make different names",
                                "Tell the two apart by a code."));
            } else if (measures.add(outcome.measure())
                    && (measures.size() > MOST_MEASURES || (long) measures.size() * named.size() > MOST_VALUES)) {
                records.refuse(
                        row,
                        new Problem(
                                "csv.too-many-measures",
                                row.place(),
                                "one more measure, after %s of %s units".formatted(measures.size() - 1, named.size()),
                                "at most %s measures, and %s values".formatted(MOST_MEASURES, MOST_VALUES),
                                "Look whether the measure comes from the right column."));
                measures.remove(outcome.measure());
            }
        }
    }

    private static void addColumn(
            Study.Builder study, String name, Map<Integer, CsvRecords.Made<Optional<Outcome>>> values, int units) {
        double[] numbers = new double[units];
        Arrays.fill(numbers, Double.NaN);
        values.forEach((place, row) -> row.value().stream()
                .flatMap(outcome -> outcome.value().stream())
                .forEach(value -> numbers[place] = value.doubleValue()));
        study.number(name, numbers);
        values.forEach(
                (place, row) -> row.value().flatMap(Outcome::why).ifPresent(why -> study.missing(name, place, why)));
    }
}
