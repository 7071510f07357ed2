package org.perpupil.formula.allocation;

import com.google.common.collect.ImmutableList;
import java.math.RoundingMode;
import java.util.List;
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
 * @param tests what was asked of the school before the line was computed, with the answers: whether it is eligible for the source,
 *     then whether the line applies; the last one is the reason where the line does not apply for it
 * @param part how the school's part of a pot came about; empty unless the line shares one and applies
 * @param lookedAt what the value hangs on beside the working: what conditions compared, the limits of bands, and what made the pot
 */
public record LineResult(
        Line line,
        Optional<Working> working,
        Optional<Rational> exact,
        Optional<Rational> value,
        Optional<Rounding> rounding,
        boolean gotUnit,
        Optional<String> notApplied,
        List<String> tests,
        Optional<SharedPart> part,
        List<Working> lookedAt) {

    public LineResult {
        tests = ImmutableList.copyOf(tests);
        lookedAt = ImmutableList.copyOf(lookedAt);
    }

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

    /** Returns the line and what it gave, for people, such as {@code poverty: 1,272.00}. */
    @Override
    public String toString() {
        return line.name() + ": "
                + value.map(number -> Wording.of(number, line.form().type(), ""))
                        .or(() -> notApplied)
                        .orElse("no value");
    }
}
