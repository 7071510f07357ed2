package org.perpupil.io.json;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.perpupil.formula.FundingFormula;
import org.perpupil.formula.OwnFigure;
import org.perpupil.io.internal.json.JsonDocument;
import org.perpupil.io.internal.json.JsonOutput;
import org.perpupil.problem.ProblemException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A formula as JSON, and back: a file that a board can review line by line, and that can be compared with the one of last year.
 *
 * <pre>{@code
 * { "kind": "formula", "schema": 1,
 *   "name": "Targeted revenue model",
 *   "rounding": {"to": "0.01", "mode": "half up"},
 *   "parameters": [
 *     { "parameter": "poverty weight",
 *       "type": "number",
 *       "values": [
 *         {"year": "2026–27", "is": "0.340", "cite": "Resolution 12, page 4"} ] } ],
 *   "sources": [ ],
 *   "lines": [
 *     { "line": "base",
 *       "amount": {"times": [{"pupils": "all pupils"}, {"money": "3741"}]} },
 *     { "line": "poverty",
 *       "amount": {"times": [{"pupils": "poverty"}, {"share": "poverty weight"}, {"money": "3741"}]},
 *       "where": {"moreThan": [{"pupils": "poverty"}, {"number": "10"}]},
 *       "cite": "Resolution 12, page 5" } ] }
 * }</pre>
 *
 * <p>A parameter's value of a year is one number, {@code is}, a table {@code bySpan} or a table {@code byText}, with what is {@code
 * printed} where that is another number; {@code is} keeps the digits of the document. Numbers are decimals, or fractions such as
 * {@code 1/3} where the digits do not end.
 *
 * <p>A line's form is the key after its name: {@code amount}, {@code figure}, {@code raiseTo} and {@code lowerTo} (with {@code
 * counting}), {@code split} (with {@code by}, and perhaps {@code atLeast} and {@code atMost}), {@code prorate} ({@code to}), {@code
 * lift} ({@code by}, {@code means}), {@code serveInOrder} ({@code claims}, {@code rank}), {@code keepWithin} ({@code counting}, {@code
 * moving}), {@code takeBack} ({@code inProportionTo}). {@code ownFigure} (with {@code type} and {@code of}, what it is given) is the
 * name of an {@link OwnFigure}: no function stands in a file, so the reader is given those that the lines may name. A term is told by
 * one key, too, in the words of {@link org.perpupil.formula.Terms}: {@code rate} and {@code share} are parameters that are money and
 * numbers, {@code amount} and {@code figure} earlier lines, {@code moneyFact} and {@code fact} facts.
 * The schema of {@link JsonSchemas} has them all.
 *
 * <p>What is written is read back equal, and then written with the same bytes; a document from elsewhere may be laid out in another way.
 * A source on which no line draws is refused, since a formula has only those of its lines.
 */
public final class FormulaJson {
    private static final Logger LOG = LoggerFactory.getLogger(FormulaJson.class);

    private static final String KIND = "formula";

    private FormulaJson() {}

    /**
     * Writes a formula to a file, whole or not at all.
     *
     * @throws IOException if the file cannot be written; an older one is then left as it was
     * @throws IllegalArgumentException if two different sources have the same id, or a number has more than 1,000 digits
     */
    public static void write(FundingFormula formula, Path file) throws IOException {
        JsonOutput.write(file, KIND, DefinitionJson.body(formula));
    }

    /**
     * Writes a formula as UTF-8. The stream is flushed and not closed.
     *
     * @throws IOException if the stream throws it
     * @throws IllegalArgumentException if two different sources have the same id, or a number has more than 1,000 digits
     */
    public static void write(FundingFormula formula, OutputStream stream) throws IOException {
        JsonOutput.write(stream, KIND, DefinitionJson.body(formula));
    }

    /**
     * Returns a formula as the text of a document.
     *
     * @throws IllegalArgumentException if two different sources have the same id, or a number has more than 1,000 digits
     */
    public static String toJson(FundingFormula formula) {
        return JsonOutput.text(KIND, DefinitionJson.body(formula));
    }

    /**
     * Reads a formula from a file.
     *
     * @param figures the own figures that its lines may name
     * @throws IOException if the file cannot be read
     * @throws ProblemException with every fault of the document that can be told, and those of {@link FundingFormula.Builder#build()}
     * @throws IllegalArgumentException if two own figures have the same name
     */
    public static FundingFormula read(Path file, OwnFigure... figures) throws IOException {
        try (InputStream stream = Files.newInputStream(file)) {
            return read(stream, file.toString(), figures);
        }
    }

    /**
     * Reads a formula from a stream, to its end. The stream is not closed.
     *
     * @param sourceName what the document is called in problems, in place of a file name
     * @param figures the own figures that its lines may name
     * @throws IOException if the stream throws it
     * @throws ProblemException with every fault of the document that can be told, and those of {@link FundingFormula.Builder#build()}
     * @throws IllegalArgumentException if two own figures have the same name
     */
    public static FundingFormula read(InputStream stream, String sourceName, OwnFigure... figures) throws IOException {
        Map<String, OwnFigure> byName = DefinitionNames.figures(figures);
        FundingFormula formula = JsonDocument.read(
                stream,
                sourceName,
                KIND,
                Set.of(),
                JsonDocument.Limits.USUAL,
                root -> DefinitionJson.formula(root, byName));
        LOG.debug("read {}: {} lines", sourceName, formula.lines().size());
        return formula;
    }

    /**
     * Reads what {@link #toJson} writes.
     *
     * @param figures the own figures that its lines may name
     * @throws ProblemException with every fault of the document that can be told, and those of {@link FundingFormula.Builder#build()}
     * @throws IllegalArgumentException if two own figures have the same name
     */
    public static FundingFormula parse(String json, OwnFigure... figures) {
        Map<String, OwnFigure> byName = DefinitionNames.figures(figures);
        return JsonDocument.read(json, KIND, Set.of(), root -> DefinitionJson.formula(root, byName));
    }
}
