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
import org.perpupil.equity.inequality.EquityFactor;
import org.perpupil.equity.inequality.Measure;
import org.perpupil.equity.inequality.Replicates;
import org.perpupil.equity.inequality.SalaryAveraging;
import org.perpupil.equity.peers.Peers;
import org.perpupil.equity.progressivity.ChangeSinceBaseline;
import org.perpupil.equity.progressivity.NeedGroups;
import org.perpupil.equity.progressivity.Progressivity;
import org.perpupil.equity.progressivity.RelativeSpending;
import org.perpupil.equity.progressivity.Scatter;
import org.perpupil.equity.progressivity.VerticalMeasure;
import org.perpupil.equity.regression.Covariance;
import org.perpupil.equity.regression.Fit;
import org.perpupil.equity.regression.Inference;
import org.perpupil.equity.regression.Regression;
import org.perpupil.equity.regression.RegressionTable;
import org.perpupil.equity.regression.Term;
import org.perpupil.equity.report.ReportSection.Form;
import org.perpupil.equity.spread.OneWay;
import org.perpupil.equity.weights.ImpliedWeights;
import org.perpupil.equity.weights.StudentWeightedIndex;
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

                Problems of the file (1)
                  a.csv, line 6, column "dollars": found "n/k"; allowed: a number. Correct it.

                How unequal "dollars" is
                n = 4 units, each counting with its pupils, 500 in all
                                  value
                  mean        10,500.00  what every pupil would get if all got the same
                  range        6,000.00  highest less lowest
                  Gini index    0.09524  mean difference of two pupils, over twice the mean
                Source: R. Berne and L. Stiefel, The Measurement of Equity in School Finance, 1984, unless a measure names its own

                Whether "dollars" follows "poverty"
                n = 3 units, with 400 pupils; how each counts is said with the measure
                                             value
                  correlation of units      0.9820  Pearson's correlation of "dollars" and need, each unit counting once [Pearson 1896]
                  slope over pupils          60.00  "dollars" for one more percentage point of need on the least-squares line, each unit counting with its pupils [Berne and Stiefel 1984]
                  progressivity ratio        1.333  mean of pupils with the need over mean of other pupils [Chingos and Blagg 2017]
                  elasticity in logarithms          none: the elasticity in logarithms takes the logarithm of "poverty", and the lowest is 0 [Feldstein 1975]
                Observed "poverty": 0% to 100%.
                Source: K. Pearson, Philosophical Transactions of the Royal Society A 187 (1896); R. Berne and L. Stiefel, The Measurement of Equity in School Finance, 1984; M. M. Chingos and K. Blagg, Do Poor Kids Get Their Fair Share of School Funding?, Urban Institute, 2017; M. S. Feldstein, The American Economic Review 65 (1975)
                Left out (1 unit):
                  Dunn: no poverty

                Means by "poverty", in 2 groups
                n = 3 units, each counting with its pupils, 400 in all; groups have about as many pupils
                     units  pupils    dollars
                  1      2     300   9,333.33  up to 50.00
                  2      1     100  14,000.00  above 50.00
                Group 1 has the least "poverty"; equal needs are in one group. Observed: 0.00 to 100.00.
                Source: cut points: R. J. Hyndman and Y. Fan, The American Statistician 50 (1996), definition 2
                Left out (1 unit), the same as under: Whether "dollars" follows "poverty"

                The fitted line
                n = 3 units, each counting once; standard errors classical, 1 degree of freedom
                                               estimate  standard error  95% from      to      p
                  constant                        7,667           745.4    -1,804  17,137  0.062  where every column is 0
                  poverty                         60.00           11.55    -86.72   206.7  0.121  for one more "poverty"
                  R²                             0.9643                                           share of the sum of squares that is explained
                  adjusted R²                    0.9286                                           the same, as if degrees of freedom were equal
                  residual standard deviation     816.5                                           √(Σ w e² / (n − k)), in the unit of what is explained times the root of the weight's
                estimate: what one more of the column adds to "dollars", all else alike; limits and p by Student's t.
                Observed: "poverty" 0 to 100.
                Source: G. A. F. Seber and A. J. Lee, Linear Regression Analysis, 2003
                Left out (1 unit), the same as under: Whether "dollars" follows "poverty"
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

                Problems of the file (1)
                  a.csv, line 6, column "dollars": found "n/k"; allowed: a number. Correct it.
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
        assertThatThrownBy(() -> report.headed(" "))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a section has a title, which is not blank");
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
        assertThat(section.rows().get(0).explanation())
                .isEqualTo("limits of the ratio are not bounded; extrapolation: above 40%");
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

        ReportSection within = report.section("Inequality of \"expenditure\" within and between \"grades\"");
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
        assertThat(section.title())
                .isEqualTo("Whether \"dollars\" followed \"poverty\" otherwise in 2016 than in 2015");
        assertThat(section.notes()).contains("Observed \"poverty\": 0% to 60% in 2015, 0% to 60% in 2016.");
        assertThat(section.rows().get(0).explanation())
                .isEqualTo("extrapolation: above 60% in 2015; above 60% in 2016");
        assertThat(section.toString()).containsPattern("to +F +p");
        assertThat(section.counted())
                .isEqualTo(
                        "n = 8 units, each counting once; standard errors CR1 in 4 clusters by \"unit\", 3 degrees of freedom");
    }

    private static final Study ODD = Study.of(List.of("Adams", "Brook", "Cole", "Dunn, East", "Ford"))
            .number("dollars", 8_000, 10_000, 14_000, Double.NaN, 9_000)
            .number("poverty", 10, 50, 80, Double.NaN, 20)
            .number("pupils", 100, 200, 100, 100, 0)
            .leftOut(List.of(
                    UNREADABLE,
                    new Problem("budget.none", "Gray", "no budget", "a budget", "Give it."),
                    new Problem("pupils.none", "Gray", "no pupils", "more than 0", "Give them."),
                    new Problem("budget.none", "Hill", "no budget", "a budget", "Give it."),
                    new Problem("pupils.none", "Hill", "no pupils", "more than 0", "Give them.")))
            .build();

    @Test
    void tells_each_unit_left_out_once_with_its_reasons_and_problems_of_the_file_apart() {
        EquityReport report =
                EquityReport.of("Odd", ODD).with(DollarsPerPupil.of(ODD, "dollars", "pupils"), Measure.MEAN);

        assertThat(report.toString()).startsWith("""
                        Odd
                        5 units in the study
                        Left out (2 units):
                          2 units, no budget; no pupils: Gray; Hill

                        Problems of the file (1)
                          a.csv, line 6, column "dollars": found "n/k"; allowed: a number. Correct it.
                        """).endsWith("""
                        Left out (2 units):
                          Dunn, East: no dollars
                          Ford: 0 pupils
                        """);
        assertThat(report.fileProblems()).containsExactly(UNREADABLE);
        assertThat(only(report).leftOutByUnit())
                .containsEntry("Gray", List.of("no budget", "no pupils"))
                .containsEntry("Dunn, East", List.of("no dollars"));
    }

    @Test
    void never_calls_an_outcome_dollars() {
        Study study = Study.of(List.of("a", "b", "c", "d"))
                .number("read", 640, 0, 660, 655)
                .number("poverty", 0, 20, 40, 60)
                .number("pupils", 10, 20, 30, 40)
                .text("level", List.of("E", "E", "H", "H"))
                .build();
        Inference inference = Regression.of("read").on("poverty").fit(study).with(Covariance.HC1);
        EquityReport report = EquityReport.of("Scores", study)
                .with(DollarsPerPupil.of(study, "read", "pupils"))
                .with(
                        DollarsPerPupil.of(study, "read", "pupils"),
                        Bootstrap.withSeed(1).withReplicates(99))
                .with(Progressivity.of(study, "read", "poverty", "pupils"))
                .with(inference)
                .with(RelativeSpending.of(inference, "poverty"), 50)
                .with(ImpliedWeights.of(inference, "poverty"))
                .with(NeedGroups.of(study, "poverty", "pupils", 2, NeedGroups.Cut.UNITS), "read")
                .with(Decomposition.of(study, "read", "pupils", "level"))
                .with(Scatter.of(study, "poverty", "read").groupedBy("level"))
                .with(RegressionTable.of(inference));

        assertThat(report.toString()).doesNotContain("dollar").doesNotContain("$");
        assertThat(report.sections())
                .extracting(ReportSection::title)
                .allMatch(title -> title.contains("\"read\"") || title.equals("Means by \"poverty\", in 2 groups"));
    }

    @Test
    void names_the_source_beside_every_vertical_measure() {
        ReportSection section = only(REPORT.with(Progressivity.of(SCHOOLS, "dollars", "poverty", "pupils")));

        assertThat(section.rows()).allSatisfy(row -> {
            assertThat(row.source()).matches(".* [12][0-9]{3}");
            assertThat(section.toString()).contains(" [" + row.source() + "]");
        });
    }

    @Test
    void marks_what_is_predicted_beyond_what_is_observed() {
        Study known = ODD.where(row -> ODD.number(row, "poverty").isPresent());
        Inference inference = Regression.of("dollars").on("poverty").fit(known).with(Covariance.HC1);
        ReportSection section = only(REPORT.with(RelativeSpending.of(inference, "poverty"), 50, 100));

        // poverty is from 10 to 80
        assertThat(section.notes())
                .contains("Observed \"poverty\": 10% to 80%. What is told at 0% is an extrapolation.");
        assertThat(section.rows())
                .extracting(ReportSection.Row::explanation)
                .containsExactly("", "extrapolation: above 80%");
        assertThat(only(REPORT.with(RelativeSpending.of(inference, "poverty"), 5))
                        .rows())
                .extracting(ReportSection.Row::explanation)
                .containsExactly("extrapolation: below 10%");
        assertThat(only(REPORT.with(Progressivity.of(ODD, "dollars", "poverty", "pupils"), VerticalMeasure.INTERCEPT))
                        .rows()
                        .get(0)
                        .explanation())
                .isEqualTo("\"dollars\" at need 0 on the least-squares line, each unit counting once; extrapolation:"
                        + " below 10%");
        assertThat(only(REPORT.with(ImpliedWeights.of(inference, "poverty"))).rows())
                .extracting(ReportSection.Row::explanation)
                .containsExactly("extrapolation: above 80%");
    }

    @Test
    void warns_of_shares_that_look_like_fractions() {
        Study fractions = SCHOOLS.with("poor", "poverty", share -> share / 125);
        Inference inference = Regression.of("dollars").on("poor").fit(fractions).with(Covariance.CLASSICAL);
        String warning =
                "Warning: \"poor\" is at most 0.8, as if it held fractions; needs are in per cent, 25 and not 0.25."
                        + " Multiply it by 100 if it does.";

        assertThat(only(REPORT.with(Progressivity.of(fractions, "dollars", "poor", "pupils")))
                        .notes())
                .contains(warning);
        assertThat(only(REPORT.with(RelativeSpending.of(inference, "poor"), 50)).notes())
                .contains(warning);
        assertThat(only(REPORT.with(ImpliedWeights.of(inference, "poor"))).notes())
                .contains(warning);
        assertThat(only(REPORT.with(RelativeSpending.of(line(), "poverty"), 0.5, 1))
                        .notes())
                .contains(
                        "Warning: \"poverty\" of 0.5% and 1% is asked for, as if shares were fractions; they are in per cent, 25"
                                + " and not 0.25.");
        assertThat(only(REPORT.with(RelativeSpending.of(line(), "poverty"), 50)).notes())
                .noneMatch(note -> note.startsWith("Warning"));
    }

    @Test
    void tells_what_a_coefficient_means() {
        // By hand: logarithms have the means ln 100 and ln 110, or ln 100 and ln 200, so slopes are ln 1.1 and ln 2 /
        // ln 4
        Study study = Study.ofRows(4)
                .number("spent", 80, 125, 88, 137.5)
                .number("more", 80, 125, 160, 250)
                .number("far", 0, 0, 1, 1)
                .number("size", 1, 1, 4, 4)
                .number("ten", 9, 11, 19, 21)
                .number("hundred", 1, 1, 100, 100)
                .text("kind", List.of("A", "A", "B", "B"))
                .build();
        ReportSection logarithm =
                only(REPORT.with(Regression.ofLog("spent").on("far").fit(study).with(Covariance.HC1)));
        assertThat(logarithm.title()).isEqualTo("Regression of ln \"spent\"");
        assertThat(figure(logarithm, "far", "in per cent")).isCloseTo(0.1, DIGITS);
        assertThat(logarithm.toString()).contains("10.00%").contains("an estimate b multiplies \"spent\" by e^b");
        // √1.01 = 1.00498756
        assertThat(explanation(Regression.ofLog("more").on(log("size")).fit(study), "ln size"))
                .isEqualTo("an elasticity: 1% more \"size\" goes with 0.4988% more");
        // 10 / ln 100 · ln 1.01 = 2.171472 · 0.00995033
        assertThat(explanation(Regression.of("ten").on(log("hundred")).fit(study), "ln hundred"))
                .isEqualTo("for one more of the logarithm; 1% more \"hundred\" adds 0.02161");
        Fit factor = Regression.of("ten").on(Term.factor("kind")).fit(study);
        assertThat(explanation(factor, "constant")).isEqualTo("where \"kind\" is A");
        assertThat(explanation(factor, "kind: B")).isEqualTo("where \"kind\" is B rather than A");
        Study wide = Study.ofRows(6)
                .number("y", 1, 2, 4, 3, 9, 5)
                .number("x", 1, 2, 3, 1, 2, 3)
                .number("z", 1, 0, 2, 3, 1, 5)
                .text("kind", List.of("A", "A", "A", "B", "B", "B"))
                .build();
        Fit product = Regression.of("y")
                .on("x")
                .on(Term.factor("kind", "B"), Term.product(Term.of("x"), Term.factor("kind", "B")))
                .fit(wide);
        assertThat(explanation(product, "constant")).isEqualTo("where every column is 0 and \"kind\" is B");
        assertThat(explanation(product, "x × kind: A"))
                .isEqualTo("by how much the estimate of x differs where \"kind\" is A rather than B");
        assertThat(explanation(
                        Regression.of("y")
                                .on(Term.power("x", 1), Term.power("x", 2), Term.product(Term.of("x"), Term.of("z")))
                                .fit(wide),
                        "x × z"))
                .isEqualTo("by how much the estimate of x differs for one more \"z\"");
    }

    @Test
    void tells_a_change_of_logarithms() {
        Study both = Study.ofRows(4)
                .number("dollars", 10, 11, 13, 12)
                .number("poverty", 0, 20, 40, 60)
                .build()
                .asOf("2015")
                .and(Study.ofRows(4)
                        .number("dollars", 10, 13, 14, 18)
                        .number("poverty", 0, 20, 40, 60)
                        .build()
                        .asOf("2016"));
        ChangeSinceBaseline change = ChangeSinceBaseline.of(
                Regression.ofLog("dollars").on("poverty"), both, Study.YEAR, "2015", "2016", Study.UNIT);

        ReportSection section = only(REPORT.with(change, "poverty"));

        assertThat(section.title())
                .isEqualTo("Whether ln \"dollars\" followed \"poverty\" otherwise in 2016 than in 2015");
        assertThat(section.rows()).hasSize(2);
        assertThat(section.notes())
                .contains(
                        "ln \"dollars\": 100 times a coefficient is about the per cent more for one more of the column.");
        ChangeSinceBaseline.RelativeChange at =
                change.relativeSpending("poverty", 50).get(0);
        assertThat(figure(only(REPORT.with(change, "poverty", 50)), "50%", "change"))
                .isEqualTo(at.change());
        assertThat(only(REPORT.with(change.inference())).rows())
                .extracting(ReportSection.Row::explanation)
                .contains("by how much the estimate of poverty differs where \"year\" is 2016 rather than 2015");
    }

    private static String explanation(Fit fit, String name) {
        return only(REPORT.with(fit.with(Covariance.HC1))).rows().stream()
                .filter(row -> row.name().equals(name))
                .findFirst()
                .orElseThrow()
                .explanation();
    }

    @Test
    void tells_the_line_of_a_scatter() {
        // As the fitted line above: 23,000 / 3 + 60 z; the three schools are at 0, 50 and 100
        ReportSection section =
                only(REPORT.with(Scatter.of(SCHOOLS, "poverty", "dollars").groupedBy("level")));

        assertThat(section.title()).isEqualTo("The line of \"dollars\" against \"poverty\"");
        assertThat(figure(section, "line at the lowest", "estimate")).isCloseTo(23_000 / 3.0, DIGITS);
        assertThat(figure(section, "line at the highest", "estimate")).isCloseTo(23_000 / 3.0 + 6_000, DIGITS);
        assertThat(section.notes()).contains("Points by group: elementary 2, high 1.");
        Scatter two = Scatter.of(SCHOOLS.where("level", "elementary"), "poverty", "dollars");
        ReportSection exact = only(REPORT.with(two));
        // through (0, 8,000) and (50, 10,000)
        assertThat(figure(exact, "poverty", "estimate")).isCloseTo(40, DIGITS);
        assertThat(exact.figure("poverty", "standard error")).isEmpty();
        assertThat(exact.notes())
                .containsExactly(
                        "No standard errors: the line goes through both points, so that nothing tells how sure it is.");
    }

    @Test
    void tells_regressions_side_by_side() {
        Inference alone = Regression.of("dollars").fit(SCHOOLS).with(Covariance.CLASSICAL);
        ReportSection section = only(REPORT.with(RegressionTable.of(alone, line())));

        // (8,000 + 10,000 + 14,000 + 10,500) / 4
        assertThat(figure(section, "constant", "(1)")).isCloseTo(10_625, DIGITS);
        assertThat(figure(section, "poverty", "(2)")).isCloseTo(60, DIGITS);
        assertThat(section.figure("poverty", "(1)")).isEmpty();
        assertThat(figure(section, "poverty, standard error", "(2)")).isEqualTo(line().standardError("poverty"));
        assertThat(figure(section, "n", "(1)")).isEqualTo(4);
        assertThat(section.notes())
                .contains(
                        "(2): \"dollars\"; n = 3 units, each counting once; standard errors classical, 1 degree of freedom");
    }

    @Test
    void tells_a_school_beside_its_peers() {
        Study study = Study.of(List.of("a", "b", "c", "d"))
                .number("poverty", 0, 10, 20, 90)
                .number("dollars", 8_000, 9_000, Double.NaN, 12_000)
                .build();
        EquityReport report =
                EquityReport.of("Peers", study).with(Peers.of(study, "poverty").review("b", 3, "dollars", "poverty"));

        ReportSection section = only(report);
        assertThat(section.title()).isEqualTo("b beside its peers by \"poverty\"");
        assertThat(section.rows()).extracting(ReportSection.Row::name).containsExactly("dollars", "poverty");
        // mean of 8,000 and 12,000, for c has none; 9,000 less that; (0 + 20 + 90) / 3
        assertThat(figure(section, "dollars", "own")).isEqualTo(9_000);
        assertThat(figure(section, "dollars", "mean of peers")).isEqualTo(10_000);
        assertThat(figure(section, "dollars", "difference")).isEqualTo(-1_000);
        assertThat(figure(section, "dollars", "lowest")).isEqualTo(8_000);
        assertThat(figure(section, "dollars", "highest")).isEqualTo(12_000);
        assertThat(section.rows().get(0).explanation()).isEqualTo("known of 2 of its peers");
        assertThat(figure(section, "poverty", "mean of peers")).isCloseTo(110 / 3.0, DIGITS);
        // The deviation of 0, 10, 20, 90 from 30 is √(900 + 400 + 100 + 3,600) / √4 = √1,250: 10 and 80 over 35.355
        assertThat(section.notes().get(0)).startsWith("Peers, the nearest first: a (0.283), c (0.283), d (2.263); ");
    }

    @Test
    void tells_schools_beside_the_averages() {
        Study study = Study.of(List.of("a", "b"))
                .number("dollars", 1_000_000, 500_000)
                .number("pupils", 100, 50)
                .number("for poor", 30_000, 10_000)
                .number("poor", 10, 10)
                .build();
        StudentWeightedIndex index = StudentWeightedIndex.of(
                study,
                new StudentWeightedIndex.Kind("every pupil", "dollars", "pupils"),
                new StudentWeightedIndex.Kind("poor pupil", "for poor", "poor"));

        ReportSection section = only(REPORT.with(index));

        // 1,500,000 / 150 and 40,000 / 20: a would get 100 · 10,000 + 10 · 2,000
        assertThat(section.notes())
                .contains(
                        "Average for a pupil of \"every pupil\": 10,000.00 dollars.",
                        "Average for a pupil of \"poor pupil\": 2,000.00 dollars.");
        assertThat(figure(section, "a", "at averages")).isEqualTo(1_020_000);
        assertThat(figure(section, "a", "difference")).isEqualTo(10_000);
        assertThat(figure(section, "a", "index")).isCloseTo(103 / 102.0, DIGITS);
        assertThat(only(REPORT.with(index, "b")).rows())
                .extracting(ReportSection.Row::name)
                .containsExactly("b");
        assertThat(section.toString()).contains("1,020,000.00");
    }

    @Test
    void tells_salaries_the_equity_factor_and_replicates() {
        Study study = Study.of(List.of("a", "b"))
                .number("dollars", 9_000, 9_000)
                .number("pupils", 100, 100)
                .number("salary", 80_000, 60_000)
                .number("teachers", 5, 5)
                .build();
        ReportSection salaries = only(REPORT.with(
                SalaryAveraging.of("salary", "teachers").compare(study, "dollars", "pupils"), Measure.RANGE));
        // the mean salary is 70,000: 5 · 10,000 / 100 = 500 are hidden, so averaged are 8,500 and 9,500
        assertThat(figure(salaries, "range", "actual")).isEqualTo(0);
        assertThat(figure(salaries, "range", "averaged")).isEqualTo(1_000);
        assertThat(figure(salaries, "range", "difference")).isEqualTo(-1_000);
        assertThat(figure(salaries, "mean hidden", "difference")).isEqualTo(500);
        assertThat(figure(salaries, "least hidden", "difference")).isEqualTo(-500);

        Study agencies = Study.of(List.of("c", "d", "small"))
                .number("dollars", 9_000, 11_000, 1)
                .number("students", 300, 300, 200)
                .number("poor", 0, 0, 0)
                .build();
        ReportSection factor = only(REPORT.with(EquityFactor.of(agencies, "dollars", "students", "poor")));
        // deviation 1,000 over mean 10,000
        assertThat(figure(factor, "equity factor", "value")).isCloseTo(0.1, DIGITS);
        assertThat(figure(factor, "effort of the grant", "value")).isCloseTo(1.2, DIGITS);
        assertThat(factor.leftOutByUnit()).containsOnlyKeys("small");

        Replicates replicates = Bootstrap.withSeed(7)
                .withReplicates(199)
                .of(DollarsPerPupil.unweighted(1, 2, 3, 4, 5), DollarsPerPupil::gini);
        ReportSection sure = only(REPORT.with("Gini index", replicates));
        assertThat(figure(sure, "Gini index", "bias")).isEqualTo(replicates.bias());
        assertThat(sure.title()).isEqualTo("How sure \"Gini index\" is");
        assertThat(sure.counted()).isEqualTo("199 replicates");
        Replicates few =
                Bootstrap.withSeed(7).withReplicates(9).of(DollarsPerPupil.unweighted(1, 2), DollarsPerPupil::gini);
        assertThat(only(REPORT.with("Gini index", few)).rows().get(0).explanation())
                .startsWith("none: an interval of 95.0 per cent takes at least 39 replicates");
    }

    @Test
    void writes_figures_for_people() {
        assertThat(Form.HUNDREDTHS.of(1_234_567.895)).isEqualTo("1,234,567.90");
        assertThat(Form.HUNDREDTHS.of(-0.001)).isEqualTo("0.00");
        assertThat(Form.DIGITS.of(123_456.7)).isEqualTo("123,457");
        assertThat(Form.DIGITS.of(0.000_012_345_6)).isEqualTo("0.00001235");
        assertThat(Form.DIGITS.of(0)).isEqualTo("0");
        assertThat(Form.DIGITS.of(-1.2344e-7)).isEqualTo("-1.234e-07");
        assertThat(Form.DIGITS.of(1e300)).isEqualTo("1.000e+300");
        assertThat(Form.HUNDREDTHS.of(123_456_789_012_345.678)).isEqualTo("123,456,789,012,345.67");
        assertThat(Form.HUNDREDTHS.of(2.5e15)).isEqualTo("2.500e+15");
        assertThat(Form.COUNT.of(2.5e15)).isEqualTo("2.500e+15");
        assertThat(Form.SHARE.of(1e14)).isEqualTo("1.000e+16%");
        assertThat(Form.COUNT.of(1_000)).isEqualTo("1,000");
        assertThat(Form.COUNT.of(12.5)).isEqualTo("12.5");
        assertThat(Form.PROBABILITY.of(0.000_1)).isEqualTo("< 0.001");
        assertThat(Form.PROBABILITY.of(0.04567)).isEqualTo("0.046");
        assertThat(Form.THOUSANDTHS.of(1_234.0625)).isEqualTo("1,234.062");
        assertThat(Form.SHARE.of(0.25)).isEqualTo("25.00%");
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
