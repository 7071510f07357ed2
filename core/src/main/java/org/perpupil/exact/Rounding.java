package org.perpupil.exact;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/**
 * To which unit a number is rounded, and by which rule.
 *
 * <p>The unit need not be a power of ten: eighths of a position are a unit too. Without a word about the rule it is half up,
 * which here means away from zero at the half, for negative numbers as well.
 *
 * @param unit what the result is a whole multiple of; above 0
 * @param mode the rule
 */
public record Rounding(BigDecimal unit, RoundingMode mode) {

    public Rounding {
        if (unit.signum() <= 0) {
            throw new IllegalArgumentException("a rounding unit is above 0, not " + unit.toPlainString());
        }
        unit = Rational.of(unit).toExactDecimal().orElseThrow();
        if (requireNonNull(mode, "mode") == RoundingMode.UNNECESSARY) {
            throw new IllegalArgumentException("a rounding has a rule; UNNECESSARY is none");
        }
    }

    /** Rounds to hundredths, half up. */
    public static Rounding cents() {
        return places(2);
    }

    /** Rounds to whole dollars, half up. */
    public static Rounding dollars() {
        return places(0);
    }

    /** Rounds to whole numbers (pupils, positions), half up. */
    public static Rounding whole() {
        return places(0);
    }

    /** Rounds to so many decimal places, half up; negative places are tens, hundreds and so on. */
    public static Rounding places(int places) {
        return new Rounding(BigDecimal.ONE.movePointLeft(places), RoundingMode.HALF_UP);
    }

    /** Rounds to whole multiples of a unit such as {@code "0.125"}, half up. */
    public static Rounding to(String unit) {
        return new Rounding(new BigDecimal(unit), RoundingMode.HALF_UP);
    }

    /** The same unit, always away from zero: a part of a position is a whole position. */
    public Rounding up() {
        return new Rounding(unit, RoundingMode.UP);
    }

    /** The same unit, always towards zero. */
    public Rounding down() {
        return new Rounding(unit, RoundingMode.DOWN);
    }

    /** The same unit by another rule. */
    public Rounding by(RoundingMode rule) {
        return new Rounding(unit, rule);
    }

    /** Returns the multiple of the unit that the rule gives. */
    public Rational apply(Rational number) {
        Rational step = Rational.of(unit);
        return Rational.of(number.dividedBy(step).toWhole(mode)).times(step);
    }

    /** Tells whether every result is a whole number of cents. */
    public boolean givesWholeCents() {
        return Rational.of(unit).times(Rational.of(100)).isWhole();
    }

    @Override
    public String toString() {
        return unit.toPlainString() + " " + mode.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
