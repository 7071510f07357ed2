package org.perpupil.io.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.perpupil.formula.Line.line;
import static org.perpupil.formula.Terms.dollars;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.perpupil.equity.Study;
import org.perpupil.equity.progressivity.Scatter;
import org.perpupil.formula.Trial;
import org.w3c.dom.Element;

class ChartTest {
    private static final List<String> HOSTILE = List.of(
            "</script><script>alert(1)</script>",
            "\"quoted\" & 'quoted' <b>",
            "bell \u0007 null \u0000 return \r end",
            "lone \uD83D surrogates \uDE80",
            "no character \uFFFE \uFFFF",
            "\u202Eright to left \u0645\u062F\u0631\u0633\u0629",
            "🚀 👩‍👧 emoji",
            "]]> <!-- <script> -->",
            "%s %n %d {{x}} ${x}",
            "a b".repeat(3_334),
            "x".repeat(10_000),
            " ");

    @TempDir
    private Path folder;

    static List<Chart> charts() {
        return Charts.all();
    }

    /** A scatter and gains and losses, with hostile names of schools, groups, axes, titles and notes. */
    private static List<Chart> hostile(String name) {
        Study study = Study.of(List.of(name, name + "2", name + "3", name + "4"))
                .number("x", 1, 2, 3, 4)
                .number("y", 5, 4, 7, 1)
                .text("group", List.of(name, name + "b", name, ""))
                .build();
        String title = "t" + name;
        return List.of(
                ScatterChart.of(Scatter.of(study, "x", "y").groupedBy("group"))
                        .across(name, Unit.NUMBER)
                        .up(name, Unit.NUMBER)
                        .titled(title)
                        .noting(name),
                Charts.changes(List.of("A" + name, "B")).titled(title).noting(name),
                Charts.flow().by(school -> name).titled(title).noting(name));
    }

    @Test
    void hostile_texts_stay_texts() {
        for (String name : HOSTILE) {
            for (Chart chart : hostile(name)) {
                for (int width : new int[] {300, 2_000}) {
                    Svg svg = Svg.parse(chart.svg(width));

                    assertThat(svg.outside()).as("%s, %s", chart.title(), width).isEmpty();
                    assertThat(svg.all("script")).isEmpty();
                    // a note of many lines is long
                    assertThat(svg.all("text")).hasSizeLessThan(2_000);
                }
            }
        }
    }

    @Test
    void hostile_texts_are_drawn_as_images_too() throws IOException {
        for (String name : HOSTILE.subList(0, 9)) {
            for (Chart chart : hostile(name)) {
                chart.writePng(folder.resolve("hostile.png"), 300);
            }
        }
    }

    @Test
    void a_specification_cannot_end_the_script_it_stands_in() throws IOException {
        for (String name : HOSTILE) {
            for (Chart chart : hostile(name)) {
                String json = chart.vegaLite();

                assertThat(json).doesNotContain("</", "<!--");
                assertThat(new ObjectMapper().readTree(json).at("/description").asText())
                        .isEqualTo(chart.description() + " " + name);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("charts")
    void says_what_it_shows(Chart chart) {
        Svg svg = Svg.parse(chart.svg());

        Element root = svg.root();
        Element title = svg.all("title").get(0);
        Element description = svg.all("desc").get(0);
        assertThat(root.getAttribute("role")).isEqualTo("img");
        assertThat(root.getAttribute("aria-labelledby"))
                .isEqualTo(title.getAttribute("id") + " " + description.getAttribute("id"));
        assertThat(title.getParentNode()).isSameAs(root);
        assertThat(title.getTextContent()).isEqualTo(chart.title());
        assertThat(description.getTextContent()).isEqualTo(chart.description());
    }

    @ParameterizedTest
    @MethodSource("charts")
    void gives_the_same_bytes_each_time_and_small_ones(Chart chart) throws IOException {
        Path svg = folder.resolve("chart.svg");
        Path json = folder.resolve("chart.vl.json");

        chart.writeSvg(svg);
        chart.writeVegaLite(json);

        Chart again = Charts.all().stream()
                .filter(other -> other.getClass() == chart.getClass())
                .findFirst()
                .orElseThrow();
        assertThat(Files.readString(svg)).isEqualTo(again.svg()).isEqualTo(again.svg(720));
        assertThat(Files.readString(json)).isEqualTo(again.vegaLite());
        assertThat(Files.size(svg)).isLessThan(20_000);
        assertThat(again.svg()).doesNotContain("\r");
        assertThat(again).hasToString(chart.title() + "\n" + chart.description());
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 299, 2_001, Integer.MAX_VALUE})
    void refuses_a_width_that_cannot_be_read(int width) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Charts.flow().svg(width))
                .withMessage("a chart is 300 to 2000 pixels wide, not " + width);
    }

    @Test
    void an_image_has_the_width_asked_for() throws IOException {
        Path file = folder.resolve("chart.png");
        for (int width : new int[] {300, 719, 720, 1_079, 1_441}) {
            for (Chart chart : Charts.all()) {
                chart.writePng(file, width);

                BufferedImage image = ImageIO.read(file.toFile());
                assertThat(image.getWidth()).isEqualTo(width);
                double height = Svg.number(Svg.parse(chart.svg()).root(), "height");
                // as high as the drawing of 720 pixels, enlarged, to the next pixel
                assertThat((double) image.getHeight())
                        .isBetween(height * width / 720 - 0.51, height * width / 720 + 0.51);
            }
        }
    }

    @Test
    void an_image_shows_what_the_svg_shows() throws IOException {
        Path file = folder.resolve("chart.png");
        Charts.flow().writePng(file, 720);

        BufferedImage image = ImageIO.read(file.toFile());
        Element box = Svg.parse(Charts.flow().svg()).mark("General fund (general): ");
        int x = (int) (Svg.number(box, "x") + 7);
        int y = (int) (Svg.number(box, "y") + Svg.number(box, "height") / 2);
        // the second source has the second colour
        assertThat(image.getRGB(x, y) & 0xFFFFFF).isEqualTo(0xD55E00);
        assertThat(image.getRGB(1, 1) & 0xFFFFFF).isEqualTo(0xFFFFFF);
    }

    @Test
    void refuses_an_image_that_is_too_large() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Charts.flow().writePng(folder.resolve("x.png"), 8_001))
                .withMessage("an image is 300 to 8000 pixels wide, not 8001");
        // 552 groups, each 58 pixels high or more, enlarged 8000 / 720 times
        FlowChart tall = FlowChart.of(Trial.withPupils(
                                IntStream.range(0, 552).mapToLong(i -> 100).toArray())
                        .source(Trial.GENERAL, "100000.00")
                        .lines(line("base").amount(dollars(10)).from(Trial.GENERAL))
                        .allocate())
                .by(school -> school.name());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> tall.writePng(folder.resolve("x.png"), 8_000))
                .withMessageMatching("an image of 8000 × \\d+ pixels is too large\\. Ask for .*");
        assertThat(folder.resolve("x.png")).doesNotExist();
    }

    @Test
    void refuses_a_chart_without_a_title() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Charts.flow().titled(" "))
                .withMessage("a chart has a title");
    }

    @Test
    void a_file_is_the_svg_in_utf_8() throws IOException {
        Path file = folder.resolve("chart.svg");
        Chart chart = Charts.scatter().titled("École 🚀");
        chart.writeSvg(file);

        assertThat(Files.readAllBytes(file)).isEqualTo(chart.svg().getBytes(StandardCharsets.UTF_8));
    }
}
