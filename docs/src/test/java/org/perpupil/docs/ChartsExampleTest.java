package org.perpupil.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.perpupil.district.District;
import org.perpupil.equity.Study;
import org.perpupil.formula.allocation.Allocation;
import org.perpupil.io.chart.Chart;

/** The guide to charts shows code that runs, and a picture that it draws. */
class ChartsExampleTest {
    private static final Guide GUIDE = new Guide("charts.md", "ChartsExample");
    private static final Path IMAGES =
            Path.of("..").toAbsolutePath().normalize().resolve("docs/images");

    private static Study study;
    private static List<Chart> charts;

    @TempDir
    private Path folder;

    @BeforeAll
    static void draw() throws IOException {
        District district = LosAngeles.district();
        Allocation allocation = LosAngeles.allocation(district);
        study = ChartsExample.study();
        charts = List.of(
                ChartsExample.scatter(study),
                ChartsExample.deciles(study),
                ChartsExample.relative(study),
                ChartsExample.changes(allocation.comparedWith(LosAngeles.lastYear(district))),
                ChartsExample.flow(allocation));
    }

    @Test
    void every_java_block_is_compiled() throws IOException {
        assertThat(GUIDE.blocks("java")).isNotEmpty().isEqualTo(GUIDE.compiled());
    }

    @Test
    void the_picture_is_what_the_library_draws() throws IOException {
        String drawn = ChartsExample.deciles(study).svg();

        assertThat(IMAGES.resolve("deciles.svg")).hasContent(drawn);
        assertThat(drawn.length()).isLessThan(30_000);
    }

    @Test
    void the_guide_shows_what_the_picture_says() throws IOException {
        assertThat(GUIDE.blocks(""))
                .containsExactly(ChartsExample.deciles(study).description());
    }

    @Test
    void pictures_of_552_schools_are_small() {
        assertThat(study.size()).isEqualTo(552);
        assertThat(charts).allSatisfy(chart -> assertThat(chart.svg().length()).isLessThan(100_000));
    }

    @Test
    void the_bars_are_the_means_that_one_computes_plainly() throws IOException {
        // the mean over pupils of all schools is the mean of ten bars that count with their pupils
        double[] pupils = study.numbers(Study.PUPILS);
        double[] dollars = study.numbers(Study.DOLLARS);
        double sum = IntStream.range(0, pupils.length)
                .mapToDouble(i -> pupils[i] * dollars[i])
                .sum();
        double mean = sum
                / IntStream.range(0, pupils.length).mapToDouble(i -> pupils[i]).sum();
        String[] told = ChartsExample.deciles(study).description().split("\\d+: \\$");
        double ofBars = IntStream.rangeClosed(1, 10)
                .mapToDouble(i -> Double.parseDouble(told[i].replaceAll("[,;. ]", "")))
                .average()
                .orElseThrow();

        // deciles have about as many pupils each
        assertThat(ofBars).isBetween(mean * 0.99, mean * 1.01);
    }

    @Test
    void every_format_is_written() throws IOException {
        for (Chart chart : charts) {
            ChartsExample.write(chart, folder);

            assertThat(folder.resolve("chart.svg")).hasContent(chart.svg());
            assertThat(folder.resolve("chart.vl.json")).hasContent(chart.vegaLite());
            assertThat(Files.size(folder.resolve("chart.png"))).isPositive();
            assertThat(folder.resolve("chart.txt")).hasContent(chart.description());
        }
    }
}
