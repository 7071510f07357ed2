package org.perpupil.plan.process;

import static java.util.Objects.requireNonNull;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What somebody said in a meeting about the plan. */
public final class Input {
    private final String from;
    private final String words;
    private final @Nullable String goal;

    private Input(String from, String words, @Nullable String goal) {
        this.from = Text.said(from, "input says whom it is from");
        this.words = Text.said(words, "input from %s says something".formatted(from));
        this.goal = goal;
    }

    /**
     * Returns what somebody said.
     *
     * @param from a person or a group, such as parents who answered a survey; need not be a member of the committee
     */
    public static Input of(String from, String words) {
        return new Input(from, words, null);
    }

    /** Returns the input with the goal of the plan that it is about, by id. */
    public Input about(String goalId) {
        return new Input(from, words, requireNonNull(goalId, "goalId"));
    }

    /** Returns whom it is from. */
    public String from() {
        return from;
    }

    public String words() {
        return words;
    }

    /** Returns the id of the goal it is about; empty if it is about the plan as a whole. */
    public Optional<String> goal() {
        return Optional.ofNullable(goal);
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof Input other
                && from.equals(other.from)
                && words.equals(other.words)
                && Objects.equals(goal, other.goal);
    }

    @Override
    public int hashCode() {
        return Objects.hash(from, words, goal);
    }

    @Override
    public String toString() {
        return goal().map(id -> "%s on goal %s: %s".formatted(from, id, words))
                .orElseGet(() -> "%s: %s".formatted(from, words));
    }
}
