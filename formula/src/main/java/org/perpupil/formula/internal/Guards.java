package org.perpupil.formula.internal;

import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
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

/** Compares what each guard promised when it was computed with what the schools have in the end. */
public final class Guards {
    private final Surroundings around;
    private final List<Promise> promises = new ArrayList<>();

    private Guards(Surroundings around) {
        this.around = around;
        around.lines().forEach(this::note);
    }

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

    /** Notes the promises of a line, if it is a guard that counts. */
    private void note(Line line) {
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
        for (School school : around.world().district().schools()) {
            LineResult result = around.result(line.name(), school.id());
            if (result.value().isPresent()
                    && isHeld(around, line, counting.among(around.above(line), line), school.id())) {
                promises.add(promise(around, line, counting, floor, cap, school, result));
            }
        }
    }

    private static Promise promise(
            Surroundings around,
            Line line,
            Selection counting,
            Optional<Term> floor,
            Optional<Term> cap,
            School school,
            LineResult result) {
        Evaluator evaluator = new Evaluator(around, line, school);
        return new Promise(
                line,
                counting,
                school.id(),
                floor.flatMap(term -> evaluator.working(term).value()),
                cap.flatMap(term -> evaluator.working(term).value()),
                sum(around, counting.among(around.above(line), line), school.id()),
                result.amount().orElseThrow(),
                Rational.of(around.roundingOf(line).orElse(Rounding.cents()).unit()));
    }

    private static Money sum(Surroundings around, Iterable<Line> lines, SchoolId school) {
        // Amounts are whole cents; only a money figure that is counted by name may be finer.
        return Money.ofDollars(exactSum(around, lines, school), RoundingMode.HALF_UP);
    }

    private static Rational exactSum(Surroundings around, Iterable<Line> lines, SchoolId school) {
        Rational sum = Rational.ZERO;
        for (Line line : lines) {
            sum = sum.plus(around.result(line.name(), school).value().orElse(Rational.ZERO));
        }
        return sum;
    }

    /** Tells whether what a guard counts can be held as money; if not, that is a fault. */
    private static boolean isHeld(Surroundings around, Line guard, Iterable<Line> counted, SchoolId school) {
        boolean fits = SchoolLine.fits(exactSum(around, counted, school));
        if (!fits) {
            around.fault(
                    "amount.too-large",
                    guard,
                    around.school(school),
                    "counted lines that add up to more than can be held",
                    "sums below 92 quadrillion",
                    "Correct the rate or the counts.");
        }
        return fits;
    }

    /** Tells the fault where promises cannot be told when all lines are computed. */
    static void check(Surroundings around) {
        new Guards(around)
                .promises.forEach(
                        promise -> isHeld(around, promise.line(), countedInTheEnd(around, promise), promise.school()));
    }

    private static Set<Line> countedInTheEnd(Surroundings around, Promise promise) {
        Set<Line> counted = new LinkedHashSet<>(promise.counting().among(around.lines(), promise.line()));
        counted.add(promise.line());
        return counted;
    }

    /** Compares every promise with what the counted lines are when all lines are computed. */
    public static List<GuardOutcome> outcomes(Surroundings around) {
        List<GuardOutcome> outcomes = new ArrayList<>();
        for (Promise promise : new Guards(around).promises) {
            Set<Line> counted = countedInTheEnd(around, promise);
            GuardOutcome outcome = new GuardOutcome(
                    promise.line().name(),
                    promise.school(),
                    promise.floor(),
                    promise.cap(),
                    promise.before(),
                    promise.moved(),
                    sum(around, counted, promise.school()),
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
                                    undoneBy(around, promise, counted, outcome)));
        }
        return outcomes;
    }

    private static List<String> undoneBy(
            Surroundings around, Promise promise, Set<Line> counted, GuardOutcome outcome) {
        int sign = outcome.lacking().isZero() ? 1 : -1;
        return below(around, promise.line()).stream()
                .filter(counted::contains)
                .filter(line -> around.result(line.name(), promise.school())
                        .amount()
                        .filter(amount -> Long.signum(amount.cents()) == sign)
                        .isPresent())
                .map(Line::name)
                .toList();
    }

    private static List<Line> below(Surroundings around, Line line) {
        List<Line> lines = around.lines();
        return lines.subList(lines.indexOf(line) + 1, lines.size());
    }
}
