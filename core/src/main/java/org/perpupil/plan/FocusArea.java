package org.perpupil.plan;

/**
 * What a plan turns its attention to. The set is open: a school adds its own, by name.
 *
 * @param name such as mathematics or attendance
 * @param academic whether it is a subject that is taught
 */
public record FocusArea(String name, boolean academic) implements Comparable<FocusArea> {
    public static final FocusArea LANGUAGE_ARTS = academic("language arts");
    public static final FocusArea MATHEMATICS = academic("mathematics");
    public static final FocusArea SCIENCE = academic("science");
    public static final FocusArea ENGLISH_LANGUAGE_DEVELOPMENT = academic("English language development");
    public static final FocusArea ATTENDANCE = other("attendance");
    public static final FocusArea SCHOOL_CLIMATE = other("school climate");
    public static final FocusArea FAMILY_ENGAGEMENT = other("family engagement");
    public static final FocusArea COLLEGE_AND_CAREER = other("college and career");

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
