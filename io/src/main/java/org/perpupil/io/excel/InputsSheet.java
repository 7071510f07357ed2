package org.perpupil.io.excel;

import static java.util.Objects.requireNonNull;

import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.perpupil.exact.Rational;
import org.perpupil.formula.ValueType;
import org.perpupil.io.excel.Sheet.Look;

/** What is known of schools, each in a cell that may be changed: only what the lines ask for. */
final class InputsSheet {
    private static final int REMARKS = 3;

    private final Grid grid;
    private final int headings;
    private final String money;
    private final Map<List<Object>, Integer> fields = new LinkedHashMap<>();
    private final Map<Integer, BitSet> written = new HashMap<>();
    private int next;

    /**
     * @param firstField the row or column of the first field
     * @param headings the column or row in which fields are named
     */
    InputsSheet(Grid grid, int firstField, int headings, String money) {
        this.grid = grid;
        this.next = firstField;
        this.headings = headings;
        this.money = money;
    }

    /** The cell of a number, which is not given if it has no value. */
    Expression number(
            List<Object> key, String heading, int school, Optional<Rational> value, String remark, ValueType type) {
        int field = field(key, heading);
        if (isNew(field, school)) {
            int row = grid.row(field, school);
            int column = grid.column(field, school);
            value.ifPresentOrElse(
                    number -> grid.sheet().number(row, column, number),
                    () -> grid.sheet().text(row, column, remark.isEmpty() ? Words.NOT_GIVEN : remark));
            grid.sheet().look(row, column, Look.INPUT, type == ValueType.MONEY ? money : "#,##0.######");
            remark(
                    field,
                    school,
                    value.map(number -> "").orElse(Words.NOT_GIVEN),
                    remark,
                    type == ValueType.MONEY ? money : "#,##0.######",
                    value);
        }
        return Expression.cell(grid.cell(field, school));
    }

    /** The cell of a text, which is empty if it is not given. */
    String text(List<Object> key, String heading, int school, Optional<String> value, String remark) {
        int field = field(key, heading);
        if (isNew(field, school)) {
            int row = grid.row(field, school);
            int column = grid.column(field, school);
            value.ifPresent(text -> grid.sheet().text(row, column, text));
            grid.sheet().look(row, column, Look.INPUT, "@");
            if (grid.fieldsAreRows()) {
                grid.sheet().text(row, REMARKS, value.isPresent() ? "" : remark);
                value.ifPresent(text -> grid.sheet().text(row, REMARKS - 1, text));
            }
        }
        return grid.cell(field, school);
    }

    /** The cells of a field at all schools. */
    String range(List<Object> key) {
        return grid.range(requireNonNull(fields.get(key)));
    }

    private int field(List<Object> key, String heading) {
        Integer known = fields.get(key);
        if (known != null) {
            return known;
        }
        int field = next++;
        fields.put(key, field);
        if (grid.fieldsAreRows()) {
            grid.sheet().text(field, headings, heading).look(field, headings, Look.WRAPPED);
        } else {
            grid.sheet()
                    .text(headings, field, heading)
                    .look(headings, field, Look.HEADING)
                    .width(field, 14);
        }
        return field;
    }

    private boolean isNew(int field, int school) {
        BitSet schools = written.computeIfAbsent(field, any -> new BitSet());
        boolean isNew = !schools.get(school);
        schools.set(school);
        return isNew;
    }

    private void remark(
            int field, int school, String otherwise, String remark, String format, Optional<Rational> allocated) {
        if (!grid.fieldsAreRows()) {
            return;
        }
        int row = grid.row(field, school);
        allocated.ifPresentOrElse(
                number -> grid.sheet().number(row, REMARKS - 1, number).look(row, REMARKS - 1, Look.QUIET, format),
                () -> grid.sheet().text(row, REMARKS - 1, otherwise).look(row, REMARKS - 1, Look.QUIET));
        grid.sheet().text(row, REMARKS, remark).look(row, REMARKS, Look.WRAPPED);
    }

    /** The last row or column that a field stands in, or one before the first. */
    int last() {
        return next - 1;
    }
}
