package org.perpupil.io.chart;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A sheet with a heading, a key, a plot with axes, and a note at its foot; grows downwards.
 *
 * <p>Marks are added in the order in which they are drawn.
 */
final class Frame {
    static final Lettering SMALL = new Lettering(12);
    private static final double TITLE_SIZE = 16;
    /** Bold letters are wider. */
    private static final Lettering TITLE = new Lettering(TITLE_SIZE * 1.13);

    private static final double EDGE = 12;

    /** An entry of the key; with a form it is a point, without one a box. */
    record Key(String name, Paint paint, Optional<Mark.Form> form) {}

    private final List<Mark> marks = new ArrayList<>();
    private final int width;
    private final double right;
    private double left = EDGE;
    private double top = 0;
    private double bottom = 0;
    private double foot;

    Frame(int width, String title) {
        this.width = width;
        this.right = width - EDGE;
        this.foot = EDGE;
        for (String line : TITLE.lines(title, right - EDGE)) {
            foot += 20;
            marks.add(new Mark.Text(EDGE, foot - 4, line, Mark.Anchor.START, TITLE_SIZE, true, false, Paint.INK));
        }
    }

    int width() {
        return width;
    }

    double left() {
        return left;
    }

    double right() {
        return right;
    }

    double top() {
        return top;
    }

    double bottom() {
        return bottom;
    }

    double foot() {
        return foot;
    }

    void add(Mark mark) {
        marks.add(mark);
    }

    /** A key below what is there, in as many rows as it needs. */
    void key(List<Key> keys) {
        if (keys.isEmpty()) {
            return;
        }
        foot += 6;
        double x = EDGE;
        double y = foot + 8;
        for (Key key : keys) {
            String name = SMALL.fit(key.name(), right - EDGE - 20);
            double room = 18 + SMALL.width(name);
            if (x > EDGE && x + room > right) {
                x = EDGE;
                y += 18;
            }
            double at = y;
            double from = x;
            marks.add(key.form()
                    .<Mark>map(form -> new Mark.Dot(from + 6, at, 5, form, key.paint(), ""))
                    .orElseGet(() -> new Mark.Box(from, at - 5, 12, 10, key.paint(), "")));
            text(x + 17, y + 4, name, Mark.Anchor.START, Paint.INK);
            x += room + 16;
        }
        foot = y + 8;
    }

    /** A plot below what is there, with a rising axis whose lines go through it. */
    void plot(double height, Scale scale, Axis up) {
        foot += 8;
        if (!up.label().isEmpty()) {
            for (String line : SMALL.lines(up.label(), right - EDGE)) {
                foot += 15;
                text(EDGE, foot - 4, line, Mark.Anchor.START, Paint.QUIET);
            }
        }
        top = foot + 8;
        bottom = top + height;
        List<String> labels = scale.ticks().stream()
                .map(tick -> up.unit().text(tick.setScale(scale.decimals(), RoundingMode.UNNECESSARY)))
                .toList();
        left = EDGE + 6 + labels.stream().mapToDouble(SMALL::width).max().orElse(0);
        for (int i = 0; i < labels.size(); i++) {
            double y = y(scale, scale.ticks().get(i).doubleValue());
            marks.add(new Mark.Line(left, y, right, y, Paint.RULE, 1, false));
            text(left - 6, y + 4, labels.get(i), Mark.Anchor.END, Paint.QUIET);
        }
        foot = bottom;
    }

    /** An open stretch of the sheet without a rising axis. */
    void open(double height) {
        top = foot + 10;
        bottom = top + height;
        left = EDGE;
        foot = bottom;
    }

    /** An axis of numbers below the plot whose lines rise through it. */
    void upright(Scale scale, Axis axis) {
        scale.ticks().forEach(tick -> {
            double x = x(scale, tick.doubleValue());
            marks.add(new Mark.Line(x, top, x, bottom, Paint.RULE, 1, false));
        });
        across(scale, axis);
    }

    double x(Scale scale, double value) {
        return left + scale.part(value) * (right - left);
    }

    double y(Scale scale, double value) {
        return bottom - scale.part(value) * (bottom - top);
    }

    /** How many ticks an axis across has room for. */
    static int ticksAcross(int width) {
        return Math.max(3, width / 110);
    }

    /** An axis of numbers below the plot. */
    void across(Scale scale, Axis axis) {
        marks.add(new Mark.Line(left, bottom, right, bottom, Paint.QUIET, 1, false));
        double taken = 0;
        for (BigDecimal tick : scale.ticks()) {
            double x = x(scale, tick.doubleValue());
            String label = axis.unit().text(tick.setScale(scale.decimals(), RoundingMode.UNNECESSARY));
            double half = SMALL.width(label) / 2;
            marks.add(new Mark.Line(x, bottom, x, bottom + 4, Paint.QUIET, 1, false));
            // The outer labels stay on the sheet, and none covers another.
            double middle = Math.max(EDGE + half, Math.min(right - half, x));
            if (middle - half >= taken) {
                text(middle, bottom + 17, label, Mark.Anchor.MIDDLE, Paint.QUIET);
                taken = middle + half + 6;
            }
        }
        foot = bottom + 20;
        label(axis.label());
    }

    /** A label below the axis across. */
    void label(String text) {
        for (String line : SMALL.lines(text, right - left)) {
            foot += 15;
            text((left + right) / 2, foot - 2, line, Mark.Anchor.MIDDLE, Paint.QUIET);
        }
    }

    /** Moves the foot down to leave room for what was added below. */
    void downTo(double y) {
        foot = Math.max(foot, y);
    }

    void text(double x, double y, String text, Mark.Anchor anchor, Paint paint) {
        marks.add(new Mark.Text(x, y, text, anchor, SMALL.size(), false, false, paint));
    }

    /** The finished drawing, with a note at its foot. */
    Drawing with(Optional<String> note) {
        foot += 8;
        note.ifPresent(text -> {
            for (String line : SMALL.lines(text, right - EDGE)) {
                foot += 15;
                text(EDGE, foot - 3, line, Mark.Anchor.START, Paint.QUIET);
            }
        });
        return new Drawing(width, (int) Math.ceil(foot + 6), marks);
    }
}
