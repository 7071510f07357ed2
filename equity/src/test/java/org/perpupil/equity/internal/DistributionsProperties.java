package org.perpupil.equity.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.data.Percentage;

/** The oracles are finite sums, added up in decimal arithmetic. */
class DistributionsProperties {
    private static final MathContext DIGITS = new MathContext(180, RoundingMode.HALF_EVEN);
    private static final BigDecimal ONE = BigDecimal.ONE;

    /**
     * 1 − A(t|ν) for even ν.
     *
     * <pre>{@code
     * A = sin θ (1 + 1/2 cos² θ + 1·3/(2·4) cos⁴ θ + … up to cos^(ν−2) θ),  tan θ = t / √ν
     * }</pre>
     *
     * <p>Source: M. Abramowitz and I. A. Stegun, Handbook of Mathematical Functions, 1964, 26.7.4.
     */
    private static BigDecimal tail(double t, int degrees) {
        BigDecimal square = new BigDecimal(t).pow(2);
        BigDecimal all = square.add(BigDecimal.valueOf(degrees));
        BigDecimal cosine = BigDecimal.valueOf(degrees).divide(all, DIGITS);
        BigDecimal sine = square.divide(all, DIGITS).sqrt(DIGITS);
        BigDecimal term = ONE;
        BigDecimal sum = ONE;
        for (int i = 2; i <= degrees - 2; i += 2) {
            term = term.multiply(cosine, DIGITS)
                    .multiply(BigDecimal.valueOf(i - 1))
                    .divide(BigDecimal.valueOf(i), DIGITS);
            sum = sum.add(term, DIGITS);
        }
        return ONE.subtract(sine.multiply(sum, DIGITS), DIGITS);
    }

    /**
     * Q(F|ν₁, ν₂) for even ν₁.
     *
     * <pre>{@code
     * Q = x^(ν₂/2) (1 + ν₂/2 (1 − x) + ν₂(ν₂+2)/(2·4) (1 − x)² + … up to (1 − x)^((ν₁−2)/2)),  x = ν₂ / (ν₂ + ν₁ F)
     * }</pre>
     *
     * <p>Source: Abramowitz and Stegun, 26.6.4.
     */
    private static BigDecimal tail(double f, int numerator, int denominator) {
        BigDecimal over = BigDecimal.valueOf(denominator);
        BigDecimal x = over.divide(over.add(BigDecimal.valueOf(numerator).multiply(new BigDecimal(f))), DIGITS);
        BigDecimal rest = ONE.subtract(x);
        BigDecimal term = ONE;
        BigDecimal sum = ONE;
        for (int i = 1; i <= (numerator - 2) / 2; i++) {
            term = term.multiply(rest, DIGITS)
                    .multiply(BigDecimal.valueOf(denominator + 2L * (i - 1)))
                    .divide(BigDecimal.valueOf(2L * i), DIGITS);
            sum = sum.add(term, DIGITS);
        }
        // x^(ν₂/2) as the root of a whole power
        return x.pow(denominator, DIGITS).sqrt(DIGITS).multiply(sum, DIGITS);
    }

    @Property(tries = 300)
    void tails_of_student_are_finite_sums(
            @ForAll @DoubleRange(min = 0.01, max = 60) double t, @ForAll @IntRange(min = 1, max = 120) int half) {
        assertThat(Distributions.twoSided(t, 2 * half))
                .isCloseTo(tail(t, 2 * half).doubleValue(), Percentage.withPercentage(1e-9));
    }

    @Property(tries = 300)
    void tails_of_fisher_are_finite_sums(
            @ForAll @DoubleRange(min = 0.01, max = 200) double f,
            @ForAll @IntRange(min = 1, max = 20) int half,
            @ForAll @IntRange(min = 1, max = 300) int denominator) {
        assertThat(Distributions.upper(f, 2 * half, denominator))
                .isCloseTo(tail(f, 2 * half, denominator).doubleValue(), Percentage.withPercentage(1e-9));
    }

    @Property(tries = 300)
    void a_square_of_student_is_a_fisher(
            @ForAll @DoubleRange(min = 0.01, max = 60) double t, @ForAll @IntRange(min = 1, max = 3000) int degrees) {
        assertThat(Distributions.upper(t * t, 1, degrees))
                .isCloseTo(Distributions.twoSided(t, degrees), Percentage.withPercentage(1e-9));
    }

    @Property(tries = 300)
    void what_is_exceeded_undoes_the_tail(
            @ForAll @DoubleRange(min = 0.01, max = 40) double t, @ForAll @IntRange(min = 1, max = 3000) int degrees) {
        double again = Distributions.exceeded(Distributions.twoSided(t, degrees), degrees);
        assertThat(again).isCloseTo(t, Percentage.withPercentage(1e-7));
    }

    @Property(tries = 300)
    void a_larger_t_is_rarer(
            @ForAll @DoubleRange(min = 0, max = 50) double t,
            @ForAll @DoubleRange(min = 0.01, max = 10) double more,
            @ForAll @IntRange(min = 1, max = 500) int degrees) {
        assertThat(Distributions.twoSided(t + more, degrees))
                .isBetween(0.0, 1.0)
                .isLessThan(Distributions.twoSided(t, degrees));
    }
}
