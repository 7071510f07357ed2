package org.perpupil.exact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LargestRemainderTest {

    private static Map<String, Rational> quotas(String... keysAndNumbers) {
        Map<String, Rational> quotas = new LinkedHashMap<>();
        for (int i = 0; i < keysAndNumbers.length; i += 2) {
            quotas.put(keysAndNumbers[i], Rational.parse(keysAndNumbers[i + 1]));
        }
        return quotas;
    }

    private static Map<String, BigInteger> wholes(Object... keysAndNumbers) {
        Map<String, BigInteger> wholes = new LinkedHashMap<>();
        for (int i = 0; i < keysAndNumbers.length; i += 2) {
            wholes.put((String) keysAndNumbers[i], BigInteger.valueOf((int) keysAndNumbers[i + 1]));
        }
        return wholes;
    }

    @Test
    void the_missing_units_go_to_the_largest_remainders() {
        // floors 1 + 2 + 3 = 6 of 8; remainders .2, .9, .9: b and c get one each
        LargestRemainder<String> parts = LargestRemainder.of(quotas("a", "1.2", "b", "2.9", "c", "3.9"));

        assertThat(parts.parts()).isEqualTo(wholes("a", 1, "b", 3, "c", 4));
        assertThat(parts.roundedUp()).containsExactly("b", "c");
    }

    @Test
    void who_got_a_unit_is_told_with_the_largest_remainder_first() {
        // floors 0 + 0 + 0 + 0 of 2; remainders .3, .9, .2, .6
        LargestRemainder<String> parts = LargestRemainder.of(quotas("a", "0.3", "b", "0.9", "c", "0.2", "d", "0.6"));

        assertThat(parts.roundedUp()).containsExactly("b", "d");
    }

    @Test
    void equal_remainders_go_by_key_and_not_by_order() {
        // floors 0 + 0 + 0 of 1, remainders all 1/3
        LargestRemainder<String> parts = LargestRemainder.of(quotas("c", "1/3", "b", "1/3", "a", "1/3"));

        assertThat(parts.parts()).isEqualTo(wholes("a", 1, "b", 0, "c", 0));
        assertThat(parts.roundedUp()).containsExactly("a");
    }

    @Test
    void negative_quotas_are_rounded_down_first() {
        // floors −2 + −1 + 2 = −1 of 1; remainders .75, .5, .75: a and c get one each
        LargestRemainder<String> parts = LargestRemainder.of(quotas("a", "-1.25", "b", "-0.5", "c", "2.75"));

        assertThat(parts.parts()).isEqualTo(wholes("a", -1, "b", -1, "c", 3));
        assertThat(parts.roundedUp()).containsExactly("a", "c");
    }

    @Test
    void whole_quotas_stay_as_they_are() {
        LargestRemainder<String> parts = LargestRemainder.of(quotas("a", "3", "b", "0", "c", "-2"));

        assertThat(parts.parts()).isEqualTo(wholes("a", 3, "b", 0, "c", -2));
        assertThat(parts.roundedUp()).isEmpty();
    }

    @Test
    void parts_come_in_the_order_of_the_quotas() {
        assertThat(LargestRemainder.of(quotas("z", "0.5", "a", "1", "m", "0.5"))
                        .parts()
                        .keySet())
                .containsExactly("z", "a", "m");
    }

    @Test
    void no_quotas_give_no_parts() {
        LargestRemainder<String> parts = LargestRemainder.of(Map.<String, Rational>of());

        assertThat(parts.parts()).isEmpty();
        assertThat(parts.roundedUp()).isEmpty();
    }

    @Test
    void refuses_quotas_that_do_not_add_up_to_a_whole_number() {
        // 1/3 + 1/2 = 5/6
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LargestRemainder.of(quotas("a", "1/3", "b", "1/2")))
                .withMessage("the quotas add up to 5/6, which is not a whole number");
    }

    @Test
    void later_changes_of_the_quotas_do_not_reach_the_parts() {
        Map<String, Rational> quotas = quotas("a", "1");

        LargestRemainder<String> parts = LargestRemainder.of(quotas);
        quotas.clear();

        assertThat(parts.parts()).isEqualTo(wholes("a", 1));
    }

    @Test
    void refuses_null() {
        assertThatNullPointerException().isThrownBy(() -> LargestRemainder.of((Map<String, Rational>) null));
    }
}
