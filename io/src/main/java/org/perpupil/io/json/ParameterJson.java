package org.perpupil.io.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Maps;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.perpupil.district.FiscalYear;
import org.perpupil.exact.Rational;
import org.perpupil.formula.Parameter;
import org.perpupil.formula.ParameterEntry;
import org.perpupil.formula.ValueType;
import org.perpupil.io.internal.json.CoreJson;
import org.perpupil.io.internal.json.JsonLayout;
import org.perpupil.io.internal.json.JsonOutput;
import org.perpupil.io.internal.json.JsonValue;
import org.perpupil.pupils.GradeSpan;

/** The parameters of a definition: how each is written, and how it is read back. */
final class ParameterJson {
    static final ImmutableMap<String, ValueType> TYPES = Maps.uniqueIndex(List.of(ValueType.values()), CoreJson::word);

    private static final ImmutableMap<String, Kind<YearEntry>> ENTRIES = Kind.byKey(List.of(
            Kind.of(ParameterJson::single, "is", "year", "cite").orAlso("printed"),
            table("bySpan", "span", CoreJson::span, ParameterEntry.BySpan::new),
            table("byText", "text", JsonValue::text, ParameterEntry.ByKey::new)));

    private ParameterJson() {}

    static void write(JsonGenerator out, Parameter parameter) throws IOException {
        JsonLayout.onLines(out, lines -> {
            lines.writeStartObject();
            lines.writeStringField("parameter", parameter.name());
            lines.writeStringField("type", CoreJson.word(parameter.type()));
            lines.writeArrayFieldStart("values");
            for (Map.Entry<FiscalYear, ParameterEntry> entry :
                    parameter.byYear().entrySet()) {
                write(lines, entry.getKey(), entry.getValue());
            }
            lines.writeEndArray();
            lines.writeEndObject();
        });
    }

    private static void write(JsonGenerator out, FiscalYear year, ParameterEntry entry) throws IOException {
        if (entry instanceof ParameterEntry.Single single) {
            JsonLayout.onOneLine(
                    out, line -> write(line, year, single, value -> write(value, single.value(), single.printed())));
        } else if (entry instanceof ParameterEntry.BySpan table) {
            write(out, year, table, rows -> {
                rows.writeArrayFieldStart("bySpan");
                for (Map.Entry<GradeSpan, Rational> row : table.values().entrySet()) {
                    writeRow(
                            rows,
                            row.getValue(),
                            Optional.ofNullable(table.printed().get(row.getKey())),
                            key -> {
                                key.writeFieldName("span");
                                CoreJson.write(key, row.getKey());
                            });
                }
                rows.writeEndArray();
            });
        } else if (entry instanceof ParameterEntry.ByKey table) {
            write(out, year, table, rows -> {
                rows.writeArrayFieldStart("byText");
                for (Map.Entry<String, Rational> row : table.values().entrySet()) {
                    writeRow(
                            rows,
                            row.getValue(),
                            Optional.ofNullable(table.printed().get(row.getKey())),
                            key -> key.writeStringField("text", row.getKey()));
                }
                rows.writeEndArray();
            });
        } else {
            throw new AssertionError("a parameter's entry of a kind that is not written: " + entry);
        }
    }

    private static void write(JsonGenerator out, FiscalYear year, ParameterEntry entry, JsonOutput.Body values)
            throws IOException {
        out.writeStartObject();
        out.writeStringField("year", year.toString());
        values.writeTo(out);
        out.writeStringField("cite", entry.citation());
        out.writeEndObject();
    }

    private static void writeRow(JsonGenerator out, Rational value, Optional<String> printed, JsonOutput.Body key)
            throws IOException {
        JsonLayout.onOneLine(out, line -> {
            line.writeStartObject();
            key.writeTo(line);
            write(line, value, printed);
            line.writeEndObject();
        });
    }

    /** Writes a value with the digits that were printed, or beside them where they say something else. */
    private static void write(JsonGenerator out, Rational value, Optional<String> printed) throws IOException {
        String plain = CoreJson.text(value);
        Optional<String> digits = printed.filter(text -> !text.equals(plain)
                && CoreJson.number(text).filter(value::equals).isPresent());
        out.writeStringField("is", digits.orElse(plain));
        if (printed.isPresent() && digits.isEmpty()) {
            out.writeStringField("printed", printed.get());
        }
    }

    static Optional<Parameter> parameter(JsonValue value, DefinitionNames names) {
        int mark = value.document().mark();
        JsonValue.Fields fields = value.fields(ImmutableSet.of("parameter", "type", "values"), Set.of());
        Optional<String> name = fields.get("parameter", names::newParameter);
        Optional<ValueType> type = fields.get("type", text -> CoreJson.constant(text, TYPES));
        List<YearEntry> entries = fields.list("values", entry -> Kind.read(entry, "a value of a year", ENTRIES, names));
        return value.document().make(mark, value, () -> {
            Parameter parameter = type.orElseThrow() == ValueType.MONEY
                    ? Parameter.dollars(name.orElseThrow())
                    : Parameter.number(name.orElseThrow());
            for (YearEntry entry : entries) {
                parameter = parameter.in(entry.year().ending(), entry.entry());
            }
            return parameter;
        });
    }

    /** What a parameter is in a year. */
    private record YearEntry(FiscalYear year, ParameterEntry entry) {}

    /** A value with the digits that were printed, where it does not write itself like that. */
    private record Printed(Rational value, Optional<String> text) {}

    /** What makes a table of its values and their digits. */
    @FunctionalInterface
    private interface Table<K> {
        ParameterEntry of(Map<K, Rational> values, Map<K, String> printed, String citation);
    }

    private static Supplier<YearEntry> single(JsonValue.Fields fields, DefinitionNames names) {
        Optional<FiscalYear> year = fields.get("year", CoreJson::year);
        Optional<Printed> value = printed(fields);
        Optional<String> citation = fields.get("cite", JsonValue::text);
        return () -> new YearEntry(
                year.orElseThrow(),
                new ParameterEntry.Single(
                        value.orElseThrow().value(), value.orElseThrow().text(), citation.orElseThrow()));
    }

    private static <K> Kind<YearEntry> table(
            String key, String rowKey, Function<JsonValue, Optional<K>> read, Table<K> make) {
        return Kind.of(
                (fields, names) -> {
                    Optional<FiscalYear> year = fields.get("year", CoreJson::year);
                    Map<K, Rational> values = new LinkedHashMap<>();
                    Map<K, String> printed = new LinkedHashMap<>();
                    fields.list(key, row -> {
                        JsonValue.Fields parts = row.fields(ImmutableSet.of(rowKey, "is"), ImmutableSet.of("printed"));
                        Optional<K> of = parts.get(rowKey, read);
                        Optional<Printed> value = printed(parts);
                        if (of.isPresent() && value.isPresent()) {
                            if (values.putIfAbsent(of.get(), value.get().value()) != null) {
                                row.fault(
                                        "json.value",
                                        "a second entry for " + of.get(),
                                        "one entry for a " + rowKey,
                                        "Remove one of the two.");
                            }
                            value.get().text().ifPresent(text -> printed.put(of.get(), text));
                        }
                        return value;
                    });
                    Optional<String> citation = fields.get("cite", JsonValue::text);
                    return () -> new YearEntry(year.orElseThrow(), make.of(values, printed, citation.orElseThrow()));
                },
                key,
                "year",
                "cite");
    }

    private static Optional<Printed> printed(JsonValue.Fields fields) {
        Optional<String> otherwise = fields.get("printed", JsonValue::text);
        return fields.get(
                "is",
                value -> value.parsed(
                        text -> {
                            Rational number = CoreJson.number(text).orElseThrow(IllegalArgumentException::new);
                            return new Printed(
                                    number,
                                    otherwise.or(() ->
                                            Optional.of(text).filter(digits -> !digits.equals(CoreJson.text(number)))));
                        },
                        "a decimal, a fraction or a per cent in quotes, such as \"0.340\", \"1/3\" or \"34%\""));
    }
}
