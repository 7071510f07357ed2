package org.perpupil.plan.funding;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableSortedMap;
import java.util.List;
import java.util.Map;
import org.perpupil.money.Money;
import org.perpupil.plan.Chain;

/** One plan at several levels of funding: what is in, and what falls out. */
public final class FundingLevels {
    private final ImmutableSortedMap<FundingLevel, Funding> byLevel;

    FundingLevels(Map<FundingLevel, Funding> byLevel) {
        if (byLevel.isEmpty()) {
            throw new IllegalArgumentException("name at least one level, such as 90%");
        }
        this.byLevel = ImmutableSortedMap.copyOf(byLevel);
    }

    /** Returns the levels, the lowest first. */
    public List<FundingLevel> levels() {
        return byLevel.keySet().asList();
    }

    /**
     * Returns the funding at a level.
     *
     * @throws IllegalArgumentException if it was not asked for
     */
    public Funding at(FundingLevel level) {
        Funding funding = byLevel.get(requireNonNull(level, "level"));
        if (funding == null) {
            throw new IllegalArgumentException("%s was not asked for; there are %s".formatted(level, levels()));
        }
        return funding;
    }

    /**
     * Returns the funding at a level such as {@code 90%}.
     *
     * @throws IllegalArgumentException if it was not asked for
     */
    public Funding at(String percent) {
        return at(FundingLevel.parse(percent));
    }

    /**
     * Returns what changes from one level to another.
     *
     * @throws IllegalArgumentException if one of them was not asked for
     */
    public FundingChange between(String from, String to) {
        return between(FundingLevel.parse(from), FundingLevel.parse(to));
    }

    /**
     * Returns what changes from one level to another.
     *
     * @throws IllegalArgumentException if one of them was not asked for
     */
    public FundingChange between(FundingLevel from, FundingLevel to) {
        return at(to).since(at(from));
    }

    /** Returns what an investment gets at each level, the lowest first. */
    public Map<FundingLevel, Money> funded(String investment) {
        ImmutableSortedMap.Builder<FundingLevel, Money> funded = ImmutableSortedMap.naturalOrder();
        byLevel.forEach((level, funding) -> funded.put(level, funding.funded(investment)));
        return funded.buildOrThrow();
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof FundingLevels other && byLevel.equals(other.byLevel);
    }

    @Override
    public int hashCode() {
        return byLevel.hashCode();
    }

    /** Returns a table for people: investments by priority, with what each gets at each level. */
    public String text(String currencySign) {
        TextTable table = new TextTable();
        table.left("");
        table.right("cost");
        levels().forEach(level -> table.right(level.toString()));
        Funding some = requireNonNull(byLevel.firstEntry()).getValue();
        for (Chain chain : some.plan().byPriority()) {
            table.row(chain.investment().id());
            Money cost = chain.investment().cost().amount();
            table.cell(cost.display(currencySign));
            byLevel.forEach((level, funding) -> {
                Money amount = funding.funded(chain.investment().id());
                table.cell(amount.isZero() ? "–" : amount.equals(cost) ? "in full" : amount.display(currencySign));
            });
        }
        table.row("paid");
        table.cell(some.plan().cost().display(currencySign));
        byLevel.forEach((level, funding) -> table.cell(funding.total().display(currencySign)));
        return table.toString();
    }

    @Override
    public String toString() {
        return text("");
    }
}
