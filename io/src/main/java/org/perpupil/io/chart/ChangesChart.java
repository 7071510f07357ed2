package org.perpupil.io.chart;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.perpupil.exact.Rational;
import org.perpupil.formula.allocation.Comparison;
import org.perpupil.formula.allocation.Comparison.Change;
import org.perpupil.money.Money;

/**
 * What each school gains or loses, from the greatest gain to the greatest loss. Up to 30 schools have their names; of more, the
 * pointer tells each. Schools that had no budget before, or have none now, are not drawn, and are counted.
 */
public final class ChangesChart extends Chart {
    private static final int NAMED = 30;

    private final Comparison comparison;
    private final boolean perPupil;
    private final ImmutableList<Bar> bars;
    private final int unknown;
    private final Unit unit;

    /** One school. */
    private record Bar(String school, double dollars) {}

    private ChangesChart(Comparison comparison, boolean perPupil, String title, Optional<String> note) {
        super(title, note);
        this.comparison = comparison;
        this.perPupil = perPupil;
        this.bars = comparison.changes().stream()
                .flatMap(change ->
                        dollars(change).map(value -> new Bar(change.school().name(), drawn(value))).stream())
                .sorted(Comparator.comparingDouble(Bar::dollars).reversed())
                .collect(ImmutableList.toImmutableList());
        this.unknown = comparison.changes().size() - bars.size();
        this.unit = Unit.ofMoney(sign());
    }

    private Optional<Rational> dollars(Change change) {
        return perPupil ? change.changePerPupil() : change.change().map(Money::toRational);
    }

    /** Returns the chart of a comparison, in the currency of the district. */
    public static ChangesChart of(Comparison comparison) {
        return new ChangesChart(comparison, false, "Gains and losses by school", Optional.empty());
    }

    /** Returns the chart with money for each pupil. */
    public ChangesChart perPupil() {
        return new ChangesChart(comparison, true, title(), note());
    }

    /** Returns the chart with another title. */
    public ChangesChart titled(String title) {
        return new ChangesChart(comparison, perPupil, title, note());
    }

    /** Returns the chart with a note below it, such as what is compared with what. */
    public ChangesChart noting(String note) {
        return new ChangesChart(comparison, perPupil, title(), Optional.of(note));
    }

    private int gone() {
        return comparison.gone().size();
    }

    private String sign() {
        return comparison.district().currencySign();
    }

    private String label() {
        String money = unit == Unit.DOLLARS ? "dollars" : sign();
        return perPupil ? money + " for each pupil" : money;
    }

    @Override
    public String description() {
        long gain = bars.stream().filter(bar -> bar.dollars() > 0).count();
        long lose = bars.stream().filter(bar -> bar.dollars() < 0).count();
        String most = gain == 0 ? "" : " The greatest gain is %s.".formatted(told(bars.get(0)));
        String least = lose == 0 ? "" : " The greatest loss is %s.".formatted(told(bars.get(bars.size() - 1)));
        return "%s in %s: %s up, %s down, %s the same, %s cannot be compared.%s%s%s"
                .formatted(
                        bars.size() + unknown == 1 ? "1 school," : bars.size() + unknown + " schools,",
                        label(),
                        gain,
                        lose,
                        bars.size() - gain - lose,
                        unknown,
                        gone() == 0 ? "" : " %s had a budget before and none now.".formatted(gone()),
                        most,
                        least);
    }

    @Override
    Drawing draw(int width) {
        Frame frame = new Frame(width, title());
        frame.key(List.of(
                new Frame.Key("gain", Paint.ofGroup(0), Optional.empty()),
                new Frame.Key("loss", Paint.ofGroup(1), Optional.empty())));
        double least =
                Math.min(0, bars.isEmpty() ? 0 : bars.get(bars.size() - 1).dollars());
        double greatest = Math.max(0, bars.isEmpty() ? 0 : bars.get(0).dollars());
        if (bars.size() <= NAMED) {
            named(frame, least, greatest);
        } else {
            Scale y = Scale.over(least, greatest, 6);
            frame.plot(width < 500 ? 220 : 320, y, new Axis("change in " + label(), unit));
            double room = (frame.right() - frame.left()) / bars.size();
            double zero = frame.y(y, 0);
            for (int i = 0; i < bars.size(); i++) {
                Bar bar = bars.get(i);
                double end = frame.y(y, bar.dollars());
                frame.add(new Mark.Box(
                        frame.left() + i * room,
                        Math.min(zero, end),
                        Math.max(0.5, room > 4 ? room * 0.9 : room),
                        Math.abs(zero - end),
                        paint(bar),
                        told(bar)));
            }
            frame.add(new Mark.Line(frame.left(), zero, frame.right(), zero, Paint.INK, 1, false));
            frame.downTo(frame.bottom() + 4);
            frame.label("schools, from the greatest gain to the greatest loss");
        }
        frame.label("n = " + bars.size()
                + (unknown == 0 ? "" : "; " + unknown + " without a budget before" + (perPupil ? " or pupils" : ""))
                + (gone() == 0 ? "" : "; " + gone() + " had a budget before and none now"));
        return frame.with(note());
    }

    /** Bars that lie, each below the name of its school. */
    private void named(Frame frame, double least, double greatest) {
        Scale x = Scale.over(least, greatest, Frame.ticksAcross(frame.width()));
        double step = 32;
        frame.open(bars.size() * step + 6);
        double zero = frame.x(x, 0);
        frame.upright(x, new Axis("change in " + label(), unit));
        for (int i = 0; i < bars.size(); i++) {
            Bar bar = bars.get(i);
            double y = frame.top() + i * step;
            double end = frame.x(x, bar.dollars());
            String figure = unit.told(bar.dollars());
            double room = frame.right() - frame.left() - Frame.SMALL.width(figure) - 10;
            frame.text(frame.left(), y + 13, Frame.SMALL.fit(bar.school(), room), Mark.Anchor.START, Paint.INK);
            frame.text(frame.right(), y + 13, figure, Mark.Anchor.END, Paint.INK);
            frame.add(new Mark.Box(
                    Math.min(zero, end), y + 17, Math.max(0.5, Math.abs(zero - end)), 11, paint(bar), told(bar)));
        }
        frame.add(new Mark.Line(zero, frame.top(), zero, frame.bottom(), Paint.INK, 1, false));
    }

    private static Paint paint(Bar bar) {
        return Paint.ofGroup(bar.dollars() < 0 ? 1 : 0);
    }

    private String told(Bar bar) {
        return bar.school() + ": " + unit.told(bar.dollars());
    }

    @Override
    Map<String, Object> specification() {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int i = 0; i < bars.size(); i++) {
            rows.add(object(
                    "school",
                    bars.get(i).school(),
                    "place",
                    i + 1,
                    "dollars",
                    json(bars.get(i).dollars()),
                    "way",
                    bars.get(i).dollars() < 0 ? "loss" : "gain"));
        }
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
                                "place",
                                "type",
                                "ordinal",
                                "title",
                                "schools",
                                "axis",
                                object("labels", false, "ticks", false)),
                        "y",
                        quantity("dollars", "change in " + label(), unit, true),
                        "color",
                        groups("way", List.of("gain", "loss")),
                        "tooltip",
                        List.of(
                                object("field", "school", "type", "nominal"),
                                object("field", "dollars", "type", "quantitative", "format", unit.vega()))));
    }
}
