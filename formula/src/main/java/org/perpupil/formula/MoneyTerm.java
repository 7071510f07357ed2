package org.perpupil.formula;

/** A term that gives dollars of any precision; only a line rounds them. */
public final class MoneyTerm implements TypedTerm {
    private final Term term;

    private MoneyTerm(Term term) {
        if (term.type() != ValueType.MONEY) {
            throw new IllegalArgumentException("this term gives a number, where money is needed");
        }
        this.term = term;
    }

    /** Wraps a term that gives money. */
    public static MoneyTerm of(Term term) {
        return new MoneyTerm(term);
    }

    @Override
    public Term term() {
        return term;
    }

    public MoneyTerm plus(MoneyTerm addend) {
        return of(new Term.Plus(NumberTerm.joined(term, addend.term)));
    }

    public MoneyTerm minus(MoneyTerm subtrahend) {
        return of(new Term.Minus(term, subtrahend.term));
    }

    public MoneyTerm times(NumberTerm factor) {
        return of(NumberTerm.product(term, factor.term()));
    }

    /** Returns the product with a decimal such as {@code "0.95"} or a per cent such as {@code "95%"}. */
    public MoneyTerm times(String factor) {
        return times(Terms.number(factor));
    }

    /** Returns the exact quotient, which has no value where the divisor is 0. */
    public MoneyTerm dividedBy(NumberTerm divisor) {
        return of(new Term.Over(term, divisor.term()));
    }

    /** Returns how many times this holds the other; no value where the other is 0. */
    public NumberTerm dividedBy(MoneyTerm divisor) {
        return NumberTerm.of(new Term.Over(term, divisor.term));
    }

    /** Returns how much this is above a threshold, and 0 below it. */
    public MoneyTerm inExcessOf(MoneyTerm threshold) {
        return Terms.greatest(Terms.dollars(0), minus(threshold));
    }

    /** Returns how much this falls short of a target, and 0 from there on: the gap. */
    public MoneyTerm shortOf(MoneyTerm target) {
        return Terms.greatest(Terms.dollars(0), target.minus(this));
    }

    /** Returns this, or another where this has no value. */
    public MoneyTerm ifMissing(MoneyTerm instead) {
        return of(new Term.IfMissing(term, instead.term));
    }

    public Condition atLeast(MoneyTerm other) {
        return new Condition.Compare(term, Condition.Comparison.AT_LEAST, other.term);
    }

    public Condition moreThan(MoneyTerm other) {
        return new Condition.Compare(term, Condition.Comparison.MORE_THAN, other.term);
    }

    public Condition atMost(MoneyTerm other) {
        return new Condition.Compare(term, Condition.Comparison.AT_MOST, other.term);
    }

    public Condition lessThan(MoneyTerm other) {
        return new Condition.Compare(term, Condition.Comparison.LESS_THAN, other.term);
    }

    /** Asks whether this has a value. */
    public Condition isGiven() {
        return new Condition.IsGiven(term);
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof MoneyTerm other && term.equals(other.term);
    }

    @Override
    public int hashCode() {
        return term.hashCode();
    }

    /** Returns the term as one expression for people; it is no format. */
    @Override
    public String toString() {
        return TermText.of(term);
    }
}
