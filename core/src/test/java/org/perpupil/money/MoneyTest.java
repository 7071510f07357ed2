package org.perpupil.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import nl.jqno.equalsverifier.EqualsVerifier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.perpupil.district.SchoolId;
import org.perpupil.exact.Rational;

class MoneyTest {
    private static final Money LARGEST = Money.ofCents(Long.MAX_VALUE);
    private static final Money SMALLEST = Money.ofCents(Long.MIN_VALUE);

    // Source: the test suites of moneyphp/money and brick/money, in which ties go by index: ids are given in order of
    // index. All in cents. A negative pot is the mirror of the positive one; for −5 [7, 3] one of the suites has −3,
    // −2.
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    100              | 1 1 1       | 34 33 33
                    101              | 1 1 1       | 34 34 33
                    5                | 3 7         | 2 3
                    5                | 7 3         | 4 1
                    -5               | 7 3         | -4 -1
                    5                | 0 7 3       | 0 4 1
                    2                | 1 1 1       | 1 1 0
                    1                | .33 .66     | 0 1
                    101              | 3 7         | 30 71
                    7000000000000000 | 1 2         | 2333333333333333 4666666666666667
                    100              | 2 3 1       | 33 50 17
                    10000            | 30 20 40    | 3333 2222 4445
                    10000            | 30 20 40 40 | 2308 1538 3077 3077
                    2                | 1 1 3 1     | 1 0 1 0
                    3                | 75 25       | 2 1
                    """)
    void splits_as_published(long cents, String shares, String parts) {
        Map<SchoolId, BigDecimal> byIndex = new LinkedHashMap<>();
        for (String share : shares.split(" ")) {
            byIndex.put(SchoolId.of("0" + (byIndex.size() + 1)), new BigDecimal(share));
        }
        List<Money> expected = Arrays.stream(parts.split(" "))
                .map(Long::valueOf)
                .map(Money::ofCents)
                .toList();

        assertThat(Money.ofCents(cents).split(byIndex).values()).containsExactlyElementsOf(expected);
    }

    @Test
    void a_tie_is_broken_by_the_key_and_not_by_the_order_of_the_map() {
        Map<SchoolId, Integer> backwards = new LinkedHashMap<>();
        backwards.put(SchoolId.of("c"), 1);
        backwards.put(SchoolId.of("b"), 1);
        backwards.put(SchoolId.of("a"), 1);

        // 100 / 3 = 33.33 each: 33 + 33 + 33 = 99; the cent that is left goes to the lowest id
        assertThat(Money.ofCents(100).split(backwards))
                .containsEntry(SchoolId.of("a"), Money.ofCents(34))
                .containsEntry(SchoolId.of("b"), Money.ofCents(33))
                .containsEntry(SchoolId.of("c"), Money.ofCents(33));
    }

    @Test
    void parts_come_in_the_order_of_the_shares() {
        Map<String, Integer> shares = new LinkedHashMap<>();
        shares.put("z", 1);
        shares.put("a", 2);
        shares.put("m", 3);

        assertThat(Money.ofCents(60).split(shares).keySet()).containsExactly("z", "a", "m");
    }

    @Test
    void whole_and_decimal_shares_can_be_mixed() {
        Map<String, Number> shares = new LinkedHashMap<>();
        shares.put("a", (byte) 1);
        shares.put("b", (short) 1);
        shares.put("c", 1);
        shares.put("d", 1L);
        shares.put("e", BigInteger.ONE);
        shares.put("f", new BigDecimal("5.0"));

        // one tenth each, and five tenths for the last
        assertThat(Money.ofCents(10).split(shares).values())
                .extracting(Money::cents)
                .containsExactly(1L, 1L, 1L, 1L, 1L, 5L);
    }

    @Test
    void shares_may_be_larger_than_any_long() {
        Map<String, BigInteger> shares =
                Map.of("a", BigInteger.TEN.pow(40), "b", BigInteger.TEN.pow(40).multiply(BigInteger.TWO));

        // 90 × 1/3 and 90 × 2/3
        assertThat(Money.ofCents(90).split(shares)).isEqualTo(Map.of("a", Money.ofCents(30), "b", Money.ofCents(60)));
    }

    @Test
    void a_split_of_nothing_gives_nothing_to_everyone() {
        assertThat(Money.ZERO.split(Map.of("a", 1, "b", 2))).isEqualTo(Map.of("a", Money.ZERO, "b", Money.ZERO));
    }

    @Test
    void the_whole_goes_to_the_only_share() {
        assertThat(SMALLEST.split(Map.of("a", 3, "b", 0))).isEqualTo(Map.of("a", SMALLEST, "b", Money.ZERO));
    }

    @Test
    void refuses_to_split_by_shares_that_are_all_zero() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Money.ofDollars(1).split(Map.of("a", 0, "b", 0)))
                .withMessage("no share is above 0, so nothing says who gets 1.00; give at least one share above 0");
    }

    @Test
    void refuses_to_split_nothing_by_shares_that_are_all_zero() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Money.ZERO.split(Map.of("a", 0)))
                .withMessage("no share is above 0, so nothing says who gets 0.00; give at least one share above 0");
    }

    @Test
    void refuses_to_split_among_nobody() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Money.ofDollars(1).split(Map.<String, Integer>of()))
                .withMessage("no share is above 0, so nothing says who gets 1.00; give at least one share above 0");
    }

    @Test
    void refuses_negative_shares_and_names_each() {
        Map<String, BigDecimal> shares = new LinkedHashMap<>();
        shares.put("a", new BigDecimal("-1.50"));
        shares.put("b", BigDecimal.TEN);
        shares.put("c", new BigDecimal("-2"));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Money.ofDollars(1).split(shares))
                .withMessage("a share is 0 or more: a has -1.5, c has -2");
    }

    @Test
    void refuses_a_double_share() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Money.ofDollars(1).split(Map.of("a", 0.5)))
                .withMessage("a share is exact: an Integer, Long, BigInteger or BigDecimal, not Double");
    }

    @Test
    void refuses_a_share_of_an_unknown_kind() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Money.ofDollars(1).split(Map.of("a", new AtomicInteger(1))))
                .withMessage("a share is exact: an Integer, Long, BigInteger or BigDecimal, not AtomicInteger");
    }

    @Test
    void later_changes_of_the_shares_do_not_reach_the_parts() {
        Map<String, Integer> shares = new LinkedHashMap<>(Map.of("a", 1));

        Map<String, Money> parts = Money.ofCents(7).split(shares);
        shares.put("b", 1);

        assertThat(parts).isEqualTo(Map.of("a", Money.ofCents(7)));
    }

    @Test
    void dollars_are_a_hundred_cents() {
        assertThat(Money.ofDollars(12).cents()).isEqualTo(1200);
        assertThat(Money.ofDollars(new BigDecimal("12.3")).cents()).isEqualTo(1230);
        assertThat(Money.ofCents(1230).dollars()).isEqualTo(new BigDecimal("12.30"));
        assertThat(Money.ofCents(1230).toRational()).isEqualTo(Rational.parse("12.3"));
    }

    @Test
    void refuses_dollars_that_are_no_whole_number_of_cents() {
        assertThatExceptionOfType(ArithmeticException.class).isThrownBy(() -> Money.ofDollars(new BigDecimal("0.005")));
    }

    @ParameterizedTest
    @CsvSource({
        // the next cents are 0.00 and 0.01; half up goes away from zero, half even to the even cent
        "0.005, HALF_UP, 1",
        "-0.005, HALF_UP, -1",
        "0.005, HALF_EVEN, 0",
        "0.015, HALF_EVEN, 2",
        "0.009, DOWN, 0",
        "0.001, UP, 1",
        "-0.001, FLOOR, -1",
        "-0.009, CEILING, 0",
    })
    void rounds_dollars_by_the_rule_given(BigDecimal dollars, RoundingMode rule, long cents) {
        assertThat(Money.ofDollars(dollars, rule)).isEqualTo(Money.ofCents(cents));
        assertThat(Money.ofDollars(Rational.of(dollars), rule)).isEqualTo(Money.ofCents(cents));
    }

    @Test
    void rounds_a_third_of_a_dollar() {
        // 100 / 3 = 33.33… cents
        assertThat(Money.ofDollars(Rational.of(1, 3), RoundingMode.HALF_UP)).isEqualTo(Money.ofCents(33));
        assertThat(Money.ofDollars(Rational.of(1, 3), RoundingMode.CEILING)).isEqualTo(Money.ofCents(34));
    }

    @Test
    void zero_is_one_value() {
        assertThat(Money.ofCents(0)).isSameAs(Money.ZERO);
        assertThat(Money.parse("-0.00")).isSameAs(Money.ZERO);
    }

    @Test
    void adds_and_takes_away() {
        // 1.50 + 2.75 = 4.25; 1.50 − 2.75 = −1.25
        assertThat(Money.ofCents(150).plus(Money.ofCents(275))).isEqualTo(Money.ofCents(425));
        assertThat(Money.ofCents(150).minus(Money.ofCents(275))).isEqualTo(Money.ofCents(-125));
        // 3 × 1.50 = 4.50
        assertThat(Money.ofCents(150).times(3)).isEqualTo(Money.ofCents(450));
        assertThat(Money.ofCents(150).negated()).isEqualTo(Money.ofCents(-150));
    }

    @Test
    void tells_its_sign() {
        assertThat(Money.ofCents(1))
                .matches(Money::isPositive)
                .matches(money -> !money.isNegative() && !money.isZero());
        assertThat(Money.ofCents(-1))
                .matches(Money::isNegative)
                .matches(money -> !money.isPositive() && !money.isZero());
        assertThat(Money.ZERO).matches(Money::isZero).matches(money -> !money.isPositive() && !money.isNegative());
    }

    @Test
    void the_range_is_that_of_a_long_of_cents() {
        // Long.MAX_VALUE is 9,223,372,036,854,775,807
        assertThat(LARGEST).hasToString("92233720368547758.07");
        assertThat(SMALLEST).hasToString("-92233720368547758.08");
    }

    @Test
    void throws_rather_than_overflows() {
        Money cent = Money.ofCents(1);

        assertThatExceptionOfType(ArithmeticException.class).isThrownBy(() -> LARGEST.plus(cent));
        assertThatExceptionOfType(ArithmeticException.class).isThrownBy(() -> SMALLEST.minus(cent));
        assertThatExceptionOfType(ArithmeticException.class).isThrownBy(() -> LARGEST.times(2));
        assertThatExceptionOfType(ArithmeticException.class).isThrownBy(SMALLEST::negated);
        assertThatExceptionOfType(ArithmeticException.class).isThrownBy(() -> Money.ofDollars(Long.MAX_VALUE / 99));
        assertThatExceptionOfType(ArithmeticException.class)
                .isThrownBy(() -> Money.ofDollars(new BigDecimal("92233720368547758.08")));
        assertThatExceptionOfType(ArithmeticException.class)
                .isThrownBy(() -> Money.ofDollars(new BigDecimal("1e30"), RoundingMode.HALF_UP));
        assertThatExceptionOfType(ArithmeticException.class)
                .isThrownBy(() -> Money.ofDollars(Rational.parse("-92233720368547758.09"), RoundingMode.HALF_UP));
    }

    @Test
    void a_total_does_not_overflow_on_the_way() {
        // (max + max) − max = max
        assertThat(Money.total(List.of(LARGEST, LARGEST, LARGEST.negated()))).isEqualTo(LARGEST);
    }

    @Test
    void a_total_that_cannot_be_held_throws() {
        assertThatExceptionOfType(ArithmeticException.class)
                .isThrownBy(() -> Money.total(List.of(LARGEST, Money.ofCents(1))));
    }

    @Test
    void the_total_of_nothing_is_zero() {
        assertThat(Money.total(List.of())).isEqualTo(Money.ZERO);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0.00",
        "5, 0.05",
        "-5, -0.05",
        "123450, 1234.50",
        "-123450, -1234.50",
        "100000000, 1000000.00",
    })
    void prints_dollars_with_two_decimals(long cents, String printed) {
        assertThat(Money.ofCents(cents)).hasToString(printed);
        assertThat(Money.parse(printed)).isEqualTo(Money.ofCents(cents));
    }

    @ParameterizedTest
    @CsvSource({"12, 1200", "-12, -1200", "0, 0", "007.50, 750", "92233720368547758.07, 9223372036854775807"})
    void parses_dollars_without_decimals_and_with_leading_zeros(String text, long cents) {
        assertThat(Money.parse(text)).isEqualTo(Money.ofCents(cents));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                " 1.00",
                "1.00 ",
                "1.0",
                "1.000",
                "1.",
                ".50",
                "+1.00",
                "--1.00",
                "1,234.50",
                "$1.00",
                "(1.00)",
                "1e3",
                "NaN",
                "−1.00",
                "١٢",
                "123456789012345678",
                "1.00\n",
            })
    void refuses_to_parse_anything_else(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Money.parse(text))
                .withMessage(
                        "\"" + text + "\" is not an amount; write dollars with two decimals or none, such as 1234.50");
    }

    @Test
    void refuses_to_parse_an_amount_that_cannot_be_held() {
        // one cent more than Long.MAX_VALUE
        assertThatExceptionOfType(ArithmeticException.class).isThrownBy(() -> Money.parse("92233720368547758.08"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0                    | $0.00",
                "99                   | $0.99",
                "-99                  | −$0.99",
                "99999                | $999.99",
                "100000               | $1,000.00",
                "-123450              | −$1,234.50",
                "99999999             | $999,999.99",
                "100000000            | $1,000,000.00",
                "9223372036854775807  | $92,233,720,368,547,758.07",
                "-9223372036854775808 | −$92,233,720,368,547,758.08",
            })
    void displays_with_sign_and_separators(long cents, String displayed) {
        assertThat(Money.ofCents(cents).display("$")).isEqualTo(displayed);
    }

    @Test
    void displays_any_currency_sign_or_none() {
        assertThat(Money.ofCents(123_450).display("R$ ")).isEqualTo("R$ 1,234.50");
        assertThat(Money.ofCents(123_450).display("")).isEqualTo("1,234.50");
    }

    @Test
    void is_ordered_by_amount() {
        assertThat(List.of(LARGEST, Money.ofCents(1), SMALLEST, Money.ZERO, Money.ofCents(-1)).stream()
                        .sorted())
                .containsExactly(SMALLEST, Money.ofCents(-1), Money.ZERO, Money.ofCents(1), LARGEST);
    }

    @Test
    void equals_means_the_same_amount() {
        EqualsVerifier.forClass(Money.class).verify();
    }

    @Test
    void refuses_null() {
        assertThatNullPointerException().isThrownBy(() -> Money.parse(null));
        assertThatNullPointerException().isThrownBy(() -> Money.ofDollars((BigDecimal) null));
        assertThatNullPointerException().isThrownBy(() -> Money.ofDollars(BigDecimal.ONE, null));
        assertThatNullPointerException().isThrownBy(() -> Money.ofDollars((Rational) null, RoundingMode.UP));
        assertThatNullPointerException().isThrownBy(() -> Money.total(null));
        assertThatNullPointerException().isThrownBy(() -> Money.total(Arrays.asList(Money.ZERO, null)));
        assertThatNullPointerException().isThrownBy(() -> Money.ZERO.plus(null));
        assertThatNullPointerException().isThrownBy(() -> Money.ZERO.minus(null));
        assertThatNullPointerException().isThrownBy(() -> Money.ZERO.split((Map<String, Integer>) null));
    }
}
