package org.perpupil.exact;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;

class RationalProperties {

    /** Small fractions, in which equal and opposite ones are often drawn together, large ones, and the ends of a long. */
    @Provide
    Arbitrary<Rational> numbers() {
        Arbitrary<Rational> small = fractions(
                Arbitraries.longs().between(-12, 12), Arbitraries.longs().between(1, 12));
        Arbitrary<Rational> large =
                fractions(Arbitraries.longs(), Arbitraries.longs().filter(below -> below != 0));
        Arbitrary<Rational> ends = fractions(
                Arbitraries.of(Long.MIN_VALUE, -1L, 0L, 1L, Long.MAX_VALUE),
                Arbitraries.of(Long.MIN_VALUE, -1L, 1L, Long.MAX_VALUE));
        return Arbitraries.frequencyOf(Tuple.of(4, small), Tuple.of(4, large), Tuple.of(1, ends))
                .withoutEdgeCases();
    }

    private static Arbitrary<Rational> fractions(Arbitrary<Long> numerators, Arbitrary<Long> denominators) {
        return Combinators.combine(numerators, denominators).as((above, below) -> Rational.of(above, below));
    }

    @Property(tries = 500)
    void sums_and_products_obey_the_laws_of_a_field(
            @ForAll("numbers") Rational a, @ForAll("numbers") Rational b, @ForAll("numbers") Rational c) {
        assertThat(a.plus(b)).isEqualTo(b.plus(a));
        assertThat(a.times(b)).isEqualTo(b.times(a));
        assertThat(a.plus(b).plus(c)).isEqualTo(a.plus(b.plus(c)));
        assertThat(a.times(b).times(c)).isEqualTo(a.times(b.times(c)));
        assertThat(a.times(b.plus(c))).isEqualTo(a.times(b).plus(a.times(c)));
        assertThat(a.plus(Rational.ZERO)).isEqualTo(a);
        assertThat(a.times(Rational.ONE_WHOLE)).isEqualTo(a);
        assertThat(a.plus(a.negated())).isEqualTo(Rational.ZERO);
        assertThat(a.minus(b).plus(b)).isEqualTo(a);
    }

    @Property(tries = 500)
    void a_quotient_times_the_divisor_is_the_number_again(
            @ForAll("numbers") Rational a, @ForAll("numbers") Rational b) {
        Assume.that(!b.isZero());

        assertThat(a.dividedBy(b).times(b)).isEqualTo(a);
        assertThat(b.dividedBy(b)).isEqualTo(Rational.ONE_WHOLE);
    }

    @Property(tries = 500)
    void every_result_is_in_lowest_terms(@ForAll("numbers") Rational a, @ForAll("numbers") Rational b) {
        assertLowest(a);
        assertLowest(a.plus(b));
        assertLowest(a.minus(b));
        assertLowest(a.times(b));
        assertLowest(a.negated());
        if (!b.isZero()) {
            assertLowest(a.dividedBy(b));
        }
    }

    private static void assertLowest(Rational number) {
        assertThat(number.denominator()).isPositive();
        assertThat(number.numerator().gcd(number.denominator())).isEqualTo(BigInteger.ONE);
    }

    @Property(tries = 500)
    void order_is_the_sign_of_the_difference(@ForAll("numbers") Rational a, @ForAll("numbers") Rational b) {
        assertThat(Integer.signum(a.compareTo(b))).isEqualTo(a.minus(b).signum());
        assertThat(a.compareTo(b) == 0).isEqualTo(a.equals(b));
        assertThat(a.min(b)).isLessThanOrEqualTo(a.max(b));
        assertThat(a.min(b).plus(a.max(b))).isEqualTo(a.plus(b));
    }

    @Property(tries = 500)
    void agrees_with_big_decimal_where_the_digits_end(
            @ForAll @BigRange(min = "-1e18", max = "1e18") @Scale(6) BigDecimal a,
            @ForAll @BigRange(min = "-1e18", max = "1e18") @Scale(3) BigDecimal b) {
        assertThat(Rational.of(a).plus(Rational.of(b)).toExactDecimal().orElseThrow())
                .isEqualByComparingTo(a.add(b));
        assertThat(Rational.of(a).minus(Rational.of(b)).toExactDecimal().orElseThrow())
                .isEqualByComparingTo(a.subtract(b));
        assertThat(Rational.of(a).times(Rational.of(b)).toExactDecimal().orElseThrow())
                .isEqualByComparingTo(a.multiply(b));
        assertThat(Integer.signum(Rational.of(a).compareTo(Rational.of(b)))).isEqualTo(a.compareTo(b));
    }

    @Property(tries = 300)
    void rounds_like_big_decimal(
            @ForAll @BigRange(min = "-1e18", max = "1e18") @Scale(6) BigDecimal number,
            @ForAll @IntRange(min = -3, max = 7) int places,
            @ForAll RoundingMode mode) {
        Assume.that(mode != RoundingMode.UNNECESSARY);

        assertThat(Rational.of(number).toDecimal(places, mode)).isEqualTo(number.setScale(places, mode));
        assertThat(Rational.of(number).toWhole(mode))
                .isEqualTo(number.setScale(0, mode).toBigIntegerExact());
    }

    @Property(tries = 300)
    void the_exact_decimal_is_the_number_without_trailing_zeros(
            @ForAll @BigRange(min = "-1e18", max = "1e18") @Scale(9) BigDecimal number) {
        BigDecimal decimal = Rational.of(number).toExactDecimal().orElseThrow();

        assertThat(decimal).isEqualByComparingTo(number);
        assertThat(decimal.scale()).isGreaterThanOrEqualTo(0);
        assertThat(decimal.scale() == 0
                        || decimal.unscaledValue().mod(BigInteger.TEN).signum() != 0)
                .isTrue();
    }

    @Property(tries = 300)
    void there_is_an_exact_decimal_if_and_only_if_the_denominator_divides_a_power_of_ten(
            @ForAll("numbers") Rational number) {
        // no denominator here has more than 63 factors of 2 or of 5
        boolean ends = BigInteger.TEN.pow(64).mod(number.denominator()).signum() == 0;

        assertThat(number.toExactDecimal().isPresent()).isEqualTo(ends);
    }

    @Property(tries = 300)
    void a_quotient_is_near_that_of_big_decimal(@ForAll("numbers") Rational number) {
        BigDecimal near =
                new BigDecimal(number.numerator()).divide(new BigDecimal(number.denominator()), MathContext.DECIMAL128);

        Rational error = Rational.of(near).minus(number);
        // 34 digits: half a unit in the last of them
        Rational most = number.times(Rational.parse("0.0000000000000000000000000000000005"));
        assertThat(error.times(error)).isLessThanOrEqualTo(most.times(most));
    }

    @Property
    void floor_is_at_most_the_number_and_less_than_one_below(@ForAll("numbers") Rational number) {
        Rational floor = Rational.of(number.floor());

        assertThat(floor).isLessThanOrEqualTo(number);
        assertThat(number.minus(floor)).isLessThan(Rational.ONE_WHOLE);
    }

    @Property
    void parse_reads_what_to_string_writes(@ForAll("numbers") Rational number) {
        assertThat(Rational.parse(number.toString())).isEqualTo(number);
    }

    @Property
    void parse_reads_what_big_decimal_writes(
            @ForAll @BigRange(min = "-1e60", max = "1e60") @Scale(30) BigDecimal number) {
        assertThat(Rational.parse(number.toPlainString())).isEqualTo(Rational.of(number));
    }
}
