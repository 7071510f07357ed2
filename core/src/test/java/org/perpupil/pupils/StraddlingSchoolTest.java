package org.perpupil.pupils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.perpupil.pupils.NeedCategory.ALL_PUPILS;
import static org.perpupil.pupils.NeedCategory.ENGLISH_LEARNER;
import static org.perpupil.pupils.NeedCategory.POVERTY;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

/** A K–8 school whose needs are known for the school as a whole. */
class StraddlingSchoolTest {
    private static final GradeSpan ELEMENTARY = GradeSpan.of("elementary", "K", "5");
    private static final GradeSpan MIDDLE = GradeSpan.of("middle", "6", "8");

    private static final Enrollment SCHOOL = Enrollment.in(ELEMENTARY)
            .pupils(200)
            .in(MIDDLE)
            .pupils(101)
            .need(ENGLISH_LEARNER, 10)
            .in(ELEMENTARY)
            .need(ENGLISH_LEARNER, 30)
            .schoolwide()
            .need(POVERTY, 100)
            .build();

    @Test
    void a_need_of_the_whole_school_cannot_be_told_for_a_level() {
        assertThat(SCHOOL.cutBy(POVERTY, ELEMENTARY)).contains(GradeSpan.ALL_GRADES);
        assertThat(SCHOOL.count(POVERTY)).contains(PupilCount.of(100));
    }

    @Test
    void it_can_be_spread_over_the_grades_by_largest_remainder_and_is_called_an_estimate() {
        Enrollment spread = SCHOOL.spreadByEnrollment();

        // 100 × 200 ÷ 301 = 66.44… and 100 × 101 ÷ 301 = 33.55…: the pupil that is left goes to the larger remainder
        assertThat(spread.count(POVERTY, ELEMENTARY)).contains(PupilCount.of(66));
        assertThat(spread.count(POVERTY, MIDDLE)).contains(PupilCount.of(34));
        assertThat(spread.estimate(POVERTY)).contains("spread over grades in proportion to enrolment");
        // what is known by level stays as it was counted
        assertThat(spread.cells(ENGLISH_LEARNER)).isEqualTo(SCHOOL.cells(ENGLISH_LEARNER));
        assertThat(spread.estimate(ENGLISH_LEARNER)).isEmpty();
    }

    @Test
    void fractional_counts_are_spread_in_their_last_place() {
        Enrollment school = Enrollment.in(ELEMENTARY)
                .pupils(new BigDecimal("1.5"))
                .in(MIDDLE)
                .pupils(3)
                .schoolwide()
                .need(POVERTY, new BigDecimal("1.0"))
                .build();

        // 1 × 1.5 ÷ 4.5 = 0.33… and 0.66…, in tenths 3 and 6, and the tenth that is left goes to 0.66…
        assertThat(school.spreadByEnrollment().count(POVERTY, ELEMENTARY))
                .contains(PupilCount.of(new BigDecimal("0.3")));
        assertThat(school.spreadByEnrollment().count(POVERTY, MIDDLE)).contains(PupilCount.of(new BigDecimal("0.7")));
    }

    @Test
    void it_can_be_classified_under_one_level_by_decision() {
        Enrollment classified = SCHOOL.classifiedAs(ELEMENTARY);

        // 200 + 101 and 30 + 10
        assertThat(classified.count(ALL_PUPILS, ELEMENTARY)).contains(PupilCount.of(301));
        assertThat(classified.count(ENGLISH_LEARNER, ELEMENTARY)).contains(PupilCount.of(40));
        assertThat(classified.count(POVERTY, ELEMENTARY)).contains(PupilCount.of(100));
        assertThat(classified.count(ALL_PUPILS, MIDDLE)).contains(PupilCount.ZERO);
        assertThat(classified.estimate(POVERTY)).contains("the whole school is classified as elementary");
    }
}
