package org.perpupil.formula.internal;

/**
 * The answer to a condition.
 *
 * @param status yes, no, unknown for want of a fact, or later if lines must be computed first
 * @param text what was found, with its numbers, for people; where the answer is unknown, why
 */
record Answer(Status status, String text) {
    enum Status {
        YES,
        NO,
        UNKNOWN,
        LATER
    }

    static Answer of(boolean yes, String text) {
        return new Answer(yes ? Status.YES : Status.NO, text);
    }

    boolean isYes() {
        return status == Status.YES;
    }
}
