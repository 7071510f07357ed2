package org.perpupil.formula.funding;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.perpupil.exact.Rational;
import org.perpupil.exact.Rounding;
import org.perpupil.formula.FundingFormula;
import org.perpupil.formula.Line;
import org.perpupil.formula.MoneyTerm;
import org.perpupil.formula.NumberTerm;
import org.perpupil.formula.Selection;
import org.perpupil.formula.Term;
import org.perpupil.formula.Terms;
import org.perpupil.revenue.RevenueSource;

/**
 * How the pool of an unlocked source reaches the eligible schools, as lines that draw on the source in order.
 *
 * <p>Lump sums first and the rest in proportion is one distribution {@linkplain #then after} another.
 */
public sealed class Distribution implements Decision {
    private final ImmutableList<Part> parts;

    private Distribution(ImmutableList<Part> parts) {
        this.parts = parts;
    }

    /** The lines of one step, made when the source is known, and the formulas that they are from. */
    private record Part(List<FundingFormula> formulas, Function<RevenueSource, List<Line>> lines) {}

    private static Distribution of(List<FundingFormula> formulas, Function<RevenueSource, List<Line>> lines) {
        return new Distribution(ImmutableList.of(new Part(formulas, lines)));
    }

    static Distribution paying(FundingFormula formula) {
        return of(
                List.of(formula),
                source -> bound(formula).stream()
                        .map(line -> paidBy(line, source))
                        .toList());
    }

    static Distribution paying(Collection<Line> lines) {
        List<Line> several = List.copyOf(lines);
        return of(
                List.of(),
                source -> several.stream().map(line -> paidBy(line, source)).toList());
    }

    private static Line paidBy(Line line, RevenueSource source) {
        return line.form().isAmount() && line.source().isEmpty() ? line.from(source) : line;
    }

    /** A formula's lines as a part of a model: each keeps the formula's rounding and speaks of the formula's lines only. */
    static List<Line> bound(FundingFormula formula) {
        return formula.lines().stream()
                .map(line -> line.partOf(formula.name()))
                .map(line ->
                        line.rounding().isEmpty() && line.form().isAmount() ? line.rounded(formula.rounding()) : line)
                .toList();
    }

    static Distribution byCells(List<Cell> cells) {
        return of(List.of(), source -> {
            List<Line> lines = new ArrayList<>();
            for (Cell cell : cells) {
                lines.add(cell.line(source));
            }
            return lines;
        });
    }

    static InProportion inProportionTo(NumberTerm points) {
        return new InProportion(List.of(), split -> split.by(points), Optional.empty(), Optional.empty());
    }

    static InProportion inProportionTo(MoneyTerm points) {
        return new InProportion(List.of(), split -> split.by(points), Optional.empty(), Optional.empty());
    }

    static InProportion inProportionTo(FundingFormula formula) {
        return new InProportion(
                List.of(formula),
                split -> split.by(Terms.sumOf(Selection.section(formula.name()))),
                Optional.empty(),
                Optional.empty());
    }

    /**
     * What is left of a pool in proportion to points, and bounds of the parts if there are any.
     *
     * <pre>{@code
     * .unlocked(generalFund, inProportionTo(need).atLeast(lastYear().times("98.5%")).atMost(lastYear().times("104%")))
     * }</pre>
     *
     * <p>A school gets its floor or its cap where its points would bring less or more. The other schools that share pay for the floors and
     * gain by the caps, in proportion to their points, such that the pool is spent to the last cent. A floor beats a cap. Floors that come
     * to more than is left of the pool are refused when it is shared, and so are caps that come to less. A bound is of what this
     * distribution pays, not of what a school has from others, which a {@link Guard} bounds; and every school that shares has one: where
     * last year is not known, {@link MoneyTerm#ifMissing} says what stands for it.
     */
    public static final class InProportion extends Distribution {
        private final List<FundingFormula> formulas;
        private final Function<Line.Points, Line> points;
        private final Optional<MoneyTerm> floor;
        private final Optional<MoneyTerm> cap;

        private InProportion(
                List<FundingFormula> formulas,
                Function<Line.Points, Line> points,
                Optional<MoneyTerm> floor,
                Optional<MoneyTerm> cap) {
            super(ImmutableList.of(new Part(formulas, source -> {
                List<Line> lines = new ArrayList<>();
                // The source stands at the points, too, so that they are asked for in eligible schools only.
                formulas.forEach(formula -> bound(formula)
                        .forEach(line -> lines.add(paidBy(line, source).asShadow())));
                Line.Points split = split(source);
                split = floor.map(split::atLeast).orElse(split);
                split = cap.map(split::atMost).orElse(split);
                lines.add(points.apply(split).from(source));
                return lines;
            })));
            this.formulas = formulas;
            this.points = points;
            this.floor = floor;
            this.cap = cap;
        }

        /**
         * Returns the same, and no school that shares gets less than this, whatever its points; the others pay.
         *
         * @throws IllegalStateException if there is a floor already
         */
        public InProportion atLeast(MoneyTerm least) {
            once(floor, "floor");
            return new InProportion(formulas, points, Optional.of(least), cap);
        }

        /**
         * Returns the same, and no school gets more than this, unless its floor is more; the others gain.
         *
         * @throws IllegalStateException if there is a cap already
         */
        public InProportion atMost(MoneyTerm most) {
            once(cap, "cap");
            return new InProportion(formulas, points, floor, Optional.of(most));
        }

        private static void once(Optional<MoneyTerm> earlier, String what) {
            if (earlier.isPresent()) {
                throw new IllegalStateException(
                        "the distribution already has the %s %s".formatted(what, earlier.get()));
            }
        }
    }

    static Distribution serveFrom(NumberTerm highest, MoneyTerm claims) {
        return of(
                List.of(),
                source -> List.of(Line.line("served from " + source.name())
                        .serveInOrder(left(source), claims, Terms.rank(highest))
                        .from(source)));
    }

    static Distribution lifting(NumberTerm pupils, MoneyTerm ownMeans) {
        return of(
                List.of(),
                source -> List.of(
                        lift(source).lift(left(source), pupils, ownMeans).from(source)));
    }

    static Distribution lifting(MoneyTerm need, MoneyTerm ownMeans) {
        return of(
                List.of(),
                source ->
                        List.of(lift(source).lift(left(source), need, ownMeans).from(source)));
    }

    static Distribution closingGaps(NumberTerm share, MoneyTerm need, MoneyTerm ownMeans) {
        if (share.term() instanceof Term.Constant given
                && (given.value().signum() <= 0 || given.value().compareTo(Rational.ONE_WHOLE) > 0)) {
            throw new IllegalArgumentException(
                    "a share of each gap is more than 0 and at most 1, not %s; write 30%% for thirty of a hundred"
                            .formatted(given.value()));
        }
        return of(List.of(), source -> {
            // The pool is the given share of the gaps below the target, so the target is where the gaps come to the
            // pool ÷ share.
            Line gaps = Line.line("gaps that " + source.name() + " closes in part")
                    .lift(left(source).dividedBy(share), need, ownMeans)
                    .rounded(Rounding.cents())
                    .from(source)
                    .asShadow();
            MoneyTerm target = Terms.ratioOf(gaps.name()).times(need);
            return List.of(gaps, split(source).by(target.inExcessOf(ownMeans)).from(source));
        });
    }

    private static Line.Start lift(RevenueSource source) {
        return Line.line("lifted by " + source.name());
    }

    /** What is left of a pool; an overdrawn one has nothing to share, and is refused in the end. */
    static MoneyTerm left(RevenueSource source) {
        return Terms.greatest(Terms.dollars(0), Terms.remainingOf(source));
    }

    private static Line.Points split(RevenueSource source) {
        return Line.line("share of " + source.name()).split(left(source));
    }

    /** Returns this, and then another with what is left. */
    public Distribution then(Distribution next) {
        return new Distribution(
                ImmutableList.<Part>builder().addAll(parts).addAll(next.parts).build());
    }

    /** Returns this; if it costs more than the pool, all its lines are reduced together by one factor. */
    public Distribution prorateIfShort() {
        return followedBy((source, paid) -> Line.line("reduction to the pool of " + source.name())
                .takeBack(Terms.greatest(Terms.dollars(0), Terms.dollars(0).minus(Terms.remainingOf(source))))
                .inProportionTo(paid));
    }

    /**
     * Returns this; if it costs less than a sum, such as the total that a law guarantees, all its lines are raised together by one
     * factor. A sum above the pool is refused, unless {@link #prorateIfShort()} follows.
     */
    public Distribution raiseIfBelow(MoneyTerm leastTotal) {
        return followedBy((source, paid) -> Line.line("increase to the least total from " + source.name())
                .split(leastTotal.inExcessOf(Terms.total(paid)))
                .by(paid));
    }

    /** Returns this, and a line that changes in proportion what the source has paid. */
    private Distribution followedBy(BiFunction<RevenueSource, MoneyTerm, Line> change) {
        return of(formulas(), source -> {
            List<Line> lines = new ArrayList<>(lines(source));
            String[] paying = lines.stream()
                    .filter(line -> line.counts()
                            && line.source().filter(source::equals).isPresent())
                    .map(Line::name)
                    .toArray(String[]::new);
            if (paying.length == 0) {
                throw new IllegalArgumentException(
                        "no line of the distribution is paid by %s, so there is nothing to reduce or raise; pay an amount"
                                .formatted(source));
            }
            lines.add(change.apply(source, Terms.sumOf(paying))
                    .rounded(Rounding.cents())
                    .from(source));
            return lines;
        });
    }

    List<Line> lines(RevenueSource source) {
        return parts.stream()
                .flatMap(part -> part.lines().apply(source).stream())
                .toList();
    }

    List<FundingFormula> formulas() {
        return parts.stream().flatMap(part -> part.formulas().stream()).toList();
    }
}
