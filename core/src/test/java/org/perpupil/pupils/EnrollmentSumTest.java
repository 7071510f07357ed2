package org.perpupil.pupils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.perpupil.pupils.GradeSpan.ALL_GRADES;
import static org.perpupil.pupils.NeedCategory.ALL_PUPILS;
import static org.perpupil.pupils.NeedCategory.ENGLISH_LEARNER;
import static org.perpupil.pupils.NeedCategory.POVERTY;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.perpupil.problem.Missing;
import org.perpupil.problem.Problem;
import org.perpupil.problem.ProblemException;

class EnrollmentSumTest {
    private static final GradeSpan ELEMENTARY = new GradeSpan("elementary", Grade.KINDERGARTEN, Grade.GRADE_5);
    private static final GradeSpan MIDDLE = new GradeSpan("middle", Grade.GRADE_6, Grade.GRADE_8);

    private static Enrollment of(int pupils, int poor) {
        return Enrollment.in(ALL_GRADES).pupils(pupils).need(POVERTY, poor).build();
    }

    @Test
    void adds_up_every_group_that_both_count() {
        // 170 + 8 and 163 + 2
        assertThat(of(170, 163).plus(of(8, 2))).isEqualTo(of(178, 165));
    }

    @Test
    void does_not_take_for_none_what_one_of_the_two_does_not_count() {
        Enrollment both = of(170, 163)
                .plus(Enrollment.in(ALL_GRADES)
                        .pupils(8)
                        .missing(POVERTY, Missing.SUPPRESSED)
                        .build());

        assertThat(both.count(ALL_PUPILS)).contains(PupilCount.of(178));
        assertThat(both.count(POVERTY)).isEmpty();
        assertThat(both.missing(POVERTY)).contains(Missing.SUPPRESSED);
        assertThat(both.groups()).containsExactly(ALL_PUPILS);
    }

    @Test
    void has_nothing_to_know_where_there_is_nobody() {
        Enrollment nobody = Enrollment.in(ALL_GRADES)
                .pupils(0)
                .missing(POVERTY, Missing.SUPPRESSED)
                .build();

        assertThat(of(170, 163).plus(nobody)).isEqualTo(of(170, 163));
        assertThat(nobody.plus(of(170, 163))).isEqualTo(of(170, 163));
    }

    @Test
    void keeps_spans_apart_that_only_one_has() {
        Enrollment young =
                Enrollment.in(ELEMENTARY).pupils(100).need(POVERTY, 40).build();
        Enrollment older = Enrollment.in(MIDDLE)
                .pupils(60)
                .need(POVERTY, 10)
                .need(ENGLISH_LEARNER, 5)
                .build();

        Enrollment both = young.plus(older);

        // 100 + 60 and 40 + 10
        assertThat(both.count(ALL_PUPILS)).contains(PupilCount.of(160));
        assertThat(both.count(POVERTY)).contains(PupilCount.of(50));
        // known in the middle grades, where the others have nobody; not known in the elementary ones
        assertThat(both.count(ENGLISH_LEARNER, MIDDLE)).contains(PupilCount.of(5));
        assertThat(both.count(ENGLISH_LEARNER)).isEmpty();
    }

    @Test
    void refuses_spans_that_overlap() {
        Enrollment young = Enrollment.in(ELEMENTARY).pupils(100).build();

        assertThatThrownBy(() -> young.plus(of(8, 2)))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(refused.problems())
                                .extracting(Problem::code)
                                .containsExactly("span.overlap"));
    }

    @Test
    void says_how_each_part_was_estimated() {
        Enrollment guessed = Enrollment.in(ALL_GRADES)
                .pupils(8)
                .need(POVERTY, 2)
                .estimated(POVERTY, "by share")
                .build();

        assertThat(of(170, 163).plus(guessed).estimate(POVERTY)).contains("by share");
        assertThat(guessed.plus(guessed).estimate(POVERTY)).contains("by share");
    }

    @Test
    void fills_in_a_count_that_was_not_known() {
        Enrollment counted = Enrollment.in(ELEMENTARY)
                .pupils(100)
                .need(ENGLISH_LEARNER, 5)
                .missing(POVERTY, Missing.SUPPRESSED)
                .build();

        Enrollment filled = counted.with(POVERTY, ELEMENTARY, PupilCount.of(7));

        assertThat(filled)
                .isEqualTo(Enrollment.in(ELEMENTARY)
                        .pupils(100)
                        .need(ENGLISH_LEARNER, 5)
                        .need(POVERTY, 7)
                        .build());
        assertThat(filled.with(POVERTY, ELEMENTARY, PupilCount.of(9)).count(POVERTY))
                .contains(PupilCount.of(9));
        assertThatThrownBy(() -> counted.with(POVERTY, ELEMENTARY, PupilCount.of(101)))
                .isInstanceOf(ProblemException.class);
    }

    @Property
    void does_not_depend_on_the_order(
            @ForAll @IntRange(max = 900) int pupils,
            @ForAll @IntRange(max = 900) int others,
            @ForAll @IntRange(max = 100) int percent) {
        Enrollment one = of(pupils, pupils * percent / 100);
        Enrollment other = of(others, others * percent / 100);

        assertThat(one.plus(other)).isEqualTo(other.plus(one));
        assertThat(one.plus(other).pupils()).isEqualTo(PupilCount.of(pupils + others));
    }
}
