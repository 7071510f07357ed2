package org.perpupil.io.csv;

import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.perpupil.money.Money;
import org.perpupil.problem.Loaded;
import org.perpupil.problem.Problem;
import org.perpupil.revenue.Origin;
import org.perpupil.revenue.RevenueSource;
import org.perpupil.revenue.SourceId;

/**
 * Reads the revenues of a district, by source, from a comma-separated file.
 *
 * <pre>{@code
 * CsvColumns<RevenuesCsv> columns = CsvColumns.of(RevenuesCsv.SOURCE, "Fund")
 *         .and(RevenuesCsv.NAME, "Fund name")
 *         .and(RevenuesCsv.ORIGIN, "Level", Map.of("F", "federal", "S", "state", "L", "local"))
 *         .and(RevenuesCsv.PURPOSE, "Restricted to")
 *         .and(RevenuesCsv.AMOUNT, "Projected");
 * RevenuesCsv.read(file, columns).orThrow().forEach(district::revenue);
 * }</pre>
 *
 * <p>Rows of one source add up, as in a file that is kept by account; they must agree on what the source is. A source without a purpose is
 * unrestricted; needs, grades and accounts that restrict one are added to what is read. Every row with a fault is left out, and each of its
 * faults is told with file, line, column, value and what would be right; the others are kept. {@code rowsRead} counts the rows below the
 * header that are not blank; each is used or has a problem.
 *
 * <p>Problems have the codes of {@link BudgetsCsv}, and {@code csv.source} for what cannot be an id, {@code csv.source-differs} for a source
 * that is something else in another row.
 */
public final class RevenuesCsv {
    /** The id of the source. */
    public static final CsvField<RevenuesCsv> SOURCE = CsvField.required(RevenuesCsv.class, "source");

    /** The name of the source. */
    public static final CsvField<RevenuesCsv> NAME = CsvField.required(RevenuesCsv.class, "name");

    /** Where the money comes from: {@code federal}, {@code state}, {@code local} or {@code private}. */
    public static final CsvField<RevenuesCsv> ORIGIN = CsvField.required(RevenuesCsv.class, "origin");

    /** The projected amount, in whole cents. */
    public static final CsvField<RevenuesCsv> AMOUNT = CsvField.required(RevenuesCsv.class, "amount");

    /** What the money is restricted to, in words; missing if it is unrestricted. */
    public static final CsvField<RevenuesCsv> PURPOSE = CsvField.optional(RevenuesCsv.class, "purpose");

    private static final ImmutableMap<String, Origin> ORIGINS = ImmutableMap.of(
            "federal", Origin.FEDERAL, "state", Origin.STATE, "local", Origin.LOCAL, "private", Origin.PRIVATE);

    private RevenuesCsv() {}

    /**
     * Reads revenues from a file in UTF-8; other bytes are a problem that leaves no revenues.
     *
     * @return the amounts by source, in the order of the file
     * @throws IllegalArgumentException if the mapping lacks a field
     * @throws IOException if the file cannot be read
     */
    public static Loaded<Map<RevenueSource, Money>> read(Path file, CsvColumns<RevenuesCsv> columns)
            throws IOException {
        return read(CsvInput.of(file), columns);
    }

    /**
     * Reads revenues from a file whose reading is followed, or from text.
     *
     * @return the amounts by source, in the order of the file
     * @throws IllegalArgumentException if the mapping lacks a field
     * @throws IOException if it cannot be read
     */
    public static Loaded<Map<RevenueSource, Money>> read(CsvInput input, CsvColumns<RevenuesCsv> columns)
            throws IOException {
        return CsvRecords.read(
                input,
                columns,
                Map.of(),
                List.of(SOURCE, NAME, ORIGIN, AMOUNT),
                RevenuesCsv::revenue,
                RevenuesCsv::revenues);
    }

    private record Revenue(RevenueSource source, Money amount) {}

    private static Optional<Revenue> revenue(CsvRecords<RevenuesCsv>.Row row) {
        Optional<SourceId> id = row.parsed(
                SOURCE,
                "csv.source",
                "up to 64 letters, digits, dots, hyphens and underscores, such as title-i",
                SourceId::of);
        Optional<String> name = row.text(NAME);
        Optional<Origin> origin = row.choice(ORIGIN, ORIGINS);
        Optional<Money> amount = row.money(AMOUNT);
        Optional<String> purpose = row.textOrEmpty(PURPOSE);
        if (id.isEmpty() || name.isEmpty() || origin.isEmpty() || amount.isEmpty()) {
            return Optional.empty();
        }
        RevenueSource source = RevenueSource.of(id.get(), name.get(), origin.get());
        return Optional.of(new Revenue(purpose.map(source::restrictedTo).orElse(source), amount.get()));
    }

    private static Map<RevenueSource, Money> revenues(
            CsvRecords<RevenuesCsv> records, List<CsvRecords.Made<Optional<Revenue>>> rows) {
        Map<SourceId, CsvRecords.Made<Optional<Revenue>>> first = new LinkedHashMap<>();
        Map<RevenueSource, Money> amounts = new LinkedHashMap<>();
        for (CsvRecords.Made<Optional<Revenue>> row : rows) {
            Revenue revenue = row.value().orElseThrow();
            CsvRecords.Made<Optional<Revenue>> earlier =
                    first.putIfAbsent(revenue.source().id(), row);
            if (earlier == null || earlier.value().orElseThrow().source().equals(revenue.source())) {
                Money before = amounts.getOrDefault(revenue.source(), Money.ZERO);
                Cents.sum(before, revenue.amount())
                        .ifPresentOrElse(
                                sum -> amounts.put(revenue.source(), sum),
                                () -> records.refuse(row, Cents.tooLarge(row.place())));
            } else {
                records.refuse(
                        row,
                        new Problem(
                                "csv.source-differs",
                                row.place(),
                                "source %s with another name, origin or purpose than on line %s"
                                        .formatted(revenue.source().id(), earlier.line()),
                                "the same in every row of a source",
                                "Correct one of the two rows, or give the sources different ids."));
            }
        }
        return ImmutableMap.copyOf(amounts);
    }
}
