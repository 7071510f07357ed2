package org.perpupil.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.perpupil.plan.Example.ABSENCES;
import static org.perpupil.plan.Example.ABSENT;
import static org.perpupil.plan.Example.ATTENDANCE;
import static org.perpupil.plan.Example.FIFTH_GRADERS;
import static org.perpupil.plan.Example.MATHEMATICS;
import static org.perpupil.plan.Example.MATH_FINDING;
import static org.perpupil.plan.Example.PROFICIENT;
import static org.perpupil.plan.Subgroup.ALL_PUPILS;
import static org.perpupil.pupils.NeedCategory.ENGLISH_LEARNER;
import static org.perpupil.pupils.NeedCategory.POVERTY;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.perpupil.exact.Rational;
import org.perpupil.plan.GoalReview.Outcome;
import org.perpupil.plan.NeedsAssessment.Gap;
import org.perpupil.plan.NeedsAssessment.Question;
import org.perpupil.problem.Problem;
import org.perpupil.problem.ProblemException;

class NeedsAssessmentTest {
    private static final Subgroup POOR = Subgroup.of(POVERTY);
    private static final Subgroup LEARNERS = Subgroup.of(ENGLISH_LEARNER);

    private static Finding math(String id, Subgroup pupils, String value) {
        return Finding.of(id, PROFICIENT, pupils).in(2012, value).against("80");
    }

    private static NeedsAssessment of(Finding... findings) {
        return NeedsAssessment.builder().findings(List.of(findings)).build();
    }

    @Test
    void begins_with_nothing() {
        assertThat(NeedsAssessment.NONE).isEqualTo(NeedsAssessment.builder().build());
        assertThat(NeedsAssessment.NONE.areas()).isEmpty();
        assertThat(NeedsAssessment.NONE.findings()).isEmpty();
        assertThat(NeedsAssessment.NONE.lastYear()).isEmpty();
        assertThat(NeedsAssessment.NONE.answers()).isEmpty();
        assertThat(NeedsAssessment.NONE.gaps()).isEmpty();
        assertThat(NeedsAssessment.NONE.missedSubgroups()).isEmpty();
    }

    @Test
    void academic_areas_come_first() {
        FocusArea reading = FocusArea.academic("reading");

        assertThat(NeedsAssessment.builder()
                        .focusingOn(ATTENDANCE, reading)
                        .focusingOn(MATHEMATICS, ATTENDANCE)
                        .build()
                        .areas())
                .containsExactly(MATHEMATICS, reading, ATTENDANCE);
    }

    @Test
    void finds_a_finding_by_its_id() {
        NeedsAssessment assessment = of(MATH_FINDING, ABSENCES);

        assertThat(assessment.finding("absences")).contains(ABSENCES);
        assertThat(assessment.finding("reading")).isEmpty();
    }

    @Test
    void finds_a_finding_by_what_is_measured_of_whom() {
        NeedsAssessment assessment = of(MATH_FINDING, ABSENCES);

        assertThat(assessment.finding(PROFICIENT, FIFTH_GRADERS)).contains(MATH_FINDING);
        assertThat(assessment.finding(PROFICIENT, ALL_PUPILS)).isEmpty();
        assertThat(assessment.finding(ABSENT, FIFTH_GRADERS)).isEmpty();
    }

    @Test
    void the_largest_gap_comes_first() {
        Finding small = math("small", ALL_PUPILS, "79");
        Finding large = math("large", POOR, "20");
        Finding absences = Finding.of("days", ABSENT, ALL_PUPILS).in(2012, "12").against("6");

        assertThat(of(small, large, absences).gaps())
                .containsExactly(
                        // (80 − 20) / 80
                        new Gap(large, Rational.of(3, 4)),
                        // (12 − 6) / 12
                        new Gap(absences, Rational.of(1, 2)),
                        // (80 − 79) / 80
                        new Gap(small, Rational.of(1, 80)));
    }

    @Test
    void equal_gaps_come_in_order_of_id() {
        Finding b = math("b", POOR, "40");
        Finding a = math("a", LEARNERS, "40");
        // (8 − 4) / 8 = (80 − 40) / 80
        Finding c = Finding.of("c", ABSENT, ALL_PUPILS).in(2012, "8").against("4");

        assertThat(of(c, b, a).gaps()).extracting(Gap::finding).containsExactly(a, b, c);
    }

    @Test
    void what_reaches_its_target_or_has_none_is_no_gap() {
        assertThat(of(
                                math("met", ALL_PUPILS, "80"),
                                Finding.of("no target", PROFICIENT, POOR).in(2012, "1"),
                                Finding.of("no value", PROFICIENT, LEARNERS).against("80"))
                        .gaps())
                .isEmpty();
    }

    @Test
    void subgroups_are_missed_where_the_whole_school_does_well() {
        Finding whole = math("whole", ALL_PUPILS, "85");
        Finding poor = math("poor", POOR, "60");
        Finding learners = math("learners", LEARNERS, "40");
        Finding fine = math("fine", FIFTH_GRADERS, "81");

        assertThat(of(poor, whole, learners, fine).missedSubgroups())
                .containsExactly(
                        // (80 − 40) / 80
                        new Gap(learners, Rational.of(1, 2)),
                        // (80 − 60) / 80
                        new Gap(poor, Rational.of(1, 4)));
    }

    @Test
    void subgroups_are_not_missed_alone_where_the_whole_school_falls_short() {
        assertThat(of(math("whole", ALL_PUPILS, "70"), math("poor", POOR, "60")).missedSubgroups())
                .isEmpty();
    }

    @Test
    void subgroups_are_not_missed_where_nothing_is_known_of_the_whole_school() {
        assertThat(of(math("poor", POOR, "60")).missedSubgroups()).isEmpty();
        assertThat(of(
                                math("poor", POOR, "60"),
                                Finding.of("whole", PROFICIENT, ALL_PUPILS).in(2012, "85"))
                        .missedSubgroups())
                .as("no target for the whole school")
                .isEmpty();
        assertThat(of(
                                math("poor", POOR, "60"),
                                Finding.of("days", ABSENT, ALL_PUPILS)
                                        .in(2012, "1")
                                        .against("6"))
                        .missedSubgroups())
                .as("another metric")
                .isEmpty();
    }

    @Test
    void answers_come_in_the_order_of_the_questions() {
        assertThat(NeedsAssessment.builder()
                        .answer(Question.THEMES, "Absences rise in winter.")
                        .answer(Question.ACADEMIC_FOCUS, "Mathematics.")
                        .build()
                        .answers())
                .containsExactly(
                        Map.entry(Question.ACADEMIC_FOCUS, "Mathematics."),
                        Map.entry(Question.THEMES, "Absences rise in winter."));
    }

    @Test
    void every_question_has_words_of_its_own() {
        assertThat(Question.values())
                .extracting(Question::words)
                .doesNotHaveDuplicates()
                .allSatisfy(words -> assertThat(words).endsWith("?"));
    }

    @Test
    void refuses_a_second_answer() {
        assertThatIllegalStateException()
                .isThrownBy(() -> NeedsAssessment.builder()
                        .answer(Question.THEMES, "One.")
                        .answer(Question.THEMES, "Two."))
                .withMessage("the question \"What keeps showing in the school's data?\" is already answered");
    }

    @Test
    void refuses_an_answer_that_says_nothing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NeedsAssessment.builder().answer(Question.THEMES, " "))
                .withMessage("an answer says something");
    }

    @Test
    void tells_every_fault_at_once() {
        GoalReview review = new GoalReview("read", "Read more", Outcome.MET, "a count");
        NeedsAssessment.Builder builder = NeedsAssessment.builder()
                .finding(MATH_FINDING)
                .finding(Finding.of("math-5", ABSENT, ALL_PUPILS))
                .finding(Finding.of("again", PROFICIENT, FIFTH_GRADERS))
                .lastYear(review)
                .lastYear(review);

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(builder::build)
                .withMessageStartingWith("the needs assessment cannot be used; 3 problems:")
                .satisfies(exception -> assertThat(exception.problems())
                        .containsExactly(
                                new Problem(
                                        "plan.twice",
                                        "finding math-5",
                                        "two findings with one id",
                                        "each once",
                                        "Remove one of the two, or correct it."),
                                new Problem(
                                        "plan.twice",
                                        "finding again",
                                        "\"proficient on the state mathematics test\" of all pupils, 5 a second time",
                                        "each once",
                                        "Remove one of the two, or correct it."),
                                new Problem(
                                        "plan.twice",
                                        "last year's goal read",
                                        "two reviews",
                                        "each once",
                                        "Remove one of the two, or correct it.")));
    }

    @Test
    void what_is_added_later_does_not_reach_what_was_built() {
        NeedsAssessment.Builder builder = NeedsAssessment.builder().finding(MATH_FINDING);
        NeedsAssessment before = builder.build();

        builder.finding(ABSENCES)
                .focusingOn(MATHEMATICS)
                .answer(Question.THEMES, "One.")
                .lastYear(new GoalReview("read", "Read more", Outcome.MET, "a count"));

        assertThat(before).isEqualTo(of(MATH_FINDING));
    }

    @Test
    void equals_means_everything_is_the_same() {
        NeedsAssessment one = of(MATH_FINDING);

        assertThat(one).isEqualTo(of(MATH_FINDING)).hasSameHashCodeAs(of(MATH_FINDING));
        assertThat(one)
                .isNotEqualTo(of(ABSENCES))
                .isNotEqualTo(NeedsAssessment.builder()
                        .finding(MATH_FINDING)
                        .focusingOn(MATHEMATICS)
                        .build())
                .isNotEqualTo(NeedsAssessment.builder()
                        .finding(MATH_FINDING)
                        .answer(Question.THEMES, "One.")
                        .build())
                .isNotEqualTo(NeedsAssessment.builder()
                        .finding(MATH_FINDING)
                        .lastYear(new GoalReview("read", "Read more", Outcome.MET, "a count"))
                        .build())
                .isNotEqualTo(null)
                .isNotEqualTo("1 findings");
    }

    @Test
    void prints_how_much_falls_short() {
        assertThat(of(MATH_FINDING, math("whole", ALL_PUPILS, "85")))
                .hasToString("2 findings, 1 of them short of their target");
    }

    @Test
    void refuses_null() {
        NeedsAssessment.Builder builder = NeedsAssessment.builder();

        assertThatNullPointerException().isThrownBy(() -> builder.finding(null)).withMessage("finding");
        assertThatNullPointerException().isThrownBy(() -> builder.findings(null));
        assertThatNullPointerException()
                .isThrownBy(() -> builder.lastYear(null))
                .withMessage("review");
        assertThatNullPointerException().isThrownBy(() -> builder.answer(null, "One."));
        assertThatNullPointerException().isThrownBy(() -> builder.answer(Question.THEMES, null));
        assertThatNullPointerException()
                .isThrownBy(() -> new Gap(null, Rational.ZERO))
                .withMessage("finding");
        assertThatNullPointerException()
                .isThrownBy(() -> new Gap(MATH_FINDING, null))
                .withMessage("shortfall");
    }

    @Test
    void refuses_two_metrics_of_one_name() {
        NeedsAssessment.Builder builder = NeedsAssessment.builder()
                .finding(Finding.of("a", Metric.percent("absent"), Subgroup.ALL_PUPILS))
                .finding(Finding.of("b", Metric.of("absent", "days").lowerIsBetter(), Subgroup.of("girls")));

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(builder::build)
                .withMessageContaining(
                        "finding b: found absent, in days, lower is better; allowed: absent, in %, higher is"
                                + " better. Give one of the two metrics another name.");
    }
}
