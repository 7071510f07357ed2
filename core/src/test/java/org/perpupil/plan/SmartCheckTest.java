package org.perpupil.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.perpupil.plan.Example.ABSENT;
import static org.perpupil.plan.Example.END;
import static org.perpupil.plan.Example.FIFTH_GRADERS;
import static org.perpupil.plan.Example.MATH;
import static org.perpupil.plan.Example.MATHEMATICS;
import static org.perpupil.plan.Example.PRESENT;
import static org.perpupil.plan.Example.PROFICIENT;
import static org.perpupil.plan.SmartCheck.Quality.ATTAINABLE;
import static org.perpupil.plan.SmartCheck.Quality.MEASURABLE;
import static org.perpupil.plan.SmartCheck.Quality.RELEVANT;
import static org.perpupil.plan.SmartCheck.Quality.SPECIFIC;
import static org.perpupil.plan.SmartCheck.Quality.TIME_BOUND;
import static org.perpupil.plan.SmartCheck.Verdict.MET;
import static org.perpupil.plan.SmartCheck.Verdict.NOT_MET;
import static org.perpupil.plan.SmartCheck.Verdict.WARNING;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.perpupil.plan.SmartCheck.Criterion;
import org.perpupil.plan.SmartCheck.Quality;

class SmartCheckTest {
    private static final Goal DRAFT = Goal.of("math", MATHEMATICS, "Know more");
    private static final Goal MEASURED = DRAFT.measuredBy(PROFICIENT, FIFTH_GRADERS);

    private static SmartCheck check(Goal goal) {
        return Example.builder().goal(goal).build().smart().get(0);
    }

    /** Checks a goal in a plan with one finding, or none. */
    private static Criterion attainable(Goal goal, Finding... findings) {
        return SitePlan.of("101", Example.YEAR)
                .assessment(
                        NeedsAssessment.builder().findings(List.of(findings)).build())
                .goal(goal)
                .build()
                .smart()
                .get(0)
                .of(ATTAINABLE);
    }

    private static Finding finding() {
        return Finding.of("math-5", PROFICIENT, FIFTH_GRADERS);
    }

    @Test
    void a_draft_lacks_all_five() {
        SmartCheck check = check(DRAFT);

        assertThat(check.isSmart()).isFalse();
        assertThat(check.open()).isEqualTo(check.criteria());
        assertThat(check.criteria())
                .containsExactly(
                        new Criterion(SPECIFIC, NOT_MET, "It names no metric, and no pupils whose metric it is."),
                        new Criterion(MEASURABLE, NOT_MET, "It has no metric and no baseline and no target."),
                        new Criterion(
                                ATTAINABLE, NOT_MET, "Without a metric, a baseline and a target nobody can tell."),
                        new Criterion(RELEVANT, NOT_MET, "It serves no goal of the district, and answers no finding."),
                        new Criterion(TIME_BOUND, NOT_MET, "It names no day by which it is to be reached."));
    }

    @Test
    void the_guidebooks_example_is_smart_and_worth_a_second_look() {
        SmartCheck check = check(MATH);

        assertThat(check.goal()).isEqualTo("math");
        assertThat(check.isSmart()).isTrue();
        assertThat(check.open()).extracting(Criterion::quality).containsExactly(ATTAINABLE);
        assertThat(check.criteria())
                .containsExactly(
                        new Criterion(
                                SPECIFIC,
                                MET,
                                "It names what is measured, \"proficient on the state mathematics test\", and of whom,"
                                        + " all pupils, 5."),
                        new Criterion(MEASURABLE, MET, "It goes from 60% in 2011–12 to 80%."),
                        // (80 − 60) / (2015 − 2012) = 6.67; 57 − 52 = 5, 60 − 57 = 3
                        new Criterion(
                                ATTAINABLE,
                                WARNING,
                                "It asks for 6.67 points a year, more than the metric ever gained: 5 points at best."),
                        new Criterion(
                                RELEVANT,
                                MET,
                                "It serves the district's \"Every pupil is ready for algebra in grade 8 (D1)\" and"
                                        + " answers math-5."),
                        new Criterion(TIME_BOUND, MET, "It ends on 2015-06-30."));
    }

    @Test
    void what_has_been_gained_before_is_attainable() {
        // (75 − 60) / 3 = 5 = 57 − 52
        assertThat(attainable(
                        MEASURED.from(2012, "60").to("75").by(END),
                        finding().in(2010, "52").in(2011, "57").in(2012, "60")))
                .isEqualTo(new Criterion(
                        ATTAINABLE, MET, "It asks for 5 points a year, and the metric has gained 5 points in a year."));
    }

    @Test
    void gains_over_several_years_are_shared_out_among_them() {
        // (60 − 48) / (2012 − 2008) = 3; (75 − 60) / 3 = 5
        assertThat(attainable(
                        MEASURED.from(2012, "60").to("75").by(END),
                        finding().in(2008, "48").in(2012, "60")))
                .isEqualTo(new Criterion(
                        ATTAINABLE,
                        WARNING,
                        "It asks for 5 points a year, more than the metric ever gained: 3 points at best."));
    }

    @Test
    void a_metric_that_only_fell_warns_too() {
        // 58 − 60 = −2; (63 − 58) / 1 = 5
        assertThat(attainable(
                        MEASURED.from(2012, "58").to("63").by(LocalDate.of(2013, 6, 30)),
                        finding().in(2011, "60").in(2012, "58")))
                .isEqualTo(new Criterion(
                        ATTAINABLE,
                        WARNING,
                        "It asks for 5 points a year, more than the metric ever gained: -2 points at best."));
    }

    @Test
    void fewer_days_are_a_gain_where_lower_is_better() {
        // (8 − 6) / 3 = 0.67; 9 − 8 = 1
        assertThat(check(PRESENT).of(ATTAINABLE))
                .isEqualTo(new Criterion(
                        ATTAINABLE, MET, "It asks for 0.67 days a year, and the metric has gained 1 days in a year."));
        assertThat(check(PRESENT).of(MEASURABLE))
                .isEqualTo(new Criterion(MEASURABLE, MET, "It goes from 8 days in 2011–12 to 6 days."));
    }

    @Test
    void more_days_are_no_gain_where_lower_is_better() {
        // 7 − 8 = −1; (8 − 5) / 3 = 1
        Goal goal = Goal.of("present", MATHEMATICS, "Miss fewer days")
                .measuredBy(ABSENT, Subgroup.ALL_PUPILS)
                .from(2012, "8")
                .to("5")
                .by(END);

        assertThat(attainable(
                        goal,
                        Finding.of("days", ABSENT, Subgroup.ALL_PUPILS)
                                .in(2011, "7")
                                .in(2012, "8")))
                .isEqualTo(new Criterion(
                        ATTAINABLE,
                        WARNING,
                        "It asks for 1 days a year, more than the metric ever gained: -1 days at best."));
    }

    @Test
    void without_a_history_there_is_nothing_to_compare_with() {
        Goal goal = MEASURED.from(2012, "60").to("80").by(END);
        // (80 − 60) / 3 = 6.67
        Criterion unknown = new Criterion(
                ATTAINABLE,
                WARNING,
                "It asks for 6.67 points a year, and no finding tells the metric in two years to compare with.");

        assertThat(attainable(goal)).isEqualTo(unknown);
        assertThat(attainable(goal, finding().in(2012, "60"))).isEqualTo(unknown);
        assertThat(attainable(
                        goal,
                        Finding.of("whole", PROFICIENT, Subgroup.ALL_PUPILS)
                                .in(2011, "50")
                                .in(2012, "60")))
                .as("a finding about others")
                .isEqualTo(unknown);
    }

    @Test
    void without_a_deadline_the_gain_is_asked_for_in_one_year() {
        // (80 − 60) / 1 = 20
        assertThat(attainable(MEASURED.from(2012, "60").to("80")).reason()).startsWith("It asks for 20 points a year,");
    }

    @Test
    void a_year_is_the_least_time() {
        // December 2012 is in the calendar year in which 2011–12 ended: 10 / 1
        assertThat(attainable(MEASURED.from(2012, "60").to("70").by(LocalDate.of(2012, 12, 31)))
                        .reason())
                .startsWith("It asks for 10 points a year,");
    }

    @Test
    void a_target_that_is_no_improvement_is_measurable_and_worth_a_second_look() {
        SmartCheck check = check(MEASURED.from(2012, "60").to("60").by(END).answering("math-5"));

        assertThat(check.of(MEASURABLE))
                .isEqualTo(new Criterion(
                        MEASURABLE, WARNING, "It goes from 60% in 2011–12 to 60%, which is no improvement."));
        assertThat(check.of(ATTAINABLE)).isEqualTo(new Criterion(ATTAINABLE, MET, "It asks for no gain."));
        assertThat(check.isSmart()).isTrue();
    }

    @Test
    void tells_what_is_missing_to_measure_it() {
        assertThat(check(MEASURED).of(MEASURABLE).reason()).isEqualTo("It has no baseline and no target.");
        assertThat(check(MEASURED.to("80")).of(MEASURABLE).reason()).isEqualTo("It has no baseline.");
        assertThat(check(MEASURED.from(2012, "60")).of(MEASURABLE).reason()).isEqualTo("It has no target.");
        assertThat(check(DRAFT.from(2012, "60").to("80")).of(MEASURABLE).reason())
                .isEqualTo("It has no metric.");
        assertThat(check(DRAFT.from(2012, "60").to("80")).of(ATTAINABLE).verdict())
                .isEqualTo(NOT_MET);
    }

    @Test
    void one_link_is_enough_to_be_relevant() {
        assertThat(check(DRAFT.servingDistrictGoal("D1")).of(RELEVANT))
                .isEqualTo(new Criterion(
                        RELEVANT,
                        MET,
                        "It serves the district's \"Every pupil is ready for algebra in grade 8 (D1)\"."));
        assertThat(check(DRAFT.answering("math-5", "absences")).of(RELEVANT))
                .isEqualTo(new Criterion(RELEVANT, MET, "It answers absences, math-5."));
    }

    @Test
    void every_goal_of_a_plan_is_checked_in_order() {
        assertThat(Example.PLAN.smart()).extracting(SmartCheck::goal).containsExactly("math", "present");
        assertThat(Example.PLAN.smart())
                .allSatisfy(check -> assertThat(check.criteria())
                        .extracting(Criterion::quality)
                        .containsExactly(Quality.values()));
    }

    @Test
    void prints_a_line_for_each_of_the_five() {
        assertThat(check(DRAFT)).hasToString("""
                        math
                          specific, not met: It names no metric, and no pupils whose metric it is.
                          measurable, not met: It has no metric and no baseline and no target.
                          attainable, not met: Without a metric, a baseline and a target nobody can tell.
                          relevant, not met: It serves no goal of the district, and answers no finding.
                          time bound, not met: It names no day by which it is to be reached.""");
    }

    @Test
    void later_changes_of_the_list_do_not_reach_it() {
        List<Criterion> criteria = new ArrayList<>(check(MATH).criteria());

        SmartCheck check = new SmartCheck("math", criteria);
        criteria.clear();

        assertThat(check).isEqualTo(check(MATH));
    }

    @Test
    void refuses_null_for_the_five() {
        assertThatNullPointerException().isThrownBy(() -> new SmartCheck("math", null));
    }

    @Test
    void a_goal_cannot_end_before_the_year_of_its_baseline() {
        SmartCheck check = Example.builder()
                .goal(Example.MATH.by(LocalDate.of(2011, 6, 30)))
                .build()
                .smart()
                .get(0);

        assertThat(check.of(SmartCheck.Quality.TIME_BOUND).verdict()).isEqualTo(SmartCheck.Verdict.NOT_MET);
        assertThat(check.of(SmartCheck.Quality.TIME_BOUND).reason())
                .isEqualTo("It ends on 2011-06-30, before the plan's year, 2012–13.");
    }

    @Test
    void a_goal_that_makes_it_worse_is_none() {
        SmartCheck check = Example.builder()
                .goal(Example.MATH.from(2012, "60").to("50"))
                .build()
                .smart()
                .get(0);

        assertThat(check.isSmart()).isFalse();
        assertThat(check.of(SmartCheck.Quality.MEASURABLE).reason())
                .isEqualTo("It goes from 60% in 2011–12 to 50%, which is worse.");
    }
}
