package org.perpupil.io.release;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.perpupil.district.District;
import org.perpupil.district.School;
import org.perpupil.district.SchoolId;
import org.perpupil.pupils.Enrollment;
import org.perpupil.pupils.GradeSpan;
import org.perpupil.pupils.NeedCategory;
import org.perpupil.pupils.PupilCount;
import org.perpupil.pupils.PupilGroup;

/** The counts of a district as tables. */
final class DistrictTables {
    private static final String SCHOOL = "school";
    private static final String SPAN = "span";
    private static final String NEED = "need";
    private static final String ALL_SPANS = GradeSpan.ALL_GRADES.name();

    private DistrictTables() {}

    /** Returns what a count of a school is, in these tables and in all others with the same dimensions. */
    static Figure figure(SchoolId school, PupilGroup group, Optional<GradeSpan> span) {
        Map<String, String> labels = new TreeMap<>();
        labels.put(SCHOOL, school.value());
        if (!group.equals(NeedCategory.ALL_PUPILS)) {
            labels.put(NEED, group.name());
        }
        span.filter(in -> !in.equals(GradeSpan.ALL_GRADES)).ifPresent(in -> labels.put(SPAN, in.toString()));
        return Figure.of(labels);
    }

    static List<ReleaseTable> of(District district) {
        Set<PupilGroup> groups = new LinkedHashSet<>();
        Set<GradeSpan> spans = new LinkedHashSet<>();
        List<School> schools = district.schools().stream()
                .filter(school -> !school.enrollment().pupils().isZero())
                .toList();
        boolean isBySpan = false;
        for (School school : schools) {
            Enrollment enrollment = school.enrollment();
            groups.addAll(enrollment.groups());
            for (PupilGroup group : enrollment.groups()) {
                Set<GradeSpan> counted = spans(enrollment, group);
                spans.addAll(counted);
                isBySpan |= counted.size() > 1 || enrollment.count(group).isEmpty();
            }
        }
        Dimension bySchool = bySchool(district, schools);
        Dimension byNeed = Dimension.groups(NEED, groups);
        List<ReleaseTable> tables = new ArrayList<>();
        tables.add(whole(schools, bySchool, byNeed));
        if (isBySpan) {
            tables.add(bySpan(schools, bySchool, Dimension.spans(SPAN, ALL_SPANS, spans), byNeed));
        }
        return tables;
    }

    private static Dimension bySchool(District district, List<School> schools) {
        // A school or a level may be called as the total is.
        Set<String> taken = new LinkedHashSet<>();
        schools.forEach(school -> taken.add(school.id().value()));
        String total = free("all schools", taken);
        taken.add(total);
        Map<String, List<String>> byLevel = new LinkedHashMap<>();
        schools.forEach(school -> byLevel.computeIfAbsent(
                        free(district.levelOf(school) + " schools", taken), any -> new ArrayList<>())
                .add(school.id().value()));
        Dimension bySchool = Dimension.adding(SCHOOL, total);
        if (byLevel.size() > 1) {
            for (Map.Entry<String, List<String>> level : byLevel.entrySet()) {
                bySchool = bySchool.subtotal(level.getKey(), level.getValue());
            }
        }
        return bySchool;
    }

    private static String free(String label, Set<String> taken) {
        String free = label;
        while (taken.contains(free)) {
            free += " (together)";
        }
        return free;
    }

    private static ReleaseTable whole(List<School> schools, Dimension bySchool, Dimension byNeed) {
        ReleaseTable.Builder table = ReleaseTable.named("Pupils by school and need", bySchool, byNeed);
        for (School school : schools) {
            for (PupilGroup group : school.enrollment().groups()) {
                school.enrollment()
                        .count(group)
                        .ifPresent(count -> table.count(count, school.id().value(), group.name()));
            }
        }
        return table.totals(SCHOOL).build();
    }

    private static ReleaseTable bySpan(List<School> schools, Dimension bySchool, Dimension spans, Dimension byNeed) {
        ReleaseTable.Builder table = ReleaseTable.named("Pupils by school, span and need", bySchool, spans, byNeed);
        for (School school : schools) {
            Enrollment enrollment = school.enrollment();
            Set<GradeSpan> counted = new LinkedHashSet<>();
            enrollment.groups().forEach(group -> counted.addAll(spans(enrollment, group)));
            for (PupilGroup group : enrollment.groups()) {
                Map<GradeSpan, PupilCount> counts = new LinkedHashMap<>();
                for (GradeSpan span : counted) {
                    count(enrollment, group, span).ifPresent(count -> counts.put(span, count));
                }
                counts.forEach((span, count) -> table.count(count, school.id().value(), span.toString(), group.name()));
                enrollment
                        .count(group)
                        .ifPresent(count -> table.count(count, school.id().value(), ALL_SPANS, group.name()));
            }
        }
        return table.totals(SCHOOL).build();
    }

    /** The spans in which a group is counted and the school has pupils. */
    private static Set<GradeSpan> spans(Enrollment enrollment, PupilGroup group) {
        Set<GradeSpan> spans = new LinkedHashSet<>();
        for (GradeSpan span : enrollment.cells(group).keySet()) {
            boolean isEmpty = enrollment.cutBy(NeedCategory.ALL_PUPILS, span).isEmpty()
                    && enrollment
                            .count(NeedCategory.ALL_PUPILS, span)
                            .filter(PupilCount::isZero)
                            .isPresent();
            if (!span.equals(GradeSpan.ALL_GRADES) && !isEmpty) {
                spans.add(span);
            }
        }
        return spans;
    }

    /** A group as it is counted in a span, or all pupils as far as they are known for just that span. */
    private static Optional<PupilCount> count(Enrollment enrollment, PupilGroup group, GradeSpan span) {
        PupilCount given = enrollment.cells(group).get(span);
        if (given != null) {
            return Optional.of(given);
        }
        return group.equals(NeedCategory.ALL_PUPILS)
                        && enrollment.cutBy(group, span).isEmpty()
                ? enrollment.count(group, span)
                : Optional.empty();
    }
}
