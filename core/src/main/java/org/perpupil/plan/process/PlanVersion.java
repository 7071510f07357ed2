package org.perpupil.plan.process;

import static java.util.Objects.requireNonNull;

import java.time.LocalDate;
import org.perpupil.plan.SitePlan;

/**
 * A plan as it was written at one time.
 *
 * @param number from 1, without gaps
 * @param day when it was written
 * @param author who wrote it
 * @param note why it was written; empty if nothing was noted
 * @param plan what was written
 */
public record PlanVersion(int number, LocalDate day, String author, String note, SitePlan plan) {

    public PlanVersion {
        if (number < 1) {
            throw new IllegalArgumentException("there is no version %s; versions begin with 1".formatted(number));
        }
        requireNonNull(day, "day");
        Text.said(author, "version %s names its author".formatted(number));
        requireNonNull(note, "note");
        requireNonNull(plan, "plan");
    }

    @Override
    public String toString() {
        return "version %s of %s by %s".formatted(number, day, author) + (note.isEmpty() ? "" : ": " + note);
    }
}
