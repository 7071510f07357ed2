package org.perpupil.equity.inequality;

import static java.util.Objects.requireNonNull;

import com.google.common.base.Throwables;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.ImmutableDoubleArray;
import com.google.common.util.concurrent.Uninterruptibles;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * How far a measure might be off by the chance of which schools there are: the schools are drawn again and again, with replacement, and
 * measured each time.
 *
 * <pre>{@code
 * Replicates gini = Bootstrap.withSeed(2027).of(spending, DollarsPerPupil::gini);
 * gini.percentileInterval(95); // [0.058, 0.070]
 * }</pre>
 *
 * <p>A replicate has as many units as there are, each drawn with the same chance and bringing its pupils; so the number of pupils
 * differs between replicates. This fits schools that stand for more than themselves, such as a sample, or one year of many. The
 * schools of a district in a year are all there are, and then nothing is left to chance.
 *
 * <p>Replicate r draws from the r-th generator that is split from one with the seed, over units in ascending order of dollars per
 * pupil. So the same seed gives the same bits, in whatever order units are given and on any number of threads.
 *
 * <p>Source: B. Efron, "Bootstrap methods: another look at the jackknife", <i>The Annals of Statistics</i> 7 (1979), 1–26; the
 * generator is that of G. L. Steele, D. Lea and C. H. Flood, "Fast splittable pseudorandom number generators", <i>OOPSLA</i> 2014,
 * 453–472.
 */
public final class Bootstrap {
    /** So that one more has whole percentiles and whole halves of them. */
    private static final int USUAL_REPLICATES = 1_999;

    /** What one thread does at a time. */
    private static final int CHUNK = 50;

    private final long seed;
    private final int replicates;

    private Bootstrap(long seed, int replicates) {
        this.seed = seed;
        this.replicates = replicates;
    }

    /** Returns a bootstrap of 1,999 replicates, all of which follow from the seed. */
    public static Bootstrap withSeed(long seed) {
        return new Bootstrap(seed, USUAL_REPLICATES);
    }

    /**
     * Returns the bootstrap with another number of replicates; the first of them stay the same.
     *
     * @param count at least 2; a count whose next number is a multiple of 200, such as 1,999, has limits of 95 and 99 per cent that are
     *     replicates themselves
     * @throws IllegalArgumentException if there are fewer
     */
    public Bootstrap withReplicates(int count) {
        if (count < 2) {
            throw new IllegalArgumentException("a bootstrap has at least 2 replicates, not " + count);
        }
        return new Bootstrap(seed, count);
    }

    /**
     * Measures every replicate, on the thread of the caller.
     *
     * @param measure the same for the same units, in any order; where it does not exist it throws {@link UndefinedMeasureException},
     *     and the replicate is counted apart
     * @throws UndefinedMeasureException if the measure does not exist for the units themselves
     * @throws ArithmeticException if it gives NaN or something infinite
     */
    public Replicates of(DollarsPerPupil spending, ToDoubleFunction<DollarsPerPupil> measure) {
        return of(spending, measure, Runnable::run);
    }

    /**
     * Measures every replicate, on the threads of an executor and that of the caller.
     *
     * @param measure as {@linkplain #of(DollarsPerPupil, ToDoubleFunction) without an executor}; called by several threads at a time
     * @throws UndefinedMeasureException if the measure does not exist for the units themselves
     * @throws ArithmeticException if it gives NaN or something infinite
     */
    public Replicates of(DollarsPerPupil spending, ToDoubleFunction<DollarsPerPupil> measure, Executor executor) {
        return run(spending, List.of(measure), executor).get(0);
    }

    /** Measures every replicate by every measure that exists for the units themselves, on the thread of the caller. */
    public Map<Measure, Replicates> ofEvery(DollarsPerPupil spending) {
        return ofEvery(spending, Runnable::run);
    }

    /**
     * Measures every replicate by every measure that exists for the units themselves, on the threads of an executor and that of the
     * caller. All measures see the same replicates.
     *
     * @return in the order of {@link Measure}; {@link DollarsPerPupil#figure} tells why one that is not there does not exist
     */
    public Map<Measure, Replicates> ofEvery(DollarsPerPupil spending, Executor executor) {
        List<Measure> existing = Arrays.stream(Measure.values())
                .filter(measure -> spending.figure(measure).value().isPresent())
                .toList();
        List<Replicates> found =
                run(spending, existing.stream().map(Measure::computation).toList(), executor);
        ImmutableMap.Builder<Measure, Replicates> results = ImmutableMap.builder();
        for (int i = 0; i < existing.size(); i++) {
            results.put(existing.get(i), found.get(i));
        }
        return results.buildOrThrow();
    }

    /** What one measure gives for some of the replicates: a value, or why there is none. */
    private record Outcomes(ImmutableDoubleArray values, ImmutableList<String> reasons) {}

    private List<Replicates> run(
            DollarsPerPupil spending, List<ToDoubleFunction<DollarsPerPupil>> measures, Executor executor) {
        double[] estimates = measures.stream()
                .mapToDouble(measure -> measured(measure, spending))
                .toArray();
        List<FutureTask<List<Outcomes>>> tasks = new ArrayList<>();
        SplittableRandom root = new SplittableRandom(seed);
        for (int first = 0; first < replicates; first += CHUNK) {
            List<SplittableRandom> generators = IntStream.range(first, Math.min(first + CHUNK, replicates))
                    .mapToObj(replicate -> root.split())
                    .toList();
            tasks.add(new FutureTask<>(chunk(spending.sorted(), measures, generators)));
        }
        List<List<Outcomes>> chunks = finished(tasks, executor);
        return IntStream.range(0, measures.size())
                .mapToObj(measure -> new Replicates(
                        estimates[measure],
                        chunks.stream()
                                .flatMapToDouble(chunk -> chunk.get(measure).values().stream())
                                .toArray(),
                        chunks.stream()
                                .flatMap(chunk -> chunk.get(measure).reasons().stream())
                                .toList()))
                .toList();
    }

    /**
     * Runs the tasks on an executor, and on this thread whatever the executor has not begun: so a pool that is busy with the caller does
     * not wait for itself.
     */
    private static List<List<Outcomes>> finished(List<FutureTask<List<Outcomes>>> tasks, Executor executor) {
        try {
            tasks.forEach(executor::execute);
            tasks.forEach(FutureTask::run);
            List<List<Outcomes>> chunks = new ArrayList<>();
            for (FutureTask<List<Outcomes>> task : tasks) {
                chunks.add(Uninterruptibles.getUninterruptibly(task));
            }
            return chunks;
        } catch (ExecutionException failed) {
            Throwables.throwIfUnchecked(requireNonNull(failed.getCause()));
            throw new AssertionError(failed);
        } finally {
            tasks.forEach(task -> task.cancel(false));
        }
    }

    /** The outcomes of some replicates by measure. */
    private static Callable<List<Outcomes>> chunk(
            Units units, List<ToDoubleFunction<DollarsPerPupil>> measures, List<SplittableRandom> generators) {
        return () -> {
            List<DollarsPerPupil> drawn = generators.stream()
                    .map(generator -> new DollarsPerPupil(units.times(draw(units.size(), generator)), List.of()))
                    .toList();
            return measures.stream().map(measure -> outcomes(measure, drawn)).toList();
        };
    }

    private static Outcomes outcomes(ToDoubleFunction<DollarsPerPupil> measure, List<DollarsPerPupil> drawn) {
        ImmutableDoubleArray.Builder values = ImmutableDoubleArray.builder();
        ImmutableList.Builder<String> reasons = ImmutableList.builder();
        for (DollarsPerPupil replicate : drawn) {
            try {
                values.add(measured(measure, replicate));
            } catch (UndefinedMeasureException exception) {
                reasons.add(exception.reason());
            }
        }
        return new Outcomes(values.build(), reasons.build());
    }

    /** How often each unit is drawn, with as many draws as there are units. */
    private static int[] draw(int size, SplittableRandom generator) {
        int[] counts = new int[size];
        for (int draw = 0; draw < size; draw++) {
            counts[generator.nextInt(size)]++;
        }
        return counts;
    }

    private static double measured(ToDoubleFunction<DollarsPerPupil> measure, DollarsPerPupil spending) {
        double value = measure.applyAsDouble(spending);
        if (!Double.isFinite(value)) {
            throw new ArithmeticException(
                    "the measure gives %s for %s; throw an UndefinedMeasureException where it does not exist"
                            .formatted(value, spending));
        }
        return value;
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof Bootstrap other && seed == other.seed && replicates == other.replicates;
    }

    @Override
    public int hashCode() {
        return 31 * Long.hashCode(seed) + replicates;
    }

    @Override
    public String toString() {
        return "%s replicates with seed %s".formatted(replicates, seed);
    }
}
