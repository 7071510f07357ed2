package org.perpupil.io.chart;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableMap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.perpupil.district.School;
import org.perpupil.formula.allocation.Allocation;
import org.perpupil.formula.allocation.SchoolAllocation;
import org.perpupil.formula.allocation.SourceStatement;
import org.perpupil.money.Money;
import org.perpupil.revenue.RevenueSource;

/**
 * Where the money of each source goes: to groups of schools, to the central office, or nowhere yet. Each band is as high as its dollars,
 * and every cent is in one.
 *
 * <p>Without a word, schools are grouped by level; {@link #by} groups them otherwise. A source that a reserve was set aside from sends that
 * part to the reserve's own schools.
 */
public final class FlowChart extends Chart {
    private static final String CENTRAL = "central office";
    private static final String LEFT = "left over";
    private static final double NODE = 14;

    private final Allocation allocation;
    private final Function<School, String> group;
    /** Dollars by source and destination, in the order in which they are drawn. */
    private final ImmutableMap<String, Map<String, Money>> flows;

    private FlowChart(Allocation allocation, Function<School, String> group, String title, Optional<String> note) {
        super(title, note);
        this.allocation = allocation;
        this.group = group;
        this.flows = flows(allocation, group);
    }

    /**
     * Returns the chart of an allocation, with schools by level.
     *
     * @throws IllegalArgumentException if nothing flows
     */
    public static FlowChart of(Allocation allocation) {
        return new FlowChart(
                allocation,
                allocation.district()::levelOf,
                "From sources to schools, " + allocation.year(),
                Optional.empty());
    }

    /**
     * Returns the chart with schools together for which a function gives the same text: those that are called as a level in the order of
     * levels, then in the order of their first school.
     */
    public FlowChart by(Function<School, String> group) {
        return new FlowChart(allocation, requireNonNull(group, "group"), title(), note());
    }

    /** Returns the chart with another title. */
    public FlowChart titled(String title) {
        return new FlowChart(allocation, group, title, note());
    }

    /** Returns the chart with a note below it. */
    public FlowChart noting(String note) {
        return new FlowChart(allocation, group, title(), Optional.of(note));
    }

    private static ImmutableMap<String, Map<String, Money>> flows(
            Allocation allocation, Function<School, String> group) {
        Map<String, Map<String, Money>> flows = new LinkedHashMap<>();
        Map<String, Map<RevenueSource, Money>> bySchools = new LinkedHashMap<>();
        allocation.district().levels().forEach(level -> bySchools.put(level.name(), new LinkedHashMap<>()));
        for (SchoolAllocation school : allocation.schools()) {
            Map<RevenueSource, Money> ofGroup =
                    bySchools.computeIfAbsent(group.apply(school.school()), any -> new LinkedHashMap<>());
            allocation
                    .budgets()
                    .of(school.id())
                    .ifPresent(budget ->
                            budget.bySource().forEach((source, money) -> ofGroup.merge(source, money, Money::plus)));
        }
        for (SourceStatement statement : allocation.sources()) {
            Map<String, Money> to = new LinkedHashMap<>();
            bySchools.forEach((name, ofGroup) -> add(to, name, ofGroup.getOrDefault(statement.source(), Money.ZERO)));
            // A reserve's money flows from the reserve, which has a statement of its own.
            add(
                    to,
                    CENTRAL,
                    statement.central().minus(Money.total(statement.reserves().values())));
            statement.residual().ifPresent(left -> add(to, LEFT, left));
            if (!to.isEmpty()) {
                flows.put(statement.source().name(), to);
            }
        }
        if (flows.isEmpty()) {
            throw new IllegalArgumentException("no source has any money, so nothing flows");
        }
        return ImmutableMap.copyOf(flows);
    }

    private static void add(Map<String, Money> to, String name, Money money) {
        if (money.isPositive()) {
            to.merge(name, money, Money::plus);
        }
    }

    private Map<String, Money> destinations() {
        Map<String, Money> sums = new LinkedHashMap<>();
        flows.values()
                .forEach(to -> to.keySet().stream()
                        .filter(name -> !name.equals(CENTRAL) && !name.equals(LEFT))
                        .forEach(name -> sums.put(name, Money.ZERO)));
        List.of(CENTRAL, LEFT).forEach(name -> sums.put(name, Money.ZERO));
        flows.values().forEach(to -> to.forEach((name, money) -> sums.merge(name, money, Money::plus)));
        sums.values().removeIf(Money::isZero);
        return sums;
    }

    private static Money sum(Map<String, Money> to) {
        return Money.total(to.values());
    }

    private String told(Money money) {
        return money.display(allocation.district().currencySign());
    }

    @Override
    public String description() {
        return flows.entrySet().stream()
                .map(flow -> "%s, %s: %s."
                        .formatted(
                                flow.getKey(),
                                told(sum(flow.getValue())),
                                flow.getValue().entrySet().stream()
                                        .map(part -> told(part.getValue()) + " to " + words(part.getKey()))
                                        .collect(Collectors.joining(", "))))
                .collect(Collectors.joining(" "));
    }

    private static String words(String destination) {
        return destination.equals(LEFT) ? "nobody yet" : destination;
    }

    @Override
    Drawing draw(int width) {
        Frame frame = new Frame(width, title());
        Map<String, Money> ends = destinations();
        int most = Math.max(flows.size(), ends.size());
        double gap = 34;
        double height = Math.max(width < 500 ? 240 : 320, most * 24.0);
        frame.open(height + most * gap);
        double whole = drawn(sum(ends).toRational());
        double perDollar = height / whole;
        double left = frame.left();
        double right = frame.right() - NODE;
        Map<String, Double> at = new LinkedHashMap<>();
        double y = frame.top() + gap;
        for (Map.Entry<String, Money> end : ends.entrySet()) {
            double high = drawn(end.getValue().toRational()) * perDollar;
            frame.add(new Mark.Box(
                    right, y, NODE, Math.max(0.5, high), Paint.QUIET, end.getKey() + ": " + told(end.getValue())));
            label(frame, end.getKey(), end.getValue(), right + NODE, y, Mark.Anchor.END, width);
            at.put(end.getKey(), y);
            y += high + gap;
        }
        double from = frame.top() + gap;
        int number = 0;
        for (Map.Entry<String, Map<String, Money>> flow : flows.entrySet()) {
            Paint paint = Paint.ofGroup(number++);
            Money sum = sum(flow.getValue());
            double high = drawn(sum.toRational()) * perDollar;
            frame.add(new Mark.Box(left, from, NODE, Math.max(0.5, high), paint, flow.getKey() + ": " + told(sum)));
            label(frame, flow.getKey(), sum, left, from, Mark.Anchor.START, width);
            double out = from;
            for (String end : ends.keySet()) {
                Money part = flow.getValue().get(end);
                if (part != null) {
                    double thick = drawn(part.toRational()) * perDollar;
                    double into = at.merge(end, thick, Double::sum) - thick;
                    frame.add(new Mark.Ribbon(
                            left + NODE,
                            out,
                            right,
                            into,
                            Math.max(0.5, thick),
                            paint,
                            "%s to %s: %s".formatted(flow.getKey(), words(end), told(part))));
                    out += thick;
                }
            }
            from += high + gap;
        }
        return frame.with(note());
    }

    private void label(Frame frame, String name, Money money, double x, double y, Mark.Anchor anchor, int width) {
        double room = width / 2.0 - 24;
        frame.text(x, y - 18, Frame.SMALL.fit(name, room), anchor, Paint.INK);
        frame.text(x, y - 4, told(money), anchor, Paint.QUIET);
    }

    /** Vega-Lite has no bands between bars: each source is a bar, divided by where its money goes. */
    @Override
    Map<String, Object> specification() {
        List<Map<String, Object>> rows = new ArrayList<>();
        flows.forEach((source, to) -> to.forEach((end, money) -> rows.add(object(
                "source",
                source,
                "to",
                words(end),
                "dollars",
                money.toRational().toExactDecimal().orElseThrow()))));
        return object(
                "data",
                data(rows),
                "mark",
                "bar",
                "encoding",
                object(
                        "y",
                        object("field", "source", "type", "nominal", "sort", NONE, "title", NONE),
                        "x",
                        quantity("dollars", "dollars", Unit.DOLLARS, true),
                        "color",
                        groups(
                                "to",
                                destinations().keySet().stream()
                                        .map(FlowChart::words)
                                        .toList()),
                        "tooltip",
                        List.of(
                                object("field", "source", "type", "nominal"),
                                object("field", "to", "type", "nominal"),
                                object("field", "dollars", "type", "quantitative", "format", "$,.2f"))));
    }
}
