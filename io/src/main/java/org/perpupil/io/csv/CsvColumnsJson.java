package org.perpupil.io.csv;

import com.fasterxml.jackson.core.JsonGenerator;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.perpupil.io.internal.json.CoreJson;
import org.perpupil.io.internal.json.JsonDocument;
import org.perpupil.io.internal.json.JsonOutput;
import org.perpupil.io.internal.json.JsonParts;
import org.perpupil.io.internal.json.JsonValue;
import org.perpupil.problem.ProblemException;

/**
 * A {@link CsvColumns} as JSON, and back, so that the mapping of a file is a file too and needs no code.
 *
 * <pre>{@code
 * { "kind": "table columns", "schema": 1, "table": "budgets",
 *   "fields": [ {"field": "school", "column": "School Code"},
 *               {"field": "source", "column": "Fund", "meaning": {"01": "general", "3010": "title-i"}},
 *               {"field": "held", "always": "free"} ],
 *   "each": [ {"field": "amount", "column": "AMT_GENED", "with": {"line": "general education"}},
 *             {"field": "amount", "column": "AMT_ELL", "with": {"line": "English learners"}} ],
 *   "layout": {"missing": {"not given": ["NA"]}} }
 * }</pre>
 *
 * <p>The layout is that of {@link SchoolColumnsJson}. What is written is read back equal.
 */
public final class CsvColumnsJson {
    private static final String KIND = "table columns";

    /** The fields of every reader, in the order in which they are told; those of pupils' needs have a name of their own. */
    private static final ImmutableList<CsvField<?>> FIELDS = ImmutableList.<CsvField<?>>builder()
            .add(BudgetsCsv.SCHOOL, BudgetsCsv.SOURCE, BudgetsCsv.LINE, BudgetsCsv.AMOUNT, BudgetsCsv.HELD)
            .add(CountsCsv.SCHOOL, CountsCsv.SPAN, CountsCsv.GROUP, CountsCsv.PUPILS)
            .add(InvestmentsCsv.SCHOOL, InvestmentsCsv.ACTION, InvestmentsCsv.INVESTMENT, InvestmentsCsv.DESCRIPTION)
            .add(InvestmentsCsv.PRIORITY, InvestmentsCsv.AMOUNT, InvestmentsCsv.FTE, InvestmentsCsv.UNITS)
            .add(InvestmentsCsv.PRICE, InvestmentsCsv.ACCOUNT, InvestmentsCsv.SERVES, InvestmentsCsv.REACHES)
            .add(InvestmentsCsv.EVIDENCE, InvestmentsCsv.RECURS)
            .add(OutcomesCsv.UNIT, OutcomesCsv.YEAR, OutcomesCsv.MEASURE, OutcomesCsv.GROUP, OutcomesCsv.VALUE)
            .add(PupilsCsv.SCHOOL, PupilsCsv.GRADE, PupilsCsv.SHARE, PupilsCsv.PUPIL)
            .add(RevenuesCsv.SOURCE, RevenuesCsv.NAME, RevenuesCsv.ORIGIN, RevenuesCsv.AMOUNT, RevenuesCsv.PURPOSE)
            .add(SpendingCsv.SCHOOL, SpendingCsv.SOURCE, SpendingCsv.LEVEL, SpendingCsv.AMOUNT, SpendingCsv.ACCOUNT)
            .add(StaffCsv.SCHOOL, StaffCsv.LEVEL, StaffCsv.JOB, StaffCsv.FTE, StaffCsv.PAY, StaffCsv.YEARS)
            .build();

    private CsvColumnsJson() {}

    /**
     * Writes a mapping to a file, whole or not at all.
     *
     * @throws IOException if the file cannot be written; an older one is then left as it was
     */
    public static void write(CsvColumns<?> columns, Path file) throws IOException {
        JsonOutput.write(file, KIND, out -> writeTo(out, columns));
    }

    /** Returns a mapping as the text of a document. */
    public static String toJson(CsvColumns<?> columns) {
        return JsonOutput.text(KIND, out -> writeTo(out, columns));
    }

    /**
     * Reads a mapping from a file.
     *
     * @param table the reader that the mapping is for, such as {@code BudgetsCsv.class}
     * @throws IOException if the file cannot be read
     * @throws ProblemException with every fault of the document that can be told; a mapping for another reader is one
     */
    public static <T> CsvColumns<T> read(Path file, Class<T> table) throws IOException {
        try (InputStream stream = Files.newInputStream(file)) {
            return JsonDocument.read(
                    stream, file.toString(), KIND, Set.of(), JsonDocument.Limits.USUAL, root -> columns(root, table));
        }
    }

    /**
     * Reads what {@link #toJson} writes.
     *
     * @param table the reader that the mapping is for, such as {@code BudgetsCsv.class}
     * @throws ProblemException with every fault of the document that can be told; a mapping for another reader is one
     */
    public static <T> CsvColumns<T> parse(String json, Class<T> table) {
        return JsonDocument.read(json, KIND, Set.of(), root -> columns(root, table));
    }

    /** Returns what a table is called in documents: {@code budgets} for {@code BudgetsCsv}. */
    private static String name(Class<?> table) {
        return table.getSimpleName().replaceFirst("Csv$", "").toLowerCase(Locale.ROOT);
    }

    private static <T> void writeTo(JsonGenerator out, CsvColumns<T> columns) throws IOException {
        out.writeStringField("table", name(columns.table()));
        JsonParts.writeLines(out, "fields", columns.cells().entrySet(), (line, field) -> {
            line.writeStringField("field", field.getKey().name());
            line.writeStringField(
                    field.getValue().isHeader() ? "column" : "always",
                    field.getValue().text());
            LayoutJson.writeTexts(line, "meaning", field.getValue().codes());
        });
        JsonParts.writeLines(out, "each", columns.each(), (line, each) -> {
            line.writeStringField("field", each.field().name());
            Map<String, String> with = new LinkedHashMap<>();
            for (Map.Entry<CsvField<T>, CsvColumns.Cell> cell : each.cells().entrySet()) {
                if (cell.getValue().isHeader()) {
                    line.writeStringField("column", cell.getValue().text());
                } else {
                    with.put(cell.getKey().name(), cell.getValue().text());
                }
            }
            LayoutJson.writeTexts(line, "with", with);
        });
        LayoutJson.write(out, columns.layout());
    }

    private static <T> Optional<CsvColumns<T>> columns(JsonValue root, Class<T> table) {
        JsonValue.Fields fields =
                root.fields(ImmutableSet.of("kind", "schema", "table"), ImmutableSet.of("fields", "each", "layout"));
        fields.get(
                "table",
                value -> value.parsed(
                        text -> {
                            if (!text.equals(name(table))) {
                                throw new IllegalArgumentException();
                            }
                            return text;
                        },
                        "\"%s\", the table that is to be read".formatted(name(table))));
        LayoutJson.Steps<CsvColumns<T>> columns = new LayoutJson.Steps<>(CsvColumns.none(table));
        fields.get("fields", JsonValue::elements)
                .ifPresent(all -> all.forEach(value -> takeField(columns, value, table)));
        fields.get("each", JsonValue::elements).ifPresent(all -> all.forEach(value -> takeEach(columns, value, table)));
        CsvLayout layout = fields.get("layout", value -> Optional.of(LayoutJson.read(value)))
                .orElse(CsvLayout.usual());
        return Optional.of(columns.made().in(layout));
    }

    private static <T> void takeField(LayoutJson.Steps<CsvColumns<T>> columns, JsonValue value, Class<T> table) {
        boolean isConstant = value.byName().containsKey("always");
        JsonValue.Fields fields = isConstant
                ? value.fields(ImmutableSet.of("field", "always"), Set.of())
                : value.fields(ImmutableSet.of("field", "column"), ImmutableSet.of("meaning"));
        Optional<CsvField<T>> field = fields.get("field", name -> field(name, table));
        Optional<String> text = fields.get(isConstant ? "always" : "column", JsonValue::text);
        Map<String, String> meaning = LayoutJson.texts(fields, "meaning");
        if (field.isPresent() && text.isPresent()) {
            columns.take(
                    value,
                    all -> isConstant
                            ? all.always(field.get(), text.get())
                            : meaning.isEmpty()
                                    ? all.and(field.get(), text.get())
                                    : all.and(field.get(), text.get(), meaning));
        }
    }

    private static <T> void takeEach(LayoutJson.Steps<CsvColumns<T>> columns, JsonValue value, Class<T> table) {
        JsonValue.Fields fields = value.fields(ImmutableSet.of("field", "column"), ImmutableSet.of("with"));
        Optional<CsvField<T>> field = fields.get("field", name -> field(name, table));
        Optional<String> column = fields.get("column", JsonValue::text);
        Map<CsvField<T>, String> with = new LinkedHashMap<>();
        LayoutJson.texts(fields, "with")
                .forEach((name, text) -> known(name, table)
                        .ifPresentOrElse(
                                other -> with.put(other, text), () -> tellUnknown(value, "\"" + name + "\"", table)));
        if (field.isPresent() && column.isPresent()) {
            columns.take(value, all -> all.each(field.get(), column.get(), with));
        }
    }

    private static <T> Optional<CsvField<T>> field(JsonValue value, Class<T> table) {
        Optional<String> name = CoreJson.name(value);
        Optional<CsvField<T>> field = name.flatMap(text -> known(text, table));
        if (name.isPresent() && field.isEmpty()) {
            tellUnknown(value, value.content().shown(), table);
        }
        return field;
    }

    private static void tellUnknown(JsonValue value, String found, Class<?> table) {
        value.fault(
                "json.field-unknown",
                "the field " + found,
                "one of " + fields(table).stream().map(CsvField::name).collect(Collectors.joining(", ")),
                "Correct the name of the field.");
    }

    private static List<CsvField<?>> fields(Class<?> table) {
        return FIELDS.stream().filter(field -> field.table().equals(table)).toList();
    }

    @SuppressWarnings("unchecked") // a field of the table
    private static <T> Optional<CsvField<T>> known(String name, Class<T> table) {
        return fields(table).stream()
                .filter(field -> field.name().equals(name))
                .findFirst()
                .or(() -> table.equals(PupilsCsv.class) ? PupilsCsv.needNamed(name) : Optional.empty())
                .map(field -> (CsvField<T>) field);
    }
}
