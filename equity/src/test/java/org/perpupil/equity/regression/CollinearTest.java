package org.perpupil.equity.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.withinPercentage;
import static org.perpupil.equity.regression.Term.factor;
import static org.perpupil.equity.regression.Term.polynomial;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.perpupil.equity.Study;

/** Where columns are all but combinations of each other, or large beside their spread, or what is left adds up to nothing. */
class CollinearTest {
    private static final Percentage TEN_DIGITS = withinPercentage(1e-8);

    /** Stopping distances of cars by speed: M. Ezekiel, Methods of Correlation Analysis, 1930; the data set cars of R. */
    private static Study cars() {
        int[] speeds = {
            4, 4, 7, 7, 8, 9, 10, 10, 10, 11, 11, 12, 12, 12, 12, 13, 13, 13, 13, 14, 14, 14, 14, 15, 15, 15, 16, 16,
            17, 17, 17, 18, 18, 18, 18, 19, 19, 19, 20, 20, 20, 20, 20, 22, 23, 24, 24, 24, 24, 25
        };
        int[] distances = {
            2, 10, 4, 22, 16, 10, 18, 26, 34, 17, 28, 14, 20, 24, 28, 26, 34, 34, 46, 26, 36, 60, 80, 20, 26, 54, 32,
            40, 32, 40, 50, 42, 56, 76, 84, 36, 46, 68, 32, 48, 52, 56, 64, 66, 54, 70, 92, 93, 120, 85
        };
        return Study.of(IntStream.range(0, speeds.length)
                        .mapToObj(i -> "car " + i)
                        .toList())
                .number("speed", Arrays.stream(speeds).asDoubleStream().toArray())
                .number("distance", Arrays.stream(distances).asDoubleStream().toArray())
                .build();
    }

    // Normal equations and b' V⁻¹ b in mpmath 1.2.1 with 80 digits.
    @ParameterizedTest
    @CsvSource({
        "CLASSICAL, 9.6836009049362887, 0.66073685513679794, 0.3856152902143878",
        "HC0, 143.25485887293578, 1.328176228221007, 0.73693838673112219",
        "HC1, 111.73878992088991, 1.0359774580123855, 0.57481194165027531",
        "HC2, 19.337694793493035, 0.87579111011762649, 0.5319515185189479",
        "HC3, 8.6730603502119645, 0.33250488872147132, 0.26320332887003942",
    })
    void tests_of_a_polynomial_of_degree_10_keep_their_digits(Covariance kind, double all, double last, double first) {
        Fit fit = Regression.of("distance").on(polynomial("speed", 10)).fit(cars());
        Inference inference = fit.with(kind);
        assertThat(inference.testOfAll().f()).isCloseTo(all, TEN_DIGITS);
        assertThat(inference.test(polynomial("speed", 10)).f()).isCloseTo(all, TEN_DIGITS);
        List<String> names = fit.names();
        assertThat(inference.test(names.get(9), names.get(10)).f()).isCloseTo(last, TEN_DIGITS);
        assertThat(inference.test(names.get(3), names.get(1), names.get(2)).f()).isCloseTo(first, TEN_DIGITS);
    }

    @Test
    void standard_errors_keep_their_digits_beside_a_large_offset() {
        double[] x = IntStream.rangeClosed(1, 20).mapToDouble(i -> i * i % 17).toArray();
        double[] y = new double[20];
        List<String> clusters = new ArrayList<>();
        for (int i = 1; i <= 20; i++) {
            // Tenths would be rounded beside 10⁸, so that all is counted in units of 1/8.
            y[i - 1] = 8 * (3 + i % 7) + 2 * x[i - 1] + 1e8;
            x[i - 1] += 1e8;
            clusters.add("c" + i % 4);
        }
        Study study = Study.of(IntStream.range(0, 20).mapToObj(i -> "row " + i).toList())
                .number("x", x)
                .number("y", y)
                .text("cluster", clusters)
                .build();
        Fit fit = Regression.of("y").on("x").fit(study);
        Fit small = Regression.of("v")
                .on("u")
                .fit(study.with("u", "x", v -> v - 1e8).with("v", "y", v -> v - 1e8));
        // Moving both columns moves no standard error of the slope, and the small numbers are exact.
        for (Covariance kind : List.of(Covariance.CLASSICAL, Covariance.HC0, Covariance.HC3)) {
            assertThat(fit.with(kind).standardError("x"))
                    .isCloseTo(small.with(kind).standardError("u"), withinPercentage(1e-11));
        }
        assertThat(fit.clusteredBy("cluster").standardError("x"))
                .isCloseTo(small.clusteredBy("cluster").standardError("u"), withinPercentage(1e-11));
    }

    @Test
    void clusters_that_are_the_groups_of_a_factor_tell_nothing_of_it() {
        Study study = Study.of(List.of("a", "b", "c", "d", "e", "f"))
                .number("dollars", 1.1, 2.3, 3.2, 4.7, 5.1, 6.9)
                .text("district", List.of("North", "North", "North", "South", "South", "South"))
                .build();
        Fit fit = Regression.of("dollars").on(factor("district")).fit(study);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> fit.clusteredBy("district"))
                .withMessageContaining("district: South")
                .withMessageContaining("adds up to 0");
    }

    @Test
    void what_does_not_vary_is_explained_by_its_mean() {
        Study study = Study.of(List.of("a", "b", "c", "d"))
                .number("dollars", 0.1, 0.1, 0.1, 0.1)
                .number("need", 1, 2, 4, 7)
                .build();
        Fit fit = Regression.of("dollars").on("need").fit(study);
        assertThat(fit.coefficient("need")).isZero();
        assertThat(fit.coefficient(Regression.CONSTANT)).isEqualTo(0.1);
        assertThat(fit.rSquared()).isZero();
        for (Covariance kind : List.of(Covariance.CLASSICAL, Covariance.HC1, Covariance.HC3)) {
            assertThat(fit.with(kind).standardError("need")).isZero();
        }
    }
}
