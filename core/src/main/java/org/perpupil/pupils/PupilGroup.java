package org.perpupil.pupils;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.util.Arrays;
import java.util.List;

/** Pupils that are counted together: those of one need, or of a combination of needs, each pupil once. */
public sealed interface PupilGroup permits NeedCategory, NeedCombination {

    /** Returns what the group is called in tables; no two groups share a name. */
    String name();

    /** Pupils with at least one of the needs, each once: the unduplicated count. */
    static PupilGroup anyOf(NeedCategory... needs) {
        return NeedCombination.of(NeedCombination.Match.ANY, ImmutableSet.copyOf(needs), ImmutableSet.of());
    }

    /** Pupils with all of the needs. */
    static PupilGroup allOf(NeedCategory... needs) {
        return NeedCombination.of(NeedCombination.Match.ALL, ImmutableSet.copyOf(needs), ImmutableSet.of());
    }

    /**
     * Returns a group for each of the needs, such that each pupil is in the first of them that the pupil has: for rules that pay the
     * highest weight only.
     *
     * @param fromHighest the needs, the one with the highest weight first
     * @throws IllegalArgumentException if a need stands twice, or below all pupils, of whom no one is left
     */
    static List<PupilGroup> firstOf(NeedCategory... fromHighest) {
        ImmutableList.Builder<PupilGroup> groups = ImmutableList.builder();
        for (int i = 0; i < fromHighest.length; i++) {
            NeedCategory[] higher = Arrays.copyOf(fromHighest, i);
            groups.add(i == 0 ? fromHighest[i] : fromHighest[i].butNot(higher));
        }
        return groups.build();
    }

    /** The pupils of this group that have none of the given needs. */
    PupilGroup butNot(NeedCategory... needs);
}
