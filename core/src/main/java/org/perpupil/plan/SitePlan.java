package org.perpupil.plan;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.Maps;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.perpupil.account.Account;
import org.perpupil.account.AccountCode;
import org.perpupil.account.ChartOfAccounts;
import org.perpupil.district.FiscalYear;
import org.perpupil.district.SchoolId;
import org.perpupil.money.Money;
import org.perpupil.problem.Problem;
import org.perpupil.problem.ProblemException;
import org.perpupil.pupils.GradeSpan;

/**
 * A school's plan for one year, made before its money is known: what was found, what is aimed at, how, and what it costs.
 *
 * <pre>{@code
 * SitePlan plan = SitePlan.of("101", FiscalYear.of(2027))
 *         .assessment(assessment)
 *         .importing(districtGoal)
 *         .accounts(chart)
 *         .goal(Goal.of("math", MATHEMATICS, "…").measuredBy(…).from(2026, "60").to("80").by(day).servingDistrictGoal("D1")
 *                 .through(Strategy.of("tutoring", "…")
 *                         .acting(Action.of("hire", "…").ownedBy("Principal").dueBy(day)
 *                                 .investing(Investment.of("tutors", "…", fte("2", rate)).priority(1).serving(POVERTY)))))
 *         .build();
 * }</pre>
 *
 * <p>An investment stands in an action, an action in a strategy, a strategy in a goal: a dollar that serves no goal cannot be
 * written down.
 */
public final class SitePlan {
    private static final Comparator<Chain> BY_PRIORITY = Comparator.comparing(
                    (Chain chain) -> chain.investment().priority())
            .thenComparing(chain -> chain.investment().id());

    private final SchoolId school;
    private final FiscalYear year;
    private final NeedsAssessment assessment;
    private final ImmutableMap<String, DistrictGoal> districtGoals;
    private final ImmutableMap<String, CommunityAsset> assets;
    private final ImmutableList<Goal> goals;
    private final ImmutableSortedMap<AccountCode, Account> accounts;
    private final ImmutableMap<String, Chain> chains;

    /** Checks later versions, as it checked this one. */
    private final ChartOfAccounts chart;

    private SitePlan(Builder builder, ImmutableSortedMap<AccountCode, Account> accounts) {
        this.school = builder.school;
        this.year = builder.year;
        this.assessment = builder.assessment;
        this.districtGoals = Maps.uniqueIndex(builder.districtGoals, DistrictGoal::id);
        this.assets = Maps.uniqueIndex(builder.assets, CommunityAsset::id);
        this.goals = ImmutableList.copyOf(builder.goals);
        this.accounts = accounts;
        this.chart = builder.chart;
        this.chains = Maps.uniqueIndex(
                chains(goals, Action::wanted), chain -> chain.investment().id());
    }

    /** Starts the plan of a school. */
    public static Builder of(SchoolId school, FiscalYear year) {
        return new Builder(school, year);
    }

    /** Starts the plan of a school. */
    public static Builder of(String school, FiscalYear year) {
        return of(SchoolId.of(school), year);
    }

    private static List<Chain> chains(Collection<Goal> goals, Function<Action, List<Investment>> investments) {
        List<Chain> chains = new ArrayList<>();
        for (Goal goal : goals) {
            for (Strategy strategy : goal.strategies()) {
                for (Action action : strategy.actions()) {
                    for (Investment investment : investments.apply(action)) {
                        chains.add(new Chain(goal, strategy, action, investment));
                    }
                }
            }
        }
        return chains;
    }

    public SchoolId school() {
        return school;
    }

    public FiscalYear year() {
        return year;
    }

    /** Returns what was found out; {@link NeedsAssessment#NONE} if nothing was yet. */
    public NeedsAssessment assessment() {
        return assessment;
    }

    /** Returns the goals of the district that were imported, in the order given. */
    public List<DistrictGoal> districtGoals() {
        return districtGoals.values().asList();
    }

    public Optional<DistrictGoal> districtGoal(String id) {
        return Optional.ofNullable(districtGoals.get(id));
    }

    /** Returns what the community gives, in the order given. */
    public List<CommunityAsset> assets() {
        return assets.values().asList();
    }

    /** Returns the school's goals, in the order given. */
    public List<Goal> goals() {
        return goals;
    }

    public Optional<Goal> goal(String id) {
        return goals.stream().filter(goal -> goal.id().equals(id)).findFirst();
    }

    /** Returns the accounts that investments are charged to, those of dropped actions included, in order of code. */
    public List<Account> accounts() {
        return accounts.values().asList();
    }

    /** Returns the account with a code; empty if no investment is charged to it. */
    public Optional<Account> account(AccountCode code) {
        return Optional.ofNullable(accounts.get(code));
    }

    /** Returns every investment with the goal it serves, in the order of the plan; those of dropped actions are left out. */
    public List<Chain> chains() {
        return chains.values().asList();
    }

    /** Returns an investment with the goal it serves; empty if there is none, or its action is dropped. */
    public Optional<Chain> chain(String investment) {
        return Optional.ofNullable(chains.get(investment));
    }

    /** Returns an investment; empty if there is none, or its action is dropped. */
    public Optional<Investment> investment(String id) {
        return chain(id).map(Chain::investment);
    }

    /** Returns a strategy; empty if there is none. */
    public Optional<Strategy> strategy(String id) {
        return goals.stream()
                .flatMap(goal -> goal.strategies().stream())
                .filter(strategy -> strategy.id().equals(id))
                .findFirst();
    }

    /** Returns an action; empty if there is none. */
    public Optional<Action> action(String id) {
        return actions().filter(action -> action.id().equals(id)).findFirst();
    }

    /** Returns every investment in the order in which it is paid for: by priority, equal ones by id. */
    public List<Chain> byPriority() {
        return ImmutableList.sortedCopyOf(BY_PRIORITY, chains());
    }

    /** Returns what everything costs. */
    public Money cost() {
        return Money.total(chains().stream()
                .map(chain -> chain.investment().cost().amount())
                .toList());
    }

    /** Returns how each goal stands in the five qualities of a SMART goal, in the order of the goals. */
    public List<SmartCheck> smart() {
        return goals.stream()
                .map(goal -> SmartCheck.of(goal, districtGoals, assessment, year))
                .toList();
    }

    /** Returns the actions whose deadline has passed on a day and that are neither done nor dropped, the longest overdue first. */
    public List<Action> overdueOn(LocalDate day) {
        return actions()
                .filter(action -> action.isOverdueOn(day))
                .sorted(Comparator.comparing(
                                (Action action) -> action.deadline().orElseThrow())
                        .thenComparing(Action::id))
                .toList();
    }

    private Stream<Action> actions() {
        return goals.stream()
                .flatMap(goal -> goal.strategies().stream())
                .flatMap(strategy -> strategy.actions().stream());
    }

    /**
     * Returns what the plan still lacks, in the order of its parts: goals that are not SMART, goals without strategy, strategies
     * without action, actions without owner or deadline. A draft may lack all of it.
     */
    public List<Problem> openPoints() {
        List<Problem> open = new ArrayList<>();
        for (Goal goal : goals) {
            for (SmartCheck.Criterion criterion :
                    SmartCheck.of(goal, districtGoals, assessment, year).criteria()) {
                if (criterion.verdict() == SmartCheck.Verdict.NOT_MET) {
                    open.add(new Problem(
                            "plan.not-smart",
                            "goal " + goal.id(),
                            criterion.reason(),
                            "a goal that is " + Words.of(criterion.quality()),
                            "Say what is missing."));
                }
            }
            if (goal.strategies().isEmpty()) {
                open.add(missing("goal " + goal.id(), "no strategy", "Say how it is to be reached."));
            }
            for (Strategy strategy : goal.strategies()) {
                if (strategy.actions().stream().allMatch(action -> action.status() == ActionStatus.DROPPED)) {
                    open.add(missing("strategy " + strategy.id(), "no action", "Say what is to be done."));
                }
            }
        }
        actions().filter(action -> action.status() != ActionStatus.DROPPED).forEach(action -> {
            if (action.owner().isEmpty()) {
                open.add(missing("action " + action.id(), "no owner", "Name who answers for it."));
            }
            if (action.deadline().isEmpty()) {
                open.add(missing("action " + action.id(), "no deadline", "Name the day by which it is done."));
            }
        });
        return ImmutableList.copyOf(open);
    }

    /**
     * Returns the plan with other accounts that its investments may be charged to, now and in later versions.
     *
     * @throws ProblemException with every investment that is charged to another
     */
    public SitePlan withAccounts(ChartOfAccounts others) {
        return copy(year).accounts(others).goals(goals).build();
    }

    private static Problem missing(String place, String found, String remedy) {
        return new Problem("plan.incomplete", place, found, "a plan that can be carried out", remedy);
    }

    /** Returns how this version differs from an earlier one, in the order of the parts of the earlier. */
    public List<PlanChange> since(SitePlan earlier) {
        return PlanChange.between(earlier, this);
    }

    /**
     * Returns a builder that has everything of this plan but its goals, for another version or the next year; accounts are those of
     * the same chart.
     */
    public Builder copy(FiscalYear of) {
        Builder copy = new Builder(school, of);
        copy.assessment = assessment;
        copy.districtGoals.addAll(districtGoals());
        copy.assets.addAll(assets());
        copy.chart = chart;
        return copy;
    }

    /**
     * Returns the plan with an investment in place of the one with its id, which stays in its action.
     *
     * @throws IllegalArgumentException if there is none with its id
     */
    public SitePlan with(Investment changed) {
        return withActions(
                changed.id(),
                "investment",
                action -> action.withInvestments(action.investments().stream()
                        .map(investment -> investment.id().equals(changed.id()) ? changed : investment)
                        .toList()));
    }

    /**
     * Returns the plan with an action in place of the one with its id, which stays in its strategy.
     *
     * @throws IllegalArgumentException if there is none with its id
     */
    public SitePlan with(Action changed) {
        return withActions(changed.id(), "action", action -> action.id().equals(changed.id()) ? changed : action);
    }

    /**
     * Returns the plan with a strategy in place of the one with its id, which stays in its goal.
     *
     * @throws IllegalArgumentException if there is none with its id
     */
    public SitePlan with(Strategy changed) {
        if (strategy(changed.id()).isEmpty()) {
            throw new IllegalArgumentException("the plan has no strategy " + changed.id());
        }
        return withGoals(goal -> goal.withStrategies(goal.strategies().stream()
                .map(strategy -> strategy.id().equals(changed.id()) ? changed : strategy)
                .toList()));
    }

    /** Returns the plan with what was found out, in place of what it has. */
    public SitePlan with(NeedsAssessment found) {
        return copy(year).assessment(found).goals(goals).build();
    }

    /**
     * Returns the plan without an investment.
     *
     * @throws IllegalArgumentException if there is none with the id
     */
    public SitePlan withoutInvestment(String id) {
        return withActions(
                id,
                "investment",
                action -> action.withInvestments(action.investments().stream()
                        .filter(investment -> !investment.id().equals(id))
                        .toList()));
    }

    /**
     * Returns the plan without an action and its investments.
     *
     * @throws IllegalArgumentException if there is none with the id
     */
    public SitePlan withoutAction(String id) {
        if (action(id).isEmpty()) {
            throw new IllegalArgumentException("the plan has no action " + id);
        }
        return withGoals(goal -> goal.withStrategies(goal.strategies().stream()
                .map(strategy -> strategy.withActions(strategy.actions().stream()
                        .filter(action -> !action.id().equals(id))
                        .toList()))
                .toList()));
    }

    /**
     * Returns the plan without a strategy and everything under it.
     *
     * @throws IllegalArgumentException if there is none with the id
     */
    public SitePlan withoutStrategy(String id) {
        if (strategy(id).isEmpty()) {
            throw new IllegalArgumentException("the plan has no strategy " + id);
        }
        return withGoals(goal -> goal.withStrategies(goal.strategies().stream()
                .filter(strategy -> !strategy.id().equals(id))
                .toList()));
    }

    private SitePlan withGoals(UnaryOperator<Goal> change) {
        Builder copy = copy(year);
        goals.forEach(goal -> copy.goal(change.apply(goal)));
        return copy.build();
    }

    private SitePlan withActions(String id, String what, UnaryOperator<Action> change) {
        boolean there = actions()
                .anyMatch(action -> what.equals("action")
                        ? action.id().equals(id)
                        : action.investments().stream()
                                .anyMatch(investment -> investment.id().equals(id)));
        if (!there) {
            throw new IllegalArgumentException("the plan has no %s %s".formatted(what, id));
        }
        return withGoals(goal -> goal.withStrategies(goal.strategies().stream()
                .map(strategy -> strategy.withActions(
                        strategy.actions().stream().map(change).toList()))
                .toList()));
    }

    /** Returns the plan with a goal in place of the one with its id, or as its last goal if there is none. */
    public SitePlan with(Goal changed) {
        Builder copy = copy(year);
        goals.forEach(goal -> copy.goal(goal.id().equals(changed.id()) ? changed : goal));
        if (goal(changed.id()).isEmpty()) {
            copy.goal(changed);
        }
        return copy.build();
    }

    /**
     * Returns the plan without a goal and everything under it.
     *
     * @throws IllegalArgumentException if there is none with the id
     */
    public SitePlan withoutGoal(String id) {
        if (goal(id).isEmpty()) {
            throw new IllegalArgumentException("the plan has no goal " + id);
        }
        Builder copy = copy(year);
        goals.stream().filter(goal -> !goal.id().equals(id)).forEach(copy::goal);
        return copy.build();
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof SitePlan other
                && school.equals(other.school)
                && year.equals(other.year)
                && assessment.equals(other.assessment)
                && districtGoals().equals(other.districtGoals())
                && assets().equals(other.assets())
                && goals.equals(other.goals)
                && accounts.equals(other.accounts);
    }

    @Override
    public int hashCode() {
        return Objects.hash(school, year, goals);
    }

    @Override
    public String toString() {
        return "plan of school %s, %s: %s, %s"
                .formatted(
                        school, year, Words.counted(goals.size(), "goal"), Words.counted(chains.size(), "investment"));
    }

    /** Collects the parts of a plan. */
    public static final class Builder {
        private final SchoolId school;
        private final FiscalYear year;
        private final List<DistrictGoal> districtGoals = new ArrayList<>();
        private final List<CommunityAsset> assets = new ArrayList<>();
        private final List<Goal> goals = new ArrayList<>();
        private NeedsAssessment assessment = NeedsAssessment.NONE;
        private ChartOfAccounts chart = ChartOfAccounts.anyCode();
        private @Nullable GradeSpan taught;

        private Builder(SchoolId school, FiscalYear year) {
            this.school = requireNonNull(school, "school");
            this.year = requireNonNull(year, "year");
        }

        /** What was found out. */
        public Builder assessment(NeedsAssessment found) {
            assessment = requireNonNull(found, "found");
            return this;
        }

        /** Goals of the district, which the school's goals may serve. */
        public Builder importing(DistrictGoal... some) {
            return importing(List.of(some));
        }

        /** Goals of the district, which the school's goals may serve. */
        public Builder importing(Collection<DistrictGoal> some) {
            districtGoals.addAll(ImmutableList.copyOf(some));
            return this;
        }

        /** What the community gives, which actions may be supported by. */
        public Builder asset(CommunityAsset asset) {
            assets.add(requireNonNull(asset, "asset"));
            return this;
        }

        /** The accounts that investments may be charged to; any code unless said. */
        public Builder accounts(ChartOfAccounts of) {
            chart = requireNonNull(of, "chart");
            return this;
        }

        /**
         * The grades that the school teaches: those of every investment that names none, so that money for these grades may pay for
         * it. Say it before the goals.
         *
         * @throws IllegalStateException if goals were given
         */
        public Builder teaching(GradeSpan grades) {
            if (!goals.isEmpty()) {
                throw new IllegalStateException("say teaching(…) before the goals");
            }
            taught = requireNonNull(grades, "grades");
            return this;
        }

        public Builder goal(Goal goal) {
            GradeSpan grades = taught;
            goals.add(
                    grades == null
                            ? requireNonNull(goal, "goal")
                            : goal.withInvestments(investment ->
                                    investment.grades().isPresent() ? investment : investment.inGrades(grades)));
            return this;
        }

        public Builder goals(Collection<Goal> several) {
            several.forEach(this::goal);
            return this;
        }

        /**
         * Returns the plan.
         *
         * @throws ProblemException with every fault: an id that two parts of a kind have; a metric that two parts mean otherwise; a goal of the district, a finding, a
         *     community asset or an account that is named and not there; a target or baseline that the metric cannot take
         */
        public SitePlan build() {
            List<Problem> problems = new ArrayList<>();
            checkOnce(problems);
            checkMetrics(problems);
            for (Goal goal : goals) {
                checkNames(problems, goal);
                checkValues(problems, goal);
            }
            ImmutableSortedMap<AccountCode, Account> charged = checkAccounts(problems);
            ProblemException.throwIfAny(
                    "the plan of school %s for %s cannot be used".formatted(school, year), problems);
            return new SitePlan(this, charged);
        }

        private Stream<Strategy> strategies() {
            return goals.stream().flatMap(goal -> goal.strategies().stream());
        }

        private Stream<Action> actions() {
            return strategies().flatMap(strategy -> strategy.actions().stream());
        }

        private void checkOnce(List<Problem> problems) {
            Map<String, Stream<String>> ids = new LinkedHashMap<>();
            ids.put("district goal", districtGoals.stream().map(DistrictGoal::id));
            ids.put("community asset", assets.stream().map(CommunityAsset::id));
            ids.put("goal", goals.stream().map(Goal::id));
            ids.put("strategy", strategies().map(Strategy::id));
            ids.put("action", actions().map(Action::id));
            ids.put(
                    "investment",
                    actions().flatMap(action -> action.investments().stream()).map(Investment::id));
            ids.forEach((kind, all) -> {
                Set<String> met = new HashSet<>();
                Set<String> twice = new LinkedHashSet<>();
                all.filter(id -> !met.add(id)).forEach(twice::add);
                for (String id : twice) {
                    problems.add(new Problem(
                            "plan.twice",
                            kind + " " + id,
                            "more than one " + kind + " with this id",
                            "each id once in a plan",
                            "Give one of them another id."));
                }
            });
        }

        /** Two parts that measure by the same name mean the same. */
        private void checkMetrics(List<Problem> problems) {
            Map<String, Metric> metrics = new LinkedHashMap<>();
            assessment
                    .findings()
                    .forEach(finding -> metrics.put(finding.metric().name(), finding.metric()));
            for (Goal goal : goals) {
                goal.metric().ifPresent(metric -> {
                    Metric earlier = metrics.putIfAbsent(metric.name(), metric);
                    if (earlier != null && !earlier.equals(metric)) {
                        problems.add(new Problem(
                                "plan.metric",
                                "goal " + goal.id(),
                                metric.words(),
                                earlier.words(),
                                "Give one of the two metrics another name."));
                    }
                });
            }
        }

        private void checkNames(List<Problem> problems, Goal goal) {
            String place = "goal " + goal.id();
            checkKnown(
                    problems,
                    place,
                    "district goal",
                    goal.districtGoals(),
                    districtGoals.stream().map(DistrictGoal::id).toList());
            checkKnown(
                    problems,
                    place,
                    "finding",
                    goal.findings(),
                    assessment.findings().stream().map(Finding::id).toList());
            for (Strategy strategy : goal.strategies()) {
                for (Action action : strategy.actions()) {
                    checkKnown(
                            problems,
                            place + ", action " + action.id(),
                            "community asset",
                            action.assets(),
                            assets.stream().map(CommunityAsset::id).toList());
                }
            }
        }

        private static void checkKnown(
                List<Problem> problems, String place, String kind, Set<String> named, List<String> known) {
            for (String id : named) {
                if (!known.contains(id)) {
                    problems.add(new Problem(
                            "plan.unknown",
                            place,
                            kind + " " + id,
                            known.isEmpty()
                                    ? "none, since the plan has no " + kind
                                    : known.stream().distinct().collect(Collectors.joining(", ")),
                            "Add the " + kind + ", or correct the id."));
                }
            }
        }

        private static void checkValues(List<Problem> problems, Goal goal) {
            goal.metric()
                    .ifPresent(metric -> Stream.of(goal.baseline(), goal.target())
                            .flatMap(Optional::stream)
                            .filter(value -> !metric.canBe(value))
                            .forEach(value -> problems.add(new Problem(
                                    "plan.value",
                                    "goal " + goal.id(),
                                    metric.show(value),
                                    "0 to 100%",
                                    "Correct the value, or the unit of \"" + metric + "\"."))));
        }

        private ImmutableSortedMap<AccountCode, Account> checkAccounts(List<Problem> problems) {
            Map<AccountCode, Account> charged = new TreeMap<>();
            for (Chain chain : chains(goals, Action::investments)) {
                Investment investment = chain.investment();
                if (investment.account().isEmpty()) {
                    continue;
                }
                AccountCode code = investment.account().get();
                chart.account(code)
                        .filter(account -> account.code().equals(code))
                        .ifPresentOrElse(
                                account -> charged.put(code, account),
                                () -> problems.add(new Problem(
                                        "plan.account",
                                        "goal %s, investment %s"
                                                .formatted(chain.goal().id(), investment.id()),
                                        "account " + code,
                                        chart.allowed(code),
                                        "Charge it to an account of the chart.")));
            }
            return ImmutableSortedMap.copyOf(charged);
        }
    }
}
