package org.perpupil.exact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import nl.jqno.equalsverifier.EqualsVerifier;
import nl.jqno.equalsverifier.Warning;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RationalTest {

    @ParameterizedTest
    @CsvSource({
        // divided by the greatest common divisor; the sign goes to the numerator
        "6, 4, 3, 2",
        "-6, 4, -3, 2",
        "6, -4, -3, 2",
        "-6, -4, 3, 2",
        "0, -7, 0, 1",
        "7, 7, 1, 1",
        "-9223372036854775808, -9223372036854775808, 1, 1",
    })
    void is_held_in_lowest_terms(long numerator, long denominator, BigInteger lowest, BigInteger below) {
        Rational ratio = Rational.of(numerator, denominator);

        assertThat(ratio.numerator()).isEqualTo(lowest);
        assertThat(ratio.denominator()).isEqualTo(below);
    }

    @ParameterizedTest
    @CsvSource({
        "0.465, 93/200", // 465/1000, both divided by 5
        "-0.50, -1/2",
        "100, 100/1",
        "1E+2, 100/1",
        "0.000, 0/1",
        "1E-3, 1/1000",
    })
    void holds_a_decimal_exactly(BigDecimal decimal, String fraction) {
        Rational number = Rational.of(decimal);

        assertThat(number.numerator() + "/" + number.denominator()).isEqualTo(fraction);
    }

    @Test
    void refuses_a_denominator_of_zero() {
        assertThatExceptionOfType(ArithmeticException.class)
                .isThrownBy(() -> Rational.of(3, 0))
                .withMessage("3 cannot be divided by zero");
    }

    @Test
    void refuses_to_divide_by_zero() {
        assertThatExceptionOfType(ArithmeticException.class)
                .isThrownBy(() -> Rational.of(3).dividedBy(Rational.ZERO))
                .withMessage("3 cannot be divided by zero");
    }

    @Test
    void adds_takes_away_multiplies_and_divides() {
        Rational third = Rational.of(1, 3);
        Rational quarter = Rational.of(1, 4);

        // 4/12 + 3/12 = 7/12
        assertThat(third.plus(quarter)).isEqualTo(Rational.of(7, 12));
        // 4/12 − 3/12 = 1/12
        assertThat(third.minus(quarter)).isEqualTo(Rational.of(1, 12));
        // 1/3 × 1/4 = 1/12
        assertThat(third.times(quarter)).isEqualTo(Rational.of(1, 12));
        // 1/3 × 4/1 = 4/3
        assertThat(third.dividedBy(quarter)).isEqualTo(Rational.of(4, 3));
        // 1/3 ÷ −1/4 = −4/3
        assertThat(third.dividedBy(quarter.negated())).isEqualTo(Rational.of(-4, 3));
        // 1/3 + 2/3 = 3/3
        assertThat(third.plus(Rational.of(2, 3))).isEqualTo(Rational.ONE_WHOLE);
    }

    @Test
    void a_third_of_three_is_one() {
        assertThat(Rational.ONE_WHOLE.dividedBy(Rational.of(3)).times(Rational.of(3)))
                .isEqualTo(Rational.ONE_WHOLE);
    }

    @Test
    void rounds_at_the_half_where_34_digits_do_not() {
        // 31 pupils over three years at 0.045: 31 / 3 × 0.045 = 0.465, the half of a cent
        Rational exact = Rational.of(31, 3).times(Rational.parse("0.045"));
        BigDecimal near = BigDecimal.valueOf(31)
                .divide(BigDecimal.valueOf(3), MathContext.DECIMAL128)
                .multiply(new BigDecimal("0.045"));

        assertThat(exact.toDecimal(2, RoundingMode.HALF_UP)).isEqualTo(new BigDecimal("0.47"));
        assertThat(near.setScale(2, RoundingMode.HALF_UP)).isEqualTo(new BigDecimal("0.46"));
    }

    @ParameterizedTest
    @CsvSource({
        "7/2, FLOOR, 3",
        "-7/2, FLOOR, -4",
        "7/2, CEILING, 4",
        "-7/2, DOWN, -3",
        "-7/2, UP, -4",
        "7/2, HALF_UP, 4",
        "-7/2, HALF_UP, -4", // away from zero at the half
        "7/2, HALF_DOWN, 3",
        "7/2, HALF_EVEN, 4",
        "5/2, HALF_EVEN, 2",
        "-1/3, HALF_UP, 0",
        "12, UNNECESSARY, 12",
    })
    void rounds_to_a_whole_number(String number, RoundingMode mode, BigInteger whole) {
        assertThat(Rational.parse(number).toWhole(mode)).isEqualTo(whole);
    }

    @Test
    void refuses_to_round_a_fraction_without_a_rule() {
        assertThatExceptionOfType(ArithmeticException.class)
                .isThrownBy(() -> Rational.of(1, 2).toWhole(RoundingMode.UNNECESSARY));
    }

    @Test
    void floor_is_the_next_whole_number_below() {
        assertThat(Rational.of(-1, 3).floor()).isEqualTo(BigInteger.valueOf(-1));
        assertThat(Rational.of(1, 3).floor()).isEqualTo(BigInteger.ZERO);
        assertThat(Rational.of(-3).floor()).isEqualTo(BigInteger.valueOf(-3));
    }

    @Test
    void to_decimal_keeps_the_places_asked_for() {
        assertThat(Rational.of(1, 2).toDecimal(3, RoundingMode.HALF_UP)).isEqualTo(new BigDecimal("0.500"));
        assertThat(Rational.of(2, 3).toDecimal(3, RoundingMode.HALF_UP)).isEqualTo(new BigDecimal("0.667"));
        // negative places are tens: 1250 to hundreds
        assertThat(Rational.of(1250).toDecimal(-2, RoundingMode.HALF_UP)).isEqualByComparingTo("1300");
    }

    @ParameterizedTest
    @CsvSource({
        "1/8, 0.125",
        "-1/40, -0.025", // 40 = 2³ × 5
        "3/125, 0.024",
        "100, 100",
        "0, 0",
        "1/1024, 0.0009765625",
    })
    void has_an_exact_decimal_where_the_digits_end(String number, BigDecimal decimal) {
        assertThat(Rational.parse(number).toExactDecimal()).contains(decimal);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1/3", "-2/7", "1/6", "1/30", "100/999"})
    void has_no_exact_decimal_where_the_digits_never_end(String number) {
        assertThat(Rational.parse(number).toExactDecimal()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "0.50, 0.5",
        "-0.465, -0.465",
        "+3, 3",
        "1., 1",
        ".5, 0.5",
        "-.5, -0.5",
        "007, 7",
        "6/4, 1.5",
        "+2/3, 2/3",
        "-2/6, -1/3",
        "0/5, 0",
        "-0, 0",
        "1/03, 1/3",
        "120000, 120000",
    })
    void parses_decimals_and_fractions(String text, String printed) {
        assertThat(Rational.parse(text)).hasToString(printed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "1 ",
                "a",
                "1e3",
                "1/2/3",
                "1/-2",
                "1/",
                "/2",
                "1/0",
                "-7/000",
                "0.5/2",
                ".",
                "-",
                "--1",
                "1,5",
                "NaN",
                "Infinity",
                "١",
                "1/2\n"
            })
    void refuses_to_parse_anything_else(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Rational.parse(text))
                .withMessage(
                        "\"" + text + "\" is not a number; write a decimal such as 0.465 or a fraction such as 1/3");
    }

    @Test
    void reads_at_most_200_characters() {
        String ones = "1".repeat(200);

        assertThat(Rational.parse(ones)).hasToString(ones);
        assertThat(Rational.parse("1/1" + "0".repeat(197)).denominator()).isEqualTo(BigInteger.TEN.pow(197));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Rational.parse(ones + "1"))
                .withMessageEndingWith("is not a number; write a decimal such as 0.465 or a fraction such as 1/3");
        assertThatIllegalArgumentException().isThrownBy(() -> Rational.parse(ones + "/1"));
    }

    @Test
    void tells_its_sign_and_whether_it_is_whole() {
        assertThat(Rational.of(-1, 2).signum()).isEqualTo(-1);
        assertThat(Rational.ZERO.signum()).isZero();
        assertThat(Rational.of(1, 2).signum()).isEqualTo(1);
        assertThat(Rational.of(0, 5).isZero()).isTrue();
        assertThat(Rational.of(1, 5).isZero()).isFalse();
        assertThat(Rational.of(10, 5).isWhole()).isTrue();
        assertThat(Rational.of(10, 4).isWhole()).isFalse();
    }

    @Test
    void gives_the_smaller_and_the_greater() {
        Rational third = Rational.of(1, 3);
        Rational half = Rational.of(1, 2);

        assertThat(third.min(half)).isEqualTo(third);
        assertThat(half.min(third)).isEqualTo(third);
        assertThat(third.max(half)).isEqualTo(half);
        assertThat(half.max(third)).isEqualTo(half);
    }

    @Test
    void is_ordered_by_value() {
        List<Rational> unordered = List.of(
                Rational.of(1, 2), Rational.of(-1, 2), Rational.of(1, 3), Rational.ZERO, Rational.of(333, 1000));

        assertThat(unordered.stream().sorted())
                .containsExactly(
                        Rational.of(-1, 2),
                        Rational.ZERO,
                        Rational.of(333, 1000),
                        Rational.of(1, 3),
                        Rational.of(1, 2));
    }

    @Test
    void equal_numbers_are_equal_however_they_were_made() {
        assertThat(Rational.of(new BigDecimal("0.500")))
                .isEqualTo(Rational.of(2, 4))
                .isEqualTo(Rational.parse("1/2"))
                .hasSameHashCodeAs(Rational.of(1).dividedBy(Rational.of(2)));
    }

    @Test
    void equals_means_the_same_number() {
        EqualsVerifier.forClass(Rational.class)
                .suppress(Warning.NULL_FIELDS) // every factory fills both
                .verify();
    }

    @Test
    void refuses_null() {
        assertThatNullPointerException().isThrownBy(() -> Rational.parse(null));
        assertThatNullPointerException().isThrownBy(() -> Rational.of((BigDecimal) null));
        assertThatNullPointerException().isThrownBy(() -> Rational.ZERO.plus(null));
        assertThatNullPointerException().isThrownBy(() -> Rational.ZERO.times(null));
    }
}
