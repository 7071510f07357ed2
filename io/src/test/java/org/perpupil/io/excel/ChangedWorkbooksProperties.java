package org.perpupil.io.excel;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.perpupil.district.District;
import org.perpupil.district.SchoolId;
import org.perpupil.formula.FundedSource;
import org.perpupil.formula.RandomModels;
import org.perpupil.formula.RandomModels.Case;
import org.perpupil.formula.allocation.Allocation;
import org.perpupil.formula.allocation.LineResult;
import org.perpupil.formula.allocation.SchoolAllocation;
import org.perpupil.problem.Problem;
import org.perpupil.problem.ProblemException;

/** A person changes inputs: every line is what the model gives for the changed inputs, or says that it must be solved again. */
class ChangedWorkbooksProperties {
    private static final int CHECK = 4;
    private static final int FIRST = 6;

    @Provide
    Arbitrary<Case> models() {
        return RandomModels.cases();
    }

    @Property(tries = 40)
    void the_workbook_of_the_district_is_right_or_says_solve_again(@ForAll("models") Case random) throws IOException {
        district(random);
    }

    @Property(tries = 40)
    void a_calculator_is_right_or_says_solve_again(@ForAll("models") Case random) throws IOException {
        calculator(random);
    }

    /** What the model gives for changed inputs, or why it does not. */
    private record Outcome(Optional<Allocation> allocation, List<Problem> problems) {
        static Outcome of(Case random, District changed) {
            try {
                Allocated allocated = new Allocated(random.lastYear()
                        .map(budgets -> random.model().resolve(changed, random.year(), budgets))
                        .orElseGet(() -> random.model().resolve(changed, random.year()))
                        .evaluate());
                // What no workbook is written for, none can show.
                WithinDigits.checkDistrict(allocated, Optional.empty());
                return new Outcome(Optional.of(allocated.allocation()), List.of());
            } catch (ProblemException refused) {
                return new Outcome(Optional.empty(), refused.problems());
            }
        }
    }

    /** Returns how the change came out, for those who count. */
    static String district(Case random) throws IOException {
        SplittableRandom draw = new SplittableRandom(random.seed());
        Recalculated workbook;
        try {
            workbook =
                    BudgetWorkbooksProperties.district(BudgetWorkbooks.of(BudgetWorkbooksProperties.resolved(random)));
        } catch (ProblemException refused) {
            return BudgetWorkbooksProperties.refused(refused);
        }
        Map<String, Integer> inputs = columns(workbook, "Inputs");
        Map<String, Integer> sources = new LinkedHashMap<>();
        for (int row = 3; row < 20; row++) {
            sources.putIfAbsent(workbook.shown("Sources", row, 0), row);
        }
        List<SchoolId> schools =
                random.district().schools().stream().map(school -> school.id()).toList();
        ChangedInputs change = new ChangedInputs(random.district(), draw.nextLong());
        List<String> headings = new ArrayList<>(inputs.keySet());
        for (int at = draw.nextInt(2); at < 2; at++) {
            if (draw.nextInt(4) == 0 || headings.isEmpty()) {
                change.changeRevenue(random.model().sources().stream()
                        .filter(source -> source.setAside().isEmpty())
                        .map(FundedSource::source)
                        .toList());
            } else {
                change.change(
                        schools.get(draw.nextInt(schools.size())), headings.get(draw.nextInt(headings.size())), true);
            }
        }
        if (change.cells().isEmpty()) {
            return "nothing to change";
        }
        for (ChangedInputs.Cell cell : change.cells()) {
            if (cell.school().isPresent()) {
                put(
                        workbook,
                        "Inputs",
                        FIRST + schools.indexOf(cell.school().get()),
                        requireNonNull(inputs.get(cell.heading())),
                        cell.value());
            } else {
                put(workbook, "Sources", requireNonNull(sources.get(cell.heading())), 2, cell.value());
            }
        }
        Outcome outcome = Outcome.of(random, change.changed());
        Map<String, Integer> budgets = columns(workbook, "Budgets");
        Map<String, Integer> steps = columns(workbook, "Steps");
        if (outcome.allocation().isEmpty()) {
            return missing(outcome.problems(), change, (school, line) -> {
                boolean pays = budgets.containsKey(line);
                int column = requireNonNull(pays ? budgets.get(line) : steps.get(line));
                String sheet = pays ? "Budgets" : "Steps";
                int row = FIRST + schools.indexOf(SchoolId.of(school));
                String shown = workbook.shown(sheet, row, column);
                // A line that does not apply for another reason pays nothing, whatever is missing.
                assertThat(shown).as(line + "\n" + change.cells() + random).isIn("#N/A", "–");
                if (pays && shown.equals("#N/A")) {
                    assertThat(workbook.shown("Budgets", 5, column)).isEqualTo("#N/A");
                    assertThat(workbook.shown("Budgets", row, requireNonNull(budgets.get("budget"))))
                            .isEqualTo("#N/A");
                }
            });
        }
        int row = FIRST;
        boolean again = false;
        for (SchoolAllocation school : outcome.allocation().get().schools()) {
            for (LineResult result : school.lines()) {
                String line = result.line().name();
                boolean pays = budgets.containsKey(line);
                String sheet = pays ? "Budgets" : "Steps";
                int column = requireNonNull(pays ? budgets.get(line) : steps.get(line));
                if (workbook.shown(sheet, CHECK, column).equals(Words.SOLVE_AGAIN)) {
                    again = true;
                } else {
                    compare(workbook, result, sheet, row, column, change, random);
                }
            }
            row++;
        }
        return again ? "solve again" : "same";
    }

    static String calculator(Case random) throws IOException {
        SplittableRandom draw = new SplittableRandom(random.seed() + 1);
        List<SchoolId> schools =
                random.district().schools().stream().map(school -> school.id()).toList();
        SchoolId of = schools.get(draw.nextInt(schools.size()));
        Recalculated workbook;
        try {
            workbook = BudgetWorkbooksProperties.calculator(
                    BudgetWorkbooks.of(BudgetWorkbooksProperties.resolved(random)), of);
        } catch (ProblemException refused) {
            return BudgetWorkbooksProperties.refused(refused);
        }
        Map<String, Integer> inputs = new LinkedHashMap<>();
        for (int row = 4; !workbook.shown("Inputs", row, 0).isEmpty(); row++) {
            inputs.putIfAbsent(workbook.shown("Inputs", row, 0), row);
        }
        if (inputs.isEmpty()) {
            return "nothing to change";
        }
        List<String> headings = new ArrayList<>(inputs.keySet());
        ChangedInputs change = new ChangedInputs(random.district(), draw.nextLong());
        for (int at = draw.nextInt(2); at < 2; at++) {
            change.change(of, headings.get(draw.nextInt(headings.size())), true);
        }
        if (change.cells().isEmpty()) {
            return "nothing to change";
        }
        for (ChangedInputs.Cell cell : change.cells()) {
            put(workbook, "Inputs", requireNonNull(inputs.get(cell.heading())), 1, cell.value());
        }
        Map<String, Integer> budget = BudgetWorkbooksProperties.rows(workbook, "Budget", 8);
        Map<String, Integer> steps = BudgetWorkbooksProperties.rows(workbook, "Steps", 3);
        Outcome outcome = Outcome.of(random, change.changed());
        if (outcome.allocation().isEmpty()) {
            return missing(outcome.problems(), change, (school, line) -> {
                Integer row = budget.get(line);
                if (SchoolId.of(school).equals(of) && row != null) {
                    String shown = workbook.shown("Budget", row, 1);
                    assertThat(shown).as(line + "\n" + change.cells() + random).isIn("#N/A", "–");
                    if (shown.equals("#N/A")) {
                        assertThat(workbook.shown("Budget", 4, 1)).isEqualTo("#N/A");
                    }
                }
            });
        }
        boolean again = false;
        SchoolAllocation school = outcome.allocation().get().of(of);
        for (LineResult result : school.lines()) {
            String line = result.line().name();
            boolean pays = result.line().counts() && result.line().source().isPresent();
            String sheet = pays ? "Budget" : "Steps";
            int row = requireNonNull(pays ? budget.get(line) : steps.get(line), line);
            if (workbook.shown(sheet, row, CHECK).equals(Words.SOLVE_AGAIN)) {
                again = true;
            } else {
                compare(workbook, result, sheet, row, 1, change, random);
            }
        }
        String total = workbook.shown("Budget", 4, CHECK);
        if (!again) {
            assertThat(total).isEmpty();
            assertThat(new BigDecimal(workbook.shown("Budget", 4, 1)))
                    .isEqualByComparingTo(school.total().toRational().toString());
        } else {
            assertThat(total).isEqualTo(Words.SOLVE_AGAIN);
        }
        return again ? "solve again" : "same";
    }

    interface OfLine {
        void check(String school, String line);
    }

    /** Where a value is missing the amount is not available, and neither is any sum with it. */
    private static String missing(List<Problem> problems, ChangedInputs change, OfLine check) {
        boolean any = false;
        for (Problem problem : problems) {
            if (problem.code().equals("value.missing") || problem.code().equals("condition.unknown")) {
                String place = problem.place();
                int line = place.indexOf(", line \"");
                check.check(
                        place.substring(place.lastIndexOf(" (", line) + 2, line - 1),
                        place.substring(line + 8, place.length() - 1));
                any = true;
            }
        }
        return any ? "missing" : "refused " + problems.get(0).code();
    }

    private static void put(Recalculated workbook, String sheet, int row, int column, Optional<Object> value) {
        if (value.isEmpty()) {
            workbook.clear(sheet, row, column);
        } else if (value.get() instanceof BigDecimal number) {
            workbook.set(sheet, row, column, number);
        } else {
            workbook.set(sheet, row, column, (String) value.get());
        }
    }

    private static void compare(
            Recalculated workbook,
            LineResult result,
            String sheet,
            int row,
            int column,
            ChangedInputs change,
            Case random) {
        String place = "%s, row %s, line \"%s\" = %s%nafter %s%n%s"
                .formatted(
                        sheet,
                        row,
                        result.line().name(),
                        workbook.formula(sheet, row, column).orElse(""),
                        change.cells(),
                        random);
        String shown = workbook.shown(sheet, row, column);
        assertThat(shown).as(place).doesNotStartWith("#");
        BudgetWorkbooksProperties.assertSame(result, shown, place);
    }

    private static Map<String, Integer> columns(Recalculated workbook, String sheet) {
        Map<String, Integer> columns = new LinkedHashMap<>();
        for (int column = 2; !workbook.shown(sheet, 3, column).isEmpty(); column++) {
            columns.putIfAbsent(workbook.shown(sheet, 3, column), column);
        }
        return columns;
    }
}
