package org.perpupil.plan;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.util.Comparator;
import org.perpupil.exact.Rational;

/**
 * What progress is measured by.
 *
 * @param name what is measured, such as {@code proficient on the state mathematics test}; tells metrics apart
 * @param unit such as {@code %}, {@code points} or {@code days}; a metric in {@code %} runs from 0 to 100
 * @param better which way is progress
 */
public record Metric(String name, String unit, Better better) implements Comparable<Metric> {
    private static final BigDecimal WHOLE = BigDecimal.valueOf(100);

    /** Which way is progress. */
    public enum Better {
        HIGHER,
        LOWER
    }

    public Metric {
        Text.said(name, "a metric says what is measured");
        Text.said(unit, "the metric \"" + name + "\" has a unit");
        requireNonNull(better, "better");
    }

    /** Returns a share of pupils in per cent, from 0 to 100, of which more is better. */
    public static Metric percent(String name) {
        return new Metric(name, "%", Better.HIGHER);
    }

    /** Returns a measure of which more is better. */
    public static Metric of(String name, String unit) {
        return new Metric(name, unit, Better.HIGHER);
    }

    /** Returns the same measure, of which less is better, as of days absent. */
    public Metric lowerIsBetter() {
        return new Metric(name, unit, Better.LOWER);
    }

    /** Tells whether the metric can take a value: any number, or for a per cent 0 to 100. */
    public boolean canBe(BigDecimal value) {
        return !unit.equals("%") || (value.signum() >= 0 && value.compareTo(WHOLE) <= 0);
    }

    /** Tells whether a value is as good as another, or better. */
    public boolean reaches(BigDecimal value, BigDecimal target) {
        return improvement(target, value).signum() >= 0;
    }

    /** Returns by how much a later value is better than an earlier one, in the metric's unit; negative if it is worse. */
    public BigDecimal improvement(BigDecimal earlier, BigDecimal later) {
        BigDecimal change = later.subtract(earlier);
        return Text.plain(better == Better.HIGHER ? change : change.negate());
    }

    /**
     * Returns how far a value is from a target, as a share of the larger of the two in size, so that metrics in different units
     * can be ranked: 60 for 80 is a quarter short, and so are 8 days absent for 6.
     *
     * @return 0 where the target is reached; at most 1 unless the two have different signs
     */
    public Rational shortfall(BigDecimal value, BigDecimal target) {
        if (reaches(value, target)) {
            return Rational.ZERO;
        }
        Rational larger = Rational.of(value.abs().max(target.abs()));
        return Rational.of(improvement(value, target)).dividedBy(larger);
    }

    /** Returns a value with its unit, such as {@code 62.5%} or {@code 8 days}. */
    public String show(BigDecimal value) {
        return Text.plain(value).toPlainString() + (unit.equals("%") ? "%" : " " + unit);
    }

    /** Returns everything that is said of it. */
    String words() {
        return "%s, in %s, %s is better".formatted(name, unit, Words.of(better));
    }

    @Override
    public int compareTo(Metric other) {
        return Comparator.comparing(Metric::name)
                .thenComparing(Metric::unit)
                .thenComparing(Metric::better)
                .compare(this, other);
    }

    @Override
    public String toString() {
        return name;
    }
}
