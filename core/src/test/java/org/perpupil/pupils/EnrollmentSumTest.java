package org.perpupil.pupils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
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

    @Test
    void still_says_how_other_counts_of_a_group_were_estimated() {
        Enrollment guessed = Enrollment.in(ELEMENTARY)
                .pupils(100)
                .need(POVERTY, 40)
                .in(MIDDLE)
                .pupils(50)
                .need(POVERTY, 20)
                .estimated(POVERTY, "from the census")
                .build();

        Enrollment half = guessed.with(POVERTY, ELEMENTARY, PupilCount.of(41));
        assertThat(half.estimate(POVERTY)).contains("from the census");
        // 41 + 20
        assertThat(half.count(POVERTY)).contains(PupilCount.of(61));

        Enrollment one = Enrollment.in(ELEMENTARY)
                .pupils(100)
                .need(POVERTY, 40)
                .estimated(POVERTY, "from the census")
                .build();
        assertThat(one.with(POVERTY, ELEMENTARY, PupilCount.of(41)).estimate(POVERTY))
                .isEmpty();
    }

    @Test
    void still_says_why_a_group_is_not_known_until_it_is_known_in_all_grades() {
        Enrollment withheld = Enrollment.in(ELEMENTARY)
                .pupils(100)
                .in(MIDDLE)
                .pupils(50)
                .missing(POVERTY, Missing.SUPPRESSED)
                .missing(ENGLISH_LEARNER, Missing.NOT_APPLICABLE)
                .build();

        Enrollment half = withheld.with(POVERTY, ELEMENTARY, PupilCount.of(41));
        assertThat(half.missing(POVERTY)).contains(Missing.SUPPRESSED);
        assertThat(half.missing(ENGLISH_LEARNER)).contains(Missing.NOT_APPLICABLE);

        Enrollment whole = half.with(POVERTY, MIDDLE, PupilCount.of(20));
        assertThat(whole.missing(POVERTY)).isEmpty();
        assertThat(whole.missing()).containsOnlyKeys(ENGLISH_LEARNER);

        // where the middle grades have nobody, 41 in the elementary ones are all
        assertThat(half.with(ALL_PUPILS, MIDDLE, PupilCount.ZERO).count(POVERTY))
                .contains(PupilCount.of(41));
    }

    @Test
    void has_nothing_to_ask_of_a_span_without_pupils() {
        Enrollment counts = Enrollment.in(ELEMENTARY)
                .pupils(100)
                .need(POVERTY, 40)
                .in(MIDDLE)
                .pupils(0)
                .missing(POVERTY, Missing.NOT_APPLICABLE)
                .missing(ENGLISH_LEARNER, Missing.NOT_APPLICABLE)
                .build();

        // 40 + nobody
        assertThat(counts.count(POVERTY)).contains(PupilCount.of(40));
        assertThat(counts.missing()).isEmpty();
        assertThat(counts.missing(ENGLISH_LEARNER)).contains(Missing.NOT_GIVEN);
    }

    @Test
    void keeps_the_reason_of_a_span_that_has_pupils_and_not_of_one_that_has_none() {
        Enrollment counts = Enrollment.in(ELEMENTARY)
                .pupils(100)
                .missing(POVERTY, Missing.SUPPRESSED)
                .in(MIDDLE)
                .pupils(0)
                .missing(POVERTY, Missing.NOT_APPLICABLE)
                .build();

        assertThat(counts.missing(POVERTY)).contains(Missing.SUPPRESSED);
    }

    @Test
    void knows_a_total_whose_parts_are_suppressed() {
        Enrollment counts = Enrollment.in(ALL_GRADES)
                .pupils(100)
                .need(POVERTY, 12)
                .in(ELEMENTARY)
                .missing(POVERTY, Missing.SUPPRESSED)
                .missing(ALL_PUPILS, Missing.SUPPRESSED)
                .in(MIDDLE)
                .missing(POVERTY, Missing.SUPPRESSED)
                .build();

        assertThat(counts.count(POVERTY)).contains(PupilCount.of(12));
        assertThat(counts.missing()).isEmpty();
    }

    @Test
    void does_not_take_suppressed_pupils_for_nobody() {
        Enrollment.Builder counts =
                Enrollment.in(ELEMENTARY).pupils(100).in(MIDDLE).missing(ALL_PUPILS, Missing.SUPPRESSED);

        assertThatThrownBy(counts::build)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(refused.problems())
                                .extracting(Problem::code)
                                .containsExactly("count.given"));
        // a grade that the school does not have is no pupils
        assertThat(Enrollment.in(ELEMENTARY)
                        .pupils(100)
                        .in(MIDDLE)
                        .missing(ALL_PUPILS, Missing.NOT_APPLICABLE)
                        .build()
                        .pupils())
                .isEqualTo(PupilCount.of(100));
    }

    @Test
    void refuses_sums_that_are_too_large() {
        Enrollment.Builder counts = Enrollment.in(ELEMENTARY)
                .pupils(999_999_999_999_999L)
                .need(POVERTY, 999_999_999_999_999L)
                .in(MIDDLE)
                .pupils(999_999_999_999_999L)
                .need(POVERTY, 999_999_999_999_999L);

        assertThatThrownBy(counts::build)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(refused.problems())
                                .extracting(Problem::code, Problem::place, Problem::found)
                                // 2 × 999,999,999,999,999
                                .containsExactly(
                                        tuple("count.too-large", "all pupils", "1999999999999998 pupils in all"),
                                        tuple("count.too-large", "poverty", "1999999999999998 pupils in all")));

        Enrollment many = Enrollment.in(ALL_GRADES).pupils(999_999_999_999_999L).build();
        assertThatThrownBy(() -> many.plus(many))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(refused.problems())
                                .extracting(Problem::code, Problem::place)
                                .containsExactly(tuple("count.too-large", "all pupils, all grades")));
    }

    @Test
    void checks_a_combination_of_needs_that_together_are_too_large_for_a_count() {
        PupilGroup either = PupilGroup.anyOf(POVERTY, ENGLISH_LEARNER);
        Enrollment counts = Enrollment.in(ALL_GRADES)
                .pupils(999_999_999_999_999L)
                .need(POVERTY, 999_999_999_999_999L)
                .need(ENGLISH_LEARNER, 999_999_999_999_999L)
                .need(either, 999_999_999_999_999L)
                .build();

        assertThat(counts.count(either)).contains(PupilCount.of(999_999_999_999_999L));
    }
}
