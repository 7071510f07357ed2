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
    private static final List<BigDecimal> STEPS =
            List.of(BigDecimal.ONE, BigDecimal.valueOf(2), BigDecimal.valueOf(5), BigDecimal.TEN);

    /**
     * Returns a scale on which two numbers lie.
     *
     * @param about how many steps are wanted
     */
    static Scale over(double least, double greatest, int about) {
        double span = greatest - least;
        if (!(span > 0)) {
            // One number alone gets room on both sides.
            double room = least == 0 ? 1 : Math.abs(least) / 10;
            return over(least - room, greatest + room, about);
        }
        BigDecimal rough = BigDecimal.valueOf(span / about);
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
