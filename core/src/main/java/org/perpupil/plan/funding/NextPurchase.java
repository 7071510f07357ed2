package org.perpupil.plan.funding;

import static java.util.Objects.requireNonNull;

import org.perpupil.money.Money;
import org.perpupil.revenue.SourceId;

/**
 * The least that would have to be added to a stream for anything more to be paid.
 *
 * @param source the stream
 * @param more what would have to be added; above 0
 * @param change what would then be paid
 */
public record NextPurchase(SourceId source, Money more, FundingChange change) {

    public NextPurchase {
        requireNonNull(source, "source");
        requireNonNull(more, "more");
        requireNonNull(change, "change");
    }

    @Override
    public String toString() {
        return "%s more in %s: %s".formatted(more, source, change);
    }
}
