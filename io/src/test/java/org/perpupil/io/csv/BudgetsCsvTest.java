package org.perpupil.io.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.perpupil.budget.BudgetLine;
import org.perpupil.budget.Budgets;
import org.perpupil.budget.Held;
import org.perpupil.budget.SchoolBudget;
import org.perpupil.district.FiscalYear;
import org.perpupil.district.SchoolId;
import org.perpupil.money.Money;
import org.perpupil.problem.Loaded;
import org.perpupil.problem.Problem;
import org.perpupil.revenue.RevenueSource;

class BudgetsCsvTest {
    private static final FiscalYear YEAR = FiscalYear.of(2027);
    private static final RevenueSource GENERAL = RevenueSource.local("general", "General fund");
    private static final RevenueSource TITLE_I = RevenueSource.federal("title-i", "Title I");

    private static final CsvColumns<BudgetsCsv> LONG = CsvColumns.of(BudgetsCsv.SCHOOL, "School Code")
            .and(BudgetsCsv.SOURCE, "Fund", Map.of("01", "general", "3010", "title-i"))
            .and(BudgetsCsv.LINE, "Program")
            .and(BudgetsCsv.AMOUNT, "Budget ($)")
            .always(BudgetsCsv.HELD, "free");

    private static final CsvColumns<BudgetsCsv> WIDE = CsvColumns.of(BudgetsCsv.SCHOOL, "id")
            .always(BudgetsCsv.HELD, "free")
            .each(
                    BudgetsCsv.AMOUNT,
                    "AMT_GENED",
                    Map.of(BudgetsCsv.LINE, "general education", BudgetsCsv.SOURCE, "general"))
            .each(BudgetsCsv.AMOUNT, "AMT_T1", Map.of(BudgetsCsv.LINE, "reading", BudgetsCsv.SOURCE, "title-i"));

    @TempDir
    private Path folder;

    private static Loaded<Budgets> read(String csv, CsvColumns<BudgetsCsv> columns) throws IOException {
        return BudgetsCsv.read(CsvInput.of(new StringReader(csv), "a.csv"), columns, YEAR, List.of(GENERAL, TITLE_I));
    }

    private static BudgetLine line(String name, RevenueSource source, long cents) {
        return new BudgetLine(name, source, Money.ofCents(cents), Held.FREE);
    }

    @Test
    void reads_a_row_for_each_amount() throws IOException {
        Loaded<Budgets> loaded = read(
                "Program,School Code,Fund,\"Budget\n($)\",Note\n"
                        + "Teachers,0101,01,\"$1,234,567.89\",x\n"
                        + "Reading,0101,3010,(250.00),\n"
                        + "Teachers,0202,01,0,\n"
                        + "Teachers,0101,01,.11,a part of the first\n",
                LONG);

        assertThat(loaded.problems()).isEmpty();
        assertThat(loaded.rowsRead()).isEqualTo(4);
        assertThat(loaded.rowsUsed()).isEqualTo(4);
        // 1,234,567.89 + 0.11
        assertThat(loaded.value())
                .isEqualTo(Budgets.of(
                        YEAR,
                        List.of(
                                new SchoolBudget(
                                        SchoolId.of("0101"),
                                        YEAR,
                                        List.of(
                                                line("Teachers", GENERAL, 123_456_800),
                                                line("Reading", TITLE_I, -25_000))),
                                new SchoolBudget(SchoolId.of("0202"), YEAR, List.of(line("Teachers", GENERAL, 0))))));
    }

    @Test
    void reads_a_column_for_each_line_and_leaves_missing_ones_out() throws IOException {
        Budgets budgets =
                read("id,AMT_GENED,AMT_T1\n1,100,N/A\n2,,7.50\n3,N/A,†\n", WIDE).orThrow();

        assertThat(budgets.all())
                .containsExactly(
                        new SchoolBudget(SchoolId.of("1"), YEAR, List.of(line("general education", GENERAL, 10_000))),
                        new SchoolBudget(SchoolId.of("2"), YEAR, List.of(line("reading", TITLE_I, 750))));
    }

    @Test
    void tells_every_fault_of_every_row_and_keeps_the_others() throws IOException {
        Loaded<Budgets> loaded = read(
                "School Code,Fund,Program,Budget ($)\n"
                        + "1,01,Teachers,10\n"
                        + ",07,\"\",1.005\n"
                        + "3,01,Teachers,-\n"
                        + "4,01,Teachers,twelve\n"
                        + "5,01,Teachers\n",
                LONG);

        assertThat(loaded.value().all()).extracting(SchoolBudget::school).containsExactly(SchoolId.of("1"));
        assertThat(loaded.rowsRead()).isEqualTo(5);
        assertThat(loaded.rowsUsed()).isEqualTo(1);
        assertThat(loaded.problems())
                .extracting(Problem::message)
                .containsExactly(
                        "a.csv, line 3, column \"School Code\": found an empty cell; allowed: a value. Give it; a row"
                                + " without it cannot be used.",
                        "a.csv, line 3, column \"Fund\": found \"07\"; allowed: one of 01, 3010. Correct the code, or"
                                + " say in the mapping what it means.",
                        "a.csv, line 3, column \"Program\": found an empty cell; allowed: a value. Give it; a row without"
                                + " it cannot be used.",
                        "a.csv, line 3, column \"Budget ($)\": found \"1.005\"; allowed: an amount in whole cents, such as"
                                + " 1234.50 or $1,234.50. Correct the amount, or say roundingCents(…) in the layout if"
                                + " parts of a cent are to be rounded.",
                        "a.csv, line 4, column \"Budget ($)\": found \"-\"; allowed: an amount in whole cents, such as"
                                + " 1234.50 or $1,234.50. Write 0 where the dash stands for none, or declare it as missing"
                                + " in the layout if the amount is not known.",
                        "a.csv, line 5, column \"Budget ($)\": found \"twelve\"; allowed: an amount in whole cents, such"
                                + " as 1234.50 or $1,234.50. Correct the amount, or leave the cell empty if it is not known.",
                        "a.csv, line 6: found 3 fields; allowed: 4 fields, as many as the header has. Look for a separator"
                                + " that is missing, or that stands in a text without quotes around it.");
    }

    @Test
    void a_suppressed_amount_is_told_and_not_passed_over() throws IOException {
        assertThat(read("id,AMT_GENED,AMT_T1\n1,100,*\n", WIDE).problems())
                .extracting(Problem::code, Problem::place, Problem::found)
                .containsExactly(tuple("csv.missing", "a.csv, line 2, column \"AMT_T1\"", "\"*\""));
    }

    @Test
    void a_dash_in_one_of_several_columns_is_told_and_not_passed_over() throws IOException {
        Loaded<Budgets> loaded = read("id,AMT_GENED,AMT_T1\n1,100,-\n", WIDE);

        assertThat(loaded.value().all()).isEmpty();
        assertThat(loaded.problems())
                .extracting(Problem::code, Problem::place)
                .containsExactly(tuple("csv.money", "a.csv, line 2, column \"AMT_T1\""));
    }

    @Test
    void parts_of_a_line_agree_on_who_decides() throws IOException {
        CsvColumns<BudgetsCsv> columns = CsvColumns.of(BudgetsCsv.SCHOOL, "s")
                .always(BudgetsCsv.SOURCE, "general")
                .always(BudgetsCsv.LINE, "all")
                .and(BudgetsCsv.AMOUNT, "a")
                .and(BudgetsCsv.HELD, "h");
        Loaded<Budgets> loaded = read("s,a,h\n1,5,free\n1,6,Locked\n1,7,FREE\n1,8,mine\n", columns);

        // 5 + 7
        assertThat(loaded.value().total()).isEqualTo(Money.ofDollars(12));
        assertThat(loaded.rowsRead()).isEqualTo(4);
        assertThat(loaded.rowsUsed()).isEqualTo(2);
        assertThat(loaded.problems())
                .extracting(Problem::code, Problem::place, Problem::found)
                .containsExactly(
                        tuple("csv.choice", "a.csv, line 5, column \"h\"", "\"mine\""),
                        tuple(
                                "csv.held",
                                "a.csv, line 3",
                                "\"all\" from general of school 1, locked here and free above"));
    }

    @Test
    void a_source_that_is_not_given_is_told_where_it_stands_or_in_the_mapping() throws IOException {
        CsvColumns<BudgetsCsv> columns = CsvColumns.of(BudgetsCsv.SCHOOL, "s")
                .always(BudgetsCsv.SOURCE, "lottery")
                .always(BudgetsCsv.LINE, "all")
                .and(BudgetsCsv.AMOUNT, "a")
                .always(BudgetsCsv.HELD, "set");
        assertThat(read("s,a\n1,5\n", columns).problems())
                .extracting(Problem::message)
                .containsExactly(
                        "a.csv, line 2, source in every row: found \"lottery\"; allowed: one of general, title-i. Correct"
                                + " the mapping.");
    }

    @Test
    void reads_a_file_and_refuses_what_is_no_text() throws IOException {
        Path file = Files.writeString(folder.resolve("a.csv"), "\uFEFFid;AMT_GENED;AMT_T1\r1;1.000,50;0\r");
        Loaded<Budgets> loaded = BudgetsCsv.read(
                file, WIDE.in(CsvLayout.usual().separatedBy(';').decimalComma()), YEAR, List.of(GENERAL, TITLE_I));
        assertThat(loaded.orThrow().total()).isEqualTo(Money.ofCents(100_050));
        Path zip = Files.write(folder.resolve("b.csv"), new byte[] {'P', 'K', 3, 4, 0, 0});
        assertThat(BudgetsCsv.read(zip, WIDE, YEAR, List.of(GENERAL)).problems())
                .extracting(Problem::code)
                .containsExactly("csv.workbook");
        assertThat(read("id,AMT_GENED,AMT_T1\n", WIDE).problems())
                .extracting(Problem::code)
                .containsExactly("csv.no-rows");
        assertThat(read("id,AMT_GENED\n1,2\n", WIDE).problems())
                .extracting(Problem::code)
                .containsExactly("csv.column-missing");
    }

    @Test
    void refuses_a_mapping_that_contradicts_itself_or_lacks_a_field() {
        assertThatIllegalStateException()
                .isThrownBy(() -> LONG.and(BudgetsCsv.SOURCE, "Other"))
                .withMessage("\"source\" already comes from column \"Fund\"");
        assertThatIllegalStateException()
                .isThrownBy(() -> LONG.and(BudgetsCsv.HELD, "Other"))
                .withMessage("\"held\" is already \"free\" in every row");
        assertThatIllegalStateException()
                .isThrownBy(() -> WIDE.and(BudgetsCsv.LINE, "Line"))
                .withMessage("\"line\" already comes from several columns");
        assertThatIllegalStateException().isThrownBy(() -> LONG.each(BudgetsCsv.AMOUNT, "x", Map.of()));
        assertThatIllegalStateException().isThrownBy(() -> WIDE.each(BudgetsCsv.SOURCE, "x", Map.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> LONG.and(BudgetsCsv.HELD, "h", Map.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> CsvColumns.of(BudgetsCsv.SCHOOL, " "));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read("s\n1\n", CsvColumns.of(BudgetsCsv.SCHOOL, "s")))
                .withMessage("the mapping has no \"source\"; it has school");
        assertThat(WIDE).hasToString("school, held, amount, line, source").isNotEqualTo(LONG);
        assertThat(LONG).isEqualTo(LONG.in(CsvLayout.usual())).hasSameHashCodeAs(LONG.in(CsvLayout.usual()));
    }

    @Test
    void refuses_several_columns_of_which_one_lacks_what_goes_with_it() {
        CsvColumns<BudgetsCsv> columns = WIDE.each(BudgetsCsv.AMOUNT, "AMT_ELL", Map.of(BudgetsCsv.SOURCE, "general"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read("id,AMT_GENED,AMT_T1,AMT_ELL\n1,2,3,4\n", columns))
                .withMessage("the mapping does not say for each of its columns what \"line\" is");
    }

    @Test
    void a_row_that_is_refused_twice_is_counted_once() throws IOException {
        CsvColumns<BudgetsCsv> columns = CsvColumns.of(BudgetsCsv.SCHOOL, "s")
                .always(BudgetsCsv.SOURCE, "general")
                .and(BudgetsCsv.HELD, "h")
                .each(BudgetsCsv.AMOUNT, "a", Map.of(BudgetsCsv.LINE, "a"))
                .each(BudgetsCsv.AMOUNT, "b", Map.of(BudgetsCsv.LINE, "b"));
        Loaded<Budgets> loaded = read("s,h,a,b\n1,free,1,2\n1,set,3,4\n", columns);

        assertThat(loaded.problems()).extracting(Problem::code).containsExactly("csv.held", "csv.held");
        assertThat(loaded.rowsRead()).isEqualTo(2);
        assertThat(loaded.rowsUsed()).isEqualTo(1);
        assertThat(loaded.value().total()).isEqualTo(Money.ofDollars(3));
    }
}
