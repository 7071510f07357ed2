package org.perpupil.plan.review;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.perpupil.district.FiscalYear;
import org.perpupil.district.SchoolId;
import org.perpupil.plan.Finding;
import org.perpupil.plan.Metric;
import org.perpupil.plan.SitePlan;
import org.perpupil.plan.Subgroup;

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
            return new Measure(metric, pupils, Optional.of(new BigDecimal(target)));
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
            requireNonNull(value, "value");
        }
    }

    /**
     * A row.
     *
     * @param measure what the district set
     * @param latest the last value known
     * @param before the value known before it
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

    public Scorecard {
        requireNonNull(school, "school");
        rows = ImmutableList.copyOf(rows);
    }

    /** Returns the scorecard of a school, by the findings of its plan. */
    public static Scorecard of(SitePlan plan, Measure... measures) {
        return of(plan, Arrays.asList(measures));
    }

    /** Returns the scorecard of a school, by the findings of its plan. */
    public static Scorecard of(SitePlan plan, Collection<Measure> measures) {
        return new Scorecard(
                plan.school(),
                measures.stream().map(measure -> row(plan, measure)).toList());
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
