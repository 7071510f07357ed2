package org.perpupil.io.internal.json;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import org.perpupil.problem.Problem;

/**
 * Finds where a result that was written is not what is computed again: the one way in which documents of results are checked, none of which
 * is believed. What is computed is written in turn, and the two are compared value by value.
 */
public final class Differences {
    private static final String REMEDY =
            "Find out whether the document was changed or another version wrote it, or write it anew.";

    /** Each takes more memory than the value that differs. */
    private static final int MOST_TOLD = 9_000;

    private final String code;
    private final Figures figures;
    private final BiPredicate<String, String> isSame;
    private final List<Problem> found = new ArrayList<>();

    /** Tells where figures stand that may differ in their last digits. */
    @FunctionalInterface
    public interface Figures {
        /**
         * Tells whether a member of an object is a figure.
         *
         * @param object the key of the object; empty if it stands in a list
         * @param key the key of the member
         */
        boolean areAt(String object, String key);
    }

    private Differences(String code, Figures figures, BiPredicate<String, String> isSame) {
        this.code = code;
        this.figures = figures;
        this.isSame = isSame;
    }

    /**
     * Prepares a comparison.
     *
     * @param code of each difference
     * @param figures where figures stand; all other texts must be the same
     * @param isSame tells whether two figures say the same
     */
    public static Differences of(String code, Figures figures, BiPredicate<String, String> isSame) {
        return new Differences(code, figures, isSame);
    }

    /** Prepares a comparison of texts that must all be the same. */
    public static Differences exact(String code) {
        return new Differences(code, (object, key) -> false, String::equals);
    }

    /** Returns where a document differs from what is computed, in the order of the document. */
    public List<Problem> between(InputStream stream, String source, String kind, JsonOutput.Body computed)
            throws IOException {
        return JsonDocument.read(stream, source, kind, Set.of(), JsonDocument.Limits.USUAL, written -> {
            compare(written, JsonDocument.tree(JsonOutput.headed(kind, computed)));
            return Optional.of(List.copyOf(found));
        });
    }

    /**
     * Returns where an object inside a document differs from what is computed, in the order of the document.
     *
     * @param computed writes the members of the object
     */
    public List<Problem> between(JsonValue written, JsonOutput.Body computed) {
        compare(written, JsonDocument.tree(computed));
        return List.copyOf(found);
    }

    private void compare(JsonValue written, JsonValue computed) {
        JsonValue.Content one = written.content();
        JsonValue.Content other = computed.content();
        if (one instanceof JsonValue.Members some && other instanceof JsonValue.Members others) {
            compareMembers(written, some.byKey(), others.byKey(), "no key ");
        } else if (one instanceof JsonValue.Elements some && other instanceof JsonValue.Elements others) {
            compareLists(written, some.values(), others.values());
        } else if (!isSame(one, other, written)) {
            tell(written, one.shown(), other.shown());
        }
    }

    private boolean isSame(JsonValue.Content one, JsonValue.Content other, JsonValue at) {
        if (one instanceof JsonValue.Text left
                && other instanceof JsonValue.Text right
                && at.isMember((object, key) -> figures.areAt(object, key))) {
            return isSame.test(left.text(), right.text());
        }
        return one.equals(other);
    }

    private void compareMembers(
            JsonValue whole, Map<String, JsonValue> written, Map<String, JsonValue> computed, String none) {
        written.forEach((key, value) -> {
            JsonValue other = computed.get(key);
            if (other == null) {
                tell(value, value.content().shown(), "nothing");
            } else {
                compare(value, other);
            }
        });
        computed.forEach((key, value) -> {
            if (!written.containsKey(key)) {
                tell(whole, none + "\"" + key + "\"", value.content().shown());
            }
        });
    }

    /** Compares objects that are named with those of the same name, so that one that is gone does not make the rest differ. */
    private void compareLists(JsonValue list, List<JsonValue> written, List<JsonValue> computed) {
        Optional<String> key = computed.stream().findFirst().flatMap(Differences::namingKey);
        Optional<Map<String, JsonValue>> some = key.flatMap(naming -> byName(written, naming));
        Optional<Map<String, JsonValue>> others = key.flatMap(naming -> byName(computed, naming));
        if (some.isPresent() && others.isPresent()) {
            compareMembers(list, some.get(), others.get(), "nothing named ");
            compareOrder(list, some.get(), others.get());
            return;
        }
        for (int i = 0; i < Math.min(written.size(), computed.size()); i++) {
            compare(written.get(i), computed.get(i));
        }
        if (written.size() != computed.size()) {
            tell(list, written.size() + " values", computed.size() + " values");
        }
    }

    private void compareOrder(JsonValue list, Map<String, JsonValue> written, Map<String, JsonValue> computed) {
        List<String> order = new ArrayList<>(written.keySet());
        order.retainAll(computed.keySet());
        List<String> other = new ArrayList<>(computed.keySet());
        other.retainAll(written.keySet());
        if (!order.equals(other)) {
            tell(list, "another order", "the order");
        }
    }

    /** Returns the key that names an object that is computed: its first, if it holds a text. What was written may have any order. */
    private static Optional<String> namingKey(JsonValue value) {
        return value.content() instanceof JsonValue.Members members
                ? members.byKey().entrySet().stream()
                        .findFirst()
                        .filter(first -> text(first.getValue()).isPresent())
                        .map(Map.Entry::getKey)
                : Optional.empty();
    }

    /** Returns objects by the text of the member that names them; empty if one has none, or two have the same. */
    private static Optional<Map<String, JsonValue>> byName(List<JsonValue> values, String key) {
        Map<String, JsonValue> byName = new LinkedHashMap<>();
        for (JsonValue value : values) {
            Optional<String> name = name(value, key);
            if (name.isEmpty() || byName.put(name.get(), value) != null) {
                return Optional.empty();
            }
        }
        return Optional.of(byName);
    }

    private static Optional<String> name(JsonValue value, String key) {
        return value.content() instanceof JsonValue.Members members
                ? Optional.ofNullable(members.byKey().get(key)).flatMap(Differences::text)
                : Optional.empty();
    }

    private static Optional<String> text(JsonValue value) {
        return value.content() instanceof JsonValue.Text text ? Optional.of(text.text()) : Optional.empty();
    }

    private void tell(JsonValue at, String written, String computed) {
        if (found.size() < MOST_TOLD) {
            found.add(new Problem(
                    code, at.document().placeOf(at.location()), written, computed + ", as it is computed", REMEDY));
        } else if (found.size() == MOST_TOLD) {
            found.add(new Problem(
                    code,
                    at.document().placeOf(at.location()),
                    "more than %s differences".formatted(MOST_TOLD),
                    "none, as it is computed",
                    "Write the document anew."));
        }
    }
}
