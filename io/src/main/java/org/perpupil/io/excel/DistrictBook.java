package org.perpupil.io.excel;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.perpupil.budget.SchoolBudget;
import org.perpupil.district.School;
import org.perpupil.exact.Rational;
import org.perpupil.formula.FundedSource;
import org.perpupil.formula.Line;
import org.perpupil.formula.allocation.Allocation;
import org.perpupil.formula.allocation.GuardOutcome;
import org.perpupil.formula.allocation.SchoolAllocation;
import org.perpupil.io.excel.Sheet.Look;

/** The workbook of a district: every line of every school, and what hangs on all of them, computed over inputs that can be changed. */
final class DistrictBook {
    private static final int SOURCES_ROW = 2;
    private static final int HEADINGS_ROW = 3;
    private static final int CHECK_ROW = 4;
    private static final int ALL_ROW = 5;
    private static final int FIRST_ROW = 6;
    private static final int FIRST_LINE = 3;
    private static final int FIRST_INPUT = 2;

    private final Allocated allocated;
    private final Optional<BudgetWorkbooks.Before> before;
    private final List<School> schools;
    private final String money;
    private final Book book = new Book();
    private final Sheet budgets = book.sheet("Budgets");
    private final Sheet sources = book.sheet("Sources");
    private final Sheet inputs = book.sheet("Inputs");
    private final Sheet rates = book.sheet("Rates");
    private final Sheet steps = book.sheet("Steps");
    private final Sheet shared = book.sheet("Shared");
    private final Sheet guards = book.sheet("Guards");
    private final Sheet method = book.sheet("Methodology");

    DistrictBook(Allocated allocated, Optional<BudgetWorkbooks.Before> before, String money) {
        this.allocated = allocated;
        this.before = before;
        this.schools = allocated.allocation().schools().stream()
                .map(SchoolAllocation::school)
                .toList();
        this.money = money;
    }

    Book fill() {
        Map<String, Integer> paying = new LinkedHashMap<>();
        for (FundedSource source : allocated.evaluation().resolved().model().sources()) {
            for (Line line : allocated.evaluation().resolved().model().lines().lines()) {
                if (ModelSheets.isDrawing(line, source.source().id())) {
                    int column = FIRST_LINE + paying.size();
                    budgets.text(SOURCES_ROW, column, source.source().name()).text(HEADINGS_ROW, column, line.name());
                    paying.put(line.name(), column);
                }
            }
        }
        InputsSheet inputsSheet = new InputsSheet(
                new Grid(inputs, false, FIRST_ROW, schools.size(), CHECK_ROW), FIRST_INPUT, HEADINGS_ROW, money);
        ModelSheets sheets = new ModelSheets(
                allocated,
                schools,
                new Grid(budgets, false, FIRST_ROW, schools.size(), CHECK_ROW),
                paying,
                new Grid(steps, false, FIRST_ROW, schools.size(), CHECK_ROW),
                FIRST_LINE,
                inputsSheet,
                new RatesSheet(
                        rates,
                        allocated.evaluation().resolved().model().lines(),
                        allocated.allocation().year(),
                        money));
        nameSchools(budgets, "Budgets of all schools");
        nameSchools(inputs, "Inputs: change the yellow cells");
        nameSchools(steps, "Steps that lines are computed from");
        steps.text(HEADINGS_ROW, 2, "order of ties");
        for (int school = 0; school < schools.size(); school++) {
            steps.number(FIRST_ROW + school, 2, Rational.of(school + 1));
        }
        LiveDistrict live = new LiveDistrict(sheets, sources, shared, money);
        sheets.write(live);
        live.writeSources();
        writeBudgets(sheets, paying, live);
        writeGuards();
        writeMethodology();
        return book;
    }

    private void nameSchools(Sheet sheet, String title) {
        Allocation allocation = allocated.allocation();
        sheet.text(0, 0, "%s, %s".formatted(title, allocation.year()))
                .look(0, 0, Look.TITLE)
                .text(1, 0, "%s, %s".formatted(allocation.district().name(), allocation.model()))
                .text(HEADINGS_ROW, 0, "id")
                .text(HEADINGS_ROW, 1, "school")
                .text(CHECK_ROW, 1, "check")
                .look(HEADINGS_ROW, 0, HEADINGS_ROW, 2, Look.HEADING, "")
                .width(0, 17)
                .width(1, 36);
        sheet.worksheet().freezePane(2, FIRST_ROW);
        for (int school = 0; school < schools.size(); school++) {
            sheet.text(FIRST_ROW + school, 0, schools.get(school).id().value())
                    .text(FIRST_ROW + school, 1, schools.get(school).name());
        }
    }

    private void writeBudgets(ModelSheets sheets, Map<String, Integer> paying, LiveDistrict live) {
        int total = FIRST_LINE + paying.size();
        int last = FIRST_ROW + schools.size() - 1;
        List<String> headings = new ArrayList<>(List.of("budget", "for each pupil"));
        before.ifPresent(then -> headings.addAll(List.of(then.name(), "change", "change, per cent")));
        for (int at = 0; at < headings.size(); at++) {
            budgets.text(HEADINGS_ROW, total + at, headings.get(at));
        }
        budgets.text(HEADINGS_ROW, 2, "pupils")
                .text(ALL_ROW, 1, "All schools")
                .look(HEADINGS_ROW, 0, HEADINGS_ROW, total + headings.size() - 1, Look.HEADING, "")
                .look(SOURCES_ROW, FIRST_LINE, SOURCES_ROW, total, Look.QUIET, "");
        for (int column = FIRST_LINE; column < total + headings.size(); column++) {
            budgets.width(column, 16);
        }
        for (int school = 0; school < schools.size(); school++) {
            int row = FIRST_ROW + school;
            Expression pupils = sheets.pupils(school);
            budgets.formula(row, 2, pupils.guarded(pupils.text(), Words.NOT_AVAILABLE))
                    .formula(
                            row,
                            total,
                            paying.isEmpty()
                                    ? "0"
                                    : "ROUND(SUM(%s:%s),2)"
                                            .formatted(Sheet.address(row, FIRST_LINE), Sheet.address(row, total - 1)));
            perPupil(row, total);
            compare(row, total, schools.get(school));
        }
        for (int column = 2; column <= total; column++) {
            String sum = "SUM(%s)".formatted(budgets.range(FIRST_ROW, column, last, column));
            budgets.formula(ALL_ROW, column, column < FIRST_LINE ? sum : "ROUND(%s,2)".formatted(sum));
        }
        perPupil(ALL_ROW, total);
        before.ifPresent(then -> {
            budgets.formula(
                            ALL_ROW,
                            total + 2,
                            "ROUND(SUM(%s),2)".formatted(budgets.range(FIRST_ROW, total + 2, last, total + 2)))
                    .formula(
                            ALL_ROW,
                            total + 3,
                            "ROUND(%s-%s,2)"
                                    .formatted(Sheet.address(ALL_ROW, total), Sheet.address(ALL_ROW, total + 2)));
        });
        budgets.look(ALL_ROW, FIRST_LINE, last, total + 1, Look.PLAIN, money)
                .look(FIRST_ROW, 2, last, 2, Look.PLAIN, "#,##0.######")
                .look(ALL_ROW, 0, ALL_ROW, total + headings.size() - 1, Look.STRONG, "");
        before.ifPresent(then -> budgets.look(ALL_ROW, total + 2, last, total + 3, Look.PLAIN, money)
                .look(ALL_ROW, total + 4, last, total + 4, Look.PLAIN, "0.0%"));
        List<String> overdrawn = live.sourceChecks();
        budgets.formula(
                        CHECK_ROW,
                        total,
                        "IF(%s,\"overdrawn: see Sources\",\"\")"
                                .formatted(TermFormula.or(overdrawn.stream()
                                        .map(cell -> cell + "=\"overdrawn\"")
                                        .toList())))
                .look(CHECK_ROW, total, Look.WARNING);
    }

    private void perPupil(int row, int total) {
        String pupils = Sheet.address(row, 2);
        budgets.formula(row, total + 1, "IF(%1$s=0,\"–\",%2$s/%1$s)".formatted(pupils, Sheet.address(row, total)));
    }

    private void compare(int row, int total, School school) {
        before.ifPresent(then -> {
            Optional<SchoolBudget> budget = then.budgets().of(school.id());
            budget.ifPresentOrElse(
                    known -> {
                        String now = Sheet.address(row, total);
                        String was = Sheet.address(row, total + 2);
                        budgets.number(row, total + 2, known.total().toRational())
                                .formula(row, total + 3, "ROUND(%s-%s,2)".formatted(now, was))
                                .formula(row, total + 4, "IF(%2$s=0,\"–\",%1$s/%2$s-1)".formatted(now, was));
                    },
                    () -> budgets.text(row, total + 2, "–"));
        });
    }

    private void writeGuards() {
        Allocation allocation = allocated.allocation();
        guards.text(0, 0, "What guards promised and what became of it, as allocated")
                .look(0, 0, Look.TITLE);
        String[] headings = {"Guard", "id", "School", "Floor", "Cap", "Before", "Moved", "In the end", "Outcome"};
        for (int column = 0; column < headings.length; column++) {
            guards.text(2, column, headings[column]).width(column, 17);
        }
        guards.look(2, 0, 2, headings.length - 1, Look.HEADING, "").width(0, 30).width(2, 36);
        guards.worksheet().freezePane(0, 3);
        int row = 3;
        for (GuardOutcome outcome : allocation.guards()) {
            int at = row++;
            guards.text(at, 0, outcome.guard())
                    .text(at, 1, outcome.school().value())
                    .text(at, 2, allocation.of(outcome.school()).school().name())
                    .number(at, 5, outcome.before().toRational())
                    .number(at, 6, outcome.moved().toRational())
                    .number(at, 7, outcome.atEnd().toRational())
                    .text(at, 8, outcome(outcome));
            outcome.floor().ifPresent(floor -> guards.number(at, 3, floor));
            outcome.cap().ifPresent(cap -> guards.number(at, 4, cap));
        }
        if (row > 3) {
            guards.look(3, 3, row - 1, 7, Look.PLAIN, money);
        } else {
            guards.text(3, 0, "The model has no guards.");
        }
    }

    /** The methodology in words, one paragraph a row, and what the workbook was made from. */
    private void writeMethodology() {
        Allocation allocation = allocated.allocation();
        method.text(
                        0,
                        0,
                        "Computed by perpupil %s from inputs %s and definition %s."
                                .formatted(
                                        allocation.stamp().library(),
                                        allocation.stamp().inputs().substring(0, 12),
                                        allocation.stamp().definition().substring(0, 12)))
                .width(0, 120);
        int row = 2;
        for (String paragraph : allocated.methodology().text().split("\n", -1)) {
            method.text(row, 0, paragraph).look(row, 0, Look.WRAPPED).height(row++, Sheet.lines(paragraph, 120));
        }
    }

    private static String outcome(GuardOutcome outcome) {
        if (outcome.isHeld()) {
            return outcome.isBinding() ? "held, by this guard" : "held";
        }
        return outcome.undoneBy().isEmpty() ? "not held" : "undone by " + String.join(", ", outcome.undoneBy());
    }
}
