package org.perpupil.io.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.perpupil.io.internal.json.CoreJson;
import org.perpupil.io.internal.json.JsonParts;
import org.perpupil.io.internal.json.JsonValue;
import org.perpupil.io.internal.json.Placed;

/**
 * A list of what was computed, which is written for other programs. When it is read it is compared with what is computed then, and
 * never used.
 */
final class ResultTable<R> {
    private static final String REMEDY =
            "Find out whether the document was changed or another version wrote it, or remove the result.";

    private final String code;
    private final String key;
    private final ImmutableList<Column<R>> columns;

    private ResultTable(String code, String key, List<Column<R>> columns) {
        this.code = code;
        this.key = key;
        this.columns = ImmutableList.copyOf(columns);
    }

    /** What a column is for. */
    private enum Use {
        /** Tells rows apart. */
        IDENTIFIES,
        COMPARED,
        /** Stands there for people, and may be worded in another way tomorrow. */
        WORDS
    }

    /**
     * A member of every row.
     *
     * @param read gives the same for the same value, however it is written
     * @param computed what the member is; a text or a flag
     */
    private record Column<R>(
            String key, Use use, Function<JsonValue, Optional<?>> read, Function<R, Object> computed) {}

    /**
     * Starts a list without columns.
     *
     * @param code of its faults
     * @param key under which it stands
     */
    static <R> ResultTable<R> of(String code, String key) {
        return new ResultTable<>(code, key, ImmutableList.of());
    }

    /** Returns the list with a column that, with others like it, tells rows apart. */
    ResultTable<R> by(String column, Function<JsonValue, Optional<?>> read, Function<R, Object> computed) {
        return with(new Column<>(column, Use.IDENTIFIES, read, computed));
    }

    ResultTable<R> with(String column, Function<JsonValue, Optional<?>> read, Function<R, Object> computed) {
        return with(new Column<>(column, Use.COMPARED, read, computed));
    }

    /** Returns the list with a column of sentences for people, which are not compared. */
    ResultTable<R> inWords(String column, Function<R, Object> computed) {
        return with(new Column<>(column, Use.WORDS, CoreJson::name, computed));
    }

    private ResultTable<R> with(Column<R> column) {
        return new ResultTable<>(
                code,
                key,
                ImmutableList.<Column<R>>builder().addAll(columns).add(column).build());
    }

    String key() {
        return key;
    }

    /** Writes the rows, unless there are none. */
    void write(JsonGenerator out, List<R> rows) throws IOException {
        JsonParts.writeLines(out, key, rows, (line, row) -> {
            for (Column<R> column : columns) {
                Object value = column.computed().apply(row);
                if (value instanceof Boolean flag) {
                    line.writeBooleanField(column.key(), flag);
                } else {
                    line.writeStringField(column.key(), value.toString());
                }
            }
        });
    }

    /**
     * Reads the rows and tells every one that is not what was computed, and what was computed and is not there.
     *
     * @param result the object that the list stands in
     * @param computed empty if nothing can be computed; rows are then only read
     */
    void check(JsonValue result, JsonValue.Fields fields, Optional<List<R>> computed) {
        int mark = result.document().mark();
        List<Placed<List<Object>>> rows = fields.list(key, this::row);
        if (computed.isEmpty() || result.document().mark() > mark) {
            return;
        }
        Map<List<Object>, R> missing = new LinkedHashMap<>();
        computed.get().forEach(row -> missing.put(identity(values(row)), row));
        Map<List<Object>, R> met = new LinkedHashMap<>();
        for (Placed<List<Object>> row : rows) {
            List<Object> identity = identity(row.part());
            Optional<R> expected = Optional.ofNullable(missing.remove(identity));
            expected.ifPresent(computing -> met.put(identity, computing));
            if (expected.isPresent()) {
                compare(row, values(expected.get()));
            } else if (met.containsKey(identity)) {
                row.at().fault(code, shown(row.part()) + ", a second time", "each once", "Remove one of the two.");
            } else {
                row.at().fault(code, shown(row.part()), "nothing, as it is computed", REMEDY);
            }
        }
        JsonValue list = Optional.ofNullable(fields.byKey().get(key)).orElse(result);
        missing.values()
                .forEach(row -> list.fault(
                        code,
                        "nothing for " + shown(identity(values(row))),
                        shown(values(row)) + ", as it is computed",
                        REMEDY));
    }

    private Optional<Placed<List<Object>>> row(JsonValue value) {
        int mark = value.document().mark();
        JsonValue.Fields fields = value.fields(
                columns.stream().map(Column::key).collect(ImmutableSet.toImmutableSet()), ImmutableSet.of());
        List<Object> values = new ArrayList<>();
        for (Column<R> column : columns) {
            fields.get(column.key(), Optional::of)
                    .ifPresent(given -> column.read().apply(given).ifPresent(values::add));
        }
        return value.document().make(mark, value, () -> new Placed<>(value, ImmutableList.copyOf(values)));
    }

    private List<Object> values(R row) {
        return columns.stream().map(column -> column.computed().apply(row)).toList();
    }

    private List<Object> identity(List<Object> values) {
        List<Object> identity = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).use() == Use.IDENTIFIES) {
                identity.add(values.get(i));
            }
        }
        return identity;
    }

    private void compare(Placed<List<Object>> row, List<Object> computed) {
        JsonValue.Fields fields = new JsonValue.Fields(row.at().byName());
        for (int i = 0; i < columns.size(); i++) {
            Column<R> column = columns.get(i);
            Object expected = computed.get(i);
            if (column.use() == Use.COMPARED && !row.part().get(i).equals(expected)) {
                fields.get(column.key(), Optional::of)
                        .ifPresent(value ->
                                value.fault(code, value.content().shown(), expected + ", as it is computed", REMEDY));
            }
        }
    }

    /** Returns such as {@code investment tutors, source title-i, amount 40000.00}; no sentences. */
    private String shown(List<Object> values) {
        List<String> shown = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            if (columns.get(i).use() != Use.WORDS) {
                shown.add(columns.get(i).key() + " " + values.get(i));
            }
        }
        return String.join(", ", shown);
    }
}
