package org.perpupil.formula.allocation;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedMap;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.perpupil.budget.Budgets;
import org.perpupil.budget.Held;
import org.perpupil.district.District;
import org.perpupil.district.FiscalYear;
import org.perpupil.district.SchoolId;
import org.perpupil.exact.Rational;
import org.perpupil.money.Money;
import org.perpupil.revenue.SourceId;

/**
 * What a model gives a district's schools in a year: every budget with its working, and where every cent of every source went.
 *
 * <p>For each source, central share + schools + residual = amount, in cents. Schools are in order of id.
 */
public final class Allocation {
    private final String model;
    private final District district;
    private final FiscalYear year;
    private final ImmutableSortedMap<SchoolId, SchoolAllocation> schools;
    private final ImmutableList<SourceStatement> sources;
    private final ImmutableList<SharedPot> sharedPots;

    /**
     * Puts together what was computed; {@code FundingModel.resolve(…).allocate()} is the way to get an allocation.
     *
     * @param model the name of the model
     */
    public Allocation(
            String model,
            District district,
            FiscalYear year,
            Collection<SchoolAllocation> schools,
            Collection<SourceStatement> sources,
            Collection<SharedPot> sharedPots) {
        this.model = requireNonNull(model, "model");
        this.district = requireNonNull(district, "district");
        this.year = requireNonNull(year, "year");
        this.schools = schools.stream()
                .collect(ImmutableSortedMap.toImmutableSortedMap(
                        SchoolId::compareTo, SchoolAllocation::id, school -> school));
        this.sources = ImmutableList.copyOf(sources);
        this.sharedPots = ImmutableList.copyOf(sharedPots);
    }

    /** Returns the name of the model. */
    public String model() {
        return model;
    }

    public District district() {
        return district;
    }

    public FiscalYear year() {
        return year;
    }

    /** Returns what each school gets, in order of id. */
    public List<SchoolAllocation> schools() {
        return schools.values().asList();
    }

    /**
     * Returns what a school gets.
     *
     * @throws IllegalArgumentException if the district has no such school
     */
    public SchoolAllocation of(SchoolId school) {
        SchoolAllocation allocation = schools.get(school);
        if (allocation == null) {
            throw new IllegalArgumentException("%s has no school %s".formatted(district.name(), school));
        }
        return allocation;
    }

    /** Returns where every cent of each source went, in the order of the model. */
    public List<SourceStatement> sources() {
        return sources;
    }

    /**
     * Returns where every cent of a source went.
     *
     * @throws IllegalArgumentException if the model has no such source
     */
    public SourceStatement source(SourceId id) {
        return sources.stream()
                .filter(statement -> statement.source().id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("model \"%s\" has no source %s".formatted(model, id)));
    }

    /** Returns how each line that shares a pot did so, in the order of the lines. */
    public List<SharedPot> sharedPots() {
        return sharedPots;
    }

    /** Returns what the schools have to spend: the meeting point with plans, spending and next year's formula. */
    public Budgets budgets() {
        return Budgets.of(year, schools().stream().map(SchoolAllocation::budget).toList());
    }

    public Money total() {
        return Money.total(schools().stream().map(SchoolAllocation::total).toList());
    }

    /** Returns dollars per pupil by span and need, from all sources. */
    public NeedMatrix needMatrix() {
        return NeedMatrix.of(this, any -> true);
    }

    /** Returns dollars per pupil by span and need, from one source. */
    public NeedMatrix needMatrix(SourceId source) {
        source(source);
        return NeedMatrix.of(this, id -> id.equals(source));
    }

    /** Compares every school's budget with what it has now, or had. */
    public Comparison comparedWith(Budgets before) {
        return Comparison.of(this, before);
    }

    /**
     * Returns how much of the unrestricted money schools decide on: what unrestricted sources pay schools freely, over the
     * amounts of those sources. A source without an amount is left out; empty if there is no unrestricted amount.
     */
    public Optional<Rational> shareUnderSchoolDiscretion() {
        List<SourceStatement> unrestricted = sources.stream()
                .filter(statement ->
                        !statement.source().isRestricted() && statement.amount().isPresent())
                .toList();
        Money whole = Money.total(unrestricted.stream()
                .flatMap(source -> source.amount().stream())
                .toList());
        if (whole.isZero()) {
            return Optional.empty();
        }
        List<SourceId> ids =
                unrestricted.stream().map(statement -> statement.source().id()).toList();
        Money free = Money.total(schools().stream()
                .flatMap(school -> school.budget().lines().stream())
                .filter(line ->
                        line.held() == Held.FREE && ids.contains(line.source().id()))
                .map(line -> line.amount())
                .toList());
        return Optional.of(free.toRational().dividedBy(whole.toRational()));
    }

    @Override
    public String toString() {
        return "%s, %s: %s schools, %s"
                .formatted(model, year, schools.size(), total().display(district.currencySign()));
    }
}
