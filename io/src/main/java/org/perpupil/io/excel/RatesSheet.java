package org.perpupil.io.excel;

import static java.util.Objects.requireNonNull;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.perpupil.district.FiscalYear;
import org.perpupil.exact.Rational;
import org.perpupil.formula.FundingFormula;
import org.perpupil.formula.Line;
import org.perpupil.formula.ParameterEntry;
import org.perpupil.formula.RateTable;
import org.perpupil.formula.Term;
import org.perpupil.formula.ValueType;
import org.perpupil.io.excel.Sheet.Look;
import org.perpupil.pupils.GradeSpan;

/** The parameters and tables of a definition, each value with its year and where it comes from. */
final class RatesSheet {
    private static final int NAME = 0;
    private static final int FOR = 1;
    private static final int VALUE = 2;
    private static final int PRINTED = 3;
    private static final int YEAR = 4;
    private static final int CITATION = 5;
    private static final int FIRST_ROW = 3;

    private final Sheet sheet;
    private final FundingFormula lines;
    private final FiscalYear year;
    private final String money;
    private final Map<List<Object>, Integer> rows = new LinkedHashMap<>();
    private int next = FIRST_ROW;

    RatesSheet(Sheet sheet, FundingFormula lines, FiscalYear year, String money) {
        this.sheet = sheet;
        this.lines = lines;
        this.year = year;
        this.money = money;
        sheet.text(0, 0, "Rates, weights and other parameters")
                .look(0, 0, Look.TITLE)
                .width(NAME, 38)
                .width(FOR, 22)
                .width(VALUE, 16)
                .width(PRINTED, 16)
                .width(YEAR, 11)
                .width(CITATION, 70);
        String[] headings = {"Parameter", "For", "Value", "As printed", "Year", "Source"};
        for (int column = 0; column < headings.length; column++) {
            sheet.text(FIRST_ROW - 1, column, headings[column]);
        }
        sheet.look(FIRST_ROW - 1, 0, FIRST_ROW - 1, headings.length - 1, Look.HEADING, "");
        sheet.worksheet().freezePane(0, FIRST_ROW);
    }

    /** The cells of an entry of a table by text. */
    record Entry(String key, String value) {}

    ParameterEntry entry(String parameter, int yearsBack) {
        return requireNonNull(lines.parameters().get(parameter), parameter)
                .entry(year.minusYears(yearsBack))
                .orElseThrow();
    }

    private ValueType type(String parameter) {
        return requireNonNull(lines.parameters().get(parameter), parameter).type();
    }

    String single(String parameter, int yearsBack) {
        ParameterEntry.Single entry = (ParameterEntry.Single) entry(parameter, yearsBack);
        return cell(
                List.of(parameter, yearsBack),
                parameter,
                "",
                entry.value(),
                entry.printed(),
                yearsBack,
                entry.citation(),
                type(parameter));
    }

    Map<String, Entry> byKey(String parameter, int yearsBack, ParameterEntry.ByKey table) {
        Map<String, Entry> cells = new LinkedHashMap<>();
        table.values().forEach((key, value) -> {
            String cell = cell(
                    List.of(parameter, yearsBack, key),
                    parameter,
                    key,
                    value,
                    Optional.ofNullable(table.printed().get(key)),
                    yearsBack,
                    table.citation(),
                    type(parameter));
            int row = requireNonNull(rows.get(List.<Object>of(parameter, yearsBack, key)));
            cells.put(key, new Entry(sheet.cell(row, FOR), cell));
        });
        return cells;
    }

    /** All keys and all values of a table that is written. */
    Entry ranges(String parameter, int yearsBack, ParameterEntry.ByKey table) {
        List<Integer> at = table.values().keySet().stream()
                .map(key -> requireNonNull(rows.get(List.<Object>of(parameter, yearsBack, key))))
                .toList();
        int top = at.get(0);
        int bottom = at.get(at.size() - 1);
        return new Entry(sheet.range(top, FOR, bottom, FOR), sheet.range(top, VALUE, bottom, VALUE));
    }

    /** The entry for a span, of a parameter or of a table that the line states. */
    String rate(Line line, Term.PerPupil term, GradeSpan span) {
        if (term.table() instanceof RateTable.Named named) {
            ParameterEntry.BySpan entry = (ParameterEntry.BySpan) entry(named.parameter(), 0);
            return cell(
                    List.of(named.parameter(), span),
                    named.parameter(),
                    span.toString(),
                    requireNonNull(entry.values().get(span)),
                    Optional.ofNullable(entry.printed().get(span)),
                    0,
                    entry.citation(),
                    named.type());
        }
        RateTable.Stated table = (RateTable.Stated) term.table();
        return cell(
                List.of("stated", line.name(), term, span),
                "%s, for each pupil (%s)".formatted(line.name(), term.group().name()),
                span.toString(),
                requireNonNull(table.bySpan().get(span)),
                Optional.empty(),
                0,
                line.citation().orElse("stated in the formula"),
                table.type());
    }

    /** A cell with a text that a condition asks for. */
    String literal(String text) {
        int row = rows.computeIfAbsent(List.of("literal", text), any -> {
            sheet.text(next, NAME, "text that is asked for").text(next, FOR, text);
            return next++;
        });
        return sheet.cell(row, FOR);
    }

    private String cell(
            List<Object> key,
            String name,
            String of,
            Rational value,
            Optional<String> printed,
            int yearsBack,
            String citation,
            ValueType type) {
        int row = rows.computeIfAbsent(key, any -> {
            sheet.text(next, NAME, name)
                    .text(next, FOR, of)
                    .number(next, VALUE, value)
                    .text(next, PRINTED, printed.orElse(""))
                    .text(next, YEAR, year.minusYears(yearsBack).toString())
                    .text(next, CITATION, citation)
                    .look(next, NAME, Look.WRAPPED)
                    .look(next, CITATION, Look.WRAPPED)
                    .look(next, VALUE, Look.PLAIN, type == ValueType.MONEY ? money : "#,##0.##########");
            return next++;
        });
        return sheet.cell(row, VALUE);
    }
}
