package org.perpupil.formula;

/**
 * One way to read conditions; see {@link TermVisitor}.
 *
 * @param <R> what a condition becomes
 */
public interface ConditionVisitor<R> {
    R compare(Condition.Compare condition);

    R is(Condition.Is condition);

    R oneOf(Condition.OneOf condition);

    R listed(Condition.Listed condition);

    R isGiven(Condition.IsGiven condition);

    R all(Condition.All condition);

    R any(Condition.Any condition);

    R not(Condition.Not condition);
}
