package org.perpupil.equity.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.assertj.core.data.Offset;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.perpupil.equity.EquityData;
import org.perpupil.equity.Json;
import org.perpupil.equity.Study;
import org.perpupil.equity.inequality.UndefinedMeasureException;
import org.perpupil.equity.regression.Covariance;
import org.perpupil.equity.regression.Fit;
import org.perpupil.equity.regression.Inference;
import org.perpupil.equity.regression.Regression;
import org.perpupil.equity.regression.Term;

class ImpliedWeightsTest {
    private static final Offset<Double> LAST_DIGITS = within(1e-13);
    private static final Percentage DIGITS = Percentage.withPercentage(1e-10);

    /** 8000 dollars, 20 for a point of poverty, 10 for a point of learners and 2 for a pupil of size, exactly. */
    private static Study study() {
        return Study.ofRows(6)
                .number("poverty", 0, 10, 30, 50, 90, 100)
                .number("learners", 5, 0, 40, 10, 0, 20)
                .number("size", 100, 300, 200, 500, 400, 600)
                .build()
                .with("part", "poverty", "learners", (poverty, learners) -> 8000 + 20 * poverty + 10 * learners)
                .with("dollars", "part", "size", (part, size) -> part + 2 * size);
    }

    @Test
    void divides_coefficients_by_spending_where_nobody_has_a_need() {
        Fit fit = Regression.of("dollars").on("poverty", "learners", "size").fit(study());
        ImpliedWeights implied = ImpliedWeights.of(fit, "poverty", "learners");
        // Mean size is 350: 8000 + 2 · 350
        assertThat(implied.base()).isCloseTo(8700, within(1e-9));
        // 100 · 20 / 8700 and 100 · 10 / 8700
        assertThat(implied.of("poverty").weight()).isCloseTo(2000 / 8700.0, LAST_DIGITS);
        assertThat(implied.of("learners").weight()).isCloseTo(1000 / 8700.0, LAST_DIGITS);
        // The fit is perfect.
        assertThat(implied.of("learners").standardError()).isCloseTo(0, LAST_DIGITS);
        assertThat(implied.all()).extracting(ImpliedWeight::need).containsExactly("poverty", "learners");
    }

    @Test
    void holds_what_is_not_a_need_at_its_mean() {
        Fit fit = Regression.of("dollars")
                .on("poverty", "learners", "size")
                .weightedBy("size")
                .fit(study());
        // Weighted by size, mean size is 910,000 / 2100 and mean learners (500 + 8000 + 5000 + 12,000) / 2100.
        double base = 8000 + 10 * 25_500 / 2100.0 + 2 * 910_000 / 2100.0;
        assertThat(ImpliedWeights.of(fit, "poverty").base()).isCloseTo(base, within(1e-9));
    }

    @Test
    void takes_means_also_without_a_constant() {
        Study study = Study.ofRows(3)
                .number("dollars", 10, 20, 31)
                .number("need", 0, 10, 30)
                .number("size", 1, 1.5, 2)
                .build();
        Fit fit = Regression.of("dollars").on("need", "size").throughOrigin().fit(study);
        ImpliedWeights implied = ImpliedWeights.of(fit, "need");
        // The mean of sizes is 1.5.
        assertThat(implied.base()).isCloseTo(fit.coefficient("size") * 1.5, LAST_DIGITS);
    }

    @Test
    void has_the_standard_error_of_the_delta_method() {
        // Means are 10 and 20, s² = 4 · 1 / 2, so that each mean has the variance 1. The weight is 20/10 − 1 = 1 and
        // its variance
        // 1/10² + 20²/10⁴ = 0.05.
        Study study = Study.ofRows(4)
                .number("dollars", 9, 11, 19, 21)
                .number("poverty", 0, 0, 100, 100)
                .build();
        Inference inference = Regression.of("dollars").on("poverty").fit(study).with(Covariance.CLASSICAL);
        ImpliedWeight poverty = ImpliedWeights.of(inference, "poverty").of("poverty");
        assertThat(poverty.weight()).isCloseTo(1, LAST_DIGITS);
        assertThat(poverty.standardError()).isCloseTo(Math.sqrt(0.05), LAST_DIGITS);
    }

    @Test
    void stands_beside_adopted_weights() {
        ImpliedWeights implied = ImpliedWeights.of(
                        Regression.of("dollars")
                                .on("poverty", "learners", "size")
                                .fit(study()),
                        "poverty",
                        "learners")
                .besideAdopted(Map.of("poverty", new BigDecimal("0.25")));
        assertThat(implied.of("poverty").adopted()).hasValue(new BigDecimal("0.25"));
        assertThat(implied.of("poverty").difference().orElseThrow()).isCloseTo(2000 / 8700.0 - 0.25, LAST_DIGITS);
        assertThat(implied.of("learners").adopted()).isEmpty();
        assertThat(implied.of("learners").difference()).isEmpty();
        assertThatThrownBy(() -> implied.besideAdopted(Map.of("gifted", BigDecimal.ONE)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there is no implied weight of \"gifted\"; there are [poverty, learners]");
    }

    @Test
    void refuses_needs_that_have_no_one_weight() {
        Study study = study();
        Fit plain = Regression.of("dollars").on("poverty", "learners", "size").fit(study);
        assertThatThrownBy(() -> ImpliedWeights.of(plain))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("name at least one need");
        assertThatThrownBy(() -> ImpliedWeights.of(plain, "poverty", "poverty"))
                .hasMessage("the need \"poverty\" is named twice");
        assertThatThrownBy(() -> ImpliedWeights.of(plain, "gifted"))
                .hasMessage("\"gifted\" does not explain \"dollars\"; these do: [poverty, learners, size]");
        Fit logarithm = Regression.ofLog("dollars").on("poverty").fit(study);
        assertThatThrownBy(() -> ImpliedWeights.of(logarithm, "poverty"))
                .hasMessage(
                        "an implied weight needs a regression of dollars per pupil, and this one explains the logarithm of \"dollars\"");
        Fit product = Regression.of("dollars")
                .on(Term.of("poverty"), Term.product(Term.of("poverty"), Term.log("size")))
                .fit(study);
        assertThatThrownBy(() -> ImpliedWeights.of(product, "poverty"))
                .hasMessage(
                        "\"poverty\" explains \"dollars\" otherwise than as it is, so that no one coefficient tells what it adds: "
                                + "[poverty, poverty × ln size]");
        Fit square = Regression.of("dollars")
                .on(Term.together(Term.of("poverty"), Term.power("poverty", 2)))
                .fit(study);
        assertThatThrownBy(() -> ImpliedWeights.of(square, "poverty")).hasMessageContaining("otherwise than as it is");
        Fit factor = Regression.of("dollars")
                .on(Term.of("poverty"), Term.factor("level"))
                .fit(study.copy()
                        .text("level", List.of("a", "b", "a", "b", "a", "b"))
                        .build());
        assertThat(ImpliedWeights.of(factor, "poverty").all()).hasSize(1);
    }

    @Test
    void says_why_there_is_no_weight() {
        Study study = Study.ofRows(3)
                .number("dollars", 0, 10, 25)
                .number("poverty", 10, 20, 30)
                .build();
        Fit fit = Regression.of("dollars").on("poverty").fit(study);
        assertThatThrownBy(() -> ImpliedWeights.of(fit, "poverty"))
                .isInstanceOf(UndefinedMeasureException.class)
                .hasMessageMatching(
                        "an implied weight is a share of \"dollars\" where nobody has any of \\[poverty], and the regression puts that at -13\\.33.*");
    }

    @Test
    void is_a_value() {
        Fit fit = Regression.of("dollars").on("poverty", "learners", "size").fit(study());
        ImpliedWeights one = ImpliedWeights.of(fit, "poverty");
        assertThat(ImpliedWeights.of(fit, "poverty")).isEqualTo(one).hasSameHashCodeAs(one);
        assertThat(ImpliedWeights.of(fit, "learners")).isNotEqualTo(one);
        assertThat(one).isNotEqualTo("a");
        assertThat(one.toString()).startsWith("base ").contains("poverty");
        assertThatThrownBy(() -> new ImpliedWeight("poverty", Double.NaN, 0, Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the weight of \"poverty\" is a number with a standard error, not NaN with 0.0");
        assertThat(new ImpliedWeight("poverty", 0.5, 0.1, Optional.of(BigDecimal.ONE)).difference())
                .isEqualTo(OptionalDouble.of(-0.5));
    }

    /**
     * What is predicted where p per cent have the need, over what is predicted where none has, is 1 + weight · p / 100, with other
     * needs held at their means.
     */
    private static void check(Inference inference, String need, Json predictions) {
        ImpliedWeights implied = ImpliedWeights.of(inference, need);
        assertThat(predictions.items()).isNotEmpty();
        for (Json predicted : predictions.items()) {
            double share = predicted.number("p") / 100;
            assertThat(implied.base()).isCloseTo(predicted.number("predicted0"), DIGITS);
            assertThat(1 + implied.of(need).weight() * share).isCloseTo(predicted.number("ratio"), DIGITS);
            // "difference" has the digits that the ratio loses by 1 being added.
            assertThat(implied.of(need).weight() * share)
                    .isCloseTo(predicted.number("difference") / predicted.number("predicted0"), DIGITS);
            assertThat(implied.of(need).standardError() * share).isCloseTo(predicted.number("ratio_se_delta"), DIGITS);
        }
    }

    @Test
    void agrees_on_california_districts_of_1998() throws IOException {
        Study districts = EquityData.study(EquityData.california("caschools.csv"), "district");
        Json expected = Json.of(EquityData.california("expected.json"));
        Regression regression =
                Regression.of("expenditure").on("lunch", "english").on(Term.log("students"));
        check(regression.fit(districts).with(Covariance.HC1), "lunch", expected.get("predicted_ols_HC1"));
        Fit weighted = regression.weightedBy("students").fit(districts);
        check(weighted.with(Covariance.HC1), "lunch", expected.get("predicted_wls_HC1"));
        check(weighted.clusteredBy("county"), "lunch", expected.get("predicted_wls_CR1_county"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2015", "2016"})
    void agrees_on_schools_of_the_district_of_columbia(String year) throws IOException {
        Study schools = EquityData.districtOfColumbia(year);
        // Art counts as High, and Elementary is the base.
        Study leveled = schools.copy()
                .text(
                        "type",
                        schools.texts("level").stream()
                                .map(level -> level.equals("Art") ? "High" : level)
                                .toList())
                .build();
        Fit fit = Regression.of("per pupil")
                .on("% at risk", "% ell", "% sped")
                .on(Term.log("enrolled"), Term.factor("type", "Elementary"))
                .weightedBy("enrolled")
                .fit(leveled);
        check(
                fit.with(Covariance.HC1),
                "% at risk",
                Json.of(EquityData.text("dcps/expected.json")).get(year).get("predicted_wls_HC1_at_risk"));
    }

    @Test
    void rounding_is_no_money_where_nobody_has_a_need() {
        // Dollars are 100 for each per cent, and nothing else.
        Study study = Study.of(List.of("a", "b", "c", "d"))
                .number("poverty", 10.1, 20.7, 33.3, 71.9)
                .build()
                .with("dollars", "poverty", poverty -> 100 * poverty);
        Fit fit = Regression.of("dollars").on("poverty").fit(study);
        assertThatThrownBy(() -> ImpliedWeights.of(fit, "poverty"))
                .isInstanceOf(UndefinedMeasureException.class)
                .hasMessageEndingWith("the regression puts that at 0.0");
    }
}
