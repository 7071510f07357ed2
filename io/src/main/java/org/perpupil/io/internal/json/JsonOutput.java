package org.perpupil.io.internal.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.JsonGeneratorDelegate;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.perpupil.io.internal.AtomicFile;

/** Writes one document as a stream; a file is written whole or not at all. */
public final class JsonOutput {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .disable(StreamWriteFeature.AUTO_CLOSE_CONTENT) // what broke off must not look complete
            .build();

    private static final int LONGEST_KEY = 50_000;

    private JsonOutput() {}

    /** What stands between the braces of a document, after its kind and schema. */
    @FunctionalInterface
    public interface Body {
        void writeTo(JsonGenerator out) throws IOException;
    }

    public static void write(Path file, String kind, Body body) throws IOException {
        AtomicFile.write(file, stream -> write(stream, kind, body));
    }

    public static void write(OutputStream stream, String kind, Body body) throws IOException {
        write(stream, headed(kind, body));
    }

    /** Puts kind and schema before the members of a document. */
    static Body headed(String kind, Body body) {
        return out -> {
            out.writeStringField("kind", kind);
            out.writeNumberField("schema", JsonDocument.SCHEMA);
            body.writeTo(out);
        };
    }

    private static void write(OutputStream stream, Body members) throws IOException {
        try (JsonGenerator out = new Bounded(FACTORY.createGenerator(stream, JsonEncoding.UTF8))) {
            out.setPrettyPrinter(new JsonLayout());
            out.writeStartObject();
            members.writeTo(out);
            out.writeEndObject();
            out.writeRaw('\n');
        }
    }

    /** Refuses texts that are longer than those that are read. */
    private static final class Bounded extends JsonGeneratorDelegate {
        Bounded(JsonGenerator out) {
            super(out, false);
        }

        @Override
        public void writeString(String text) throws IOException {
            check(text, JsonDocument.LONGEST_TEXT);
            super.writeString(text);
        }

        @Override
        public void writeFieldName(String name) throws IOException {
            check(name, LONGEST_KEY);
            super.writeFieldName(name);
        }

        private static void check(String text, int longest) {
            if (text.length() > longest) {
                throw new IllegalArgumentException(
                        "a text of %s characters, %s, cannot be written; at most %s can be read"
                                .formatted(text.length(), JsonDocument.quoted(text, 60), longest));
            }
        }
    }

    public static String text(String kind, Body body) {
        return text(headed(kind, body));
    }

    static String text(Body members) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            write(bytes, members);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
        return bytes.toString(UTF_8);
    }
}
