package org.perpupil.problem;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import java.util.List;

/**
 * What could be read, and every problem with the rest.
 *
 * @param value the good data
 * @param problems every fault found; empty if all was good
 * @param rowsRead how many rows there were; each was used or has a problem
 * @param rowsUsed how many of them are in the value
 * @param notices what is no fault and must be known: what was rounded, what the file cannot say
 */
public record Loaded<T>(T value, List<Problem> problems, int rowsRead, int rowsUsed, List<Notice> notices) {

    public Loaded {
        requireNonNull(value, "value");
        problems = ImmutableList.copyOf(problems);
        notices = ImmutableList.copyOf(notices);
        if (rowsUsed < 0 || rowsUsed > rowsRead) {
            throw new IllegalArgumentException("%s rows used of %s read".formatted(rowsUsed, rowsRead));
        }
    }

    /** Tells of nothing but problems. */
    public Loaded(T value, List<Problem> problems, int rowsRead, int rowsUsed) {
        this(value, problems, rowsRead, rowsUsed, List.of());
    }

    /**
     * Returns the value if there was no problem at all.
     *
     * @throws ProblemException that tells every problem
     */
    public T orThrow() {
        ProblemException.throwIfAny("%s of %s rows can be used".formatted(rowsUsed, rowsRead), problems);
        return value;
    }
}
