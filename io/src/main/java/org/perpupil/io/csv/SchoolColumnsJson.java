package org.perpupil.io.csv;

import com.fasterxml.jackson.core.JsonGenerator;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Maps;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.perpupil.io.internal.json.CoreJson;
import org.perpupil.io.internal.json.JsonDocument;
import org.perpupil.io.internal.json.JsonLayout;
import org.perpupil.io.internal.json.JsonOutput;
import org.perpupil.io.internal.json.JsonParts;
import org.perpupil.io.internal.json.JsonValue;
import org.perpupil.problem.ProblemException;
import org.perpupil.pupils.CountBasis;
import org.perpupil.pupils.Grade;
import org.perpupil.pupils.GradeSpan;
import org.perpupil.pupils.NeedCategory;
import org.perpupil.pupils.PupilGroup;

/**
 * A {@link SchoolColumns} as JSON, and back, so that the mapping of a district's file is a file too and needs no code.
 *
 * <pre>{@code
 * { "kind": "school columns", "schema": 1,
 *   "id": [ {"column": "County Code", "digits": "2"}, {"column": "School Code", "digits": "7"} ],
 *   "name": "School Name",
 *   "grades": {"lowest": "Low Grade", "highest": "High Grade", "meaning": {"Adult": "12"}},
 *   "counts": [ {"basis": "current", "columns": [
 *     {"group": "all pupils", "column": "Enrollment"},
 *     {"group": "poverty", "column": "FRPM %", "percent": true} ]} ],
 *   "facts": { "charter": {"flag": "Chtr", "yes": ["Y"], "no": ["N"]}, "miles": {"number": "Miles"} },
 *   "rowsAddUp": true,
 *   "layout": {"separator": ";", "headerWith": ["School Code"], "endingBefore": "Total", "decimals": "comma",
 *              "roundingCents": "half up", "onlyRows": {"Year": "2026"}, "missing": {"suppressed": ["<10"]}} }
 * }</pre>
 *
 * <p>In place of {@code grades} there may be {@code "level": {"column": "Type", "spans": {"E": {"name": "elementary", "first": "K", "last":
 * "5"}}}}; a column of counts may have a {@code span}; a fact is a {@code number}, {@code money}, {@code text} or {@code flag}. What is written is read back equal.
 */
public final class SchoolColumnsJson {
    private static final String KIND = "school columns";

    private static final ImmutableMap<String, SchoolColumns.Fact.Kind> FACTS =
            Maps.uniqueIndex(List.of(SchoolColumns.Fact.Kind.values()), CoreJson::word);

    private SchoolColumnsJson() {}

    /**
     * Writes a mapping to a file, whole or not at all.
     *
     * @throws IOException if the file cannot be written; an older one is then left as it was
     */
    public static void write(SchoolColumns columns, Path file) throws IOException {
        JsonOutput.write(file, KIND, out -> write(out, columns));
    }

    /** Returns a mapping as the text of a document. */
    public static String toJson(SchoolColumns columns) {
        return JsonOutput.text(KIND, out -> write(out, columns));
    }

    /**
     * Reads a mapping from a file.
     *
     * @throws IOException if the file cannot be read
     * @throws ProblemException with every fault of the document that can be told
     */
    public static SchoolColumns read(Path file) throws IOException {
        try (InputStream stream = Files.newInputStream(file)) {
            return JsonDocument.read(
                    stream, file.toString(), KIND, Set.of(), JsonDocument.Limits.USUAL, SchoolColumnsJson::columns);
        }
    }

    /**
     * Reads what {@link #toJson} writes.
     *
     * @throws ProblemException with every fault of the document that can be told
     */
    public static SchoolColumns parse(String json) {
        return JsonDocument.read(json, KIND, Set.of(), SchoolColumnsJson::columns);
    }

    private static void write(JsonGenerator out, SchoolColumns columns) throws IOException {
        JsonParts.writeLines(out, "id", columns.id(), (line, part) -> {
            line.writeStringField("column", part.column());
            if (part.digits() > 0) {
                line.writeStringField("digits", Integer.toString(part.digits()));
            }
        });
        out.writeStringField("name", columns.name());
        if (columns.level().isPresent()) {
            write(out, columns.level().get());
        }
        out.writeArrayFieldStart("counts");
        for (SchoolColumns.Counts counts : columns.counts()) {
            out.writeStartObject();
            out.writeStringField("basis", counts.basis().toString());
            JsonParts.writeLines(out, "columns", counts.cells(), SchoolColumnsJson::write);
            out.writeEndObject();
        }
        out.writeEndArray();
        if (!columns.facts().isEmpty()) {
            out.writeObjectFieldStart("facts");
            for (SchoolColumns.Fact fact : columns.facts()) {
                JsonParts.writeLine(out, fact.name(), fact, (line, of) -> {
                    line.writeStringField(CoreJson.word(of.kind()), of.column());
                    JsonParts.writeTexts(line, "yes", of.yes());
                    JsonParts.writeTexts(line, "no", of.no());
                });
            }
            out.writeEndObject();
        }
        if (columns.rowsAddUp()) {
            out.writeBooleanField("rowsAddUp", true);
        }
        LayoutJson.write(out, columns.layout());
    }

    private static void write(JsonGenerator out, SchoolColumns.Level level) throws IOException {
        if (level.highest().isPresent()) {
            out.writeObjectFieldStart("grades");
            out.writeStringField("lowest", level.column());
            out.writeStringField("highest", level.highest().get());
            LayoutJson.writeTexts(out, "meaning", Maps.transformValues(level.grades(), Grade::code));
        } else {
            out.writeObjectFieldStart("level");
            out.writeStringField("column", level.column());
            out.writeObjectFieldStart("spans");
            for (Map.Entry<String, GradeSpan> span : level.byCode().entrySet()) {
                out.writeFieldName(span.getKey());
                JsonLayout.onOneLine(out, line -> CoreJson.write(line, span.getValue()));
            }
            out.writeEndObject();
        }
        out.writeEndObject();
    }

    private static void write(JsonGenerator line, SchoolColumns.Count count) throws IOException {
        line.writeFieldName("group");
        CoreJson.write(line, count.group());
        if (count.span().isPresent()) {
            line.writeFieldName("span");
            CoreJson.write(line, count.span().get());
        }
        line.writeStringField("column", count.column());
        if (count.percent()) {
            line.writeBooleanField("percent", true);
        }
    }

    private static Optional<SchoolColumns> columns(JsonValue root) {
        int mark = root.document().mark();
        JsonValue.Fields fields = root.fields(
                ImmutableSet.of("kind", "schema", "id", "name", "counts"),
                ImmutableSet.of("grades", "level", "facts", "rowsAddUp", "layout"));
        List<SchoolColumns.Digits> id = fields.list("id", SchoolColumnsJson::digits);
        Optional<String> name = fields.get("name", CoreJson::name);
        Optional<Function<SchoolColumns.Pupils, SchoolColumns.WholeSchool>> level =
                fields.get("grades", SchoolColumnsJson::grades).or(() -> fields.get("level", SchoolColumnsJson::level));
        LayoutJson.tellBoth(root, "grades", "level");
        List<Basis> counts = fields.list("counts", SchoolColumnsJson::basis);
        List<UnaryOperator<SchoolColumns>> facts = new ArrayList<>();
        fields.get("facts", all -> Optional.of(all.byName()))
                .ifPresent(all -> all.forEach((fact, value) -> fact(fact, value).ifPresent(facts::add)));
        boolean rowsAddUp = fields.get("rowsAddUp", JsonValue::flag).orElse(false);
        CsvLayout layout = fields.get("layout", value -> Optional.of(LayoutJson.read(value)))
                .orElse(CsvLayout.usual());
        return root.document().make(mark, root, () -> {
            if (id.isEmpty() || counts.isEmpty()) {
                throw new IllegalArgumentException(
                        "a school has at least one column with its id, and one with its pupils");
            }
            SchoolColumns.Pupils start = SchoolColumns.id(
                            id.get(0), id.subList(1, id.size()).toArray(SchoolColumns.Digits[]::new))
                    .name(name.orElseThrow());
            SchoolColumns columns = counts.get(0).first(start, level);
            for (Basis basis : counts.subList(1, counts.size())) {
                columns = basis.added(columns);
            }
            for (UnaryOperator<SchoolColumns> fact : facts) {
                columns = fact.apply(columns);
            }
            return (rowsAddUp ? columns.addingUpRows() : columns).in(layout);
        });
    }

    /** The columns on one basis, the first of which has all pupils. */
    private record Basis(String name, List<SchoolColumns.Count> columns) {
        Basis {
            if (columns.isEmpty()
                    || columns.get(0).percent()
                    || !columns.get(0).group().equals(NeedCategory.ALL_PUPILS)) {
                throw new IllegalArgumentException("the first column of counts is that of all pupils");
            }
        }

        SchoolColumns first(
                SchoolColumns.Pupils start, Optional<Function<SchoolColumns.Pupils, SchoolColumns.WholeSchool>> level) {
            if (!name.equals(CountBasis.CURRENT.toString())) {
                throw new IllegalArgumentException("the first counts are the %s ones".formatted(CountBasis.CURRENT));
            }
            SchoolColumns.Count pupils = columns.get(0);
            if (level.isPresent() && pupils.span().isPresent()) {
                throw new IllegalArgumentException("a school has one level, or pupils by span, and not both");
            }
            return withRest(
                    level.isPresent()
                            ? level.get().apply(start).pupils(pupils.column())
                            : pupils.span().isPresent()
                                    ? start.pupilsIn(pupils.span().get(), pupils.column())
                                    : start.pupils(pupils.column()));
        }

        SchoolColumns added(SchoolColumns before) {
            SchoolColumns.Count pupils = columns.get(0);
            SchoolColumns.OtherBasis other = before.counted(name);
            return withRest(
                    pupils.span().isPresent()
                            ? other.pupilsIn(pupils.span().get(), pupils.column())
                            : other.pupils(pupils.column()));
        }

        private SchoolColumns withRest(SchoolColumns start) {
            SchoolColumns all = start;
            for (SchoolColumns.Count count : columns.subList(1, columns.size())) {
                all = with(all, count);
            }
            return all;
        }

        private static SchoolColumns with(SchoolColumns before, SchoolColumns.Count count) {
            if (count.span().isEmpty()) {
                return count.percent()
                        ? before.needFromPercent(count.group(), count.column())
                        : before.need(count.group(), count.column());
            }
            GradeSpan span = count.span().get();
            if (count.group().equals(NeedCategory.ALL_PUPILS) && !count.percent()) {
                return before.pupilsIn(span, count.column());
            }
            return count.percent()
                    ? before.needFromPercentIn(count.group(), span, count.column())
                    : before.needIn(count.group(), span, count.column());
        }
    }

    private static Optional<SchoolColumns.Digits> digits(JsonValue value) {
        int mark = value.document().mark();
        JsonValue.Fields fields = value.fields(ImmutableSet.of("column"), ImmutableSet.of("digits"));
        Optional<String> column = fields.get("column", CoreJson::name);
        Optional<Integer> digits = fields.get("digits", number -> CoreJson.wholeNumber(number, 1));
        return value.document()
                .make(mark, value, () -> new SchoolColumns.Digits(column.orElseThrow(), digits.orElse(0)));
    }

    private static Optional<Function<SchoolColumns.Pupils, SchoolColumns.WholeSchool>> grades(JsonValue value) {
        JsonValue.Fields fields = value.fields(ImmutableSet.of("lowest", "highest"), ImmutableSet.of("meaning"));
        Optional<String> lowest = fields.get("lowest", CoreJson::name);
        Optional<String> highest = fields.get("highest", CoreJson::name);
        Map<String, Grade> meaning = new LinkedHashMap<>();
        fields.get("meaning", all -> Optional.of(all.byName()))
                .ifPresent(all ->
                        all.forEach((text, grade) -> grade.parsed(Grade::parse, "a grade: PK, TK, K, 1 to 12 or UG")
                                .ifPresent(read -> meaning.put(text, read))));
        return lowest.isPresent() && highest.isPresent()
                ? Optional.of(start -> start.gradesFrom(lowest.get(), highest.get(), meaning))
                : Optional.empty();
    }

    private static Optional<Function<SchoolColumns.Pupils, SchoolColumns.WholeSchool>> level(JsonValue value) {
        JsonValue.Fields fields = value.fields(ImmutableSet.of("column", "spans"), Set.of());
        Optional<String> column = fields.get("column", CoreJson::name);
        Map<String, GradeSpan> spans = new LinkedHashMap<>();
        fields.get("spans", all -> Optional.of(all.byName()))
                .ifPresent(all ->
                        all.forEach((code, span) -> CoreJson.span(span).ifPresent(read -> spans.put(code, read))));
        return column.map(known -> start -> start.levelFrom(known, spans));
    }

    private static Optional<Basis> basis(JsonValue value) {
        int mark = value.document().mark();
        JsonValue.Fields fields = value.fields(ImmutableSet.of("basis", "columns"), Set.of());
        Optional<String> basis = fields.get("basis", CoreJson::name);
        List<SchoolColumns.Count> columns = fields.list("columns", SchoolColumnsJson::count);
        return value.document().make(mark, value, () -> new Basis(basis.orElseThrow(), columns));
    }

    private static Optional<SchoolColumns.Count> count(JsonValue value) {
        int mark = value.document().mark();
        JsonValue.Fields fields = value.fields(ImmutableSet.of("group", "column"), ImmutableSet.of("span", "percent"));
        Optional<PupilGroup> group = fields.get("group", CoreJson::group);
        Optional<String> column = fields.get("column", CoreJson::name);
        Optional<GradeSpan> span = fields.get("span", CoreJson::span);
        boolean percent = fields.get("percent", JsonValue::flag).orElse(false);
        return value.document()
                .make(
                        mark,
                        value,
                        () -> new SchoolColumns.Count(group.orElseThrow(), span, column.orElseThrow(), percent));
    }

    private static Optional<UnaryOperator<SchoolColumns>> fact(String name, JsonValue value) {
        int mark = value.document().mark();
        SchoolColumns.Fact.Kind kind = FACTS.entrySet().stream()
                .filter(known -> value.byName().containsKey(known.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(SchoolColumns.Fact.Kind.NUMBER);
        String key = CoreJson.word(kind);
        boolean isFlag = kind == SchoolColumns.Fact.Kind.FLAG;
        JsonValue.Fields fields =
                value.fields(isFlag ? ImmutableSet.of(key, "yes", "no") : ImmutableSet.of(key), Set.of());
        Optional<String> column = fields.get(key, CoreJson::name);
        List<String> yes = fields.list("yes", JsonValue::text);
        List<String> no = fields.list("no", JsonValue::text);
        return value.document().make(mark, value, () -> {
            String header = column.orElseThrow();
            return switch (kind) {
                case NUMBER -> all -> all.number(name, header);
                case MONEY -> all -> all.money(name, header);
                case TEXT -> all -> all.text(name, header);
                case FLAG -> all -> all.flag(name, header, yes, no);
            };
        });
    }
}
