package org.perpupil.staff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.perpupil.district.FiscalYear;
import org.perpupil.district.SchoolId;
import org.perpupil.exact.Rational;
import org.perpupil.money.Money;
import org.perpupil.problem.Missing;
import org.perpupil.problem.Problem;
import org.perpupil.problem.ProblemException;

class StaffTest {
    private static final FiscalYear YEAR = FiscalYear.of(2027);
    private static final SchoolId LINCOLN = SchoolId.of("101");
    private static final SchoolId ADAMS = SchoolId.of("102");

    private final Staff staff = Staff.of(
            YEAR,
            List.of(
                    Position.at(LINCOLN, "teacher", "1")
                            .paid(Money.ofDollars(90_000))
                            .withYears("20"),
                    Position.at(LINCOLN, "teacher", "0.5")
                            .paid(Money.ofDollars(30_000))
                            .withYears("2"),
                    Position.at(ADAMS, "teacher", "1")
                            .paid(Money.ofDollars(50_000))
                            .withYears("1"),
                    Position.at(ADAMS, "counselor", "1"),
                    Position.central("psychologist", "0.6").paid(Money.ofDollars(66_000))));

    @Test
    void counts_full_time_equivalents_of_a_school_a_job_or_all() {
        // 1 + 0.5 + 1 + 1 + 0.6
        assertThat(staff.fte()).isEqualByComparingTo("4.1");
        // 1 + 0.5
        assertThat(staff.in("teacher").at(LINCOLN).fte()).isEqualByComparingTo("1.5");
        assertThat(staff.central().fte()).isEqualByComparingTo("0.6");
        assertThat(staff.at(SchoolId.of("999")).positions()).isEmpty();
        assertThat(staff.jobs()).containsExactly("counselor", "psychologist", "teacher");
        assertThat(staff.schools()).containsExactly(LINCOLN, ADAMS);
    }

    @Test
    void has_a_mean_pay_for_a_full_position_where_all_pay_is_known() {
        // (90,000 + 30,000) / 1.5 = 80,000
        assertThat(staff.in("teacher").at(LINCOLN).meanPay()).contains(Rational.of(80_000));
        // (90,000 + 30,000 + 50,000) / 2.5 = 68,000
        assertThat(staff.in("teacher").meanPay()).contains(Rational.of(68_000));
        // (1 × 20 + 0.5 × 2) / 1.5 = 14
        assertThat(staff.in("teacher").at(LINCOLN).meanYears()).contains(Rational.of(14));
    }

    @Test
    void does_not_take_unknown_pay_or_years_for_none() {
        assertThat(staff.pay()).isEmpty();
        assertThat(staff.at(ADAMS).meanPay()).isEmpty();
        assertThat(staff.at(ADAMS).meanYears()).isEmpty();
        assertThat(staff.in("librarian").meanPay()).isEmpty();
    }

    @Test
    void pays_everybody_what_the_job_earns_on_average_and_no_cent_more() {
        Staff averaged = staff.in("teacher").atAveragePay();

        // 68,000 × 1.5, and 68,000 × 1
        assertThat(averaged.at(LINCOLN).pay()).contains(Money.ofDollars(102_000));
        assertThat(averaged.at(ADAMS).pay()).contains(Money.ofDollars(68_000));
    }

    @Test
    void gives_the_cents_that_do_not_divide_to_the_largest_remainders() {
        Staff three = Staff.of(
                YEAR,
                List.of(
                        Position.at(LINCOLN, "aide", "1").paid(Money.ofCents(1)),
                        Position.at(ADAMS, "aide", "1").paid(Money.ZERO),
                        Position.at(LINCOLN, "aide", "1").paid(Money.ZERO)));

        // a third of a cent each: the first in order gets the cent
        assertThat(three.atAveragePay().positions())
                .extracting(position -> position.pay().orElseThrow())
                .containsExactly(Money.ofCents(1), Money.ZERO, Money.ZERO);
    }

    @Test
    void tells_every_job_whose_pay_cannot_be_averaged() {
        Staff odd = Staff.of(
                YEAR,
                List.of(
                        Position.at(ADAMS, "counselor", "1"),
                        Position.at(ADAMS, "stipend", "0").paid(Money.ofDollars(500)),
                        Position.at(ADAMS, "volunteer", "0").paid(Money.ZERO)));

        assertThatThrownBy(odd::atAveragePay)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(refused.problems())
                                .extracting(Problem::place, Problem::found)
                                .containsExactly(
                                        tuple("job \"counselor\"", "1 of 1 positions without pay"),
                                        tuple("job \"stipend\"", "500.00 for 0 full-time equivalents")));
    }

    @Test
    void refuses_what_no_position_can_be() {
        assertThatThrownBy(() -> Position.central(" ", "1")).hasMessageContaining("not blank");
        assertThatThrownBy(() -> Position.central("aide", "-0.5")).hasMessageContaining("0 or more, not -0.5");
        assertThatThrownBy(() -> Position.central("aide", "1").paid(Money.ofCents(-1)))
                .hasMessageContaining("0 or more");
        assertThatThrownBy(() -> Position.central("aide", "1").withYears("-1")).hasMessageContaining("years");
        assertThatThrownBy(() -> Position.central("aide", new BigDecimal("1e20")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void is_equal_to_staff_of_the_same_positions() {
        assertThat(Staff.of(YEAR, staff.positions())).isEqualTo(staff).hasSameHashCodeAs(staff);
        assertThat(Staff.of(FiscalYear.of(2026), staff.positions())).isNotEqualTo(staff);
        assertThat(Position.central("aide", "1.50")).isEqualTo(Position.central("aide", "1.5"));
        assertThat(staff).hasToString("4.1 full-time equivalents in 2026–27");
    }

    @Test
    void says_why_pay_and_years_are_not_known() {
        Position aide = Position.at(ADAMS, "aide", "1");

        assertThat(aide.payMissing()).contains(Missing.NOT_GIVEN);
        Position withheld = aide.withoutPay(Missing.SUPPRESSED).withoutYears(Missing.NOT_APPLICABLE);
        assertThat(withheld.payMissing()).contains(Missing.SUPPRESSED);
        assertThat(withheld.yearsMissing()).contains(Missing.NOT_APPLICABLE);
        assertThat(withheld.paid(Money.ofDollars(9)).payMissing()).isEmpty();
        assertThat(withheld.paid(Money.ofDollars(9)).yearsMissing()).contains(Missing.NOT_APPLICABLE);
        assertThat(withheld.withYears("3").yearsMissing()).isEmpty();
        assertThat(withheld.withYears("3").payMissing()).contains(Missing.SUPPRESSED);
        assertThat(aide.paid(Money.ofDollars(9)).withoutPay(Missing.SUPPRESSED).pay())
                .isEmpty();
        assertThatThrownBy(() -> new Position(
                        Optional.of(ADAMS),
                        "aide",
                        BigDecimal.ONE,
                        Optional.of(Money.ofDollars(9)),
                        Optional.of(Missing.SUPPRESSED),
                        Optional.empty(),
                        Optional.empty()))
                .hasMessage("pay is known, 9.00, and cannot be suppressed");
    }

    @Test
    void takes_a_job_that_is_named_twice_once() {
        assertThat(staff.in("teacher", "teacher")).isEqualTo(staff.in("teacher"));
    }

    @Test
    void tells_a_sum_of_pay_that_no_amount_can_hold() {
        Money most = Money.ofCents(Long.MAX_VALUE);
        Staff rich = Staff.of(
                YEAR,
                List.of(
                        Position.at(LINCOLN, "teacher", "1").paid(most),
                        Position.at(LINCOLN, "teacher", "1").paid(most)));

        // 2 × 92,233,720,368,547,758.07
        assertThatThrownBy(rich::pay)
                .isInstanceOf(ArithmeticException.class)
                .hasMessageContaining("paid 184467440737095516.14, more than an amount of money can be");
        // the mean of two equal amounts is each of them
        assertThat(rich.meanPay()).contains(most.toRational());
        assertThatThrownBy(rich::atAveragePay)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(refused.problems())
                                .extracting(Problem::place, Problem::found)
                                .containsExactly(
                                        tuple("job \"teacher\"", "184467440737095516.14, more than an amount can be")));
    }

    @Test
    void averages_many_jobs() {
        Staff many = Staff.of(
                YEAR,
                IntStream.range(0, 20_000)
                        .mapToObj(job -> Position.at(LINCOLN, "job " + job, "1").paid(Money.ofCents(job)))
                        .toList());

        // alone in its job, everybody earns the mean
        assertThat(many.atAveragePay()).isEqualTo(many);
    }
}
