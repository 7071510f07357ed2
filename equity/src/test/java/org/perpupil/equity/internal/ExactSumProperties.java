package org.perpupil.equity.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

/** The oracle is decimal arithmetic, which holds every double exactly. */
class ExactSumProperties {
    private static final MathContext DIGITS = new MathContext(60, RoundingMode.HALF_EVEN);
    private static final BigDecimal TWO_TO_100 = BigDecimal.valueOf(2).pow(100);

    @Provide
    Arbitrary<Double> doubles() {
        return Combinators.combine(
                        Arbitraries.longs().between(-(1L << 53), 1L << 53),
                        Arbitraries.integers().between(-150, 100))
                .as((digits, exponent) -> Math.scalb((double) digits, exponent));
    }

    private static BigDecimal exactly(DoubleDouble number) {
        return new BigDecimal(number.high()).add(new BigDecimal(number.low()));
    }

    /** Tells whether |found − right| · 2¹⁰⁰ ≤ |scale|. */
    private static void assertWithin100Bits(DoubleDouble found, BigDecimal right, BigDecimal scale) {
        assertThat(exactly(found).subtract(right).abs().multiply(TWO_TO_100)).isLessThanOrEqualTo(scale.abs());
    }

    @Property
    void loses_nothing(@ForAll @Size(max = 60) List<@From("doubles") Double> terms, @ForAll Random random) {
        ExactSum sum = new ExactSum();
        terms.forEach(sum::add);
        BigDecimal right = terms.stream().map(BigDecimal::new).reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(sum.exactly()).isEqualByComparingTo(right);
        assertWithin100Bits(sum.rounded(), right, right);
        assertThat(Math.abs(sum.roughly() - right.doubleValue()))
                .isLessThanOrEqualTo(2 * Math.ulp(right.doubleValue()));

        List<Double> shuffled = new ArrayList<>(terms);
        Collections.shuffle(shuffled, random);
        ExactSum again = new ExactSum();
        shuffled.forEach(again::add);
        assertThat(again.exactly()).isEqualByComparingTo(right);
    }

    @Property
    void adds_products_exactly(
            @ForAll @Size(max = 20) List<@From("doubles") Double> ones,
            @ForAll @Size(max = 20) List<@From("doubles") Double> others) {
        ExactSum sum = new ExactSum();
        BigDecimal right = BigDecimal.ZERO;
        for (int i = 0; i < Math.min(ones.size(), others.size()); i++) {
            sum.addProduct(ones.get(i), others.get(i));
            right = right.add(new BigDecimal(ones.get(i)).multiply(new BigDecimal(others.get(i))));
        }
        assertThat(sum.exactly()).isEqualByComparingTo(right);
    }

    @Provide
    Arbitrary<DoubleDouble> pairs() {
        return Combinators.combine(doubles(), Arbitraries.doubles().between(-0.5, 0.5))
                .as((high, part) -> DoubleDouble.sum(high, part * Math.ulp(high)));
    }

    @Property
    void pairs_of_doubles_keep_100_bits(
            @ForAll @From("pairs") DoubleDouble one, @ForAll @From("pairs") DoubleDouble other) {
        BigDecimal a = exactly(one);
        BigDecimal b = exactly(other);
        BigDecimal larger = a.abs().max(b.abs());
        assertWithin100Bits(one.plus(other), a.add(b), larger);
        assertWithin100Bits(one.minus(other), a.subtract(b), larger);
        assertWithin100Bits(one.times(other), a.multiply(b), a.multiply(b));
        assertWithin100Bits(one.times(other.high()), a.multiply(new BigDecimal(other.high())), a.multiply(b));
        if (b.signum() != 0) {
            BigDecimal quotient = a.divide(b, DIGITS);
            assertWithin100Bits(one.dividedBy(other), quotient, quotient);
        }
    }
}
