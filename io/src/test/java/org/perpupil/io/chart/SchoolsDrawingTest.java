package org.perpupil.io.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.google.common.collect.ImmutableMap;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.perpupil.equity.Study;
import org.perpupil.equity.progressivity.Scatter;

class SchoolsDrawingTest {
    private final SchoolsDrawing drawing = SchoolsDrawing.of(
            "Every school",
            ImmutableMap.of(
                    "elementary",
                            scatter(
                                    List.of("Adams", "Brook", "Cole"),
                                    new double[] {0, 50, 100},
                                    8_000,
                                    10_000,
                                    12_000),
                    "high", scatter(List.of("Dunn", "<Elm>"), new double[] {20, 40}, 9_000, 11_000)),
            Unit.PERCENT,
            Unit.DOLLARS,
            720);

    private static Scatter scatter(List<String> schools, double[] poverty, double... dollars) {
        return Scatter.of(
                Study.of(schools)
                        .number("poverty", poverty)
                        .number("dollars", dollars)
                        .build(),
                "poverty",
                "dollars");
    }

    @Test
    void marks_one_school_in_ink_with_its_name() {
        assertThat(drawing.marking("Brook"))
                .contains("<circle class=\"ink\"", ">Brook</text>", "<title>Brook, elementary: 50%, $10,000</title>")
                .doesNotContain(">Adams</text>");
        assertThat(drawing.marking("<Elm>")).contains("<title>&lt;Elm&gt;, high: 40%, $11,000</title>");
    }

    @Test
    void the_group_of_the_marked_school_stands_out() {
        assertThat(drawing.marking("Brook"))
                .containsPattern("class=\"g0 round\"[^>]* stroke-opacity=\"0.7\"")
                .containsPattern("class=\"g1\"[^>]* fill-opacity=\"0.35\"");
        assertThat(drawing.marking("Dunn"))
                .containsPattern("class=\"g0 round\"[^>]* stroke-opacity=\"0.35\"")
                .containsPattern("class=\"g1\"[^>]* fill-opacity=\"0.7\"");
    }

    @Test
    void a_group_of_three_has_a_line_and_one_of_two_has_none() {
        // 8,000 at 0, 10,000 at 50 and 12,000 at 100: 40 for each per cent
        assertThat(drawing.lineOf("elementary", 25)).hasValueCloseTo(9_000.0, within(1e-6));
        assertThat(drawing.lineOf("high", 25)).isEmpty();
    }

    @Test
    void points_above_each_other_have_no_line() {
        SchoolsDrawing above = SchoolsDrawing.of(
                "x",
                ImmutableMap.of("a", scatter(List.of("p", "q", "r"), new double[] {5, 5, 5}, 1, 2, 3)),
                Unit.NUMBER,
                Unit.NUMBER,
                340);

        assertThat(above.lineOf("a", 5)).isEmpty();
        assertThat(above.marking("q")).contains(">q</text>");
    }

    @Test
    void a_line_ends_where_it_leaves_the_sheet() {
        SchoolsDrawing steep = SchoolsDrawing.of(
                "x",
                ImmutableMap.of(
                        "a", scatter(List.of("p", "q", "r", "s", "t"), new double[] {0, 1, 2, 3, 4}, 0, 0, 0, 0, 100)),
                Unit.NUMBER,
                Unit.NUMBER,
                720);

        // y = −20 + 20 x by hand: Σ(x − 2)y ÷ 10 = 200 ÷ 10; it leaves the sheet, which begins at 0, where x is 1
        assertThat(steep.lineOf("a", 1)).hasValueCloseTo(0.0, within(1e-9));
        String svg = steep.marking("q");
        Matcher ink = Pattern.compile("<circle class=\"ink\" cx=\"([0-9.]+)\" cy=\"([0-9.]+)\"")
                .matcher(svg);
        assertThat(ink.find()).isTrue();
        assertThat(svg).contains("points=\"" + ink.group(1) + "," + ink.group(2) + " ");
    }

    @Test
    void is_well_formed_and_the_same_in_every_locale() {
        String here = drawing.marking("Brook");
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            assertThat(drawing.marking("Brook")).isEqualTo(here);
        } finally {
            Locale.setDefault(before);
        }
        assertThat(Svg.parse(here)).isNotNull();
    }

    @Test
    void refuses_what_it_cannot_draw() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> drawing.marking("Fox"))
                .withMessage("the drawing has no point of \"Fox\" among its 5");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> drawing.lineOf("middle", 1))
                .withMessage("the drawing has no group \"middle\" among [elementary, high]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SchoolsDrawing.of("x", ImmutableMap.of(), Unit.NUMBER, Unit.NUMBER, 720))
                .withMessage("a drawing of schools has at least one");
    }
}
