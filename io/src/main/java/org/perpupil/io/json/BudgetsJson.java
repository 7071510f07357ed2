package org.perpupil.io.json;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.perpupil.budget.BudgetLine;
import org.perpupil.budget.Budgets;
import org.perpupil.budget.SchoolBudget;
import org.perpupil.io.internal.json.CoreJson;
import org.perpupil.io.internal.json.JsonDocument;
import org.perpupil.io.internal.json.JsonOutput;
import org.perpupil.problem.ProblemException;
import org.perpupil.revenue.RevenueSource;
import org.perpupil.revenue.SourceId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The budgets of a year as JSON, and back.
 *
 * <pre>{@code
 * { "kind": "budgets", "schema": 1, "year": "2026–27",
 *   "sources": [ {"id": "title-i", "name": "Title I", "origin": "federal",
 *                 "restriction": {"purpose": "pupils: poverty", "needs": ["poverty"], "spans": []}} ],
 *   "schools": [ {"id": "101", "budget": [
 *     {"line": "Title I", "source": "title-i", "amount": "48000.00", "held": "free"} ]} ] }
 * }</pre>
 *
 * <p>What is written is read back equal. Lines name their source by its id.
 */
public final class BudgetsJson {
    private static final Logger LOG = LoggerFactory.getLogger(BudgetsJson.class);

    private static final String KIND = "budgets";

    private BudgetsJson() {}

    /**
     * Writes budgets to a file, whole or not at all.
     *
     * @throws IOException if the file cannot be written; an older one is then left as it was
     * @throws IllegalArgumentException if two different sources have the same id
     */
    public static void write(Budgets budgets, Path file) throws IOException {
        JsonOutput.write(file, KIND, body(budgets));
    }

    /**
     * Writes budgets as UTF-8. The stream is flushed and not closed.
     *
     * @throws IOException if the stream throws it
     * @throws IllegalArgumentException if two different sources have the same id
     */
    public static void write(Budgets budgets, OutputStream stream) throws IOException {
        JsonOutput.write(stream, KIND, body(budgets));
    }

    /**
     * Returns budgets as the text of a document.
     *
     * @throws IllegalArgumentException if two different sources have the same id
     */
    public static String toJson(Budgets budgets) {
        return JsonOutput.text(KIND, body(budgets));
    }

    /**
     * Reads budgets from a file.
     *
     * @throws IOException if the file cannot be read
     * @throws ProblemException with every fault of the document that can be told
     */
    public static Budgets read(Path file) throws IOException {
        try (InputStream stream = Files.newInputStream(file)) {
            return read(stream, file.toString());
        }
    }

    /**
     * Reads budgets from a stream, to its end. The stream is not closed.
     *
     * @param sourceName what the document is called in problems, in place of a file name
     * @throws IOException if the stream throws it
     * @throws ProblemException with every fault of the document that can be told
     */
    public static Budgets read(InputStream stream, String sourceName) throws IOException {
        Budgets budgets = JsonDocument.read(
                stream,
                sourceName,
                KIND,
                Set.of(),
                JsonDocument.Limits.USUAL,
                root -> CoreJson.budgets(root, Set.of(), Set.of(), Set.of()));
        LOG.debug("read {}: {} budgets", sourceName, budgets.all().size());
        return budgets;
    }

    /**
     * Reads what {@link #toJson} writes.
     *
     * @throws ProblemException with every fault of the document that can be told
     */
    public static Budgets parse(String json) {
        return JsonDocument.read(json, KIND, Set.of(), root -> CoreJson.budgets(root, Set.of(), Set.of(), Set.of()));
    }

    /** Finds the sources before anything is written. */
    private static JsonOutput.Body body(Budgets budgets) {
        Map<SourceId, RevenueSource> sources = new LinkedHashMap<>();
        for (SchoolBudget budget : budgets.all()) {
            for (BudgetLine line : budget.lines()) {
                CoreJson.addSource(sources, line.source());
            }
        }
        return out -> write(out, budgets, sources.values());
    }

    private static void write(JsonGenerator out, Budgets budgets, Collection<RevenueSource> sources)
            throws IOException {
        out.writeStringField("year", budgets.year().toString());
        out.writeArrayFieldStart("sources");
        for (RevenueSource source : sources) {
            out.writeStartObject();
            CoreJson.writeMembers(out, source);
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeArrayFieldStart("schools");
        for (SchoolBudget budget : budgets.all()) {
            out.writeStartObject();
            out.writeStringField("id", budget.school().value());
            CoreJson.write(out, budget);
            out.writeEndObject();
        }
        out.writeEndArray();
    }
}
