package org.perpupil.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.perpupil.plan.Example.ASSESSMENT;
import static org.perpupil.plan.Example.BOOKS;
import static org.perpupil.plan.Example.BUY;
import static org.perpupil.plan.Example.CALL;
import static org.perpupil.plan.Example.CALLS;
import static org.perpupil.plan.Example.DISTRICT_GOAL;
import static org.perpupil.plan.Example.FIFTH_GRADERS;
import static org.perpupil.plan.Example.HIRE;
import static org.perpupil.plan.Example.LIBRARY;
import static org.perpupil.plan.Example.MATH;
import static org.perpupil.plan.Example.MATHEMATICS;
import static org.perpupil.plan.Example.PLAN;
import static org.perpupil.plan.Example.PRESENT;
import static org.perpupil.plan.Example.PROFICIENT;
import static org.perpupil.plan.Example.TUTORS;
import static org.perpupil.plan.Example.YEAR;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.perpupil.account.Account;
import org.perpupil.account.AccountCode;
import org.perpupil.account.ChartOfAccounts;
import org.perpupil.district.FiscalYear;
import org.perpupil.district.SchoolId;
import org.perpupil.money.Money;
import org.perpupil.problem.Problem;
import org.perpupil.problem.ProblemException;
import org.perpupil.pupils.Grade;
import org.perpupil.pupils.GradeSpan;

class SitePlanTest {
    private static final LocalDate YEAR_END = LocalDate.of(2013, 6, 30);
    private static final Goal DRAFT = Goal.of("draft", MATHEMATICS, "Know more");

    private static SitePlan.Builder bare() {
        return SitePlan.of("101", YEAR);
    }

    private static Goal costing(String id, Investment... investments) {
        return Goal.of(id, MATHEMATICS, "Know more")
                .through(Strategy.of(id, "Teach").acting(Action.of(id, "Buy").investing(investments)));
    }

    private static Investment bought(String id, int priority) {
        return Investment.of(id, "Something", Cost.of(Money.ofDollars(1))).priority(priority);
    }

    private static List<Problem> problemsOf(SitePlan.Builder builder) {
        return catchThrowableOfType(ProblemException.class, builder::build).problems();
    }

    private static List<String> ids(Collection<Chain> chains) {
        return chains.stream().map(chain -> chain.investment().id()).toList();
    }

    @Test
    void may_be_empty() {
        SitePlan plan = bare().build();

        assertThat(plan.school()).isEqualTo(SchoolId.of("101"));
        assertThat(plan.year()).isEqualTo(YEAR);
        assertThat(plan.assessment()).isEqualTo(NeedsAssessment.NONE);
        assertThat(plan.districtGoals()).isEmpty();
        assertThat(plan.assets()).isEmpty();
        assertThat(plan.goals()).isEmpty();
        assertThat(plan.accounts()).isEmpty();
        assertThat(plan.chains()).isEmpty();
        assertThat(plan.byPriority()).isEmpty();
        assertThat(plan.smart()).isEmpty();
        assertThat(plan.openPoints()).isEmpty();
        assertThat(plan.cost()).isEqualTo(Money.ZERO);
    }

    @Test
    void has_what_it_is_given() {
        assertThat(PLAN.assessment()).isEqualTo(ASSESSMENT);
        assertThat(PLAN.districtGoals()).containsExactly(DISTRICT_GOAL);
        assertThat(PLAN.districtGoal("D1")).contains(DISTRICT_GOAL);
        assertThat(PLAN.districtGoal("D2")).isEmpty();
        assertThat(PLAN.assets()).containsExactly(LIBRARY);
        assertThat(PLAN.goals()).containsExactly(MATH, PRESENT);
        assertThat(PLAN.goal("present")).contains(PRESENT);
        assertThat(PLAN.goal("reading")).isEmpty();
        assertThat(PLAN).hasToString("plan of school 101, 2012–13: 2 goals, 3 investments");
    }

    @Test
    void every_investment_has_its_way_to_a_goal() {
        Strategy tutoring = MATH.strategies().get(0);
        Strategy families = PRESENT.strategies().get(0);

        assertThat(PLAN.chains())
                .containsExactly(
                        new Chain(MATH, tutoring, HIRE, TUTORS),
                        new Chain(MATH, tutoring, BUY, BOOKS),
                        new Chain(PRESENT, families, CALL, CALLS));
        assertThat(PLAN.chain("books")).contains(new Chain(MATH, tutoring, BUY, BOOKS));
        assertThat(PLAN.chain("pens")).isEmpty();
        assertThat(PLAN.chains().get(0)).hasToString("math › tutoring › hire › tutors");
    }

    @Test
    void a_chain_has_all_of_its_links() {
        Strategy tutoring = MATH.strategies().get(0);

        assertThatNullPointerException()
                .isThrownBy(() -> new Chain(null, tutoring, HIRE, TUTORS))
                .withMessage("goal");
        assertThatNullPointerException()
                .isThrownBy(() -> new Chain(MATH, null, HIRE, TUTORS))
                .withMessage("strategy");
        assertThatNullPointerException()
                .isThrownBy(() -> new Chain(MATH, tutoring, null, TUTORS))
                .withMessage("action");
        assertThatNullPointerException()
                .isThrownBy(() -> new Chain(MATH, tutoring, HIRE, null))
                .withMessage("investment");
    }

    @Test
    void the_first_priority_is_paid_first_and_equal_ones_by_id() {
        SitePlan plan = bare().goal(costing("one", bought("z", 2), bought("b", 1)))
                .goal(costing("two", bought("a", 2), bought("c", 10), bought("i10", 3), bought("i9", 3)))
                .build();

        assertThat(ids(plan.byPriority())).containsExactly("b", "a", "z", "i10", "i9", "c");
        assertThat(ids(plan.chains())).as("left in the order of the plan").startsWith("z", "b");
    }

    @Test
    void costs_all_its_goals() {
        // 157,000 + 5,460 + 3,000
        assertThat(PLAN.cost()).isEqualTo(Money.ofDollars(165_460));
    }

    @Test
    void what_the_community_gives_is_no_cost() {
        SitePlan plan = bare().asset(LIBRARY.worth(Money.ofDollars(9_999)))
                .goal(costing("one", bought("a", 1)))
                .build();

        assertThat(plan.cost()).isEqualTo(Money.ofDollars(1));
    }

    @Test
    void dropped_actions_cost_nothing_and_have_no_chain() {
        SitePlan plan = PLAN.with(HIRE.withStatus(ActionStatus.DROPPED));

        // 5,460 + 3,000
        assertThat(plan.cost()).isEqualTo(Money.ofDollars(8_460));
        assertThat(ids(plan.chains())).containsExactly("books", "calls");
        assertThat(ids(plan.byPriority())).containsExactly("books", "calls");
        assertThat(plan.chain("tutors")).isEmpty();
    }

    @Test
    void a_dropped_action_keeps_its_investments_for_the_record() {
        SitePlan plan = PLAN.with(HIRE.withStatus(ActionStatus.DROPPED));

        assertThat(plan.with(HIRE)).isEqualTo(PLAN);
    }

    @Test
    void accounts_have_names_and_come_in_order_of_code() {
        SitePlan plan = Example.builder()
                .goal(costing(
                        "one", bought("a", 1).chargedTo("4300"), bought("b", 1).chargedTo("1100")))
                .build();

        assertThat(plan.accounts())
                .containsExactly(
                        new Account(AccountCode.of("1100"), "Teachers' salaries"),
                        new Account(AccountCode.of("4300"), "Materials and supplies"));
        assertThat(plan.account(AccountCode.of("4300")))
                .contains(new Account(AccountCode.of("4300"), "Materials and supplies"));
        assertThat(plan.account(AccountCode.of("5800"))).isEmpty();
    }

    @Test
    void without_a_chart_any_account_will_do() {
        SitePlan plan =
                bare().goal(costing("one", bought("a", 1).chargedTo("x-9"))).build();

        assertThat(plan.accounts()).containsExactly(new Account(AccountCode.of("x-9"), "x-9"));
    }

    @Test
    void tells_every_fault_at_once() {
        Goal faulty = Goal.of("math", MATHEMATICS, "Know more")
                .measuredBy(PROFICIENT, FIFTH_GRADERS)
                .from(2012, "101")
                .to("-5")
                .servingDistrictGoal("D1", "D9")
                .answering("reading")
                .through(Strategy.of("tutoring", "Teach")
                        .acting(Action.of("hire", "Buy")
                                .supportedBy("library", "club")
                                .investing(TUTORS, bought("pens", 3).chargedTo("9999"))));
        SitePlan.Builder builder = Example.builder()
                .importing(List.of(DISTRICT_GOAL))
                .asset(LIBRARY)
                .goals(List.of(MATH, faulty, PRESENT));

        assertThat(problemsOf(builder))
                .containsExactly(
                        twice("district goal", "D1"),
                        twice("community asset", "library"),
                        twice("goal", "math"),
                        twice("strategy", "tutoring"),
                        twice("action", "hire"),
                        twice("investment", "tutors"),
                        unknown("goal math", "district goal", "D9", "D1"),
                        unknown("goal math", "finding", "reading", "math-5, absences"),
                        unknown("goal math, action hire", "community asset", "club", "library"),
                        impossible("101%"),
                        impossible("-5%"),
                        new Problem(
                                "plan.account",
                                "goal math, investment pens",
                                "account 9999",
                                "an account of Objects: 1100, 4300",
                                "Charge it to an account of the chart."));
    }

    private static Problem twice(String kind, String id) {
        return new Problem(
                "plan.twice",
                kind + " " + id,
                "more than one " + kind + " with this id",
                "each id once in a plan",
                "Give one of them another id.");
    }

    private static Problem unknown(String place, String kind, String id, String known) {
        return new Problem("plan.unknown", place, kind + " " + id, known, "Add the " + kind + ", or correct the id.");
    }

    private static Problem impossible(String value) {
        return new Problem(
                "plan.value",
                "goal math",
                value,
                "0 to 100%",
                "Correct the value, or the unit of \"proficient on the state mathematics test\".");
    }

    @Test
    void the_message_names_school_and_year() {
        SitePlan.Builder builder = bare().goal(DRAFT.servingDistrictGoal("D1"));

        assertThat(catchThrowableOfType(ProblemException.class, builder::build)).hasMessage("""
                        the plan of school 101 for 2012–13 cannot be used; 1 problem:
                          goal draft: found district goal D1; allowed: none, since the plan has no district goal. Add the \
                        district goal, or correct the id.""");
    }

    @Test
    void an_id_that_many_parts_have_is_told_once() {
        assertThat(problemsOf(bare().goal(DRAFT).goal(DRAFT).goal(DRAFT))).containsExactly(twice("goal", "draft"));
    }

    @Test
    void parts_of_different_kinds_may_share_an_id() {
        SitePlan plan = bare().importing(DistrictGoal.of("a", MATHEMATICS, "Know more"))
                .asset(CommunityAsset.of("a", "Library", "Books"))
                .goal(costing("a", bought("a", 1)))
                .build();

        assertThat(plan.chains()).hasSize(1);
    }

    @Test
    void one_id_in_two_goals_is_refused_though_one_action_is_dropped() {
        Goal dropped = Goal.of("two", MATHEMATICS, "Know more")
                .through(Strategy.of("two", "Teach")
                        .acting(Action.of("two", "Buy")
                                .withStatus(ActionStatus.DROPPED)
                                .investing(bought("a", 1))));

        assertThat(problemsOf(bare().goal(costing("one", bought("a", 1))).goal(dropped)))
                .containsExactly(twice("investment", "a"));
    }

    @Test
    void values_are_not_limited_where_the_unit_is_not_per_cent() {
        Goal goal = DRAFT.measuredBy(Metric.of("score", "points"), FIFTH_GRADERS)
                .from(2012, "400")
                .to("420");

        assertThat(bare().goal(goal).build().goals()).containsExactly(goal);
    }

    @Test
    void actions_are_overdue_after_their_deadline_the_longest_first() {
        Action unhurried = Action.of("wait", "Wait");
        Goal goal = costing("one", bought("a", 1))
                .through(Strategy.of("more", "More").acting(unhurried, due("b", 1), due("c", 3), due("a", 1)));
        SitePlan plan = bare().goal(goal).build();

        assertThat(plan.overdueOn(LocalDate.of(2012, 9, 1))).isEmpty();
        assertThat(plan.overdueOn(LocalDate.of(2012, 9, 2)))
                .extracting(Action::id)
                .containsExactly("a", "b");
        assertThat(plan.overdueOn(LocalDate.of(2012, 9, 4)))
                .extracting(Action::id)
                .containsExactly("a", "b", "c");
    }

    private static Action due(String id, int dayOfSeptember) {
        return Action.of(id, "Do it").dueBy(LocalDate.of(2012, 9, dayOfSeptember));
    }

    @Test
    void what_is_done_or_dropped_is_not_overdue() {
        LocalDate late = LocalDate.of(2014, 1, 1);

        assertThat(PLAN.overdueOn(late)).containsExactly(BUY, HIRE, CALL);
        assertThat(PLAN.with(BUY.withStatus(ActionStatus.DONE))
                        .with(HIRE.withStatus(ActionStatus.DROPPED))
                        .overdueOn(late))
                .containsExactly(CALL);
    }

    @Test
    void a_whole_plan_has_no_open_points() {
        assertThat(PLAN.openPoints()).isEmpty();
    }

    @Test
    void tells_what_a_draft_still_lacks() {
        Goal timeless = DRAFT.measuredBy(PROFICIENT, FIFTH_GRADERS)
                .from(2012, "60")
                .to("80")
                .answering("math-5");
        Goal irrelevant = Goal.of("math", MATHEMATICS, "Know more")
                .measuredBy(PROFICIENT, FIFTH_GRADERS)
                .from(2012, "60")
                .to("80")
                .by(YEAR_END)
                .through(
                        Strategy.of("empty", "Think of something"),
                        Strategy.of("vague", "Do something").acting(Action.of("act", "Act"), HIRE));
        SitePlan plan = Example.builder().goal(timeless).goal(irrelevant).build();

        assertThat(plan.openPoints())
                .containsExactly(
                        new Problem(
                                "plan.not-smart",
                                "goal draft",
                                "It names no day by which it is to be reached.",
                                "a goal that is time bound",
                                "Say what is missing."),
                        missing("goal draft", "no strategy", "Say how it is to be reached."),
                        new Problem(
                                "plan.not-smart",
                                "goal math",
                                "It serves no goal of the district, and answers no finding.",
                                "a goal that is relevant",
                                "Say what is missing."),
                        missing("strategy empty", "no action", "Say what is to be done."),
                        missing("action act", "no owner", "Name who answers for it."),
                        missing("action act", "no deadline", "Name the day by which it is done."));
    }

    private static Problem missing(String place, String found, String remedy) {
        return new Problem("plan.incomplete", place, found, "a plan that can be carried out", remedy);
    }

    @Test
    void a_dropped_action_needs_no_owner_and_no_deadline() {
        Goal goal = MATH.through(Strategy.of("vague", "Do something")
                .acting(Action.of("act", "Act").withStatus(ActionStatus.DROPPED)));

        assertThat(Example.builder().goal(goal).build().openPoints())
                .containsExactly(missing("strategy vague", "no action", "Say what is to be done."));
    }

    @Test
    void an_investment_may_be_changed_in_its_place() {
        SitePlan plan = PLAN.with(
                TUTORS.withCost(Cost.fte("1", Money.ofDollars(78_500))).withPriority(4));

        // 78,500 + 5,460 + 3,000
        assertThat(plan.cost()).isEqualTo(Money.ofDollars(86_960));
        assertThat(plan.chain("tutors").orElseThrow()).hasToString("math › tutoring › hire › tutors");
        assertThat(ids(plan.byPriority())).containsExactly("books", "calls", "tutors");
        assertThat(PLAN.cost()).as("left as it was").isEqualTo(Money.ofDollars(165_460));
        assertThat(plan.with(TUTORS)).isEqualTo(PLAN);
    }

    @Test
    void an_investment_may_be_changed_in_a_dropped_action() {
        SitePlan plan = PLAN.with(HIRE.withStatus(ActionStatus.DROPPED))
                .with(TUTORS.withPriority(9))
                .with(HIRE.withStatus(ActionStatus.PLANNED));

        assertThat(plan).isEqualTo(PLAN);
    }

    @Test
    void an_action_may_be_changed_in_its_place() {
        Action action = BUY.investing(bought("pens", 3).chargedTo("4300"));
        SitePlan plan = PLAN.with(action);

        assertThat(plan.chain("pens").orElseThrow()).hasToString("math › tutoring › buy › pens");
        assertThat(ids(plan.chains())).containsExactly("tutors", "books", "pens", "calls");
    }

    @Test
    void a_goal_may_be_changed_in_its_place_or_added_at_the_end() {
        Goal changed = Goal.of("math", MATHEMATICS, "Know most");

        assertThat(PLAN.with(changed).goals()).containsExactly(changed, PRESENT);
        assertThat(PLAN.with(DRAFT).goals()).containsExactly(MATH, PRESENT, DRAFT);
    }

    @Test
    void a_change_keeps_the_names_of_accounts() {
        assertThat(PLAN.with(TUTORS.withPriority(3)).accounts()).isEqualTo(PLAN.accounts());
    }

    @Test
    void a_change_is_checked_like_the_rest() {
        assertThat(catchThrowableOfType(ProblemException.class, () -> PLAN.with(BUY.investing(bought("tutors", 1))))
                        .problems())
                .containsExactly(twice("investment", "tutors"));
        assertThat(catchThrowableOfType(ProblemException.class, () -> PLAN.with(BUY.supportedBy("club")))
                        .problems())
                .containsExactly(unknown("goal math, action buy", "community asset", "club", "library"));
        assertThat(catchThrowableOfType(ProblemException.class, () -> PLAN.with(MATH.to("120")))
                        .problems())
                .containsExactly(impossible("120%"));
    }

    @Test
    void a_goal_goes_with_everything_under_it() {
        SitePlan plan = PLAN.withoutGoal("math");

        assertThat(plan.goals()).containsExactly(PRESENT);
        assertThat(plan.cost()).isEqualTo(Money.ofDollars(3_000));
        assertThat(plan.accounts()).isEmpty();
        assertThat(plan.assessment()).isEqualTo(ASSESSMENT);
        assertThat(plan.districtGoals()).containsExactly(DISTRICT_GOAL);
        assertThat(plan.assets()).containsExactly(LIBRARY);
    }

    @Test
    void refuses_to_change_what_is_not_there() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PLAN.with(bought("pens", 1)))
                .withMessage("the plan has no investment pens");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PLAN.with(Action.of("sing", "Sing")))
                .withMessage("the plan has no action sing");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PLAN.withoutGoal("reading"))
                .withMessage("the plan has no goal reading");
    }

    @Test
    void the_next_year_begins_with_all_but_the_goals() {
        SitePlan next = PLAN.copy(YEAR.next()).build();

        assertThat(next)
                .isEqualTo(SitePlan.of("101", FiscalYear.of(2014))
                        .assessment(ASSESSMENT)
                        .importing(DISTRICT_GOAL)
                        .asset(LIBRARY)
                        .build());
    }

    @Test
    void a_copy_with_the_goals_is_the_same_plan() {
        assertThat(PLAN.copy(YEAR).goals(PLAN.goals()).build()).isEqualTo(PLAN).hasSameHashCodeAs(PLAN);
    }

    @Test
    void what_is_added_later_does_not_reach_what_was_built() {
        SitePlan.Builder builder = bare().goal(DRAFT);
        SitePlan before = builder.build();

        builder.goal(MATH.by(YEAR_END)).importing(DISTRICT_GOAL).asset(LIBRARY).assessment(ASSESSMENT);

        assertThat(before).isEqualTo(bare().goal(DRAFT).build());
    }

    @Test
    void equals_means_everything_is_the_same() {
        Goal charged = costing("one", bought("a", 1).chargedTo("1100"));

        assertThat(List.of(
                        bare().build(),
                        SitePlan.of("102", YEAR).build(),
                        SitePlan.of("101", YEAR.next()).build(),
                        bare().assessment(ASSESSMENT).build(),
                        bare().importing(DISTRICT_GOAL).build(),
                        bare().asset(LIBRARY).build(),
                        bare().goal(DRAFT).build(),
                        bare().goal(charged).build(),
                        bare().accounts(Example.CHART).goal(charged).build()))
                .doesNotHaveDuplicates();
        assertThat(bare().accounts(Example.CHART).build())
                .as("a chart that nothing is charged to makes no difference")
                .isEqualTo(bare().build());
        assertThat(PLAN).isNotEqualTo(null).isNotEqualTo("plan");
    }

    @Test
    void refuses_null() {
        assertThatNullPointerException()
                .isThrownBy(() -> SitePlan.of((SchoolId) null, YEAR))
                .withMessage("school");
        assertThatNullPointerException().isThrownBy(() -> SitePlan.of((String) null, YEAR));
        assertThatNullPointerException()
                .isThrownBy(() -> SitePlan.of("101", null))
                .withMessage("year");
        assertThatNullPointerException()
                .isThrownBy(() -> bare().assessment(null))
                .withMessage("found");
        assertThatNullPointerException().isThrownBy(() -> bare().importing((DistrictGoal) null));
        assertThatNullPointerException().isThrownBy(() -> bare().asset(null)).withMessage("asset");
        assertThatNullPointerException().isThrownBy(() -> bare().accounts(null)).withMessage("chart");
        assertThatNullPointerException().isThrownBy(() -> bare().goal(null)).withMessage("goal");
        assertThatNullPointerException().isThrownBy(() -> bare().goals(null));
        assertThatNullPointerException().isThrownBy(() -> PLAN.with((Investment) null));
        assertThatNullPointerException().isThrownBy(() -> PLAN.with((Action) null));
        assertThatNullPointerException().isThrownBy(() -> PLAN.with((Goal) null));
        assertThatNullPointerException().isThrownBy(() -> PLAN.overdueOn(null));
        assertThatNullPointerException().isThrownBy(() -> PLAN.since(null));
        assertThatNullPointerException().isThrownBy(() -> PLAN.copy(null)).withMessage("year");
    }

    @Test
    void later_versions_are_held_to_the_same_chart() {
        assertThat(PLAN.withoutGoal("math").with(Example.MATH).accounts()).isEqualTo(PLAN.accounts());
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> PLAN.with(Example.TUTORS.chargedTo("9999")))
                .satisfies(refused ->
                        assertThat(refused.problems()).extracting(Problem::code).containsExactly("plan.account"));
    }

    @Test
    void may_be_held_to_another_chart() {
        SitePlan plan = PLAN.withAccounts(ChartOfAccounts.anyCode()).with(Example.TUTORS.chargedTo("9999"));

        assertThat(plan.account(AccountCode.of("9999"))).contains(new Account(AccountCode.of("9999"), "9999"));
    }

    @Test
    void trusts_no_chart_that_answers_with_another_account() {
        ChartOfAccounts wrong = new ChartOfAccounts() {
            @Override
            public String name() {
                return "wrong";
            }

            @Override
            public Optional<Account> account(AccountCode code) {
                return Optional.of(new Account(AccountCode.of("X-" + code), "other"));
            }
        };

        assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> PLAN.withAccounts(wrong));
    }

    @Test
    void grades_that_the_school_teaches_are_those_of_investments_that_name_none() {
        GradeSpan elementary = GradeSpan.of("elementary", "K", "5");
        GradeSpan fifth = GradeSpan.of(Grade.GRADE_5);
        SitePlan plan = SitePlan.of("101", Example.YEAR)
                .teaching(elementary)
                .goal(Goal.of("g", Example.MATHEMATICS, "Know more")
                        .through(Strategy.of("s", "Teach")
                                .acting(Action.of("a", "Act")
                                        .investing(Example.TUTORS, Example.BOOKS.inGrades(fifth)))))
                .build();

        assertThat(plan.investment("tutors").orElseThrow().grades()).contains(elementary);
        assertThat(plan.investment("books").orElseThrow().grades()).contains(fifth);
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() ->
                        SitePlan.of("101", Example.YEAR).goal(Example.PRESENT).teaching(elementary))
                .withMessage("say teaching(…) before the goals");
    }

    @Test
    void refuses_a_goal_that_means_another_metric_by_a_name_than_a_finding() {
        Metric turned = Metric.of("absent per pupil", "days");

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> PLAN.with(Example.PRESENT.measuredBy(turned, Subgroup.ALL_PUPILS)))
                .withMessageContaining(
                        "goal present: found absent per pupil, in days, higher is better; allowed: absent per pupil, in"
                                + " days, lower is better. Give one of the two metrics another name.");
    }

    @Test
    void parts_can_be_taken_out_and_put_in() {
        assertThat(PLAN.withoutInvestment("books").investment("books")).isEmpty();
        assertThat(PLAN.withoutAction("buy").action("buy")).isEmpty();
        assertThat(PLAN.withoutStrategy("tutoring").strategy("tutoring")).isEmpty();
        assertThat(PLAN.with(Strategy.of("tutoring", "Otherwise")).strategy("tutoring"))
                .contains(Strategy.of("tutoring", "Otherwise"));
        assertThat(PLAN.with(Example.ASSESSMENT)).isEqualTo(PLAN);
        for (String none : List.of("none")) {
            assertThatExceptionOfType(IllegalArgumentException.class)
                    .isThrownBy(() -> PLAN.withoutInvestment(none))
                    .withMessage("the plan has no investment none");
            assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> PLAN.withoutAction(none));
            assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> PLAN.withoutStrategy(none));
            assertThatExceptionOfType(IllegalArgumentException.class)
                    .isThrownBy(() -> PLAN.with(Strategy.of(none, "None")));
        }
    }
}
