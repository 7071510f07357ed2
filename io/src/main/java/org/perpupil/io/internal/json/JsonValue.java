package org.perpupil.io.internal.json;

import java.util.AbstractMap;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.perpupil.problem.Problem;

/** One value of a document, with its place. What is asked of it and does not fit is told to the document. */
public final class JsonValue {
    private static final int LONGEST_SHOWN = 60;

    /** Parts of a pointer that are shown. */
    private static final int MOST_TOKENS = 50;

    /** Objects of more members than these find them by hash. */
    private static final int FEW_MEMBERS = 16;

    private final JsonDocument document;

    /** The object or list that it is in; null for the whole document. */
    private final @Nullable JsonValue parent;

    private final int row;

    /** Its number in a list, from 0; none in an object. */
    private final int index;

    JsonValue(JsonDocument document, @Nullable JsonValue parent, int row, int index) {
        this.document = document;
        this.parent = parent;
        this.row = row;
        this.index = index;
    }

    /**
     * Where a value stands.
     *
     * @param parent where the object or list stands that it is in; null for the whole document
     * @param token its key or number there
     */
    public record Location(@Nullable Location parent, String token, int line, int column) {
        /** Returns the JSON pointer (RFC 6901), in which long keys are cut; what is nested deeply begins with an ellipsis. */
        public String pointer() {
            Deque<String> tokens = new ArrayDeque<>();
            for (Location at = this; at.parent != null; at = at.parent) {
                tokens.addFirst(at.token);
            }
            return pointer(tokens);
        }

        static String pointer(Deque<String> tokens) {
            return (tokens.size() > MOST_TOKENS ? "/…" : "")
                    + tokens.stream()
                            .skip(Math.max(0, tokens.size() - MOST_TOKENS))
                            .map(Location::escaped)
                            .collect(Collectors.joining());
        }

        private static String escaped(String token) {
            String whole = token.length() > LONGEST_SHOWN ? token.substring(0, LONGEST_SHOWN) + "…" : token;
            return "/" + whole.replace("~", "~0").replace("/", "~1");
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

    public record Members(Map<String, JsonValue> byKey) implements Content {
        @Override
        public String shown() {
            return "an object";
        }
    }

    public record Elements(List<JsonValue> values) implements Content {
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

    /** Tells whether a test holds for the key of the object that it is a member of, empty in a list, and its own key. */
    boolean isMember(BiPredicate<String, String> ofKeys) {
        return parent != null && parent.kind() == ValueTable.Kind.OBJECT && ofKeys.test(parent.key(), key());
    }

    /** Returns how many values stand in it at any depth, and itself. */
    public int size() {
        return values().endOf(row) - row;
    }

    public Location location() {
        String key = values().key(row);
        return new Location(
                parent == null ? null : parent.location(),
                parent != null && parent.kind() == ValueTable.Kind.LIST ? Integer.toString(index) : key,
                values().line(row),
                values().column(row));
    }

    private ValueTable values() {
        return document.values();
    }

    private ValueTable.Kind kind() {
        return values().kind(row);
    }

    public JsonDocument document() {
        return document;
    }

    public Content content() {
        return switch (kind()) {
            case OBJECT -> new Members(members());
            case LIST -> new Elements(children());
            case TEXT -> new Text(values().text(row));
            case LITERAL -> new Literal(values().text(row));
            case SKIPPED -> new Skipped();
        };
    }

    private List<JsonValue> children() {
        JsonValue[] children = new JsonValue[values().count(row)];
        int child = row + 1;
        for (int i = 0; i < children.length; i++) {
            children[i] = new JsonValue(document, this, child, i);
            child = values().endOf(child);
        }
        return Arrays.asList(children);
    }

    private Map<String, JsonValue> members() {
        if (!values().hasMoreThan(FEW_MEMBERS, row)) {
            return new FewMembers(this);
        }
        Map<String, JsonValue> byKey = new LinkedHashMap<>();
        children().forEach(child -> byKey.putIfAbsent(child.key(), child)); // a second one is told
        return Collections.unmodifiableMap(byKey);
    }

    private String key() {
        return values().key(row);
    }

    /** Members that are sooner found one by one than by hash; most objects have few. */
    private static final class FewMembers extends AbstractMap<String, JsonValue> {
        private final JsonValue object;

        FewMembers(JsonValue object) {
            this.object = object;
        }

        @Override
        public @Nullable JsonValue get(@Nullable Object key) {
            int found = object.values().find(object.row, key);
            return found < 0 ? null : new JsonValue(object.document, object, found, 0);
        }

        @Override
        public boolean containsKey(@Nullable Object key) {
            return object.values().find(object.row, key) >= 0;
        }

        @Override
        public int size() {
            return object.values().count(object.row);
        }

        @Override
        public Set<Map.Entry<String, JsonValue>> entrySet() {
            Map<String, JsonValue> byKey = new LinkedHashMap<>();
            object.children().forEach(child -> byKey.putIfAbsent(child.key(), child));
            return Collections.unmodifiableMap(byKey).entrySet();
        }
    }

    public void fault(String code, String found, String allowed, String remedy) {
        document.fault(code, location(), found, allowed, remedy);
    }

    private <T> Optional<T> wrongType(String allowed) {
        String remedy = "Correct the value.";
        if (content() instanceof Literal literal) {
            if (literal.literal().equals("null")) {
                remedy = "Leave out what is not known.";
            } else if (literal.isNumber()) {
                remedy = "Write it in quotes, so that no program takes it for a binary fraction.";
            }
        }
        fault("json.type", content().shown(), allowed, remedy);
        return Optional.empty();
    }

    /** Returns the members of an object that has all the required keys and none but these and the optional ones. */
    public Fields fields(Set<String> required, Set<String> optional) {
        if (kind() != ValueTable.Kind.OBJECT) {
            wrongType("an object");
            return new Fields(Map.of());
        }
        Map<String, JsonValue> members = members();
        int met = 0;
        for (int child = row + 1; child < values().endOf(row); child = values().endOf(child)) {
            String key = values().key(child);
            if (required.contains(key)) {
                met++;
            } else if (!optional.contains(key)) {
                new JsonValue(document, this, child, 0)
                        .fault(
                                "json.key-unknown",
                                "the key " + JsonDocument.quoted(key, LONGEST_SHOWN),
                                "the keys " + joined(required, optional),
                                "Remove the key, or correct its name.");
            }
        }
        // A key that stands twice may hide one that is missing; it is a fault that was told.
        if (met < required.size() || document.mark() > 0) {
            tellMissing(members, required, optional);
        }
        return new Fields(members);
    }

    private void tellMissing(Map<String, JsonValue> members, Set<String> required, Set<String> optional) {
        for (String key : required) {
            if (!members.containsKey(key)) {
                fault(
                        "json.key-missing",
                        "no key \"" + key + "\"",
                        "an object with the keys " + joined(required, optional),
                        "Add the key.");
            }
        }
    }

    private static String joined(Set<String> required, Set<String> optional) {
        return Stream.concat(required.stream(), optional.stream()).collect(Collectors.joining(", "));
    }

    /** Returns the members of an object whose keys are names. */
    public Map<String, JsonValue> byName() {
        if (kind() == ValueTable.Kind.OBJECT) {
            return members();
        }
        wrongType("an object");
        return Map.of();
    }

    public Optional<List<JsonValue>> elements() {
        return kind() == ValueTable.Kind.LIST ? Optional.of(children()) : wrongType("a list");
    }

    public Optional<Boolean> flag() {
        return content() instanceof Literal literal && Set.of("true", "false").contains(literal.literal())
                ? Optional.of(literal.literal().equals("true"))
                : wrongType("true or false");
    }

    public Optional<String> text() {
        return parsed(text -> text, "a text");
    }

    /** Returns what a function makes of the text; a text that it refuses is told. */
    public <T> Optional<T> parsed(Function<String, T> parse, String allowed) {
        if (kind() != ValueTable.Kind.TEXT) {
            return wrongType(allowed);
        }
        try {
            return Optional.of(parse.apply(values().text(row)));
        } catch (IllegalArgumentException | ArithmeticException refused) {
            fault("json.value", content().shown(), allowed, "Correct the value.");
            return Optional.empty();
        }
    }

    /** Tells a problem that a value of the domain found, at this place. */
    public void fault(Problem problem) {
        document.fault(problem.within(document.placeOf(location())));
    }
}
