package org.perpupil.pupils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;
import static org.perpupil.pupils.NeedCategory.ALL_PUPILS;
import static org.perpupil.pupils.NeedCategory.ENGLISH_LEARNER;
import static org.perpupil.pupils.NeedCategory.FOSTER;
import static org.perpupil.pupils.NeedCategory.POVERTY;
import static org.perpupil.pupils.NeedCategory.SPECIAL_EDUCATION;

import com.google.common.collect.ImmutableMap;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import nl.jqno.equalsverifier.EqualsVerifier;
import nl.jqno.equalsverifier.Warning;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.perpupil.problem.Missing;
import org.perpupil.problem.Problem;
import org.perpupil.problem.ProblemException;

class EnrollmentTest {
    private static final GradeSpan ELEMENTARY = GradeSpan.of("elementary", "K", "5");
    private static final GradeSpan MIDDLE = GradeSpan.of("middle", "6", "8");
    private static final GradeSpan HIGH = GradeSpan.of("high", "9", "12");
    private static final GradeSpan K_TO_8 = GradeSpan.of("K–8", "K", "8");
    private static final GradeSpan K_TO_2 = GradeSpan.of("K–2", "K", "2");
    private static final PupilGroup UNDUPLICATED = PupilGroup.anyOf(POVERTY, ENGLISH_LEARNER);
    private static final PupilGroup BOTH = PupilGroup.allOf(POVERTY, ENGLISH_LEARNER);

    /** A K–8 school, counted by level. */
    private static Enrollment straddling() {
        return Enrollment.in(ELEMENTARY)
                .pupils(412)
                .need(POVERTY, 240)
                .need(ENGLISH_LEARNER, 97)
                .in(MIDDLE)
                .pupils(220)
                .need(POVERTY, 101)
                .need(ENGLISH_LEARNER, 40)
                .build();
    }

    private static List<Problem> problemsOf(Enrollment.Builder builder) {
        return catchThrowableOfType(ProblemException.class, builder::build).problems();
    }

    @Test
    void the_school_is_the_sum_of_its_spans() {
        // 412 + 220, 240 + 101, 97 + 40
        assertThat(straddling().pupils()).isEqualTo(PupilCount.of(632));
        assertThat(straddling().count(ALL_PUPILS)).contains(PupilCount.of(632));
        assertThat(straddling().count(POVERTY)).contains(PupilCount.of(341));
        assertThat(straddling().count(ENGLISH_LEARNER)).contains(PupilCount.of(137));
    }

    @Test
    void a_span_of_the_data_has_its_own_count() {
        assertThat(straddling().count(ALL_PUPILS, MIDDLE)).contains(PupilCount.of(220));
        assertThat(straddling().count(POVERTY, ELEMENTARY)).contains(PupilCount.of(240));
    }

    @Test
    void a_span_counts_every_span_of_the_data_inside_it() {
        // 240 + 101
        assertThat(straddling().count(POVERTY, K_TO_8)).contains(PupilCount.of(341));
        assertThat(straddling().count(POVERTY, GradeSpan.of("PK–12", "PK", "12")))
                .contains(PupilCount.of(341));
    }

    @Test
    void a_span_with_the_same_grades_and_another_name_is_the_same_span() {
        assertThat(straddling().count(POVERTY, GradeSpan.of("primary", "K", "5")))
                .contains(PupilCount.of(240));
    }

    @Test
    void outside_its_grades_a_school_has_zero_pupils() {
        assertThat(straddling().count(ALL_PUPILS, HIGH)).contains(PupilCount.ZERO);
        assertThat(straddling().count(POVERTY, HIGH)).contains(PupilCount.ZERO);
    }

    @Test
    void outside_its_grades_a_school_has_zero_pupils_even_of_a_need_that_was_not_counted() {
        assertThat(straddling().count(FOSTER, HIGH)).contains(PupilCount.ZERO);
    }

    @Test
    void a_need_that_was_not_counted_is_not_known() {
        assertThat(straddling().count(FOSTER)).isEmpty();
        assertThat(straddling().count(FOSTER, ELEMENTARY)).isEmpty();
        assertThat(straddling().cells(FOSTER)).isEmpty();
    }

    @Test
    void a_need_that_was_counted_as_zero_is_zero() {
        Enrollment enrollment =
                Enrollment.in(ELEMENTARY).pupils(400).need(FOSTER, 0).build();

        assertThat(enrollment.count(FOSTER)).contains(PupilCount.ZERO);
        assertThat(enrollment.count(FOSTER, ELEMENTARY)).contains(PupilCount.ZERO);
    }

    @Test
    void a_need_that_is_known_for_some_grades_only_is_known_for_those_only() {
        Enrollment enrollment = Enrollment.in(ELEMENTARY)
                .pupils(412)
                .need(POVERTY, 240)
                .in(MIDDLE)
                .pupils(220)
                .build();

        assertThat(enrollment.count(POVERTY)).isEmpty();
        assertThat(enrollment.count(POVERTY, MIDDLE)).isEmpty();
        assertThat(enrollment.count(POVERTY, K_TO_8)).isEmpty();
        assertThat(enrollment.count(POVERTY, ELEMENTARY)).contains(PupilCount.of(240));
    }

    @Test
    void a_school_without_pupils_has_none_of_any_need() {
        Enrollment enrollment = Enrollment.in(ELEMENTARY).pupils(0).build();

        assertThat(enrollment.pupils()).isEqualTo(PupilCount.ZERO);
        assertThat(enrollment.count(POVERTY)).contains(PupilCount.ZERO);
        assertThat(enrollment.spans()).isEmpty();
    }

    @Test
    void refuses_to_count_a_span_that_cuts_the_data() {
        Enrollment enrollment = straddling();

        assertThat(enrollment.cutBy(POVERTY, K_TO_2)).contains(ELEMENTARY);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> enrollment.count(POVERTY, K_TO_2))
                .withMessage("poverty is counted for elementary (K–5) as a whole, so not for K–2");
    }

    @Test
    void refuses_to_count_the_pupils_of_a_span_that_cuts_the_enrolment() {
        Enrollment enrollment = Enrollment.in(K_TO_8).pupils(632).build();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> enrollment.count(ALL_PUPILS, ELEMENTARY))
                .withMessage("all pupils is counted for K–8 as a whole, so not for elementary (K–5)");
    }

    @Test
    void a_span_may_cut_one_group_and_not_another() {
        Enrollment enrollment = Enrollment.in(ELEMENTARY)
                .pupils(412)
                .in(MIDDLE)
                .pupils(220)
                .in(K_TO_8)
                .need(POVERTY, 341)
                .build();

        assertThat(enrollment.cutBy(ALL_PUPILS, ELEMENTARY)).isEmpty();
        assertThat(enrollment.cutBy(POVERTY, ELEMENTARY)).contains(K_TO_8);
        assertThat(enrollment.cutBy(FOSTER, ELEMENTARY)).isEmpty();
    }

    @Test
    void a_need_may_be_counted_by_smaller_spans_than_the_pupils() {
        Enrollment enrollment = Enrollment.in(K_TO_8)
                .pupils(632)
                .in(ELEMENTARY)
                .need(POVERTY, 240)
                .in(MIDDLE)
                .need(POVERTY, 101)
                .build();

        assertThat(enrollment.count(POVERTY, ELEMENTARY)).contains(PupilCount.of(240));
        // 240 + 101
        assertThat(enrollment.count(POVERTY)).contains(PupilCount.of(341));
    }

    @Test
    void a_count_of_zero_is_never_cut() {
        Enrollment enrollment = Enrollment.in(ELEMENTARY)
                .pupils(412)
                .need(POVERTY, 0)
                .in(MIDDLE)
                .pupils(220)
                .schoolwide()
                .need(FOSTER, 0)
                .build();

        assertThat(enrollment.cutBy(POVERTY, K_TO_2)).isEmpty();
        assertThat(enrollment.count(POVERTY, K_TO_2)).contains(PupilCount.ZERO);
        assertThat(enrollment.count(FOSTER, MIDDLE)).contains(PupilCount.ZERO);
    }

    @Test
    void a_count_for_the_whole_school_is_known_for_the_whole_school_only() {
        Enrollment enrollment = Enrollment.in(ELEMENTARY)
                .pupils(412)
                .in(MIDDLE)
                .pupils(220)
                .schoolwide()
                .need(POVERTY, 341)
                .build();

        assertThat(enrollment.count(POVERTY)).contains(PupilCount.of(341));
        assertThat(enrollment.count(POVERTY, K_TO_8)).contains(PupilCount.of(341));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> enrollment.count(POVERTY, ELEMENTARY))
                .withMessage("poverty is counted for all grades as a whole, so not for elementary (K–5)");
    }

    @Test
    void a_school_with_pupils_inside_the_span_only_uses_the_count_of_the_whole_school() {
        Enrollment enrollment = Enrollment.in(ELEMENTARY)
                .pupils(412)
                .in(MIDDLE)
                .pupils(0)
                .schoolwide()
                .need(POVERTY, 240)
                .build();

        assertThat(enrollment.count(POVERTY, ELEMENTARY)).contains(PupilCount.of(240));
        assertThat(enrollment.count(POVERTY, MIDDLE)).contains(PupilCount.ZERO);
        assertThat(enrollment.count(POVERTY, HIGH)).contains(PupilCount.ZERO);
    }

    @Test
    void a_school_whose_enrolment_is_known_as_a_whole_cannot_be_counted_by_level() {
        Enrollment enrollment = Enrollment.in(GradeSpan.ALL_GRADES).pupils(632).build();

        assertThat(enrollment.pupils()).isEqualTo(PupilCount.of(632));
        assertThat(enrollment.cutBy(ALL_PUPILS, HIGH)).contains(GradeSpan.ALL_GRADES);
    }

    @Test
    void ungraded_pupils_are_in_no_level_and_in_the_whole_school() {
        GradeSpan ungraded = GradeSpan.of(Grade.UNGRADED);
        Enrollment enrollment =
                Enrollment.in(ELEMENTARY).pupils(400).in(ungraded).pupils(12).build();

        assertThat(enrollment.count(ALL_PUPILS, ELEMENTARY)).contains(PupilCount.of(400));
        assertThat(enrollment.count(ALL_PUPILS, ungraded)).contains(PupilCount.of(12));
        // 400 + 12
        assertThat(enrollment.pupils()).isEqualTo(PupilCount.of(412));
    }

    @Test
    void spans_are_those_with_pupils() {
        Enrollment enrollment = Enrollment.in(ELEMENTARY)
                .pupils(400)
                .in(MIDDLE)
                .pupils(0)
                .in(HIGH)
                .pupils(1)
                .build();

        assertThat(enrollment.spans()).containsExactly(ELEMENTARY, HIGH);
    }

    @Test
    void groups_begin_with_all_pupils_and_follow_the_order_given() {
        Enrollment enrollment = Enrollment.in(ELEMENTARY)
                .need(SPECIAL_EDUCATION, 40)
                .need(ENGLISH_LEARNER, 50)
                .pupils(400)
                .need(BOTH, 0)
                .build();

        assertThat(enrollment.groups()).containsExactly(ALL_PUPILS, SPECIAL_EDUCATION, ENGLISH_LEARNER, BOTH);
    }

    @Test
    void cells_are_the_counts_as_they_were_given() {
        assertThat(straddling().cells(POVERTY))
                .containsExactly(Map.entry(ELEMENTARY, PupilCount.of(240)), Map.entry(MIDDLE, PupilCount.of(101)));
    }

    @Test
    void counts_may_be_fractional() {
        Enrollment enrollment = Enrollment.in(ELEMENTARY)
                .pupils(new BigDecimal("477.222"))
                .need(POVERTY, new BigDecimal("100.110"))
                .in(MIDDLE)
                .pupils(new BigDecimal("0.778"))
                .need(POVERTY, new BigDecimal("0.778"))
                .build();

        // 477.222 + 0.778 = 478, 100.110 + 0.778 = 100.888
        assertThat(enrollment.pupils()).isEqualTo(PupilCount.of(478));
        assertThat(enrollment.count(POVERTY)).contains(PupilCount.parse("100.888"));
    }

    @Test
    void duplicated_counts_may_add_up_to_more_than_the_enrolment() {
        Enrollment enrollment = Enrollment.in(ELEMENTARY)
                .pupils(400)
                .need(POVERTY, 300)
                .need(ENGLISH_LEARNER, 200)
                .build();

        assertThat(enrollment.count(POVERTY)).contains(PupilCount.of(300));
        assertThat(enrollment.count(ENGLISH_LEARNER)).contains(PupilCount.of(200));
    }

    @Test
    void an_unduplicated_count_is_its_own_and_never_derived() {
        Enrollment without = Enrollment.in(ELEMENTARY)
                .pupils(400)
                .need(POVERTY, 300)
                .need(ENGLISH_LEARNER, 200)
                .build();
        Enrollment with = Enrollment.in(ELEMENTARY)
                .pupils(400)
                .need(POVERTY, 300)
                .need(ENGLISH_LEARNER, 200)
                .need(UNDUPLICATED, 340)
                .build();

        assertThat(without.count(UNDUPLICATED)).isEmpty();
        assertThat(with.count(UNDUPLICATED)).contains(PupilCount.of(340));
    }

    @Test
    void an_unduplicated_count_may_be_all_of_its_needs_or_the_largest() {
        // nobody has both: 120 + 80; every English learner is poor: 120
        for (long each : new long[] {200, 120}) {
            assertThat(Enrollment.in(ELEMENTARY)
                            .pupils(400)
                            .need(POVERTY, 120)
                            .need(ENGLISH_LEARNER, 80)
                            .need(UNDUPLICATED, each)
                            .build()
                            .count(UNDUPLICATED))
                    .contains(PupilCount.of(each));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {119, 201})
    void refuses_an_unduplicated_count_outside_its_needs(long pupils) {
        // from the larger need, 120, to both together, 120 + 80
        assertThat(problemsOf(Enrollment.in(ELEMENTARY)
                        .pupils(400)
                        .need(POVERTY, 120)
                        .need(ENGLISH_LEARNER, 80)
                        .need(UNDUPLICATED, pupils)))
                .containsExactly(new Problem(
                        "count.combination",
                        "any of (English learner, poverty)",
                        pupils + " pupils",
                        "120 to 200, by the counts of its needs",
                        "Correct the combination or its needs."));
    }

    @Test
    void refuses_more_pupils_with_both_needs_than_the_rarer_need_has() {
        assertThat(problemsOf(Enrollment.in(ELEMENTARY)
                        .pupils(400)
                        .need(POVERTY, 120)
                        .need(ENGLISH_LEARNER, 80)
                        .need(BOTH, 81)))
                .containsExactly(new Problem(
                        "count.combination",
                        "all of (English learner, poverty)",
                        "81 pupils",
                        "0 to 80, by the counts of its needs",
                        "Correct the combination or its needs."));
    }

    @Test
    void a_need_without_another_may_have_no_pupils_at_all() {
        PupilGroup poorOnly = POVERTY.butNot(ENGLISH_LEARNER);
        Enrollment enrollment = Enrollment.in(ELEMENTARY)
                .pupils(400)
                .need(POVERTY, 120)
                .need(poorOnly, 0)
                .build();

        assertThat(enrollment.count(poorOnly)).contains(PupilCount.ZERO);
    }

    @Test
    void refuses_more_pupils_with_a_need_and_without_another_than_with_the_need() {
        assertThat(problemsOf(Enrollment.in(ELEMENTARY)
                        .pupils(400)
                        .need(POVERTY, 120)
                        .need(POVERTY.butNot(ENGLISH_LEARNER), 121)))
                .extracting(Problem::allowed)
                .containsExactly("0 to 120, by the counts of its needs");
    }

    @Test
    void a_combination_of_needs_that_are_not_known_is_held_to_the_enrolment_only() {
        Enrollment enrollment = Enrollment.in(ELEMENTARY)
                .pupils(400)
                .need(POVERTY, 120)
                .need(UNDUPLICATED, 5)
                .build();

        assertThat(enrollment.count(UNDUPLICATED)).contains(PupilCount.of(5));
        assertThat(problemsOf(Enrollment.in(ELEMENTARY).pupils(400).need(UNDUPLICATED, 401)))
                .extracting(Problem::code)
                .containsExactly("count.above-enrolment");
    }

    @Test
    void a_combination_that_is_known_for_some_grades_only_may_be_below_its_needs_in_the_whole_school() {
        Enrollment enrollment = Enrollment.in(ELEMENTARY)
                .pupils(412)
                .need(POVERTY, 200)
                .need(ENGLISH_LEARNER, 50)
                .need(UNDUPLICATED, 220)
                .in(MIDDLE)
                .pupils(220)
                .need(POVERTY, 100)
                .need(ENGLISH_LEARNER, 10)
                .build();

        assertThat(enrollment.count(UNDUPLICATED, ELEMENTARY)).contains(PupilCount.of(220));
        assertThat(enrollment.count(UNDUPLICATED)).isEmpty();
    }

    @Test
    void refuses_a_negative_count() {
        assertThat(problemsOf(Enrollment.in(ELEMENTARY).pupils(400).need(POVERTY, new BigDecimal("-1.50"))))
                .containsExactly(new Problem(
                        "count.negative", "poverty, elementary", "-1.50", "0 or more", "Correct the count."));
    }

    @Test
    void a_negative_enrolment_is_told_once_and_not_as_missing() {
        assertThat(problemsOf(Enrollment.in(ELEMENTARY).pupils(-4).need(POVERTY, 3)))
                .extracting(Problem::code)
                .containsExactly("count.negative");
    }

    @Test
    void refuses_a_count_given_twice() {
        assertThat(problemsOf(
                        Enrollment.in(ELEMENTARY).pupils(400).need(POVERTY, 120).need(POVERTY, 130)))
                .containsExactly(new Problem(
                        "count.twice",
                        "poverty, elementary",
                        "120 and 130",
                        "one count for a group and span",
                        "Give the count once."));
    }

    @Test
    void refuses_to_do_without_the_enrolment() {
        assertThat(problemsOf(Enrollment.in(ELEMENTARY).need(POVERTY, 120)))
                .containsExactly(new Problem(
                        "count.missing",
                        "all pupils",
                        "no count",
                        "the pupils enrolled in at least one span",
                        "Give the enrolment; it may be 0."));
    }

    @Test
    void refuses_overlapping_spans_of_one_group() {
        assertThat(problemsOf(Enrollment.in(ELEMENTARY).pupils(400).in(K_TO_8).pupils(600)))
                .containsExactly(new Problem(
                        "span.overlap",
                        "all pupils",
                        "elementary (K–5) and K–8",
                        "spans without a common grade",
                        "Count every pupil in one span."));
    }

    @Test
    void refuses_a_count_by_span_beside_one_of_the_whole_school() {
        assertThat(problemsOf(Enrollment.in(ELEMENTARY)
                        .pupils(400)
                        .need(POVERTY, 120)
                        .schoolwide()
                        .need(POVERTY, 120)))
                .extracting(Problem::found)
                .containsExactly("elementary (K–5) and all grades");
    }

    @Test
    void refuses_more_pupils_with_a_need_than_are_enrolled() {
        assertThat(problemsOf(Enrollment.in(ELEMENTARY).pupils(400).need(POVERTY, 420)))
                .containsExactly(new Problem(
                        "count.above-enrolment",
                        "poverty, elementary",
                        "420 pupils, more than the 400 enrolled",
                        "0 to 400",
                        "Correct the count or the enrolment."));
    }

    @Test
    void refuses_pupils_with_a_need_where_nobody_is_enrolled() {
        assertThat(problemsOf(Enrollment.in(ELEMENTARY).pupils(400).in(HIGH).need(POVERTY, 1)))
                .extracting(Problem::place, Problem::found)
                .containsExactly(tuple("poverty, high", "1 pupils, more than the 0 enrolled"));
    }

    @Test
    void refuses_more_pupils_with_a_need_in_the_whole_school_than_are_enrolled() {
        assertThat(problemsOf(Enrollment.in(ELEMENTARY)
                        .pupils(400)
                        .in(MIDDLE)
                        .pupils(200)
                        .schoolwide()
                        .need(POVERTY, 601)))
                .extracting(Problem::place, Problem::found)
                // 400 + 200
                .containsExactly(tuple("poverty, all grades", "601 pupils, more than the 600 enrolled"));
    }

    @Test
    void refuses_more_pupils_in_smaller_spans_than_are_enrolled_in_the_span_around_them() {
        assertThat(problemsOf(Enrollment.in(K_TO_8)
                        .pupils(100)
                        .in(HIGH)
                        .pupils(100)
                        .in(ELEMENTARY)
                        .need(POVERTY, 90)
                        .in(MIDDLE)
                        .need(POVERTY, 80)))
                .extracting(Problem::place, Problem::found)
                // 90 + 80 in K–8; in the whole school 170 of 200 would do
                .containsExactly(tuple("poverty, K–8", "170 pupils, more than the 100 enrolled"));
    }

    @Test
    void refuses_more_pupils_in_the_sum_of_spans_that_cross_than_are_enrolled() {
        GradeSpan crossing = GradeSpan.of("4–7", "4", "7");
        assertThat(problemsOf(Enrollment.in(ELEMENTARY)
                        .pupils(100)
                        .in(MIDDLE)
                        .pupils(100)
                        .in(crossing)
                        .need(POVERTY, 201)))
                .extracting(Problem::place, Problem::found)
                // 100 + 100
                .containsExactly(tuple("poverty", "201 pupils, more than the 200 enrolled"));
    }

    @Test
    void refuses_more_pupils_in_the_sum_of_all_spans_even_if_each_fits_in_its_own() {
        assertThat(problemsOf(Enrollment.in(ELEMENTARY)
                        .pupils(100)
                        .in(MIDDLE)
                        .pupils(100)
                        .in(K_TO_2)
                        .need(POVERTY, 60)
                        .in(GradeSpan.of("4–7", "4", "7"))
                        .need(POVERTY, 150)))
                .extracting(Problem::place, Problem::found)
                // 60 + 150; 100 + 100
                .containsExactly(tuple("poverty", "210 pupils, more than the 200 enrolled"));
    }

    @Test
    void a_fault_of_a_span_is_not_told_again_for_the_school() {
        assertThat(problemsOf(Enrollment.in(K_TO_8)
                        .pupils(100)
                        .in(ELEMENTARY)
                        .need(POVERTY, 90)
                        .in(MIDDLE)
                        .need(POVERTY, 80)))
                .extracting(Problem::place)
                .containsExactly("poverty, K–8");
    }

    @Test
    void tells_every_fault_at_once() {
        assertThat(problemsOf(Enrollment.in(ELEMENTARY)
                        .pupils(100)
                        .need(POVERTY, -1)
                        .need(ENGLISH_LEARNER, 20)
                        .need(ENGLISH_LEARNER, 21)
                        .need(SPECIAL_EDUCATION, 101)
                        .need(FOSTER, 1)
                        .in(K_TO_8)
                        .need(FOSTER, 2)))
                .extracting(Problem::code, Problem::place)
                .containsExactly(
                        tuple("count.negative", "poverty, elementary"),
                        tuple("count.twice", "English learner, elementary"),
                        tuple("span.overlap", "foster"),
                        tuple("count.above-enrolment", "special education, elementary"));
    }

    @Test
    void concludes_nothing_from_a_faulty_count() {
        assertThat(problemsOf(Enrollment.in(ELEMENTARY)
                        .pupils(100)
                        .need(POVERTY, 20)
                        .need(POVERTY, 30)
                        .need(ENGLISH_LEARNER, 10)
                        .need(UNDUPLICATED, 40)))
                .extracting(Problem::code)
                .containsExactly("count.twice");
    }

    @Test
    void the_message_lists_the_faults_line_by_line() {
        Enrollment.Builder builder =
                Enrollment.in(ELEMENTARY).pupils(400).need(POVERTY, 420).need(FOSTER, -1);

        assertThat(catchThrowableOfType(ProblemException.class, builder::build)).hasMessage("""
                        the counts of pupils cannot be used; 2 problems:
                          foster, elementary: found -1; allowed: 0 or more. Correct the count.
                          poverty, elementary: found 420 pupils, more than the 400 enrolled; allowed: 0 to 400. Correct the count or the enrolment.""");
    }

    @Test
    void building_again_tells_the_same_faults() {
        Enrollment.Builder builder = Enrollment.in(ELEMENTARY).need(POVERTY, -1);

        assertThat(problemsOf(builder)).hasSize(2).isEqualTo(problemsOf(builder));
    }

    @Test
    void what_is_added_later_does_not_reach_what_was_built() {
        Enrollment.Builder builder = Enrollment.in(ELEMENTARY).pupils(400);
        Enrollment before = builder.build();

        builder.need(POVERTY, 100).in(MIDDLE).pupils(10).estimated(POVERTY, "by meals");

        assertThat(before).isEqualTo(Enrollment.in(ELEMENTARY).pupils(400).build());
    }

    @Test
    void an_estimate_says_how_it_was_made() {
        Enrollment enrollment = Enrollment.in(ELEMENTARY)
                .pupils(400)
                .need(POVERTY, 120)
                .estimated(POVERTY, "spread by grade enrolment")
                .build();

        assertThat(enrollment.estimate(POVERTY)).contains("spread by grade enrolment");
        assertThat(enrollment.estimate(ALL_PUPILS)).isEmpty();
    }

    @Test
    void refuses_an_estimate_without_a_word() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Enrollment.in(ELEMENTARY).estimated(POVERTY, " "))
                .withMessage("an estimate says how it was made");
    }

    @Test
    void the_order_of_the_counts_does_not_matter() {
        Enrollment reordered = Enrollment.in(MIDDLE)
                .need(ENGLISH_LEARNER, 40)
                .need(POVERTY, 101)
                .pupils(220)
                .in(ELEMENTARY)
                .need(ENGLISH_LEARNER, 97)
                .pupils(412)
                .need(POVERTY, 240)
                .build();

        assertThat(reordered).isEqualTo(straddling()).hasSameHashCodeAs(straddling());
    }

    @Test
    void an_estimate_differs_from_a_count() {
        Enrollment counted = Enrollment.in(ELEMENTARY).pupils(400).build();
        Enrollment estimated = Enrollment.in(ELEMENTARY)
                .pupils(400)
                .estimated(ALL_PUPILS, "a guess")
                .build();

        assertThat(estimated).isNotEqualTo(counted);
    }

    @Test
    void tells_why_a_group_is_not_counted() {
        Enrollment counts = Enrollment.in(ELEMENTARY)
                .pupils(400)
                .need(POVERTY, 0)
                .in(MIDDLE)
                .pupils(100)
                .missing(POVERTY, Missing.SUPPRESSED)
                .missing(ENGLISH_LEARNER, Missing.NOT_GIVEN)
                .build();
        // Of two spans poverty is known in one.
        assertThat(counts.missing(POVERTY)).contains(Missing.SUPPRESSED);
        assertThat(counts.count(POVERTY)).isEmpty();
        assertThat(counts.count(POVERTY, ELEMENTARY)).contains(PupilCount.ZERO);
        assertThat(counts.missing(ENGLISH_LEARNER)).contains(Missing.NOT_GIVEN);
        assertThat(counts.missing(ALL_PUPILS)).isEmpty();
        assertThat(counts.missing()).containsExactly(Map.entry(POVERTY, Missing.SUPPRESSED));
        assertThat(counts.spreadByEnrollment().missing(POVERTY)).contains(Missing.SUPPRESSED);
        // Classified as a whole, what is known of some grades only is not known.
        assertThat(counts.classifiedAs(ELEMENTARY).count(POVERTY)).isEmpty();
        assertThat(counts.classifiedAs(ELEMENTARY).missing(POVERTY)).contains(Missing.SUPPRESSED);
        assertThat(counts.classifiedAs(ELEMENTARY).pupils()).isEqualTo(PupilCount.of(500));
    }

    @Test
    void a_group_that_is_known_in_all_grades_is_not_missing() {
        Enrollment.Builder counts =
                Enrollment.in(ELEMENTARY).pupils(400).need(POVERTY, 12).missing(POVERTY, Missing.SUPPRESSED);
        assertThat(catchThrowableOfType(ProblemException.class, counts::build).problems())
                .extracting(Problem::code, Problem::place, Problem::found)
                .containsExactly(tuple("count.given", "poverty", "suppressed, and counted in all grades"));
    }

    @Test
    void equals_means_the_same_counts_and_estimates() {
        EqualsVerifier.forClass(Enrollment.class)
                .withPrefabValues(ImmutableMap.class, ImmutableMap.of("one", 1), ImmutableMap.of("two", 2))
                .withIgnoredFields("taught") // follows from the counts
                .suppress(Warning.NULL_FIELDS) // the builder fills both
                .verify();
    }

    @Test
    void refuses_null() {
        Enrollment enrollment = straddling();

        assertThatNullPointerException().isThrownBy(() -> Enrollment.in(null)).withMessage("span");
        assertThatNullPointerException()
                .isThrownBy(() -> Enrollment.in(ELEMENTARY).pupils(null));
        assertThatNullPointerException()
                .isThrownBy(() -> Enrollment.in(ELEMENTARY).need(null, 1));
        assertThatNullPointerException()
                .isThrownBy(() -> Enrollment.in(ELEMENTARY).estimated(null, "a guess"))
                .withMessage("group");
        assertThatNullPointerException().isThrownBy(() -> enrollment.count(POVERTY, null));
    }
}
