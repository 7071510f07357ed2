package org.perpupil.plan;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.perpupil.district.FiscalYear;
import org.perpupil.exact.Rational;

/**
 * Whether a goal is specific, measurable, attainable, relevant and time-bound, and why not.
 *
 * @param goal the goal's id
 * @param criteria the five, in this order
 */
public record SmartCheck(String goal, List<Criterion> criteria) {

    /** The five. */
    public enum Quality {
        SPECIFIC,
        MEASURABLE,
        ATTAINABLE,
        RELEVANT,
        TIME_BOUND
    }

    /** How a goal stands in one of the five. */
    public enum Verdict {
        MET,
        /** Worth a second look; nothing is refused for it. */
        WARNING,
        NOT_MET
    }

    /**
     * One of the five.
     *
     * @param quality which
     * @param verdict how the goal stands
     * @param reason why, one sentence
     */
    public record Criterion(Quality quality, Verdict verdict, String reason) {

        public Criterion {
            requireNonNull(quality, "quality");
            requireNonNull(verdict, "verdict");
            requireNonNull(reason, "reason");
        }

        /** Returns such as {@code time bound, not met: It names no day by which it is to be reached.} */
        @Override
        public String toString() {
            return "%s, %s: %s".formatted(Words.of(quality), Words.of(verdict), reason);
        }
    }

    public SmartCheck {
        requireNonNull(goal, "goal");
        criteria = ImmutableList.copyOf(criteria);
        if (!criteria.stream().map(Criterion::quality).toList().equals(List.of(Quality.values()))) {
            throw new IllegalArgumentException(
                    "a check of goal %s judges each of the five once, in order".formatted(goal));
        }
    }

    /** Tells whether none of the five is missing; there may be warnings. */
    public boolean isSmart() {
        return criteria.stream().noneMatch(criterion -> criterion.verdict() == Verdict.NOT_MET);
    }

    /** Returns the verdict and reason for one of the five. */
    public Criterion of(Quality quality) {
        return criteria.stream()
                .filter(criterion -> criterion.quality() == quality)
                .findFirst()
                .orElseThrow();
    }

    /** Returns what is missing or worth a second look. */
    public List<Criterion> open() {
        return criteria.stream()
                .filter(criterion -> criterion.verdict() != Verdict.MET)
                .toList();
    }

    /** Checks a goal against the goals of the district and the findings of its plan. */
    static SmartCheck of(
            Goal goal, Map<String, DistrictGoal> districtGoals, NeedsAssessment assessment, FiscalYear year) {
        return new SmartCheck(
                goal.id(),
                List.of(
                        specific(goal),
                        measurable(goal),
                        attainable(goal, assessment),
                        relevant(goal, districtGoals),
                        timeBound(goal, year)));
    }

    private static Criterion specific(Goal goal) {
        return goal.metric().isPresent() && goal.pupils().isPresent()
                ? met(
                        Quality.SPECIFIC,
                        "It names what is measured, \"%s\", and of whom, %s."
                                .formatted(goal.metric().get(), goal.pupils().get()))
                : notMet(Quality.SPECIFIC, "It names no metric, and no pupils whose metric it is.");
    }

    private static Criterion measurable(Goal goal) {
        List<String> missing = new ArrayList<>();
        if (goal.metric().isEmpty()) {
            missing.add("no metric");
        }
        if (goal.baseline().isEmpty()) {
            missing.add("no baseline");
        }
        if (goal.target().isEmpty()) {
            missing.add("no target");
        }
        if (!missing.isEmpty()) {
            return notMet(Quality.MEASURABLE, "It has " + String.join(" and ", missing) + ".");
        }
        Metric metric = goal.metric().orElseThrow();
        BigDecimal baseline = goal.baseline().orElseThrow();
        BigDecimal target = goal.target().orElseThrow();
        String from = "from %s in %s to %s"
                .formatted(metric.show(baseline), goal.baselineYear().orElseThrow(), metric.show(target));
        int improvement = metric.improvement(baseline, target).signum();
        if (improvement < 0) {
            return notMet(Quality.MEASURABLE, "It goes " + from + ", which is worse.");
        }
        return improvement > 0
                ? met(Quality.MEASURABLE, "It goes " + from + ".")
                : new Criterion(Quality.MEASURABLE, Verdict.WARNING, "It goes " + from + ", which is no improvement.");
    }

    /**
     * Compares the gain asked for in a year with the best that the metric has made. Years are counted from the baseline's to the
     * calendar year of the deadline, and are at least one.
     */
    private static Criterion attainable(Goal goal, NeedsAssessment assessment) {
        if (goal.metric().isEmpty()
                || goal.baseline().isEmpty()
                || goal.target().isEmpty()) {
            return notMet(Quality.ATTAINABLE, "Without a metric, a baseline and a target nobody can tell.");
        }
        Metric metric = goal.metric().get();
        FiscalYear from = goal.baselineYear().orElseThrow();
        int years = goal.deadline()
                .map(day -> Math.max(1, day.getYear() - from.ending()))
                .orElse(1);
        Rational asked = Rational.of(
                        metric.improvement(goal.baseline().get(), goal.target().get()))
                .dividedBy(Rational.of(years));
        if (asked.signum() <= 0) {
            return met(Quality.ATTAINABLE, "It asks for no gain.");
        }
        Optional<Rational> best = goal.pupils()
                .flatMap(pupils -> assessment.finding(metric, pupils))
                .flatMap(finding -> bestGain(metric, finding.values()));
        if (best.isEmpty()) {
            return new Criterion(
                    Quality.ATTAINABLE,
                    Verdict.WARNING,
                    "It asks for %s a year, and no finding tells the metric in two years to compare with."
                            .formatted(show(metric, asked)));
        }
        return asked.compareTo(best.get()) <= 0
                ? met(
                        Quality.ATTAINABLE,
                        "It asks for %s a year, and the metric has gained %s in a year."
                                .formatted(show(metric, asked), show(metric, best.get())))
                : new Criterion(
                        Quality.ATTAINABLE,
                        Verdict.WARNING,
                        "It asks for %s a year, more than the metric ever gained: %s at best."
                                .formatted(show(metric, asked), show(metric, best.get())));
    }

    /** Returns the largest gain a year between years that follow each other in the data; empty for fewer than two. */
    private static Optional<Rational> bestGain(Metric metric, SortedMap<FiscalYear, BigDecimal> values) {
        List<Map.Entry<FiscalYear, BigDecimal>> known = List.copyOf(values.entrySet());
        Optional<Rational> best = Optional.empty();
        for (int i = 1; i < known.size(); i++) {
            Rational gain = Rational.of(metric.improvement(
                            known.get(i - 1).getValue(), known.get(i).getValue()))
                    .dividedBy(Rational.of(known.get(i).getKey().ending()
                            - known.get(i - 1).getKey().ending()));
            best = Optional.of(best.map(gain::max).orElse(gain));
        }
        return best;
    }

    private static String show(Metric metric, Rational value) {
        String number =
                value.toDecimal(2, RoundingMode.HALF_UP).stripTrailingZeros().toPlainString();
        String unit = metric.unit().equals("%") ? number.equals("1") ? "point" : "points" : metric.unit();
        return number + " " + unit;
    }

    private static Criterion relevant(Goal goal, Map<String, DistrictGoal> districtGoals) {
        if (goal.districtGoals().isEmpty() && goal.findings().isEmpty()) {
            return notMet(Quality.RELEVANT, "It serves no goal of the district, and answers no finding.");
        }
        List<String> links = new ArrayList<>();
        if (!goal.districtGoals().isEmpty()) {
            links.add("serves the district's "
                    + goal.districtGoals().stream()
                            .map(id -> "\"" + districtGoals.get(id) + "\"")
                            .collect(Collectors.joining(", ")));
        }
        if (!goal.findings().isEmpty()) {
            links.add("answers " + String.join(", ", goal.findings()));
        }
        return met(Quality.RELEVANT, "It " + String.join(" and ", links) + ".");
    }

    private static Criterion timeBound(Goal goal, FiscalYear year) {
        if (goal.deadline().isEmpty()) {
            return notMet(Quality.TIME_BOUND, "It names no day by which it is to be reached.");
        }
        LocalDate day = goal.deadline().get();
        if (day.getYear() < year.ending() - 1) {
            return notMet(Quality.TIME_BOUND, "It ends on %s, before the plan's year, %s.".formatted(day, year));
        }
        return goal.baselineYear().filter(from -> day.getYear() < from.ending()).isPresent()
                ? notMet(Quality.TIME_BOUND, "It ends on %s, before the year of its baseline.".formatted(day))
                : met(Quality.TIME_BOUND, "It ends on " + day + ".");
    }

    private static Criterion met(Quality quality, String reason) {
        return new Criterion(quality, Verdict.MET, reason);
    }

    private static Criterion notMet(Quality quality, String reason) {
        return new Criterion(quality, Verdict.NOT_MET, reason);
    }

    /** Returns the goal's id and the five, one a line. */
    @Override
    public String toString() {
        return goal + criteria.stream().map(criterion -> "\n  " + criterion).collect(Collectors.joining());
    }
}
