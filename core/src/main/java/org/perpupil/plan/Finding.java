package org.perpupil.plan;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableSortedMap;
import java.math.BigDecimal;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.perpupil.district.FiscalYear;
import org.perpupil.exact.Rational;

/**
 * What a metric has been for some pupils, year by year, against a target.
 *
 * <pre>{@code
 * Finding.of("math-5", mathematics, Subgroup.of(ALL_PUPILS, FIFTH))
 *         .in(2024, "52").in(2025, "57").in(2026, "60").against("80")
 * }</pre>
 *
 * <p>A year that is not given is not known, which is not 0.
 */
public final class Finding {
    private final String id;
    private final Metric metric;
    private final Subgroup pupils;
    private final ImmutableSortedMap<FiscalYear, BigDecimal> values;
    private final @Nullable BigDecimal target;

    private Finding(
            String id,
            Metric metric,
            Subgroup pupils,
            SortedMap<FiscalYear, BigDecimal> values,
            @Nullable BigDecimal target) {
        this.id = Text.id(id, "a finding");
        this.metric = requireNonNull(metric, "metric");
        this.pupils = requireNonNull(pupils, "pupils");
        this.values = ImmutableSortedMap.copyOfSorted(values);
        this.target = target;
    }

    /** Returns a finding without values. */
    public static Finding of(String id, Metric metric, Subgroup pupils) {
        return new Finding(id, metric, pupils, new TreeMap<>(), null);
    }

    /**
     * Returns the finding with the value of a year, in the metric's unit.
     *
     * @throws IllegalArgumentException if the metric cannot be that
     * @throws IllegalStateException if the year has a value
     */
    public Finding in(FiscalYear year, BigDecimal value) {
        SortedMap<FiscalYear, BigDecimal> more = new TreeMap<>(values);
        if (more.put(requireNonNull(year, "year"), possible(value)) != null) {
            throw new IllegalStateException("finding %s already has a value for %s".formatted(id, year));
        }
        return new Finding(id, metric, pupils, more, target);
    }

    /** Returns the finding with the value of the year that ends in a calendar year. */
    public Finding in(int yearEnding, String value) {
        return in(FiscalYear.of(yearEnding), Text.decimal(value));
    }

    /** Returns the finding with what the metric should be. */
    public Finding against(BigDecimal aim) {
        return new Finding(id, metric, pupils, values, possible(aim));
    }

    /** Returns the finding with what the metric should be. */
    public Finding against(String aim) {
        return against(Text.decimal(aim));
    }

    private BigDecimal possible(BigDecimal value) {
        if (!metric.canBe(value)) {
            throw new IllegalArgumentException("finding %s: \"%s\" is from 0 to 100%%, and cannot be %s"
                    .formatted(id, metric, metric.show(value)));
        }
        return Text.plain(value);
    }

    public String id() {
        return id;
    }

    public Metric metric() {
        return metric;
    }

    public Subgroup pupils() {
        return pupils;
    }

    /** Returns the value of each year that is known, in order of year. */
    public SortedMap<FiscalYear, BigDecimal> values() {
        return values;
    }

    /** Returns the value of the last year that is known; empty if none is. */
    public Optional<BigDecimal> latest() {
        return values.isEmpty() ? Optional.empty() : Optional.ofNullable(values.get(values.lastKey()));
    }

    /** Returns what the metric should be; empty if nothing is said. */
    public Optional<BigDecimal> target() {
        return Optional.ofNullable(target);
    }

    /** Returns how far the latest value is from the target, as {@link Metric#shortfall} tells it; empty if either is missing. */
    public Optional<Rational> gap() {
        return target().flatMap(aim -> latest().map(value -> metric.shortfall(value, aim)));
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof Finding other
                && id.equals(other.id)
                && metric.equals(other.metric)
                && pupils.equals(other.pupils)
                && values.equals(other.values)
                && Objects.equals(target, other.target);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }

    /** Returns such as {@code math-5: proficient, all pupils: 2023–24 52%, 2024–25 57%; target 80%}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(id + ": " + metric + ", " + pupils);
        String separator = ": ";
        for (var value : values.entrySet()) {
            text.append(separator).append(value.getKey()).append(' ').append(metric.show(value.getValue()));
            separator = ", ";
        }
        target().ifPresent(aim -> text.append("; target ").append(metric.show(aim)));
        return text.toString();
    }
}
