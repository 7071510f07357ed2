package org.perpupil.io.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.perpupil.pupils.NeedCategory.POVERTY;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.perpupil.budget.BudgetLine;
import org.perpupil.budget.Budgets;
import org.perpupil.district.FiscalYear;
import org.perpupil.district.School;
import org.perpupil.district.SchoolId;
import org.perpupil.equity.Study;
import org.perpupil.money.Money;
import org.perpupil.problem.Loaded;
import org.perpupil.problem.Notice;
import org.perpupil.problem.Problem;
import org.perpupil.problem.ProblemException;
import org.perpupil.pupils.Enrollment;
import org.perpupil.pupils.Grade;
import org.perpupil.pupils.GradeSpan;
import org.perpupil.revenue.RevenueSource;

/** What a file says is neither guessed, nor lost, nor taken for something else. */
class TruthTest {
    private static final SchoolColumns COLUMNS =
            SchoolColumns.id("Code").name("School").pupils("Pupils").need(POVERTY, "Poor");
    private static final GradeSpan ELEMENTARY = GradeSpan.of("elementary", "K", "5");
    private static final GradeSpan MIDDLE = GradeSpan.of("middle", "6", "8");
    private static final FiscalYear YEAR = FiscalYear.of(2027);
    private static final RevenueSource GENERAL = RevenueSource.state("general", "General");

    @TempDir
    private Path folder;

    private static CsvInput text(String csv) {
        return CsvInput.of(new StringReader(csv), "a.csv");
    }

    private static List<String> codes(Loaded<?> loaded) {
        return loaded.problems().stream().map(Problem::code).toList();
    }

    private static CsvColumns<OutcomesCsv> outcomes() {
        return CsvColumns.of(OutcomesCsv.UNIT, "S")
                .and(OutcomesCsv.MEASURE, "M")
                .and(OutcomesCsv.VALUE, "V");
    }

    @ParameterizedTest
    @ValueSource(strings = {"NA", "*", "-", "†"})
    void a_group_of_pupils_that_is_a_word_for_missing_is_not_all_pupils(String group) throws IOException {
        Loaded<Study> loaded = OutcomesCsv.read(
                text("S,M,G,V\n1,Grad," + group + ",50\n1,Grad,,60\n"),
                outcomes().and(OutcomesCsv.GROUP, "G"));

        assertThat(codes(loaded)).containsExactly("csv.missing");
        assertThat(loaded.value().numbers("Grad")).containsExactly(60);
    }

    @Test
    void what_a_mapping_says_of_a_text_comes_before_what_it_means_by_use() throws IOException {
        Study study = OutcomesCsv.read(
                        text("S,M,G,V\n1,Grad,NA,50\n"),
                        outcomes().and(OutcomesCsv.GROUP, "G", Map.of("NA", "Native American")))
                .orThrow();
        School school = SchoolsCsv.read(
                        text("Code,School,Low,High,Pupils\n1,Lincoln,NA,NA,7\n"),
                        SchoolColumns.id("Code")
                                .name("School")
                                .gradesFrom("Low", "High", Map.of("NA", Grade.UNGRADED))
                                .pupils("Pupils"))
                .orThrow()
                .get(0);

        assertThat(study.numbers("Grad (Native American)")).containsExactly(50);
        assertThat(school.enrollment().spans()).extracting(GradeSpan::first).containsExactly(Grade.UNGRADED);
    }

    @Test
    void a_suppressed_purpose_does_not_free_money() throws IOException {
        CsvColumns<RevenuesCsv> columns = CsvColumns.of(RevenuesCsv.SOURCE, "Id")
                .and(RevenuesCsv.NAME, "Name")
                .and(RevenuesCsv.ORIGIN, "Type")
                .and(RevenuesCsv.PURPOSE, "Purpose")
                .and(RevenuesCsv.AMOUNT, "Amount");

        assertThat(codes(RevenuesCsv.read(text("Id,Name,Type,Purpose,Amount\na,A,state,*,5\n"), columns)))
                .containsExactly("csv.missing");
        assertThat(RevenuesCsv.read(text("Id,Name,Type,Purpose,Amount\na,A,state,,5\n"), columns)
                        .orThrow()
                        .keySet())
                .allMatch(source -> source.restriction().isEmpty());
    }

    @Test
    void no_row_of_the_wanted_year_is_told() throws IOException {
        Loaded<List<School>> loaded = SchoolsCsv.read(
                text("Code,School,Pupils,Poor,Year\n1,A,7,3,2025\n"),
                COLUMNS.in(CsvLayout.usual().onlyRows("Year", " 2026 ")));

        assertThat(codes(loaded)).containsExactly("csv.no-rows");
        assertThatThrownBy(loaded::orThrow).isInstanceOf(ProblemException.class);
    }

    @Test
    void rows_that_are_passed_over_and_those_below_the_end_are_counted() throws IOException {
        Loaded<List<School>> loaded = SchoolsCsv.read(
                text(
                        "Code,School,Pupils,Poor,Year\n1,A,7,3,2026\n2,B,7,3,\n3,C,7,3,2025\nTotally Prep,X,5,1,2026\n9,Z,5,1,2026\n"),
                COLUMNS.in(CsvLayout.usual().onlyRows("Year", "2026").endingBefore("Total")));

        assertThat(loaded.value()).hasSize(1);
        assertThat(loaded.notices())
                .extracting(Notice::code, Notice::said)
                .containsExactly(
                        tuple(
                                "csv.rows-passed-over",
                                "Rows without \"2026\", which were passed over: 2, of which with nothing in the column: 1."),
                        tuple(
                                "csv.ended",
                                "The table ends before this row, which starts with \"total\"; rows from here on, which were"
                                        + " not read: 2."));
        assertThat(SchoolsCsv.read(
                                text("Code,School,Pupils,Poor\n1,A,7,3\n"),
                                COLUMNS.in(CsvLayout.usual().endingBefore("Total")))
                        .notices())
                .extracting(Notice::code)
                .containsExactly("csv.end-missing");
    }

    @Test
    void the_header_is_not_looked_for_below_the_end_of_the_table() throws IOException {
        Loaded<List<School>> loaded = SchoolsCsv.read(
                text("Block one\n\nTotal,9\nBlock two\nCode,School,Pupils,Poor\n1,A,7,3\nTotal,7\n"),
                COLUMNS.in(CsvLayout.usual()
                        .startingAfter("Block one")
                        .headerWith("Code", "School")
                        .endingBefore("Total")));

        assertThat(codes(loaded)).containsExactly("csv.header-missing");
    }

    @Test
    void suppressed_pupils_of_a_span_are_not_none() throws IOException {
        SchoolColumns columns = SchoolColumns.id("Code")
                .name("School")
                .pupilsIn(ELEMENTARY, "K5")
                .pupilsIn(MIDDLE, "68");

        assertThat(codes(SchoolsCsv.read(text("Code,School,K5,68\n1,A,100,*\n"), columns)))
                .containsExactly("csv.pupils-missing");
        assertThat(SchoolsCsv.read(text("Code,School,K5,68\n1,A,100,\n"), columns)
                        .orThrow())
                .hasSize(1);
    }

    @Test
    void a_school_whose_rows_add_up_is_left_out_if_one_of_them_is_at_fault() throws IOException {
        Loaded<List<School>> loaded = SchoolsCsv.read(
                text("Code,School,Pupils,Poor\n1,A,100,40\n1,A,1O0,30\n2,B,5,1\n"), COLUMNS.addingUpRows());

        assertThat(loaded.value()).extracting(School::name).containsExactly("B");
        assertThat(loaded.rowsUsed()).isEqualTo(1);
        assertThat(codes(loaded)).containsExactly("csv.count", "csv.school-incomplete");
    }

    @Test
    void a_school_of_which_one_count_cannot_be_read_has_no_counts() throws IOException {
        Loaded<?> loaded = CountsCsv.read(
                text("S,G,N\n1,1,20\n1,2,1O\n2,1,5\n"),
                CsvColumns.of(CountsCsv.SCHOOL, "S")
                        .and(CountsCsv.SPAN, "G")
                        .always(CountsCsv.GROUP, "all pupils")
                        .and(CountsCsv.PUPILS, "N"),
                List.of(),
                List.of());

        assertThat(loaded.value().toString()).doesNotContain("20");
        assertThat(codes(loaded)).containsExactly("csv.count", "csv.school-incomplete");
        assertThat(loaded.rowsUsed()).isEqualTo(1);
    }

    @Test
    void a_span_whose_name_begins_with_a_zero_is_found() throws IOException {
        Map<SchoolId, Enrollment> counts = CountsCsv.read(
                        text("S,G,N\n1,09-12,20\n"),
                        CsvColumns.of(CountsCsv.SCHOOL, "S")
                                .and(CountsCsv.SPAN, "G")
                                .always(CountsCsv.GROUP, "all pupils")
                                .and(CountsCsv.PUPILS, "N"),
                        List.of(GradeSpan.of("09-12", "9", "12")),
                        List.of())
                .orThrow();

        assertThat(counts).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "101\u200E | 101",
                "\u202D101\u202C | 101",
                "1\u00AD01 | 101",
                "\"=\"\"00123\"\"\" | 00123",
                "P.S.  12 | P.S. 12"
            })
    void an_id_is_the_same_for_every_reader_whatever_nobody_sees(String cell, String id) throws IOException {
        School school = SchoolsCsv.read(text("Code,School,Pupils,Poor\n" + cell + ",A,7,3\n"), COLUMNS)
                .orThrow()
                .get(0);
        Budgets budgets = budgets("Code,L,A\n" + cell + ",x,5\n").orThrow();

        assertThat(school.id().value()).isEqualTo(id);
        assertThat(budgets.all().get(0).school().value()).isEqualTo(id);
    }

    @Test
    void an_id_that_a_spreadsheet_spoiled_is_refused() throws IOException {
        assertThat(codes(SchoolsCsv.read(text("Code,School,Pupils,Poor\n5.50852E+11,A,7,3\n"), COLUMNS)))
                .containsExactly("csv.id");
        assertThat(codes(budgets("Code,L,A\n5.50852E+11,x,5\n"))).containsExactly("csv.id");
    }

    private static Loaded<Budgets> budgets(String csv) throws IOException {
        return BudgetsCsv.read(
                text(csv),
                CsvColumns.of(BudgetsCsv.SCHOOL, "Code")
                        .and(BudgetsCsv.LINE, "L")
                        .and(BudgetsCsv.AMOUNT, "A")
                        .always(BudgetsCsv.SOURCE, "general")
                        .always(BudgetsCsv.HELD, "free"),
                YEAR,
                List.of(GENERAL));
    }

    @Test
    void amounts_whose_sum_is_too_large_are_a_problem() throws IOException {
        Loaded<Budgets> loaded = budgets("Code,L,A\n1,x,92233720368547758.07\n1,x,0.01\n");

        assertThat(codes(loaded)).containsExactly("csv.money");
        assertThat(loaded.value().total()).isEqualTo(Money.ofCents(Long.MAX_VALUE));
    }

    @Test
    void a_row_that_is_refused_for_one_of_its_lines_gives_no_other() throws IOException {
        CsvColumns<BudgetsCsv> columns = CsvColumns.of(BudgetsCsv.SCHOOL, "S")
                .and(BudgetsCsv.HELD, "H")
                .always(BudgetsCsv.SOURCE, "general")
                .each(BudgetsCsv.AMOUNT, "A", Map.of(BudgetsCsv.LINE, "a"))
                .each(BudgetsCsv.AMOUNT, "B", Map.of(BudgetsCsv.LINE, "b"));

        Loaded<Budgets> loaded =
                BudgetsCsv.read(text("S,H,A,B\n1,free,100,\n1,set,5,7\n"), columns, YEAR, List.of(GENERAL));

        assertThat(codes(loaded)).containsExactly("csv.held");
        assertThat(loaded.rowsUsed()).isEqualTo(1);
        assertThat(loaded.value().all().get(0).lines())
                .extracting(BudgetLine::name)
                .containsExactly("a");
    }

    @Test
    void the_same_column_twice_would_double_money_and_is_refused() {
        CsvColumns<BudgetsCsv> once =
                CsvColumns.of(BudgetsCsv.SCHOOL, "S").each(BudgetsCsv.AMOUNT, "A", Map.of(BudgetsCsv.LINE, "x"));

        assertThatIllegalStateException()
                .isThrownBy(() -> once.each(BudgetsCsv.AMOUNT, "a ", Map.of(BudgetsCsv.LINE, "x")))
                .withMessageContaining("would count twice");
    }

    @Test
    void very_many_codes_are_not_named_in_every_problem() throws IOException {
        Map<String, String> codes = new TreeMap<>();
        for (int i = 0; i < 2_000; i++) {
            codes.put("c" + i, "x");
        }
        Loaded<Budgets> loaded = BudgetsCsv.read(
                text("Code,L,A\n1,none,5\n"),
                CsvColumns.of(BudgetsCsv.SCHOOL, "Code")
                        .and(BudgetsCsv.LINE, "L", codes)
                        .and(BudgetsCsv.AMOUNT, "A")
                        .always(BudgetsCsv.SOURCE, "general")
                        .always(BudgetsCsv.HELD, "free"),
                YEAR,
                List.of(GENERAL));

        assertThat(loaded.problems().get(0).allowed()).endsWith("and 1970 more").hasSizeLessThan(300);
    }

    @Test
    void a_measure_that_comes_from_a_column_of_ids_fills_no_memory() throws IOException {
        StringBuilder csv = new StringBuilder("S,M,V\n");
        for (int i = 0; i < 12_000; i++) {
            csv.append(i).append(",m").append(i).append(",1\n");
        }

        Loaded<Study> loaded = OutcomesCsv.read(text(csv.toString()), outcomes());

        assertThat(loaded.rowsUsed()).isEqualTo(5_000);
        assertThat(codes(loaded)).hasSize(7_000).containsOnly("csv.too-many-measures");
    }

    @ParameterizedTest
    @CsvSource({
        "D0CF11E0A1B1, 'an old workbook (.xls), or one with a password'",
        "1F8B0800, a compressed file (.gz)",
        "255044462D, a printed page (.pdf)"
    })
    void says_what_a_file_is_that_is_no_table(String start, String found) throws IOException {
        Path file = Files.write(folder.resolve("a.csv"), HexFormat.of().parseHex(start));

        assertThat(SchoolsCsv.read(file, COLUMNS).problems())
                .extracting(Problem::code, Problem::found)
                .containsExactly(tuple("csv.workbook", found));
    }

    @Test
    void a_mapping_that_says_two_things_is_refused() {
        assertThatThrownBy(() -> SchoolColumnsJson.parse("""
                        { "kind": "school columns", "schema": 1, "id": [ {"column": "a"} ], "name": "b",
                          "grades": {"lowest": "l", "highest": "h"},
                          "level": {"column": "c", "spans": {"E": {"name": "e", "first": "K", "last": "5"}}},
                          "counts": [ {"basis": "current", "columns": [ {"group": "all pupils", "column": "d"} ]} ],
                          "layout": {"headerOnLine": "3", "headerWith": ["a"],
                                     "missing": {"suppressed": ["x"], "not given": ["X "]}} }
                        """))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(refused.problems())
                                .extracting(Problem::found)
                                .containsExactlyInAnyOrder(
                                        "\"level\" beside \"grades\"",
                                        "\"headerWith\" beside \"headerOnLine\"",
                                        "\"x\" twice"));
    }
}
