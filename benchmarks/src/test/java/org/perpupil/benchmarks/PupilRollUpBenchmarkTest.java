package org.perpupil.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.perpupil.pupils.NeedCategory.ENGLISH_LEARNER;
import static org.perpupil.pupils.NeedCategory.FOSTER;
import static org.perpupil.pupils.NeedCategory.POVERTY;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.perpupil.district.SchoolId;
import org.perpupil.pupils.Enrollment;
import org.perpupil.pupils.PupilCount;
import org.perpupil.pupils.PupilGroup;

class PupilRollUpBenchmarkTest {
    private static final PupilGroup ANY = PupilGroup.anyOf(POVERTY, ENGLISH_LEARNER, FOSTER);

    @Test
    void counts_everybody_who_was_drawn() throws IOException {
        PupilRollUpBenchmark benchmark = new PupilRollUpBenchmark();
        benchmark.pupils = 10_000;
        benchmark.draw();

        Map<SchoolId, Enrollment> counts = benchmark.enrollments();

        // 10,000 pupils, 500 to a school
        assertThat(counts).hasSize(20);
        assertThat(counts.values().stream().map(Enrollment::pupils).reduce(PupilCount.ZERO, PupilCount::plus))
                .isEqualTo(PupilCount.of(10_000));
        // 58 of 100 were drawn to be poor, with a standard error of √(0.58 × 0.42 × 10,000) = 49.
        assertThat(counts.values().stream()
                        .map(school -> school.count(POVERTY).orElseThrow().value())
                        .reduce(BigDecimal.ZERO, BigDecimal::add))
                .isBetween(BigDecimal.valueOf(5_500), BigDecimal.valueOf(6_100));
        assertThat(benchmark.rollUpWithIds()).isEqualTo(benchmark.rollUp());
        // Spans of the columns have the grades of the file, so that a school has as many poor pupils by either.
        int poorInColumns = 0;
        int[] columns = benchmark.columns();
        for (int span = 0; span < columns.length; span += 5) {
            poorInColumns += columns[span + 1];
        }
        assertThat(BigDecimal.valueOf(poorInColumns))
                .isEqualTo(counts.values().stream()
                        .map(school -> school.count(POVERTY).orElseThrow().value())
                        .reduce(BigDecimal.ZERO, BigDecimal::add));
        // Ids of schools are in the order of their numbers; each has two spans of all pupils and four groups.
        int place = 0;
        for (Enrollment school : counts.values()) {
            assertThat(school.pupils()).isEqualTo(PupilCount.of(columns[place] + columns[place + 5]));
            assertThat(school.count(ANY)).contains(PupilCount.of(columns[place + 4] + columns[place + 9]));
            place += 10;
        }
        // Each pupil has an id of 10 digits and a school of 7, beside the rest.
        assertThat(benchmark.fastCsv()).isGreaterThan(10_000 * 17);
    }
}
