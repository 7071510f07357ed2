package org.perpupil.formula.funding;

import org.perpupil.district.SchoolId;
import org.perpupil.formula.Line;
import org.perpupil.formula.Term;
import org.perpupil.formula.allocation.Allocation;
import org.perpupil.formula.allocation.Working;
import org.perpupil.formula.internal.Computed;

/**
 * A model that was computed for a district's year, and can be asked what any of its terms gives a school: for those who write a
 * formula down in another form, such as a workbook, and compare each step.
 */
public final class Evaluation {
    private final ResolvedModel resolved;
    private final Computed computed;
    private final Allocation allocation;

    Evaluation(ResolvedModel resolved, Computed computed) {
        this.resolved = resolved;
        this.computed = computed;
        this.allocation = computed.allocation();
    }

    /** Returns what was computed: the model, the district and the year. */
    public ResolvedModel resolved() {
        return resolved;
    }

    public Allocation allocation() {
        return allocation;
    }

    /**
     * Returns the working of a term as it stands in a line: with the lines above that one and what they left of each source.
     *
     * @param term a term that the line could have; one that names what the model does not have is refused by an exception
     */
    public Working working(Line line, SchoolId school, Term term) {
        return computed.working(line, school, term);
    }
}
