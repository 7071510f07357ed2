package org.perpupil.formula.allocation;

import static java.util.Objects.requireNonNull;

import com.google.common.base.Suppliers;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedMap;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.perpupil.budget.Budgets;
import org.perpupil.budget.Held;
import org.perpupil.district.District;
import org.perpupil.district.FiscalYear;
import org.perpupil.district.School;
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
    private final Supplier<List<SharedPot>> sharedPots;
    private final Supplier<List<GuardOutcome>> guards;
    private final Supplier<Stamp> stamp;
    private final Status status;

    private Allocation(
            String model,
            District district,
            FiscalYear year,
            ImmutableSortedMap<SchoolId, SchoolAllocation> schools,
            ImmutableList<SourceStatement> sources,
            Supplier<List<SharedPot>> sharedPots,
            Supplier<List<GuardOutcome>> guards,
            Supplier<Stamp> stamp,
            Status status) {
        this.model = model;
        this.district = district;
        this.year = year;
        this.schools = schools;
        this.sources = sources;
        this.sharedPots = sharedPots;
        this.guards = guards;
        this.stamp = stamp;
        this.status = status;
    }

    /**
     * Puts together what was computed; {@code FundingModel.resolve(…).allocate()} is the way to get an allocation.
     *
     * @param model the name of the model
     * @param sharedPots gives how each line shared its pot; asked once, when it is needed, as are the others
     * @param guards gives what became of every guard
     * @param stamp gives what this was computed from
     */
    public static Allocation draft(
            String model,
            District district,
            FiscalYear year,
            Collection<SchoolAllocation> schools,
            Collection<SourceStatement> sources,
            Supplier<? extends List<SharedPot>> sharedPots,
            Supplier<? extends List<GuardOutcome>> guards,
            Supplier<Stamp> stamp) {
        return new Allocation(
                requireNonNull(model, "model"),
                requireNonNull(district, "district"),
                requireNonNull(year, "year"),
                schools.stream()
                        .collect(ImmutableSortedMap.toImmutableSortedMap(
                                SchoolId::compareTo, SchoolAllocation::id, school -> school)),
                ImmutableList.copyOf(sources),
                Suppliers.memoize(() -> ImmutableList.copyOf(sharedPots.get())),
                Suppliers.memoize(() -> ImmutableList.copyOf(guards.get())),
                Suppliers.memoize(stamp::get),
                Status.DRAFT);
    }

    /** Returns the same allocation as the district has decided on it. */
    public Allocation adopted() {
        return new Allocation(model, district, year, schools, sources, sharedPots, guards, stamp, Status.ADOPTED);
    }

    public Status status() {
        return status;
    }

    /** Returns what this was computed from, and by what. */
    public Stamp stamp() {
        return stamp.get();
    }

    /**
     * Returns what changed since an earlier allocation, in words: what differs in the stamps, and whose budgets differ. Empty if
     * every cent of every line is the same and so is all that it was computed from.
     */
    public List<String> changesSince(Allocation earlier) {
        List<String> changes = new ArrayList<>(stamp().since(earlier.stamp()));
        List<SchoolId> differing = schools.keySet().stream()
                .filter(id -> earlier.schools.containsKey(id))
                .filter(id -> !of(id).budget().equals(earlier.of(id).budget()))
                .toList();
        if (!differing.isEmpty()) {
            changes.add("the budgets of %s schools differ, the first of them %s: %s then, %s now"
                    .formatted(
                            differing.size(),
                            differing.get(0),
                            earlier.of(differing.get(0)).total().display(district.currencySign()),
                            of(differing.get(0)).total().display(district.currencySign())));
        }
        if (!schools.keySet().equals(earlier.schools.keySet())) {
            changes.add("the schools differ");
        }
        return List.copyOf(changes);
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
        return sharedPots.get();
    }

    /** Returns what became of every guard at each school that it applies to, in the order of the lines. */
    public List<GuardOutcome> guards() {
        return guards.get();
    }

    /** Returns the guards that are not held when every line is computed: undone by lines below them. */
    public List<GuardOutcome> brokenGuards() {
        return guards().stream().filter(guard -> !guard.isHeld()).toList();
    }

    /**
     * Returns what a formula that pays nothing would have given each school, beside what is paid.
     *
     * @throws IllegalArgumentException if no formula of the name is shown in the model
     */
    public List<ShadowNotice> shadow(String formula) {
        List<ShadowNotice> notices = new ArrayList<>();
        boolean found = false;
        for (SchoolAllocation school : schools()) {
            List<LineResult> lines = school.lines().stream()
                    .filter(result ->
                            result.line().isShadow() && result.line().form().isAmount())
                    .filter(result ->
                            result.line().formula().filter(formula::equals).isPresent())
                    .toList();
            found |= !lines.isEmpty();
            Money sum = Money.total(
                    lines.stream().flatMap(result -> result.amount().stream()).toList());
            notices.add(new ShadowNotice(school.school(), school.total(), sum));
        }
        if (!found) {
            throw new IllegalArgumentException("model \"%s\" shows no formula \"%s\"".formatted(model, formula));
        }
        return List.copyOf(notices);
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

    /**
     * Returns the schools whose budgets are below a minimum operating budget, in order of id, and what each lacks.
     *
     * @param minimum what a school needs to run; empty for a school that has none
     */
    public List<Shortfall> below(Function<School, Optional<Money>> minimum) {
        List<Shortfall> shortfalls = new ArrayList<>();
        for (SchoolAllocation school : schools()) {
            minimum.apply(school.school())
                    .filter(least -> school.total().compareTo(least) < 0)
                    .ifPresent(least -> shortfalls.add(new Shortfall(school.school(), least, school.total())));
        }
        return List.copyOf(shortfalls);
    }

    /** Compares every school's budget with what it has now, or had. */
    public Comparison comparedWith(Budgets before) {
        return Comparison.of(this, before);
    }

    /**
     * Returns how much of the unrestricted money schools decide on: what unrestricted sources pay schools freely, over the
     * amounts of those sources (a reserve is a part of the source it was set aside from). A source without an amount is left out;
     * empty if there is no unrestricted amount.
     */
    public Optional<Rational> shareUnderSchoolDiscretion() {
        List<SourceStatement> unrestricted = sources.stream()
                .filter(statement ->
                        !statement.source().isRestricted() && statement.amount().isPresent())
                .toList();
        Money whole = Money.total(unrestricted.stream()
                .filter(source -> source.decision().setAside().isEmpty())
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
        return "%s, %s: %s school%s, %s"
                .formatted(
                        model,
                        year,
                        schools.size(),
                        schools.size() == 1 ? "" : "s",
                        total().display(district.currencySign()));
    }
}
