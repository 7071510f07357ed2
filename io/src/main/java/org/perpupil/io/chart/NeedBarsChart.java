package org.perpupil.io.chart;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.perpupil.equity.progressivity.NeedGroups;
import org.perpupil.equity.progressivity.NeedGroups.GroupMean;
import org.perpupil.problem.ProblemException;

/**
 * Bars of rising need, such as deciles, in which columns are stacked: dollars per pupil by source, each with the mean needs below it.
 *
 * <p>Means are over pupils: each school counts with its pupils. What is stacked is 0 or more.
 */
public final class NeedBarsChart extends Chart {
    private final NeedGroups groups;
    private final ImmutableList<String> stacked;
    private final ImmutableList<String> needs;
    private final Axis up;
    /** For each column, its mean by the number of the group; a group without a figure is not there. */
    private final ImmutableList<ImmutableMap<Integer, GroupMean>> means;

    private NeedBarsChart(
            NeedGroups groups, List<String> stacked, List<String> needs, String title, Optional<String> note, Axis up) {
        super(title, note);
        this.groups = groups;
        this.stacked = ImmutableList.copyOf(stacked);
        this.needs = ImmutableList.copyOf(needs);
        this.up = up;
        this.means = stacked.stream()
                .map(column -> Maps.uniqueIndex(groups.means(column), GroupMean::group))
                .collect(ImmutableList.toImmutableList());
        for (int i = 0; i < stacked.size(); i++) {
            for (GroupMean mean : means.get(i).values()) {
                if (mean.overPupils() < 0) {
                    throw new IllegalArgumentException("\"%s\" is below 0 in group %s, and cannot be stacked"
                            .formatted(stacked.get(i), mean.group()));
                }
            }
        }
    }

    /**
     * Returns bars of the groups.
     *
     * @param stacked columns of the study, the lowest first: unrestricted dollars per pupil, then restricted ones
     * @throws IllegalArgumentException if no column is named, or more than six, or a mean is below 0
     * @throws ProblemException if there is no such column
     */
    public static NeedBarsChart of(NeedGroups groups, String... stacked) {
        if (stacked.length == 0) {
            throw new IllegalArgumentException("name at least one column, such as \"dollars per pupil\"");
        }
        if (stacked.length > Paint.GROUPS.size()) {
            throw new IllegalArgumentException("%s columns are too many to tell apart by colour; stack up to %s"
                    .formatted(stacked.length, Paint.GROUPS.size()));
        }
        List<String> columns = List.of(stacked);
        return new NeedBarsChart(
                groups,
                columns,
                List.of(groups.need()),
                String.join(" and ", columns) + " by " + groups.need(),
                Optional.empty(),
                new Axis(columns.size() == 1 ? columns.get(0) : "", Unit.NUMBER));
    }

    /** Returns the chart with another title. */
    public NeedBarsChart titled(String title) {
        return new NeedBarsChart(groups, stacked, needs, title, note(), up);
    }

    /** Returns the chart with a note below it, such as the source of its data. */
    public NeedBarsChart noting(String note) {
        return new NeedBarsChart(groups, stacked, needs, title(), Optional.of(note), up);
    }

    /** Returns the chart with a label and a unit up. */
    public NeedBarsChart up(String label, Unit unit) {
        return new NeedBarsChart(groups, stacked, needs, title(), note(), new Axis(label, unit));
    }

    /**
     * Returns the chart with the means of columns below the bars, such as other needs; without a word, it is the need of the groups.
     *
     * @throws ProblemException if there is no such column
     */
    public NeedBarsChart withMeansOf(String... columns) {
        return new NeedBarsChart(groups, stacked, List.of(columns), title(), note(), up);
    }

    private double mean(int column, int group) {
        return requireNonNull(means.get(column).get(group)).overPupils();
    }

    private double height(int group) {
        return IntStream.range(0, stacked.size())
                .mapToDouble(column -> mean(column, group))
                .sum();
    }

    /** Returns the numbers of the groups that have every column: part of a bar would look like a lower one. */
    private List<Integer> drawn() {
        return IntStream.rangeClosed(1, groups.groups().size())
                .filter(group -> means.stream().allMatch(column -> column.containsKey(group)))
                .boxed()
                .toList();
    }

    private String notDrawn() {
        List<Integer> drawn = drawn();
        String rest = IntStream.rangeClosed(1, groups.groups().size())
                .filter(group -> !drawn.contains(group))
                .mapToObj(String::valueOf)
                .collect(Collectors.joining(", "));
        return rest.isEmpty() ? "" : "no schools or no figures in group " + rest;
    }

    @Override
    public String description() {
        String told = drawn().stream()
                .map(group -> "%s: %s".formatted(group, up.unit().told(height(group))))
                .collect(Collectors.joining("; "));
        String rest = notDrawn();
        return "%s of rising %s with about as many %s each. Mean %s by group, from the least %s: %s."
                .formatted(
                        groups.groups().size() == 1
                                ? "1 group"
                                : groups.groups().size() + " groups",
                        groups.need(),
                        groups.cut() == NeedGroups.Cut.PUPILS ? "pupils" : "schools",
                        String.join(" plus ", stacked),
                        groups.need(),
                        rest.isEmpty() ? told : told.isEmpty() ? rest : told + "; " + rest);
    }

    @Override
    Drawing draw(int width) {
        Frame frame = new Frame(width, title());
        if (stacked.size() > 1) {
            List<Frame.Key> keys = new ArrayList<>();
            for (int i = 0; i < stacked.size(); i++) {
                keys.add(new Frame.Key(stacked.get(i), Paint.ofGroup(i), Optional.empty()));
            }
            frame.key(keys);
        }
        int many = groups.groups().size();
        double highest = drawn().stream().mapToDouble(this::height).max().orElse(0);
        Scale y = Scale.over(0, highest, 6);
        frame.plot(width < 500 ? 220 : 320, y, up);
        double room = (frame.right() - frame.left()) / many;
        for (int group : drawn()) {
            double from = frame.left() + (group - 1) * room + room * 0.12;
            double base = 0;
            for (int i = 0; i < stacked.size(); i++) {
                double part = mean(i, group);
                double top = frame.y(y, base + part);
                frame.add(new Mark.Box(
                        from,
                        top,
                        room * 0.76,
                        frame.y(y, base) - top,
                        Paint.ofGroup(i),
                        "group %s, %s: %s"
                                .formatted(group, stacked.get(i), up.unit().told(part))));
                base += part;
            }
        }
        Map<Integer, String> numbers = new LinkedHashMap<>();
        IntStream.rangeClosed(1, many).forEach(group -> numbers.put(group, String.valueOf(group)));
        below(frame, frame.bottom() + 16, room, numbers);
        frame.downTo(frame.bottom() + 20);
        frame.label("groups of rising " + groups.need());
        needs.forEach(need -> row(frame, need, room));
        int units =
                groups.groups().stream().mapToInt(group -> group.units().size()).sum();
        frame.downTo(frame.foot() + 4);
        String rest = notDrawn();
        frame.label("n = " + units + "; means over pupils" + (rest.isEmpty() ? "" : "; " + rest));
        return frame.with(note());
    }

    /** A row of means below the bars, under its name. */
    private void row(Frame frame, String need, double room) {
        frame.downTo(frame.foot() + 4);
        frame.label("mean of " + need);
        Map<Integer, String> figures = new LinkedHashMap<>();
        for (GroupMean mean : groups.means(need)) {
            int decimals = Math.abs(mean.overPupils()) >= 10 ? 0 : Math.abs(mean.overPupils()) >= 1 ? 1 : 2;
            figures.put(mean.group(), Unit.NUMBER.text(mean.overPupils(), decimals));
        }
        double y = frame.foot() + 14;
        below(frame, y, room, figures);
        frame.downTo(y + 4);
    }

    /** A text below each group, or below as many as there is room for. */
    private static void below(Frame frame, double y, double room, Map<Integer, String> texts) {
        double taken = 0;
        for (Map.Entry<Integer, String> text : texts.entrySet()) {
            double half = Frame.SMALL.width(text.getValue()) / 2;
            double at = frame.left() + (text.getKey() - 0.5) * room;
            at = Math.max(half, Math.min(frame.width() - half, at));
            if (at - half >= taken) {
                frame.text(at, y, text.getValue(), Mark.Anchor.MIDDLE, Paint.INK);
                taken = at + half + 3;
            }
        }
    }

    @Override
    Map<String, Object> specification() {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int i = 0; i < stacked.size(); i++) {
            for (int group : drawn()) {
                rows.add(object("group", group, "column", stacked.get(i), "mean", json(mean(i, group)), "order", i));
            }
        }
        String title = up.label().isEmpty() ? stacked.stream().collect(Collectors.joining(" + ")) : up.label();
        return object(
                "data",
                data(rows),
                "mark",
                "bar",
                "encoding",
                object(
                        "x",
                        object(
                                "field",
                                "group",
                                "type",
                                "ordinal",
                                "title",
                                "groups of rising " + groups.need(),
                                "axis",
                                object("labelAngle", 0)),
                        "y",
                        quantity("mean", title, up.unit(), true),
                        "color",
                        groups("column", stacked),
                        "order",
                        object("field", "order", "type", "quantitative"),
                        "tooltip",
                        List.of(
                                object("field", "group", "type", "ordinal"),
                                object("field", "column", "type", "nominal"),
                                object("field", "mean", "type", "quantitative", "title", title))));
    }
}
