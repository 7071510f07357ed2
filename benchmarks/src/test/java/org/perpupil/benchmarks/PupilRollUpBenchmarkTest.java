package org.perpupil.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.perpupil.pupils.NeedCategory.POVERTY;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.perpupil.district.SchoolId;
import org.perpupil.pupils.Enrollment;
import org.perpupil.pupils.PupilCount;

class PupilRollUpBenchmarkTest {

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
        // Each pupil has an id of 10 digits and a school of 7, beside the rest.
        assertThat(benchmark.fastCsv()).isGreaterThan(10_000 * 17);
    }
}
