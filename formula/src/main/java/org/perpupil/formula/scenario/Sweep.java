package org.perpupil.formula.scenario;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.perpupil.formula.funding.ResolvedModel;

/**
 * Thousands of scenarios of one model, for one district or many.
 *
 * <pre>{@code
 * Sweep.of(model.resolve(district, year))
 *         .on(executor, 2)
 *         .run(scenarios, Outcome::total, swept -> System.out.println(swept.scenario() + ": " + swept.value()));
 * }</pre>
 *
 * <p>The model is compiled once for each thread and kept for the next run; a scenario computes again only what hangs on something that
 * it changes, so that a what-if takes a fraction of a millisecond where somebody waits for it. Amounts are
 * the same to the cent as {@link Scenario#appliedTo} and {@link ResolvedModel#allocate()} give, whatever the number of threads.
 */
public final class Sweep {
    private final ImmutableList<ResolvedModel> bases;
    private final Executor executor;
    private final int threads;
    private final BooleanSupplier stop;
    private final LongConsumer progress;

    /** What was compiled and is not in use. */
    private final Queue<Compiled> free;

    private Sweep(
            ImmutableList<ResolvedModel> bases,
            Queue<Compiled> free,
            Executor executor,
            int threads,
            BooleanSupplier stop,
            LongConsumer progress) {
        this.bases = bases;
        this.free = free;
        this.executor = executor;
        this.threads = threads;
        this.stop = stop;
        this.progress = progress;
    }

    /** Returns a sweep over a model for one district, on the calling thread alone. */
    public static Sweep of(ResolvedModel base) {
        return of(List.of(base));
    }

    /**
     * Returns a sweep over one model for several districts, on the calling thread alone. Small districts are computed together, so
     * that a nation of them costs per school about what a few large ones do, and not a compilation each.
     *
     * @throws IllegalArgumentException if there are none, or they differ in model or year
     */
    public static Sweep of(List<ResolvedModel> bases) {
        ImmutableList<ResolvedModel> all = ImmutableList.copyOf(bases);
        if (all.isEmpty()) {
            throw new IllegalArgumentException("a sweep has at least one district");
        }
        ResolvedModel first = all.get(0);
        for (ResolvedModel base : all) {
            if (!base.year().equals(first.year()) || !base.model().equals(first.model())) {
                throw new IllegalArgumentException(
                        "a sweep has one model and year, not \"%s\" and \"%s\"".formatted(first, base));
            }
        }
        return new Sweep(all, new ConcurrentLinkedQueue<>(), Runnable::run, 1, () -> false, done -> {});
    }

    /**
     * Returns the sweep on several threads: the calling one, which always works, and the others of an executor. Own figures of the model
     * are called on all of them, several at once.
     *
     * @param threads 1 or more; if the executor gives fewer, it takes longer and nothing else
     */
    public Sweep on(Executor executor, int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("a sweep takes at least 1 thread, not " + threads);
        }
        return new Sweep(bases, free, requireNonNull(executor, "executor"), threads, stop, progress);
    }

    /** Returns the sweep that tells how many scenarios are done, after each one; one call at a time. */
    public Sweep reportingTo(LongConsumer done) {
        return new Sweep(bases, free, executor, threads, stop, requireNonNull(done, "done"));
    }

    /**
     * Returns the sweep that asks before each scenario whether to stop. It also stops when the calling thread is interrupted, and leaves
     * it so.
     */
    public Sweep stoppingWhen(BooleanSupplier cancelled) {
        return new Sweep(bases, free, executor, threads, requireNonNull(cancelled, "cancelled"), progress);
    }

    /**
     * Computes scenarios, and hands over what was read off each, in their order.
     *
     * @param scenarios taken one after the other as they are needed, so that there may be any number of them
     * @param read what is wanted of a scenario in a district; called on any of the threads, several at once
     * @param each takes it: scenario by scenario, in each the districts in their order, one call at a time
     * @return how many scenarios were handed over; fewer than there are only if the sweep was stopped
     */
    public <R> long run(
            Iterable<Scenario> scenarios,
            Function<? super Outcome, ? extends R> read,
            Consumer<? super Swept<R>> each) {
        Run<R> run = new Run<>(scenarios.iterator(), read, each);
        for (int helper = 1; helper < threads; helper++) {
            try {
                executor.execute(run::help);
            } catch (RejectedExecutionException busy) {
                break;
            }
        }
        return run.finish();
    }

    /** Computes scenarios, and returns what was read off each, as {@link #run} hands it over. */
    public <R> List<Swept<R>> read(Iterable<Scenario> scenarios, Function<? super Outcome, ? extends R> read) {
        ImmutableList.Builder<Swept<R>> all = ImmutableList.builder();
        this.<R>run(scenarios, read, all::add);
        return all.build();
    }

    /** One run: scenarios are taken by whoever is free, and what was read waits until its turn has come. */
    private final class Run<R> {
        /** So many scenarios may be ahead of the one that is waited for. */
        private static final long AHEAD = 256;

        private final Iterator<Scenario> scenarios;
        private final Function<? super Outcome, ? extends R> read;
        private final Consumer<? super Swept<R>> each;
        private final Map<Long, List<Swept<R>>> waiting = new HashMap<>();
        private final List<Throwable> failures = new ArrayList<>();
        private long taken;
        private long handedOver;
        private int working;
        private boolean ended;

        Run(
                Iterator<Scenario> scenarios,
                Function<? super Outcome, ? extends R> read,
                Consumer<? super Swept<R>> each) {
            this.scenarios = scenarios;
            this.read = read;
            this.each = each;
        }

        /** A scenario that one of the threads computes, with its number from 1. */
        private record Taken(long number, Scenario scenario) {}

        void help() {
            synchronized (this) {
                working++;
            }
            try {
                work();
            } finally {
                synchronized (this) {
                    working--;
                    notifyAll();
                }
            }
        }

        /** Works on the calling thread until all is done; throws what a function of the caller has thrown. */
        long finish() {
            help();
            synchronized (this) {
                boolean interrupted = false;
                while (working > 0) {
                    try {
                        wait();
                    } catch (InterruptedException stopped) {
                        interrupted = true;
                        ended = true;
                    }
                }
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
                for (Throwable failure : failures) {
                    if (failure instanceof Error error) {
                        throw error;
                    }
                    throw (RuntimeException) failure;
                }
                return handedOver;
            }
        }

        private void work() {
            try {
                Compiled known = free.poll();
                Compiled compiled = known == null ? new Compiled(bases) : known;
                for (Optional<Taken> next = take(); next.isPresent(); next = take()) {
                    compute(compiled, next.get());
                }
                free.add(compiled);
            } catch (RuntimeException | Error failure) {
                synchronized (this) {
                    failures.add(failure);
                    ended = true;
                    notifyAll();
                }
            }
        }

        private void compute(Compiled compiled, Taken one) {
            if (threads == 1) {
                // It is always the turn of what is read: nothing has to wait.
                compiled.compute(one.scenario(), read, each);
                handedOver++;
                progress.accept(handedOver);
            } else {
                List<Swept<R>> swept = new ArrayList<>(bases.size());
                compiled.<R>compute(one.scenario(), read, swept::add);
                handOver(one.number(), swept);
            }
        }

        /** Takes the next scenario; empty at the end. */
        private synchronized Optional<Taken> take() {
            while (!ended && taken - handedOver >= AHEAD) {
                try {
                    wait();
                } catch (InterruptedException stopped) {
                    Thread.currentThread().interrupt();
                    return Optional.empty();
                }
            }
            if (ended || Thread.currentThread().isInterrupted() || stop.getAsBoolean() || !scenarios.hasNext()) {
                ended = true;
                notifyAll();
                return Optional.empty();
            }
            taken++;
            return Optional.of(new Taken(taken, requireNonNull(scenarios.next(), "scenario")));
        }

        private synchronized void handOver(long number, List<Swept<R>> read) {
            waiting.put(number, read);
            List<Swept<R>> next = waiting.remove(handedOver + 1);
            while (next != null && failures.isEmpty()) {
                next.forEach(each);
                handedOver++;
                progress.accept(handedOver);
                next = waiting.remove(handedOver + 1);
            }
            notifyAll();
        }
    }
}
