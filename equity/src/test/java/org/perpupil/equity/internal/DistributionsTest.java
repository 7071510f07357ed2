package org.perpupil.equity.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DistributionsTest {
    private static final Percentage NINE_DIGITS = Percentage.withPercentage(1e-7);
    private static final Percentage EIGHT_DIGITS = Percentage.withPercentage(1e-6);

    // mpmath 1.3.0, 60 digits: betainc(v/2, 1/2, 0, v/(v + t²), regularized=True)
    @ParameterizedTest
    @CsvSource({
        "0.001, 5, 0.99924078677219765",
        "0.5, 1, 0.70483276469913345",
        "1, 1, 0.5",
        "1.5, 2.5, 0.24783645308629626",
        "2, 3, 0.13932596855884318",
        "12.5, 1, 0.050821347332231791",
        "1000000, 1, 6.3661977236736914e-7",
        "40, 10, 2.2808577430857546e-12",
        "4.5, 1845, 7.219315863979819e-6",
        "1.96, 100000, 0.049998563194301638",
        "2.5, 1000000, 0.012419489502163246"
    })
    void knows_the_tails_of_student(double t, double degrees, double probability) {
        assertThat(Distributions.twoSided(t, degrees)).isCloseTo(probability, NINE_DIGITS);
        assertThat(Distributions.twoSided(-t, degrees)).isEqualTo(Distributions.twoSided(t, degrees));
    }

    // As above
    @ParameterizedTest
    @CsvSource({
        "1e50, 2, 9.9999999999999985e-101",
        "1e33, 3, 2.2053155816871686e-99",
        "100, 50, 2.9608988920252442e-59",
        "25, 416, 6.980555110649706e-85",
        "37.5, 1000000, 1.5104468933594542e-307",
        "21.5, 100000, 2.6578939584161245e-102"
    })
    void keeps_eight_digits_of_what_hardly_ever_happens(double t, double degrees, double probability) {
        assertThat(Distributions.twoSided(t, degrees)).isCloseTo(probability, EIGHT_DIGITS);
    }

    // R 4.2.2: 2 * pt(-t, degrees)
    @ParameterizedTest
    @CsvSource({
        "1e-8, 10, 0.99999999221783231",
        "0.001, 1000000, 0.99920211577164908",
        "20, 1000000, 5.7330870473904482e-89"
    })
    void knows_small_t_and_large_t_at_many_degrees_of_freedom(double t, double degrees, double probability) {
        assertThat(Distributions.twoSided(t, degrees)).isCloseTo(probability, NINE_DIGITS);
    }

    // mpmath 1.3.0, 60 digits: betainc(b/2, a/2, 0, b/(b + a f), regularized=True)
    @ParameterizedTest
    @CsvSource({
        "0.001, 3, 7, 0.99995186339789415",
        "0.5, 1, 1, 0.60817344796939273",
        "1, 10, 10, 0.5",
        "3.5, 7, 87, 0.0023571760490262543",
        "45.96947306974758, 7, 87, 1.3587320128170401e-26",
        "1000000, 2, 3, 1.837113173581193e-9",
        "1e40, 5, 5, 5.4324887242033604e-100",
        "100, 15, 174, 4.0574734445362444e-77",
        "2.5, 8, 94, 0.016564556558838155",
        "1.1, 500, 1000, 0.10657313262057452",
        "2, 100, 100000, 1.2100041739387232e-8",
        "400, 1, 1845, 1.0640365150369939e-80",
        "30, 40, 1000, 1.4429682749178864e-142",
        "1e12, 3, 16, 2.1854323181457447e-90"
    })
    void knows_the_upper_tail_of_fisher(double f, double numerator, double denominator, double probability) {
        assertThat(Distributions.upper(f, numerator, denominator)).isCloseTo(probability, NINE_DIGITS);
    }

    // mpmath 1.3.0, 60 digits: bisection of the tail above
    @ParameterizedTest
    @CsvSource({
        "0.05, 1, 12.706204736174704",
        "0.05, 2, 4.3026527297494637",
        "0.05, 10, 2.2281388519862747",
        "0.05, 44, 2.0153675744437638",
        "0.05, 87, 1.9876082815890711",
        "0.05, 416, 1.9656829049096724",
        "0.05, 1845, 1.9612505979768733",
        "0.05, 100000, 1.9599877075346096",
        "0.1, 5, 2.0150483733330242",
        "0.01, 30, 2.7499956535672253",
        "0.001, 120, 3.3734537685625004",
        "0.999, 7, 0.0012987305550741417",
        "1e-10, 20, 12.209990193589013",
        "1e-100, 50, 676.81103599045822",
        "1e-15, 1, 636619772367581.29"
    })
    void knows_what_is_exceeded(double probability, double degrees, double t) {
        assertThat(Distributions.exceeded(probability, degrees)).isCloseTo(t, NINE_DIGITS);
    }

    // M. Abramowitz and I. A. Stegun, Handbook of Mathematical Functions, 1964, Table 26.10, to the digits printed
    @ParameterizedTest
    @CsvSource({"0.05, 1, 12.706", "0.05, 5, 2.571", "0.05, 30, 2.042", "0.05, 120, 1.980", "0.01, 10, 3.169"})
    void agrees_with_printed_tables(double probability, double degrees, String t) {
        assertThat(String.format(Locale.ROOT, "%.3f", Distributions.exceeded(probability, degrees)))
                .isEqualTo(t);
    }

    @Test
    void knows_the_ends() {
        assertThat(Distributions.twoSided(0, 5)).isEqualTo(1);
        assertThat(Distributions.twoSided(Double.POSITIVE_INFINITY, 5)).isZero();
        assertThat(Distributions.twoSided(Double.NEGATIVE_INFINITY, 5)).isZero();
        assertThat(Distributions.upper(0, 3, 5)).isEqualTo(1);
        assertThat(Distributions.upper(Double.POSITIVE_INFINITY, 3, 5)).isZero();
    }
}
