package org.perpupil.io.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableSet;
import com.google.common.primitives.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.perpupil.equity.regression.RowSums;
import org.perpupil.io.internal.json.CoreJson;
import org.perpupil.io.internal.json.JsonDocument;
import org.perpupil.io.internal.json.JsonOutput;
import org.perpupil.io.internal.json.JsonParts;
import org.perpupil.io.internal.json.JsonValue;
import org.perpupil.problem.ProblemException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sums of rows as JSON, and back: what a regression needs of rows that stay where they are, to be sent elsewhere with the names of their
 * columns.
 *
 * <pre>{@code
 * { "kind": "row sums", "schema": 1, "explained": "dollars", "explaining": ["poverty"], "rows": "1200",
 *   "sums": ["AAAAAQAAAAMAAAAAAAAEsE…"] }
 * }</pre>
 *
 * <p>What is written is read back equal. The sums are the bytes of {@link RowSums#toBytes()} in base 64 (RFC 4648), in texts of up to
 * 100,000 characters, since each is a pair of
 * doubles that means nothing to people; {@code rows} stands there to be read, and is checked.
 */
public final class RowSumsJson {
    private static final Logger LOG = LoggerFactory.getLogger(RowSumsJson.class);

    private static final String KIND = "row sums";

    /** Characters of a text, each four of which are three bytes. */
    private static final int LONGEST = 100_000;

    private RowSumsJson() {}

    /**
     * Writes sums of rows to a file, whole or not at all.
     *
     * @throws IOException if the file cannot be written; an older one is then left as it was
     */
    public static void write(RowSums sums, Path file) throws IOException {
        JsonOutput.write(file, KIND, out -> write(out, sums));
    }

    /**
     * Writes sums of rows as UTF-8. The stream is flushed and not closed.
     *
     * @throws IOException if the stream throws it
     */
    public static void write(RowSums sums, OutputStream stream) throws IOException {
        JsonOutput.write(stream, KIND, out -> write(out, sums));
    }

    /** Returns sums of rows as the text of a document. */
    public static String toJson(RowSums sums) {
        return JsonOutput.text(KIND, out -> write(out, sums));
    }

    /**
     * Reads sums of rows from a file.
     *
     * @throws IOException if the file cannot be read
     * @throws ProblemException with every fault of the document that can be told
     */
    public static RowSums read(Path file) throws IOException {
        try (InputStream stream = Files.newInputStream(file)) {
            return read(stream, file.toString());
        }
    }

    /**
     * Reads sums of rows from a stream, to its end. The stream is not closed.
     *
     * @param sourceName what the document is called in problems, in place of a file name
     * @throws IOException if the stream throws it
     * @throws ProblemException with every fault of the document that can be told
     */
    public static RowSums read(InputStream stream, String sourceName) throws IOException {
        RowSums sums =
                JsonDocument.read(stream, sourceName, KIND, Set.of(), JsonDocument.Limits.USUAL, RowSumsJson::sums);
        LOG.debug("read {}: {}", sourceName, sums);
        return sums;
    }

    /**
     * Reads what {@link #toJson} writes.
     *
     * @throws ProblemException with every fault of the document that can be told
     */
    public static RowSums parse(String json) {
        return JsonDocument.read(json, KIND, Set.of(), RowSumsJson::sums);
    }

    private static void write(JsonGenerator out, RowSums sums) throws IOException {
        out.writeStringField("explained", sums.dependent());
        JsonParts.writeTexts(out, "explaining", sums.explaining());
        out.writeStringField("rows", Long.toString(sums.rows()));
        JsonParts.writeList(
                out,
                "sums",
                Splitter.fixedLength(LONGEST).splitToList(Base64.getEncoder().encodeToString(sums.toBytes())),
                JsonGenerator::writeString);
    }

    private static Optional<RowSums> sums(JsonValue root) {
        int mark = root.document().mark();
        JsonValue.Fields fields = root.fields(
                ImmutableSet.of("kind", "schema", "explained", "rows", "sums"), ImmutableSet.of("explaining"));
        Optional<String> explained = fields.get("explained", JsonValue::text);
        Set<String> explaining = CoreJson.distinct(fields, "explaining", JsonValue::text);
        Optional<JsonValue> rows = fields.get("rows", Optional::of);
        Optional<String> many = rows.flatMap(JsonValue::text);
        List<byte[]> bytes =
                fields.list("sums", value -> value.parsed(Base64.getDecoder()::decode, "bytes in base 64"));
        Optional<RowSums> sums = root.document()
                .make(
                        mark,
                        Optional.ofNullable(fields.byKey().get("sums")).orElse(root),
                        () -> RowSums.ofBytes(
                                Bytes.concat(bytes.toArray(byte[][]::new)),
                                explained.orElseThrow(),
                                explaining.toArray(String[]::new)));
        sums.map(RowSums::rows)
                .filter(summed -> !many.equals(Optional.of(Long.toString(summed))))
                .ifPresent(summed -> rows.ifPresent(value -> value.fault(
                        "rows.differ",
                        value.content().shown(),
                        "\"%s\", the rows of the sums".formatted(summed),
                        "Find out which of them was changed.")));
        return sums;
    }
}
