package org.perpupil.io.report;

import static org.perpupil.io.report.Defined.joined;
import static org.perpupil.io.report.Defined.quoted;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.perpupil.pupils.CountBasis;
import org.perpupil.pupils.GradeSpan;
import org.perpupil.pupils.NeedCategory;
import org.perpupil.pupils.NeedCombination;
import org.perpupil.pupils.PupilGroup;

/** The words for pupils that are counted. */
final class PupilWords {
    private PupilWords() {}

    /** Pupils of a group, such as {@code pupils counted as poverty}. */
    static String pupils(PupilGroup group) {
        return group.equals(NeedCategory.ALL_PUPILS) ? "pupils" : "pupils counted as " + need(group);
    }

    static String pupil(PupilGroup group) {
        return group.equals(NeedCategory.ALL_PUPILS) ? "pupil" : "pupil counted as " + need(group);
    }

    /** What pupils of a group are counted as. */
    static String need(PupilGroup group) {
        if (!(group instanceof NeedCombination combination)) {
            return Defined.name(group.name());
        }
        List<String> needs = names(combination.needs());
        boolean any = combination.match() == NeedCombination.Match.ANY;
        String of = any
                ? joined(needs, "or") + (needs.size() > 1 ? " (each pupil once)" : "")
                : (needs.size() == 2 ? "both " : "all of ") + joined(needs, "and");
        return combination.without().isEmpty() ? of : of + " but not as " + joined(names(combination.without()), "or");
    }

    private static List<String> names(Set<NeedCategory> needs) {
        return needs.stream().map(need -> Defined.name(need.name())).toList();
    }

    static String basis(Optional<CountBasis> basis) {
        return basis.map(counted -> " (by the count " + quoted(counted.name()) + ")")
                .orElse("");
    }

    /** A span by its name and grades, such as {@code middle (6–8)}; one without a name of its own is {@code grade 6}. */
    static String span(GradeSpan span) {
        String words = Defined.name(span.toString());
        if (!span.name().equals(span.toString()) || span.equals(GradeSpan.ALL_GRADES)) {
            return words;
        }
        return (span.first() == span.last() ? "grade " : "grades ") + words;
    }
}
