package org.perpupil.exact;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import net.jqwik.api.statistics.StatisticsReport.StatisticsReportMode;

class SplitterProperties {
    /** Where {@link Splitter#split(long, long[], int, int, long[])} says that it goes over to numbers of any size. */
    private static final long POT_LIMIT = 1L << 50;

    private static final BigInteger MOST_WEIGHT = BigInteger.ONE.shiftLeft(62);

    /** Up to so many are compared each with each. */
    private static final int FEW = 12;

    /** A pot and the weights that share it. */
    record Case(long pot, long[] weights) {
        BigInteger total() {
            return Arrays.stream(weights).mapToObj(BigInteger::valueOf).reduce(BigInteger.ZERO, BigInteger::add);
        }

        /** The remainder of the quota times the sum of the weights. */
        BigInteger remainder(int index) {
            return times(index).mod(total());
        }

        BigInteger times(int index) {
            return BigInteger.valueOf(pot).multiply(BigInteger.valueOf(weights[index]));
        }

        boolean isLarge() {
            return pot >= POT_LIMIT || total().compareTo(MOST_WEIGHT) > 0;
        }

        @Override
        public String toString() {
            return weights.length + " weights, pot " + pot + ": " + Arrays.toString(Arrays.copyOf(weights, 20));
        }
    }

    /** How weights lie to each other; each kind is a way in which remainders agree, or agree in many of their bits. */
    private enum Kind {
        ANY {
            @Override
            long weight(long limit, int index, SplittableRandom random) {
                return random.nextLong(limit) >>> random.nextInt(4);
            }
        },
        FEW_SIZES {
            @Override
            long weight(long limit, int index, SplittableRandom random) {
                return limit - 1 - random.nextInt(3);
            }
        },
        EQUAL {
            @Override
            long weight(long limit, int index, SplittableRandom random) {
                return limit;
            }
        },
        RISING {
            @Override
            long weight(long limit, int index, SplittableRandom random) {
                return limit - limit / 2 + index;
            }
        },
        FALLING {
            @Override
            long weight(long limit, int index, SplittableRandom random) {
                return limit + 4_000 - index;
            }
        },
        MANY_ZEROS {
            @Override
            long weight(long limit, int index, SplittableRandom random) {
                return random.nextInt(10) == 0 ? random.nextLong(limit) : 0;
            }
        };

        abstract long weight(long limit, int index, SplittableRandom random);
    }

    @Provide
    Arbitrary<Case> cases() {
        Arbitrary<Integer> sizes = Arbitraries.frequencyOf(
                Tuple.of(6, Arbitraries.integers().between(1, 30)),
                Tuple.of(3, Arbitraries.integers().between(31, 300)),
                Tuple.of(1, Arbitraries.integers().between(301, 3_000)));
        return drawn(sizes, Arbitraries.integers().between(2, 62));
    }

    private static Arbitrary<Case> drawn(Arbitrary<Integer> sizes, Arbitrary<Integer> bits) {
        return Combinators.combine(sizes, bits, Arbitraries.of(Kind.class), pots(), Arbitraries.longs())
                .as((size, width, kind, pot, seed) -> {
                    SplittableRandom random = new SplittableRandom(seed);
                    long limit = (1L << width) - random.nextLong(1L << (width - 1));
                    long[] weights = IntStream.range(0, size)
                            .mapToLong(index -> Math.max(0, kind.weight(limit, index, random)))
                            .toArray();
                    if (LongStream.of(weights).allMatch(weight -> weight == 0)) {
                        weights[size - 1] = limit;
                    }
                    return new Case(pot, weights);
                })
                .withoutEdgeCases();
    }

    /** Pots of every magnitude, with the largest of all, and those about the limit. */
    private static Arbitrary<Long> pots() {
        Arbitrary<Long> magnitudes = Combinators.combine(
                        Arbitraries.integers().between(0, 62),
                        Arbitraries.longs().between(0, Long.MAX_VALUE))
                .as((shift, number) -> number >>> shift);
        return Arbitraries.frequencyOf(
                Tuple.of(8, magnitudes),
                Tuple.of(8, Arbitraries.longs().between(1, POT_LIMIT - 1)),
                Tuple.of(1, Arbitraries.of(POT_LIMIT - 1, POT_LIMIT, Long.MAX_VALUE)));
    }

    /** Largest remainder in whole numbers of any size, written for reading. */
    private static long[] plainly(Case drawn) {
        BigInteger total = drawn.total();
        int size = drawn.weights().length;
        long[] parts = IntStream.range(0, size)
                .mapToLong(i -> drawn.times(i).divide(total).longValueExact())
                .toArray();
        BigInteger[] remainders = IntStream.range(0, size)
                .mapToObj(i -> drawn.times(i).mod(total))
                .toArray(BigInteger[]::new);
        List<Integer> order = IntStream.range(0, size)
                .boxed()
                .sorted(Comparator.comparing((Integer i) -> remainders[i])
                        .reversed()
                        .thenComparing(i -> i))
                .toList();
        long missing = drawn.pot() - LongStream.of(parts).sum();
        for (int i = 0; i < missing; i++) {
            parts[order.get(i)]++;
        }
        return parts;
    }

    @Property(tries = 500)
    @StatisticsReport(StatisticsReportMode.OFF)
    void a_split_agrees_with_plain_arithmetic(@ForAll("cases") Case drawn) {
        long[] parts = LargestRemainder.split(drawn.pot(), drawn.weights());

        assertThat(parts).containsExactly(plainly(drawn));
        Statistics.label("numbers of any size").collect(drawn.isLarge()).coverage(coverage -> {
            coverage.check(true).percentage(share -> share > 2);
            coverage.check(false).percentage(share -> share > 10);
        });
        Statistics.label("ranked by digits, with units missing")
                .collect(!drawn.isLarge() && drawn.weights().length > FEW && missing(drawn) > 0)
                .coverage(coverage -> coverage.check(true).percentage(share -> share > 5));
        Statistics.label("equal remainders, of which not all get a unit")
                .collect(!drawn.isLarge() && isTied(drawn, parts))
                .coverage(coverage -> coverage.check(true).percentage(share -> share > 1));
        Statistics.label("more than a few of them")
                .collect(!drawn.isLarge() && drawn.weights().length > 4 * FEW && isTied(drawn, parts))
                .coverage(coverage -> coverage.check(true).percentage(share -> share > 0.5));
    }

    private static long missing(Case drawn) {
        BigInteger total = drawn.total();
        return drawn.pot()
                - IntStream.range(0, drawn.weights().length)
                        .mapToLong(i -> drawn.times(i).divide(total).longValueExact())
                        .sum();
    }

    private static boolean isTied(Case drawn, long[] parts) {
        Map<BigInteger, Boolean> roundedUp = new LinkedHashMap<>();
        for (int i = 0; i < parts.length; i++) {
            boolean up = isAboveQuota(drawn, i, parts[i]);
            Boolean other = roundedUp.putIfAbsent(drawn.remainder(i), up);
            if (other != null && other != up) {
                return true;
            }
        }
        return false;
    }

    private static boolean isAboveQuota(Case drawn, int index, long part) {
        return BigInteger.valueOf(part).multiply(drawn.total()).compareTo(drawn.times(index)) > 0;
    }

    @Property(tries = 200)
    void a_split_is_the_largest_remainder_of_the_quotas(@ForAll("cases") Case drawn) {
        Rational rate = Rational.of(drawn.pot()).dividedBy(Rational.of(drawn.total()));
        Map<Integer, Rational> quotas = new LinkedHashMap<>();
        int size = drawn.weights().length;
        for (int i = 0; i < size; i++) {
            quotas.put(i, rate.times(Rational.of(drawn.weights()[i])));
        }
        LargestRemainder<Integer> expected = LargestRemainder.of(quotas);
        Splitter splitter = new Splitter();
        long[] parts = new long[size];

        splitter.split(drawn.pot(), drawn.weights(), 0, size, parts);

        assertThat(Arrays.stream(parts).mapToObj(BigInteger::valueOf))
                .containsExactlyElementsOf(expected.parts().values());
        assertThat(IntStream.range(0, size).filter(splitter::isRoundedUp).boxed())
                .containsExactlyInAnyOrderElementsOf(expected.roundedUp());
    }

    @Property(tries = 500)
    void the_parts_add_up_to_the_pot_and_each_is_its_quota_rounded_down_or_up(@ForAll("cases") Case drawn) {
        long[] parts = LargestRemainder.split(drawn.pot(), drawn.weights());

        assertThat(LongStream.of(parts).sum()).isEqualTo(drawn.pot());
        BigInteger total = drawn.total();
        for (int i = 0; i < parts.length; i++) {
            BigInteger off = BigInteger.valueOf(parts[i]).multiply(total).subtract(drawn.times(i));
            assertThat(off.abs()).isLessThan(total);
        }
    }

    /** Few weights that share a pot just below the limit, so that their quotas are the largest that doubles divide. */
    @Provide
    Arbitrary<Case> largeQuotas() {
        return Combinators.combine(
                        drawn(
                                Arbitraries.integers().between(1, 6),
                                Arbitraries.integers().between(2, 62)),
                        Arbitraries.longs().between(POT_LIMIT - (POT_LIMIT >> 4), POT_LIMIT - 1))
                .as((drawn, pot) -> new Case(pot, drawn.weights()))
                .withoutEdgeCases();
    }

    @Property(tries = 2_000)
    @StatisticsReport(StatisticsReportMode.OFF)
    void a_quotient_of_doubles_that_is_one_off_is_mended(@ForAll("largeQuotas") Case drawn) {
        assertThat(LargestRemainder.split(drawn.pot(), drawn.weights())).containsExactly(plainly(drawn));
        if (!drawn.isLarge()) {
            double rate = (double) drawn.pot() / drawn.total().longValueExact();
            long[] off = IntStream.range(0, drawn.weights().length)
                    .mapToLong(i -> (long) (rate * drawn.weights()[i])
                            - drawn.times(i).divide(drawn.total()).longValueExact())
                    .toArray();
            Statistics.label("one too many")
                    .collect(LongStream.of(off).anyMatch(units -> units > 0))
                    .coverage(coverage -> coverage.check(true).percentage(share -> share > 0.5));
            Statistics.label("one too few")
                    .collect(LongStream.of(off).anyMatch(units -> units < 0))
                    .coverage(coverage -> coverage.check(true).percentage(share -> share > 0.5));
            // the bound that the comment of roundDown derives
            assertThat(LongStream.of(off)).allMatch(units -> Math.abs(units) <= 1);
        }
    }

    /** Weights that add up to 2⁶² − 2 to 2⁶² + 2, and to about twice and four times as much. */
    @Provide
    Arbitrary<Case> aboutTheSwitch() {
        Arbitrary<BigInteger> totals = Combinators.combine(
                        Arbitraries.of(61, 62, 62, 62, 63, 64),
                        Arbitraries.integers().between(-2, 2))
                .as((power, off) -> BigInteger.ONE.shiftLeft(power).add(BigInteger.valueOf(off)));
        return Combinators.combine(
                        totals,
                        Arbitraries.integers().between(3, 80),
                        pots().filter(pot -> pot > 0),
                        Arbitraries.longs())
                .as((total, size, pot, seed) -> {
                    SplittableRandom random = new SplittableRandom(seed);
                    long[] weights = new long[size];
                    BigInteger rest = total;
                    for (int i = 0; i < size - 1; i++) {
                        weights[i] =
                                rest.divide(BigInteger.valueOf(size - i)).longValueExact() - random.nextLong(1_000);
                        rest = rest.subtract(BigInteger.valueOf(weights[i]));
                    }
                    weights[size - 1] = rest.longValueExact();
                    return new Case(pot, weights);
                })
                .withoutEdgeCases();
    }

    @Property(tries = 500)
    @StatisticsReport(StatisticsReportMode.OFF)
    void numbers_of_any_size_begin_where_longs_end(@ForAll("aboutTheSwitch") Case drawn) {
        assertThat(LargestRemainder.split(drawn.pot(), drawn.weights())).containsExactly(plainly(drawn));
        Statistics.label("longs").collect(!drawn.isLarge()).coverage(coverage -> {
            coverage.check(true).percentage(share -> share > 5);
            coverage.check(false).percentage(share -> share > 5);
        });
        Statistics.label("at the switch")
                .collect(drawn.total().equals(MOST_WEIGHT))
                .coverage(coverage -> coverage.check(true).percentage(share -> share > 1));
    }

    @Provide
    Arbitrary<Case> columns() {
        return drawn(
                Arbitraries.integers().between(1, 200), Arbitraries.integers().between(2, 52));
    }

    @Property(tries = 500)
    void a_column_of_doubles_is_split_like_one_of_longs(@ForAll("columns") Case drawn, @ForAll("cases") Case before) {
        int size = drawn.weights().length;
        double[] column = new double[size + 2];
        Arrays.fill(column, 0.5);
        for (int i = 0; i < size; i++) {
            column[i + 1] = Math.min(drawn.weights()[i], (1L << 53) - 1);
        }
        long[] parts = new long[size + 2];
        Splitter splitter = new Splitter();
        splitter.split(before.pot(), before.weights(), 0, before.weights().length, new long[before.weights().length]);

        splitter.split(drawn.pot(), column, 1, size + 1, parts);

        long[] weights = Arrays.stream(column, 1, size + 1)
                .mapToLong(weight -> (long) weight)
                .toArray();
        long[] expected = plainly(new Case(drawn.pot(), weights));
        assertThat(Arrays.copyOfRange(parts, 1, size + 1)).containsExactly(expected);
        assertThat(parts[0] + parts[size + 1]).isZero();
        for (int i = 0; i < size; i++) {
            assertThat(splitter.isRoundedUp(i + 1))
                    .isEqualTo(isAboveQuota(new Case(drawn.pot(), weights), i, parts[i + 1]));
        }
    }

    /** Remainders that agree in their highest digits, in all, or stand in an order that is bad for choosing pivots. */
    @Provide
    Arbitrary<Case> narrow() {
        int size = 100_000;
        Arbitrary<Long> steps = Arbitraries.of(-3L, -1L, 0L, 1L, 3L);
        return Combinators.combine(
                        steps,
                        Arbitraries.of(size, size / 2, 37),
                        Arbitraries.integers().between(20, 44),
                        Arbitraries.longs().between(1, size - 1))
                .as((step, period, bits, pot) -> new Case(
                        pot,
                        // Quotas below 1, so that each remainder is the pot times the weight; all are within a narrow
                        // band.
                        LongStream.range(0, size)
                                .map(i -> (1L << bits) + step * (i % period))
                                .toArray()))
                .withoutEdgeCases();
    }

    @Property(tries = 12)
    void remainders_in_one_narrow_band_are_told_apart(@ForAll("narrow") Case drawn) {
        assertThat(Arrays.equals(LargestRemainder.split(drawn.pot(), drawn.weights()), plainly(drawn)))
                .isTrue();
    }
}
