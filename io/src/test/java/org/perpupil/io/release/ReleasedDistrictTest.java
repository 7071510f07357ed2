package org.perpupil.io.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.perpupil.pupils.NeedCategory.ALL_PUPILS;
import static org.perpupil.pupils.NeedCategory.ENGLISH_LEARNER;
import static org.perpupil.pupils.NeedCategory.POVERTY;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.perpupil.district.District;
import org.perpupil.district.School;
import org.perpupil.district.SchoolId;
import org.perpupil.io.json.DistrictJson;
import org.perpupil.problem.Missing;
import org.perpupil.pupils.CountBasis;
import org.perpupil.pupils.Enrollment;
import org.perpupil.pupils.GradeSpan;
import org.perpupil.pupils.PupilCount;

class ReleasedDistrictTest {
    private static final GradeSpan ELEMENTARY = GradeSpan.of("elementary", "K", "5");
    private static final GradeSpan MIDDLE = GradeSpan.of("middle", "6", "8");

    private static District district() {
        return District.named("Riverside")
                .levels(ELEMENTARY, MIDDLE)
                .school(School.of("1", "Adams")
                        .enrolling(Enrollment.in(ELEMENTARY)
                                .pupils(100)
                                .need(POVERTY, 40)
                                .need(ENGLISH_LEARNER, 4)
                                .in(MIDDLE)
                                .pupils(80)
                                .need(POVERTY, 30)
                                .need(ENGLISH_LEARNER, 16)
                                .build())
                        .enrolling(
                                new CountBasis("last year"),
                                Enrollment.in(ELEMENTARY).pupils(90).build())
                        .number("poverty per cent", 39)
                        .number("acres", 12)
                        .text("type", "K–8")
                        .build())
                .school(School.of("2", "Brook")
                        .enrolling(Enrollment.in(ELEMENTARY)
                                .pupils(60)
                                .need(POVERTY, 20)
                                .need(ENGLISH_LEARNER, 25)
                                .in(MIDDLE)
                                .pupils(70)
                                .need(POVERTY, 25)
                                .need(ENGLISH_LEARNER, 30)
                                .build())
                        .build())
                .school(School.of("3", "Clay")
                        .enrolling(Enrollment.in(ELEMENTARY).pupils(7).build())
                        .build())
                .build();
    }

    @Test
    void tables_have_schools_levels_and_the_district() {
        PublicRelease release = PublicRelease.of(district()).build();

        assertThat(release.tables())
                .extracting(ReleasedTable::name)
                .containsExactly("Pupils by school and need", "Pupils by school, span and need");
        ReleasedTable table = release.tables().get(0);
        // 40 + 30 + 20 + 25
        assertThat(table.cell("all schools", "poverty").orElseThrow().text()).isEqualTo("115");
        // 7 pupils of Clay are under 10
        assertThat(table.cell("3", "all pupils").orElseThrow().text()).isEqualTo("*");
        // 4 of 20 are under 10, and 16 would give them away
        ReleasedTable bySpan = release.tables().get(1);
        assertThat(bySpan.cell("1", "elementary (K–5)", "English learner")
                        .orElseThrow()
                        .text())
                .isEqualTo("*");
        assertThat(bySpan.cell("1", "middle (6–8)", "English learner")
                        .orElseThrow()
                        .text())
                .isEqualTo("*");
    }

    @Test
    void a_level_and_a_school_may_be_called_as_the_total_is() {
        GradeSpan all = GradeSpan.of("all", "K", "5");
        GradeSpan high = GradeSpan.of("high", "9", "12");
        District district = District.named("Riverside")
                .levels(all, high)
                .school(School.of("all schools", "A")
                        .enrolling(Enrollment.in(all).pupils(100).build())
                        .build())
                .school(School.of("B", "B")
                        .enrolling(Enrollment.in(high).pupils(200).build())
                        .build())
                .build();

        ReleasedTable table = PublicRelease.of(district).build().tables().get(0);

        // 100 + 200
        assertThat(table.cell("all schools (together)", "all pupils")
                        .orElseThrow()
                        .text())
                .isEqualTo("300");
        assertThat(table.cell("all schools", "all pupils").orElseThrow().text()).isEqualTo("100");
    }

    @Test
    void a_copy_has_what_is_shown_and_says_what_is_suppressed() {
        District district = district();
        ReleasedDistrict released = PublicRelease.of(district).build().released(district, Set.of("acres"));

        assertThat(released.leftOut()).containsExactly(SchoolId.of("3"));
        School adams = released.district().school(SchoolId.of("1")).orElseThrow();
        // its learners by span are hidden; 20 in all are shown
        assertThat(adams.enrollment().count(ENGLISH_LEARNER)).contains(PupilCount.of(20));
        assertThat(adams.enrollment().cells(ENGLISH_LEARNER)).containsOnlyKeys(GradeSpan.ALL_GRADES);
        assertThat(adams.enrollment().count(POVERTY, MIDDLE)).contains(PupilCount.of(30));
        assertThat(adams.enrollments()).hasSize(1);
        assertThat(adams.missing("poverty per cent")).contains(Missing.SUPPRESSED);
        assertThat(adams.number("acres")).isPresent();
        assertThat(adams.text("type")).contains("K–8");
    }

    @Test
    void a_school_with_few_pupils_in_a_span_is_given_as_a_whole() {
        District district = District.named("Riverside")
                .school(School.of("1", "Adams")
                        .enrolling(Enrollment.in(ELEMENTARY)
                                .pupils(6)
                                .need(POVERTY, 3)
                                .in(MIDDLE)
                                .pupils(80)
                                .need(POVERTY, 30)
                                .build())
                        .build())
                .school(School.of("2", "Brook")
                        .enrolling(Enrollment.in(ELEMENTARY)
                                .pupils(60)
                                .need(POVERTY, 20)
                                .in(MIDDLE)
                                .pupils(70)
                                .need(POVERTY, 25)
                                .build())
                        .build())
                .build();

        ReleasedDistrict released = PublicRelease.of(district).build().released(district);

        // 6 is hidden, and 80 with it; 6 + 80 = 86 and 3 + 30 = 33 are shown
        Enrollment adams = released.district().schools().get(0).enrollment();
        assertThat(adams.cells(ALL_PUPILS)).isEqualTo(Map.of(GradeSpan.ALL_GRADES, PupilCount.of(86)));
        assertThat(adams.count(POVERTY)).contains(PupilCount.of(33));
    }

    @Test
    void a_hidden_count_is_suppressed_wherever_the_copy_is_written() throws IOException {
        District district = District.named("Riverside")
                .school(School.of("1", "Adams")
                        .enrolling(Enrollment.in(ELEMENTARY)
                                .pupils(100)
                                .need(POVERTY, 4)
                                .build())
                        .build())
                .school(School.of("2", "Brook")
                        .enrolling(Enrollment.in(ELEMENTARY)
                                .pupils(100)
                                .need(POVERTY, 40)
                                .build())
                        .build())
                .build();
        ReleasedDistrict released = PublicRelease.of(district).build().released(district);

        Enrollment adams = released.district().schools().get(0).enrollment();
        assertThat(adams.missing(POVERTY)).contains(Missing.SUPPRESSED);
        assertThat(adams.count(ALL_PUPILS)).contains(PupilCount.of(100));
        assertThat(DistrictJson.toJson(released.district()))
                .contains("suppressed")
                .doesNotContain("\"40\"");
    }

    @Test
    void a_table_is_written_with_a_column_for_each_need(@TempDir Path folder) throws IOException {
        Dimension school = Dimension.adding("school", "all schools");
        Dimension need = Dimension.groups("need", List.of(POVERTY));
        PublicRelease release = PublicRelease.named("test")
                .table(ReleaseTable.named("by need", school, need)
                        .count(100, "=A", "all pupils")
                        .count(4, "=A", "poverty")
                        .count(40, "B", "poverty")
                        .totals("school")
                        .build())
                .build();
        Path file = folder.resolve("pupils.csv");

        ReleaseCsv.write(release.tables().get(0), file);

        // 4 is under 10, 40 would give it away; A's name must not run in a spreadsheet, B's pupils in all are not in
        // the table
        assertThat(Files.readString(file))
                .isEqualTo("school,all pupils,poverty\n'=A,100,*\nB,,*\nall schools,100,44\n");
    }
}
