package org.perpupil.spending;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.Sets;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.perpupil.district.District;
import org.perpupil.district.FiscalYear;
import org.perpupil.district.School;
import org.perpupil.district.SchoolId;
import org.perpupil.money.Money;
import org.perpupil.problem.Problem;
import org.perpupil.problem.ProblemException;
import org.perpupil.revenue.RevenueSource;

/**
 * What a district spent on the pupils of each of its schools in one year, in order of school id.
 *
 * <pre>{@code
 * Spending spending = Spending.of(FiscalYear.of(2026), schools)
 *         .withCentral(generalFund, Money.ofDollars(18_400_000), district); // by pupils, to the cent
 * spending.of(id).orElseThrow().on(Expenditure.Level.CENTRAL);
 * Study study = Study.of(spending, district);
 * }</pre>
 */
public final class Spending {
    private final FiscalYear year;
    private final ImmutableSortedMap<SchoolId, SchoolSpending> bySchool;

    private Spending(FiscalYear year, ImmutableSortedMap<SchoolId, SchoolSpending> bySchool) {
        this.year = year;
        this.bySchool = bySchool;
    }

    /**
     * Returns the spending of a year.
     *
     * @throws ProblemException with everything of another year, and every school that is there twice
     */
    public static Spending of(FiscalYear year, Collection<SchoolSpending> schools) {
        requireNonNull(year, "year");
        List<Problem> problems = new ArrayList<>();
        TreeMap<SchoolId, SchoolSpending> bySchool = new TreeMap<>();
        for (SchoolSpending spending : schools) {
            if (!spending.year().equals(year)) {
                problems.add(new Problem(
                        "spending.year",
                        "school " + spending.school(),
                        "spending of " + spending.year(),
                        "spending of " + year,
                        "Leave it out, or name its year."));
            } else if (bySchool.putIfAbsent(spending.school(), spending) != null) {
                problems.add(new Problem(
                        "spending.twice",
                        "school " + spending.school(),
                        "spending given twice",
                        "once for a school and year",
                        "Join the expenditures of the two."));
            }
        }
        ProblemException.throwIfAny("the spending of " + year + " cannot be used", problems);
        return new Spending(year, ImmutableSortedMap.copyOfSorted(bySchool));
    }

    /**
     * Shares out what was spent centrally, in proportion to the pupils of the schools that are here, by largest remainder: the shares
     * add up to the amount to the cent.
     *
     * @param district has the pupils; a school that is not in it is a fault
     * @throws ProblemException with every school that the district does not have, or if none has pupils
     */
    public Spending withCentral(RevenueSource source, Money amount, District district) {
        List<Problem> problems = new ArrayList<>();
        Map<SchoolId, BigDecimal> pupils = new TreeMap<>();
        for (SchoolId id : bySchool.keySet()) {
            Optional<School> school = district.school(id);
            if (school.isEmpty()) {
                problems.add(new Problem(
                        "school.unknown",
                        "school " + id,
                        "spending on a school that is not in " + district.name(),
                        "schools of the district",
                        "Add the school with its pupils, or leave its spending out."));
            }
            school.ifPresent(known -> pupils.put(id, known.enrollment().pupils().value()));
        }
        if (problems.isEmpty() && pupils.values().stream().allMatch(count -> count.signum() == 0)) {
            problems.add(new Problem(
                    "pupils.none",
                    district.name(),
                    "no pupils in any school that is spent on",
                    "pupils in at least one",
                    "Give the enrolment, or the shares themselves."));
        }
        ProblemException.throwIfAny("central spending cannot be shared out", problems);
        return withCentral(source, amount, pupils);
    }

    /**
     * Shares out what was spent centrally by given shares, by largest remainder: the parts add up to the amount to the cent.
     *
     * @param shares what each school counts, in any unit; a school that is not named gets nothing
     * @throws IllegalArgumentException if a share is below 0, none is above 0, or one is of a school that is not here
     */
    public Spending withCentral(RevenueSource source, Money amount, Map<SchoolId, ? extends Number> shares) {
        requireNonNull(source, "source");
        Set<SchoolId> unknown = Sets.difference(shares.keySet(), bySchool.keySet());
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException(
                    "shares are of schools whose spending is here; that of %s is not".formatted(unknown));
        }
        TreeMap<SchoolId, SchoolSpending> more = new TreeMap<>(bySchool);
        amount.split(shares)
                .forEach((id, part) ->
                        more.computeIfPresent(id, (any, before) -> before.and(Expenditure.centrally(source, part))));
        return new Spending(year, ImmutableSortedMap.copyOfSorted(more));
    }

    public FiscalYear year() {
        return year;
    }

    /** Returns what was spent on each school, in order of school id. */
    public List<SchoolSpending> all() {
        return bySchool.values().asList();
    }

    /** Returns what was spent on a school; empty if that is not known, which is not 0. */
    public Optional<SchoolSpending> of(SchoolId school) {
        return Optional.ofNullable(bySchool.get(school));
    }

    public Money total() {
        return Money.total(all().stream().map(SchoolSpending::total).toList());
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof Spending other && year.equals(other.year) && bySchool.equals(other.bySchool);
    }

    @Override
    public int hashCode() {
        return 31 * year.hashCode() + bySchool.hashCode();
    }

    @Override
    public String toString() {
        return "spending on %s schools, %s".formatted(bySchool.size(), year);
    }
}
