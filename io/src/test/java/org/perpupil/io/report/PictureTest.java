package org.perpupil.io.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.perpupil.equity.Study;
import org.perpupil.equity.progressivity.Scatter;
import org.perpupil.io.chart.Chart;
import org.perpupil.io.chart.ScatterChart;

class PictureTest {
    /** What a template sees of one picture, without a page around it. */
    private static Html html(Chart chart) {
        return Html.parse(Template.named("picture").fillFragment(PictureContent.of(chart)));
    }

    static ScatterChart chart(String school) {
        return ScatterChart.of(Scatter.of(
                Study.of(List.of(school, "Brook", "Cole", "Dunn"))
                        .number("dollars", 8_000, 10_000, 14_000, 10_500)
                        .number("poverty", 0, 50, 100, 20)
                        .build(),
                "poverty",
                "dollars"));
    }

    @Test
    void shows_a_chart_for_a_screen_and_for_a_phone_and_tells_it() {
        ScatterChart chart = chart("Adams");
        Html html = html(chart);

        assertThat(html.all("//div[@class='at-wide']/*/@width")).containsExactly("720");
        assertThat(html.all("//div[@class='at-narrow']/*/@width")).containsExactly("340");
        assertThat(html.one("//details/p")).isEqualTo(chart.description());
    }

    @Test
    void both_drawings_have_names_of_their_own() {
        assertThat(html(chart("Adams")).all("//@id")).hasSize(4).doesNotHaveDuplicates();
    }

    @Test
    void no_name_in_a_chart_changes_what_the_page_is_made_of() {
        List<String> structure = html(chart("Adams")).structure();

        for (String name : List.of("</svg><script>&=\"'`{{x}}", "line\r\nbreak", "\u0000\u001b🏫\uD800")) {
            assertThat(html(chart(name)).structure()).isEqualTo(structure);
        }
    }
}
