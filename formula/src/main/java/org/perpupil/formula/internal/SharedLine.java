package org.perpupil.formula.internal;

import static java.util.Objects.requireNonNull;

import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.perpupil.district.School;
import org.perpupil.district.SchoolId;
import org.perpupil.exact.Rational;
import org.perpupil.exact.Rounding;
import org.perpupil.formula.Form;
import org.perpupil.formula.Line;
import org.perpupil.formula.ValueType;
import org.perpupil.formula.allocation.LineResult;
import org.perpupil.formula.allocation.SharedPart;
import org.perpupil.formula.allocation.SharedPot;
import org.perpupil.formula.allocation.Wording;
import org.perpupil.formula.allocation.Working;
import org.perpupil.formula.allocation.Working.Given;
import org.perpupil.formula.allocation.Working.Made.Operation;
import org.perpupil.money.Money;
import org.perpupil.problem.Problem;

/** Computes one line that shares a pot over all schools it applies to. */
public final class SharedLine {
    private final Surroundings around;
    private final Line line;
    private final Form.Columns columns;
    private final Rounding rounding;
    private final Rational unit;
    private final Map<SchoolId, LineResult> results = new LinkedHashMap<>();
    private final Map<SchoolId, Row> rows = new LinkedHashMap<>();
    private final Map<SchoolId, Asked> applying = new LinkedHashMap<>();
    private Optional<SharedPot> sharedPot = Optional.empty();

    public SharedLine(Surroundings around, Line line, Form.Columns columns, Rounding rounding) {
        this.around = around;
        this.line = line;
        this.columns = columns;
        this.rounding = rounding;
        this.unit = Rational.of(rounding.unit());
    }

    /** A school's columns with their workings. */
    private record Row(
            Working by, Working own, Optional<Working> atLeast, Optional<Working> atMost, List<Working> lookedAt) {
        boolean isKnown() {
            return by.value().isPresent()
                    && own.value().isPresent()
                    && atLeast.map(bound -> bound.value().isPresent()).orElse(true)
                    && atMost.map(bound -> bound.value().isPresent()).orElse(true);
        }
    }

    /** The pot as it was shared; empty before that, and where a fault was told. */
    public Optional<SharedPot> pot() {
        return sharedPot;
    }

    public Map<SchoolId, LineResult> compute() {
        boolean known = true;
        for (School school : around.world().district().schools()) {
            Asked asked = SchoolLine.asked(around, line, school);
            results.put(school.id(), asked.withoutValue(line, Optional.of(rounding)));
            if (asked.applies()) {
                applying.put(school.id(), asked);
                known &= read(school);
            } else {
                // Whether it applies may hang on lines; then the row is known later.
                known &= asked.notApplied().isPresent();
            }
        }
        if (known && !around.factsOnly()) {
            share();
        }
        return results;
    }

    /** Reads a school's columns; tells whether all of them are known and right. */
    private boolean read(School school) {
        Evaluator evaluator = new Evaluator(around, line, school);
        Row row = new Row(
                evaluator.working(columns.by()),
                evaluator.working(columns.own()),
                columns.atLeast().map(evaluator::working),
                columns.atMost().map(evaluator::working),
                evaluator.lookedAt());
        SchoolLine.requireValue(around, line, school, row.by());
        SchoolLine.requireValue(around, line, school, row.own());
        row.atLeast().ifPresent(bound -> SchoolLine.requireValue(around, line, school, bound));
        row.atMost().ifPresent(bound -> SchoolLine.requireValue(around, line, school, bound));
        if (!row.isKnown()) {
            return false;
        }
        rows.put(school.id(), row);
        String sign = around.currencySign();
        if (value(row.by()).signum() < 0) {
            around.fault(
                    "points.negative",
                    line,
                    school,
                    row.by().text(sign) + " = "
                            + Wording.of(value(row.by()), row.by().type(), sign),
                    "0 or more",
                    "Correct what the pot is shared by.");
            return false;
        }
        if (row.atLeast().isPresent()
                && row.atMost().isPresent()
                && value(row.atLeast().get()).compareTo(value(row.atMost().get())) > 0) {
            around.fault(
                    "bounds.crossed",
                    line,
                    school,
                    "at least %s and at most %s"
                            .formatted(
                                    Wording.of(value(row.atLeast().get()), ValueType.MONEY, sign),
                                    Wording.of(value(row.atMost().get()), ValueType.MONEY, sign)),
                    "a least that is not above the most",
                    "Correct the claim, the floor or the cap.");
            return false;
        }
        return true;
    }

    private static Rational value(Working working) {
        return working.value().orElseThrow();
    }

    /** Bounds become whole units inside themselves: a floor up, a cap or claim down; a floor beats a cap. */
    private LevelSolver.Row inUnits(Row row) {
        Optional<Rational> atLeast = row.atLeast().map(bound -> inUnits(bound, RoundingMode.CEILING));
        Optional<Rational> atMost = row.atMost().map(bound -> inUnits(bound, RoundingMode.FLOOR));
        return new LevelSolver.Row(
                value(row.by()),
                value(row.own()).dividedBy(unit),
                atLeast,
                atMost.map(most -> atLeast.map(most::max).orElse(most)));
    }

    private Rational inUnits(Working bound, RoundingMode direction) {
        return Rational.of(value(bound).dividedBy(unit).toWhole(direction));
    }

    private void share() {
        List<School> schools = around.world().district().schools();
        Evaluator first = new Evaluator(around, line, schools.get(0));
        Working potWorking = first.working(columns.pot());
        if (potWorking.value().isEmpty()) {
            around.problem(problem(
                    "pot.missing",
                    "no pot: " + potWorking.why().orElse("not known"),
                    "a pot with a value",
                    "Give the source an amount."));
            return;
        }
        // Down to a whole unit: no more is given than there is, and what is taken back covers what is asked.
        Rational pot = Rational.of(value(potWorking).dividedBy(unit).floor());
        if (isTooLarge("a pot", pot)) {
            return;
        }
        Map<SchoolId, LevelSolver.Row> solved = new LinkedHashMap<>();
        rows.forEach((school, row) -> solved.put(school, inUnits(row)));
        LevelSolver solver = new LevelSolver(solved);
        Optional<Rational> least = solver.least();
        Optional<Rational> most = solver.most();
        Rational shared = pot;
        if (least.filter(bound -> pot.compareTo(bound) < 0).isPresent()) {
            refuse(pot, least.orElseThrow(), "pot.short", "short by ");
            return;
        }
        if (most.filter(bound -> pot.compareTo(bound) > 0).isPresent()) {
            if (!columns.surplusStays()) {
                refuse(pot, most.orElseThrow(), "pot.surplus", "over by ");
                return;
            }
            shared = most.orElseThrow();
        }
        LevelSolver.Solution solution = solver.share(shared);
        SharedPot whole = new SharedPot(
                line.name(),
                money(pot),
                money(shared),
                money(pot.minus(shared)),
                rows.values().stream().map(row -> value(row.by())).reduce(Rational.ZERO, Rational::plus),
                solution.level().times(unit),
                Computation.levelType(columns.by()),
                solution.roundedUp());
        List<Working> ofPot = SchoolLine.together(List.of(potWorking), first.lookedAt());
        rows.forEach((school, row) ->
                results.put(school, result(school, row, requireNonNull(solved.get(school)), solution, whole, ofPot)));
        sharedPot = Optional.of(whole);
    }

    /** A guard has no pot of its own: what cannot be met are its floors or caps. */
    private void refuseGuard(Rational apart, boolean isShort) {
        String difference = money(apart).display(around.currencySign());
        around.problem(
                isShort
                        ? problem(
                                "guard.floors",
                                "floors that lack %s, which the others cannot pay".formatted(difference),
                                "floors that the money of the source can meet",
                                "Lower the floor, or let a reserve pay.")
                        : problem(
                                "guard.caps",
                                "caps that leave %s, which nobody may take".formatted(difference),
                                "caps that the money of the source fits under",
                                "Raise the cap, or let the source take back what is above it."));
    }

    private void refuse(Rational pot, Rational bound, String code, String word) {
        if (isTooLarge("bounds", bound) || isTooLarge("a difference", pot.minus(bound))) {
            return;
        }
        if (line.form() instanceof Form.TakeBack) {
            String sign = around.currencySign();
            around.problem(problem(
                    "take-back.short",
                    "%s to take back, %s more than there is to take"
                            .formatted(
                                    money(pot).negated().display(sign),
                                    money(bound.minus(pot)).display(sign)),
                    "at most " + money(bound).negated().display(sign),
                    "Take back less, or let another source pay."));
            return;
        }
        if (line.form() instanceof Form.KeepWithin && !rows.isEmpty()) {
            refuseGuard(pot.max(bound).minus(pot.min(bound)), code.equals("pot.short"));
            return;
        }
        String sign = around.currencySign();
        // Floors that are more than the pot are too much for any points.
        boolean floors = code.equals("pot.short") && bound.signum() > 0;
        boolean nobody = !floors
                && rows.values().stream().allMatch(row -> value(row.by()).isZero());
        Rational apart = pot.max(bound).minus(pot.min(bound));
        String difference = word + money(apart).display(sign);
        around.problem(problem(
                nobody ? "pot.nobody" : code,
                rows.isEmpty()
                        ? "%s to share and no school that the line applies to"
                                .formatted(money(pot).display(sign))
                        : nobody
                                ? "%s to share and %s schools, whose points are all 0"
                                        .formatted(money(pot).display(sign), rows.size())
                                : "%s to share, %s".formatted(money(pot).display(sign), difference),
                rows.isEmpty() || nobody
                        ? "at least one school that can take it"
                        : (word.startsWith("short") ? "at least " : "at most ")
                                + money(bound).display(sign) + ", by the bounds of the schools",
                rows.isEmpty() || nobody
                        ? "Widen who is eligible, change what it is shared by, or lock the source."
                        : "Change the pot or the bounds."));
    }

    /** Tells whether units are more than money holds, which is a fault then. */
    private boolean isTooLarge(String what, Rational units) {
        boolean isTooLarge = !SchoolLine.fits(units.times(unit));
        if (isTooLarge) {
            around.problem(problem(
                    "amount.too-large",
                    what + " of " + Wording.of(units.times(unit), ValueType.MONEY, around.currencySign()),
                    "an amount below 92 quadrillion",
                    "Correct the rate or the count."));
        }
        return isTooLarge;
    }

    private Problem problem(String code, String found, String allowed, String remedy) {
        String place =
                line.source().map(source -> "source " + source + ", ").orElse("") + "line \"" + line.name() + "\"";
        return new Problem(code, place, found, allowed, remedy);
    }

    private Money money(Rational units) {
        return Money.ofDollars(units.times(unit), RoundingMode.UNNECESSARY);
    }

    private LineResult result(
            SchoolId school,
            Row row,
            LevelSolver.Row solved,
            LevelSolver.Solution solution,
            SharedPot pot,
            List<Working> ofPot) {
        Asked asked = requireNonNull(applying.get(school));
        Rational free = solution.level().times(solved.by()).minus(solved.own());
        boolean least =
                solved.atLeast().filter(bound -> free.compareTo(bound) <= 0).isPresent();
        boolean most = !least
                && solved.atMost().filter(bound -> free.compareTo(bound) >= 0).isPresent();
        Working atLevel = atLevel(row, solution.level(), free.times(unit));
        Working working = least
                ? bound(row.atLeast().orElseThrow(), atLevel, "the least it may be")
                : most ? bound(row.atMost().orElseThrow(), atLevel, "the most it may be") : atLevel;
        Rounding by = least ? rounding.by(RoundingMode.CEILING) : most ? rounding.by(RoundingMode.FLOOR) : rounding;
        return new LineResult(
                line,
                Optional.of(working),
                working.value(),
                Optional.of(requireNonNull(solution.parts().get(school)).times(unit)),
                Optional.of(by),
                solution.roundedUp().contains(school),
                Optional.empty(),
                asked.tests(),
                Optional.of(new SharedPart(
                        pot,
                        row.by(),
                        row.own(),
                        row.atLeast(),
                        row.atMost(),
                        free.times(unit),
                        least
                                ? Optional.of(SharedPart.Bound.LEAST)
                                : most ? Optional.of(SharedPart.Bound.MOST) : Optional.empty())),
                SchoolLine.together(SchoolLine.together(asked.lookedAt(), row.lookedAt()), ofPot));
    }

    /** The part as level × by − own. */
    private Working atLevel(Row row, Rational level, Rational exact) {
        Working levelWorking = new Given(
                Given.Kind.LEVEL,
                "level",
                "",
                Computation.levelType(columns.by()),
                Optional.of(level.times(unit)),
                Optional.empty());
        Working product = new Working.Made(
                Operation.PRODUCT,
                ValueType.MONEY,
                List.of(row.by(), levelWorking),
                Optional.of(level.times(unit).times(value(row.by()))),
                Optional.empty(),
                "");
        return value(row.own()).isZero()
                ? product
                : new Working.Made(
                        Operation.DIFFERENCE,
                        ValueType.MONEY,
                        List.of(product, row.own()),
                        Optional.of(exact),
                        Optional.empty(),
                        "");
    }

    /** The bound, and beside it what the level would give. */
    private static Working bound(Working bound, Working atLevel, String note) {
        return new Working.Made(
                Operation.CHOICE, ValueType.MONEY, List.of(bound, atLevel), bound.value(), Optional.empty(), note);
    }
}
