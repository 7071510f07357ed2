package org.perpupil.io.release;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.perpupil.pupils.NeedCategory;
import org.perpupil.pupils.NeedCombination;
import org.perpupil.pupils.PupilGroup;

/**
 * What follows for pupils of one place from the counts of groups: a group less a group inside it is a group as well, printed or not.
 *
 * <p>Combinations are sets of the kinds of pupils that some needs make, so that a difference of two is known again when it is met a second
 * time: any of (a, b) less a is b less both. A need that no combination names is only a part of all pupils.
 */
final class GroupSets {
    /** 8 needs make 256 kinds of pupils. */
    private static final int MOST_NEEDS = 8;

    /**
     * A difference of two groups.
     *
     * @param outer which group
     * @param inner which group lies inside it
     * @param rest what is left; a number above those of the given groups if it is none of them
     */
    record Difference(int outer, int inner, int rest) {}

    /**
     * A group in which every pupil is in one of some others, so that it is no more than their sum.
     *
     * @param union which group
     * @param of the others
     */
    record Union(int union, List<Integer> of) {}

    private final List<BitSet> sets = new ArrayList<>();
    private final Map<BitSet, Integer> numbers = new LinkedHashMap<>();
    private final List<Difference> differences = new ArrayList<>();
    private final List<Union> unions = new ArrayList<>();

    static void check(Collection<PupilGroup> groups) {
        int needs = needsOfCombinations(groups).size();
        if (needs > MOST_NEEDS) {
            throw new IllegalArgumentException(
                    "combinations name %s needs, more than the %s that can be followed".formatted(needs, MOST_NEEDS));
        }
    }

    /**
     * Works out what follows.
     *
     * @param groups those that are counted in the place; all pupils may be among them
     * @param all the groups of the dimension, among them all that are counted here
     */
    GroupSets(List<PupilGroup> groups, Collection<PupilGroup> all) {
        List<NeedCategory> needs = List.copyOf(needsOfCombinations(all));
        for (PupilGroup group : groups) {
            sets.add(kinds(group, needs));
        }
        int whole = groups.indexOf(NeedCategory.ALL_PUPILS);
        List<Integer> given = new ArrayList<>();
        for (int i = 0; i < groups.size(); i++) {
            if (!sets.get(i).isEmpty()) {
                Integer same = numbers.putIfAbsent(sets.get(i), i);
                if (same == null) {
                    given.add(i);
                } else {
                    unions.add(new Union(i, ImmutableList.of(same)));
                    unions.add(new Union(same, ImmutableList.of(i)));
                }
            } else if (whole >= 0) {
                differences.add(new Difference(whole, i, sets.size()));
                sets.add(new BitSet());
            }
        }
        List<Integer> rests = subtract(given, given);
        subtract(given, rests);
        subtract(rests, given);
        subtract(rests, rests);
        for (int i : given) {
            if (groups.get(i) instanceof NeedCombination union
                    && union.match() == NeedCombination.Match.ANY
                    && union.without().isEmpty()
                    && union.needs().size() > 2
                    && groups.containsAll(union.needs())) {
                unions.add(new Union(
                        i, union.needs().stream().<Integer>map(groups::indexOf).toList()));
            }
        }
    }

    private List<Integer> subtract(List<Integer> from, List<Integer> what) {
        List<Integer> rests = new ArrayList<>();
        for (int outer : List.copyOf(from)) {
            for (int inner : List.copyOf(what)) {
                BitSet rest = (BitSet) sets.get(outer).clone();
                rest.andNot(sets.get(inner));
                boolean isInside = sets.get(outer).cardinality()
                        == rest.cardinality() + sets.get(inner).cardinality();
                if (outer != inner && isInside && !rest.isEmpty()) {
                    Integer known = numbers.putIfAbsent(rest, sets.size());
                    if (known == null) {
                        rests.add(sets.size());
                        sets.add(rest);
                    }
                    differences.add(new Difference(outer, inner, known == null ? sets.size() - 1 : known));
                }
            }
        }
        return rests;
    }

    List<Difference> differences() {
        return differences;
    }

    List<Union> unions() {
        return unions;
    }

    private static Set<NeedCategory> needsOfCombinations(Collection<PupilGroup> groups) {
        Set<NeedCategory> needs = new TreeSet<>();
        for (PupilGroup group : groups) {
            if (group instanceof NeedCombination combination) {
                needs.addAll(combination.needs());
                needs.addAll(combination.without());
            }
        }
        needs.remove(NeedCategory.ALL_PUPILS);
        return needs;
    }

    private static BitSet all(List<NeedCategory> needs) {
        BitSet all = new BitSet();
        all.set(0, 1 << needs.size());
        return all;
    }

    /** The kinds of pupils in a group; empty for a need that no combination names. */
    private static BitSet kinds(PupilGroup group, List<NeedCategory> needs) {
        if (group instanceof NeedCategory need) {
            return having(need, needs);
        }
        NeedCombination combination = (NeedCombination) group;
        boolean any = combination.match() == NeedCombination.Match.ANY;
        BitSet kinds = any ? new BitSet() : all(needs);
        for (NeedCategory need : combination.needs()) {
            if (any) {
                kinds.or(having(need, needs));
            } else {
                kinds.and(having(need, needs));
            }
        }
        combination.without().forEach(need -> kinds.andNot(having(need, needs)));
        return kinds;
    }

    private static BitSet having(NeedCategory need, List<NeedCategory> needs) {
        if (need.equals(NeedCategory.ALL_PUPILS)) {
            return all(needs);
        }
        BitSet kinds = new BitSet();
        int bit = needs.indexOf(need);
        for (int kind = 0; bit >= 0 && kind < 1 << needs.size(); kind++) {
            if ((kind >> bit & 1) == 1) {
                kinds.set(kind);
            }
        }
        return kinds;
    }
}
