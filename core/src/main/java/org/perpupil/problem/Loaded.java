package org.perpupil.problem;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.stream.Stream;

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
    /** So many problems, and as many notices, are in the text; the lists have all. */
    private static final int SHOWN = 10;

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

    /** Returns how many rows were used, and the first problems and notices, each on a line of its own; the value is not in it. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("%s of %s rows used".formatted(rowsUsed, rowsRead));
        append(text, problems.size(), "problem", problems.stream().map(Problem::message));
        append(text, notices.size(), "notice", notices.stream().map(Notice::message));
        return text.toString();
    }

    private static void append(StringBuilder text, int count, String what, Stream<String> messages) {
        if (count > 0) {
            text.append("\n%s %s%s:".formatted(count, what, count == 1 ? "" : "s"));
            messages.limit(SHOWN).forEach(message -> text.append("\n  ").append(message));
        }
        if (count > SHOWN) {
            text.append("\n  … and %s more".formatted(count - SHOWN));
        }
    }
}
