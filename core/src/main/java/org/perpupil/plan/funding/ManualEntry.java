package org.perpupil.plan.funding;

import static java.util.Objects.requireNonNull;

import org.perpupil.money.Money;
import org.perpupil.revenue.SourceId;

/**
 * A cell of the funding matrix that somebody filled in.
 *
 * @param investment its id
 * @param source who pays
 * @param amount exactly what it pays, at least 0; 0 keeps the source from paying
 */
public record ManualEntry(String investment, SourceId source, Money amount) {

    public ManualEntry {
        requireNonNull(investment, "investment");
        requireNonNull(source, "source");
        if (amount.isNegative()) {
            throw new IllegalArgumentException(
                    "%s pays %s for %s; an entry is 0 or more".formatted(source, amount, investment));
        }
    }

    @Override
    public String toString() {
        return "%s from %s for %s".formatted(amount, source, investment);
    }
}
