package org.perpupil.plan.funding;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.perpupil.money.Money;
import org.perpupil.plan.Chain;
import org.perpupil.revenue.SourceId;

/**
 * Why an investment is not paid in full.
 *
 * @param chain the investment and the goal it serves
 * @param funded what it gets
 * @param reason in one word
 * @param available the most that it could have had once higher priorities were paid, entries by hand included; more than {@code
 *     funded} only if it is whole or nothing
 * @param exhausted the streams it would need more of, the most flexible first: those that may pay for it, and those that higher
 *     priorities, which are paid by these, could be paid from instead
 * @param held what these streams hold in all
 * @param paidFirst what these streams must pay for others before it, by investment: for higher priorities that no other stream may pay
 *     for, and by hand
 * @param byHand the streams whose cell for it was entered by hand, and which pay that and no more
 * @param streams all streams
 */
public record Shortfall(
        Chain chain,
        Money funded,
        Reason reason,
        Money available,
        List<SourceId> exhausted,
        Money held,
        Map<String, Money> paidFirst,
        List<SourceId> byHand,
        FundingStreams streams) {

    private static final int NAMED = 3;

    /** Why an investment is not paid in full. */
    public enum Reason {
        /** No stream may pay for what is missing. */
        NO_STREAM,
        /** The streams that may pay are spent on higher priorities, or on entries by hand. */
        SPENT_ON_HIGHER_PRIORITIES,
        /** The streams that may pay hold too little, and nobody else gets any of it before. */
        TOO_LITTLE,
        /** Only what was entered by hand was to be paid. */
        NOT_ENTERED
    }

    public Shortfall {
        requireNonNull(chain, "chain");
        requireNonNull(funded, "funded");
        requireNonNull(reason, "reason");
        requireNonNull(available, "available");
        requireNonNull(held, "held");
        exhausted = ImmutableList.copyOf(exhausted);
        paidFirst = ImmutableMap.copyOf(paidFirst);
        byHand = ImmutableList.copyOf(byHand);
        requireNonNull(streams, "streams");
    }

    /** Returns what it lacks. */
    public Money missing() {
        return chain.investment().cost().amount().minus(funded);
    }

    /** Returns why streams may not pay for it, by source. */
    public Map<SourceId, String> refusals() {
        ImmutableMap.Builder<SourceId, String> refusals = ImmutableMap.builder();
        for (FundingStream stream : streams.all()) {
            chain.investment().refusalBy(stream.source()).ifPresent(reason -> refusals.put(stream.id(), reason));
        }
        return refusals.buildOrThrow();
    }

    /** Returns why, for people; of what is paid before it, the three largest amounts are named. */
    public String why(String currencySign) {
        requireNonNull(currencySign, "currencySign");
        return switch (reason) {
            case NO_STREAM -> noStream();
            case SPENT_ON_HIGHER_PRIORITIES -> spent(currencySign);
            case TOO_LITTLE -> heldBy(currencySign) + left(currencySign);
            case NOT_ENTERED -> "nothing more was entered by hand";
        };
    }

    private String noStream() {
        List<String> all = new ArrayList<>(refusals().values());
        if (!byHand.isEmpty()) {
            all.add("what %s pays was entered by hand".formatted(Words.listed(byHand)));
        }
        String reasons = String.join("; ", all);
        return "no %sstream may pay for it%s"
                .formatted(
                        funded.isZero() && byHand.isEmpty() ? "" : "other ", reasons.isEmpty() ? "" : ": " + reasons);
    }

    private String spent(String currencySign) {
        String others = paidFirst.entrySet().stream()
                .sorted(Map.Entry.<String, Money>comparingByValue().reversed())
                .limit(NAMED)
                .map(paid -> paid.getKey() + " " + paid.getValue().display(currencySign))
                .collect(Collectors.joining(", "));
        if (paidFirst.size() > NAMED) {
            others += " and %s more".formatted(paidFirst.size() - NAMED);
        }
        return "%s, of which %s goes to what comes before it: %s%s"
                .formatted(
                        heldBy(currencySign),
                        Money.total(paidFirst.values()).display(currencySign),
                        others,
                        left(currencySign));
    }

    private String heldBy(String currencySign) {
        String names = exhausted.stream().map(SourceId::value).collect(Collectors.joining(", "));
        return names + (exhausted.size() == 1 ? " holds " : " hold ") + held.display(currencySign);
    }

    private String left(String currencySign) {
        return available.compareTo(funded) > 0
                ? "; the %s that it could have is not the whole".formatted(available.display(currencySign))
                : "";
    }

    /** Returns what is missing and why. */
    @Override
    public String toString() {
        return "%s lacks %s: %s".formatted(chain.investment().id(), missing(), why(""));
    }
}
