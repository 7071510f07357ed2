package org.perpupil.io.chart;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
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
    private final ImmutableList<List<GroupMean>> means;

    private NeedBarsChart(
            NeedGroups groups, List<String> stacked, List<String> needs, String title, Optional<String> note, Axis up) {
        super(title, note);
        this.groups = groups;
        this.stacked = ImmutableList.copyOf(stacked);
        this.needs = ImmutableList.copyOf(needs);
        this.up = up;
        this.means = stacked.stream().map(groups::means).collect(ImmutableList.toImmutableList());
        for (int i = 0; i < stacked.size(); i++) {
            for (GroupMean mean : means.get(i)) {
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
     * @throws IllegalArgumentException if no column is named, or a mean is below 0
     * @throws ProblemException if there is no such column
     */
    public static NeedBarsChart of(NeedGroups groups, String... stacked) {
        if (stacked.length == 0) {
            throw new IllegalArgumentException("name at least one column, such as \"dollars per pupil\"");
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

    private double height(int group) {
        return means.stream()
                .mapToDouble(column -> column.get(group).overPupils())
                .sum();
    }

    private boolean isEmpty(int group) {
        return means.get(0).get(group).units() == 0;
    }

    @Override
    public String description() {
        int many = groups.groups().size();
        List<String> told = new ArrayList<>();
        for (int group = 0; group < many; group++) {
            if (!isEmpty(group)) {
                told.add("%s: %s".formatted(group + 1, up.unit().told(height(group))));
            }
        }
        return "%s groups of rising %s with about as many %s each. Mean %s by group, from the least %s: %s."
                .formatted(
                        many,
                        groups.need(),
                        groups.cut() == NeedGroups.Cut.PUPILS ? "pupils" : "schools",
                        String.join(" plus ", stacked),
                        groups.need(),
                        String.join("; ", told));
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
        double highest = 0;
        for (int group = 0; group < many; group++) {
            highest = isEmpty(group) ? highest : Math.max(highest, height(group));
        }
        Scale y = Scale.over(0, highest, 6);
        frame.plot(width < 500 ? 220 : 320, y, up);
        double room = (frame.right() - frame.left()) / many;
        for (int group = 0; group < many; group++) {
            double from = frame.left() + group * room + room * 0.12;
            double base = 0;
            for (int i = 0; i < stacked.size() && !isEmpty(group); i++) {
                double part = means.get(i).get(group).overPupils();
                double top = frame.y(y, base + part);
                frame.add(new Mark.Box(
                        from,
                        top,
                        room * 0.76,
                        frame.y(y, base) - top,
                        Paint.ofGroup(i),
                        "group %s, %s: %s"
                                .formatted(group + 1, stacked.get(i), up.unit().told(part))));
                base += part;
            }
            frame.text(
                    from + room * 0.38, frame.bottom() + 16, String.valueOf(group + 1), Mark.Anchor.MIDDLE, Paint.INK);
        }
        frame.downTo(frame.bottom() + 20);
        frame.label("groups of rising " + groups.need());
        needs.forEach(need -> row(frame, need, room));
        int units =
                groups.groups().stream().mapToInt(group -> group.units().size()).sum();
        frame.downTo(frame.foot() + 4);
        frame.label("n = " + units + "; means over pupils");
        return frame.with(note());
    }

    /** A row of means below the bars, under its name. */
    private void row(Frame frame, String need, double room) {
        frame.downTo(frame.foot() + 4);
        frame.label("mean of " + need);
        double y = frame.foot() + 14;
        for (GroupMean mean : groups.means(need)) {
            if (mean.units() > 0) {
                double at = frame.left() + (mean.group() - 0.5) * room;
                int decimals = Math.abs(mean.overPupils()) >= 10 ? 0 : Math.abs(mean.overPupils()) >= 1 ? 1 : 2;
                frame.text(at, y, Unit.NUMBER.text(mean.overPupils(), decimals), Mark.Anchor.MIDDLE, Paint.INK);
            }
        }
        frame.downTo(y + 4);
    }

    @Override
    Map<String, Object> specification() {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int i = 0; i < stacked.size(); i++) {
            for (GroupMean mean : means.get(i)) {
                if (mean.units() > 0) {
                    rows.add(object(
                            "group",
                            mean.group(),
                            "column",
                            stacked.get(i),
                            "mean",
                            json(mean.overPupils()),
                            "order",
                            i));
                }
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
                        object("field", "group", "type", "ordinal", "title", "groups of rising " + groups.need()),
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
