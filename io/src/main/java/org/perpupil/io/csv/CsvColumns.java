package org.perpupil.io.csv;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.perpupil.io.internal.Texts;

/**
 * Which column of a file holds which field of a table: a mapping that is data, so that a district's own file needs no new code.
 *
 * <pre>{@code
 * // a row for each amount
 * CsvColumns.of(BudgetsCsv.SCHOOL, "School Code")
 *         .and(BudgetsCsv.SOURCE, "Fund", Map.of("01", "general", "3010", "title-i"))
 *         .and(BudgetsCsv.LINE, "Program")
 *         .and(BudgetsCsv.AMOUNT, "Budget ($)")
 *
 * // a row for each school, with a column for each line
 * CsvColumns.of(BudgetsCsv.SCHOOL, "School Code")
 *         .always(BudgetsCsv.SOURCE, "general")
 *         .each(BudgetsCsv.AMOUNT, "AMT_GENED", Map.of(BudgetsCsv.LINE, "general education"))
 *         .each(BudgetsCsv.AMOUNT, "AMT_ELL", Map.of(BudgetsCsv.LINE, "English learners"))
 * }</pre>
 *
 * <p>Columns are found by their header, in any order, whatever its case, with any blanks and line breaks; others are not read. Each method
 * returns another mapping and leaves this one as it is.
 *
 * @param <T> the reader of the table
 */
public final class CsvColumns<T> {
    private final Class<T> table;
    private final ImmutableMap<CsvField<T>, Cell> cells;
    private final ImmutableList<Each<T>> each;
    private final CsvLayout layout;

    /**
     * Where a field comes from.
     *
     * @param text a header; or what the field is in every row
     * @param isHeader which of the two
     * @param codes what texts of the file mean here; empty if they mean themselves
     */
    record Cell(String text, boolean isHeader, ImmutableMap<String, String> codes) {
        static Cell constant(String text) {
            return new Cell(requireNonNull(text, "text"), false, ImmutableMap.of());
        }

        static Cell header(String header, Map<String, String> codes) {
            if (header.isBlank()) {
                throw new IllegalArgumentException("a column is named by its header, which is not blank");
            }
            return new Cell(
                    header,
                    true,
                    codes.entrySet().stream()
                            .sorted(Map.Entry.comparingByKey())
                            .collect(ImmutableMap.toImmutableMap(
                                    code -> Texts.trimmed(code.getKey()), Map.Entry::getValue)));
        }
    }

    /** One column of several that hold the same field, and what goes with it. */
    record Each<T>(CsvField<T> field, ImmutableMap<CsvField<T>, Cell> cells) {

        /** Tells whether a column is this one, and makes the same of it. */
        boolean isSame(String column, ImmutableMap<CsvField<T>, Cell> others) {
            return cells.keySet().equals(others.keySet())
                    && cells.entrySet().stream()
                            .allMatch(cell -> cell.getKey().equals(field)
                                    ? Texts.header(cell.getValue().text()).equals(Texts.header(column))
                                    : cell.getValue().equals(others.get(cell.getKey())));
        }
    }

    private CsvColumns(
            Class<T> table, ImmutableMap<CsvField<T>, Cell> cells, ImmutableList<Each<T>> each, CsvLayout layout) {
        this.table = table;
        this.cells = cells;
        this.each = each;
        this.layout = layout;
    }

    /** Starts with the column of one field. */
    public static <T> CsvColumns<T> of(CsvField<T> field, String column) {
        return none(field.table()).and(field, column);
    }

    /** Returns a mapping without fields. */
    static <T> CsvColumns<T> none(Class<T> table) {
        return new CsvColumns<>(table, ImmutableMap.of(), ImmutableList.of(), CsvLayout.usual());
    }

    /**
     * The column of another field.
     *
     * @throws IllegalStateException if the field comes from elsewhere already
     */
    public CsvColumns<T> and(CsvField<T> field, String column) {
        return with(field, Cell.header(column, Map.of()));
    }

    /**
     * The column of another field, and what its texts mean here; a text that is not named is a problem of its row.
     *
     * @param meaning by text of the file, compared letter by letter without blanks around it
     * @throws IllegalArgumentException if no text is named
     * @throws IllegalStateException if the field comes from elsewhere already
     */
    public CsvColumns<T> and(CsvField<T> field, String column, Map<String, String> meaning) {
        if (meaning.isEmpty()) {
            throw new IllegalArgumentException("name at least one text of column \"%s\"".formatted(column));
        }
        return with(field, Cell.header(column, meaning));
    }

    /**
     * A field that is the same in every row, and in no column.
     *
     * @throws IllegalStateException if the field comes from elsewhere already
     */
    public CsvColumns<T> always(CsvField<T> field, String text) {
        return with(field, Cell.constant(text));
    }

    /**
     * One column of several that hold the same field, such as an amount for each program: a row of the file is then as many rows of the
     * table. Where the cell is empty or does not apply, there is no such row; what is suppressed is not passed over. A
     * row of the file with nothing in any of them is used, and makes no row of the table.
     *
     * @param with what other fields are in these rows
     * @throws IllegalStateException if one of the fields comes from elsewhere already, or another field has several columns
     */
    public CsvColumns<T> each(CsvField<T> field, String column, Map<CsvField<T>, String> with) {
        if (each.stream().anyMatch(other -> !other.field().equals(field))) {
            throw new IllegalStateException("of one table one field has several columns; \"%s\" already has"
                    .formatted(each.get(0).field()));
        }
        ImmutableMap.Builder<CsvField<T>, Cell> cellsOfIt = ImmutableMap.builder();
        cellsOfIt.put(field, Cell.header(column, Map.of()));
        // Maps have no order of their own, and what is told has one.
        with.entrySet().stream()
                .sorted(Comparator.comparing(cell -> cell.getKey().name()))
                .forEach(cell -> cellsOfIt.put(cell.getKey(), Cell.constant(cell.getValue())));
        ImmutableMap<CsvField<T>, Cell> own = cellsOfIt.buildOrThrow();
        each.stream().filter(other -> other.isSame(column, own)).findFirst().ifPresent(twice -> {
            throw new IllegalStateException(
                    "column \"%s\" is there already, with the same beside it, and would count twice".formatted(column));
        });
        own.keySet().forEach(this::checkFree);
        return new CsvColumns<>(
                table,
                cells,
                ImmutableList.<Each<T>>builder()
                        .addAll(each)
                        .add(new Each<>(field, own))
                        .build(),
                layout);
    }

    private CsvColumns<T> with(CsvField<T> field, Cell cell) {
        checkFree(field);
        each.stream()
                .filter(column -> column.cells().containsKey(field))
                .findFirst()
                .ifPresent(column -> {
                    throw new IllegalStateException("\"%s\" already comes from several columns".formatted(field));
                });
        return new CsvColumns<>(
                table,
                ImmutableMap.<CsvField<T>, Cell>builder()
                        .putAll(cells)
                        .put(field, cell)
                        .buildOrThrow(),
                each,
                layout);
    }

    private void checkFree(CsvField<T> field) {
        Cell earlier = cells.get(field);
        if (earlier != null) {
            throw new IllegalStateException(
                    earlier.isHeader()
                            ? "\"%s\" already comes from column \"%s\"".formatted(field, earlier.text())
                            : "\"%s\" is already \"%s\" in every row".formatted(field, earlier.text()));
        }
    }

    /** Returns the mapping for a file that is laid out so; unless this is said, {@linkplain CsvLayout#usual as most are}. */
    public CsvColumns<T> in(CsvLayout other) {
        return new CsvColumns<>(table, cells, each, requireNonNull(other, "layout"));
    }

    Class<T> table() {
        return table;
    }

    /** Returns where the fields come from that do not come from several columns. */
    ImmutableMap<CsvField<T>, Cell> cells() {
        return cells;
    }

    /** Returns the columns of a field that has several. */
    ImmutableList<Each<T>> each() {
        return each;
    }

    CsvLayout layout() {
        return layout;
    }

    /** Returns the fields that the mapping has. */
    Collection<CsvField<T>> fields() {
        return Stream.concat(cells.keySet().stream(), each.stream().flatMap(column -> column.cells().keySet().stream()))
                .distinct()
                .toList();
    }

    /** Returns where the fields of each row of the table come from that a row of the file makes. */
    List<Map<CsvField<T>, Cell>> rows() {
        if (each.isEmpty()) {
            return List.of(cells);
        }
        return each.stream()
                .map(column -> (Map<CsvField<T>, Cell>) ImmutableMap.<CsvField<T>, Cell>builder()
                        .putAll(cells)
                        .putAll(column.cells())
                        .buildOrThrow())
                .toList();
    }

    /** Returns the field that has several columns. */
    Optional<CsvField<T>> several() {
        return each.stream().map(Each::field).findFirst();
    }

    /** Returns every header that is read, once. */
    List<String> headers() {
        return Stream.concat(
                        rows().stream()
                                .flatMap(row -> row.values().stream())
                                .filter(Cell::isHeader)
                                .map(Cell::text),
                        layout.frame().rows().keySet().stream())
                .distinct()
                .toList();
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof CsvColumns<?> other
                && cells.equals(other.cells)
                && each.equals(other.each)
                && layout.equals(other.layout);
    }

    @Override
    public int hashCode() {
        return Objects.hash(cells, each, layout);
    }

    @Override
    public String toString() {
        return fields().stream().map(CsvField::name).collect(Collectors.joining(", "));
    }
}
