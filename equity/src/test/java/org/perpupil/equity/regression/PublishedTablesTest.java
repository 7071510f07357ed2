package org.perpupil.equity.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.perpupil.equity.EquityData;
import org.perpupil.equity.Json;
import org.perpupil.equity.Study;

/** Tables as others printed them, to the last digit that is printed. */
class PublishedTablesTest {
    private static void assertPrinted(String what, double found, Json printed) {
        BigDecimal figure = new BigDecimal(printed.text());
        assertThat(new BigDecimal(found).setScale(figure.scale(), RoundingMode.HALF_EVEN))
                .as(what)
                .isEqualByComparingTo(figure);
    }

    private static void assertPrinted(Inference inference, String name, Json printed) {
        Inference.Coefficient coefficient = inference.coefficient(name);
        if (printed.items().isEmpty()) {
            assertPrinted(name, coefficient.estimate(), printed);
            return;
        }
        assertPrinted(name, coefficient.estimate(), printed.items().get(0));
        assertPrinted(
                "(" + name + ")", coefficient.standardError(), printed.items().get(1));
    }

    private static String name(String printed) {
        return printed.equals("const")
                ? Regression.CONSTANT
                : RegressionDataTest.LOGARITHMS.getOrDefault(printed, printed);
    }

    private static void check(Inference inference, Json printed) {
        List<String> ofTheFit = List.of("n", "r2", "adj_r2", "ser");
        for (String figure : printed.names()) {
            if (!ofTheFit.contains(figure)) {
                assertPrinted(inference, name(figure), printed.get(figure));
            }
        }
        if (printed.names().contains("n")) {
            assertThat(inference.fit().rows()).isEqualTo((int) printed.number("n"));
        }
        if (printed.names().contains("r2")) {
            assertPrinted("R²", inference.fit().rSquared(), printed.get("r2"));
        }
        if (printed.names().contains("ser")) {
            assertPrinted("SER", inference.fit().residualStandardDeviation(), printed.get("ser"));
            assertPrinted("adjusted R²", inference.fit().adjustedRSquared(), printed.get("adj_r2"));
        }
    }

    private static Json stockAndWatson() throws IOException {
        return Json.of(EquityData.california("published-stock-watson.json"));
    }

    /** Stock and Watson, Introduction to Econometrics, Table 7.1: heteroskedasticity-robust standard errors, as Stata's. */
    @ParameterizedTest
    @ValueSource(strings = {"1", "2", "4", "5"})
    void agrees_with_table_7_1_of_stock_and_watson(String column) throws IOException {
        check(
                RegressionDataTest.ofScores(column)
                        .fit(RegressionDataTest.california())
                        .with(Covariance.HC1),
                stockAndWatson().get("table_7_1").get(column));
    }

    @ParameterizedTest
    @CsvSource({"str, -1.00, 0.27", "english, -0.122, 0.033", "lunch, -0.547, 0.024"})
    void agrees_with_column_3_of_table_7_1(String name, String estimate, String error) throws IOException {
        Inference robust = RegressionDataTest.ofScores("3")
                .fit(RegressionDataTest.california())
                .with(Covariance.HC1);
        Json printed = stockAndWatson().get("table_7_1").get("3");
        assertThat(printed.get(name).items())
                .extracting(Json::number)
                .containsExactly(Double.parseDouble(estimate), Double.parseDouble(error));
        assertPrinted(robust, name, printed.get(name));
        // The constant is printed 700.2, one unit of the last digit from the 700.14996 of the data; its error is 5.6.
        assertThat(robust.coefficient(Regression.CONSTANT).estimate()).isCloseTo(700.2, within(0.1));
        assertPrinted(
                "(constant)",
                robust.standardError(Regression.CONSTANT),
                printed.get("const").items().get(1));
        assertPrinted("SER", robust.fit().residualStandardDeviation(), printed.get("ser"));
        assertPrinted("adjusted R²", robust.fit().adjustedRSquared(), printed.get("adj_r2"));
    }

    /** Stock and Watson, Table 9.1: means, and standard deviations over n − 1, are a regression on a constant. */
    @ParameterizedTest
    @CsvSource({"str, str", "english, english", "lunch, lunch", "income, income_thousands"})
    void agrees_with_table_9_1_of_stock_and_watson(String column, String printed) throws IOException {
        Study districts = RegressionDataTest.california();
        Fit fit = Regression.of(column).fit(districts);
        List<Json> meanAndDeviation = stockAndWatson()
                .get("table_9_1_california_mean_sd")
                .get(printed)
                .items();
        assertPrinted("mean", fit.coefficient(Regression.CONSTANT), meanAndDeviation.get(0));
        assertPrinted("standard deviation", fit.residualStandardDeviation(), meanAndDeviation.get(1));
        // s / √n
        assertThat(fit.with(Covariance.CLASSICAL).standardError(Regression.CONSTANT))
                .isCloseTo(fit.residualStandardDeviation() / Math.sqrt(420), within(1e-13));
        assertThat(fit.coefficient(Regression.CONSTANT))
                .isCloseTo(Arrays.stream(districts.numbers(column)).average().orElseThrow(), within(1e-9));
    }

    @Test
    void agrees_with_mean_and_deviation_of_scores() throws IOException {
        List<Json> printed = stockAndWatson()
                .get("table_9_1_california_mean_sd")
                .get("score")
                .items();
        Fit fit = Regression.of("score").fit(RegressionDataTest.california());
        // Printed 654.1, cut off: the mean of the data is 654.157.
        assertThat(fit.coefficient(Regression.CONSTANT))
                .isCloseTo(printed.get(0).number(), within(0.1));
        assertPrinted("standard deviation", fit.residualStandardDeviation(), printed.get(1));
    }

    private static Inference highSchools(String name) throws IOException {
        return RegressionDataTest.ofHighSchools()
                .get(name)
                .fit(RegressionDataTest.highSchools())
                .with(Covariance.CLASSICAL);
    }

    /** Wooldridge, Introductory Econometrics, Examples 2.12 and 4.2. */
    @ParameterizedTest
    @ValueSource(strings = {"example_4_2_level", "example_4_2_log"})
    void agrees_with_examples_of_wooldridge(String example) throws IOException {
        Json published = Json.of(EquityData.text("michigan/published-wooldridge.json"));
        check(highSchools(example), published.get(example));
        check(highSchools("example_2_12"), published.get("example_2_12").get("math10_on_lnchprg"));
    }

    /** Wooldridge, Table 4.1. */
    @ParameterizedTest
    @ValueSource(strings = {"1", "2", "3"})
    void agrees_with_table_4_1_of_wooldridge(String column) throws IOException {
        Json published = Json.of(EquityData.text("michigan/published-wooldridge.json"));
        check(highSchools("table_4_1_col" + column), published.get("table_4_1").get(column));
    }
}
