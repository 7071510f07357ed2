package org.perpupil.formula.scenario;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.perpupil.budget.Budgets;
import org.perpupil.budget.SchoolBudget;
import org.perpupil.district.School;
import org.perpupil.district.SchoolId;
import org.perpupil.formula.allocation.Allocation;
import org.perpupil.formula.allocation.Comparison;
import org.perpupil.formula.allocation.SchoolAllocation;
import org.perpupil.formula.allocation.SourceStatement;
import org.perpupil.formula.internal.text.TextTable;
import org.perpupil.money.Money;
import org.perpupil.revenue.RevenueSource;

/**
 * Any number of allocations side by side; the first one is what the others are compared with.
 *
 * <pre>{@code
 * Scenarios scenarios = Scenarios.of("as now", now).and("poverty weight 0.4", more).and("no floor", without);
 * scenarios.change("no floor").byLevel()
 * }</pre>
 */
public final class Scenarios {
    private final ImmutableMap<String, Allocation> allocations;

    private Scenarios(ImmutableMap<String, Allocation> allocations) {
        this.allocations = allocations;
    }

    /** Starts with the scenario that the others are compared with. */
    public static Scenarios of(String name, Allocation allocation) {
        return new Scenarios(ImmutableMap.of(name, allocation));
    }

    /**
     * Returns these and another one.
     *
     * @throws IllegalArgumentException if the name is taken
     */
    public Scenarios and(String name, Allocation allocation) {
        if (allocations.containsKey(name)) {
            throw new IllegalArgumentException("there is a scenario \"%s\" already".formatted(name));
        }
        return new Scenarios(ImmutableMap.<String, Allocation>builder()
                .putAll(allocations)
                .put(name, allocation)
                .buildOrThrow());
    }

    /**
     * A school in every scenario.
     *
     * @param school as the first scenario that has it knows it
     * @param budgets one for each scenario, in their order; empty where the school does not exist
     */
    public record Row(School school, List<Optional<Money>> budgets) {
        public Row {
            budgets = ImmutableList.copyOf(budgets);
        }

        /** Returns one line for people, with a dash where the school does not exist. */
        @Override
        public String toString() {
            return school + ": "
                    + budgets.stream()
                            .map(budget ->
                                    budget.map(money -> money.display("")).orElse("–"))
                            .collect(Collectors.joining(", "));
        }
    }

    /** Returns the scenarios by name, in their order. */
    public Map<String, Allocation> allocations() {
        return allocations;
    }

    /** Returns every school of any scenario, in order of id. */
    public List<Row> rows() {
        Map<SchoolId, School> schools = new TreeMap<>();
        allocations
                .values()
                .forEach(allocation ->
                        allocation.schools().forEach(school -> schools.putIfAbsent(school.id(), school.school())));
        List<Budgets> budgets =
                allocations.values().stream().map(Allocation::budgets).toList();
        List<Row> rows = new ArrayList<>();
        schools.forEach((id, school) -> rows.add(new Row(
                school,
                budgets.stream()
                        .map(scenario -> scenario.of(id).map(SchoolBudget::total))
                        .toList())));
        return ImmutableList.copyOf(rows);
    }

    /**
     * Returns who gains and who loses by a scenario, against the first one.
     *
     * @throws IllegalArgumentException if there is no scenario of the name
     */
    public Comparison change(String name) {
        return allocation(name).comparedWith(first().budgets());
    }

    /** Returns what a scenario costs more than the first one at schools; negative if it costs less. */
    public Money cost(String name) {
        return allocation(name).total().minus(first().total());
    }

    /** Returns what each source sends to schools in every scenario, in their order; 0 where a scenario has no such source. */
    public Map<RevenueSource, List<Money>> bySource() {
        Map<RevenueSource, List<Money>> sums = new LinkedHashMap<>();
        allocations
                .values()
                .forEach(allocation ->
                        allocation.sources().forEach(source -> sums.putIfAbsent(source.source(), ImmutableList.of())));
        sums.replaceAll((source, none) -> allocations.values().stream()
                .map(allocation -> allocation.sources().stream()
                        .filter(statement -> statement.source().equals(source))
                        .map(SourceStatement::toSchools)
                        .findFirst()
                        .orElse(Money.ZERO))
                .toList());
        return ImmutableMap.copyOf(sums);
    }

    private Allocation first() {
        return allocations.values().iterator().next();
    }

    /**
     * Returns a scenario.
     *
     * @throws IllegalArgumentException if there is none of the name
     */
    public Allocation allocation(String name) {
        Allocation allocation = allocations.get(name);
        if (allocation == null) {
            throw new IllegalArgumentException(
                    "there is no scenario \"%s\"; there are %s".formatted(name, allocations.keySet()));
        }
        return allocation;
    }

    /** Returns the schools' allocations in a scenario. */
    public List<SchoolAllocation> schools(String name) {
        return allocation(name).schools();
    }

    /** Returns a table for people: each scenario, what it costs more than the first one, and who gains and loses against that. */
    @Override
    public String toString() {
        TextTable table = new TextTable(List.of("", "to schools", "costs more", "gain", "lose", "unchanged"));
        allocations.forEach((name, allocation) -> {
            String sign = allocation.district().currencySign();
            Comparison.Summary change = change(name).summary();
            boolean first = allocation.equals(first());
            table.row(List.of(
                    name,
                    allocation.total().display(sign),
                    first ? "–" : cost(name).display(sign),
                    first ? "–" : Integer.toString(change.gaining()),
                    first ? "–" : Integer.toString(change.losing()),
                    first ? "–" : Integer.toString(change.unchanged())));
        });
        return "scenarios, compared with the first\n" + table;
    }
}
