package org.perpupil.io.excel;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.stream.Stream;
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

    /** How many more places than the unit's own can be trusted in what is computed from numbers of so many units. */
    static int morePlaces(Rational magnitude) {
        return places(magnitude, MOST_MORE_PLACES);
    }

    /** How many places can be trusted in what is computed from numbers so large, and not more than some. */
    static int places(Rational magnitude, int most) {
        int digits = magnitude.toDecimal(0, RoundingMode.UP).abs().precision();
        return Math.max(1, Math.min(most, DIGITS - 1 - digits));
    }

    private static BigDecimal step(Rounding rounding, int more) {
        return rounding.unit().movePointLeft(more);
    }

    /**
     * Tells whether rounding in two steps gives what the definition says. What is no whole number of the first steps may come out at
     * the one below or above.
     */
    static boolean isFaithful(Rounding rounding, Rational exact, int more) {
        Rational step = Rational.of(step(rounding, more));
        Rational steps = exact.dividedBy(step);
        Rational right = rounding.apply(exact);
        return Stream.of(RoundingMode.FLOOR, RoundingMode.CEILING)
                .map(mode -> Rational.of(steps.toWhole(mode)).times(step))
                .allMatch(first -> rounding.apply(first).equals(right));
    }

    /**
     * Returns a formula for a number so near to where rounding changes that no spreadsheet can tell on which side it is: as long as it
     * is what it was, it is rounded as it was.
     *
     * @param changed the formula once it is another number
     */
    static String asGiven(String number, Rounding rounding, Rational exact, int more, String changed) {
        return "IF(ABS(%s-%s)<%s,%s,%s)"
                .formatted(
                        number,
                        Expression.number(exact).text(),
                        plain(step(rounding, more)),
                        Expression.number(rounding.apply(exact)).text(),
                        changed);
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
