package org.perpupil.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.perpupil.plan.Example.ABSENT;
import static org.perpupil.plan.Example.PROFICIENT;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.perpupil.exact.Rational;
import org.perpupil.plan.Metric.Better;

class MetricTest {
    private static final Metric CHANGE = Metric.of("change of enrolment", "pupils");

    private static BigDecimal number(String number) {
        return new BigDecimal(number);
    }

    @Test
    void more_is_better_unless_said() {
        assertThat(PROFICIENT.better()).isEqualTo(Better.HIGHER);
        assertThat(CHANGE.better()).isEqualTo(Better.HIGHER);
        assertThat(CHANGE.lowerIsBetter()).isEqualTo(new Metric("change of enrolment", "pupils", Better.LOWER));
    }

    // (80 − 60) / 80 = 1/4; (8 − 6) / 8 = 1/4; (80 − 0) / 80 = 1; (6 − 0) / 6 = 1; (80 − 79.5) / 80 = 1/160
    @ParameterizedTest
    @CsvSource(textBlock = """
                    HIGHER, 60,   80,  1/4
                    LOWER,  8,    6,   1/4
                    HIGHER, 0,    80,  1
                    LOWER,  6,    0,   1
                    HIGHER, 79.5, 80,  1/160
                    HIGHER, 80,   80,  0
                    HIGHER, 80.0, 80,  0
                    HIGHER, 90,   80,  0
                    LOWER,  6,    6,   0
                    LOWER,  5,    6,   0
                    HIGHER, 0,    0,   0
                    """)
    void the_shortfall_is_a_share_of_the_larger_of_the_two(Better better, String value, String target, String share) {
        Metric metric = new Metric("any", "points", better);

        assertThat(metric.shortfall(number(value), number(target))).isEqualTo(Rational.parse(share));
    }

    @Test
    void below_zero_size_is_what_counts() {
        // from −8 to −6 are 2 of 8
        assertThat(CHANGE.shortfall(number("-8"), number("-6"))).isEqualTo(Rational.of(1, 4));
        // from −6 to −8 are 2 of 8
        assertThat(CHANGE.lowerIsBetter().shortfall(number("-6"), number("-8"))).isEqualTo(Rational.of(1, 4));
    }

    @Test
    void across_zero_the_shortfall_may_be_above_one() {
        // from −4 to 8 are 12 of 8
        assertThat(CHANGE.shortfall(number("-4"), number("8"))).isEqualTo(Rational.of(3, 2));
    }

    @Test
    void a_target_is_reached_by_what_is_as_good() {
        assertThat(PROFICIENT.reaches(number("80.0"), number("80"))).isTrue();
        assertThat(PROFICIENT.reaches(number("80.1"), number("80"))).isTrue();
        assertThat(PROFICIENT.reaches(number("79.9"), number("80"))).isFalse();
        assertThat(ABSENT.reaches(number("5.9"), number("6"))).isTrue();
        assertThat(ABSENT.reaches(number("6.1"), number("6"))).isFalse();
    }

    @Test
    void an_improvement_goes_the_better_way() {
        // 80 − 60
        assertThat(PROFICIENT.improvement(number("60"), number("80"))).isEqualTo(number("20"));
        // 57.5 − 60
        assertThat(PROFICIENT.improvement(number("60"), number("57.5"))).isEqualTo(number("-2.5"));
        // 8 − 6
        assertThat(ABSENT.improvement(number("8"), number("6"))).isEqualTo(number("2"));
    }

    @Test
    void a_per_cent_is_from_0_to_100() {
        assertThat(PROFICIENT.canBe(number("0"))).isTrue();
        assertThat(PROFICIENT.canBe(number("100.00"))).isTrue();
        assertThat(PROFICIENT.canBe(number("-0.1"))).isFalse();
        assertThat(PROFICIENT.canBe(number("100.1"))).isFalse();
        assertThat(PROFICIENT.lowerIsBetter().canBe(number("101"))).isFalse();
    }

    @Test
    void another_measure_may_be_any_number() {
        assertThat(CHANGE.canBe(number("-250"))).isTrue();
        assertThat(CHANGE.canBe(number("1E+6"))).isTrue();
    }

    @Test
    void shows_a_value_with_its_unit() {
        assertThat(PROFICIENT.show(number("62.50"))).isEqualTo("62.5%");
        assertThat(ABSENT.show(number("8"))).isEqualTo("8 days");
        assertThat(CHANGE.show(number("1E+3"))).isEqualTo("1000 pupils");
    }

    @Test
    void prints_its_name() {
        assertThat(PROFICIENT).hasToString("proficient on the state mathematics test");
    }

    @Test
    void metrics_are_ordered_by_name() {
        assertThat(ABSENT).isLessThan(CHANGE);
        assertThat(CHANGE).isLessThan(PROFICIENT);
    }

    @Test
    void refuses_to_say_nothing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Metric.percent(" "))
                .withMessage("a metric says what is measured");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Metric.of("score", ""))
                .withMessage("the metric \"score\" has a unit");
    }

    @Test
    void refuses_null() {
        BigDecimal one = BigDecimal.ONE;

        assertThatNullPointerException().isThrownBy(() -> Metric.percent(null));
        assertThatNullPointerException().isThrownBy(() -> Metric.of("score", null));
        assertThatNullPointerException()
                .isThrownBy(() -> new Metric("score", "points", null))
                .withMessage("better");
        assertThatNullPointerException().isThrownBy(() -> PROFICIENT.canBe(null));
        assertThatNullPointerException().isThrownBy(() -> CHANGE.shortfall(null, one));
        assertThatNullPointerException().isThrownBy(() -> CHANGE.shortfall(one, null));
        assertThatNullPointerException().isThrownBy(() -> CHANGE.show(null));
    }
}
