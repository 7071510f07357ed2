package org.perpupil.plan.review;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import org.perpupil.district.FiscalYear;
import org.perpupil.money.Money;
import org.perpupil.plan.Finding;
import org.perpupil.plan.FocusArea;
import org.perpupil.plan.Metric;
import org.perpupil.plan.NeedsAssessment;
import org.perpupil.plan.SitePlan;
import org.perpupil.plan.Subgroup;
import org.perpupil.plan.review.PlanYears.Progress;

class PlanYearsProperties {
    private static final List<Metric> METRICS = List.of(
            Metric.percent("proficient"), Metric.of("absence", "days").lowerIsBetter(), Metric.of("survey", "points"));
    private static final List<FocusArea> AREAS = List.of(Plans.ATTENDANCE, Plans.READING, Plans.MATHEMATICS);

    /** Plans of up to five years, each with some values of some metrics and a goal for each cost. */
    @Provide
    Arbitrary<List<SitePlan>> plans() {
        Arbitrary<Map<Integer, Integer>> values = Arbitraries.maps(
                        Arbitraries.integers().between(2020, 2029),
                        Arbitraries.integers().between(0, 100))
                .ofMaxSize(3);
        Arbitrary<Map<Metric, Map<Integer, Integer>>> findings =
                Arbitraries.maps(Arbitraries.of(METRICS), values).ofMaxSize(3);
        Arbitrary<List<Integer>> costs =
                Arbitraries.integers().between(1, 90_000_00).list().ofMaxSize(4);
        Arbitrary<Set<Integer>> years =
                Arbitraries.integers().between(2025, 2030).set().ofMinSize(1).ofMaxSize(5);
        return Combinators.combine(
                        years, findings.list().ofSize(5), costs.list().ofSize(5))
                .as((endings, found, cents) -> {
                    List<SitePlan> plans = new ArrayList<>();
                    for (int ending : endings) {
                        plans.add(plan(ending, found.get(plans.size()), cents.get(plans.size())));
                    }
                    return plans;
                })
                .withoutEdgeCases();
    }

    private static SitePlan plan(int ending, Map<Metric, Map<Integer, Integer>> found, List<Integer> costs) {
        NeedsAssessment.Builder assessment = NeedsAssessment.builder();
        found.forEach((metric, values) -> {
            Finding finding = Finding.of(metric.name(), metric, Subgroup.ALL_PUPILS);
            for (Map.Entry<Integer, Integer> value : values.entrySet()) {
                finding = finding.in(FiscalYear.of(value.getKey()), BigDecimal.valueOf(value.getValue()));
            }
            assessment.finding(finding);
        });
        SitePlan.Builder plan = SitePlan.of("101", FiscalYear.of(ending)).assessment(assessment.build());
        for (int i = 0; i < costs.size(); i++) {
            plan.goal(Plans.goal(
                    "g" + i,
                    AREAS.get((costs.get(i) + i) % AREAS.size()),
                    Plans.action("a" + i, Plans.MARCH, Plans.investment("i" + i, costs.get(i), 1 + costs.get(i) % 9))));
        }
        return plan.build();
    }

    @Property(tries = 500)
    void the_areas_of_a_year_cost_what_its_plan_costs(@ForAll("plans") List<SitePlan> plans) {
        PlanYears years = PlanYears.of(plans);

        for (SitePlan plan : years.plans()) {
            List<PlanYears.AreaPriority> areas = years.priorities().values().stream()
                    .filter(byYear -> byYear.containsKey(plan.year()))
                    .map(byYear -> byYear.get(plan.year()))
                    .toList();

            assertThat(Money.total(
                            areas.stream().map(PlanYears.AreaPriority::cost).toList()))
                    .isEqualTo(plan.cost());
            assertThat(areas.stream().mapToInt(PlanYears.AreaPriority::goals).sum())
                    .isEqualTo(plan.goals().size());
            assertThat(areas.stream().flatMap(area -> area.first().stream()).min(Integer::compare))
                    .isEqualTo(plan.byPriority().stream()
                            .map(chain -> chain.investment().priority())
                            .findFirst());
        }
    }

    @Property(tries = 500)
    void each_value_is_that_of_the_last_plan_that_tells_it(@ForAll("plans") List<SitePlan> plans) {
        PlanYears years = PlanYears.of(plans);
        boolean contradicted = false;

        for (Progress progress : years.progress()) {
            for (FiscalYear year : progress.values().keySet()) {
                List<BigDecimal> told = years.plans().stream()
                        .flatMap(plan -> plan.assessment().finding(progress.metric(), progress.pupils()).stream())
                        .filter(finding -> finding.values().containsKey(year))
                        .map(finding -> finding.values().get(year))
                        .toList();

                assertThat(progress.values()).containsEntry(year, told.get(told.size() - 1));
                contradicted |= told.stream().distinct().count() > 1;
            }
        }
        long all = years.plans().stream()
                .flatMap(plan -> plan.assessment().findings().stream())
                .flatMap(finding ->
                        finding.values().keySet().stream().map(year -> List.<Object>of(finding.metric(), year)))
                .distinct()
                .count();
        assertThat(years.progress().stream()
                        .mapToLong(progress -> progress.values().size())
                        .sum())
                .isEqualTo(all);
        Statistics.label("plans that contradict each other")
                .collect(contradicted)
                .coverage(checker -> checker.check(true).percentage(share -> share > 1.25));
    }

    @Property(tries = 500)
    void the_order_in_which_plans_are_given_changes_nothing(
            @ForAll("plans") List<SitePlan> plans, @ForAll Random random) {
        List<SitePlan> shuffled = new ArrayList<>(plans);
        Collections.shuffle(shuffled, random);
        PlanYears one = PlanYears.of(plans);
        PlanYears two = PlanYears.of(shuffled);

        assertThat(two.plans()).isEqualTo(one.plans());
        assertThat(two.priorities()).isEqualTo(one.priorities());
        assertThat(two.progress()).isEqualTo(one.progress());
        assertThat(two.reviews()).isEqualTo(one.reviews());
    }
}
