package org.perpupil.equity.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.perpupil.equity.Study;

class InferenceTest {
    private static final Offset<Double> LAST_DIGITS = within(1e-14);

    /** Residuals 0.2, 0.1, −1, 0.9 and −0.2 from 0.8 + 2.1 need; leverages 0.6, 0.3, 0.2, 0.3 and 0.6. */
    private static Study study() {
        return Study.of(List.of("a", "b", "c", "d", "e"))
                .number("dollars", 1, 3, 4, 8, 9)
                .number("need", 0, 1, 2, 3, 4)
                .number("pupils", 5, 3, 8, 1, 2)
                .text("level", List.of("High", "High", "Middle", "Middle", "High"))
                .text("same", List.of("x", "x", "x", "x", "x"))
                .text("gap", List.of("x", "y", "", "x", "y"))
                .build();
    }

    private static Fit line() {
        return Regression.of("dollars").on("need").fit(study());
    }

    @Test
    void follows_the_definitions() {
        // Worked by hand: slopes weigh residuals by (x − 2) / 10, so that variances are Σ (x − 2)² e² / 100.
        assertThat(line().with(Covariance.CLASSICAL).standardError("need"))
                .isCloseTo(Math.sqrt(1.9 / 3 / 10), LAST_DIGITS);
        double hc0 = (4 * 0.04 + 0.01 + 0.81 + 4 * 0.04) / 100;
        assertThat(line().with(Covariance.HC0).standardError("need")).isCloseTo(Math.sqrt(hc0), LAST_DIGITS);
        assertThat(line().with(Covariance.HC1).standardError("need")).isCloseTo(Math.sqrt(hc0 * 5 / 3), LAST_DIGITS);
        double hc2 = (4 * 0.04 / 0.4 + 0.01 / 0.7 + 0.81 / 0.7 + 4 * 0.04 / 0.4) / 100;
        assertThat(line().with(Covariance.HC2).standardError("need")).isCloseTo(Math.sqrt(hc2), LAST_DIGITS);
        double hc3 = (4 * 0.04 / 0.16 + 0.01 / 0.49 + 0.81 / 0.49 + 4 * 0.04 / 0.16) / 100;
        assertThat(line().with(Covariance.HC3).standardError("need")).isCloseTo(Math.sqrt(hc3), LAST_DIGITS);
        // High: −2 · 0.2 − 0.1 + 2 · −0.2 = −0.9; Middle: 0 + 0.9
        double cr0 = (0.81 + 0.81) / 100;
        assertThat(line().clusteredBy("level", Covariance.CR0).standardError("need"))
                .isCloseTo(Math.sqrt(cr0), LAST_DIGITS);
        // 2 / 1 × 4 / 3
        assertThat(line().clusteredBy("level").standardError("need")).isCloseTo(Math.sqrt(cr0 * 8 / 3), LAST_DIGITS);
    }

    /** The five rows above, and one that has a coefficient to itself: its leverage is 1, its residual 0. */
    private static Fit withRowOfItsOwn() {
        Study study = Study.of(List.of("a", "b", "c", "d", "e", "f"))
                .number("dollars", 1, 3, 4, 8, 9, 20)
                .number("need", 0, 1, 2, 3, 4, 10)
                .number("only f", 0, 0, 0, 0, 0, 1)
                .text("level", List.of("High", "High", "Middle", "Middle", "High", "Middle"))
                .build();
        return Regression.of("dollars").on("need", "only f").fit(study);
    }

    @Test
    void a_row_that_is_fitted_whatever_the_others_are_tells_nothing_of_them() {
        Fit fit = withRowOfItsOwn();
        // The line is that of the five; f is 20 − 0.8 − 2.1 × 10 from it.
        assertThat(fit.coefficients()).containsExactly(new double[] {0.8, 2.1, -1.8}, LAST_DIGITS);
        assertThat(fit.leverages()[5]).isCloseTo(1, LAST_DIGITS);
        assertThat(fit.residuals()[5]).isCloseTo(0, LAST_DIGITS);
        // As in follows_the_definitions; R 4.2.2 with sandwich 3.0-2 has NaN for every HC2 and HC3 of these rows.
        double hc2 = (4 * 0.04 / 0.4 + 0.01 / 0.7 + 0.81 / 0.7 + 4 * 0.04 / 0.4) / 100;
        assertThat(fit.with(Covariance.HC2).standardError("need")).isCloseTo(Math.sqrt(hc2), LAST_DIGITS);
        double hc3 = (4 * 0.04 / 0.16 + 0.01 / 0.49 + 0.81 / 0.49 + 4 * 0.04 / 0.16) / 100;
        assertThat(fit.with(Covariance.HC3).standardError("need")).isCloseTo(Math.sqrt(hc3), LAST_DIGITS);
        // What the five say of a row with need 10: each residual weighs 1/5 + 8 (x − 2) / 10, which is −1.4, −0.6, 0.2,
        // 1 and 1.8.
        double atTen = 1.96 * 0.04 / 0.16 + 0.36 * 0.01 / 0.49 + 0.04 * 1 / 0.64 + 0.81 / 0.49 + 3.24 * 0.04 / 0.16;
        assertThat(fit.with(Covariance.HC3).standardError("only f")).isCloseTo(Math.sqrt(atTen), LAST_DIGITS);
        // R 4.2.2, sandwich 3.0-2, vcovHC(lm(y ~ x + only), type = "HC0"): 0.0114 and 1.0616
        assertThat(fit.with(Covariance.HC0).covariance("need", "need")).isCloseTo(0.0114, LAST_DIGITS);
        assertThat(fit.with(Covariance.HC0).covariance("only f", "only f")).isCloseTo(1.0616, LAST_DIGITS);
        // Scores of the clusters are those of the five: ±0.9 as in follows_the_definitions.
        assertThat(fit.clusteredBy("level", Covariance.CR0).standardError("need"))
                .isCloseTo(Math.sqrt((0.81 + 0.81) / 100), LAST_DIGITS);
    }

    @Test
    void a_perfect_fit_has_no_uncertainty_of_any_kind() {
        // A third is no double, so that residuals have rounding in them.
        Study study = study().with("exactly", "need", need -> 1000 + need / 3);
        Fit fit = Regression.of("exactly").on("need").fit(study);
        assertThat(fit.residualSumOfSquares()).isZero();
        for (Covariance kind : Covariance.values()) {
            Inference inference = kind.isClustered() ? fit.clusteredBy("level", kind) : fit.with(kind);
            assertThat(inference.coefficient("need").standardError()).isZero();
            assertThat(inference.coefficient("need").t()).isEqualTo(Double.POSITIVE_INFINITY);
            assertThat(inference.coefficient("need").p()).isZero();
            assertThatIllegalStateException()
                    .isThrownBy(inference::testOfAll)
                    .withMessage("the regression fits every row exactly, so that nothing is there to test against");
        }
    }

    @Test
    void nothing_explains_what_is_the_same_everywhere() {
        // 0.1 is no double, so that sums of products have rounding in them.
        Study study = study().with("same dollars", "need", any -> 0.1);
        Fit fit = Regression.of("same dollars").on("need", "pupils").fit(study);
        assertThat(fit.coefficients()).containsExactly(0.1, 0, 0);
        assertThat(fit.residualSumOfSquares()).isZero();
        assertThat(fit.totalSumOfSquares()).isZero();
        assertThat(fit.rSquared()).isZero();
        for (Covariance kind : Covariance.values()) {
            Inference inference = kind.isClustered() ? fit.clusteredBy("level", kind) : fit.with(kind);
            assertThat(inference.coefficient("need")).isEqualTo(new Inference.Coefficient("need", 0, 0, 0, 1));
            assertThatIllegalStateException().isThrownBy(inference::testOfAll);
        }
    }

    @Test
    void a_covariance_is_of_two_coefficients() {
        Inference classical = line().with(Covariance.CLASSICAL);
        // s² (X'X)⁻¹ with n = 5, Σx = 10, Σx² = 30: −10/50 and 30/50 and 5/50 times 1.9/3
        assertThat(classical.covariance("constant", "need")).isCloseTo(-0.2 * 1.9 / 3, LAST_DIGITS);
        assertThat(classical.covariance("need", "constant")).isEqualTo(classical.covariance("constant", "need"));
        assertThat(classical.covariance("constant", "constant")).isCloseTo(0.6 * 1.9 / 3, LAST_DIGITS);
        assertThat(classical.covariance("need", "need")).isCloseTo(0.1 * 1.9 / 3, LAST_DIGITS);
    }

    @Test
    void tells_what_it_is() {
        Inference clustered = line().clusteredBy("level");
        assertThat(clustered.kind()).isEqualTo(Covariance.CR1);
        assertThat(clustered.clusteredBy()).hasValue("level");
        assertThat(clustered.clusters()).isEqualTo(2);
        assertThat(clustered.degreesOfFreedom()).isEqualTo(1);
        Inference robust = line().with(Covariance.HC1);
        assertThat(robust.clusteredBy()).isEmpty();
        assertThat(robust.clusters()).isZero();
        assertThat(robust.degreesOfFreedom()).isEqualTo(3);
        assertThat(robust.coefficients()).containsExactly(robust.coefficient("constant"), robust.coefficient("need"));
        assertThat(robust.fit().rows()).isEqualTo(5);
    }

    @Test
    void an_interval_covers_as_much_as_is_asked() {
        Inference classical = line().with(Covariance.CLASSICAL);
        double error = Math.sqrt(1.9 / 3 / 10);
        // Abramowitz and Stegun, Table 26.10, 3 degrees of freedom: 3.182 at 95 per cent, 5.841 at 99
        assertThat(classical.interval("need").upper()).isCloseTo(2.1 + 3.182 * error, within(0.0005 * error));
        assertThat(classical.interval("need").lower()).isCloseTo(2.1 - 3.182 * error, within(0.0005 * error));
        assertThat(classical.interval("need", 0.99).upper()).isCloseTo(2.1 + 5.841 * error, within(0.0005 * error));
        assertThat(classical.interval("need", 0.95)).isEqualTo(classical.interval("need"));
    }

    @Test
    void a_test_of_one_is_the_square_of_t() {
        Inference robust = line().with(Covariance.HC3);
        Inference.FTest test = robust.test("need");
        assertThat(test.f()).isCloseTo(Math.pow(robust.coefficient("need").t(), 2), within(1e-11));
        assertThat(test.p()).isCloseTo(robust.coefficient("need").p(), LAST_DIGITS);
        assertThat(test.numerator()).isEqualTo(1);
        assertThat(test.denominator()).isEqualTo(3);
        assertThat(robust.test(Term.of("need"))).isEqualTo(test);
        assertThat(robust.testOfAll()).isEqualTo(test);
        assertThat(new Inference.FTest(12.3456, 2, 40, 0.00004)).hasToString("F(2, 40) = 12.35, p = < 0.001");
    }

    @Test
    void a_test_of_all_compares_sums_of_squares() {
        Fit fit = Regression.of("dollars").on("need", "pupils").fit(study());
        // (46 − SSR) / 2 over SSR / 2, in any order of the names
        double ratio = (fit.totalSumOfSquares() - fit.residualSumOfSquares()) / fit.residualSumOfSquares();
        Inference classical = fit.with(Covariance.CLASSICAL);
        assertThat(classical.testOfAll().f()).isCloseTo(ratio, within(1e-11 * ratio));
        assertThat(classical.test("pupils", "need").f()).isCloseTo(ratio, within(1e-11 * ratio));
    }

    @ParameterizedTest
    @EnumSource(
            value = Covariance.class,
            names = {"CR0", "CR1"})
    void refuses_clusters_without_a_column(Covariance kind) {
        assertThat(kind.isClustered()).isTrue();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> line().with(kind))
                .withMessage(kind + " needs clusters; say clusteredBy(…)");
    }

    @ParameterizedTest
    @EnumSource(
            value = Covariance.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"CR0", "CR1"})
    void refuses_a_column_of_clusters_for_other_kinds(Covariance kind) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> line().clusteredBy("level", kind))
                .withMessage("%s takes no clusters; say with(%s)".formatted(kind, kind));
    }

    @Test
    void refuses_clusters_that_are_none() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> line().clusteredBy("same"))
                .withMessage("all rows have the same \"same\"; two clusters are the fewest");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> line().clusteredBy("gap"))
                .withMessage("c has no \"gap\" to be clustered by");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> line().clusteredBy("county"))
                .withMessage("the study has no column of texts \"county\"; it has \"level\", \"same\", \"gap\"");
    }

    @Test
    void refuses_a_test_of_nothing() {
        Inference robust = line().with(Covariance.HC1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> robust.test(new String[0]))
                .withMessage("name at least one coefficient to test");
        assertThatIllegalArgumentException().isThrownBy(() -> robust.test(new Term[0]));
        Inference mean = Regression.of("dollars").fit(study()).with(Covariance.HC1);
        assertThatIllegalArgumentException().isThrownBy(mean::testOfAll);
    }

    @Test
    void refuses_a_test_of_what_is_not_there() {
        Inference robust = line().with(Covariance.HC1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> robust.test("pupils"))
                .withMessage("there is no coefficient \"pupils\"; there are [constant, need]");
        assertThatIllegalArgumentException().isThrownBy(() -> robust.test(Term.of("pupils")));
        assertThatIllegalArgumentException().isThrownBy(() -> robust.test(Term.log("need^2")));
        assertThatIllegalArgumentException().isThrownBy(() -> robust.coefficient("pupils"));
        assertThatIllegalArgumentException().isThrownBy(() -> robust.interval("pupils"));
        assertThatIllegalArgumentException().isThrownBy(() -> robust.covariance("need", "pupils"));
    }

    @Test
    void refuses_a_test_of_more_coefficients_than_clusters_can_tell_apart() {
        Fit fit = Regression.of("dollars").on("need", "pupils").fit(study());
        // Scores of two clusters add up to 0, so that their sums of products have rank 1.
        assertThatIllegalArgumentException()
                .isThrownBy(() -> fit.clusteredBy("level").testOfAll())
                .withMessage("[need, pupils] cannot be tested together: their estimates cannot be told apart");
        assertThat(fit.clusteredBy("level").test("need").numerator()).isEqualTo(1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> fit.with(Covariance.HC1).test("need", "need"));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1, -0.5, 95, Double.NaN})
    void refuses_a_level_out_of_range(double level) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> line().with(Covariance.CLASSICAL).interval("need", level))
                .withMessage("a level is above 0 and below 1, such as 0.95, not " + level);
    }
}
