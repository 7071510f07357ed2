package org.perpupil.plan.process;

import static java.util.Objects.requireNonNull;

import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Something that is to be done by a day of the planning year. */
public final class Milestone {
    private final String id;
    private final Phase phase;
    private final String description;
    private final LocalDate due;
    private final @Nullable LocalDate done;

    private Milestone(String id, Phase phase, String description, LocalDate due, @Nullable LocalDate done) {
        this.id = Text.said(id, "a milestone has an id");
        this.phase = requireNonNull(phase, "phase");
        this.description = Text.said(description, "milestone " + id + " says what is to be done");
        this.due = requireNonNull(due, "due");
        this.done = done;
    }

    /**
     * Returns a milestone that is not done.
     *
     * @param id tells the milestones of a calendar apart
     * @param due the last day on which it is in time
     */
    public static Milestone of(String id, Phase phase, String description, LocalDate due) {
        return new Milestone(id, phase, description, due, null);
    }

    /** Returns the milestone with another last day. */
    public Milestone dueBy(LocalDate day) {
        return new Milestone(id, phase, description, day, done);
    }

    /** Returns the milestone with the day on which it was done. */
    public Milestone doneOn(LocalDate day) {
        return new Milestone(id, phase, description, due, requireNonNull(day, "day"));
    }

    public String id() {
        return id;
    }

    public Phase phase() {
        return phase;
    }

    public String description() {
        return description;
    }

    /** Returns the last day on which it is in time. */
    public LocalDate due() {
        return due;
    }

    /** Returns the day on which it was done; empty if it is not. */
    public Optional<LocalDate> done() {
        return Optional.ofNullable(done);
    }

    /** Tells whether it was done on a day or before. */
    public boolean isDoneBy(LocalDate day) {
        return done != null && !done.isAfter(day);
    }

    /** Tells whether on a day it was late: due before, and not done by then, though it may have been done later. */
    public boolean isOverdueOn(LocalDate day) {
        return due.isBefore(day) && !isDoneBy(day);
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof Milestone other
                && id.equals(other.id)
                && phase == other.phase
                && description.equals(other.description)
                && due.equals(other.due)
                && Objects.equals(done, other.done);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }

    @Override
    public String toString() {
        return "%s (%s, due %s)".formatted(description, id, due);
    }
}
