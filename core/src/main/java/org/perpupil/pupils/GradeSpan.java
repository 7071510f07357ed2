package org.perpupil.pupils;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.Sets;
import java.util.EnumSet;
import java.util.Set;

/**
 * A contiguous range of grades under a name, such as elementary, K to 5; the district decides which.
 *
 * @param name what the span is called in tables
 * @param first the lowest grade
 * @param last the highest grade, not below the first
 */
public record GradeSpan(String name, Grade first, Grade last) {
    /** Every grade and ungraded pupils: the span of a count that is known for a whole school only. */
    public static final GradeSpan ALL_GRADES = new GradeSpan("all grades", Grade.PRE_KINDERGARTEN, Grade.UNGRADED);

    public GradeSpan {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a span has a name");
        }
        requireNonNull(first, "first");
        if (first.compareTo(requireNonNull(last, "last")) > 0) {
            throw new IllegalArgumentException(
                    "span %s runs from %s down to %s".formatted(name, first.code(), last.code()));
        }
        if (last == Grade.UNGRADED && first != Grade.UNGRADED && first != Grade.PRE_KINDERGARTEN) {
            throw new IllegalArgumentException(
                    "span %s runs from %s to ungraded pupils, who follow no grade; give them a span of their own"
                            .formatted(name, first.code()));
        }
    }

    /**
     * Returns a named span, with grades as {@link Grade#parse} reads them.
     *
     * @throws IllegalArgumentException if a code is no grade, or the last is below the first
     */
    public static GradeSpan of(String name, String first, String last) {
        return new GradeSpan(name, Grade.parse(first), Grade.parse(last));
    }

    /** Returns the span of one grade, named by its code. */
    public static GradeSpan of(Grade grade) {
        return new GradeSpan(grade.code(), grade, grade);
    }

    public Set<Grade> grades() {
        return Sets.immutableEnumSet(EnumSet.range(first, last));
    }

    /** Tells whether the two have a grade in common. */
    public boolean overlaps(GradeSpan other) {
        return first.compareTo(other.last) <= 0 && other.first.compareTo(last) <= 0;
    }

    /** Tells whether every grade of the other is in this one. */
    public boolean contains(GradeSpan other) {
        return first.compareTo(other.first) <= 0 && other.last.compareTo(last) <= 0;
    }

    /** Returns the name and the grades, such as {@code elementary (K–5)}. */
    @Override
    public String toString() {
        if (equals(ALL_GRADES)) {
            return name;
        }
        String range = first == last ? first.code() : first.code() + "–" + last.code();
        return range.equals(name) ? name : name + " (" + range + ")";
    }
}
