package org.perpupil.io.excel;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.perpupil.district.School;
import org.perpupil.exact.Rational;
import org.perpupil.formula.FundedSource;
import org.perpupil.formula.Line;
import org.perpupil.formula.ValueType;
import org.perpupil.formula.allocation.Explanation;
import org.perpupil.formula.allocation.LineResult;
import org.perpupil.formula.allocation.SchoolAllocation;
import org.perpupil.io.excel.Sheet.Look;

/** The workbook of one school's principal: its budget line by line, over inputs that can be changed. */
final class CalculatorBook {
    private static final int LINE = 0;
    private static final int NOW = 1;
    private static final int THEN = 2;
    private static final int CHANGE = 3;
    private static final int CHECK = 4;
    private static final int WHAT = 5;
    private static final int HOW = 6;
    private static final int CITATION = 7;

    private static final int WIDTH_OF_WHAT = 58;
    private static final int WIDTH_OF_HOW = 46;
    private static final int WIDTH_OF_CITATION = 26;

    private static final int TOTAL_ROW = 4;
    private static final int HEADINGS_ROW = 7;

    private final Allocated allocated;
    private final SchoolAllocation of;
    private final String money;
    private final Book book = new Book();
    private final Sheet budget = book.sheet("Budget");
    private final Sheet inputs = book.sheet("Inputs");
    private final Sheet rates = book.sheet("Rates");
    private final Sheet steps = book.sheet("Steps");
    private final Sheet district = book.sheet("District");

    CalculatorBook(Allocated allocated, SchoolAllocation of, String money) {
        this.allocated = allocated;
        this.of = of;
        this.money = money;
    }

    /** A source, the row it is named in, and its lines with their rows. */
    private record Block(FundedSource source, int heading, Map<Line, Integer> rows) {
        int subtotal() {
            return heading + rows.size() + 1;
        }
    }

    Book fill() {
        List<Block> blocks = blocks();
        Map<String, Integer> paying = new LinkedHashMap<>();
        blocks.forEach(block -> block.rows().forEach((line, row) -> paying.put(line.name(), row)));
        InputsSheet inputsSheet = new InputsSheet(new Grid(inputs, true, NOW, 1, CHECK), 4, LINE, money);
        ModelSheets sheets = new ModelSheets(
                allocated,
                List.of(of.school()),
                new Grid(budget, true, NOW, 1, CHECK),
                paying,
                new Grid(steps, true, NOW, 1, CHECK),
                3,
                inputsSheet,
                new RatesSheet(
                        rates,
                        allocated.evaluation().resolved().model().lines(),
                        allocated.allocation().year(),
                        money));
        headInputs();
        headSteps();
        sheets.write(new FrozenDistrict(sheets, district, money));
        writeBudget(blocks, sheets, sheets.pupils(0));
        writeHow(sheets, paying);
        inputs.look(4, NOW, Math.max(4, inputsSheet.last()), NOW, Look.INPUT, "");
        return book;
    }

    private List<Block> blocks() {
        List<Block> blocks = new ArrayList<>();
        int row = HEADINGS_ROW + 1;
        for (FundedSource source : allocated.evaluation().resolved().model().sources()) {
            Map<Line, Integer> rows = new LinkedHashMap<>();
            int heading = row;
            for (LineResult result : of.lines()) {
                if (ModelSheets.isDrawing(result.line(), source.source().id())) {
                    rows.put(result.line(), ++row);
                }
            }
            if (!rows.isEmpty()) {
                blocks.add(new Block(source, heading, rows));
                row += 3;
            }
        }
        return blocks;
    }

    private void headInputs() {
        inputs.text(0, 0, "Inputs: change the yellow cells")
                .look(0, 0, Look.TITLE)
                .text(
                        1,
                        0,
                        "What is counted and known of the school. An empty cell is not 0: what needs it is then not available (#N/A).")
                .width(LINE, 44)
                .width(NOW, 18)
                .width(THEN, 18)
                .width(CHANGE, 50);
        heading(inputs, 3, "What", "Now", "As allocated", "Remarks");
        inputs.worksheet().freezePane(0, 4);
    }

    private void headSteps() {
        steps.text(0, 0, "Steps that lines are computed from")
                .look(0, 0, Look.TITLE)
                .width(LINE, 50)
                .width(NOW, 22)
                .width(THEN, 22)
                .width(CHECK, 14)
                .width(WHAT, WIDTH_OF_WHAT)
                .width(HOW, WIDTH_OF_HOW)
                .width(CITATION, WIDTH_OF_CITATION);
        heading(
                steps,
                2,
                "What",
                "Now",
                "As allocated",
                "",
                "Check",
                "What it is",
                "How it was computed as allocated",
                "Source");
        steps.worksheet().freezePane(0, 3);
    }

    private static void heading(Sheet sheet, int row, String... headings) {
        for (int column = 0; column < headings.length; column++) {
            sheet.text(row, column, headings[column]);
        }
        sheet.look(row, 0, row, headings.length - 1, Look.HEADING, "").look(row, NOW, row, THEN, Look.NUMBERS, "");
    }

    private void writeBudget(List<Block> blocks, ModelSheets sheets, Expression pupils) {
        School school = of.school();
        budget.text(
                        0,
                        0,
                        "%s: budget calculator, %s"
                                .formatted(school.name(), allocated.allocation().year()))
                .look(0, 0, Look.TITLE)
                .text(
                        1,
                        0,
                        "School %s, %s. %s."
                                .formatted(
                                        school.id(),
                                        allocated.allocation().district().name(),
                                        allocated.allocation().model()))
                .text(
                        2,
                        0,
                        "Change the yellow cells of the sheet Inputs: every amount here is computed again. A line with – does not"
                                + " apply to the school; #N/A means that an input is empty.")
                .text(
                        3,
                        0,
                        "Where \"solve again\" appears, the amount hangs on the other schools, too, and is not right until the"
                                + " district computes all budgets again.")
                .width(LINE, 30)
                .width(NOW, 17)
                .width(THEN, 17)
                .width(CHANGE, 15)
                .width(CHECK, 12)
                .width(WHAT, WIDTH_OF_WHAT)
                .width(HOW, WIDTH_OF_HOW)
                .width(CITATION, WIDTH_OF_CITATION);
        heading(
                budget,
                HEADINGS_ROW,
                "Line",
                "Now",
                "As allocated",
                "Change",
                "Check",
                "What it is",
                "How it was computed as allocated",
                "Where it comes from");
        budget.look(HEADINGS_ROW, CHANGE, Look.NUMBERS);
        budget.worksheet().freezePane(0, HEADINGS_ROW + 1);
        for (Block block : blocks) {
            budget.text(block.heading(), LINE, block.source().source().name()).look(block.heading(), LINE, Look.STRONG);
            block.rows()
                    .forEach((line, row) -> row(
                            row,
                            line.name(),
                            allocated.result(line, school.id()).value(),
                            Look.PLAIN));
            int subtotal = block.subtotal();
            budget.formula(
                    subtotal,
                    NOW,
                    "ROUND(SUM(%s),2)".formatted(budget.range(block.heading() + 1, NOW, subtotal - 1, NOW)));
            row(subtotal, "together", Optional.of(paid(block)), Look.STRONG);
        }
        budget.formula(
                TOTAL_ROW,
                NOW,
                blocks.isEmpty()
                        ? "0"
                        : "ROUND("
                                + Place.sum(blocks.stream()
                                        .map(block -> budget.cell(block.subtotal(), NOW))
                                        .toList()) + ",2)");
        row(TOTAL_ROW, "Budget", Optional.of(of.total().toRational()), Look.STRONG);
        String total = budget.cell(TOTAL_ROW, NOW);
        budget.text(TOTAL_ROW + 1, LINE, "for each pupil")
                .formula(
                        TOTAL_ROW + 1,
                        NOW,
                        pupils.guarded("IF(%1$s=0,\"–\",%2$s/(%1$s))".formatted(pupils.text(), total), "NA()"))
                .look(TOTAL_ROW + 1, NOW, Look.PLAIN, money);
        sheets.anyStatus()
                .ifPresent(any -> budget.formula(
                                TOTAL_ROW, CHECK, "IF(%s,\"%s\",\"\")".formatted(any, Words.SOLVE_AGAIN))
                        .look(TOTAL_ROW, CHECK, Look.WARNING));
        about(
                blocks.isEmpty()
                        ? HEADINGS_ROW + 2
                        : blocks.get(blocks.size() - 1).subtotal() + 2);
    }

    private Rational paid(Block block) {
        return block.rows().keySet().stream()
                .map(line -> allocated.result(line, of.school().id()).paid().toRational())
                .reduce(Rational.ZERO, Rational::plus);
    }

    /** A row of the budget, whose amount now is written already. */
    private void row(int row, String name, Optional<Rational> then, Look look) {
        budget.text(row, LINE, name).look(row, LINE, look == Look.STRONG ? look : Look.WRAPPED);
        then.ifPresentOrElse(value -> budget.number(row, THEN, value), () -> budget.text(row, THEN, "–"));
        String now = Sheet.address(row, NOW);
        String before = Sheet.address(row, THEN);
        budget.formula(row, CHANGE, "IF(ISERROR(%1$s),%1$s,ROUND(SUM(%1$s)-SUM(%2$s),2))".formatted(now, before))
                .look(row, NOW, row, CHANGE, look, money)
                .look(row, NOW, row, CHANGE, Look.NUMBERS, "");
    }

    /** Writes how each line came about when it was allocated, and where it comes from. */
    private void writeHow(ModelSheets sheets, Map<String, Integer> paying) {
        Explanation explanation = of.explain();
        Stream.of(
                        explanation.steps().stream(),
                        explanation.notCounted().stream(),
                        explanation.sources().stream().flatMap(paid -> paid.rows().stream()))
                .flatMap(rows -> rows)
                .forEach(row -> {
                    Line line = sheets.line(row.line());
                    Sheet sheet = sheets.grid(line).sheet();
                    int at = sheets.field(line);
                    String what = allocated.sentences(row.line());
                    String how = how(row);
                    String citations = String.join("; ", row.citations());
                    sheet.text(at, WHAT, what)
                            .text(at, HOW, how)
                            .text(at, CITATION, citations)
                            .look(at, WHAT, at, CITATION, Look.WRAPPED, "")
                            .height(
                                    at,
                                    Math.max(
                                            Sheet.lines(what, WIDTH_OF_WHAT),
                                            Math.max(
                                                    Sheet.lines(how, WIDTH_OF_HOW),
                                                    Sheet.lines(citations, WIDTH_OF_CITATION))));
                    if (!paying.containsKey(row.line())) {
                        LineResult result = allocated.result(line, of.school().id());
                        String format = line.form().type() == ValueType.MONEY ? money : "";
                        result.value()
                                .ifPresentOrElse(
                                        value -> sheet.number(at, THEN, value), () -> sheet.text(at, THEN, "–"));
                        sheet.look(at, NOW, at, THEN, Look.NUMBERS, format);
                    }
                });
    }

    private static String how(Explanation.Row row) {
        String result = row.isComputed() && !row.result().equals(row.working()) ? " = " + row.result() : "";
        return row.working() + result + (row.rounding().isEmpty() ? "" : " (" + row.rounding() + ")");
    }

    private void about(int row) {
        budget.text(
                        row,
                        LINE,
                        "Rates and their sources are on the sheet Rates; they are the board's and are locked, without a password.")
                .text(
                        row + 1,
                        LINE,
                        "Computed by perpupil %s from inputs %s and definition %s."
                                .formatted(
                                        allocated.allocation().stamp().library(),
                                        allocated.allocation().stamp().inputs().substring(0, 12),
                                        allocated
                                                .allocation()
                                                .stamp()
                                                .definition()
                                                .substring(0, 12)))
                .look(row, LINE, row + 1, LINE, Look.QUIET, "");
        budget.worksheet().setFitToPage(true);
        budget.worksheet().fitToWidth((short) 1);
        budget.worksheet().fitToHeight((short) 0);
        budget.worksheet().pageOrientation("landscape");
        budget.worksheet().repeatRows(HEADINGS_ROW);
    }
}
