package org.perpupil.equity.spread;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.perpupil.equity.Study;

/**
 * The certified values of the Statistical Reference Datasets of NIST.
 *
 * <p>Digits are asked for as exact arithmetic reaches them when the data are first rounded to doubles: nobody can do better from
 * doubles. These ceilings were computed apart from the library, with mpmath in 60 digits.
 */
class NistTest {

    private static List<String[]> rows(String set) throws IOException {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(NistTest.class.getResourceAsStream("nist/" + set + ".csv")),
                StandardCharsets.UTF_8))) {
            return lines.lines().skip(1).map(line -> line.split(",")).toList();
        }
    }

    /** How many digits agree, 16 if all do: the base-10 logarithm of the relative error. */
    private static double digits(double found, double certified) {
        return found == certified ? 16 : -Math.log10(Math.abs((found - certified) / certified));
    }

    // https://www.itl.nist.gov/div898/strd/anova/: squares, F, R² and the residual standard deviation as certified;
    // then the
    // digits of each that doubles allow.
    @ParameterizedTest
    @CsvSource({
        "SiRstv, 5, 20, 5.11462616E-02, 2.16636560E-01, 1.18046237440255, 1.90999039051129E-01, 1.04076068334656E-01,"
                + " 14.0, 13.1, 13.0, 13.1, 13.4",
        "SmLs01, 9, 180, 1.68, 1.8, 21, 4.82758620689655E-01, 0.1, 15, 15, 15, 15, 15",
        "SmLs04, 9, 180, 1.68, 1.8, 21, 4.82758620689655E-01, 0.1, 10.0, 10.2, 10.4, 10.7, 10.5",
        "SmLs07, 9, 180, 1.68, 1.8, 21, 4.82758620689655E-01, 0.1, 4.0, 4.2, 4.4, 4.6, 4.5"
    })
    void reaches_the_digits_that_doubles_allow_in_analysis_of_variance(
            String set,
            int groups,
            int freedomWithin,
            double between,
            double within,
            double f,
            double rSquared,
            double residual,
            double betweenDigits,
            double withinDigits,
            double fDigits,
            double rSquaredDigits,
            double residualDigits)
            throws IOException {
        List<String[]> rows = rows(set);
        OneWay found = OneWay.anova(
                Study.ofRows(rows.size())
                        .number(
                                "y",
                                rows.stream()
                                        .mapToDouble(row -> Double.parseDouble(row[1]))
                                        .toArray())
                        .text("group", rows.stream().map(row -> row[0]).toList())
                        .build(),
                "y",
                "group");
        assertThat(found.freedomBetween()).isEqualTo(groups - 1);
        assertThat(found.freedomWithin()).isEqualTo(freedomWithin);
        assertThat(digits(found.squaresBetween(), between)).isGreaterThanOrEqualTo(betweenDigits);
        assertThat(digits(found.squaresWithin(), within)).isGreaterThanOrEqualTo(withinDigits);
        assertThat(digits(found.meanSquareBetween(), between / (groups - 1))).isGreaterThanOrEqualTo(betweenDigits);
        assertThat(digits(found.meanSquareWithin(), within / freedomWithin)).isGreaterThanOrEqualTo(withinDigits);
        assertThat(digits(found.f(), f)).isGreaterThanOrEqualTo(fDigits);
        assertThat(digits(found.rSquared(), rSquared)).isGreaterThanOrEqualTo(rSquaredDigits);
        assertThat(digits(found.residualStandardDeviation(), residual)).isGreaterThanOrEqualTo(residualDigits);
    }

    // The same sets, and what exact arithmetic gives for the data as doubles: squares between and within, F, R² and the
    // residual
    // standard deviation by mpmath 1.3 in 60 digits.
    @ParameterizedTest
    @CsvSource({
        "SiRstv, 0.05114626159999952, 0.2166365600000165, 1.1804623744024467, 0.19099903905111612, 0.10407606833466003",
        "SmLs01, 1.680000000000001, 1.800000000000001, 21.0, 0.4827586206896552, 0.10000000000000003",
        "SmLs04, 1.6800000001490116, 1.8000000000931322, 21.0000000007761, 0.4827586206988835, 0.100000000002587",
        "SmLs07, 1.6801562694014696, 1.8000978373345875, 21.00081188781877, 0.4827682743479894, 0.10000271766680997"
    })
    void gives_what_exact_arithmetic_gives(
            String set, double between, double within, double f, double rSquared, double residual) throws IOException {
        List<String[]> rows = rows(set);
        OneWay found = OneWay.anova(
                Study.ofRows(rows.size())
                        .number(
                                "y",
                                rows.stream()
                                        .mapToDouble(row -> Double.parseDouble(row[1]))
                                        .toArray())
                        .text("group", rows.stream().map(row -> row[0]).toList())
                        .build(),
                "y",
                "group");
        assertThat(found.squaresBetween()).isEqualTo(between);
        assertThat(found.squaresWithin()).isEqualTo(within);
        assertThat(found.f()).isEqualTo(f);
        assertThat(found.rSquared()).isEqualTo(rSquared);
        assertThat(found.residualStandardDeviation()).isEqualTo(residual);
    }

    // https://www.itl.nist.gov/div898/strd/univ/: mean, standard deviation and lag-1 autocorrelation as certified; then
    // what exact
    // arithmetic gives for the data as doubles, by mpmath 1.3 in 60 digits.
    @ParameterizedTest
    @CsvSource({
        "PiDigits, 4.53480000000000, 2.86733906028871, -0.00355099287237972, 4.5348, 2.867339060288708,"
                + " -0.0035509928723797216, 15, 15",
        "Lottery, 518.958715596330, 291.699727470969, -0.120948622967393, 518.9587155963303, 291.6997274709691,"
                + " -0.12094862296739287, 15, 14.9",
        "Lew, -177.435000000000, 277.332168044316, -0.307304800605679, -177.435, 277.3321680443161,"
                + " -0.30730480060567944, 15, 14.8",
        "NumAcc1, 10000002, 1, -0.5, 10000002, 1, -0.5, 16, 16",
        "NumAcc3, 1000000.2, 0.1, -0.999, 1000000.2, 0.1000000000349246, -0.9989999999994185, 9.45, 12.2"
    })
    void reaches_the_digits_that_doubles_allow_in_samples(
            String set,
            double mean,
            double standardDeviation,
            double autocorrelation,
            double exactMean,
            double exactStandardDeviation,
            double exactAutocorrelation,
            double deviationDigits,
            double autocorrelationDigits)
            throws IOException {
        Sample found = Sample.of(rows(set).stream()
                .mapToDouble(row -> Double.parseDouble(row[0]))
                .toArray());
        assertThat(found.mean()).isEqualTo(exactMean);
        assertThat(found.standardDeviation()).isEqualTo(exactStandardDeviation);
        assertThat(found.autocorrelation()).isEqualTo(exactAutocorrelation);
        assertThat(digits(found.mean(), mean)).isGreaterThanOrEqualTo(15);
        assertThat(digits(found.standardDeviation(), standardDeviation)).isGreaterThanOrEqualTo(deviationDigits);
        assertThat(digits(found.autocorrelation(), autocorrelation)).isGreaterThanOrEqualTo(autocorrelationDigits);
    }
}
