package org.perpupil.io.json;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.perpupil.formula.OwnFigure;
import org.perpupil.io.internal.json.CoreJson;
import org.perpupil.io.internal.json.JsonDocument;
import org.perpupil.io.internal.json.JsonValue;
import org.perpupil.problem.Problem;
import org.perpupil.revenue.RevenueSource;
import org.perpupil.revenue.SourceId;

/**
 * The names of a definition that is read: its parameters, sources and lines, which terms refer to. A part at fault still has its
 * name.
 */
final class DefinitionNames {
    private static final int MOST_LISTED = 30;

    /** A few more than a definition takes, which tells those with the name of the line. */
    private static final int DEEPEST = 110;

    private int depth;

    private final Map<String, OwnFigure> figures;
    private final Map<SourceId, RevenueSource> sources = new LinkedHashMap<>();
    private final Set<String> parameters = new LinkedHashSet<>();
    private final Set<String> linesAbove = new LinkedHashSet<>();
    private final Set<String> allLines = new LinkedHashSet<>();
    private final Map<String, JsonValue> places = new LinkedHashMap<>();

    /**
     * Takes what cannot stand in a document.
     *
     * @param figures the own figures that lines may name, by name
     */
    DefinitionNames(Map<String, OwnFigure> figures) {
        this.figures = figures;
    }

    /**
     * Returns own figures by name, in the order in which they are given.
     *
     * @throws IllegalArgumentException if two have the same name
     */
    static Map<String, OwnFigure> figures(OwnFigure... several) {
        Map<String, OwnFigure> byName = new LinkedHashMap<>();
        for (OwnFigure figure : several) {
            if (byName.put(figure.name(), figure) != null) {
                throw new IllegalArgumentException(
                        "two own figures \"%s\"; rename one of them".formatted(figure.name()));
            }
        }
        return byName;
    }

    /** The sources, to which a reader of sources adds. */
    Map<SourceId, RevenueSource> sources() {
        return sources;
    }

    /** Looks for the names of all lines, so that one which comes later is told from one that is unknown. */
    void expect(Optional<JsonValue> lines) {
        lines.ifPresent(list -> {
            if (list.content() instanceof JsonValue.Elements elements) {
                elements.values().forEach(line -> nameOf(line).ifPresent(allLines::add));
            }
        });
    }

    private static Optional<String> nameOf(JsonValue line) {
        return line.content() instanceof JsonValue.Members members
                ? Optional.ofNullable(members.byKey().get("line"))
                        .filter(name -> name.content() instanceof JsonValue.Text)
                        .flatMap(JsonValue::text)
                : Optional.empty();
    }

    /** Reads a term or condition that may hold others, unless that is inside so many that no definition takes it. */
    <T> Optional<T> nested(JsonValue value, Supplier<Optional<T>> read) {
        if (depth >= DEEPEST) {
            value.fault(
                    "json.too-deep",
                    "more than %s terms and conditions inside each other".formatted(DEEPEST),
                    "at most 100",
                    "Give the inner ones a line of their own.");
            return Optional.empty();
        }
        depth++;
        try {
            return read.get();
        } finally {
            depth--;
        }
    }

    /** Where what a definition says of a part is told: at the part. */
    void place(String words, JsonValue value) {
        places.put(words, value);
    }

    void fault(Problem problem, JsonValue otherwise) {
        places.getOrDefault(problem.place(), otherwise).fault(problem);
    }

    /** Reads the name of a parameter that is defined here. */
    Optional<String> newParameter(JsonValue value) {
        Optional<String> name = CoreJson.name(value);
        name.ifPresent(known -> define("parameter", known, value, parameters));
        return name;
    }

    /** Adds a line that has been read to those above. */
    void newLine(String name, JsonValue value) {
        define("line", name, value, linesAbove);
    }

    private static void define(String what, String name, JsonValue value, Set<String> known) {
        if (!known.add(name)) {
            value.fault(
                    what + ".twice",
                    "a second %s %s".formatted(what, JsonDocument.quoted(name, 60)),
                    "one %s for a name".formatted(what),
                    "Rename one of them.");
        }
    }

    /** Reads the name of a parameter. */
    Optional<String> parameter(JsonValue value) {
        Optional<String> name = value.text();
        if (name.isPresent() && !parameters.contains(name.get())) {
            value.fault(
                    "parameter.unknown",
                    "no parameter " + value.content().shown(),
                    parameters.isEmpty()
                            ? "a parameter of the document, which has none"
                            : "one of " + listed(parameters),
                    "Correct the name, or add the parameter.");
        }
        return name;
    }

    /** Reads the name of an own figure; without its function, no other could stand for it. */
    Optional<OwnFigure> ownFigure(JsonValue value) {
        Optional<String> name = value.text();
        if (name.isPresent() && !figures.containsKey(name.get())) {
            value.fault(
                    "figure.unknown",
                    "own figure %s, which the reader was not given"
                            .formatted(value.content().shown()),
                    figures.isEmpty()
                            ? "an own figure that was given, of which there is none"
                            : "one of " + listed(figures.keySet()),
                    "Give the OwnFigure of this name to read(…) or parse(…), or correct the name.");
        }
        return name.map(figures::get);
    }

    /** Reads the name of an earlier line. */
    Optional<String> line(JsonValue value) {
        Optional<String> name = value.text();
        if (name.isPresent() && !linesAbove.contains(name.get())) {
            boolean later = allLines.contains(name.get());
            value.fault(
                    later ? "line.later" : "line.unknown",
                    value.content().shown() + (later ? ", which is no line above" : ", which is no line"),
                    linesAbove.isEmpty() ? "a line above, of which there is none" : "one of " + listed(linesAbove),
                    later ? "Move one of the two." : "Correct the name.");
        }
        return name;
    }

    private static String listed(Collection<String> names) {
        List<String> first = new ArrayList<>();
        names.stream().limit(MOST_LISTED).forEach(name -> first.add(JsonDocument.quoted(name, 60)));
        return String.join(", ", first) + (names.size() > MOST_LISTED ? ", …" : "");
    }
}
