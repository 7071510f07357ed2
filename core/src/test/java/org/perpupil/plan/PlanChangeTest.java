package org.perpupil.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.perpupil.plan.Example.ABSENCES;
import static org.perpupil.plan.Example.BOOKS;
import static org.perpupil.plan.Example.BUY;
import static org.perpupil.plan.Example.CALLS;
import static org.perpupil.plan.Example.DISTRICT_GOAL;
import static org.perpupil.plan.Example.HIRE;
import static org.perpupil.plan.Example.LIBRARY;
import static org.perpupil.plan.Example.MATH;
import static org.perpupil.plan.Example.MATHEMATICS;
import static org.perpupil.plan.Example.MATH_FINDING;
import static org.perpupil.plan.Example.PLAN;
import static org.perpupil.plan.Example.PRESENT;
import static org.perpupil.plan.Example.TUTORS;
import static org.perpupil.plan.Example.YEAR;
import static org.perpupil.pupils.NeedCategory.FOSTER;

import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.perpupil.money.Money;
import org.perpupil.plan.NeedsAssessment.Question;
import org.perpupil.pupils.Grade;
import org.perpupil.pupils.GradeSpan;
import org.perpupil.revenue.SourceId;

class PlanChangeTest {
    private static final SitePlan EMPTY = SitePlan.of("101", YEAR).build();

    private static PlanChange changed(String part, String what, String before, String after) {
        return new PlanChange(part, what, Optional.of(before), Optional.of(after));
    }

    private static PlanChange said(String part, String what, String after) {
        return new PlanChange(part, what, Optional.empty(), Optional.of(after));
    }

    @Test
    void a_plan_has_no_changes_since_itself() {
        assertThat(PLAN.since(PLAN)).isEmpty();
        assertThat(EMPTY.since(EMPTY)).isEmpty();
    }

    @Test
    void a_priority_may_change() {
        assertThat(PLAN.with(BOOKS.withPriority(1)).since(PLAN))
                .containsExactly(changed("investment books", "priority", "2", "1"));
    }

    @Test
    void a_cost_changes_with_its_working() {
        assertThat(PLAN.with(TUTORS.withCost(Cost.fte("1.5", Money.ofDollars(78_500))))
                        .since(PLAN))
                .containsExactly(changed(
                        "investment tutors",
                        "cost",
                        // 2 × 78,500
                        "2 FTE × 78,500.00 = 157,000.00",
                        // 1.5 × 78,500
                        "1.5 FTE × 78,500.00 = 117,750.00"));
    }

    @Test
    void every_fact_of_an_investment_is_compared() {
        Investment more = CALLS.chargedTo("4300")
                .recurring()
                .backedBy(EvidenceTier.PROMISING)
                .serving(FOSTER)
                .inGrades(GradeSpan.of(Grade.GRADE_5))
                .reaching(30)
                .wholeOrNothing()
                .approvedFor(SourceId.of("gift"))
                .notFrom(SourceId.of("title-i"));

        assertThat(PLAN.with(more).since(PLAN))
                .containsExactlyInAnyOrder(
                        said("investment calls", "account", "4300"),
                        said("investment calls", "recurrence", "recurring"),
                        said("investment calls", "evidence", "tier 3"),
                        changed("investment calls", "serves", "all pupils", "foster"),
                        said("investment calls", "grades", "5"),
                        said("investment calls", "pupils", "30"),
                        changed("investment calls", "funding", "in part if need be", "whole or nothing"),
                        said("investment calls", "approved for", "gift"),
                        said("investment calls", "not from", "title-i"));
    }

    @Test
    void an_investment_may_move_to_another_action() {
        Action fromHere = Action.of("buy", "Buy workbooks")
                .ownedBy("Ms Ode")
                .dueBy(LocalDate.of(2012, 8, 1))
                .supportedBy("library");
        Strategy tutoring = Strategy.of("tutoring", "Tutor in small groups").acting(HIRE.investing(BOOKS), fromHere);

        SitePlan moved =
                Example.builder().goal(withStrategy(tutoring)).goal(PRESENT).build();

        assertThat(moved.since(PLAN)).containsExactly(changed("investment books", "belongs to", "buy", "hire"));
        assertThat(PLAN.since(moved)).containsExactly(changed("investment books", "belongs to", "hire", "buy"));
    }

    /** Returns the goal in mathematics with another strategy. */
    private static Goal withStrategy(Strategy strategy) {
        return Goal.of("math", MATHEMATICS, MATH.statement())
                .measuredBy(Example.PROFICIENT, Example.FIFTH_GRADERS)
                .from(2012, "60")
                .to("80")
                .by(Example.END)
                .servingDistrictGoal("D1")
                .answering("math-5")
                .through(strategy);
    }

    @Test
    void what_is_added_is_told_once_and_not_fact_by_fact() {
        Investment pens =
                Investment.of("pens", "Pens", Cost.of(Money.ofDollars(20))).priority(5);

        assertThat(PLAN.with(BUY.investing(pens)).since(PLAN)).containsExactly(said("investment pens", "part", "Pens"));
    }

    @Test
    void what_is_removed_is_told_with_everything_under_it() {
        assertThat(PLAN.withoutGoal("present").since(PLAN))
                .extracting(PlanChange::part)
                .containsExactly("goal present", "strategy families", "action call", "investment calls");
        assertThat(PLAN.withoutGoal("present").since(PLAN)).allSatisfy(change -> {
            assertThat(change.what()).isEqualTo("part");
            assertThat(change.after()).isEmpty();
        });
    }

    @Test
    void an_action_may_come_further() {
        assertThat(PLAN.with(HIRE.withStatus(ActionStatus.UNDER_WAY)
                                .ownedBy("Vice principal")
                                .dueBy(LocalDate.of(2012, 10, 1))
                                .supportedBy("library"))
                        .since(PLAN))
                .containsExactly(
                        changed("action hire", "owner", "Principal", "Vice principal"),
                        changed("action hire", "deadline", "2012-09-15", "2012-10-01"),
                        changed("action hire", "status", "planned", "under way"),
                        said("action hire", "supported by", "library"));
    }

    @Test
    void a_goal_may_change_its_target() {
        assertThat(PLAN.with(MATH.to("75").from(2011, "57").by(LocalDate.of(2014, 6, 30)))
                        .since(PLAN))
                .containsExactly(
                        changed("goal math", "baseline", "60% in 2011–12", "57% in 2010–11"),
                        changed("goal math", "target", "80%", "75%"),
                        changed("goal math", "deadline", "2015-06-30", "2014-06-30"));
    }

    @Test
    void a_goal_may_be_told_and_linked_otherwise() {
        Goal before = Goal.of("math", MATHEMATICS, "Know more");
        Goal after = Goal.of("math", Example.ATTENDANCE, "Be there")
                .measuredBy(Example.ABSENT, Subgroup.ALL_PUPILS)
                .servingDistrictGoal("D1")
                .answering("math-5", "absences");

        assertThat(Example.builder()
                        .goal(after)
                        .build()
                        .since(Example.builder().goal(before).build()))
                .containsExactlyInAnyOrder(
                        changed("goal math", "area", "mathematics", "attendance (not academic)"),
                        changed("goal math", "statement", "Know more", "Be there"),
                        said("goal math", "metric", "absent per pupil, in days, lower is better"),
                        said("goal math", "pupils", "all pupils"),
                        said("goal math", "district goals", "D1"),
                        said("goal math", "findings", "absences, math-5"));
    }

    @Test
    void what_is_around_the_goals_is_compared_too() {
        SitePlan later = SitePlan.of("101", YEAR)
                .assessment(NeedsAssessment.builder()
                        .focusingOn(MATHEMATICS)
                        .finding(ABSENCES)
                        .lastYear(GoalReview.unknown(MATH))
                        .answer(Question.THEMES, "Winter.")
                        .build())
                .importing(DISTRICT_GOAL)
                .asset(LIBRARY)
                .build();

        assertThat(later.since(EMPTY))
                .containsExactly(
                        said("focus area mathematics", "part", "mathematics"),
                        said(
                                "finding absences",
                                "part",
                                "absences: absent per pupil, all pupils: 2010–11 9 days, 2011–12 8 days; target 6 days"),
                        said("last year's goal math", "part", MATH.statement() + ": not known (no value is known)"),
                        said("answer to \"What keeps showing in the school's data?\"", "part", "Winter."),
                        said("district goal D1", "part", "Every pupil is ready for algebra in grade 8 (mathematics)"),
                        said("community asset library", "part", "City library: Homework help"));
    }

    @Test
    void a_new_value_of_a_finding_is_a_change() {
        SitePlan one = SitePlan.of("101", YEAR)
                .assessment(NeedsAssessment.builder().finding(MATH_FINDING).build())
                .build();
        SitePlan other = SitePlan.of("101", YEAR)
                .assessment(NeedsAssessment.builder()
                        .finding(MATH_FINDING.in(2013, "63"))
                        .build())
                .build();

        assertThat(other.since(one)).singleElement().satisfies(change -> {
            assertThat(change.part()).isEqualTo("finding math-5");
            assertThat(change.after().orElseThrow()).contains("2012–13 63%");
        });
    }

    private static Goal present(Metric metric) {
        return Goal.of("present", Example.ATTENDANCE, "Be there").measuredBy(metric, Subgroup.ALL_PUPILS);
    }

    @Test
    void a_metric_that_is_turned_round_is_a_change() {
        Metric turned = Metric.of("absent per pupil", "days");

        SitePlan plan = SitePlan.of("101", YEAR).goal(present(Example.ABSENT)).build();

        assertThat(SitePlan.of("101", YEAR).goal(present(turned)).build().since(plan))
                .containsExactly(changed(
                        "goal present",
                        "metric",
                        "absent per pupil, in days, lower is better",
                        "absent per pupil, in days, higher is better"));
    }

    @Test
    void another_school_and_another_year_are_changes() {
        assertThat(SitePlan.of("102", YEAR.next()).build().since(EMPTY))
                .containsExactly(
                        changed("plan", "school", "101", "102"),
                        changed("plan", "year", YEAR.toString(), YEAR.next().toString()));
    }

    @Test
    void a_goal_that_was_added_is_told_in_its_own_words() {
        assertThat(PLAN.with(Goal.of("new", MATHEMATICS, "Know more")).since(PLAN))
                .first()
                .hasToString("goal new added: Know more");
    }

    @Test
    void a_community_asset_may_give_more() {
        SitePlan one = SitePlan.of("101", YEAR).asset(LIBRARY.hours(10)).build();
        SitePlan other = SitePlan.of("101", YEAR)
                .asset(LIBRARY.hours(20).worth(Money.ofDollars(1_400)))
                .build();

        assertThat(other.since(one))
                .containsExactly(
                        changed("community asset library", "hours", "10", "20"),
                        said("community asset library", "in-kind value", "1,400.00"));
    }

    @Test
    void changes_come_in_the_order_of_the_earlier_plan_and_then_what_was_added() {
        SitePlan later = PLAN.with(Goal.of("more", MATHEMATICS, "More"))
                .withoutGoal("math")
                .with(CALLS.withPriority(1));

        assertThat(later.since(PLAN))
                .extracting(PlanChange::part)
                .containsExactly(
                        "goal math",
                        "strategy tutoring",
                        "action hire",
                        "investment tutors",
                        "action buy",
                        "investment books",
                        "investment calls",
                        "account 1100",
                        "account 4300",
                        "goal more");
    }

    @Test
    void prints_for_people() {
        assertThat(changed("investment books", "priority", "2", "1")).hasToString("investment books: priority 2 → 1");
        assertThat(said("investment books", "account", "4300")).hasToString("investment books: account none → 4300");
        assertThat(new PlanChange("investment books", "account", Optional.of("4300"), Optional.empty()))
                .hasToString("investment books: account 4300 → none");
        assertThat(said("investment pens", "part", "Pens")).hasToString("investment pens added: Pens");
        assertThat(new PlanChange("investment pens", "part", Optional.of("Pens"), Optional.empty()))
                .hasToString("investment pens removed: Pens");
    }

    @Test
    void the_list_of_changes_cannot_be_changed() {
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> PLAN.since(EMPTY).clear());
    }

    @Test
    void refuses_null() {
        Optional<String> none = Optional.empty();

        assertThatNullPointerException()
                .isThrownBy(() -> new PlanChange(null, "priority", none, none))
                .withMessage("part");
        assertThatNullPointerException()
                .isThrownBy(() -> new PlanChange("investment books", null, none, none))
                .withMessage("what");
        assertThatNullPointerException()
                .isThrownBy(() -> new PlanChange("investment books", "priority", null, none))
                .withMessage("before");
        assertThatNullPointerException()
                .isThrownBy(() -> new PlanChange("investment books", "priority", none, null))
                .withMessage("after");
    }
}
