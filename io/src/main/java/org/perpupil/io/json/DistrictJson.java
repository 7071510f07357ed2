package org.perpupil.io.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.google.common.collect.ImmutableSet;
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
    private static final ImmutableSet<String> SCHOOL_KEYS = ImmutableSet.of("id", "name", "counts");
    private static final ImmutableSet<String> MORE_SCHOOL_KEYS = ImmutableSet.of("facts", "missing");
    private static final ImmutableSet<String> COUNTS_KEYS = ImmutableSet.of("basis", "groups");
    private static final ImmutableSet<String> MORE_COUNTS_KEYS = ImmutableSet.of("missing");

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
            EnrollmentParts.writeMembers(out, counts.getValue());
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
        JsonValue.Fields fields = value.fields(SCHOOL_KEYS, MORE_SCHOOL_KEYS);
        Optional<SchoolId> id = fields.get("id", CoreJson::schoolId);
        id.ifPresent(known -> CoreJson.checkTwice(value, known, met));
        Optional<String> name = fields.get("name", CoreJson::name);
        List<Consumer<School.Builder>> parts = new ArrayList<>(fields.list("counts", DistrictJson::counts));
        fields.get("facts", facts -> Optional.of(facts.byName()))
                .ifPresent(facts ->
                        facts.forEach((fact, given) -> fact(fact, given).ifPresent(parts::add)));
        fields.get("missing", facts -> Optional.of(facts.byName()))
                .ifPresent(facts -> facts.forEach((fact, given) ->
                        CoreJson.missing(given).ifPresent(why -> parts.add(school -> school.missing(fact, why)))));
        return value.document().make(mark, value, () -> {
            School.Builder school = School.of(id.orElseThrow(), name.orElseThrow());
            parts.forEach(part -> part.accept(school));
            return school.build();
        });
    }

    private static Optional<Consumer<School.Builder>> counts(JsonValue value) {
        int mark = value.document().mark();
        JsonValue.Fields fields = value.fields(COUNTS_KEYS, MORE_COUNTS_KEYS);
        Optional<CountBasis> basis = fields.get("basis", CoreJson::name).map(CountBasis::new);
        Optional<Enrollment> counts = EnrollmentParts.enrollment(value, mark, fields);
        return value.document()
                .make(mark, value, () -> school -> school.enrolling(basis.orElseThrow(), counts.orElseThrow()));
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
