package org.perpupil.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import net.jqwik.api.statistics.StatisticsReport.StatisticsReportMode;
import org.perpupil.district.SchoolId;
import org.perpupil.exact.Rational;
import org.perpupil.testing.Schools;

class MoneyProperties {

    /** The full range, with the ends, and sums so small that there are fewer cents than schools. */
    @Provide
    Arbitrary<Money> pots() {
        return Arbitraries.frequencyOf(
                        Tuple.of(5, Arbitraries.longs()),
                        Tuple.of(3, Arbitraries.longs().between(-30, 30)),
                        Tuple.of(1, Arbitraries.of(Long.MIN_VALUE, Long.MIN_VALUE + 1, Long.MAX_VALUE)))
                .map(Money::ofCents)
                .withoutEdgeCases();
    }

    /** Shares of every exact kind, with equal ones (ties) and zeros among them; at least one is above zero. */
    @Provide
    Arbitrary<Map<SchoolId, Number>> shares() {
        Arbitrary<Number> several = Arbitraries.oneOf(List.<Arbitrary<Number>>of(
                Arbitraries.integers().between(0, 5_000).map(share -> share),
                Arbitraries.longs().between(0, Long.MAX_VALUE).map(share -> share),
                Arbitraries.bigIntegers()
                        .between(BigInteger.ZERO, BigInteger.TEN.pow(30))
                        .map(share -> share),
                Arbitraries.bigDecimals()
                        .between(BigDecimal.ZERO, BigDecimal.valueOf(2_000))
                        .ofScale(3)
                        .map(share -> share),
                Arbitraries.of(1, 2, 3),
                Arbitraries.of(0, 0L, BigInteger.ZERO, new BigDecimal("0.000"))));
        return Arbitraries.maps(Schools.schoolIds(), several)
                .ofMinSize(1)
                .ofMaxSize(40)
                .filter(shares -> shares.values().stream()
                        .anyMatch(share -> thousandths(share).signum() > 0))
                .withoutEdgeCases();
    }

    @Property(tries = 500)
    @StatisticsReport(StatisticsReportMode.OFF)
    void a_split_neither_gains_nor_loses_a_cent(
            @ForAll("pots") Money pot, @ForAll("shares") Map<SchoolId, Number> shares) {
        Map<SchoolId, Money> parts = pot.split(shares);

        assertThat(parts.keySet()).containsExactlyElementsOf(shares.keySet());
        assertThat(Money.total(parts.values())).isEqualTo(pot);
        boolean few = BigInteger.valueOf(pot.cents()).abs().compareTo(BigInteger.valueOf(shares.size())) < 0;
        boolean zero =
                shares.values().stream().anyMatch(share -> thousandths(share).signum() == 0);
        Statistics.label("fewer cents than shares")
                .collect(few)
                .coverage(coverage -> coverage.check(true).percentage(share -> share > 1.25));
        Statistics.label("a share of zero")
                .collect(zero)
                .coverage(coverage -> coverage.check(true).percentage(share -> share > 5));
        Statistics.label("negative")
                .collect(pot.isNegative())
                .coverage(coverage -> coverage.check(true).percentage(share -> share > 5));
    }

    @Property(tries = 500)
    void a_split_agrees_with_plain_arithmetic(
            @ForAll("pots") Money pot, @ForAll("shares") Map<SchoolId, Number> shares) {
        assertThat(pot.split(shares)).isEqualTo(plainly(pot, shares));
    }

    /** Largest remainder in whole numbers only, written for reading. */
    private static Map<SchoolId, Money> plainly(Money pot, Map<SchoolId, Number> shares) {
        BigInteger cents = BigInteger.valueOf(pot.cents()).abs();
        BigInteger all =
                shares.values().stream().map(MoneyProperties::thousandths).reduce(BigInteger.ZERO, BigInteger::add);
        Map<SchoolId, BigInteger> parts = new HashMap<>();
        Map<SchoolId, BigInteger> remainders = new HashMap<>();
        BigInteger left = cents;
        for (Map.Entry<SchoolId, Number> share : shares.entrySet()) {
            BigInteger[] quotient =
                    cents.multiply(thousandths(share.getValue())).divideAndRemainder(all);
            parts.put(share.getKey(), quotient[0]);
            remainders.put(share.getKey(), quotient[1]);
            left = left.subtract(quotient[0]);
        }
        List<SchoolId> order = new ArrayList<>(shares.keySet());
        order.sort(Comparator.comparing(SchoolId::value));
        order.sort(
                Comparator.comparing((SchoolId id) -> remainders.get(id)).reversed()); // stable: equal ones stay by id
        for (SchoolId next : order.subList(0, left.intValueExact())) {
            parts.merge(next, BigInteger.ONE, BigInteger::add);
        }
        Map<SchoolId, Money> signed = new HashMap<>();
        parts.forEach((id, part) ->
                signed.put(id, Money.ofCents((pot.isNegative() ? part.negate() : part).longValueExact())));
        return signed;
    }

    private static BigInteger thousandths(Number share) {
        return new BigDecimal(share.toString()).movePointRight(3).toBigIntegerExact();
    }

    @Property(tries = 300)
    void a_split_does_not_depend_on_the_order_of_the_map(
            @ForAll("pots") Money pot, @ForAll("shares") Map<SchoolId, Number> shares, @ForAll Random random) {
        List<SchoolId> shuffled = new ArrayList<>(shares.keySet());
        Collections.shuffle(shuffled, random);
        Map<SchoolId, Number> reordered = new LinkedHashMap<>();
        shuffled.forEach(id -> reordered.put(id, shares.get(id)));

        assertThat(pot.split(reordered)).isEqualTo(pot.split(shares));
    }

    @Property(tries = 300)
    void a_negative_pot_mirrors_the_positive_one(
            @ForAll("pots") Money pot, @ForAll("shares") Map<SchoolId, Number> shares) {
        Assume.that(pot.cents() != Long.MIN_VALUE); // it has no mirror
        Map<SchoolId, Money> mirror = new HashMap<>();
        pot.split(shares).forEach((id, part) -> mirror.put(id, part.negated()));

        assertThat(pot.negated().split(shares)).isEqualTo(mirror);
    }

    @Property(tries = 300)
    void every_part_is_within_one_cent_of_its_exact_quota(
            @ForAll("pots") Money pot, @ForAll("shares") Map<SchoolId, Number> shares) {
        BigInteger all =
                shares.values().stream().map(MoneyProperties::thousandths).reduce(BigInteger.ZERO, BigInteger::add);

        // |part − pot × share / all| < 1, times all
        assertThat(pot.split(shares)).allSatisfy((id, part) -> {
            BigInteger quota = BigInteger.valueOf(pot.cents()).multiply(thousandths(shares.get(id)));
            BigInteger held = BigInteger.valueOf(part.cents()).multiply(all);
            assertThat(held.subtract(quota).abs()).isLessThan(all);
        });
    }

    @Property(tries = 300)
    void a_share_of_zero_gets_zero(@ForAll("pots") Money pot, @ForAll("shares") Map<SchoolId, Number> shares) {
        assertThat(pot.split(shares)).allSatisfy((id, part) -> {
            if (thousandths(shares.get(id)).signum() == 0) {
                assertThat(part).isEqualTo(Money.ZERO);
            }
        });
    }

    @Property(tries = 300)
    void a_larger_share_never_gets_less(@ForAll("pots") Money pot, @ForAll("shares") Map<SchoolId, Number> shares) {
        List<SchoolId> byShare = new ArrayList<>(shares.keySet());
        byShare.sort(Comparator.comparing((SchoolId id) -> thousandths(shares.get(id)))
                .thenComparing(Comparator.<SchoolId>naturalOrder().reversed()));
        Map<SchoolId, Money> parts = pot.split(shares);

        List<BigInteger> magnitudes = byShare.stream()
                .map(id -> BigInteger.valueOf(parts.get(id).cents()).abs())
                .toList();
        assertThat(magnitudes).isSorted();
    }

    @Property
    void only_the_proportions_of_the_shares_matter(
            @ForAll("pots") Money pot, @ForAll("shares") Map<SchoolId, Number> shares) {
        Map<SchoolId, BigInteger> scaled = new LinkedHashMap<>();
        shares.forEach((id, share) -> scaled.put(id, thousandths(share)));

        assertThat(pot.split(scaled)).isEqualTo(pot.split(shares));
    }

    @Property
    void parse_reads_what_to_string_writes(@ForAll("pots") Money amount) {
        assertThat(Money.parse(amount.toString())).isEqualTo(amount);
    }

    @Property
    void display_differs_from_to_string_by_sign_and_commas_only(@ForAll("pots") Money amount) {
        assertThat(amount.display("").replace(",", "").replace("−", "-")).isEqualTo(amount.toString());
        assertThat(amount.display("")).matches("−?\\d{1,3}(,\\d{3})*\\.\\d{2}");
    }

    @Property
    void dollars_and_cents_are_the_same_amount(@ForAll("pots") Money amount) {
        assertThat(Money.ofDollars(amount.dollars())).isEqualTo(amount);
        assertThat(Money.ofDollars(amount.toRational(), RoundingMode.UNNECESSARY))
                .isEqualTo(amount);
        assertThat(amount.toRational()).isEqualTo(Rational.of(amount.dollars()));
    }

    @Property
    void arithmetic_is_exact_or_throws(@ForAll long a, @ForAll long b) {
        BigInteger exactA = BigInteger.valueOf(a);
        BigInteger exactB = BigInteger.valueOf(b);
        check(exactA.add(exactB), () -> Money.ofCents(a).plus(Money.ofCents(b)));
        check(exactA.subtract(exactB), () -> Money.ofCents(a).minus(Money.ofCents(b)));
        check(exactA.multiply(exactB), () -> Money.ofCents(a).times(b));
        check(exactA.negate(), () -> Money.ofCents(a).negated());
        check(exactA.multiply(BigInteger.valueOf(100)), () -> Money.ofDollars(a));
    }

    private static void check(BigInteger cents, Supplier<Money> computed) {
        if (cents.bitLength() < Long.SIZE) {
            assertThat(computed.get()).isEqualTo(Money.ofCents(cents.longValueExact()));
        } else {
            assertThatExceptionOfType(ArithmeticException.class).isThrownBy(computed::get);
        }
    }

    @Property
    void order_is_that_of_the_cents(@ForAll long a, @ForAll long b) {
        assertThat(Integer.signum(Money.ofCents(a).compareTo(Money.ofCents(b)))).isEqualTo(Long.compare(a, b));
    }

    @Property(tries = 300)
    void a_total_is_the_exact_sum_or_throws(@ForAll List<Long> cents) {
        BigInteger sum = cents.stream().map(BigInteger::valueOf).reduce(BigInteger.ZERO, BigInteger::add);

        check(sum, () -> Money.total(cents.stream().map(Money::ofCents).toList()));
    }
}
