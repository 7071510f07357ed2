package org.perpupil.equity.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.perpupil.equity.Study;
import org.perpupil.equity.inequality.Bootstrap;
import org.perpupil.equity.inequality.Decomposition;
import org.perpupil.equity.inequality.DollarsPerPupil;
import org.perpupil.equity.inequality.Measure;
import org.perpupil.equity.inequality.Replicates;
import org.perpupil.equity.peers.Peer;
import org.perpupil.equity.peers.ResourceReview;
import org.perpupil.equity.progressivity.ChangeSinceBaseline;
import org.perpupil.equity.progressivity.NeedGroups;
import org.perpupil.equity.progressivity.Progressivity;
import org.perpupil.equity.progressivity.RelativeSpending;
import org.perpupil.equity.progressivity.VerticalMeasure;
import org.perpupil.equity.regression.Covariance;
import org.perpupil.equity.regression.Fit;
import org.perpupil.equity.regression.Inference;
import org.perpupil.equity.regression.Regression;
import org.perpupil.equity.regression.RegressionTable;
import org.perpupil.equity.regression.Term;
import org.perpupil.equity.report.ReportSection.Row;
import org.perpupil.equity.weights.ImpliedWeights;

/** What reports tell where data are odd: rows that weigh nothing, figures that do not exist, names that meet, small and huge numbers. */
class EquityReportEdgesTest {
    private static final Percentage DIGITS = Percentage.withPercentage(1e-10);
    private static final EquityReport REPORT =
            EquityReport.of("Edges", Study.ofRows(1).build());

    private static ReportSection only(EquityReport report) {
        return report.sections().get(0);
    }

    private static Row row(ReportSection section, String name) {
        return section.rows().stream()
                .filter(row -> row.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Study years(double[] before, double[] after, double... poverty) {
        return Study.ofRows(poverty.length)
                .number("dollars", before)
                .number("poverty", poverty)
                .build()
                .asOf("2015")
                .and(Study.ofRows(poverty.length)
                        .number("dollars", after)
                        .number("poverty", poverty)
                        .build()
                        .asOf("2016"));
    }

    private static ChangeSinceBaseline change(Regression regression, Study both) {
        return ChangeSinceBaseline.of(regression, both, Study.YEAR, "2015", "2016", Study.UNIT);
    }

    /** The last row weighs nothing, so that it is in no fit: poverty is from 0 to 60, and the first level is B. */
    private static final Study WEIGHED = Study.ofRows(7)
            .number("dollars", 10, 12, 13, 12, 15, 16, 90)
            .number("poverty", 0, 10, 30, 40, 50, 60, 100)
            .number("pupils", 1, 2, 1, 2, 1, 2, 0)
            .text("kind", List.of("B", "C", "B", "C", "B", "C", "A"))
            .build();

    private static final Study LATER = Study.ofRows(7)
            .number("dollars", 11, 12, 15, 12, 17, 20, 90)
            .number("poverty", 0, 10, 30, 40, 50, 60, 100)
            .number("pupils", 1, 2, 1, 2, 1, 2, 0)
            .build();

    @Test
    void tells_only_of_rows_that_were_fitted_to() {
        Fit fit = Regression.of("dollars")
                .on("poverty")
                .on(Term.factor("kind"))
                .weightedBy("pupils")
                .fit(WEIGHED);
        Inference inference = fit.with(Covariance.HC1);

        ReportSection section = only(REPORT.with(inference));
        assertThat(section.notes()).contains("Observed: \"poverty\" 0 to 60.");
        assertThat(row(section, "constant").explanation()).isEqualTo("where every column is 0 and \"kind\" is B");
        assertThat(row(section, "kind: C").explanation()).isEqualTo("where \"kind\" is C rather than B");
        assertThat(row(only(REPORT.with(RelativeSpending.of(inference, "poverty"), 100)), "100%")
                        .explanation())
                .isEqualTo("extrapolation: above 60%");
        assertThat(row(only(REPORT.with(ImpliedWeights.of(inference, "poverty"))), "poverty")
                        .explanation())
                .isEqualTo("extrapolation: above 60%");
        Study both = WEIGHED.asOf("2015").and(LATER.asOf("2016"));
        ChangeSinceBaseline change =
                change(Regression.of("dollars").on("poverty").weightedBy("pupils"), both);
        assertThat(row(only(REPORT.with(change, "poverty", 100)), "100%").explanation())
                .isEqualTo("extrapolation: above 60% in 2015; above 60% in 2016");
        assertThat(fit.fittedStudy().units()).isEqualTo(fit.units());
        assertThat(fit.fittedStudy().leftOut()).isEqualTo(fit.leftOut()).hasSize(1);
    }

    @Test
    void tells_a_change_without_a_constant() {
        Study both = years(new double[] {10, 13, 13, 18}, new double[] {11, 13, 17, 20}, 10, 20, 40, 60)
                .with("size", "poverty", poverty -> 5 + poverty % 30);
        ChangeSinceBaseline change =
                change(Regression.of("dollars").on("poverty", "size").throughOrigin(), both);

        ReportSection section = only(REPORT.with(change, "poverty", 50));

        assertThat(section.rows())
                .extracting(Row::name)
                .containsExactly("50%", "coefficient of poverty", "all that explains");
        assertThat(section.figure("coefficient of poverty", "F"))
                .hasValue(change.test(Term.of("poverty")).f());
        assertThat(section.notes())
                .contains("Observed \"poverty\": 10% to 60% in 2015, 10% to 60% in 2016. What is told at"
                        + " 0% is an extrapolation.");
    }

    @Test
    void tells_why_there_is_no_ratio() {
        // By hand: the mean of 1, 20, 45 is 22, the slope 2.2 from 10 to 30: 22 − 2.2 · 20 = −22 at 0
        Study study = Study.ofRows(3)
                .number("dollars", 1, 20, 45)
                .number("poverty", 10, 20, 30)
                .build();
        Inference inference = Regression.of("dollars").on("poverty").fit(study).with(Covariance.HC1);

        ReportSection section = only(REPORT.with(RelativeSpending.of(inference, "poverty"), 20, 30));

        assertThat(section.figure("20%", "ratio")).isEmpty();
        assertThat(section.rows())
                .extracting(Row::explanation)
                .containsOnly("none: what \"dollars\" is relative to 0% \"poverty\" divides by what is predicted there,"
                        + " which is -22.0");

        Study both = years(new double[] {1, 20, 45, 30}, new double[] {3, 1, 5, 9}, 10, 20, 30, 25);
        ReportSection change = only(REPORT.with(change(Regression.of("dollars").on("poverty"), both), "poverty", 20));
        assertThat(change.figure("20%", "change")).isEmpty();
        assertThat(row(change, "20%").explanation())
                .startsWith("none: what \"dollars\" is relative to 0% \"poverty\" in 2015 divides by");
        assertThat(change.figure("coefficient of poverty", "F")).isPresent();
    }

    @Test
    void tells_why_a_change_cannot_be_tested() {
        Study exact = years(new double[] {10, 20, 30, 40}, new double[] {10, 30, 50, 70}, 0, 10, 20, 30);
        ReportSection fitted = only(REPORT.with(change(Regression.of("dollars").on("poverty"), exact), "poverty", 10));
        // 20 / 10 and 30 / 10
        assertThat(fitted.figure("10%", "change").orElseThrow()).isCloseTo(1, DIGITS);
        assertThat(fitted.figure("coefficient of poverty", "F")).isEmpty();
        assertThat(fitted.rows().subList(1, 3))
                .extracting(Row::explanation)
                .containsOnly("none: the regression fits every row exactly, so that nothing is there to test against");

        // Three clusters leave two directions; the level and two coefficients are three.
        Study few = years(
                        new double[] {10, 13, 13, 18, 15, 11, 12},
                        new double[] {11, 13, 17, 20, 18, 11, 16},
                        10,
                        20,
                        40,
                        60,
                        50,
                        0,
                        30)
                .with("size", "dollars", "poverty", (dollars, poverty) -> dollars * 7 % 5 + poverty % 7)
                .copy()
                .text("district", List.of("a", "a", "b", "b", "c", "c", "c", "a", "a", "b", "b", "c", "c", "c"))
                .build();
        ChangeSinceBaseline clustered = ChangeSinceBaseline.of(
                Regression.of("dollars").on("poverty", "size"), few, Study.YEAR, "2015", "2016", "district");
        ReportSection section = only(REPORT.with(clustered, "poverty", 50));
        assertThat(section.figure("50%", "change")).isPresent();
        assertThat(section.figure("coefficient of poverty", "F")).isPresent();
        assertThat(row(section, "all that explains, and the level").explanation())
                .startsWith("none: [")
                .endsWith("] cannot be tested together: their estimates cannot be told apart");
    }

    @Test
    void refuses_a_need_that_does_not_explain() {
        Study both = years(new double[] {1, 2, 4}, new double[] {3, 1, 5}, 10, 20, 30);
        ChangeSinceBaseline change = change(Regression.of("dollars").on("poverty"), both);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> REPORT.with(change, "need"))
                .withMessage("\"need\" does not explain \"dollars\"; these do: [poverty]");
    }

    @Test
    void keeps_columns_of_groups_apart_from_their_totals() {
        Study study = Study.ofRows(2)
                .number("poverty", 10, 20)
                .number("pupils", 100, 300)
                .number("pupils (mean)", 7, 8)
                .number("units", 3, 4)
                .build();
        ReportSection section = only(REPORT.with(
                NeedGroups.of(study, "poverty", "pupils", 2, NeedGroups.Cut.UNITS),
                "pupils",
                "pupils (mean)",
                "units",
                "units"));

        assertThat(section.columns())
                .containsExactly("units", "pupils", "pupils (mean)", "pupils (mean) (mean)", "units (mean)");
        assertThat(section.figure("2", "pupils")).hasValue(300);
        assertThat(section.figure("2", "pupils (mean)")).hasValue(300);
        assertThat(section.figure("2", "pupils (mean) (mean)")).hasValue(8);
        assertThat(section.figure("2", "units")).hasValue(1);
        assertThat(section.figure("2", "units (mean)")).hasValue(4);
    }

    @Test
    void keeps_coefficients_groups_and_years_apart_from_figures() {
        Study study = Study.ofRows(5)
                .number("dollars", 1, 3, 4, 8, 9)
                .number("n", 0, 1, 2, 3, 5)
                .number("n, p", 1, 0, 0, 2, 7)
                .number("R²", 2, 1, 0, 3, 3)
                .number("pupils", 1, 1, 1, 1, 1)
                .text("group", List.of("variance", "variance", "x", "x", "x"))
                .build();
        Inference inference =
                Regression.of("dollars").on("n", "n, p", "R²").fit(study).with(Covariance.CLASSICAL);

        ReportSection table = only(REPORT.with(RegressionTable.of(inference)));
        assertThat(table.figure("n", "(1)")).hasValue(5);
        assertThat(table.figure("n (coefficient)", "(1)"))
                .hasValue(inference.coefficient("n").estimate());
        assertThat(table.figure("n (coefficient), p", "(1)"))
                .hasValue(inference.coefficient("n").p());
        assertThat(table.figure("n, p (coefficient)", "(1)"))
                .hasValue(inference.coefficient("n, p").estimate());
        assertThat(table.rows()).extracting(Row::name).doesNotHaveDuplicates();
        ReportSection regression = only(REPORT.with(inference));
        assertThat(regression.figure("R²", "estimate")).hasValue(inference.fit().rSquared());
        assertThat(regression.figure("R² (coefficient)", "estimate"))
                .hasValue(inference.coefficient("R²").estimate());
        ReportSection parts = only(REPORT.with(Decomposition.of(study, "dollars", "pupils", "group")));
        assertThat(parts.figure("variance (group)", "units")).hasValue(2);
        assertThat(parts.figure("variance", "within")).isPresent();

        Study both = Study.of(List.of("1", "2", "3", "1", "2", "3"))
                .number("dollars", 9, 10, 12, 9, 13, 14)
                .number("poverty", 0, 10, 20, 0, 10, 20)
                .text("when", List.of("p", "p", "p", "change", "change", "change"))
                .text("school", List.of("1", "2", "3", "1", "2", "3"))
                .build();
        ReportSection change = only(REPORT.with(
                ChangeSinceBaseline.of(Regression.of("dollars").on("poverty"), both, "when", "p", "change", "school"),
                "poverty",
                10));
        assertThat(change.columns()).startsWith("p (year)", "change (year)", "change");
        assertThat(change.figure("10%", "p (year)")).isPresent();
    }

    private static ResourceReview.Line line(String column, OptionalDouble own, double... peers) {
        return new ResourceReview.Line(
                column,
                own,
                peers.length,
                Arrays.stream(peers).average(),
                Arrays.stream(peers).min(),
                Arrays.stream(peers).max());
    }

    private static ResourceReview review(ResourceReview.Line... lines) {
        return new ResourceReview(
                "a", List.of("size"), List.of(new Peer("b", 1), new Peer("c", 2)), List.of(lines), List.of());
    }

    @Test
    void writes_small_figures_with_their_digits() {
        ResourceReview review = review(
                line("per pupil", OptionalDouble.of(0.0551), 0.05, 0.0549),
                line("dollars", OptionalDouble.of(9_000.001), 9_000, 8_000));

        // mean of 0.05 and 0.0549, of 9,000 and 8,000
        assertThat(only(REPORT.with(review)).toString()).contains("""
                          per pupil   0.05510        0.05245    0.002650   0.05000   0.05490  above all
                          dollars    9,000.00       8,500.00      500.00  8,000.00  9,000.00  above all, by 0.001000
                        """);
        assertThat(review.toString().lines())
                .containsExactly(
                        "a beside b, c",
                        "                      own   mean of peers          lowest         highest  known",
                        "per pupil         0.05510         0.05245         0.05000         0.05490      2  above all",
                        "dollars          9,000.00        8,500.00        8,000.00        9,000.00      2  above all, by"
                                + " 0.001000");

        Study study = Study.ofRows(2)
                .number("share", 0.004, 0.002)
                .number("dollars", 8_000, 9_000)
                .number("pupils", 1, 1)
                .build();
        ReportSection groups =
                only(REPORT.with(NeedGroups.of(study, "share", "pupils", 2, NeedGroups.Cut.UNITS), "share", "dollars"));
        // Cut at the mean of 0.002 and 0.004, where exactly half is reached
        assertThat(groups.toString()).contains("""
                          1      1       1  0.002000  9,000.00  up to 0.003000
                          2      1       1  0.004000  8,000.00  above 0.003000
                        """).contains("Observed: 0.002000 to 0.004000.");
        assertThat(only(REPORT.with(DollarsPerPupil.of(study, "share", "pupils"), Measure.MEAN, Measure.RANGE))
                        .rows())
                .extracting(row -> row.figures().get(0).toString())
                .containsExactly("0.003000", "0.002000");
    }

    @Test
    void keeps_the_order_of_columns_whatever_the_first_row_lacks() {
        assertThat(only(REPORT.with(review(
                                line("years", OptionalDouble.empty(), 5, 7), line("rooms", OptionalDouble.of(3)))))
                        .toString())
                .containsPattern("own +mean of peers +lowest +highest");
        assertThat(only(REPORT.with(review(
                                line("years", OptionalDouble.empty(), 5, 7),
                                line("rooms", OptionalDouble.of(3), 2, 4))))
                        .toString())
                .containsPattern("own +mean of peers +difference +lowest +highest");
    }

    @Test
    void marks_no_share_that_differs_by_rounding_only() {
        double below57 = 56.99999999999999;
        Study study = Study.ofRows(4)
                .number("dollars", 10, 12, 11, 15)
                .number("poverty", 1e-14, 20, 40, below57)
                .build();
        Inference inference = Regression.of("dollars").on("poverty").fit(study).with(Covariance.HC1);

        ReportSection section = only(REPORT.with(RelativeSpending.of(inference, "poverty"), 0, 57, 57.001));

        assertThat(section.rows()).extracting(Row::explanation).containsExactly("", "", "extrapolation: above 57%");
        assertThat(section.notes()).contains("Observed \"poverty\": 0% to 57%.");
    }

    private static Study lacking(int rows) {
        // Rows 2 and 3 have no poverty; row 4 no English.
        double[] all = IntStream.range(0, rows).mapToDouble(i -> 10 + i * i).toArray();
        double[] poverty = all.clone();
        poverty[1] = Double.NaN;
        poverty[2] = Double.NaN;
        double[] english = IntStream.range(0, rows).mapToDouble(i -> i % 4).toArray();
        english[3] = Double.NaN;
        return Study.ofRows(rows)
                .number("dollars", all)
                .number("poverty", poverty)
                .number("english", english)
                .number(
                        "pupils",
                        Collections.nCopies(rows, 1.0).stream()
                                .mapToDouble(one -> one)
                                .toArray())
                .build();
    }

    @Test
    void lists_whom_sections_leave_out_once() {
        Study study = lacking(9).leavingOut(row -> row == 8, "a virtual school");
        Progressivity follows = Progressivity.of(study, "dollars", "poverty", "pupils");
        EquityReport report = EquityReport.of("Once", study)
                .with(follows, VerticalMeasure.PEARSON)
                .with(NeedGroups.of(study, "poverty", "pupils", 2, NeedGroups.Cut.UNITS), "dollars")
                .with(Progressivity.of(study, "dollars", "english", "pupils"), VerticalMeasure.PEARSON)
                .headed("English")
                .with(RegressionTable.of(
                        Regression.of("dollars").on("poverty").fit(study).with(Covariance.HC1),
                        Regression.of("dollars").on("english").fit(study).with(Covariance.HC1)))
                .with(
                        DollarsPerPupil.of(study.leavingOut(row -> row == 0, "a new school"), "dollars", "pupils"),
                        Measure.MEAN)
                .with(
                        Progressivity.of(
                                study.leavingOut(row -> row == 0, "a new school"), "dollars", "poverty", "pupils"),
                        VerticalMeasure.PEARSON)
                .headed("Poverty again");

        List<String> lines = report.toString()
                .lines()
                .filter(line -> line.startsWith("Left out")
                        || line.startsWith("  ") && line.contains("no poverty")
                        || line.contains(": no ")
                        || line.contains("school"))
                .toList();

        assertThat(lines)
                .containsExactly(
                        "Left out (1 unit):",
                        "  9: a virtual school",
                        "Left out (2 units):",
                        "  2 units, no poverty: 2; 3",
                        "Left out (2 units), the same as under: Whether \"dollars\" follows \"poverty\"",
                        "Left out (1 unit):",
                        "  4: no english",
                        "Left out (3 units), the same as under: Whether \"dollars\" follows \"poverty\" (2 units); English (1 unit)",
                        "Left out (1 unit):",
                        "  1: a new school",
                        "Left out (3 units), the same as under: Whether \"dollars\" follows \"poverty\" (2 units); How unequal"
                                + " \"dollars\" is (1 unit)");
        assertThat(report.sections().get(1).leftOutByUnit()).containsOnlyKeys("9", "2", "3");
        assertThat(report.sections().get(1).toString()).endsWith("""
                Left out (3 units):
                  9: a virtual school
                  2 units, no poverty: 2; 3
                """);
    }

    @Test
    void lists_those_in_full_who_are_new_beside_those_of_an_earlier_section() {
        Study study = lacking(9);
        Study smaller = study.leavingOut(row -> row == 0, "a new school");
        EquityReport report = EquityReport.of("Once", study)
                .with(Progressivity.of(study, "dollars", "poverty", "pupils"), VerticalMeasure.PEARSON)
                .with(Progressivity.of(smaller, "dollars", "poverty", "pupils"), VerticalMeasure.PEARSON);

        assertThat(report.toString()).endsWith("""
                Left out (3 units), the same as under: Whether "dollars" follows "poverty", section 1 (2 units); and
                  1: a new school
                """);
    }

    @Test
    void refuses_a_share_that_is_no_number() {
        Study both = years(new double[] {1, 2, 4}, new double[] {3, 1, 5}, 10, 20, 30);
        Inference inference = Regression.of("dollars").on("poverty").fit(both).with(Covariance.HC1);
        ChangeSinceBaseline change = change(Regression.of("dollars").on("poverty"), both);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> REPORT.with(RelativeSpending.of(inference, "poverty"), 50, Double.NaN))
                .withMessage("a share of \"poverty\" is a number of per cent, not NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> REPORT.with(change, "poverty", Double.NEGATIVE_INFINITY))
                .withMessage("a share of \"poverty\" is a number of per cent, not -Infinity");
    }

    @Test
    void tells_that_a_prediction_is_too_large() {
        Study study = Study.ofRows(4)
                .number("dollars", 1, 3, 8, 30)
                .number("poverty", 0, 10, 20, 30)
                .build();
        Inference logarithm =
                Regression.ofLog("dollars").on("poverty").fit(study).with(Covariance.HC1);
        Inference linear = Regression.of("dollars")
                .on("poverty")
                .fit(study.with("poor", "dollars", x -> x))
                .with(Covariance.HC1);

        ReportSection section = only(REPORT.with(RelativeSpending.of(logarithm, "poverty"), 10, 1e5));

        assertThat(section.figure("10%", "ratio")).isPresent();
        assertThat(section.figure("100,000%", "ratio")).isEmpty();
        assertThat(row(section, "100,000%").explanation())
                .isEqualTo("none: what is predicted at 100,000% of \"poverty\" is too large for a number");
        assertThat(only(REPORT.with(RelativeSpending.of(linear, "poverty"), 1e308))
                        .rows())
                .extracting(Row::explanation)
                .allMatch(why -> why.startsWith("none: "));
    }

    @Test
    void names_shares_to_the_last_digit() {
        Study both = years(new double[] {1, 2, 4}, new double[] {3, 1, 5}, 10, 20, 30);
        Inference inference = Regression.of("dollars").on("poverty").fit(both).with(Covariance.HC1);

        assertThat(only(REPORT.with(
                                RelativeSpending.of(inference, "poverty"),
                                33.333,
                                33.334,
                                50,
                                50,
                                0,
                                -0.0,
                                1e-9,
                                1_000))
                        .rows())
                .extracting(Row::name)
                .containsExactly("33.333%", "33.334%", "50%", "0%", "1.0E-9%", "1,000%");
    }

    @Test
    void rounds_numbers_in_reasons() {
        assertThat(Words.none("the lowest is -13151.393183151959")).isEqualTo("none: the lowest is -13,151");
        assertThat(Words.none("which is 1.0E-300")).isEqualTo("none: which is 1.000e-300");
        assertThat(Words.none("\"at 0.123456\" is 0.1234567, 95.0 per cent, b1.23456 of 12"))
                .isEqualTo("none: \"at 0.123456\" is 0.1235, 95.0 per cent, b1.23456 of 12");
    }

    @Test
    void never_calls_what_was_drawn_dollars() {
        // Most replicates of 0, 0, 0, 1 have a mean of 0, which the Gini index divides by.
        Replicates replicates = Bootstrap.withSeed(7)
                .withReplicates(199)
                .of(DollarsPerPupil.unweighted(0, 0, 0, 1), DollarsPerPupil::gini);

        assertThat(replicates.undefined()).isPositive();
        assertThat(only(REPORT.with("Gini index of scores", replicates)).toString())
                .contains("does not exist for ")
                .doesNotContain("dollar");
    }

    @Test
    void tells_once_of_how_many_units_of_which_groups_a_column_is_known() {
        Study study = Study.ofRows(6)
                .number("poverty", 1, 2, 3, 4, 5, 6)
                .number("pupils", 1, 1, 1, 1, 1, 1)
                .number("read", 5, Double.NaN, 6, 7, Double.NaN, Double.NaN)
                .build();

        assertThat(only(REPORT.with(
                                NeedGroups.of(study, "poverty", "pupils", 3, NeedGroups.Cut.UNITS), "read", "poverty"))
                        .notes())
                .hasSize(2)
                .contains("\"read\" is known of some units only: 1 of 2 in group 1, 0 of 2 in group 3.");
    }

    @Test
    void tells_each_measure_once() {
        assertThat(only(REPORT.with(DollarsPerPupil.unweighted(1, 2), Measure.MEAN, Measure.GINI, Measure.MEAN))
                        .rows())
                .extracting(Row::name)
                .containsExactlyElementsOf(Stream.of(Measure.MEAN, Measure.GINI)
                        .map(Measure::label)
                        .toList());
    }
}
