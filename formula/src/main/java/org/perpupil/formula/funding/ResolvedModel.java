package org.perpupil.formula.funding;

import org.perpupil.formula.allocation.Allocation;
import org.perpupil.formula.internal.Computation;
import org.perpupil.formula.internal.Definition;
import org.perpupil.formula.internal.World;
import org.perpupil.problem.ProblemException;

/** A model whose every name was found in a district's year; computing it cannot fail for want of data. */
public final class ResolvedModel {
    private final Definition definition;
    private final World world;

    ResolvedModel(Definition definition, World world) {
        this.definition = definition;
        this.world = world;
    }

    /**
     * Computes every school's budget.
     *
     * @throws ProblemException if a rule cannot be met, saying by how much: a source is overdrawn, a pot is short of its floors or
     *     has nobody to go to
     */
    public Allocation allocate() {
        return Computation.allocate(definition, world);
    }
}
