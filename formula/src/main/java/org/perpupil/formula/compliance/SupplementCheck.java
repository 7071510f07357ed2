package org.perpupil.formula.compliance;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Maps;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.perpupil.district.District;
import org.perpupil.district.School;
import org.perpupil.exact.Rational;
import org.perpupil.formula.CentralShare;
import org.perpupil.formula.Form;
import org.perpupil.formula.FundedSource;
import org.perpupil.formula.FundingFormula;
import org.perpupil.formula.Line;
import org.perpupil.formula.Term;
import org.perpupil.formula.ValueType;
import org.perpupil.formula.allocation.Allocation;
import org.perpupil.formula.allocation.LineResult;
import org.perpupil.formula.allocation.SchoolAllocation;
import org.perpupil.formula.funding.FundingModel;
import org.perpupil.formula.funding.ResolvedModel;
import org.perpupil.money.Money;
import org.perpupil.problem.Problem;
import org.perpupil.problem.ProblemException;
import org.perpupil.revenue.RevenueSource;
import org.perpupil.revenue.SourceId;

/**
 * Tells whether a source supplements what schools get from the others, or takes its place.
 *
 * <pre>{@code
 * SupplementCheck check = SupplementCheck.of(model.resolve(district, year), titleI);
 * check.isMet();
 * check.changes(); // Lincoln (101), per-pupil minimum: 40,000.00, and 100,000.00 without
 * }</pre>
 *
 * <p>The model is computed once more as if the source gave nothing: its revenue, what is held back of it, the reserves that are set
 * aside from it and every line that draws on it or on them are 0. Every other line must then pay each school what it pays now. A
 * minimum that counts the source's money fails, and so does any line that looks at it.
 *
 * <p>Only the model is asked. A line that looks at a fact of the school, such as a flag for schools with Title I, pays the same with
 * and without the money; so does a guard against last year's budgets, if all that it counts comes from others.
 *
 * <p>Source: Elementary and Secondary Education Act, section 1118(b)(2), as amended in 2015: state and local money reaches each school
 * by a method that gives it all that it would have without money of Title I, part A.
 */
public final class SupplementCheck {
    /** So many changes are in the text; the list has all. */
    private static final int SHOWN = 10;

    private final RevenueSource source;
    private final String currencySign;
    private final ImmutableList<Change> changes;
    private final ImmutableList<Problem> problems;

    private SupplementCheck(
            RevenueSource source, String currencySign, ImmutableList<Change> changes, ImmutableList<Problem> problems) {
        this.source = source;
        this.currencySign = currencySign;
        this.changes = changes;
        this.problems = problems;
    }

    /**
     * Computes the model with the source and without it.
     *
     * @throws IllegalArgumentException if the model does not have the source, or it is a reserve, which is a part of another
     * @throws ProblemException if the model cannot be computed as it is
     */
    public static SupplementCheck of(ResolvedModel model, RevenueSource source) {
        FundingModel definition = model.model();
        Set<SourceId> gone = goneWith(source, definition);
        Allocation with = model.allocate();
        String sign = model.district().currencySign();
        try {
            Allocation without = allocate(without(gone, definition), model, without(source, model.district()));
            return new SupplementCheck(source, sign, changes(gone, with, without), ImmutableList.of());
        } catch (ProblemException needed) {
            return new SupplementCheck(source, sign, ImmutableList.of(), ImmutableList.copyOf(needed.problems()));
        }
    }

    /** The source, and the reserves that are set aside from it. */
    private static Set<SourceId> goneWith(RevenueSource source, FundingModel model) {
        FundedSource decided = model.sources().stream()
                .filter(other -> other.source().id().equals(source.id()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("model \"%s\" has no source %s; it has %s"
                        .formatted(
                                model.name(),
                                source,
                                model.sources().stream()
                                        .map(other -> other.source().toString())
                                        .collect(Collectors.joining(", ")))));
        decided.setAside().ifPresent(aside -> {
            throw new IllegalArgumentException(
                    "%s is a reserve of %s; check that source".formatted(source, aside.from()));
        });
        return model.sources().stream()
                .filter(other -> other.source().id().equals(source.id()) || isReserveOf(source.id(), other))
                .map(other -> other.source().id())
                .collect(ImmutableSet.toImmutableSet());
    }

    private static boolean isReserveOf(SourceId id, FundedSource source) {
        return source.setAside().filter(aside -> aside.from().equals(id)).isPresent();
    }

    private static FundingModel without(Set<SourceId> gone, FundingModel model) {
        FundingFormula lines = model.lines();
        FundingModel.Builder builder = FundingModel.named(model.name())
                .parameters(lines.parameters().values())
                .rounding(lines.rounding());
        model.sources()
                .forEach(source ->
                        builder.source(gone.contains(source.source().id()) ? keepingNothing(source) : source));
        lines.lines().forEach(line -> builder.add(isPaidBy(gone, line) ? payingNothing(line) : line));
        return builder.build();
    }

    private static District without(RevenueSource source, District district) {
        District.Builder builder = District.named(district.name())
                .currency(district.currencySign())
                .levels(district.levels())
                .schools(district.schools());
        district.revenues().forEach((id, amount) -> builder.revenue(id, id.equals(source.id()) ? Money.ZERO : amount));
        return builder.build();
    }

    private static Allocation allocate(FundingModel model, ResolvedModel as, District district) {
        return as.lastYear()
                .map(budgets -> model.resolve(district, as.year(), budgets))
                .orElseGet(() -> model.resolve(district, as.year()))
                .allocate();
    }

    private static boolean isPaidBy(Set<SourceId> gone, Line line) {
        return line.counts()
                && line.source().filter(source -> gone.contains(source.id())).isPresent();
    }

    /** Nothing can be held back of nothing, as a fixed sum would be. */
    private static FundedSource keepingNothing(FundedSource source) {
        return new FundedSource(
                source.source(),
                source.disposition(),
                CentralShare.NONE,
                source.eligible(),
                source.openEnded(),
                source.setAside().map(aside -> new FundedSource.SetAside(aside.from(), CentralShare.NONE)));
    }

    /** The same line for the same schools, so that whatever refers to it finds it, and finds 0. */
    private static Line payingNothing(Line line) {
        Line same = Line.of(line.name(), payingNothing(line.form())).exceptFor(line.exceptions());
        same = line.source().map(same::from).orElse(same);
        same = line.where().map(same::onlyWhere).orElse(same);
        same = line.rounding().map(same::rounded).orElse(same);
        same = line.held().map(same::held).orElse(same);
        same = line.citation().map(same::citing).orElse(same);
        same = line.section().map(same::inSection).orElse(same);
        return line.formula().map(same::partOf).orElse(same);
    }

    private static Form payingNothing(Form form) {
        if (form instanceof Form.Shared shared) {
            // A later line may ask for the level, which is dollars for a point or a ratio.
            ValueType points = shared.columns().by().type();
            return new Form.Split(Form.ZERO, new Term.Constant(Rational.ONE_WHOLE, points));
        }
        if (form instanceof Form.Amount amount && amount.term() instanceof Term.Decided decided) {
            // Schools that are not named have no value, which is not 0.
            return new Form.Amount(new Term.Decided(
                    ImmutableMap.copyOf(Maps.transformValues(
                            decided.bySchool(), one -> new Term.Decided.Decision(Rational.ZERO, one.reason()))),
                    ValueType.MONEY));
        }
        return new Form.Amount(Form.ZERO);
    }

    private static ImmutableList<Change> changes(Set<SourceId> gone, Allocation with, Allocation without) {
        ImmutableList.Builder<Change> changes = ImmutableList.builder();
        for (SchoolAllocation school : with.schools()) {
            List<LineResult> others = without.of(school.id()).lines();
            for (int i = 0; i < others.size(); i++) {
                LineResult now = school.lines().get(i);
                LineResult then = others.get(i);
                if (!isPaidBy(gone, now.line()) && !now.paid().equals(then.paid())) {
                    changes.add(new Change(school.school(), now.line(), now.amount(), then.amount()));
                }
            }
        }
        return changes.build();
    }

    /** Returns the source that was checked. */
    public RevenueSource source() {
        return source;
    }

    /** Tells whether every other line pays each school the same without the source. */
    public boolean isMet() {
        return changes.isEmpty() && problems.isEmpty();
    }

    /** Returns what other lines pay otherwise without the source: schools in order of id, lines in order. */
    public List<Change> changes() {
        return changes;
    }

    /**
     * Returns why the model cannot be computed without the source: another line needs it, or another source cannot pay what this one
     * takes off it. Then there are no changes to tell. Empty if it can.
     */
    public List<Problem> problems() {
        return problems;
    }

    /**
     * What a line of another source pays a school with the checked source and without it.
     *
     * @param school the school
     * @param line the line
     * @param with what it pays now; empty if it does not apply
     * @param without what it pays if the source gives nothing; empty if it does not apply then
     */
    public record Change(School school, Line line, Optional<Money> with, Optional<Money> without) {

        public Change {
            requireNonNull(school, "school");
            requireNonNull(line, "line");
            requireNonNull(with, "with");
            requireNonNull(without, "without");
        }

        /** Returns how much more the line pays without the source; below 0 if it pays less. */
        public Money difference() {
            return without.orElse(Money.ZERO).minus(with.orElse(Money.ZERO));
        }

        /** Returns one line for people. */
        @Override
        public String toString() {
            return text("");
        }

        private String text(String sign) {
            return "%s, %s: %s, and %s without".formatted(school, line.name(), text(with, sign), text(without, sign));
        }

        private static String text(Optional<Money> amount, String sign) {
            return amount.map(money -> money.display(sign)).orElse("nothing");
        }
    }

    /** Returns whether the source supplements, and the first changes or all that cannot be computed, each on a line of its own. */
    @Override
    public String toString() {
        if (!problems.isEmpty()) {
            return "%s cannot be told to supplement: the model cannot be computed without it".formatted(source)
                    + problems.stream().map(problem -> "\n  " + problem).collect(Collectors.joining());
        }
        if (changes.isEmpty()) {
            return source + " supplements: without it, every other line pays each school the same";
        }
        String first = changes.stream()
                .limit(SHOWN)
                .map(change -> "\n  " + change.text(currencySign))
                .collect(Collectors.joining());
        String more = changes.size() > SHOWN ? "\n  … and %s more".formatted(changes.size() - SHOWN) : "";
        return "%s takes the place of other money: without it, %s would differ"
                        .formatted(source, changes.size() == 1 ? "1 amount" : changes.size() + " amounts")
                + first
                + more;
    }
}
