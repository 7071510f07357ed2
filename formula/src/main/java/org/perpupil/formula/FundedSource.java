package org.perpupil.formula;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import org.perpupil.revenue.RevenueSource;

/**
 * A revenue source with the district's decisions on it.
 *
 * @param source the source
 * @param disposition whether the formula distributes it
 * @param central what is held back; nothing unless it is unlocked
 * @param eligible which schools any line may pay from it; empty for all
 * @param openEnded whether it has no amount, so that only what was drawn is reported
 */
public record FundedSource(
        RevenueSource source,
        Disposition disposition,
        CentralShare central,
        Optional<Condition> eligible,
        boolean openEnded) {

    public FundedSource {
        requireNonNull(source, "source");
        requireNonNull(disposition, "disposition");
        requireNonNull(eligible, "eligible");
        if (disposition != Disposition.UNLOCKED && !central.equals(CentralShare.NONE)) {
            throw new IllegalArgumentException("only an unlocked source has a central share, not " + source);
        }
        if (openEnded && !central.equals(CentralShare.NONE)) {
            throw new IllegalArgumentException(source + " has no amount, so no central share can be held back from it");
        }
    }
}
