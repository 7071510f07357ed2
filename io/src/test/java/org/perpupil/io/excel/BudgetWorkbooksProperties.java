package org.perpupil.io.excel;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import org.perpupil.district.SchoolId;
import org.perpupil.formula.RandomModels;
import org.perpupil.formula.RandomModels.Case;
import org.perpupil.formula.ValueType;
import org.perpupil.formula.allocation.LineResult;
import org.perpupil.formula.allocation.SchoolAllocation;
import org.perpupil.formula.funding.ResolvedModel;
import org.perpupil.money.Money;
import org.perpupil.problem.ProblemException;

/** A spreadsheet program that opens a workbook computes what the allocation says, in every line of every school. */
class BudgetWorkbooksProperties {
    private static final int HEADINGS = 3;
    private static final int FIRST = 6;
    private static final Pattern UNIT = Pattern.compile("to its unit, ([0-9.]+)$");
    private static final Pattern AMOUNT = Pattern.compile("[0-9,]+\\.[0-9]{2}");

    @Provide
    Arbitrary<Case> models() {
        return RandomModels.cases();
    }

    static ResolvedModel resolved(Case random) {
        return random.lastYear()
                .map(budgets -> random.model().resolve(random.district(), random.year(), budgets))
                .orElseGet(() -> random.model().resolve(random.district(), random.year()));
    }

    @Property(tries = 60)
    void every_line_of_every_school_is_the_same_in_the_workbook_of_the_district(@ForAll("models") Case random)
            throws IOException {
        Statistics.collect(district(random));
    }

    /** Three schools with remainders of exactly 3/7 of a cent, one of them with a part of eight digits: the first id gets the unit. */
    @Example
    void equal_remainders_stay_equal_in_programs_that_compute_with_15_digits() throws IOException {
        assertThat(district(RandomModels.of(8862003892300739206L))).isNotEmpty();
    }

    @Property(tries = 60)
    void every_line_is_the_same_in_the_calculator_of_each_school(@ForAll("models") Case random) throws IOException {
        Statistics.collect(calculators(random));
    }

    /** Returns how it came out, for those who count. */
    static String district(Case random) throws IOException {
        BudgetWorkbooks workbooks = BudgetWorkbooks.of(resolved(random));
        Recalculated workbook;
        try {
            workbook = district(workbooks);
        } catch (ProblemException refused) {
            return refused(refused);
        }
        Map<String, Integer> budgets = columns(workbook, "Budgets");
        Map<String, Integer> steps = columns(workbook, "Steps");
        int row = FIRST;
        for (SchoolAllocation school : workbooks.allocation().schools()) {
            for (LineResult result : school.lines()) {
                String line = result.line().name();
                boolean pays = budgets.containsKey(line);
                compare(
                        workbook,
                        result,
                        pays ? "Budgets" : "Steps",
                        row,
                        requireNonNull(pays ? budgets.get(line) : steps.get(line), line),
                        random.toString());
            }
            assertThat(workbook.number("Budgets", row, requireNonNull(budgets.get("budget"))))
                    .hasValueSatisfying(budget -> assertThat(budget)
                            .isEqualByComparingTo(school.total().toString()));
            row++;
        }
        assertThat(workbook.number("Budgets", FIRST - 1, requireNonNull(budgets.get("budget"))))
                .hasValueSatisfying(budget -> assertThat(budget)
                        .isEqualByComparingTo(workbooks.allocation().total().toString()));
        for (int check = 3; check < 3 + workbooks.allocation().sharedPots().size(); check++) {
            assertThat(workbook.text("Shared", check, 9) + workbook.text("Shared", check, 10))
                    .as("what nobody changed is as it was solved")
                    .isEmpty();
        }
        assertHeld(workbooks);
        return "written";
    }

    static String calculators(Case random) throws IOException {
        BudgetWorkbooks workbooks = BudgetWorkbooks.of(resolved(random));
        boolean refused = false;
        for (SchoolAllocation school : workbooks.allocation().schools()) {
            Recalculated workbook;
            try {
                workbook = calculator(workbooks, school.id());
            } catch (ProblemException tooLarge) {
                refused(tooLarge);
                refused = true;
                continue;
            }
            Map<String, Integer> budget = rows(workbook, "Budget", 8);
            Map<String, Integer> steps = rows(workbook, "Steps", 3);
            for (LineResult result : school.lines()) {
                String line = result.line().name();
                boolean pays = result.line().counts() && result.line().source().isPresent();
                int row = requireNonNull(pays ? budget.get(line) : steps.get(line), line);
                compare(workbook, result, pays ? "Budget" : "Steps", row, 1, random.toString());
                // What nobody changed is as it was solved.
                assertThat(workbook.text(pays ? "Budget" : "Steps", row, 4))
                        .as(line)
                        .isEmpty();
            }
            assertThat(workbook.number("Budget", 4, 1).orElseThrow())
                    .isEqualByComparingTo(
                            new BigDecimal(school.total().toRational().toString()));
        }
        if (!refused) {
            assertHeld(workbooks);
        }
        return refused ? "refused" : "written";
    }

    /** A workbook is refused for amounts that are too large, and only for them. */
    static String refused(ProblemException refused) {
        assertThat(refused.problems()).allSatisfy(problem -> {
            assertThat(problem.code()).isEqualTo("workbook.too-many-digits");
            String found = AMOUNT.matcher(problem.found())
                    .results()
                    .map(MatchResult::group)
                    .reduce("", (first, last) -> last);
            BigDecimal unit = UNIT.matcher(problem.allowed())
                    .results()
                    .map(match -> new BigDecimal(match.group(1)))
                    .reduce(new BigDecimal("0.01"), BigDecimal::min);
            // Of 10¹³ cents, or of what is finer and rounded to, a number of 53 bits keeps a thousandth: 2⁵³ ÷ 10¹³ =
            // 900.
            assertThat(new BigDecimal(found.replace(",", ""))).isGreaterThanOrEqualTo(unit.movePointRight(13));
        });
        return "refused";
    }

    /** No amount that takes more than the 15 digits of a spreadsheet, two of them for cents, is in a workbook. */
    private static void assertHeld(BudgetWorkbooks workbooks) {
        Money limit = Money.ofDollars(10_000_000_000_000L);
        workbooks.allocation().schools().stream()
                .flatMap(school -> school.lines().stream())
                .flatMap(result -> result.amount().stream())
                .forEach(amount -> assertThat(amount).isBetween(limit.negated(), limit));
    }

    static Recalculated calculator(BudgetWorkbooks workbooks, SchoolId school) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        workbooks.writeCalculator(school, bytes);
        return Recalculated.of(bytes.toByteArray());
    }

    static Map<String, Integer> rows(Recalculated workbook, String sheet, int first) {
        Map<String, Integer> rows = new LinkedHashMap<>();
        for (int row = first; row < first + 400; row++) {
            String heading = workbook.shown(sheet, row, 0);
            // A source stands above its lines and may have the name of one of them.
            if (!heading.isEmpty() && !workbook.shown(sheet, row, 1).isEmpty()) {
                rows.putIfAbsent(heading, row);
            }
        }
        return rows;
    }

    private static void compare(
            Recalculated workbook, LineResult result, String sheet, int row, int column, String of) {
        String place = "%s, row %s, line \"%s\" = %s%n%s"
                .formatted(
                        sheet,
                        row,
                        result.line().name(),
                        workbook.formula(sheet, row, column).orElse(""),
                        of);
        assertSame(result, workbook.text(sheet, row, column), place);
    }

    static void assertSame(LineResult result, String cell, String place) {
        if (result.value().isEmpty()) {
            assertThat(cell).as(place).isEqualTo("–");
        } else if (result.amount().isPresent()) {
            assertThat(new BigDecimal(cell))
                    .as(place)
                    .isEqualByComparingTo(result.amount().get().toString());
        } else if (result.rounding().isPresent()) {
            // A spreadsheet keeps 15 digits; the last one may be lost in computing.
            BigDecimal value = new BigDecimal(result.value().get().toString());
            assertThat(new BigDecimal(cell).subtract(value).abs())
                    .as(place + " is " + value + ", and not " + cell)
                    .isLessThanOrEqualTo(value.abs().movePointLeft(14));
        } else {
            // A figure that is not rounded is the exact fraction to the digits that are left of amounts of sources.
            double exact =
                    result.value().get().toDecimal(20, RoundingMode.HALF_EVEN).doubleValue();
            double least = result.line().form().type() == ValueType.MONEY ? 1_000 : 1;
            assertThat(Double.parseDouble(cell))
                    .as(place)
                    .isCloseTo(exact, offset(1e-9 * Math.max(least, Math.abs(exact))));
        }
    }

    static Map<String, Integer> columns(Recalculated workbook, String sheet) {
        Map<String, Integer> columns = new LinkedHashMap<>();
        for (int column = 2; !workbook.text(sheet, HEADINGS, column).isEmpty(); column++) {
            columns.putIfAbsent(workbook.text(sheet, HEADINGS, column), column);
        }
        return columns;
    }

    static Recalculated district(BudgetWorkbooks workbooks) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        workbooks.writeDistrict(bytes);
        return Recalculated.of(bytes.toByteArray());
    }
}
