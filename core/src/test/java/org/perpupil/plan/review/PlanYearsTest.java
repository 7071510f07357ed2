package org.perpupil.plan.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.perpupil.plan.Subgroup.ALL_PUPILS;
import static org.perpupil.plan.review.Plans.ATTENDANCE;
import static org.perpupil.plan.review.Plans.MARCH;
import static org.perpupil.plan.review.Plans.MATHEMATICS;
import static org.perpupil.plan.review.Plans.READING;
import static org.perpupil.plan.review.Plans.action;
import static org.perpupil.plan.review.Plans.goal;
import static org.perpupil.plan.review.Plans.investment;
import static org.perpupil.plan.review.Plans.plan;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.perpupil.district.FiscalYear;
import org.perpupil.district.SchoolId;
import org.perpupil.money.Money;
import org.perpupil.plan.ActionStatus;
import org.perpupil.plan.Finding;
import org.perpupil.plan.Goal;
import org.perpupil.plan.GoalReview;
import org.perpupil.plan.Metric;
import org.perpupil.plan.NeedsAssessment;
import org.perpupil.plan.SitePlan;
import org.perpupil.plan.Subgroup;
import org.perpupil.plan.review.PlanYears.AreaPriority;
import org.perpupil.plan.review.PlanYears.Progress;
import org.perpupil.problem.Problem;
import org.perpupil.problem.ProblemException;
import org.perpupil.pupils.NeedCategory;

class PlanYearsTest {
    private static final FiscalYear Y26 = FiscalYear.of(2026);
    private static final FiscalYear Y27 = FiscalYear.of(2027);
    private static final FiscalYear Y28 = FiscalYear.of(2028);
    private static final Metric PROFICIENT = Metric.percent("proficient");
    private static final Metric ABSENCE = Metric.of("absence", "days").lowerIsBetter();
    private static final Subgroup POOR = Subgroup.of(NeedCategory.POVERTY);

    private static SitePlan assessed(FiscalYear year, NeedsAssessment.Builder assessment) {
        return SitePlan.of("101", year).assessment(assessment.build()).build();
    }

    private static NeedsAssessment.Builder found(Finding... findings) {
        return NeedsAssessment.builder().findings(List.of(findings));
    }

    private static Progress progress(Metric metric, Subgroup pupils, Map<FiscalYear, String> values) {
        TreeMap<FiscalYear, BigDecimal> numbers = new TreeMap<>();
        values.forEach((year, value) -> numbers.put(year, new BigDecimal(value)));
        return new Progress(metric, pupils, numbers);
    }

    @Test
    void tells_what_each_plan_wanted_in_each_area() {
        SitePlan first = plan(
                "101",
                Y26,
                goal("attend", ATTENDANCE, action("visit", MARCH, investment("visitor", 9_000_00, 1))),
                goal(
                        "math",
                        MATHEMATICS,
                        action("hire", MARCH, investment("tutors", 40_000_00, 4)),
                        action("buy", MARCH, investment("games", 500_50, 2)),
                        action("coach", MARCH, investment("coaches", 7_000_00, 1))
                                .withStatus(ActionStatus.DROPPED)),
                goal("algebra", MATHEMATICS, action("teach", MARCH, investment("course", 2_000_00, 3))));
        SitePlan second = plan(
                "101",
                Y28,
                goal("math", MATHEMATICS, action("hire", MARCH, investment("tutors", 41_000_00, 1))),
                goal("read", READING));

        assertThat(PlanYears.of(second, first).priorities())
                .containsExactly(
                        Map.entry(
                                MATHEMATICS,
                                sorted(Map.of(
                                        // 2 is better than 3 and 4, and the 1 is dropped; 40,000 + 500.50 + 2,000
                                        Y26,
                                        new AreaPriority(Optional.of(2), Money.ofCents(42_500_50), 2),
                                        Y28,
                                        new AreaPriority(Optional.of(1), Money.ofDollars(41_000), 1)))),
                        Map.entry(
                                READING,
                                sorted(Map.of(
                                        // it costs nothing
                                        Y28, new AreaPriority(Optional.empty(), Money.ZERO, 1)))),
                        Map.entry(
                                ATTENDANCE,
                                sorted(Map.of(
                                        // the plan of 2028 has no goal in it
                                        Y26, new AreaPriority(Optional.of(1), Money.ofDollars(9_000), 1)))));
    }

    private static SortedMap<FiscalYear, AreaPriority> sorted(Map<FiscalYear, AreaPriority> years) {
        return new TreeMap<>(years);
    }

    @Test
    void the_later_plan_wins_where_two_tell_the_same_year() {
        PlanYears years = PlanYears.of(
                assessed(
                        Y27,
                        found(Finding.of("m", PROFICIENT, ALL_PUPILS)
                                .in(2025, "57")
                                .in(2026, "61"))),
                assessed(
                        Y26,
                        found(Finding.of("math", PROFICIENT, ALL_PUPILS)
                                .in(2024, "52")
                                .in(2025, "55"))));

        // 2025 was 55 in the plan of 2025–26, and 57 in that of 2026–27
        assertThat(years.progress())
                .containsExactly(progress(
                        PROFICIENT,
                        ALL_PUPILS,
                        Map.of(FiscalYear.of(2024), "52", FiscalYear.of(2025), "57", Y26, "61")));
        assertThat(years.progress().get(0).values().keySet())
                .containsExactly(FiscalYear.of(2024), FiscalYear.of(2025), Y26);
    }

    @Test
    void metrics_stand_in_the_order_in_which_the_plans_first_tell_them() {
        PlanYears years = PlanYears.of(
                assessed(
                        Y27,
                        found(
                                Finding.of("a", ABSENCE, POOR).in(2026, "11"),
                                Finding.of("b", ABSENCE, ALL_PUPILS).in(2026, "8"),
                                Finding.of("c", PROFICIENT, POOR).in(2026, "41"))),
                assessed(
                        Y26,
                        found(
                                Finding.of("b", PROFICIENT, POOR),
                                Finding.of("a", ABSENCE, ALL_PUPILS).in(2025, "9"))));

        assertThat(years.progress())
                .containsExactly(
                        // told without a value in the plan of 2025–26
                        progress(PROFICIENT, POOR, Map.of(Y26, "41")),
                        progress(ABSENCE, ALL_PUPILS, Map.of(FiscalYear.of(2025), "9", Y26, "8")),
                        progress(ABSENCE, POOR, Map.of(Y26, "11")));
    }

    @Test
    void a_metric_without_values_is_told_without_values() {
        PlanYears years = PlanYears.of(assessed(Y26, found(Finding.of("m", PROFICIENT, ALL_PUPILS))));

        assertThat(years.progress()).containsExactly(progress(PROFICIENT, ALL_PUPILS, Map.of()));
    }

    @Test
    void reviews_stand_under_the_year_of_the_plan_that_tells_them() {
        Goal goal = Goal.of("math", MATHEMATICS, "Raise mathematics")
                .measuredBy(PROFICIENT, ALL_PUPILS)
                .from(2025, "50")
                .to("60");
        GoalReview half = GoalReview.of(goal, new BigDecimal("55"));
        GoalReview met = GoalReview.of(goal, new BigDecimal("60"));
        GoalReview unknown = GoalReview.unknown(Goal.of("read", READING, "Raise reading"));
        PlanYears years = PlanYears.of(
                assessed(Y28, NeedsAssessment.builder().lastYear(met)),
                assessed(Y27, NeedsAssessment.builder().lastYear(unknown).lastYear(half)));

        assertThat(years.reviews())
                .containsExactly(Map.entry(Y27, List.of(unknown, half)), Map.entry(Y28, List.of(met)));
        assertThat(years.reviews().values().stream().flatMap(List::stream).map(GoalReview::outcome))
                .containsExactly(GoalReview.Outcome.NOT_KNOWN, GoalReview.Outcome.PARTLY_MET, GoalReview.Outcome.MET);
    }

    @Test
    void the_earliest_plan_comes_first() {
        SitePlan one = plan("101", Y26);
        SitePlan two = plan("101", Y27);
        SitePlan three = plan("101", Y28);

        PlanYears years = PlanYears.of(List.of(three, one, two));

        assertThat(years.plans()).containsExactly(one, two, three).isUnmodifiable();
        assertThat(years.school()).isEqualTo(SchoolId.of("101"));
        assertThat(years.priorities()).isEmpty();
        assertThat(years.progress()).isEmpty();
        assertThat(years).hasToString("plans of school 101 for [2025–26, 2026–27, 2027–28]");
    }

    @Test
    void refuses_to_follow_no_plan() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PlanYears.of(List.of()))
                .withMessage("give at least one plan");
        assertThatIllegalArgumentException().isThrownBy(PlanYears::of).withMessage("give at least one plan");
    }

    @Test
    void tells_every_fault_at_once() {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> PlanYears.of(
                        plan("101", Y26),
                        plan("102", Y27),
                        plan("101", Y26, goal("read", READING)),
                        plan("103", Y26),
                        plan("101", Y26)))
                .withMessage("these plans cannot be followed; 4 problems:\n"
                        + "  plan of school 102, 2026–27: 0 goals, 0 investments: found school 102; "
                        + "allowed: plans of school 101. Follow each school by itself.\n"
                        + "  plan of school 101, 2025–26: 1 goal, 0 investments: found a second plan for 2025–26; "
                        + "allowed: one plan for a year. Leave out the earlier version.\n"
                        + "  plan of school 103, 2025–26: 0 goals, 0 investments: found school 103; "
                        + "allowed: plans of school 101. Follow each school by itself.\n"
                        + "  plan of school 101, 2025–26: 0 goals, 0 investments: found a second plan for 2025–26; "
                        + "allowed: one plan for a year. Leave out the earlier version.")
                .satisfies(thrown -> assertThat(thrown.problems())
                        .extracting(Problem::code)
                        .containsExactly("plan.school", "plan.twice", "plan.school", "plan.twice"));
    }

    @Test
    @SuppressWarnings("NullAway")
    void refuses_null() {
        assertThatNullPointerException()
                .isThrownBy(() -> new AreaPriority(null, Money.ZERO, 0))
                .withMessage("first");
        assertThatNullPointerException()
                .isThrownBy(() -> new AreaPriority(Optional.empty(), null, 0))
                .withMessage("cost");
        assertThatNullPointerException()
                .isThrownBy(() -> new Progress(null, POOR, new TreeMap<>()))
                .withMessage("metric");
        assertThatNullPointerException()
                .isThrownBy(() -> new Progress(ABSENCE, null, new TreeMap<>()))
                .withMessage("pupils");
    }
}
