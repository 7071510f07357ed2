package org.perpupil.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.perpupil.equity.inequality.Measure;

class InequalityBenchmarkTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 1_500, 20_000})
    void agrees_with_what_is_written_plainly(int schools) {
        InequalityBenchmark benchmark = new InequalityBenchmark();
        benchmark.schools = schools;
        benchmark.draw();
        // What plain doubles leave to agree in.
        assertThat(benchmark.five()).containsExactly(benchmark.plain(), within(1e-11));
        assertThat(benchmark.all()).hasSameSizeAs(Measure.values());
    }
}
