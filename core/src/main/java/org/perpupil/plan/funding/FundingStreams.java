package org.perpupil.plan.funding;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.perpupil.budget.BudgetLine;
import org.perpupil.budget.Held;
import org.perpupil.budget.SchoolBudget;
import org.perpupil.money.Money;
import org.perpupil.problem.Problem;
import org.perpupil.problem.ProblemException;
import org.perpupil.revenue.Restriction;
import org.perpupil.revenue.RevenueSource;
import org.perpupil.revenue.SourceId;

/**
 * The money that a school may plan with, by source, the most flexible first.
 *
 * <pre>{@code
 * FundingStreams streams = FundingStreams.of(allocation.budgets().of(school).orElseThrow());
 * }</pre>
 */
public final class FundingStreams {
    private static final BigDecimal MOST = Money.ofCents(Long.MAX_VALUE).dollars();

    private static final Comparator<FundingStream> MOST_FLEXIBLE_FIRST =
            Comparator.comparing(FundingStream::flexibility).thenComparing(FundingStream::id);

    private final ImmutableMap<SourceId, FundingStream> byId;
    private final ImmutableMap<RevenueSource, Money> locked;

    private FundingStreams(Collection<FundingStream> streams, Map<RevenueSource, Money> locked) {
        List<Problem> problems = new ArrayList<>();
        Set<SourceId> ids = new HashSet<>();
        Set<SourceId> twice = new HashSet<>();
        for (FundingStream stream : streams) {
            if (!ids.add(stream.id()) && twice.add(stream.id())) {
                problems.add(new Problem(
                        "stream.twice",
                        "stream " + stream.id(),
                        "more than one stream with this id",
                        "one stream for a source",
                        "Add them up."));
            }
        }
        BigDecimal all =
                streams.stream().map(stream -> stream.cap().dollars()).reduce(BigDecimal.ZERO, BigDecimal::add);
        if (all.compareTo(MOST) > 0) {
            problems.add(new Problem(
                    "stream.total",
                    "all streams",
                    all.toPlainString(),
                    "at most " + MOST.toPlainString() + " together",
                    "Correct the caps."));
        }
        ProblemException.throwIfAny("these streams cannot be used", problems);
        this.byId = Maps.uniqueIndex(ImmutableList.sortedCopyOf(MOST_FLEXIBLE_FIRST, streams), FundingStream::id);
        this.locked = ImmutableMap.copyOf(locked);
    }

    /**
     * Returns streams, in any order.
     *
     * @throws ProblemException if two have the same source, or all together hold more than an amount can be
     */
    public static FundingStreams of(FundingStream... streams) {
        return of(List.of(streams));
    }

    /**
     * Returns streams, in any order.
     *
     * @throws ProblemException if two have the same source, or all together hold more than an amount can be
     */
    public static FundingStreams of(Collection<FundingStream> streams) {
        return new FundingStreams(streams, Map.of());
    }

    /**
     * Returns a school's budget as streams: each source with what it pays, apart from what is {@linkplain Held#LOCKED locked}, on
     * which the school has no say. A source that pays the school nothing is no stream. Unrestricted sources have flexibility 1,
     * restricted ones 2.
     *
     * <p>What is {@linkplain Held#SET awarded for a stated use} is a restricted stream of its own, which pays only for what people
     * {@linkplain org.perpupil.plan.Investment#approvedFor find} to serve that use. Its id is that of the source with {@code .award} after
     * it; or the source's own, if all that it pays the school is awarded and its purpose is for people to judge anyway.
     *
     * @throws ProblemException with every source whose lines add up to less than 0
     */
    public static FundingStreams of(SchoolBudget budget) {
        Map<RevenueSource, Money> free = new LinkedHashMap<>();
        Map<RevenueSource, Money> awards = new LinkedHashMap<>();
        Map<RevenueSource, Money> locked = new LinkedHashMap<>();
        for (BudgetLine line : budget.lines()) {
            switch (line.held()) {
                case FREE -> free.merge(line.source(), line.amount(), Money::plus);
                case SET -> awards.merge(line.source(), line.amount(), Money::plus);
                case LOCKED -> locked.merge(line.source(), line.amount(), Money::plus);
            }
        }
        Map<RevenueSource, Money> caps = new LinkedHashMap<>(free);
        awards.forEach((source, award) -> caps.merge(awarded(source, !free.containsKey(source)), award, Money::plus));
        List<Problem> problems = new ArrayList<>();
        List<FundingStream> streams = new ArrayList<>();
        caps.forEach((source, cap) -> {
            if (cap.isNegative()) {
                problems.add(new Problem(
                        "stream.negative",
                        "school %s, source %s".formatted(budget.school(), source.id()),
                        cap.toString(),
                        "0 or more to plan with",
                        "Correct the lines of the budget that this source pays."));
            } else if (cap.isPositive()) {
                streams.add(new FundingStream(source, cap, usual(source)));
            }
        });
        ProblemException.throwIfAny(
                "the budget of school %s for %s cannot be planned with".formatted(budget.school(), budget.year()),
                problems);
        return new FundingStreams(streams, locked);
    }

    private static int usual(RevenueSource source) {
        return source.isRestricted() ? 2 : 1;
    }

    /** Returns the part of a source that is awarded; the source itself where its purpose is judged by people already. */
    private static RevenueSource awarded(RevenueSource source, boolean isAlone) {
        if (isAlone && source.restriction().filter(Restriction::needsFinding).isPresent()) {
            return source;
        }
        String use = source.restriction().map(other -> other.purpose() + "; ").orElse("") + "the use it is awarded for";
        Restriction restriction = source.restriction()
                .map(other -> new Restriction(use, other.needs(), other.spans(), other.accounts(), true))
                .orElseGet(() -> Restriction.to(use));
        return RevenueSource.of(SourceId.of(source.id() + ".award"), source.name() + ", awarded", source.origin())
                .restrictedTo(restriction);
    }

    /** Returns the same streams beside other amounts of the budget that are locked. */
    public FundingStreams withLocked(Map<RevenueSource, Money> others) {
        return new FundingStreams(all(), others);
    }

    /**
     * Returns the streams of another budget of the school, as when the allocation changes. Those that are here keep their flexibility,
     * and are kept empty where the budget has none; where an order was declared, others come last.
     *
     * @throws ProblemException as {@link #of(SchoolBudget)}
     */
    public FundingStreams from(SchoolBudget budget) {
        FundingStreams others = of(budget);
        boolean isDeclared = all().stream().anyMatch(stream -> stream.flexibility() != usual(stream.source()));
        int last = all().stream().mapToInt(FundingStream::flexibility).max().orElse(0) + 1;
        List<FundingStream> streams = new ArrayList<>();
        for (FundingStream other : others.all()) {
            streams.add(other.withFlexibility(stream(other.id())
                    .map(FundingStream::flexibility)
                    .orElse(isDeclared ? last : other.flexibility())));
        }
        for (FundingStream stream : all()) {
            if (others.stream(stream.id()).isEmpty()) {
                streams.add(stream.withCap(Money.ZERO));
            }
        }
        return new FundingStreams(streams, others.locked);
    }

    /**
     * Returns the same streams, saved in this order: the first one named is the most flexible and saved longest. Streams that are
     * not named follow in the order they had.
     *
     * @throws ProblemException with every id that is no stream or is named twice
     */
    public FundingStreams savedInOrder(SourceId... mostFlexibleFirst) {
        List<Problem> problems = new ArrayList<>();
        Set<SourceId> named = new LinkedHashSet<>();
        for (SourceId id : mostFlexibleFirst) {
            if (!byId.containsKey(id) || !named.add(id)) {
                problems.add(new Problem(
                        "stream.unknown",
                        "order of streams",
                        id + (byId.containsKey(id) ? " a second time" : ""),
                        "each stream at most once: " + Words.listed(byId.keySet()),
                        "Correct the id."));
            }
        }
        ProblemException.throwIfAny("the streams cannot be put in order", problems);
        named.addAll(byId.keySet());
        List<FundingStream> ranked = new ArrayList<>();
        named.forEach(id -> ranked.add(requireNonNull(byId.get(id)).withFlexibility(ranked.size() + 1)));
        return new FundingStreams(ranked, locked);
    }

    /** Returns the same streams with every cap × level, rounded down to whole cents. */
    public FundingStreams at(FundingLevel level) {
        return new FundingStreams(
                all().stream()
                        .map(stream -> stream.withCap(
                                Money.ofDollars(stream.cap().toRational().times(level.share()), RoundingMode.FLOOR)))
                        .toList(),
                locked);
    }

    /**
     * Returns the same streams with so much more in one.
     *
     * @throws IllegalArgumentException if there is no such stream
     * @throws ProblemException if all streams together would hold more than an amount can be
     */
    public FundingStreams withMore(SourceId source, Money more) {
        FundingStream stream = stream(source)
                .orElseThrow(() -> new IllegalArgumentException(
                        "there is no stream %s; there are %s".formatted(source, Words.listed(byId.keySet()))));
        List<FundingStream> changed = new ArrayList<>(all());
        changed.set(changed.indexOf(stream), stream.withCap(stream.cap().plus(more)));
        return new FundingStreams(changed, locked);
    }

    /** Returns the streams, the most flexible first. */
    public List<FundingStream> all() {
        return byId.values().asList();
    }

    /** Returns the stream of a source; empty if there is none. */
    public Optional<FundingStream> stream(SourceId source) {
        return Optional.ofNullable(byId.get(source));
    }

    /** Returns what may be planned with. */
    public Money total() {
        return Money.total(all().stream().map(FundingStream::cap).toList());
    }

    /** Returns the part of the budget that is locked, by source: it counts in the school's total, and no plan spends it. */
    public Map<RevenueSource, Money> locked() {
        return locked;
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof FundingStreams other && byId.equals(other.byId) && locked.equals(other.locked);
    }

    @Override
    public int hashCode() {
        return byId.hashCode();
    }

    @Override
    public String toString() {
        return "%s, %s".formatted(Words.counted(byId.size(), "stream"), total());
    }
}
