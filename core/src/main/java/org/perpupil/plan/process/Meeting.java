package org.perpupil.plan.process;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;

/**
 * A meeting of a committee.
 *
 * <pre>{@code
 * Meeting.on(LocalDate.of(2026, 10, 14)).discussing("Results of last year").attendedBy("Ana Ruiz", "Ben Cole")
 *         .hearing(Input.of("Ana Ruiz", "Tutoring after school reaches few of our bus riders").about("math"))
 * }</pre>
 *
 * @param day when
 * @param agenda what was discussed, in order
 * @param present names of the members who were there
 * @param inputs what was said about the plan, in order
 */
public record Meeting(LocalDate day, List<String> agenda, Set<String> present, List<Input> inputs) {

    public Meeting {
        requireNonNull(day, "day");
        agenda = ImmutableList.copyOf(agenda);
        present = ImmutableSet.copyOf(present);
        inputs = ImmutableList.copyOf(inputs);
    }

    /** Returns a meeting of which nothing is known but its day. */
    public static Meeting on(LocalDate day) {
        return new Meeting(day, ImmutableList.of(), ImmutableSet.of(), ImmutableList.of());
    }

    /** Returns the meeting with more items on its agenda. */
    public Meeting discussing(String... items) {
        return new Meeting(
                day, ImmutableList.<String>builder().addAll(agenda).add(items).build(), present, inputs);
    }

    /** Returns the meeting with more members who were there, by name. */
    public Meeting attendedBy(String... names) {
        return new Meeting(
                day,
                agenda,
                ImmutableSet.<String>builder().addAll(present).add(names).build(),
                inputs);
    }

    /** Returns the meeting with more that was said. */
    public Meeting hearing(Input... more) {
        return new Meeting(
                day,
                agenda,
                present,
                ImmutableList.<Input>builder().addAll(inputs).add(more).build());
    }

    @Override
    public String toString() {
        return "meeting of %s, %s present".formatted(day, present.size());
    }
}
