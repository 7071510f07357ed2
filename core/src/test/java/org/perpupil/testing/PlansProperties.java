package org.perpupil.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.GenerationMode;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import net.jqwik.api.statistics.StatisticsReport.StatisticsReportMode;
import org.perpupil.money.Money;
import org.perpupil.plan.Action;
import org.perpupil.plan.ActionStatus;
import org.perpupil.plan.Chain;
import org.perpupil.plan.Cost;
import org.perpupil.plan.Finding;
import org.perpupil.plan.Goal;
import org.perpupil.plan.Investment;
import org.perpupil.plan.NeedsAssessment;
import org.perpupil.plan.SitePlan;
import org.perpupil.plan.Strategy;
import org.perpupil.pupils.NeedCategory;
import org.perpupil.pupils.NeedCombination;
import org.perpupil.pupils.PupilGroup;
import org.perpupil.revenue.Restriction;
import org.perpupil.revenue.RevenueSource;

@Domain(Plans.class)
@Domain(DomainContext.Global.class)
class PlansProperties {

    @Provide
    Arbitrary<SitePlan> smallPlans() {
        return Plans.smallPlans(4);
    }

    @Property(tries = 1000)
    @StatisticsReport(StatisticsReportMode.OFF)
    void plans_have_the_rare_cases(@ForAll SitePlan plan) {
        List<Action> actions = actions(plan);
        covers("no goal", 2, plan.goals().isEmpty());
        covers("four goals", 5, plan.goals().size() == 4);
        covers("no investment", 5, plan.chains().isEmpty());
        covers("five investments or more", 20, plan.chains().size() >= 5);
        covers(
                "a goal without strategy",
                10,
                any(plan.goals(), goal -> goal.strategies().isEmpty()));
        covers(
                "a goal with three strategies",
                10,
                any(plan.goals(), goal -> goal.strategies().size() == 3));
        covers(
                "a strategy without action",
                10,
                any(strategies(plan), strategy -> strategy.actions().isEmpty()));
        covers(
                "an action without investment",
                10,
                any(actions, action -> action.investments().isEmpty()));
        covers(
                "a dropped action that would cost something",
                10,
                any(
                        actions,
                        action -> action.status() == ActionStatus.DROPPED
                                && !action.investments().isEmpty()));
        covers("an asset at work", 10, any(actions, action -> !action.assets().isEmpty()));
        covers("two of one priority", 30, hasATie(plan));
        covers("a tie in the other order of place", 10, hasATieAgainstThePlace(plan));
        covers("one priority for each", 2, plan.chains().size() > 1 && !hasATie(plan));
        covers("a SMART goal", 5, plan.smart().stream().anyMatch(check -> check.isSmart()));
        covers("a goal that is not SMART", 30, plan.smart().stream().anyMatch(check -> !check.isSmart()));
        covers(
                "a district goal served",
                10,
                any(plan.goals(), goal -> !goal.districtGoals().isEmpty()));
        covers(
                "a finding answered",
                10,
                any(plan.goals(), goal -> !goal.findings().isEmpty()));
    }

    @Property(tries = 2000)
    @StatisticsReport(StatisticsReportMode.OFF)
    void investments_have_the_rare_cases(@ForAll Investment investment) {
        sometimes("account", investment, Investment::account);
        sometimes("recurrence", investment, Investment::recurrence);
        sometimes("evidence", investment, Investment::evidence);
        sometimes("grades", investment, Investment::grades);
        sometimes("pupils served", investment, Investment::pupilsServed);
        both("whole or nothing", investment.isWholeOrNothing());
        both("approved", !investment.approvedSources().isEmpty());
        both("barred", !investment.barredSources().isEmpty());
        both("for all pupils", investment.serves().equals(NeedCategory.ALL_PUPILS));
        both("for one need", Plans.NEEDS.contains(investment.serves()));
        both("for a combination", investment.serves() instanceof NeedCombination);
    }

    @Property(tries = 1000, generation = GenerationMode.RANDOMIZED)
    @StatisticsReport(StatisticsReportMode.OFF)
    void groups_have_the_rare_cases(@ForAll PupilGroup group) {
        Optional<NeedCombination> combination =
                group instanceof NeedCombination some ? Optional.of(some) : Optional.empty();
        covers("all pupils", 5, group.equals(NeedCategory.ALL_PUPILS));
        covers("one need", 10, Plans.NEEDS.contains(group));
        covers(
                "any",
                5,
                combination
                        .filter(some -> some.needs().size() > 1 && some.match() == NeedCombination.Match.ANY)
                        .isPresent());
        covers(
                "all",
                5,
                combination
                        .filter(some -> some.match() == NeedCombination.Match.ALL)
                        .isPresent());
        covers(
                "without",
                5,
                combination.filter(some -> !some.without().isEmpty()).isPresent());
        covers(
                "pupils without a need",
                3,
                combination
                        .filter(some -> some.needs().contains(NeedCategory.ALL_PUPILS))
                        .isPresent());
    }

    @Property(tries = 1000)
    @StatisticsReport(StatisticsReportMode.OFF)
    void costs_have_the_rare_cases(@ForAll Cost cost) {
        covers("amount", 10, cost instanceof Cost.Amount);
        covers("staff", 10, cost instanceof Cost.Staff);
        covers("units", 10, cost instanceof Cost.Units);
        covers("below a dollar", 0.3, cost.amount().compareTo(Money.ofDollars(1)) < 0);
        covers("above 100,000 dollars", 5, cost.amount().compareTo(Money.ofDollars(100_000)) > 0);
        assertThat(cost.amount()).isLessThanOrEqualTo(Money.ofDollars(2_000_000));
    }

    @Property(tries = 1000)
    @StatisticsReport(StatisticsReportMode.OFF)
    void assessments_have_the_rare_cases(@ForAll NeedsAssessment assessment) {
        covers("no finding", 5, assessment.findings().isEmpty());
        covers("a gap", 20, !assessment.gaps().isEmpty());
        covers("a missed subgroup", 0.3, !assessment.missedSubgroups().isEmpty());
        covers(
                "a finding without value",
                10,
                any(assessment.findings(), finding -> finding.latest().isEmpty()));
        covers(
                "a finding without target",
                10,
                any(assessment.findings(), finding -> finding.target().isEmpty()));
        covers("a review", 20, !assessment.lastYear().isEmpty());
        covers("an answer", 20, !assessment.answers().isEmpty());
        covers("a focus area", 20, !assessment.areas().isEmpty());
    }

    @Property(tries = 1000)
    @StatisticsReport(StatisticsReportMode.OFF)
    void sources_have_the_rare_cases(@ForAll RevenueSource source) {
        Optional<Restriction> restriction = source.restriction();
        covers("unrestricted", 3, restriction.isEmpty());
        covers("words only", 3, restriction.filter(Restriction::needsFinding).isPresent());
        covers("needs", 10, restriction.filter(some -> !some.needs().isEmpty()).isPresent());
        covers("grades", 10, restriction.filter(some -> !some.spans().isEmpty()).isPresent());
        covers(
                "accounts",
                10,
                restriction.filter(some -> !some.accounts().isEmpty()).isPresent());
        covers(
                "all three",
                5,
                restriction
                        .filter(some -> !some.needs().isEmpty()
                                && !some.spans().isEmpty()
                                && !some.accounts().isEmpty())
                        .isPresent());
    }

    @Property(tries = 300)
    void a_plan_is_what_the_domain_says(@ForAll SitePlan plan) {
        assertThat(plan.goals()).hasSizeLessThanOrEqualTo(4);
        assertThat(plan.accounts())
                .allSatisfy(account ->
                        assertThat(Plans.CHART.account(account.code())).contains(account));
        assertThat(plan.chains())
                .extracting(chain -> chain.investment().id())
                .doesNotHaveDuplicates()
                .allSatisfy(id -> assertThat(id).matches("i(\\d{1,2}|100)"));
    }

    @Property(tries = 200)
    void a_finding_is_numbered(@ForAll NeedsAssessment assessment) {
        assertThat(assessment.findings()).extracting(Finding::id).isSubsetOf("F1", "F2", "F3", "F4");
    }

    @Property(tries = 300)
    void a_small_plan_has_one_action(@ForAll("smallPlans") SitePlan plan) {
        assertThat(actions(plan)).hasSize(1);
        assertThat(plan.chains()).hasSizeBetween(1, 4);
    }

    private static void covers(String label, double percent, boolean drawn) {
        Statistics.label(label)
                .collect(drawn)
                .coverage(coverage -> coverage.check(true).percentage(share -> share >= percent / 4));
    }

    private static void both(String label, boolean drawn) {
        Statistics.label(label).collect(drawn).coverage(coverage -> {
            coverage.check(true).percentage(share -> share >= 2.5);
            coverage.check(false).percentage(share -> share >= 2.5);
        });
    }

    private static void sometimes(String label, Investment investment, Function<Investment, Optional<?>> fact) {
        both(label, fact.apply(investment).isPresent());
    }

    private static <T> boolean any(List<T> some, Predicate<T> such) {
        return some.stream().anyMatch(such);
    }

    private static List<Strategy> strategies(SitePlan plan) {
        return plan.goals().stream().map(Goal::strategies).flatMap(List::stream).toList();
    }

    private static List<Action> actions(SitePlan plan) {
        return strategies(plan).stream()
                .map(Strategy::actions)
                .flatMap(List::stream)
                .toList();
    }

    private static boolean hasATie(SitePlan plan) {
        return plan.chains().stream()
                        .map(chain -> chain.investment().priority())
                        .distinct()
                        .count()
                < plan.chains().size();
    }

    private static boolean hasATieAgainstThePlace(SitePlan plan) {
        List<Investment> inPlan = plan.chains().stream().map(Chain::investment).toList();
        for (int i = 1; i < inPlan.size(); i++) {
            Investment earlier = inPlan.get(i - 1);
            Investment later = inPlan.get(i);
            if (earlier.priority() == later.priority() && earlier.id().compareTo(later.id()) > 0) {
                return true;
            }
        }
        return false;
    }
}
