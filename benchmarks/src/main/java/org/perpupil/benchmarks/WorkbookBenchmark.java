package org.perpupil.benchmarks;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
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
import org.perpupil.district.District;
import org.perpupil.district.SchoolId;
import org.perpupil.formula.allocation.SchoolAllocation;
import org.perpupil.io.excel.BudgetWorkbooks;

/**
 * Writes the calculator of every school, one after the other, and the workbook of all of them, to a stream that only counts.
 *
 * <p>The model is {@link DrawnDistrict#guardedModel()}: rates by need that are reduced to the pool, two splits and a promise that nobody loses more than a tenth.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 5)
@Measurement(iterations = 5, time = 10)
@Fork(value = 2, jvmArgsAppend = "-Xmx1g")
public class WorkbookBenchmark {

    /** A small district, and as many schools as the largest ones have. */
    @Param({"20", "1500"})
    int schoolCount;

    private BudgetWorkbooks workbooks = workbooks(1);
    private List<SchoolId> schools = List.of();

    @Setup
    public void draw() {
        workbooks = workbooks(schoolCount);
        schools = workbooks.allocation().schools().stream()
                .map(SchoolAllocation::id)
                .toList();
    }

    private static BudgetWorkbooks workbooks(int schoolCount) {
        District district = DrawnDistrict.of(schoolCount, 0);
        return BudgetWorkbooks.of(
                DrawnDistrict.guardedModel().resolve(district, DrawnDistrict.YEAR, DrawnDistrict.lastYear(district)));
    }

    BudgetWorkbooks workbooks() {
        return workbooks;
    }

    /** Returns how many bytes the calculators of all schools are. */
    @Benchmark
    public long calculators() throws IOException {
        Counted bytes = new Counted();
        for (SchoolId school : schools) {
            workbooks.writeCalculator(school, bytes);
        }
        return bytes.count;
    }

    /** Returns how many bytes the workbook of all schools is. */
    @Benchmark
    public long district() throws IOException {
        Counted bytes = new Counted();
        workbooks.writeDistrict(bytes);
        return bytes.count;
    }

    /** Keeps nothing of what is written. */
    private static final class Counted extends OutputStream {
        private long count;

        @Override
        public void write(int any) {
            count++;
        }

        @Override
        public void write(byte[] some, int from, int length) {
            count += length;
        }
    }
}
