package org.perpupil.plan.review;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSortedMap;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.perpupil.budget.SchoolBudget;
import org.perpupil.district.District;
import org.perpupil.district.FiscalYear;
import org.perpupil.district.School;
import org.perpupil.district.SchoolId;
import org.perpupil.exact.Rational;
import org.perpupil.money.Money;
import org.perpupil.plan.Action;
import org.perpupil.plan.Chain;
import org.perpupil.plan.DistrictGoal;
import org.perpupil.plan.FocusArea;
import org.perpupil.plan.Goal;
import org.perpupil.plan.SitePlan;
import org.perpupil.plan.funding.FundedLine;
import org.perpupil.plan.funding.Funding;
import org.perpupil.plan.funding.Matching;
import org.perpupil.plan.funding.Shortfall;
import org.perpupil.plan.process.PlanHistory;
import org.perpupil.plan.process.PlanStatus;
import org.perpupil.problem.Problem;
import org.perpupil.problem.ProblemException;
import org.perpupil.pupils.PupilCount;
import org.perpupil.pupils.PupilGroup;

/**
 * The plans of a district's schools for one year, as far as they have come.
 *
 * <pre>{@code
 * DistrictPlans plans = DistrictPlans.of(district, FiscalYear.of(2027))
 *         .setting(districtGoals)
 *         .plan(history, budgets.of(school).orElseThrow())
 *         .build();
 * plans.byStatus();
 * plans.dollarsBy(line -> line.investment().evidence());
 * plans.alignment();
 * }</pre>
 */
public final class DistrictPlans {
    private final District district;
    private final FiscalYear year;
    private final ImmutableMap<String, DistrictGoal> goals;
    private final ImmutableSortedMap<SchoolId, PlanHistory> histories;
    private final ImmutableSortedMap<SchoolId, Funding> fundings;

    private DistrictPlans(Builder builder, ImmutableMap<String, DistrictGoal> goals) {
        this.district = builder.district;
        this.year = builder.year;
        this.goals = goals;
        this.histories = ImmutableSortedMap.copyOfSorted(builder.histories);
        this.fundings = ImmutableSortedMap.copyOfSorted(builder.fundings);
    }

    /** A goal of one school. */
    public record SchoolGoal(SchoolId school, Goal goal) {

        public SchoolGoal {
            requireNonNull(school, "school");
            requireNonNull(goal, "goal");
        }
    }

    /**
     * How a goal of the district is taken up.
     *
     * @param goal the district's goal
     * @param servedBy the goals of schools that serve it, in order of school
     * @param without the schools with a plan none of whose goals serves it, in order of id
     * @param cost of what is planned under these goals, in plans that are funded and others; a goal that serves two of the district's
     *     counts under both
     * @param funded what is paid of it; a plan that is not funded yet adds nothing
     */
    public record Alignment(
            DistrictGoal goal, List<SchoolGoal> servedBy, List<SchoolId> without, Money cost, Money funded) {

        public Alignment {
            requireNonNull(goal, "goal");
            servedBy = ImmutableList.copyOf(servedBy);
            without = ImmutableList.copyOf(without);
            requireNonNull(cost, "cost");
            requireNonNull(funded, "funded");
        }
    }

    /**
     * What a school pursues with one investment.
     *
     * @param school which
     * @param chain the investment and the goal it serves
     * @param dollarsPerPupil its cost for each pupil of the school; empty if that has none
     * @param dollarsPerPupilReached its cost for each pupil that it reaches; empty if the plan does not say how many, or none
     * @param funded what it gets; empty if the plan is not funded yet
     */
    public record Pursuit(
            SchoolId school,
            Chain chain,
            Optional<Rational> dollarsPerPupil,
            Optional<Rational> dollarsPerPupilReached,
            Optional<Money> funded) {

        public Pursuit {
            requireNonNull(school, "school");
            requireNonNull(chain, "chain");
            requireNonNull(dollarsPerPupil, "dollarsPerPupil");
            requireNonNull(dollarsPerPupilReached, "dollarsPerPupilReached");
            requireNonNull(funded, "funded");
        }
    }

    /** Starts with no plan. */
    public static Builder of(District district, FiscalYear year) {
        return new Builder(district, year);
    }

    public District district() {
        return district;
    }

    public FiscalYear year() {
        return year;
    }

    /** Returns the goals that the district sets for all its schools, in the order given. */
    public List<DistrictGoal> districtGoals() {
        return goals.values().asList();
    }

    /** Returns the current plan of every school that has one, in order of id. */
    public List<SitePlan> plans() {
        return histories.values().stream()
                .map(history -> history.current().plan())
                .toList();
    }

    /** Returns a school's current plan; empty if it has none. */
    public Optional<SitePlan> plan(SchoolId school) {
        return history(school).map(history -> history.current().plan());
    }

    /** Returns a school's plan with its versions; empty if it has none. */
    public Optional<PlanHistory> history(SchoolId school) {
        return Optional.ofNullable(histories.get(school));
    }

    /** Returns a school's current plan with its money; empty if it has none, or is not funded. */
    public Optional<Funding> funding(SchoolId school) {
        return Optional.ofNullable(fundings.get(school));
    }

    /** Returns the schools that have no plan yet, in order of id. */
    public List<School> withoutPlan() {
        return district.schools().stream()
                .filter(school -> !histories.containsKey(school.id()))
                .toList();
    }

    /** Returns the schools by how far their plans have come, every status in order; schools without a plan are in none. */
    public Map<PlanStatus, List<SchoolId>> byStatus() {
        Map<PlanStatus, List<SchoolId>> byStatus = new EnumMap<>(PlanStatus.class);
        for (PlanStatus status : PlanStatus.values()) {
            byStatus.put(
                    status,
                    histories.values().stream()
                            .filter(history -> history.status() == status)
                            .map(history -> history.current().plan().school())
                            .toList());
        }
        return ImmutableMap.copyOf(byStatus);
    }

    /** Returns the dollars of every funded plan with what they are for, in order of school. */
    public List<FundedLine> lines() {
        return fundings.values().stream()
                .flatMap(funding -> funding.lines().stream())
                .collect(ImmutableList.toImmutableList());
    }

    /** Returns the dollars of every funded plan by any fact; see {@link Funding#dollarsBy}. */
    public <K> Map<K, Money> dollarsBy(Function<? super FundedLine, ? extends K> fact) {
        return Funding.dollarsBy(lines(), fact);
    }

    /** Returns the dollars of every funded plan by what its goals are about, academic areas first. */
    public SortedMap<FocusArea, Money> dollarsByArea() {
        return ImmutableSortedMap.copyOf(dollarsBy(line -> line.goal().area()));
    }

    /** Returns what all plans want by what their goals are about, academic areas first, funded or not. */
    public SortedMap<FocusArea, Money> costByArea() {
        SortedMap<FocusArea, Money> costs = new TreeMap<>();
        plans().forEach(plan -> plan.goals().forEach(goal -> costs.merge(goal.area(), goal.cost(), Money::plus)));
        return ImmutableSortedMap.copyOfSorted(costs);
    }

    /** Returns what all plans want, funded or not. */
    public Money cost() {
        return Money.total(plans().stream().map(SitePlan::cost).toList());
    }

    /** Returns what is not paid in full, by school; schools whose plan is not funded, or paid in full, are left out. */
    public SortedMap<SchoolId, List<Shortfall>> shortfalls() {
        ImmutableSortedMap.Builder<SchoolId, List<Shortfall>> shortfalls = ImmutableSortedMap.naturalOrder();
        fundings.forEach((school, funding) -> {
            if (!funding.shortfalls().isEmpty()) {
                shortfalls.put(school, funding.shortfalls());
            }
        });
        return shortfalls.buildOrThrow();
    }

    /**
     * What an area was and is.
     *
     * @param before in the earlier plans
     * @param after in these
     */
    public record AreaChange(AreaSum before, AreaSum after) {}

    /**
     * What all plans want in an area.
     *
     * @param schools how many have a goal in it
     * @param goals of all schools
     * @param cost of all investments under these goals, funded or not
     * @param funded what is paid of it
     */
    public record AreaSum(int schools, int goals, Money cost, Money funded) {

        public AreaSum {
            requireNonNull(cost, "cost");
            requireNonNull(funded, "funded");
        }
    }

    /** Returns how priorities changed since earlier plans, such as those of the year before: every area of either, academic ones first. */
    public SortedMap<FocusArea, AreaChange> areasSince(DistrictPlans earlier) {
        SortedMap<FocusArea, AreaChange> changes = new TreeMap<>();
        Stream.concat(earlier.plans().stream(), plans().stream())
                .flatMap(plan -> plan.goals().stream())
                .map(Goal::area)
                .forEach(area -> changes.computeIfAbsent(area, of -> new AreaChange(earlier.sum(of), sum(of))));
        return ImmutableSortedMap.copyOfSorted(changes);
    }

    private AreaSum sum(FocusArea area) {
        List<SchoolGoal> all = goals(goal -> goal.area().equals(area));
        return new AreaSum(
                (int) all.stream().map(SchoolGoal::school).distinct().count(),
                all.size(),
                Money.total(all.stream().map(goal -> goal.goal().cost()).toList()),
                requireNonNull(dollarsByArea().getOrDefault(area, Money.ZERO)));
    }

    /** Returns what is paid in all. */
    public Money total() {
        return Money.total(fundings.values().stream().map(Funding::total).toList());
    }

    /** Returns how each goal of the district is taken up by the schools that have a plan, in the order of the goals. */
    public List<Alignment> alignment() {
        return goals.values().stream().map(this::alignment).toList();
    }

    private Alignment alignment(DistrictGoal goal) {
        List<SchoolGoal> servedBy = goals(serving -> serving.districtGoals().contains(goal.id()));
        return new Alignment(
                goal,
                servedBy,
                histories.keySet().stream()
                        .filter(school -> servedBy.stream()
                                .noneMatch(serving -> serving.school().equals(school)))
                        .toList(),
                Money.total(
                        servedBy.stream().map(serving -> serving.goal().cost()).toList()),
                Money.total(lines().stream()
                        .filter(line -> line.goal().districtGoals().contains(goal.id()))
                        .map(FundedLine::amount)
                        .toList()));
    }

    /** Returns the goals of schools that serve no goal of the district, in order of school; they may answer a finding. */
    public List<SchoolGoal> unaligned() {
        return goals(goal -> goal.districtGoals().isEmpty());
    }

    private List<SchoolGoal> goals(Predicate<Goal> which) {
        List<SchoolGoal> found = new ArrayList<>();
        for (SitePlan plan : plans()) {
            plan.goals().stream().filter(which).forEach(goal -> found.add(new SchoolGoal(plan.school(), goal)));
        }
        return ImmutableList.copyOf(found);
    }

    /** Returns the actions that are overdue on a day, by school; schools without any are left out. */
    public SortedMap<SchoolId, List<Action>> overdueOn(LocalDate day) {
        ImmutableSortedMap.Builder<SchoolId, List<Action>> overdue = ImmutableSortedMap.naturalOrder();
        for (SitePlan plan : plans()) {
            List<Action> late = plan.overdueOn(day);
            if (!late.isEmpty()) {
                overdue.put(plan.school(), late);
            }
        }
        return overdue.buildOrThrow();
    }

    /**
     * Returns every school that has a plan by the district's metrics, in order of id.
     *
     * @throws ProblemException as {@link Scorecard#of(SitePlan, Collection)}
     */
    public List<Scorecard> scorecards(Scorecard.Measure... measures) {
        return scorecards(List.of(measures));
    }

    /**
     * Returns every school that has a plan by the district's metrics, in order of id.
     *
     * @throws ProblemException as {@link Scorecard#of(SitePlan, Collection)}
     */
    public List<Scorecard> scorecards(Collection<Scorecard.Measure> measures) {
        return plans().stream().map(plan -> Scorecard.of(plan, measures)).toList();
    }

    /**
     * Returns schools with pupils like those of one school.
     *
     * @throws IllegalArgumentException as {@link SimilarSchools#to}
     */
    public SimilarSchools similarTo(SchoolId school, PupilGroup... needs) {
        return SimilarSchools.to(school, district, needs);
    }

    /** Returns what the most similar schools pursue and at what cost, the most similar first, then by priority. */
    public List<Pursuit> pursuits(SimilarSchools similar, int most) {
        return pursuits(
                similar.nearest(most).stream().map(near -> near.school().id()).toList());
    }

    /**
     * Returns what some schools pursue and at what cost, in order of the schools given, each once, then by priority; a school that has no
     * plan pursues nothing yet.
     *
     * @throws IllegalArgumentException if the district has no such school
     */
    public List<Pursuit> pursuits(Collection<SchoolId> schools) {
        List<Pursuit> pursuits = new ArrayList<>();
        for (SchoolId id : new LinkedHashSet<>(schools)) {
            School school = district.school(id)
                    .orElseThrow(
                            () -> new IllegalArgumentException("%s has no school %s".formatted(district.name(), id)));
            Optional<Rational> pupils = positive(Optional.of(school.enrollment().pupils()));
            for (Chain chain : plan(id).map(SitePlan::byPriority).orElse(List.of())) {
                Rational cost = chain.investment().cost().amount().toRational();
                pursuits.add(new Pursuit(
                        id,
                        chain,
                        pupils.map(cost::dividedBy),
                        positive(chain.investment().pupilsServed()).map(cost::dividedBy),
                        funding(id)
                                .map(funding ->
                                        funding.funded(chain.investment().id()))));
            }
        }
        return ImmutableList.copyOf(pursuits);
    }

    private static Optional<Rational> positive(Optional<PupilCount> count) {
        return count.filter(pupils -> !pupils.isZero()).map(pupils -> Rational.of(pupils.value()));
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof DistrictPlans other
                && district.equals(other.district)
                && year.equals(other.year)
                && districtGoals().equals(other.districtGoals())
                && histories.equals(other.histories)
                && fundings.equals(other.fundings);
    }

    @Override
    public int hashCode() {
        return Objects.hash(district, year, histories.keySet());
    }

    @Override
    public String toString() {
        return "plans of %s of %s schools for %s"
                .formatted(histories.size(), district.schools().size(), year);
    }

    /** Collects goals of the district and plans of its schools. */
    public static final class Builder {
        private final District district;
        private final FiscalYear year;
        private final List<DistrictGoal> goals = new ArrayList<>();
        private final TreeMap<SchoolId, PlanHistory> histories = new TreeMap<>();
        private final TreeMap<SchoolId, Funding> fundings = new TreeMap<>();
        private final List<SitePlan> all = new ArrayList<>();
        private final List<Problem> problems = new ArrayList<>();

        private Builder(District district, FiscalYear year) {
            this.district = requireNonNull(district, "district");
            this.year = requireNonNull(year, "year");
        }

        /** Goals that the district sets for all its schools. */
        public Builder setting(DistrictGoal... some) {
            return setting(List.of(some));
        }

        /** Goals that the district sets for all its schools. */
        public Builder setting(Collection<DistrictGoal> some) {
            goals.addAll(some);
            return this;
        }

        /** A school's plan, whose money is not known yet. */
        public Builder plan(PlanHistory history) {
            SitePlan plan = history.current().plan();
            all.add(plan);
            if (district.school(plan.school()).isEmpty()) {
                tell(
                        "plans.school",
                        plan,
                        "a school that is not there",
                        "a school of " + district.name(),
                        "Add the school to the district, or leave the plan out.");
            }
            if (!plan.year().equals(year)) {
                tell("plans.year", plan, "a plan for " + plan.year(), "a plan for " + year, "Leave it out.");
            }
            if (histories.putIfAbsent(plan.school(), history) != null) {
                tell(
                        "plans.twice",
                        plan,
                        "a second plan",
                        "one plan for a school, with its versions",
                        "Give its history, which has all versions.");
            }
            return this;
        }

        /** A school's plan with its money. */
        public Builder plan(PlanHistory history, Funding funding) {
            SitePlan plan = history.current().plan();
            if (!funding.plan().equals(plan)) {
                tell(
                        "plans.funding",
                        plan,
                        "a funding of another plan or version",
                        "a funding of the current version",
                        "Match the current version with its budget.");
            }
            fundings.put(plan.school(), funding);
            return plan(history);
        }

        /** A school's plan, which is matched with its budget. */
        public Builder plan(PlanHistory history, SchoolBudget budget) {
            try {
                return plan(
                        history, Matching.of(history.current().plan(), budget).fund());
            } catch (ProblemException refused) {
                problems.addAll(refused.problems());
            } catch (IllegalArgumentException refused) {
                tell(
                        "plans.budget",
                        history.current().plan(),
                        "the budget of school %s for %s".formatted(budget.school(), budget.year()),
                        "the budget of its school and year",
                        "Give the budget that belongs to the plan.");
            }
            return plan(history);
        }

        private void tell(String code, SitePlan plan, String found, String allowed, String remedy) {
            problems.add(new Problem(code, plan.toString(), found, allowed, remedy));
        }

        /**
         * Returns the plans.
         *
         * @throws ProblemException with every fault: a plan of a school that the district does not have, of another year, a second
         *     plan of a school, a funding of another version, a budget of another school or year or that cannot be planned with, two
         *     goals with one id, a school's goal that serves one that the district does not set, or that the school has otherwise
         */
        public DistrictPlans build() {
            List<Problem> found = new ArrayList<>(problems);
            Map<String, DistrictGoal> byId = new LinkedHashMap<>();
            for (DistrictGoal goal : goals) {
                if (byId.putIfAbsent(goal.id(), goal) != null) {
                    found.add(new Problem(
                            "plan.twice",
                            "district goal " + goal.id(),
                            "two goals with this id",
                            "each id once",
                            "Give one of them another id."));
                }
            }
            for (SitePlan plan : all) {
                for (Goal goal : plan.goals()) {
                    for (String id : goal.districtGoals()) {
                        checkGoal(found, plan, goal, id, byId);
                    }
                }
            }
            ProblemException.throwIfAny(
                    "the plans of %s for %s cannot be used".formatted(district.name(), year), found);
            return new DistrictPlans(this, ImmutableMap.copyOf(byId));
        }

        private static void checkGoal(
                List<Problem> problems, SitePlan plan, Goal goal, String id, Map<String, DistrictGoal> known) {
            DistrictGoal set = known.get(id);
            String place = "school %s, goal %s".formatted(plan.school(), goal.id());
            if (set == null) {
                problems.add(new Problem(
                        "plan.unknown",
                        place,
                        "district goal " + id,
                        known.isEmpty()
                                ? "none, since no goal of the district is given"
                                : String.join(", ", known.keySet()),
                        "Set the goal, or correct the plan."));
            } else if (!plan.districtGoal(id).filter(set::equals).isPresent()) {
                problems.add(new Problem(
                        "plan.district-goal",
                        place,
                        "district goal %s as \"%s\" about %s"
                                .formatted(
                                        id,
                                        plan.districtGoal(id).orElseThrow().statement(),
                                        plan.districtGoal(id).orElseThrow().area()),
                        "\"%s\" about %s, as the district sets it".formatted(set.statement(), set.area()),
                        "Import the goal as the district sets it."));
            }
        }
    }
}
