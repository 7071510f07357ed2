package org.perpupil.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import org.perpupil.exact.Rational;
import org.perpupil.money.Money;
import org.perpupil.plan.NeedsAssessment.Gap;
import org.perpupil.testing.Plans;

@Domain(Plans.class)
@Domain(DomainContext.Global.class)
class SitePlanProperties {

    private static List<Action> actions(SitePlan plan) {
        return plan.goals().stream()
                .map(Goal::strategies)
                .flatMap(List::stream)
                .map(Strategy::actions)
                .flatMap(List::stream)
                .toList();
    }

    @Property(tries = 300)
    void costs_the_sum_over_its_goals(@ForAll SitePlan plan) {
        assertThat(plan.cost())
                .isEqualTo(Money.total(plan.goals().stream().map(Goal::cost).toList()));
    }

    @Property(tries = 300)
    void costs_the_sum_over_the_investments_that_are_wanted(@ForAll SitePlan plan) {
        Money sum = Money.ZERO;
        for (Action action : actions(plan)) {
            if (action.status() != ActionStatus.DROPPED) {
                for (Investment investment : action.investments()) {
                    sum = sum.plus(investment.cost().amount());
                }
            }
        }

        assertThat(plan.cost()).isEqualTo(sum);
    }

    @Property(tries = 200)
    void dropping_everything_leaves_no_cost(@ForAll SitePlan plan) {
        SitePlan dropped = plan;
        for (Action action : actions(plan)) {
            dropped = dropped.with(action.withStatus(ActionStatus.DROPPED));
        }

        assertThat(dropped.cost()).isEqualTo(Money.ZERO);
        assertThat(dropped.chains()).isEmpty();
        assertThat(dropped.goals()).hasSameSizeAs(plan.goals());
    }

    @Property(tries = 300)
    void every_chain_hangs_together(@ForAll SitePlan plan) {
        for (Chain chain : plan.chains()) {
            assertThat(plan.goals()).contains(chain.goal());
            assertThat(chain.goal().strategies()).contains(chain.strategy());
            assertThat(chain.strategy().actions()).contains(chain.action());
            assertThat(chain.action().investments()).contains(chain.investment());
            assertThat(chain.action().status()).isNotEqualTo(ActionStatus.DROPPED);
            assertThat(plan.chain(chain.investment().id())).contains(chain);
        }
    }

    @Property(tries = 300)
    void priorities_put_the_same_chains_in_order(@ForAll SitePlan plan) {
        assertThat(plan.byPriority())
                .containsExactlyInAnyOrderElementsOf(plan.chains())
                .isSortedAccordingTo(
                        Comparator.comparing((Chain chain) -> chain.investment().priority())
                                .thenComparing(chain -> chain.investment().id()));
    }

    @Property(tries = 200)
    void the_order_of_the_goals_changes_neither_cost_nor_who_is_paid_first(@ForAll SitePlan plan) {
        SitePlan.Builder backwards = plan.copy(plan.year());
        for (int i = plan.goals().size() - 1; i >= 0; i--) {
            backwards.goal(plan.goals().get(i));
        }
        SitePlan turned = backwards.build();

        assertThat(turned.cost()).isEqualTo(plan.cost());
        assertThat(turned.byPriority()).isEqualTo(plan.byPriority());
    }

    @Property(tries = 300)
    void has_no_changes_since_itself(@ForAll SitePlan plan) {
        assertThat(plan.since(plan)).isEmpty();
    }

    @Property(tries = 300)
    void a_copy_with_the_goals_is_the_same_plan(@ForAll SitePlan plan) {
        assertThat(plan.copy(plan.year()).goals(plan.goals()).build())
                .isEqualTo(plan)
                .hasSameHashCodeAs(plan);
    }

    @Property(tries = 200)
    void changes_the_other_way_round_are_the_same_with_before_and_after_exchanged(
            @ForAll SitePlan one, @ForAll SitePlan other) {
        assertThat(other.since(one))
                .containsExactlyInAnyOrderElementsOf(one.since(other).stream()
                        .map(change -> new PlanChange(change.part(), change.what(), change.after(), change.before()))
                        .toList());
    }

    @Property(tries = 200)
    void every_part_with_everything_under_it_is_new_since_there_was_none(@ForAll SitePlan plan) {
        SitePlan empty = plan.copy(plan.year()).build();

        assertThat(plan.since(empty)).allSatisfy(change -> {
            assertThat(change.what()).isEqualTo("part");
            assertThat(change.before()).isEmpty();
            assertThat(change.after()).isPresent();
        });
        assertThat(plan.since(empty).stream().filter(change -> change.part().startsWith("investment ")))
                .hasSize(actions(plan).stream()
                        .mapToInt(action -> action.investments().size())
                        .sum());
    }

    @Property(tries = 200)
    void putting_a_part_back_changes_nothing(@ForAll SitePlan plan) {
        for (Chain chain : plan.chains()) {
            assertThat(plan.with(chain.investment())).isEqualTo(plan);
        }
        for (Action action : actions(plan)) {
            assertThat(plan.with(action)).isEqualTo(plan);
        }
        for (Goal goal : plan.goals()) {
            assertThat(plan.with(goal)).isEqualTo(plan);
        }
    }

    @Property(tries = 200)
    void another_priority_is_the_one_change(@ForAll SitePlan plan) {
        for (Chain chain : plan.chains()) {
            Investment investment = chain.investment();
            SitePlan changed = plan.with(investment.withPriority(investment.priority() + 1));

            assertThat(changed.since(plan)).singleElement().satisfies(change -> {
                assertThat(change.part()).isEqualTo("investment " + investment.id());
                assertThat(change.what()).isEqualTo("priority");
            });
            assertThat(changed.cost()).isEqualTo(plan.cost());
        }
    }

    @Property(tries = 200)
    void without_a_goal_it_costs_that_much_less(@ForAll SitePlan plan) {
        for (Goal goal : plan.goals()) {
            assertThat(plan.withoutGoal(goal.id()).cost()).isEqualTo(plan.cost().minus(goal.cost()));
        }
    }

    @Property(tries = 300)
    void what_is_overdue_stays_so_until_it_is_done(
            @ForAll SitePlan plan,
            @ForAll @IntRange(min = 0, max = 2_000) int days,
            @ForAll @IntRange(min = 0, max = 500) int later) {
        LocalDate day = LocalDate.of(2025, 7, 1).plusDays(days);

        assertThat(plan.overdueOn(day.plusDays(later))).containsAll(plan.overdueOn(day));
        assertThat(plan.overdueOn(day))
                .isSortedAccordingTo(
                        Comparator.comparing(action -> action.deadline().orElseThrow()));
        assertThat(plan.overdueOn(LocalDate.of(2025, 7, 1))).isEmpty();
    }

    @Property(tries = 300)
    void every_goal_is_checked_for_all_five(@ForAll SitePlan plan) {
        assertThat(plan.smart()).hasSameSizeAs(plan.goals());
        assertThat(plan.smart())
                .allSatisfy(check -> assertThat(check.criteria())
                        .extracting(SmartCheck.Criterion::quality)
                        .containsExactly(SmartCheck.Quality.values()));
    }

    @Property(tries = 300)
    void an_open_point_is_told_for_every_quality_that_is_missing(@ForAll SitePlan plan) {
        long missing = plan.smart().stream()
                .flatMap(check -> check.criteria().stream())
                .filter(criterion -> criterion.verdict() == SmartCheck.Verdict.NOT_MET)
                .count();

        assertThat(plan.openPoints().stream().filter(problem -> problem.code().equals("plan.not-smart")))
                .hasSize((int) missing);
    }

    @Property(tries = 500)
    void gaps_are_ranked_and_above_nothing(@ForAll NeedsAssessment assessment) {
        assertThat(assessment.gaps())
                .isSortedAccordingTo(Comparator.comparing(Gap::shortfall)
                        .reversed()
                        .thenComparing(gap -> gap.finding().id()))
                .allSatisfy(gap -> assertThat(gap.shortfall()).isGreaterThan(Rational.ZERO));
    }

    @Property(tries = 500)
    void missed_subgroups_are_gaps_of_some_pupils(@ForAll NeedsAssessment assessment) {
        assertThat(assessment.gaps()).containsAll(assessment.missedSubgroups());
        assertThat(assessment.missedSubgroups())
                .noneMatch(gap -> gap.finding().pupils().equals(Subgroup.ALL_PUPILS));
    }
}
