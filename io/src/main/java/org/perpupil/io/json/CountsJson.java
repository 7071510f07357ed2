package org.perpupil.io.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSortedMap;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.perpupil.district.SchoolId;
import org.perpupil.io.internal.json.CoreJson;
import org.perpupil.io.internal.json.JsonDocument;
import org.perpupil.io.internal.json.JsonOutput;
import org.perpupil.io.internal.json.JsonValue;
import org.perpupil.problem.ProblemException;
import org.perpupil.pupils.Enrollment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts of pupils by school as JSON, and back: what one list of counts says, before it becomes part of a {@link DistrictJson district}.
 *
 * <pre>{@code
 * { "kind": "counts", "schema": 1,
 *   "schools": [ {"id": "101", "groups": [
 *       {"group": "all pupils", "cells": [ {"span": {"name": "K", "first": "K", "last": "K"}, "pupils": "61"} ]},
 *       {"group": "poverty", "estimate": "by the state's ratio", "cells": [ … ]} ],
 *     "missing": [ {"group": "foster", "why": "suppressed"} ]} ] }
 * }</pre>
 *
 * <p>What is written is read back equal. Schools stand in order of id; groups and their parts are those of a district's document.
 */
public final class CountsJson {
    private static final Logger LOG = LoggerFactory.getLogger(CountsJson.class);

    private static final String KIND = "counts";

    private CountsJson() {}

    /**
     * Writes counts to a file, whole or not at all.
     *
     * @throws IOException if the file cannot be written; an older one is then left as it was
     */
    public static void write(Map<SchoolId, Enrollment> counts, Path file) throws IOException {
        JsonOutput.write(file, KIND, out -> write(out, counts));
    }

    /**
     * Writes counts as UTF-8. The stream is flushed and not closed.
     *
     * @throws IOException if the stream throws it
     */
    public static void write(Map<SchoolId, Enrollment> counts, OutputStream stream) throws IOException {
        JsonOutput.write(stream, KIND, out -> write(out, counts));
    }

    /** Returns counts as the text of a document. */
    public static String toJson(Map<SchoolId, Enrollment> counts) {
        return JsonOutput.text(KIND, out -> write(out, counts));
    }

    /**
     * Reads counts from a file.
     *
     * @throws IOException if the file cannot be read
     * @throws ProblemException with every fault of the document that can be told
     */
    public static Map<SchoolId, Enrollment> read(Path file) throws IOException {
        try (InputStream stream = Files.newInputStream(file)) {
            return read(stream, file.toString());
        }
    }

    /**
     * Reads counts from a stream, to its end. The stream is not closed.
     *
     * @param sourceName what the document is called in problems, in place of a file name
     * @throws IOException if the stream throws it
     * @throws ProblemException with every fault of the document that can be told
     */
    public static Map<SchoolId, Enrollment> read(InputStream stream, String sourceName) throws IOException {
        Map<SchoolId, Enrollment> counts =
                JsonDocument.read(stream, sourceName, KIND, Set.of(), JsonDocument.Limits.USUAL, CountsJson::counts);
        LOG.debug("read {}: {} schools", sourceName, counts.size());
        return counts;
    }

    /**
     * Reads what {@link #toJson} writes.
     *
     * @throws ProblemException with every fault of the document that can be told
     */
    public static Map<SchoolId, Enrollment> parse(String json) {
        return JsonDocument.read(json, KIND, Set.of(), CountsJson::counts);
    }

    private static void write(JsonGenerator out, Map<SchoolId, Enrollment> counts) throws IOException {
        out.writeArrayFieldStart("schools");
        for (Map.Entry<SchoolId, Enrollment> school : new TreeMap<>(counts).entrySet()) {
            out.writeStartObject();
            out.writeStringField("id", school.getKey().value());
            EnrollmentParts.writeMembers(out, school.getValue());
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private static Optional<Map<SchoolId, Enrollment>> counts(JsonValue root) {
        int mark = root.document().mark();
        JsonValue.Fields fields = root.fields(ImmutableSet.of("kind", "schema", "schools"), Set.of());
        Map<SchoolId, JsonValue> met = new LinkedHashMap<>();
        List<Map.Entry<SchoolId, Enrollment>> schools = fields.list("schools", value -> school(value, met));
        return root.document().make(mark, root, () -> ImmutableSortedMap.copyOf(schools));
    }

    private static Optional<Map.Entry<SchoolId, Enrollment>> school(JsonValue value, Map<SchoolId, JsonValue> met) {
        int mark = value.document().mark();
        JsonValue.Fields fields = value.fields(ImmutableSet.of("id", "groups"), ImmutableSet.of("missing"));
        Optional<SchoolId> id = fields.get("id", CoreJson::schoolId);
        id.ifPresent(known -> CoreJson.checkTwice(value, known, met));
        Optional<Enrollment> counts = EnrollmentParts.enrollment(value, mark, fields);
        return value.document().make(mark, value, () -> Map.entry(id.orElseThrow(), counts.orElseThrow()));
    }
}
