package org.perpupil.plan;

import static java.util.Objects.requireNonNull;

/**
 * An investment with all that it serves: the way from a cost to a goal. There is no investment without one.
 *
 * @param goal what is aimed at
 * @param strategy how
 * @param action the step
 * @param investment what the step costs
 */
public record Chain(Goal goal, Strategy strategy, Action action, Investment investment) {

    public Chain {
        requireNonNull(goal, "goal");
        requireNonNull(strategy, "strategy");
        requireNonNull(action, "action");
        requireNonNull(investment, "investment");
    }

    /** Returns such as {@code math › tutoring › hire › tutors}. */
    @Override
    public String toString() {
        return "%s › %s › %s › %s".formatted(goal.id(), strategy.id(), action.id(), investment.id());
    }
}
