package org.perpupil.io.release;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.ImmutableSortedSet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.perpupil.pupils.Grade;
import org.perpupil.pupils.GradeSpan;
import org.perpupil.pupils.NeedCategory;
import org.perpupil.pupils.PupilGroup;

/**
 * What the counts of a table are told apart by, and how its labels hang together: parts add up to a total; groups lie within all pupils
 * and overlap.
 *
 * <p>The label of the total says that a count is not told apart by the dimension. So a count of Adams in all grades in a table by school
 * and span is the count of Adams in a table by school.
 */
public final class Dimension {
    private final String name;
    private final String total;

    /** Labels that hold others, and the smallest parts that they are made of; every other label is a smallest part itself. */
    private final ImmutableSortedMap<String, ImmutableSortedSet<String>> parts;

    /** The groups by label, if labels are groups; empty if they are parts. */
    private final ImmutableSortedMap<String, PupilGroup> groups;

    private final boolean adds;

    private Dimension(
            String name,
            String total,
            Map<String, ImmutableSortedSet<String>> parts,
            Map<String, PupilGroup> groups,
            boolean adds) {
        if (name.isBlank() || requireNonNull(total, "total").isBlank()) {
            throw new IllegalArgumentException("a dimension has a name, and its total has a label");
        }
        this.name = name;
        this.total = total;
        this.parts = ImmutableSortedMap.copyOf(parts);
        this.groups = ImmutableSortedMap.copyOf(groups);
        this.adds = adds;
    }

    /**
     * Returns a dimension whose labels are parts without a pupil in common, such as schools.
     *
     * @param name such as {@code school}; the same in all tables of a release
     * @param total the label of all parts together, such as {@code all schools}
     */
    public static Dimension adding(String name, String total) {
        return new Dimension(name, total, Map.of(), Map.of(), true);
    }

    /**
     * Returns a dimension of spans of grades; a wider span is the sum of those inside it. Labels are the texts of the spans.
     *
     * @param total the label of all grades
     */
    public static Dimension spans(String name, String total, Collection<GradeSpan> spans) {
        Map<String, ImmutableSortedSet<String>> grades = new LinkedHashMap<>();
        spans.forEach(span -> grades.put(
                span.toString(),
                span.grades().stream()
                        .map(Grade::code)
                        .collect(ImmutableSortedSet.toImmutableSortedSet(String::compareTo))));
        return new Dimension(name, total, grades, Map.of(), true);
    }

    /**
     * Returns a dimension of groups of pupils, which overlap: labels are their {@linkplain PupilGroup#name() names}, and
     * {@code all pupils} stands for every pupil. What follows from two groups (those outside a group, the common pupils of two needs whose
     * unduplicated count is known) counts as published with them.
     *
     * @throws IllegalArgumentException if combinations among them name more than 8 needs
     */
    public static Dimension groups(String name, Collection<? extends PupilGroup> groups) {
        Map<String, PupilGroup> byLabel = new LinkedHashMap<>();
        groups.forEach(group -> byLabel.put(group.name(), group));
        byLabel.remove(NeedCategory.ALL_PUPILS.name());
        GroupSets.check(byLabel.values());
        return new Dimension(name, NeedCategory.ALL_PUPILS.name(), Map.of(), byLabel, false);
    }

    /**
     * Returns the same with a label that stands for some of the parts together, such as the schools of a region.
     *
     * @throws IllegalArgumentException if labels are groups, or the label stands for something else already
     */
    public Dimension subtotal(String label, Collection<String> of) {
        if (!adds) {
            throw new IllegalArgumentException("the groups of \"%s\" overlap, and do not add up".formatted(name));
        }
        Map<String, ImmutableSortedSet<String>> more = new TreeMap<>(parts);
        ImmutableSortedSet<String> smallest = ImmutableSortedSet.copyOf(of);
        ImmutableSortedSet<String> earlier = more.putIfAbsent(requireNonNull(label, "label"), smallest);
        if (label.equals(total) || (earlier != null && !earlier.equals(smallest))) {
            throw new IllegalArgumentException("\"%s\" of \"%s\" stands for %s and for %s"
                    .formatted(label, name, earlier == null ? "all" : earlier, smallest));
        }
        return new Dimension(name, total, more, groups, true);
    }

    public String name() {
        return name;
    }

    /** Returns the label of all parts together, or of all pupils. */
    public String total() {
        return total;
    }

    boolean adds() {
        return adds;
    }

    ImmutableMap<String, PupilGroup> groups() {
        return groups;
    }

    Set<String> parts(String label) {
        ImmutableSortedSet<String> of = parts.get(label);
        return of == null ? ImmutableSet.of(label) : of;
    }

    /** Tells whether a label may be made of others. */
    boolean isMade(String label) {
        return label.equals(total) || parts.containsKey(label);
    }

    /** Tells whether all parts of one label are parts of another; of two labels for the same parts the first by name is inside. */
    boolean isInside(String label, String other) {
        if (label.equals(other) || label.equals(total)) {
            return false;
        }
        if (other.equals(total)) {
            return true;
        }
        Set<String> inner = parts(label);
        Set<String> outer = parts(other);
        return outer.containsAll(inner) && (inner.size() < outer.size() || label.compareTo(other) < 0);
    }

    /**
     * Returns the ways in which a label is made of labels that a table has: of the smallest, and of the largest. Each way has labels without
     * a common part; they may leave a rest.
     */
    Set<List<String>> waysToMake(String label, Collection<String> present) {
        List<String> inside = present.stream()
                .filter(other -> isInside(other, label))
                .sorted()
                .toList();
        List<String> made = inside.stream().filter(this::isMade).toList();
        List<String> smallest = inside.stream()
                .filter(one -> !isMade(one) || inside.stream().noneMatch(other -> isInside(other, one)))
                .toList();
        List<String> largest = inside.stream()
                .filter(one -> made.stream().noneMatch(other -> isInside(one, other)))
                .toList();
        Set<List<String>> ways = new LinkedHashSet<>();
        addDisjoint(smallest, ways);
        addDisjoint(largest, ways);
        return ways;
    }

    private void addDisjoint(List<String> labels, Set<List<String>> ways) {
        List<String> left = labels;
        while (!left.isEmpty()) {
            List<String> way = new ArrayList<>();
            List<String> others = new ArrayList<>();
            Set<String> taken = new HashSet<>();
            for (String label : left) {
                if (Collections.disjoint(taken, parts(label))) {
                    taken.addAll(parts(label));
                    way.add(label);
                } else {
                    others.add(label);
                }
            }
            ways.add(way);
            left = others;
        }
    }

    /** Returns the labels that stand for some of the smallest parts. */
    List<String> subtotals() {
        return parts.entrySet().stream()
                .filter(label -> label.getValue().stream().noneMatch(parts::containsKey))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Returns this dimension with what another table says of it. */
    Dimension and(Dimension other) {
        if (!name.equals(other.name) || !total.equals(other.total) || adds != other.adds) {
            throw new IllegalArgumentException(
                    "\"%s\" is a dimension of two tables, and not the same in both".formatted(name));
        }
        Dimension both = this;
        for (Map.Entry<String, ImmutableSortedSet<String>> entry : other.parts.entrySet()) {
            both = both.subtotal(entry.getKey(), entry.getValue());
        }
        Map<String, PupilGroup> all = new TreeMap<>(groups);
        all.putAll(other.groups);
        GroupSets.check(all.values());
        return new Dimension(name, total, both.parts, all, adds);
    }

    @Override
    public String toString() {
        return name;
    }
}
