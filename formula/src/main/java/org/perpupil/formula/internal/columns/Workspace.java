package org.perpupil.formula.internal.columns;

import java.util.ArrayList;
import java.util.List;
import org.perpupil.district.FiscalYear;
import org.perpupil.formula.internal.Definition;

/**
 * What the batches of one thread share: the parameters, and the memory that a line is computed in.
 *
 * <p>One line is computed after the other, and one batch after the other: in the same memory, which stays near the processor.
 */
public final class Workspace {
    private final Definition definition;
    private final Dials dials;
    private final int longest;
    private final Level level = new Level();
    private final List<double[]> blocks = new ArrayList<>();

    /** Starts with the parameters as they stand, for batches of so many schools at most. */
    public Workspace(Definition definition, FiscalYear year, int schools) {
        this.definition = definition;
        this.longest = Math.min(Node.BLOCK, schools);
        this.dials = new Dials(definition, year);
    }

    Definition definition() {
        return definition;
    }

    /** The parameters, which may be set for a run of all batches. */
    public Dials dials() {
        return dials;
    }

    /** Where a pot is shared. */
    Level level() {
        return level;
    }

    /** The memory of a block of schools, by its number. */
    double[] block(int number) {
        while (blocks.size() <= number) {
            blocks.add(new double[longest]);
        }
        return blocks.get(number);
    }
}
