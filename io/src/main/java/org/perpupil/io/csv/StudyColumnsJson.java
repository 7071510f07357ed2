package org.perpupil.io.csv;

import com.fasterxml.jackson.core.JsonGenerator;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Maps;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.perpupil.io.internal.json.CoreJson;
import org.perpupil.io.internal.json.JsonDocument;
import org.perpupil.io.internal.json.JsonOutput;
import org.perpupil.io.internal.json.JsonParts;
import org.perpupil.io.internal.json.JsonValue;
import org.perpupil.problem.ProblemException;

/**
 * A {@link StudyColumns} as JSON, and back, so that the mapping of a file is a file too and needs no code.
 *
 * <pre>{@code
 * { "kind": "study columns", "schema": 1,
 *   "unit": ["school_code", "year"],
 *   "columns": [ {"name": "pupils", "number": "enrolled"}, {"name": "need", "percent": "At risk %"},
 *                {"name": "budget", "dollars": "AMT_TOTAL"}, {"name": "level", "text": "level"} ],
 *   "restAsNumbers": true,
 *   "layout": {"onlyRows": {"level": "Elementary"}} }
 * }</pre>
 *
 * <p>The layout is that of {@link SchoolColumnsJson}. What is written is read back equal.
 */
public final class StudyColumnsJson {
    private static final String KIND = "study columns";

    private static final ImmutableMap<String, StudyColumns.Column.Kind> KINDS =
            Maps.uniqueIndex(List.of(StudyColumns.Column.Kind.values()), CoreJson::word);

    private StudyColumnsJson() {}

    /**
     * Writes a mapping to a file, whole or not at all.
     *
     * @throws IOException if the file cannot be written; an older one is then left as it was
     */
    public static void write(StudyColumns columns, Path file) throws IOException {
        JsonOutput.write(file, KIND, out -> write(out, columns));
    }

    /** Returns a mapping as the text of a document. */
    public static String toJson(StudyColumns columns) {
        return JsonOutput.text(KIND, out -> write(out, columns));
    }

    /**
     * Reads a mapping from a file.
     *
     * @throws IOException if the file cannot be read
     * @throws ProblemException with every fault of the document that can be told
     */
    public static StudyColumns read(Path file) throws IOException {
        try (InputStream stream = Files.newInputStream(file)) {
            return JsonDocument.read(
                    stream, file.toString(), KIND, Set.of(), JsonDocument.Limits.USUAL, StudyColumnsJson::columns);
        }
    }

    /**
     * Reads what {@link #toJson} writes.
     *
     * @throws ProblemException with every fault of the document that can be told
     */
    public static StudyColumns parse(String json) {
        return JsonDocument.read(json, KIND, Set.of(), StudyColumnsJson::columns);
    }

    private static void write(JsonGenerator out, StudyColumns columns) throws IOException {
        JsonParts.writeTexts(out, "unit", columns.units());
        JsonParts.writeLines(out, "columns", columns.columns(), (line, column) -> {
            line.writeStringField("name", column.name());
            line.writeStringField(CoreJson.word(column.kind()), column.header());
        });
        if (columns.isRestAsNumbers()) {
            out.writeBooleanField("restAsNumbers", true);
        }
        LayoutJson.write(out, columns.layout());
    }

    private static Optional<StudyColumns> columns(JsonValue root) {
        int mark = root.document().mark();
        JsonValue.Fields fields = root.fields(
                ImmutableSet.of("kind", "schema", "unit"), ImmutableSet.of("columns", "restAsNumbers", "layout"));
        List<String> unit = fields.list("unit", CoreJson::name);
        List<StudyColumns.Column> columns = fields.list("columns", StudyColumnsJson::column);
        boolean rest = fields.get("restAsNumbers", JsonValue::flag).orElse(false);
        CsvLayout layout = fields.get("layout", value -> Optional.of(LayoutJson.read(value)))
                .orElse(CsvLayout.usual());
        return root.document().make(mark, root, () -> {
            if (unit.isEmpty()) {
                throw new IllegalArgumentException("a unit is told by one or more columns");
            }
            StudyColumns all =
                    StudyColumns.unit(unit.get(0), unit.subList(1, unit.size()).toArray(String[]::new));
            for (StudyColumns.Column column : columns) {
                all = all.with(column);
            }
            return (rest ? all.restAsNumbers() : all).in(layout);
        });
    }

    private static Optional<StudyColumns.Column> column(JsonValue value) {
        int mark = value.document().mark();
        StudyColumns.Column.Kind kind = KINDS.entrySet().stream()
                .filter(known -> value.byName().containsKey(known.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(StudyColumns.Column.Kind.NUMBER);
        JsonValue.Fields fields = value.fields(ImmutableSet.of("name", CoreJson.word(kind)), Set.of());
        Optional<String> name = fields.get("name", CoreJson::name);
        Optional<String> header = fields.get(CoreJson.word(kind), CoreJson::name);
        return value.document()
                .make(mark, value, () -> new StudyColumns.Column(name.orElseThrow(), header.orElseThrow(), kind));
    }
}
