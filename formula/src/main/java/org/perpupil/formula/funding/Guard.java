package org.perpupil.formula.funding;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.perpupil.district.SchoolId;
import org.perpupil.formula.Condition;
import org.perpupil.formula.Line;
import org.perpupil.formula.MoneyTerm;
import org.perpupil.formula.NumberTerm;
import org.perpupil.formula.Selection;
import org.perpupil.formula.Terms;
import org.perpupil.revenue.RevenueSource;

/**
 * A promise about a school's money: a minimum, no loss beyond a point, no gain beyond a point; with the lines that count and who
 * pays.
 *
 * <pre>{@code
 * Guard.minimum("minimum operating budget", rate("minimum").times(pupils()))
 *         .counting(everythingAbove()).paidBy(reserve)
 * Guard.holdHarmless("hold harmless", "95%").counting(everythingAbove()).paidByOthersOf(generalFund)
 * }</pre>
 *
 * <p>A guard is a line, or a few, at its place in the model's list: what stands below can undo it, which the allocation then
 * reports. It draws on unlocked, unrestricted money only. A school that is not eligible for the payer's money is not guarded.
 */
public final class Guard {
    private final ImmutableList<Line> lines;

    private Guard(List<Line> lines) {
        this.lines = ImmutableList.copyOf(lines);
    }

    /** Returns its lines, for people. */
    @Override
    public String toString() {
        return "guard " + lines;
    }

    /** A minimum in total: a minimum operating budget, the cost of baseline services. */
    public static Counted minimum(String name, MoneyTerm floor) {
        return new Counted(name, Optional.of(floor), Optional.empty(), Optional.empty());
    }

    /** A minimum for each pupil. */
    public static Counted perPupilMinimum(String name, MoneyTerm dollarsPerPupil) {
        return minimum(name, dollarsPerPupil.times(Terms.pupils()));
    }

    /** Not below a share, such as {@code "95%"}, of what the school had last year; schools that had nothing are not guarded. */
    public static Counted holdHarmless(String name, String share) {
        return holdHarmless(name, Terms.number(share));
    }

    /** Not below a share, such as a dated parameter, of what the school had last year; schools that had nothing are not guarded. */
    public static Counted holdHarmless(String name, NumberTerm share) {
        return new Counted(
                name,
                Optional.of(Terms.lastYear().times(share)),
                Optional.empty(),
                Optional.of(Terms.lastYear().isGiven()));
    }

    /**
     * Not below a share of what the school had for each pupil last year.
     *
     * @param lastYearsBasis the name of the counts of pupils that last year's budget was for
     */
    public static Counted holdHarmlessPerPupil(String name, String share, String lastYearsBasis) {
        return holdHarmlessPerPupil(name, Terms.number(share), lastYearsBasis);
    }

    /**
     * Not below a share, such as a dated parameter, of what the school had for each pupil last year.
     *
     * @param lastYearsBasis the name of the counts of pupils that last year's budget was for
     */
    public static Counted holdHarmlessPerPupil(String name, NumberTerm share, String lastYearsBasis) {
        MoneyTerm perPupil = Terms.lastYear().dividedBy(Terms.pupils().counted(lastYearsBasis));
        return new Counted(
                name,
                Optional.of(perPupil.times(Terms.pupils()).times(share)),
                Optional.empty(),
                Optional.of(perPupil.isGiven()));
    }

    /** Not above a share, such as {@code "104%"}, of what the school had last year. */
    public static Counted capGains(String name, String share) {
        return capGains(name, Terms.number(share));
    }

    /** Not above a share, such as a dated parameter, of what the school had last year. */
    public static Counted capGains(String name, NumberTerm share) {
        return maximum(name, Terms.lastYear().times(share), Terms.lastYear().isGiven());
    }

    /** Not above a sum, where a condition holds. */
    public static Counted maximum(String name, MoneyTerm cap, Condition where) {
        return new Counted(name, Optional.empty(), Optional.of(cap), Optional.of(where));
    }

    /** Between two shares of what the school had last year; a floor beats a cap. */
    public static Counted between(String name, String floor, String cap) {
        return between(name, Terms.number(floor), Terms.number(cap));
    }

    /** Between two shares, such as dated parameters, of what the school had last year; a floor beats a cap. */
    public static Counted between(String name, NumberTerm floor, NumberTerm cap) {
        return new Counted(
                name,
                Optional.of(Terms.lastYear().times(floor)),
                Optional.of(Terms.lastYear().times(cap)),
                Optional.of(Terms.lastYear().isGiven()));
    }

    /** Between two sums; a floor beats a cap. */
    public static Counted between(String name, MoneyTerm floor, MoneyTerm cap) {
        return new Counted(name, Optional.of(floor), Optional.of(cap), Optional.empty());
    }

    /** Leaves a school out, with the reason: it is not guarded, and does not pay for others. */
    public Guard exceptFor(SchoolId school, String reason) {
        return each(line -> line.exceptFor(school, reason));
    }

    private Guard each(UnaryOperator<Line> change) {
        return new Guard(lines.stream().map(change).toList());
    }

    /** Returns the guard as lines, in order. */
    public List<Line> lines() {
        return lines;
    }

    /** Waits for the lines that count, which are always said. */
    public static final class Counted {
        private final String name;
        private final Optional<MoneyTerm> floor;
        private final Optional<MoneyTerm> cap;
        private final Optional<Condition> where;

        private Counted(String name, Optional<MoneyTerm> floor, Optional<MoneyTerm> cap, Optional<Condition> where) {
            this.name = name;
            this.floor = floor;
            this.cap = cap;
            this.where = where;
        }

        /** The lines that are compared with the minimum or maximum. */
        public Payer counting(Selection lines) {
            return new Payer(this, lines);
        }
    }

    /** Waits for who pays, which is always a decision. */
    public static final class Payer {
        private final Counted guard;
        private final Selection counting;

        private Payer(Counted guard, Selection counting) {
            this.guard = guard;
            this.counting = counting;
        }

        /** A source, or a reserve with its limit, pays what is lacking, and takes back what is above a maximum. */
        public Guard paidBy(RevenueSource source) {
            ImmutableList.Builder<Line> lines = ImmutableList.builder();
            boolean both = guard.floor.isPresent() && guard.cap.isPresent();
            guard.cap
                    .map(cap ->
                            guard.floor.map(floor -> Terms.greatest(cap, floor)).orElse(cap))
                    .map(cap -> Line.line(both ? guard.name + ", maximum" : guard.name)
                            .lowerTo(cap)
                            .counting(counting))
                    .ifPresent(line -> lines.add(where(line).from(source)));
            guard.floor
                    .map(floor -> Line.line(both ? guard.name + ", minimum" : guard.name)
                            .raiseTo(floor)
                            .counting(counting))
                    .ifPresent(line -> lines.add(where(line).from(source)));
            return new Guard(lines.build());
        }

        /**
         * The other schools pay, and share what is taken back, in proportion to what a source paid them; nothing is added to
         * what the source pays in all.
         *
         * <p>A school for which the minimum or maximum has no value has none, and takes part. Each school's part is
         *
         * <pre>{@code
         * x = min(max(λ × b, floor), cap)
         * }</pre>
         *
         * with the one λ for which the source pays what it paid before.
         */
        public Guard paidByOthersOf(RevenueSource source) {
            Selection moved = Selection.from(source);
            Optional<MoneyTerm> floor = guard.floor.map(term -> unguarded(term, Terms.dollars(0)));
            Optional<MoneyTerm> cap =
                    guard.cap.map(term -> unguarded(term, Terms.sumOf(counting).plus(Terms.poolOf(source))));
            Line.Start start = Line.line(guard.name);
            Line line = floor.map(least ->
                            cap.map(most -> start.keepWithin(least, most)).orElseGet(() -> start.keepAtLeast(least)))
                    .orElseGet(() -> start.keepAtMost(cap.orElseThrow()))
                    .counting(counting, moved);
            return new Guard(List.of(line.from(source)));
        }

        private MoneyTerm unguarded(MoneyTerm bound, MoneyTerm none) {
            return guard.where.map(where -> Terms.when(where, bound, none)).orElse(bound);
        }

        /**
         * The schools that gain beyond a maximum pay for the minimum of the others, in proportion to those gains. What they
         * keep above it is what the minimum did not need; gains that do not suffice are refused.
         *
         * @param maximum above which a school's counted lines are a gain that can be taken
         */
        public Guard paidByGainsAbove(MoneyTerm maximum, RevenueSource source) {
            MoneyTerm floor = guard.floor.orElseThrow(
                    () -> new IllegalStateException("\"" + guard.name + "\" has no minimum that gains could pay for"));
            String gains = guard.name + ", gains that can pay";
            // The floor beats the maximum: what a school needs for its own floor is no gain.
            MoneyTerm keep = Terms.greatest(maximum, floor);
            Line raise = where(Line.line(guard.name).raiseTo(floor).counting(counting));
            Line gain = where(Line.line(gains).figure(Terms.sumOf(counting).inExcessOf(keep)));
            Line back = where(Line.line(guard.name + ", paid by gains")
                    .takeBack(Terms.total(Terms.amount(guard.name)))
                    .inProportionTo(Terms.amount(gains)));
            return new Guard(List.of(gain, raise.from(source), back.from(source)));
        }

        private Line where(Line line) {
            return guard.where.map(line::onlyWhere).orElse(line);
        }
    }
}
