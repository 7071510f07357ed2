package org.perpupil.io.csv;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

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
import org.junit.jupiter.params.provider.ValueSource;
import org.perpupil.equity.Study;
import org.perpupil.equity.inequality.DollarsPerPupil;
import org.perpupil.problem.Loaded;
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
            return StudyCsv.read(new StringReader(csv), "a.csv", columns);
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
    @ValueSource(strings = {"N/A", "*", "DS", "-"})
    void another_text_is_missing_only_if_it_is_declared(String text) {
        String csv = HEADER + "1, %s ,412,%s,E\n".formatted(text, text);

        assertThat(messages(read(csv)))
                .containsExactly(
                        ("a.csv, line 2, column \"dollars\": found \"%s\"; allowed: a number, such as 7, 1,777 or -0.5."
                                        + " Correct the value, or declare it with missing(…) if it stands for one not known.")
                                .formatted(text),
                        ("a.csv, line 2, column \"lunch\": found \"%s\"; allowed: a per cent, such as 79 or 79.5%%."
                                        + " Correct the value, or declare it with missing(…) if it stands for one not known.")
                                .formatted(text));
        Study declared = read(csv, COLUMNS.missing(text)).orThrow();
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
    @ValueSource(strings = {"1.777,5", "17,77", "1e3", "$5", "(5)", "0x1p3", "NaN", "Infinity", "１２", "1 777"})
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
                                + " one of the two rows, or name a further column in unit(…), such as the year.");
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
                StudyColumns.unit("code").numbers("dollars").onlyRows("year", "2016"));

        assertThat(loaded.problems()).isEmpty();
        assertThat(loaded.rowsRead()).isEqualTo(1);
    }

    @Test
    void finds_the_header_where_it_is_said_to_be() {
        Loaded<Study> loaded = read(
                "Budgets\n\ncode;dollars\n1;8\n",
                StudyColumns.unit("code").numbers("dollars").separatedBy(';').headerOnLine(3));

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

    @Test
    void refuses_a_mapping_that_contradicts_itself() {
        assertThatIllegalStateException()
                .isThrownBy(() -> COLUMNS.texts("dollars"))
                .withMessage("\"dollars\" already comes from column \"dollars\"; cannot also be \"dollars\"");
        assertThatIllegalStateException()
                .isThrownBy(() -> COLUMNS.onlyRows("year", "2015").onlyRows("year", "2016"))
                .withMessage("rows are already chosen by column \"year\"");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> COLUMNS.number(" ", "x"))
                .withMessage("a column is named by its header, which is not blank");
        assertThatIllegalArgumentException().isThrownBy(() -> COLUMNS.headerOnLine(0));
        assertThatIllegalArgumentException().isThrownBy(() -> COLUMNS.separatedBy('"'));
    }

    @Test
    void mappings_are_values() {
        assertThat(COLUMNS).hasToString("dollars, pupils, lunch, level by code");
        assertThat(COLUMNS.missing("*")).isNotEqualTo(COLUMNS).isEqualTo(COLUMNS.missing(" * "));
        assertThat(COLUMNS.restAsNumbers())
                .hasToString("dollars, pupils, lunch, level by code, and every other column");
        assertThat(StudyColumns.unit("code").numbers("a"))
                .hasSameHashCodeAs(StudyColumns.unit("code").numbers("a"));
        EqualsVerifier.forClass(StudyColumns.Column.class).verify();
    }
}
