package org.perpupil.io.report;

import static org.perpupil.io.report.Defined.joined;
import static org.perpupil.io.report.Defined.quoted;

import com.google.common.collect.ImmutableMap;
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
    /** What readers who know no tables call the pupils of the needs that every district knows. */
    private static final ImmutableMap<NeedCategory, String> PLAIN = ImmutableMap.<NeedCategory, String>builder()
            .put(NeedCategory.ALL_PUPILS, "all pupils")
            .put(NeedCategory.POVERTY, "pupils in poverty")
            .put(NeedCategory.ENGLISH_LEARNER, "English learners")
            .put(NeedCategory.SPECIAL_EDUCATION, "pupils in special education")
            .put(NeedCategory.FOSTER, "pupils in foster care")
            .put(NeedCategory.HOMELESS, "homeless pupils")
            .put(NeedCategory.MIGRANT, "migrant pupils")
            .put(NeedCategory.GIFTED, "gifted pupils")
            .put(NeedCategory.MOBILITY, "pupils who change schools")
            .put(NeedCategory.INTERRUPTED_SCHOOLING, "pupils with interrupted schooling")
            .put(NeedCategory.LOW_ATTENDANCE, "pupils with low attendance")
            .buildOrThrow();

    private PupilWords() {}

    /** Pupils of a group for readers, such as {@code pupils in poverty}; a need of the district's own keeps its name. */
    static String plain(PupilGroup group) {
        if (group instanceof NeedCombination combination
                && combination.without().isEmpty()) {
            List<String> needs =
                    combination.needs().stream().map(PupilWords::plain).toList();
            return combination.match() == NeedCombination.Match.ANY
                    ? joined(needs, "or") + (needs.size() > 1 ? " (each pupil once)" : "")
                    : "pupils who are " + (needs.size() == 2 ? "both " : "all of ") + joined(needs, "and");
        }
        return group instanceof NeedCategory need ? plain(need) : pupils(group);
    }

    /** So many pupils of a group, such as {@code pupil in poverty} after 1, and {@code pupils: gate} for a need of the district's own. */
    static String plain(PupilGroup group, boolean one) {
        if (group.equals(NeedCategory.ALL_PUPILS)) {
            return one ? "pupil" : "pupils";
        }
        String known = PLAIN.get(group);
        if (known == null) {
            return (one ? "pupil: " : "pupils: ") + need(group);
        }
        return one
                ? known.replace("pupils", "pupil")
                        .replace("learners", "learner")
                        .replace("who change", "who changes")
                : known;
    }

    private static String plain(NeedCategory need) {
        return PLAIN.getOrDefault(need, Defined.name(need.name()));
    }

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
