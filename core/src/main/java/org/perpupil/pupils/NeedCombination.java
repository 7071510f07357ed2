package org.perpupil.pupils;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSortedSet;
import com.google.common.collect.Sets;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Pupils by more than one need, each counted once. Made by {@link PupilGroup#anyOf}, {@link PupilGroup#allOf} and
 * {@link PupilGroup#butNot}.
 *
 * @param match whether a pupil has any or all of the needs
 * @param needs in order of name
 * @param without needs that the pupils do not have, in order of name
 */
public record NeedCombination(Match match, Set<NeedCategory> needs, Set<NeedCategory> without) implements PupilGroup {

    /** How many of the needs a pupil of the group has. */
    public enum Match {
        ANY,
        ALL
    }

    public NeedCombination {
        requireNonNull(match, "match");
        needs = ImmutableSortedSet.copyOf(needs);
        without = ImmutableSortedSet.copyOf(without);
        if (needs.isEmpty()) {
            throw new IllegalArgumentException("a combination names at least one need");
        }
        if (needs.size() == 1) {
            if (without.isEmpty()) {
                throw new IllegalArgumentException("one need alone is no combination; use " + needs);
            }
            match = Match.ANY; // any and all of one need are the same, and equal groups have one form
        }
        for (NeedCategory need : without) {
            if (needs.contains(need) || need.equals(NeedCategory.ALL_PUPILS)) {
                throw new IllegalArgumentException(need + " cannot be left out of a group of " + needs);
            }
        }
        if (needs.contains(NeedCategory.ALL_PUPILS) && needs.size() > 1) {
            throw new IllegalArgumentException("every pupil is in \"all pupils\"; it combines with no other need");
        }
    }

    static PupilGroup of(Match match, ImmutableSet<NeedCategory> needs, ImmutableSet<NeedCategory> without) {
        List<NeedCategory> listed = needs.asList();
        return listed.size() == 1 && without.isEmpty() ? listed.get(0) : new NeedCombination(match, needs, without);
    }

    @Override
    public PupilGroup butNot(NeedCategory... more) {
        return new NeedCombination(match, needs, Sets.union(without, ImmutableSet.copyOf(more)));
    }

    /** Returns a name such as {@code any of (English learner, foster, poverty) without (homeless)}. */
    @Override
    public String name() {
        String names = join(needs);
        if (needs.size() > 1) {
            names = (match == Match.ANY ? "any of (" : "all of (") + names + ")";
        }
        return without.isEmpty() ? names : names + " without (" + join(without) + ")";
    }

    private static String join(Set<NeedCategory> needs) {
        return needs.stream().map(NeedCategory::name).collect(Collectors.joining(", "));
    }

    @Override
    public String toString() {
        return name();
    }
}
