package org.perpupil.io.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.google.common.collect.ImmutableSet;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.perpupil.io.internal.json.CoreJson;
import org.perpupil.io.internal.json.JsonValue;
import org.perpupil.problem.Missing;
import org.perpupil.pupils.Enrollment;
import org.perpupil.pupils.GradeSpan;
import org.perpupil.pupils.PupilCount;
import org.perpupil.pupils.PupilGroup;

/** The counts of one school: the members {@code groups} and {@code missing} of an object. */
final class EnrollmentParts {
    private static final ImmutableSet<String> CELL_KEYS = ImmutableSet.of("span", "pupils");
    private static final ImmutableSet<String> GROUP_KEYS = ImmutableSet.of("group", "cells");
    private static final ImmutableSet<String> MORE_GROUP_KEYS = ImmutableSet.of("estimate");

    private EnrollmentParts() {}

    static void writeMembers(JsonGenerator out, Enrollment enrollment) throws IOException {
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

    /**
     * Reads counts from the members of an object.
     *
     * @param mark from before any of the members was read
     */
    static Optional<Enrollment> enrollment(JsonValue value, int mark, JsonValue.Fields fields) {
        List<Consumer<Enrollment.Builder>> groups = new ArrayList<>(fields.list("groups", EnrollmentParts::group));
        groups.addAll(fields.list("missing", EnrollmentParts::missingGroup));
        return value.document().make(mark, value, () -> {
            Enrollment.Builder counts = Enrollment.in(GradeSpan.ALL_GRADES);
            groups.forEach(group -> group.accept(counts));
            return counts.build();
        });
    }

    private static Optional<Consumer<Enrollment.Builder>> group(JsonValue value) {
        int mark = value.document().mark();
        JsonValue.Fields fields = value.fields(GROUP_KEYS, MORE_GROUP_KEYS);
        Optional<PupilGroup> group = fields.get("group", CoreJson::group);
        Optional<String> estimate = fields.get("estimate", CoreJson::name);
        List<Map.Entry<GradeSpan, BigDecimal>> cells = fields.list("cells", EnrollmentParts::cell);
        return value.document().make(mark, value, () -> counts -> {
            cells.forEach(cell -> counts.in(cell.getKey()).need(group.orElseThrow(), cell.getValue()));
            estimate.ifPresent(how -> counts.estimated(group.orElseThrow(), how));
        });
    }

    private static Optional<Consumer<Enrollment.Builder>> missingGroup(JsonValue value) {
        int mark = value.document().mark();
        JsonValue.Fields fields = value.fields(ImmutableSet.of("group", "why"), Set.of());
        Optional<PupilGroup> group = fields.get("group", CoreJson::group);
        Optional<Missing> why = fields.get("why", CoreJson::missing);
        return value.document()
                .make(mark, value, () -> counts -> counts.schoolwide().missing(group.orElseThrow(), why.orElseThrow()));
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
}
