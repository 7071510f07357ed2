package org.perpupil.formula.internal.columns;

/** What one line gives every school, and how that is computed in a run. */
interface LineColumn {
    Column column();

    /** Computes the column anew, once those of the lines above are. */
    void run();
}
