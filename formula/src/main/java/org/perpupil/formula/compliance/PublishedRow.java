package org.perpupil.formula.compliance;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.perpupil.exact.Rational;
import org.perpupil.exact.Rounding;

/**
 * One row of a published table: a school, what is counted there, and its dollars.
 *
 * <pre>{@code
 * PublishedRow.of("Aiton ES", "450288").count(236)
 * PublishedRow.of("K0–2", "702565").count(80, "1.8").count(19, "1.6")
 * }</pre>
 *
 * <p>The dollars are the lump sum plus the rounded product of the points and the rate. A row whose count is not known says nothing of
 * a rate and is left out; a count of 0 is a count, and gives no dollars.
 *
 * @param label the school or the line, as the table has it
 * @param points the counts, each times its weight, added up; a change of a count may be below 0
 * @param dollars what the table prints, with parts of a cent if it does
 * @param lumpSum what of it does not depend on the count
 */
public record PublishedRow(String label, Rational points, BigDecimal dollars, BigDecimal lumpSum) {
    private static final List<Rational> STEPS = List.of(Rational.ONE_WHOLE, Rational.of(1, 2));

    public PublishedRow {
        requireNonNull(label, "label");
        requireNonNull(points, "points");
        dollars = normal(dollars);
        lumpSum = normal(lumpSum);
    }

    /** Starts a row that counts nobody yet and has no lump sum. */
    public static PublishedRow of(String label, BigDecimal dollars) {
        return new PublishedRow(label, Rational.ZERO, dollars, BigDecimal.ZERO);
    }

    /**
     * Starts a row that counts nobody yet and has no lump sum.
     *
     * @param dollars a plain number such as {@code "-32980.37"}
     * @throws IllegalArgumentException if it is no number
     */
    public static PublishedRow of(String label, String dollars) {
        return of(label, decimal(dollars));
    }

    /** Adds pupils of weight 1. */
    public PublishedRow count(long pupils) {
        return count(Rational.of(pupils));
    }

    /** Adds pupils of a weight such as {@code "1.8"} or {@code "1/3"}. */
    public PublishedRow count(long pupils, String weight) {
        return count(Rational.of(pupils).times(Rational.parse(weight)));
    }

    /** Adds a count of any precision, already times its weight. */
    public PublishedRow count(Rational more) {
        return new PublishedRow(label, points.plus(more), dollars, lumpSum);
    }

    /** The same row, of whose dollars so many do not depend on the count. */
    public PublishedRow withLumpSum(String amount) {
        return new PublishedRow(label, points, dollars, decimal(amount));
    }

    /** Returns what this row would print by a rate. */
    public BigDecimal at(Rational rate, Rounding rounding) {
        return normal(rounding.apply(points.times(rate)).plus(Rational.of(lumpSum)));
    }

    /**
     * Returns all rates that print this row's dollars.
     *
     * @return empty if none does, as the dollars beyond the lump sum are no whole multiple of the unit; and if there is nothing to
     *     count, so that the rate does not matter
     */
    public Optional<RateInterval> rates(Rounding rounding) {
        Rational counted = Rational.of(dollars).minus(Rational.of(lumpSum));
        if (points.isZero() || !rounding.apply(counted).equals(counted)) {
            return Optional.empty();
        }
        Rational below = reach(counted, rounding, -1);
        Rational above = reach(counted, rounding, 1);
        boolean withBelow = rounding.apply(below).equals(counted);
        boolean withAbove = rounding.apply(above).equals(counted);
        return Optional.of(
                points.signum() > 0
                        ? new RateInterval(below.dividedBy(points), withBelow, above.dividedBy(points), withAbove)
                        : new RateInterval(above.dividedBy(points), withAbove, below.dividedBy(points), withBelow));
    }

    /**
     * How far a number may be off and still round to this one: a whole unit, half of one, or not at all. The rounding itself is
     * asked, a quarter short of each, so that it cannot be undone by another rule than it was done by.
     */
    private static Rational reach(Rational rounded, Rounding rounding, long direction) {
        Rational unit = Rational.of(rounding.unit()).times(Rational.of(direction));
        Rational quarter = unit.times(Rational.of(1, 4));
        return STEPS.stream()
                .map(step -> rounded.plus(unit.times(step)))
                .filter(end -> rounding.apply(end.minus(quarter)).equals(rounded))
                .findFirst()
                .orElse(rounded);
    }

    private static BigDecimal decimal(String text) {
        return Rational.parse(text)
                .toExactDecimal()
                .orElseThrow(() -> new IllegalArgumentException(
                        "\"%s\" is no amount of dollars; write a decimal such as 450288 or 2020047.37"
                                .formatted(text)));
    }

    /** The same number without trailing zeros, so that equal numbers are equal. */
    static BigDecimal normal(BigDecimal decimal) {
        return normal(Rational.of(decimal));
    }

    private static BigDecimal normal(Rational number) {
        return number.toExactDecimal().orElseThrow();
    }

    /** Tells whether the row prints what the rate gives. */
    boolean isMetBy(Rational rate, Rounding rounding) {
        return at(rate, rounding).compareTo(dollars) == 0;
    }

    /** Returns the row for people: {@code Aiton ES: 236 → 450288}. */
    @Override
    public String toString() {
        String before = lumpSum.signum() == 0 ? "" : lumpSum.toPlainString() + " + ";
        return "%s: %s%s → %s".formatted(label, before, points, dollars.toPlainString());
    }
}
