package org.perpupil.formula.internal.columns;

/** Numbers that steps start from, and when they last changed: what hangs on nothing new is not computed again. */
abstract class Input extends Grid {
    private long changed;

    /** They changed in a run. */
    final void changeIn(long run) {
        changed = run;
    }

    final boolean isNewerThan(long run) {
        return changed > run;
    }
}
