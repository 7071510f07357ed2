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
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.perpupil.equity.Study;
import org.perpupil.equity.report.EquityReport;
import org.perpupil.equity.report.ReportSection;
import org.perpupil.io.internal.json.CoreJson;
import org.perpupil.io.internal.json.Differences;
import org.perpupil.io.internal.json.JsonDocument;
import org.perpupil.io.internal.json.JsonLayout;
import org.perpupil.io.internal.json.JsonOutput;
import org.perpupil.io.internal.json.JsonParts;
import org.perpupil.io.internal.json.JsonValue;
import org.perpupil.problem.Problem;
import org.perpupil.problem.ProblemException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An equity report as JSON, and back: the study and every section with its figures, not rounded.
 *
 * <pre>{@code
 * { "kind": "equity report", "schema": 1, "title": "Spending and need, 2016",
 *   "study": {"numbers": […], "texts": […], "rows": […]},
 *   "sections": [ {"title": "Inequality of dollars per pupil", "counted": "120 units, each with its pupils",
 *     "columns": ["value"],
 *     "rows": [ {"name": "Gini index", "figures": [ {"column": "value", "value": "0.1043", "form": "digits"} ],
 *                "explanation": "0 is equal", "source": "Gini 1912"} ],
 *     "notes": […], "source": "Berne and Stiefel 1984", "leftOut": […]} ] }
 * }</pre>
 *
 * <p>What is written is read back equal. The study is as in a document of {@link StudyJson}. Empty lists and texts are left out.
 *
 * <p>Sections are read as what somebody wrote: any program may make one, and the methods behind them are not in the document. Who wants to
 * know whether they are right makes the report anew and asks {@link #differences}.
 */
public final class EquityReportJson {
    private static final ImmutableMap<String, ReportSection.Form> FORMS =
            Maps.uniqueIndex(Arrays.asList(ReportSection.Form.values()), CoreJson::word);

    private static final Logger LOG = LoggerFactory.getLogger(EquityReportJson.class);

    private static final String KIND = "equity report";

    private EquityReportJson() {}

    /**
     * Writes a report to a file, whole or not at all.
     *
     * @throws IOException if the file cannot be written; an older one is then left as it was
     */
    public static void write(EquityReport report, Path file) throws IOException {
        JsonOutput.write(file, KIND, out -> write(out, report));
    }

    /**
     * Writes a report as UTF-8. The stream is flushed and not closed.
     *
     * @throws IOException if the stream throws it
     */
    public static void write(EquityReport report, OutputStream stream) throws IOException {
        JsonOutput.write(stream, KIND, out -> write(out, report));
    }

    /** Returns a report as the text of a document. */
    public static String toJson(EquityReport report) {
        return JsonOutput.text(KIND, out -> write(out, report));
    }

    /**
     * Reads a report from a file.
     *
     * @throws IOException if the file cannot be read
     * @throws ProblemException with every fault of the document that can be told
     */
    public static EquityReport read(Path file) throws IOException {
        try (InputStream stream = Files.newInputStream(file)) {
            return read(stream, file.toString());
        }
    }

    /**
     * Reads a report from a stream, to its end. The stream is not closed.
     *
     * @param sourceName what the document is called in problems, in place of a file name
     * @throws IOException if the stream throws it
     * @throws ProblemException with every fault of the document that can be told
     */
    public static EquityReport read(InputStream stream, String sourceName) throws IOException {
        EquityReport report = JsonDocument.read(
                stream, sourceName, KIND, Set.of(), JsonDocument.Limits.USUAL, EquityReportJson::report);
        LOG.debug("read {}: {} sections", sourceName, report.sections().size());
        return report;
    }

    /**
     * Reads what {@link #toJson} writes.
     *
     * @throws ProblemException with every fault of the document that can be told
     */
    public static EquityReport parse(String json) {
        return JsonDocument.read(json, KIND, Set.of(), EquityReportJson::report);
    }

    /**
     * Returns where the file of a report differs from a report that was made anew: every figure that does not agree to nine digits, and
     * every text that is another. Empty if nothing does.
     *
     * @throws IOException if the file cannot be read
     * @throws ProblemException if it is no document of a report
     */
    public static List<Problem> differences(Path file, EquityReport computed) throws IOException {
        try (InputStream stream = Files.newInputStream(file)) {
            return differences(stream, file.toString(), computed);
        }
    }

    /**
     * Returns where a document differs from a report that was made anew, as {@link #differences(Path, EquityReport)} does. The stream is
     * read to its end and not closed.
     *
     * @param sourceName what the document is called in problems, in place of a file name
     * @throws IOException if the stream throws it
     * @throws ProblemException if it is no document of a report
     */
    public static List<Problem> differences(InputStream stream, String sourceName, EquityReport computed)
            throws IOException {
        return Differences.of(
                        "report.differs",
                        (object, key) -> object.equals("numbers") || (object.isEmpty() && key.equals("value")),
                        EquityParts::isSame)
                .between(stream, sourceName, KIND, out -> write(out, computed));
    }

    private static void write(JsonGenerator out, EquityReport report) throws IOException {
        out.writeStringField("title", report.title());
        out.writeObjectFieldStart("study");
        StudyJson.writeMembers(out, report.study());
        out.writeEndObject();
        JsonParts.writeList(
                out,
                "sections",
                report.sections(),
                (list, section) -> JsonLayout.onLines(list, lines -> {
                    lines.writeStartObject();
                    write(lines, section);
                    lines.writeEndObject();
                }));
    }

    private static void write(JsonGenerator out, ReportSection section) throws IOException {
        out.writeStringField("title", section.title());
        writeText(out, "counted", section.counted());
        JsonParts.writeTexts(out, "columns", section.columns());
        JsonParts.writeLines(out, "rows", section.rows(), EquityReportJson::write);
        JsonParts.writeList(out, "notes", section.notes(), JsonGenerator::writeString);
        writeText(out, "source", section.source());
        EquityParts.writeLeftOut(out, section.leftOut());
    }

    private static void writeText(JsonGenerator out, String key, String text) throws IOException {
        if (!text.isEmpty()) {
            out.writeStringField(key, text);
        }
    }

    private static void write(JsonGenerator out, ReportSection.Row row) throws IOException {
        out.writeStringField("name", row.name());
        JsonParts.writeLines(out, "figures", row.figures(), (figures, figure) -> {
            figures.writeStringField("column", figure.column());
            EquityParts.writeNumber(figures, "value", figure.value());
            figures.writeStringField("form", CoreJson.word(figure.form()));
        });
        writeText(out, "explanation", row.explanation());
        writeText(out, "source", row.source());
    }

    private static Optional<EquityReport> report(JsonValue root) {
        int mark = root.document().mark();
        JsonValue.Fields fields =
                root.fields(ImmutableSet.of("kind", "schema", "title", "study"), ImmutableSet.of("sections"));
        Optional<String> title = fields.get("title", JsonValue::text);
        Optional<Study> study = fields.get("study", value -> StudyJson.study(value, Set.of()));
        List<ReportSection> sections = fields.list("sections", EquityReportJson::section);
        return root.document()
                .make(
                        mark,
                        root,
                        () -> EquityReport.of(title.orElseThrow(), study.orElseThrow())
                                .with(sections));
    }

    private static Optional<ReportSection> section(JsonValue value) {
        int mark = value.document().mark();
        JsonValue.Fields fields = value.fields(
                ImmutableSet.of("title"), ImmutableSet.of("counted", "columns", "rows", "notes", "source", "leftOut"));
        Optional<String> title = fields.get("title", CoreJson::name);
        String counted = fields.get("counted", JsonValue::text).orElse("");
        List<String> columns = fields.list("columns", JsonValue::text);
        List<ReportSection.Row> rows = fields.list("rows", EquityReportJson::row);
        List<String> notes = fields.list("notes", JsonValue::text);
        String source = fields.get("source", JsonValue::text).orElse("");
        List<Problem> leftOut = EquityParts.leftOut(fields);
        return value.document()
                .make(
                        mark,
                        value,
                        () -> new ReportSection(title.orElseThrow(), counted, columns, rows, notes, source, leftOut));
    }

    private static Optional<ReportSection.Row> row(JsonValue value) {
        int mark = value.document().mark();
        JsonValue.Fields fields =
                value.fields(ImmutableSet.of("name"), ImmutableSet.of("figures", "explanation", "source"));
        Optional<String> name = fields.get("name", JsonValue::text);
        List<ReportSection.Figure> figures = fields.list("figures", EquityReportJson::figure);
        String explanation = fields.get("explanation", JsonValue::text).orElse("");
        String source = fields.get("source", JsonValue::text).orElse("");
        return value.document()
                .make(mark, value, () -> new ReportSection.Row(name.orElseThrow(), figures, explanation, source));
    }

    private static Optional<ReportSection.Figure> figure(JsonValue value) {
        int mark = value.document().mark();
        JsonValue.Fields fields = value.fields(ImmutableSet.of("column", "value", "form"), Set.of());
        Optional<String> column = fields.get("column", JsonValue::text);
        Optional<Double> number = fields.get("value", EquityParts::number);
        Optional<ReportSection.Form> form = fields.get("form", text -> CoreJson.constant(text, FORMS));
        return value.document()
                .make(
                        mark,
                        value,
                        () -> new ReportSection.Figure(column.orElseThrow(), number.orElseThrow(), form.orElseThrow()));
    }
}
