package org.perpupil.equity.inequality;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableDoubleArray;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.perpupil.equity.internal.Distributions;
import org.perpupil.equity.internal.DoubleDouble;
import org.perpupil.equity.internal.ExactSum;

/**
 * What a measure gives for the units themselves and for each replicate of a {@link Bootstrap}, and the intervals that follow.
 *
 * <p>Replicates for which the measure does not exist are {@linkplain #undefined counted} and take no part in anything else; an interval
 * is then one of the replicates for which it does. Where there are many, no interval means much.
 */
public final class Replicates {
    private final double estimate;
    private final ImmutableDoubleArray sorted;
    private final ImmutableList<String> reasons;

    Replicates(double estimate, double[] values, List<String> reasons) {
        double[] ascending = values.clone();
        Arrays.sort(ascending);
        this.estimate = estimate;
        this.sorted = ImmutableDoubleArray.copyOf(ascending);
        this.reasons = ImmutableList.copyOf(reasons);
    }

    /**
     * An interval.
     *
     * @param lower limit, in the unit of the measure
     * @param upper limit, no less than the lower
     */
    public record Interval(double lower, double upper) {

        public Interval {
            if (!(lower <= upper)) {
                throw new IllegalArgumentException("an interval from %s to %s has no inside".formatted(lower, upper));
            }
        }

        /** Tells whether a value lies within the limits or on one. */
        public boolean contains(double value) {
            return lower <= value && value <= upper;
        }
    }

    /** Returns what the measure gives for the units themselves. */
    public double estimate() {
        return estimate;
    }

    /** Returns what the measure gives for each replicate for which it exists, in ascending order. */
    public double[] values() {
        return sorted.toArray();
    }

    /** Returns for how many replicates the measure does not exist. */
    public int undefined() {
        return reasons.size();
    }

    /** Returns why the measure does not exist for the first of the replicates for which it does not; empty if it always does. */
    public Optional<String> whyUndefined() {
        return reasons.stream().findFirst();
    }

    /**
     * Returns the mean of the replicates less the estimate: how far the measure tends to be off by being taken of a sample.
     *
     * @throws UndefinedMeasureException if the measure exists for fewer than 2 replicates
     */
    public double bias() {
        return mean("the bias").minus(DoubleDouble.of(estimate)).high();
    }

    /**
     * Returns the standard deviation of the replicates, with one less than their number as the divisor.
     *
     * @throws UndefinedMeasureException if the measure exists for fewer than 2 replicates
     */
    public double standardError() {
        DoubleDouble mean = mean("the standard error");
        ExactSum squares = new ExactSum();
        sorted.forEach(value -> {
            double deviation = DoubleDouble.of(value).minus(mean).high();
            squares.add(deviation * deviation);
        });
        return Math.sqrt(squares.roughly() / (sorted.length() - 1));
    }

    private DoubleDouble mean(String figure) {
        if (sorted.length() < 2) {
            throw new UndefinedMeasureException(
                    "%s takes at least 2 replicates, and the measure exists for %s".formatted(figure, sorted.length()));
        }
        if (sorted.get(0) == sorted.get(sorted.length() - 1)) {
            return DoubleDouble.of(sorted.get(0));
        }
        ExactSum sum = new ExactSum();
        sorted.forEach(sum::add);
        return sum.rounded().dividedBy(DoubleDouble.of(sorted.length()));
    }

    /**
     * Returns the percentile interval: the middle part of the replicates, with as many below it as above.
     *
     * <pre>{@code
     * [t((R+1) a), t((R+1) (1−a))]     with a = (1 − percent/100) / 2
     * }</pre>
     *
     * <p>t(k) is the k-th of the R replicates in ascending order; between two of them the limit is interpolated on the scale of normal
     * quantiles. The limits are values of the measure and so within its range.
     *
     * <p>Source: A. C. Davison and D. V. Hinkley, <i>Bootstrap Methods and their Application</i>, Cambridge University Press, 1997,
     * equations 5.18 and 5.8.
     *
     * @param percent of the replicates that are inside, such as 95; above 0 and below 100
     * @throws IllegalArgumentException if {@code percent} is out of range
     * @throws UndefinedMeasureException if there are too few replicates for limits so far out: with 95 per cent, fewer than 39
     */
    public Interval percentileInterval(double percent) {
        if (!(percent > 0 && percent < 100)) {
            throw new IllegalArgumentException(
                    "an interval holds more than 0 and less than 100 per cent, such as 95, not " + percent);
        }
        double position = (sorted.length() + 1) * (100 - percent) / 200;
        if (position < 1) {
            throw new UndefinedMeasureException(
                    "an interval of %s per cent takes at least %s replicates, and the measure exists for %s"
                            .formatted(percent, (long) Math.ceil(200 / (100 - percent)) - 1, sorted.length()));
        }
        int whole = (int) position;
        double part = interpolation(position, whole);
        double lower = between(ranked(whole), ranked(whole + 1), part);
        double upper = between(ranked(sorted.length() + 1 - whole), ranked(sorted.length() - whole), part);
        // Where next to nothing is to be inside, both are in the same gap and may pass each other by rounding.
        return new Interval(lower, Math.max(lower, upper));
    }

    /**
     * Returns the basic interval: the percentile interval turned over at the estimate, since the estimate is off from the truth as
     * replicates are off from the estimate.
     *
     * <pre>{@code
     * [2 t − t((R+1) (1−a)), 2 t − t((R+1) a)]     with the estimate t
     * }</pre>
     *
     * <p>A limit may lie outside of the range of the measure, such as below 0.
     *
     * <p>Source: Davison and Hinkley, as for {@link #percentileInterval}, equation 5.6.
     *
     * @param percent such as 95; above 0 and below 100
     * @throws IllegalArgumentException if {@code percent} is out of range
     * @throws UndefinedMeasureException if there are too few replicates, as for {@link #percentileInterval}
     */
    public Interval basicInterval(double percent) {
        Interval inner = percentileInterval(percent);
        return new Interval(2 * estimate - inner.upper, 2 * estimate - inner.lower);
    }

    /** The replicate of a rank, from 1. */
    private double ranked(int rank) {
        return sorted.get(rank - 1);
    }

    private double interpolation(double position, int whole) {
        if (position == whole) {
            return 0;
        }
        double all = sorted.length() + 1;
        double below = Distributions.normalQuantile(whole / all);
        double above = Distributions.normalQuantile((whole + 1) / all);
        return (Distributions.normalQuantile(position / all) - below) / (above - below);
    }

    private static double between(double from, double to, double part) {
        return from + part * (to - from);
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof Replicates other
                && Double.compare(estimate, other.estimate) == 0
                && sorted.equals(other.sorted)
                && reasons.equals(other.reasons);
    }

    @Override
    public int hashCode() {
        return 31 * sorted.hashCode() + reasons.hashCode();
    }

    @Override
    public String toString() {
        return "%s, %s replicates, %s undefined".formatted(estimate, sorted.length() + reasons.size(), reasons.size());
    }
}
