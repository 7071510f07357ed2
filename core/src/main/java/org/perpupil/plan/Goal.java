package org.perpupil.plan;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedSet;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.perpupil.district.FiscalYear;
import org.perpupil.money.Money;

/**
 * What a school aims at, and the strategies that serve it.
 *
 * <pre>{@code
 * Goal.of("math", MATHEMATICS, "Raise fifth-graders' proficiency in mathematics from 60 to 80 per cent")
 *         .measuredBy(mathematics, Subgroup.of(ALL_PUPILS, FIFTH)).from(2026, "60").to("80")
 *         .by(LocalDate.of(2029, 6, 30)).servingDistrictGoal("D1").answering("math-5")
 *         .through(tutoring)
 * }</pre>
 *
 * <p>Only the words are required, so that a draft can begin; {@link SmartCheck} says what a goal still lacks.
 */
public final class Goal {
    private final String id;
    private final FocusArea area;
    private final String statement;
    private final @Nullable Metric metric;
    private final @Nullable Subgroup pupils;
    private final @Nullable FiscalYear baselineYear;
    private final @Nullable BigDecimal baseline;
    private final @Nullable BigDecimal target;
    private final @Nullable LocalDate deadline;
    private final ImmutableSortedSet<String> districtGoals;
    private final ImmutableSortedSet<String> findings;
    private final ImmutableList<Strategy> strategies;

    private Goal(Builder builder) {
        this.id = builder.id;
        this.area = builder.area;
        this.statement = builder.statement;
        this.metric = builder.metric;
        this.pupils = builder.pupils;
        this.baselineYear = builder.baselineYear;
        this.baseline = builder.baseline;
        this.target = builder.target;
        this.deadline = builder.deadline;
        this.districtGoals = builder.districtGoals;
        this.findings = builder.findings;
        this.strategies = builder.strategies;
    }

    /** What a copy is made from. */
    private static final class Builder {
        private final String id;
        private final FocusArea area;
        private final String statement;
        private @Nullable Metric metric;
        private @Nullable Subgroup pupils;
        private @Nullable FiscalYear baselineYear;
        private @Nullable BigDecimal baseline;
        private @Nullable BigDecimal target;
        private @Nullable LocalDate deadline;
        private ImmutableSortedSet<String> districtGoals = ImmutableSortedSet.of();
        private ImmutableSortedSet<String> findings = ImmutableSortedSet.of();
        private ImmutableList<Strategy> strategies = ImmutableList.of();

        private Builder(String id, FocusArea area, String statement) {
            this.id = Text.id(id, "a goal");
            this.area = requireNonNull(area, "area");
            this.statement = Text.said(statement, "goal " + id + " says what is aimed at");
        }

        private Builder(Goal of) {
            this.id = of.id;
            this.area = of.area;
            this.statement = of.statement;
            this.metric = of.metric;
            this.pupils = of.pupils;
            this.baselineYear = of.baselineYear;
            this.baseline = of.baseline;
            this.target = of.target;
            this.deadline = of.deadline;
            this.districtGoals = of.districtGoals;
            this.findings = of.findings;
            this.strategies = of.strategies;
        }
    }

    private Goal with(Consumer<Builder> change) {
        Builder copy = new Builder(this);
        change.accept(copy);
        return new Goal(copy);
    }

    /** Returns a goal in words. */
    public static Goal of(String id, FocusArea area, String statement) {
        return new Goal(new Builder(id, area, statement));
    }

    /** Returns the goal with what tells whether it is reached, and for which pupils. */
    public Goal measuredBy(Metric metric, Subgroup pupils) {
        requireNonNull(metric, "metric");
        requireNonNull(pupils, "pupils");
        return with(copy -> {
            copy.metric = metric;
            copy.pupils = pupils;
        });
    }

    /** Returns the goal with where the metric stood in a year. */
    public Goal from(FiscalYear year, BigDecimal value) {
        requireNonNull(year, "year");
        return with(copy -> {
            copy.baselineYear = year;
            copy.baseline = Text.plain(value);
        });
    }

    /** Returns the goal with where the metric stood in the year that ends in a calendar year. */
    public Goal from(int yearEnding, String value) {
        return from(FiscalYear.of(yearEnding), Text.decimal(value));
    }

    /** Returns the goal with what the metric is to reach. */
    public Goal to(BigDecimal value) {
        return with(copy -> copy.target = Text.plain(value));
    }

    /** Returns the goal with what the metric is to reach. */
    public Goal to(String value) {
        return to(Text.decimal(value));
    }

    /** Returns the goal with the day by which it is to be reached. */
    public Goal by(LocalDate day) {
        return with(copy -> copy.deadline = requireNonNull(day, "day"));
    }

    /** Returns the goal with goals of the district that it serves, by id. */
    public Goal servingDistrictGoal(String... ids) {
        return with(copy -> copy.districtGoals = joined(districtGoals, ids));
    }

    /** Returns the goal with findings of the needs assessment that it answers, by id. */
    public Goal answering(String... findingIds) {
        return with(copy -> copy.findings = joined(findings, findingIds));
    }

    private static ImmutableSortedSet<String> joined(Set<String> some, String... more) {
        return ImmutableSortedSet.<String>naturalOrder().addAll(some).add(more).build();
    }

    /** Returns the goal with more strategies that serve it. */
    public Goal through(Strategy... more) {
        return withStrategies(
                ImmutableList.<Strategy>builder().addAll(strategies).add(more).build());
    }

    Goal withInvestments(UnaryOperator<Investment> change) {
        return withStrategies(strategies.stream()
                .map(strategy -> strategy.withActions(strategy.actions().stream()
                        .map(action -> action.withInvestments(
                                action.investments().stream().map(change).toList()))
                        .toList()))
                .toList());
    }

    Goal withStrategies(List<Strategy> all) {
        return with(copy -> copy.strategies = ImmutableList.copyOf(all));
    }

    public String id() {
        return id;
    }

    public FocusArea area() {
        return area;
    }

    public String statement() {
        return statement;
    }

    /** Returns what tells whether it is reached; empty if nothing is named. */
    public Optional<Metric> metric() {
        return Optional.ofNullable(metric);
    }

    /** Returns whose metric it is; empty if nobody is named. */
    public Optional<Subgroup> pupils() {
        return Optional.ofNullable(pupils);
    }

    /** Returns where the metric stood; empty if that is not said. */
    public Optional<BigDecimal> baseline() {
        return Optional.ofNullable(baseline);
    }

    /** Returns the year of the baseline; empty if there is none. */
    public Optional<FiscalYear> baselineYear() {
        return Optional.ofNullable(baselineYear);
    }

    /** Returns what the metric is to reach; empty if that is not said. */
    public Optional<BigDecimal> target() {
        return Optional.ofNullable(target);
    }

    /** Returns the day by which it is to be reached; empty if none is named. */
    public Optional<LocalDate> deadline() {
        return Optional.ofNullable(deadline);
    }

    /** Returns the ids of the district's goals that it serves, in order. */
    public Set<String> districtGoals() {
        return districtGoals;
    }

    /** Returns the ids of the findings that it answers, in order. */
    public Set<String> findings() {
        return findings;
    }

    /** Returns the strategies that serve it, in the order given. */
    public List<Strategy> strategies() {
        return strategies;
    }

    /** Returns what everything under it costs; what belongs to dropped actions is no longer wanted, and not counted. */
    public Money cost() {
        return Money.total(strategies.stream()
                .flatMap(strategy -> strategy.actions().stream())
                .flatMap(action -> action.wanted().stream())
                .map(investment -> investment.cost().amount())
                .toList());
    }

    Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("statement", statement);
        facts.put("area", area.words());
        metric().ifPresent(by -> facts.put("metric", by.words()));
        pupils().ifPresent(pupils -> facts.put("pupils", pupils.name()));
        baselineYear().ifPresent(year -> facts.put("baseline", show(baseline().orElseThrow()) + " in " + year));
        target().ifPresent(target -> facts.put("target", show(target)));
        deadline().ifPresent(day -> facts.put("deadline", day.toString()));
        if (!districtGoals.isEmpty()) {
            facts.put("district goals", String.join(", ", districtGoals));
        }
        if (!findings.isEmpty()) {
            facts.put("findings", String.join(", ", findings));
        }
        return facts;
    }

    private String show(BigDecimal value) {
        return metric().map(metric -> metric.show(value)).orElseGet(value::toPlainString);
    }

    private List<Object> everything() {
        return List.of(
                id,
                area,
                statement,
                metric(),
                pupils(),
                baselineYear(),
                baseline(),
                target(),
                deadline(),
                districtGoals,
                findings,
                strategies);
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof Goal other && everything().equals(other.everything());
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }

    @Override
    public String toString() {
        return statement + " (" + id + ")";
    }
}
