package org.perpupil.plan.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.tuple;
import static org.perpupil.plan.process.PlanStatus.APPROVED;
import static org.perpupil.plan.process.PlanStatus.DRAFT;
import static org.perpupil.plan.process.PlanStatus.FINAL;
import static org.perpupil.plan.process.PlanStatus.SHARED;
import static org.perpupil.plan.review.Plans.ATTENDANCE;
import static org.perpupil.plan.review.Plans.D1;
import static org.perpupil.plan.review.Plans.D2;
import static org.perpupil.plan.review.Plans.D3;
import static org.perpupil.plan.review.Plans.GENERAL;
import static org.perpupil.plan.review.Plans.MARCH;
import static org.perpupil.plan.review.Plans.MATHEMATICS;
import static org.perpupil.plan.review.Plans.READING;
import static org.perpupil.plan.review.Plans.YEAR;
import static org.perpupil.plan.review.Plans.action;
import static org.perpupil.plan.review.Plans.funded;
import static org.perpupil.plan.review.Plans.goal;
import static org.perpupil.plan.review.Plans.history;
import static org.perpupil.plan.review.Plans.investment;
import static org.perpupil.plan.review.Plans.plan;
import static org.perpupil.plan.review.Plans.school;
import static org.perpupil.pupils.NeedCategory.ENGLISH_LEARNER;
import static org.perpupil.pupils.NeedCategory.POVERTY;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.perpupil.budget.BudgetLine;
import org.perpupil.budget.Held;
import org.perpupil.budget.SchoolBudget;
import org.perpupil.district.District;
import org.perpupil.district.FiscalYear;
import org.perpupil.district.School;
import org.perpupil.district.SchoolId;
import org.perpupil.exact.Rational;
import org.perpupil.money.Money;
import org.perpupil.plan.Action;
import org.perpupil.plan.ActionStatus;
import org.perpupil.plan.DistrictGoal;
import org.perpupil.plan.Goal;
import org.perpupil.plan.SitePlan;
import org.perpupil.plan.funding.FundedLine;
import org.perpupil.plan.process.PlanHistory;
import org.perpupil.plan.review.DistrictPlans.Alignment;
import org.perpupil.plan.review.DistrictPlans.Pursuit;
import org.perpupil.plan.review.DistrictPlans.SchoolGoal;
import org.perpupil.problem.Problem;
import org.perpupil.problem.ProblemException;
import org.perpupil.pupils.Enrollment;
import org.perpupil.testing.Schools;

class DistrictPlansTest {
    private static final SchoolId ADAMS = SchoolId.of("101");
    private static final SchoolId BELL = SchoolId.of("102");
    private static final SchoolId CRUZ = SchoolId.of("103");
    private static final SchoolId DUNN = SchoolId.of("104");
    private static final District DISTRICT = Plans.district(
            school("101", Schools.ELEMENTARY, 400, 240, 100),
            school("102", Schools.ELEMENTARY, 300, 210, 60),
            school("103", Schools.MIDDLE, 500, 250, 50),
            school("104", Schools.ELEMENTARY, 350, 140, 70));

    private static final Goal MATH = goal(
                    "math",
                    MATHEMATICS,
                    action(
                            "hire",
                            LocalDate.of(2026, 9, 15),
                            investment("tutors", 40_000_00, 1).reaching(60)),
                    action("coach", LocalDate.of(2026, 8, 1), investment("coaches", 9_999_00, 3))
                            .withStatus(ActionStatus.DROPPED))
            .servingDistrictGoal("D1", "D2");
    private static final Goal READ =
            goal("read", READING, action("books", LocalDate.of(2026, 8, 31), investment("library", 1_000_00, 2)));
    private static final Goal ATTEND = goal(
                    "attend",
                    ATTENDANCE,
                    action(
                                    "visit",
                                    LocalDate.of(2026, 8, 31),
                                    investment("visitor", 12_000_00, 2).reaching(0))
                            .withStatus(ActionStatus.DONE),
                    action(
                            "drive",
                            LocalDate.of(2026, 9, 16),
                            investment("van", 7_000_50, 1).reaching(35)))
            .servingDistrictGoal("D2");
    private static final Goal LAB = goal(
                    "lab",
                    MATHEMATICS,
                    action(
                            "build",
                            LocalDate.of(2027, 1, 31),
                            investment("room", 30_000_00, 1).reaching(7)))
            .servingDistrictGoal("D1");

    private static final SitePlan ADAMS_PLAN = plan("101", YEAR, MATH, READ);
    private static final SitePlan BELL_PLAN = plan("102", YEAR, ATTEND);
    private static final SitePlan CRUZ_PLAN = plan("103", YEAR, LAB);

    /** Adams gets 40,000.25, Bell 15,000.00, and Cruz does not know yet. */
    private static final DistrictPlans PLANS = DistrictPlans.of(DISTRICT, YEAR)
            .setting(D1, D2, D3)
            .plan(history(CRUZ_PLAN, SHARED))
            .plan(history(BELL_PLAN, APPROVED), funded(BELL_PLAN, 15_000_00))
            .plan(history(ADAMS_PLAN, APPROVED), funded(ADAMS_PLAN, 40_000_25))
            .build();

    private static Money dollars(long dollars) {
        return Money.ofDollars(dollars);
    }

    @Test
    void tells_the_status_of_all_plans() {
        DistrictPlans plans = DistrictPlans.of(DISTRICT, YEAR)
                .plan(history(plan("104", YEAR), FINAL))
                .plan(history(plan("103", YEAR), APPROVED))
                .plan(history(plan("102", YEAR), DRAFT))
                .plan(history(plan("101", YEAR), APPROVED))
                .build();

        assertThat(plans.byStatus())
                .containsExactly(
                        Map.entry(DRAFT, List.of(BELL)),
                        Map.entry(SHARED, List.of()),
                        Map.entry(APPROVED, List.of(ADAMS, CRUZ)),
                        Map.entry(FINAL, List.of(DUNN)));
        assertThat(plans.withoutPlan()).isEmpty();
    }

    @Test
    void a_revised_plan_is_a_draft_again_and_its_new_version_counts() {
        PlanHistory revised =
                history(ADAMS_PLAN, FINAL).revise(plan("101", YEAR, READ), "Ana Ruiz", LocalDate.of(2026, 6, 20), "");
        DistrictPlans plans =
                DistrictPlans.of(DISTRICT, YEAR).setting(D1, D2).plan(revised).build();

        assertThat(plans.byStatus()).containsEntry(DRAFT, List.of(ADAMS)).containsEntry(FINAL, List.of());
        assertThat(plans.plan(ADAMS).orElseThrow().goals()).containsExactly(READ);
        assertThat(plans.history(ADAMS)).contains(revised);
    }

    @Test
    void tells_the_schools_without_plan() {
        assertThat(PLANS.withoutPlan()).extracting(School::id).containsExactly(DUNN);
        assertThat(PLANS.byStatus().values()).noneMatch(schools -> schools.contains(DUNN));
        assertThat(PLANS.plan(DUNN)).isEmpty();
        assertThat(PLANS.history(DUNN)).isEmpty();
        assertThat(PLANS.funding(DUNN)).isEmpty();
        assertThat(PLANS).hasToString("plans of 3 of 4 schools for 2026–27");
    }

    @Test
    void gives_plans_in_order_of_school() {
        assertThat(PLANS.plans()).containsExactly(ADAMS_PLAN, BELL_PLAN, CRUZ_PLAN);
        assertThat(PLANS.district()).isEqualTo(DISTRICT);
        assertThat(PLANS.year()).isEqualTo(YEAR);
        assertThat(PLANS.funding(ADAMS)).contains(funded(ADAMS_PLAN, 40_000_25));
        assertThat(PLANS.funding(CRUZ)).isEmpty();
    }

    @Test
    void dollars_by_area_add_up_to_the_total() {
        assertThat(PLANS.dollarsByArea())
                .containsExactly(
                        // the tutors of Adams
                        Map.entry(MATHEMATICS, dollars(40_000)),
                        // Adams: 40,000.25 − 40,000
                        Map.entry(READING, Money.ofCents(25)),
                        // all that Bell has, 15,000, is less than 12,000 + 7,000.50
                        Map.entry(ATTENDANCE, dollars(15_000)));
        // 40,000 + 0.25 + 15,000
        assertThat(PLANS.total()).isEqualTo(Money.ofCents(55_000_25));
        assertThat(Money.total(PLANS.dollarsByArea().values())).isEqualTo(PLANS.total());
    }

    @Test
    void dollars_come_by_any_fact_in_order_of_school() {
        assertThat(PLANS.lines())
                .extracting(FundedLine::toString)
                .containsExactly(
                        "40000.00 from General fund (general) for math › math-way › hire › tutors",
                        "0.25 from General fund (general) for read › read-way › books › library",
                        // 15,000 − 7,000.50 for the van, which comes first
                        "7999.50 from General fund (general) for attend › attend-way › visit › visitor",
                        "7000.50 from General fund (general) for attend › attend-way › drive › van");
        assertThat(PLANS.dollarsBy(FundedLine::school))
                .containsExactly(
                        // 40,000 + 0.25
                        Map.entry(ADAMS, Money.ofCents(40_000_25)),
                        // 7,999.50 + 7,000.50
                        Map.entry(BELL, dollars(15_000)));
    }

    @Test
    void a_goal_that_serves_two_counts_under_both() {
        assertThat(PLANS.alignment())
                .containsExactly(
                        new Alignment(
                                D1,
                                List.of(new SchoolGoal(ADAMS, MATH), new SchoolGoal(CRUZ, LAB)),
                                List.of(BELL),
                                // tutors 40,000 + room 30,000; coaches are dropped
                                dollars(70_000),
                                // tutors 40,000; Cruz is not funded yet
                                dollars(40_000)),
                        new Alignment(
                                D2,
                                List.of(new SchoolGoal(ADAMS, MATH), new SchoolGoal(BELL, ATTEND)),
                                List.of(CRUZ),
                                // tutors 40,000 + visitor 12,000 + van 7,000.50
                                Money.ofCents(59_000_50),
                                // tutors 40,000 + 7,999.50 + 7,000.50
                                dollars(55_000)),
                        // nobody serves it; Dunn has no plan, so it is not told of
                        new Alignment(D3, List.of(), List.of(ADAMS, BELL, CRUZ), Money.ZERO, Money.ZERO));
    }

    @Test
    void two_goals_of_one_school_may_serve_the_same() {
        Goal more = goal("more", READING, action("read", MARCH, investment("novels", 500_00, 9)))
                .servingDistrictGoal("D1");
        DistrictPlans plans = DistrictPlans.of(DISTRICT, YEAR)
                .setting(D1)
                .plan(history(plan("103", YEAR, LAB, more), DRAFT))
                .build();

        assertThat(plans.alignment())
                .containsExactly(new Alignment(
                        D1,
                        List.of(new SchoolGoal(CRUZ, LAB), new SchoolGoal(CRUZ, more)),
                        List.of(),
                        // room 30,000 + novels 500
                        dollars(30_500),
                        Money.ZERO));
    }

    @Test
    void tells_the_goals_that_serve_none_of_the_district() {
        assertThat(PLANS.unaligned()).containsExactly(new SchoolGoal(ADAMS, READ));
    }

    @Test
    void tells_overdue_actions_by_school() {
        // due on 31 August and 15 September; the visits are done, the coaches dropped, the van is due on the day itself
        assertThat(ids(PLANS.overdueOn(LocalDate.of(2026, 9, 16))))
                .containsExactly(Map.entry(ADAMS, List.of("books", "hire")));
        assertThat(ids(PLANS.overdueOn(LocalDate.of(2026, 9, 17))))
                .containsExactly(Map.entry(ADAMS, List.of("books", "hire")), Map.entry(BELL, List.of("drive")));
        assertThat(PLANS.overdueOn(LocalDate.of(2026, 8, 31))).isEmpty();
    }

    private static Map<SchoolId, List<String>> ids(Map<SchoolId, List<Action>> actions) {
        Map<SchoolId, List<String>> ids = new LinkedHashMap<>();
        actions.forEach(
                (school, some) -> ids.put(school, some.stream().map(Action::id).toList()));
        return ids;
    }

    @Test
    void tells_what_schools_pursue_and_at_what_cost_by_priority() {
        List<Pursuit> pursuits = PLANS.pursuits(List.of(CRUZ, ADAMS, BELL));

        assertThat(pursuits)
                .extracting(pursuit -> pursuit.school() + " " + pursuit.chain())
                .containsExactly(
                        "103 lab › lab-way › build › room",
                        "101 math › math-way › hire › tutors",
                        "101 read › read-way › books › library",
                        "102 attend › attend-way › drive › van",
                        "102 attend › attend-way › visit › visitor");
        assertThat(pursuits)
                .extracting(pursuit -> pursuit.dollarsPerPupil().orElseThrow())
                .containsExactly(
                        // 30,000 ÷ 500
                        Rational.of(60),
                        // 40,000 ÷ 400
                        Rational.of(100),
                        // 1,000 ÷ 400
                        Rational.of(5, 2),
                        // 7,000.50 ÷ 300 = 23.335
                        Rational.of(14_001, 600),
                        // 12,000 ÷ 300
                        Rational.of(40));
        assertThat(pursuits)
                .extracting(Pursuit::dollarsPerPupilReached)
                .containsExactly(
                        // 30,000 ÷ 7
                        Optional.of(Rational.of(30_000, 7)),
                        // 40,000 ÷ 60
                        Optional.of(Rational.of(2_000, 3)),
                        // not said
                        Optional.empty(),
                        // 7,000.50 ÷ 35
                        Optional.of(Rational.of(14_001, 70)),
                        // it reaches nobody
                        Optional.empty());
        assertThat(pursuits)
                .extracting(Pursuit::funded)
                .containsExactly(
                        Optional.empty(),
                        Optional.of(dollars(40_000)),
                        // 40,000.25 − 40,000
                        Optional.of(Money.ofCents(25)),
                        Optional.of(Money.ofCents(7_000_50)),
                        // 15,000 − 7,000.50
                        Optional.of(Money.ofCents(7_999_50)));
    }

    @Test
    void a_funded_plan_whose_investment_gets_nothing_is_not_one_without_money() {
        DistrictPlans plans = DistrictPlans.of(DISTRICT, YEAR)
                .setting(D1, D2)
                .plan(history(CRUZ_PLAN, DRAFT), funded(CRUZ_PLAN, 0))
                .build();

        assertThat(plans.pursuits(List.of(CRUZ))).extracting(Pursuit::funded).containsExactly(Optional.of(Money.ZERO));
        assertThat(plans.total()).isEqualTo(Money.ZERO);
        assertThat(plans.dollarsByArea()).isEmpty();
    }

    @Test
    void pupils_are_not_always_whole() {
        School half = School.of("105", "Half")
                .enrolling(Enrollment.in(Schools.MIDDLE)
                        .pupils(new BigDecimal("10.5"))
                        .build())
                .build();
        DistrictPlans plans = DistrictPlans.of(Plans.district(half), YEAR)
                .setting(D1)
                .plan(history(plan("105", YEAR, LAB), DRAFT))
                .build();

        assertThat(plans.pursuits(List.of(half.id())))
                .extracting(pursuit -> pursuit.dollarsPerPupil().orElseThrow())
                // 30,000 ÷ 10.5 = 60,000 ÷ 21 = 20,000 ÷ 7
                .containsExactly(Rational.of(20_000, 7));
    }

    @Test
    void a_school_without_plan_pursues_nothing() {
        assertThat(PLANS.pursuits(List.of(DUNN))).isEmpty();
        assertThat(PLANS.pursuits(List.of())).isEmpty();
    }

    @Test
    void refuses_to_tell_what_an_unknown_school_pursues() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PLANS.pursuits(List.of(ADAMS, SchoolId.of("999"))))
                .withMessage("Unified District has no school 999");
    }

    @Test
    void what_similar_schools_pursue_can_be_told() {
        SimilarSchools similar = PLANS.similarTo(ADAMS, POVERTY, ENGLISH_LEARNER);

        // Bell: 100/400 + |0.6 − 0.7| + |0.25 − 0.2| = 0.4; Dunn: 50/400 + |0.6 − 0.4| + |0.25 − 0.2| = 0.375
        assertThat(similar.all())
                .extracting(one -> one.school().id() + " " + one.distance())
                .containsExactly("104 0.375", "102 0.4");
        List<SchoolId> nearest =
                similar.nearest(2).stream().map(one -> one.school().id()).toList();
        assertThat(PLANS.pursuits(nearest)).extracting(Pursuit::school).containsExactly(BELL, BELL);
    }

    @Test
    void a_plan_can_be_matched_with_its_budget() {
        SchoolBudget budget =
                new SchoolBudget(BELL, YEAR, List.of(new BudgetLine("per pupil", GENERAL, dollars(15_000), Held.FREE)));

        DistrictPlans plans = DistrictPlans.of(DISTRICT, YEAR)
                .setting(List.of(D1, D2))
                .plan(history(BELL_PLAN, DRAFT), budget)
                .build();

        assertThat(plans.lines())
                .isEqualTo(PLANS.funding(BELL).orElseThrow().lines())
                .isNotEmpty();
    }

    @Test
    void refuses_a_budget_of_another_school() {
        SchoolBudget budget = new SchoolBudget(ADAMS, YEAR, List.of());

        assertThatIllegalArgumentException()
                .isThrownBy(() -> DistrictPlans.of(DISTRICT, YEAR)
                        .setting(D1, D2)
                        .plan(history(BELL_PLAN, DRAFT), budget)
                        .build())
                .withMessageContaining("school 102")
                .withMessageContaining("budget of school 101");
    }

    @Test
    void a_district_may_have_no_plan_and_no_goal() {
        DistrictPlans none = DistrictPlans.of(DISTRICT, YEAR).build();

        assertThat(none.plans()).isEmpty();
        assertThat(none.withoutPlan()).isEqualTo(DISTRICT.schools());
        assertThat(none.byStatus())
                .hasSize(4)
                .allSatisfy((status, schools) -> assertThat(schools).isEmpty());
        assertThat(none.alignment()).isEmpty();
        assertThat(none.unaligned()).isEmpty();
        assertThat(none.total()).isEqualTo(Money.ZERO);
        assertThat(none.scorecards(List.of())).isEmpty();
    }

    @Test
    void tells_every_fault_at_once() {
        SitePlan strange = plan("999", YEAR);
        SitePlan late = plan("104", FiscalYear.of(2028));
        SitePlan bell = plan("102", YEAR, READ);
        DistrictPlans.Builder builder = DistrictPlans.of(DISTRICT, YEAR)
                .setting(D1, D3)
                .setting(List.of(D1))
                .plan(history(strange, DRAFT))
                .plan(history(late, DRAFT))
                .plan(history(ADAMS_PLAN, DRAFT))
                .plan(history(plan("101", YEAR), FINAL))
                .plan(history(BELL_PLAN, DRAFT), funded(bell, 0));

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(builder::build)
                .withMessage("the plans of Unified District for 2026–27 cannot be used; 7 problems:\n"
                        + "  plan of school 999, 2026–27: 0 goals, 0 investments: found a school that is not there; "
                        + "allowed: a school of Unified District. Add the school to the district, or leave the plan out.\n"
                        + "  plan of school 104, 2027–28: 0 goals, 0 investments: found a plan for 2027–28; "
                        + "allowed: a plan for 2026–27. Leave it out.\n"
                        + "  plan of school 101, 2026–27: 0 goals, 0 investments: found a second plan; "
                        + "allowed: one plan for a school, with its versions. "
                        + "Give its history, which has all versions.\n"
                        + "  plan of school 102, 2026–27: 1 goal, 2 investments: "
                        + "found a funding of another plan or version; allowed: a funding of the current version. "
                        + "Match the current version with its budget.\n"
                        + "  district goal D1: found two goals with this id; allowed: each id once. "
                        + "Give one of them another id.\n"
                        + "  school 101, goal math: found district goal D2; allowed: D1, D3. "
                        + "Set the goal, or correct the plan.\n"
                        + "  school 102, goal attend: found district goal D2; allowed: D1, D3. "
                        + "Set the goal, or correct the plan.");
    }

    @Test
    void one_plan_may_have_several_faults() {
        SitePlan plan = plan("999", FiscalYear.of(2028), LAB);

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> DistrictPlans.of(DISTRICT, YEAR)
                        .plan(history(plan, DRAFT), funded(plan("103", YEAR), 0))
                        .build())
                .satisfies(thrown -> assertThat(thrown.problems())
                        .extracting(Problem::found, Problem::allowed)
                        .containsExactlyInAnyOrder(
                                tuple("a funding of another plan or version", "a funding of the current version"),
                                tuple("a school that is not there", "a school of Unified District"),
                                tuple("a plan for 2027–28", "a plan for 2026–27"),
                                tuple("district goal D1", "none, since no goal of the district is given")));
    }

    @Test
    void refuses_the_funding_of_an_earlier_version() {
        PlanHistory revised = history(ADAMS_PLAN, DRAFT).revise(plan("101", YEAR, READ), "Ana Ruiz", MARCH, "");

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> DistrictPlans.of(DISTRICT, YEAR)
                        .plan(revised, funded(ADAMS_PLAN, 1_00))
                        .build())
                .withMessage("the plans of Unified District for 2026–27 cannot be used; 1 problem:\n"
                        + "  plan of school 101, 2026–27: 1 goal, 1 investment: "
                        + "found a funding of another plan or version; allowed: a funding of the current version. "
                        + "Match the current version with its budget.");
    }

    @Test
    void what_it_gives_cannot_be_changed() {
        assertThat(PLANS.plans()).isUnmodifiable();
        assertThat(PLANS.lines()).isUnmodifiable();
        assertThat(PLANS.byStatus()).isUnmodifiable();
        assertThat(PLANS.dollarsByArea()).isUnmodifiable();
        assertThat(PLANS.alignment()).isUnmodifiable();
        assertThat(PLANS.unaligned()).isUnmodifiable();
        assertThat(PLANS.pursuits(List.of(ADAMS))).isUnmodifiable();
    }

    @Test
    void a_builder_goes_on_without_changing_what_it_built() {
        DistrictPlans.Builder builder =
                DistrictPlans.of(DISTRICT, YEAR).setting(D1, D2).plan(history(CRUZ_PLAN, DRAFT));
        DistrictPlans first = builder.build();

        builder.setting(D3).plan(history(BELL_PLAN, DRAFT));

        assertThat(first.plans()).containsExactly(CRUZ_PLAN);
        assertThat(first.alignment()).hasSize(2);
        assertThat(builder.build().plans()).containsExactly(BELL_PLAN, CRUZ_PLAN);
    }

    @Test
    @SuppressWarnings("NullAway")
    void refuses_null() {
        assertThatNullPointerException()
                .isThrownBy(() -> DistrictPlans.of(null, YEAR))
                .withMessage("district");
        assertThatNullPointerException()
                .isThrownBy(() -> DistrictPlans.of(DISTRICT, null))
                .withMessage("year");
        assertThatNullPointerException()
                .isThrownBy(() -> new SchoolGoal(null, MATH))
                .withMessage("school");
        assertThatNullPointerException()
                .isThrownBy(() -> new SchoolGoal(ADAMS, null))
                .withMessage("goal");
        assertThatNullPointerException()
                .isThrownBy(() -> new Alignment(D1, List.of(), List.of(), null, Money.ZERO))
                .withMessage("cost");
        assertThatNullPointerException()
                .isThrownBy(() -> new Alignment(D1, List.of(), List.of(), Money.ZERO, null))
                .withMessage("funded");
        assertThatNullPointerException()
                .isThrownBy(() -> DistrictPlans.of(DISTRICT, YEAR).plan((PlanHistory) null));
    }

    @Test
    void a_school_with_a_plan_and_no_pupils_still_pursues_it() {
        School empty = Plans.school("105", Schools.LEVELS.get(0), 0, 0, 0);
        DistrictPlans plans = DistrictPlans.of(Plans.district(empty), YEAR)
                .setting(D1)
                .plan(history(plan("105", YEAR, LAB), DRAFT))
                .build();

        assertThat(plans.pursuits(List.of(empty.id(), empty.id())))
                .singleElement()
                .satisfies(pursuit -> assertThat(pursuit.dollarsPerPupil()).isEmpty());
    }

    @Test
    void tells_a_budget_of_another_school_beside_other_faults() {
        SchoolBudget other = new SchoolBudget(SchoolId.of("102"), YEAR, List.of());

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> DistrictPlans.of(Plans.district(), YEAR)
                        .plan(history(plan("101", YEAR), DRAFT), other)
                        .build())
                .satisfies(refused -> assertThat(refused.problems())
                        .extracting(Problem::code)
                        .containsExactly("plans.budget", "plans.school"));
    }

    @Test
    void refuses_a_goal_of_the_district_that_a_school_has_otherwise() {
        DistrictGoal other = DistrictGoal.of("D1", Plans.READING, "Everybody reads");
        SitePlan plan = SitePlan.of("101", YEAR)
                .importing(other)
                .goal(Goal.of("g", Plans.READING, "Read").servingDistrictGoal("D1"))
                .build();

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> DistrictPlans.of(
                                Plans.district(Plans.school("101", Schools.LEVELS.get(0), 10, 1, 1)), YEAR)
                        .setting(D1)
                        .plan(history(plan, DRAFT))
                        .build())
                .withMessageContaining(
                        "school 101, goal g: found district goal D1 as \"Everybody reads\" about reading; allowed: "
                                + "\"Two of three pupils proficient\" about mathematics, as the district sets it. "
                                + "Import the goal as the district sets it.");
    }

    @Test
    void tells_costs_and_shortfalls_of_all_plans() {
        assertThat(PLANS.cost())
                .isEqualTo(
                        Money.total(PLANS.plans().stream().map(SitePlan::cost).toList()));
        assertThat(Money.total(PLANS.costByArea().values())).isEqualTo(PLANS.cost());
        assertThat(Money.total(PLANS.shortfalls().values().stream()
                        .flatMap(List::stream)
                        .map(shortfall -> shortfall.missing())
                        .toList()))
                .isEqualTo(Money.total(PLANS.plans().stream()
                        .flatMap(plan -> PLANS.funding(plan.school()).stream())
                        .map(funding -> funding.missing())
                        .toList()));
    }
}
