package org.perpupil.exact;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;

class RoundingProperties {

    @Provide
    Arbitrary<Rounding> roundings() {
        Arbitrary<RoundingMode> modes =
                Arbitraries.of(RoundingMode.class).filter(mode -> mode != RoundingMode.UNNECESSARY);
        return Combinators.combine(units(), modes).as(Rounding::new).withoutEdgeCases();
    }

    @Provide
    Arbitrary<BigDecimal> units() {
        Arbitrary<BigDecimal> usual = Arbitraries.of("0.0001", "0.01", "0.05", "0.125", "0.25", "1", "3", "100")
                .map(BigDecimal::new);
        Arbitrary<BigDecimal> any = Arbitraries.bigDecimals()
                .between(new BigDecimal("0.001"), BigDecimal.valueOf(1_000))
                .ofScale(3);
        return Arbitraries.oneOf(usual, any).withoutEdgeCases();
    }

    /** Fractions, and decimals that lie on the half of a usual unit often. */
    @Provide
    Arbitrary<Rational> numbers() {
        Arbitrary<Rational> fractions = Combinators.combine(
                        Arbitraries.longs().between(-1_000_000, 1_000_000),
                        Arbitraries.longs().between(1, 999))
                .as((above, below) -> Rational.of(above, below));
        Arbitrary<Rational> halves =
                Arbitraries.integers().between(-4_000, 4_000).map(some -> Rational.of(some, 400));
        return Arbitraries.oneOf(fractions, halves).withoutEdgeCases();
    }

    @Property(tries = 500)
    void the_result_is_a_whole_multiple_of_the_unit(
            @ForAll("roundings") Rounding rounding, @ForAll("numbers") Rational number) {
        assertThat(rounding.apply(number)
                        .dividedBy(Rational.of(rounding.unit()))
                        .isWhole())
                .isTrue();
    }

    @Property(tries = 500)
    void the_result_is_within_one_unit(@ForAll("roundings") Rounding rounding, @ForAll("numbers") Rational number) {
        assertThat(magnitude(rounding.apply(number).minus(number))).isLessThan(Rational.of(rounding.unit()));
    }

    @Property(tries = 500)
    void a_rule_that_looks_for_the_nearest_stays_within_half_a_unit(
            @ForAll("units") BigDecimal unit, @ForAll("numbers") Rational number) {
        Rational half = Rational.of(unit).dividedBy(Rational.of(2));

        for (RoundingMode nearest :
                new RoundingMode[] {RoundingMode.HALF_UP, RoundingMode.HALF_DOWN, RoundingMode.HALF_EVEN}) {
            assertThat(magnitude(new Rounding(unit, nearest).apply(number).minus(number)))
                    .isLessThanOrEqualTo(half);
        }
    }

    @Property(tries = 500)
    void half_up_treats_both_signs_alike(@ForAll("units") BigDecimal unit, @ForAll("numbers") Rational number) {
        Rounding halfUp = new Rounding(unit, RoundingMode.HALF_UP);

        assertThat(halfUp.apply(number.negated()))
                .isEqualTo(halfUp.apply(number).negated());
    }

    @Property
    void half_up_goes_away_from_zero_at_the_half(
            @ForAll("units") BigDecimal unit, @ForAll @IntRange(max = 10_000) int below) {
        Rational step = Rational.of(unit);
        Rational half = step.times(Rational.of(2L * below + 1, 2));

        assertThat(new Rounding(unit, RoundingMode.HALF_UP).apply(half)).isEqualTo(step.times(Rational.of(below + 1L)));
    }

    @Property(tries = 500)
    void a_greater_number_never_becomes_a_smaller_one(
            @ForAll("roundings") Rounding rounding, @ForAll("numbers") Rational a, @ForAll("numbers") Rational b) {
        assertThat(rounding.apply(a.min(b))).isLessThanOrEqualTo(rounding.apply(a.max(b)));
    }

    @Property(tries = 500)
    void rounding_again_changes_nothing(@ForAll("roundings") Rounding rounding, @ForAll("numbers") Rational number) {
        Rational once = rounding.apply(number);

        assertThat(rounding.apply(once)).isEqualTo(once);
    }

    @Property(tries = 500)
    void up_and_down_enclose_the_number(@ForAll("roundings") Rounding rounding, @ForAll("numbers") Rational number) {
        Rational down = magnitude(rounding.down().apply(number));
        Rational up = magnitude(rounding.up().apply(number));

        assertThat(magnitude(number)).isBetween(down, up);
    }

    @Property
    void places_round_like_big_decimal(
            @ForAll @BigRange(min = "-1e18", max = "1e18") @Scale(6) BigDecimal number,
            @ForAll @IntRange(min = -3, max = 7) int places) {
        assertThat(Rounding.places(places).apply(Rational.of(number)))
                .isEqualTo(Rational.of(number.setScale(places, RoundingMode.HALF_UP)));
    }

    private static Rational magnitude(Rational number) {
        return number.max(number.negated());
    }
}
