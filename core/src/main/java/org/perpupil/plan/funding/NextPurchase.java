package org.perpupil.plan.funding;

import static java.util.Objects.requireNonNull;

import java.util.stream.Collectors;
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

    /** Returns what would be paid, for people: the investments that get more or less. */
    public String text(String currencySign) {
        return change.investments().stream()
                .filter(changed -> !changed.before().equals(changed.after()))
                .map(changed -> changed.text(currencySign))
                .collect(Collectors.joining(
                        "; ", "with %s more in %s, ".formatted(more.display(currencySign), source), ""));
    }

    @Override
    public String toString() {
        return text("");
    }
}
