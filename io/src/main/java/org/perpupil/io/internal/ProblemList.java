package org.perpupil.io.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.perpupil.problem.Problem;

/** Collects the problems of one reading, up to a number after which reading on helps nobody and a hostile file could fill the memory. */
public final class ProblemList {
    private static final int MOST = 100_000;

    private final List<Problem> problems = new ArrayList<>();

    /** Adds a problem. */
    public void tell(Problem problem) {
        problems.add(problem);
    }

    /** Tells whether to stop before a place, and says so in a last problem; asked for every row, so that the place is made only then. */
    public boolean stopsAt(String code, Supplier<String> place) {
        if (problems.size() < MOST) {
            return false;
        }
        tell(new Problem(
                code,
                place.get(),
                problems.size() + " problems above",
                "fewer than %s problems".formatted(MOST),
                "Correct the data, or how it is read, and read it again; nothing from here on was read."));
        return true;
    }

    /** Returns the problems in the order in which they were found. */
    public List<Problem> all() {
        return problems;
    }
}
