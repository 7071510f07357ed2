package org.perpupil.io.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.google.common.collect.ImmutableSet;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.perpupil.io.internal.json.CoreJson;
import org.perpupil.io.internal.json.JsonDocument;
import org.perpupil.io.internal.json.JsonOutput;
import org.perpupil.io.internal.json.JsonValue;
import org.perpupil.problem.ProblemException;
import org.perpupil.revenue.RevenueSource;
import org.perpupil.revenue.SourceId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Revenue sources as JSON, and back: where money comes from and what it may be used for, for programs that share them.
 *
 * <pre>{@code
 * { "kind": "sources", "schema": 1,
 *   "sources": [ {"id": "general", "name": "General fund", "origin": "local"},
 *                {"id": "title-i", "name": "Title I", "origin": "federal",
 *                 "restriction": {"purpose": "pupils: poverty", "needs": ["poverty"], "spans": []}} ] }
 * }</pre>
 *
 * <p>What is written is read back equal, in the same order.
 */
public final class SourcesJson {
    private static final Logger LOG = LoggerFactory.getLogger(SourcesJson.class);

    private static final String KIND = "sources";

    private SourcesJson() {}

    /**
     * Writes sources to a file, whole or not at all.
     *
     * @throws IOException if the file cannot be written; an older one is then left as it was
     * @throws IllegalArgumentException if two sources have the same id
     */
    public static void write(Collection<RevenueSource> sources, Path file) throws IOException {
        JsonOutput.write(file, KIND, body(sources));
    }

    /**
     * Writes sources as UTF-8. The stream is flushed and not closed.
     *
     * @throws IOException if the stream throws it
     * @throws IllegalArgumentException if two sources have the same id
     */
    public static void write(Collection<RevenueSource> sources, OutputStream stream) throws IOException {
        JsonOutput.write(stream, KIND, body(sources));
    }

    /**
     * Returns sources as the text of a document.
     *
     * @throws IllegalArgumentException if two sources have the same id
     */
    public static String toJson(Collection<RevenueSource> sources) {
        return JsonOutput.text(KIND, body(sources));
    }

    /**
     * Reads sources from a file.
     *
     * @throws IOException if the file cannot be read
     * @throws ProblemException with every fault of the document that can be told
     */
    public static List<RevenueSource> read(Path file) throws IOException {
        try (InputStream stream = Files.newInputStream(file)) {
            return read(stream, file.toString());
        }
    }

    /**
     * Reads sources from a stream, to its end. The stream is not closed.
     *
     * @param sourceName what the document is called in problems, in place of a file name
     * @throws IOException if the stream throws it
     * @throws ProblemException with every fault of the document that can be told
     */
    public static List<RevenueSource> read(InputStream stream, String sourceName) throws IOException {
        List<RevenueSource> sources =
                JsonDocument.read(stream, sourceName, KIND, Set.of(), JsonDocument.Limits.USUAL, SourcesJson::sources);
        LOG.debug("read {}: {} sources", sourceName, sources.size());
        return sources;
    }

    /**
     * Reads what {@link #toJson} writes.
     *
     * @throws ProblemException with every fault of the document that can be told
     */
    public static List<RevenueSource> parse(String json) {
        return JsonDocument.read(json, KIND, Set.of(), SourcesJson::sources);
    }

    /** Checks the ids before anything is written. */
    private static JsonOutput.Body body(Collection<RevenueSource> sources) {
        Map<SourceId, RevenueSource> byId = new LinkedHashMap<>();
        for (RevenueSource source : sources) {
            if (byId.putIfAbsent(source.id(), source) != null) {
                throw new IllegalArgumentException(
                        "two sources have the id %s, so a document cannot tell them apart".formatted(source.id()));
            }
        }
        return out -> write(out, byId.values());
    }

    private static void write(JsonGenerator out, Collection<RevenueSource> sources) throws IOException {
        out.writeArrayFieldStart("sources");
        for (RevenueSource source : sources) {
            out.writeStartObject();
            CoreJson.writeMembers(out, source);
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private static Optional<List<RevenueSource>> sources(JsonValue root) {
        JsonValue.Fields fields = root.fields(ImmutableSet.of("kind", "schema", "sources"), Set.of());
        return Optional.of(List.copyOf(CoreJson.sources(fields, Set.of()).values()));
    }
}
