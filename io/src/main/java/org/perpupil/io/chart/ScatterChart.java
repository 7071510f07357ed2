package org.perpupil.io.chart;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.perpupil.equity.progressivity.Scatter;
import org.perpupil.problem.ProblemException;

/**
 * Schools as points with the fitted line and its 95% band, or a line through each group: does money follow need?
 *
 * <p>Points are sized and grouped as the {@link Scatter} says; their area, not their width, is their size.
 */
public final class ScatterChart extends Chart {
    private static final int LINE_POINTS = 24;
    /** So large that the corners of any form stay on the sheet, at the end of the axis too. */
    private static final double LARGEST = 8.2;

    /** Through fewer points a line says nothing. */
    private static final int FEWEST_POINTS = 3;

    private static final double MARKED = 6;

    private final Scatter scatter;
    private final List<Scatter.Point> points;
    private final List<Scatter.LinePoint> line;
    private final List<String> groups;
    private final Axis across;
    private final Axis up;
    private final Optional<Scatter.Point> marked;
    /** None where one line goes through all. */
    private final List<GroupLine> groupLines;

    /** The ends of a group's line. */
    private record GroupLine(String group, Scatter.LinePoint first, Scatter.LinePoint last) {
        Stream<Scatter.LinePoint> ends() {
            return Stream.of(first, last);
        }
    }

    private ScatterChart(
            Scatter scatter,
            String title,
            Optional<String> note,
            Axis across,
            Axis up,
            Optional<Scatter.Point> marked,
            List<GroupLine> groupLines) {
        super(title, note);
        this.scatter = scatter;
        this.across = across;
        this.up = up;
        this.marked = marked;
        this.groupLines = groupLines;
        this.points = scatter.points();
        double least = points.stream().mapToDouble(Scatter.Point::x).min().orElse(0);
        double greatest = points.stream().mapToDouble(Scatter.Point::x).max().orElse(0);
        this.line = scatter.lineAt(IntStream.rangeClosed(0, LINE_POINTS)
                .mapToDouble(i -> least + (greatest - least) * i / LINE_POINTS)
                .toArray());
        this.groups =
                points.stream().map(Scatter.Point::group).distinct().sorted().toList();
    }

    /**
     * Returns the chart of a scatter, with the names of its columns as labels.
     *
     * @throws ProblemException if no line can be fitted, such as to points that lie above each other
     * @throws IllegalStateException if there are two points, of which nothing tells how sure their line is
     */
    public static ScatterChart of(Scatter scatter) {
        return new ScatterChart(
                scatter,
                scatter.y() + " by " + scatter.x(),
                Optional.empty(),
                new Axis(scatter.x(), Unit.NUMBER),
                new Axis(scatter.y(), Unit.NUMBER),
                Optional.empty(),
                List.of());
    }

    /** Returns the chart with another title. */
    public ScatterChart titled(String title) {
        return new ScatterChart(scatter, title, note(), across, up, marked, groupLines);
    }

    /** Returns the chart with a note below it, such as the source of its data. */
    public ScatterChart noting(String note) {
        return new ScatterChart(scatter, title(), Optional.of(note), across, up, marked, groupLines);
    }

    /** Returns the chart with a label and a unit across. */
    public ScatterChart across(String label, Unit unit) {
        return new ScatterChart(scatter, title(), note(), new Axis(label, unit), up, marked, groupLines);
    }

    /** Returns the chart with a label and a unit up. */
    public ScatterChart up(String label, Unit unit) {
        return new ScatterChart(scatter, title(), note(), across, new Axis(label, unit), marked, groupLines);
    }

    /**
     * Returns the chart with one point in ink, with its name: this school among all.
     *
     * @throws IllegalArgumentException if no point is of the unit, such as for want of a figure
     */
    public ScatterChart marking(String unit) {
        Scatter.Point point = points.stream()
                .filter(some -> some.unit().equals(unit))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "the chart has no point of \"%s\" among its %s".formatted(unit, points.size())));
        return new ScatterChart(scatter, title(), note(), across, up, Optional.of(point), groupLines);
    }

    /**
     * Returns the chart with a line through each group in place of one through all, where groups differ in more than what is across: levels
     * of schools that have rates of their own. A group of fewer than three points, or of points above each other, has no line; there is no
     * band.
     *
     * @throws IllegalStateException if no group has a line
     */
    public ScatterChart withLineOfEachGroup() {
        List<GroupLine> each = new ArrayList<>();
        scatter.byGroup().forEach((name, of) -> line(name, of).ifPresent(each::add));
        if (each.isEmpty()) {
            throw new IllegalStateException("no group has a line; points have %s".formatted(groups));
        }
        return new ScatterChart(scatter, title(), note(), across, up, marked, List.copyOf(each));
    }

    private static Optional<GroupLine> line(String group, Scatter scatter) {
        double[] across =
                scatter.points().stream().mapToDouble(Scatter.Point::x).sorted().toArray();
        if (across.length < FEWEST_POINTS) {
            return Optional.empty();
        }
        try {
            List<Scatter.LinePoint> ends = scatter.lineAt(across[0], across[across.length - 1]);
            return Optional.of(new GroupLine(group, ends.get(0), ends.get(1)));
        } catch (ProblemException noLine) {
            // Points above each other have no line.
            return Optional.empty();
        }
    }

    @Override
    public String description() {
        String all = points.size() == 1 ? "1 point" : points.size() + " points";
        String here =
                marked.map(point -> " Marked is %s.".formatted(told(point))).orElse("");
        if (!groupLines.isEmpty()) {
            return "%s, %s by %s. A fitted line for each group: %s.%s"
                    .formatted(
                            all,
                            up.label(),
                            across.label(),
                            groupLines.stream()
                                    .map(of -> of.group() + " " + way(of.first(), of.last()))
                                    .collect(Collectors.joining("; ")),
                            here);
        }
        Scatter.LinePoint first = line.get(0);
        Scatter.LinePoint last = line.get(line.size() - 1);
        return "%s, %s by %s. The fitted line %s; R² is %s.%s"
                .formatted(
                        all,
                        up.label(),
                        across.label(),
                        way(first, last),
                        Unit.NUMBER.text(scatter.line().rSquared(), 2),
                        here);
    }

    private String way(Scatter.LinePoint first, Scatter.LinePoint last) {
        return "%s from %s at %s to %s at %s"
                .formatted(
                        last.y() > first.y() ? "rises" : last.y() < first.y() ? "falls" : "stays",
                        up.unit().told(first.y()),
                        across.unit().told(first.x()),
                        up.unit().told(last.y()),
                        across.unit().told(last.x()));
    }

    @Override
    Drawing draw(int width) {
        Frame frame = new Frame(width, title());
        if (groups.size() > 1) {
            List<Frame.Key> keys = new ArrayList<>();
            for (int i = 0; i < groups.size(); i++) {
                keys.add(new Frame.Key(groups.get(i), Paint.ofGroup(i), Optional.of(Mark.Form.ofGroup(i))));
            }
            frame.key(keys);
        }
        Scale x = Scale.over(line.get(0).x(), line.get(line.size() - 1).x(), Frame.ticksAcross(width));
        double[] heights = Stream.concat(
                        points.stream().map(Scatter.Point::y),
                        groupLines.isEmpty()
                                ? line.stream()
                                        .flatMap(place -> Stream.of(
                                                place.band().lower(),
                                                place.band().upper()))
                                : groupLines.stream().flatMap(GroupLine::ends).map(Scatter.LinePoint::y))
                .mapToDouble(Double::doubleValue)
                .sorted()
                .toArray();
        Scale y = Scale.over(heights[0], heights[heights.length - 1], 6);
        frame.plot(width < 500 ? 240 : 360, y, up);
        if (groupLines.isEmpty()) {
            band(frame, x, y);
        }
        double largest = points.stream().mapToDouble(Scatter.Point::size).max().orElse(1);
        boolean sized =
                points.stream().mapToDouble(Scatter.Point::size).distinct().count() > 1;
        double most = width < 500 ? LARGEST * 0.7 : LARGEST;
        // Large points first, so that small ones are not hidden.
        points.stream()
                .sorted(Comparator.comparingDouble(Scatter.Point::size).reversed())
                .forEach(point -> {
                    int group = groups.indexOf(point.group());
                    frame.add(new Mark.Dot(
                            frame.x(x, point.x()),
                            frame.y(y, point.y()),
                            sized ? Math.max(1.8, most * Math.sqrt(point.size() / largest)) : 4,
                            Mark.Form.ofGroup(group),
                            Paint.ofGroup(group),
                            told(point)));
                });
        if (groupLines.isEmpty()) {
            frame.add(new Mark.Polyline(places(line, frame, x, y), Paint.INK, 2));
        }
        groupLines.forEach(of -> {
            List<Mark.Place> ends = places(of.ends().toList(), frame, x, y);
            // Paper beside it sets a line off from points of its own colour.
            frame.add(new Mark.Polyline(ends, Paint.PAPER, 5));
            frame.add(new Mark.Polyline(ends, Paint.ofGroup(groups.indexOf(of.group())), 2.5));
        });
        marked.ifPresent(point -> mark(frame, frame.x(x, point.x()), frame.y(y, point.y()), point));
        frame.across(x, across);
        frame.label("n = %s; %s%s"
                .formatted(
                        points.size(),
                        groupLines.isEmpty()
                                ? "line of least squares with its 95% band"
                                : "a line of least squares for each group",
                        sized ? "; the larger a point, the more pupils" : ""));
        return frame.with(note());
    }

    private void band(Frame frame, Scale x, Scale y) {
        List<Mark.Place> band = new ArrayList<>();
        line.forEach(place -> band.add(
                new Mark.Place(frame.x(x, place.x()), frame.y(y, place.band().upper()))));
        for (int i = line.size() - 1; i >= 0; i--) {
            Scatter.LinePoint place = line.get(i);
            band.add(new Mark.Place(
                    frame.x(x, place.x()), frame.y(y, place.band().lower())));
        }
        frame.add(new Mark.Area(band, Paint.INK, 0.14, "95% confidence band of the mean"));
    }

    private static List<Mark.Place> places(List<Scatter.LinePoint> line, Frame frame, Scale x, Scale y) {
        return line.stream()
                .map(place -> new Mark.Place(frame.x(x, place.x()), frame.y(y, place.y())))
                .toList();
    }

    /** Above all points; its name stands where there is more room. */
    private void mark(Frame frame, double x, double y, Scatter.Point point) {
        double toTheRight = frame.right() - x - MARKED - 4;
        double toTheLeft = x - frame.left() - MARKED - 4;
        boolean right = toTheRight >= toTheLeft;
        String name = Frame.SMALL.fit(point.unit(), 0.88 * Math.max(toTheRight, toTheLeft));
        double length = Frame.SMALL.width(name) * 1.13;
        double from = right ? x + MARKED + 2 : x - MARKED - 2 - length;
        frame.add(new Mark.Box(from - 1, y - 8, length + 2, 16, Paint.PAPER, ""));
        frame.add(new Mark.Dot(x, y, MARKED + 2, Mark.Form.CIRCLE, Paint.PAPER, ""));
        frame.add(new Mark.Dot(x, y, MARKED, Mark.Form.CIRCLE, Paint.INK, told(point)));
        frame.add(new Mark.Text(
                right ? from : from + length,
                y + 4,
                name,
                right ? Mark.Anchor.START : Mark.Anchor.END,
                12,
                true,
                false,
                Paint.INK));
    }

    private String told(Scatter.Point point) {
        String group = point.group().isEmpty() ? "" : ", " + point.group();
        return point.unit() + group + ": " + across.unit().told(point.x()) + ", "
                + up.unit().told(point.y());
    }

    @Override
    Map<String, Object> specification() {
        List<Map<String, Object>> rows = new ArrayList<>();
        points.forEach(point -> rows.add(object(
                "unit",
                point.unit(),
                "x",
                json(point.x()),
                "y",
                json(point.y()),
                "size",
                json(point.size()),
                "group",
                point.group())));
        List<Map<String, Object>> fitted = new ArrayList<>();
        line.forEach(place -> fitted.add(object(
                "x",
                json(place.x()),
                "y",
                json(place.y()),
                "low",
                json(place.band().lower()),
                "high",
                json(place.band().upper()))));
        Map<String, Object> x = quantity("x", across.label(), across.unit(), false);
        Map<String, Object> y = quantity("y", up.label(), up.unit(), false);
        Map<String, Object> low = quantity("low", up.label(), up.unit(), false);
        Map<String, Object> dots = object(
                "data",
                data(rows),
                "mark",
                object("type", "point", "filled", true, "opacity", 0.7),
                "encoding",
                object(
                        "x",
                        x,
                        "y",
                        y,
                        "size",
                        object("field", "size", "type", "quantitative", "legend", NONE),
                        "color",
                        groups("group", groups),
                        "shape",
                        object("field", "group", "type", "nominal", "title", NONE),
                        "tooltip",
                        List.of(
                                object("field", "unit", "type", "nominal"),
                                object("field", "x", "type", "quantitative", "title", across.label()),
                                object("field", "y", "type", "quantitative", "title", up.label()))));
        List<Map<String, Object>> layers = new ArrayList<>();
        if (groupLines.isEmpty()) {
            layers.add(object(
                    "data",
                    data(fitted),
                    "mark",
                    object("type", "area", "opacity", 0.14, "color", Paint.INK.colour()),
                    "encoding",
                    object("x", x, "y", low, "y2", object("field", "high"))));
            layers.add(dots);
            layers.add(object(
                    "data",
                    data(fitted),
                    "mark",
                    object("type", "line", "color", Paint.INK.colour()),
                    "encoding",
                    object("x", x, "y", y)));
        } else {
            layers.add(dots);
            layers.add(object(
                    "data",
                    data(groupLines.stream()
                            .flatMap(of -> of.ends()
                                    .map(end -> object("x", json(end.x()), "y", json(end.y()), "group", of.group())))
                            .toList()),
                    "mark",
                    object("type", "line"),
                    "encoding",
                    object("x", x, "y", y, "color", groups("group", groups))));
        }
        marked.ifPresent(point -> {
            Map<String, Object> here =
                    data(List.of(object("unit", point.unit(), "x", json(point.x()), "y", json(point.y()))));
            layers.add(object(
                    "data",
                    here,
                    "mark",
                    object("type", "point", "filled", true, "opacity", 1, "size", 120, "color", Paint.INK.colour()),
                    "encoding",
                    object("x", x, "y", y)));
            layers.add(object(
                    "data",
                    here,
                    "mark",
                    object("type", "text", "align", "left", "dx", 9, "fontWeight", "bold", "color", Paint.INK.colour()),
                    "encoding",
                    object("x", x, "y", y, "text", object("field", "unit", "type", "nominal"))));
        });
        return object("layer", layers);
    }
}
