package org.perpupil.io.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.google.common.collect.ImmutableSet;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.perpupil.io.internal.json.JsonDocument;
import org.perpupil.io.internal.json.JsonOutput;
import org.perpupil.io.internal.json.JsonValue;
import org.perpupil.plan.SitePlan;
import org.perpupil.plan.funding.Funding;
import org.perpupil.problem.ProblemException;
import org.perpupil.revenue.RevenueSource;
import org.perpupil.revenue.SourceId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A plan with its money as JSON, and back: what each stream pays for each investment, what is left, and what stays unpaid and why.
 *
 * <pre>{@code
 * { "kind": "funding", "schema": 1,
 *   "plan": { "school": "101", "year": "2026–27", "goals": […] },
 *   "sources": [ {"id": "title-i", "name": "Title I", "origin": "federal"} ],
 *   "streams": [ {"source": "title-i", "cap": "48000.00", "flexibility": "2"} ],
 *   "locked": [ {"source": "general", "amount": "250000.00"} ],
 *   "entries": [ {"investment": "tutors", "source": "title-i", "amount": "40000.00"} ],
 *   "automatic": true,
 *   "result": {
 *     "paid": [ {"investment": "tutors", "source": "title-i", "amount": "40000.00", "byHand": true} ],
 *     "left": [ {"source": "title-i", "amount": "8000.00"} ],
 *     "shortfalls": [ {"investment": "tutors", "funded": "40000.00", "missing": "38500.00", "available": "40000.00",
 *                      "reason": "no stream", "why": "no other stream may pay for it"} ] } }
 * }</pre>
 *
 * <p>What is written is read back equal. The plan is as in a document of {@link SitePlanJson}. Where {@code automatic} is false,
 * only what was entered by hand is paid. Empty lists are left out.
 *
 * <p>The result is there for other programs, so that they need not compute. It is never read as it stands: the funding is computed
 * anew from plan, streams and entries, and whatever is written and differs is told as {@code funding.result}, since the document
 * was changed or written by another version. Only {@code why}, a sentence for people, is not compared. A document without a result
 * is read too.
 */
public final class FundingJson {
    private static final Logger LOG = LoggerFactory.getLogger(FundingJson.class);

    private static final String KIND = "funding";

    private FundingJson() {}

    /**
     * Writes a plan with its money to a file, whole or not at all.
     *
     * @throws IOException if the file cannot be written; an older one is then left as it was
     */
    public static void write(Funding funding, Path file) throws IOException {
        JsonOutput.write(file, KIND, out -> write(out, funding));
    }

    /**
     * Writes a plan with its money as UTF-8. The stream is flushed and not closed.
     *
     * @throws IOException if the stream throws it
     */
    public static void write(Funding funding, OutputStream stream) throws IOException {
        JsonOutput.write(stream, KIND, out -> write(out, funding));
    }

    /** Returns a plan with its money as the text of a document. */
    public static String toJson(Funding funding) {
        return JsonOutput.text(KIND, out -> write(out, funding));
    }

    /**
     * Reads a plan with its money from a file.
     *
     * @throws IOException if the file cannot be read
     * @throws ProblemException with every fault of the document that can be told
     */
    public static Funding read(Path file) throws IOException {
        try (InputStream stream = Files.newInputStream(file)) {
            return read(stream, file.toString());
        }
    }

    /**
     * Reads a plan with its money from a stream, to its end. The stream is not closed.
     *
     * @param sourceName what the document is called in problems, in place of a file name
     * @throws IOException if the stream throws it
     * @throws ProblemException with every fault of the document that can be told
     */
    public static Funding read(InputStream stream, String sourceName) throws IOException {
        Funding funding =
                JsonDocument.read(stream, sourceName, KIND, Set.of(), JsonDocument.Limits.USUAL, FundingJson::funding);
        LOG.debug("read {}: {}", sourceName, funding.matching());
        return funding;
    }

    /**
     * Reads what {@link #toJson} writes.
     *
     * @throws ProblemException with every fault of the document that can be told
     */
    public static Funding parse(String json) {
        return JsonDocument.read(json, KIND, Set.of(), FundingJson::funding);
    }

    private static void write(JsonGenerator out, Funding funding) throws IOException {
        Map<SourceId, RevenueSource> sources = new LinkedHashMap<>();
        FundingParts.addSources(sources, funding);
        out.writeObjectFieldStart("plan");
        PlanJson.writeMembers(out, funding.plan());
        out.writeEndObject();
        FundingParts.writeSources(out, sources.values());
        FundingParts.writeMembers(out, funding);
    }

    private static Optional<Funding> funding(JsonValue root) {
        int mark = root.document().mark();
        JsonValue.Fields fields = root.fields(
                ImmutableSet.<String>builder()
                        .add("kind", "schema", "plan")
                        .addAll(FundingParts.REQUIRED)
                        .build(),
                ImmutableSet.<String>builder()
                        .add("sources")
                        .addAll(FundingParts.OPTIONAL)
                        .build());
        Optional<SitePlan> plan = fields.get("plan", value -> PlanJson.plan(value, Set.of()));
        return FundingParts.funding(root, mark, fields, plan, FundingParts.Sources.of(root, fields));
    }
}
