package org.perpupil.formula.internal;

import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.perpupil.district.School;
import org.perpupil.district.SchoolId;
import org.perpupil.exact.Rational;
import org.perpupil.exact.Rounding;
import org.perpupil.formula.Form;
import org.perpupil.formula.Line;
import org.perpupil.formula.Selection;
import org.perpupil.formula.Term;
import org.perpupil.formula.allocation.GuardOutcome;
import org.perpupil.formula.allocation.LineResult;
import org.perpupil.money.Money;

/** Remembers what each guard promised when it was computed, and compares it with what the schools have in the end. */
final class Guards {
    private final List<Promise> promises = new ArrayList<>();

    /** What a guard promised one school. */
    private record Promise(
            Line line,
            Selection counting,
            SchoolId school,
            Optional<Rational> floor,
            Optional<Rational> cap,
            Money before,
            Money moved,
            Rational tolerance) {}

    /** Notes the promises of a line that has just been computed, if it is a guard that counts. */
    void note(Computation computation, Line line, Map<SchoolId, LineResult> results) {
        Optional<Term> floor = Optional.empty();
        Optional<Term> cap = Optional.empty();
        Selection counting;
        if (line.form() instanceof Form.RaiseTo raise) {
            floor = Optional.of(raise.floor());
            counting = raise.counting();
        } else if (line.form() instanceof Form.LowerTo lower) {
            cap = Optional.of(lower.cap());
            counting = lower.counting();
        } else if (line.form() instanceof Form.KeepWithin keep) {
            floor = keep.floor();
            cap = keep.cap();
            counting = keep.counting();
        } else {
            return;
        }
        if (!line.counts()) {
            return;
        }
        for (Map.Entry<SchoolId, LineResult> result : results.entrySet()) {
            if (result.getValue().value().isPresent()
                    && isHeld(computation, line, counting.among(computation.above(line), line), result.getKey())) {
                promises.add(promise(computation, line, counting, floor, cap, result.getKey(), result.getValue()));
            }
        }
    }

    private static Promise promise(
            Computation computation,
            Line line,
            Selection counting,
            Optional<Term> floor,
            Optional<Term> cap,
            SchoolId id,
            LineResult result) {
        School school = computation.school(id);
        Evaluator evaluator = new Evaluator(computation, line, school);
        return new Promise(
                line,
                counting,
                id,
                floor.flatMap(term -> evaluator.working(term).value()),
                cap.flatMap(term -> evaluator.working(term).value()),
                sum(computation, counting.among(computation.above(line), line), id),
                result.amount().orElseThrow(),
                Rational.of(result.rounding().orElse(Rounding.cents()).unit()));
    }

    private static Money sum(Computation computation, Iterable<Line> lines, SchoolId school) {
        // Amounts are whole cents; only a money figure that is counted by name may be finer.
        return Money.ofDollars(exactSum(computation, lines, school), RoundingMode.HALF_UP);
    }

    private static Rational exactSum(Computation computation, Iterable<Line> lines, SchoolId school) {
        Rational sum = Rational.ZERO;
        for (Line line : lines) {
            sum = sum.plus(computation.result(line.name(), school).value().orElse(Rational.ZERO));
        }
        return sum;
    }

    /** Tells whether what a guard counts can be held as money; if not, that is a fault. */
    private static boolean isHeld(Computation computation, Line guard, Iterable<Line> counted, SchoolId school) {
        boolean fits = Computation.fits(exactSum(computation, counted, school));
        if (!fits) {
            computation.fault(
                    "amount.too-large",
                    guard,
                    computation.school(school),
                    "counted lines that add up to more than can be held",
                    "sums below 92 quadrillion",
                    "Correct the rate or the counts.");
        }
        return fits;
    }

    /** Finds what cannot be told of promises when all lines are computed. */
    void check(Computation computation) {
        promises.forEach(promise ->
                isHeld(computation, promise.line(), countedInTheEnd(computation, promise), promise.school()));
    }

    private static Set<Line> countedInTheEnd(Computation computation, Promise promise) {
        Set<Line> counted = new LinkedHashSet<>(promise.counting().among(computation.lines(), promise.line()));
        counted.add(promise.line());
        return counted;
    }

    /** Compares every promise with what the counted lines are when all lines are computed. */
    List<GuardOutcome> outcomes(Computation computation) {
        List<GuardOutcome> outcomes = new ArrayList<>();
        for (Promise promise : promises) {
            Set<Line> counted = countedInTheEnd(computation, promise);
            GuardOutcome outcome = new GuardOutcome(
                    promise.line().name(),
                    promise.school(),
                    promise.floor(),
                    promise.cap(),
                    promise.before(),
                    promise.moved(),
                    sum(computation, counted, promise.school()),
                    promise.tolerance(),
                    List.of());
            outcomes.add(
                    outcome.isHeld()
                            ? outcome
                            : new GuardOutcome(
                                    outcome.guard(),
                                    outcome.school(),
                                    outcome.floor(),
                                    outcome.cap(),
                                    outcome.before(),
                                    outcome.moved(),
                                    outcome.atEnd(),
                                    outcome.tolerance(),
                                    undoneBy(computation, promise, counted, outcome)));
        }
        return outcomes;
    }

    private static List<String> undoneBy(
            Computation computation, Promise promise, Set<Line> counted, GuardOutcome outcome) {
        int sign = outcome.lacking().isZero() ? 1 : -1;
        return computation.below(promise.line()).stream()
                .filter(counted::contains)
                .filter(line -> computation
                        .result(line.name(), promise.school())
                        .amount()
                        .filter(amount -> Long.signum(amount.cents()) == sign)
                        .isPresent())
                .map(Line::name)
                .toList();
    }
}
