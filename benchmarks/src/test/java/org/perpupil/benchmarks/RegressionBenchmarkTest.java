package org.perpupil.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.perpupil.equity.regression.Inference;
import org.perpupil.equity.regression.Inference.Coefficient;
import org.perpupil.equity.regression.RowSums.SummedFit;

class RegressionBenchmarkTest {
    /** What plain doubles leave to agree in. */
    private static final Percentage CLOSE = Percentage.withPercentage(1e-8);

    private final RegressionBenchmark benchmark = new RegressionBenchmark();

    @BeforeEach
    void draw() {
        benchmark.size = "1000x8";
        benchmark.threads = 1;
        benchmark.draw();
    }

    @AfterEach
    void end() {
        benchmark.end();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void agrees_with_its_peer(int threads) {
        benchmark.threads = threads;
        benchmark.draw();
        double[][] peer = benchmark.commonsMath();
        Inference classical = benchmark.classical();
        assertThat(classical.fit().names()).hasSize(8);
        for (int i = 0; i < 8; i++) {
            Coefficient coefficient =
                    classical.coefficient(classical.fit().names().get(i));
            assertThat(coefficient.estimate()).isCloseTo(peer[0][i], CLOSE);
            assertThat(coefficient.standardError()).isCloseTo(peer[1][i], CLOSE);
        }
    }

    @Test
    void rows_streamed_tell_what_all_of_them_tell() {
        Inference classical = benchmark.classical();
        SummedFit streamed = benchmark.streamed();
        for (Coefficient coefficient : streamed.coefficients()) {
            assertThat(coefficient.estimate())
                    .isCloseTo(classical.coefficient(coefficient.name()).estimate(), CLOSE);
            assertThat(coefficient.standardError())
                    .isCloseTo(classical.coefficient(coefficient.name()).standardError(), CLOSE);
        }
    }

    @Test
    void finds_what_was_put_in_and_clusters_it() {
        Inference clustered = benchmark.clustered();
        // Spending was drawn with $10 for each unit of the first column, with an error of some $1.
        assertThat(clustered.coefficient("x0").estimate()).isBetween(9.0, 11.0);
        assertThat(benchmark.hc3().coefficient("x0").standardError()).isBetween(0.1, 1.0);
        // 1,000 rows, 50 to a cluster
        assertThat(clustered.degreesOfFreedom()).isEqualTo(19);
        assertThat(benchmark.study().size()).isEqualTo(1_000);
    }
}
