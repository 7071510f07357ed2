package org.perpupil.exact;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.math.BigInteger;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Whole numbers in place of fractions, with the same sum.
 *
 * <p>Each quota is first rounded down. The units that are then missing go, one each, to the largest remainders; equal
 * remainders are ordered by key, so that the order in which the quotas are given changes nothing. Also called Hamilton's
 * method.
 *
 * @param <K> who gets the parts; its natural order breaks ties
 */
public final class LargestRemainder<K extends Comparable<? super K>> {
    private final ImmutableMap<K, BigInteger> parts;
    private final ImmutableSet<K> roundedUp;

    private LargestRemainder(ImmutableMap<K, BigInteger> parts, ImmutableSet<K> roundedUp) {
        this.parts = parts;
        this.roundedUp = roundedUp;
    }

    /**
     * Rounds quotas to whole numbers that add up to the same.
     *
     * @param quotas of any sign
     * @throws IllegalArgumentException if the quotas do not add up to a whole number
     */
    public static <K extends Comparable<? super K>> LargestRemainder<K> of(Map<K, Rational> quotas) {
        Rational sum = quotas.values().stream().reduce(Rational.ZERO, Rational::plus);
        if (!sum.isWhole()) {
            throw new IllegalArgumentException("the quotas add up to " + sum + ", which is not a whole number");
        }
        BigInteger floors = quotas.values().stream().map(Rational::floor).reduce(BigInteger.ZERO, BigInteger::add);
        // Each remainder is below one unit, so fewer units are missing than there are quotas with a remainder.
        int missing = sum.numerator().subtract(floors).intValueExact();
        Comparator<Map.Entry<K, Rational>> byRemainder = Comparator.comparing(quota -> remainder(quota.getValue()));
        List<K> next = quotas.entrySet().stream()
                .sorted(byRemainder.reversed().thenComparing(Map.Entry.comparingByKey()))
                .limit(missing)
                .map(Map.Entry::getKey)
                .toList();
        ImmutableSet<K> roundedUp = ImmutableSet.copyOf(next);
        ImmutableMap.Builder<K, BigInteger> parts = ImmutableMap.builder();
        quotas.forEach((key, quota) ->
                parts.put(key, roundedUp.contains(key) ? quota.floor().add(BigInteger.ONE) : quota.floor()));
        return new LargestRemainder<>(parts.buildOrThrow(), roundedUp);
    }

    /**
     * Splits a pot in proportion to whole weights, as quotas pot · weight / sum of the weights; ties go to the lower index.
     *
     * <p>Takes time in proportion to the weights, less than a hundredth of what {@link #of} takes. A {@link Splitter} splits many
     * pots without new memory.
     *
     * @param pot 0 or more, in units that are not split: cents, positions, pupils
     * @param weights 0 or more each, in any unit; only their proportions matter, and their sum may be beyond a long
     * @return the parts in the order of the weights; they add up to the pot
     * @throws IllegalArgumentException if the pot or a weight is below 0, or the pot is above 0 and no weight is
     */
    public static long[] split(long pot, long[] weights) {
        long[] parts = new long[weights.length];
        new Splitter().split(pot, weights, 0, weights.length, parts);
        return parts;
    }

    private static Rational remainder(Rational quota) {
        return quota.minus(Rational.of(quota.floor()));
    }

    /** Returns the parts in the order of the quotas; they add up to what the quotas add up to. */
    public Map<K, BigInteger> parts() {
        return parts;
    }

    /** Returns who got one of the missing units, the largest remainder first. */
    public Set<K> roundedUp() {
        return roundedUp;
    }
}
