package org.perpupil.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.perpupil.plan.Example.ATTENDANCE;
import static org.perpupil.plan.Example.FIFTH_GRADERS;
import static org.perpupil.plan.Example.MATH;
import static org.perpupil.plan.Example.MATHEMATICS;
import static org.perpupil.plan.Example.PRESENT;
import static org.perpupil.plan.Example.PROFICIENT;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.perpupil.plan.GoalReview.Outcome;

class GoalReviewTest {

    private static GoalReview review(Goal goal, String reached) {
        return GoalReview.of(goal, new BigDecimal(reached));
    }

    // From 60 to 80: 65 is 5 of 20 points, 79.9 is 19.9 of 20 = 99.5%, rounded down.
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    80   | MET        | 80%, target 80%, from 60%
                    91.5 | MET        | 91.5%, target 80%, from 60%
                    65   | PARTLY_MET | 65%, target 80%, from 60%: 25% of the way
                    79.9 | PARTLY_MET | 79.9%, target 80%, from 60%: 99% of the way
                    60   | NOT_MET    | 60%, target 80%, from 60%
                    55   | NOT_MET    | 55%, target 80%, from 60%
                    """)
    void compares_with_target_and_baseline(String reached, Outcome outcome, String evidence) {
        GoalReview review = review(MATH, reached);

        assertThat(review).isEqualTo(new GoalReview("math", MATH.statement(), outcome, evidence));
    }

    @Test
    void fewer_is_progress_where_lower_is_better() {
        // from 8 to 6 days: 7 is 1 of 2 days
        assertThat(review(PRESENT, "7"))
                .isEqualTo(new GoalReview(
                        "present",
                        "Miss fewer days",
                        Outcome.PARTLY_MET,
                        "7 days, target 6 days, from 8 days: 50% of the way"));
        assertThat(review(PRESENT, "5.5").outcome()).isEqualTo(Outcome.MET);
        assertThat(review(PRESENT, "9").outcome()).isEqualTo(Outcome.NOT_MET);
    }

    @Test
    void without_a_baseline_a_goal_is_met_or_not() {
        Goal goal = Goal.of("math", MATHEMATICS, "Know more")
                .measuredBy(PROFICIENT, FIFTH_GRADERS)
                .to("80");

        assertThat(review(goal, "79"))
                .isEqualTo(new GoalReview("math", "Know more", Outcome.NOT_MET, "79%, target 80%"));
        assertThat(review(goal, "80")).isEqualTo(new GoalReview("math", "Know more", Outcome.MET, "80%, target 80%"));
    }

    @Test
    void what_nobody_knows_is_not_a_failure() {
        assertThat(GoalReview.unknown(MATH))
                .isEqualTo(new GoalReview("math", MATH.statement(), Outcome.NOT_KNOWN, "no value is known"));
    }

    @Test
    void refuses_a_goal_that_no_value_can_tell_of() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        review(Goal.of("present", ATTENDANCE, "Miss fewer days").to("6"), "5"))
                .withMessage("goal present has no metric with a target, so 5 tells nothing of it");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        review(Goal.of("math", MATHEMATICS, "Know more").measuredBy(PROFICIENT, FIFTH_GRADERS), "5"))
                .withMessage("goal math has no metric with a target, so 5 tells nothing of it");
    }

    @Test
    void prints_for_people() {
        assertThat(review(PRESENT, "7"))
                .hasToString("Miss fewer days: partly met (7 days, target 6 days, from 8 days: 50% of the way)");
    }

    @Test
    void refuses_to_say_nothing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new GoalReview("math", " ", Outcome.MET, "a count"))
                .withMessage("goal math says what was aimed at");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new GoalReview("math", "Know more", Outcome.MET, " "))
                .withMessage("the review of goal math says what shows it");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new GoalReview("", "Know more", Outcome.MET, "a count"))
                .withMessageStartingWith("\"\" cannot identify a goal;");
    }

    @Test
    void refuses_null() {
        assertThatNullPointerException().isThrownBy(() -> GoalReview.of(null, BigDecimal.ONE));
        assertThatNullPointerException().isThrownBy(() -> GoalReview.of(MATH, (BigDecimal) null));
        assertThatNullPointerException().isThrownBy(() -> GoalReview.unknown(null));
        assertThatNullPointerException()
                .isThrownBy(() -> new GoalReview("math", "Know more", null, "a count"))
                .withMessage("outcome");
        assertThatNullPointerException().isThrownBy(() -> new GoalReview(null, "Know more", Outcome.MET, "a count"));
    }

    @Test
    void refuses_a_value_that_the_metric_cannot_be() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GoalReview.of(Example.MATH, new BigDecimal("150")))
                .withMessage(
                        "goal math: \"proficient on the state mathematics test\" is from 0 to 100%, and cannot be 150%");
    }
}
