package org.perpupil.formula.funding;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
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
public final class Distribution implements Decision {
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

    static Distribution inProportionTo(NumberTerm points) {
        return of(List.of(), source -> List.of(split(source).by(points)));
    }

    static Distribution inProportionTo(MoneyTerm points) {
        return of(List.of(), source -> List.of(split(source).by(points)));
    }

    static Distribution inProportionTo(FundingFormula formula) {
        return of(List.of(formula), source -> {
            List<Line> lines = new ArrayList<>();
            // The source stands at the points, too, so that they are asked for in eligible schools only.
            bound(formula).forEach(line -> lines.add(paidBy(line, source).asShadow()));
            lines.add(split(source).by(Terms.sumOf(Selection.section(formula.name()))));
            return lines;
        });
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
            return List.of(gaps, split(source).by(target.inExcessOf(ownMeans)));
        });
    }

    private static Line.Start lift(RevenueSource source) {
        return Line.line("lifted by " + source.name());
    }

    /** What is left of a pool; an overdrawn one has nothing to share, and is refused in the end. */
    static MoneyTerm left(RevenueSource source) {
        return Terms.greatest(Terms.dollars(0), Terms.remainingOf(source));
    }

    private static SourceSplit split(RevenueSource source) {
        return new SourceSplit(source, Line.line("share of " + source.name()).split(left(source)));
    }

    /** A split that draws on the source. */
    private record SourceSplit(RevenueSource source, Line.Points points) {
        Line by(NumberTerm term) {
            return points.by(term).from(source);
        }

        Line by(MoneyTerm term) {
            return points.by(term).from(source);
        }
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
