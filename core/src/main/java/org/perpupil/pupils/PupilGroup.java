package org.perpupil.pupils;

import com.google.common.collect.ImmutableSet;

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

    /** The pupils of this group that have none of the given needs. */
    PupilGroup butNot(NeedCategory... needs);
}
