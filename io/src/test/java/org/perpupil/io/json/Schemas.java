package org.perpupil.io.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.util.List;
import java.util.Set;
import org.perpupil.problem.Problem;

/** Checks documents against the published schemas, and reads nothing from a network. */
public final class Schemas {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final JsonSchemaFactory FACTORY = JsonSchemaFactory.getInstance(
            VersionFlag.V202012, factory -> factory.schemaLoaders(loaders -> loaders.schemas(JsonSchemas.byId())));

    /** Faults of structure, which a schema can tell. */
    private static final Set<String> STRUCTURE = Set.of(
            "json.key-unknown", "json.key-missing", "json.type", "json.kind", "json.schema", "json.kind-unknown");

    /** What readers tell as well as schemas. */
    private static final Set<String> TOLD_BY_BOTH =
            Set.of("additionalProperties", "required", "type", "oneOf", "anyOf");

    private Schemas() {}

    static JsonSchema schema(String id) {
        return FACTORY.getSchema(SchemaLocation.of(id));
    }

    static JsonSchema ofKind(String kind) {
        return schema("urn:perpupil:schema:" + kind.replace(' ', '-') + ":1");
    }

    static JsonNode node(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (JsonProcessingException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** Returns what the schema of its kind has against a document, for people. */
    static List<String> faults(String kind, JsonNode document) {
        return ofKind(kind).validate(document).stream()
                .map(message -> message.getInstanceLocation() + " " + message.getMessage())
                .toList();
    }

    /** Returns which keys are unknown or missing and which values are of another type, by the schema of a kind. */
    static List<String> structureFaults(String kind, String json) {
        return ofKind(kind).validate(node(json)).stream()
                .filter(message -> TOLD_BY_BOTH.contains(message.getType()))
                .map(message -> message.getInstanceLocation() + " " + message.getMessage())
                .toList();
    }

    public static List<String> faults(String kind, String json) {
        return faults(kind, node(json));
    }

    static boolean isOfStructure(List<Problem> problems) {
        return problems.stream().anyMatch(problem -> STRUCTURE.contains(problem.code()));
    }
}
