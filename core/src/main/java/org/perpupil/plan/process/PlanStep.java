package org.perpupil.plan.process;

import static java.util.Objects.requireNonNull;

import java.time.LocalDate;

/**
 * Something that happened to a plan.
 *
 * @param kind what happened
 * @param version to which version, from 1
 * @param day when
 * @param who the person who did it, or the committee that voted
 * @param note what was noted; empty if nothing was
 */
public record PlanStep(Kind kind, int version, LocalDate day, String who, String note) {

    /** What can happen to a plan. */
    public enum Kind {
        STARTED,
        REVISED,
        SHARED,
        /** A committee voted for the version. */
        COMMITTEE_APPROVED,
        /** A committee voted against the version. */
        COMMITTEE_REJECTED,
        /** All approvals were there, and the version was declared approved. */
        APPROVED,
        /** The version was declared final. */
        FINISHED
    }

    public PlanStep {
        requireNonNull(kind, "kind");
        if (version < 1) {
            throw new IllegalArgumentException("there is no version %s; versions begin with 1".formatted(version));
        }
        requireNonNull(day, "day");
        Text.said(who, "a step says who took it");
        requireNonNull(note, "note");
    }

    /** Returns the status of the plan after the step. */
    public PlanStatus after() {
        return switch (kind) {
            case STARTED, REVISED -> PlanStatus.DRAFT;
            case SHARED, COMMITTEE_APPROVED, COMMITTEE_REJECTED -> PlanStatus.SHARED;
            case APPROVED -> PlanStatus.APPROVED;
            case FINISHED -> PlanStatus.FINAL;
        };
    }

    /** Returns such as {@code 2027-04-12 version 2 shared by Ana Ruiz}. */
    @Override
    public String toString() {
        String what = switch (kind) {
            case COMMITTEE_APPROVED -> "approved";
            case COMMITTEE_REJECTED -> "rejected";
            case APPROVED -> "declared approved";
            case FINISHED -> "declared final";
            default -> Text.words(kind);
        };
        return "%s version %s %s by %s".formatted(day, version, what, who) + (note.isEmpty() ? "" : ": " + note);
    }
}
