package org.perpupil.pupils;

import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.ImmutableSortedSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.perpupil.problem.Missing;

/**
 * Which needs one pupil has, and of which it is not known. The pupil has none of the others that were asked for.
 *
 * <pre>{@code
 * PupilNeeds poor = PupilNeeds.of(POVERTY).withUnknown(ENGLISH_LEARNER, Missing.NOT_GIVEN);
 * poor.isIn(anyOf(POVERTY, ENGLISH_LEARNER)); // true: whatever the other is
 * poor.isIn(ENGLISH_LEARNER);                 // empty: nobody can say
 * poor.isIn(FOSTER);                          // false
 * }</pre>
 */
public final class PupilNeeds {
    /** A pupil of whom it is known that there is no need. */
    public static final PupilNeeds NONE = of();

    private final ImmutableSortedSet<NeedCategory> needs;
    private final ImmutableSortedMap<NeedCategory, Missing> unknown;

    /** Pupils are looked up by their needs, one after the other. */
    private final int hash;

    private PupilNeeds(ImmutableSortedSet<NeedCategory> needs, ImmutableSortedMap<NeedCategory, Missing> unknown) {
        this.needs = needs;
        this.unknown = unknown;
        this.hash = Objects.hash(needs, unknown);
    }

    /** Returns a pupil of whom every need is known. */
    public static PupilNeeds of(NeedCategory... needs) {
        return of(List.of(needs), Map.of());
    }

    /**
     * Returns a pupil.
     *
     * @param needs those that the pupil has
     * @param unknown those of which it is not known, and why
     * @throws IllegalArgumentException if a need is in both, or one of them is all pupils
     */
    public static PupilNeeds of(Collection<NeedCategory> needs, Map<NeedCategory, Missing> unknown) {
        ImmutableSortedSet<NeedCategory> has = ImmutableSortedSet.copyOf(needs);
        ImmutableSortedMap<NeedCategory, Missing> open = ImmutableSortedMap.copyOf(unknown);
        for (NeedCategory need : has) {
            if (open.containsKey(need)) {
                throw new IllegalArgumentException("a pupil who has %s is known to have it".formatted(need));
            }
        }
        if (has.contains(NeedCategory.ALL_PUPILS) || open.containsKey(NeedCategory.ALL_PUPILS)) {
            throw new IllegalArgumentException("every pupil is in \"all pupils\", which is no need");
        }
        return new PupilNeeds(has, open);
    }

    /** Returns the needs that the pupil has, in order of name. */
    public Set<NeedCategory> needs() {
        return needs;
    }

    /** Returns why it is not known whether the pupil has a need, in order of need. */
    public Map<NeedCategory, Missing> unknown() {
        return unknown;
    }

    /**
     * Returns the same pupil, with one more need of which it is not known whether the pupil has it.
     *
     * @throws IllegalArgumentException if the pupil has it
     */
    public PupilNeeds withUnknown(NeedCategory need, Missing why) {
        Map<NeedCategory, Missing> more = new HashMap<>(unknown);
        more.put(need, why);
        return of(needs, more);
    }

    /** Tells whether the pupil is in a group; empty if that hangs on a need that is not known. */
    public Optional<Boolean> isIn(PupilGroup group) {
        if (group instanceof NeedCombination combination) {
            boolean any = combination.match() == NeedCombination.Match.ANY;
            Optional<Boolean> matches = any ? any(combination.needs()) : all(combination.needs());
            Optional<Boolean> isLeftOut = any(combination.without());
            if (matches.equals(Optional.of(false)) || isLeftOut.equals(Optional.of(true))) {
                return Optional.of(false);
            }
            return isLeftOut.isPresent() ? matches : Optional.empty();
        }
        return any(ImmutableSortedSet.of((NeedCategory) group));
    }

    private Optional<Boolean> any(Collection<NeedCategory> of) {
        if (of.stream().anyMatch(this::has)) {
            return Optional.of(true);
        }
        return of.stream().anyMatch(unknown::containsKey) ? Optional.empty() : Optional.of(false);
    }

    private Optional<Boolean> all(Collection<NeedCategory> of) {
        if (of.stream().anyMatch(need -> !has(need) && !unknown.containsKey(need))) {
            return Optional.of(false);
        }
        return of.stream().anyMatch(unknown::containsKey) ? Optional.empty() : Optional.of(true);
    }

    private boolean has(NeedCategory need) {
        return need.equals(NeedCategory.ALL_PUPILS) || needs.contains(need);
    }

    /**
     * Returns why it is not known whether the pupil is in a group; empty if it is known. Of several reasons the last in the order of {@link
     * Missing} is given.
     */
    public Optional<Missing> missing(PupilGroup group) {
        if (isIn(group).isPresent()) {
            return Optional.empty();
        }
        return needsOf(group)
                .flatMap(need -> Optional.ofNullable(unknown.get(need)).stream())
                .max(Comparator.naturalOrder());
    }

    private static Stream<NeedCategory> needsOf(PupilGroup group) {
        return group instanceof NeedCombination combination
                ? Stream.concat(combination.needs().stream(), combination.without().stream())
                : Stream.of((NeedCategory) group);
    }

    @Override
    public boolean equals(Object object) {
        return object == this
                || (object instanceof PupilNeeds other
                        && hash == other.hash
                        && needs.equals(other.needs)
                        && unknown.equals(other.unknown));
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public String toString() {
        return unknown.isEmpty() ? needs.toString() : "%s, not known: %s".formatted(needs, unknown);
    }
}
