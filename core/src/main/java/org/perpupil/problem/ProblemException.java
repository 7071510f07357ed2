package org.perpupil.problem;

import com.google.common.collect.ImmutableList;
import java.util.Collection;
import java.util.List;

/** Faults that leave no result: all of them, never only the first. */
public final class ProblemException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    /** Not written when the exception is serialised; the message tells all problems. */
    private final transient ImmutableList<Problem> problems;

    /**
     * Tells of at least one problem.
     *
     * @param doing what could not be done, such as {@code "the district cannot be built"}
     */
    public ProblemException(String doing, Collection<Problem> problems) {
        super(message(doing, problems));
        this.problems = ImmutableList.copyOf(problems);
    }

    private static String message(String doing, Collection<Problem> problems) {
        if (problems.isEmpty()) {
            throw new IllegalArgumentException("no problem, no exception");
        }
        StringBuilder message = new StringBuilder(doing)
                .append(problems.size() == 1 ? "; 1 problem:" : "; " + problems.size() + " problems:");
        problems.forEach(problem -> message.append("\n  ").append(problem.message()));
        return message.toString();
    }

    /** Throws if there are problems. */
    public static void throwIfAny(String doing, Collection<Problem> problems) {
        if (!problems.isEmpty()) {
            throw new ProblemException(doing, problems);
        }
    }

    public List<Problem> problems() {
        return problems;
    }
}
