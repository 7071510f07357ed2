package org.perpupil.io.csv;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import nl.jqno.equalsverifier.EqualsVerifier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.perpupil.equity.Study;
import org.perpupil.equity.inequality.DollarsPerPupil;
import org.perpupil.problem.Loaded;
import org.perpupil.problem.Missing;
import org.perpupil.problem.Problem;

class StudyCsvTest {
    private static final StudyColumns COLUMNS = StudyColumns.unit("code")
            .numbers("dollars", "pupils")
            .percents("lunch")
            .texts("level");

    private static final String HEADER = "code,dollars,pupils,lunch,level\n";

    @TempDir
    Path folder;

    private static Loaded<Study> read(String csv, StudyColumns columns) {
        try {
            return StudyCsv.read(CsvInput.of(new StringReader(csv), "a.csv"), columns);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static Loaded<Study> read(String csv) {
        return read(csv, COLUMNS);
    }

    private static List<String> messages(Loaded<?> loaded) {
        return loaded.problems().stream().map(Problem::message).toList();
    }

    @Test
    void reads_columns_by_the_mapping() {
        Loaded<Study> loaded =
                read("Level,CODE, pupils ,lunch,dollars,notes\nE,007,412,23%,\"8,123.5\",x\nH,8,\"1,777\",10,-0.5,\n");

        assertThat(loaded.problems()).isEmpty();
        assertThat(loaded.rowsRead()).isEqualTo(2);
        assertThat(loaded.rowsUsed()).isEqualTo(2);
        assertThat(loaded.value())
                .isEqualTo(Study.of(List.of("007", "8"))
                        .number("dollars", 8_123.5, -0.5)
                        .number("pupils", 412, 1_777)
                        .number("lunch", 23, 10)
                        .text("level", List.of("E", "H"))
                        .build());
    }

    @Test
    void an_empty_cell_is_missing_and_never_0() {
        Study study = read(HEADER + "1,,412,,\n").orThrow();

        assertThat(study.number(0, "dollars")).isEmpty();
        assertThat(study.number(0, "lunch")).isEmpty();
        assertThat(study.number(0, "pupils")).hasValue(412);
        assertThat(study.text(0, "level")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"DS", "<10", "n<10", "--"})
    void another_text_is_missing_only_if_it_is_declared(String text) {
        String csv = HEADER + "1, %s ,412,%s,E\n".formatted(text, text);

        assertThat(messages(read(csv)))
                .containsExactly(
                        ("a.csv, line 2, column \"dollars\": found \"%s\"; allowed: a number, such as 7, 1,777 or -0.5."
                                        + " Correct the value, or declare it as missing in the layout if it stands for one not known.")
                                .formatted(text),
                        ("a.csv, line 2, column \"lunch\": found \"%s\"; allowed: a per cent, such as 79 or 79.5%%."
                                        + " Correct the value, or declare it as missing in the layout if it stands for one not known.")
                                .formatted(text));
        Study declared = read(csv, COLUMNS.in(CsvLayout.usual().missing(Missing.NOT_GIVEN, text)))
                .orThrow();
        assertThat(declared.number(0, "dollars")).isEmpty();
        assertThat(declared.number(0, "lunch")).isEmpty();
    }

    @Test
    void a_per_cent_sign_stands_only_where_it_is_declared() {
        assertThat(messages(read(HEADER + "1,50%,412,50%,E\n")))
                .containsExactly("a.csv, line 2, column \"dollars\": found \"50%\"; allowed: a number, such as 7, 1,777"
                        + " or -0.5. Name the column in percents(…) if its numbers are per cents.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.777,5",
                "17,77",
                "0,123",
                "1,777e3",
                "1e400",
                "1e-400",
                "e3",
                "$5",
                "(5)",
                "0x1p3",
                "NaN",
                "Infinity",
                "１２",
                "1 777"
            })
    void what_is_no_number_is_a_problem(String cell) {
        Loaded<Study> loaded = read(HEADER + "1,8000,\"%s\",5,E\n2,8000,400,5,E\n".formatted(cell));

        assertThat(loaded.problems()).extracting(Problem::code).containsExactly("csv.number");
        assertThat(loaded.problems().get(0).found()).isEqualTo("\"" + cell + "\"");
        assertThat(loaded.value().units()).containsExactly("2");
    }

    @Test
    void every_fault_of_a_row_is_told_and_the_row_is_listed_in_the_study() {
        Loaded<Study> loaded = read(HEADER + "1,x,y,z,E\n2,8000,400,5,E\n");

        assertThat(loaded.problems())
                .extracting(Problem::place)
                .containsExactly(
                        "a.csv, line 2, column \"dollars\"",
                        "a.csv, line 2, column \"pupils\"",
                        "a.csv, line 2, column \"lunch\"");
        assertThat(loaded.rowsRead()).isEqualTo(2);
        assertThat(loaded.rowsUsed()).isEqualTo(1);
        assertThat(loaded.value().leftOut()).isEqualTo(loaded.problems());
        assertThat(DollarsPerPupil.of(loaded.value(), "dollars", "pupils").leftOut())
                .isEqualTo(loaded.problems());
    }

    @Test
    void each_row_is_of_another_unit() {
        assertThat(messages(read(HEADER + "1,1,1,1,E\n,1,1,1,E\n1,2,2,2,E\n")))
                .containsExactly(
                        "a.csv, line 3, column \"code\": found an empty cell; allowed: a name on one line. Say what the row"
                                + " is of, or remove it.",
                        "a.csv, line 4, column \"code\": found \"1\", which line 2 has too; allowed: one row for each. Remove"
                                + " one of the two rows, choose those of one year with onlyRows(…), or name a further column in"
                                + " unit(…), such as the year.");
    }

    @Test
    void two_columns_can_tell_what_a_row_is_of() {
        StudyColumns columns = StudyColumns.unit("code", "year").text("fiscal year", "year");

        Loaded<Study> loaded = read("code,year\n1,2015\n1,2016\n1,2015\n", columns);

        assertThat(loaded.value().units()).containsExactly("1, 2015", "1, 2016");
        assertThat(loaded.value().texts("fiscal year")).containsExactly("2015", "2016");
        assertThat(loaded.problems())
                .extracting(Problem::place)
                .containsExactly("a.csv, line 4, column \"code\", \"year\"");
    }

    @Test
    void takes_the_rest_as_numbers() {
        Study study = read(
                        "code,level,Dollars,,pupils\n1,E,8,x,4\n",
                        StudyColumns.unit("code").texts("level").restAsNumbers())
                .orThrow();

        assertThat(study.numbers()).containsExactly("Dollars", "pupils");
        assertThat(study.texts()).containsExactly("level");
        assertThat(read("code,level\n1,E\n", StudyColumns.unit("code").restAsNumbers())
                        .problems())
                .extracting(Problem::found)
                .containsExactly("\"E\"");
    }

    @Test
    void reads_only_chosen_rows() {
        Loaded<Study> loaded = read(
                "code,year,dollars\n1,2015,x\n1,2016,8\n",
                StudyColumns.unit("code")
                        .numbers("dollars")
                        .in(CsvLayout.usual().onlyRows("year", "2016")));

        assertThat(loaded.problems()).isEmpty();
        assertThat(loaded.rowsRead()).isEqualTo(1);
    }

    @Test
    void finds_the_header_where_it_is_said_to_be() {
        Loaded<Study> loaded = read(
                "Budgets\n\ncode;dollars\n1;8\n",
                StudyColumns.unit("code")
                        .numbers("dollars")
                        .in(CsvLayout.usual().separatedBy(';').headerOnLine(3)));

        assertThat(loaded.orThrow().numbers("dollars")).containsExactly(8);
    }

    @Test
    void faults_of_the_file_leave_no_units() {
        Loaded<Study> missing = read("code,dollars\n1,8\n");
        assertThat(messages(missing))
                .element(0)
                .isEqualTo(
                        "a.csv, line 1, column \"pupils\": found no such column; there are \"code\", \"dollars\"; allowed:"
                                + " a column with this header. Name the column as the file does, or add it to the file.");
        assertThat(missing.value().size()).isZero();
        assertThat(missing.rowsRead()).isZero();
        assertThat(messages(read("")))
                .containsExactly(
                        "a.csv: found nothing, or blanks only; allowed: comma-separated text whose first row names"
                                + " the columns. Save the data as CSV UTF-8 with a header.");
        assertThat(read("code,Code,dollars\n1,1,8\n", StudyColumns.unit("code").numbers("dollars"))
                        .problems())
                .extracting(Problem::code)
                .containsExactly("csv.header-twice");
    }

    @Test
    void rows_that_are_no_rows_are_told() {
        Loaded<Study> loaded = read(HEADER + "1,8\n\n2,8000,400,5,\u0007\n3,8000,400,5,\"E\n");

        assertThat(loaded.problems())
                .extracting(Problem::code)
                .containsExactly("csv.row-length", "csv.text", "csv.quote");
        assertThat(loaded.rowsRead()).isEqualTo(3);
        assertThat(loaded.rowsUsed()).isZero();
    }

    @Test
    void reads_a_file_and_tells_where_it_is_no_utf_8() throws IOException {
        Path file = folder.resolve("schools.csv");
        Files.writeString(file, "\uFEFF" + HEADER + "1,8000,400,5,É\n", UTF_8);
        assertThat(StudyCsv.read(file, COLUMNS).orThrow().texts("level")).containsExactly("É");

        String rows = IntStream.range(0, 20_000)
                .mapToObj(row -> row + ",8000,400,5,E\r\n")
                .collect(Collectors.joining());
        Files.writeString(file, HEADER + rows + "x,8000,400,5,É\r\n", ISO_8859_1);
        Loaded<Study> loaded = StudyCsv.read(file, COLUMNS);

        assertThat(messages(loaded))
                .containsExactly(
                        file
                                + ", line 20002: found the byte 0xC9, which is not UTF-8; allowed: text in UTF-8. Save the file as CSV UTF-8.");
        assertThat(loaded.value().size()).isZero();
        Path nowhere = folder.resolve("none.csv");
        assertThatExceptionOfType(NoSuchFileException.class).isThrownBy(() -> StudyCsv.read(nowhere, COLUMNS));
    }

    @Test
    void every_row_is_used_or_listed() {
        String csv = HEADER
                + IntStream.rangeClosed(1, 1_000)
                        .mapToObj(row -> row % 7 == 0 ? row + ",?,400,?,E\n" : row + ",8000,400,5,E\n")
                        .collect(Collectors.joining());

        Loaded<Study> loaded = read(csv);

        // 1,000 = 7 × 142 + 6
        assertThat(loaded.rowsRead()).isEqualTo(1_000);
        assertThat(loaded.rowsUsed()).isEqualTo(1_000 - 142);
        assertThat(loaded.problems()).hasSize(2 * 142);
    }

    /** A file of a European spreadsheet, with semicolons between fields. */
    private static Loaded<Study> european(String cell, StudyColumns columns) {
        return european(cell, columns, CsvLayout.usual());
    }

    private static Loaded<Study> european(String cell, StudyColumns columns, CsvLayout layout) {
        return read("code;amount\n1;" + cell + "\n", columns.in(layout.separatedBy(';')));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1.777,50 | 1777.5",
                "1777,5 | 1777.5",
                "1 777,5 | 1777.5",
                "1\u00a0777 | 1777",
                "1.777 | 1777",
                "1,777 | 1.777",
                "-0,5 | -0.5",
                ",5 | 0.5",
                "1.234.567 | 1234567",
                "1,2E3 | 1200",
            })
    void reads_decimal_commas_where_they_are_declared(String cell, double number) {
        StudyColumns columns = StudyColumns.unit("code").numbers("amount");

        // each by hand: points and blanks go, the comma becomes a point
        assertThat(european(cell, columns, CsvLayout.usual().decimalComma())
                        .orThrow()
                        .numbers("amount"))
                .containsExactly(number);
    }

    @Test
    void reads_per_cents_and_dollars_with_decimal_commas() {
        Study study = read(
                        "code;lunch;amount\n1;79,5 %;1.777,50 €\n2;3;(€ 250,25)\n",
                        StudyColumns.unit("code")
                                .percents("lunch")
                                .dollars("amount")
                                .in(CsvLayout.usual().separatedBy(';').decimalComma()))
                .orThrow();

        assertThat(study.numbers("lunch")).containsExactly(79.5, 3);
        assertThat(study.numbers("amount")).containsExactly(1_777.5, -250.25);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1,777", "1.777", "-12.345", "123,456"})
    void a_number_that_reads_two_ways_is_refused_in_a_file_with_semicolons(String cell) {
        StudyColumns columns = StudyColumns.unit("code").numbers("amount");
        Loaded<Study> loaded = european(cell, columns);

        assertThat(messages(loaded))
                .containsExactly(
                        ("a.csv, line 2, column \"amount\": found \"%s\"; allowed: a number that can be read one way only,"
                                        + " in a file with semicolons. Say decimalComma() in the layout if a comma stands before"
                                        + " decimals in this file, or decimalPoint() if a point does.")
                                .formatted(cell));
        assertThat(loaded.problems()).extracting(Problem::code).containsExactly("csv.decimal");
        assertThat(loaded.value().size()).isZero();
        assertThat(european(cell, columns, CsvLayout.usual().decimalPoint())
                        .orThrow()
                        .numbers("amount"))
                .containsExactly(Double.parseDouble(cell.replace(",", "")));
        assertThat(european("$ " + cell, StudyColumns.unit("code").dollars("amount"))
                        .problems())
                .extracting(Problem::code)
                .containsExactly("csv.decimal");
    }

    @ParameterizedTest
    @CsvSource({"0.123, 0.123", "1777, 1777", "12.5, 12.5", "1234.567, 1234.567", "1.7775, 1.7775", "1.234E2, 123.4"})
    void a_number_that_reads_one_way_is_read_in_a_file_with_semicolons(String cell, double number) {
        assertThat(european(cell, StudyColumns.unit("code").numbers("amount"))
                        .orThrow()
                        .numbers("amount"))
                .containsExactly(number);
        // with more marks than one there is one way only, and with commas between fields a point stands before decimals
        assertThat(european("1,777.50", StudyColumns.unit("code").numbers("amount"))
                        .orThrow()
                        .numbers("amount"))
                .containsExactly(1_777.5);
        assertThat(read(
                                "code,amount\n1,\"1,777\"\n2,1.777\n",
                                StudyColumns.unit("code").numbers("amount"))
                        .orThrow()
                        .numbers("amount"))
                .containsExactly(1_777, 1.777);
    }

    @Test
    void a_comma_or_a_point_at_the_wrong_place_names_the_way_out() {
        assertThat(european("1.777,50", StudyColumns.unit("code").numbers("amount"))
                        .problems())
                .extracting(Problem::remedy)
                .containsExactly("Say decimalComma() if a comma stands before decimals in this file.");
        assertThat(messages(european(
                        "1,777.50",
                        StudyColumns.unit("code").numbers("amount"),
                        CsvLayout.usual().decimalComma())))
                .containsExactly(
                        "a.csv, line 2, column \"amount\": found \"1,777.50\"; allowed: a number, such as 7, 1.777 or"
                                + " -0,5. Leave decimalComma() out if a point stands before decimals in this file.");
    }

    @ParameterizedTest
    @CsvSource({"1e+05, 100000", "1.2E3, 1200", "-4.5e-07, -0.00000045", "5.E1, 50"})
    void reads_an_exponent_where_it_is_plain(String cell, double number) {
        assertThat(read(HEADER + "1,%s,4,%s,E\n".formatted(cell, cell)).orThrow())
                .satisfies(study -> assertThat(study.number(0, "dollars")).hasValue(number))
                .satisfies(study -> assertThat(study.number(0, "lunch")).hasValue(number));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "$1,777.50 | 1777.5",
                "1777.5 | 1777.5",
                "$ 1,777 | 1777",
                "($1,777.50) | -1777.5",
                "$ (250) | -250",
                "( 250 ) | -250",
                "-$250 | -250",
                "$-250 | -250",
                "£7 | 7",
                "7 € | 7",
                "$5099.376 | 5099.376",
            })
    void reads_money_as_accountants_write_it(String cell, double dollars) {
        StudyColumns columns = StudyColumns.unit("code").dollar("spent", "amount");

        // each by hand: signs and commas go, brackets are a minus
        assertThat(read("code,amount\n1,\"" + cell + "\"\n", columns).orThrow().numbers("spent"))
                .containsExactly(dollars);
    }

    @ParameterizedTest
    @ValueSource(strings = {"(-250)", "-$-250", "$$5", "$5€", "5%", "250)", "$", "17,77", "1 777"})
    void what_is_no_amount_is_a_problem(String cell) {
        assertThat(read(
                                "code,amount\n1,\"" + cell + "\"\n",
                                StudyColumns.unit("code").dollars("amount"))
                        .problems())
                .extracting(Problem::code)
                .containsExactly("csv.dollars");
    }

    @Test
    void faults_of_money_tell_what_to_do() {
        StudyColumns columns = StudyColumns.unit("code").dollars("amount");

        assertThat(messages(read("code,amount\n1,1.2E3\n2,$ -\n3,x\n", columns)))
                .containsExactly(
                        "a.csv, line 2, column \"amount\": found \"1.2E3\"; allowed: an amount, such as 7, $1,777.50 or (250)."
                                + " Write the amount in full, from where it comes: what shows an exponent may have lost digits.",
                        "a.csv, line 3, column \"amount\": found \"$ -\"; allowed: an amount, such as 7, $1,777.50 or (250)."
                                + " Write 0 where the dash stands for none, or declare it as missing in the layout if it stands for an"
                                + " amount not known.",
                        "a.csv, line 4, column \"amount\": found \"x\"; allowed: an amount, such as 7, $1,777.50 or (250)."
                                + " Correct the value, or declare it as missing in the layout if it stands for one not known.");
        assertThat(messages(read(HEADER + "1,$5,412,50,E\n")))
                .containsExactly(
                        "a.csv, line 2, column \"dollars\": found \"$5\"; allowed: a number, such as 7, 1,777 or -0.5."
                                + " Name the column in dollars(…) if it holds money.");
    }

    @Test
    void a_header_twice_is_no_problem_where_nobody_reads_it() {
        Loaded<Study> loaded = read(
                "code,dollars,note,note\n1,8,x,y\n", StudyColumns.unit("code").numbers("dollars"));

        assertThat(loaded.orThrow().numbers("dollars")).containsExactly(8);
        assertThat(messages(read(
                        "code,dollars,note,Note\n1,8,x,y\n",
                        StudyColumns.unit("code").restAsNumbers())))
                .containsExactly(
                        "a.csv, line 1, column \"note\": found the same header on columns 3, 4; allowed: one column for a"
                                + " header. Rename or remove all but one of them.");
    }

    @Test
    void units_that_differ_in_blanks_only_are_told() {
        Loaded<Study> loaded = read(
                "code,dollars\nP.S. 12,8\nP.S.  12,9\nP.S.\u00a012,7\nP.S. 13 ,6\n",
                StudyColumns.unit("code").numbers("dollars"));

        assertThat(loaded.value().units()).containsExactly("P.S. 12", "P.S. 13");
        assertThat(loaded.problems()).extracting(Problem::code).containsExactly("csv.unit-alike", "csv.unit-alike");
        assertThat(messages(loaded))
                .first()
                .isEqualTo("a.csv, line 3, column \"code\": found \"P.S. 12\", which line 2 has with other blanks;"
                        + " allowed: names that differ in more than blanks and commas. If it is the same, write it the same"
                        + " and keep one row for each; else tell the two apart by a code.");
    }

    @Test
    void a_unit_has_a_name_as_its_texts_have_it() {
        Study study = read(
                        "code,dollars\nP.S.  12,8\n", StudyColumns.unit("code").texts("code"))
                .orThrow();

        assertThat(study.units()).isEqualTo(study.texts("code")).containsExactly("P.S. 12");
    }

    @Test
    void units_whose_parts_differ_and_whose_name_does_not_are_told() {
        Loaded<Study> loaded = read(
                "district,school\n\"Lee, East\",High\nLee,\"East, High\"\n", StudyColumns.unit("district", "school"));

        assertThat(messages(loaded))
                .containsExactly(
                        "a.csv, line 3, column \"district\", \"school\": found \"Lee, East, High\", which line 2 makes of"
                                + " other parts; allowed: names that differ in more than blanks and commas. If it is the same,"
                                + " write it the same and keep one row for each; else tell the two apart by a code.");
    }

    @Test
    void a_file_without_rows_is_told() {
        assertThat(messages(read(HEADER)))
                .containsExactly(
                        "a.csv: found a header and no row below it; allowed: at least one row of data. Look for the"
                                + " rows in another file or sheet, and save them below the header.");
        assertThat(messages(read(
                        "code,year,dollars\n1,2015-16,8\n1,2016-17,8\n1,2016-17,8\n",
                        StudyColumns.unit("code")
                                .numbers("dollars")
                                .in(CsvLayout.usual().onlyRows("year", "2016")))))
                .containsExactly(
                        "a.csv: found no row with \"2016\" in column \"year\"; \"year\" has \"2015-16\", \"2016-17\";"
                                + " allowed: at least one row of data. Choose rows by texts that stand together in a row.");
    }

    @Test
    void refuses_a_mapping_that_contradicts_itself() {
        assertThatIllegalStateException()
                .isThrownBy(() -> COLUMNS.texts("dollars"))
                .withMessage("\"dollars\" already comes from column \"dollars\"; cannot also be \"dollars\"");
        assertThatIllegalStateException()
                .isThrownBy(() -> CsvLayout.usual().onlyRows("year", "2015").onlyRows("year", "2016"))
                .withMessage("rows are already chosen by column \"year\"");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> COLUMNS.number(" ", "x"))
                .withMessage("a column is named by its header, which is not blank");
        assertThatIllegalStateException()
                .isThrownBy(() -> CsvLayout.usual().decimalComma().decimalPoint())
                .withMessage(
                        "decimals have either a comma or a point before them; say one of decimalComma() and decimalPoint()");
        assertThatIllegalStateException().isThrownBy(() -> COLUMNS.dollars("lunch"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> COLUMNS.in(CsvLayout.usual().headerOnLine(0)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> COLUMNS.in(CsvLayout.usual().separatedBy('"')));
    }

    @Test
    void mappings_are_values() {
        assertThat(COLUMNS).hasToString("dollars, pupils, lunch, level by code");
        assertThat(COLUMNS.in(CsvLayout.usual().decimalComma()))
                .isNotEqualTo(COLUMNS)
                .isEqualTo(COLUMNS.in(CsvLayout.usual().decimalComma()));
        assertThat(COLUMNS.in(CsvLayout.usual().missing(Missing.NOT_GIVEN, "*")))
                .isNotEqualTo(COLUMNS)
                .isEqualTo(COLUMNS.in(CsvLayout.usual().missing(Missing.NOT_GIVEN, " * ")));
        assertThat(COLUMNS.restAsNumbers())
                .hasToString("dollars, pupils, lunch, level by code, and every other column");
        assertThat(StudyColumns.unit("code").numbers("a"))
                .hasSameHashCodeAs(StudyColumns.unit("code").numbers("a"));
        EqualsVerifier.forClass(StudyColumns.Column.class).verify();
    }

    @Test
    void tells_of_a_column_whose_name_another_has() throws IOException {
        Loaded<Study> loaded =
                read("s,dd,e\n1,5,7\n", StudyColumns.unit("s").dollar("e", "dd").restAsNumbers());
        assertThat(loaded.value().numbers("e")).containsExactly(5);
        assertThat(loaded.problems())
                .extracting(Problem::code, Problem::found)
                .containsExactly(
                        tuple("csv.name-twice", "a column that the study would call as it calls column \"dd\""));
    }

    @Test
    void keeps_why_a_value_is_missing() {
        Study study = read(
                        HEADER + "1,N/A,412,*,E\n2,5,†,‡,\n3,5,412,<10,–\n",
                        COLUMNS.in(CsvLayout.usual().missing(Missing.SUPPRESSED, "<10")))
                .orThrow();
        assertThat(study.missing(0, "dollars")).contains(Missing.NOT_GIVEN);
        assertThat(study.missing(0, "lunch")).contains(Missing.SUPPRESSED);
        assertThat(study.missing(1, "pupils")).contains(Missing.NOT_APPLICABLE);
        assertThat(study.missing(1, "lunch")).contains(Missing.SUPPRESSED);
        assertThat(study.missing(1, "level")).contains(Missing.NOT_GIVEN);
        assertThat(study.missing(2, "lunch")).contains(Missing.SUPPRESSED);
        assertThat(study.missing(2, "level")).contains(Missing.NOT_GIVEN);
        assertThat(study.missing(2, "dollars")).isEmpty();
        assertThat(read(HEADER + "1,N/A,412,1,E\n", COLUMNS.in(CsvLayout.usual().onlyEmptyIsMissing()))
                        .problems())
                .extracting(Problem::code)
                .containsExactly("csv.number");
    }
}
