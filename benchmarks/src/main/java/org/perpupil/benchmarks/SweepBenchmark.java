package org.perpupil.benchmarks;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.perpupil.district.District;
import org.perpupil.formula.funding.FundingModel;
import org.perpupil.formula.funding.ResolvedModel;
import org.perpupil.formula.scenario.Outcome;
import org.perpupil.formula.scenario.Scenario;
import org.perpupil.formula.scenario.Sweep;

/**
 * Computes one scenario after the other with other rates, and reads every school's budget.
 *
 * <p>The model is {@link DrawnDistrict#weightedModel()}: two splits by six rates that vary, one that does not, and a guard.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 10, time = 2)
@Fork(2)
public class SweepBenchmark {
    /** So many scenarios are computed in one call. */
    static final int SCENARIOS = 64;

    /** What each thread reads the budgets of a district into, of 1,500 schools at most. */
    private static final ThreadLocal<long[]> CENTS = ThreadLocal.withInitial(() -> new long[1_500]);

    /** Schools in all, and over how many districts: one of the largest, and three sizes of many small ones. */
    @Param({"1500x1", "1000x125", "10000x1250", "100000x12500"})
    String size = "";

    @Param({"1", "2"})
    int threads;

    private final List<Scenario> scenarios =
            IntStream.range(0, SCENARIOS).mapToObj(DrawnDistrict::scenario).toList();

    private @Nullable ExecutorService executor;
    private @Nullable Sweep sweep;

    @Setup
    public void compile() {
        String[] parts = size.split("x", 2);
        int schools = Integer.parseInt(parts[0]);
        int districts = Integer.parseInt(parts[1]);
        FundingModel model = DrawnDistrict.weightedModel();
        List<ResolvedModel> bases = IntStream.range(0, districts)
                .mapToObj(seed -> {
                    District district = DrawnDistrict.of(schools / districts, seed);
                    return model.resolve(district, DrawnDistrict.YEAR, DrawnDistrict.lastYear(district));
                })
                .toList();
        executor = Executors.newFixedThreadPool(threads);
        sweep = Sweep.of(bases).on(executor, threads);
    }

    @TearDown
    public void end() {
        requireNonNull(executor).shutdown();
    }

    /** The cents of all schools in all scenarios. */
    @Benchmark
    @OperationsPerInvocation(SCENARIOS)
    public long scenario() {
        long[] sum = {0};
        requireNonNull(sweep)
                .run(
                        scenarios,
                        SweepBenchmark::budgets,
                        swept -> sum[0] += swept.value().orElseThrow());
        return sum[0];
    }

    private static long budgets(Outcome outcome) {
        long[] cents = CENTS.get();
        int schools = outcome.copyBudgets(cents, 0);
        long sum = 0;
        for (int school = 0; school < schools; school++) {
            sum += cents[school];
        }
        return sum;
    }
}
