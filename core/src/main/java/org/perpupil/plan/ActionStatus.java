package org.perpupil.plan;

/** How far an action has come. */
public enum ActionStatus {
    PLANNED,
    UNDER_WAY,
    DONE,
    /** It will not be done; it is never overdue. */
    DROPPED
}
