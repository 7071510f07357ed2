package org.perpupil.formula;

import static java.util.Objects.requireNonNull;

import java.util.Locale;
import java.util.Optional;
import org.perpupil.exact.Rational;
import org.perpupil.revenue.RevenueSource;
import org.perpupil.revenue.SourceId;

/**
 * A revenue source with the district's decisions on it. Only an unlocked source has any beside its disposition, and a reserve has
 * none but where it comes from.
 *
 * @param source the source
 * @param disposition whether the formula distributes it
 * @param central what is held back; nothing unless it is unlocked
 * @param eligible which schools any line may pay from it; empty for all
 * @param openEnded whether it has no amount, so that only what was drawn is reported
 * @param setAside where its amount comes from, if it is a reserve; empty if it is revenue
 */
public record FundedSource(
        RevenueSource source,
        Disposition disposition,
        CentralShare central,
        Optional<Condition> eligible,
        boolean openEnded,
        Optional<SetAside> setAside) {

    /**
     * A reserve is set aside from another source before that one is distributed: it counts as central there, and is the amount
     * that the reserve can pay.
     *
     * @param from the source it is taken from
     * @param share how much of that source's amount
     */
    public record SetAside(SourceId from, CentralShare share) {}

    public FundedSource {
        requireNonNull(source, "source");
        requireNonNull(disposition, "disposition");
        requireNonNull(eligible, "eligible");
        requireNonNull(setAside, "setAside");
        if (disposition != Disposition.UNLOCKED && !central.equals(CentralShare.NONE)) {
            throw new IllegalArgumentException("only an unlocked source has a central share, not " + source);
        }
        if (openEnded && !central.equals(CentralShare.NONE)) {
            throw new IllegalArgumentException(source + " has no amount, so no central share can be held back from it");
        }
        if (disposition != Disposition.UNLOCKED && (eligible.isPresent() || openEnded || setAside.isPresent())) {
            throw new IllegalArgumentException(
                    "only an unlocked source is open-ended, set aside or for eligible schools only, not " + source);
        }
        if (setAside.isPresent() && (!central.equals(CentralShare.NONE) || eligible.isPresent() || openEnded)) {
            throw new IllegalArgumentException(
                    "a reserve is all of what is set aside, without a central share or eligibility, as %s is not"
                            .formatted(source));
        }
        Nesting.check("the eligibility for " + source, eligible);
    }

    /** Returns a source that goes through the formula. */
    public static FundedSource unlocked(
            RevenueSource source, CentralShare central, Optional<Condition> eligible, boolean openEnded) {
        return new FundedSource(source, Disposition.UNLOCKED, central, eligible, openEnded, Optional.empty());
    }

    /** Returns a source that the formula does not distribute. */
    public static FundedSource locked(RevenueSource source) {
        return undistributed(source, Disposition.LOCKED);
    }

    /** Returns a source whose awards pass through to named schools. */
    public static FundedSource schoolGrant(RevenueSource source) {
        return undistributed(source, Disposition.SCHOOL_GRANT);
    }

    private static FundedSource undistributed(RevenueSource source, Disposition disposition) {
        return new FundedSource(source, disposition, CentralShare.NONE, Optional.empty(), false, Optional.empty());
    }

    /** Returns a reserve that is set aside from another source. */
    public static FundedSource reserve(RevenueSource reserve, SourceId from, CentralShare share) {
        return new FundedSource(
                reserve,
                Disposition.UNLOCKED,
                CentralShare.NONE,
                Optional.empty(),
                false,
                Optional.of(new SetAside(from, share)));
    }

    /** Returns one line for people. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder()
                .append(source)
                .append(": ")
                .append(disposition.name().toLowerCase(Locale.ROOT).replace('_', ' '));
        if (!central.equals(CentralShare.NONE)) {
            text.append(", ").append(share(central)).append(" central");
        }
        if (eligible.isPresent()) {
            text.append(", eligible schools only");
        }
        if (openEnded) {
            text.append(", without an amount");
        }
        setAside.ifPresent(
                aside -> text.append(", %s set aside from %s".formatted(share(aside.share()), aside.from())));
        return text.toString();
    }

    private static String share(CentralShare share) {
        return share instanceof CentralShare.Rate rate
                ? rate.share().times(Rational.of(100)) + "%"
                : ((CentralShare.Sum) share).amount().display("");
    }
}
