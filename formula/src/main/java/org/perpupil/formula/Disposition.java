package org.perpupil.formula;

import org.perpupil.budget.Held;

/** What a district decides about a revenue source. */
public enum Disposition {
    /** Not distributed by the formula: it stays central, or is given to named schools without their discretion. */
    LOCKED(Held.LOCKED),
    /** Goes through the formula, less a central share. */
    UNLOCKED(Held.FREE),
    /** Awarded to named schools; passes through untouched. */
    SCHOOL_GRANT(Held.SET);

    private final Held held;

    Disposition(Held held) {
        this.held = held;
    }

    /** Returns who decides on the use of what the source pays, unless a line says otherwise. */
    public Held held() {
        return held;
    }
}
