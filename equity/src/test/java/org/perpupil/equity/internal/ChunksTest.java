package org.perpupil.equity.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ChunksTest {
    private static final List<Integer> HUNDRED = IntStream.range(0, 100).boxed().toList();

    private static List<Integer> taken(Executor executor) {
        AtomicIntegerArray runs = new AtomicIntegerArray(100);
        List<Integer> taken = new ArrayList<>();
        Chunks.inOrder(
                100,
                executor,
                part -> {
                    runs.incrementAndGet(part);
                    return part;
                },
                taken::add);
        assertThat(IntStream.range(0, 100).map(runs::get)).containsOnly(1);
        return taken;
    }

    static List<Executor> executors() {
        Deque<Runnable> waiting = new ArrayDeque<>();
        return List.of(
                Runnable::run,
                neverRun -> {},
                // Three at a time, the last first.
                task -> {
                    waiting.push(task);
                    if (waiting.size() == 3) {
                        waiting.forEach(Runnable::run);
                        waiting.clear();
                    }
                });
    }

    @ParameterizedTest
    @MethodSource("executors")
    void takes_results_in_order_whenever_parts_are_run(Executor executor) {
        assertThat(taken(executor)).isEqualTo(HUNDRED);
    }

    @Test
    void does_not_wait_for_a_pool_that_waits_for_it() {
        ExecutorService pool = Executors.newFixedThreadPool(1);
        try {
            assertThat(CompletableFuture.supplyAsync(() -> taken(pool), pool).join())
                    .isEqualTo(HUNDRED);
        } finally {
            pool.shutdown();
        }
    }

    @Test
    void passes_on_what_a_part_throws_after_the_parts_before_it() {
        ExecutorService pool = Executors.newFixedThreadPool(2);
        List<Integer> taken = new ArrayList<>();
        try {
            assertThatThrownBy(() -> Chunks.inOrder(
                            100,
                            pool,
                            part -> {
                                if (part == 41) {
                                    throw new IllegalStateException("no more");
                                }
                                return part;
                            },
                            taken::add))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("no more");
        } finally {
            pool.shutdown();
        }
        assertThat(taken).isEqualTo(HUNDRED.subList(0, 41));
    }

    // Parts have 65,536 rows.
    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1", "65536, 1", "65537, 2", "131072, 2", "131073, 3"})
    void every_row_is_in_a_part(int rows, int parts) {
        assertThat(Chunks.of(rows)).isEqualTo(parts);
    }
}
