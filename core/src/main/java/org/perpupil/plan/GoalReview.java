package org.perpupil.plan;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.perpupil.exact.Rational;

/**
 * What became of a goal of the year before.
 *
 * @param goal its id
 * @param statement the goal in words
 * @param outcome whether it was met
 * @param evidence what shows it, for people
 */
public record GoalReview(String goal, String statement, Outcome outcome, String evidence) {

    /** Whether a goal was met. */
    public enum Outcome {
        MET,
        /** Better than the baseline, and short of the target. */
        PARTLY_MET,
        NOT_MET,
        /** No value tells; this is not the same as not met. */
        NOT_KNOWN
    }

    public GoalReview {
        Text.id(goal, "a goal");
        Text.said(statement, "goal " + goal + " says what was aimed at");
        requireNonNull(outcome, "outcome");
        Text.said(evidence, "the review of goal " + goal + " says what shows it");
    }

    /** Returns what became of a goal of which no value is known. */
    public static GoalReview unknown(Goal goal) {
        return new GoalReview(goal.id(), goal.statement(), Outcome.NOT_KNOWN, "no value is known");
    }

    /**
     * Returns what became of a goal, by the value that its metric reached.
     *
     * @throws IllegalArgumentException if the goal has no metric and target, so that a value tells nothing, or the metric
     *     cannot be that
     */
    public static GoalReview of(Goal goal, BigDecimal reached) {
        if (goal.metric().isEmpty() || goal.target().isEmpty()) {
            throw new IllegalArgumentException(
                    "goal %s has no metric with a target, so %s tells nothing of it".formatted(goal.id(), reached));
        }
        Metric metric = goal.metric().get();
        BigDecimal target = goal.target().get();
        if (!metric.canBe(reached)) {
            throw new IllegalArgumentException("goal %s: \"%s\" is from 0 to 100%%, and cannot be %s"
                    .formatted(goal.id(), metric, metric.show(reached)));
        }
        StringBuilder evidence =
                new StringBuilder("%s, target %s".formatted(metric.show(reached), metric.show(target)));
        Outcome outcome = metric.reaches(reached, target) ? Outcome.MET : Outcome.NOT_MET;
        if (goal.baseline().isPresent()) {
            BigDecimal baseline = goal.baseline().get();
            BigDecimal gain = metric.improvement(baseline, reached);
            BigDecimal wanted = metric.improvement(baseline, target);
            evidence.append(", from ").append(metric.show(baseline));
            if (outcome == Outcome.NOT_MET && gain.signum() > 0) {
                outcome = Outcome.PARTLY_MET;
                evidence.append(": %s%% of the way"
                        .formatted(Rational.of(gain)
                                .dividedBy(Rational.of(wanted))
                                .times(Rational.of(100))
                                .toWhole(RoundingMode.DOWN)));
            }
        }
        return new GoalReview(goal.id(), goal.statement(), outcome, evidence.toString());
    }

    /** Returns what became of a goal, by the value that its metric reached, as a decimal; see {@link #of(Goal, BigDecimal)}. */
    public static GoalReview of(Goal goal, String reached) {
        return of(goal, Text.decimal(reached));
    }

    @Override
    public String toString() {
        return "%s: %s (%s)".formatted(statement, Words.of(outcome), evidence);
    }
}
