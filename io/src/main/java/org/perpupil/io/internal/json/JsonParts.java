package org.perpupil.io.internal.json;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Collection;

/** Writes lists and objects that stand inside a document; what is empty is left out. */
public final class JsonParts {
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

    public static void writeNumber(JsonGenerator out, String key, BigDecimal number) throws IOException {
        out.writeStringField(key, number.toPlainString());
    }
}
