package org.perpupil.formula.internal.columns;

import java.util.Arrays;

/** The schools of a block for which columns do not tell. */
final class Doubts {
    private final boolean[] doubts = new boolean[Node.BLOCK];
    private boolean any;

    /** Forgets them before the next block. */
    void clear() {
        if (any) {
            Arrays.fill(doubts, false);
            any = false;
        }
    }

    void add(int at) {
        doubts[at] = true;
        any = true;
    }

    /** Tells whether there are any in the block. */
    boolean any() {
        return any;
    }

    boolean is(int at) {
        return doubts[at];
    }
}
