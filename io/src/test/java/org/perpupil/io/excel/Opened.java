package org.perpupil.io.excel;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.perpupil.io.excel.BudgetWorkbooksProperties.assertSame;
import static org.perpupil.io.excel.BudgetWorkbooksProperties.columns;
import static org.perpupil.io.excel.BudgetWorkbooksProperties.rows;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.perpupil.district.SchoolId;
import org.perpupil.formula.Line;
import org.perpupil.formula.allocation.Allocation;
import org.perpupil.formula.allocation.LineResult;
import org.perpupil.formula.allocation.SchoolAllocation;
import org.perpupil.formula.allocation.SourceStatement;
import org.perpupil.formula.funding.ResolvedModel;
import org.perpupil.money.Money;

/** A workbook as a spreadsheet program opens it: of all schools, or of one. */
final class Opened {
    private static final int STATUS_ROW = 4;
    private static final int ALL_ROW = 5;
    private static final int FIRST_ROW = 6;
    private static final int TOTAL_ROW = 4;
    private static final int STATUS = 4;

    private final Recalculated workbook;
    private final List<SchoolId> schools;
    private final boolean isOfDistrict;
    private final Map<String, Integer> budget;
    private final Map<String, Integer> steps;
    private final String name;

    /** How many cells were found to be the same. */
    private int compared;

    private Opened(Recalculated workbook, List<SchoolId> schools, boolean isOfDistrict, String name) {
        this.workbook = workbook;
        this.schools = schools;
        this.isOfDistrict = isOfDistrict;
        this.budget = isOfDistrict ? columns(workbook, "Budgets") : rows(workbook, "Budget", 8);
        this.steps = isOfDistrict ? columns(workbook, "Steps") : rows(workbook, "Steps", 3);
        this.name = name;
    }

    static Opened district(ResolvedModel resolved, String name) throws IOException {
        BudgetWorkbooks workbooks = BudgetWorkbooks.of(resolved);
        return new Opened(
                BudgetWorkbooksProperties.district(workbooks),
                workbooks.allocation().schools().stream()
                        .map(SchoolAllocation::id)
                        .toList(),
                true,
                name);
    }

    static Opened calculator(BudgetWorkbooks workbooks, SchoolId school, String name) throws IOException {
        return new Opened(
                BudgetWorkbooksProperties.calculator(workbooks, school), List.of(school), false, name + ", " + school);
    }

    int compared() {
        return compared;
    }

    /** Compares all cells with an allocation; only what says so may differ. */
    void assertIs(Allocation allocation) {
        for (int at = 0; at < schools.size(); at++) {
            SchoolAllocation school = allocation.of(schools.get(at));
            boolean all = true;
            for (LineResult result : school.lines()) {
                boolean isLive = !mustBeSolvedAgain(result.line());
                all &= isLive || !pays(result.line());
                if (isLive) {
                    String place = "%s, school %s, line \"%s\"".formatted(name, school.id(), result.line());
                    assertSame(result, value(result.line(), at), place);
                    compared++;
                }
            }
            if (all) {
                assertIs(total(at), school.total(), "budget of " + school.id());
            }
        }
        if (isOfDistrict && budget.keySet().stream().noneMatch(this::mustBeSolvedAgain)) {
            assertIs(number("Budgets", ALL_ROW, totals()), allocation.total(), "all schools");
            for (int at = 0; at < allocation.sources().size(); at++) {
                assertIs(allocation.sources().get(at), 3 + at);
            }
        }
    }

    private void assertIs(SourceStatement source, int row) {
        assertIs(number("Sources", row, 6), source.toSchools(), source.source() + " to schools");
        if (source.amount().isEmpty()) {
            assertThat(workbook.text("Sources", row, 2)).isEqualTo("no amount");
            return;
        }
        assertIs(number("Sources", row, 2), source.amount().get(), source.source() + ", amount");
        // What stays central of a source includes what is set aside from it.
        BigDecimal central = number("Sources", row, 3).add(number("Sources", row, 4));
        assertIs(central, source.central(), source.source() + ", central");
        assertIs(number("Sources", row, 7), source.residual().orElse(Money.ZERO), source.source() + ", left over");
        assertThat(workbook.text("Sources", row, 8)).isEmpty();
    }

    private void assertIs(BigDecimal cell, Money money, String what) {
        assertThat(cell)
                .as("%s, %s", name, what)
                .isEqualByComparingTo(new BigDecimal(money.toRational().toString()));
        compared++;
    }

    /** Whether it says that a source is overdrawn, or anything must be solved again. */
    boolean warns() {
        return isOfDistrict
                ? !workbook.text("Budgets", STATUS_ROW, totals()).isEmpty()
                        || budget.keySet().stream().anyMatch(this::mustBeSolvedAgain)
                        || !workbook.rows("Shared", 9, Words.SOLVE_AGAIN).isEmpty()
                : !workbook.text("Budget", TOTAL_ROW, STATUS).isEmpty();
    }

    private boolean mustBeSolvedAgain(Line line) {
        return mustBeSolvedAgain(line.name());
    }

    private boolean mustBeSolvedAgain(String line) {
        int field = requireNonNull(budget.getOrDefault(line, steps.get(line)), line);
        String sheet = budget.containsKey(line) ? budgets() : "Steps";
        return workbook.text(sheet, isOfDistrict ? STATUS_ROW : field, isOfDistrict ? field : STATUS)
                .equals(Words.SOLVE_AGAIN);
    }

    private String budgets() {
        return isOfDistrict ? "Budgets" : "Budget";
    }

    private static boolean pays(Line line) {
        return line.counts() && line.source().isPresent();
    }

    private String value(Line line, int school) {
        int field = requireNonNull(pays(line) ? budget.get(line.name()) : steps.get(line.name()), line::name);
        String sheet = pays(line) ? budgets() : "Steps";
        return workbook.text(sheet, isOfDistrict ? FIRST_ROW + school : field, isOfDistrict ? field : 1);
    }

    /** What a line says of a school. */
    String value(String line, String school) {
        int at = schools.indexOf(SchoolId.of(school));
        int field = requireNonNull(budget.getOrDefault(line, steps.get(line)), line);
        return workbook.text(
                budget.containsKey(line) ? budgets() : "Steps",
                isOfDistrict ? FIRST_ROW + at : field,
                isOfDistrict ? field : 1);
    }

    BigDecimal total(String school) {
        return total(schools.indexOf(SchoolId.of(school)));
    }

    private BigDecimal total(int school) {
        return isOfDistrict ? number("Budgets", FIRST_ROW + school, totals()) : number("Budget", TOTAL_ROW, 1);
    }

    private int totals() {
        return requireNonNull(budget.get("for each pupil")) - 1;
    }

    private BigDecimal number(String sheet, int row, int column) {
        return workbook.number(sheet, row, column).orElseThrow();
    }

    /** Types in the first change that there is a cell for; empty if there is none. */
    Optional<Changed> type(List<Changed> changes) {
        for (Changed change : changes) {
            int school = schools.indexOf(change.school().id());
            Optional<Integer> field = field(change.heading());
            if (field.isPresent()) {
                workbook.set(
                        "Inputs",
                        isOfDistrict ? FIRST_ROW + school : field.get(),
                        isOfDistrict ? field.get() : 1,
                        change.value());
                return Optional.of(change);
            }
        }
        return Optional.empty();
    }

    private Optional<Integer> field(String heading) {
        if (!isOfDistrict) {
            return workbook.rows("Inputs", 0, heading).stream().findFirst();
        }
        for (int column = 2; !workbook.text("Inputs", 3, column).isEmpty(); column++) {
            if (workbook.text("Inputs", 3, column).equals(heading)) {
                return Optional.of(column);
            }
        }
        return Optional.empty();
    }
}
