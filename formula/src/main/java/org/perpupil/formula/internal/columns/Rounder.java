package org.perpupil.formula.internal.columns;

import java.math.RoundingMode;
import org.perpupil.exact.Rational;
import org.perpupil.exact.Rounding;

/** Rounds values to whole units; where a value is too near to where the rule changes its mind, it is in doubt. */
final class Rounder extends Node {
    private final Node value;
    private final Doubts doubts;
    private final RoundingMode mode;
    private final double unit;
    private final long perUnit;

    /** A number times this, divided by the divisor, is the number of units. */
    private double factor;

    private double divisor;

    /** How far a number of units is from the true one at most; 0 if it is exact. */
    private double within;

    Rounder(Node value, Rounding rounding, Doubts doubts) {
        this.value = value;
        this.doubts = doubts;
        Rational to = Rational.of(rounding.unit());
        mode = rounding.mode();
        unit = to.numerator().doubleValue();
        perUnit =
                to.denominator().bitLength() < Long.SIZE - 1 ? to.denominator().longValueExact() : 0;
        if (unit >= END || perUnit == 0 || perUnit >= END) {
            throw new Beyond();
        }
    }

    @Override
    void bind() {
        long shared = divisor(perUnit, value.per());
        factor = whole(perUnit, shared);
        divisor = unit * whole(value.per(), shared);
        within = 0;
        if (!value.isExact() || divisor >= END || value.greatest() * factor >= END) {
            factor = perUnit / unit * value.toValue();
            divisor = 1;
            within = widened(value.error() * factor + 4 * TWICE_ROUNDED * factor * value.greatest());
        }
        exact(perUnit, 0, 0);
    }

    @Override
    void run(int from, int count) {
        double[] numbers = value.out;
        if (within > 0) {
            for (int i = 0; i < count; i++) {
                if (isNearBoundary(numbers[i] * factor)) {
                    doubts.add(i);
                }
                out[i] = nearest(numbers[i] * factor) * unit;
            }
        } else if (divisor == 1) {
            for (int i = 0; i < count; i++) {
                out[i] = numbers[i] * factor * unit;
            }
        } else {
            for (int i = 0; i < count; i++) {
                out[i] = units(numbers[i] * factor) * unit;
            }
        }
    }

    /** The number of units at a place of the block. */
    double units(int at) {
        return out[at] / unit;
    }

    /** Tells whether every value is a whole number of units already. */
    boolean isWhole() {
        return within == 0 && divisor == 1;
    }

    private double units(double times) {
        double floor = Math.floor(times / divisor);
        double rest = Math.fma(-floor, divisor, times);
        // The quotient may have been rounded up to the next whole number, or down from one.
        if (rest < 0) {
            floor--;
            rest += divisor;
        } else if (rest >= divisor) {
            floor++;
            rest -= divisor;
        }
        return rest == 0 || Double.isNaN(rest)
                ? floor
                : isUp(times, floor, Double.compare(rest, divisor - rest)) ? floor + 1 : floor;
    }

    private boolean isNearBoundary(double units) {
        double rest = units - Math.floor(units);
        boolean half = mode == RoundingMode.HALF_UP || mode == RoundingMode.HALF_DOWN || mode == RoundingMode.HALF_EVEN;
        double apart = half ? Math.abs(rest - 0.5) : Math.min(rest, 1 - rest);
        return apart <= within || Math.abs(units) >= END;
    }

    private double nearest(double units) {
        double floor = Math.floor(units);
        return isUp(units, floor, units - floor > 0.5 ? 1 : -1) ? floor + 1 : floor;
    }

    /** Tells whether what lies between two units goes to the upper one; {@code half} compares the rest with a half. */
    private boolean isUp(double units, double floor, int half) {
        return switch (mode) {
            case CEILING -> true;
            case FLOOR -> false;
            case UP -> units > 0;
            case DOWN -> units < 0;
            case HALF_UP -> half > 0 || (half == 0 && units > 0);
            case HALF_DOWN -> half > 0 || (half == 0 && units < 0);
            case HALF_EVEN -> half > 0 || (half == 0 && floor % 2 != 0);
            case UNNECESSARY -> throw new IllegalStateException("a rounding has a rule");
        };
    }
}
