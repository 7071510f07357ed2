package org.perpupil.equity.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import org.jspecify.annotations.Nullable;

/** Sums of products and orthonormal columns give the same fit; the oracle is decimal arithmetic. */
class LeastSquaresProperties {
    private static final MathContext DIGITS = new MathContext(100, RoundingMode.HALF_EVEN);

    /** A constant, columns that explain and one that is explained; weights may be null. */
    record Drawn(double[][] columns, double @Nullable [] weights, double nearness) {
        Values[] values() {
            return Arrays.stream(columns).map(Values::of).toArray(Values[]::new);
        }

        @Nullable
        Values weigh() {
            return weights == null ? null : Values.of(weights);
        }
    }

    /** Designs whose columns share more or less: the nearer to 0, the more each is like the one before it. */
    @Provide
    Arbitrary<Drawn> designs() {
        return designs(1.0, 1e-2, 1e-4, 1e-6, 1e-8);
    }

    /** Designs far enough from dependence for sums of products. */
    @Provide
    Arbitrary<Drawn> designsApart() {
        return designs(1.0, 1e-2);
    }

    private static Arbitrary<Drawn> designs(Double... nearness) {
        return Combinators.combine(
                        Arbitraries.randomValue(Random::nextLong),
                        Arbitraries.integers().between(1, 4),
                        Arbitraries.of(6, 20, 255, 256, 257, 600),
                        Arbitraries.of(nearness),
                        Arbitraries.of(0.0, 1.0, 1000.0),
                        Arbitraries.of(true, false))
                .as(LeastSquaresProperties::draw)
                .withoutEdgeCases();
    }

    private static Drawn draw(long seed, int many, int rows, double nearness, double offset, boolean weighted) {
        Random random = new Random(seed);
        double[][] columns = new double[many + 2][rows];
        Arrays.fill(columns[0], 1);
        for (int column = 1; column <= many + 1; column++) {
            for (int row = 0; row < rows; row++) {
                // The first rows of the columns are far from each other, so that none is a combination.
                double own = random.nextInt(100) + (row == column ? 500 : 0);
                columns[column][row] =
                        column == 1 || column > many ? own + offset : columns[column - 1][row] + nearness * own;
            }
        }
        double[] weights = null;
        if (weighted) {
            weights = random.doubles(rows, 0.5, 900).toArray();
        }
        return new Drawn(columns, weights, many == 1 ? 1 : nearness);
    }

    /** Solves X'WX b = X'Wy by Gauss's method. */
    private static double[] oracle(Drawn drawn) {
        int k = drawn.columns.length - 1;
        BigDecimal[][] gram = new BigDecimal[k][k + 1];
        for (int i = 0; i < k; i++) {
            for (int j = 0; j <= k; j++) {
                BigDecimal sum = BigDecimal.ZERO;
                for (int row = 0; row < drawn.columns[0].length; row++) {
                    BigDecimal product =
                            new BigDecimal(drawn.columns[i][row]).multiply(new BigDecimal(drawn.columns[j][row]));
                    sum = sum.add(
                            drawn.weights == null ? product : product.multiply(new BigDecimal(drawn.weights[row])));
                }
                gram[i][j] = sum;
            }
        }
        for (int i = 0; i < k; i++) {
            for (int below = i + 1; below < k; below++) {
                BigDecimal factor = gram[below][i].divide(gram[i][i], DIGITS);
                for (int j = i; j <= k; j++) {
                    gram[below][j] = gram[below][j].subtract(factor.multiply(gram[i][j], DIGITS), DIGITS);
                }
            }
        }
        BigDecimal[] solution = new BigDecimal[k];
        for (int i = k - 1; i >= 0; i--) {
            BigDecimal rest = gram[i][k];
            for (int j = i + 1; j < k; j++) {
                rest = rest.subtract(gram[i][j].multiply(solution[j], DIGITS), DIGITS);
            }
            solution[i] = rest.divide(gram[i][i], DIGITS);
        }
        return Arrays.stream(solution).mapToDouble(BigDecimal::doubleValue).toArray();
    }

    private static double[] coefficients(Triangle triangle) {
        return Arrays.stream(triangle.coefficients())
                .mapToDouble(DoubleDouble::high)
                .toArray();
    }

    private static void assertClose(double[] found, double[] expected, double digits) {
        assertThat(found).hasSameSizeAs(expected);
        for (int i = 0; i < found.length; i++) {
            assertThat(found[i]).isCloseTo(expected[i], within(digits * Math.abs(expected[i]) + 1e-18));
        }
    }

    @Property(tries = 150)
    void orthonormal_columns_keep_every_digit(@ForAll @From("designs") Drawn drawn) {
        Orthogonal orthogonal = Orthogonal.of(drawn.values(), null, drawn.weigh());
        assertClose(coefficients(orthogonal.triangle()), oracle(drawn), 1e-13);
    }

    @Property(tries = 250)
    void the_fit_keeps_every_digit_however_near_columns_are(@ForAll @From("designs") Drawn drawn) {
        Statistics.label("nearness")
                .collect(drawn.nearness < 1e-4)
                .coverage(checker -> checker.check(true).percentage(share -> share > 2.5));
        Triangle triangle = LeastSquares.of(drawn.values(), null, drawn.weigh(), true, Runnable::run)
                .triangle();
        assertClose(coefficients(triangle), oracle(drawn), 1e-13);
    }

    @Property(tries = 150)
    void sums_of_products_agree_with_orthonormal_columns(@ForAll @From("designsApart") Drawn drawn) {
        Triangle fast = Triangle.ofProducts(Gram.of(drawn.values(), null, drawn.weigh(), Runnable::run));
        Triangle slow = Orthogonal.of(drawn.values(), null, drawn.weigh()).triangle();
        assertClose(coefficients(fast), coefficients(slow), 1e-13);
        double residual = slow.squares(slow.columns()).high();
        assertThat(fast.squares(fast.columns()).high()).isCloseTo(residual, within(1e-9 * residual));
        double[][] one = fast.inverse();
        double[][] other = slow.inverse();
        for (int row = 0; row < one.length; row++) {
            assertClose(one[row], other[row], 1e-11);
        }
    }

    @Property(tries = 150)
    void both_ways_tell_the_same_of_each_row(@ForAll @From("designs") Drawn drawn) {
        LeastSquares squares = LeastSquares.of(drawn.values(), null, drawn.weigh(), true, Runnable::run);
        Orthogonal orthogonal = Orthogonal.of(drawn.values(), null, drawn.weigh());
        int k = drawn.columns.length - 1;
        double most = IntStream.range(0, drawn.columns[0].length)
                .mapToDouble(row -> Math.abs(orthogonal.residual(row)))
                .max()
                .orElseThrow();
        double[] leverages = new double[1];
        squares.forEachRow((row, residual, place) -> {
            assertThat(residual).isCloseTo(orthogonal.residual(row), within(1e-9 * most + 1e-12));
            for (int column = 0; column < k; column++) {
                assertThat(place[column]).isCloseTo(orthogonal.get(row, column), within(1e-10));
                leverages[0] += place[column] * place[column];
            }
        });
        assertThat(leverages[0]).isCloseTo(k, within(1e-10));
    }

    @Property(tries = 100)
    void sums_of_products_have_thirty_digits(@ForAll @From("designs") Drawn drawn) {
        DoubleDouble[][] gram = Gram.of(drawn.values(), null, drawn.weigh(), Runnable::run);
        int y = drawn.columns.length - 1;
        BigDecimal right = BigDecimal.ZERO;
        for (int row = 0; row < drawn.columns[0].length; row++) {
            BigDecimal product = new BigDecimal(drawn.columns[1][row]).multiply(new BigDecimal(drawn.columns[y][row]));
            right = right.add(drawn.weights == null ? product : product.multiply(new BigDecimal(drawn.weights[row])));
        }
        BigDecimal found = new BigDecimal(gram[y][1].high()).add(new BigDecimal(gram[y][1].low()));
        assertThat(found.subtract(right).abs()).isLessThanOrEqualTo(right.abs().movePointLeft(29));
    }
}
