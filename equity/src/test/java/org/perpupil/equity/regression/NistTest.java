package org.perpupil.equity.regression;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.perpupil.equity.EquityData;
import org.perpupil.equity.Json;
import org.perpupil.equity.Study;

/**
 * The linear regressions of NIST's Statistical Reference Datasets; see the README beside the data.
 *
 * <p>Digits are log relative errors, at most 15 as NIST certifies 15. How many can be had is what exact arithmetic reaches from the
 * data as doubles: {@code equity/README.md} of the project's data.
 */
class NistTest {
    /** Ceilings are printed to a tenth of a digit. */
    private static final double A_TENTH = 0.05;

    private static String text(String file) throws IOException {
        try (InputStream stream = requireNonNull(EquityData.class.getResourceAsStream("nist/" + file))) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Json certified(String set) throws IOException {
        return Json.of(text("certified.json")).get(set);
    }

    private static Study data(String set) throws IOException {
        return EquityData.study(text(set + ".csv"));
    }

    private static double digits(double found, double certified) {
        return found == certified ? 15 : Math.min(15, -Math.log10(Math.abs(found - certified) / Math.abs(certified)));
    }

    private static double fewestDigits(double[] found, Json certified) {
        assertThat(certified.items()).hasSize(found.length);
        return IntStream.range(0, found.length)
                .mapToDouble(i -> digits(found[i], certified.items().get(i).number()))
                .min()
                .orElseThrow();
    }

    private static double[] standardErrors(Fit fit) {
        Inference classical = fit.with(Covariance.CLASSICAL);
        return fit.names().stream().mapToDouble(classical::standardError).toArray();
    }

    private static Fit fit(String set) throws IOException {
        Regression regression = Regression.of("y");
        Regression model = switch (set) {
            case "Longley" -> regression.on("x1", "x2", "x3", "x4", "x5", "x6");
            case "NoInt1" -> regression.on("x").throughOrigin();
            case "Norris" -> regression.on("x");
            case "Filip" -> regression.on(Term.polynomial("x", 10));
            default -> regression.on(Term.polynomial("x", 5));
        };
        return model.fit(data(set));
    }

    // Ceilings: equity/README.md; of Filip, 100-digit arithmetic as below, and what is asked for of the rest.
    @ParameterizedTest
    @CsvSource({
        "Longley, 14.6, 14.9, 15",
        "NoInt1, 14.7, 15, 15",
        "Norris, 14.1, 13.9, 14.0",
        "Wampler1, 15, 15, 15",
        "Wampler2, 13.2, 15, 15",
        "Wampler4, 15, 14.5, 14.8",
        "Filip, 14.0, 14, 14"
    })
    void keeps_every_digit_that_doubles_can_hold(
            String set, double ofCoefficients, double ofStandardErrors, double ofDeviation) throws IOException {
        Json certified = certified(set);
        Fit fit = fit(set);
        assertThat(fit.rows()).isEqualTo((int) certified.number("n"));
        assertThat(fit.degreesOfFreedom()).isEqualTo((int) certified.number("df_residual"));
        assertThat(fewestDigits(fit.coefficients(), certified.get("coefficients")))
                .isGreaterThan(ofCoefficients - A_TENTH);
        assertThat(fewestDigits(standardErrors(fit), certified.get("standard_errors")))
                .isGreaterThan(ofStandardErrors - A_TENTH);
        assertThat(digits(fit.residualStandardDeviation(), certified.number("residual_sd")))
                .isGreaterThan(ofDeviation - A_TENTH);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Longley", "NoInt1", "Norris", "Wampler1", "Wampler2", "Wampler4", "Filip"})
    void tells_how_much_is_explained(String set) throws IOException {
        Json certified = certified(set);
        Fit fit = fit(set);
        assertThat(digits(fit.rSquared(), certified.number("r_squared"))).isGreaterThan(14.5);
        if (certified.names().contains("ss_residual")) {
            // Twice the relative error of the residual deviation, whose ceiling is the lowest for Norris with 14.0.
            assertThat(digits(fit.residualSumOfSquares(), certified.number("ss_residual")))
                    .isGreaterThan(13.6);
            double explained = fit.totalSumOfSquares() - fit.residualSumOfSquares();
            assertThat(digits(explained, certified.number("ss_regression"))).isGreaterThan(14);
        }
    }

    // F divides by the residual sum of squares, and comes from covariances as doubles.
    @ParameterizedTest
    @CsvSource({"Longley, 13", "NoInt1, 14.5", "Norris, 13.6"})
    void tests_that_nothing_is_explained(String set, double digits) throws IOException {
        Json certified = certified(set);
        Inference.FTest test = fit(set).with(Covariance.CLASSICAL).testOfAll();
        assertThat(digits(test.f(), certified.number("f_statistic"))).isGreaterThan(digits);
        assertThat(test.numerator()).isEqualTo((int) certified.number("df_regression"));
        assertThat(test.denominator()).isEqualTo((int) certified.number("df_residual"));
    }

    @Test
    void sums_of_rows_keep_every_digit_of_longley() throws IOException {
        Study study = data("Longley");
        List<double[]> columns = Stream.of("y", "x1", "x2", "x3", "x4", "x5", "x6")
                .map(study::numbers)
                .toList();
        List<RowSums> parts = IntStream.range(0, 2)
                .mapToObj(part -> RowSums.of(
                        rows -> IntStream.range(part * 8, part * 8 + 8)
                                .forEach(row -> rows.add(columns.stream()
                                        .mapToDouble(column -> column[row])
                                        .toArray())),
                        "y",
                        "x1",
                        "x2",
                        "x3",
                        "x4",
                        "x5",
                        "x6"))
                .toList();
        RowSums.SummedFit fit = parts.get(0).plus(parts.get(1)).fit();
        Json certified = certified("Longley");
        assertThat(fit.rows()).isEqualTo((int) certified.number("n"));
        assertThat(fit.degreesOfFreedom()).isEqualTo((int) certified.number("df_residual"));
        double[] estimates = fit.coefficients().stream()
                .mapToDouble(Inference.Coefficient::estimate)
                .toArray();
        double[] errors = fit.coefficients().stream()
                .mapToDouble(Inference.Coefficient::standardError)
                .toArray();
        // Ceilings: equity/README.md
        assertThat(fewestDigits(estimates, certified.get("coefficients"))).isGreaterThan(14.6 - A_TENTH);
        assertThat(fewestDigits(errors, certified.get("standard_errors"))).isGreaterThan(14.9 - A_TENTH);
        assertThat(digits(fit.residualSumOfSquares(), certified.number("ss_residual")))
                .isGreaterThan(14.5);
        assertThat(digits(fit.rSquared(), certified.number("r_squared"))).isGreaterThan(14.5);
    }

    @Test
    void finds_a_perfect_fit_perfect() throws IOException {
        // Certified: no residual, no standard error, R² of 1.
        for (String set : List.of("Wampler1", "Wampler2")) {
            Fit fit = fit(set);
            assertThat(fit.residualSumOfSquares()).isZero();
            assertThat(fit.residualStandardDeviation()).isZero();
            assertThat(standardErrors(fit)).containsOnly(0);
            assertThat(fit.rSquared()).isEqualTo(1);
        }
    }

    private static double digitsOfPowers(DoubleBinaryOperator power) throws IOException {
        Study study = data("Filip");
        Regression regression = Regression.of("y").on("x");
        for (int degree = 2; degree <= 10; degree++) {
            int exponent = degree;
            study = study.with("x" + degree, "x", x -> power.applyAsDouble(x, exponent));
            regression = regression.on("x" + degree);
        }
        return fewestDigits(
                regression.fit(study).coefficients(), certified("Filip").get("coefficients"));
    }

    @Test
    void powers_rounded_to_doubles_lose_six_digits() throws IOException {
        // 100-digit arithmetic (mpmath 1.3.0, normal equations, LU) keeps 7.610 digits from powers that are each the
        // nearest
        // double, 7.901 from powers multiplied one after the other, and 14.007 from powers that are not rounded.
        Offset<Double> last = within(0.001);
        assertThat(digitsOfPowers(
                        (x, degree) -> new BigDecimal(x).pow((int) degree).doubleValue()))
                .isCloseTo(7.610, last);
        assertThat(digitsOfPowers((x, degree) ->
                        DoubleStream.generate(() -> x).limit((long) degree).reduce(1, (one, other) -> one * other)))
                .isCloseTo(7.901, last);
        assertThat(fewestDigits(fit("Filip").coefficients(), certified("Filip").get("coefficients")))
                .isCloseTo(14.007, within(0.05));
    }
}
