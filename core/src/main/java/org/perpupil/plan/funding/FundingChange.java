package org.perpupil.plan.funding;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.perpupil.money.Money;
import org.perpupil.plan.Chain;
import org.perpupil.revenue.SourceId;

/**
 * What changed between two fundings.
 *
 * @param investments those whose cost, amount or payers changed, in order of priority; those that are no longer wanted come last
 * @param streams those whose cap or rest changed, the most flexible first; those that are gone come last
 */
public record FundingChange(List<InvestmentChange> investments, List<StreamChange> streams) {

    /** What became of an investment. */
    public enum Kind {
        /** Nothing of it was paid, and now all is. */
        CAME_IN,
        /** All or a part of it was paid, and now nothing is. */
        FELL_OUT,
        MORE,
        LESS,
        /** It gets as much as before, from other streams. */
        OTHER_STREAMS,
        /** It costs more or less, and gets as much as before. */
        OTHER_COST,
        /** It was not wanted before. */
        NEW,
        /** It is no longer wanted. */
        GONE
    }

    /**
     * What changed for an investment.
     *
     * @param investment its id
     * @param kind what became of it
     * @param costBefore 0 if it was not wanted
     * @param costAfter 0 if it is no longer wanted
     * @param paidBefore what each source paid, the most flexible first; only those that paid anything
     * @param paidAfter what each source pays
     */
    public record InvestmentChange(
            String investment,
            Kind kind,
            Money costBefore,
            Money costAfter,
            Map<SourceId, Money> paidBefore,
            Map<SourceId, Money> paidAfter) {

        public InvestmentChange {
            requireNonNull(investment, "investment");
            requireNonNull(kind, "kind");
            requireNonNull(costBefore, "costBefore");
            requireNonNull(costAfter, "costAfter");
            paidBefore = ImmutableMap.copyOf(paidBefore);
            paidAfter = ImmutableMap.copyOf(paidAfter);
        }

        /** Returns what it got. */
        public Money before() {
            return Money.total(paidBefore.values());
        }

        /** Returns what it gets. */
        public Money after() {
            return Money.total(paidAfter.values());
        }

        /** Returns the change for people, with a currency sign before each amount. */
        public String text(String currencySign) {
            String what = investment + " " + Words.of(kind) + ": ";
            return switch (kind) {
                case OTHER_STREAMS -> what + payers(paidBefore, currencySign) + " → " + payers(paidAfter, currencySign);
                case OTHER_COST -> what + costBefore.display(currencySign) + " → " + costAfter.display(currencySign);
                default -> what + before().display(currencySign) + " → " + after().display(currencySign);
            };
        }

        private static String payers(Map<SourceId, Money> paid, String currencySign) {
            return paid.entrySet().stream()
                    .map(source -> source.getKey() + " " + source.getValue().display(currencySign))
                    .collect(Collectors.joining(" + "));
        }

        @Override
        public String toString() {
            return text("");
        }
    }

    /**
     * What changed in a stream.
     *
     * @param source which
     * @param capBefore 0 if it was not there
     * @param capAfter 0 if it is gone
     * @param leftBefore what was left
     * @param leftAfter what is left
     */
    public record StreamChange(SourceId source, Money capBefore, Money capAfter, Money leftBefore, Money leftAfter) {

        public StreamChange {
            requireNonNull(source, "source");
            requireNonNull(capBefore, "capBefore");
            requireNonNull(capAfter, "capAfter");
            requireNonNull(leftBefore, "leftBefore");
            requireNonNull(leftAfter, "leftAfter");
        }

        /** Returns the change for people, with a currency sign before each amount. */
        public String text(String currencySign) {
            String left = "left %s → %s".formatted(leftBefore.display(currencySign), leftAfter.display(currencySign));
            return capBefore.equals(capAfter)
                    ? "stream %s: %s".formatted(source, left)
                    : "stream %s: holds %s → %s, %s"
                            .formatted(source, capBefore.display(currencySign), capAfter.display(currencySign), left);
        }

        @Override
        public String toString() {
            return text("");
        }
    }

    public FundingChange {
        investments = ImmutableList.copyOf(investments);
        streams = ImmutableList.copyOf(streams);
    }

    /** Tells whether nothing changed. */
    public boolean isEmpty() {
        return investments.isEmpty() && streams.isEmpty();
    }

    /** Returns the ids of the investments of one kind of change, in order. */
    public List<String> of(Kind kind) {
        return investments.stream()
                .filter(change -> change.kind() == kind)
                .map(InvestmentChange::investment)
                .toList();
    }

    static FundingChange between(Funding earlier, Funding later) {
        Set<String> ids = new LinkedHashSet<>();
        later.plan().byPriority().forEach(chain -> ids.add(chain.investment().id()));
        earlier.plan().byPriority().forEach(chain -> ids.add(chain.investment().id()));
        List<InvestmentChange> investments = new ArrayList<>();
        Map<String, Map<SourceId, Money>> payersBefore = payers(earlier);
        Map<String, Map<SourceId, Money>> payersAfter = payers(later);
        for (String id : ids) {
            Money costBefore = cost(earlier, id);
            Money costAfter = cost(later, id);
            Map<SourceId, Money> before = payersBefore.getOrDefault(id, Map.of());
            Map<SourceId, Money> after = payersAfter.getOrDefault(id, Map.of());
            kind(costBefore, costAfter, before, after)
                    .ifPresent(kind ->
                            investments.add(new InvestmentChange(id, kind, costBefore, costAfter, before, after)));
        }
        Set<SourceId> sources = Stream.of(later, earlier)
                .flatMap(funding -> funding.streams().all().stream())
                .map(FundingStream::id)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        List<StreamChange> streams = new ArrayList<>();
        for (SourceId source : sources) {
            StreamChange change = new StreamChange(
                    source, cap(earlier, source), cap(later, source), left(earlier, source), left(later, source));
            if (!change.capBefore().equals(change.capAfter())
                    || !change.leftBefore().equals(change.leftAfter())) {
                streams.add(change);
            }
        }
        return new FundingChange(investments, streams);
    }

    private static Map<String, Map<SourceId, Money>> payers(Funding funding) {
        Map<String, Map<SourceId, Money>> payers = new LinkedHashMap<>();
        funding.lines()
                .forEach(line -> payers.computeIfAbsent(line.investment().id(), id -> new LinkedHashMap<>())
                        .put(line.source().id(), line.amount()));
        return payers;
    }

    private static Optional<Kind> kind(
            Money costBefore, Money costAfter, Map<SourceId, Money> paidBefore, Map<SourceId, Money> paidAfter) {
        if (costBefore.isZero()) {
            return Optional.of(Kind.NEW);
        }
        if (costAfter.isZero()) {
            return Optional.of(Kind.GONE);
        }
        Money before = Money.total(paidBefore.values());
        Money after = Money.total(paidAfter.values());
        int more = after.compareTo(before);
        if (more != 0) {
            boolean cameIn = before.isZero() && after.equals(costAfter);
            return Optional.of(
                    after.isZero() ? Kind.FELL_OUT : cameIn ? Kind.CAME_IN : more > 0 ? Kind.MORE : Kind.LESS);
        }
        if (!paidBefore.equals(paidAfter)) {
            return Optional.of(Kind.OTHER_STREAMS);
        }
        return costBefore.equals(costAfter) ? Optional.empty() : Optional.of(Kind.OTHER_COST);
    }

    private static Money cost(Funding funding, String id) {
        return funding.plan()
                .chain(id)
                .map(Chain::investment)
                .map(investment -> investment.cost().amount())
                .orElse(Money.ZERO);
    }

    private static Money cap(Funding funding, SourceId source) {
        return funding.streams().stream(source).map(FundingStream::cap).orElse(Money.ZERO);
    }

    private static Money left(Funding funding, SourceId source) {
        return requireNonNull(funding.left().getOrDefault(source, Money.ZERO));
    }

    /** Returns the changes for people, one a line; {@code nothing changes} if there is none. */
    public String text(String currencySign) {
        return isEmpty()
                ? "nothing changes"
                : Stream.concat(
                                investments.stream().map(change -> change.text(currencySign)),
                                streams.stream().map(change -> change.text(currencySign)))
                        .collect(Collectors.joining("\n"));
    }

    @Override
    public String toString() {
        return text("");
    }
}
