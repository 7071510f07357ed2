package org.perpupil.io.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

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
    void a_unit_without_a_point_cannot_be_marked() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> chart.marking("Dunn"))
                .withMessage("the chart has no point of \"Dunn\" among its 3");
    }
}
