package org.perpupil.formula.internal.columns;

import static java.util.Objects.requireNonNull;

import java.math.RoundingMode;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.perpupil.district.School;
import org.perpupil.district.SchoolId;
import org.perpupil.exact.Rational;
import org.perpupil.exact.Rounding;
import org.perpupil.formula.Condition;
import org.perpupil.formula.Form;
import org.perpupil.formula.Line;
import org.perpupil.formula.Term;
import org.perpupil.formula.allocation.LineResult;
import org.perpupil.formula.allocation.SharedPot;
import org.perpupil.formula.internal.SchoolLine;
import org.perpupil.formula.internal.SharedLine;

/**
 * A line that shares a pot over all schools that it applies to.
 *
 * <p>What each school has and may get is computed in columns, and the pot is shared in whole units by {@link Level}. Where that is in
 * doubt, the whole line is computed in fractions.
 */
final class SharedColumn implements LineColumn {
    private final ColumnComputation computation;
    private final Line line;
    private final Form.Columns form;
    private final List<School> schools;
    private final Rounding rounding;
    private final boolean[] doubts = new boolean[Node.BLOCK];
    private final Steps steps;
    private final Node applies;
    private final Node by;
    private final Rounder own;
    private final Optional<Rounder> atLeast;
    private final Optional<Rounder> atMost;
    private final Optional<Node> crossed;
    private final Level level;
    private final Column column;
    private Optional<Map<SchoolId, LineResult>> results = Optional.empty();
    private Optional<SharedPot> pot = Optional.empty();

    SharedColumn(ColumnComputation computation, Line line, Form.Columns form) {
        this.computation = computation;
        this.line = line;
        this.form = form;
        this.schools = computation.world().district().schools();
        this.rounding = computation.roundingOf(line).orElseThrow();
        this.steps = new Steps(computation, line, doubts);
        this.applies = steps.applies();
        this.by = steps.of(form.by());
        this.own = steps.rounded(steps.of(form.own()), rounding.by(RoundingMode.FLOOR));
        this.atLeast = form.atLeast().map(term -> steps.rounded(steps.of(term), rounding.by(RoundingMode.CEILING)));
        this.atMost = form.atMost().map(term -> steps.rounded(steps.of(term), rounding.by(RoundingMode.FLOOR)));
        this.crossed = form.atLeast()
                .flatMap(least -> form.atMost()
                        .map(most -> steps.of(new Condition.Compare(least, Condition.Comparison.MORE_THAN, most))));
        this.level = new Level(schools.size());
        this.column = Column.of(schools.size());
    }

    @Override
    public Column column() {
        return column;
    }

    @Override
    public void run() {
        results = Optional.empty();
        steps.bind();
        Rational unit = Rational.of(rounding.unit());
        if (isHeld()) {
            read();
            if (isShared(unit)) {
                return;
            }
        }
        runInFractions();
    }

    /** Tells whether points and own means are held as whole numbers; what is not is rounded, which a level is not. */
    private boolean isHeld() {
        return by.isExact() && own.isWhole();
    }

    /** Reads what each school has and may get. */
    private void read() {
        level.begin();
        for (int from = 0; from < schools.size(); from += Node.BLOCK) {
            int count = Math.min(Node.BLOCK, schools.size() - from);
            Arrays.fill(doubts, 0, count, false);
            steps.run(from, count);
            for (int i = 0; i < count; i++) {
                if (doubts[i]) {
                    if (SchoolLine.applies(computation, line, schools.get(from + i))) {
                        readInFractions(from + i);
                    }
                } else if (applies.out[i] == 1) {
                    read(from + i, i);
                } else if (Double.isNaN(applies.out[i])) {
                    throw new Beyond();
                }
            }
        }
    }

    /** Reads a school of which columns do not tell what it has, or whether it has anything. */
    private void readInFractions(int school) {
        Optional<Rational> least = form.atLeast().map(term -> value(term, school));
        Optional<Rational> most = form.atMost().map(term -> value(term, school));
        Rational points = value(form.by(), school);
        if (points.signum() < 0
                || (least.isPresent() && most.isPresent() && least.get().compareTo(most.get()) > 0)) {
            throw new Beyond();
        }
        double leastUnits =
                least.map(value -> units(value, RoundingMode.CEILING)).orElse(Double.NEGATIVE_INFINITY);
        double mostUnits = most.map(value -> units(value, RoundingMode.FLOOR)).orElse(Double.POSITIVE_INFINITY);
        level.add(
                school,
                points.times(Rational.of(by.per()))
                        .toWhole(RoundingMode.UNNECESSARY)
                        .doubleValue(),
                units(value(form.own(), school), RoundingMode.UNNECESSARY),
                leastUnits,
                Math.max(leastUnits, mostUnits));
    }

    private Rational value(Term term, int school) {
        return computation.inFractions(line, schools.get(school), term).orElseThrow(Beyond::new);
    }

    private double units(Rational value, RoundingMode direction) {
        return value.dividedBy(Rational.of(rounding.unit())).toWhole(direction).doubleValue();
    }

    private void read(int school, int at) {
        double points = by.out[at];
        double least = atLeast.map(bound -> bound.units(at)).orElse(Double.NEGATIVE_INFINITY);
        double most = atMost.map(bound -> bound.units(at)).orElse(Double.POSITIVE_INFINITY);
        boolean isCrossed = crossed.isPresent() && crossed.get().out[at] == 1;
        boolean isKnown = points >= 0 && !Double.isNaN(least) && !Double.isNaN(most) && !Double.isNaN(own.units(at));
        if (!isKnown || isCrossed) {
            throw new Beyond();
        }
        level.add(school, points, own.units(at), least, Math.max(least, most));
    }

    private boolean isShared(Rational unit) {
        Rational whole = SchoolLine.working(computation, line, schools.get(0), form.pot())
                .value()
                .orElseThrow(Beyond::new)
                .dividedBy(unit);
        if (whole.floor().bitLength() >= Long.SIZE - 1) {
            throw new Beyond();
        }
        if (!level.share(whole.floor().longValueExact(), form.surplusStays())) {
            return false;
        }
        column.begin(own);
        double each = unit.numerator().doubleValue();
        for (int school = 0; school < schools.size(); school++) {
            column.put(school, level.takesPart(school) ? level.part(school) * each : Double.NaN);
        }
        column.end();
        return true;
    }

    boolean isInFractions() {
        return results.isPresent();
    }

    private void runInFractions() {
        column.fill(
                schools.stream().map(school -> inFractions(school.id()).value()).toList());
    }

    /** The result of a school in fractions, for which the whole line is computed in fractions once. */
    LineResult inFractions(SchoolId school) {
        if (results.isEmpty()) {
            SharedLine sharing = new SharedLine(computation, line, form, rounding);
            results = Optional.of(sharing.compute());
            pot = sharing.pot();
        }
        return requireNonNull(results.get().get(school), school::value);
    }

    /** How the pot was shared; the level is known in fractions only. */
    SharedPot pot() {
        inFractions(schools.get(0).id());
        return pot.orElseThrow();
    }
}
