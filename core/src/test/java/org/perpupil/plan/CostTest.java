package org.perpupil.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.perpupil.money.Money;

class CostTest {

    @Test
    void may_be_an_amount() {
        Cost cost = Cost.of(Money.ofDollars(12_000));

        assertThat(cost.amount()).isEqualTo(Money.ofDollars(12_000));
        assertThat(cost.working("$")).isEqualTo("$12,000.00");
    }

    @Test
    void staff_costs_full_time_equivalents_times_the_cost_of_one() {
        Cost cost = Cost.fte("2.5", Money.ofDollars(98_000));

        // 2.5 × 98,000
        assertThat(cost.amount()).isEqualTo(Money.ofDollars(245_000));
        assertThat(cost.working("$")).isEqualTo("2.5 FTE × $98,000.00");
    }

    @Test
    void things_cost_their_number_times_the_price() {
        Cost cost = Cost.units(120, Money.ofCents(4_550));

        // 120 × 45.50
        assertThat(cost.amount()).isEqualTo(Money.ofDollars(5_460));
        assertThat(cost.working("£")).isEqualTo("120 × £45.50");
    }

    @Test
    void a_number_of_things_may_have_decimals() {
        // 12.5 × 3.00
        assertThat(Cost.units("12.5", Money.ofDollars(3)).amount()).isEqualTo(Money.ofCents(3_750));
        assertThat(Cost.units("12.5", Money.ofDollars(3)).working("$")).isEqualTo("12.5 × $3.00");
    }

    @Test
    void half_a_cent_is_a_cent() {
        // 0.5 × 10.01 = 5.005
        assertThat(Cost.fte("0.5", Money.ofCents(1_001)).amount()).isEqualTo(Money.ofCents(501));
        // 2.5 × 0.01 = 0.025; half even would be 0.02
        assertThat(Cost.units("2.5", Money.ofCents(1)).amount()).isEqualTo(Money.ofCents(3));
        // 0.5 × 0.01 = 0.005
        assertThat(Cost.units("0.5", Money.ofCents(1)).amount()).isEqualTo(Money.ofCents(1));
    }

    @Test
    void less_than_half_a_cent_is_none() {
        // 2.49 × 0.01 = 0.0249
        assertThat(Cost.units("2.49", Money.ofCents(1)).amount()).isEqualTo(Money.ofCents(2));
    }

    @Test
    void equal_numbers_are_equal_however_they_are_written() {
        assertThat(Cost.fte("2.50", Money.ofDollars(1)))
                .isEqualTo(Cost.fte(new BigDecimal("2.5"), Money.ofDollars(1)))
                .hasSameHashCodeAs(Cost.fte("2.500", Money.ofDollars(1)));
        assertThat(Cost.units("120.0", Money.ofDollars(1))).isEqualTo(Cost.units(120, Money.ofDollars(1)));
        assertThat(Cost.units(new BigDecimal("1E+2").toPlainString(), Money.ofDollars(1))
                        .working(""))
                .isEqualTo("100 × 1.00");
    }

    @Test
    void how_it_came_about_makes_a_difference() {
        Money dollar = Money.ofDollars(1);

        assertThat(Cost.fte("1", dollar)).isNotEqualTo(Cost.units(1, dollar)).isNotEqualTo(Cost.of(dollar));
        assertThat(Cost.units(1, dollar)).isNotEqualTo(Cost.of(dollar));
    }

    @Test
    void equal_amounts_are_equal() {
        assertThat(Cost.of(Money.ofCents(1)))
                .isEqualTo(Cost.of(Money.ofCents(1)))
                .hasSameHashCodeAs(Cost.of(Money.ofCents(1)))
                .isNotEqualTo(Cost.of(Money.ofCents(2)));
    }

    @Test
    void refuses_what_costs_nothing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Cost.of(Money.ZERO))
                .withMessage("an investment costs more than 0, and not 0.00");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Cost.fte("0", Money.ofDollars(98_000)))
                .withMessage("an investment costs more than 0, and not 0 FTE × 98000.00");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Cost.fte("1", Money.ZERO))
                .withMessage("an investment costs more than 0, and not 1 FTE × 0.00");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Cost.units(0, Money.ofDollars(1)))
                .withMessage("an investment costs more than 0, and not 0 × 1.00");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Cost.units(3, Money.ZERO))
                .withMessage("an investment costs more than 0, and not 3 × 0.00");
    }

    @Test
    void refuses_what_rounds_to_nothing() {
        // 0.4 × 0.01 = 0.004
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Cost.units("0.4", Money.ofCents(1)))
                .withMessage("an investment costs more than 0, and not 0.4 × 0.01");
    }

    @Test
    void refuses_what_costs_less_than_nothing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Cost.of(Money.ofCents(-1)))
                .withMessage("an investment costs more than 0, and not -0.01");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Cost.fte("-1", Money.ofDollars(1)))
                .withMessage("an investment costs more than 0, and not -1 FTE × 1.00");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Cost.units(2, Money.ofDollars(-1)))
                .withMessage("an investment costs more than 0, and not 2 × -1.00");
    }

    @Test
    void two_negatives_are_not_a_cost() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Cost.units(-2, Money.ofDollars(-1)))
                .withMessage("an investment costs more than 0, and not -2 × -1.00");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Cost.fte("-2", Money.ofDollars(-1)))
                .withMessage("an investment costs more than 0, and not -2 FTE × -1.00");
    }

    @Test
    void refuses_what_is_no_decimal() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Cost.fte("1/3", Money.ofDollars(1)))
                .withMessage("\"1/3\" is not a decimal; write a number such as 62.5");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Cost.units("a dozen", Money.ofDollars(1)))
                .withMessageStartingWith("\"a dozen\" is not a number");
    }

    @Test
    void refuses_what_no_amount_can_hold() {
        assertThatExceptionOfType(ArithmeticException.class)
                .isThrownBy(() -> Cost.units(2, Money.ofCents(Long.MAX_VALUE)));
    }

    @Test
    void refuses_null() {
        assertThatNullPointerException().isThrownBy(() -> Cost.of(null));
        assertThatNullPointerException().isThrownBy(() -> Cost.fte((String) null, Money.ofDollars(1)));
        assertThatNullPointerException().isThrownBy(() -> Cost.fte((BigDecimal) null, Money.ofDollars(1)));
        assertThatNullPointerException().isThrownBy(() -> Cost.fte("1", null));
        assertThatNullPointerException().isThrownBy(() -> Cost.units(null, Money.ofDollars(1)));
        assertThatNullPointerException().isThrownBy(() -> Cost.units(1, null));
    }
}
