package org.perpupil.io.json;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.perpupil.io.internal.json.JsonDocument;
import org.perpupil.io.internal.json.JsonValue;

/** The names that are met on the way through a whole, with their places; a part at fault still has its name, which others may use. */
final class Met {
    private final String codes;
    private final String whole;
    private final Map<String, Map<String, JsonValue>> byKind = new LinkedHashMap<>();

    /**
     * Starts with nothing met.
     *
     * @param codes what the codes of faults begin with
     * @param whole what the parts belong to, in a word
     */
    Met(String codes, String whole) {
        this.codes = codes;
        this.whole = whole;
    }

    private Map<String, JsonValue> all(String kind) {
        return byKind.computeIfAbsent(kind, any -> new LinkedHashMap<>());
    }

    /** Takes the name of a part, and tells one that another part of the kind has. */
    void define(String kind, String name, JsonValue value) {
        JsonValue earlier = all(kind).putIfAbsent(name, value);
        if (earlier != null) {
            value.fault(
                    codes + ".twice",
                    "%s, which %s has too"
                            .formatted(
                                    value.content().shown(), earlier.location().pointer()),
                    "each %s once in a %s".formatted(kind, whole),
                    "Correct one of the two.");
        }
    }

    /** Reads the name of a part that stands elsewhere in the whole. */
    Optional<String> named(String kind, JsonValue value) {
        return named(codes + ".unknown", kind, value);
    }

    /** Reads the name of a part that stands elsewhere in the whole. */
    Optional<String> named(String code, String kind, JsonValue value) {
        Optional<String> name = value.text();
        name.ifPresent(known -> checkKnown(code, kind, known, value));
        return name;
    }

    void checkKnown(String code, String kind, String name, JsonValue value) {
        Set<String> known = all(kind).keySet();
        if (!known.contains(name)) {
            value.fault(
                    code,
                    value.content().shown(),
                    known.isEmpty()
                            ? "none, since the %s has no %s".formatted(whole, kind)
                            : "one %s of the %s: %s".formatted(kind, whole, JsonDocument.listed(known)),
                    "Add the " + kind + ", or correct what names it.");
        }
    }
}
