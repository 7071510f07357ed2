package org.perpupil.io.excel;

import static java.util.Objects.requireNonNull;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.perpupil.exact.Rational;
import org.perpupil.formula.Form;
import org.perpupil.formula.Line;
import org.perpupil.formula.Term;
import org.perpupil.formula.ValueType;
import org.perpupil.io.excel.Sheet.Look;

/**
 * What hangs on all schools as the allocation found it, for the workbook of one school. Beside each value stands what the school
 * itself put into it; once that changes, the value is out of date and says so.
 */
final class FrozenDistrict implements OverAll {
    private static final int WHAT = 0;
    private static final int VALUE = 1;
    private static final int THEN = 2;
    private static final int NOW = 3;
    private static final int STATUS = 4;
    private static final int FIRST_ROW = 4;

    private static final Expression NONE = Expression.number(Rational.ZERO).where("FALSE");

    private final ModelSheets sheets;
    private final Sheet sheet;
    private final String money;
    private final Map<List<Object>, Expression> cells = new HashMap<>();
    private final Map<List<Object>, List<String>> statuses = new HashMap<>();
    private int next = FIRST_ROW;

    FrozenDistrict(ModelSheets sheets, Sheet sheet, String money) {
        this.sheets = sheets;
        this.sheet = sheet;
        this.money = money;
        sheet.text(0, 0, "What hangs on all schools of the district")
                .look(0, 0, Look.TITLE)
                .text(
                        1,
                        0,
                        "These are values of the allocation. Where this school's own part changes, they are no longer right for"
                                + " it, and the district must solve again.")
                .width(WHAT, 60)
                .width(VALUE, 20)
                .width(THEN, 20)
                .width(NOW, 20)
                .width(STATUS, 14);
        String[] headings = {"What", "As allocated", "This school's part then", "This school's part now", "Check"};
        for (int column = 0; column < headings.length; column++) {
            sheet.text(FIRST_ROW - 1, column, headings[column]);
        }
        sheet.look(FIRST_ROW - 1, 0, FIRST_ROW - 1, headings.length - 1, Look.HEADING, "");
    }

    private Expression value(String what, Rational value, ValueType type) {
        sheet.text(next, WHAT, what)
                .number(next, VALUE, value)
                .look(next, WHAT, Look.WRAPPED)
                .look(next, VALUE, Look.PLAIN, type == ValueType.MONEY ? money : "");
        return Expression.fixedCell(sheet.cell(next++, VALUE));
    }

    /** Writes a row that compares what the school put in with what it puts in now, and returns the cell of the outcome. */
    private String watch(String what, Optional<Rational> then, Rational magnitude, String now) {
        sheet.text(next, WHAT, what).look(next, WHAT, Look.WRAPPED);
        then.ifPresentOrElse(value -> sheet.number(next, THEN, value), () -> sheet.text(next, THEN, "–"));
        sheet.formula(next, NOW, now).look(next, STATUS, Look.WARNING);
        String same = ModelSheets.unchanged(Sheet.address(next, NOW), then, magnitude);
        sheet.formula(next, STATUS, "IF(%s,\"\",\"%s\")".formatted(same, Words.SOLVE_AGAIN));
        return sheet.cell(next++, STATUS);
    }

    @Override
    public Expression total(Term.Total term, Place at) {
        return watched(
                term, term.of(), "total over all schools, in \"" + at.line().name() + "\"", at);
    }

    @Override
    public Expression rank(Term.Rank term, Place at) {
        return watched(
                term, term.of(), "rank among the schools, in \"" + at.line().name() + "\"", at);
    }

    private Expression watched(Term term, Term own, String what, Place at) {
        List<Object> key = List.of(at.line().name(), term);
        if (!cells.containsKey(key)) {
            Optional<Rational> value = at.exact(term);
            Expression frozen =
                    value.map(number -> value(what, number, term.type())).orElse(NONE);
            Expression part = at.formulas().of(own);
            String put = watch(
                    "    what this school puts into it",
                    at.exact(own),
                    at.magnitude(own),
                    part.guarded(part.text(), Words.NO_VALUE));
            cells.put(key, frozen);
            statuses.put(key, List.of(put));
            if (term instanceof Term.Rank rank) {
                // What has no value has no place, either.
                Expression ranked = frozen.needing(Expression.cell(sheet.cell(next - 1, NOW)));
                cells.put(key, ranked);
                rank.within().ifPresent(fact -> {
                    cells.put(key, ranked.where("LEN(" + at.text(fact) + ")>0"));
                    statuses.put(key, List.of(put, watchText(fact, at)));
                });
            }
        }
        return known(key);
    }

    /** A school is ranked within its group as it was. */
    private String watchText(String fact, Place at) {
        sheet.text(next, WHAT, "    this school's " + fact)
                .look(next, WHAT, Look.WRAPPED)
                .text(next, THEN, at.school().text(fact).orElse("–"))
                .formula(next, NOW, "IF(LEN(%1$s)=0,%2$s,%1$s)".formatted(at.text(fact), Words.NO_VALUE))
                .formula(next, STATUS, "IF(%s,\"\",\"%s\")".formatted(at.isSameText(fact), Words.SOLVE_AGAIN))
                .look(next, STATUS, Look.WARNING);
        return sheet.cell(next++, STATUS);
    }

    private Expression known(List<Object> key) {
        statuses.getOrDefault(key, List.of()).forEach(sheets::dependOn);
        return requireNonNull(cells.get(key));
    }

    @Override
    public Expression ofSource(Term.OfSource term, Place at) {
        boolean hangsOnLines = term.what() == Term.OfSource.What.REMAINING;
        List<Object> key = hangsOnLines ? List.of(at.line().name(), term) : List.of(term);
        if (!cells.containsKey(key)) {
            Optional<Rational> value = at.exact(term);
            cells.put(
                    key,
                    value.map(number -> value(sum(term, at), number, ValueType.MONEY))
                            .orElse(NONE));
            if (hangsOnLines && value.isPresent()) {
                statuses.put(key, List.of(watchLines(sheets.drawing(term.source(), at.line()), at)));
            }
        }
        return known(key);
    }

    private String sum(Term.OfSource term, Place at) {
        String name = sheets.decision(term.source())
                .map(source -> source.source().name())
                .orElse(term.source().toString());
        return switch (term.what()) {
            case AMOUNT -> "amount of " + name;
            case POOL -> "pool of %s: its amount less what is held back".formatted(name);
            case REMAINING ->
                "what is left of the pool of %s before \"%s\""
                        .formatted(name, at.line().name());
        };
    }

    private String watchLines(List<Line> lines, Place at) {
        lines.forEach(sheets::dependOn);
        Rational then = lines.stream()
                .map(line -> sheets.result(line, at.index()).value().orElse(Rational.ZERO))
                .reduce(Rational.ZERO, Rational::plus);
        return watch("    what this school takes of it", Optional.of(then), Rational.ZERO, sheets.drawn(lines));
    }

    @Override
    public Expression level(Term.Level term, Place at) {
        sheets.dependOn(sheets.line(term.line()));
        return cells.getOrDefault(List.of("level", term.line()), NONE);
    }

    @Override
    public void share(Line line, Form.Shared form) {
        SharedColumns shared = new SharedColumns(sheets, line, form);
        Expression level = value(
                "level of \"" + line.name() + "\": for how much one point counts",
                shared.pot().level(),
                shared.pot().levelType());
        cells.put(List.of("level", line.name()), level);
        Place at = new Place(sheets, line, 0);
        String sign = shared.pot().pot().isNegative() ? "-1" : "1";
        shared.write(level.text(), sign);
        boolean applied = sheets.result(line, 0).value().isPresent();
        shared.given()
                .forEach((column, term) -> sheets.dependOn(watch(
                        "    this school's part in it",
                        applied ? Optional.of(shared.allocated(column, term, at)) : Optional.empty(),
                        shared.magnitude(column, term, at),
                        shared.cell(column, 0))));
        // The pot can hang on the school, too, through what the lines above leave of a source: then it is watched as
        // well.
        at.formulas().of(form.columns().pot());
        if (shared.isCutRightly()) {
            shared.writeAmount(at, sign, shared.lastUnits(at));
        } else {
            shared.writeAmountAsAllocated(at); // what it hangs on is watched above
        }
    }
}
