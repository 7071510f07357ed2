package org.perpupil.formula.internal.columns;

import static java.util.Objects.requireNonNull;

import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
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
 * A line that shares a pot over all schools of a district that it applies to.
 *
 * <p>What each school has and may get is computed in columns, and the pot of each district is shared in whole units by {@link Level}.
 * Where that is in doubt, the line is computed in fractions for the whole district.
 */
final class SharedColumn extends LineColumn {
    private static final double[] NOTHING = {Double.NaN, 0};

    private final Form.Columns form;
    private final Rounding rounding;
    private final Rational unit;
    private final Node applies;
    private final Node by;
    private final Rounder own;
    private final Optional<Rounder> atLeast;
    private final Optional<Rounder> atMost;
    private final Optional<Node> crossed;
    private final Steps stepsOfPot;
    private final Rounder pot;
    private final Level level;

    /** What a unit comes to in multiples of the column. */
    private final long each;

    /** 1 for a school that takes part, 0 for the others. */
    private final double[] takes;

    /** What each school gets, in multiples of the column; 0 for whoever takes no part. */
    private final long[] parts;

    private double lowest;
    private double highest;

    /** Whether anybody looks at the column: what is only paid is read off the parts. */
    private boolean isLookedAt;

    private boolean isFilled = true;

    private final long[] sums;
    private final Map<Integer, InFractions> inFractions = new HashMap<>();

    SharedColumn(Batch batch, Line line, Form.Columns form) {
        super(batch, line);
        this.form = form;
        this.rounding = batch.roundingOf(line).orElseThrow();
        this.unit = Rational.of(rounding.unit());
        this.applies = steps.applies();
        this.by = steps.of(form.by());
        this.own = steps.rounded(steps.of(form.own()), rounding.by(RoundingMode.FLOOR));
        this.atLeast = form.atLeast().map(term -> steps.rounded(steps.of(term), rounding.by(RoundingMode.CEILING)));
        this.atMost = form.atMost().map(term -> steps.rounded(steps.of(term), rounding.by(RoundingMode.FLOOR)));
        this.crossed = form.atLeast()
                .flatMap(least -> form.atMost()
                        .map(most -> steps.of(new Condition.Compare(least, Condition.Comparison.MORE_THAN, most))));
        this.stepsOfPot = Steps.ofDistricts(batch, line);
        this.pot = stepsOfPot.rounded(stepsOfPot.of(form.pot()), rounding.by(RoundingMode.FLOOR));
        this.each = unit.numerator().longValueExact();
        this.level = batch.workspace().level();
        level.makeRoom(batch.size());
        this.takes = new double[batch.size()];
        this.parts = new long[batch.size()];
        this.sums = new long[batch.districtCount()];
    }

    /** A line that was computed in fractions for a district. */
    private record InFractions(Map<SchoolId, LineResult> results, SharedPot pot) {}

    @Override
    boolean refresh() {
        boolean isPotNew = stepsOfPot.refresh();
        return super.refresh() || isPotNew;
    }

    @Override
    void forget() {
        super.forget();
        stepsOfPot.forget();
    }

    @Override
    void compute() {
        inFractions.clear();
        steps.bind();
        super.column().begin(own);
        // What is no whole number would be rounded, which a level is not.
        boolean isHeld = by.isExact() && own.isWhole();
        if (isHeld) {
            // Means of 0 may be missing as well.
            boolean hasMeans = !form.own().equals(Form.ZERO);
            level.begin(parts, hasMeans, atLeast.isPresent(), atMost.isPresent());
            for (int from = 0; from < batch.size(); from += Node.BLOCK) {
                int count = Math.min(Node.BLOCK, batch.size() - from);
                steps.run(from, count);
                read(from, count, hasMeans);
            }
        }
        stepsOfPot.bind();
        for (int from = 0; from < batch.districtCount(); from += Node.BLOCK) {
            int count = Math.min(Node.BLOCK, batch.districtCount() - from);
            stepsOfPot.run(from, count);
            for (int at = 0; at < count; at++) {
                share(from + at, at, isHeld);
            }
        }
        inFractions.forEach(this::keep);
        measure();
        isFilled = false;
        if (isLookedAt) {
            fill();
        }
    }

    /** Notes how large the parts are, to a power of two. */
    private void measure() {
        long bits = 0;
        long signs = 0;
        for (long part : parts) {
            bits |= Math.abs(part);
            signs |= part;
        }
        double bound = bits == 0 ? 0 : (Long.highestOneBit(bits) << 1) - 1;
        highest = bound;
        lowest = signs < 0 ? -bound : 0;
        if (bound >= Grid.END) {
            throw new Beyond();
        }
    }

    @Override
    boolean hasValue(int at) {
        return takes[at] == 1;
    }

    @Override
    long cents(int at) {
        return parts[at] * (100 / per());
    }

    @Override
    double low() {
        return lowest;
    }

    @Override
    double greatest() {
        return highest;
    }

    @Override
    void addCents(int from, int to, long[] cents, int start) {
        long times = 100 / per();
        for (int school = from; school < to; school++) {
            cents[start + school - from] += parts[school] * times;
        }
    }

    @Override
    void copyCents(int from, int to, long[] copies, int start) {
        if (per() == 100) {
            System.arraycopy(parts, from, copies, start, to - from);
        } else {
            super.copyCents(from, to, copies, start);
        }
    }

    @Override
    Column column() {
        isLookedAt = true;
        if (!isFilled) {
            fill();
        }
        return super.column();
    }

    private void fill() {
        for (int from = 0; from < batch.size(); from += Node.BLOCK) {
            int count = Math.min(Node.BLOCK, batch.size() - from);
            double[] block = super.column().block(from);
            for (int i = 0; i < count; i++) {
                // Without a branch that nobody could foresee.
                block[i] = parts[from + i] + NOTHING[(int) takes[from + i]];
            }
        }
        super.column().end(lowest, highest);
        isFilled = true;
    }

    /** Shares the pot of a district, which stands at a place in its block. */
    private void share(int district, int at, boolean isHeld) {
        int from = batch.start(district);
        int to = batch.start(district + 1);
        boolean isShared = false;
        if (!mark[district]) {
            try {
                isShared = isHeld && level.share(potOf(district, at), from, to, form.surplusStays());
                if (!isShared) {
                    inFractions(district);
                }
            } catch (Beyond fault) {
                mark[district] = true;
            }
        }
        if (!isShared) {
            Arrays.fill(parts, from, to, 0);
            return;
        }
        sums[district] = level.total() * each;
        for (int school = from; school < to && each != 1; school++) {
            if (Math.abs(parts[school]) >= Grid.END / each) {
                throw new Beyond();
            }
            parts[school] *= each;
        }
    }

    /** Reads what each school of a block has and may get. */
    private void read(int from, int count, boolean hasMeans) {
        double[] answers = applies.out;
        double[] points = by.out;
        double[] into = level.by;
        boolean isOdd = steps.anyDoubt();
        for (int i = 0; i < count; i++) {
            // Nothing for whoever takes no part, without a branch that nobody could foresee.
            double its = answers[i] * points[i];
            takes[from + i] = answers[i];
            into[from + i] = its;
            isOdd |= !(its >= 0);
        }
        if (hasMeans) {
            isOdd |= read(own, level.own, from, count);
        }
        if (atLeast.isPresent()) {
            isOdd |= read(atLeast.get(), level.least, from, count);
        }
        if (atMost.isPresent()) {
            isOdd |= read(atMost.get(), level.most, from, count);
        }
        if (atLeast.isPresent() && atMost.isPresent()) {
            // A floor beats a cap, once both are whole units.
            for (int i = 0; i < count; i++) {
                level.most[from + i] = Math.max(level.least[from + i], level.most[from + i]);
            }
            double[] isCrossed = crossed.orElseThrow().out;
            for (int i = 0; i < count; i++) {
                isOdd |= takes[from + i] == 1 && isCrossed[i] != 0;
            }
        }
        if (isOdd) {
            for (int i = 0; i < count; i++) {
                readOdd(from + i, i);
            }
        }
    }

    /** Reads units of those that take part; tells whether one has none. */
    private boolean read(Rounder units, double[] into, int from, int count) {
        boolean isOdd = false;
        for (int i = 0; i < count; i++) {
            double its = takes[from + i] == 1 ? units.units(i) : 0;
            into[from + i] = its;
            isOdd |= Double.isNaN(its);
        }
        return isOdd;
    }

    /** Reads a school of a block in which columns do not tell of some what they have, or tell a fault. */
    private void readOdd(int school, int at) {
        int district = batch.districtOf()[school];
        try {
            if (steps.inDoubt(at, takes[school] != 0)) {
                readInFractions(school);
                return;
            }
        } catch (Beyond fault) {
            mark[district] = true;
        }
        if (takes[school] == 0) {
            level.by[school] = 0;
        }
        mark[district] |= Double.isNaN(applies.out[at])
                || (takes[school] == 1 && !(level.by[school] >= 0))
                || level.isMissingAny(school)
                || (takes[school] == 1 && crossed.isPresent() && crossed.get().out[at] != 0);
    }

    private void readInFractions(int school) {
        ColumnComputation district = batch.district(batch.districtOf()[school]);
        takes[school] = SchoolLine.applies(district, line, batch.school(school)) ? 1 : 0;
        if (takes[school] == 0) {
            level.put(school, 0, 0, 0, 0);
            return;
        }
        Optional<Rational> least = form.atLeast().map(term -> value(term, school));
        Optional<Rational> most = form.atMost().map(term -> value(term, school));
        Rational points = value(form.by(), school);
        if (points.signum() < 0
                || (least.isPresent() && most.isPresent() && least.get().compareTo(most.get()) > 0)) {
            throw new Beyond();
        }
        double leastUnits =
                least.map(value -> units(value, RoundingMode.CEILING)).orElse(-Level.BOUNDLESS);
        double mostUnits = most.map(value -> units(value, RoundingMode.FLOOR)).orElse(Level.BOUNDLESS);
        level.put(
                school,
                points.times(Rational.of(by.per()))
                        .toWhole(RoundingMode.UNNECESSARY)
                        .doubleValue(),
                units(value(form.own(), school), RoundingMode.UNNECESSARY),
                leastUnits,
                Math.max(leastUnits, mostUnits));
    }

    private Rational value(Term term, int school) {
        return batch.valueInFractions(line, school, term, mark).orElseThrow(Beyond::new);
    }

    private double units(Rational value, RoundingMode direction) {
        return value.dividedBy(unit).toWhole(direction).doubleValue();
    }

    @Override
    long sum(int district) {
        return sums[district];
    }

    /** The pot of a district in units; each of its schools sees the same. */
    private long potOf(int district, int at) {
        double units = pot.units(at);
        if (stepsOfPot.inDoubt(at, true) || Double.isNaN(units)) {
            Rational whole = value(form.pot(), batch.start(district)).dividedBy(unit);
            if (whole.floor().bitLength() >= Long.SIZE - 1) {
                throw new Beyond();
            }
            return whole.floor().longValueExact();
        }
        return (long) units;
    }

    private void keep(int district, InFractions all) {
        Rational per = Rational.of(per());
        sums[district] = 0;
        for (int school = batch.start(district); school < batch.start(district + 1); school++) {
            Optional<Rational> value =
                    requireNonNull(all.results().get(batch.school(school).id())).value();
            BigInteger part = value.map(its -> its.times(per).toWhole(RoundingMode.UNNECESSARY))
                    .orElse(BigInteger.ZERO);
            if (part.bitLength() >= Long.SIZE - 1) {
                throw new Beyond();
            }
            takes[school] = value.isPresent() ? 1 : 0;
            parts[school] = part.longValueExact();
            sums[district] += parts[school];
        }
    }

    /** What a district has in fractions, for which the whole line is computed in fractions once. */
    private InFractions inFractions(int district) {
        InFractions known = inFractions.get(district);
        if (known == null) {
            SharedLine sharing = new SharedLine(batch.district(district), line, form, rounding);
            known = new InFractions(sharing.compute(), sharing.pot().orElseThrow(Beyond::new));
            inFractions.put(district, known);
        }
        return known;
    }

    boolean isInFractions(int district) {
        return inFractions.containsKey(district);
    }

    LineResult inFractions(int district, SchoolId school) {
        return requireNonNull(inFractions(district).results().get(school), school::value);
    }

    /** How the pot of a district was shared; the level is known in fractions only. */
    SharedPot pot(int district) {
        return inFractions(district).pot();
    }

    /** Sets the level of each district. */
    void levels(Column ofDistricts) {
        ofDistricts.fill(IntStream.range(0, batch.districtCount())
                .mapToObj(district -> mark[district]
                        ? Optional.<Rational>empty()
                        : Optional.of(pot(district).level()))
                .toList());
    }
}
