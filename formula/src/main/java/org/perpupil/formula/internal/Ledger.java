package org.perpupil.formula.internal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.perpupil.formula.Disposition;
import org.perpupil.formula.FundedSource;
import org.perpupil.formula.Line;
import org.perpupil.formula.allocation.SourceStatement;
import org.perpupil.money.Money;
import org.perpupil.revenue.RevenueSource;
import org.perpupil.revenue.SourceId;

/** What one source has, and what each line took from it. */
public final class Ledger {
    private final FundedSource decision;
    private final Optional<Money> amount;
    private final Map<RevenueSource, Money> reserves = new LinkedHashMap<>();
    private final Map<String, Money> byLine = new LinkedHashMap<>();

    private Ledger(FundedSource decision, Optional<Money> amount) {
        this.decision = decision;
        this.amount = amount;
    }

    /** Opens a ledger for every source; a reserve has what is set aside for it from another. */
    public static Map<SourceId, Ledger> open(List<FundedSource> sources, Map<SourceId, Money> revenues) {
        Map<SourceId, Ledger> ledgers = new LinkedHashMap<>();
        for (FundedSource source : sources) {
            SourceId id = source.source().id();
            Optional<Money> amount = source.setAside()
                    .map(aside -> Optional.ofNullable(revenues.get(aside.from()))
                            .map(whole -> aside.share().of(whole)))
                    .orElseGet(() -> Optional.ofNullable(revenues.get(id)));
            ledgers.put(id, new Ledger(source, amount));
        }
        for (Ledger reserve : ledgers.values()) {
            reserve.decision
                    .setAside()
                    .map(aside -> ledgers.get(aside.from()))
                    .ifPresent(parent ->
                            reserve.amount.ifPresent(amount -> parent.reserves.put(reserve.decision.source(), amount)));
        }
        return ledgers;
    }

    public FundedSource decision() {
        return decision;
    }

    public Optional<Money> amount() {
        return amount;
    }

    /** What is held back for the central office and for reserves. */
    private Optional<Money> heldBack() {
        return amount.map(whole -> decision.central().of(whole).plus(Money.total(reserves.values())));
    }

    public Optional<Money> pool() {
        return amount.map(whole -> whole.minus(heldBack().orElseThrow()));
    }

    Money drawn() {
        return Money.total(byLine.values());
    }

    public Optional<Money> remaining() {
        return pool().map(pool -> pool.minus(drawn()));
    }

    /** What some lines leave of the pool. */
    public Optional<Money> remaining(List<Line> lines) {
        return pool().map(pool -> pool.minus(Money.total(lines.stream()
                .map(line -> byLine.getOrDefault(line.name(), Money.ZERO))
                .toList())));
    }

    public void pay(Line line, Money sum) {
        byLine.put(line.name(), sum);
    }

    /** The lines that drew on it, the last one last. */
    Map<String, Money> byLine() {
        return byLine;
    }

    public SourceStatement statement() {
        // What is locked and was given to nobody stays central; elsewhere it is left over in the pool.
        boolean locked = decision.disposition() == Disposition.LOCKED;
        Money central = (locked ? amount.map(whole -> whole.minus(drawn())) : heldBack()).orElse(Money.ZERO);
        Optional<Money> residual = locked ? amount.map(any -> Money.ZERO) : remaining();
        return new SourceStatement(decision, amount, central, reserves, byLine, residual);
    }
}
