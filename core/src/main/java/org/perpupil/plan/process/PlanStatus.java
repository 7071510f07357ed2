package org.perpupil.plan.process;

/** How far the current version of a plan has come. */
public enum PlanStatus {
    /** It is being written. */
    DRAFT,
    /** Committees read it and vote. */
    SHARED,
    /** Every committee that must approve it has. */
    APPROVED,
    /** It holds, until it is revised. */
    FINAL
}
