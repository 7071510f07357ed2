package org.perpupil.io.csv;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.perpupil.budget.BudgetLine;
import org.perpupil.budget.Budgets;
import org.perpupil.budget.Held;
import org.perpupil.budget.SchoolBudget;
import org.perpupil.district.FiscalYear;
import org.perpupil.district.SchoolId;
import org.perpupil.money.Money;
import org.perpupil.problem.Loaded;
import org.perpupil.problem.Problem;
import org.perpupil.revenue.RevenueSource;

/**
 * Reads what schools have to spend in one year from a comma-separated file.
 *
 * <pre>{@code
 * CsvColumns<BudgetsCsv> columns = CsvColumns.of(BudgetsCsv.SCHOOL, "School Code")
 *         .and(BudgetsCsv.SOURCE, "Fund", Map.of("01", "general", "3010", "title-i"))
 *         .and(BudgetsCsv.LINE, "Program")
 *         .and(BudgetsCsv.AMOUNT, "Budget ($)")
 *         .always(BudgetsCsv.HELD, "free");
 * Loaded<Budgets> loaded = BudgetsCsv.read(file, columns, FiscalYear.of(2027), List.of(general, titleI));
 * }</pre>
 *
 * <p>Rows of the same school, source and line add up, as in a file that is kept by account; they must agree on who decides. Every row with
 * a fault is left out, and each of its faults is told with file, line, column, value and what would be right; the others are kept.
 * {@code rowsRead} counts the rows below the header that are not blank; each is used or has a problem.
 *
 * <p>Problems have the codes of {@link StudyCsv} for files and rows, and {@code csv.missing}, {@code csv.code-unknown}, {@code csv.text},
 * {@code csv.money}, {@code csv.decimal}, {@code csv.choice}, {@code csv.source-unknown} and {@code csv.held} for values.
 */
public final class BudgetsCsv {
    /** The school's id; leading zeros count. */
    public static final CsvField<BudgetsCsv> SCHOOL = CsvField.required(BudgetsCsv.class, "school");

    /** The id of the revenue source that pays. */
    public static final CsvField<BudgetsCsv> SOURCE = CsvField.required(BudgetsCsv.class, "source");

    /** The name of the line of the budget. */
    public static final CsvField<BudgetsCsv> LINE = CsvField.required(BudgetsCsv.class, "line");

    /** The amount, in whole cents. */
    public static final CsvField<BudgetsCsv> AMOUNT = CsvField.required(BudgetsCsv.class, "amount");

    /** Who decides on its use: {@code free}, {@code set} or {@code locked}, as {@link Held}. */
    public static final CsvField<BudgetsCsv> HELD = CsvField.required(BudgetsCsv.class, "held");

    private static final ImmutableMap<String, Held> WORDS =
            ImmutableMap.of("free", Held.FREE, "set", Held.SET, "locked", Held.LOCKED);

    private BudgetsCsv() {}

    /**
     * Reads budgets from a file in UTF-8; other bytes are a problem that leaves no budgets.
     *
     * @param sources those that may pay
     * @throws IllegalArgumentException if the mapping lacks a field
     * @throws IOException if the file cannot be read
     */
    public static Loaded<Budgets> read(
            Path file, CsvColumns<BudgetsCsv> columns, FiscalYear year, Collection<RevenueSource> sources)
            throws IOException {
        return read(CsvInput.of(file), columns, year, sources);
    }

    /**
     * Reads budgets from a file whose reading is followed, or from text.
     *
     * @param sources those that may pay
     * @throws IllegalArgumentException if the mapping lacks a field
     * @throws IOException if it cannot be read
     */
    public static Loaded<Budgets> read(
            CsvInput input, CsvColumns<BudgetsCsv> columns, FiscalYear year, Collection<RevenueSource> sources)
            throws IOException {
        ImmutableMap<String, RevenueSource> byId =
                Maps.uniqueIndex(sources, source -> source.id().value());
        return CsvRecords.read(
                input,
                columns,
                Budgets.of(year, List.of()),
                List.of(SCHOOL, SOURCE, LINE, AMOUNT, HELD),
                row -> line(row, byId),
                (records, rows) -> Budgets.of(year, budgets(records, rows, year)));
    }

    private record Line(SchoolId school, BudgetLine line) {}

    private static Optional<Line> line(CsvRecords<BudgetsCsv>.Row row, Map<String, RevenueSource> sources) {
        Optional<SchoolId> school = row.school(SCHOOL);
        Optional<RevenueSource> source = row.source(SOURCE, sources);
        Optional<String> line = row.text(LINE);
        Optional<Money> amount = row.money(AMOUNT);
        Optional<Held> held = row.choice(HELD, WORDS);
        return school.isPresent() && source.isPresent() && line.isPresent() && amount.isPresent() && held.isPresent()
                ? Optional.of(
                        new Line(school.get(), new BudgetLine(line.get(), source.get(), amount.get(), held.get())))
                : Optional.empty();
    }

    private static List<SchoolBudget> budgets(
            CsvRecords<BudgetsCsv> records, List<CsvRecords.Made<Optional<Line>>> rows, FiscalYear year) {
        // What is held differently is found first: a row that is refused for one of its lines gives no other.
        lines(records, rows);
        Map<SchoolId, Map<List<String>, BudgetLine>> bySchool = lines(
                records, rows.stream().filter(row -> !records.isRefused(row)).toList());
        List<SchoolBudget> budgets = new ArrayList<>();
        bySchool.forEach((school, lines) -> budgets.add(new SchoolBudget(school, year, List.copyOf(lines.values()))));
        return budgets;
    }

    private static Map<SchoolId, Map<List<String>, BudgetLine>> lines(
            CsvRecords<BudgetsCsv> records, List<CsvRecords.Made<Optional<Line>>> rows) {
        Map<SchoolId, Map<List<String>, BudgetLine>> bySchool = new LinkedHashMap<>();
        for (CsvRecords.Made<Optional<Line>> row : rows) {
            Line read = row.value().orElseThrow();
            BudgetLine line = read.line();
            Map<List<String>, BudgetLine> lines = bySchool.computeIfAbsent(read.school(), any -> new LinkedHashMap<>());
            List<String> key = List.of(line.name(), line.source().id().value());
            BudgetLine earlier = lines.get(key);
            if (earlier == null) {
                lines.put(key, line);
            } else if (earlier.held() == line.held()) {
                Cents.sum(earlier.amount(), line.amount())
                        .ifPresentOrElse(
                                sum -> lines.put(key, new BudgetLine(line.name(), line.source(), sum, line.held())),
                                () -> records.refuse(row, Cents.tooLarge(row.place())));
            } else {
                records.refuse(
                        row,
                        new Problem(
                                "csv.held",
                                row.place(),
                                "\"%s\" from %s of school %s, %s here and %s above"
                                        .formatted(
                                                line.name(),
                                                line.source().id(),
                                                read.school(),
                                                word(line),
                                                word(earlier)),
                                "the same for the whole line",
                                "Say who decides, or give the two parts different names."));
            }
        }
        return bySchool;
    }

    private static String word(BudgetLine line) {
        return WORDS.entrySet().stream()
                .filter(word -> word.getValue() == line.held())
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
    }
}
