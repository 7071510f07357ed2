package org.perpupil.io.json;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.perpupil.formula.OwnFigure;
import org.perpupil.formula.funding.FundingModel;
import org.perpupil.io.internal.json.JsonDocument;
import org.perpupil.io.internal.json.JsonOutput;
import org.perpupil.problem.ProblemException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A funding model as JSON, and back: the decision on every source, every dated parameter with its citations, and every line.
 *
 * <pre>{@code
 * { "kind": "funding model", "schema": 1,
 *   "name": "Unified district",
 *   "rounding": {"to": "0.01", "mode": "half up"},
 *   "parameters": [ … ],
 *   "sources": [
 *     {"id": "general", "name": "General fund", "origin": "local", "disposition": "unlocked", "centralShare": {"rate": "0.15"}},
 *     {"id": "reserve", "name": "Reserve", "origin": "local", "disposition": "unlocked",
 *      "setAside": {"from": "general", "rate": "0.02"}},
 *     { "id": "title-i", "name": "Title I", "origin": "federal", "restriction": …, "disposition": "unlocked",
 *       "eligible": {"atLeast": [{"over": [{"pupils": "poverty"}, {"pupils": "all pupils"}]}, {"number": "0.4"}]} },
 *     {"id": "bonds", "name": "Bonds", "origin": "local", "disposition": "locked"} ],
 *   "lines": [ … ] }
 * }</pre>
 *
 * <p>Parameters and lines are those of {@link FormulaJson}. Decisions, guards, staffing and transition are lines here, as they are in
 * the model: what is written says all that is computed, and no more. A source may be {@code openEnded}; a central share or
 * a reserve is a {@code rate} or a {@code sum}.
 *
 * <p>What is written is read back equal, and gives the same cents.
 */
public final class FundingModelJson {
    private static final Logger LOG = LoggerFactory.getLogger(FundingModelJson.class);

    private static final String KIND = "funding model";

    private FundingModelJson() {}

    /**
     * Writes a model to a file, whole or not at all.
     *
     * @throws IOException if the file cannot be written; an older one is then left as it was
     * @throws IllegalArgumentException if a number has more than 1,000 digits
     */
    public static void write(FundingModel model, Path file) throws IOException {
        JsonOutput.write(file, KIND, DefinitionJson.body(model));
    }

    /**
     * Writes a model as UTF-8. The stream is flushed and not closed.
     *
     * @throws IOException if the stream throws it
     * @throws IllegalArgumentException if a number has more than 1,000 digits
     */
    public static void write(FundingModel model, OutputStream stream) throws IOException {
        JsonOutput.write(stream, KIND, DefinitionJson.body(model));
    }

    /**
     * Returns a model as the text of a document.
     *
     * @throws IllegalArgumentException if a number has more than 1,000 digits
     */
    public static String toJson(FundingModel model) {
        return JsonOutput.text(KIND, DefinitionJson.body(model));
    }

    /**
     * Reads a model from a file.
     *
     * @param figures the own figures that its lines may name
     * @throws IOException if the file cannot be read
     * @throws ProblemException with every fault of the document that can be told, and those of {@link FundingModel.Builder#build()}
     * @throws IllegalArgumentException if two own figures have the same name
     */
    public static FundingModel read(Path file, OwnFigure... figures) throws IOException {
        try (InputStream stream = Files.newInputStream(file)) {
            return read(stream, file.toString(), figures);
        }
    }

    /**
     * Reads a model from a stream, to its end. The stream is not closed.
     *
     * @param sourceName what the document is called in problems, in place of a file name
     * @param figures the own figures that its lines may name
     * @throws IOException if the stream throws it
     * @throws ProblemException with every fault of the document that can be told, and those of {@link FundingModel.Builder#build()}
     * @throws IllegalArgumentException if two own figures have the same name
     */
    public static FundingModel read(InputStream stream, String sourceName, OwnFigure... figures) throws IOException {
        Map<String, OwnFigure> byName = DefinitionNames.figures(figures);
        FundingModel model = JsonDocument.read(
                stream,
                sourceName,
                KIND,
                Set.of(),
                JsonDocument.Limits.USUAL,
                root -> DefinitionJson.model(root, byName));
        LOG.debug("read {}: {} lines", sourceName, model.lines().lines().size());
        return model;
    }

    /**
     * Reads what {@link #toJson} writes.
     *
     * @param figures the own figures that its lines may name
     * @throws ProblemException with every fault of the document that can be told, and those of {@link FundingModel.Builder#build()}
     * @throws IllegalArgumentException if two own figures have the same name
     */
    public static FundingModel parse(String json, OwnFigure... figures) {
        Map<String, OwnFigure> byName = DefinitionNames.figures(figures);
        return JsonDocument.read(json, KIND, Set.of(), root -> DefinitionJson.model(root, byName));
    }
}
