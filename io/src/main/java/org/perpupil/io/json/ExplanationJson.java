package org.perpupil.io.json;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.perpupil.district.SchoolId;
import org.perpupil.exact.Rational;
import org.perpupil.formula.allocation.Allocation;
import org.perpupil.formula.allocation.AsShown;
import org.perpupil.formula.allocation.Explanation;
import org.perpupil.formula.allocation.SchoolAllocation;
import org.perpupil.formula.allocation.SharedPart;
import org.perpupil.formula.allocation.Working;
import org.perpupil.io.internal.json.CoreJson;
import org.perpupil.io.internal.json.Differences;
import org.perpupil.io.internal.json.JsonOutput;
import org.perpupil.problem.Problem;
import org.perpupil.problem.ProblemException;

/**
 * The trace of one school's budget as JSON: every dollar explained.
 *
 * <pre>{@code
 * { "kind": "explanation", "schema": 1, "model": "Unified district", "year": "2026–27", "status": "draft", "stamp": {…},
 *   "district": {"name": "Unified District", "currency": "$"},
 *   "school": {"id": "101", "name": "Lincoln", "level": "elementary", "pupils": "412", "total": "1541292.00"},
 *   "steps": [], "notCounted": [], "estimates": [],
 *   "sources": [ {"id": "general", "name": "General fund", …, "amount": "2000000.00", "central": "300000.00", …,
 *     "pool": "1700000.00", "subtotal": "1541292.00",
 *     "lines": [ {"line": "all pupils", "status": "paid", …, "working": {…}, "rule": "an amount for the school", "held": "free",
 *       "parameters": [ {"parameter": "base", "type": "money", "year": "2026–27", "printed": "3,741", "citation": "…",
 *                        "value": "3741.125"} ],
 *       "counts": [ {"count": "all pupils", "span": …, "value": "412"} ],
 *       "asShown": {"numbers": ["the printed 3,741 (base)"], "value": "1541292", "difference": "-51.5", "text": "…"}} ]} ] }
 * }</pre>
 *
 * <p>What stands at the head, a source and a line is as in {@link AllocationJson}, and there is more: of a source, the {@code pool} that
 * schools share, whether the school is eligible, and its {@code subtotal}; of a line, its {@code rule}, what was asked ({@code tests}),
 * who decides ({@code held}), the {@code parameters} and {@code counts} in its working, and the school's {@code part} of a pot with its
 * points, bounds and the bound that pins it. {@code asShown} is there only where doing the line again with the numbers as they are
 * shown would not give the result. A count without a {@code basis} is the current one.
 *
 * <p>A trace is a result, so it is never believed: no explanation is made of a document, and {@link #differences} tells where one is not
 * what is computed anew.
 */
public final class ExplanationJson {
    private static final String KIND = "explanation";

    private ExplanationJson() {}

    /**
     * Writes the trace of a school's budget to a file, whole or not at all.
     *
     * @throws IOException if the file cannot be written; an older one is then left as it was
     * @throws IllegalArgumentException if the district has no such school
     */
    public static void write(Allocation allocation, SchoolId school, Path file) throws IOException {
        SchoolAllocation of = allocation.of(school);
        JsonOutput.write(file, KIND, out -> write(out, allocation, of));
    }

    /**
     * Writes the trace of a school's budget as UTF-8. The stream is flushed and not closed.
     *
     * @throws IOException if the stream throws it
     * @throws IllegalArgumentException if the district has no such school
     */
    public static void write(Allocation allocation, SchoolId school, OutputStream stream) throws IOException {
        SchoolAllocation of = allocation.of(school);
        JsonOutput.write(stream, KIND, out -> write(out, allocation, of));
    }

    /**
     * Returns where the file of a trace differs from what is computed anew, of the same model and data: every value that is another,
     * with its place. Empty if nothing does. Of more than 9,000 differences the first are told.
     *
     * @throws IOException if the file cannot be read
     * @throws ProblemException if it is no document of a trace
     * @throws IllegalArgumentException if the district has no such school
     */
    public static List<Problem> differences(Path file, Allocation computed, SchoolId school) throws IOException {
        try (InputStream stream = Files.newInputStream(file)) {
            return differences(stream, file.toString(), computed, school);
        }
    }

    /**
     * Returns where a document differs from what is computed anew, as {@link #differences(Path, Allocation, SchoolId)} does. The stream
     * is read to its end and not closed.
     *
     * @param sourceName what the document is called in problems, in place of a file name
     * @throws IOException if the stream throws it
     * @throws ProblemException if it is no document of a trace
     * @throws IllegalArgumentException if the district has no such school
     */
    public static List<Problem> differences(InputStream stream, String sourceName, Allocation computed, SchoolId school)
            throws IOException {
        SchoolAllocation of = computed.of(school);
        return Differences.exact("explanation.differs")
                .between(stream, sourceName, KIND, out -> write(out, computed, of));
    }

    private static void write(JsonGenerator out, Allocation allocation, SchoolAllocation school) throws IOException {
        Explanation explanation = school.explain();
        AllocationJson.writeHead(out, allocation);
        out.writeObjectFieldStart("school");
        AllocationJson.writeMembers(out, school, allocation);
        out.writeEndObject();
        write(out, "steps", explanation.steps());
        out.writeArrayFieldStart("sources");
        for (Explanation.Paid paid : explanation.sources()) {
            write(out, paid);
        }
        out.writeEndArray();
        write(out, "notCounted", explanation.notCounted());
        writeTexts(out, "estimates", explanation.estimates());
    }

    private static void writeTexts(JsonGenerator out, String key, List<String> texts) throws IOException {
        out.writeArrayFieldStart(key);
        for (String text : texts) {
            out.writeString(text);
        }
        out.writeEndArray();
    }

    private static void write(JsonGenerator out, Explanation.Paid paid) throws IOException {
        out.writeStartObject();
        AllocationJson.writeMembers(out, paid.statement());
        if (paid.statement().pool().isPresent()) {
            out.writeStringField("pool", paid.statement().pool().get().toString());
        }
        if (paid.eligibility().isPresent()) {
            out.writeStringField("eligibility", paid.eligibility().get());
        }
        out.writeStringField("subtotal", paid.subtotal().toString());
        write(out, "lines", paid.rows());
        out.writeEndObject();
    }

    private static void write(JsonGenerator out, String key, List<Explanation.Row> rows) throws IOException {
        out.writeArrayFieldStart(key);
        for (Explanation.Row row : rows) {
            write(out, row);
        }
        out.writeEndArray();
    }

    private static void write(JsonGenerator out, Explanation.Row row) throws IOException {
        out.writeStartObject();
        AllocationJson.writeMembers(out, row.computed(), row.currencySign());
        out.writeStringField("rule", row.computed().line().form().rule());
        if (row.computed().line().formula().isPresent()) {
            out.writeStringField("formula", row.computed().line().formula().get());
        }
        if (!row.computed().tests().isEmpty()) {
            writeTexts(out, "tests", row.computed().tests());
        }
        if (row.held().isPresent()) {
            out.writeStringField("held", CoreJson.word(row.held().get()));
        }
        writeWorkings(out, "parameters", row.parameters());
        writeWorkings(out, "counts", row.counts());
        if (row.computed().part().isPresent()) {
            write(out, row.computed().part().get());
        }
        if (row.asShown().isPresent()) {
            write(out, row.asShown().get());
        }
        out.writeEndObject();
    }

    private static void writeWorkings(JsonGenerator out, String key, List<? extends Working> workings)
            throws IOException {
        if (workings.isEmpty()) {
            return;
        }
        out.writeArrayFieldStart(key);
        for (Working working : workings) {
            AllocationJson.write(out, working);
        }
        out.writeEndArray();
    }

    private static void write(JsonGenerator out, SharedPart part) throws IOException {
        out.writeObjectFieldStart("part");
        out.writeFieldName("pot");
        AllocationJson.write(out, part.pot());
        write(out, "points", part.points().value());
        write(out, "own", part.own().value());
        write(out, "atLeast", part.atLeast().flatMap(Working::value));
        write(out, "atMost", part.atMost().flatMap(Working::value));
        write(out, "free", Optional.of(part.free()));
        if (part.pinnedAt().isPresent()) {
            out.writeStringField("pinnedAt", CoreJson.word(part.pinnedAt().get()));
        }
        out.writeEndObject();
    }

    private static void write(JsonGenerator out, AsShown shown) throws IOException {
        out.writeObjectFieldStart("asShown");
        writeTexts(out, "numbers", shown.numbers());
        write(out, "value", shown.value());
        write(out, "difference", shown.difference());
        out.writeStringField("text", shown.text());
        out.writeEndObject();
    }

    private static void write(JsonGenerator out, String key, Optional<Rational> value) throws IOException {
        if (value.isPresent()) {
            out.writeStringField(key, value.get().toString());
        }
    }
}
