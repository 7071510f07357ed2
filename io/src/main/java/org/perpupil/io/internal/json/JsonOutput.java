package org.perpupil.io.internal.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
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
        try (JsonGenerator out = FACTORY.createGenerator(stream, JsonEncoding.UTF8)) {
            out.setPrettyPrinter(new JsonLayout());
            out.writeStartObject();
            members.writeTo(out);
            out.writeEndObject();
            out.writeRaw('\n');
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
