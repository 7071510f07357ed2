package org.perpupil.plan.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.perpupil.plan.review.Plans.D1;
import static org.perpupil.plan.review.Plans.D2;
import static org.perpupil.plan.review.Plans.D3;
import static org.perpupil.plan.review.Plans.YEAR;

import com.google.common.collect.Sets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;
import org.perpupil.district.District;
import org.perpupil.district.School;
import org.perpupil.district.SchoolId;
import org.perpupil.exact.Rational;
import org.perpupil.money.Money;
import org.perpupil.plan.FocusArea;
import org.perpupil.plan.Goal;
import org.perpupil.plan.Investment;
import org.perpupil.plan.SitePlan;
import org.perpupil.plan.funding.FundedLine;
import org.perpupil.plan.funding.Funding;
import org.perpupil.plan.process.PlanStatus;
import org.perpupil.plan.review.DistrictPlans.Alignment;
import org.perpupil.plan.review.DistrictPlans.Pursuit;
import org.perpupil.plan.review.DistrictPlans.SchoolGoal;
import org.perpupil.testing.Schools;

class DistrictPlansProperties {
    private static final List<FocusArea> AREAS = List.of(Plans.ATTENDANCE, Plans.READING, Plans.MATHEMATICS);

    /** What a goal is about, which goals of the district it serves, and what it costs in cents. */
    private record Aim(FocusArea area, Set<String> serves, List<Integer> costs) {}

    /** A school's plan before it has an id, and its money in cents if that is known. */
    private record Draft(boolean written, PlanStatus status, List<Aim> aims, Optional<Integer> cap) {

        SitePlan plan(SchoolId school) {
            List<Goal> goals = new ArrayList<>();
            for (int i = 0; i < aims.size(); i++) {
                Aim aim = aims.get(i);
                List<Investment> investments = new ArrayList<>();
                for (int j = 0; j < aim.costs().size(); j++) {
                    investments.add(Plans.investment(i + "-" + j, aim.costs().get(j), 1 + (i + j) % 3));
                }
                goals.add(Plans.goal(
                                "g" + i,
                                aim.area(),
                                Plans.action("a" + i, Plans.MARCH, investments.toArray(Investment[]::new)))
                        .servingDistrictGoal(aim.serves().toArray(String[]::new)));
            }
            return Plans.plan(school.value(), YEAR, goals.toArray(Goal[]::new));
        }
    }

    /** A district with a draft for each of its schools. */
    record World(District district, List<Draft> drafts) {

        DistrictPlans plans(Random random) {
            List<Integer> order = new ArrayList<>();
            for (int i = 0; i < district.schools().size(); i++) {
                order.add(i);
            }
            Collections.shuffle(order, random);
            DistrictPlans.Builder builder = DistrictPlans.of(district, YEAR).setting(D1, D2, D3);
            for (int i : order) {
                Draft draft = drafts.get(i);
                SitePlan plan = draft.plan(district.schools().get(i).id());
                if (draft.written() && draft.cap().isPresent()) {
                    builder.plan(
                            Plans.history(plan, draft.status()),
                            Plans.funded(plan, draft.cap().get()));
                } else if (draft.written()) {
                    builder.plan(Plans.history(plan, draft.status()));
                }
            }
            return builder.build();
        }
    }

    @Provide
    Arbitrary<World> worlds() {
        Arbitrary<Aim> aims = Combinators.combine(
                        Arbitraries.of(AREAS),
                        Arbitraries.of("D1", "D2").set().ofMaxSize(2),
                        Arbitraries.integers().between(1, 90_000_00).list().ofMaxSize(2))
                .as(Aim::new);
        Arbitrary<Draft> drafts = Combinators.combine(
                        Arbitraries.frequency(Tuple.of(4, true), Tuple.of(1, false)),
                        Arbitraries.of(PlanStatus.class),
                        aims.list().ofMaxSize(3),
                        Arbitraries.integers().between(0, 200_000_00).optional(0.7))
                .as(Draft::new);
        return Combinators.combine(Schools.districts(true), drafts.list().ofSize(12))
                .as(World::new)
                .withoutEdgeCases();
    }

    @Property(tries = 200)
    void every_view_of_the_dollars_adds_up_to_the_total(@ForAll("worlds") World world, @ForAll Random random) {
        DistrictPlans plans = world.plans(random);

        assertThat(Money.total(plans.dollarsByArea().values())).isEqualTo(plans.total());
        assertThat(Money.total(plans.dollarsBy(FundedLine::school).values())).isEqualTo(plans.total());
        assertThat(Money.total(plans.dollarsBy(FundedLine::goal).values())).isEqualTo(plans.total());
        assertThat(Money.total(plans.lines().stream().map(FundedLine::amount).toList()))
                .isEqualTo(plans.total());
        assertThat(List.copyOf(plans.dollarsByArea().keySet())).isSorted();
        Statistics.label("areas with dollars")
                .collect(plans.dollarsByArea().size())
                .coverage(checker -> checker.check(3).percentage(share -> share > 2.5));
    }

    @Property(tries = 200)
    void every_school_has_one_status_or_no_plan(@ForAll("worlds") World world, @ForAll Random random) {
        DistrictPlans plans = world.plans(random);

        List<SchoolId> told =
                new ArrayList<>(plans.withoutPlan().stream().map(School::id).toList());
        plans.byStatus().values().forEach(told::addAll);

        assertThat(told)
                .containsExactlyInAnyOrderElementsOf(
                        world.district().schools().stream().map(School::id).toList());
        assertThat(plans.byStatus()).containsOnlyKeys(PlanStatus.values());
    }

    @Property(tries = 200)
    void every_school_with_a_plan_serves_a_goal_of_the_district_or_is_without(
            @ForAll("worlds") World world, @ForAll Random random) {
        DistrictPlans plans = world.plans(random);

        for (Alignment alignment : plans.alignment()) {
            Set<SchoolId> serving =
                    alignment.servedBy().stream().map(SchoolGoal::school).collect(Collectors.toSet());
            assertThat(alignment.without()).doesNotHaveDuplicates().noneMatch(serving::contains);
            assertThat(Sets.union(serving, Set.copyOf(alignment.without())))
                    .isEqualTo(plans.plans().stream().map(SitePlan::school).collect(Collectors.toSet()));
            assertThat(alignment.funded()).isLessThanOrEqualTo(alignment.cost());
        }
        // each goal of a school stands as often as it serves one of the district, or among the unaligned
        long serving = plans.alignment().stream()
                .mapToLong(alignment -> alignment.servedBy().size())
                .sum();
        long named = plans.plans().stream()
                .flatMap(plan -> plan.goals().stream())
                .mapToLong(goal -> goal.districtGoals().size())
                .sum();
        long goals =
                plans.plans().stream().mapToLong(plan -> plan.goals().size()).sum();
        long aligned = plans.plans().stream()
                .flatMap(plan -> plan.goals().stream())
                .filter(goal -> !goal.districtGoals().isEmpty())
                .count();
        assertThat(serving).isEqualTo(named);
        assertThat(plans.unaligned().size() + aligned).isEqualTo(goals);
        Statistics.label("a goal that serves two")
                .collect(named > aligned)
                .coverage(checker -> checker.check(true).percentage(share -> share > 5));
    }

    @Property(tries = 200)
    void the_order_in_which_plans_are_given_changes_nothing(
            @ForAll("worlds") World world, @ForAll Random random, @ForAll Random other) {
        DistrictPlans one = world.plans(random);
        DistrictPlans two = world.plans(other);
        List<SchoolId> schools =
                world.district().schools().stream().map(School::id).toList();

        assertThat(two.plans()).isEqualTo(one.plans());
        assertThat(two.byStatus()).isEqualTo(one.byStatus());
        assertThat(two.lines()).isEqualTo(one.lines());
        assertThat(two.alignment()).isEqualTo(one.alignment());
        assertThat(two.unaligned()).isEqualTo(one.unaligned());
        assertThat(two.pursuits(schools)).isEqualTo(one.pursuits(schools));
        assertThat(two.overdueOn(Plans.MARCH.plusDays(1)).toString())
                .isEqualTo(one.overdueOn(Plans.MARCH.plusDays(1)).toString());
    }

    @Property(tries = 200)
    void pursuits_cost_what_the_plan_costs_and_get_what_is_paid(@ForAll("worlds") World world, @ForAll Random random) {
        DistrictPlans plans = world.plans(random);

        for (SitePlan plan : plans.plans()) {
            List<Pursuit> pursuits = plans.pursuits(List.of(plan.school()));
            Rational pupils = Rational.of(world.district()
                    .school(plan.school())
                    .orElseThrow()
                    .enrollment()
                    .pupils()
                    .value());

            assertThat(pursuits.stream()
                            .flatMap(pursuit -> pursuit.dollarsPerPupil().stream())
                            .reduce(Rational.ZERO, Rational::plus)
                            .times(pupils))
                    .isEqualTo(plan.cost().toRational());
            assertThat(Money.total(pursuits.stream()
                            .flatMap(pursuit -> pursuit.funded().stream())
                            .toList()))
                    .isEqualTo(plans.funding(plan.school()).map(Funding::total).orElse(Money.ZERO));
        }
    }
}
