package org.perpupil.io.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

/** Holds documents to the schemas that are published with the library. */
final class SchemaCheck {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private SchemaCheck() {}

    /** Returns what a schema finds wrong with a document; nothing if it is right. */
    static List<String> faults(String schema, String json) {
        String name = "schema/" + schema + ".schema.json";
        try (InputStream stream = Objects.requireNonNull(DistrictJson.class.getResourceAsStream(name), name)) {
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(stream)
                    .validate(MAPPER.readTree(json))
                    .stream()
                    .map(ValidationMessage::toString)
                    .toList();
        } catch (JsonProcessingException noJson) {
            return List.of(noJson.getOriginalMessage());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
