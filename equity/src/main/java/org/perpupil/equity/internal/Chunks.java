package org.perpupil.equity.internal;

import static java.util.Objects.requireNonNull;

import com.google.common.base.Throwables;
import com.google.common.util.concurrent.Uninterruptibles;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/** Work in parts of a fixed size, whose results are taken in order: so they are the same on any number of threads. */
public final class Chunks {
    /** Rows of a part: enough that starting one costs nothing beside it. */
    public static final int ROWS = 1 << 16;

    /** Parts under way at a time: more threads than that would find nothing to do, and fewer results wait to be taken. */
    private static final int UNDER_WAY = 32;

    private Chunks() {}

    /** Returns how many parts so many rows make. */
    public static int of(int rows) {
        return (rows + ROWS - 1) / ROWS;
    }

    /**
     * Does the work of each part, and takes the results in order, on the caller's thread.
     *
     * @param executor may run parts; the caller does those that nobody has begun, so that no thread waits for another in vain
     */
    public static <T> void inOrder(int parts, Executor executor, IntFunction<T> work, Consumer<T> taken) {
        Deque<FutureTask<T>> underWay = new ArrayDeque<>();
        int next = 0;
        try {
            for (int part = 0; part < parts; part++) {
                for (; next < parts && underWay.size() < UNDER_WAY; next++) {
                    int number = next;
                    FutureTask<T> task = new FutureTask<>(() -> work.apply(number));
                    underWay.add(task);
                    executor.execute(task);
                }
                FutureTask<T> first = underWay.remove();
                first.run();
                taken.accept(result(first));
            }
        } finally {
            underWay.forEach(task -> task.cancel(true));
        }
    }

    private static <T> T result(FutureTask<T> task) {
        try {
            return requireNonNull(Uninterruptibles.getUninterruptibly(task));
        } catch (ExecutionException failed) {
            Throwables.throwIfUnchecked(requireNonNull(failed.getCause()));
            throw new AssertionError(failed);
        }
    }
}
