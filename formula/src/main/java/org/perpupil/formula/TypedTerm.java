package org.perpupil.formula;

/** A number or money, where either will do: what the compiler knows of a {@link Term}. */
public sealed interface TypedTerm permits NumberTerm, MoneyTerm {

    /** Returns the term as data. */
    Term term();
}
