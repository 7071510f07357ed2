package org.perpupil.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.perpupil.formula.allocation.SchoolAllocation;

class WorkbookBenchmarkTest {

    private static WorkbookBenchmark smallest() {
        WorkbookBenchmark benchmark = new WorkbookBenchmark();
        benchmark.schoolCount = 20;
        benchmark.draw();
        return benchmark;
    }

    @Test
    void counts_the_bytes_of_all_workbooks() throws IOException {
        WorkbookBenchmark benchmark = smallest();
        ByteArrayOutputStream calculators = new ByteArrayOutputStream();
        for (SchoolAllocation school : benchmark.workbooks().allocation().schools()) {
            benchmark.workbooks().writeCalculator(school.id(), calculators);
        }
        ByteArrayOutputStream district = new ByteArrayOutputStream();
        benchmark.workbooks().writeDistrict(district);

        assertThat(benchmark.calculators()).isEqualTo(calculators.size());
        assertThat(benchmark.district()).isEqualTo(district.size());
    }

    /** Or the workbooks would be of a model without them. */
    @Test
    void some_schools_are_held_harmless_and_rates_are_met_or_reduced() {
        assertThat(smallest().workbooks().allocation().guards())
                .anyMatch(outcome -> outcome.isBinding())
                .anyMatch(outcome -> !outcome.isBinding());
        assertThat(smallest().workbooks().allocation().sharedPots()).hasSize(3);
    }
}
