package org.perpupil.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class DistrictJsonBenchmarkTest {

    private static DistrictJsonBenchmark smallest() throws IOException {
        DistrictJsonBenchmark benchmark = new DistrictJsonBenchmark();
        benchmark.schoolCount = 20;
        benchmark.draw();
        return benchmark;
    }

    @Test
    void reads_the_district_that_was_drawn() throws IOException {
        assertThat(smallest().read()).isEqualTo(smallest().district());
        assertThat(smallest().readPlainlyAndBuild()).isEqualTo(smallest().district());
    }

    /** Or the two ways would not do the same. */
    @Test
    void both_ways_write_the_same_document() throws IOException {
        DistrictJsonBenchmark benchmark = smallest();
        ObjectMapper mapper = new ObjectMapper();
        assertThat(benchmark.write()).isEqualTo(benchmark.json());
        assertThat(mapper.readTree(benchmark.writePlainly())).isEqualTo(mapper.readTree(benchmark.json()));
        assertThat(new String(benchmark.json(), UTF_8)).startsWith("{\n  \"kind\": \"district\"");
        assertThat(benchmark.readPlainly().schools()).hasSize(20);
    }
}
