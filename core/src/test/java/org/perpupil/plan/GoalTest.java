package org.perpupil.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.perpupil.plan.Example.ABSENT;
import static org.perpupil.plan.Example.ATTENDANCE;
import static org.perpupil.plan.Example.BUY;
import static org.perpupil.plan.Example.END;
import static org.perpupil.plan.Example.FIFTH_GRADERS;
import static org.perpupil.plan.Example.HIRE;
import static org.perpupil.plan.Example.MATH;
import static org.perpupil.plan.Example.MATHEMATICS;
import static org.perpupil.plan.Example.PROFICIENT;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.perpupil.district.FiscalYear;
import org.perpupil.money.Money;

class GoalTest {
    private static final Goal DRAFT = Goal.of("math", MATHEMATICS, "Know more");
    private static final Strategy TUTORING = Strategy.of("tutoring", "Tutor in small groups");

    @Test
    void begins_with_words_alone() {
        assertThat(DRAFT.id()).isEqualTo("math");
        assertThat(DRAFT.area()).isEqualTo(MATHEMATICS);
        assertThat(DRAFT.statement()).isEqualTo("Know more");
        assertThat(DRAFT.metric()).isEmpty();
        assertThat(DRAFT.pupils()).isEmpty();
        assertThat(DRAFT.baseline()).isEmpty();
        assertThat(DRAFT.baselineYear()).isEmpty();
        assertThat(DRAFT.target()).isEmpty();
        assertThat(DRAFT.deadline()).isEmpty();
        assertThat(DRAFT.districtGoals()).isEmpty();
        assertThat(DRAFT.findings()).isEmpty();
        assertThat(DRAFT.strategies()).isEmpty();
        assertThat(DRAFT.cost()).isEqualTo(Money.ZERO);
        assertThat(DRAFT).hasToString("Know more (math)");
    }

    @Test
    void says_what_is_to_be_reached_for_whom_and_by_when() {
        assertThat(MATH.metric()).contains(PROFICIENT);
        assertThat(MATH.pupils()).contains(FIFTH_GRADERS);
        assertThat(MATH.baseline()).contains(new BigDecimal("60"));
        assertThat(MATH.baselineYear()).contains(FiscalYear.of(2012));
        assertThat(MATH.target()).contains(new BigDecimal("80"));
        assertThat(MATH.deadline()).contains(END);
        assertThat(MATH.districtGoals()).containsExactly("D1");
        assertThat(MATH.findings()).containsExactly("math-5");
    }

    @Test
    void links_are_in_order_of_id_and_each_there_once() {
        assertThat(DRAFT.servingDistrictGoal("D2", "D1")
                        .servingDistrictGoal("D1")
                        .districtGoals())
                .containsExactly("D1", "D2");
        assertThat(DRAFT.answering("b").answering("a", "b").findings()).containsExactly("a", "b");
    }

    @Test
    void strategies_are_in_the_order_given() {
        Strategy reading = Strategy.of("reading", "Read more");

        assertThat(DRAFT.through(TUTORING).through(reading).strategies()).containsExactly(TUTORING, reading);
    }

    @Test
    void costs_everything_under_it() {
        // 2 × 78,500 + 120 × 45.50
        assertThat(MATH.cost()).isEqualTo(Money.ofDollars(162_460));
    }

    @Test
    void what_is_dropped_costs_nothing() {
        Goal goal = DRAFT.through(TUTORING.acting(HIRE.withStatus(ActionStatus.DROPPED), BUY));

        // 120 × 45.50
        assertThat(goal.cost()).isEqualTo(Money.ofDollars(5_460));
    }

    @Test
    void what_is_done_still_costs() {
        assertThat(DRAFT.through(TUTORING.acting(BUY.withStatus(ActionStatus.DONE)))
                        .cost())
                // 120 × 45.50
                .isEqualTo(Money.ofDollars(5_460));
    }

    @Test
    void a_change_leaves_the_goal_itself_as_it_was() {
        DRAFT.measuredBy(PROFICIENT, FIFTH_GRADERS)
                .from(2012, "60")
                .to("80")
                .by(END)
                .servingDistrictGoal("D1")
                .answering("math-5")
                .through(TUTORING);

        assertThat(DRAFT).isEqualTo(Goal.of("math", MATHEMATICS, "Know more"));
    }

    @Test
    void the_order_in_which_facts_are_given_does_not_matter() {
        Goal one = DRAFT.measuredBy(PROFICIENT, FIFTH_GRADERS)
                .from(2012, "60")
                .to("80.0")
                .by(END);
        Goal other = DRAFT.by(END)
                .to(new BigDecimal("80"))
                .from(FiscalYear.of(2012), new BigDecimal("60.00"))
                .measuredBy(PROFICIENT, FIFTH_GRADERS);

        assertThat(one).isEqualTo(other).hasSameHashCodeAs(other);
    }

    @Test
    void equals_means_everything_is_the_same() {
        List<Goal> different = List.of(
                MATH,
                DRAFT,
                Goal.of("reading", MATHEMATICS, "Know more"),
                Goal.of("math", ATTENDANCE, "Know more"),
                Goal.of("math", MATHEMATICS, "Know most"),
                DRAFT.measuredBy(PROFICIENT, FIFTH_GRADERS),
                DRAFT.measuredBy(ABSENT, FIFTH_GRADERS),
                DRAFT.measuredBy(PROFICIENT, Subgroup.ALL_PUPILS),
                DRAFT.from(2012, "60"),
                DRAFT.from(2011, "60"),
                DRAFT.from(2012, "61"),
                DRAFT.to("60"),
                DRAFT.by(END),
                DRAFT.servingDistrictGoal("x"),
                DRAFT.answering("x"),
                DRAFT.through(TUTORING));

        assertThat(different).doesNotHaveDuplicates();
        assertThat(DRAFT).isNotEqualTo(null).isNotEqualTo("Know more (math)");
    }

    @Test
    void refuses_to_say_nothing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Goal.of("math", MATHEMATICS, " "))
                .withMessage("goal math says what is aimed at");
    }

    @Test
    void refuses_what_is_no_decimal() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DRAFT.to("2/3"))
                .withMessage("\"2/3\" is not a decimal; write a number such as 62.5");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DRAFT.from(2012, "60%"))
                .withMessageStartingWith("\"60%\" is not a number");
    }

    @Test
    void refuses_null() {
        assertThatNullPointerException().isThrownBy(() -> Goal.of(null, MATHEMATICS, "Know more"));
        assertThatNullPointerException()
                .isThrownBy(() -> Goal.of("math", null, "Know more"))
                .withMessage("area");
        assertThatNullPointerException().isThrownBy(() -> Goal.of("math", MATHEMATICS, null));
        assertThatNullPointerException()
                .isThrownBy(() -> DRAFT.measuredBy(null, FIFTH_GRADERS))
                .withMessage("metric");
        assertThatNullPointerException()
                .isThrownBy(() -> DRAFT.measuredBy(PROFICIENT, null))
                .withMessage("pupils");
        assertThatNullPointerException()
                .isThrownBy(() -> DRAFT.from(null, BigDecimal.ONE))
                .withMessage("year");
        assertThatNullPointerException().isThrownBy(() -> DRAFT.from(2012, null));
        assertThatNullPointerException().isThrownBy(() -> DRAFT.to((BigDecimal) null));
        assertThatNullPointerException().isThrownBy(() -> DRAFT.by(null)).withMessage("day");
        assertThatNullPointerException().isThrownBy(() -> DRAFT.servingDistrictGoal((String) null));
        assertThatNullPointerException().isThrownBy(() -> DRAFT.answering((String) null));
        assertThatNullPointerException().isThrownBy(() -> DRAFT.through((Strategy) null));
    }
}
