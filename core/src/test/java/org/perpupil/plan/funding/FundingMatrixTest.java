package org.perpupil.plan.funding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.perpupil.plan.funding.FundingTest.FUNDING;
import static org.perpupil.plan.funding.Wants.GENERAL;
import static org.perpupil.plan.funding.Wants.GIFT;
import static org.perpupil.plan.funding.Wants.TITLE_I;
import static org.perpupil.plan.funding.Wants.YEAR;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.perpupil.money.Money;
import org.perpupil.plan.FocusArea;
import org.perpupil.plan.Goal;
import org.perpupil.plan.SitePlan;
import org.perpupil.plan.funding.FundingMatrix.GoalRows;
import org.perpupil.plan.funding.FundingMatrix.Row;

class FundingMatrixTest {

    private static Money dollars(long dollars) {
        return Money.ofDollars(dollars);
    }

    @Test
    void goals_and_costs_stand_on_the_left_and_streams_across() {
        // general: 50 for the nurse, 40 of the tutors, 30 for books are its 120; Title I: 60 of the tutors. 80 − 50 is
        // not paid.
        // Math costs 100 + 30, all 130 + 80.
        assertThat(FUNDING.matrix().text("$")).isEqualTo("""
                                              cost  General fund  Title I  not paid
                        Fewer absences      $80.00        $50.00        –    $30.00
                          What nurse is     $80.00        $50.00        –    $30.00
                        Raise mathematics  $130.00        $70.00   $60.00         –
                          What tutors is   $100.00        $40.00   $60.00         –
                          What books is     $30.00        $30.00        –         –
                        all goals          $210.00       $120.00   $60.00    $30.00
                        available                        $120.00   $60.00
                        left                               $0.00    $0.00
                        """);
    }

    @Test
    void rows_tell_what_is_paid_and_what_is_not() {
        GoalRows math = FUNDING.matrix().goals().get(1);
        Row tutors = math.investments().get(0);

        assertThat(math.goal().id()).isEqualTo("math");
        assertThat(math.investments()).extracting(Row::id).containsExactly("tutors", "books");
        assertThat(tutors)
                .isEqualTo(new Row(
                        "tutors",
                        "What tutors is",
                        dollars(100),
                        Map.of(GENERAL.id(), dollars(40), TITLE_I.id(), dollars(60))));
        // 40 + 60
        assertThat(tutors.funded()).isEqualTo(dollars(100));
        assertThat(tutors.missing()).isEqualTo(Money.ZERO);
        assertThat(tutors.cell(TITLE_I.id())).isEqualTo(dollars(60));
        assertThat(tutors.cell(GIFT.id())).isEqualTo(Money.ZERO);
        // 40 + 30
        assertThat(math.sum().cell(GENERAL.id())).isEqualTo(dollars(70));
        // 80 − 50
        assertThat(FUNDING.matrix().total().missing()).isEqualTo(dollars(30));
        assertThat(FUNDING.matrix().total().id()).isEqualTo("total");
    }

    @Test
    void a_goal_without_investments_has_its_row() {
        SitePlan plan = SitePlan.of("101", YEAR)
                .goal(Goal.of("math", FocusArea.academic("mathematics"), "Raise mathematics"))
                .build();

        assertThat(Matching.of(plan, Wants.general(7)).fund().matrix().text("€"))
                .isEqualTo("""
                                            cost  General fund  not paid
                        Raise mathematics  €0.00             –         –
                        all goals          €0.00             –         –
                        available                        €7.00
                        left                             €7.00
                        """);
    }

    @Test
    void long_descriptions_are_shortened_to_forty_characters() {
        SitePlan plan = SitePlan.of("101", YEAR)
                .goal(Goal.of("a", FocusArea.other("a"), "x".repeat(40)))
                .goal(Goal.of("b", FocusArea.other("b"), "𝒙".repeat(41)))
                .build();

        // 39 and an ellipsis are 40
        assertThat(Matching.of(plan, Wants.general(7))
                        .fund()
                        .matrix()
                        .toString()
                        .lines())
                .anyMatch(line -> line.startsWith("x".repeat(40) + "  0.00"))
                .anyMatch(line -> line.startsWith("𝒙".repeat(39) + "…  0.00"));
    }

    @Test
    void equals_means_the_same_in_every_part_and_null_is_refused() {
        FundingMatrix matrix = FUNDING.matrix();
        Row row = new Row("a", "A", dollars(1), Map.of());

        assertThat(new FundingMatrix(matrix.streams(), matrix.goals(), matrix.total(), matrix.left()))
                .isEqualTo(matrix)
                .hasSameHashCodeAs(matrix);
        assertThatNullPointerException()
                .isThrownBy(() -> new FundingMatrix(List.of(), List.of(), null, Map.of()))
                .withMessage("total");
        assertThatNullPointerException().isThrownBy(() -> new FundingMatrix(null, List.of(), row, Map.of()));
        assertThatNullPointerException()
                .isThrownBy(() -> new Row(null, "A", dollars(1), Map.of()))
                .withMessage("id");
        assertThatNullPointerException()
                .isThrownBy(() -> new Row("a", null, dollars(1), Map.of()))
                .withMessage("description");
        assertThatNullPointerException()
                .isThrownBy(() -> new Row("a", "A", null, Map.of()))
                .withMessage("cost");
        assertThatNullPointerException()
                .isThrownBy(() -> new GoalRows(null, row, List.of()))
                .withMessage("goal");
        assertThatNullPointerException()
                .isThrownBy(() -> new GoalRows(matrix.goals().get(0).goal(), null, List.of()))
                .withMessage("sum");
    }
}
