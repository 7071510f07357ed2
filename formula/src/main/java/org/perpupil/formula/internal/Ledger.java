package org.perpupil.formula.internal;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.perpupil.formula.Disposition;
import org.perpupil.formula.FundedSource;
import org.perpupil.formula.Line;
import org.perpupil.formula.allocation.SourceStatement;
import org.perpupil.money.Money;

/** What one source has, and what each line took from it. */
final class Ledger {
    private final FundedSource decision;
    private final Optional<Money> amount;
    private final Map<String, Money> byLine = new LinkedHashMap<>();

    Ledger(FundedSource decision, Optional<Money> amount) {
        this.decision = decision;
        this.amount = amount;
    }

    FundedSource decision() {
        return decision;
    }

    Optional<Money> amount() {
        return amount;
    }

    Optional<Money> pool() {
        return amount.map(whole -> whole.minus(decision.central().of(whole)));
    }

    Money drawn() {
        return Money.total(byLine.values());
    }

    Optional<Money> remaining() {
        return pool().map(pool -> pool.minus(drawn()));
    }

    void pay(Line line, Money sum) {
        byLine.put(line.name(), sum);
    }

    /** The lines that took something, the last one last. */
    Map<String, Money> byLine() {
        return byLine;
    }

    SourceStatement statement() {
        // What is locked and was given to nobody stays central; elsewhere it is left over in the pool.
        boolean locked = decision.disposition() == Disposition.LOCKED;
        Money central = amount.map(whole ->
                        locked ? whole.minus(drawn()) : decision.central().of(whole))
                .orElse(Money.ZERO);
        Optional<Money> residual = locked ? amount.map(any -> Money.ZERO) : remaining();
        return new SourceStatement(decision, amount, central, byLine, residual);
    }
}
