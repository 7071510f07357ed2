package org.perpupil.io.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/** Changes a document as people and programs do by mistake. */
final class Slips {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final List<String> TYPED =
            List.of("", "x", "\"", ",", "0", "-", "null", "{", "}", "[1]", "\u0000", "\\");
    private static final List<String> VALUES =
            List.of("null", "1.5", "true", "\"x\"", "\"-1\"", "\"1e9\"", "\"\"", "{}", "[]", "[null]", "{\"a\": []}");

    private Slips() {}

    /** Returns the text with some characters overwritten. */
    static String ofTyping(String json, Random random) {
        int at = random.nextInt(json.length());
        int end = Math.min(json.length(), at + random.nextInt(3));
        return json.substring(0, at) + TYPED.get(random.nextInt(TYPED.size())) + json.substring(end);
    }

    /** Returns a document in which a value is another, or a key is gone or added. */
    static String ofMeaning(String json, Random random) {
        try {
            JsonNode root = MAPPER.readTree(json);
            List<JsonNode> containers = new ArrayList<>();
            collect(root, containers);
            JsonNode other = MAPPER.readTree(VALUES.get(random.nextInt(VALUES.size())));
            JsonNode container = containers.get(random.nextInt(containers.size()));
            if (container instanceof ObjectNode object) {
                List<String> keys = new ArrayList<>();
                object.fieldNames().forEachRemaining(keys::add);
                String key = random.nextInt(5) == 0 || keys.isEmpty() ? "new" : keys.get(random.nextInt(keys.size()));
                if (random.nextInt(3) == 0) {
                    object.remove(key);
                } else {
                    object.set(key, other);
                }
            } else if (container instanceof ArrayNode array) {
                if (array.isEmpty() || random.nextBoolean()) {
                    array.add(other);
                } else {
                    array.add(array.get(random.nextInt(array.size()))); // twice
                }
            }
            return MAPPER.writeValueAsString(root);
        } catch (JsonProcessingException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** Shows every document that is the given one with a key more, a key less or a value of another type, somewhere. */
    static void forEach(String json, Consumer<String> check) {
        try {
            JsonNode root = MAPPER.readTree(json);
            List<JsonNode> containers = new ArrayList<>();
            collect(root, containers);
            for (JsonNode container : containers) {
                if (container instanceof ObjectNode object) {
                    forEach(root, object, check);
                } else if (container instanceof ArrayNode array && !array.isEmpty()) {
                    JsonNode first = array.get(0);
                    array.set(0, 1.5);
                    check.accept(MAPPER.writeValueAsString(root));
                    array.set(0, first);
                }
            }
        } catch (JsonProcessingException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static void forEach(JsonNode root, ObjectNode object, Consumer<String> check)
            throws JsonProcessingException {
        List<String> keys = new ArrayList<>();
        object.fieldNames().forEachRemaining(keys::add);
        object.put("new key", "x");
        check.accept(MAPPER.writeValueAsString(root));
        object.remove("new key");
        for (String key : keys) {
            JsonNode value = object.get(key);
            object.put(key, 1.5);
            check.accept(MAPPER.writeValueAsString(root));
            object.remove(key);
            check.accept(MAPPER.writeValueAsString(root));
            object.set(key, value);
        }
    }

    private static void collect(JsonNode node, List<JsonNode> containers) {
        if (node.isContainerNode()) {
            containers.add(node);
            node.forEach(child -> collect(child, containers));
        }
    }
}
