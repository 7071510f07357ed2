package org.perpupil.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.Scale;
import org.perpupil.exact.Rational;
import org.perpupil.plan.Metric.Better;

class MetricProperties {

    private static Metric metric(Better better) {
        return new Metric("any", "points", better);
    }

    @Property(tries = 1000)
    void two_values_of_one_sign_are_never_more_than_wholly_apart(
            @ForAll Better better,
            @ForAll @BigRange(min = "0", max = "1000") @Scale(1) BigDecimal value,
            @ForAll @BigRange(min = "0", max = "1000") @Scale(1) BigDecimal target) {
        assertThat(metric(better).shortfall(value, target)).isBetween(Rational.ZERO, Rational.ONE_WHOLE);
        assertThat(metric(better).shortfall(value.negate(), target.negate()))
                .isBetween(Rational.ZERO, Rational.ONE_WHOLE);
    }

    @Property(tries = 1000)
    void there_is_no_shortfall_if_and_only_if_the_target_is_reached(
            @ForAll Better better,
            @ForAll @BigRange(min = "-20", max = "20") @Scale(1) BigDecimal value,
            @ForAll @BigRange(min = "-20", max = "20") @Scale(1) BigDecimal target) {
        Rational shortfall = metric(better).shortfall(value, target);

        assertThat(shortfall.signum()).isNotNegative();
        assertThat(shortfall.isZero()).isEqualTo(metric(better).reaches(value, target));
    }

    @Property(tries = 500)
    void the_unit_does_not_matter(
            @ForAll Better better,
            @ForAll @BigRange(min = "-20", max = "20") @Scale(1) BigDecimal value,
            @ForAll @BigRange(min = "-20", max = "20") @Scale(1) BigDecimal target) {
        BigDecimal inOtherUnits = new BigDecimal("2.54");

        assertThat(metric(better).shortfall(value.multiply(inOtherUnits), target.multiply(inOtherUnits)))
                .isEqualTo(metric(better).shortfall(value, target));
    }

    @Property(tries = 500)
    void a_better_value_is_never_farther_from_the_target(
            @ForAll Better better,
            @ForAll @BigRange(min = "0", max = "100") @Scale(1) BigDecimal one,
            @ForAll @BigRange(min = "0", max = "100") @Scale(1) BigDecimal other,
            @ForAll @BigRange(min = "0", max = "100") @Scale(1) BigDecimal target) {
        Metric metric = metric(better);
        BigDecimal good = metric.reaches(one, other) ? one : other;
        BigDecimal bad = metric.reaches(one, other) ? other : one;

        assertThat(metric.shortfall(good, target)).isLessThanOrEqualTo(metric.shortfall(bad, target));
    }

    @Property(tries = 500)
    void going_back_undoes_an_improvement(
            @ForAll Better better,
            @ForAll @BigRange(min = "-100", max = "100") @Scale(2) BigDecimal one,
            @ForAll @BigRange(min = "-100", max = "100") @Scale(2) BigDecimal other) {
        assertThat(metric(better).improvement(one, other))
                .isEqualByComparingTo(metric(better).improvement(other, one).negate());
    }
}
