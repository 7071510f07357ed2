package org.perpupil.formula;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableSortedMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.perpupil.budget.Held;
import org.perpupil.district.SchoolId;
import org.perpupil.exact.Rounding;
import org.perpupil.revenue.RevenueSource;

/**
 * One named line of a formula: what it computes, for which schools, how it is rounded and who pays.
 *
 * <pre>{@code
 * line("at-risk").amount(pupils(AT_RISK).times(rate("at-risk"))).from(atRiskFunds).rounded(cents())
 * line("per-pupil minimum").raiseTo(rate("minimum").times(pupils())).counting(everythingAbove()).from(localFunds)
 * }</pre>
 *
 * <p>An <em>amount</em> counts in totals, and pays if it names a source. A <em>figure</em> is a step that is shown and never
 * counted. Each line is rounded once: an amount to cents unless it or its formula says otherwise, a figure not at all unless it
 * says so. Lines add up; a guard is a line that adds the difference.
 */
public final class Line {
    private final String name;
    private final Form form;
    private final Options options;

    private Line(String name, Form form, Options options) {
        this.name = name;
        this.form = form;
        this.options = options;
    }

    /** Starts a line; the name is the same in every table, budget and file. */
    public static Start line(String name) {
        return new Start(name);
    }

    /**
     * Returns a line of a form that is given as data.
     *
     * @throws IllegalArgumentException if more than 100 terms stand inside each other
     */
    public static Line of(String name, Form form) {
        Nesting.check("line \"" + name + "\"", form.terms());
        return new Line(new Start(name).name, form, Options.NONE);
    }

    public String name() {
        return name;
    }

    public Form form() {
        return form;
    }

    /** Returns who pays; empty for a figure and for an amount that pays nothing. */
    public Optional<RevenueSource> source() {
        return Optional.ofNullable(options.source);
    }

    /** Returns for which schools the line is computed; empty for all. */
    public Optional<Condition> where() {
        return Optional.ofNullable(options.where);
    }

    /** Returns the schools that the line leaves out by decision, with the reason for each. */
    public Map<SchoolId, String> exceptions() {
        return options.exceptions;
    }

    /** Returns the line's own rounding; empty if the default holds. */
    public Optional<Rounding> rounding() {
        return Optional.ofNullable(options.rounding);
    }

    /** Returns who decides on the money's use; empty if the source's disposition says it. */
    public Optional<Held> held() {
        return Optional.ofNullable(options.held);
    }

    /** Returns the law, policy or page that the line comes from. */
    public Optional<String> citation() {
        return Optional.ofNullable(options.citation);
    }

    /** Returns the heading under which the line stands, by which sums can name it. */
    public Optional<String> section() {
        return Optional.ofNullable(options.section);
    }

    /** Returns the formula that the line was written in; empty for a line of a model itself. */
    public Optional<String> formula() {
        return Optional.ofNullable(options.formula);
    }

    /** Returns whether the line is only shown, although its form is an amount: a shadow, or points. */
    public boolean isShadow() {
        return options.shadow;
    }

    /** Returns whether the line counts in budgets and totals. */
    public boolean counts() {
        return form.isAmount() && !options.shadow;
    }

    /** The source that pays the line; a figure has none. */
    public Line from(RevenueSource source) {
        if (!form.isAmount()) {
            throw new IllegalStateException("\"%s\" is a figure and pays nothing; make it an amount".formatted(name));
        }
        Options.once(options.source, "source", name);
        return with(options.withSource(requireNonNull(source, "source")));
    }

    /** Only schools for which the condition holds; the others have no value. */
    public Line onlyWhere(Condition condition) {
        Options.once(options.where, "condition", name);
        Nesting.check(toString(), Optional.of(requireNonNull(condition, "condition")));
        return with(options.withWhere(condition));
    }

    /** Leaves a school out by decision; it has no value. */
    public Line exceptFor(SchoolId school, String reason) {
        return exceptFor(Map.of(school, reason));
    }

    /** Leaves schools out by decision, with the reason for each; they have no value. */
    public Line exceptFor(Map<SchoolId, String> reasons) {
        reasons.forEach((school, reason) -> {
            if (reason.isBlank()) {
                throw new IllegalArgumentException("an exception has a reason");
            }
            if (options.exceptions.containsKey(school)) {
                throw new IllegalStateException("line \"%s\" already leaves out school %s: %s"
                        .formatted(name, school, options.exceptions.get(school)));
            }
        });
        return with(options.withExceptions(ImmutableSortedMap.<SchoolId, String>naturalOrder()
                .putAll(options.exceptions)
                .putAll(reasons)
                .buildOrThrow()));
    }

    /** To which unit, and by which rule, the line is rounded. */
    public Line rounded(Rounding rounding) {
        Options.once(options.rounding, "rounding", name);
        return with(options.withRounding(requireNonNull(rounding, "rounding")));
    }

    /** Who decides on the money's use, where that is not what the source's disposition says. */
    public Line held(Held held) {
        Options.once(options.held, "held", name);
        return with(options.withHeld(requireNonNull(held, "held")));
    }

    /** The law, policy or page that the line comes from. */
    public Line citing(String citation) {
        Options.once(options.citation, "citation", name);
        return with(options.withCitation(requireNonNull(citation, "citation")));
    }

    /** The heading under which the line stands, by which sums can name it. */
    public Line inSection(String section) {
        Options.once(options.section, "section", name);
        return with(options.withSection(requireNonNull(section, "section")));
    }

    /** The same line as a part of a formula; what it says of everything above it says of that formula only. */
    public Line partOf(String formula) {
        Options.once(options.formula, "formula", name);
        return with(options.withFormula(requireNonNull(formula, "formula")));
    }

    /** The same line, shown and not counted. */
    public Line asShadow() {
        return with(options.withShadow());
    }

    private Line with(Options changed) {
        return new Line(name, form, changed);
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof Line other
                && name.equals(other.name)
                && form.equals(other.form)
                && options.equals(other.options);
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, form);
    }

    @Override
    public String toString() {
        return "line \"" + name + "\"";
    }

    /** What a line has beside its name and form. */
    private record Options(
            @Nullable RevenueSource source,
            @Nullable Condition where,
            ImmutableSortedMap<SchoolId, String> exceptions,
            @Nullable Rounding rounding,
            @Nullable Held held,
            @Nullable String citation,
            @Nullable String section,
            @Nullable String formula,
            boolean shadow) {
        static final Options NONE =
                new Options(null, null, ImmutableSortedMap.of(), null, null, null, null, null, false);

        static void once(@Nullable Object earlier, String what, String name) {
            if (earlier != null) {
                throw new IllegalStateException("line \"%s\" already has the %s %s".formatted(name, what, earlier));
            }
        }

        Options withSource(RevenueSource to) {
            return new Options(to, where, exceptions, rounding, held, citation, section, formula, shadow);
        }

        Options withWhere(Condition to) {
            return new Options(source, to, exceptions, rounding, held, citation, section, formula, shadow);
        }

        Options withExceptions(ImmutableSortedMap<SchoolId, String> to) {
            return new Options(source, where, to, rounding, held, citation, section, formula, shadow);
        }

        Options withRounding(Rounding to) {
            return new Options(source, where, exceptions, to, held, citation, section, formula, shadow);
        }

        Options withHeld(Held to) {
            return new Options(source, where, exceptions, rounding, to, citation, section, formula, shadow);
        }

        Options withCitation(String to) {
            return new Options(source, where, exceptions, rounding, held, to, section, formula, shadow);
        }

        Options withSection(String to) {
            return new Options(source, where, exceptions, rounding, held, citation, to, formula, shadow);
        }

        Options withFormula(String to) {
            return new Options(source, where, exceptions, rounding, held, citation, section, to, shadow);
        }

        Options withShadow() {
            return new Options(source, where, exceptions, rounding, held, citation, section, formula, true);
        }
    }

    /** Waits for what the line computes. */
    public static final class Start {
        private final String name;

        private Start(String name) {
            if (name.isBlank()) {
                throw new IllegalArgumentException("a line has a name");
            }
            this.name = name;
        }

        /** Money that counts. */
        public Line amount(MoneyTerm term) {
            return of(name, new Form.Amount(term.term()));
        }

        /** A number that is shown and can be used by later lines. */
        public Line figure(NumberTerm term) {
            return of(name, new Form.Figure(term.term()));
        }

        /** Money that is shown and can be used by later lines, and counts nowhere. */
        public Line figure(MoneyTerm term) {
            return of(name, new Form.Figure(term.term()));
        }

        /** What a caller computes of terms, shown and to be used by later lines; it counts nowhere. */
        public Line figure(OwnFigure figure, TypedTerm... inputs) {
            return of(
                    name,
                    new Form.Own(figure, Stream.of(inputs).map(TypedTerm::term).toList()));
        }

        /** What the counted lines lack to reach a floor. */
        public Counting raiseTo(MoneyTerm floor) {
            return counting -> of(name, new Form.RaiseTo(floor.term(), counting));
        }

        /** What the counted lines have above a cap, taken away. */
        public Counting lowerTo(MoneyTerm cap) {
            return counting -> of(name, new Form.LowerTo(cap.term(), counting));
        }

        /** A pot, shared in proportion to points, to the last cent; no part below a floor or above a cap, if there are any. */
        public Points split(MoneyTerm pot) {
            return new Points(name, pot.term(), Optional.empty(), Optional.empty());
        }

        /** Claims that are paid in full if a pot allows, and otherwise all by the same factor. */
        public Pot prorate(MoneyTerm claims) {
            return pot -> of(name, new Form.Prorate(claims.term(), pot.term()));
        }

        /** A pot that lifts the lowest to one level of dollars for a pupil, counting their own means. */
        public Line lift(MoneyTerm pot, NumberTerm pupils, MoneyTerm ownMeans) {
            return of(name, new Form.Lift(pot.term(), pupils.term(), ownMeans.term()));
        }

        /** A pot that lifts the lowest to one ratio of means to need. */
        public Line lift(MoneyTerm pot, MoneyTerm need, MoneyTerm ownMeans) {
            return of(name, new Form.Lift(pot.term(), need.term(), ownMeans.term()));
        }

        /** Claims in order of rank, 1 first, until the pot is spent; give all schools the same claim or ranks without ties. */
        public Line serveInOrder(MoneyTerm pot, MoneyTerm claims, NumberTerm rank) {
            return of(name, new Form.ServeInOrder(pot.term(), claims.term(), rank.term()));
        }

        /** Lifts schools to a floor; the others of the same lines pay. */
        public Moving keepAtLeast(MoneyTerm floor) {
            return new Moving(name, Optional.of(floor.term()), Optional.empty());
        }

        /** Lowers schools to a cap; the others of the same lines gain. */
        public Moving keepAtMost(MoneyTerm cap) {
            return new Moving(name, Optional.empty(), Optional.of(cap.term()));
        }

        /** Lifts schools to a floor and lowers others to a cap; the rest pay or gain. A floor beats a cap. */
        public Moving keepWithin(MoneyTerm floor, MoneyTerm cap) {
            return new Moving(name, Optional.of(floor.term()), Optional.of(cap.term()));
        }

        /** An amount taken back, in proportion to what the schools have and never more than that. */
        public TakenFrom takeBack(MoneyTerm amount) {
            return from -> of(name, new Form.TakeBack(amount.term(), from.term()));
        }
    }

    /** Waits for the lines that count against a floor or a cap. */
    @FunctionalInterface
    public interface Counting {
        Line counting(Selection lines);
    }

    /**
     * Waits for the points by which a pot is shared, and for bounds of the parts.
     *
     * <pre>{@code
     * line("general fund").split(poolOf(GENERAL)).atLeast(lastYear().times("98.5%")).atMost(lastYear().times("104%")).by(need)
     * }</pre>
     *
     * <p>Without bounds every point brings the same. With them a school gets its floor or cap where its points would bring less or more, and
     * for all others a point brings as much as then spends the pot: they pay for the floors and gain by the caps, in proportion to their
     * points. It is solved in one step, so that cents are given out once. A floor beats a cap. Floors that come to more than the pot are
     * refused when it is shared, and so are caps that come to less; each tells by how much. Bounds are of the part alone, and every school
     * that shares has one: where last year is not known, {@link MoneyTerm#ifMissing} says what stands for it.
     */
    public static final class Points {
        private final String name;
        private final Term pot;
        private final Optional<Term> floor;
        private final Optional<Term> cap;

        private Points(String name, Term pot, Optional<Term> floor, Optional<Term> cap) {
            this.name = name;
            this.pot = pot;
            this.floor = floor;
            this.cap = cap;
        }

        /**
         * No part is less than this, whatever the points; the others pay. Rounded up to a whole unit of the line's rounding.
         *
         * @throws IllegalStateException if there is a floor already
         */
        public Points atLeast(MoneyTerm least) {
            Options.once(floor.map(TermText::of).orElse(null), "floor", name);
            return new Points(name, pot, Optional.of(least.term()), cap);
        }

        /**
         * No part is more than this, unless a floor is; the others gain. Rounded down to a whole unit of the line's rounding.
         *
         * @throws IllegalStateException if there is a cap already
         */
        public Points atMost(MoneyTerm most) {
            Options.once(cap.map(TermText::of).orElse(null), "cap", name);
            return new Points(name, pot, floor, Optional.of(most.term()));
        }

        public Line by(NumberTerm points) {
            return by(points.term());
        }

        public Line by(MoneyTerm points) {
            return by(points.term());
        }

        private Line by(Term points) {
            return of(name, new Form.Split(pot, points, floor, cap));
        }
    }

    /** Waits for the pot that pays claims. */
    @FunctionalInterface
    public interface Pot {
        Line to(MoneyTerm pot);
    }

    /** Waits for what an amount is taken back from. */
    @FunctionalInterface
    public interface TakenFrom {
        Line inProportionTo(MoneyTerm money);
    }

    /** Waits for the lines that count, and then for those whose money is moved. */
    public static final class Moving {
        private final String name;
        private final Optional<Term> floor;
        private final Optional<Term> cap;

        private Moving(String name, Optional<Term> floor, Optional<Term> cap) {
            this.name = name;
            this.floor = floor;
            this.cap = cap;
        }

        /** The lines that floor and cap are compared with, and the lines whose money is moved. */
        public Line counting(Selection counted, Selection moved) {
            return of(name, new Form.KeepWithin(floor, cap, counted, moved));
        }
    }
}
