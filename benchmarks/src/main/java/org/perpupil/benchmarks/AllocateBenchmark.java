package org.perpupil.benchmarks;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
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
import org.perpupil.district.District;
import org.perpupil.formula.allocation.Allocation;
import org.perpupil.formula.funding.FundingModel;
import org.perpupil.formula.funding.ResolvedModel;

/**
 * Computes what every line pays every school, from the definition of the model and the district's data. Budgets and workings are made when
 * they are asked for, which is not measured.
 *
 * <p>The model is {@link DrawnDistrict#model()}: three sources, nine rates, a split by need and a lump sum.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 10, time = 2)
@Fork(2)
public class AllocateBenchmark {
    /** So many districts of the same size take turns, so that no branch is learned by heart; a power of two. */
    private static final int DISTRICTS = 4;

    /** A small district, the largest ones, and about as many schools as the largest state has. */
    @Param({"20", "1500", "10000"})
    int schoolCount;

    private final FundingModel model = DrawnDistrict.model();
    private List<District> districts = List.of();
    private int next;

    @Setup
    public void draw() {
        districts = IntStream.range(0, DISTRICTS)
                .mapToObj(seed -> DrawnDistrict.of(schoolCount, seed))
                .toList();
    }

    private District district() {
        District district = districts.get(next);
        next = (next + 1) & (DISTRICTS - 1);
        return district;
    }

    /** The whole way: every name is checked, and every amount computed. */
    @Benchmark
    public Allocation allocate() {
        return model.resolve(district(), DrawnDistrict.YEAR).allocate();
    }

    /** The first part of it: every name is checked. */
    @Benchmark
    public ResolvedModel resolve() {
        return model.resolve(district(), DrawnDistrict.YEAR);
    }
}
