package org.perpupil.io.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.perpupil.equity.Study;
import org.perpupil.equity.progressivity.Scatter;

class MarkedPointTest {
    private final ScatterChart chart = ScatterChart.of(Scatter.of(
                    Study.of(List.of("Adams", "Brook", "Cole", "Dunn"))
                            .number("dollars", 8_000, 10_000, 14_000, 10_500)
                            .number("poverty", 0, 50, 100, Double.NaN)
                            .build(),
                    "poverty",
                    "dollars"))
            .across("poverty", Unit.PERCENT)
            .up("dollars per pupil", Unit.DOLLARS);

    @Test
    void a_marked_point_is_drawn_in_ink_with_its_name() {
        assertThat(chart.svg()).doesNotContain("<circle class=\"ink\"", ">Cole</text>");
        assertThat(chart.marking("Cole").svg())
                .contains("<circle class=\"ink\"", ">Cole</text>", "<title>Cole: 100%, $14,000</title>");
    }

    @Test
    void the_description_and_the_specification_tell_it() {
        ScatterChart marked = chart.marking("Brook").titled("Four schools").noting("a note");

        assertThat(marked.description()).endsWith(" Marked is Brook: 50%, $10,000.");
        assertThat(marked.vegaLite()).contains("\"type\" : \"text\"");
        assertThat(chart.vegaLite()).doesNotContain("\"type\" : \"text\"");
    }

    @Test
    void each_group_may_have_a_line_of_its_own() {
        ScatterChart each = ScatterChart.of(Scatter.of(
                                Study.of(List.of("a", "b", "c", "d", "e", "f", "g"))
                                        .number("poverty", 0, 50, 100, 20, 40, 60, 10)
                                        .number("dollars", 8_000, 9_000, 10_000, 12_000, 11_000, 10_000, 7_000)
                                        .text("level", List.of("low", "low", "low", "up", "up", "up", "alone"))
                                        .build(),
                                "poverty",
                                "dollars")
                        .groupedBy("level"))
                .across("poverty", Unit.PERCENT)
                .up("dollars per pupil", Unit.DOLLARS)
                .withLineOfEachGroup();

        // each group lies on a line; one point has none
        assertThat(each.description())
                .isEqualTo(
                        "7 points, dollars per pupil by poverty. A fitted line for each group: low rises from $8,000 at"
                                + " 0% to $10,000 at 100%; up falls from $12,000 at 20% to $10,000 at 60%.");
        assertThat(each.svg())
                .contains("a line of least squares for each group")
                .doesNotContain("95%");
        assertThat(each.vegaLite()).doesNotContain("\"area\"");
        assertThatIllegalStateException()
                .isThrownBy(chart::withLineOfEachGroup)
                .withMessage("no group has a line; points have []");
    }

    @Test
    void a_unit_without_a_point_cannot_be_marked() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> chart.marking("Dunn"))
                .withMessage("the chart has no point of \"Dunn\" among its 3");
    }
}
