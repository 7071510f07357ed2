package org.perpupil.io.excel;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.perpupil.exact.Rational;
import org.perpupil.exact.Rounding;
import org.perpupil.formula.Form;
import org.perpupil.formula.Line;
import org.perpupil.formula.Term;
import org.perpupil.formula.allocation.LineResult;
import org.perpupil.formula.allocation.SharedPot;

/**
 * A shared line's columns, in steps: what each school has by, own, at least and at most, and its part in units of the rounding.
 *
 * <pre>{@code
 * part = level × by − own, not below atLeast and not above atMost
 * }</pre>
 *
 * <p>A part of a negative pot is minus the part of its mirror, as everywhere.
 */
final class SharedColumns {
    private final ModelSheets sheets;
    private final Line line;
    private final Form.Columns columns;
    private final Rounding rounding;
    private final Allocated.Cut cut;
    private final Map<Column, Integer> fields = new LinkedHashMap<>();

    SharedColumns(ModelSheets sheets, Line line, Form.Shared form) {
        this.sheets = sheets;
        this.line = line;
        this.columns = form.columns();
        this.rounding = sheets.lines().roundingOf(line).orElseThrow();
        this.cut = sheets.allocated().cut(line, columns, rounding);
    }

    /** What is told of a school. */
    enum Column {
        POINTS("points"),
        OWN("has already"),
        AT_LEAST("at least, in units"),
        AT_MOST("at most, in units"),
        EXACT("exactly, in units");

        private final String words;

        Column(String words) {
            this.words = words;
        }
    }

    Line line() {
        return line;
    }

    SharedPot pot() {
        return sheets.allocated().pot(line);
    }

    Rational unit() {
        return Rational.of(rounding.unit());
    }

    String unitText() {
        return RoundedFormula.plain(rounding.unit());
    }

    Form.Columns columns() {
        return columns;
    }

    /** To how many places a school's part in units is rounded before it is cut into whole units and a remainder. */
    int places(int school) {
        return cut.of(sheets.schools().get(school).id());
    }

    /** How far apart in units the parts may add up from what is shared, for rounding alone. */
    BigDecimal tolerance() {
        BigDecimal tolerance = new BigDecimal("0.02");
        for (int school = 0; school < sheets.schools().size(); school++) {
            tolerance = tolerance.add(BigDecimal.ONE.movePointLeft(places(school)));
        }
        return tolerance;
    }

    /** Whether a workbook can tell who gets the last units; with parts of very many digits it cannot. */
    boolean isCutRightly() {
        return cut.isRight();
    }

    Rational points() {
        return sheets.allocated().points(line, columns);
    }

    /** The sum of all caps. */
    Rational most() {
        return sheets.allocated().most(line, columns, unit());
    }

    /** What is written of a school: what it is, and how it is read. */
    Map<Column, Term> given() {
        Map<Column, Term> given = new LinkedHashMap<>();
        given.put(Column.POINTS, columns.by());
        if (!columns.own().equals(Form.ZERO)) {
            given.put(Column.OWN, columns.own());
        }
        columns.atLeast().ifPresent(bound -> given.put(Column.AT_LEAST, bound));
        columns.atMost().ifPresent(bound -> given.put(Column.AT_MOST, bound));
        return given;
    }

    /** Writes the columns of every school. */
    void write(String level, String sign) {
        Map<Column, Term> given = given();
        given.keySet().forEach(column -> fields.put(column, sheets.step(line.name() + ": " + column.words)));
        fields.put(Column.EXACT, sheets.step(line.name() + ": " + Column.EXACT.words));
        for (int school = 0; school < sheets.schools().size(); school++) {
            write(new Place(sheets, line, school), given, level, sign);
        }
    }

    private void write(Place at, Map<Column, Term> given, String level, String sign) {
        if (sheets.excluded(at).isPresent()) {
            fields.values().forEach(field -> sheets.set(field, at.index(), Words.NO_VALUE));
            return;
        }
        Optional<Truth> applies = sheets.applies(at);
        given.forEach((column, term) -> {
            Expression value = at.formulas().of(term);
            String formula = value.guarded(inUnits(column, term, value, at), Words.NOT_AVAILABLE);
            sheets.set(field(column), at.index(), ModelSheets.where(applies, formula, Words.NOT_AVAILABLE));
        });
        String own = given.containsKey(Column.OWN) ? "-" + cell(Column.OWN, at.index()) : "";
        String units = "(%s*%s%s)/%s".formatted(level, cell(Column.POINTS, at.index()), own, unitText());
        if (given.containsKey(Column.AT_MOST)) {
            units = "MIN(%s,%s)".formatted(cell(Column.AT_MOST, at.index()), units);
        }
        if (given.containsKey(Column.AT_LEAST)) {
            units = "MAX(%s,%s)".formatted(cell(Column.AT_LEAST, at.index()), units);
        }
        sheets.set(
                field(Column.EXACT),
                at.index(),
                "IF(ISTEXT(%s),%s,ROUND(%s*%s,%s))"
                        .formatted(cell(Column.POINTS, at.index()), Words.NO_VALUE, sign, units, places(at.index())));
    }

    /** A bound becomes whole units inside itself: a floor up, a cap down; a floor beats a cap. */
    private String inUnits(Column column, Term term, Expression value, Place at) {
        return switch (column) {
            case AT_LEAST -> whole(RoundingMode.CEILING, term, value, at);
            case AT_MOST -> {
                String most = whole(RoundingMode.FLOOR, term, value, at);
                yield fields.containsKey(Column.AT_LEAST)
                        ? "MAX(%s,%s)".formatted(cell(Column.AT_LEAST, at.index()), most)
                        : most;
            }
            default -> value.text();
        };
    }

    /** A bound or a pot in whole units has digits of its own: it may be larger than a part, and made of numbers that are larger still. */
    String whole(RoundingMode mode, Term amount, Expression value, Place at) {
        Rounding whole = Rounding.whole().by(mode);
        int places = RoundedFormula.morePlaces(at.magnitude(amount).dividedBy(unit()));
        String units = "(%s)/%s".formatted(value.text(), unitText());
        String settled = "ROUND(%s,%s)".formatted(units, places);
        String live = mode == RoundingMode.CEILING ? "-INT(-" + settled + ")" : "INT(" + settled + ")";
        return at.exact(amount)
                .map(exact -> exact.dividedBy(unit()))
                .filter(exact -> !RoundedFormula.isFaithful(whole, exact, places))
                .map(exact -> RoundedFormula.asGiven(units, whole, exact, places, live))
                .orElse(live);
    }

    /** What a column holds of a school by the allocation. */
    Rational allocated(Column column, Term term, Place at) {
        Rational value = at.exact(term).orElseThrow();
        return switch (column) {
            case AT_LEAST -> Allocated.atLeast(value, unit());
            case AT_MOST ->
                Allocated.atMost(
                        value,
                        unit(),
                        columns.atLeast().flatMap(at::exact).map(least -> Allocated.atLeast(least, unit())));
            default -> value;
        };
    }

    /** How large the numbers are that a column is computed from; a bound is a whole number that is right. */
    Rational magnitude(Column column, Term term, Place at) {
        return column == Column.AT_LEAST || column == Column.AT_MOST ? Rational.ZERO : at.magnitude(term);
    }

    private int field(Column column) {
        return requireNonNull(fields.get(column));
    }

    String cell(Column column, int school) {
        return sheets.steps().cell(field(column), school);
    }

    String range(Column column) {
        return sheets.steps().range(field(column));
    }

    /** Writes the amount: whole units and one more for those who get one of the last. */
    void writeAmount(Place at, String sign, String more) {
        String exact = cell(Column.EXACT, at.index());
        sheets.setLine(
                at,
                "IF(ISTEXT(%1$s),%2$s,ROUND(%3$s*(INT(%1$s)+%4$s)*%5$s,%6$s))"
                        .formatted(
                                exact,
                                Words.NO_VALUE,
                                sign,
                                more,
                                unitText(),
                                Math.max(0, rounding.unit().scale())));
    }

    /** How many of the last units a school has by the allocation, once its part is rounded and cut. */
    String lastUnits(Place at) {
        LineResult result = sheets.result(line, at.index());
        if (result.value().isEmpty()) {
            return "0";
        }
        Rational sign = Rational.of(pot().pot().isNegative() ? -1 : 1);
        Rational settled = Rational.of(sheets.allocated()
                .units(line, at.school().id(), columns, rounding)
                .toDecimal(places(at.index()), RoundingMode.HALF_UP));
        Rational given = result.value().get().dividedBy(unit()).times(sign);
        return given.minus(Rational.of(settled.floor())).toString();
    }

    /** Writes the amount as a value of the allocation, and returns a formula of whether it still holds. */
    String writeAmountAsAllocated(Place at) {
        LineResult result = sheets.result(line, at.index());
        sheets.setLine(
                at, result.value().map(value -> Expression.number(value).text()).orElse(Words.NO_VALUE));
        String cell = cell(Column.EXACT, at.index());
        if (result.value().isEmpty()) {
            return ModelSheets.unchanged(cell, Optional.empty(), Rational.ZERO);
        }
        Rational exact = sheets.allocated().units(line, at.school().id(), columns, rounding);
        // The cell is rounded, and the last digit that it keeps may be another one than on paper.
        String apart = "ABS(%s-%s)<=%s"
                .formatted(
                        cell,
                        Expression.number(Rational.of(exact.toDecimal(places(at.index()), RoundingMode.HALF_UP)))
                                .text(),
                        RoundedFormula.plain(BigDecimal.valueOf(2).movePointLeft(places(at.index()))));
        return "IF(ISNUMBER(%s),%s,FALSE)".formatted(cell, apart);
    }
}
