package org.perpupil.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.perpupil.district.SchoolId;
import org.perpupil.money.Money;

class SplitBenchmarkTest {

    @Test
    void splits_without_a_cent_lost() {
        SplitBenchmark benchmark = drawn(20);
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
        SplitBenchmark benchmark = drawn(20);
        Money first = benchmark.amount();
        benchmark.split();
        assertThat(benchmark.amount()).isNotEqualTo(first);
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 1_500})
    void every_way_gives_the_same_cents(int schools) {
        SplitBenchmark named = drawn(schools);
        SplitBenchmark quotas = drawn(schools);
        SplitBenchmark decimals = drawn(schools);
        SplitBenchmark wholes = drawn(schools);
        SplitBenchmark column = drawn(schools);
        for (int run = 0; run < 10; run++) {
            long[] cents =
                    named.split().values().stream().mapToLong(Money::cents).toArray();
            assertThat(quotas.quotas().parts().values().stream().mapToLong(BigInteger::longValueExact))
                    .containsExactly(box(cents));
            assertThat(decimals.decimals().stream().mapToLong(BigDecimal::longValueExact))
                    .containsExactly(box(cents));
            assertThat(wholes.wholes()).containsExactly(cents);
            assertThat(column.column()).containsExactly(cents);
        }
    }

    private static SplitBenchmark drawn(int schools) {
        SplitBenchmark benchmark = new SplitBenchmark();
        benchmark.keyCount = schools;
        benchmark.draw();
        return benchmark;
    }

    private static Long[] box(long[] cents) {
        return LongStream.of(cents).boxed().toArray(Long[]::new);
    }

    @Test
    void arrays_are_split_without_new_memory() {
        SplitBenchmark benchmark = drawn(1_500);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        for (int run = 0; run < 10; run++) {
            benchmark.wholes();
            benchmark.column();
            threads.getCurrentThreadAllocatedBytes();
        }
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int run = 0; run < 1_000; run++) {
            benchmark.wholes();
            benchmark.column();
        }
        // Less than a byte for each of 2,000 splits: what is counted beside is that of the counting.
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(2_000);
    }
}
