package org.perpupil.plan.funding;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableMap;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.perpupil.budget.SchoolBudget;
import org.perpupil.money.Money;
import org.perpupil.plan.Chain;
import org.perpupil.plan.SitePlan;
import org.perpupil.problem.Problem;
import org.perpupil.problem.ProblemException;
import org.perpupil.revenue.RevenueSource;
import org.perpupil.revenue.SourceId;

/**
 * A plan, the streams that are to pay for it, and the cells of the matrix that were filled in by hand.
 *
 * <pre>{@code
 * Funding funding = Matching.of(plan, FundingStreams.of(budget))
 *         .byHand("tutors", titleI, Money.ofDollars(40_000))
 *         .fund();
 * FundingLevels levels = Matching.of(plan, streams).atLevels("90%", "100%", "110%");
 * }</pre>
 *
 * <p>Funding is the best there is, in this order, which leaves no choice and does not depend on the order of anything given:
 *
 * <ol>
 *   <li>Investments are paid by priority, equal ones by id: the first gets as much as can be, then the second as much as then can be,
 *       and so on. One that is whole or nothing gets all or nothing. A higher priority is never left short for a lower one.
 *   <li>Of all ways to pay the same amounts, the one that leaves most in the most flexible stream, then most in the next.
 *   <li>Of those, the one in which investments, in the same order, take most from the least flexible stream.
 * </ol>
 *
 * <p>An entry by hand stands as it is: that stream pays exactly that for that investment, and the rest is matched around it. It stands
 * even where it is a part of what is whole or nothing.
 *
 * <p><b>What more money does.</b> With more in any streams, the first investment in order of priority whose funding changes gets
 * more. If every investment may be paid in part, none gets less. One that is whole or nothing may come in and push out others, of
 * lower priority only.
 */
public final class Matching {
    private final SitePlan plan;
    private final FundingStreams streams;
    private final ImmutableMap<List<Object>, ManualEntry> entries;

    private Matching(SitePlan plan, FundingStreams streams, Map<List<Object>, ManualEntry> entries) {
        this.plan = requireNonNull(plan, "plan");
        this.streams = requireNonNull(streams, "streams");
        this.entries = ImmutableMap.copyOf(entries);
    }

    /** Returns a matching without entries by hand. */
    public static Matching of(SitePlan plan, FundingStreams streams) {
        return new Matching(plan, streams, Map.of());
    }

    /**
     * Returns a matching of a plan with its school's budget.
     *
     * @throws IllegalArgumentException if the budget is that of another school or year
     */
    public static Matching of(SitePlan plan, SchoolBudget budget) {
        checkSame(plan, budget);
        return of(plan, FundingStreams.of(budget));
    }

    private static void checkSame(SitePlan plan, SchoolBudget budget) {
        if (!plan.school().equals(budget.school()) || !plan.year().equals(budget.year())) {
            throw new IllegalArgumentException("the plan is of school %s for %s, and the budget of school %s for %s"
                    .formatted(plan.school(), plan.year(), budget.school(), budget.year()));
        }
    }

    /** Returns the matching with an entry by hand, in place of one for the same cell. */
    public Matching byHand(String investment, SourceId source, Money amount) {
        return byHand(List.of(new ManualEntry(investment, source, amount)));
    }

    /** Returns the matching with an entry by hand, in place of one for the same cell. */
    public Matching byHand(String investment, RevenueSource source, Money amount) {
        return byHand(investment, source.id(), amount);
    }

    /** Returns the matching without an entry by hand; the same if there is none for the cell. */
    public Matching withoutEntry(String investment, SourceId source) {
        Map<List<Object>, ManualEntry> others = new LinkedHashMap<>(entries);
        others.remove(List.of(investment, source));
        return new Matching(plan, streams, others);
    }

    /** Returns the matching with entries by hand, each in place of one for the same cell. */
    public Matching byHand(Collection<ManualEntry> more) {
        Map<List<Object>, ManualEntry> all = new LinkedHashMap<>(entries);
        more.forEach(entry -> all.put(List.of(entry.investment(), entry.source()), entry));
        return new Matching(plan, streams, all);
    }

    /** Returns the matching without its entries by hand. */
    public Matching withoutEntries() {
        return of(plan, streams);
    }

    /** Returns the matching with other streams, as when the allocation changes; entries by hand stay. */
    public Matching from(FundingStreams others) {
        return new Matching(plan, others, entries);
    }

    /**
     * Returns the matching with another budget of the school, as when the allocation changes; entries by hand stay, and streams keep
     * their flexibility.
     *
     * @throws IllegalArgumentException if the budget is that of another school or year
     * @throws ProblemException as {@link FundingStreams#of(SchoolBudget)}
     */
    public Matching from(SchoolBudget budget) {
        checkSame(plan, budget);
        return from(streams.from(budget));
    }

    /**
     * Returns the matching of another version of the plan; entries by hand stay.
     *
     * @throws IllegalArgumentException if it is the plan of another school or year
     */
    public Matching to(SitePlan other) {
        if (!other.school().equals(plan.school()) || !other.year().equals(plan.year())) {
            throw new IllegalArgumentException("a plan of school %s for %s is no version of one of school %s for %s"
                    .formatted(other.school(), other.year(), plan.school(), plan.year()));
        }
        return new Matching(other, streams, entries);
    }

    public SitePlan plan() {
        return plan;
    }

    public FundingStreams streams() {
        return streams;
    }

    /** Returns the cells that were filled in by hand, in the order given. */
    public List<ManualEntry> entries() {
        return entries.values().asList();
    }

    /**
     * Returns the best funding.
     *
     * @throws ProblemException with every fault of the entries by hand: an investment or stream that is not there, a stream that may
     *     not pay for the investment, an investment that gets more than it costs, a stream that pays more than it holds
     */
    public Funding fund() {
        checkEntries();
        return new Funding(this, true);
    }

    /**
     * Returns what the entries by hand alone fund.
     *
     * @throws ProblemException as {@link #fund()}
     */
    public Funding byHandOnly() {
        checkEntries();
        return new Funding(this, false);
    }

    /**
     * Returns the funding at each of several levels: every cap × level, rounded down to whole cents.
     *
     * @param percents such as {@code 90%}
     * @throws IllegalArgumentException if a level cannot be read, is named twice, or there is none
     * @throws ProblemException as {@link #fund()}, with the level; a level at which entries by hand are too much fails the whole call
     */
    public FundingLevels atLevels(String... percents) {
        return atLevels(Arrays.stream(percents).map(FundingLevel::parse).toList());
    }

    /**
     * Returns the funding at each of several levels: every cap × level, rounded down to whole cents.
     *
     * @throws IllegalArgumentException if a level is named twice, or there is none
     * @throws ProblemException as {@link #fund()}, with the level
     */
    public FundingLevels atLevels(Collection<FundingLevel> levels) {
        Map<FundingLevel, Funding> fundings = new LinkedHashMap<>();
        List<Problem> problems = new ArrayList<>();
        for (FundingLevel level : levels) {
            if (fundings.containsKey(level)) {
                throw new IllegalArgumentException("the level " + level + " is named twice");
            }
            Matching scaled = from(streams.at(level));
            List<Problem> faults = scaled.faults();
            faults.forEach(fault -> problems.add(fault.within("at " + level)));
            if (faults.isEmpty()) {
                fundings.put(level, new Funding(scaled, true));
            }
        }
        ProblemException.throwIfAny(cannotFund(), problems);
        return new FundingLevels(fundings);
    }

    private String cannotFund() {
        return "the plan of school %s for %s cannot be funded so".formatted(plan.school(), plan.year());
    }

    private void checkEntries() {
        ProblemException.throwIfAny(cannotFund(), faults());
    }

    private List<Problem> faults() {
        List<Problem> problems = new ArrayList<>();
        // Sums of entries that are wrong may be more than an amount can be.
        Map<String, BigDecimal> byInvestment = new LinkedHashMap<>();
        Map<SourceId, BigDecimal> byStream = new LinkedHashMap<>();
        for (ManualEntry entry : entries.values()) {
            String place = "entry of %s for investment %s".formatted(entry.source(), entry.investment());
            Optional<Chain> chain = plan.chain(entry.investment());
            Optional<FundingStream> stream = streams.stream(entry.source());
            if (chain.isEmpty()) {
                problems.add(new Problem(
                        "funding.investment-unknown",
                        place,
                        "investment " + entry.investment(),
                        "an investment of the plan whose action is not dropped",
                        "Remove the entry, or correct its id."));
            }
            // What keeps a stream out keeps it out where it is not there, as when an allocation changes.
            if (stream.isEmpty() && !entry.amount().isZero()) {
                problems.add(new Problem(
                        "funding.stream-unknown",
                        place,
                        "stream " + entry.source(),
                        Words.listed(
                                streams.all().stream().map(FundingStream::id).toList()),
                        "Remove the entry, or correct its stream."));
            }
            if (chain.isPresent() && stream.isPresent() && entry.amount().isPositive()) {
                chain.get()
                        .investment()
                        .refusalBy(stream.get().source())
                        .ifPresent(reason -> problems.add(new Problem(
                                "funding.pairing",
                                "goal %s, %s".formatted(chain.get().goal().id(), place),
                                "%s, but %s".formatted(entry.amount(), reason),
                                "what the source may be used for",
                                "Enter it under another stream.")));
            }
            byInvestment.merge(entry.investment(), entry.amount().dollars(), BigDecimal::add);
            byStream.merge(entry.source(), entry.amount().dollars(), BigDecimal::add);
        }
        byInvestment.forEach((id, amount) -> plan.chain(id)
                .filter(chain ->
                        amount.compareTo(chain.investment().cost().amount().dollars()) > 0)
                .ifPresent(chain -> problems.add(new Problem(
                        "funding.overfunded",
                        "goal %s, investment %s".formatted(chain.goal().id(), id),
                        amount + " entered by hand",
                        "at most its cost, " + chain.investment().cost().amount(),
                        "Lower an entry."))));
        byStream.forEach((id, amount) -> streams.stream(id)
                .filter(stream -> amount.compareTo(stream.cap().dollars()) > 0)
                .ifPresent(stream -> problems.add(new Problem(
                        "funding.overspent",
                        "stream " + id,
                        amount + " entered by hand",
                        "at most what it holds, " + stream.cap(),
                        "Lower or remove an entry."))));
        return problems;
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof Matching other
                && plan.equals(other.plan)
                && streams.equals(other.streams)
                && entries.equals(other.entries);
    }

    @Override
    public int hashCode() {
        return 31 * plan.hashCode() + streams.hashCode();
    }

    @Override
    public String toString() {
        return "%s, from %s".formatted(plan, streams);
    }
}
