package org.perpupil.io.excel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.perpupil.formula.Line.line;
import static org.perpupil.formula.Terms.amountOf;
import static org.perpupil.formula.Terms.dollars;
import static org.perpupil.formula.Terms.fact;
import static org.perpupil.formula.Terms.figure;
import static org.perpupil.formula.Terms.pupils;
import static org.perpupil.formula.Terms.rank;
import static org.perpupil.formula.Terms.remainingOf;
import static org.perpupil.formula.Terms.sumOf;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.perpupil.district.District;
import org.perpupil.district.FiscalYear;
import org.perpupil.district.School;
import org.perpupil.district.SchoolId;
import org.perpupil.exact.Rational;
import org.perpupil.exact.Rounding;
import org.perpupil.formula.Condition;
import org.perpupil.formula.Form;
import org.perpupil.formula.Line;
import org.perpupil.formula.MoneyTerm;
import org.perpupil.formula.OwnFigure;
import org.perpupil.formula.Parameter;
import org.perpupil.formula.RandomModels;
import org.perpupil.formula.Selection;
import org.perpupil.formula.Term;
import org.perpupil.formula.ValueType;
import org.perpupil.formula.allocation.LineResult;
import org.perpupil.formula.allocation.SchoolAllocation;
import org.perpupil.formula.funding.Decision;
import org.perpupil.formula.funding.FundingModel;
import org.perpupil.money.Money;
import org.perpupil.problem.Problem;
import org.perpupil.problem.ProblemException;
import org.perpupil.pupils.Enrollment;
import org.perpupil.pupils.GradeSpan;
import org.perpupil.revenue.RevenueSource;

/** Workbooks at the limits of spreadsheets, with names that mean harm, and what is emptied. */
class BudgetWorkbooksTest {
    private static final RevenueSource GENERAL = RevenueSource.local("general", "General fund");
    private static final Term X = new Term.Fact("x", ValueType.NUMBER);

    @TempDir
    private Path folder;

    private static School school(String id, String name, long pupils) {
        return School.of(id, name)
                .enrolling(Enrollment.in(GradeSpan.of("elementary", "K", "5"))
                        .pupils(pupils)
                        .build())
                .number("x", pupils)
                .text("type", "T" + pupils)
                .build();
    }

    private static District.Builder district() {
        return District.named("Springfield").revenue(GENERAL, Money.ofDollars(1_000_000));
    }

    private static BudgetWorkbooks workbooks(District district, List<Parameter> parameters, Line... lines) {
        return BudgetWorkbooks.of(FundingModel.named("Model")
                .parameters(parameters)
                .unlocked(GENERAL, Decision.paying(List.of(lines)))
                .build()
                .resolve(district, FiscalYear.of(2027)));
    }

    private static Term number(long value) {
        return new Term.Constant(Rational.of(value), ValueType.NUMBER);
    }

    private static Line figureOf(Term term) {
        return Line.of("figure", new Form.Figure(term));
    }

    /** Figures that no single formula of a spreadsheet can hold. */
    static Stream<Term> large() {
        Term greatest = X;
        Term minus = X;
        Condition condition = new Condition.Compare(X, Condition.Comparison.AT_LEAST, number(1));
        for (int i = 0; i < 95; i++) {
            greatest = new Term.Greatest(List.of(number(i % 7), greatest));
            minus = new Term.Minus(number(1), minus);
            Condition other =
                    new Condition.Compare(new Term.Over(number(3), X), Condition.Comparison.MORE_THAN, number(i));
            condition = i % 2 == 0
                    ? new Condition.All(List.of(other, condition))
                    : new Condition.Any(List.of(new Condition.Not(other), condition));
        }
        List<Term> quotients = new ArrayList<>();
        List<Condition> equal = new ArrayList<>();
        List<Term.Bands.Band> bands = new ArrayList<>();
        Map<String, String> texts = new LinkedHashMap<>();
        for (int i = 0; i < 400; i++) {
            quotients.add(new Term.Over(X, new Term.Plus(List.of(X, number(i + 1)))));
            equal.add(new Condition.Compare(X, Condition.Comparison.EQUAL, number(i)));
            bands.add(new Term.Bands.Band(number(i), false, number(3L * i)));
            texts.put("T" + i, "");
        }
        return Stream.of(
                greatest,
                minus,
                new Term.When(condition, X, number(2)),
                new Term.Plus(quotients),
                new Term.Least(quotients),
                new Term.When(new Condition.Any(equal), X, number(2)),
                new Term.Bands(X, bands, X),
                new Term.When(new Condition.OneOf("type", texts.keySet()), X, number(2)),
                new Term.ParameterValue("plain", ValueType.NUMBER, Optional.of("type"), 0),
                new Term.ParameterValue("odd", ValueType.NUMBER, Optional.of("type"), 0));
    }

    @ParameterizedTest
    @MethodSource("large")
    void what_no_formula_can_hold_is_cut_into_steps(Term term) throws IOException {
        Map<String, String> plain = new LinkedHashMap<>();
        for (int i = 0; i < 400; i++) {
            plain.put("T" + i, String.valueOf(i + 1));
        }
        Map<String, String> odd = new LinkedHashMap<>(plain);
        // To a search of a spreadsheet these are T1 and anything.
        odd.put("t1", "7");
        odd.put("*", "8");
        BudgetWorkbooks workbooks = workbooks(
                district()
                        .school(school("a", "A", 0))
                        .school(school("b", "B", 37))
                        .build(),
                List.of(
                        Parameter.number("plain").in(2027, plain, "page 1"),
                        Parameter.number("odd").in(2027, odd, "page 1")),
                figureOf(term),
                line("pay").amount(pupils().times(dollars(1))));

        Recalculated district = BudgetWorkbooksProperties.district(workbooks);
        int column = district.column("Steps", 3, "figure");
        int row = 6;
        for (SchoolAllocation school : workbooks.allocation().schools()) {
            LineResult result = school.lines().get(0);
            BudgetWorkbooksProperties.assertSame(result, district.text("Steps", row++, column), "figure");
            assertThat(calculator(workbooks, school.id().value()).text("Steps", 3, 0))
                    .isNotEmpty();
        }
        assertThat(deepest(district)).isLessThan(60);
    }

    /** How many brackets stand inside each other in any formula; Excel takes 64 levels. */
    private static int deepest(Recalculated workbook) {
        int deepest = 0;
        for (String sheet : workbook.sheets()) {
            for (int row = 0; row < 12; row++) {
                for (int column = 0; column < 500; column++) {
                    int depth = 0;
                    for (char character :
                            workbook.formula(sheet, row, column).orElse("").toCharArray()) {
                        depth += character == '(' ? 1 : character == ')' ? -1 : 0;
                        deepest = Math.max(deepest, depth);
                    }
                }
            }
        }
        return deepest;
    }

    @Test
    void three_hundred_lines_over_everything_above_are_written() throws IOException {
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            lines.add(line("shared " + i)
                    .prorate(sumOf(Selection.everythingAbove()).plus(dollars(3)))
                    .to(remainingOf(GENERAL).times("1/1000")));
            lines.add(
                    line("share " + i).amount(sumOf(Selection.everythingAbove()).times("0.001")));
            lines.add(line("pupils " + i).amount(pupils().times(dollars(2))));
        }
        BudgetWorkbooks workbooks = workbooks(
                district()
                        .school(school("a", "A", 10))
                        .school(school("b", "B", 37))
                        .build(),
                List.of(),
                lines.toArray(Line[]::new));

        Recalculated calculator = calculator(workbooks, "b");
        assertThat(calculator.number("Budget", 4, 1).orElseThrow())
                .isEqualByComparingTo(workbooks
                        .allocation()
                        .of(SchoolId.of("b"))
                        .total()
                        .toRational()
                        .toString());
        assertThat(calculator.text("Budget", 4, 4)).isEmpty();
        assertThat(calculator.set("Inputs", 4, 1, new BigDecimal("38")).text("Budget", 4, 4))
                .isEqualTo("solve again");
        assertThat(BudgetWorkbooksProperties.district(workbooks).text("Budgets", 5, 1))
                .isEqualTo("All schools");
    }

    @Test
    void hostile_names_stay_text_and_the_files_are_well_formed() throws IOException, XMLStreamException {
        List<String> names = List.of(
                "=1+1",
                "<b>&\"'",
                "%s {{x}}",
                "a\r\nb\rc",
                "🎈",
                "\u0000\u0007\u001f\ufffe",
                "\ud83c lone",
                "_x0041_",
                "@SUM(1)",
                "x".repeat(40_000));
        District.Builder district = district().currency("\"[$<&%\\🎈\u0001;@");
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            district.school(school("id" + i, names.get(i), 10 + i));
            if (names.get(i).length() < 100) {
                lines.add(line(names.get(i) + i).amount(pupils().times(dollars(1))));
            }
        }
        BudgetWorkbooks workbooks = workbooks(district.build(), List.of(), lines.toArray(Line[]::new));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        workbooks.writeDistrict(bytes);
        ByteArrayOutputStream again = new ByteArrayOutputStream();
        workbooks.writeDistrict(again);

        assertThat(again.toByteArray()).isEqualTo(bytes.toByteArray());
        readEveryPart(bytes.toByteArray());
        Recalculated workbook = Recalculated.of(bytes.toByteArray());
        assertThat(workbook.formula("Budgets", 6, 1)).isEmpty();
        assertThat(workbook.text("Budgets", 6, 1)).isEqualTo("=1+1");
        assertThat(workbook.text("Budgets", 9, 1)).isEqualTo("a\nb\nc");
        // A workbook would read _x0041_ as the letter A.
        assertThat(workbook.text("Budgets", 13, 1)).isEqualTo("_x0041_");
        assertThat(workbook.text("Budgets", 15, 1)).endsWith("… (too long for a cell)");
        for (int i = 0; i < names.size(); i++) {
            bytes.reset();
            workbooks.writeCalculator(SchoolId.of("id" + i), bytes);
            readEveryPart(bytes.toByteArray());
        }
    }

    private static void readEveryPart(byte[] workbook) throws IOException, XMLStreamException {
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(workbook))) {
            for (ZipEntry part = zip.getNextEntry(); part != null; part = zip.getNextEntry()) {
                XMLInputFactory factory = XMLInputFactory.newFactory();
                factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
                XMLStreamReader xml = factory.createXMLStreamReader(new ByteArrayInputStream(zip.readAllBytes()));
                while (xml.hasNext()) {
                    xml.next();
                }
            }
        }
    }

    @Test
    void every_school_has_a_file_of_its_own_whatever_its_id() throws IOException {
        List<String> ids = List.of(
                "../x", "..", "CON", "con", "Lpt1", "K12", "k12", ".4b.12", "a/b\\c", "a:b", "é", "É", "y".repeat(300));
        District.Builder district = district();
        ids.forEach(id -> district.school(school(id, "A school", 10)));
        BudgetWorkbooks workbooks =
                workbooks(district.build(), List.of(), line("pay").amount(pupils().times(dollars(1))));
        List<Path> files = new ArrayList<>();
        workbooks.writeCalculators(folder.resolve("calculators"), files::add);

        assertThat(files).hasSize(ids.size()).allSatisfy(file -> {
            assertThat(file.getParent()).isEqualTo(folder.resolve("calculators"));
            assertThat(file.getFileName().toString().length()).isLessThan(255);
            assertThat(file.getFileName().toString()).doesNotMatch("(?i)(con|lpt1)\\.xlsx");
        });
        assertThat(files.stream().map(file -> file.getFileName().toString().toLowerCase(java.util.Locale.ROOT)))
                .doesNotHaveDuplicates();
        try (Stream<Path> written = Files.list(folder.resolve("calculators"))) {
            assertThat(written).hasSize(ids.size());
        }
        assertThat(BudgetWorkbooks.fileName(SchoolId.of("0102"))).isEqualTo("0102.xlsx");
        assertThat(BudgetWorkbooks.fileName(SchoolId.of("K12"))).isEqualTo("K12.xlsx");
    }

    @Test
    void an_amount_of_a_source_that_is_emptied_is_not_0() throws IOException {
        BudgetWorkbooks workbooks = workbooks(
                district()
                        .school(school("a", "A", 10))
                        .school(school("b", "B", 30))
                        .build(),
                List.of(),
                line("share").split(remainingOf(GENERAL)).by(pupils()));
        Recalculated workbook = BudgetWorkbooksProperties.district(workbooks);

        // 10 of 40 pupils: a quarter of a million
        assertThat(workbook.text("Budgets", 6, 3)).isEqualTo("250000");
        workbook.clear("Sources", 3, 2);
        assertThat(workbook.shown("Budgets", 6, 3)).isEqualTo("#N/A");
        assertThat(workbook.shown("Budgets", 5, 4)).isEqualTo("#N/A");
    }

    /** Schools of 10, 20, 40 and 60 points share a million. */
    private static Recalculated bounded(long floor, long cap) throws IOException {
        return BudgetWorkbooksProperties.district(workbooks(
                district()
                        .school(school("a", "A", 10))
                        .school(school("b", "B", 20))
                        .school(school("c", "C", 40))
                        .school(school("d", "D", 60))
                        .build(),
                List.of(),
                line("share")
                        .split(remainingOf(GENERAL))
                        .atLeast(dollars(floor))
                        .atMost(dollars(cap))
                        .by(fact("x"))));
    }

    private static List<String> shares(Recalculated workbook) {
        return Stream.of(6, 7, 8, 9)
                .map(row -> workbook.text("Budgets", row, 3))
                .toList();
    }

    @Test
    void a_split_that_bounds_bend_has_its_level_as_a_value_and_says_when_it_must_be_solved_again() throws IOException {
        Recalculated workbook = bounded(100_000, 400_000);

        // 100,000 and 400,000 leave 500,000 for 60 points
        assertThat(shares(workbook)).containsExactly("100000", "166666.67", "333333.33", "400000");
        assertThat(workbook.text("Shared", workbook.row("Shared", 0, "share"), 6))
                .isEqualTo("a value of the allocation: bounds bend it, and it is found by solving");
        assertThat(workbook.text("Budgets", 4, 3)).isEmpty();
        // School a stays at its floor whatever it has up to 12 points; b is free, and the level is another one
        int x = workbook.column("Inputs", 3, "x");
        workbook.set("Inputs", 6, x, BigDecimal.valueOf(12));
        assertThat(shares(workbook)).containsExactly("100000", "166666.67", "333333.33", "400000");
        assertThat(workbook.text("Budgets", 4, 3)).isEmpty();
        workbook.set("Inputs", 7, x, BigDecimal.valueOf(30));
        assertThat(workbook.text("Budgets", 4, 3)).isEqualTo("solve again");
    }

    @Test
    void a_split_is_computed_in_the_workbook_while_its_bounds_hold_nobody() throws IOException {
        Recalculated workbook = bounded(50_000, 600_000);

        // In cents 7,692,307.69…, 15,384,615.38…, 30,769,230.76… and 46,153,846.15…: the last two go to .76… and .69…
        assertThat(shares(workbook)).containsExactly("76923.08", "153846.15", "307692.31", "461538.46");
        int x = workbook.column("Inputs", 3, "x");
        workbook.set("Inputs", 7, x, BigDecimal.valueOf(30));
        // Of 140: 7,142,857.14…, 21,428,571.42…, 28,571,428.57… and 42,857,142.85…
        assertThat(shares(workbook)).containsExactly("71428.57", "214285.71", "285714.29", "428571.43");
        assertThat(workbook.text("Budgets", 4, 3)).isEmpty();
        // 1 of 131 is less than the floor
        workbook.set("Inputs", 6, x, BigDecimal.ONE);
        assertThat(workbook.text("Budgets", 4, 3)).isEqualTo("solve again");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_school_without_a_group_has_no_place_in_it(boolean inDistrict) throws IOException {
        BudgetWorkbooks workbooks = workbooks(
                district()
                        .school(school("a", "A", 10))
                        .school(school("b", "B", 30))
                        .build(),
                List.of(),
                line("pay").amount(dollars(2).times(rank(fact("x"), "type"))));
        Recalculated workbook = inDistrict ? BudgetWorkbooksProperties.district(workbooks) : calculator(workbooks, "a");
        String budget = inDistrict ? "Budgets" : "Budget";
        int row = inDistrict ? 6 : 9;
        int column = inDistrict ? 3 : 1;

        // the first and only one of its type: 1 × 2
        assertThat(workbook.text(budget, row, column)).isEqualTo("2");
        int input = inDistrict ? workbook.column("Inputs", 3, "type") : workbook.row("Inputs", 0, "type");
        workbook.clear("Inputs", inDistrict ? 6 : input, inDistrict ? input : 1);
        assertThat(workbook.shown(budget, row, column)).isEqualTo("#N/A");
    }

    @Test
    void pupils_without_a_rate_are_not_paid_nothing() throws IOException {
        BudgetWorkbooks workbooks = workbooks(
                district()
                        .school(School.of("a", "A")
                                .enrolling(Enrollment.in(GradeSpan.of("elementary", "K", "5"))
                                        .pupils(10)
                                        .in(GradeSpan.of("high", "9", "12"))
                                        .pupils(0)
                                        .build())
                                .build())
                        .build(),
                List.of(),
                line("rates")
                        .amount(org.perpupil.formula.Terms.perPupil(
                                org.perpupil.pupils.NeedCategory.ALL_PUPILS,
                                org.perpupil.formula.SpanRate.at(GradeSpan.of("elementary", "K", "5"), "3"))));
        Recalculated workbook = calculator(workbooks, "a");

        // 10 pupils × 3
        assertThat(workbook.text("Budget", 9, 1)).isEqualTo("30");
        workbook.set("Inputs", workbook.row("Inputs", 0, "pupils, high"), 1, BigDecimal.ONE);
        assertThat(workbook.shown("Budget", 9, 1)).isEqualTo("#N/A");
        assertThat(workbook.shown("Budget", 4, 1)).isEqualTo("#N/A");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_callers_own_figure_is_a_value_until_its_inputs_change(boolean inDistrict) throws IOException {
        OwnFigure square = OwnFigure.number(
                "square", "the square of x", inputs -> inputs.get(0).map(x -> x.times(x)));
        BudgetWorkbooks workbooks = workbooks(
                district()
                        .school(school("a", "A", 10))
                        .school(school("b", "B", 30))
                        .build(),
                List.of(),
                line("squared").figure(square, fact("x")),
                line("pay").amount(figure("squared").times(dollars(2))));
        Recalculated workbook = inDistrict ? BudgetWorkbooksProperties.district(workbooks) : calculator(workbooks, "a");
        String budget = inDistrict ? "Budgets" : "Budget";
        int row = inDistrict ? 6 : 9;
        int column = inDistrict ? 3 : 1;
        int statusRow = inDistrict ? 4 : 9;
        int statusColumn = inDistrict ? 3 : 4;

        // 10 × 10 × 2
        assertThat(workbook.text(budget, row, column)).isEqualTo("200");
        assertThat(workbook.text(budget, statusRow, statusColumn)).isEmpty();
        int input = inDistrict ? workbook.column("Inputs", 3, "x") : workbook.row("Inputs", 0, "x");
        workbook.set("Inputs", inDistrict ? 6 : input, inDistrict ? input : 1, BigDecimal.valueOf(11));
        assertThat(workbook.text(budget, statusRow, statusColumn)).isEqualTo("solve again");
    }

    @Test
    void refuses_every_amount_whose_cents_no_number_of_a_spreadsheet_holds() {
        BudgetWorkbooks workbooks = workbooks(
                District.named("Springfield")
                        .revenue(GENERAL, Money.ofDollars(60_000_000_000_000L))
                        .school(school("a", "A", 10))
                        .school(school("b", "B", 30))
                        .build(),
                List.of(),
                line("large")
                        .amount(moneyOf("34680095629666.67"))
                        .onlyWhere(fact("x").atLeast("30")),
                line("small").amount(dollars(5)));

        // 15 digits, two of them cents, are 13 before the point; where the line does not apply there is no amount.
        assertThatThrownBy(() -> workbooks.writeDistrict(folder.resolve("district.xlsx")))
                .isInstanceOfSatisfying(ProblemException.class, refused -> {
                    assertThat(refused.problems()).extracting(Problem::code).containsOnly("workbook.too-many-digits");
                    assertThat(refused.problems())
                            .extracting(Problem::place)
                            .containsExactly(
                                    "source General fund (general)",
                                    "source General fund (general), pool for the schools",
                                    "source General fund (general), to schools",
                                    "source General fund (general), left over",
                                    "school B (b), line \"large\"",
                                    "school B (b), from source General fund (general)",
                                    "school B (b), budget",
                                    "all schools, line \"large\"",
                                    "all schools, from source General fund (general)",
                                    "all schools, budget");
                    assertThat(refused.problems().get(4).message())
                            .isEqualTo("school B (b), line \"large\": found $34,680,095,629,666.67; allowed: less than"
                                    + " $10,000,000,000,000.00 either way, so that its 15 digits hold the cents. Write the"
                                    + " allocation as CSV or JSON, which hold any amount.");
                });
        assertThatThrownBy(() -> workbooks.writeCalculators(folder.resolve("all")))
                .isInstanceOf(ProblemException.class);
        assertThatThrownBy(() -> workbooks.writeCalculator(SchoolId.of("b"), folder.resolve("b.xlsx")))
                .isInstanceOf(ProblemException.class);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void refuses_a_model_that_pays_trillions_and_takes_them_back() throws IOException {
        // Pays $34,680,095,629,666.67 and takes nearly all of it back: a budget of $916,914.24 was 6 cents more in the
        // cells.
        RandomModels.Case large = RandomModels.of(2205610976101869489L);

        assertThat(BudgetWorkbooksProperties.district(large)).isEqualTo("refused");
        assertThat(BudgetWorkbooksProperties.calculators(large)).isEqualTo("refused");
    }

    @Test
    void refuses_a_figure_in_parts_of_a_cent_that_no_spreadsheet_computes_to_them() throws IOException {
        // A figure in hundredths of a cent of $2,088,276,791.60: 14 digits are computed right by luck.
        assertThat(BudgetWorkbooksProperties.calculators(RandomModels.of(-4053229394430593709L)))
                .isEqualTo("refused");
    }

    @Test
    void holds_every_amount_of_fifteen_digits_to_the_cent() throws IOException {
        BudgetWorkbooks workbooks = workbooks(
                District.named("Springfield")
                        .revenue(GENERAL, Money.parse("9999999999999.99"))
                        .school(school("a", "A", 10))
                        .school(school("b", "B", 30))
                        .build(),
                List.of(),
                line("share").split(moneyOf("99999999999.99")).by(pupils()));
        Recalculated workbook = BudgetWorkbooksProperties.district(workbooks);

        assertThat(workbook.text("Sources", 3, 2)).isEqualTo("9999999999999.99");
        // 9,999,999,999,999.99 − 99,999,999,999.99
        assertThat(workbook.text("Sources", 3, 7)).isEqualTo("9900000000000");
        // 9,999,999,999,999 cents × 10 ÷ 40 = 2,499,999,999,999.75, whose remainder is larger than that of
        // 7,499,999,999,999.25
        assertThat(workbook.text("Budgets", 6, 3)).isEqualTo("25000000000");
        assertThat(workbook.text("Budgets", 7, 3)).isEqualTo("74999999999.99");
    }

    @Test
    void computes_from_numbers_of_thirteen_digits_in_units_of_the_rounding() throws IOException {
        District district = District.named("Springfield")
                .revenue(GENERAL, Money.ofDollars(1_000_000_000_000L))
                .school(school("a", "A", 10))
                .school(school("b", "B", 30))
                .build();
        BudgetWorkbooks inCents = workbooks(
                district, List.of(), line("share").split(remainingOf(GENERAL)).by(pupils()));
        BudgetWorkbooks inDollars = workbooks(
                district,
                List.of(),
                line("share").split(remainingOf(GENERAL)).by(pupils()).rounded(Rounding.dollars()));

        assertThatThrownBy(() -> inCents.writeDistrict(new ByteArrayOutputStream()))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining(
                        "line \"share\", pot, computed from: found $1,000,000,000,000.00; allowed: less than"
                                + " $100,000,000,000.00, so that it comes out to its unit, 0.01.");
        // A quarter: 10 of 40 pupils.
        assertThat(BudgetWorkbooksProperties.district(inDollars).text("Budgets", 6, 3))
                .isEqualTo("250000000000");
    }

    @Test
    void refuses_a_sum_over_the_schools_that_loses_parts_of_a_cent_in_adding() throws IOException {
        District.Builder district = District.named("Springfield").revenue(GENERAL, Money.ofDollars(9_999_999_999_999L));
        for (int at = 100; at < 199; at++) {
            district.school(school("s" + at, "S" + at, at));
        }
        BudgetWorkbooks workbooks =
                workbooks(district.build(), List.of(), line("large").amount(moneyOf("99999999999.02")));

        // 99 × 99,999,999,999.02; added up in doubles in Python 3 it is 9,899,999,999,902.955, two and a half cents
        // less.
        assertThatThrownBy(() -> workbooks.writeDistrict(new ByteArrayOutputStream()))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining(
                        "all schools, line \"large\": found $9,899,999,999,902.98, added up from amounts that come to")
                .hasMessageContaining("sums in which a spreadsheet loses at most a quarter of a cent");
        assertThat(calculator(workbooks, "s100").text("Budget", 4, 1)).isEqualTo("99999999999.02");
    }

    @Test
    void a_central_share_of_half_a_cent_is_rounded_up_however_large_the_source() throws IOException {
        BudgetWorkbooks workbooks = BudgetWorkbooks.of(FundingModel.named("Model")
                .unlocked(
                        GENERAL,
                        Decision.centralShare("15%"),
                        Decision.paying(line("pay").amount(dollars(1))))
                .build()
                .resolve(
                        District.named("Springfield")
                                .revenue(GENERAL, Money.parse("2000000000000.10"))
                                .school(school("a", "A", 10))
                                .build(),
                        FiscalYear.of(2027)));
        Recalculated workbook = BudgetWorkbooksProperties.district(workbooks);

        // 2,000,000,000,000.10 × 0.15 = 300,000,000,000.015
        assertThat(workbook.text("Sources", 3, 3)).isEqualTo("300000000000.02");
        workbook.set("Sources", 3, 2, new BigDecimal("2000"));
        // 2,000 × 0.15
        assertThat(workbook.text("Sources", 3, 3)).isEqualTo("300");
    }

    private static MoneyTerm moneyOf(String dollars) {
        return amountOf(Money.parse(dollars));
    }

    private static Recalculated calculator(BudgetWorkbooks workbooks, String school) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        workbooks.writeCalculator(SchoolId.of(school), bytes);
        return Recalculated.of(bytes.toByteArray());
    }
}
