package org.perpupil.district;

import static org.assertj.core.api.Assertions.assertThat;
import static org.perpupil.pupils.NeedCategory.ENGLISH_LEARNER;
import static org.perpupil.pupils.NeedCategory.FOSTER;
import static org.perpupil.pupils.NeedCategory.POVERTY;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.statistics.Statistics;
import org.perpupil.pupils.Enrollment;
import org.perpupil.pupils.Grade;
import org.perpupil.pupils.GradeSpan;
import org.perpupil.pupils.NeedCategory;
import org.perpupil.pupils.PupilGroup;
import org.perpupil.pupils.PupilNeeds;

class PupilCounterProperties {
    private static final List<GradeSpan> SPANS =
            List.of(new GradeSpan("low", Grade.PRE_KINDERGARTEN, Grade.GRADE_5), GradeSpan.of("high", "6", "12"));
    private static final List<NeedCategory> NEEDS = List.of(POVERTY, FOSTER, ENGLISH_LEARNER);
    private static final List<Grade> GRADES = List.of(Grade.values());

    @Property(tries = 60)
    void agrees_with_a_tally(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 40_000) int schools, @ForAll boolean isSorted) {
        SplittableRandom random = new SplittableRandom(seed);
        int rows = random.nextInt(6_000);
        int[] school = new int[rows];
        byte[] grade = new byte[rows];
        byte[] needs = new byte[rows];
        PupilTally.Builder tally = PupilTally.of(NEEDS);
        for (int row = 0; row < rows; row++) {
            school[row] = isSorted ? (int) ((long) row * schools / rows) : random.nextInt(schools);
            grade[row] = (byte) random.nextInt(15);
            needs[row] = (byte) random.nextInt(8);
            List<NeedCategory> has = new ArrayList<>();
            for (int need = 0; need < NEEDS.size(); need++) {
                if ((needs[row] >> need & 1) == 1) {
                    has.add(NEEDS.get(need));
                }
            }
            tally.add(SchoolId.of("" + school[row]), GRADES.get(grade[row]), PupilNeeds.of(has, Map.of()));
        }
        PupilCounter counter = PupilCounter.of(SPANS, NEEDS, PupilTallyProperties.GROUPS);
        int[] counts = counter.counts(schools);
        int cut = random.nextInt(rows + 1);

        counter.add(school, grade, needs, cut, rows, counts);
        counter.add(school, grade, needs, 0, cut, counts);

        Map<SchoolId, Enrollment> expected =
                tally.build().enrollments(SPANS, PupilTallyProperties.GROUPS.toArray(PupilGroup[]::new));
        long pupils = 0;
        for (int i = 0; i < counts.length; i += 1 + PupilTallyProperties.GROUPS.size()) {
            pupils += counts[i];
        }
        assertThat(pupils).isEqualTo(rows);
        expected.forEach((id, enrollment) -> assertThat(counter.enrollment(Integer.parseInt(id.value()), counts))
                .isEqualTo(enrollment));
        Statistics.label("schools").collect(expected.size() < rows ? "pupils together" : "one pupil each");
        Statistics.label("schools")
                .coverage(coverage -> coverage.check("pupils together").percentage(share -> share > 30));
    }
}
