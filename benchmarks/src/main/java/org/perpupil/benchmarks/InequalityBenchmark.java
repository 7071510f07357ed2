package org.perpupil.benchmarks;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
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
import org.openjdk.jmh.annotations.Warmup;
import org.perpupil.equity.inequality.DollarsPerPupil;
import org.perpupil.equity.inequality.Figure;

/** Measures how unequal spending is, sorting included, beside a list of schools that is sorted by a comparator. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 10, time = 1)
@Fork(value = 2, jvmArgsAppend = "-Xmx4g")
public class InequalityBenchmark {
    private static final long SEED = 20_271_102;

    /** A school of the peer. */
    record School(double dollarsPerPupil, double pupils) {}

    /** The schools of a large district, of all districts of the country for ten years. */
    @Param({"1500", "1000000"})
    int schools;

    private double[] dollarsPerPupil = {};
    private double[] pupils = {};

    @Setup
    public void draw() {
        SplittableRandom random = new SplittableRandom(SEED);
        dollarsPerPupil = new double[schools];
        pupils = new double[schools];
        for (int i = 0; i < schools; i++) {
            double relative = random.nextDouble() + random.nextDouble() + random.nextDouble() + random.nextDouble() - 2;
            dollarsPerPupil[i] = Math.rint(1_400_000 * Math.exp(0.5 * relative)) / 100;
            pupils[i] = 1 + random.nextInt(1_023);
        }
    }

    /** The measures that the peer has. */
    @Benchmark
    public double[] five() {
        DollarsPerPupil spending = DollarsPerPupil.of(dollarsPerPupil, pupils);
        return new double[] {
            spending.gini(),
            spending.theilT(),
            spending.theilL(),
            spending.coefficientOfVariation(),
            spending.percentile(95) / spending.percentile(5)
        };
    }

    /** All measures, as a report has them. */
    @Benchmark
    public List<Figure> all() {
        return DollarsPerPupil.of(dollarsPerPupil, pupils).figures();
    }

    /** What one would write without a library, in plain doubles. */
    @Benchmark
    public double[] plain() {
        List<School> sorted = new ArrayList<>(schools);
        double everybody = 0;
        double all = 0;
        for (int i = 0; i < schools; i++) {
            sorted.add(new School(dollarsPerPupil[i], pupils[i]));
            everybody += pupils[i];
            all += pupils[i] * dollarsPerPupil[i];
        }
        sorted.sort(Comparator.comparingDouble(School::dollarsPerPupil));
        double mean = all / everybody;
        double before = 0;
        double lorenz = 0;
        double theilT = 0;
        double theilL = 0;
        double squares = 0;
        double lower = 0;
        double higher = 0;
        for (School school : sorted) {
            double ratio = school.dollarsPerPupil() / mean;
            double logarithm = Math.log(ratio);
            lorenz += school.pupils() * ratio * (2 * before + school.pupils());
            theilT += school.pupils() * ratio * logarithm;
            theilL -= school.pupils() * logarithm;
            squares += school.pupils() * (ratio - 1) * (ratio - 1);
            lower = before < 0.05 * everybody ? school.dollarsPerPupil() : lower;
            higher = before < 0.95 * everybody ? school.dollarsPerPupil() : higher;
            before += school.pupils();
        }
        return new double[] {
            lorenz / (everybody * everybody) - 1,
            theilT / everybody,
            theilL / everybody,
            Math.sqrt(squares / everybody),
            higher / lower
        };
    }
}
