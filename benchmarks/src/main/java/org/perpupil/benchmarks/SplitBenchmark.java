package org.perpupil.benchmarks;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
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
import org.perpupil.district.SchoolId;
import org.perpupil.exact.LargestRemainder;
import org.perpupil.exact.Rational;
import org.perpupil.exact.Splitter;
import org.perpupil.money.Money;

/** Splits an amount among schools in proportion to their pupils, to the last cent: with names, and as bare numbers. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 10, time = 1)
@Fork(2)
public class SplitBenchmark {
    private static final long SEED = 20_270_701;

    /** Many enough that no branch is learned by heart; a power of two. */
    private static final int AMOUNTS = 256;

    /** A small district, a large one, and about as many schools as the country has. */
    @Param({"20", "1500", "100000"})
    int keyCount;

    private final Splitter splitter = new Splitter();
    private Map<SchoolId, Integer> shares = Map.of();
    private long[] pupils = {};
    private double[] column = {};
    private List<BigDecimal> counts = List.of();
    private long[] parts = {};
    private BigInteger everybody = BigInteger.ZERO;
    private Money[] amounts = {};
    private int next;

    @Setup
    public void draw() {
        SplittableRandom random = new SplittableRandom(SEED);
        Map<SchoolId, Integer> drawn = new LinkedHashMap<>();
        for (int i = 0; i < keyCount; i++) {
            drawn.put(SchoolId.of(String.format(Locale.ROOT, "%05d", i)), random.nextInt(40, 2_500));
        }
        shares = drawn;
        pupils = drawn.values().stream().mapToLong(count -> count).toArray();
        counts = LongStream.of(pupils).mapToObj(BigDecimal::valueOf).toList();
        column = LongStream.of(pupils).asDoubleStream().toArray();
        parts = new long[keyCount];
        everybody = BigInteger.valueOf(LongStream.of(pupils).sum());
        amounts = IntStream.range(0, AMOUNTS)
                .mapToObj(any -> Money.ofCents(random.nextLong(100_000L * keyCount, 1_000_000L * keyCount)))
                .toArray(Money[]::new);
    }

    /** The amount that the next run splits. */
    Money amount() {
        return amounts[next];
    }

    private Money nextAmount() {
        Money amount = amounts[next];
        next = (next + 1) & (AMOUNTS - 1);
        return amount;
    }

    @Benchmark
    public Map<SchoolId, Money> split() {
        return nextAmount().split(shares);
    }

    /** The same from fractions of any size. */
    @Benchmark
    public LargestRemainder<Integer> quotas() {
        Rational perPupil = Rational.of(nextAmount().cents()).dividedBy(Rational.of(everybody));
        Map<Integer, Rational> quotas = new LinkedHashMap<>();
        for (int i = 0; i < keyCount; i++) {
            quotas.put(i, perPupil.times(Rational.of(pupils[i])));
        }
        return LargestRemainder.of(quotas);
    }

    /** The peer: decimals, sorted by what is left of each. */
    @Benchmark
    public List<BigDecimal> decimals() {
        BigDecimal cents = BigDecimal.valueOf(nextAmount().cents());
        BigDecimal total = new BigDecimal(everybody);
        List<BigDecimal> given = new ArrayList<>();
        List<BigDecimal> left = new ArrayList<>();
        BigDecimal missing = cents;
        for (BigDecimal count : counts) {
            BigDecimal[] quota = cents.multiply(count).divideAndRemainder(total);
            given.add(quota[0]);
            left.add(quota[1]);
            missing = missing.subtract(quota[0]);
        }
        IntStream.range(0, keyCount)
                .boxed()
                .sorted(Comparator.<Integer, BigDecimal>comparing(left::get).reversed())
                .limit(missing.longValueExact())
                .forEach(i -> given.set(i, given.get(i).add(BigDecimal.ONE)));
        return given;
    }

    /** The same in arrays. */
    @Benchmark
    public long[] wholes() {
        splitter.split(nextAmount().cents(), pupils, 0, keyCount, parts);
        return parts;
    }

    /** The same in arrays, from a column of doubles. */
    @Benchmark
    public long[] column() {
        splitter.split(nextAmount().cents(), column, 0, keyCount, parts);
        return parts;
    }
}
