package org.perpupil.plan.funding;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Lists;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.perpupil.money.Money;
import org.perpupil.plan.Chain;
import org.perpupil.plan.Investment;
import org.perpupil.revenue.SourceId;

/** Puts a matching whose entries are known to be right as numbers, has it solved, and reads the answer back. */
final class Solution {
    private final Matching matching;
    private final boolean automatic;

    /** In order of priority. */
    private final List<Chain> wants;

    /** The least flexible first. */
    private final List<FundingStream> sources;

    /** In cents, by stream, then want. */
    private final long[][] byHand;

    private final Matcher.Match matcher;

    /** What was matched for each want, in cents. */
    private final long[] matched;

    Solution(Matching matching, boolean automatic) {
        this.matching = matching;
        this.automatic = automatic;
        this.wants = matching.plan().byPriority();
        this.sources = Lists.reverse(matching.streams().all());
        Map<String, Integer> wantOf = new HashMap<>();
        wants.forEach(chain -> wantOf.put(chain.investment().id(), wantOf.size()));
        Map<SourceId, Integer> streamOf = new HashMap<>();
        sources.forEach(stream -> streamOf.put(stream.id(), streamOf.size()));
        byHand = new long[sources.size()][wants.size()];
        long[] caps = sources.stream().mapToLong(stream -> stream.cap().cents()).toArray();
        long[] wanted = wants.stream().mapToLong(chain -> cost(chain).cents()).toArray();
        boolean[] whole = new boolean[wants.size()];
        boolean[][] may = new boolean[wants.size()][sources.size()];
        for (int want = 0; want < wants.size(); want++) {
            Investment investment = wants.get(want).investment();
            whole[want] = investment.isWholeOrNothing();
            for (int stream = 0; stream < sources.size(); stream++) {
                may[want][stream] = automatic
                        && investment.isPayableFrom(sources.get(stream).source());
            }
        }
        for (ManualEntry entry : matching.entries()) {
            Integer stream = streamOf.get(entry.source());
            if (stream == null) {
                continue; // an entry of 0 for a stream that is not there
            }
            int want = requireNonNull(wantOf.get(entry.investment()));
            long cents = entry.amount().cents();
            byHand[stream][want] = cents;
            caps[stream] -= cents;
            wanted[want] -= cents;
            may[want][stream] = false;
        }
        matcher = new Matcher(caps, wanted, may, whole).match();
        matched = new long[wants.size()];
        Arrays.setAll(matched, matcher::got);
    }

    private static Money cost(Chain chain) {
        return chain.investment().cost().amount();
    }

    /** Returns what each investment gets, in order of priority. */
    ImmutableMap<String, Money> funded() {
        ImmutableMap.Builder<String, Money> funded = ImmutableMap.builder();
        for (int want = 0; want < wants.size(); want++) {
            funded.put(wants.get(want).investment().id(), Money.ofCents(fundedCents(want)));
        }
        return funded.buildOrThrow();
    }

    private long fundedCents(int want) {
        long cents = 0;
        for (int stream = 0; stream < sources.size(); stream++) {
            cents += cents(stream, want);
        }
        return cents;
    }

    /** A cell is entered by hand or matched, never both. */
    private long cents(int stream, int want) {
        return byHand[stream][want] + matcher.paid(stream, want);
    }

    /** Returns all that is paid, in the order of the plan, then the most flexible stream first. */
    ImmutableList<FundedLine> lines() {
        Map<String, List<FundedLine>> byInvestment = new HashMap<>();
        for (int want = 0; want < wants.size(); want++) {
            Chain chain = wants.get(want);
            Investment investment = chain.investment();
            List<FundedLine> lines = new ArrayList<>();
            for (int stream = sources.size() - 1; stream >= 0; stream--) {
                if (cents(stream, want) > 0) {
                    lines.add(new FundedLine(
                            matching.plan().school(),
                            matching.plan().year(),
                            chain,
                            investment.account().flatMap(matching.plan()::account),
                            sources.get(stream).source(),
                            Money.ofCents(cents(stream, want)),
                            byHand[stream][want] > 0));
                }
            }
            byInvestment.put(investment.id(), lines);
        }
        return matching.plan().chains().stream()
                .flatMap(chain ->
                        requireNonNull(byInvestment.get(chain.investment().id())).stream())
                .collect(ImmutableList.toImmutableList());
    }

    /** Returns what is left in each stream, the most flexible first. */
    ImmutableMap<SourceId, Money> left() {
        ImmutableMap.Builder<SourceId, Money> left = ImmutableMap.builder();
        for (int stream = sources.size() - 1; stream >= 0; stream--) {
            left.put(sources.get(stream).id(), Money.ofCents(matcher.left(stream)));
        }
        return left.buildOrThrow();
    }

    /** Returns what is not paid in full, in order of priority. */
    ImmutableList<Shortfall> shortfalls() {
        ImmutableList.Builder<Shortfall> shortfalls = ImmutableList.builder();
        for (int want = 0; want < wants.size(); want++) {
            Money funded = Money.ofCents(fundedCents(want));
            if (funded.compareTo(cost(wants.get(want))) < 0) {
                shortfalls.add(shortfall(want, funded));
            }
        }
        return shortfalls.build();
    }

    /** Returns why an investment is not paid in full; empty if it is. */
    Optional<Shortfall> shortfall(String investment) {
        for (int want = 0; want < wants.size(); want++) {
            Money funded = Money.ofCents(fundedCents(want));
            if (wants.get(want).investment().id().equals(investment) && funded.compareTo(cost(wants.get(want))) < 0) {
                return Optional.of(shortfall(want, funded));
            }
        }
        return Optional.empty();
    }

    /** Returns the amounts of which the least that buys anything, if added to a stream, is one, from below. */
    List<Money> nextCandidates(SourceId source) {
        TreeSet<Money> candidates = new TreeSet<>();
        for (int stream = 0; stream < sources.size(); stream++) {
            for (int want = 0; sources.get(stream).id().equals(source) && want < wants.size(); want++) {
                Investment investment = wants.get(want).investment();
                if (matcher.isExhausted(want, stream)) {
                    candidates.add(
                            investment.isWholeOrNothing() ? Money.ofCents(matcher.missing(want)) : Money.ofCents(1));
                }
            }
        }
        return List.copyOf(candidates);
    }

    private Shortfall shortfall(int want, Money funded) {
        List<SourceId> exhausted = new ArrayList<>();
        Money held = Money.ZERO;
        long available = matcher.available(want);
        long[] first = new long[wants.size()];
        for (int stream = sources.size() - 1; stream >= 0; stream--) {
            available += byHand[stream][want];
            if (matcher.isExhausted(want, stream)) {
                exhausted.add(sources.get(stream).id());
                held = held.plus(sources.get(stream).cap());
                for (int other = 0; other < wants.size(); other++) {
                    first[other] += other == want ? 0 : byHand[stream][other];
                }
            }
        }
        Map<String, Money> paidFirst = new LinkedHashMap<>();
        for (int other = 0; other < wants.size(); other++) {
            if (matcher.isPaidFirst(other, want)) {
                first[other] += matched[other];
            }
            if (first[other] > 0) {
                paidFirst.put(wants.get(other).investment().id(), Money.ofCents(first[other]));
            }
        }
        return new Shortfall(
                wants.get(want),
                funded,
                reason(want, paidFirst),
                Money.ofCents(available),
                exhausted,
                held,
                paidFirst,
                matching.entries().stream()
                        .filter(entry -> entry.investment()
                                .equals(wants.get(want).investment().id()))
                        .map(ManualEntry::source)
                        .sorted()
                        .toList(),
                matching.streams());
    }

    private Shortfall.Reason reason(int want, Map<String, Money> paidFirst) {
        if (!automatic) {
            return Shortfall.Reason.NOT_ENTERED;
        }
        if (!matcher.isPayable(want)) {
            return Shortfall.Reason.NO_STREAM;
        }
        return paidFirst.isEmpty() ? Shortfall.Reason.TOO_LITTLE : Shortfall.Reason.SPENT_ON_HIGHER_PRIORITIES;
    }
}
