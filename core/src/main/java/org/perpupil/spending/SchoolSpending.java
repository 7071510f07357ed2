package org.perpupil.spending;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSortedMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.perpupil.account.AccountCode;
import org.perpupil.district.FiscalYear;
import org.perpupil.district.SchoolId;
import org.perpupil.exact.Rational;
import org.perpupil.money.Money;
import org.perpupil.pupils.PupilCount;
import org.perpupil.revenue.RevenueSource;
import org.perpupil.revenue.SourceId;

/**
 * What was spent on the pupils of one school in one year; every total is the sum of the expenditures.
 *
 * @param school whose pupils it was spent on
 * @param year when
 * @param expenditures in the order in which they were given; no two sources have the same id
 */
public record SchoolSpending(SchoolId school, FiscalYear year, List<Expenditure> expenditures) {

    public SchoolSpending {
        requireNonNull(school, "school");
        requireNonNull(year, "year");
        expenditures = ImmutableList.copyOf(expenditures);
        Map<SourceId, RevenueSource> sources = new LinkedHashMap<>();
        for (Expenditure each : expenditures) {
            RevenueSource source = sources.putIfAbsent(each.source().id(), each.source());
            if (source != null && !source.equals(each.source())) {
                throw new IllegalArgumentException(
                        "school %s is paid by two different sources with the id %s".formatted(school, source.id()));
            }
        }
    }

    public Money total() {
        return sum(each -> true);
    }

    /** Returns what was spent on one level: at the school, or centrally. */
    public Money on(Expenditure.Level level) {
        return sum(each -> each.level() == level);
    }

    /** Returns what was paid from restricted sources. */
    public Money restricted() {
        return sum(each -> each.source().isRestricted());
    }

    /** Returns what was paid from unrestricted sources. */
    public Money unrestricted() {
        return sum(each -> !each.source().isRestricted());
    }

    /** Returns what was paid from each source, in the order of the expenditures. */
    public Map<RevenueSource, Money> bySource() {
        Map<RevenueSource, Money> totals = new LinkedHashMap<>();
        expenditures.forEach(each -> totals.merge(each.source(), each.amount(), Money::plus));
        return ImmutableMap.copyOf(totals);
    }

    /** Returns what was charged to each account, in order of code; with what has no account it makes the total. */
    public Map<AccountCode, Money> byAccount() {
        TreeMap<AccountCode, Money> totals = new TreeMap<>();
        expenditures.forEach(
                each -> each.account().ifPresent(account -> totals.merge(account, each.amount(), Money::plus)));
        return ImmutableSortedMap.copyOfSorted(totals);
    }

    /**
     * Returns the total in dollars for each pupil, exactly.
     *
     * @throws ArithmeticException if there are no pupils
     */
    public Rational dollarsPerPupil(PupilCount pupils) {
        return total().toRational().dividedBy(Rational.of(pupils.value()));
    }

    SchoolSpending and(Expenditure more) {
        return new SchoolSpending(
                school,
                year,
                ImmutableList.<Expenditure>builder()
                        .addAll(expenditures)
                        .add(more)
                        .build());
    }

    private Money sum(Predicate<Expenditure> which) {
        return Money.total(
                expenditures.stream().filter(which).map(Expenditure::amount).toList());
    }

    /** Returns one line for people: the total, at the school and centrally. */
    @Override
    public String toString() {
        return "spending on %s, %s: %s, %s at the school and %s centrally"
                .formatted(
                        school,
                        year,
                        total().display(""),
                        on(Expenditure.Level.SCHOOL).display(""),
                        on(Expenditure.Level.CENTRAL).display(""));
    }
}
