package org.perpupil.io.chart;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.perpupil.equity.progressivity.Scatter;
import org.perpupil.equity.regression.Fit;
import org.perpupil.equity.regression.Regression;
import org.perpupil.problem.ProblemException;

/**
 * All schools as points, a line for each group of them, and one school marked: drawn once for a district, then told for each of its schools.
 *
 * <pre>{@code
 * SchoolsDrawing drawing = SchoolsDrawing.of(
 *         "Every school", Map.of("high", Scatter.of(high, "poverty", "dollars")), Unit.PERCENT, Unit.DOLLARS, 720);
 * drawing.marking("Adams");
 * drawing.marking("Brook");
 * }</pre>
 *
 * <p>The points of a group are one shape, without names for the pointer, so that hundreds of such pictures stay small; those of the marked
 * school's group stand out. Where points are to be asked for their names, {@link ScatterChart} is the picture. The same schools give the
 * same SVG on any machine.
 */
public final class SchoolsDrawing {
    /** Through fewer points a line says nothing. */
    private static final int FEWEST_POINTS = 3;

    private static final double RADIUS = 3.4;
    private static final double MARKED = 6;
    private static final String END = "</svg>\n";

    private final Frame frame;
    private final boolean showsZero;
    private final String sheet;
    private final ImmutableMap<String, Group> groups;
    private final ImmutableMap<String, Point> points;
    private final String lines;

    /** A point as it is drawn. */
    private record Point(double x, double y, String group, String told) {}

    /** The points of a group as one shape, and its line, if it has one. */
    private record Group(String before, String after, Optional<Line> line) {
        /** The shape, as dense as the group is to be seen. */
        String shape(String opacity) {
            return before + opacity + after;
        }
    }

    private record Line(double constant, double slope) {
        double at(double x) {
            return constant + slope * x;
        }
    }

    /**
     * Returns the drawing.
     *
     * @param groups the points of each group, at least one point in all; columns of the first name the axes. A group of fewer than three
     *     points, or of points above each other, has no line
     * @param width in pixels, from 300, for a phone, to 2,000
     * @throws IllegalArgumentException if there is no point, two have one name, or the width is out of range
     */
    public static SchoolsDrawing of(String title, Map<String, Scatter> groups, Unit across, Unit up, int width) {
        Map<String, List<Scatter.Point>> points = new LinkedHashMap<>();
        Map<String, Optional<Line>> lines = new LinkedHashMap<>();
        groups.forEach((name, scatter) -> {
            points.put(name, scatter.points());
            lines.put(name, line(scatter));
        });
        List<Scatter.Point> all = points.values().stream().flatMap(List::stream).toList();
        if (all.isEmpty()) {
            throw new IllegalArgumentException("a drawing of schools has at least one");
        }
        if (width < 300 || width > 2_000) {
            throw new IllegalArgumentException("a drawing is 300 to 2000 pixels wide, not " + width);
        }
        Scatter named = groups.values().iterator().next();
        return new SchoolsDrawing(
                title, points, lines, new Axis(named.x(), across), new Axis(named.y(), up), all, width);
    }

    private SchoolsDrawing(
            String title,
            Map<String, List<Scatter.Point>> byGroup,
            Map<String, Optional<Line>> lineOf,
            Axis across,
            Axis up,
            List<Scatter.Point> all,
            int width) {
        this.frame = new Frame(width, title);
        List<String> names = ImmutableList.copyOf(byGroup.keySet());
        if (names.size() > 1) {
            List<Frame.Key> keys = new ArrayList<>();
            for (int i = 0; i < names.size(); i++) {
                keys.add(new Frame.Key(names.get(i), Paint.ofGroup(i), Optional.of(Mark.Form.ofGroup(i))));
            }
            frame.key(keys);
        }
        Scale x = Scale.over(
                all.stream().mapToDouble(Scatter.Point::x).min().orElseThrow(),
                all.stream().mapToDouble(Scatter.Point::x).max().orElseThrow(),
                Frame.ticksAcross(width));
        Scale y = Scale.over(
                all.stream().mapToDouble(Scatter.Point::y).min().orElseThrow(),
                all.stream().mapToDouble(Scatter.Point::y).max().orElseThrow(),
                6);
        this.showsZero = y.low().signum() <= 0 && y.high().signum() >= 0;
        frame.plot(width < 500 ? 220 : 300, y, up);
        double radius = width < 500 ? RADIUS * 0.75 : RADIUS;
        ImmutableMap.Builder<String, Group> drawn = ImmutableMap.builder();
        ImmutableMap.Builder<String, Point> placed = ImmutableMap.builder();
        List<Mark> fitted = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            List<Scatter.Point> points = byGroup.getOrDefault(name, List.of());
            List<Mark.Place> places = new ArrayList<>();
            for (Scatter.Point point : points) {
                Mark.Place place = new Mark.Place(frame.x(x, point.x()), frame.y(y, point.y()));
                places.add(place);
                placed.put(
                        point.unit(),
                        new Point(
                                place.x(),
                                place.y(),
                                name,
                                "%s%s: %s, %s"
                                        .formatted(
                                                point.unit(),
                                                name.isEmpty() ? "" : ", " + name,
                                                across.unit().told(point.x()),
                                                up.unit().told(point.y()))));
            }
            Optional<Line> line = lineOf.getOrDefault(name, Optional.empty());
            drawn.put(name, group(places, Mark.Form.ofGroup(i), Paint.ofGroup(i), radius, line));
            Paint paint = Paint.ofGroup(i);
            line.ifPresent(through -> {
                List<Mark.Place> ends = ends(points, through, x, y);
                fitted.add(new Mark.Polyline(ends, Paint.PAPER, 5));
                fitted.add(new Mark.Polyline(ends, paint, 2.5));
            });
        }
        this.groups = drawn.buildOrThrow();
        this.points = placed.buildOrThrow();
        this.lines = elements(new Drawing(width, 1, fitted));
        frame.across(x, across);
        String text = frame.with(Optional.empty())
                .svg(
                        "schools-" + width,
                        title,
                        "%s, %s by %s. The marked one is told below the picture."
                                .formatted(
                                        all.size() == 1 ? "1 point" : all.size() + " points",
                                        up.label(),
                                        across.label()));
        this.sheet = text.substring(0, text.length() - END.length());
    }

    private static Optional<Line> line(Scatter scatter) {
        List<Scatter.Point> points = scatter.points();
        if (points.size() < FEWEST_POINTS) {
            return Optional.empty();
        }
        try {
            Fit fit = scatter.line();
            return Optional.of(new Line(fit.coefficient(Regression.CONSTANT), fit.coefficient(scatter.x())));
        } catch (ProblemException noLine) {
            // Points above each other have no line.
            return Optional.empty();
        }
    }

    /** The ends of a line: over its points, and where it leaves the sheet, if it does. */
    private List<Mark.Place> ends(List<Scatter.Point> points, Line line, Scale x, Scale y) {
        double least = points.stream().mapToDouble(Scatter.Point::x).min().orElseThrow();
        double greatest = points.stream().mapToDouble(Scatter.Point::x).max().orElseThrow();
        Mark.Place from = new Mark.Place(frame.x(x, least), frame.y(y, line.at(least)));
        Mark.Place to = new Mark.Place(frame.x(x, greatest), frame.y(y, line.at(greatest)));
        return List.of(end(from, to), end(to, from));
    }

    /** A line of least squares has points on both sides of it or on it, so that part of it is on the sheet. */
    private Mark.Place end(Mark.Place end, Mark.Place other) {
        double height = Math.max(frame.top(), Math.min(frame.bottom(), end.y()));
        double part = height == end.y() ? 0 : (height - end.y()) / (other.y() - end.y());
        return new Mark.Place(end.x() + part * (other.x() - end.x()), height);
    }

    private static Group group(
            List<Mark.Place> places, Mark.Form form, Paint paint, double radius, Optional<Line> line) {
        boolean round = form == Mark.Form.CIRCLE;
        String shape = places.stream()
                .map(place ->
                        round ? "M" + number(place.x()) + " " + number(place.y()) + "h0" : corners(place, form, radius))
                .collect(Collectors.joining());
        // A circle is the round end of a line without length, the shortest way to draw it.
        return round
                ? new Group(
                        "<path class=\"%s round\" fill=\"none\" stroke=\"%s\" stroke-width=\"%s\" stroke-linecap=\"round\" stroke-opacity=\""
                                .formatted(paint.name(), paint.colour(), number(2 * radius)),
                        "\" d=\"" + shape + "\"/>\n",
                        line)
                : new Group(
                        "<path class=\"%s\" fill=\"%s\" fill-opacity=\"".formatted(paint.name(), paint.colour()),
                        "\" d=\"" + shape + "\"/>\n",
                        line);
    }

    private static String corners(Mark.Place place, Mark.Form form, double radius) {
        // Each form has about the area of the circle.
        double half = radius * (form == Mark.Form.SQUARE ? 0.886 : 1.253);
        return switch (form) {
            case CIRCLE -> throw new IllegalArgumentException("a circle has no corners");
            case SQUARE ->
                "M%s %sh%sv%sh-%sz"
                        .formatted(
                                number(place.x() - half),
                                number(place.y() - half),
                                number(2 * half),
                                number(2 * half),
                                number(2 * half));
            case DIAMOND ->
                "M%s %sl%s %s-%s %s-%s-%sz"
                        .formatted(
                                number(place.x()),
                                number(place.y() - half),
                                number(half),
                                number(half),
                                number(half),
                                number(half),
                                number(half),
                                number(half));
            case TRIANGLE ->
                "M%s %sl%s %sh-%sz"
                        .formatted(
                                number(place.x()),
                                number(place.y() - half),
                                number(half),
                                number(2 * half),
                                number(2 * half));
        };
    }

    /** Tenths of a pixel are finer than points are drawn. */
    private static String number(double value) {
        return BigDecimal.valueOf(value)
                .setScale(1, RoundingMode.HALF_UP)
                .stripTrailingZeros()
                .toPlainString();
    }

    /**
     * Returns where a group's line is at a place across; empty if the group has no line.
     *
     * @throws IllegalArgumentException if there is no such group
     */
    public OptionalDouble lineOf(String group, double x) {
        Group of = groups.get(group);
        if (of == null) {
            throw new IllegalArgumentException(
                    "the drawing has no group \"%s\" among %s".formatted(group, groups.keySet()));
        }
        return of.line().map(line -> OptionalDouble.of(line.at(x))).orElse(OptionalDouble.empty());
    }

    /** Tells whether the axis upwards shows 0; where it does not, points twice as high are not twice as much. */
    public boolean showsZero() {
        return showsZero;
    }

    /**
     * Returns the drawing as SVG with one school in ink, with its name.
     *
     * @throws IllegalArgumentException if no point is of the unit, such as for want of a figure
     */
    public String marking(String unit) {
        Point point = points.get(unit);
        if (point == null) {
            throw new IllegalArgumentException(
                    "the drawing has no point of \"%s\" among its %s".formatted(unit, points.size()));
        }
        StringBuilder svg = new StringBuilder(sheet.length() * 4).append(sheet);
        groups.forEach((name, group) -> {
            if (!name.equals(point.group())) {
                svg.append(group.shape(groups.size() > 1 ? "0.35" : "0.7"));
            }
        });
        groups.forEach((name, group) -> {
            if (name.equals(point.group())) {
                svg.append(group.shape("0.7"));
            }
        });
        return svg.append(lines).append(mark(unit, point)).append(END).toString();
    }

    /** Above all points; its name stands where there is more room. */
    private String mark(String unit, Point point) {
        double toTheRight = frame.right() - point.x() - MARKED - 4;
        double toTheLeft = point.x() - frame.left() - MARKED - 4;
        boolean right = toTheRight >= toTheLeft;
        String name = Frame.SMALL.fit(unit, 0.88 * Math.max(toTheRight, toTheLeft));
        double length = Frame.SMALL.width(name) * 1.13;
        double from = right ? point.x() + MARKED + 2 : point.x() - MARKED - 2 - length;
        return elements(new Drawing(
                frame.width(),
                1,
                List.of(
                        new Mark.Box(from - 1, point.y() - 8, length + 2, 16, Paint.PAPER, ""),
                        new Mark.Dot(point.x(), point.y(), MARKED + 2, Mark.Form.CIRCLE, Paint.PAPER, ""),
                        new Mark.Dot(point.x(), point.y(), MARKED, Mark.Form.CIRCLE, Paint.INK, point.told()),
                        new Mark.Text(
                                right ? from : from + length,
                                point.y() + 4,
                                name,
                                right ? Mark.Anchor.START : Mark.Anchor.END,
                                12,
                                true,
                                false,
                                Paint.INK))));
    }

    /** What is on the sheet of a drawing, without the sheet, which is its first closed element. */
    private static String elements(Drawing drawing) {
        String svg = drawing.svg("", "", "");
        return svg.substring(svg.indexOf("/>\n") + 3, svg.length() - END.length());
    }

    @Override
    public String toString() {
        return "drawing of %s points in %s groups".formatted(points.size(), groups.size());
    }
}
