package org.perpupil.plan;

/**
 * What a plan turns its attention to.
 *
 * @param name such as mathematics or attendance
 * @param academic whether it is a subject that is taught
 */
public record FocusArea(String name, boolean academic) implements Comparable<FocusArea> {

    public FocusArea {
        Text.said(name, "a focus area has a name");
    }

    public static FocusArea academic(String name) {
        return new FocusArea(name, true);
    }

    /** Returns an area that is not a subject, such as attendance or safety. */
    public static FocusArea other(String name) {
        return new FocusArea(name, false);
    }

    /** Returns the name, and what kind of area it is. */
    String words() {
        return academic ? name : name + " (not academic)";
    }

    /** Puts academic areas first. */
    @Override
    public int compareTo(FocusArea area) {
        return academic == area.academic ? name.compareTo(area.name) : academic ? -1 : 1;
    }

    @Override
    public String toString() {
        return name;
    }
}
