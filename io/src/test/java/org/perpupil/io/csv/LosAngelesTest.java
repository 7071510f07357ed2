package org.perpupil.io.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.perpupil.pupils.NeedCategory.ALL_PUPILS;
import static org.perpupil.pupils.NeedCategory.ENGLISH_LEARNER;
import static org.perpupil.pupils.NeedCategory.POVERTY;
import static org.perpupil.testing.Schools.ELEMENTARY;
import static org.perpupil.testing.Schools.HIGH;
import static org.perpupil.testing.Schools.MIDDLE;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.perpupil.district.School;
import org.perpupil.problem.Loaded;
import org.perpupil.pupils.PupilCount;
import org.perpupil.pupils.PupilGroup;

/**
 * The 552 schools of Los Angeles Unified with an academic performance index, 1999–2000: facts of the California Department of
 * Education, as packaged in R's {@code survey}.
 */
class LosAngelesTest {
    private static final SchoolColumns COLUMNS = SchoolColumns.id("cds")
            .name("sname")
            .levelFrom("stype", Map.of("E", ELEMENTARY, "M", MIDDLE, "H", HIGH))
            .pupils("enroll")
            .needFromPercent(POVERTY, "meals")
            .needFromPercent(ENGLISH_LEARNER, "ell")
            .number("mobility", "mobility")
            .number("mean education", "avg_ed")
            .text("type", "stype");

    private static Loaded<List<School>> read() throws IOException {
        return SchoolsCsv.read(PublishedData.file("los-angeles-2000/schools.csv"), COLUMNS);
    }

    private static PupilCount sum(List<School> schools, PupilGroup group) {
        return schools.stream()
                .map(school -> school.enrollment().count(group).orElseThrow())
                .reduce(PupilCount.ZERO, PupilCount::plus);
    }

    @Test
    void every_row_is_read() throws IOException {
        Loaded<List<School>> loaded = read();

        assertThat(loaded.problems()).isEmpty();
        // the README beside the file: 552 schools, 494,160 pupils
        assertThat(loaded.rowsRead()).isEqualTo(552);
        assertThat(loaded.rowsUsed()).isEqualTo(552);
        assertThat(sum(loaded.value(), ALL_PUPILS)).isEqualTo(PupilCount.of(494_160));
    }

    @Test
    void schools_are_classified_by_type() throws IOException {
        List<School> schools = read().orThrow();

        // the README beside the file: E/M/H 424, 71, 57 schools
        assertThat(schools)
                .filteredOn(school -> school.enrollment().spans().contains(ELEMENTARY))
                .hasSize(424);
        assertThat(schools)
                .filteredOn(school -> school.enrollment().spans().contains(MIDDLE))
                .hasSize(71);
        assertThat(schools)
                .filteredOn(school -> school.enrollment().spans().contains(HIGH))
                .hasSize(57);
    }

    @Test
    void counts_by_need_are_estimates_from_whole_per_cents() throws IOException {
        List<School> schools = read().orThrow();

        // Python 3: sum(floor(Fraction(int(r["enroll"]) * int(r["meals"]), 100) + Fraction(1, 2)) for r in
        // csv.DictReader(f)),
        // and the same with "ell": the rule of the README beside the file, pupils × whole per cent, rounded half up
        assertThat(sum(schools, POVERTY)).isEqualTo(PupilCount.of(380_941));
        assertThat(sum(schools, ENGLISH_LEARNER)).isEqualTo(PupilCount.of(198_049));
        assertThat(schools)
                .allSatisfy(school ->
                        assertThat(school.enrollment().estimate(POVERTY)).isPresent());
    }

    @Test
    void what_is_missing_is_not_given() throws IOException {
        List<School> schools = read().orThrow();

        // Python 3: sum(r["avg_ed"] == "" for r in csv.DictReader(f))
        assertThat(schools)
                .filteredOn(school -> school.number("mean education").isEmpty())
                .hasSize(19);
        // line 5 of the file
        School birmingham = schools.stream()
                .filter(school -> school.id().value().equals("19647331931047"))
                .findFirst()
                .orElseThrow();
        assertThat(birmingham.name()).isEqualTo("Birmingham Senior High");
        assertThat(birmingham.number("mean education"))
                .hasValueSatisfying(mean -> assertThat(mean).isEqualByComparingTo("3.09"));
        assertThat(birmingham.enrollment().pupils()).isEqualTo(PupilCount.of(2_234));
    }
}
