package org.perpupil.formula.scenario;

import java.util.List;
import java.util.Optional;
import org.perpupil.budget.Budgets;
import org.perpupil.district.School;
import org.perpupil.district.SchoolId;
import org.perpupil.formula.allocation.Allocation;
import org.perpupil.formula.allocation.LineResult;
import org.perpupil.formula.allocation.SchoolAllocation;
import org.perpupil.formula.allocation.SourceStatement;
import org.perpupil.formula.funding.ResolvedModel;
import org.perpupil.formula.internal.columns.Batch;
import org.perpupil.formula.internal.columns.ColumnComputation;
import org.perpupil.money.Money;

/**
 * What a scenario of a {@link Sweep} gives the schools of a district.
 *
 * <p>It looks into memory that the next scenario is computed in: read what is wanted while the sweep hands it over. Afterwards it
 * refuses to tell anything.
 */
public final class Outcome {
    private final Scenario scenario;
    private final ResolvedModel base;
    private final Optional<Batch> batch;

    /** Where the district stands in the batch. */
    private final int index;

    private final Optional<Allocation> plain;
    private boolean over;

    private Outcome(
            Scenario scenario, ResolvedModel base, Optional<Batch> batch, int index, Optional<Allocation> plain) {
        this.scenario = scenario;
        this.base = base;
        this.batch = batch;
        this.index = index;
        this.plain = plain;
    }

    /** What a batch, which there is, has for one of its districts. */
    static Outcome of(Scenario scenario, ResolvedModel base, Optional<Batch> batch, int index) {
        return new Outcome(scenario, base, batch, index, Optional.empty());
    }

    static Outcome of(Scenario scenario, ResolvedModel base, Allocation plain) {
        return new Outcome(scenario, base, Optional.empty(), 0, Optional.of(plain));
    }

    /** Tells whether columns hold it, and not the plain computation. */
    boolean isOfColumns() {
        return batch.isPresent();
    }

    private Optional<ColumnComputation> columns() {
        return batch.map(all -> all.districts().get(index));
    }

    /** From now on it tells nothing. */
    void end() {
        over = true;
    }

    private void check() {
        if (over) {
            throw new IllegalStateException(
                    "scenario \"%s\" is over; read what is wanted while the sweep hands it over".formatted(scenario));
        }
    }

    public Scenario scenario() {
        return scenario;
    }

    /** Returns the district's year with the model as it stands. */
    public ResolvedModel base() {
        return base;
    }

    /** Returns what all schools get. */
    public Money total() {
        return Money.total(sources().stream().map(SourceStatement::toSchools).toList());
    }

    /**
     * Returns what a school gets.
     *
     * @throws IllegalArgumentException if the district has no such school
     */
    public Money budget(SchoolId school) {
        check();
        checkSchool(school);
        return columns()
                .map(district -> Money.ofCents(district.budgetCents(school)))
                .orElseGet(() -> plain.orElseThrow().of(school).total());
    }

    /**
     * Returns what a line pays a school; empty if it does not apply to it, or is a figure.
     *
     * @throws IllegalArgumentException if the district has no such school, or the model no such line
     */
    public Optional<Money> amount(String line, SchoolId school) {
        check();
        if (base.model().lines().lines().stream()
                .noneMatch(known -> known.name().equals(line))) {
            throw noLine(line);
        }
        checkSchool(school);
        return columns()
                .map(district -> district.amount(line, school))
                .orElseGet(() -> plain.orElseThrow().of(school).line(line).flatMap(LineResult::amount));
    }

    /** Returns every source with what was held back, what schools got and what is left, as {@link Allocation#sources()} does. */
    public List<SourceStatement> sources() {
        check();
        return columns()
                .map(ColumnComputation::statements)
                .orElseGet(() -> plain.orElseThrow().sources());
    }

    /** Returns the budget of every school with its lines. */
    public Budgets budgets() {
        check();
        return columns()
                .map(ColumnComputation::budgets)
                .orElseGet(() -> plain.orElseThrow().budgets());
    }

    /**
     * Copies the cents that each school gets, in order of {@code base().district().schools()}: the fastest way to read all of them,
     * which takes no memory.
     *
     * @param cents at least as many as there are schools; what is behind them stays as it is
     * @throws IllegalArgumentException if there are fewer
     */
    public void copyBudgets(long[] cents) {
        copyBudgets(cents, 0);
    }

    /**
     * Copies the cents that each school gets, as {@link #copyBudgets(long[])} does, among those of other districts.
     *
     * @param from where the first of them is copied to
     * @return the place after the last of them, where those of the next district may start
     * @throws IllegalArgumentException if there is no room for all
     */
    public int copyBudgets(long[] cents, int from) {
        int to = checkRoom(cents, from);
        if (batch.isPresent()) {
            batch.get().copyBudgets(index, cents, from);
            return to;
        }
        int at = from;
        for (SchoolAllocation school : plain.orElseThrow().schools()) {
            cents[at] = school.total().cents();
            at++;
        }
        return to;
    }

    /**
     * Copies the cents that a line pays each school, in order of {@code base().district().schools()}; 0 where it does not apply.
     *
     * @param cents at least as many as there are schools; what is behind them stays as it is
     * @throws IllegalArgumentException if there are fewer, or the model has no such line
     */
    public void copyAmounts(String line, long[] cents) {
        copyAmounts(line, cents, 0);
    }

    /**
     * Copies the cents that a line pays each school, as {@link #copyAmounts(String, long[])} does, among those of other districts.
     *
     * @param from where the first of them is copied to
     * @return the place after the last of them, where those of the next district may start
     * @throws IllegalArgumentException if there is no room for all, or the model has no such line
     */
    public int copyAmounts(String line, long[] cents, int from) {
        int to = checkRoom(cents, from);
        if (batch.isPresent()) {
            if (!batch.get().copyAmounts(index, line, cents, from)) {
                throw noLine(line);
            }
            return to;
        }
        int at = from;
        for (School school : base.district().schools()) {
            cents[at] = amount(line, school.id()).map(Money::cents).orElse(0L);
            at++;
        }
        return to;
    }

    /** Returns the place after the last of the district's schools, if the first one is at another place. */
    private int checkRoom(long[] cents, int from) {
        check();
        int schools = batch.isPresent()
                ? batch.get().size(index)
                : base.district().schools().size();
        if (from < 0 || cents.length - from < schools) {
            throw new IllegalArgumentException("there is room for %s amounts from %s on, and %s has %s schools"
                    .formatted(
                            Math.max(0, cents.length - from),
                            from,
                            base.district().name(),
                            schools));
        }
        return from + schools;
    }

    private IllegalArgumentException noLine(String line) {
        return new IllegalArgumentException(
                "model \"%s\" has no line \"%s\"".formatted(base.model().name(), line));
    }

    private void checkSchool(SchoolId school) {
        if (base.district().school(school).isEmpty()) {
            throw new IllegalArgumentException("%s has no school %s".formatted(base.district(), school));
        }
    }

    /**
     * Returns the scenario's allocation with every working, computed once more from the model as it would be. It stays when the
     * scenario is over.
     */
    public Allocation allocation() {
        check();
        return plain.orElseGet(() -> scenario.appliedTo(base).allocate());
    }

    /** Returns one line for people. */
    @Override
    public String toString() {
        return over
                ? scenario.name()
                : "%s: %s to schools"
                        .formatted(scenario, total().display(base.district().currencySign()));
    }
}
