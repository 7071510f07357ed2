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
import org.perpupil.account.AccountCode;
import org.perpupil.district.FiscalYear;
import org.perpupil.district.SchoolId;
import org.perpupil.money.Money;
import org.perpupil.problem.Loaded;
import org.perpupil.revenue.RevenueSource;
import org.perpupil.spending.Expenditure;
import org.perpupil.spending.SchoolSpending;
import org.perpupil.spending.Spending;

/**
 * Reads what was spent on the pupils of schools in one year from a comma-separated file, a row for each amount or a column for each kind.
 *
 * <pre>{@code
 * CsvColumns<SpendingCsv> columns = CsvColumns.of(SpendingCsv.SCHOOL, "Site")
 *         .and(SpendingCsv.SOURCE, "Resource", Map.of("0000", "general", "3010", "title-i"))
 *         .and(SpendingCsv.ACCOUNT, "Object")
 *         .and(SpendingCsv.AMOUNT, "Actual")
 *         .always(SpendingCsv.LEVEL, "school");
 * Loaded<Spending> loaded = SpendingCsv.read(file, columns, FiscalYear.of(2026), List.of(general, titleI));
 * Study study = Study.of(loaded.orThrow().withCentral(general, centralCost, district), district);
 * }</pre>
 *
 * <p>Every row with a fault is left out, and each of its faults is told with file, line, column, value and what would be right; the others
 * are kept as they are. {@code rowsRead} counts the rows below the header that are not blank; each is used or has a problem.
 *
 * <p>Problems have the codes of {@link BudgetsCsv}, and {@code csv.account} for a code that cannot be that of an account.
 */
public final class SpendingCsv {
    /** The school's id; leading zeros count. */
    public static final CsvField<SpendingCsv> SCHOOL = CsvField.required(SpendingCsv.class, "school");

    /** The id of the revenue source that paid. */
    public static final CsvField<SpendingCsv> SOURCE = CsvField.required(SpendingCsv.class, "source");

    /** Where it was spent: at the {@code school}, or {@code central}ly on its behalf; see {@link Expenditure.Level}. */
    public static final CsvField<SpendingCsv> LEVEL = CsvField.required(SpendingCsv.class, "level");

    /** The amount, in whole cents; negative if money came back. */
    public static final CsvField<SpendingCsv> AMOUNT = CsvField.required(SpendingCsv.class, "amount");

    /** The code of the account that it was charged to; may be missing. */
    public static final CsvField<SpendingCsv> ACCOUNT = CsvField.optional(SpendingCsv.class, "account");

    private static final ImmutableMap<String, Expenditure.Level> LEVELS =
            ImmutableMap.of("school", Expenditure.Level.SCHOOL, "central", Expenditure.Level.CENTRAL);

    private SpendingCsv() {}

    /**
     * Reads spending from a file in UTF-8; other bytes are a problem that leaves no spending.
     *
     * @param sources those that may have paid
     * @throws IllegalArgumentException if the mapping lacks a field
     * @throws IOException if the file cannot be read
     */
    public static Loaded<Spending> read(
            Path file, CsvColumns<SpendingCsv> columns, FiscalYear year, Collection<RevenueSource> sources)
            throws IOException {
        return read(CsvInput.of(file), columns, year, sources);
    }

    /**
     * Reads spending from a file whose reading is followed, or from text.
     *
     * @param sources those that may have paid
     * @throws IllegalArgumentException if the mapping lacks a field
     * @throws IOException if it cannot be read
     */
    public static Loaded<Spending> read(
            CsvInput input, CsvColumns<SpendingCsv> columns, FiscalYear year, Collection<RevenueSource> sources)
            throws IOException {
        ImmutableMap<String, RevenueSource> byId =
                Maps.uniqueIndex(sources, source -> source.id().value());
        return CsvRecords.read(
                input,
                columns,
                Spending.of(year, List.of()),
                List.of(SCHOOL, SOURCE, LEVEL, AMOUNT),
                row -> spent(row, byId),
                (records, rows) -> Spending.of(year, schools(rows, year)));
    }

    private record Spent(SchoolId school, Expenditure expenditure) {}

    private static Optional<Spent> spent(CsvRecords<SpendingCsv>.Row row, Map<String, RevenueSource> sources) {
        Optional<SchoolId> school = row.school(SCHOOL);
        Optional<RevenueSource> source = row.source(SOURCE, sources);
        Optional<Expenditure.Level> level = row.choice(LEVEL, LEVELS);
        Optional<Money> amount = row.money(AMOUNT);
        Optional<AccountCode> account = row.account(ACCOUNT);
        return school.isPresent() && source.isPresent() && level.isPresent() && amount.isPresent()
                ? Optional.of(
                        new Spent(school.get(), new Expenditure(source.get(), amount.get(), level.get(), account)))
                : Optional.empty();
    }

    private static List<SchoolSpending> schools(List<CsvRecords.Made<Optional<Spent>>> rows, FiscalYear year) {
        Map<SchoolId, List<Expenditure>> bySchool = new LinkedHashMap<>();
        for (CsvRecords.Made<Optional<Spent>> row : rows) {
            Spent spent = row.value().orElseThrow();
            bySchool.computeIfAbsent(spent.school(), any -> new ArrayList<>()).add(spent.expenditure());
        }
        return bySchool.entrySet().stream()
                .map(school -> new SchoolSpending(school.getKey(), year, school.getValue()))
                .toList();
    }
}
