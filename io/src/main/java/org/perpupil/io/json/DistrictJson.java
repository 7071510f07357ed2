package org.perpupil.io.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Maps;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.perpupil.district.District;
import org.perpupil.district.School;
import org.perpupil.district.SchoolId;
import org.perpupil.io.internal.json.CoreJson;
import org.perpupil.io.internal.json.JsonDocument;
import org.perpupil.io.internal.json.JsonOutput;
import org.perpupil.io.internal.json.JsonValue;
import org.perpupil.money.Money;
import org.perpupil.problem.Missing;
import org.perpupil.problem.ProblemException;
import org.perpupil.pupils.CountBasis;
import org.perpupil.pupils.Enrollment;
import org.perpupil.pupils.GradeSpan;
import org.perpupil.pupils.PupilCount;
import org.perpupil.pupils.PupilGroup;
import org.perpupil.revenue.SourceId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A district as JSON, and back: its levels, revenues and schools, with every count and fact.
 *
 * <pre>{@code
 * { "kind": "district", "schema": 1, "name": "Unified District", "currency": "$",
 *   "levels": [ {"name": "elementary", "first": "K", "last": "5"} ],
 *   "revenues": [ {"source": "general", "amount": "1200000.00"} ],
 *   "schools": [ {
 *     "id": "101", "name": "Lincoln",
 *     "counts": [ {"basis": "current", "groups": [
 *       {"group": "all pupils", "cells": [ {"span": {"name": "elementary", "first": "K", "last": "5"}, "pupils": "412"} ]},
 *       {"group": {"anyOf": ["English learner", "poverty"]}, "estimate": "by the state's ratio", "cells": [ … ]} ]} ],
 *     "facts": { "charter": {"flag": false}, "last year": {"money": "981000.00"},
 *                "miles": {"number": "2.5"}, "type": {"text": "E"} },
 *     "missing": { "graduates": "not applicable" } } ] }
 * }</pre>
 *
 * <p>Counts may have {@code "missing": [ {"group": "foster", "why": "suppressed"} ]} beside their groups.
 *
 * <p>What is written is read back equal. The first basis is the one that holds where none is named.
 */
public final class DistrictJson {
    private static final ImmutableMap<String, Missing> MISSING =
            Maps.uniqueIndex(List.of(Missing.NOT_APPLICABLE, Missing.SUPPRESSED), CoreJson::word);

    private static final ImmutableSet<String> CELL_KEYS = ImmutableSet.of("span", "pupils");
    private static final ImmutableSet<String> GROUP_KEYS = ImmutableSet.of("group", "cells");
    private static final ImmutableSet<String> MORE_GROUP_KEYS = ImmutableSet.of("estimate");

    private static final Logger LOG = LoggerFactory.getLogger(DistrictJson.class);

    private static final String KIND = "district";

    private DistrictJson() {}

    /**
     * Writes a district to a file, whole or not at all.
     *
     * @throws IOException if the file cannot be written; an older one is then left as it was
     */
    public static void write(District district, Path file) throws IOException {
        JsonOutput.write(file, KIND, out -> write(out, district));
    }

    /**
     * Writes a district as UTF-8. The stream is flushed and not closed.
     *
     * @throws IOException if the stream throws it
     */
    public static void write(District district, OutputStream stream) throws IOException {
        JsonOutput.write(stream, KIND, out -> write(out, district));
    }

    /** Returns a district as the text of a document. */
    public static String toJson(District district) {
        return JsonOutput.text(KIND, out -> write(out, district));
    }

    /**
     * Reads a district from a file.
     *
     * @throws IOException if the file cannot be read
     * @throws ProblemException with every fault of the document that can be told, and those of {@link District.Builder#build()}
     */
    public static District read(Path file) throws IOException {
        try (InputStream stream = Files.newInputStream(file)) {
            return read(stream, file.toString());
        }
    }

    /**
     * Reads a district from a stream, to its end. The stream is not closed.
     *
     * @param sourceName what the document is called in problems, in place of a file name
     * @throws IOException if the stream throws it
     * @throws ProblemException with every fault of the document that can be told, and those of {@link District.Builder#build()}
     */
    public static District read(InputStream stream, String sourceName) throws IOException {
        District district = JsonDocument.read(
                stream, sourceName, KIND, Set.of(), JsonDocument.Limits.USUAL, DistrictJson::district);
        LOG.debug("read {}: {} schools", sourceName, district.schools().size());
        return district;
    }

    /**
     * Reads what {@link #toJson} writes.
     *
     * @throws ProblemException with every fault of the document that can be told, and those of {@link District.Builder#build()}
     */
    public static District parse(String json) {
        return JsonDocument.read(json, KIND, Set.of(), DistrictJson::district);
    }

    private static void write(JsonGenerator out, District district) throws IOException {
        out.writeStringField("name", district.name());
        out.writeStringField("currency", district.currencySign());
        out.writeArrayFieldStart("levels");
        for (GradeSpan level : district.levels()) {
            CoreJson.write(out, level);
        }
        out.writeEndArray();
        out.writeArrayFieldStart("revenues");
        for (Map.Entry<SourceId, Money> revenue : district.revenues().entrySet()) {
            out.writeStartObject();
            out.writeStringField("source", revenue.getKey().value());
            out.writeStringField("amount", revenue.getValue().toString());
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeArrayFieldStart("schools");
        for (School school : district.schools()) {
            write(out, school);
        }
        out.writeEndArray();
    }

    private static void write(JsonGenerator out, School school) throws IOException {
        out.writeStartObject();
        out.writeStringField("id", school.id().value());
        out.writeStringField("name", school.name());
        out.writeArrayFieldStart("counts");
        for (Map.Entry<CountBasis, Enrollment> counts : school.enrollments().entrySet()) {
            out.writeStartObject();
            out.writeStringField("basis", counts.getKey().name());
            write(out, counts.getValue());
            out.writeEndObject();
        }
        out.writeEndArray();
        if (!school.facts().isEmpty()) {
            out.writeObjectFieldStart("facts");
            for (Map.Entry<String, Object> fact : school.facts().entrySet()) {
                out.writeObjectFieldStart(fact.getKey());
                writeFact(out, fact.getValue());
                out.writeEndObject();
            }
            out.writeEndObject();
        }
        if (!school.missing().isEmpty()) {
            out.writeObjectFieldStart("missing");
            for (Map.Entry<String, Missing> fact : school.missing().entrySet()) {
                out.writeStringField(fact.getKey(), CoreJson.word(fact.getValue()));
            }
            out.writeEndObject();
        }
        out.writeEndObject();
    }

    private static void write(JsonGenerator out, Enrollment enrollment) throws IOException {
        out.writeArrayFieldStart("groups");
        for (PupilGroup group : enrollment.groups()) {
            out.writeStartObject();
            out.writeFieldName("group");
            CoreJson.write(out, group);
            if (enrollment.estimate(group).isPresent()) {
                out.writeStringField("estimate", enrollment.estimate(group).get());
            }
            out.writeArrayFieldStart("cells");
            for (Map.Entry<GradeSpan, PupilCount> cell : enrollment.cells(group).entrySet()) {
                out.writeStartObject();
                out.writeFieldName("span");
                CoreJson.write(out, cell.getKey());
                out.writeStringField("pupils", cell.getValue().toString());
                out.writeEndObject();
            }
            out.writeEndArray();
            out.writeEndObject();
        }
        out.writeEndArray();
        if (!enrollment.missing().isEmpty()) {
            out.writeArrayFieldStart("missing");
            for (Map.Entry<PupilGroup, Missing> group : enrollment.missing().entrySet()) {
                out.writeStartObject();
                out.writeFieldName("group");
                CoreJson.write(out, group.getKey());
                out.writeStringField("why", CoreJson.word(group.getValue()));
                out.writeEndObject();
            }
            out.writeEndArray();
        }
    }

    private static void writeFact(JsonGenerator out, Object value) throws IOException {
        if (value instanceof BigDecimal number) {
            out.writeStringField("number", number.toPlainString());
        } else if (value instanceof Money money) {
            out.writeStringField("money", money.toString());
        } else if (value instanceof Boolean flag) {
            out.writeBooleanField("flag", flag);
        } else {
            out.writeStringField("text", (String) value);
        }
    }

    private static Optional<District> district(JsonValue root) {
        int mark = root.document().mark();
        JsonValue.Fields fields = root.fields(
                ImmutableSet.of("kind", "schema", "name", "currency", "levels", "revenues", "schools"), Set.of());
        Optional<String> name = fields.get("name", CoreJson::name);
        Optional<String> currency = fields.get("currency", JsonValue::text);
        List<GradeSpan> levels = fields.list("levels", CoreJson::span);
        List<Map.Entry<SourceId, Money>> revenues = fields.list("revenues", DistrictJson::revenue);
        Map<SchoolId, JsonValue> met = new LinkedHashMap<>();
        List<School> schools = fields.list("schools", value -> school(value, met));
        return root.document().make(mark, root, () -> {
            District.Builder district = District.named(name.orElseThrow())
                    .currency(currency.orElseThrow())
                    .levels(levels)
                    .schools(schools);
            revenues.forEach(revenue -> district.revenue(revenue.getKey(), revenue.getValue()));
            return district.build();
        });
    }

    private static Optional<Map.Entry<SourceId, Money>> revenue(JsonValue value) {
        int mark = value.document().mark();
        JsonValue.Fields fields = value.fields(ImmutableSet.of("source", "amount"), Set.of());
        Optional<SourceId> source = fields.get("source", CoreJson::sourceId);
        Optional<Money> amount = fields.get("amount", CoreJson::money);
        return value.document().make(mark, value, () -> Map.entry(source.orElseThrow(), amount.orElseThrow()));
    }

    private static Optional<School> school(JsonValue value, Map<SchoolId, JsonValue> met) {
        int mark = value.document().mark();
        JsonValue.Fields fields =
                value.fields(ImmutableSet.of("id", "name", "counts"), ImmutableSet.of("facts", "missing"));
        Optional<SchoolId> id = fields.get("id", CoreJson::schoolId);
        id.ifPresent(known -> CoreJson.checkTwice(value, known, met));
        Optional<String> name = fields.get("name", CoreJson::name);
        List<Consumer<School.Builder>> parts = new ArrayList<>(fields.list("counts", DistrictJson::counts));
        fields.get("facts", facts -> Optional.of(facts.byName()))
                .ifPresent(facts ->
                        facts.forEach((fact, given) -> fact(fact, given).ifPresent(parts::add)));
        fields.get("missing", facts -> Optional.of(facts.byName()))
                .ifPresent(facts -> facts.forEach((fact, given) ->
                        missing(given).ifPresent(why -> parts.add(school -> school.missing(fact, why)))));
        return value.document().make(mark, value, () -> {
            School.Builder school = School.of(id.orElseThrow(), name.orElseThrow());
            parts.forEach(part -> part.accept(school));
            return school.build();
        });
    }

    private static Optional<Consumer<School.Builder>> counts(JsonValue value) {
        int mark = value.document().mark();
        JsonValue.Fields fields = value.fields(ImmutableSet.of("basis", "groups"), ImmutableSet.of("missing"));
        Optional<CountBasis> basis = fields.get("basis", CoreJson::name).map(CountBasis::new);
        List<Consumer<Enrollment.Builder>> groups = new ArrayList<>(fields.list("groups", DistrictJson::group));
        groups.addAll(fields.list("missing", DistrictJson::missingGroup));
        return value.document().make(mark, value, () -> {
            Enrollment.Builder counts = Enrollment.in(GradeSpan.ALL_GRADES);
            groups.forEach(group -> group.accept(counts));
            Enrollment enrollment = counts.build();
            return school -> school.enrolling(basis.orElseThrow(), enrollment);
        });
    }

    private static Optional<Consumer<Enrollment.Builder>> group(JsonValue value) {
        int mark = value.document().mark();
        JsonValue.Fields fields = value.fields(GROUP_KEYS, MORE_GROUP_KEYS);
        Optional<PupilGroup> group = fields.get("group", CoreJson::group);
        Optional<String> estimate = fields.get("estimate", CoreJson::name);
        List<Map.Entry<GradeSpan, BigDecimal>> cells = fields.list("cells", DistrictJson::cell);
        return value.document().make(mark, value, () -> counts -> {
            cells.forEach(cell -> counts.in(cell.getKey()).need(group.orElseThrow(), cell.getValue()));
            estimate.ifPresent(how -> counts.estimated(group.orElseThrow(), how));
        });
    }

    private static Optional<Consumer<Enrollment.Builder>> missingGroup(JsonValue value) {
        int mark = value.document().mark();
        JsonValue.Fields fields = value.fields(ImmutableSet.of("group", "why"), Set.of());
        Optional<PupilGroup> group = fields.get("group", CoreJson::group);
        Optional<Missing> why = fields.get("why", DistrictJson::missing);
        return value.document()
                .make(mark, value, () -> counts -> counts.missing(group.orElseThrow(), why.orElseThrow()));
    }

    private static Optional<Missing> missing(JsonValue value) {
        return CoreJson.constant(value, MISSING);
    }

    private static Optional<Map.Entry<GradeSpan, BigDecimal>> cell(JsonValue value) {
        int mark = value.document().mark();
        JsonValue.Fields fields = value.fields(CELL_KEYS, Set.of());
        Optional<GradeSpan> span = fields.get("span", CoreJson::span);
        Optional<PupilCount> pupils = fields.get("pupils", CoreJson::pupils);
        return value.document()
                .make(
                        mark,
                        value,
                        () -> Map.entry(span.orElseThrow(), pupils.orElseThrow().value()));
    }

    private static Optional<Consumer<School.Builder>> fact(String name, JsonValue value) {
        JsonValue.Fields fields = value.fields(Set.of(), ImmutableSet.of("number", "money", "text", "flag"));
        if (fields.byKey().size() != 1) {
            value.fault(
                    "json.value",
                    fields.byKey().size() + " values",
                    "one value: a number, money, text or flag",
                    "Give the fact one value, or leave it out.");
            return Optional.empty();
        }
        Optional<Consumer<School.Builder>> number =
                fields.get("number", CoreJson::decimal).map(given -> school -> school.number(name, given));
        Optional<Consumer<School.Builder>> money =
                fields.get("money", CoreJson::money).map(given -> school -> school.money(name, given));
        Optional<Consumer<School.Builder>> text =
                fields.get("text", JsonValue::text).map(given -> school -> school.text(name, given));
        return number.or(() -> money)
                .or(() -> text)
                .or(() -> fields.get("flag", JsonValue::flag).map(given -> school -> school.flag(name, given)));
    }
}
