package org.perpupil.plan;

/** Whether a cost comes back. */
public enum Recurrence {
    ONE_TIME,
    /** It binds later years too. */
    RECURRING
}
