package org.perpupil.io.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.perpupil.equity.Study;
import org.perpupil.equity.progressivity.NeedGroups;
import org.perpupil.equity.progressivity.Scatter;
import org.perpupil.formula.Trial;
import org.perpupil.problem.ProblemException;
import org.w3c.dom.Element;

/** Places, heights and sentences of the charts in {@link Charts}, by arithmetic on paper. */
class HandComputedChartsTest {

    private static double height(Svg svg, String told) {
        return Svg.number(svg.mark(told), "height");
    }

    @Test
    void points_lie_where_their_numbers_are() {
        Svg svg = Svg.parse(Charts.scatter().svg());

        // "$3,000" takes (5 × 0.62 + 0.32) × 12 = 41.04 pixels, so the plot is from 12 + 6 + 41.04 = 59.04 to 720 − 12
        // = 708;
        // title 12 + 20, 8, label 15 and 8 end at 63, and 360 below it at 423. Ticks are 0 to 100 and 1,000 to 3,000.
        Element adams = svg.mark("Adams: 0%, $1,100");
        assertThat(Svg.number(adams, "cx")).isEqualTo(59.04);
        // 423 − 360 × 100 / 2,000
        assertThat(Svg.number(adams, "cy")).isEqualTo(405);
        Element brook = svg.mark("Brook: 50%, $2,000");
        // 59.04 + 648.96 / 2
        assertThat(Svg.number(brook, "cx")).isEqualTo(383.52);
        // 423 − 360 × 1,000 / 2,000
        assertThat(Svg.number(brook, "cy")).isEqualTo(243);
        Element clay = svg.mark("Clay: 100%, $2,900");
        assertThat(Svg.number(clay, "cx")).isEqualTo(708);
        // 423 − 360 × 1,900 / 2,000
        assertThat(Svg.number(clay, "cy")).isEqualTo(81);
    }

    @Test
    void the_area_of_a_point_is_its_size() {
        Svg svg = Svg.parse(ScatterChart.of(
                        Scatter.of(Charts.onALine(), "poverty", "dollars").sizedBy("pupils"))
                .svg());

        // 400 pupils are 4 times 100, so twice as wide
        assertThat(Svg.number(svg.mark("Brook"), "r")).isEqualTo(2 * Svg.number(svg.mark("Adams"), "r"));
        // 25 pupils are 1/16 of 400, so 1/4 as wide
        assertThat(Svg.number(svg.mark("Clay"), "r")).isEqualTo(Svg.number(svg.mark("Brook"), "r") / 4, within(0.01));
        // the largest is drawn first, below the others
        assertThat(svg.all("circle").get(0)).isEqualTo(svg.mark("Brook"));
    }

    @Test
    void refuses_points_to_which_no_line_can_be_fitted() {
        Study two = Study.ofRows(2).number("x", 1, 2).number("y", 5, 4).build();
        assertThatIllegalStateException()
                .isThrownBy(() -> ScatterChart.of(Scatter.of(two, "x", "y")))
                .withMessageStartingWith("2 coefficients fit 2 rows exactly");
        Study above = Study.ofRows(3).number("x", 1, 1, 1).number("y", 5, 4, 3).build();
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> ScatterChart.of(Scatter.of(above, "x", "y")));
    }

    @Test
    void groups_of_points_have_forms_of_their_own() {
        Svg svg = Svg.parse(ScatterChart.of(
                        Scatter.of(Charts.onALine(), "poverty", "dollars").groupedBy("level"))
                .svg());

        // groups in order of their names: elementary a circle of 1 point, high a square of 4, middle a diamond of 4
        assertThat(svg.mark("Adams, elementary").getTagName()).isEqualTo("circle");
        assertThat(svg.mark("Brook, high").getAttribute("points").split(" ")).hasSize(4);
        assertThat(svg.mark("Clay, middle").getAttribute("fill"))
                .isEqualTo(Paint.ofGroup(2).colour());
    }

    @Test
    void the_line_is_told() {
        // 1,100 + 18 × 100 = 2,900; all points lie on the line
        assertThat(Charts.scatter().description())
                .isEqualTo("3 points, dollars per pupil by pupils in poverty."
                        + " The fitted line rises from $1,100 at 0% to $2,900 at 100%; R² is 1.00.");
    }

    @Test
    void bars_are_as_high_as_their_means() {
        Svg svg = Svg.parse(Charts.needBars().svg());

        // group 1: base 1,000, more (100 × 100 + 300 × 200) / 400 = 175; group 2: more (300 + 400) / 2 = 350. Ticks 0
        // to 1,500, 320 pixels
        assertThat(height(svg, "group 1, base: $1,000")).isEqualTo(1_000 * 320 / 1_500.0, within(0.01));
        assertThat(height(svg, "group 1, more: $175")).isEqualTo(175 * 320 / 1_500.0, within(0.01));
        assertThat(height(svg, "group 2, base: $1,000")).isEqualTo(1_000 * 320 / 1_500.0, within(0.01));
        assertThat(height(svg, "group 2, more: $350")).isEqualTo(350 * 320 / 1_500.0, within(0.01));
        Element base = svg.mark("group 2, base");
        Element more = svg.mark("group 2, more");
        // one stands on the other
        assertThat(Svg.number(more, "y") + Svg.number(more, "height")).isEqualTo(Svg.number(base, "y"), within(0.02));
    }

    @Test
    void bars_are_told() {
        // 1,000 + 175 and 1,000 + 350
        assertThat(Charts.needBars().description())
                .isEqualTo("2 groups of rising poverty with about as many schools each."
                        + " Mean base plus more by group, from the least poverty: 1: $1,175; 2: $1,350.");
    }

    @Test
    void a_group_without_schools_has_no_bar() {
        Study study = Study.ofRows(4)
                .number("poverty", 10, 10, 10, 40)
                .number("dollars", 100, 200, 300, 900)
                .number("pupils", 1, 1, 1, 1)
                .build();
        NeedBarsChart chart =
                NeedBarsChart.of(NeedGroups.of(study, "poverty", "pupils", 4, NeedGroups.Cut.UNITS), "dollars");

        // cuts are 10, 10 and (10 + 40) / 2: three schools in group 1 with a mean of 200, one in group 4
        assertThat(chart.description())
                .endsWith("from the least poverty: 1: 200; 4: 900; no schools or no figures in group 2, 3.");
        Svg svg = Svg.parse(chart.svg());
        assertThat(svg.marks("group ")).hasSize(2);
        // the plot is divided in four; group 4 is three quarters of it to the right of group 1
        double room = Svg.number(svg.mark("group 1"), "width") / 0.76;
        assertThat(Svg.number(svg.mark("group 4"), "x") - Svg.number(svg.mark("group 1"), "x"))
                .isEqualTo(3 * room, within(0.05));
    }

    @Test
    void a_bar_of_which_a_part_is_not_known_is_not_drawn() {
        Study study = Study.ofRows(4)
                .number("poverty", 10, 20, 30, 40)
                .number("base", 100, 200, 300, 400)
                .number("more", 1, 2, Double.NaN, Double.NaN)
                .number("pupils", 1, 1, 1, 1)
                .build();
        NeedBarsChart chart =
                NeedBarsChart.of(NeedGroups.of(study, "poverty", "pupils", 2, NeedGroups.Cut.UNITS), "base", "more");

        // (100 + 200) / 2 + (1 + 2) / 2 = 151.5
        assertThat(chart.description()).endsWith("1: 152; no schools or no figures in group 2.");
        assertThat(Svg.parse(chart.svg()).marks("group 2")).isEmpty();
    }

    @Test
    void refuses_bars_that_cannot_be_stacked() {
        Study study = Study.ofRows(2)
                .number("poverty", 10, 20)
                .number("loss", 100, -200)
                .number("pupils", 1, 1)
                .build();
        NeedGroups groups = NeedGroups.of(study, "poverty", "pupils", 2, NeedGroups.Cut.UNITS);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> NeedBarsChart.of(groups, "loss"))
                .withMessage("\"loss\" is below 0 in group 2, and cannot be stacked");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NeedBarsChart.of(groups))
                .withMessage("name at least one column, such as \"dollars per pupil\"");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NeedBarsChart.of(groups, "a", "b", "c", "d", "e", "f", "g"))
                .withMessage("7 columns are too many to tell apart by colour; stack up to 6");
    }

    @Test
    void relative_spending_is_told_and_drawn() {
        RelativeSpendingChart chart = Charts.relativeSpending();

        // (1,000 + 500) / 1,000 and (1,000 + 1,000) / 1,000
        assertThat(chart.description())
                .startsWith(
                        "Predicted spending of a school with p% of poverty, as a multiple of one with 0%, all else alike: 50%: 1.500 (")
                .contains("; 100%: 2.000 (")
                .endsWith("). Intervals are 95%.");
        Svg svg = Svg.parse(chart.svg());
        Element half = svg.mark("50%: 1.500");
        Element whole = svg.mark("100%: 2.000");
        Element line = svg.all("polyline").get(0);
        String[] places = line.getAttribute("points").split("[ ,]");
        // from (0, 1) by (50, 1.5) to (100, 2): half of the way across, and half of the way up
        assertThat(Svg.number(half, "cx"))
                .isEqualTo((Double.parseDouble(places[0]) + Svg.number(whole, "cx")) / 2, within(0.02));
        assertThat(Svg.number(half, "cy"))
                .isEqualTo((Double.parseDouble(places[1]) + Svg.number(whole, "cy")) / 2, within(0.02));
    }

    @Test
    void changes_are_told() {
        // 1,000 − 1,500, 2,000 − 1,500, 3,000 − 2,500, 4,000 − 4,000, 0 − 0; school 6 is new, school 9 is gone
        assertThat(Charts.changes().description())
                .isEqualTo("6 schools, in dollars: 2 up, 1 down, 2 the same, 1 cannot be compared."
                        + " 1 had a budget before and none now."
                        + " The greatest gain is Brook: $500. The greatest loss is Adams: −$500.");
        // 500 / 200, 500 / 300 and −500 / 100; Ellis has no pupils
        assertThat(Charts.changes().perPupil().description())
                .isEqualTo("6 schools, in dollars for each pupil: 2 up, 1 down, 1 the same, 2 cannot be compared."
                        + " 1 had a budget before and none now."
                        + " The greatest gain is Brook: $2.50. The greatest loss is Adams: −$5.");
    }

    @Test
    void nobody_gains_where_all_lose() {
        // 0 and 7 pupils of $10 each, against $5,000
        assertThat(Charts.changes(List.of("Adams", "Brook")).description())
                .isEqualTo("2 schools, in dollars: 0 up, 2 down, 0 the same, 0 cannot be compared."
                        + " The greatest loss is Adams: −$5,000.");
    }

    @Test
    void bars_of_change_are_as_long_as_the_change() {
        Svg svg = Svg.parse(Charts.changes().svg());

        Element brook = svg.mark("Brook: $500");
        Element adams = svg.mark("Adams: −$500");
        // as much to the left of nothing as to the right
        assertThat(Svg.number(adams, "width")).isEqualTo(Svg.number(brook, "width"), within(0.01));
        assertThat(Svg.number(adams, "x") + Svg.number(adams, "width")).isEqualTo(Svg.number(brook, "x"), within(0.02));
        assertThat(svg.marks("Ford")).isEmpty();
    }

    @Test
    void many_schools_are_bars_side_by_side() {
        ChangesChart chart = Charts.changes(
                IntStream.range(0, 552).mapToObj(i -> "School " + i).toList());
        Svg svg = Svg.parse(chart.svg());

        // 70 i − 5,000 dollars, the greatest gain 70 × 551 − 5,000
        Element first = svg.mark("School 551: $33,570");
        Element last = svg.mark("School 0: −$5,000");
        assertThat(Svg.number(first, "height") / Svg.number(last, "height")).isEqualTo(33_570 / 5_000.0, within(0.01));
        assertThat(chart.svg().length()).isLessThan(100_000);
        assertThat(svg.outside()).isEmpty();
    }

    @Test
    void schools_without_a_budget_before_are_an_empty_chart() {
        ChangesChart chart = ChangesChart.of(Charts.allocation().comparedWith(Trial.paidLastYear(Map.of())));

        assertThat(chart.description())
                .isEqualTo("2 schools, in dollars: 0 up, 0 down, 0 the same, 2 cannot be compared.");
        assertThat(Svg.parse(chart.svg(300)).outside()).isEmpty();
    }
}
