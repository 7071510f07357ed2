package org.perpupil.io.chart;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * A straight axis with round numbers at its ticks.
 *
 * @param low the first tick
 * @param high the last tick
 * @param step from tick to tick: 1, 2 or 5 times a power of ten
 */
record Scale(BigDecimal low, BigDecimal high, BigDecimal step) {
    /** Doubles have no more whole digits that can be relied on. */
    private static final double MOST = 1e15;

    private static final List<BigDecimal> STEPS =
            List.of(BigDecimal.ONE, BigDecimal.valueOf(2), BigDecimal.valueOf(5), BigDecimal.TEN);

    /**
     * Returns a scale on which two numbers lie.
     *
     * @param about how many steps are wanted
     * @throws IllegalArgumentException if a number is not from −10¹⁵ to 10¹⁵
     */
    static Scale over(double least, double greatest, int about) {
        if (!(least >= -MOST && greatest <= MOST)) {
            throw new IllegalArgumentException(
                    "a chart shows numbers from -1E15 to 1E15, not %s to %s".formatted(least, greatest));
        }
        double large = Math.max(Math.abs(least), Math.abs(greatest));
        if (greatest - least > Math.max(large * 1e-9, 1e-15)) {
            return between(least, greatest, about);
        }
        // Numbers that are as good as one get room on both sides.
        double room = large < 1e-14 ? 1 : large / 10;
        return between(least - room, greatest + room, about);
    }

    private static Scale between(double least, double greatest, int about) {
        BigDecimal rough = BigDecimal.valueOf((greatest - least) / about);
        BigDecimal power = BigDecimal.ONE.scaleByPowerOfTen(rough.precision() - rough.scale() - 1);
        BigDecimal step = STEPS.stream()
                .map(power::multiply)
                .filter(candidate -> candidate.compareTo(rough) >= 0)
                .findFirst()
                .orElseThrow();
        return new Scale(below(least, step), below(-greatest, step).negate(), step);
    }

    private static BigDecimal below(double value, BigDecimal step) {
        BigDecimal exact = BigDecimal.valueOf(value);
        BigDecimal steps = exact.divideToIntegralValue(step);
        BigDecimal at = steps.multiply(step);
        return at.compareTo(exact) <= 0 ? at : at.subtract(step);
    }

    List<BigDecimal> ticks() {
        List<BigDecimal> ticks = new ArrayList<>();
        for (BigDecimal at = low; at.compareTo(high) <= 0; at = at.add(step)) {
            ticks.add(at);
        }
        return ticks;
    }

    /** Returns where a number lies, from 0 at the first tick to 1 at the last. */
    double part(double value) {
        return (value - low.doubleValue()) / (high.doubleValue() - low.doubleValue());
    }

    /** Returns how many decimals the ticks need. */
    int decimals() {
        return Math.max(0, step.stripTrailingZeros().scale());
    }
}
