package org.perpupil.budget;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.perpupil.district.FiscalYear;
import org.perpupil.district.SchoolId;
import org.perpupil.exact.Rational;
import org.perpupil.money.Money;
import org.perpupil.pupils.PupilCount;
import org.perpupil.revenue.RevenueSource;
import org.perpupil.revenue.SourceId;

/**
 * What one school has to spend in one year; every total is the sum of the lines.
 *
 * @param school whose budget it is
 * @param year when
 * @param lines in the order in which they were computed; no two have the same name and source, and no two sources the same id
 */
public record SchoolBudget(SchoolId school, FiscalYear year, List<BudgetLine> lines) {

    public SchoolBudget {
        requireNonNull(school, "school");
        requireNonNull(year, "year");
        lines = ImmutableList.copyOf(lines);
        Map<SourceId, RevenueSource> sources = new LinkedHashMap<>();
        Set<Map.Entry<String, SourceId>> seen = new HashSet<>();
        for (BudgetLine line : lines) {
            RevenueSource source = sources.putIfAbsent(line.source().id(), line.source());
            if (source != null && !source.equals(line.source())) {
                throw new IllegalArgumentException(
                        "school %s is paid by two different sources with the id %s".formatted(school, source.id()));
            }
            if (!seen.add(Map.entry(line.name(), line.source().id()))) {
                throw new IllegalArgumentException("school %s has two lines \"%s\" from source %s"
                        .formatted(school, line.name(), line.source().id()));
            }
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

    /**
     * Returns the total in dollars for each pupil, exactly.
     *
     * @throws ArithmeticException if there are no pupils
     */
    public Rational dollarsPerPupil(PupilCount pupils) {
        return total().toRational().dividedBy(Rational.of(pupils.value()));
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

    /** Returns one line for people: the total, and what each source pays. */
    @Override
    public String toString() {
        return "budget of %s, %s: %s%s"
                .formatted(
                        school,
                        year,
                        total().display(""),
                        bySource().entrySet().stream()
                                .map(paid -> ", %s from %s"
                                        .formatted(
                                                paid.getValue().display(""),
                                                paid.getKey().name()))
                                .collect(Collectors.joining()));
    }
}
