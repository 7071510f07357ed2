package org.perpupil.io.oneroster;

import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.perpupil.district.SchoolId;
import org.perpupil.pupils.Enrollment;
import org.perpupil.pupils.Grade;
import org.perpupil.pupils.GradeSpan;
import org.perpupil.pupils.PupilGroup;

/** Counts pupils by school, grade and need. */
final class RosterCounts {
    private final RosterRows rows;
    private final OneRosterOptions options;
    private final RosterOrgs orgs;
    private final RosterNeeds needs;
    private final Map<SchoolId, SchoolCount> bySchool = new TreeMap<>();
    private final Map<SchoolId, Integer> withoutGrade = new TreeMap<>();
    private int pupils;
    private int inSeveral;

    RosterCounts(RosterRows rows, OneRosterOptions options, RosterOrgs orgs, RosterNeeds needs) {
        this.rows = rows;
        this.options = options;
        this.orgs = orgs;
        this.needs = needs;
    }

    /** The pupils of one school, and of each group those who are in it, and those of whom it is not known, by grade. */
    private static final class SchoolCount {
        private final Map<Grade, long[]> byGrade = new EnumMap<>(Grade.class);

        void add(Grade grade, List<Optional<Boolean>> groups) {
            long[] cells = byGrade.computeIfAbsent(grade, any -> new long[1 + 2 * groups.size()]);
            cells[0]++;
            for (int i = 0; i < groups.size(); i++) {
                cells[1 + 2 * i] += groups.get(i).orElse(false) ? 1 : 0;
                cells[2 + 2 * i] += groups.get(i).isPresent() ? 0 : 1;
            }
        }

        Enrollment enrollment(List<PupilGroup> groups) {
            Enrollment.Builder enrollment = Enrollment.in(GradeSpan.ALL_GRADES);
            byGrade.forEach((grade, cells) -> {
                enrollment.in(GradeSpan.of(grade)).pupils(cells[0]);
                for (int i = 0; i < groups.size(); i++) {
                    if (cells[2 + 2 * i] == 0) {
                        enrollment.need(groups.get(i), cells[1 + 2 * i]);
                    }
                }
            });
            return enrollment.build();
        }
    }

    /** Counts the pupil of a row in the schools of some organisations; why not, if in none, is told. */
    void add(RosterRow row, List<String> orgsOfPupil, String orgColumn) {
        Set<SchoolId> its = new LinkedHashSet<>();
        for (String org : orgsOfPupil) {
            Optional<SchoolId> school = orgs.schoolOf(org);
            school.ifPresent(its::add);
        }
        if (its.isEmpty()) {
            row.tell(
                    "oneroster.school-missing",
                    orgColumn,
                    orgsOfPupil.isEmpty()
                            ? "nothing"
                            : orgsOfPupil.stream()
                                    .limit(3)
                                    .map(orgs::whyNoSchool)
                                    .collect(Collectors.joining("; ")),
                    "a school of orgs.csv, or a department of one",
                    "Add the school to orgs.csv, or name another for the pupil.");
            return;
        }
        orgsOfPupil.stream()
                .filter(org -> orgs.org(org).isEmpty())
                .forEach(org -> row.tell(
                        "oneroster.org-missing",
                        orgColumn,
                        orgs.whyNoSchool(org),
                        "an organisation of orgs.csv",
                        "Add the organisation to orgs.csv; the pupil counts in the schools that are there."));
        Optional<Grade> grade = grade(row);
        if (grade.isEmpty()) {
            its.forEach(school -> withoutGrade.merge(school, 1, Integer::sum));
            return;
        }
        List<Optional<Boolean>> groups = needs.of(row);
        its.forEach(school ->
                bySchool.computeIfAbsent(school, any -> new SchoolCount()).add(grade.get(), groups));
        pupils++;
        inSeveral += its.size() > 1 ? 1 : 0;
        rows.use();
    }

    private Optional<Grade> grade(RosterRow row) {
        String cell = row.at("grades");
        Grade whole = options.grades().get(OneRosterOptions.folded(cell));
        if (whole != null) {
            return Optional.of(whole);
        }
        List<String> codes = row.values("grades");
        Set<Grade> grades = new LinkedHashSet<>();
        for (String code : codes) {
            Optional<Grade> grade = GradeCodes.grade(code, options);
            if (grade.isEmpty()) {
                row.tell(
                        "oneroster.grade",
                        "grades",
                        "PK, TK, KG, 01 to 12 or UG",
                        "Say in the options for which grade the code stands, or leave these pupils out.");
                return Optional.empty();
            }
            grades.add(grade.get());
        }
        if (grades.isEmpty()) {
            row.tell(
                    "oneroster.grade-missing",
                    "grades",
                    "the pupil's grade",
                    "Give the grade, or say in the options for which grade an empty cell stands.");
        } else if (grades.size() > 1) {
            row.tell(
                    "oneroster.grade-several",
                    "grades",
                    "one grade, for a pupil counts once",
                    "Give the grade under which the pupil is enrolled, or say in the options for which grade these stand.");
        }
        return grades.size() == 1 ? Optional.of(grades.iterator().next()) : Optional.empty();
    }

    /** Returns what is known of the schools that have a pupil. */
    Map<SchoolId, Enrollment> enrollments() {
        Map<SchoolId, Enrollment> enrollments = new TreeMap<>();
        bySchool.forEach((school, count) -> enrollments.put(school, count.enrollment(needs.groups())));
        return enrollments;
    }

    Map<SchoolId, Integer> withoutGrade() {
        return withoutGrade;
    }

    int pupils() {
        return pupils;
    }

    int inSeveral() {
        return inSeveral;
    }
}
