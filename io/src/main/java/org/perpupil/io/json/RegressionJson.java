package org.perpupil.io.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.perpupil.equity.regression.Regression;
import org.perpupil.equity.regression.Term;
import org.perpupil.io.internal.json.CoreJson;
import org.perpupil.io.internal.json.JsonDocument;
import org.perpupil.io.internal.json.JsonOutput;
import org.perpupil.io.internal.json.JsonParts;
import org.perpupil.io.internal.json.JsonValue;
import org.perpupil.problem.ProblemException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A regression as JSON, and back: the definition of what is explained by what, which can be fitted to any study.
 *
 * <pre>{@code
 * { "kind": "regression", "schema": 1, "explained": "dollars per pupil", "logarithm": true,
 *   "terms": [ {"column": "poverty"}, {"logarithm": "pupils"}, {"power": "poverty", "degree": "2"},
 *              {"factor": "level", "base": "high"},
 *              {"product": [ {"column": "poverty"}, {"together": [ {"factor": "year"} ]} ]} ],
 *   "weight": "pupils", "throughOrigin": true }
 * }</pre>
 *
 * <p>What is written is read back equal. {@code logarithm} and {@code throughOrigin} stand where they are so; without {@code weight} all
 * rows weigh the same.
 */
public final class RegressionJson {
    /** How a term is read that has one of these keys, with the keys that may stand beside it. */
    private static final ImmutableMap<String, Function<JsonValue, Optional<Term>>> TERMS = ImmutableMap.of(
            "column", value -> named(value, "column", Term::of),
            "logarithm", value -> named(value, "logarithm", Term::log),
            "power", RegressionJson::power,
            "factor", RegressionJson::factor,
            "product", RegressionJson::product,
            "together", RegressionJson::together);

    private static final Logger LOG = LoggerFactory.getLogger(RegressionJson.class);

    private static final String KIND = "regression";

    private RegressionJson() {}

    /**
     * Writes a regression to a file, whole or not at all.
     *
     * @throws IOException if the file cannot be written; an older one is then left as it was
     */
    public static void write(Regression regression, Path file) throws IOException {
        JsonOutput.write(file, KIND, out -> writeMembers(out, regression));
    }

    /**
     * Writes a regression as UTF-8. The stream is flushed and not closed.
     *
     * @throws IOException if the stream throws it
     */
    public static void write(Regression regression, OutputStream stream) throws IOException {
        JsonOutput.write(stream, KIND, out -> writeMembers(out, regression));
    }

    /** Returns a regression as the text of a document. */
    public static String toJson(Regression regression) {
        return JsonOutput.text(KIND, out -> writeMembers(out, regression));
    }

    /**
     * Reads a regression from a file.
     *
     * @throws IOException if the file cannot be read
     * @throws ProblemException with every fault of the document that can be told
     */
    public static Regression read(Path file) throws IOException {
        try (InputStream stream = Files.newInputStream(file)) {
            return read(stream, file.toString());
        }
    }

    /**
     * Reads a regression from a stream, to its end. The stream is not closed.
     *
     * @param sourceName what the document is called in problems, in place of a file name
     * @throws IOException if the stream throws it
     * @throws ProblemException with every fault of the document that can be told
     */
    public static Regression read(InputStream stream, String sourceName) throws IOException {
        Regression regression = JsonDocument.read(
                stream, sourceName, KIND, Set.of(), JsonDocument.Limits.USUAL, RegressionJson::document);
        LOG.debug("read {}: {}", sourceName, regression);
        return regression;
    }

    /**
     * Reads what {@link #toJson} writes.
     *
     * @throws ProblemException with every fault of the document that can be told
     */
    public static Regression parse(String json) {
        return JsonDocument.read(json, KIND, Set.of(), RegressionJson::document);
    }

    /** Writes the members of a regression, inside an object. */
    static void writeMembers(JsonGenerator out, Regression regression) throws IOException {
        out.writeStringField("explained", regression.dependent());
        if (regression.isLogarithm()) {
            out.writeBooleanField("logarithm", true);
        }
        JsonParts.writeLines(out, "terms", regression.terms(), RegressionJson::writeMembers);
        if (regression.weight().isPresent()) {
            out.writeStringField("weight", regression.weight().get());
        }
        if (!regression.hasConstant()) {
            out.writeBooleanField("throughOrigin", true);
        }
    }

    private static void writeMembers(JsonGenerator out, Term term) throws IOException {
        if (term instanceof Term.Column column) {
            out.writeStringField("column", column.column());
        } else if (term instanceof Term.Logarithm logarithm) {
            out.writeStringField("logarithm", logarithm.column());
        } else if (term instanceof Term.Power power) {
            out.writeStringField("power", power.column());
            out.writeStringField("degree", Integer.toString(power.degree()));
        } else if (term instanceof Term.Factor factor) {
            out.writeStringField("factor", factor.column());
            if (!factor.base().isEmpty()) {
                out.writeStringField("base", factor.base());
            }
        } else if (term instanceof Term.Product product) {
            write(out, "product", List.of(product.one(), product.other()));
        } else if (term instanceof Term.Together together) {
            write(out, "together", together.terms());
        } else {
            throw new AssertionError("a term of a kind that is not written: " + term);
        }
    }

    private static void write(JsonGenerator out, String key, List<Term> terms) throws IOException {
        out.writeArrayFieldStart(key);
        for (Term term : terms) {
            out.writeStartObject();
            writeMembers(out, term);
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private static Optional<Regression> document(JsonValue root) {
        return regression(root, ImmutableSet.of("kind", "schema"));
    }

    /**
     * Reads a regression.
     *
     * @param beside keys that stand beside its own
     */
    static Optional<Regression> regression(JsonValue value, Set<String> beside) {
        int mark = value.document().mark();
        JsonValue.Fields fields = value.fields(
                ImmutableSet.<String>builder().addAll(beside).add("explained").build(),
                ImmutableSet.of("logarithm", "terms", "weight", "throughOrigin"));
        Optional<String> explained = fields.get("explained", JsonValue::text);
        boolean isLogarithm = fields.get("logarithm", JsonValue::flag).orElse(false);
        List<Term> terms = fields.list("terms", RegressionJson::term);
        Optional<String> weight = fields.get("weight", JsonValue::text);
        boolean isThroughOrigin = fields.get("throughOrigin", JsonValue::flag).orElse(false);
        return value.document().make(mark, value, () -> {
            Regression regression =
                    isLogarithm ? Regression.ofLog(explained.orElseThrow()) : Regression.of(explained.orElseThrow());
            regression = regression.on(terms.toArray(Term[]::new));
            regression = weight.map(regression::weightedBy).orElse(regression);
            return isThroughOrigin ? regression.throughOrigin() : regression;
        });
    }

    private static Optional<Term> term(JsonValue value) {
        List<String> kinds =
                TERMS.keySet().stream().filter(value.byName()::containsKey).toList();
        if (kinds.size() != 1 && value.content() instanceof JsonValue.Members) {
            value.fault(
                    "regression.term",
                    kinds.isEmpty() ? "no kind of term" : "a term that is " + String.join(" and ", kinds),
                    "one of " + String.join(", ", TERMS.keySet()),
                    "Say what kind of term it is.");
        }
        return kinds.size() == 1
                ? Optional.ofNullable(TERMS.get(kinds.get(0))).flatMap(read -> read.apply(value))
                : Optional.empty();
    }

    private static Optional<Term> named(JsonValue value, String key, Function<String, Term> term) {
        return value.fields(ImmutableSet.of(key), Set.of())
                .get(key, JsonValue::text)
                .map(term);
    }

    private static Optional<Term> power(JsonValue value) {
        int mark = value.document().mark();
        JsonValue.Fields fields = value.fields(ImmutableSet.of("power", "degree"), Set.of());
        Optional<String> column = fields.get("power", JsonValue::text);
        Optional<Integer> degree = fields.get("degree", given -> CoreJson.wholeNumber(given, 2));
        return value.document().make(mark, value, () -> new Term.Power(column.orElseThrow(), degree.orElseThrow()));
    }

    private static Optional<Term> factor(JsonValue value) {
        int mark = value.document().mark();
        JsonValue.Fields fields = value.fields(ImmutableSet.of("factor"), ImmutableSet.of("base"));
        Optional<String> column = fields.get("factor", JsonValue::text);
        Optional<String> base = fields.get("base", JsonValue::text);
        return value.document()
                .make(
                        mark,
                        value,
                        () -> base.isPresent()
                                ? Term.factor(column.orElseThrow(), base.get())
                                : Term.factor(column.orElseThrow()));
    }

    private static Optional<Term> product(JsonValue value) {
        int mark = value.document().mark();
        JsonValue.Fields fields = value.fields(ImmutableSet.of("product"), Set.of());
        List<Term> terms = fields.list("product", RegressionJson::term);
        return value.document().make(mark, value, () -> {
            if (terms.size() != 2) {
                throw new IllegalArgumentException("a product of %s terms, not of two".formatted(terms.size()));
            }
            return Term.product(terms.get(0), terms.get(1));
        });
    }

    private static Optional<Term> together(JsonValue value) {
        int mark = value.document().mark();
        JsonValue.Fields fields = value.fields(ImmutableSet.of("together"), Set.of());
        List<Term> terms = fields.list("together", RegressionJson::term);
        return value.document().make(mark, value, () -> new Term.Together(terms));
    }
}
