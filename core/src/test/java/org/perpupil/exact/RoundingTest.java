package org.perpupil.exact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.math.BigDecimal;
import java.math.RoundingMode;
import nl.jqno.equalsverifier.EqualsVerifier;
import nl.jqno.equalsverifier.Warning;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoundingTest {

    @ParameterizedTest
    @CsvSource({
        "0.005, 0.01",
        "0.0049, 0",
        "-0.005, -0.01",
        "1/3, 0.33",
        "2/3, 0.67",
        "31/3, 10.33",
    })
    void cents_are_half_up(String number, String rounded) {
        assertThat(Rounding.cents().apply(Rational.parse(number))).isEqualTo(Rational.parse(rounded));
    }

    // Source: D.C. uniform per-student funding formula, FY2023: foundation 12,419 × weight, half up to the dollar.
    @ParameterizedTest
    @CsvSource({
        ".97, 12046", // 12,046.43
        "1.20, 14903", // 14,902.80
        "1.97, 24465", // 24,465.43
        "3.49, 43342", // 43,342.31
        ".099, 1229", // 1,229.481
        ".50, 6210", // 6,209.50: the half
        ".75, 9314", // 9,314.25
        ".24, 2981", // 2,980.56
        ".06, 745", // 745.14
    })
    void dollars_are_those_of_the_dc_formula(String weight, String published) {
        Rational exact = Rational.parse(weight).times(Rational.of(12_419));

        assertThat(Rounding.dollars().apply(exact)).isEqualTo(Rational.parse(published));
    }

    @ParameterizedTest
    @CsvSource({
        "412.5, 413",
        "-412.5, -413",
        "412.49, 412",
    })
    void whole_is_half_up(String number, String rounded) {
        assertThat(Rounding.whole().apply(Rational.parse(number))).isEqualTo(Rational.parse(rounded));
    }

    @ParameterizedTest
    @CsvSource({
        // 4 decimals, none, tens, hundreds
        "4, 0.12345, 0.1235",
        "0, 0.5, 1",
        "-1, 125, 130",
        "-2, 149, 100",
    })
    void places_are_decimals_or_if_negative_tens(int places, String number, String rounded) {
        assertThat(Rounding.places(places).apply(Rational.parse(number))).isEqualTo(Rational.parse(rounded));
    }

    @ParameterizedTest
    @CsvSource({
        // eighths: 0.1875 is one and a half of them, 0.18 is 1.44
        "0.125, 0.1875, 0.25",
        "0.125, 0.18, 0.125",
        "0.25, 17.37, 17.25",
        "3, 10, 9",
        "3, 10.5, 12",
    })
    void a_unit_need_not_be_a_power_of_ten(String unit, String number, String rounded) {
        assertThat(Rounding.to(unit).apply(Rational.parse(number))).isEqualTo(Rational.parse(rounded));
    }

    @Test
    void up_is_away_from_zero() {
        assertThat(Rounding.whole().up().apply(Rational.parse("16.01"))).isEqualTo(Rational.of(17));
        assertThat(Rounding.whole().up().apply(Rational.parse("-16.01"))).isEqualTo(Rational.of(-17));
        assertThat(Rounding.whole().up().apply(Rational.of(16))).isEqualTo(Rational.of(16));
    }

    @Test
    void down_is_towards_zero() {
        assertThat(Rounding.to("0.125").down().apply(Rational.parse("0.249"))).isEqualTo(Rational.parse("0.125"));
        assertThat(Rounding.to("0.125").down().apply(Rational.parse("-0.249"))).isEqualTo(Rational.parse("-0.125"));
    }

    @Test
    void any_other_rule_can_be_given() {
        assertThat(Rounding.cents().by(RoundingMode.HALF_EVEN).apply(Rational.parse("0.025")))
                .isEqualTo(Rational.parse("0.02"));
    }

    @Test
    void refuses_a_unit_of_zero_or_less() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Rounding.to("0.00"))
                .withMessage("a rounding unit is above 0, not 0.00");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Rounding.to("-1E+1"))
                .withMessage("a rounding unit is above 0, not -10");
    }

    @Test
    void refuses_a_unit_that_is_no_number() {
        assertThatIllegalArgumentException().isThrownBy(() -> Rounding.to("a cent"));
    }

    @Test
    void refuses_to_have_no_rule() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Rounding.cents().by(RoundingMode.UNNECESSARY))
                .withMessage("a rounding has a rule; UNNECESSARY is none");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.01", "0.05", "0.25", "1", "1000"})
    void these_units_give_whole_cents(String unit) {
        assertThat(Rounding.to(unit).givesWholeCents()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.001", "0.125", "0.015"})
    void these_units_do_not_give_whole_cents(String unit) {
        assertThat(Rounding.to(unit).givesWholeCents()).isFalse();
    }

    @Test
    void equal_units_are_equal_however_they_are_written() {
        assertThat(Rounding.to("0.010")).isEqualTo(Rounding.cents()).hasSameHashCodeAs(Rounding.cents());
        assertThat(Rounding.to("1E+1")).isEqualTo(Rounding.places(-1)).hasSameHashCodeAs(Rounding.places(-1));
        assertThat(Rounding.to("1.00")).isEqualTo(Rounding.dollars()).isEqualTo(Rounding.whole());
    }

    @Test
    void prints_unit_and_rule() {
        assertThat(Rounding.cents()).hasToString("0.01 half up");
        assertThat(Rounding.places(-2).up()).hasToString("100 up");
        assertThat(Rounding.to("0.1250").by(RoundingMode.CEILING)).hasToString("0.125 ceiling");
    }

    @Test
    void equals_means_the_same_unit_and_rule() {
        EqualsVerifier.forClass(Rounding.class)
                .withPrefabValues(BigDecimal.class, BigDecimal.ONE, BigDecimal.TEN)
                .withPrefabValues(RoundingMode.class, RoundingMode.UP, RoundingMode.DOWN)
                .suppress(Warning.NULL_FIELDS) // the constructor refuses null
                .verify();
    }

    @Test
    void refuses_null() {
        assertThatNullPointerException().isThrownBy(() -> new Rounding(null, RoundingMode.UP));
        assertThatNullPointerException()
                .isThrownBy(() -> new Rounding(BigDecimal.ONE, null))
                .withMessage("mode");
        assertThatNullPointerException().isThrownBy(() -> Rounding.to(null));
        assertThatNullPointerException().isThrownBy(() -> Rounding.cents().by(null));
        assertThatNullPointerException().isThrownBy(() -> Rounding.cents().apply(null));
    }
}
