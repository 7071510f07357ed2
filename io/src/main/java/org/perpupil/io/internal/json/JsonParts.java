package org.perpupil.io.internal.json;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Collection;

/** Writes lists and objects that stand inside a document; what is empty is left out. */
public final class JsonParts {
    private static final int MOST_DIGITS = 1_000;

    private JsonParts() {}

    /** How one part is written. */
    @FunctionalInterface
    public interface Writer<T> {
        void write(JsonGenerator out, T part) throws IOException;
    }

    /** Writes a list unless it is empty. */
    public static <T> void writeList(JsonGenerator out, String key, Collection<T> parts, Writer<T> writer)
            throws IOException {
        if (parts.isEmpty()) {
            return;
        }
        out.writeArrayFieldStart(key);
        for (T part : parts) {
            writer.write(out, part);
        }
        out.writeEndArray();
    }

    /** Writes a list with one line for each of its objects, unless it is empty. */
    public static <T> void writeLines(JsonGenerator out, String key, Collection<T> parts, Writer<T> writer)
            throws IOException {
        writeList(
                out,
                key,
                parts,
                (list, part) -> JsonLayout.onOneLine(list, line -> {
                    line.writeStartObject();
                    writer.write(line, part);
                    line.writeEndObject();
                }));
    }

    /** Writes a list of texts on one line, unless it is empty. */
    public static void writeTexts(JsonGenerator out, String key, Collection<String> texts) throws IOException {
        JsonLayout.onOneLine(out, line -> writeList(line, key, texts, JsonGenerator::writeString));
    }

    /** Writes an object on one line. */
    public static <T> void writeLine(JsonGenerator out, String key, T part, Writer<T> writer) throws IOException {
        JsonLayout.onOneLine(out, line -> {
            line.writeObjectFieldStart(key);
            writer.write(line, part);
            line.writeEndObject();
        });
    }

    /**
     * Writes a number.
     *
     * @throws IllegalArgumentException if it has more digits than are read
     */
    public static void writeNumber(JsonGenerator out, String key, BigDecimal number) throws IOException {
        if (Math.max(number.scale(), number.precision() - (long) number.scale()) > MOST_DIGITS) {
            throw new IllegalArgumentException(
                    "%s, a number of %s digits with %s behind the point, cannot be written; at most %s of either can be read"
                            .formatted(key, number.precision(), number.scale(), MOST_DIGITS));
        }
        out.writeStringField(key, number.toPlainString());
    }
}
