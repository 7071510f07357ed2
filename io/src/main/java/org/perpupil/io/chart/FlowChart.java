package org.perpupil.io.chart;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.perpupil.district.School;
import org.perpupil.formula.Disposition;
import org.perpupil.formula.allocation.Allocation;
import org.perpupil.formula.allocation.SchoolAllocation;
import org.perpupil.formula.allocation.SourceStatement;
import org.perpupil.io.internal.RoughMoney;
import org.perpupil.money.Money;
import org.perpupil.revenue.RevenueSource;
import org.perpupil.revenue.SourceId;

/**
 * Where the money of each source goes: to groups of schools, to the central office, nowhere since it is locked, or nowhere yet. Each band is as high as its dollars,
 * and every cent of a source is in one.
 *
 * <p>Without a word, schools are grouped by level; {@link #by} groups them otherwise. What is set aside for a reserve is a part of the
 * source that it was set aside from, and is told as such. Amounts beside bars are rounded from a million on; those of marks and words are not.
 */
public final class FlowChart extends Chart {
    private static final double NODE = 14;
    private static final double LINE = 16;

    private final Allocation allocation;
    private final Function<School, String> group;
    private final ImmutableList<Flow> flows;
    /** Every destination by what it is called, in the order in which they are drawn. */
    private final ImmutableMap<End, String> ends;

    /** What a destination is. */
    private enum Kind {
        SCHOOLS,
        CENTRAL,
        LOCKED,
        LEFT
    }

    /** A destination; a group of schools may be called as the central office is. */
    private record End(Kind kind, String name) {
        static final End CENTRAL = new End(Kind.CENTRAL, "central office");
        static final End LOCKED = new End(Kind.LOCKED, "locked");
        static final End LEFT = new End(Kind.LEFT, "left over");
    }

    /** A source by a name that no other has, with what is its own and then its reserves. */
    private record Flow(String source, List<Part> parts) {

        Money total() {
            return Money.total(parts.stream().map(Part::total).toList());
        }

        List<Part> reserves() {
            return parts.stream().filter(part -> !part.reserve().isEmpty()).toList();
        }

        /** By destination, reserves included. */
        Map<End, Money> to() {
            Map<End, Money> all = new LinkedHashMap<>();
            parts.forEach(part -> part.to().forEach((end, money) -> all.merge(end, money, Money::plus)));
            return all;
        }
    }

    /** What a source or one of its reserves sends to each destination, without zeros; the name is empty for what is no reserve. */
    private record Part(String reserve, Map<End, Money> to) {

        Money total() {
            return Money.total(to.values());
        }
    }

    private FlowChart(Allocation allocation, Function<School, String> group, String title, Optional<String> note) {
        super(title, note);
        this.allocation = allocation;
        this.group = group;
        this.flows = flows(allocation, group);
        if (flows.isEmpty()) {
            throw new IllegalArgumentException("no source has any money, so nothing flows");
        }
        this.ends = named(Stream.concat(groups(allocation, group), Stream.of(End.CENTRAL, End.LOCKED, End.LEFT))
                .filter(end -> flows.stream().anyMatch(flow -> flow.to().containsKey(end)))
                .toList());
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

    private static Stream<End> groups(Allocation allocation, Function<School, String> group) {
        return Stream.concat(
                        allocation.district().levels().stream().map(level -> level.name()),
                        allocation.schools().stream()
                                .map(school -> requireNonNull(group.apply(school.school()), "the group of a school")))
                .distinct()
                .map(name -> new End(Kind.SCHOOLS, name));
    }

    private static ImmutableList<Flow> flows(Allocation allocation, Function<School, String> group) {
        Map<RevenueSource, Map<End, Money>> bySchools = new LinkedHashMap<>();
        for (SchoolAllocation school : allocation.schools()) {
            End end = new End(Kind.SCHOOLS, requireNonNull(group.apply(school.school()), "the group of a school"));
            allocation
                    .budgets()
                    .of(school.id())
                    .ifPresent(budget -> budget.bySource()
                            .forEach((source, money) -> bySchools
                                    .computeIfAbsent(source, any -> new LinkedHashMap<>())
                                    .merge(end, money, Money::plus)));
        }
        Map<SourceId, List<Part>> parts = new LinkedHashMap<>();
        for (SourceStatement statement : allocation.sources()) {
            Map<End, Money> to = new LinkedHashMap<>(bySchools.getOrDefault(statement.source(), Map.of()));
            // A reserve's money flows from the reserve, which has a statement of its own.
            to.put(
                    statement.decision().disposition() == Disposition.LOCKED ? End.LOCKED : End.CENTRAL,
                    statement.central().minus(Money.total(statement.reserves().values())));
            statement.residual().ifPresent(left -> to.put(End.LEFT, left));
            to.values().removeIf(Money::isZero);
            List<Part> ofSource = parts.computeIfAbsent(first(statement, allocation), any -> new ArrayList<>());
            if (!to.isEmpty()) {
                boolean reserve = statement.decision().setAside().isPresent();
                ofSource.add(new Part(reserve ? statement.source().name() : "", to));
            }
        }
        Set<String> taken = new LinkedHashSet<>();
        ImmutableList.Builder<Flow> flows = ImmutableList.builder();
        parts.forEach((id, ofSource) -> {
            if (!ofSource.isEmpty()) {
                flows.add(new Flow(unique(allocation.source(id).source().name(), id.value(), taken), ofSource));
            }
        });
        return flows.build();
    }

    /** The source itself, or what a reserve was set aside from. */
    private static SourceId first(SourceStatement statement, Allocation allocation) {
        return statement
                .decision()
                .setAside()
                .map(aside -> first(allocation.source(aside.from()), allocation))
                .orElse(statement.source().id());
    }

    private static ImmutableMap<End, String> named(List<End> ends) {
        // Those that are no schools are called as readers expect, whatever groups are called.
        Set<String> taken =
                new LinkedHashSet<>(List.of(words(End.CENTRAL), words(End.LOCKED), End.LEFT.name(), words(End.LEFT)));
        Map<End, String> named = new LinkedHashMap<>();
        for (End end : ends) {
            named.put(end, end.kind() == Kind.SCHOOLS ? unique(end.name(), "schools", taken) : end.name());
        }
        return ImmutableMap.copyOf(named);
    }

    private static String unique(String name, String apart, Set<String> taken) {
        String unique = name;
        while (!taken.add(unique)) {
            unique += " (" + apart + ")";
        }
        return unique;
    }

    private static String words(End end) {
        return end.kind() == Kind.LEFT ? "nobody yet" : end.name();
    }

    private String to(End end) {
        return end.kind() == Kind.SCHOOLS ? requireNonNull(ends.get(end)) : words(end);
    }

    /** As in {@code $10 to high}, and {@code $10 locked}. */
    private String where(End end) {
        return (end.kind() == Kind.LOCKED ? " " : " to ") + to(end);
    }

    private String told(Money money) {
        return money.display(allocation.district().currencySign());
    }

    @Override
    public String description() {
        return flows.stream().map(this::told).collect(Collectors.joining(" "));
    }

    private String told(Flow flow) {
        return "%s, %s: %s."
                .formatted(
                        flow.source(),
                        told(flow.total()),
                        flow.parts().stream().map(this::told).collect(Collectors.joining("; ")));
    }

    private String told(Part part) {
        String to = ends.keySet().stream()
                .flatMap(end -> Optional.ofNullable(part.to().get(end)).stream().map(money -> told(money) + where(end)))
                .collect(Collectors.joining(", "));
        return part.reserve().isEmpty()
                ? to
                : "of which %s set aside for %s: %s".formatted(told(part.total()), part.reserve(), to);
    }

    @Override
    Drawing draw(int width) {
        Frame frame = new Frame(width, title());
        int most = Math.max(flows.size(), ends.size());
        double gap = 34;
        double height = Math.max(width < 500 ? 240 : 320, most * 24.0);
        long reserves = flows.stream().mapToLong(flow -> flow.reserves().size()).sum();
        frame.open(height + Math.max(flows.size() * gap + reserves * LINE, ends.size() * gap));
        double perDollar = height
                / drawn(Money.total(flows.stream().map(Flow::total).toList()).toRational());
        double left = frame.left();
        double right = frame.right() - NODE;
        List<Label> labels = new ArrayList<>();
        Map<End, Double> at = new LinkedHashMap<>();
        double y = frame.top() + gap;
        for (End end : ends.keySet()) {
            List<Money> parts = flows.stream()
                    .flatMap(flow -> Optional.ofNullable(flow.to().get(end)).stream())
                    .toList();
            Money total = Money.total(parts);
            double high = drawn(total.toRational()) * perDollar;
            String name = requireNonNull(ends.get(end));
            frame.add(new Mark.Box(right, y, NODE, Math.max(0.5, high), Paint.QUIET, name + ": " + told(total)));
            label(labels, frame, name, total, right + NODE, y, Mark.Anchor.END);
            at.put(end, y);
            y += high + gap;
        }
        double from = frame.top() + gap;
        int number = 0;
        for (Flow flow : flows) {
            label(labels, frame, flow.source(), flow.total(), left, from, Mark.Anchor.START);
            double out = from;
            for (Part part : flow.parts()) {
                out = draw(frame, flow, part, Paint.ofGroup(number++), out, perDollar, at);
            }
            from = out;
            for (Part reserve : flow.reserves()) {
                from += LINE;
                String of = "of which %s: %s".formatted(reserve.reserve(), rough(reserve.total()));
                labels.add(new Label(left, from - 1, Frame.SMALL.fit(of, room(frame)), Mark.Anchor.START, Paint.QUIET));
            }
            from += gap;
        }
        labels.forEach(label -> label.addTo(frame));
        return frame.with(note());
    }

    /** Draws a part of a source's bar and its bands; returns where the part ends. */
    private double draw(
            Frame frame, Flow flow, Part part, Paint paint, double from, double perDollar, Map<End, Double> at) {
        double left = frame.left();
        double right = frame.right() - NODE;
        double high = drawn(part.total().toRational()) * perDollar;
        String source = flow.source() + (part.reserve().isEmpty() ? "" : ", " + part.reserve());
        frame.add(new Mark.Box(left, from, NODE, Math.max(0.5, high), paint, source + ": " + told(part.total())));
        double out = from;
        for (End end : ends.keySet()) {
            Money money = part.to().get(end);
            if (money != null) {
                double thick = drawn(money.toRational()) * perDollar;
                double into = at.merge(end, thick, Double::sum) - thick;
                frame.add(new Mark.Ribbon(
                        left + NODE,
                        out,
                        right,
                        into,
                        Math.max(0.5, thick),
                        paint,
                        "%s%s: %s".formatted(source, where(end), told(money))));
                out += thick;
            }
        }
        return from + high;
    }

    private void label(
            List<Label> labels, Frame frame, String name, Money money, double x, double y, Mark.Anchor anchor) {
        labels.add(new Label(x, y - 18, Frame.SMALL.fit(name, room(frame)), anchor, Paint.INK));
        labels.add(new Label(x, y - 4, rough(money), anchor, Paint.QUIET));
    }

    /** A text with paper behind it, drawn last, so that no band runs through it. */
    private record Label(double x, double y, String text, Mark.Anchor anchor, Paint paint) {
        void addTo(Frame frame) {
            double wide = Frame.SMALL.width(text);
            double from = anchor == Mark.Anchor.END ? x - wide : x;
            frame.add(new Mark.Box(from, y - Frame.SMALL.size(), wide, Frame.SMALL.size() + 3, Paint.PAPER, ""));
            frame.text(x, y, text, anchor, paint);
        }
    }

    private static double room(Frame frame) {
        return frame.width() / 2.0 - 24;
    }

    private String rough(Money money) {
        return RoughMoney.of(money, allocation.district().currencySign());
    }

    /** Vega-Lite has no bands between bars: each source is a bar, divided by where its money goes. */
    @Override
    Map<String, Object> specification() {
        String sign = allocation.district().currencySign();
        Unit unit = Unit.ofMoney(sign);
        List<Map<String, Object>> rows = new ArrayList<>();
        flows.forEach(flow -> flow.to()
                .forEach((end, money) ->
                        rows.add(object("source", flow.source(), "to", to(end), "dollars", money.dollars()))));
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
                        quantity("dollars", unit == Unit.DOLLARS ? "dollars" : sign, unit, true),
                        "color",
                        groups("to", ends.keySet().stream().map(this::to).toList()),
                        "tooltip",
                        List.of(
                                object("field", "source", "type", "nominal"),
                                object("field", "to", "type", "nominal"),
                                object("field", "dollars", "type", "quantitative", "format", unit.vega()))));
    }
}
