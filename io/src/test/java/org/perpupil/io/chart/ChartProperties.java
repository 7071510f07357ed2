package org.perpupil.io.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.statistics.Statistics;
import org.perpupil.equity.Study;
import org.perpupil.equity.progressivity.NeedGroups;
import org.perpupil.equity.progressivity.RelativeSpending;
import org.perpupil.equity.progressivity.Scatter;
import org.perpupil.equity.regression.Covariance;
import org.perpupil.equity.regression.Regression;
import org.perpupil.problem.ProblemException;

/** Whatever the data, every mark is on the sheet and every number is a number. */
class ChartProperties {
    private static final int[] WIDTHS = {300, 340, 720, 2_000};

    /** A few columns of a few schools. */
    record Table(List<Double> need, List<Double> dollars, List<Double> pupils, List<String> names) {
        Study study() {
            List<String> units = IntStream.range(0, need.size())
                    .mapToObj(i -> i + names.get(i))
                    .toList();
            return Study.of(units)
                    .number("need", need.stream().mapToDouble(x -> x).toArray())
                    .number("dollars", dollars.stream().mapToDouble(x -> x).toArray())
                    .number("pupils", pupils.stream().mapToDouble(x -> x).toArray())
                    .text("group", names)
                    .build();
        }
    }

    private static Arbitrary<Double> numbers() {
        return Arbitraries.oneOf(
                Arbitraries.doubles().between(-1e12, 1e12),
                Arbitraries.doubles().between(0, 30_000),
                Arbitraries.of(0.0, 1e12, 1e-9, 2e-9, -5.0, 1.0, 100.0));
    }

    @Provide
    Arbitrary<Table> tables() {
        return Arbitraries.integers().between(3, 40).flatMap(many -> {
            Arbitrary<Double> alike = numbers();
            Arbitrary<List<Double>> column = Arbitraries.oneOf(
                    numbers().list().ofSize(many),
                    alike.map(value ->
                            IntStream.range(0, many).mapToObj(i -> value).toList()));
            Arbitrary<List<Double>> pupils =
                    Arbitraries.doubles().between(0.5, 4_000).list().ofSize(many);
            Arbitrary<List<String>> names = Arbitraries.of(
                            "",
                            "elementary",
                            "high",
                            "a very long name of a group of schools ".repeat(9),
                            "<&>\"'",
                            "学校",
                            "W".repeat(60))
                    .list()
                    .ofSize(many);
            return Combinators.combine(column, column, pupils, names).as(Table::new);
        });
    }

    private static void check(Chart chart) {
        for (int width : WIDTHS) {
            String text = chart.svg(width);
            Svg svg = Svg.parse(text);

            assertThat(svg.outside()).as("%s at %s", chart, width).isEmpty();
            assertThat(Svg.number(svg.root(), "width")).isEqualTo(width);
            assertThat(text).doesNotContain("NaN").doesNotContain("Infinity");
        }
        assertThat(chart.vegaLite()).doesNotContain("NaN").doesNotContain("Infinity");
        assertThat(chart.description()).doesNotContain("NaN").doesNotContain("Infinity");
    }

    @Property(tries = 60, edgeCases = EdgeCasesMode.NONE)
    void scatters_are_on_the_sheet(@ForAll("tables") Table table, @ForAll boolean sized, @ForAll boolean grouped) {
        Scatter scatter = Scatter.of(table.study(), "need", "dollars");
        scatter = sized ? scatter.sizedBy("pupils") : scatter;
        scatter = grouped ? scatter.groupedBy("group") : scatter;
        ScatterChart chart;
        try {
            chart = ScatterChart.of(scatter);
        } catch (ProblemException | IllegalStateException noLine) {
            Statistics.label("has a line").collect(false);
            return;
        }
        Statistics.label("has a line").collect(true);
        try {
            check(chart.up("dollars", Unit.DOLLARS).across("need", Unit.PERCENT));
        } catch (IllegalArgumentException tooWide) {
            // the band of a line through three points may be as wide as it likes
            assertThat(tooWide).hasMessageStartingWith("a chart shows numbers from -1E15 to 1E15");
            return;
        }
        // as many names for the pointer as there are schools, one for the band, one for the whole
        assertThat(Svg.parse(chart.svg()).all("title")).hasSize(scatter.points().size() + 2);
    }

    @Property(tries = 60, edgeCases = EdgeCasesMode.NONE)
    void bars_by_need_are_on_the_sheet(
            @ForAll("tables") Table table, @ForAll @IntRange(min = 2, max = 100) int groups) {
        Study study = table.study().with("spent", "dollars", Math::abs);
        NeedBarsChart chart = NeedBarsChart.of(
                        NeedGroups.of(study, "need", "pupils", groups, NeedGroups.Cut.PUPILS), "spent", "pupils")
                .withMeansOf("need", "pupils");

        check(chart);
    }

    @Property(tries = 40, edgeCases = EdgeCasesMode.NONE)
    void relative_spending_is_on_the_sheet(@ForAll("tables") Table table, @ForAll @IntRange(max = 100) int percent) {
        RelativeSpendingChart chart;
        try {
            Study study = table.study().with("spent", "dollars", dollars -> Math.log1p(Math.abs(dollars)) + 1);
            chart = RelativeSpendingChart.of(
                    RelativeSpending.of(
                            Regression.of("spent").on("need").fit(study).with(Covariance.HC1), "need"),
                    percent,
                    -percent,
                    50);
        } catch (RuntimeException undefined) {
            Statistics.label("is defined").collect(false);
            return;
        }
        Statistics.label("is defined").collect(true);
        try {
            check(chart);
        } catch (IllegalArgumentException tooWide) {
            assertThat(tooWide).hasMessageStartingWith("a chart shows numbers from -1E15 to 1E15");
        }
    }

    @Property(tries = 40, edgeCases = EdgeCasesMode.NONE)
    void gains_and_losses_are_on_the_sheet(@ForAll @IntRange(min = 1, max = 40) int many, @ForAll boolean perPupil) {
        ChangesChart chart = Charts.changes(IntStream.range(0, many)
                .mapToObj(i -> "School " + "m".repeat(i * 3))
                .toList());

        check(perPupil ? chart.perPupil() : chart);
    }

    @Property(tries = 20)
    void the_machine_s_language_changes_nothing(@ForAll @IntRange(max = 4) int which) {
        Locale before = Locale.getDefault();
        List<String> drawn = new ArrayList<>();
        try {
            for (Locale locale : List.of(Locale.ROOT, Locale.GERMANY, Locale.forLanguageTag("ar-EG-u-nu-arab"))) {
                Locale.setDefault(locale);
                Chart chart = Charts.all().get(which);
                drawn.add(chart.svg() + chart.vegaLite());
            }
        } finally {
            Locale.setDefault(before);
        }
        assertThat(drawn).allSatisfy(text -> assertThat(text).isEqualTo(drawn.get(0)));
    }
}
