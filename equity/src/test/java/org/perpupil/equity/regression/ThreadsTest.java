package org.perpupil.equity.regression;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.perpupil.equity.Study;

/** Threads change no bit of a regression. */
class ThreadsTest {
    /** Three parts of 65,536, the last not full. */
    private static final int ROWS = 140_000;

    private static final Study STUDY = study();

    private static Study study() {
        Random random = new Random(2_027);
        double[] need = random.doubles(ROWS, 0, 100).toArray();
        return Study.ofRows(ROWS)
                .number("need", need)
                .number("pupils", random.doubles(ROWS, 20, 3_000).toArray())
                // Near enough to need that columns are made orthonormal.
                .number(
                        "near",
                        IntStream.range(0, ROWS)
                                .mapToDouble(row -> need[row] + 1e-6 * random.nextDouble())
                                .toArray())
                .number("dollars", random.doubles(ROWS, 5_000, 25_000).toArray())
                .text(
                        "district",
                        IntStream.range(0, ROWS)
                                .mapToObj(row -> "d" + random.nextInt(400))
                                .toList())
                .build();
    }

    private static final Regression PLAIN =
            Regression.of("dollars").on("need").on(Term.log("pupils"), Term.power("need", 2));
    private static final Regression WEIGHTED = PLAIN.weightedBy("pupils");
    private static final Regression NEARLY_DEPENDENT = Regression.of("dollars").on("need", "near");

    /** All that is computed from all rows. */
    private static List<Double> figures(Fit fit) {
        List<Inference> kinds = List.of(
                fit.with(Covariance.CLASSICAL),
                fit.with(Covariance.HC1),
                fit.with(Covariance.HC3),
                fit.clusteredBy("district"));
        List<Double> figures = new ArrayList<>(
                List.of(fit.residualSumOfSquares(), fit.totalSumOfSquares(), fit.residualStandardDeviation()));
        for (String name : fit.names()) {
            figures.add(fit.coefficient(name));
            for (Inference kind : kinds) {
                fit.names().forEach(other -> figures.add(kind.covariance(name, other)));
            }
        }
        return figures;
    }

    private static final List<List<Double>> ALONE =
            List.of(figures(PLAIN.fit(STUDY)), figures(WEIGHTED.fit(STUDY)), figures(NEARLY_DEPENDENT.fit(STUDY)));

    private static void assertSameBits(Executor executor) {
        assertThat(figures(PLAIN.fit(STUDY, executor))).isEqualTo(ALONE.get(0));
        assertThat(figures(WEIGHTED.fit(STUDY, executor))).isEqualTo(ALONE.get(1));
        assertThat(figures(NEARLY_DEPENDENT.fit(STUDY, executor))).isEqualTo(ALONE.get(2));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void the_number_of_threads_changes_no_bit(int threads) {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            assertSameBits(pool);
        } finally {
            pool.shutdown();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void the_order_in_which_parts_are_run_changes_no_bit(long seed) {
        Random random = new Random(seed);
        List<Runnable> waiting = new ArrayList<>();
        assertSameBits(task -> {
            waiting.add(task);
            // Some are left to the caller.
            if (waiting.size() == 3) {
                Collections.shuffle(waiting, random);
                waiting.subList(0, random.nextInt(4)).forEach(Runnable::run);
                waiting.clear();
            }
        });
    }
}
