package org.perpupil.io.excel;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import org.perpupil.exact.Rational;
import org.perpupil.exact.Rounding;

/**
 * Rounding in a spreadsheet, whose numbers are binary and hold about 15 digits.
 *
 * <p>What comes out a little below or above a half for that reason is first rounded further down, where nothing is lost that
 * the number holds, and only then as the definition says.
 */
final class RoundedFormula {
    private static final int DIGITS = 15;
    private static final int MOST_MORE_PLACES = 6;

    private RoundedFormula() {}

    /** How many more places than the unit's own can be trusted in a number of so many units. */
    static int morePlaces(Rational mostUnits) {
        int digits = mostUnits.toDecimal(0, RoundingMode.UP).abs().precision();
        return Math.max(1, Math.min(MOST_MORE_PLACES, DIGITS - 1 - digits));
    }

    /** To how many places a number is rounded first. */
    static int places(Rounding rounding, int more) {
        return rounding.unit().scale() + more;
    }

    /** Tells whether rounding in two steps gives what the definition says. */
    static boolean isFaithful(Rounding rounding, Rational exact, int more) {
        Rational step = Rational.of(rounding.unit().movePointLeft(more));
        Rational first =
                Rational.of(exact.dividedBy(step).toWhole(RoundingMode.HALF_UP)).times(step);
        return rounding.apply(first).equals(rounding.apply(exact));
    }

    /**
     * Returns a formula rounded.
     *
     * @param cell a cell, for all modes but the usual ones use it more than once
     */
    static String of(String cell, Rounding rounding, int more) {
        BigDecimal unit = rounding.unit();
        boolean powerOfTen = unit.unscaledValue().equals(BigInteger.ONE);
        int places = powerOfTen ? unit.scale() : 0;
        String inUnits = powerOfTen ? cell : "(" + cell + ")/" + plain(unit);
        String settled = "ROUND(%s,%s)".formatted(inUnits, places + more);
        String whole = switch (rounding.mode()) {
            case HALF_UP -> "ROUND(%s,%s)".formatted(settled, places);
            case UP -> "ROUNDUP(%s,%s)".formatted(settled, places);
            case DOWN -> "ROUNDDOWN(%s,%s)".formatted(settled, places);
            default -> byWholes(rounding.mode(), powerOfTen ? scaled(cell, places, more) : settled);
        };
        boolean scaledBack = !powerOfTen || isByWholes(rounding.mode());
        return scaledBack ? "ROUND(%s*%s,%s)".formatted(whole, plain(unit), Math.max(0, unit.scale())) : whole;
    }

    /** Tells whether the formula holds what is rounded only once. */
    static boolean usesOnce(Rounding rounding) {
        return rounding.mode() != RoundingMode.HALF_EVEN && rounding.mode() != RoundingMode.HALF_DOWN;
    }

    private static boolean isByWholes(RoundingMode mode) {
        return switch (mode) {
            case HALF_UP, UP, DOWN -> false;
            default -> true;
        };
    }

    private static String scaled(String cell, int places, int more) {
        return "ROUND((%s)/%s,%s)".formatted(cell, plain(BigDecimal.ONE.movePointLeft(places)), more);
    }

    /** Rounds a number of units to a whole one. */
    private static String byWholes(RoundingMode mode, String units) {
        String half = "ROUND(ABS(%1$s-TRUNC(%1$s)),6)=0.5".formatted(units);
        return switch (mode) {
            case FLOOR -> "INT(" + units + ")";
            case CEILING -> "-INT(-" + units + ")";
            case HALF_EVEN -> "IF(%2$s,2*ROUND(%1$s/2,0),ROUND(%1$s,0))".formatted(units, half);
            case HALF_DOWN -> "IF(%2$s,TRUNC(%1$s),ROUND(%1$s,0))".formatted(units, half);
            default -> throw new IllegalArgumentException("no formula for " + mode);
        };
    }

    static String plain(BigDecimal number) {
        return number.stripTrailingZeros().toPlainString();
    }
}
