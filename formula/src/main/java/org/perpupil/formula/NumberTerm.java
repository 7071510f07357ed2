package org.perpupil.formula;

import com.google.common.collect.ImmutableList;
import java.util.List;
import org.perpupil.exact.Rational;

/** A term that gives a plain number: pupils, a share, a weight, positions. It rounds nothing. */
public sealed class NumberTerm implements TypedTerm permits PupilsTerm {
    private final Term term;

    NumberTerm(Term term) {
        if (term.type() != ValueType.NUMBER) {
            throw new IllegalArgumentException("this term gives money, where a number is needed");
        }
        this.term = term;
    }

    /** Wraps a term that gives a number. */
    public static NumberTerm of(Term term) {
        return new NumberTerm(term);
    }

    @Override
    public Term term() {
        return term;
    }

    public NumberTerm plus(NumberTerm addend) {
        return new NumberTerm(new Term.Plus(joined(term, addend.term())));
    }

    public NumberTerm minus(NumberTerm subtrahend) {
        return new NumberTerm(new Term.Minus(term, subtrahend.term()));
    }

    public NumberTerm times(NumberTerm factor) {
        return new NumberTerm(product(term, factor.term()));
    }

    /** Returns the product with a decimal such as {@code "0.34"}. */
    public NumberTerm times(String factor) {
        return times(Terms.number(factor));
    }

    public MoneyTerm times(MoneyTerm factor) {
        return MoneyTerm.of(product(term, factor.term()));
    }

    /** Returns the exact quotient, which has no value where the divisor is 0. */
    public NumberTerm dividedBy(NumberTerm divisor) {
        return new NumberTerm(new Term.Over(term, divisor.term()));
    }

    /** Returns how much this is above a threshold, and 0 below it. */
    public NumberTerm inExcessOf(NumberTerm threshold) {
        return Terms.greatest(Terms.number(0), minus(threshold));
    }

    /** Returns how much this falls short of a threshold, and 0 from there on: a small school's missing pupils. */
    public NumberTerm shortOf(NumberTerm threshold) {
        return Terms.greatest(Terms.number(0), threshold.minus(this));
    }

    /** Returns this times itself, as a square law asks. */
    public NumberTerm squared() {
        return times(this);
    }

    /** Returns this, or another where this has no value. */
    public NumberTerm ifMissing(NumberTerm instead) {
        return new NumberTerm(new Term.IfMissing(term, instead.term()));
    }

    public Condition atLeast(NumberTerm other) {
        return new Condition.Compare(term, Condition.Comparison.AT_LEAST, other.term());
    }

    /** Compares with a decimal such as {@code "0.4"} or a per cent such as {@code "40%"}. */
    public Condition atLeast(String other) {
        return atLeast(Terms.number(other));
    }

    public Condition moreThan(NumberTerm other) {
        return new Condition.Compare(term, Condition.Comparison.MORE_THAN, other.term());
    }

    /** Compares with a decimal such as {@code "0.4"} or a per cent such as {@code "40%"}. */
    public Condition moreThan(String other) {
        return moreThan(Terms.number(other));
    }

    public Condition atMost(NumberTerm other) {
        return new Condition.Compare(term, Condition.Comparison.AT_MOST, other.term());
    }

    /** Compares with a decimal such as {@code "0.4"} or a per cent such as {@code "40%"}. */
    public Condition atMost(String other) {
        return atMost(Terms.number(other));
    }

    public Condition lessThan(NumberTerm other) {
        return new Condition.Compare(term, Condition.Comparison.LESS_THAN, other.term());
    }

    /** Compares with a decimal such as {@code "0.4"} or a per cent such as {@code "40%"}. */
    public Condition lessThan(String other) {
        return lessThan(Terms.number(other));
    }

    public Condition equalTo(NumberTerm other) {
        return new Condition.Compare(term, Condition.Comparison.EQUAL, other.term());
    }

    /** Asks whether this has a value. */
    public Condition isGiven() {
        return new Condition.IsGiven(term);
    }

    static List<Term> joined(Term first, Term second) {
        return first instanceof Term.Plus sum
                ? ImmutableList.<Term>builder().addAll(sum.parts()).add(second).build()
                : List.of(first, second);
    }

    static Term.Times product(Term first, Term second) {
        return new Term.Times(
                first instanceof Term.Times product
                        ? ImmutableList.<Term>builder()
                                .addAll(product.parts())
                                .add(second)
                                .build()
                        : List.of(first, second));
    }

    static Rational parse(String text) {
        return text.endsWith("%")
                ? Rational.parse(text.substring(0, text.length() - 1)).dividedBy(Rational.of(100))
                : Rational.parse(text);
    }

    @Override
    public final boolean equals(Object object) {
        return object instanceof NumberTerm other && term.equals(other.term);
    }

    @Override
    public final int hashCode() {
        return term.hashCode();
    }

    /** Returns the term as one expression for people; it is no format. */
    @Override
    public String toString() {
        return TermText.of(term);
    }
}
