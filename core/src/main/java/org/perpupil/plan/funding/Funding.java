package org.perpupil.plan.funding;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.perpupil.money.Money;
import org.perpupil.plan.Chain;
import org.perpupil.plan.SitePlan;
import org.perpupil.revenue.RevenueSource;
import org.perpupil.revenue.SourceId;

/**
 * A plan with its money: what each stream pays for each investment, what stays unpaid and why, and what is left.
 *
 * <p>In every stream, what is paid and what is left add up to what it holds. No investment gets more than it costs.
 */
public final class Funding {
    private final Matching matching;
    private final boolean automatic;
    private final ImmutableList<FundedLine> lines;
    private final ImmutableMap<String, Money> funded;
    private final ImmutableMap<SourceId, Money> left;

    /** Tells why something is short, when asked. */
    private final Solution solution;

    Funding(Matching matching, boolean automatic) {
        this.matching = matching;
        this.automatic = automatic;
        this.solution = new Solution(matching, automatic);
        this.lines = solution.lines();
        this.funded = solution.funded();
        this.left = solution.left();
    }

    /** Returns what was matched. */
    public Matching matching() {
        return matching;
    }

    public SitePlan plan() {
        return matching.plan();
    }

    public FundingStreams streams() {
        return matching.streams();
    }

    /** Tells whether what was not entered by hand was matched. */
    public boolean isAutomatic() {
        return automatic;
    }

    /** Returns all dollars with what they are for, in the order of the plan, then the most flexible stream first. */
    public List<FundedLine> lines() {
        return lines;
    }

    /**
     * Returns the dollars by any fact of the lines, in the order of the plan; every view adds up to {@link #total()}.
     *
     * <pre>{@code
     * funding.dollarsBy(FundedLine::goal)
     * funding.dollarsBy(line -> line.investment().evidence())
     * }</pre>
     *
     * @param fact must not give null
     */
    public <K> Map<K, Money> dollarsBy(Function<? super FundedLine, ? extends K> fact) {
        return dollarsBy(lines, fact);
    }

    /** Returns the dollars of any lines by any fact, in the order of the lines. */
    public static <K> Map<K, Money> dollarsBy(
            Iterable<FundedLine> lines, Function<? super FundedLine, ? extends K> fact) {
        Map<K, Money> sums = new LinkedHashMap<>();
        lines.forEach(line -> sums.merge(fact.apply(line), line.amount(), Money::plus));
        return ImmutableMap.copyOf(sums);
    }

    /** Returns what is paid in all. */
    public Money total() {
        return Money.total(funded.values());
    }

    /**
     * Returns what an investment gets.
     *
     * @throws IllegalArgumentException if the plan has none with the id
     */
    public Money funded(String investment) {
        Money amount = funded.get(requireNonNull(investment, "investment"));
        if (amount == null) {
            throw new IllegalArgumentException("the plan has no investment " + investment);
        }
        return amount;
    }

    /**
     * Returns what a stream pays for an investment; 0 where it pays nothing, or there is no such stream.
     *
     * @throws IllegalArgumentException if the plan has no investment with the id
     */
    public Money paid(SourceId source, String investment) {
        requireNonNull(source, "source");
        funded(investment);
        return Money.total(lines.stream()
                .filter(line -> line.source().id().equals(source)
                        && line.investment().id().equals(investment))
                .map(FundedLine::amount)
                .toList());
    }

    /** Returns the investments that are paid in full, in order of priority. */
    public List<Chain> fullyFunded() {
        return plan().byPriority().stream()
                .filter(chain -> funded(chain.investment().id())
                        .equals(chain.investment().cost().amount()))
                .toList();
    }

    /** Returns the investments that are not paid in full, in order of priority, with the reasons. */
    public List<Shortfall> shortfalls() {
        return solution.shortfalls();
    }

    /**
     * Returns why an investment is not paid in full; empty if it is.
     *
     * @throws IllegalArgumentException if the plan has none with the id
     */
    public Optional<Shortfall> shortfall(String investment) {
        funded(investment);
        return solution.shortfall(investment);
    }

    /** Returns what all investments lack. */
    public Money missing() {
        return plan().cost().minus(total());
    }

    /** Returns what is left in each stream, the most flexible first. */
    public Map<SourceId, Money> left() {
        return left;
    }

    /** Returns goals and costs on the left, streams across. */
    public FundingMatrix matrix() {
        return FundingMatrix.of(this);
    }

    /**
     * Returns what changed since an earlier funding, of this plan or another of the same school, in order of priority.
     *
     * @throws IllegalArgumentException if the plan is that of another school
     */
    public FundingChange since(Funding earlier) {
        if (!plan().school().equals(earlier.plan().school())) {
            throw new IllegalArgumentException("a plan of school %s cannot be compared with one of school %s"
                    .formatted(plan().school(), earlier.plan().school()));
        }
        return FundingChange.between(earlier, this);
    }

    /** Returns what one more dollar in a stream would change; see {@link #oneMoreDollarIn(SourceId)}. */
    public FundingChange oneMoreDollarIn(RevenueSource source) {
        return oneMoreDollarIn(source.id());
    }

    /** Returns what would be bought next; see {@link #nextPurchaseFrom(SourceId)}. */
    public Optional<NextPurchase> nextPurchaseFrom(RevenueSource source) {
        return nextPurchaseFrom(source.id());
    }

    /**
     * Returns what one more dollar in a stream would change.
     *
     * @throws IllegalArgumentException if there is no such stream
     */
    public FundingChange oneMoreDollarIn(SourceId source) {
        return withMore(source, Money.ofDollars(1)).since(this);
    }

    /**
     * Returns the funding with so much more in a stream.
     *
     * @throws IllegalArgumentException if there is no such stream
     */
    public Funding withMore(SourceId source, Money more) {
        Matching richer = matching.from(streams().withMore(source, more));
        return automatic ? richer.fund() : richer.byHandOnly();
    }

    /**
     * Returns the least that would have to be added to a stream for anything more to be paid, and what that would be; empty if no
     * amount in this stream would pay for more.
     *
     * @throws IllegalArgumentException if there is no such stream
     */
    public Optional<NextPurchase> nextPurchaseFrom(SourceId source) {
        // Where one more cent reaches an investment, so does the next, up to some limit: what is paid in part begins
        // with a cent, what
        // is paid whole with all that it lacks. More money never buys less, so the least amount that buys anything is
        // found by halves.
        List<Money> candidates = solution.nextCandidates(source);
        int low = 0;
        int high = candidates.size();
        while (low < high) {
            int middle = (low + high) / 2;
            if (buys(source, candidates.get(middle))) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        if (low < candidates.size()) {
            Money more = candidates.get(low);
            return Optional.of(
                    new NextPurchase(source, more, withMore(source, more).since(this)));
        }
        streams().withMore(source, Money.ZERO); // tells a stream that is not there
        return Optional.empty();
    }

    private boolean buys(SourceId source, Money more) {
        return !withMore(source, more).funded.equals(funded);
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof Funding other && matching.equals(other.matching) && automatic == other.automatic;
    }

    @Override
    public int hashCode() {
        return matching.hashCode();
    }

    /** Returns the matrix; see {@link #shortfalls()} for the reasons for what is missing. */
    @Override
    public String toString() {
        return matrix().toString();
    }
}
