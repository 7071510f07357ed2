package org.perpupil.plan.funding;

import static java.util.Objects.requireNonNull;

import org.perpupil.money.Money;
import org.perpupil.revenue.RevenueSource;
import org.perpupil.revenue.SourceId;

/**
 * Money of one source that a school may plan with.
 *
 * @param source where it comes from, and what it may be used for
 * @param cap how much there is, at least 0; never more is spent
 * @param flexibility 1 for the most flexible stream, which is saved longest, then 2 and so on; of streams with the same rank, the
 *     one with the lower id is saved longer
 */
public record FundingStream(RevenueSource source, Money cap, int flexibility) {

    public FundingStream {
        requireNonNull(source, "source");
        if (cap.isNegative()) {
            throw new IllegalArgumentException(
                    "stream %s holds %s; a stream holds 0 or more".formatted(source.id(), cap));
        }
        if (flexibility < 1) {
            throw new IllegalArgumentException("stream %s has flexibility %s; ranks begin with 1, the most flexible"
                    .formatted(source.id(), flexibility));
        }
    }

    public SourceId id() {
        return source.id();
    }

    FundingStream withCap(Money other) {
        return new FundingStream(source, other, flexibility);
    }

    FundingStream withFlexibility(int other) {
        return new FundingStream(source, cap, other);
    }

    /** Returns one line for people. */
    @Override
    public String toString() {
        return "%s: %s, flexibility %s".formatted(source, cap.display(""), flexibility);
    }
}
