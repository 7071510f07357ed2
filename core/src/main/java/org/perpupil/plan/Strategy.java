package org.perpupil.plan;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.Map;

/**
 * A way to reach one goal: a new part of the curriculum, more staff, other uses of time, or what worked last year.
 *
 * @param id tells strategies of a plan apart
 * @param description what is done
 * @param actions its steps, in the order given
 */
public record Strategy(String id, String description, List<Action> actions) {

    public Strategy {
        Text.id(id, "a strategy");
        Text.said(description, "strategy " + id + " says what is done");
        actions = ImmutableList.copyOf(actions);
    }

    /** Returns a strategy without steps. */
    public static Strategy of(String id, String description) {
        return new Strategy(id, description, List.of());
    }

    /** Returns the strategy with more steps. */
    public Strategy acting(Action... more) {
        return withActions(
                ImmutableList.<Action>builder().addAll(actions).add(more).build());
    }

    Strategy withActions(List<Action> all) {
        return new Strategy(id, description, all);
    }

    Map<String, String> facts() {
        return Map.of("description", description);
    }

    @Override
    public String toString() {
        return description + " (" + id + ")";
    }
}
