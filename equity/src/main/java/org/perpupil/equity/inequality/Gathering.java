package org.perpupil.equity.inequality;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.perpupil.problem.Problem;
import org.perpupil.problem.ProblemException;

/** Collects units, and tells apart what is wrong from what only has no weight. */
final class Gathering {
    /** Below this and above {@link #LARGEST} a number is a fault; between them no sum or power in a measure leaves the doubles. */
    static final double SMALLEST = 1e-15;

    static final double LARGEST = 1e15;

    record Unit(double dollarsPerPupil, double pupils) {}

    private final List<Unit> units = new ArrayList<>();
    private final List<Problem> leftOut = new ArrayList<>();
    private final List<Problem> faults = new ArrayList<>();

    void add(Supplier<String> place, double dollarsPerPupil, double pupils) {
        boolean amountFits = check("dollars-per-pupil.range", place, "dollars per pupil", dollarsPerPupil);
        boolean fits = check("pupils.range", place, "pupils", pupils) && amountFits;
        if (fits && pupils == 0) {
            leaveOut(
                    "pupils.none",
                    place.get(),
                    "0 pupils",
                    "more than 0 pupils",
                    "Give the pupils, or report the money beside the measures.");
        } else if (fits) {
            // A negative zero becomes a plain one.
            units.add(new Unit(dollarsPerPupil + 0.0, pupils));
        }
    }

    private boolean check(String code, Supplier<String> place, String what, double value) {
        if (value == 0 || (value >= SMALLEST && value <= LARGEST)) {
            return true;
        }
        faults.add(new Problem(
                code,
                place.get(),
                value + " " + what,
                "0, or %s to %s".formatted(SMALLEST, LARGEST),
                "Correct the number, or leave it out and say so."));
        return false;
    }

    void leaveOut(String code, String place, String found, String allowed, String remedy) {
        leftOut.add(new Problem(code, place, found, allowed, remedy));
    }

    DollarsPerPupil finish(String refusal) {
        ProblemException.throwIfAny(refusal, faults);
        if (units.isEmpty()) {
            ProblemException.throwIfAny(refusal + ", for nobody is left", leftOut);
            throw new IllegalArgumentException(refusal + ", for there are none; give at least one school");
        }
        return new DollarsPerPupil(units, leftOut);
    }
}
