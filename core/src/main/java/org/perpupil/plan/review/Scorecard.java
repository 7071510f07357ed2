package org.perpupil.plan.review;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.perpupil.district.FiscalYear;
import org.perpupil.district.SchoolId;
import org.perpupil.exact.Rational;
import org.perpupil.plan.Finding;
import org.perpupil.plan.Metric;
import org.perpupil.plan.SitePlan;
import org.perpupil.plan.Subgroup;
import org.perpupil.problem.Problem;
import org.perpupil.problem.ProblemException;

/**
 * A school by the metrics that its district sets: the last two values known, and how they stand against the target.
 *
 * @param school whose it is
 * @param rows in the order in which the district set the metrics
 */
public record Scorecard(SchoolId school, List<Row> rows) {

    /** How a metric stands. */
    public enum Standing {
        /** The target is reached. */
        MET,
        /** Short of the target, and better than the value before. */
        IMPROVING,
        /** Short of the target, and not better than the value before, or nothing is known before. */
        NOT_IMPROVING,
        /** The district set no target. */
        NO_TARGET,
        /** No value is known, which is not 0. */
        NO_DATA
    }

    /**
     * A metric that the district sets for all its schools.
     *
     * @param metric what is measured
     * @param pupils of whom
     * @param target what it should be; empty if the district only watches it
     */
    public record Measure(Metric metric, Subgroup pupils, Optional<BigDecimal> target) {

        public Measure {
            requireNonNull(metric, "metric");
            requireNonNull(pupils, "pupils");
            target = target.map(Scorecard::plain);
            target.filter(value -> !metric.canBe(value)).ifPresent(value -> {
                throw new IllegalArgumentException(
                        "\"%s\" is from 0 to 100%%, and its target cannot be %s".formatted(metric, metric.show(value)));
            });
        }

        /** Returns a metric without a target. */
        public static Measure of(Metric metric, Subgroup pupils) {
            return new Measure(metric, pupils, Optional.empty());
        }

        /** Returns the metric with a target. */
        public Measure against(String target) {
            return new Measure(
                    metric,
                    pupils,
                    Optional.of(Rational.parse(target)
                            .toExactDecimal()
                            .orElseThrow(() -> new IllegalArgumentException(
                                    "\"%s\" is not a decimal; write a number such as 62.5".formatted(target)))));
        }
    }

    /**
     * A value of a year.
     *
     * @param year when
     * @param value in the metric's unit
     */
    public record Reading(FiscalYear year, BigDecimal value) {

        public Reading {
            requireNonNull(year, "year");
            value = plain(requireNonNull(value, "value"));
        }
    }

    /**
     * A row.
     *
     * @param measure what the district set
     * @param latest the last value known
     * @param before the value known before it, however long before
     * @param standing how it stands
     */
    public record Row(Measure measure, Optional<Reading> latest, Optional<Reading> before, Standing standing) {

        public Row {
            requireNonNull(measure, "measure");
            requireNonNull(latest, "latest");
            requireNonNull(before, "before");
            requireNonNull(standing, "standing");
        }

        /** Returns by how much the latest value is better than the one before, in the metric's unit; empty if one is missing. */
        public Optional<BigDecimal> improvement() {
            return latest.flatMap(now -> before.map(then -> measure.metric().improvement(then.value(), now.value())));
        }
    }

    /** Returns the one form of a number. */
    private static BigDecimal plain(BigDecimal number) {
        return Rational.of(number).toExactDecimal().orElseThrow();
    }

    public Scorecard {
        requireNonNull(school, "school");
        rows = ImmutableList.copyOf(rows);
    }

    /** Returns the scorecard of a school, by the findings of its plan; see {@link #of(SitePlan, Collection)}. */
    public static Scorecard of(SitePlan plan, Measure... measures) {
        return of(plan, Arrays.asList(measures));
    }

    /**
     * Returns the scorecard of a school, by the findings of its plan; values of any year that they tell count.
     *
     * @throws ProblemException with every finding whose metric has the name of one of the district's, and another unit or direction
     */
    public static Scorecard of(SitePlan plan, Collection<Measure> measures) {
        ProblemException.throwIfAny("there is no scorecard of school " + plan.school(), differences(plan, measures));
        return new Scorecard(
                plan.school(),
                measures.stream().map(measure -> row(plan, measure)).toList());
    }

    /** Returns every metric that the plan means otherwise than the district. */
    private static List<Problem> differences(SitePlan plan, Collection<Measure> measures) {
        List<Problem> problems = new ArrayList<>();
        for (Measure measure : measures) {
            for (Finding finding : plan.assessment().findings()) {
                Metric metric = finding.metric();
                if (metric.name().equals(measure.metric().name()) && !metric.equals(measure.metric())) {
                    problems.add(new Problem(
                            "plan.metric",
                            "school %s, finding %s".formatted(plan.school(), finding.id()),
                            "\"%s\" in %s, %s is better".formatted(metric, metric.unit(), better(metric)),
                            "as the district measures it: in %s, %s is better"
                                    .formatted(measure.metric().unit(), better(measure.metric())),
                            "Correct one of the two, or give them two names."));
                }
            }
        }
        return problems;
    }

    private static String better(Metric metric) {
        return metric.better().name().toLowerCase(Locale.ROOT);
    }

    private static Row row(SitePlan plan, Measure measure) {
        List<Reading> readings = plan.assessment()
                .finding(measure.metric(), measure.pupils())
                .map(Finding::values)
                .map(Scorecard::readings)
                .orElse(List.of());
        Optional<Reading> latest = last(readings, 1);
        Optional<Reading> before = last(readings, 2);
        return new Row(measure, latest, before, standing(measure, latest, before));
    }

    private static List<Reading> readings(SortedMap<FiscalYear, BigDecimal> values) {
        return values.entrySet().stream()
                .map((Map.Entry<FiscalYear, BigDecimal> value) -> new Reading(value.getKey(), value.getValue()))
                .toList();
    }

    private static Optional<Reading> last(List<Reading> readings, int fromEnd) {
        return readings.size() < fromEnd ? Optional.empty() : Optional.of(readings.get(readings.size() - fromEnd));
    }

    private static Standing standing(Measure measure, Optional<Reading> latest, Optional<Reading> before) {
        if (latest.isEmpty()) {
            return Standing.NO_DATA;
        }
        if (measure.target().isEmpty()) {
            return Standing.NO_TARGET;
        }
        Metric metric = measure.metric();
        BigDecimal now = latest.get().value();
        if (metric.reaches(now, measure.target().get())) {
            return Standing.MET;
        }
        return before.filter(then -> metric.improvement(then.value(), now).signum() > 0)
                        .isPresent()
                ? Standing.IMPROVING
                : Standing.NOT_IMPROVING;
    }

    /** Returns the rows, one a line. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("school " + school);
        for (Row row : rows) {
            Metric metric = row.measure().metric();
            text.append("\n  %s, %s: ".formatted(metric, row.measure().pupils()))
                    .append(row.latest()
                            .map(now -> metric.show(now.value()) + " in " + now.year())
                            .orElse("not known"));
            row.before()
                    .ifPresent(
                            then -> text.append(", from %s in %s".formatted(metric.show(then.value()), then.year())));
            row.measure().target().ifPresent(target -> text.append(", target ").append(metric.show(target)));
            text.append(": ")
                    .append(row.standing().name().toLowerCase(Locale.ROOT).replace('_', ' '));
        }
        return text.toString();
    }
}
