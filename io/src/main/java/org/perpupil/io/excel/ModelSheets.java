package org.perpupil.io.excel;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Lists;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.perpupil.district.School;
import org.perpupil.exact.Rational;
import org.perpupil.exact.Rounding;
import org.perpupil.formula.Form;
import org.perpupil.formula.FundedSource;
import org.perpupil.formula.FundingFormula;
import org.perpupil.formula.Line;
import org.perpupil.formula.ParameterEntry;
import org.perpupil.formula.RateTable;
import org.perpupil.formula.Term;
import org.perpupil.formula.Terms;
import org.perpupil.formula.allocation.LineResult;
import org.perpupil.formula.funding.Evaluation;
import org.perpupil.pupils.GradeSpan;
import org.perpupil.pupils.NeedCategory;
import org.perpupil.revenue.RevenueSource;
import org.perpupil.revenue.SourceId;

/**
 * A model as live formulas: every line of every school of the workbook in a cell of its own, over cells of inputs and rates.
 *
 * <p>The sheets are the same for one school and for a district; only what hangs on all schools differs.
 */
final class ModelSheets {
    private static final int MOST_STATUSES = 300;

    private final Allocated allocated;
    private final ImmutableList<School> schools;
    private final Grid budget;
    private final Grid steps;
    private final InputsSheet inputs;
    private final RatesSheet rates;
    private final Map<String, Integer> paying;
    private final Map<String, Integer> shown = new LinkedHashMap<>();
    private final Map<String, Integer> parts = new HashMap<>();
    private final Map<String, Integer> partsOfLine = new HashMap<>();
    private final Set<String> withStatus = new LinkedHashSet<>();
    /** The cells that may say of the line at hand that it must be solved again. */
    private final Set<String> statuses = new LinkedHashSet<>();

    private Optional<OverAll> overAll = Optional.empty();
    private final int firstStep;
    private int nextStep;

    /**
     * @param paying the row or column of each line that pays, in the budget
     * @param firstStep the first row or column of what is only shown
     */
    ModelSheets(
            Allocated allocated,
            List<School> schools,
            Grid budget,
            Map<String, Integer> paying,
            Grid steps,
            int firstStep,
            InputsSheet inputs,
            RatesSheet rates) {
        this.allocated = allocated;
        this.schools = ImmutableList.copyOf(schools);
        this.budget = budget;
        this.paying = paying;
        this.steps = steps;
        this.firstStep = firstStep;
        this.nextStep = firstStep;
        this.inputs = inputs;
        this.rates = rates;
    }

    Allocated allocated() {
        return allocated;
    }

    Evaluation evaluation() {
        return allocated.evaluation();
    }

    FundingFormula lines() {
        return evaluation().resolved().model().lines();
    }

    List<School> schools() {
        return schools;
    }

    InputsSheet inputs() {
        return inputs;
    }

    RatesSheet rates() {
        return rates;
    }

    OverAll overAll() {
        return overAll.orElseThrow();
    }

    Line line(String name) {
        return allocated.line(name);
    }

    ParameterEntry entry(String parameter, int yearsBack) {
        return rates.entry(parameter, yearsBack);
    }

    /** A school's pupils, which are shown whatever the lines ask for; a model of locked sources has none. */
    Expression pupils(int school) {
        Line shown = Line.line("pupils").figure(Terms.pupils());
        return new Place(this, shown, school).pupils(NeedCategory.ALL_PUPILS, Optional.empty(), Optional.empty());
    }

    Map<GradeSpan, Rational> bySpan(RateTable table) {
        return table instanceof RateTable.Named named
                ? ((ParameterEntry.BySpan) entry(named.parameter(), 0)).values()
                : ((RateTable.Stated) table).bySpan();
    }

    LineResult result(Line line, int school) {
        return allocated.result(line, schools.get(school).id());
    }

    Optional<FundedSource> decision(SourceId source) {
        return evaluation().resolved().model().sources().stream()
                .filter(funded -> funded.source().id().equals(source))
                .findFirst();
    }

    /** The lines above one that draw on a source. */
    List<Line> drawing(SourceId source, Line above) {
        return lines().above(above).stream()
                .filter(line -> isDrawing(line, source))
                .toList();
    }

    static boolean isDrawing(Line line, SourceId source) {
        return line.counts()
                && line.source().map(RevenueSource::id).filter(source::equals).isPresent();
    }

    /** Where a line's values stand. */
    Grid grid(Line line) {
        return paying.containsKey(line.name()) ? budget : steps;
    }

    int field(Line line) {
        Integer field = paying.get(line.name());
        return field != null ? field : requireNonNull(shown.get(line.name()), line::name);
    }

    String cell(Line line, int school) {
        return grid(line).cell(field(line), school);
    }

    /** What lines that draw on one source pay in all; they stand beside each other. */
    String drawn(List<Line> lines) {
        return lines.isEmpty()
                ? "0"
                : "ROUND(SUM(%s),2)".formatted(budget.range(field(lines.get(0)), field(lines.get(lines.size() - 1))));
    }

    /** Where all the schools' values of a step stand. */
    Grid steps() {
        return steps;
    }

    /** Adds a row or column of steps. */
    int step(String heading) {
        int field = nextStep++;
        if (steps.fieldsAreRows()) {
            steps.sheet().text(field, 0, heading).look(field, 0, Sheet.Look.WRAPPED);
        } else {
            steps.sheet()
                    .text(steps.status() - 1, field, heading)
                    .look(steps.status() - 1, field, Sheet.Look.HEADING)
                    .width(field, 15);
        }
        return field;
    }

    void set(int step, int school, String formula) {
        steps.sheet().formula(steps.row(step, school), steps.column(step, school), formula);
    }

    /** A part of a line in a cell of its own; the first part of every school stands in one row or column, and so on. */
    String step(Line line, int school, String formula) {
        int part = partsOfLine.merge(line.name() + " " + school, 1, Integer::sum);
        int field = parts.computeIfAbsent(
                line.name() + " " + part, any -> step("%s: part %s".formatted(line.name(), part)));
        set(field, school, formula);
        return steps.cell(field, school);
    }

    /** The line at hand is only as it was solved while another one is. */
    void dependOn(Line other) {
        if (withStatus.contains(other.name())) {
            statuses.add(grid(other).statusCell(field(other)));
        }
    }

    /** The line at hand is only as it was solved while a cell does not say otherwise. */
    void dependOn(String status) {
        statuses.add(status);
    }

    /** Writes every line. */
    void write(OverAll all) {
        overAll = Optional.of(all);
        for (Line line : lines().lines()) {
            if (!paying.containsKey(line.name())) {
                shown.put(line.name(), step(line.name()));
            }
            statuses.clear();
            if (line.form() instanceof Form.Shared shared) {
                all.share(line, shared);
            } else if (line.form() instanceof Form.Own own) {
                writeOwn(line, own);
            } else {
                for (int school = 0; school < schools.size(); school++) {
                    write(new Place(this, line, school));
                }
            }
            writeStatus(line);
        }
    }

    private void writeStatus(Line line) {
        if (statuses.isEmpty()) {
            return;
        }
        withStatus.add(line.name());
        List<String> cells = List.copyOf(statuses);
        while (cells.size() > MOST_STATUSES) {
            cells = Lists.partition(cells, MOST_STATUSES).stream()
                    .map(part -> writeStatus(steps, step(line.name() + ": check"), part))
                    .toList();
        }
        writeStatus(grid(line), field(line), cells);
    }

    /** Says solve again where any of some cells does; all of them are empty otherwise. */
    private static String writeStatus(Grid grid, int field, List<String> cells) {
        grid.sheet()
                .formula(
                        grid.statusRow(field),
                        grid.statusColumn(field),
                        "IF(LEN(%s)>0,\"%s\",\"\")".formatted(String.join("&", cells), Words.SOLVE_AGAIN))
                .look(grid.statusRow(field), grid.statusColumn(field), Sheet.Look.WARNING);
        return grid.statusCell(field);
    }

    /** A formula of whether any line must be solved again; empty if none ever must. */
    Optional<String> anyStatus() {
        if (withStatus.isEmpty()) {
            return Optional.empty();
        }
        List<String> counts = new ArrayList<>();
        if (!paying.isEmpty()) {
            counts.add(count(budget.statuses(Collections.min(paying.values()), Collections.max(paying.values()))));
        }
        if (nextStep > firstStep) {
            counts.add(count(steps.statuses(firstStep, nextStep - 1)));
        }
        return Optional.of(String.join("+", counts) + ">0");
    }

    private static String count(String statuses) {
        return "COUNTIF(%s,\"%s\")".formatted(statuses, Words.SOLVE_AGAIN);
    }

    private void write(Place at) {
        Line line = at.line();
        Term term = term(line);
        Optional<String> excluded = excluded(at);
        if (excluded.isPresent()) {
            setLine(at, Words.NO_VALUE);
            return;
        }
        Optional<Truth> applies = applies(at);
        Expression value = at.formulas().of(term);
        String none = line.form().isAmount() ? Words.NOT_AVAILABLE : Words.NO_VALUE;
        setLine(at, where(applies, value.guarded(rounded(at, value), none), none));
    }

    /** A caller's own figure is a value, since no spreadsheet knows it; its inputs are live, and tell when they have changed. */
    private void writeOwn(Line line, Form.Own own) {
        List<Integer> inputFields = new ArrayList<>();
        for (int input = 1; input <= own.inputs().size(); input++) {
            inputFields.add(step("%s: input %s of %s"
                    .formatted(line.name(), input, own.figure().name())));
        }
        int changed = step(line.name() + ": changed since");
        for (int school = 0; school < schools.size(); school++) {
            Place at = new Place(this, line, school);
            List<String> same = new ArrayList<>();
            for (int input = 0; input < own.inputs().size(); input++) {
                Term term = own.inputs().get(input);
                Expression value = at.formulas().of(term);
                set(inputFields.get(input), school, value.guarded(value.text(), Words.NO_VALUE));
                same.add(unchanged(steps.cell(inputFields.get(input), school), at.exact(term), at.magnitude(term)));
            }
            set(changed, school, "IF(AND(%s),\"\",\"%s\")".formatted(String.join(",", same), Words.SOLVE_AGAIN));
            LineResult result = result(line, school);
            String value = result.value()
                    .map(number -> Expression.number(number).text())
                    .orElse(result.notApplied().isPresent() ? Words.NOT_AVAILABLE : Words.NO_VALUE);
            setLine(at, excluded(at).isPresent() ? Words.NO_VALUE : where(applies(at), value, Words.NO_VALUE));
        }
        steps.sheet()
                .formula(
                        steps.statusRow(changed),
                        steps.statusColumn(changed),
                        "IF(COUNTIF(%s,\"%s\")>0,\"%2$s\",\"\")".formatted(steps.range(changed), Words.SOLVE_AGAIN));
        dependOn(steps.statusCell(changed));
    }

    /**
     * A formula of whether a cell holds what it held when all was allocated.
     *
     * @param magnitude how large the numbers are that it is computed from: what is lost of their digits is no change
     */
    static String unchanged(String cell, Optional<Rational> then, Rational magnitude) {
        return then.map(value -> "IF(ISNUMBER(%1$s),ABS(%1$s-%2$s)<=%3$s,FALSE)"
                        .formatted(cell, Expression.number(value).text(), tolerance(value, magnitude)))
                .orElse("NOT(ISNUMBER(" + cell + "))");
    }

    private static String tolerance(Rational value, Rational magnitude) {
        Rational size = value.max(value.negated()).max(Rational.ONE_WHOLE);
        return magnitude.compareTo(size.times(Rational.of(10))) <= 0
                ? "1E-12*MAX(1,ABS(" + Expression.number(value).text() + "))"
                : "1E-13*" + magnitude.toWhole(RoundingMode.CEILING);
    }

    void setLine(Place at, String formula) {
        Grid grid = grid(at.line());
        int field = field(at.line());
        grid.sheet().formula(grid.row(field, at.index()), grid.column(field, at.index()), formula);
    }

    /** A formula where a line applies; where it cannot be told there is no value. */
    static String where(Optional<Truth> applies, String formula, String none) {
        return applies.map(truth -> truth.isCertain()
                        ? "IF(%s,%s,%s)".formatted(truth.yes(), formula, Words.NO_VALUE)
                        : "IF(%s,%s,IF(%s,%s,%s))".formatted(truth.yes(), formula, truth.no(), Words.NO_VALUE, none))
                .orElse(formula);
    }

    /** Why the line leaves a school out whatever its facts are. */
    Optional<String> excluded(Place at) {
        Optional<String> byDecision =
                Optional.ofNullable(at.line().exceptions().get(at.school().id()));
        boolean unnamed = at.line().form() instanceof Form.Amount amount
                && amount.term() instanceof Term.Decided decided
                && !decided.bySchool().containsKey(at.school().id());
        return byDecision.or(() -> unnamed ? Optional.of("not among the schools named") : Optional.empty());
    }

    /** What must hold for the line to apply; empty if nothing must. */
    Optional<Truth> applies(Place at) {
        List<Truth> all = new ArrayList<>();
        at.line()
                .source()
                .flatMap(source -> decision(source.id()))
                .flatMap(FundedSource::eligible)
                .map(at.formulas()::of)
                .ifPresent(all::add);
        at.line().where().map(at.formulas()::of).ifPresent(all::add);
        return all.isEmpty() ? Optional.empty() : Optional.of(Truth.all(all));
    }

    private static Term term(Line line) {
        if (line.form() instanceof Form.LowerTo lower) {
            return line.source().filter(any -> line.counts()).map(lower::term).orElseGet(lower::term);
        }
        return line.form().terms().get(0);
    }

    private String rounded(Place at, Expression value) {
        Optional<Rounding> rounding = lines().roundingOf(at.line());
        if (rounding.isEmpty()) {
            return value.text();
        }
        LineResult result = result(at.line(), at.index());
        int more = RoundedFormula.morePlaces(result.working()
                .map(working -> allocated.magnitude(at.school().id(), working))
                .orElse(Rational.ZERO)
                .dividedBy(Rational.of(rounding.get().unit())));
        Optional<Rational> unclear =
                result.exact().filter(exact -> !RoundedFormula.isFaithful(rounding.get(), exact, more));
        if (unclear.isPresent()) {
            return RoundedFormula.asGiven(
                    "(" + value.text() + ")",
                    rounding.get(),
                    unclear.get(),
                    more,
                    RoundedFormula.of(value.text(), rounding.get(), more));
        }
        String cell = RoundedFormula.usesOnce(rounding.get()) || value.text().length() < 20
                ? value.text()
                : step(at.line(), at.index(), value.guarded(value.text(), Words.NO_VALUE));
        String rounded = RoundedFormula.of(cell, rounding.get(), more);
        return takesBack(at.line())
                        && rounding.get().unit().compareTo(Rounding.cents().unit()) != 0
                ? notBelow(at, cell, rounded, rounding.get(), more)
                : rounded;
    }

    private static boolean takesBack(Line line) {
        return line.form() instanceof Form.LowerTo
                && line.counts()
                && line.source().isPresent();
    }

    /** What takes back is rounded towards zero where it would otherwise take more than its source has paid. */
    private String notBelow(Place at, String cell, String rounded, Rounding rounding, int more) {
        Expression paid = at.formulas().of(term(at.line()).parts().get(0));
        return "IF(%s<ROUND(%s,6),%s,%s)"
                .formatted(rounded, paid.text(), RoundedFormula.of(cell, rounding.down(), more), rounded);
    }
}
