package org.perpupil.io.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class ScaleProperties {

    @Provide
    Arbitrary<Double> numbers() {
        return Arbitraries.oneOf(
                Arbitraries.doubles().between(-1e15, 1e15),
                Arbitraries.doubles().between(-100, 30_000),
                Arbitraries.of(0.0, 1e-300, -1e-320, 1e-9, 1e12, -1e12, 1e12 + 1e-4, 1.0, -1.0, 12_500.0));
    }

    @Property
    void ticks_are_round_and_cover_the_numbers(
            @ForAll("numbers") double one,
            @ForAll("numbers") double other,
            @ForAll @IntRange(min = 3, max = 18) int about) {
        double least = Math.min(one, other);
        double greatest = Math.max(one, other);

        Scale scale = Scale.over(least, greatest, about);

        // 1, 2 or 5 times a power of ten has one digit
        assertThat(scale.step().stripTrailingZeros().unscaledValue().intValueExact())
                .isIn(1, 2, 5);
        List<BigDecimal> ticks = scale.ticks();
        assertThat(ticks.get(0)).isEqualByComparingTo(scale.low()).isLessThanOrEqualTo(BigDecimal.valueOf(least));
        assertThat(ticks.get(ticks.size() - 1))
                .isEqualByComparingTo(scale.high())
                .isGreaterThanOrEqualTo(BigDecimal.valueOf(greatest));
        assertThat(ticks)
                .allSatisfy(tick -> assertThat(tick.remainder(scale.step())).isZero());
        // the step is at least the span over what was asked for, and each end adds less than a step
        assertThat(ticks).hasSizeBetween(2, about + 3);
        assertThat(scale.part(least)).isBetween(0.0, 1.0);
        assertThat(scale.part(greatest)).isBetween(0.0, 1.0);
    }

    @Example
    void has_the_ticks_that_one_would_draw_by_hand() {
        // 12,345 over 6 is 2,057; the next round step is 5,000
        assertThat(Scale.over(0, 12_345, 6).ticks())
                .map(BigDecimal::intValueExact)
                .containsExactly(0, 5_000, 10_000, 15_000);
        // 0.7 over 6 is 0.117; the next round step is 0.2
        assertThat(Scale.over(-0.1, 0.6, 6).ticks())
                .usingElementComparator(BigDecimal::compareTo)
                .containsExactly(
                        new BigDecimal("-0.2"),
                        new BigDecimal("0"),
                        new BigDecimal("0.2"),
                        new BigDecimal("0.4"),
                        new BigDecimal("0.6"));
    }

    @Example
    void refuses_numbers_that_cannot_be_told_apart() {
        for (double number : new double[] {1e16, -1e300, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Scale.over(Math.min(0, number), Math.max(0, number), 6))
                    .withMessageStartingWith("a chart shows numbers from -1E15 to 1E15, not ");
        }
    }

    @Example
    void tells_numbers_as_readers_write_them() {
        assertThat(Unit.DOLLARS.told(12_345.6)).isEqualTo("$12,346");
        assertThat(Unit.DOLLARS.told(-12.5)).isEqualTo("−$12.50");
        assertThat(Unit.DOLLARS.told(50)).isEqualTo("$50");
        assertThat(Unit.DOLLARS.told(0)).isEqualTo("$0");
        assertThat(Unit.DOLLARS.told(0.3)).isEqualTo("$0.30");
        assertThat(Unit.PERCENT.told(35)).isEqualTo("35%");
        assertThat(Unit.PERCENT.told(35.27)).isEqualTo("35.3%");
        assertThat(Unit.NUMBER.told(0.0512)).isEqualTo("0.0512");
        assertThat(Unit.NUMBER.told(1e-9)).isEqualTo("0.000000001");
        assertThat(Unit.NUMBER.told(-1e-17)).isEqualTo("0");
        assertThat(Unit.NUMBER.text(-0.004, 2)).isEqualTo("0.00");
        assertThat(Unit.NUMBER.told(1e12)).isEqualTo("1,000,000,000,000");
    }
}
