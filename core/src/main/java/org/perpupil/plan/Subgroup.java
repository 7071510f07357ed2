package org.perpupil.plan;

import org.perpupil.pupils.GradeSpan;
import org.perpupil.pupils.NeedCategory;
import org.perpupil.pupils.PupilGroup;

/**
 * The pupils that a metric is taken over.
 *
 * @param name who they are; tells subgroups apart
 */
public record Subgroup(String name) implements Comparable<Subgroup> {
    /** Every pupil of the school. */
    public static final Subgroup ALL_PUPILS = new Subgroup(NeedCategory.ALL_PUPILS.name());

    public Subgroup {
        Text.said(name, "a subgroup says who its pupils are");
    }

    /** Returns pupils that are told in words, such as {@code girls in grade 8}. */
    public static Subgroup of(String name) {
        return new Subgroup(name);
    }

    /** Returns pupils with a need. */
    public static Subgroup of(PupilGroup group) {
        return new Subgroup(group.name());
    }

    /** Returns pupils with a need in some grades. */
    public static Subgroup of(PupilGroup group, GradeSpan grades) {
        return new Subgroup(group.name() + ", " + grades);
    }

    @Override
    public int compareTo(Subgroup other) {
        return name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return name;
    }
}
