package org.perpupil.io.edfi;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Sets;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.perpupil.district.SchoolId;
import org.perpupil.pupils.Grade;
import org.perpupil.pupils.GradeSpan;

/**
 * A school of an Ed-Fi file; the file does not count its pupils.
 *
 * @param id the {@code SchoolId}
 * @param grades the grades it teaches, in order
 * @param otherGradeLevels grade levels that are none of our grades, such as {@code Postsecondary}, as the file has them
 * @param categories such as {@code Elementary School}
 * @param titleI its designation under Title I, Part A, such as {@code Title I Schoolwide School}
 * @param district the id of the local education agency it belongs to; empty if the file does not say, or refers to an element that it does not
 *     have
 */
public record EdFiSchool(
        SchoolId id,
        String name,
        Set<Grade> grades,
        List<String> otherGradeLevels,
        List<String> categories,
        Optional<String> titleI,
        Optional<String> district) {

    public EdFiSchool {
        requireNonNull(id, "id");
        requireNonNull(name, "name");
        grades = Sets.immutableEnumSet(grades);
        otherGradeLevels = ImmutableList.copyOf(otherGradeLevels);
        categories = ImmutableList.copyOf(categories);
        requireNonNull(titleI, "titleI");
        requireNonNull(district, "district");
    }

    /**
     * Returns the span from its lowest to its highest grade, under a name; empty if it has no grade, or grades between them are missing.
     * Beside the others, ungraded pupils belong to no span.
     */
    public Optional<GradeSpan> span(String spanName) {
        Set<Grade> graded = grades.size() == 1 ? grades : Sets.difference(grades, Set.of(Grade.UNGRADED));
        if (graded.isEmpty()) {
            return Optional.empty();
        }
        GradeSpan span = new GradeSpan(spanName, Collections.min(graded), Collections.max(graded));
        // Where a school has no transitional kindergarten, none is missing.
        Set<Grade> missing = Sets.difference(span.grades(), graded);
        return Sets.difference(missing, Set.of(Grade.TRANSITIONAL_KINDERGARTEN)).isEmpty()
                ? Optional.of(span)
                : Optional.empty();
    }

    /** Returns the name and the id. */
    @Override
    public String toString() {
        return "%s (%s)".formatted(name, id);
    }
}
