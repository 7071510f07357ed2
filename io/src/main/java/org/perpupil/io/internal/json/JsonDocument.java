package org.perpupil.io.internal.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.base.ParserBase;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.perpupil.io.internal.Utf8;
import org.perpupil.problem.Problem;
import org.perpupil.problem.ProblemException;

/**
 * A document that is read: its values with their places, and every fault that is found in it.
 *
 * <p>Jackson reads the tokens. Its binding to objects is not used, since it stops at the first fault.
 */
public final class JsonDocument {
    public static final int SCHEMA = 1;

    /** How much is read before a document is refused, so that a hostile one cannot fill the memory. */
    public record Limits(int bytes, int values) {
        /** A quarter of a gigabyte, and as many values as a district of 100,000 schools has. */
        public static final Limits USUAL = new Limits(1 << 28, 10_000_000);
    }

    private static final int DEEPEST = 500;
    private static final int LONGEST_TEXT = 1_000_000;

    /** A document may have millions, and each takes more memory than the value that is at fault. */
    private static final int MOST_FAULTS = 10_000;

    /** So many keys are faster compared with one another than looked up. */
    private static final int FEW_KEYS = 16;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST + 10) // told by this class before
                    .maxStringLength(LONGEST_TEXT)
                    .build())
            .build();

    private final String source;
    private final Set<String> skipped;
    private final Limits limits;
    private final List<Problem> problems = new ArrayList<>();
    private ValueTable values = new ValueTable(0);

    private JsonDocument(String source, Set<String> skipped, Limits limits) {
        this.source = source;
        this.skipped = skipped;
        this.limits = limits;
    }

    /**
     * Reads one document of a kind.
     *
     * @param skipped keys whose values are not looked at, wherever they stand
     * @param read reads the members; may trust them only if no fault was told
     * @throws ProblemException with every fault
     */
    public static <T> T read(
            InputStream stream,
            String source,
            String kind,
            Set<String> skipped,
            Limits limits,
            Function<JsonValue, Optional<T>> read)
            throws IOException {
        JsonDocument document = new JsonDocument(source, skipped, limits);
        byte[] bytes = stream.readNBytes(limits.bytes() + 1);
        if (bytes.length > limits.bytes()) {
            throw document.fatal(
                    "json.too-large",
                    source,
                    "more than %s bytes".formatted(limits.bytes()),
                    "at most %s bytes".formatted(limits.bytes()),
                    "Split the document.");
        }
        return document.read(document.decoded(bytes), kind, read);
    }

    /** Reads a document of a kind from its text. */
    public static <T> T read(String json, String kind, Set<String> skipped, Function<JsonValue, Optional<T>> read) {
        return new JsonDocument("JSON", skipped, Limits.USUAL).read(CharBuffer.wrap(json.toCharArray()), kind, read);
    }

    /** Returns what is written as it would be read, to be compared with what was. */
    static JsonValue tree(JsonOutput.Body members) {
        String json = JsonOutput.text(members);
        return new JsonDocument("what is computed", Set.of(), Limits.USUAL).parse(CharBuffer.wrap(json.toCharArray()));
    }

    private <T> T read(CharBuffer json, String kind, Function<JsonValue, Optional<T>> read) {
        JsonValue root = parse(json);
        // A document of another kind or schema has other keys, and none of them is a fault.
        checkHead(root, kind);
        throwIfAny();
        Optional<T> value = read.apply(root);
        throwIfAny();
        return value.orElseThrow();
    }

    private void throwIfAny() {
        ProblemException.throwIfAny(source + " cannot be used", problems);
    }

    private ProblemException fatal(String code, String place, String found, String allowed, String remedy) {
        problems.add(new Problem(code, place, found, allowed, remedy));
        return new ProblemException(source + " cannot be read", problems);
    }

    /** Returns the text of a document that is UTF-8 from its first byte to its last, without the mark of the order of bytes. */
    private CharBuffer decoded(byte[] bytes) {
        ByteBuffer input = ByteBuffer.wrap(bytes);
        CharBuffer text = CharBuffer.allocate(bytes.length);
        // A new decoder tells of what is malformed, and replaces nothing. No byte makes more than one character.
        if (UTF_8.newDecoder().decode(input, text, true).isError()) {
            int fault = input.position();
            String before = new String(bytes, 0, fault, UTF_8);
            int line = 1 + (int) before.chars().filter(letter -> letter == '\n').count();
            int column = before.length() - before.lastIndexOf('\n');
            throw fatal(
                    "json.not-utf8",
                    placeOf(new JsonValue.Location(null, "", line, column)),
                    Utf8.found(bytes[fault]),
                    "text in UTF-8",
                    "Save the document as UTF-8.");
        }
        text.flip();
        return text.hasRemaining() && text.charAt(0) == '\uFEFF' ? text.position(1) : text;
    }

    private JsonValue parse(CharBuffer json) {
        values = new ValueTable(json.remaining());
        try (JsonParser parser = FACTORY.createParser(json.array(), json.position(), json.remaining())) {
            return root(parser);
        } catch (IOException impossible) {
            throw new AssertionError("reading a text in memory", impossible);
        }
    }

    private JsonValue root(JsonParser parser) throws IOException {
        try {
            if (parser.nextToken() == null) {
                throw fatal("json.syntax", source, "nothing, or blanks only", "a JSON object", "Write the document.");
            }
            addValue(parser, "", 1);
            if (parser.nextToken() != null) {
                throw syntax(at(parser.currentTokenLocation()), "more after the end of the document");
            }
            return new JsonValue(this, null, 0, 0);
        } catch (JsonEOFException ended) {
            throw syntax(at(parser.currentLocation()), "the end of the text in the middle of the document");
        } catch (StreamConstraintsException tooLong) {
            throw fatal(
                    "json.too-large",
                    placeOf(at(parser.currentLocation())),
                    "a text, key or number that is too long",
                    "texts of at most %s characters, keys of 50000, numbers of 1000".formatted(LONGEST_TEXT),
                    "Shorten it.");
        } catch (JsonParseException broken) {
            throw syntax(at(broken.getLocation()), firstLine(broken.getOriginalMessage()));
        }
    }

    private ProblemException syntax(JsonValue.Location where, String found) {
        return fatal("json.syntax", placeOf(where), found, "JSON", "Correct the syntax.");
    }

    private static String firstLine(String message) {
        int end = message.indexOf('\n');
        return (end < 0 ? message : message.substring(0, end)).replaceAll("\\p{Cntrl}", "\uFFFD");
    }

    private static JsonValue.Location at(JsonLocation place) {
        return new JsonValue.Location(null, "", place.getLineNr(), place.getColumnNr());
    }

    private void addValue(JsonParser parser, String key, int depth) throws IOException {
        int value = values.add(key, (ParserBase) parser);
        if (value >= limits.values()) {
            throw fatal(
                    "json.too-large",
                    placeOf(at(parser.currentLocation())),
                    "more than %s values".formatted(limits.values()),
                    "at most %s values".formatted(limits.values()),
                    "Split the document.");
        }
        if (skipped.contains(key)) {
            skip(parser, depth);
            values.skip(value);
            values.end(value);
            return;
        }
        switch (parser.currentToken()) {
            case START_OBJECT -> {
                checkDepth(parser, depth);
                addMembers(parser, value, depth);
            }
            case START_ARRAY -> {
                checkDepth(parser, depth);
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    addValue(parser, "", depth + 1);
                }
            }
            default -> values.keepText(value, parser);
        }
        values.end(value);
    }

    private void checkDepth(JsonParser parser, int depth) {
        if (depth > DEEPEST) {
            throw fatal(
                    "json.too-deep",
                    placeOf(at(parser.currentLocation())),
                    "more than %s objects and lists inside each other".formatted(DEEPEST),
                    "at most %s".formatted(DEEPEST),
                    "Remove what is nested.");
        }
    }

    private void addMembers(JsonParser parser, int object, int depth) throws IOException {
        Set<String> many = Set.of();
        for (int i = 0; parser.nextToken() != JsonToken.END_OBJECT; i++) {
            String key = parser.currentName();
            if (i == FEW_KEYS) {
                many = values.keys(object);
            }
            if (i < FEW_KEYS ? values.find(object, key) >= 0 : !many.add(key)) {
                JsonLocation at = parser.currentTokenLocation();
                fault(new Problem(
                        "json.key-twice",
                        "%s, line %s:%s, %s"
                                .formatted(
                                        source,
                                        at.getLineNr(),
                                        at.getColumnNr(),
                                        parser.getParsingContext().pathAsPointer()),
                        "the key %s a second time".formatted(quoted(key, 60)),
                        "each key once",
                        "Remove one of the two."));
            }
            parser.nextToken();
            addValue(parser, key, depth + 1);
        }
    }

    private void skip(JsonParser parser, int depth) throws IOException {
        int inside = 0;
        do {
            if (parser.currentToken().isStructStart()) {
                inside++;
                checkDepth(parser, depth + inside - 1);
            } else if (parser.currentToken().isStructEnd()) {
                inside--;
            }
        } while (inside > 0 && parser.nextToken() != null);
    }

    private void checkHead(JsonValue root, String kind) {
        if (!(root.content() instanceof JsonValue.Members members)) {
            root.fields(Set.of("kind", "schema"), Set.of());
            return;
        }
        check(
                root,
                members.byKey().get("kind"),
                "kind",
                new JsonValue.Text(kind),
                "json.kind",
                "Read it as what it is.");
        check(
                root,
                members.byKey().get("schema"),
                "schema",
                new JsonValue.Literal(Integer.toString(SCHEMA)),
                "json.schema",
                "Read it with the version of perpupil that writes this schema.");
    }

    private static void check(
            JsonValue root,
            @Nullable JsonValue value,
            String key,
            JsonValue.Content expected,
            String code,
            String remedy) {
        if (value == null) {
            root.fault("json.key-missing", "no key \"" + key + "\"", key + " " + expected.shown(), "Add the key.");
        } else if (!value.content().equals(expected)) {
            value.fault(code, key + " " + value.content().shown(), key + " " + expected.shown(), remedy);
        }
    }

    ValueTable values() {
        return values;
    }

    public String placeOf(JsonValue.Location location) {
        return source + ", " + location;
    }

    public void fault(String code, JsonValue.Location at, String found, String allowed, String remedy) {
        fault(new Problem(code, placeOf(at), found, allowed, remedy));
    }

    public void fault(Problem problem) {
        problems.add(problem);
        if (problems.size() >= MOST_FAULTS) {
            throw fatal(
                    "json.too-many-faults",
                    source,
                    "%s faults, and maybe more".formatted(problems.size()),
                    "none",
                    "Correct these, and read it again.");
        }
    }

    /** How many faults have been told so far; see {@link #make}. */
    public int mark() {
        return problems.size();
    }

    /**
     * Returns what can be made of parts that were read since a mark; empty if one of them was at fault, or if the domain refuses
     * them together, which is told.
     */
    public <T> Optional<T> make(int since, JsonValue at, Supplier<T> value) {
        if (problems.size() > since) {
            return Optional.empty();
        }
        try {
            return Optional.of(value.get());
        } catch (ProblemException refused) {
            refused.problems().forEach(at::fault);
        } catch (IllegalArgumentException | IllegalStateException | ArithmeticException refused) {
            at.fault(
                    "json.value",
                    String.valueOf(refused.getMessage()),
                    "values that go together",
                    "Correct one of them.");
        }
        return Optional.empty();
    }

    public static String quoted(String text, int longest) {
        StringBuilder quoted = new StringBuilder("\"");
        text.chars()
                .limit(longest)
                .map(letter -> Character.isISOControl(letter) ? '\uFFFD' : letter)
                .forEach(letter -> quoted.append((char) letter));
        return quoted.append(text.length() > longest ? "…\"" : "\"").toString();
    }
}
