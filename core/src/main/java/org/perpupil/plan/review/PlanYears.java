package org.perpupil.plan.review;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedMap;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.perpupil.district.FiscalYear;
import org.perpupil.district.SchoolId;
import org.perpupil.money.Money;
import org.perpupil.plan.Chain;
import org.perpupil.plan.Finding;
import org.perpupil.plan.FocusArea;
import org.perpupil.plan.GoalReview;
import org.perpupil.plan.Metric;
import org.perpupil.plan.SitePlan;
import org.perpupil.plan.Subgroup;
import org.perpupil.problem.Problem;
import org.perpupil.problem.ProblemException;

/** A school's plans of several years: what came first, what it cost, and what became of the goals and metrics. */
public final class PlanYears {
    private final SchoolId school;
    private final ImmutableSortedMap<FiscalYear, SitePlan> plans;

    /**
     * What a plan wanted in one area.
     *
     * @param first the best priority of its investments, 1 being the best; empty if it costs nothing
     * @param cost of all its investments
     * @param goals how many
     */
    public record AreaPriority(Optional<Integer> first, Money cost, int goals) {

        public AreaPriority {
            requireNonNull(first, "first");
            requireNonNull(cost, "cost");
        }
    }

    /**
     * What a metric of some pupils was in each year.
     *
     * @param metric what is measured
     * @param pupils of whom
     * @param values as the latest plan that tells a year tells it, in order of year
     */
    public record Progress(Metric metric, Subgroup pupils, SortedMap<FiscalYear, BigDecimal> values) {

        public Progress {
            requireNonNull(metric, "metric");
            requireNonNull(pupils, "pupils");
            values = ImmutableSortedMap.copyOfSorted(values);
        }
    }

    private PlanYears(SchoolId school, ImmutableSortedMap<FiscalYear, SitePlan> plans) {
        this.school = school;
        this.plans = plans;
    }

    /**
     * Returns the plans of a school, one for each year.
     *
     * @throws IllegalArgumentException if there is no plan
     * @throws ProblemException with every plan of another school than the first, every second plan of a year, and
     *     every metric that means another thing than in an earlier plan
     */
    public static PlanYears of(SitePlan... plans) {
        return of(List.of(plans));
    }

    /**
     * Returns the plans of a school, one for each year.
     *
     * @throws IllegalArgumentException if there is no plan
     * @throws ProblemException with every plan of another school than the first, every second plan of a year, and
     *     every metric that means another thing than in an earlier plan
     */
    public static PlanYears of(Collection<SitePlan> plans) {
        if (plans.isEmpty()) {
            throw new IllegalArgumentException("give at least one plan");
        }
        SchoolId school = plans.iterator().next().school();
        TreeMap<FiscalYear, SitePlan> byYear = new TreeMap<>();
        List<Problem> problems = new ArrayList<>();
        for (SitePlan plan : plans) {
            if (!plan.school().equals(school)) {
                problems.add(new Problem(
                        "plan.school",
                        plan.toString(),
                        "school " + plan.school(),
                        "plans of school " + school,
                        "Follow each school by itself."));
            } else if (byYear.putIfAbsent(plan.year(), plan) != null) {
                problems.add(new Problem(
                        "plan.twice",
                        plan.toString(),
                        "a second plan for " + plan.year(),
                        "one plan for a year",
                        "Leave out the earlier version."));
            }
        }
        Map<String, Metric> metrics = new HashMap<>();
        for (SitePlan plan : byYear.values()) {
            for (Finding finding : plan.assessment().findings()) {
                Metric metric = finding.metric();
                Metric earlier = metrics.putIfAbsent(metric.name(), metric);
                if (earlier != null && !earlier.equals(metric)) {
                    problems.add(new Problem(
                            "plan.metric",
                            "%s, finding %s".formatted(plan, finding.id()),
                            "\"%s\" in %s, %s is better".formatted(metric, metric.unit(), better(metric)),
                            "as in an earlier plan: in %s, %s is better".formatted(earlier.unit(), better(earlier)),
                            "Correct one of the two, or give them two names."));
                }
            }
        }
        ProblemException.throwIfAny("these plans cannot be followed", problems);
        return new PlanYears(school, ImmutableSortedMap.copyOfSorted(byYear));
    }

    private static String better(Metric metric) {
        return metric.better().name().toLowerCase(Locale.ROOT);
    }

    public SchoolId school() {
        return school;
    }

    /** Returns the plans, the earliest first. */
    public List<SitePlan> plans() {
        return plans.values().asList();
    }

    /** Returns what each plan wanted in each area, areas in order, academic ones first; a year without goals in it has no entry. */
    public Map<FocusArea, SortedMap<FiscalYear, AreaPriority>> priorities() {
        SortedMap<FocusArea, SortedMap<FiscalYear, AreaPriority>> areas = new TreeMap<>();
        plans.forEach((year, plan) -> plan.goals()
                .forEach(goal -> areas.computeIfAbsent(goal.area(), area -> new TreeMap<>())
                        .put(year, priority(plan, goal.area()))));
        ImmutableSortedMap.Builder<FocusArea, SortedMap<FiscalYear, AreaPriority>> all =
                ImmutableSortedMap.naturalOrder();
        areas.forEach((area, years) -> all.put(area, ImmutableSortedMap.copyOfSorted(years)));
        return all.buildOrThrow();
    }

    private static AreaPriority priority(SitePlan plan, FocusArea area) {
        List<Chain> chains = plan.chains().stream()
                .filter(chain -> chain.goal().area().equals(area))
                .toList();
        return new AreaPriority(
                chains.stream().map(chain -> chain.investment().priority()).min(Integer::compare),
                Money.total(chains.stream()
                        .map(chain -> chain.investment().cost().amount())
                        .toList()),
                (int) plan.goals().stream()
                        .filter(goal -> goal.area().equals(area))
                        .count());
    }

    /** Returns what became of the goals of the year before, by the year of the plan that tells it; an empty list where it tells none. */
    public SortedMap<FiscalYear, List<GoalReview>> reviews() {
        ImmutableSortedMap.Builder<FiscalYear, List<GoalReview>> reviews = ImmutableSortedMap.naturalOrder();
        plans.forEach((year, plan) -> reviews.put(year, plan.assessment().lastYear()));
        return reviews.buildOrThrow();
    }

    /** Returns every metric of any pupils that a plan tells, in the order in which the plans first tell it. */
    public List<Progress> progress() {
        Map<List<Object>, Finding> first = new LinkedHashMap<>();
        Map<List<Object>, SortedMap<FiscalYear, BigDecimal>> values = new LinkedHashMap<>();
        for (SitePlan plan : plans.values()) {
            for (Finding finding : plan.assessment().findings()) {
                List<Object> key = List.of(finding.metric(), finding.pupils());
                first.putIfAbsent(key, finding);
                values.computeIfAbsent(key, any -> new TreeMap<>()).putAll(finding.values());
            }
        }
        ImmutableList.Builder<Progress> progress = ImmutableList.builder();
        first.forEach((key, finding) ->
                progress.add(new Progress(finding.metric(), finding.pupils(), requireNonNull(values.get(key)))));
        return progress.build();
    }

    @Override
    public String toString() {
        return "plans of school %s for %s".formatted(school, plans.keySet());
    }
}
