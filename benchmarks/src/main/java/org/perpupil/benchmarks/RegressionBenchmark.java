package org.perpupil.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.regression.OLSMultipleLinearRegression;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.perpupil.equity.Study;
import org.perpupil.equity.regression.Covariance;
import org.perpupil.equity.regression.Fit;
import org.perpupil.equity.regression.Inference;
import org.perpupil.equity.regression.Regression;
import org.perpupil.equity.regression.RowSums;

/** Explains spending of schools by a constant and columns, with standard errors, beside Apache Commons Math. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 10, time = 1)
@Fork(value = 2, jvmArgsAppend = "-Xmx4g")
public class RegressionBenchmark {
    private static final long SEED = 20_271_101;

    private static final int ROWS_OF_A_CLUSTER = 50;

    /** Rows and coefficients: the schools of a state, and the schools of all for many years. */
    @Param({"1000x8", "1000000x8", "1000000x20"})
    String size = "";

    @Param({"1", "2"})
    int threads;

    private double[][] columns = {};
    private double[][] rows = {};
    private Study study = Study.ofRows(0).build();
    private Regression regression = Regression.of("spending");
    private ExecutorService executor = Executors.newFixedThreadPool(1);

    @Setup
    public void draw() {
        String[] sizes = size.split("x", -1);
        int many = Integer.parseInt(sizes[0]);
        int explaining = Integer.parseInt(sizes[1]) - 1;
        SplittableRandom random = new SplittableRandom(SEED);
        columns = new double[explaining + 1][many];
        rows = new double[many][explaining];
        double ofCluster = 0;
        List<String> clusters = new ArrayList<>(many);
        for (int row = 0; row < many; row++) {
            if (row % ROWS_OF_A_CLUSTER == 0) {
                ofCluster = random.nextDouble() - 0.5;
            }
            clusters.add("district " + row / ROWS_OF_A_CLUSTER);
            double spending = 12_000 + 500 * ofCluster;
            for (int column = 0; column < explaining; column++) {
                double value = random.nextDouble() * (column == 0 ? 100 : 1) + (column == 1 ? ofCluster : 0);
                columns[column][row] = value;
                rows[row][column] = value;
                spending += 10 * (column + 1) * value;
            }
            columns[explaining][row] = spending + (random.nextDouble() - 0.5) * (800 + 8 * columns[0][row]);
        }
        String[] names = IntStream.range(0, explaining).mapToObj(i -> "x" + i).toArray(String[]::new);
        Study.Builder builder = Study.ofRows(many);
        IntStream.range(0, explaining).forEach(i -> builder.number(names[i], columns[i]));
        study = builder.number("spending", columns[explaining])
                .text("district", clusters)
                .build();
        regression = Regression.of("spending").on(names);
        executor.shutdown();
        executor = Executors.newFixedThreadPool(threads);
    }

    @TearDown
    public void end() {
        executor.shutdown();
    }

    /** The data of a run. */
    Study study() {
        return study;
    }

    Fit fit() {
        return threads == 1 ? regression.fit(study) : regression.fit(study, executor);
    }

    @Benchmark
    public Inference classical() {
        return fit().with(Covariance.CLASSICAL);
    }

    @Benchmark
    public Inference hc3() {
        return fit().with(Covariance.HC3);
    }

    @Benchmark
    public Inference clustered() {
        return fit().clusteredBy("district");
    }

    /** One row after the other, as from a file; on one thread. */
    @Benchmark
    public RowSums.SummedFit streamed() {
        int last = columns.length - 1;
        double[] row = new double[columns.length];
        return RowSums.of(
                        into -> {
                            for (int i = 0; i < rows.length; i++) {
                                row[0] = columns[last][i];
                                System.arraycopy(rows[i], 0, row, 1, last);
                                into.add(row);
                            }
                        },
                        "spending",
                        regression.terms().stream().map(Object::toString).toArray(String[]::new))
                .fit();
    }

    /** The peer; on one thread. */
    @Benchmark
    public double[][] commonsMath() {
        OLSMultipleLinearRegression peer = new OLSMultipleLinearRegression();
        peer.newSampleData(columns[columns.length - 1], rows);
        return new double[][] {peer.estimateRegressionParameters(), peer.estimateRegressionParametersStandardErrors()};
    }
}
