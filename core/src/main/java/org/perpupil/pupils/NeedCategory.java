package org.perpupil.pupils;

import com.google.common.collect.ImmutableSet;

/**
 * A need that a district recognises. The set is open: a district adds its own, by name.
 *
 * @param name what the need is called in tables, in the singular and without brackets or commas
 */
public record NeedCategory(String name) implements PupilGroup, Comparable<NeedCategory> {
    /** The foundation category: every pupil, once. */
    public static final NeedCategory ALL_PUPILS = new NeedCategory("all pupils");
    /** Eligible for free or reduced-price meals, or as the district measures poverty. */
    public static final NeedCategory POVERTY = new NeedCategory("poverty");

    public static final NeedCategory ENGLISH_LEARNER = new NeedCategory("English learner");
    public static final NeedCategory SPECIAL_EDUCATION = new NeedCategory("special education");
    public static final NeedCategory FOSTER = new NeedCategory("foster");
    public static final NeedCategory HOMELESS = new NeedCategory("homeless");
    public static final NeedCategory MIGRANT = new NeedCategory("migrant");
    public static final NeedCategory GIFTED = new NeedCategory("gifted");
    public static final NeedCategory MOBILITY = new NeedCategory("mobility");
    public static final NeedCategory INTERRUPTED_SCHOOLING = new NeedCategory("interrupted schooling");
    public static final NeedCategory LOW_ATTENDANCE = new NeedCategory("low attendance");

    public NeedCategory {
        if (name.isBlank() || name.indexOf('(') >= 0 || name.indexOf(')') >= 0 || name.indexOf(',') >= 0) {
            throw new IllegalArgumentException(
                    "\"%s\" cannot name a need; a name has letters, and no brackets or commas".formatted(name));
        }
    }

    @Override
    public PupilGroup butNot(NeedCategory... needs) {
        return NeedCombination.of(NeedCombination.Match.ANY, ImmutableSet.of(this), ImmutableSet.copyOf(needs));
    }

    @Override
    public int compareTo(NeedCategory other) {
        return name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return name;
    }
}
