package org.perpupil.io.internal.json;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.perpupil.problem.Problem;

/** One value of a document, with its place. What is asked of it and does not fit is told to the document. */
public final class JsonValue {
    private static final int LONGEST_SHOWN = 60;

    private final JsonDocument document;
    private final Location location;
    private final Content content;

    JsonValue(JsonDocument document, Location location, Content content) {
        this.document = document;
        this.location = location;
        this.content = content;
    }

    /**
     * Where a value stands.
     *
     * @param parent where the object or list stands that it is in; null for the whole document
     * @param token its key or number there
     */
    public record Location(@Nullable Location parent, String token, int line, int column) {
        /** Returns the JSON pointer (RFC 6901). */
        public String pointer() {
            return parent == null
                    ? ""
                    : parent.pointer() + "/" + token.replace("~", "~0").replace("/", "~1");
        }

        @Override
        public String toString() {
            String pointer = pointer();
            return "line %s:%s%s".formatted(line, column, pointer.isEmpty() ? "" : ", " + pointer);
        }
    }

    /** What a value is. */
    public sealed interface Content {
        /** Returns the value for people. */
        String shown();
    }

    public record Members(ImmutableMap<String, JsonValue> byKey) implements Content {
        @Override
        public String shown() {
            return "an object";
        }
    }

    public record Elements(ImmutableList<JsonValue> values) implements Content {
        @Override
        public String shown() {
            return "a list";
        }
    }

    public record Text(String text) implements Content {
        @Override
        public String shown() {
            return JsonDocument.quoted(text, LONGEST_SHOWN);
        }
    }

    /** A number, true, false or null, as it is written. */
    public record Literal(String literal) implements Content {
        @Override
        public String shown() {
            return literal.length() > LONGEST_SHOWN ? literal.substring(0, LONGEST_SHOWN) + "…" : literal;
        }

        public boolean isNumber() {
            return !Set.of("true", "false", "null").contains(literal);
        }
    }

    /** What the reader of a document does not look at. */
    public record Skipped() implements Content {
        @Override
        public String shown() {
            return "a value";
        }
    }

    /** The members of an object, of which those that are required and missing have been told. */
    public record Fields(Map<String, JsonValue> byKey) {
        public Fields {
            byKey = ImmutableMap.copyOf(byKey);
        }

        public <T> Optional<T> get(String key, Function<JsonValue, Optional<T>> read) {
            return Optional.ofNullable(byKey.get(key)).flatMap(read);
        }

        /** Returns what can be read of a list; empty if there is none. */
        public <T> List<T> list(String key, Function<JsonValue, Optional<T>> read) {
            List<T> all = new ArrayList<>();
            get(key, JsonValue::elements)
                    .ifPresent(
                            values -> values.forEach(value -> read.apply(value).ifPresent(all::add)));
            return all;
        }
    }

    public Location location() {
        return location;
    }

    public JsonDocument document() {
        return document;
    }

    public Content content() {
        return content;
    }

    public void fault(String code, String found, String allowed, String remedy) {
        document.fault(code, location, found, allowed, remedy);
    }

    private <T> Optional<T> wrongType(String allowed) {
        String remedy = "Correct the value.";
        if (content instanceof Literal literal) {
            if (literal.literal().equals("null")) {
                remedy = "Leave out what is not known.";
            } else if (literal.isNumber()) {
                remedy = "Write it in quotes, so that no program takes it for a binary fraction.";
            }
        }
        fault("json.type", content.shown(), allowed, remedy);
        return Optional.empty();
    }

    /** Returns the members of an object that has all the required keys and none but these and the optional ones. */
    public Fields fields(Set<String> required, Set<String> optional) {
        if (!(content instanceof Members members)) {
            wrongType("an object");
            return new Fields(Map.of());
        }
        members.byKey().forEach((key, value) -> {
            if (!required.contains(key) && !optional.contains(key)) {
                value.fault(
                        "json.key-unknown",
                        "the key " + JsonDocument.quoted(key, LONGEST_SHOWN),
                        "the keys " + joined(required, optional),
                        "Remove the key, or correct its name.");
            }
        });
        for (String key : required) {
            if (!members.byKey().containsKey(key)) {
                fault(
                        "json.key-missing",
                        "no key \"" + key + "\"",
                        "an object with the keys " + joined(required, optional),
                        "Add the key.");
            }
        }
        return new Fields(members.byKey());
    }

    private static String joined(Set<String> required, Set<String> optional) {
        return Stream.concat(required.stream(), optional.stream()).collect(Collectors.joining(", "));
    }

    /** Returns the members of an object whose keys are names. */
    public Map<String, JsonValue> byName() {
        if (content instanceof Members members) {
            return members.byKey();
        }
        wrongType("an object");
        return Map.of();
    }

    public Optional<List<JsonValue>> elements() {
        return content instanceof Elements elements ? Optional.of(elements.values()) : wrongType("a list");
    }

    public Optional<Boolean> flag() {
        return content instanceof Literal literal && Set.of("true", "false").contains(literal.literal())
                ? Optional.of(literal.literal().equals("true"))
                : wrongType("true or false");
    }

    public Optional<String> text() {
        return parsed(text -> text, "a text");
    }

    /** Returns what a function makes of the text; a text that it refuses is told. */
    public <T> Optional<T> parsed(Function<String, T> parse, String allowed) {
        if (!(content instanceof Text text)) {
            return wrongType(allowed);
        }
        try {
            return Optional.of(parse.apply(text.text()));
        } catch (IllegalArgumentException | ArithmeticException refused) {
            fault("json.value", content.shown(), allowed, "Correct the value.");
            return Optional.empty();
        }
    }

    /** Tells a problem that a value of the domain found, at this place. */
    public void fault(Problem problem) {
        document.fault(problem.within(document.placeOf(location)));
    }
}
