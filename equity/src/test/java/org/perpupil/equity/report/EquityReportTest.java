package org.perpupil.equity.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.perpupil.equity.regression.Term.log;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import nl.jqno.equalsverifier.EqualsVerifier;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.perpupil.equity.EquityData;
import org.perpupil.equity.Json;
import org.perpupil.equity.Study;
import org.perpupil.equity.inequality.Bootstrap;
import org.perpupil.equity.inequality.Decomposition;
import org.perpupil.equity.inequality.DollarsPerPupil;
import org.perpupil.equity.inequality.Measure;
import org.perpupil.equity.inequality.Replicates;
import org.perpupil.equity.progressivity.ChangeSinceBaseline;
import org.perpupil.equity.progressivity.NeedGroups;
import org.perpupil.equity.progressivity.Progressivity;
import org.perpupil.equity.progressivity.RelativeSpending;
import org.perpupil.equity.progressivity.VerticalMeasure;
import org.perpupil.equity.regression.Covariance;
import org.perpupil.equity.regression.Inference;
import org.perpupil.equity.regression.Regression;
import org.perpupil.equity.report.ReportSection.Form;
import org.perpupil.equity.spread.OneWay;
import org.perpupil.equity.weights.ImpliedWeights;
import org.perpupil.problem.Problem;

class EquityReportTest {
    private static final Percentage DIGITS = Percentage.withPercentage(1e-10);

    private static final Problem UNREADABLE =
            new Problem("csv.number", "a.csv, line 6, column \"dollars\"", "\"n/k\"", "a number", "Correct it.");

    /** Adams to Cole are worked by hand below; Dunn has no poverty. */
    private static final Study SCHOOLS = Study.of(List.of("Adams", "Brook", "Cole", "Dunn"))
            .number("dollars", 8_000, 10_000, 14_000, 10_500)
            .number("poverty", 0, 50, 100, Double.NaN)
            .number("pupils", 100, 200, 100, 100)
            .text("level", List.of("elementary", "elementary", "high", "high"))
            .leftOut(List.of(UNREADABLE))
            .build();

    private static final EquityReport REPORT = EquityReport.of("Four schools", SCHOOLS);

    private static Inference line() {
        return Regression.of("dollars").on("poverty").fit(SCHOOLS).with(Covariance.CLASSICAL);
    }

    private static Study california() throws IOException {
        return EquityData.study(EquityData.california("caschools.csv"), "district");
    }

    private static Inference californiaSpending() throws IOException {
        return Regression.of("expenditure")
                .on("lunch", "english")
                .on(log("students"))
                .weightedBy("students")
                .fit(california())
                .with(Covariance.HC1);
    }

    private static double figure(ReportSection section, String row, String column) {
        return section.figure(row, column).orElseThrow();
    }

    private static ReportSection only(EquityReport report) {
        return report.sections().get(0);
    }

    @Test
    void prints_every_figure_with_its_definition_and_who_was_left_out() {
        EquityReport report = REPORT.with(
                        DollarsPerPupil.of(SCHOOLS, "dollars", "pupils"), Measure.MEAN, Measure.RANGE, Measure.GINI)
                .with(
                        Progressivity.of(SCHOOLS, "dollars", "poverty", "pupils"),
                        VerticalMeasure.PEARSON,
                        VerticalMeasure.WEIGHTED_SLOPE,
                        VerticalMeasure.PROGRESSIVITY_RATIO,
                        VerticalMeasure.LOG_LOG_ELASTICITY)
                .with(NeedGroups.of(SCHOOLS, "poverty", "pupils", 2, NeedGroups.Cut.PUPILS), "dollars")
                .with(line())
                .headed("The fitted line");

        // Mean (0.8 + 2 + 1.4 + 1.05) million / 500; Gini: Σ over pairs of w w |x − x|, 2 · 10,000 · (2 · 2,000 + 6,000
        // + 2,500
        // + 2 · 4,000 + 2 · 500 + 3,500) / (2 · 500² · 10,500) = 500,000,000 / 5,250,000,000. Correlation √(27/28);
        // slope
        // 30,000,000 / 500,000; means of the poor 240/20,000 and of others 180/20,000 millions. Half of 400 pupils are
        // through the middle of
        // Brook, so it is in the first group: 2.8 million / 300. The line: slope 300,000/5,000, constant 32,000/3 −
        // 3,000; residuals 1000/3,
        // −2000/3, 1000/3, so s² is 6,000,000/9; errors s/√5000 and s √(5/6); t with 1 degree of freedom is 12.7062,
        // and p is
        // 2/π arctan(1/t).
        assertThat(report).hasToString("""
                Four schools
                4 units in the study
                Left out (1):
                  "n/k": a.csv, line 6, column "dollars"

                How unequal dollars per pupil are
                n = 4 units, each counting with its pupils, 500 in all
                                  value
                  mean        10,500.00  what every pupil would get if all got the same
                  range        6,000.00  highest less lowest
                  Gini index    0.09524  mean difference of two pupils, over twice the mean
                Source: R. Berne and L. Stiefel, The Measurement of Equity in School Finance, 1984, unless a measure names its own

                Whether "dollars" follows "poverty"
                n = 3 units, with 400 pupils; how each counts is said with the measure
                                             value
                  correlation of units      0.9820  Pearson's correlation of dollars per pupil and need, each unit counting once
                  slope over pupils          60.00  dollars per pupil for one more percentage point of need on the least-squares line, each unit counting with its pupils
                  progressivity ratio        1.333  mean of pupils with the need over mean of other pupils
                  elasticity in logarithms          none: the elasticity in logarithms takes the logarithm of "poverty", and the lowest is 0
                Source: R. Berne and L. Stiefel, The Measurement of Equity in School Finance, 1984, unless a measure names its own
                Left out (1):
                  no poverty: Dunn

                Means by "poverty", in 2 groups
                n = 3 units, each counting with its pupils, 400 in all; groups have about as many pupils
                     units  pupils    dollars
                  1      2     300   9,333.33  up to 50.00
                  2      1     100  14,000.00  above 50.00
                Group 1 has the least "poverty"; equal needs are in one group.
                Source: cut points: R. J. Hyndman and Y. Fan, The American Statistician 50 (1996), definition 2
                Left out (1):
                  no poverty: Dunn

                The fitted line
                n = 3 units, each counting once; standard errors classical, 1 degrees of freedom
                                               estimate  standard error  95% from      to       p
                  constant                        7,667           745.4    -1,804  17,137  0.0617
                  poverty                         60.00           11.55    -86.72   206.7   0.121
                  R²                             0.9643                                            share of the sum of squares that is explained
                  adjusted R²                    0.9286                                            the same, as if degrees of freedom were equal
                  residual standard deviation     816.5                                            √(Σ w e² / (n − k)), in the unit of what is explained times the root of the weight's
                estimate: what one more of the column adds to "dollars", all else alike; limits and p by Student's t.
                Source: G. A. F. Seber and A. J. Lee, Linear Regression Analysis, 2003
                Left out (1):
                  no poverty: Dunn
                """);
    }

    @Test
    void gives_figures_as_data() {
        ReportSection section = only(REPORT.with(Progressivity.of(SCHOOLS, "dollars", "poverty", "pupils")));

        assertThat(section.rows()).hasSize(VerticalMeasure.values().length);
        // 12,000 / 9,000
        assertThat(figure(section, "progressivity ratio", "value")).isCloseTo(4 / 3.0, DIGITS);
        assertThat(section.figure("elasticity in logarithms", "value")).isEqualTo(OptionalDouble.empty());
        assertThat(section.leftOut())
                .extracting(Problem::place, Problem::found)
                .containsExactly(tuple(UNREADABLE.place(), UNREADABLE.found()), tuple("Dunn", "no poverty"));
        assertThatThrownBy(() -> section.figure("gini", "value"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(
                        "\"Whether \"dollars\" follows \"poverty\"\" has no row \"gini\"; it has [correlation of units,");
        assertThatThrownBy(() -> section.figure("progressivity ratio", "p"))
                .hasMessage("\"Whether \"dollars\" follows \"poverty\"\" has no column \"p\"; it has [value]");
    }

    @Test
    void tells_every_measure_where_none_is_named() {
        DollarsPerPupil spending = DollarsPerPupil.of(SCHOOLS, "dollars", "pupils");

        assertThat(only(REPORT.with(spending)).rows())
                .extracting(ReportSection.Row::name)
                .containsExactlyElementsOf(
                        Arrays.stream(Measure.values()).map(Measure::label).toList());
        assertThat(only(REPORT.with(DollarsPerPupil.unweighted(8_000, 10_000))).counted())
                .isEqualTo("n = 2 units, each counting once");
    }

    @Test
    void leaves_the_report_that_it_is_made_of_as_it_was() {
        assertThat(REPORT.with(line()).sections()).hasSize(1);
        assertThat(REPORT.sections()).isEmpty();
        assertThat(REPORT).hasToString("""
                Four schools
                4 units in the study
                Left out (1):
                  "n/k": a.csv, line 6, column "dollars"
                """);
    }

    @Test
    void finds_a_section_by_its_title() {
        EquityReport report = REPORT.with(line()).headed("The line");

        assertThat(report.section("The line")).isEqualTo(only(report));
        assertThatThrownBy(() -> report.section("The curve"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the report has no sections \"The curve\"; it has [The line]");
        assertThatThrownBy(() -> report.with(only(report)).section("The line"))
                .hasMessage("the report has 2 sections \"The line\"; it has [The line, The line]");
        assertThatThrownBy(() -> REPORT.headed("The line"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("there is no section to head \"The line\"; add one first");
    }

    @Test
    void tells_predicted_spending_as_the_reference_does() throws IOException {
        ReportSection section = only(REPORT.with(RelativeSpending.of(californiaSpending(), "lunch"), 50, 100));

        Json expected = Json.of(EquityData.california("expected.json")).get("predicted_wls_HC1");
        for (Json point : expected.items()) {
            double percent = point.number("p");
            if (percent == 50 || percent == 100) {
                String row = percent == 50 ? "50%" : "100%";
                assertThat(figure(section, row, "at 0%")).isCloseTo(point.number("predicted0"), DIGITS);
                assertThat(figure(section, row, "at the share")).isCloseTo(point.number("predicted"), DIGITS);
                assertThat(figure(section, row, "ratio")).isCloseTo(point.number("ratio"), DIGITS);
                assertThat(figure(section, row, "95% from"))
                        .isCloseTo(
                                point.get("ratio_ci95_fieller").items().get(0).number(), DIGITS);
                assertThat(figure(section, row, "to"))
                        .isCloseTo(
                                point.get("ratio_ci95_fieller").items().get(1).number(), DIGITS);
            }
        }
        assertThat(section.counted())
                .isEqualTo(
                        "n = 420 units, each counting with its \"students\"; standard errors HC1, 416 degrees of freedom");
    }

    @Test
    void tells_that_limits_are_not_bounded() {
        Study noise = Study.ofRows(4)
                .number("dollars", 1, -2, 3, -1)
                .number("poverty", 0, 10, 20, 40)
                .build();
        Inference inference = Regression.of("dollars").on("poverty").fit(noise).with(Covariance.CLASSICAL);

        ReportSection section = only(REPORT.with(RelativeSpending.of(inference, "poverty"), 50));

        assertThat(section.rows().get(0).figures())
                .extracting(ReportSection.Figure::column)
                .containsExactly("at 0%", "at the share", "ratio", "standard error");
        assertThat(section.rows().get(0).explanation()).isEqualTo("limits of the ratio are not bounded");
    }

    @Test
    void tells_intervals_of_the_bootstrap() throws IOException {
        DollarsPerPupil spending = DollarsPerPupil.of(california(), "expenditure", "students");
        Bootstrap bootstrap = Bootstrap.withSeed(7).withReplicates(199);
        Replicates gini = bootstrap.of(spending, DollarsPerPupil::gini);

        ReportSection section = only(REPORT.with(spending, bootstrap, Measure.GINI));

        assertThat(figure(section, "Gini index", "value")).isEqualTo(spending.gini());
        assertThat(figure(section, "Gini index", "95% from"))
                .isEqualTo(gini.percentileInterval(95).lower());
        assertThat(figure(section, "Gini index", "to"))
                .isEqualTo(gini.percentileInterval(95).upper());
        assertThat(section.notes())
                .containsExactly(
                        "95%: the middle of 199 replicates with seed 7; as if the units were drawn by chance from more like them.");
    }

    @Test
    void tells_why_the_bootstrap_has_no_interval() {
        DollarsPerPupil nothing = DollarsPerPupil.unweighted(0, 0);

        ReportSection section = only(REPORT.with(nothing, Bootstrap.withSeed(7), Measure.GINI));

        assertThat(section.rows().get(0).figures()).isEmpty();
        assertThat(section.rows().get(0).explanation()).startsWith("none: the Gini index divides by");
    }

    @Test
    void tells_parts_comparisons_and_weights() throws IOException {
        Study study = california();
        Decomposition parts = Decomposition.of(study, "expenditure", "students", "grades");
        OneWay anova = OneWay.anova(study, "expenditure", "grades");
        ImpliedWeights weights = ImpliedWeights.of(californiaSpending(), "lunch", "english")
                .besideAdopted(Map.of("lunch", new BigDecimal("0.25")));

        EquityReport report =
                EquityReport.of("California", study).with(parts).with(anova).with(weights);

        ReportSection within = report.section("Inequality within and between groups");
        assertThat(figure(within, "Theil index T", "between"))
                .isEqualTo(parts.theilT().between());
        assertThat(figure(within, "Gini index", "overlap"))
                .isEqualTo(parts.gini().overlap());
        assertThat(figure(within, "KK-06", "units")).isEqualTo(61);
        ReportSection compared = report.section("Comparison: expenditure by grades");
        assertThat(figure(compared, "difference", "p")).isEqualTo(anova.p());
        assertThat(compared.counted()).isEqualTo("n = 420 units, each counting once");
        ReportSection implied = report.section("Weights that \"expenditure\" implies");
        assertThat(figure(implied, "lunch", "adopted")).isEqualTo(0.25);
        assertThat(figure(implied, "lunch", "weight"))
                .isEqualTo(weights.of("lunch").weight());
        assertThat(implied.figure("english", "adopted")).isEmpty();
    }

    @Test
    void tells_what_changed_since_the_baseline() {
        Study before = SCHOOLS.where(row -> true);
        Study both = Study.of(List.of("a", "b", "c", "d"))
                .number("dollars", 10, 11, 13, 12)
                .number("poverty", 0, 20, 40, 60)
                .build()
                .asOf("2015")
                .and(Study.of(List.of("a", "b", "c", "d"))
                        .number("dollars", 10, 13, 14, 18)
                        .number("poverty", 0, 20, 40, 60)
                        .build()
                        .asOf("2016"));
        ChangeSinceBaseline change = ChangeSinceBaseline.of(
                Regression.of("dollars").on("poverty"), both, Study.YEAR, "2015", "2016", Study.UNIT);

        ReportSection section = only(EquityReport.of("Two years", before).with(change, "poverty", 100));

        // By hand: 2015 has 10.3 + 0.04 z, 2016 10 + 0.125 z
        assertThat(figure(section, "100%", "2015")).isCloseTo(14.3 / 10.3, DIGITS);
        assertThat(figure(section, "100%", "2016")).isCloseTo(22.5 / 10, DIGITS);
        assertThat(figure(section, "100%", "change")).isCloseTo(2.25 - 14.3 / 10.3, DIGITS);
        assertThat(figure(section, "coefficient of poverty", "F"))
                .isEqualTo(change.inference()
                        .test("poverty × " + change.inference().fit().names().get(2))
                        .f());
        assertThat(section.counted())
                .isEqualTo(
                        "n = 8 units, each counting once; standard errors CR1 in 4 clusters by \"unit\", 3 degrees of freedom");
    }

    @Test
    void writes_figures_for_people() {
        assertThat(Form.HUNDREDTHS.of(1_234_567.895)).isEqualTo("1,234,567.90");
        assertThat(Form.HUNDREDTHS.of(-0.001)).isEqualTo("0.00");
        assertThat(Form.DIGITS.of(123_456.7)).isEqualTo("123,457");
        assertThat(Form.DIGITS.of(0.000_012_345_6)).isEqualTo("0.00001235");
        assertThat(Form.DIGITS.of(0)).isEqualTo("0");
        assertThat(Form.COUNT.of(1_000)).isEqualTo("1,000");
        assertThat(Form.COUNT.of(12.5)).isEqualTo("12.5");
        assertThat(Form.PROBABILITY.of(0.000_1)).isEqualTo("< 0.001");
        assertThat(Form.PROBABILITY.of(0.04567)).isEqualTo("0.0457");
    }

    @Test
    void is_a_value() {
        EqualsVerifier.forClass(EquityReport.class)
                .withNonnullFields("title", "study", "sections")
                .withPrefabValues(Study.class, SCHOOLS, Study.ofRows(1).build())
                .withPrefabValues(
                        ImmutableList.class,
                        ImmutableList.of(),
                        ImmutableList.copyOf(REPORT.with(line()).sections()))
                .verify();
    }
}
