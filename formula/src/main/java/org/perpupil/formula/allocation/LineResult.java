package org.perpupil.formula.allocation;

import java.math.RoundingMode;
import java.util.Optional;
import org.perpupil.exact.Rational;
import org.perpupil.exact.Rounding;
import org.perpupil.formula.Line;
import org.perpupil.money.Money;

/**
 * What a line gave one school.
 *
 * @param line the line
 * @param working how the exact value came about; where the line does not apply, empty
 * @param exact the value before rounding; empty if there is none
 * @param value the value that counts; empty if there is none
 * @param rounding how it was rounded; empty if it was kept exact
 * @param gotUnit whether the school got one of the last units of a shared pot, being among the largest remainders
 * @param notApplied why the line does not apply to the school; empty if it does
 */
public record LineResult(
        Line line,
        Optional<Working> working,
        Optional<Rational> exact,
        Optional<Rational> value,
        Optional<Rounding> rounding,
        boolean gotUnit,
        Optional<String> notApplied) {

    /** Returns what the line adds to the school's budget: 0 unless it counts, pays and has a value. */
    public Money paid() {
        return line.counts() && line.source().isPresent() ? amount().orElse(Money.ZERO) : Money.ZERO;
    }

    /** Returns the value of an amount; empty for a figure and where there is no value. */
    public Optional<Money> amount() {
        return line.form().isAmount()
                ? value.map(dollars -> Money.ofDollars(dollars, RoundingMode.UNNECESSARY))
                : Optional.empty();
    }
}
