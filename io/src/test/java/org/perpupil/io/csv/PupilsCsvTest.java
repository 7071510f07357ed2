package org.perpupil.io.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;
import static org.perpupil.pupils.NeedCategory.ALL_PUPILS;
import static org.perpupil.pupils.NeedCategory.ENGLISH_LEARNER;
import static org.perpupil.pupils.NeedCategory.FOSTER;
import static org.perpupil.pupils.NeedCategory.POVERTY;
import static org.perpupil.pupils.PupilGroup.anyOf;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.perpupil.district.SchoolId;
import org.perpupil.problem.Loaded;
import org.perpupil.problem.Missing;
import org.perpupil.problem.Notice;
import org.perpupil.problem.Problem;
import org.perpupil.pupils.Enrollment;
import org.perpupil.pupils.Grade;
import org.perpupil.pupils.GradeSpan;
import org.perpupil.pupils.PupilCount;

class PupilsCsvTest {
    private static final CsvColumns<PupilsCsv> COLUMNS = CsvColumns.of(PupilsCsv.SCHOOL, "School Code")
            .and(PupilsCsv.PUPIL, "Student ID")
            .and(PupilsCsv.GRADE, "Grade")
            .and(PupilsCsv.need(POVERTY), "FRPM")
            .and(PupilsCsv.need(ENGLISH_LEARNER), "ELAS", Map.of("EL", "yes", "RFEP", "no", "EO", "no"))
            .and(PupilsCsv.need(FOSTER), "Foster", Map.of("X", "yes", "", "no"));

    private static final String HEADER = "Student ID,Name,School Code,Grade,FRPM,ELAS,Foster\n";

    private static final SchoolId ADAMS = SchoolId.of("0101");
    private static final SchoolId BAKER = SchoolId.of("0007");

    @TempDir
    private Path folder;

    private static Loaded<PupilRoll> read(String csv) throws IOException {
        return read(csv, COLUMNS);
    }

    private static Loaded<PupilRoll> read(String csv, CsvColumns<PupilsCsv> columns) throws IOException {
        return PupilsCsv.read(CsvInput.of(new StringReader(csv), "a.csv"), columns);
    }

    private static GradeSpan grade(String code) {
        return GradeSpan.of(Grade.parse(code));
    }

    private static String message(Loaded<?> loaded) {
        return loaded.problems().stream().map(Problem::message).collect(Collectors.joining("\n"));
    }

    @Test
    void counts_pupils_by_school_grade_and_need() throws IOException {
        PupilRoll roll = read(HEADER
                        + "001,Ada,0101,03,Y,EL,\n"
                        + "002,Ben,0101,3,1,RFEP,X\n"
                        + "003,Cem,0101,3,n,EO,\n"
                        + "004,Dot,0101,KG,no,EL,\n"
                        + "005,Eve,0007,p,TRUE,EO,X\n")
                .orThrow();

        // By hand: of the three in grade 3 two are poor, one is a learner and poor, one is poor and in foster care.
        assertThat(roll.tally().enrollments(POVERTY, ENGLISH_LEARNER, anyOf(POVERTY, ENGLISH_LEARNER, FOSTER)))
                .containsExactly(
                        Map.entry(
                                BAKER,
                                Enrollment.in(grade("PK"))
                                        .pupils(1)
                                        .need(POVERTY, 1)
                                        .need(ENGLISH_LEARNER, 0)
                                        .need(anyOf(POVERTY, ENGLISH_LEARNER, FOSTER), 1)
                                        .build()),
                        Map.entry(
                                ADAMS,
                                Enrollment.in(grade("K"))
                                        .pupils(1)
                                        .need(POVERTY, 0)
                                        .need(ENGLISH_LEARNER, 1)
                                        .need(anyOf(POVERTY, ENGLISH_LEARNER, FOSTER), 1)
                                        .in(grade("3"))
                                        .pupils(3)
                                        .need(POVERTY, 2)
                                        .need(ENGLISH_LEARNER, 1)
                                        .need(anyOf(POVERTY, ENGLISH_LEARNER, FOSTER), 2)
                                        .build()));
        assertThat(roll.identified()).isEqualTo(5);
        assertThat(roll.inSeveralSchools()).isZero();
        assertThat(roll.unidentified()).isZero();
    }

    @Test
    void rows_are_alike_by_their_cells_and_not_by_their_letters() throws IOException {
        CsvColumns<PupilsCsv> columns = CsvColumns.of(PupilsCsv.SCHOOL, "s")
                .and(PupilsCsv.GRADE, "g")
                .and(PupilsCsv.need(POVERTY), "p", Map.of("1y", "yes", "y", "no"));
        String rows = "0101,1,1y\n0101,11,y\n01011,1,y\n".repeat(3);

        PupilRoll roll = read("s,g,p\n" + rows, columns).orThrow();

        // By hand: three times a poor pupil in grade 1 and one in grade 11 who is not, and three in grade 1 of the
        // other school.
        assertThat(roll.tally().enrollments(POVERTY))
                .containsExactly(
                        Map.entry(
                                ADAMS,
                                Enrollment.in(grade("1"))
                                        .pupils(3)
                                        .need(POVERTY, 3)
                                        .in(grade("11"))
                                        .pupils(3)
                                        .need(POVERTY, 0)
                                        .build()),
                        Map.entry(
                                SchoolId.of("01011"),
                                Enrollment.in(grade("1"))
                                        .pupils(3)
                                        .need(POVERTY, 0)
                                        .build()));
    }

    @Test
    void a_blank_row_is_no_pupil_where_the_mapping_says_all() throws IOException {
        CsvColumns<PupilsCsv> columns = CsvColumns.of(PupilsCsv.PUPIL, "id")
                .always(PupilsCsv.SCHOOL, "0101")
                .always(PupilsCsv.GRADE, "3");

        Loaded<PupilRoll> loaded = read("id,sex\n71,F\n,\n72,M\n,\n,F\n", columns);

        // By hand: two with an id, and one without.
        assertThat(loaded.rowsRead()).isEqualTo(3);
        assertThat(loaded.orThrow().tally().enrollments())
                .containsExactly(
                        Map.entry(ADAMS, Enrollment.in(grade("3")).pupils(3).build()));
    }

    @Test
    void every_row_with_a_fault_is_told_however_many_are_alike() throws IOException {
        CsvColumns<PupilsCsv> columns = CsvColumns.of(PupilsCsv.SCHOOL, "s").and(PupilsCsv.GRADE, "g");

        Loaded<PupilRoll> loaded = read("s,g\n" + "0101,1\n0101,14\n0007,2\n".repeat(3), columns);

        // By hand: of nine rows three have a grade that there is not; three more are of that school, and three of the
        // other.
        assertThat(loaded.rowsRead()).isEqualTo(9);
        assertThat(loaded.rowsUsed()).isEqualTo(3);
        assertThat(message(loaded)).contains("a.csv, line 3", "a.csv, line 6", "a.csv, line 9", "3 of 6 rows");
        assertThat(loaded.value().tally().enrollments()).containsOnlyKeys(BAKER);
    }

    @Test
    void a_flag_without_a_value_is_not_no() throws IOException {
        Loaded<PupilRoll> loaded = read(HEADER + "1,,0101,3,,EL,\n" + "2,,0101,3,Y,*,\n" + "3,,0101,4,Y,EO,\n");

        Enrollment counts = loaded.orThrow()
                .tally()
                .enrollments(POVERTY, ENGLISH_LEARNER, FOSTER, anyOf(POVERTY, ENGLISH_LEARNER))
                .get(ADAMS);
        // Pupil 1 may be poor and pupil 2 a learner; both have one of the two for sure.
        assertThat(counts.pupils()).isEqualTo(PupilCount.of(3));
        assertThat(counts.cells(POVERTY)).containsExactly(Map.entry(grade("4"), PupilCount.of(1)));
        assertThat(counts.missing(POVERTY)).contains(Missing.NOT_GIVEN);
        assertThat(counts.missing(ENGLISH_LEARNER)).contains(Missing.SUPPRESSED);
        assertThat(counts.count(FOSTER)).contains(PupilCount.ZERO);
        assertThat(counts.count(anyOf(POVERTY, ENGLISH_LEARNER))).contains(PupilCount.of(3));
        assertThat(loaded.rowsUsed()).isEqualTo(3);
        assertThat(loaded.notices())
                .extracting(Notice::place, Notice::said)
                .containsExactly(
                        tuple(
                                "a.csv, need \"English learner\"",
                                "Pupils of whom it is not known: 1, in so many schools: 1; the need is not counted in their grades."),
                        tuple(
                                "a.csv, need \"poverty\"",
                                "Pupils of whom it is not known: 1, in so many schools: 1; the need is not counted in their grades."));
    }

    @Test
    void counts_parts_of_pupils_exactly() throws IOException {
        CsvColumns<PupilsCsv> columns = CsvColumns.of(PupilsCsv.SCHOOL, "s")
                .always(PupilsCsv.GRADE, "12")
                .and(PupilsCsv.SHARE, "fte")
                .always(PupilsCsv.need(POVERTY), "yes");
        Loaded<PupilRoll> loaded = read("s,fte\n1,0.1\n1,0.2\n1,1\n1,0\n2,1.5\n3,\n4,x\n5,-0.5\n", columns);

        // 0.1 + 0.2 + 1 + 0
        assertThat(loaded.value()
                        .tally()
                        .enrollments(POVERTY)
                        .get(SchoolId.of("1"))
                        .count(POVERTY))
                .contains(PupilCount.of(new BigDecimal("1.3")));
        assertThat(loaded.value().unidentified()).isEqualTo(4);
        assertThat(loaded.problems())
                .extracting(Problem::code, Problem::place)
                .startsWith(
                        tuple("csv.share", "a.csv, line 6, column \"fte\""),
                        tuple("csv.missing", "a.csv, line 7, column \"fte\""),
                        tuple("csv.count", "a.csv, line 8, column \"fte\""),
                        tuple("csv.count", "a.csv, line 9, column \"fte\""));
        assertThat(loaded.rowsRead()).isEqualTo(8);
        assertThat(loaded.rowsUsed()).isEqualTo(4);
    }

    @Test
    void a_pupil_twice_in_a_school_is_counted_once_and_told_without_the_id() throws IOException {
        Loaded<PupilRoll> loaded = read(HEADER
                + "secret-1,,0101,3,Y,EO,\n"
                + "secret-2,,0101,3,N,EO,\n"
                + "secret-1,,0101,4,N,EO,\n"
                + "secret-1,,0007,3,Y,EO,\n"
                + "secret-1,,0007,3,Y,EO,\n"
                + "secret-1,,0012,3,Y,EO,\n"
                + ",,0012,3,Y,EO,\n");

        assertThat(message(loaded))
                .isEqualTo(
                        "a.csv, line 4, column \"Student ID\": found the pupil of line 2, in the same school; allowed:"
                                + " one row for a pupil in a school. Remove one of the two rows; the first is counted.\n"
                                + "a.csv, line 6, column \"Student ID\": found the pupil of line 5, in the same school; allowed:"
                                + " one row for a pupil in a school. Remove one of the two rows; the first is counted.");
        Map<SchoolId, Enrollment> counts = loaded.value().tally().enrollments(POVERTY);
        // Two pupils in 0101, of whom one poor; one in 0007; one with and one without an id in 0012.
        assertThat(counts.get(ADAMS))
                .isEqualTo(Enrollment.in(grade("3")).pupils(2).need(POVERTY, 1).build());
        assertThat(counts.get(BAKER).pupils()).isEqualTo(PupilCount.of(1));
        assertThat(counts.get(SchoolId.of("0012")).pupils()).isEqualTo(PupilCount.of(2));
        assertThat(loaded.value().identified()).isEqualTo(2);
        assertThat(loaded.value().inSeveralSchools()).isEqualTo(1);
        assertThat(loaded.value().unidentified()).isEqualTo(1);
        assertThat(loaded.rowsRead()).isEqualTo(7);
        assertThat(loaded.rowsUsed()).isEqualTo(5);
    }

    @Test
    void a_school_with_a_row_that_cannot_be_counted_has_no_counts() throws IOException {
        Loaded<PupilRoll> loaded = read(HEADER
                + "secret-1,,0101,3,Y,EO,\n"
                + "secret-2,,0101,13,Y,EO,\n"
                + "secret-3,,0007,3,maybe,XX,\n"
                + "secret-4,,0012,3,Y,EO,\n"
                + "secret-5,,,3,Y,EO,\n"
                + "secret-6,0012,3,Y,EO,\n");

        assertThat(loaded.value().tally().incomplete()).containsExactly(BAKER, ADAMS);
        assertThat(loaded.value().tally().enrollments(POVERTY)).containsOnlyKeys(SchoolId.of("0012"));
        assertThat(loaded.problems())
                .extracting(Problem::code, Problem::place, Problem::found)
                .containsExactly(
                        tuple("csv.grade", "a.csv, line 3, column \"Grade\"", "\"13\""),
                        tuple("csv.flag", "a.csv, line 4, column \"FRPM\"", "\"maybe\""),
                        tuple("csv.code-unknown", "a.csv, line 4, column \"ELAS\"", "\"XX\""),
                        tuple("csv.missing", "a.csv, line 6, column \"School Code\"", "an empty cell"),
                        tuple("csv.row-length", "a.csv, line 7", "6 fields"),
                        tuple("csv.school-incomplete", "a.csv, school 0007", "1 of 1 rows that cannot be counted"),
                        tuple("csv.school-incomplete", "a.csv, school 0101", "1 of 2 rows that cannot be counted"));
        assertThat(loaded.problems().get(1).allowed()).isEqualTo("yes (y, yes, t, true, 1) or no (n, no, f, false, 0)");
        assertThat(loaded.rowsRead()).isEqualTo(6);
        assertThat(loaded.rowsUsed()).isEqualTo(1);
        assertThat(message(loaded)).doesNotContain("secret");
    }

    @Test
    void a_file_that_breaks_off_gives_no_counts() throws IOException {
        Loaded<PupilRoll> loaded = read(HEADER + "1,,0101,3,Y,EO,\n2,\"Bo,0101,3,Y,EO,\n3,,0101,3,Y,EO,\n");

        assertThat(loaded.problems()).extracting(Problem::code).containsExactly("csv.quote", "csv.unfinished");
        assertThat(loaded.value().tally().schools()).isEmpty();
        assertThat(loaded.value().identified()).isZero();
        assertThat(loaded.rowsUsed()).isZero();
    }

    @Test
    void a_file_without_a_header_shows_no_pupil() throws IOException {
        Loaded<PupilRoll> loaded = read("987654,Ada Secret,0101,3,Y,EO,\n987655,Ben Secret,0101,3,Y,EO,\n");

        assertThat(loaded.problems())
                .hasSize(6)
                .allMatch(problem -> problem.code().equals("csv.column-missing"));
        assertThat(message(loaded)).doesNotContain("Secret", "98765");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void reads_what_real_files_have(String lineEnd) throws IOException {
        String csv = String.join(
                lineEnd,
                "\uFEFFDistrict file,,,,,",
                "\"School\nCode\",Student ID, GRADE ,Frpm,Share,Notes",
                "0101,0001,05,1,\"1.000\",\"a, b\"",
                "",
                "0101,1,5 ,0,.5,",
                " 0101 ,2,UG, y ,1,",
                "0007,3,tk,†,1,");
        CsvColumns<PupilsCsv> columns = CsvColumns.of(PupilsCsv.SCHOOL, "School Code")
                .and(PupilsCsv.PUPIL, "Student ID")
                .and(PupilsCsv.GRADE, "Grade")
                .and(PupilsCsv.need(POVERTY), "FRPM")
                .and(PupilsCsv.SHARE, "Share")
                .in(CsvLayout.usual().headerWith("Student ID"));
        Path file = folder.resolve("pupils.csv");
        Files.write(file, csv.getBytes(StandardCharsets.UTF_8));

        PupilRoll roll = PupilsCsv.read(file, columns).orThrow();

        // 0001 and 1 are two pupils: leading zeros count.
        assertThat(roll.identified()).isEqualTo(4);
        Map<SchoolId, Enrollment> counts = roll.tally().enrollments(POVERTY);
        assertThat(counts.get(ADAMS))
                .isEqualTo(Enrollment.in(grade("5"))
                        .pupils(new BigDecimal("1.5"))
                        .need(POVERTY, 1)
                        .in(grade("UG"))
                        .pupils(1)
                        .need(POVERTY, 1)
                        .build());
        assertThat(counts.get(BAKER).missing(POVERTY)).contains(Missing.NOT_APPLICABLE);
        assertThat(counts.get(BAKER).count(ALL_PUPILS)).contains(PupilCount.of(1));
    }

    @Test
    void files_of_schools_add_up() throws IOException {
        PupilRoll one = read(HEADER + "1,,0101,3,Y,EO,\n").orThrow();
        PupilRoll two = read(HEADER + "1,,0007,3,Y,EO,\n2,,0101,3,N,EL,\n").orThrow();
        PupilRoll both = read(HEADER + "1,,0101,3,Y,EO,\n1,,0007,3,Y,EO,\n2,,0101,3,N,EL,\n")
                .orThrow();

        assertThat(two.tally().plus(one.tally())).isEqualTo(both.tally());
    }

    @Test
    void a_file_that_is_no_text_gives_no_counts() throws IOException {
        Path file = Files.write(folder.resolve("a.csv"), new byte[] {'a', ',', (byte) 0xFC, '\n'});
        Loaded<PupilRoll> loaded = PupilsCsv.read(file, COLUMNS);
        assertThat(loaded.problems()).extracting(Problem::code).containsExactly("csv.not-utf8");
        assertThat(loaded.value().tally().needs()).containsExactly(ENGLISH_LEARNER, FOSTER, POVERTY);
        assertThat(loaded.value().tally().schools()).isEmpty();
    }

    @Test
    void refuses_a_school_id_that_no_school_has() throws IOException {
        Loaded<PupilRoll> loaded = read(HEADER + "1,," + "9".repeat(201) + ",3,Y,EO,\n");
        assertThat(loaded.problems())
                .extracting(Problem::code, Problem::allowed)
                .containsExactly(tuple("csv.school", "an id of at most 200 characters"));
        assertThat(loaded.value().tally().schools()).isEmpty();
    }

    @Test
    void refuses_mappings_that_cannot_be_read_by() {
        CsvColumns<PupilsCsv> school = CsvColumns.of(PupilsCsv.SCHOOL, "s");
        CsvColumns<PupilsCsv> both = school.and(PupilsCsv.GRADE, "g");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read("", school))
                .withMessage("the mapping has no \"grade\"; it has school");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read("", school.each(PupilsCsv.GRADE, "g", Map.of())))
                .withMessage("a row is one pupil, so that \"grade\" cannot have several columns");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read("", both.and(PupilsCsv.need(POVERTY), "p", Map.of("1", "free", "2", "no"))))
                .withMessage("a pupil has poverty or not; \"free\" is neither yes nor no");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read("", both.and(PupilsCsv.PUPIL, " S ")))
                .withMessage("\"school\" cannot come from the column of the pupil's id, which is never shown");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(
                        "", both.and(PupilsCsv.PUPIL, "id").in(CsvLayout.usual().onlyRows("ID", "7"))))
                .withMessage("the pupil's id comes from a column, by which rows are not chosen");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PupilsCsv.need(ALL_PUPILS))
                .withMessage("all pupils are no need; every row counts among them");
    }

    @Test
    void counts_more_pupils_than_it_could_keep() throws IOException {
        int rows = 500_000;
        // School 0 to 99 and grade 1 to 12 by the number of the pupil; every third is poor, every fourth a learner.
        LongFunction<String> row = i -> "P%07d,,%02d,%d,%s,%s,\n"
                .formatted(i, i % 100, i % 12 + 1, i % 3 == 0 ? "Y" : "N", i % 4 == 0 ? "EL" : "EO");

        Loaded<PupilRoll> loaded = PupilsCsv.read(CsvInput.of(new Made(rows, row), "made.csv"), COLUMNS);

        PupilRoll roll = loaded.orThrow();
        assertThat(loaded.rowsUsed()).isEqualTo(rows);
        assertThat(roll.identified()).isEqualTo(rows);
        List<Enrollment> counts = List.copyOf(roll.tally()
                .enrollments(POVERTY, ENGLISH_LEARNER, anyOf(POVERTY, ENGLISH_LEARNER))
                .values());
        assertThat(counts).hasSize(100);
        // Each school has 500,000 / 100 pupils.
        assertThat(counts).allSatisfy(school -> assertThat(school.pupils()).isEqualTo(PupilCount.of(5_000)));
        // Of 0 to 499,999 there are 166,667 multiples of 3, 125,000 of 4, and 41,667 of 12, who are both.
        assertThat(sum(counts, school -> school.count(POVERTY).orElseThrow())).isEqualTo(PupilCount.of(166_667));
        assertThat(sum(counts, school -> school.count(ENGLISH_LEARNER).orElseThrow()))
                .isEqualTo(PupilCount.of(125_000));
        // 166,667 + 125,000 − 41,667
        assertThat(sum(
                        counts,
                        school -> school.count(anyOf(POVERTY, ENGLISH_LEARNER)).orElseThrow()))
                .isEqualTo(PupilCount.of(250_000));
        // Grade and school repeat together after 300 pupils: each school has 12 / 4 = 3 grades.
        assertThat(counts).allSatisfy(school -> assertThat(school.spans()).hasSize(3));
    }

    @Test
    void somebody_may_follow_the_reading() throws IOException {
        List<Long> rows = new ArrayList<>();
        PupilsCsv.read(
                CsvInput.of(new Made(25_000, i -> i + ",,0101,3,Y,EO,\n"), "made.csv")
                        .telling(progress -> rows.add(progress.rows())),
                COLUMNS);
        // Every 10,000 rows and at the end, the header among them.
        assertThat(rows).containsExactly(10_000L, 20_000L, 25_001L);
    }

    private static PupilCount sum(List<Enrollment> counts, Function<Enrollment, PupilCount> of) {
        return counts.stream().map(of).reduce(PupilCount.ZERO, PupilCount::plus);
    }

    @Test
    void gives_up_where_too_much_is_wrong() throws IOException {
        Loaded<PupilRoll> loaded =
                PupilsCsv.read(CsvInput.of(new Made(150_000, i -> "1,,0101,99,Y,EO,\n"), "made.csv"), COLUMNS);
        assertThat(loaded.problems()).extracting(Problem::code).endsWith("csv.too-many", "csv.unfinished");
        assertThat(loaded.rowsUsed()).isZero();
    }

    @Test
    void the_same_file_is_counted_the_same_whatever_key_its_ids_are_kept_under() throws IOException {
        String csv = HEADER
                + IntStream.range(0, 5_000)
                        .mapToObj(i -> "%s,,%s,3,Y,EO,\n".formatted(i % 1_700, i % 7))
                        .collect(Collectors.joining());

        Loaded<PupilRoll> loaded = read(csv);

        assertThat(read(csv)).isEqualTo(loaded);
        // Pupils i, i + 1,700 and i + 3,400 are one, in schools that differ by 6 and by 5 of 7: nobody is twice in one
        // school.
        assertThat(loaded.problems()).isEmpty();
        assertThat(loaded.value().identified()).isEqualTo(1_700);
        assertThat(loaded.value().inSeveralSchools()).isEqualTo(1_700);
    }

    /** A header, and rows that are made as they are read. */
    private static final class Made extends Reader {
        private final long rows;
        private final LongFunction<String> row;
        private String text = HEADER;
        private int at;
        private long made;

        Made(long rows, LongFunction<String> row) {
            this.rows = rows;
            this.row = row;
        }

        @Override
        public int read(char[] letters, int from, int many) {
            if (at == text.length()) {
                if (made == rows) {
                    return -1;
                }
                text = row.apply(made++);
                at = 0;
            }
            int length = Math.min(many, text.length() - at);
            text.getChars(at, at + length, letters, from);
            at += length;
            return length;
        }

        @Override
        public void close() {}
    }
}
