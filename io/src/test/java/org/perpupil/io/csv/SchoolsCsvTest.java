package org.perpupil.io.csv;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;
import static org.perpupil.pupils.NeedCategory.ALL_PUPILS;
import static org.perpupil.pupils.NeedCategory.ENGLISH_LEARNER;
import static org.perpupil.pupils.NeedCategory.POVERTY;
import static org.perpupil.pupils.NeedCategory.SPECIAL_EDUCATION;
import static org.perpupil.testing.Schools.ELEMENTARY;
import static org.perpupil.testing.Schools.HIGH;
import static org.perpupil.testing.Schools.MIDDLE;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.perpupil.district.School;
import org.perpupil.money.Money;
import org.perpupil.problem.Loaded;
import org.perpupil.problem.Missing;
import org.perpupil.problem.Problem;
import org.perpupil.pupils.CountBasis;
import org.perpupil.pupils.Enrollment;
import org.perpupil.pupils.GradeSpan;
import org.perpupil.pupils.PupilCount;
import org.perpupil.pupils.PupilGroup;

class SchoolsCsvTest {
    private static final SchoolColumns COLUMNS = SchoolColumns.id("code")
            .name("school")
            .levelFrom("type", Map.of("E", ELEMENTARY, "M", MIDDLE, "H", HIGH))
            .pupils("enrolled")
            .need(POVERTY, "poor")
            .needFromPercent(ENGLISH_LEARNER, "ell");

    private static final String HEADER = "code,school,type,enrolled,poor,ell\n";

    private static final SchoolColumns FACTS = SchoolColumns.id("code")
            .name("school")
            .pupils("enrolled")
            .number("miles", "miles")
            .money("last year", "ly")
            .text("region", "region")
            .flag("charter", "chtr");

    @TempDir
    Path folder;

    private static Loaded<List<School>> read(String csv, SchoolColumns columns) {
        try {
            return SchoolsCsv.read(CsvInput.of(new StringReader(csv), "a.csv"), columns);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static Loaded<List<School>> read(String csv) {
        return read(csv, COLUMNS);
    }

    private static List<String> messages(Loaded<?> loaded) {
        return loaded.problems().stream().map(Problem::message).toList();
    }

    private static List<String> codes(Loaded<?> loaded) {
        return loaded.problems().stream().map(Problem::code).toList();
    }

    private static PupilCount pupils(long count) {
        return PupilCount.of(count);
    }

    @Test
    void reads_schools_by_the_mapping() {
        Loaded<List<School>> loaded =
                read(HEADER + "0101,Lincoln,E,412,240,23\n0102,Adams High,H,\"1,777\",1000,10%\n");

        assertThat(loaded.problems()).isEmpty();
        assertThat(loaded.rowsRead()).isEqualTo(2);
        assertThat(loaded.rowsUsed()).isEqualTo(2);
        // 412 × 23% = 94.76, half up 95; 1777 × 10% = 177.7, half up 178
        assertThat(loaded.value())
                .containsExactly(
                        School.of("0101", "Lincoln")
                                .enrolling(Enrollment.in(ELEMENTARY)
                                        .pupils(412)
                                        .need(POVERTY, 240)
                                        .need(ENGLISH_LEARNER, 95)
                                        .estimated(
                                                ENGLISH_LEARNER, "pupils × per cent in column \"ell\", rounded half up")
                                        .build())
                                .build(),
                        School.of("0102", "Adams High")
                                .enrolling(Enrollment.in(HIGH)
                                        .pupils(1777)
                                        .need(POVERTY, 1000)
                                        .need(ENGLISH_LEARNER, 178)
                                        .estimated(
                                                ENGLISH_LEARNER, "pupils × per cent in column \"ell\", rounded half up")
                                        .build())
                                .build());
    }

    @Test
    void finds_columns_by_headers_whatever_their_order_case_blanks_and_line_breaks() {
        Loaded<List<School>> loaded = read(
                "x, TYPE ,\"total\r\n  enrolled\",poor,Ell,\u00a0School\u00a0,CODE\n,E,10,1,0,Lincoln,1\n",
                SchoolColumns.id("code")
                        .name("school")
                        .levelFrom("type", Map.of("E", ELEMENTARY))
                        .pupils("Total Enrolled"));

        assertThat(loaded.problems()).isEmpty();
        assertThat(loaded.value()).extracting(School::name).containsExactly("Lincoln");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void accepts_every_line_end_with_or_without_a_last_one(String end) {
        String csv = HEADER.replace("\n", end) + "1,A,E,10,1,0" + end + "2,B,E,x,1,0";

        for (String text : List.of(csv, csv + end)) {
            Loaded<List<School>> loaded = read(text);
            assertThat(loaded.rowsRead()).isEqualTo(2);
            assertThat(loaded.value()).hasSize(1);
            assertThat(loaded.problems())
                    .extracting(Problem::place)
                    .containsExactly("a.csv, line 3, column \"enrolled\"");
        }
    }

    @Test
    void passes_over_a_byte_order_mark_before_a_quote() throws IOException {
        String csv = "\uFEFF\"code\",school,type,enrolled,poor,ell\n1,A,E,10,1,0\n";
        Path file = Files.writeString(folder.resolve("bom.csv"), csv);

        assertThat(read(csv).orThrow()).hasSize(1);
        assertThat(SchoolsCsv.read(file, COLUMNS).orThrow()).hasSize(1);
    }

    @Test
    void blank_lines_are_no_rows_and_keep_their_numbers() {
        Loaded<List<School>> loaded = read("\n" + HEADER + "\n1,A,E,10,1,0\n,,,,,\n  \n2,B,Q,10,1,0\n\n");

        assertThat(loaded.rowsRead()).isEqualTo(2);
        assertThat(loaded.rowsUsed()).isEqualTo(1);
        assertThat(loaded.problems()).extracting(Problem::place).containsExactly("a.csv, line 7, column \"type\"");
    }

    @Test
    void lines_inside_quotes_are_counted() {
        Loaded<List<School>> loaded = read(HEADER + "1,\"Lincoln\r\nand  Lee\",E,10,1,0\n2,B,Q,10,1,0\n");

        assertThat(loaded.value()).extracting(School::name).containsExactly("Lincoln and Lee");
        assertThat(loaded.problems()).extracting(Problem::place).containsExactly("a.csv, line 4, column \"type\"");
    }

    @Test
    void ids_keep_leading_zeros_and_lose_blanks_around_them() {
        assertThat(read(HEADER + "\" 007 \",A,E,10,1,0\n").value())
                .extracting(school -> school.id().value())
                .containsExactly("007");
    }

    @ParameterizedTest
    @CsvSource({
        "412, 412",
        "'1,777', 1777",
        "'12,345,678', 12345678",
        "411.75, 411.75",
        "'1,234.50', 1234.5",
        ".5, 0.5",
        "0, 0",
        "007, 7",
        "' 12 ', 12"
    })
    void reads_counts(String cell, BigDecimal count) {
        Loaded<List<School>> loaded = read(HEADER + "1,A,E,\"" + cell + "\",,\n");

        assertThat(loaded.orThrow().get(0).enrollment().pupils()).isEqualTo(PupilCount.of(count));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-5",
                "NaN",
                "twelve",
                "1e999",
                "1,77",
                "17,77",
                "1777,123",
                ",123",
                "1.5.5",
                "1 777",
                "+-5",
                "5-",
                "0x10",
                "∞",
                "１２",
                "1000000000000000",
                "1.00000000000000000000000000000000000000001"
            })
    void refuses_what_is_no_count(String cell) {
        Loaded<List<School>> loaded = read(HEADER + "1,A,E,\"" + cell + "\",1,0\n2,B,E,10,1,0\n");

        assertThat(loaded.value()).extracting(School::name).containsExactly("B");
        assertThat(messages(loaded))
                .containsExactly(
                        "a.csv, line 2, column \"enrolled\": found \"%s\"; allowed: a number that is 0 or more, such as 412, 1,777 or 411.75. Correct the value, or leave the cell empty if it is not known."
                                .formatted(cell));
        assertThat(codes(loaded)).containsExactly("csv.count");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "N/A", "n/a", "NA", "#N/A", "null", ".", "-", "–", "—", "*", "†", "‡"})
    void a_missing_need_is_not_given_and_never_zero(String cell) {
        Enrollment enrollment = read(HEADER + "1,A,E,10," + cell + "," + cell + "\n")
                .orThrow()
                .get(0)
                .enrollment();

        assertThat(enrollment.groups()).containsExactly(ALL_PUPILS);
        assertThat(enrollment.count(POVERTY)).isEmpty();
        assertThat(enrollment.estimate(ENGLISH_LEARNER)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "N/A", "†"})
    void missing_pupils_are_a_problem(String cell) {
        Loaded<List<School>> loaded = read(HEADER + "1,A,E," + cell + ",1,50\n");

        assertThat(loaded.value()).isEmpty();
        assertThat(messages(loaded))
                .containsExactly(
                        "a.csv, line 2, column \"enrolled\": found "
                                + (cell.isEmpty() ? "an empty cell" : "\"" + cell + "\"")
                                + "; allowed: the pupils enrolled, which may be 0. Give the enrolment; a missing value is not 0.");
        assertThat(codes(loaded)).containsExactly("csv.pupils-missing");
    }

    @Test
    void the_texts_that_mean_missing_can_be_said() {
        SchoolColumns columns =
                COLUMNS.in(CsvLayout.usual().onlyEmptyIsMissing().missing(Missing.NOT_GIVEN, "unknown"));

        assertThat(read(HEADER + "1,A,E,10,Unknown,\n", columns).orThrow()).hasSize(1);
        assertThat(codes(read(HEADER + "1,A,E,10,N/A,\n", columns))).containsExactly("csv.count");
    }

    @ParameterizedTest
    @CsvSource({
        // pupils, per cent, pupils × per cent / 100 rounded half up, by hand
        "10, 5, 1", // 0.5
        "10, 4.9, 0", // 0.49
        "150, 1, 2", // 1.5
        "2415, 79, 1908", // 1907.85
        "10, 100, 10",
        "0, 79, 0",
        "10.6, 100, 10.6", // half up would be 11, more than there are
        "10.4, 100%, 10",
        "200, 33.3 %, 67" // 66.6
    })
    void per_cents_become_whole_pupils_half_up_and_never_more_than_there_are(
            String pupils, String percent, BigDecimal count) {
        Enrollment enrollment = read(HEADER + "1,A,E," + pupils + ",," + percent + "\n")
                .orThrow()
                .get(0)
                .enrollment();

        assertThat(enrollment.count(ENGLISH_LEARNER)).contains(PupilCount.of(count));
        assertThat(enrollment.estimate(ENGLISH_LEARNER))
                .contains("pupils × per cent in column \"ell\", rounded half up");
        assertThat(enrollment.estimate(ALL_PUPILS)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"100.1", "101", "-1", "NaN", "half"})
    void refuses_what_is_no_per_cent(String cell) {
        Loaded<List<School>> loaded = read(HEADER + "1,A,E,10,1," + cell + "\n");

        assertThat(messages(loaded))
                .containsExactly(
                        "a.csv, line 2, column \"ell\": found \"%s\"; allowed: a per cent from 0 to 100, such as 79 or 79.5%%. Correct the value, or leave the cell empty if it is not known."
                                .formatted(cell));
        assertThat(codes(loaded)).containsExactly("csv.percent");
    }

    @Test
    void tells_more_poor_pupils_than_pupils_with_line_and_column() {
        Loaded<List<School>> loaded = read(HEADER + "1,A,E,10,11,0\n");

        assertThat(loaded.problems())
                .containsExactly(new Problem(
                        "count.above-enrolment",
                        "a.csv, line 2, column \"poor\" (poverty, elementary)",
                        "11 pupils, more than the 10 enrolled",
                        "0 to 10",
                        "Correct the count or the enrolment."));
    }

    @Test
    void tells_an_unknown_level_and_the_codes_there_are() {
        Loaded<List<School>> loaded = read(HEADER + "1,A,K12,10,1,0\n2,B,,10,1,0\n3,C,e,10,1,0\n");

        assertThat(loaded.value()).isEmpty();
        assertThat(messages(loaded))
                .containsExactly(
                        "a.csv, line 2, column \"type\": found \"K12\"; allowed: one of E, H, M. Correct the code, or say in levelFrom(…) which grades it stands for.",
                        "a.csv, line 3, column \"type\": found an empty cell; allowed: one of E, H, M. Correct the code, or say in levelFrom(…) which grades it stands for.",
                        "a.csv, line 4, column \"type\": found \"e\"; allowed: one of E, H, M. Correct the code, or say in levelFrom(…) which grades it stands for.");
        assertThat(codes(loaded)).containsOnly("csv.level-unknown");
    }

    @Test
    void tells_every_problem_of_a_row_and_counts_the_row_once() {
        Loaded<List<School>> loaded = read(HEADER + " ,,Q,10,11,101\n1,A,E,-1,x,y\n2,B,E,10,1,0\n");

        assertThat(codes(loaded))
                .containsExactly(
                        "csv.id",
                        "csv.text",
                        "csv.level-unknown",
                        "csv.percent",
                        "count.above-enrolment",
                        "csv.count",
                        "csv.count",
                        "csv.percent");
        assertThat(loaded.rowsRead()).isEqualTo(3);
        assertThat(loaded.rowsUsed()).isEqualTo(1);
        assertThat(messages(loaded).subList(0, 2))
                .containsExactly(
                        "a.csv, line 2, column \"code\": found an empty cell; allowed: an id on one line. Give the school's id, as other files have it.",
                        "a.csv, line 2, column \"school\": found an empty cell; allowed: a name. Give the school's name.");
    }

    @Test
    void keeps_the_first_of_two_rows_of_a_school_and_names_both() {
        Loaded<List<School>> loaded = read(HEADER + "1,A,E,10,1,0\n2,B,E,10,1,0\n1,C,E,20,1,0\n");

        assertThat(loaded.value()).extracting(School::name).containsExactly("A", "B");
        assertThat(loaded.problems())
                .containsExactly(new Problem(
                        "csv.school-twice",
                        "a.csv, line 4, column \"code\"",
                        "\"1\", which line 2 has too",
                        "one row for a school",
                        "Remove or correct one of the two rows."));
    }

    @Test
    void compares_the_length_of_each_row_with_the_header() {
        // FastCSV itself would take the first row of data for the measure.
        Loaded<List<School>> loaded = read(HEADER + "1,A,E,10,1\n2,B,E,10,1,0,9\n3,C,E,10,1,0\n4\n");

        assertThat(loaded.value()).extracting(School::name).containsExactly("C");
        assertThat(messages(loaded))
                .containsExactly(
                        "a.csv, line 2: found 5 fields; allowed: 6 fields, as many as the header has. Look for a separator that is missing, or that stands in a text without quotes around it.",
                        "a.csv, line 3: found 7 fields; allowed: 6 fields, as many as the header has. Look for a separator that is missing, or that stands in a text without quotes around it.",
                        "a.csv, line 5: found 1 field; allowed: 6 fields, as many as the header has. Look for a separator that is missing, or that stands in a text without quotes around it.");
        assertThat(codes(loaded)).containsOnly("csv.row-length");
    }

    @Test
    void tells_a_missing_column_and_lists_those_there_are() {
        Loaded<List<School>> loaded = read("code,School Name,type,poor\n1,A,E,1\n");

        assertThat(loaded.value()).isEmpty();
        assertThat(loaded.rowsRead()).isZero();
        assertThat(messages(loaded))
                .containsExactly(
                        "a.csv, line 1, column \"school\": found no such column; there are \"code\", \"School Name\", \"type\", \"poor\"; allowed: a column with this header. Name the column as the file does, or add it to the file.",
                        "a.csv, line 1, column \"enrolled\": found no such column; there are \"code\", \"School Name\", \"type\", \"poor\"; allowed: a column with this header. Name the column as the file does, or add it to the file.",
                        "a.csv, line 1, column \"ell\": found no such column; there are \"code\", \"School Name\", \"type\", \"poor\"; allowed: a column with this header. Name the column as the file does, or add it to the file.");
        assertThat(codes(loaded)).containsOnly("csv.column-missing");
    }

    @Test
    void reads_other_separators_when_told_and_says_so_when_not() {
        String csv = (HEADER + "1,A,E,10,1,0\n").replace(',', ';');

        assertThat(read(csv, COLUMNS.in(CsvLayout.usual().separatedBy(';'))).orThrow())
                .hasSize(1);
        assertThat(read(csv).problems())
                .extracting(Problem::remedy)
                .containsOnly(
                        "Name the column as the file does, or give the file's separator with separatedBy(…) in its layout.");
    }

    @Test
    void tells_a_header_that_stands_twice() {
        Loaded<List<School>> needed = read("code,school,type,enrolled,Poor,ell,poor \n1,A,E,10,1,0,2\n");

        assertThat(needed.value()).isEmpty();
        assertThat(messages(needed))
                .containsExactly(
                        "a.csv, line 1, column \"Poor\": found the same header on columns 5, 7; allowed: one column for a header. Rename or remove all but one of them.");
        assertThat(codes(needed)).containsExactly("csv.header-twice");

        Loaded<List<School>> notNeeded = read("code,school,type,enrolled,poor,ell,x,,x,\n1,A,E,10,1,0,2,,3,\n");
        assertThat(notNeeded.value()).hasSize(1);
        assertThat(codes(notNeeded)).containsExactly("csv.header-twice");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n\r\n  \n", ",,,\n"})
    void nothing_is_not_csv(String csv) {
        Loaded<List<School>> loaded = read(csv);

        assertThat(loaded.value()).isEmpty();
        assertThat(messages(loaded))
                .containsExactly(
                        "a.csv: found nothing, or blanks only; allowed: comma-separated text whose first row names the columns. Save the data as CSV UTF-8 with a header.");
        assertThat(codes(loaded)).containsExactly("csv.not-csv");
    }

    @Test
    void a_binary_file_is_not_csv() throws IOException {
        Path binary = Files.write(folder.resolve("a.bin"), new byte[] {1, 2, 0, 3, 'a', '\n', 0});
        Path workbook = Files.write(folder.resolve("a.xlsx"), new byte[] {'P', 'K', 3, 4, (byte) 0xFF, 0});

        assertThat(SchoolsCsv.read(binary, COLUMNS).problems())
                .extracting(Problem::code, Problem::found)
                .containsExactly(tuple("csv.not-csv", "characters that no text has"));
        assertThat(SchoolsCsv.read(workbook, COLUMNS).problems())
                .extracting(Problem::code, Problem::found)
                .containsExactly(tuple("csv.workbook", "a zip file that is no workbook, or a broken one"));
    }

    @Test
    void refuses_bytes_that_are_not_utf_8_and_names_the_first() throws IOException {
        // a carriage return alone ends a line too
        Path old = Files.write(
                folder.resolve("old.csv"),
                (HEADER + "1,A,E,10,1,0\n2,é").replace('\n', '\r').getBytes(ISO_8859_1));
        assertThat(SchoolsCsv.read(old, COLUMNS).problems())
                .extracting(Problem::place)
                .containsExactly(old + ", line 3");
        Path latin = Files.write(
                folder.resolve("latin.csv"), (HEADER + "1,A,E,10,1,0\r\n2,José,E,10,1,0\r\n").getBytes(ISO_8859_1));
        Path wide = Files.write(folder.resolve("wide.csv"), HEADER.getBytes(UTF_16));

        Loaded<List<School>> loaded = SchoolsCsv.read(latin, COLUMNS);
        assertThat(loaded.value()).isEmpty();
        assertThat(loaded.rowsRead()).isZero();
        // é is 0xE9 in ISO 8859-1
        assertThat(messages(loaded))
                .containsExactly(
                        latin
                                + ", line 3: found the byte 0xE9, which is not UTF-8; allowed: text in UTF-8. Save the file as CSV UTF-8.");
        // UTF-16 starts with the byte order mark 0xFE 0xFF
        assertThat(SchoolsCsv.read(wide, COLUMNS).problems())
                .extracting(Problem::found)
                .containsExactly("the byte 0xFE, which is not UTF-8");
        // a character that is cut off at the end of the file
        Path cut = Files.write(folder.resolve("cut.csv"), new byte[] {'a', '\n', (byte) 0xE2, (byte) 0x80});
        assertThat(codes(SchoolsCsv.read(cut, COLUMNS))).containsExactly("csv.not-utf8");
    }

    @Test
    void a_quote_that_is_never_closed_ends_the_reading() {
        Loaded<List<School>> loaded = read(HEADER + "1,A,E,10,1,0\n2,\"B,E,10,1,0\n3,C,E,10,1,0\n");

        assertThat(loaded.value()).extracting(School::name).containsExactly("A");
        assertThat(loaded.rowsRead()).isEqualTo(2);
        assertThat(messages(loaded))
                .containsExactly(
                        "a.csv, line 3: found a field that starts with a quote and does not end with one before the next separator; allowed: quotes around the whole field, and those inside it doubled. Correct the quotes and read the file again; nothing below this line was read.");
        assertThat(codes(loaded)).containsExactly("csv.quote");
    }

    @Test
    void text_after_a_closing_quote_ends_the_reading() {
        Loaded<List<School>> loaded = read(HEADER + "1,\"A\" or B,E,10,1,0\n2,C,E,10,1,0\n");

        assertThat(loaded.value()).isEmpty();
        assertThat(codes(loaded)).containsExactly("csv.quote");
        assertThat(codes(read("\"code\"x,school\n"))).containsExactly("csv.not-csv");
    }

    @Test
    void refuses_a_field_that_is_too_long_and_reads_on() {
        String longest = "x".repeat(100_000);
        Loaded<List<School>> loaded =
                read(HEADER + "1," + longest + "x,E,10,1,0\n2," + longest + ",E,10,1,0\n3,C,E,10,1,0\n");

        assertThat(loaded.value()).hasSize(2);
        assertThat(messages(loaded))
                .containsExactly(
                        "a.csv, line 2: found 100001 characters in field 2; allowed: at most 100000 characters in a field, and 10000000 in a row. Look for a quote that is never closed.");
        assertThat(codes(loaded)).containsExactly("csv.field-length");
    }

    @Test
    void refuses_rows_and_headers_without_end() {
        String row = "x,".repeat(20_000);

        assertThat(codes(read(row + "\n"))).containsExactly("csv.not-csv");
        assertThat(read(HEADER + row + "\n").problems())
                .extracting(Problem::found)
                .containsExactly("more than 10000 fields");
    }

    @Test
    void refuses_a_row_that_is_too_long_in_all() {
        String more = IntStream.range(0, 120).mapToObj(i -> ",more " + i).collect(Collectors.joining());
        String cells = ("," + "x".repeat(100_000)).repeat(120);

        Loaded<List<School>> loaded =
                read(HEADER.strip() + more + "\n1,A,E,10,1,0" + cells + "\n2,B,E,10,1,0" + ",".repeat(120) + "\n");

        assertThat(loaded.value()).extracting(School::name).containsExactly("B");
        // 99 fields of 100,000 characters fit into 10,000,000 beside those of the school; 21 of 120 do not
        assertThat(codes(loaded)).hasSize(21).containsOnly("csv.field-length");
    }

    @Test
    void stops_after_100_000_problems() {
        Loaded<List<School>> loaded = read(HEADER + "1,A,E,10,1,0\n" + "x\n".repeat(100_001) + "2,B,E,10,1,0\n");

        assertThat(loaded.value()).extracting(School::name).containsExactly("A");
        assertThat(loaded.rowsRead()).isEqualTo(100_001);
        assertThat(loaded.problems()).hasSize(100_001);
        assertThat(loaded.problems().get(100_000).message())
                .isEqualTo(
                        "a.csv, line 100003: found 100000 problems above; allowed: fewer than 100000 problems. Correct the data, or how it is read, and read it again; nothing from here on was read.");
        assertThat(codes(read(HEADER + "x\n".repeat(100_000)))).hasSize(100_000).containsOnly("csv.row-length");
    }

    @Test
    void refuses_a_file_that_is_too_large() throws IOException {
        Path file = Files.writeString(folder.resolve("a.csv"), HEADER);

        assertThat(SchoolsCsv.read(CsvInput.of(file), COLUMNS, HEADER.length()).problems())
                .extracting(Problem::code)
                .containsExactly("csv.no-rows");
        assertThat(messages(SchoolsCsv.read(CsvInput.of(file), COLUMNS, HEADER.length() - 1)))
                .containsExactly(
                        "%s: found more than %s bytes; allowed: at most %s bytes. Split the file, or leave out columns that are not needed."
                                .formatted(file, HEADER.length() - 1, HEADER.length() - 1));
    }

    @Test
    void a_header_without_rows_is_told() {
        assertThat(read(HEADER).value()).isEmpty();
        assertThat(codes(read(HEADER))).containsExactly("csv.no-rows");
    }

    @Test
    void a_file_that_is_not_there_is_an_exception() {
        assertThatExceptionOfType(NoSuchFileException.class)
                .isThrownBy(() -> SchoolsCsv.read(folder.resolve("none.csv"), COLUMNS));
    }

    @Test
    void finds_a_header_below_titles() {
        String csv = "Enrolment\n\"as of\nOctober\"\n" + HEADER + "1,A,E,10,1,0\n";

        assertThat(read(csv, COLUMNS.in(CsvLayout.usual().headerOnLine(4))).orThrow())
                .hasSize(1);
        assertThat(messages(read(csv, COLUMNS.in(CsvLayout.usual().headerOnLine(3)))))
                .containsExactly(
                        "a.csv, line 3: found a blank line, or one inside a row that starts above; allowed: comma-separated text whose first row names the columns. Save the data as CSV UTF-8 with a header.");
        assertThat(messages(read(csv, COLUMNS.in(CsvLayout.usual().headerOnLine(9)))))
                .containsExactly(
                        "a.csv, line 9: found no row from this line on; allowed: comma-separated text whose first row names the columns. Save the data as CSV UTF-8 with a header.");
    }

    @Test
    void refuses_control_characters() {
        Loaded<List<School>> loaded =
                read(HEADER + "1\u0000,A,E,10,1,0\n2,B\u0007C,E,10,1,0\n2a,B\u001CC,E,10,1,0\n\"3\n4\",C,E,10,1,0\n");

        assertThat(loaded.value()).isEmpty();
        assertThat(loaded.problems())
                .extracting(Problem::code, Problem::found)
                .containsExactly(
                        tuple("csv.id", "\"1\uFFFD\""), tuple("csv.text", "\"B\uFFFDC\""),
                        tuple("csv.text", "\"B\uFFFDC\""), tuple("csv.id", "\"3 4\""));
    }

    @Test
    void a_long_value_is_cut_where_it_is_told() {
        Loaded<List<School>> loaded = read(HEADER + "1,A,E," + "9".repeat(90_000) + ",1,0\n");

        assertThat(loaded.problems()).extracting(Problem::found).containsExactly("\"" + "9".repeat(60) + "…\"");
    }

    @Test
    void reads_facts_of_each_kind() {
        Loaded<List<School>> loaded = read(
                "code,school,enrolled,miles,ly,region,chtr\n"
                        + "1,A,10,-0.50,\"$1,234.5\",\"North\n East\",Y\n"
                        + "2,B,10,\"1,777\",(12.00),n/a,0\n"
                        + "3,C,10,,-£7,†,*\n",
                FACTS);

        assertThat(loaded.orThrow())
                .extracting(School::facts)
                .containsExactly(
                        Map.of(
                                "miles",
                                new BigDecimal("-0.5"),
                                "last year",
                                Money.ofCents(123_450),
                                "region",
                                "North East",
                                "charter",
                                true),
                        Map.of("miles", new BigDecimal("1777"), "last year", Money.ofCents(-1200), "charter", false),
                        Map.of("last year", Money.ofCents(-700)));
    }

    @Test
    void refuses_facts_of_the_wrong_kind() {
        Loaded<List<School>> loaded =
                read("code,school,enrolled,miles,ly,region,chtr\n1,A,10,far,12.345,N\u0000,maybe\n", FACTS);

        assertThat(messages(loaded))
                .containsExactly(
                        "a.csv, line 2, column \"miles\": found \"far\"; allowed: a number, such as 7, 1,777 or -0.5. Correct the value, or leave the cell empty if it is not known.",
                        "a.csv, line 2, column \"ly\": found \"12.345\"; allowed: an amount in whole cents, such as 1234.50 or $1,234.50. Correct the amount, or say roundingCents(…) in the layout if parts of a cent are to be rounded.",
                        "a.csv, line 2, column \"region\": found \"N\uFFFD\"; allowed: text without control characters. Write the text again.",
                        "a.csv, line 2, column \"chtr\": found \"maybe\"; allowed: yes (y, yes, t, true, 1) or no (n, no, f, false, 0). Correct the value, or leave the cell empty if it is not known.");
        assertThat(codes(loaded)).containsExactly("csv.number", "csv.money", "csv.text", "csv.flag");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1,23", "--5", "(-5)", "$", "$5$", "1e5", "92233720368547758.08", "(5", "NaN"})
    void refuses_what_is_no_money(String cell) {
        assertThat(codes(read("code,school,enrolled,miles,ly,region,chtr\n1,A,10,,\"" + cell + "\",,\n", FACTS)))
                .containsExactly("csv.money");
    }

    @Test
    void a_flag_may_have_words_of_its_own_even_one_that_means_missing_elsewhere() {
        SchoolColumns columns = SchoolColumns.id("code")
                .name("school")
                .pupils("n")
                .flag("charter", "c", List.of("*"), List.of("", "none"));

        assertThat(read("code,school,n,c\n1,A,1,*\n2,B,1,\n3,C,1,None\n4,D,1,NA\n", columns)
                        .orThrow())
                .extracting(
                        school -> school.flag("charter").map(String::valueOf).orElse("not given"))
                .containsExactly("true", "false", "false", "not given");
    }

    @Test
    void reads_one_column_for_each_span() {
        SchoolColumns columns = SchoolColumns.id("code")
                .name("school")
                .pupilsIn(ELEMENTARY, "n5")
                .pupilsIn(MIDDLE, "n8")
                .needIn(POVERTY, ELEMENTARY, "p5")
                .needIn(POVERTY, MIDDLE, "p8")
                .needFromPercentIn(ENGLISH_LEARNER, MIDDLE, "ell8")
                .need(SPECIAL_EDUCATION, "sped");
        String header = "code,school,n5,n8,p5,p8,ell8,sped\n";

        assertThat(read(header + "1,A,100,50,40,10,50,12\n2,B,100,,40,,,\n", columns)
                        .orThrow())
                .extracting(School::enrollment)
                .containsExactly(
                        Enrollment.in(ELEMENTARY)
                                .pupils(100)
                                .need(POVERTY, 40)
                                .in(MIDDLE)
                                .pupils(50)
                                .need(POVERTY, 10)
                                .need(ENGLISH_LEARNER, 25)
                                .estimated(ENGLISH_LEARNER, "pupils × per cent in column \"ell8\", rounded half up")
                                .schoolwide()
                                .need(SPECIAL_EDUCATION, 12)
                                .build(),
                        Enrollment.in(ELEMENTARY).pupils(100).need(POVERTY, 40).build());
        assertThat(read(header + "1,A,100,,40,10,20,\n2,B,,,,,,\n3,C,x,10,1,1,1,1\n", columns)
                        .problems())
                .extracting(Problem::code, Problem::place)
                .containsExactly(
                        tuple("csv.percent", "a.csv, line 2, column \"ell8\""),
                        tuple("count.above-enrolment", "a.csv, line 2, column \"p8\" (poverty, middle)"),
                        tuple("csv.pupils-missing", "a.csv, line 3, column \"n5\""),
                        tuple("csv.count", "a.csv, line 4, column \"n5\""));
    }

    @Test
    void reads_counts_on_a_second_basis_where_there_are_any() {
        SchoolColumns columns = COLUMNS.counted("prior year").pupils("before").need(POVERTY, "poor before");
        CountBasis prior = new CountBasis("prior year");
        String header = HEADER.strip() + ",before,poor before\n";

        List<School> schools =
                read(header + "1,A,E,10,1,0,12,2\n2,B,E,10,1,0,,\n", columns).orThrow();
        assertThat(schools.get(0).enrollment(prior))
                .contains(Enrollment.in(ELEMENTARY).pupils(12).need(POVERTY, 2).build());
        assertThat(schools.get(0).enrollment().pupils()).isEqualTo(pupils(10));
        assertThat(schools.get(1).enrollments()).containsOnlyKeys(CountBasis.CURRENT);

        assertThat(read(header + "1,A,E,10,1,0,,2\n2,B,E,10,1,0,5,6\n", columns).problems())
                .extracting(Problem::code, Problem::place)
                .containsExactly(
                        tuple("csv.pupils-missing", "a.csv, line 2, column \"before\""),
                        tuple(
                                "count.above-enrolment",
                                "a.csv, line 3, column \"poor before\" (poverty, elementary, prior year)"));
    }

    @Test
    void asks_no_count_of_a_span_in_which_there_is_nobody() {
        SchoolColumns columns = SchoolColumns.id("code")
                .name("school")
                .pupilsIn(ELEMENTARY, "n5")
                .pupilsIn(MIDDLE, "n8")
                .needIn(POVERTY, ELEMENTARY, "p5")
                .needIn(POVERTY, MIDDLE, "p8");

        List<School> schools = read("code,school,n5,n8,p5,p8\n1,A,100,0,40,†\n2,B,100,50,40,*\n", columns)
                .orThrow();

        // 40 and nobody
        assertThat(schools.get(0).enrollment().count(POVERTY)).contains(PupilCount.of(40));
        assertThat(schools.get(0).enrollment().missing()).isEmpty();
        assertThat(schools.get(1).enrollment().missing(POVERTY)).contains(Missing.SUPPRESSED);
    }

    @Test
    void a_second_basis_may_be_counted_by_span_where_the_first_is_not() {
        SchoolColumns columns = COLUMNS.counted("prior year")
                .pupilsIn(ELEMENTARY, "k5")
                .pupilsIn(MIDDLE, "m")
                .need(POVERTY, "poor before");

        assertThat(read(HEADER.strip() + ",k5,m,poor before\n1,A,E,10,1,0,12,3,2\n", columns)
                        .orThrow()
                        .get(0)
                        .enrollment(new CountBasis("prior year")))
                .contains(Enrollment.in(ELEMENTARY)
                        .pupils(12)
                        .in(MIDDLE)
                        .pupils(3)
                        .schoolwide()
                        .need(POVERTY, 2)
                        .build());
    }

    @Test
    void numbers_have_at_most_60_characters() {
        String longest = "0." + "0".repeat(57) + "1";

        assertThat(read("code,school,enrolled,miles,ly,region,chtr\n1,A,10," + longest + ",,,\n", FACTS)
                        .orThrow())
                .hasSize(1);
        assertThat(read("code,school,enrolled,miles,ly,region,chtr\n1,A,10,0" + longest + ",,,\n", FACTS)
                        .problems())
                .extracting(Problem::code, Problem::found)
                .containsExactly(tuple("csv.number", "\"0" + longest.substring(0, 59) + "…\""));
    }

    @Test
    void reads_combinations_and_schools_without_a_level() {
        PupilGroup either = PupilGroup.anyOf(POVERTY, ENGLISH_LEARNER);
        SchoolColumns columns = SchoolColumns.id("code")
                .name("school")
                .pupils("n")
                .need(POVERTY, "p")
                .need(ENGLISH_LEARNER, "e")
                .need(either, "u");

        assertThat(read("code,school,n,p,e,u\n1,A,10,4,3,6\n", columns).orThrow())
                .extracting(School::enrollment)
                .containsExactly(Enrollment.in(GradeSpan.ALL_GRADES)
                        .pupils(10)
                        .need(POVERTY, 4)
                        .need(ENGLISH_LEARNER, 3)
                        .need(either, 6)
                        .build());
        assertThat(read("code,school,n,p,e,u\n1,A,10,4,3,8\n", columns).problems())
                .extracting(Problem::code, Problem::place)
                .containsExactly(
                        tuple("count.combination", "a.csv, line 2, column \"u\" (any of (English learner, poverty))"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ar-EG-u-nu-arab", "tr-TR", "hi-IN-u-nu-deva"})
    @ResourceLock(Resources.LOCALE)
    void no_text_depends_on_the_default_locale(String language) throws IOException {
        Locale before = Locale.getDefault();
        Path file = Files.writeString(folder.resolve("LIST.csv"), HEADER + "I1,A,E,10,11,0\n1\n", UTF_8);
        List<String> expected = messages(SchoolsCsv.read(file, COLUMNS));
        Locale.setDefault(Locale.forLanguageTag(language));
        try {
            assertThat(messages(SchoolsCsv.read(file, COLUMNS)))
                    .isEqualTo(expected)
                    .hasSize(2);
        } finally {
            Locale.setDefault(before);
        }
    }
}
