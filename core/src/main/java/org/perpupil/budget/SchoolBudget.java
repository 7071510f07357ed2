package org.perpupil.budget;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.perpupil.district.FiscalYear;
import org.perpupil.district.SchoolId;
import org.perpupil.money.Money;
import org.perpupil.revenue.RevenueSource;

/**
 * What one school has to spend in one year; every total is the sum of the lines.
 *
 * @param school whose budget it is
 * @param year when
 * @param lines in the order in which they were computed; no two have the same name and source
 */
public record SchoolBudget(SchoolId school, FiscalYear year, List<BudgetLine> lines) {

    public SchoolBudget {
        requireNonNull(school, "school");
        requireNonNull(year, "year");
        lines = ImmutableList.copyOf(lines);
        long distinct = lines.stream()
                .map(line -> Map.entry(line.name(), line.source().id()))
                .distinct()
                .count();
        if (distinct < lines.size()) {
            throw new IllegalArgumentException(
                    "two lines of school %s have the same name and source".formatted(school));
        }
    }

    public Money total() {
        return sum(line -> true);
    }

    /** Returns what each source pays, in the order of the lines. */
    public Map<RevenueSource, Money> bySource() {
        Map<RevenueSource, Money> totals = new LinkedHashMap<>();
        lines.forEach(line -> totals.merge(line.source(), line.amount(), Money::plus));
        return ImmutableMap.copyOf(totals);
    }

    /** Returns what restricted sources pay. */
    public Money restricted() {
        return sum(line -> line.source().isRestricted());
    }

    /** Returns what unrestricted sources pay. */
    public Money unrestricted() {
        return sum(line -> !line.source().isRestricted());
    }

    /** Returns what is held in one way. */
    public Money held(Held held) {
        return sum(line -> line.held() == held);
    }

    /** Returns what the lines of a name pay, from all sources; empty if the school has no such line. */
    public Optional<Money> line(String name) {
        List<BudgetLine> named =
                lines.stream().filter(line -> line.name().equals(name)).toList();
        return named.isEmpty()
                ? Optional.empty()
                : Optional.of(Money.total(named.stream().map(BudgetLine::amount).toList()));
    }

    private Money sum(Predicate<BudgetLine> which) {
        return Money.total(lines.stream().filter(which).map(BudgetLine::amount).toList());
    }
}
