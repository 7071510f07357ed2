package org.perpupil.budget;

/** Who decides what a line of a budget is spent on. */
public enum Held {
    /** The school decides, within the restriction of the source. */
    FREE,
    /** The school gets it for a stated use, as with a grant. */
    SET,
    /** It counts in the school's total, and the school has no say. */
    LOCKED
}
