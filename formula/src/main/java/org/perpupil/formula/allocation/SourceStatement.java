package org.perpupil.formula.allocation;

import com.google.common.collect.ImmutableMap;
import java.util.Map;
import java.util.Optional;
import org.perpupil.formula.FundedSource;
import org.perpupil.money.Money;
import org.perpupil.revenue.RevenueSource;

/**
 * Where every cent of a source went: central + schools + residual = amount.
 *
 * @param decision the source and what was decided on it
 * @param amount what was expected; empty for a source without an amount, which only reports what was drawn
 * @param central what stayed central, what was set aside for reserves among it
 * @param reserves what was set aside for each reserve; a reserve has a statement of its own, with this as its amount
 * @param byLine what each line paid from the source, all schools together, in the order of the lines
 * @param residual what was left of the pool; empty without an amount
 */
public record SourceStatement(
        FundedSource decision,
        Optional<Money> amount,
        Money central,
        Map<RevenueSource, Money> reserves,
        Map<String, Money> byLine,
        Optional<Money> residual) {

    public SourceStatement {
        reserves = ImmutableMap.copyOf(reserves);
        byLine = ImmutableMap.copyOf(byLine);
        Money accounted = central.plus(Money.total(byLine.values())).plus(residual.orElse(Money.ZERO));
        if (amount.isPresent() && !accounted.equals(amount.get())) {
            throw new IllegalArgumentException(
                    "source %s accounts for %s of %s".formatted(decision.source(), accounted, amount.get()));
        }
    }

    public RevenueSource source() {
        return decision.source();
    }

    /** Returns what the schools got in all. */
    public Money toSchools() {
        return Money.total(byLine.values());
    }

    /** Returns what the formula could distribute: the amount less the central share; empty without an amount. */
    public Optional<Money> pool() {
        return amount.map(whole -> whole.minus(central));
    }

    /** Returns one line for people: the equation of the source. */
    @Override
    public String toString() {
        String schools = toSchools().display("") + " to schools";
        return amount.map(whole -> "%s: %s = %s central + %s + %s left over"
                        .formatted(
                                source(),
                                whole.display(""),
                                central.display(""),
                                schools,
                                residual.orElse(Money.ZERO).display("")))
                .orElse("%s, without an amount: %s".formatted(source(), schools));
    }
}
