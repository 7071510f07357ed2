package org.perpupil.io.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.perpupil.pupils.NeedCategory.ALL_PUPILS;
import static org.perpupil.pupils.NeedCategory.ENGLISH_LEARNER;
import static org.perpupil.pupils.NeedCategory.POVERTY;

import java.io.IOException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.perpupil.district.SchoolId;
import org.perpupil.problem.Loaded;
import org.perpupil.problem.Missing;
import org.perpupil.problem.Problem;
import org.perpupil.pupils.Enrollment;
import org.perpupil.pupils.Grade;
import org.perpupil.pupils.GradeSpan;
import org.perpupil.pupils.PupilCount;

class CountsCsvTest {
    private static final GradeSpan ELEMENTARY = GradeSpan.of("Elementary", "K", "5");

    private static final CsvColumns<CountsCsv> WIDE = CsvColumns.of(CountsCsv.SCHOOL, "School Code")
            .and(CountsCsv.SPAN, "Grade")
            .each(CountsCsv.PUPILS, "Enrollment", Map.of(CountsCsv.GROUP, "all pupils"))
            .each(CountsCsv.PUPILS, "FRPM", Map.of(CountsCsv.GROUP, "poverty"))
            .each(CountsCsv.PUPILS, "EL", Map.of(CountsCsv.GROUP, "English learner"));

    @TempDir
    private Path folder;

    private static Loaded<Map<SchoolId, Enrollment>> read(String csv, CsvColumns<CountsCsv> columns)
            throws IOException {
        return CountsCsv.read(
                CsvInput.of(new StringReader(csv), "a.csv"),
                columns,
                List.of(ELEMENTARY),
                List.of(POVERTY, ENGLISH_LEARNER));
    }

    private static GradeSpan grade(String code) {
        return GradeSpan.of(Grade.parse(code));
    }

    @Test
    void reads_a_row_for_each_grade_and_a_column_for_each_group() throws IOException {
        Map<SchoolId, Enrollment> counts = read(
                        "School Code,Grade,Enrollment,FRPM,EL\n"
                                + "0101,K,\"1,020\",612,*\n"
                                + "0101,01,980.5,0,\n"
                                + "0007,elementary,300,120,40\n",
                        WIDE)
                .orThrow();

        assertThat(counts)
                .containsExactly(
                        Map.entry(
                                SchoolId.of("0007"),
                                Enrollment.in(ELEMENTARY)
                                        .pupils(300)
                                        .need(POVERTY, 120)
                                        .need(ENGLISH_LEARNER, 40)
                                        .build()),
                        Map.entry(
                                SchoolId.of("0101"),
                                Enrollment.in(grade("K"))
                                        .pupils(1_020)
                                        .need(POVERTY, 612)
                                        .in(grade("1"))
                                        .pupils(new BigDecimal("980.5"))
                                        .need(POVERTY, 0)
                                        .missing(ENGLISH_LEARNER, Missing.SUPPRESSED)
                                        .build()));
        assertThat(counts.get(SchoolId.of("0101")).missing(ENGLISH_LEARNER)).contains(Missing.SUPPRESSED);
    }

    @Test
    void reads_a_row_for_each_count() throws IOException {
        CsvColumns<CountsCsv> columns = CsvColumns.of(CountsCsv.SCHOOL, "s")
                .always(CountsCsv.SPAN, "all grades")
                .and(CountsCsv.GROUP, "g", Map.of("T", "all pupils", "P", "poverty"))
                .and(CountsCsv.PUPILS, "n");
        assertThat(read("s,g,n\n1,P,12\n1,T,40\n", columns).orThrow())
                .containsExactly(Map.entry(
                        SchoolId.of("1"),
                        Enrollment.in(GradeSpan.ALL_GRADES)
                                .pupils(40)
                                .need(POVERTY, 12)
                                .build()));
    }

    @Test
    void leaves_a_school_out_whose_counts_contradict_each_other_and_keeps_the_others() throws IOException {
        Loaded<Map<SchoolId, Enrollment>> loaded = read(
                "School Code,Grade,Enrollment,FRPM,EL\n"
                        + "1,K,10,12,1\n"
                        + "2,K,10,2,1\n"
                        + "1,1,10,2,1\n"
                        + "3,13,-1,2,x\n"
                        + "2,K,11,2,1\n"
                        + "4,1,10,2,1\n",
                WIDE);

        assertThat(loaded.value()).containsOnlyKeys(SchoolId.of("4"));
        assertThat(loaded.rowsRead()).isEqualTo(6);
        assertThat(loaded.rowsUsed()).isEqualTo(1);
        assertThat(loaded.problems())
                .extracting(Problem::code, Problem::place)
                .containsExactly(
                        tuple("csv.span", "a.csv, line 5, column \"Grade\""),
                        tuple("csv.count", "a.csv, line 5, column \"Enrollment\""),
                        tuple("csv.count", "a.csv, line 5, column \"EL\""),
                        tuple("count.above-enrolment", "a.csv, line 2 (with line 4), school 1, poverty, K"),
                        tuple("count.twice", "a.csv, line 3 (with line 6), school 2, all pupils, K"),
                        tuple("count.twice", "a.csv, line 3 (with line 6), school 2, poverty, K"),
                        tuple("count.twice", "a.csv, line 3 (with line 6), school 2, English learner, K"));
    }

    @Test
    void reads_a_file() throws IOException {
        Path file = Files.writeString(folder.resolve("a.csv"), "School Code,Grade,Enrollment,FRPM,EL\n1,UG,3,,†\n");
        Loaded<Map<SchoolId, Enrollment>> loaded =
                CountsCsv.read(file, WIDE, List.of(), List.of(POVERTY, ENGLISH_LEARNER));
        assertThat(loaded.orThrow().get(SchoolId.of("1")).missing())
                .containsExactly(Map.entry(ENGLISH_LEARNER, Missing.NOT_APPLICABLE));
        assertThat(loaded.value().get(SchoolId.of("1")).groups()).containsExactly(ALL_PUPILS);
    }

    @Test
    void asks_no_count_where_there_is_nobody_and_none_of_the_parts_of_a_known_total() throws IOException {
        CsvColumns<CountsCsv> columns = CsvColumns.of(CountsCsv.SCHOOL, "s")
                .and(CountsCsv.SPAN, "grade")
                .and(CountsCsv.GROUP, "g", Map.of("T", "all pupils", "P", "poverty"))
                .and(CountsCsv.PUPILS, "n");

        Map<SchoolId, Enrollment> counts = read(
                        "s,grade,g,n\n1,1,T,10\n1,1,P,5\n1,2,T,0\n1,2,P,†\n"
                                + "2,all grades,T,40\n2,all grades,P,12\n2,1,P,*\n2,2,P,*\n",
                        columns)
                .orThrow();

        // 5 and nobody
        assertThat(counts.get(SchoolId.of("1")).count(POVERTY)).contains(PupilCount.of(5));
        assertThat(counts.get(SchoolId.of("2")).count(POVERTY)).contains(PupilCount.of(12));
    }

    @Test
    void tells_counts_whose_sum_is_too_large() throws IOException {
        Loaded<Map<SchoolId, Enrollment>> loaded = read(
                "School Code,Grade,Enrollment,FRPM,EL\n1,1,999999999999999,,\n1,2,999999999999999,,\n2,1,7,,\n", WIDE);

        assertThat(loaded.value()).containsOnlyKeys(SchoolId.of("2"));
        assertThat(loaded.problems()).extracting(Problem::code).containsExactly("count.too-large");
    }
}
