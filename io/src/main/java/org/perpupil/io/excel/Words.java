package org.perpupil.io.excel;

/** What cells say in words. */
final class Words {
    /** A fact or count without a value. */
    static final String NOT_GIVEN = "not given";

    /** A line that does not apply, or a step without a value, as a formula's result; sums pass over it. */
    static final String NO_VALUE = "\"–\"";

    /** An amount that lacks something it is computed from, as a formula; every sum with it is not available either. */
    static final String NOT_AVAILABLE = "NA()";

    /** What a shared line says when something has changed that its level was solved for. */
    static final String SOLVE_AGAIN = "solve again";

    private Words() {}
}
