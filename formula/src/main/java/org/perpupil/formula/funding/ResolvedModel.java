package org.perpupil.formula.funding;

import java.util.Optional;
import org.perpupil.budget.Budgets;
import org.perpupil.district.District;
import org.perpupil.district.FiscalYear;
import org.perpupil.formula.allocation.Allocation;
import org.perpupil.formula.internal.Computation;
import org.perpupil.formula.internal.Computed;
import org.perpupil.formula.internal.Definition;
import org.perpupil.formula.internal.World;
import org.perpupil.formula.internal.columns.ColumnComputation;
import org.perpupil.problem.ProblemException;

/** A model whose every name was found in a district's year; computing it cannot fail for want of data. */
public final class ResolvedModel {
    private final FundingModel model;
    private final World world;

    ResolvedModel(FundingModel model, World world) {
        this.model = model;
        this.world = world;
    }

    public FundingModel model() {
        return model;
    }

    public District district() {
        return world.district();
    }

    public FiscalYear year() {
        return world.year();
    }

    /** Returns what schools had the year before; empty if that was not said. */
    public Optional<Budgets> lastYear() {
        return world.lastYear();
    }

    /**
     * Computes every school's budget.
     *
     * @throws ProblemException if a rule cannot be met, saying by how much: a source is overdrawn, a pot is short of its floors or
     *     has nobody to go to
     */
    public Allocation allocate() {
        return evaluate().allocation();
    }

    /**
     * Computes every school's budget, and keeps at hand what any term of the model gives any school.
     *
     * @throws ProblemException as {@link #allocate()} does
     */
    public Evaluation evaluate() {
        Definition definition = new Definition(model.lines(), model.sources());
        Computed computed = ColumnComputation.of(definition, world)
                .<Computed>map(columns -> columns)
                .orElseGet(() -> Computation.of(definition, world));
        return new Evaluation(this, computed);
    }

    @Override
    public String toString() {
        return "%s for %s, %s".formatted(model.name(), world.district(), world.year());
    }
}
