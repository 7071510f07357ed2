package org.perpupil.io.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.perpupil.equity.Study;
import org.perpupil.io.internal.json.CoreJson;
import org.perpupil.io.internal.json.JsonDocument;
import org.perpupil.io.internal.json.JsonLayout;
import org.perpupil.io.internal.json.JsonOutput;
import org.perpupil.io.internal.json.JsonParts;
import org.perpupil.io.internal.json.JsonValue;
import org.perpupil.problem.Missing;
import org.perpupil.problem.Problem;
import org.perpupil.problem.ProblemException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A study as JSON, and back: its units with their numbers and texts, what is missing and why, and who was left out.
 *
 * <pre>{@code
 * { "kind": "study", "schema": 1,
 *   "numbers": ["dollars per pupil", "poverty"], "texts": ["level"],
 *   "rows": [
 *     {"unit": "101", "numbers": {"dollars per pupil": "11250.75", "poverty": "61.5"}, "texts": {"level": "high"}},
 *     {"unit": "102", "numbers": {"dollars per pupil": "9875.0"}, "missing": {"poverty": "suppressed"}} ],
 *   "leftOut": [ {"code": "row.left-out", "place": "190", "found": "a virtual school", "allowed": …, "remedy": …} ] }
 * }</pre>
 *
 * <p>What is written is read back equal. Numbers are texts from which the same doubles come back; there is none that is infinite or not a
 * number. What a row does not have is missing, and {@code missing} says why where it is known: {@code suppressed} or {@code not
 * applicable}. Empty lists and objects are left out.
 */
public final class StudyJson {
    /** What a document of a study has, and what it may have. */
    private static final ImmutableSet<String> KEYS = ImmutableSet.of("numbers", "texts", "rows", "leftOut");

    /** Columns × rows that any document may have. */
    private static final int FEW_CELLS = 5_000_000;

    private static final int MOST_CELLS = 50_000_000;
    private static final int MOST_FOR_A_VALUE = 20;

    private static final Logger LOG = LoggerFactory.getLogger(StudyJson.class);

    private static final String KIND = "study";

    private StudyJson() {}

    /**
     * Writes a study to a file, whole or not at all.
     *
     * @throws IOException if the file cannot be written; an older one is then left as it was
     */
    public static void write(Study study, Path file) throws IOException {
        JsonOutput.write(file, KIND, out -> writeMembers(out, study));
    }

    /**
     * Writes a study as UTF-8. The stream is flushed and not closed.
     *
     * @throws IOException if the stream throws it
     */
    public static void write(Study study, OutputStream stream) throws IOException {
        JsonOutput.write(stream, KIND, out -> writeMembers(out, study));
    }

    /** Returns a study as the text of a document. */
    public static String toJson(Study study) {
        return JsonOutput.text(KIND, out -> writeMembers(out, study));
    }

    /**
     * Reads a study from a file.
     *
     * @throws IOException if the file cannot be read
     * @throws ProblemException with every fault of the document that can be told
     */
    public static Study read(Path file) throws IOException {
        try (InputStream stream = Files.newInputStream(file)) {
            return read(stream, file.toString());
        }
    }

    /**
     * Reads a study from a stream, to its end. The stream is not closed.
     *
     * @param sourceName what the document is called in problems, in place of a file name
     * @throws IOException if the stream throws it
     * @throws ProblemException with every fault of the document that can be told
     */
    public static Study read(InputStream stream, String sourceName) throws IOException {
        Study study =
                JsonDocument.read(stream, sourceName, KIND, Set.of(), JsonDocument.Limits.USUAL, StudyJson::document);
        LOG.debug("read {}: {} units", sourceName, study.size());
        return study;
    }

    /**
     * Reads what {@link #toJson} writes.
     *
     * @throws ProblemException with every fault of the document that can be told
     */
    public static Study parse(String json) {
        return JsonDocument.read(json, KIND, Set.of(), StudyJson::document);
    }

    /** Writes the members of a study, inside an object. */
    static void writeMembers(JsonGenerator out, Study study) throws IOException {
        JsonParts.writeTexts(out, "numbers", study.numbers());
        JsonParts.writeTexts(out, "texts", study.texts());
        if (study.size() > 0) {
            Map<String, Study.Column> numbers = new LinkedHashMap<>();
            study.numbers().forEach(column -> numbers.put(column, study.values(column)));
            Map<String, List<String>> texts = new LinkedHashMap<>();
            study.texts().forEach(column -> texts.put(column, study.texts(column)));
            out.writeArrayFieldStart("rows");
            for (int i = 0; i < study.size(); i++) {
                int row = i;
                JsonLayout.onOneLine(out, line -> write(line, study, row, numbers, texts));
            }
            out.writeEndArray();
        }
        EquityParts.writeLeftOut(out, study.leftOut());
    }

    private static void write(
            JsonGenerator out, Study study, int row, Map<String, Study.Column> numbers, Map<String, List<String>> texts)
            throws IOException {
        Map<String, Double> known = new LinkedHashMap<>();
        Map<String, String> words = new LinkedHashMap<>();
        Map<String, Missing> missing = new LinkedHashMap<>();
        numbers.forEach((column, values) -> {
            if (Double.isNaN(values.get(row))) {
                why(study, row, column).ifPresent(why -> missing.put(column, why));
            } else {
                known.put(column, values.get(row));
            }
        });
        texts.forEach((column, values) -> {
            if (values.get(row).isEmpty()) {
                why(study, row, column).ifPresent(why -> missing.put(column, why));
            } else {
                words.put(column, values.get(row));
            }
        });
        out.writeStartObject();
        out.writeStringField("unit", study.units().get(row));
        write(out, "numbers", known, number -> Double.toString(number));
        write(out, "texts", words, text -> text);
        write(out, "missing", missing, CoreJson::word);
        out.writeEndObject();
    }

    /** Returns why a value is missing, where more is known than that nobody gave it. */
    private static Optional<Missing> why(Study study, int row, String column) {
        return study.missing(row, column).filter(why -> why != Missing.NOT_GIVEN);
    }

    private static <T> void write(JsonGenerator out, String key, Map<String, T> byColumn, Function<T, String> text)
            throws IOException {
        if (!byColumn.isEmpty()) {
            out.writeObjectFieldStart(key);
            for (Map.Entry<String, T> value : byColumn.entrySet()) {
                out.writeStringField(value.getKey(), text.apply(value.getValue()));
            }
            out.writeEndObject();
        }
    }

    private static Optional<Study> document(JsonValue root) {
        return study(root, ImmutableSet.of("kind", "schema"));
    }

    /**
     * Reads a study.
     *
     * @param beside keys that stand beside its own
     */
    static Optional<Study> study(JsonValue value, Set<String> beside) {
        int mark = value.document().mark();
        JsonValue.Fields fields = value.fields(beside, KEYS);
        Met columns = new Met("study.column", "study");
        List<String> numbers = fields.list("numbers", name -> column(name, columns));
        List<String> texts = fields.list("texts", name -> column(name, columns));
        List<JsonValue> rows = fields.get("rows", JsonValue::elements).orElse(List.of());
        if (isTooSparse((long) (numbers.size() + texts.size()) * rows.size(), fields)) {
            return Optional.empty();
        }
        Rows read = new Rows(numbers, texts, rows.size());
        for (int row = 0; row < rows.size(); row++) {
            read.add(row, rows.get(row));
        }
        List<Problem> leftOut = EquityParts.leftOut(fields);
        return value.document().make(mark, value, () -> read.study(leftOut));
    }

    /** Tells a study that would take far more room in memory than in the document. */
    private static boolean isTooSparse(long cells, JsonValue.Fields fields) {
        JsonValue rows = fields.byKey().get("rows");
        if (rows == null || cells <= FEW_CELLS || (cells <= MOST_CELLS && cells / MOST_FOR_A_VALUE <= rows.size())) {
            return false;
        }
        rows.fault(
                "json.too-large",
                "%s columns × rows for %s values".formatted(cells, rows.size()),
                "at most %s, and at most %s for a value above %s".formatted(MOST_CELLS, MOST_FOR_A_VALUE, FEW_CELLS),
                "Remove the columns that hardly any row has, or split the study.");
        return true;
    }

    /** Reads the name of a column; numbers and texts share them. */
    private static Optional<String> column(JsonValue value, Met columns) {
        Optional<String> name = CoreJson.name(value);
        name.ifPresent(known -> columns.define("column", known, value));
        return name;
    }

    /** Rows on their way into columns. */
    private static final class Rows {
        private final List<String> units = new ArrayList<>();
        private final Map<String, double[]> numbers = new LinkedHashMap<>();
        private final Map<String, List<String>> texts = new LinkedHashMap<>();
        private final List<Gap> gaps = new ArrayList<>();

        /** Why a value is missing. */
        private record Gap(String column, int row, Missing why) {}

        Rows(List<String> numbers, List<String> texts, int rows) {
            for (String column : numbers) {
                double[] missing = new double[rows];
                Arrays.fill(missing, Double.NaN);
                this.numbers.put(column, missing);
            }
            for (String column : texts) {
                this.texts.put(column, new ArrayList<>(Collections.nCopies(rows, "")));
            }
        }

        void add(int row, JsonValue value) {
            JsonValue.Fields fields =
                    value.fields(ImmutableSet.of("unit"), ImmutableSet.of("numbers", "texts", "missing"));
            fields.get("unit", JsonValue::text).ifPresent(units::add);
            members(fields, "numbers").forEach((column, given) -> {
                double[] values = numbers.get(column);
                checkColumn(values != null, given, "numbers", numbers.keySet());
                Optional<Double> number = EquityParts.number(given);
                if (values != null && number.isPresent()) {
                    values[row] = number.get();
                }
            });
            members(fields, "texts").forEach((column, given) -> {
                List<String> values = texts.get(column);
                checkColumn(values != null, given, "texts", texts.keySet());
                Optional<String> text = given.parsed(
                        words -> {
                            if (words.isEmpty()) {
                                throw new IllegalArgumentException();
                            }
                            return words;
                        },
                        "a text that is not empty; what is missing is left out");
                if (values != null && text.isPresent()) {
                    values.set(row, text.get());
                }
            });
            members(fields, "missing").forEach((column, given) -> addGap(row, column, given));
        }

        private static Map<String, JsonValue> members(JsonValue.Fields fields, String key) {
            return fields.get(key, given -> Optional.of(given.byName())).orElse(Map.of());
        }

        private static void checkColumn(boolean isKnown, JsonValue given, String kind, Set<String> known) {
            if (!isKnown) {
                given.fault(
                        "study.column",
                        "a value of a column that the study does not have",
                        known.isEmpty()
                                ? "none, since the study has no columns of " + kind
                                : "one of its columns of %s: %s".formatted(kind, JsonDocument.listed(known)),
                        "Add the column to %s, or correct its name.".formatted(kind));
            }
        }

        private void addGap(int row, String column, JsonValue given) {
            double[] values = numbers.get(column);
            List<String> words = texts.get(column);
            boolean isKnown = values != null || words != null;
            checkColumn(isKnown, given, "numbers or texts", Sets.union(numbers.keySet(), texts.keySet()));
            boolean isThere = (values != null && !Double.isNaN(values[row]))
                    || (words != null && !words.get(row).isEmpty());
            if (isThere) {
                given.fault(
                        "study.missing",
                        given.content().shown() + ", beside a value",
                        "a value, or why there is none",
                        "Leave one of the two out.");
            }
            Optional<Missing> why = CoreJson.missing(given);
            if (isKnown && !isThere && why.isPresent()) {
                gaps.add(new Gap(column, row, why.get()));
            }
        }

        Study study(List<Problem> leftOut) {
            Study.Builder study = Study.of(units).leftOut(leftOut);
            numbers.forEach(study::number);
            texts.forEach(study::text);
            gaps.forEach(gap -> study.missing(gap.column(), gap.row(), gap.why()));
            return study.build();
        }
    }
}
