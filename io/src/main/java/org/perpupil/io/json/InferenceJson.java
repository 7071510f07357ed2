package org.perpupil.io.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Maps;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.perpupil.equity.Study;
import org.perpupil.equity.regression.Covariance;
import org.perpupil.equity.regression.Fit;
import org.perpupil.equity.regression.Inference;
import org.perpupil.equity.regression.Regression;
import org.perpupil.equity.regression.Term;
import org.perpupil.io.internal.json.CoreJson;
import org.perpupil.io.internal.json.Differences;
import org.perpupil.io.internal.json.JsonDocument;
import org.perpupil.io.internal.json.JsonOutput;
import org.perpupil.io.internal.json.JsonParts;
import org.perpupil.io.internal.json.JsonValue;
import org.perpupil.problem.ProblemException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A regression with what it was fitted to and what came of it as JSON, and back: coefficients with their standard errors.
 *
 * <pre>{@code
 * { "kind": "inference", "schema": 1,
 *   "regression": {"explained": "dollars per pupil", "terms": [ {"column": "poverty"} ]},
 *   "covariance": "CR1", "clusteredBy": "district",
 *   "study": {"numbers": […], "texts": […], "rows": […]},
 *   "result": {
 *     "rows": "120", "clusters": "12", "degreesOfFreedom": "11",
 *     "coefficients": [ {"name": "constant", "estimate": "9120.5", "standardError": "88.25", "t": "103.35", "p": "1.2E-17"} ],
 *     "rSquared": "0.31", "adjustedRSquared": "0.3", "residualStandardDeviation": "1030.0"} }
 * }</pre>
 *
 * <p>Regression and study are as in documents of {@link RegressionJson} and {@link StudyJson}; {@code covariance} is {@code CLASSICAL} or
 * another constant of {@link Covariance}. A t that is infinite is left out.
 *
 * <p>The result is there for other programs, so that they need not compute. It is never read as it stands: the regression is fitted anew,
 * and every figure that is written and differs from the ninth digit on is told as {@code inference.result}, since the document was changed
 * or written by another version. A document without a result is read too. A regression of more than 500 coefficients, or whose
 * coefficients² × rows are more than 5,000,000,000, is written and not read.
 */
public final class InferenceJson {
    private static final ImmutableMap<String, Covariance> KINDS =
            Maps.uniqueIndex(Arrays.asList(Covariance.values()), Covariance::name);

    private static final Logger LOG = LoggerFactory.getLogger(InferenceJson.class);

    private static final String KIND = "inference";

    /** The keys of what differs in its last digits from machine to machine; counts do not. */
    private static final ImmutableSet<String> FIGURES = ImmutableSet.of(
            "estimate", "standardError", "t", "p", "rSquared", "adjustedRSquared", "residualStandardDeviation");

    private static final int MOST_COEFFICIENTS = 500;
    private static final long MOST_PRODUCTS = 5_000_000_000L;

    private InferenceJson() {}

    /**
     * Writes a fitted regression to a file, whole or not at all.
     *
     * @throws IOException if the file cannot be written; an older one is then left as it was
     */
    public static void write(Inference inference, Path file) throws IOException {
        JsonOutput.write(file, KIND, out -> write(out, inference));
    }

    /**
     * Writes a fitted regression as UTF-8. The stream is flushed and not closed.
     *
     * @throws IOException if the stream throws it
     */
    public static void write(Inference inference, OutputStream stream) throws IOException {
        JsonOutput.write(stream, KIND, out -> write(out, inference));
    }

    /** Returns a fitted regression as the text of a document. */
    public static String toJson(Inference inference) {
        return JsonOutput.text(KIND, out -> write(out, inference));
    }

    /**
     * Reads a fitted regression from a file.
     *
     * @throws IOException if the file cannot be read
     * @throws ProblemException with every fault of the document that can be told,
     *     with what the fit refuses and every figure that is not what is computed
     */
    public static Inference read(Path file) throws IOException {
        try (InputStream stream = Files.newInputStream(file)) {
            return read(stream, file.toString());
        }
    }

    /**
     * Reads a fitted regression from a stream, to its end. The stream is not closed.
     *
     * @param sourceName what the document is called in problems, in place of a file name
     * @throws IOException if the stream throws it
     * @throws ProblemException with every fault of the document that can be told,
     *     with what the fit refuses and every figure that is not what is computed
     */
    public static Inference read(InputStream stream, String sourceName) throws IOException {
        Inference inference = JsonDocument.read(
                stream, sourceName, KIND, Set.of(), JsonDocument.Limits.USUAL, InferenceJson::inference);
        LOG.debug("read {}: {} rows", sourceName, inference.fit().rows());
        return inference;
    }

    /**
     * Reads what {@link #toJson} writes.
     *
     * @throws ProblemException with every fault of the document that can be told,
     *     with what the fit refuses and every figure that is not what is computed
     */
    public static Inference parse(String json) {
        return JsonDocument.read(json, KIND, Set.of(), InferenceJson::inference);
    }

    private static void write(JsonGenerator out, Inference inference) throws IOException {
        out.writeObjectFieldStart("regression");
        RegressionJson.writeMembers(out, inference.fit().regression());
        out.writeEndObject();
        out.writeStringField("covariance", inference.kind().name());
        if (inference.clusteredBy().isPresent()) {
            out.writeStringField("clusteredBy", inference.clusteredBy().get());
        }
        out.writeObjectFieldStart("study");
        StudyJson.writeMembers(out, inference.fit().study());
        out.writeEndObject();
        out.writeObjectFieldStart("result");
        writeResult(out, inference);
        out.writeEndObject();
    }

    /** Writes the members of the result, inside an object. */
    private static void writeResult(JsonGenerator out, Inference inference) throws IOException {
        Fit fit = inference.fit();
        out.writeStringField("rows", Integer.toString(fit.rows()));
        if (inference.clusteredBy().isPresent()) {
            out.writeStringField("clusters", Integer.toString(inference.clusters()));
        }
        out.writeStringField("degreesOfFreedom", Integer.toString(inference.degreesOfFreedom()));
        JsonParts.writeLines(out, "coefficients", inference.coefficients(), InferenceJson::write);
        writeFigure(out, "rSquared", fit.rSquared());
        writeFigure(out, "adjustedRSquared", fit.adjustedRSquared());
        writeFigure(out, "residualStandardDeviation", fit.residualStandardDeviation());
    }

    private static void write(JsonGenerator out, Inference.Coefficient coefficient) throws IOException {
        out.writeStringField("name", coefficient.name());
        writeFigure(out, "estimate", coefficient.estimate());
        writeFigure(out, "standardError", coefficient.standardError());
        writeFigure(out, "t", coefficient.t());
        writeFigure(out, "p", coefficient.p());
    }

    /** Writes a figure, if it is one. */
    private static void writeFigure(JsonGenerator out, String key, double figure) throws IOException {
        if (Double.isFinite(figure)) {
            EquityParts.writeNumber(out, key, figure);
        }
    }

    /** Tells a regression that takes too long to fit: one of the document is fitted by everybody who reads it. */
    private static void checkSize(JsonValue at, Regression regression, Study study) {
        long coefficients = 1;
        for (Term term : regression.terms()) {
            for (Term single : term.single()) {
                coefficients +=
                        single instanceof Term.Factor factor && study.texts().contains(factor.column())
                                ? Math.max(
                                        1,
                                        ImmutableSet.copyOf(study.texts(factor.column()))
                                                        .size()
                                                - 1)
                                : 1;
            }
        }
        if (coefficients > MOST_COEFFICIENTS || coefficients * coefficients * study.size() > MOST_PRODUCTS) {
            at.fault(
                    "json.too-large",
                    "%s coefficients and %s rows".formatted(coefficients, study.size()),
                    "at most %s coefficients, and coefficients² × rows of at most %s"
                            .formatted(MOST_COEFFICIENTS, MOST_PRODUCTS),
                    "Read the study and the regression, and fit it where that may take long.");
        }
    }

    private static Optional<Inference> inference(JsonValue root) {
        int mark = root.document().mark();
        JsonValue.Fields fields = root.fields(
                ImmutableSet.of("kind", "schema", "regression", "covariance", "study"),
                ImmutableSet.of("clusteredBy", "result"));
        Optional<Regression> regression = fields.get("regression", value -> RegressionJson.regression(value, Set.of()));
        Optional<Covariance> kind = fields.get("covariance", value -> CoreJson.constant(value, KINDS));
        Optional<String> cluster = fields.get("clusteredBy", JsonValue::text);
        Optional<Study> study = fields.get("study", value -> StudyJson.study(value, Set.of()));
        fields.get("regression", Optional::of)
                .ifPresent(value ->
                        regression.ifPresent(known -> study.ifPresent(units -> checkSize(value, known, units))));
        Optional<Inference> inference = root.document().make(mark, root, () -> {
            Fit fit = regression.orElseThrow().fit(study.orElseThrow());
            return cluster.isPresent()
                    ? fit.clusteredBy(cluster.get(), kind.orElseThrow())
                    : fit.with(kind.orElseThrow());
        });
        inference.ifPresent(computed -> fields.get("result", Optional::of)
                .ifPresent(result -> Differences.of(
                                "inference.result", (object, key) -> FIGURES.contains(key), EquityParts::isSame)
                        .between(result, out -> writeResult(out, computed))
                        .forEach(root.document()::fault)));
        return inference;
    }
}
