package org.perpupil.plan.process;

import static java.util.Objects.requireNonNull;

import java.time.LocalDate;

/**
 * What a committee decided about one version of a plan, for or against it.
 *
 * <pre>{@code
 * Approval.approved("school site council", 2, LocalDate.of(2027, 5, 4), Votes.inFavor(8).against(1).abstaining(1))
 * }</pre>
 *
 * @param committee the name of the committee
 * @param version the number of the version it decided about; it says nothing about any other
 * @param day when it decided
 * @param votes approving takes more votes for than against; where bylaws ask for more, a committee may reject what has a majority
 * @param decision what it decided
 * @param note why, or on what condition; empty if nothing was noted
 */
public record Approval(String committee, int version, LocalDate day, Votes votes, Decision decision, String note) {

    /** What a committee decided. */
    public enum Decision {
        APPROVED,
        REJECTED
    }

    public Approval {
        Text.said(committee, "an approval names its committee");
        if (version < 1) {
            throw new IllegalArgumentException(
                    "the %s cannot decide about version %s; versions begin with 1".formatted(committee, version));
        }
        requireNonNull(day, "day");
        requireNonNull(votes, "votes");
        requireNonNull(decision, "decision");
        requireNonNull(note, "note");
        if (decision == Decision.APPROVED && votes.inFavor() <= votes.against()) {
            throw new IllegalArgumentException(
                    "the %s cannot have approved version %s with %s; it takes more votes for than against"
                            .formatted(committee, version, votes));
        }
    }

    /** Returns that a committee approved a version. */
    public static Approval approved(String committee, int version, LocalDate day, Votes votes) {
        return new Approval(committee, version, day, votes, Decision.APPROVED, "");
    }

    /** Returns that a committee approved a version. */
    public static Approval approved(Committee committee, int version, LocalDate day, Votes votes) {
        return approved(committee.name(), version, day, votes);
    }

    /** Returns that a committee rejected a version, and why. */
    public static Approval rejected(Committee committee, int version, LocalDate day, Votes votes, String reason) {
        return rejected(committee.name(), version, day, votes, reason);
    }

    /** Returns that a committee rejected a version, and why. */
    public static Approval rejected(String committee, int version, LocalDate day, Votes votes, String reason) {
        return new Approval(committee, version, day, votes, Decision.REJECTED, reason);
    }

    /** Returns the approval with a note in place of the one it has. */
    public Approval noting(String words) {
        return new Approval(committee, version, day, votes, decision, words);
    }

    /** Tells whether the committee approved the version. */
    public boolean isApproved() {
        return decision == Decision.APPROVED;
    }

    /** Returns such as {@code school site council approved version 2 on 2027-05-04: 8 for, 1 against, 1 abstaining}. */
    @Override
    public String toString() {
        return "%s %s version %s on %s: %s".formatted(committee, Text.words(decision), version, day, votes);
    }
}
