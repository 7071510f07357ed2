package org.perpupil.io.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Set;

/**
 * The JSON Schemas (draft 2020-12) of the documents of this package and of the mappings of {@link org.perpupil.io.csv}, so that other programs can check what they read and write.
 *
 * <p>A schema tells the structure: keys, types, and how numbers, years and ids are written. Whether the parts of a document go
 * together (a line that is named, a total that adds up), only reading tells. To a schema the numbers 1 and 1.0 are the same, so it takes
 * {@code "schema": 1.0}; readers take {@code 1} only.
 *
 * <p>The schema of a kind, such as {@code urn:perpupil:schema:site-plan:1}, refers to shared ones by their {@code $id}. These are
 * names, and nothing is found under them on a network: give a validator all of {@link #byId()}.
 */
public final class JsonSchemas {
    private static final ImmutableSet<String> KINDS = ImmutableSet.of(
            "district",
            "formula",
            "funding model",
            "budgets",
            "allocation",
            "explanation",
            "site plan",
            "funding",
            "plan history",
            "district plans",
            "planning calendar",
            "scorecard",
            "spending",
            "staff",
            "sources",
            "counts",
            "chart of accounts",
            "study",
            "regression",
            "row sums",
            "inference",
            "equity report",
            "school columns",
            "study columns",
            "table columns");

    /** Parts that several kinds of document have. */
    private static final ImmutableSet<String> SHARED = ImmutableSet.of("common", "definition", "layout", "plan");

    private JsonSchemas() {}

    /** Returns the kinds of document that have a schema: what stands under their key {@code kind}. */
    public static Set<String> kinds() {
        return KINDS;
    }

    /**
     * Returns the schema of a kind of document as a text.
     *
     * @throws IllegalArgumentException if there is no such kind; the message lists those that there are
     */
    public static String of(String kind) {
        if (!KINDS.contains(kind)) {
            throw new IllegalArgumentException(
                    "\"%s\" is no kind of document; the kinds are %s".formatted(kind, String.join(", ", KINDS)));
        }
        return text(file(kind));
    }

    /** Returns every schema by its {@code $id}: those of the kinds, and the shared ones that they refer to. */
    public static Map<String, String> byId() {
        ImmutableMap.Builder<String, String> byId = ImmutableMap.builder();
        KINDS.forEach(kind -> byId.put(id(file(kind)), text(file(kind))));
        SHARED.forEach(part -> byId.put(id(part), text(part)));
        return byId.buildOrThrow();
    }

    private static String file(String kind) {
        return kind.replace(' ', '-');
    }

    private static String id(String file) {
        return "urn:perpupil:schema:" + file + ":1";
    }

    private static String text(String file) {
        String resource = "schema/" + file + ".schema.json";
        try (InputStream stream = JsonSchemas.class.getResourceAsStream(resource)) {
            if (stream == null) {
                throw new IllegalStateException("the library is incomplete: it lacks " + resource);
            }
            return new String(stream.readAllBytes(), UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
