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
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.perpupil.district.FiscalYear;
import org.perpupil.district.SchoolId;
import org.perpupil.io.internal.json.CoreJson;
import org.perpupil.io.internal.json.JsonDocument;
import org.perpupil.io.internal.json.JsonOutput;
import org.perpupil.io.internal.json.JsonParts;
import org.perpupil.io.internal.json.JsonValue;
import org.perpupil.plan.Metric;
import org.perpupil.plan.Subgroup;
import org.perpupil.plan.review.Scorecard;
import org.perpupil.problem.ProblemException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A school by the metrics that its district sets, as JSON, and back.
 *
 * <pre>{@code
 * { "kind": "scorecard", "schema": 1, "school": "101",
 *   "rows": [ {"metric": {"name": "proficient", "unit": "%", "better": "higher"}, "pupils": "grade 5", "target": "80",
 *              "latest": {"year": "2025–26", "value": "60"}, "before": {"year": "2024–25", "value": "57.5"},
 *              "standing": "improving"} ] }
 * }</pre>
 *
 * <p>What is written is read back equal. A metric without {@code target} is only watched; a value that is not known is left out. A
 * standing is {@code met}, {@code improving}, {@code not improving}, {@code no target} or {@code no data}.
 */
public final class ScorecardJson {
    private static final Logger LOG = LoggerFactory.getLogger(ScorecardJson.class);

    private static final String KIND = "scorecard";

    private static final ImmutableMap<String, Scorecard.Standing> STANDINGS =
            Maps.uniqueIndex(List.of(Scorecard.Standing.values()), CoreJson::word);

    private ScorecardJson() {}

    /**
     * Writes a scorecard to a file, whole or not at all.
     *
     * @throws IOException if the file cannot be written; an older one is then left as it was
     */
    public static void write(Scorecard scorecard, Path file) throws IOException {
        JsonOutput.write(file, KIND, out -> write(out, scorecard));
    }

    /**
     * Writes a scorecard as UTF-8. The stream is flushed and not closed.
     *
     * @throws IOException if the stream throws it
     */
    public static void write(Scorecard scorecard, OutputStream stream) throws IOException {
        JsonOutput.write(stream, KIND, out -> write(out, scorecard));
    }

    /** Returns a scorecard as the text of a document. */
    public static String toJson(Scorecard scorecard) {
        return JsonOutput.text(KIND, out -> write(out, scorecard));
    }

    /**
     * Reads a scorecard from a file.
     *
     * @throws IOException if the file cannot be read
     * @throws ProblemException with every fault of the document that can be told
     */
    public static Scorecard read(Path file) throws IOException {
        try (InputStream stream = Files.newInputStream(file)) {
            return read(stream, file.toString());
        }
    }

    /**
     * Reads a scorecard from a stream, to its end. The stream is not closed.
     *
     * @param sourceName what the document is called in problems, in place of a file name
     * @throws IOException if the stream throws it
     * @throws ProblemException with every fault of the document that can be told
     */
    public static Scorecard read(InputStream stream, String sourceName) throws IOException {
        Scorecard scorecard = JsonDocument.read(
                stream, sourceName, KIND, Set.of(), JsonDocument.Limits.USUAL, ScorecardJson::scorecard);
        LOG.debug("read {}: {}", sourceName, scorecard.school());
        return scorecard;
    }

    /**
     * Reads what {@link #toJson} writes.
     *
     * @throws ProblemException with every fault of the document that can be told
     */
    public static Scorecard parse(String json) {
        return JsonDocument.read(json, KIND, Set.of(), ScorecardJson::scorecard);
    }

    private static void write(JsonGenerator out, Scorecard scorecard) throws IOException {
        out.writeStringField("school", scorecard.school().value());
        JsonParts.writeLines(out, "rows", scorecard.rows(), ScorecardJson::write);
    }

    private static void write(JsonGenerator out, Scorecard.Row row) throws IOException {
        JsonParts.writeLine(out, "metric", row.measure().metric(), PlanJson::write);
        out.writeStringField("pupils", row.measure().pupils().name());
        if (row.measure().target().isPresent()) {
            JsonParts.writeNumber(out, "target", row.measure().target().get());
        }
        if (row.latest().isPresent()) {
            JsonParts.writeLine(out, "latest", row.latest().get(), ScorecardJson::write);
        }
        if (row.before().isPresent()) {
            JsonParts.writeLine(out, "before", row.before().get(), ScorecardJson::write);
        }
        out.writeStringField("standing", CoreJson.word(row.standing()));
    }

    private static void write(JsonGenerator out, Scorecard.Reading reading) throws IOException {
        out.writeStringField("year", reading.year().toString());
        JsonParts.writeNumber(out, "value", reading.value());
    }

    private static Optional<Scorecard> scorecard(JsonValue root) {
        int mark = root.document().mark();
        JsonValue.Fields fields = root.fields(ImmutableSet.of("kind", "schema", "school"), ImmutableSet.of("rows"));
        Optional<SchoolId> school = fields.get("school", CoreJson::schoolId);
        List<Scorecard.Row> rows = fields.list("rows", ScorecardJson::row);
        return root.document().make(mark, root, () -> new Scorecard(school.orElseThrow(), rows));
    }

    private static Optional<Scorecard.Row> row(JsonValue value) {
        int mark = value.document().mark();
        JsonValue.Fields fields = value.fields(
                ImmutableSet.of("metric", "pupils", "standing"), ImmutableSet.of("target", "latest", "before"));
        Optional<Metric> metric = fields.get("metric", PlanJson::metric);
        Optional<Subgroup> pupils = fields.get("pupils", CoreJson::name).map(Subgroup::of);
        Optional<BigDecimal> target = fields.get("target", given -> PlanJson.valueOf(metric, given));
        Optional<Scorecard.Reading> latest = fields.get("latest", ScorecardJson::reading);
        Optional<Scorecard.Reading> before = fields.get("before", ScorecardJson::reading);
        Optional<Scorecard.Standing> standing = fields.get("standing", text -> CoreJson.constant(text, STANDINGS));
        return value.document()
                .make(
                        mark,
                        value,
                        () -> new Scorecard.Row(
                                new Scorecard.Measure(metric.orElseThrow(), pupils.orElseThrow(), target),
                                latest,
                                before,
                                standing.orElseThrow()));
    }

    private static Optional<Scorecard.Reading> reading(JsonValue value) {
        int mark = value.document().mark();
        JsonValue.Fields fields = value.fields(ImmutableSet.of("year", "value"), Set.of());
        Optional<FiscalYear> year = fields.get("year", CoreJson::year);
        Optional<BigDecimal> number = fields.get("value", CoreJson::decimal);
        return value.document()
                .make(mark, value, () -> new Scorecard.Reading(year.orElseThrow(), number.orElseThrow()));
    }
}
