package org.perpupil.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.perpupil.district.SchoolId;
import org.perpupil.money.Money;

class SplitBenchmarkTest {

    @Test
    void splits_without_a_cent_lost() {
        SplitBenchmark benchmark = new SplitBenchmark();
        benchmark.keyCount = 20;
        benchmark.draw();
        for (int run = 0; run < 300; run++) {
            Money amount = benchmark.amount();
            Map<SchoolId, Money> parts = benchmark.split();
            assertThat(parts).hasSize(20);
            assertThat(Money.total(parts.values())).isEqualTo(amount);
            assertThat(parts.values()).allMatch(Money::isPositive);
        }
    }

    @Test
    void varies_what_it_splits() {
        SplitBenchmark benchmark = new SplitBenchmark();
        benchmark.keyCount = 20;
        benchmark.draw();
        Money first = benchmark.amount();
        benchmark.split();
        assertThat(benchmark.amount()).isNotEqualTo(first);
    }
}
