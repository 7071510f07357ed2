package org.perpupil.formula;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.perpupil.exact.Rational;
import org.perpupil.revenue.RevenueSource;

/** What a line computes: a term for each school, or a share of a pot over all schools. */
public sealed interface Form {

    /** Returns the terms that the form is made of. */
    List<Term> terms();

    /** Returns whether the line counts in totals; a figure is only shown. */
    default boolean isAmount() {
        return true;
    }

    /** Returns what a line of the form does, in a few words for people, such as {@code an amount for the school}. */
    default String rule() {
        return "a step that later lines use; it is not counted";
    }

    /** Returns what the line gives. */
    default ValueType type() {
        return ValueType.MONEY;
    }

    /** The term, as money that counts. */
    record Amount(Term term) implements Form {
        public Amount {
            money(term);
        }

        @Override
        public String rule() {
            return "an amount for the school";
        }

        @Override
        public List<Term> terms() {
            return List.of(term);
        }
    }

    /** The term, as a step that is shown and never counted. */
    record Figure(Term term) implements Form {
        @Override
        public List<Term> terms() {
            return List.of(term);
        }

        @Override
        public boolean isAmount() {
            return false;
        }

        @Override
        public ValueType type() {
            return term.type();
        }
    }

    /** A caller's own figure of one term or more, as a step that is shown and never counted. */
    record Own(OwnFigure figure, List<Term> inputs) implements Form {
        public Own {
            inputs = ImmutableList.copyOf(inputs);
            if (inputs.isEmpty()) {
                throw new IllegalArgumentException(
                        "own figure \"%s\" has no input; give it the terms that it hangs on".formatted(figure.name()));
            }
        }

        @Override
        public String rule() {
            return "a step that %s gives: %s; it is not counted".formatted(figure.name(), figure.description());
        }

        @Override
        public List<Term> terms() {
            return inputs;
        }

        @Override
        public boolean isAmount() {
            return false;
        }

        @Override
        public ValueType type() {
            return figure.type();
        }
    }

    /** What the counted lines lack to reach a floor; 0 where they reach it. */
    record RaiseTo(Term floor, Selection counting) implements Form {
        public RaiseTo {
            money(floor);
        }

        /** Returns the greatest of 0 and the floor less the counted lines. */
        public Term term() {
            return new Term.Greatest(List.of(ZERO, new Term.Minus(floor, sum(counting))));
        }

        @Override
        public String rule() {
            return "what the counted lines lack to reach a floor";
        }

        @Override
        public List<Term> terms() {
            return List.of(term());
        }
    }

    /**
     * What the counted lines have above a cap, taken away; 0 where they stay below it. A line that draws on a source takes back at
     * most what that source has paid the school, so that other money is never moved.
     */
    record LowerTo(Term cap, Selection counting) implements Form {
        public LowerTo {
            money(cap);
        }

        /** Returns the least of 0 and the cap less the counted lines. */
        public Term term() {
            return new Term.Least(List.of(ZERO, new Term.Minus(cap, sum(counting))));
        }

        /** Returns the same, and not below what a source has paid, taken away. */
        public Term term(RevenueSource from) {
            return new Term.Greatest(List.of(new Term.Minus(ZERO, sum(Selection.from(from))), term()));
        }

        @Override
        public String rule() {
            return "what the counted lines have above a cap, taken away";
        }

        @Override
        public List<Term> terms() {
            return List.of(term());
        }
    }

    /**
     * A pot shared over the schools: one level is found such that the parts add up to the pot exactly.
     *
     * <pre>{@code
     * part = level × by − own,  not below atLeast and not above atMost
     * }</pre>
     */
    sealed interface Shared extends Form {
        Columns columns();

        @Override
        default List<Term> terms() {
            Columns columns = columns();
            return Stream.of(
                            Stream.of(columns.by(), columns.own(), columns.pot()),
                            columns.atLeast().stream(),
                            columns.atMost().stream())
                    .flatMap(term -> term)
                    .toList();
        }
    }

    /**
     * A shared line as the computation sees it.
     *
     * @param by points, 0 or more; numbers or money
     * @param own what the school has already; money
     * @param atLeast the least part; empty for none
     * @param atMost the greatest part; empty for none
     * @param pot the same for every school
     * @param surplusStays whether what no school may take stays in the source, rather than being refused
     */
    record Columns(Term by, Term own, Optional<Term> atLeast, Optional<Term> atMost, Term pot, boolean surplusStays) {}

    /**
     * The pot in proportion to points; no part below its floor or above its cap, and the others pay or gain. A floor beats a cap.
     *
     * <p>Bounds are of the part alone, whatever other lines pay, and may differ by school. All of the pot is shared: floors that come to
     * more than the pot are refused, and so are caps that come to less.
     *
     * @param pot the same for every school; money
     * @param points 0 or more; numbers or money
     * @param atLeast the floor, rounded up to a whole unit; empty for none
     * @param atMost the cap, rounded down to a whole unit; empty for none
     */
    record Split(Term pot, Term points, Optional<Term> atLeast, Optional<Term> atMost) implements Shared {
        public Split {
            money(pot);
            atLeast.ifPresent(Form::money);
            atMost.ifPresent(Form::money);
        }

        /** A split without bounds. */
        public Split(Term pot, Term points) {
            this(pot, points, Optional.empty(), Optional.empty());
        }

        /** Returns whether a school's part may be its floor or its cap. */
        public boolean isBounded() {
            return atLeast.isPresent() || atMost.isPresent();
        }

        @Override
        public String rule() {
            String rule = "a pot, shared in proportion to points";
            if (!isBounded()) {
                return rule;
            }
            String bounds = atMost.isEmpty()
                    ? "none below a floor"
                    : atLeast.isEmpty() ? "none above a cap" : "none below a floor or above a cap";
            return "%s, %s; the others pay or gain".formatted(rule, bounds);
        }

        /** Each bound once, though a cap is compared with the floor. */
        @Override
        public List<Term> terms() {
            return Stream.of(Stream.of(points, pot), atLeast.stream(), atMost.stream())
                    .flatMap(term -> term)
                    .toList();
        }

        @Override
        public Columns columns() {
            Optional<Term> most = atMost.map(cap -> atLeast.<Term>map(floor -> new Term.Greatest(List.of(floor, cap)))
                    .orElse(cap));
            return new Columns(points, ZERO, atLeast, most, pot, false);
        }
    }

    /** Claims, paid in full (down to a whole unit) if the pot allows, and otherwise all by the same factor; a surplus stays. */
    record Prorate(Term claims, Term pot) implements Shared {
        public Prorate {
            money(claims);
            money(pot);
        }

        @Override
        public String rule() {
            return "claims on a pot, paid in full or all by the same factor";
        }

        @Override
        public Columns columns() {
            return new Columns(claims, ZERO, Optional.empty(), Optional.of(claims), pot, true);
        }
    }

    /** The lowest are lifted to one level: dollars for one pupil (or point), own means counted. */
    record Lift(Term pot, Term pupils, Term means) implements Shared {
        public Lift {
            money(pot);
            money(means);
        }

        @Override
        public String rule() {
            return "a pot, shared so that the schools with the lowest means are lifted to one level";
        }

        @Override
        public Columns columns() {
            return new Columns(pupils, means, Optional.of(ZERO), Optional.empty(), pot, false);
        }
    }

    /** Claims in order of rank until the pot is spent; the last one served may get a part of its claim. */
    record ServeInOrder(Term pot, Term claims, Term rank) implements Shared {
        public ServeInOrder {
            money(pot);
            money(claims);
        }

        @Override
        public String rule() {
            return "claims on a pot, served in order of rank until it is spent";
        }

        @Override
        public Columns columns() {
            Term before = new Term.Minus(rank, new Term.Constant(Rational.ONE_WHOLE, ValueType.NUMBER));
            return new Columns(
                    claims, new Term.Times(List.of(before, claims)), Optional.of(ZERO), Optional.of(claims), pot, true);
        }
    }

    /**
     * What lifts schools below a floor, paid by the others of the same lines, who stay within a cap. A floor beats a cap.
     *
     * @param floor empty for none
     * @param cap empty for none
     * @param counting the lines that a school's floor and cap are compared with
     * @param moved the lines whose money is moved, in proportion to which the others pay
     */
    record KeepWithin(Optional<Term> floor, Optional<Term> cap, Selection counting, Selection moved) implements Shared {
        public KeepWithin {
            floor.ifPresent(Form::money);
            cap.ifPresent(Form::money);
            if (floor.isEmpty() && cap.isEmpty()) {
                throw new IllegalArgumentException("give a floor, a cap, or both");
            }
        }

        @Override
        public String rule() {
            return "what lifts schools to a floor and lowers them to a cap; the others of the same lines pay or gain";
        }

        /** Each bound once, though a cap is compared with the floor. */
        @Override
        public List<Term> terms() {
            return Stream.of(Stream.of(sum(moved), sum(counting)), floor.stream(), cap.stream())
                    .flatMap(term -> term)
                    .toList();
        }

        @Override
        public Columns columns() {
            Term paid = sum(moved);
            Term counted = sum(counting);
            // Restricted money never moves: at most all that the moved lines paid is taken back.
            Term nothing = new Term.Minus(ZERO, paid);
            Term atLeast = floor.<Term>map(term -> new Term.Greatest(List.of(nothing, new Term.Minus(term, counted))))
                    .orElse(nothing);
            Optional<Term> atMost = cap.map(term -> new Term.Greatest(List.of(atLeast, new Term.Minus(term, counted))));
            return new Columns(paid, paid, Optional.of(atLeast), atMost, ZERO, false);
        }
    }

    /** An amount taken back in proportion to what each school has, and never more than that. */
    record TakeBack(Term amount, Term from) implements Shared {
        public TakeBack {
            money(amount);
            money(from);
        }

        @Override
        public String rule() {
            return "an amount taken back in proportion to what each school has";
        }

        @Override
        public Columns columns() {
            return new Columns(
                    from,
                    ZERO,
                    Optional.of(new Term.Minus(ZERO, from)),
                    Optional.of(ZERO),
                    new Term.Minus(ZERO, amount),
                    false);
        }
    }

    /** No money. */
    Term ZERO = new Term.Constant(Rational.ZERO, ValueType.MONEY);

    private static Term sum(Selection lines) {
        return new Term.SumOf(lines, ValueType.MONEY);
    }

    private static void money(Term term) {
        if (term.type() != ValueType.MONEY) {
            throw new IllegalArgumentException("a line that counts is money; make the number a figure");
        }
    }
}
