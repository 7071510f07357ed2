package org.perpupil.io.chart;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.perpupil.equity.inequality.UndefinedMeasureException;
import org.perpupil.equity.progressivity.RelativeSpending;
import org.perpupil.equity.progressivity.RelativeSpending.Point;

/**
 * What a school with p% of a need is predicted to have, relative to one with 0%, all else alike, with its confidence interval.
 *
 * <p>Where an interval is not bounded, none is drawn, and the chart says so.
 */
public final class RelativeSpendingChart extends Chart {
    private final RelativeSpending spending;
    private final ImmutableList<Point> points;
    private final String need;

    private RelativeSpendingChart(
            RelativeSpending spending, List<Point> points, String need, String title, Optional<String> note) {
        super(title, note);
        this.spending = spending;
        this.points = ImmutableList.copyOf(points);
        this.need = need;
    }

    /**
     * Returns the chart at some shares of the need, in its own unit, usually per cent.
     *
     * @param percents at least one, in any order; 0 stands in the chart without being named
     * @throws IllegalArgumentException if no share is named
     * @throws UndefinedMeasureException as {@link RelativeSpending#at}
     */
    public static RelativeSpendingChart of(RelativeSpending spending, double... percents) {
        if (percents.length == 0) {
            throw new IllegalArgumentException("name at least one share, such as 50");
        }
        double[] sorted = percents.clone();
        Arrays.sort(sorted);
        return new RelativeSpendingChart(
                spending,
                spending.at(sorted),
                spending.need(),
                "Predicted spending by " + spending.need(),
                Optional.empty());
    }

    /** Returns the chart with another title. */
    public RelativeSpendingChart titled(String title) {
        return new RelativeSpendingChart(spending, points, need, title, note());
    }

    /** Returns the chart with a note below it, such as the source of its data. */
    public RelativeSpendingChart noting(String note) {
        return new RelativeSpendingChart(spending, points, need, title(), Optional.of(note));
    }

    /** Returns the chart with another label across than the name of the column. */
    public RelativeSpendingChart across(String label) {
        return new RelativeSpendingChart(spending, points, label, title(), note());
    }

    private String level() {
        return Unit.PERCENT.text(
                100 * spending.level(), spending.level() * 100 == Math.rint(spending.level() * 100) ? 0 : 1);
    }

    @Override
    public String description() {
        return "Predicted spending of a school with p%% of %s, as a multiple of one with 0%%, all else alike: %s. Intervals are %s."
                .formatted(need, points.stream().map(this::told).collect(Collectors.joining("; ")), level());
    }

    private String told(Point point) {
        return "%s: %s%s"
                .formatted(
                        Unit.PERCENT.told(point.percent()),
                        Unit.NUMBER.text(point.ratio(), 3),
                        point.limits()
                                .map(limits -> " (%s to %s)"
                                        .formatted(
                                                Unit.NUMBER.text(limits.lower(), 3),
                                                Unit.NUMBER.text(limits.upper(), 3)))
                                .orElse(" (no bounded interval)"));
    }

    @Override
    Drawing draw(int width) {
        Frame frame = new Frame(width, title());
        double least = 1;
        double greatest = 1;
        for (Point point : points) {
            least = Math.min(least, point.limits().map(limits -> limits.lower()).orElse(point.ratio()));
            greatest = Math.max(
                    greatest, point.limits().map(limits -> limits.upper()).orElse(point.ratio()));
        }
        Scale y = Scale.over(least, greatest, 6);
        Scale x = Scale.over(
                Math.min(0, points.get(0).percent()),
                Math.max(0, points.get(points.size() - 1).percent()),
                Frame.ticksAcross(width));
        frame.plot(
                width < 500 ? 220 : 320, y, new Axis("predicted spending, where a school with 0% has 1", Unit.NUMBER));
        double one = frame.y(y, 1);
        frame.add(new Mark.Line(frame.left(), one, frame.right(), one, Paint.QUIET, 1.5, true));
        List<Mark.Place> places = new ArrayList<>();
        places.add(new Mark.Place(frame.x(x, 0), one));
        points.forEach(point -> places.add(new Mark.Place(frame.x(x, point.percent()), frame.y(y, point.ratio()))));
        places.sort(Comparator.comparingDouble(Mark.Place::x));
        frame.add(new Mark.Polyline(places, Paint.ofGroup(0), 2));
        for (Point point : points) {
            double at = frame.x(x, point.percent());
            point.limits().ifPresent(limits -> {
                double low = frame.y(y, limits.lower());
                double high = frame.y(y, limits.upper());
                frame.add(new Mark.Line(at, low, at, high, Paint.INK, 1.5, false));
                frame.add(new Mark.Line(at - 5, low, at + 5, low, Paint.INK, 1.5, false));
                frame.add(new Mark.Line(at - 5, high, at + 5, high, Paint.INK, 1.5, false));
            });
            frame.add(new Mark.Dot(at, frame.y(y, point.ratio()), 5, Mark.Form.CIRCLE, Paint.ofGroup(0), told(point)));
        }
        frame.across(x, new Axis(need, Unit.PERCENT));
        boolean all = points.stream().allMatch(point -> point.limits().isPresent());
        frame.label("n = %s; bars are %s intervals%s"
                .formatted(
                        spending.inference().fit().rows(),
                        level(),
                        all ? "" : "; where none is drawn, it is not bounded"));
        return frame.with(note());
    }

    @Override
    Map<String, Object> specification() {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (Point point : points) {
            Map<String, Object> row = object("percent", json(point.percent()), "ratio", json(point.ratio()));
            point.limits().ifPresent(limits -> {
                row.put("low", json(limits.lower()));
                row.put("high", json(limits.upper()));
            });
            rows.add(row);
        }
        Map<String, Object> x = quantity("percent", need, Unit.PERCENT, true);
        Map<String, Object> y =
                quantity("ratio", "predicted spending, where a school with 0% has 1", Unit.NUMBER, false);
        Map<String, Object> low =
                quantity("low", "predicted spending, where a school with 0% has 1", Unit.NUMBER, false);
        return object(
                "data",
                data(rows),
                "layer",
                List.of(
                        object(
                                "mark",
                                object("type", "rule", "strokeDash", List.of(4, 3)),
                                "encoding",
                                object("y", object("datum", 1))),
                        object(
                                "transform",
                                List.of(object("filter", "isValid(datum.low)")),
                                "mark",
                                object("type", "errorbar", "ticks", true),
                                "encoding",
                                object("x", x, "y", low, "y2", object("field", "high"))),
                        object(
                                "mark",
                                object(
                                        "type",
                                        "line",
                                        "point",
                                        true,
                                        "color",
                                        Paint.ofGroup(0).colour()),
                                "encoding",
                                object("x", x, "y", y))));
    }
}
