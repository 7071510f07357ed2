package org.perpupil.exact;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class LargestRemainderProperties {

    /** Quotas of any sign, with common denominators so that ties happen; the last one makes the sum whole. */
    @Provide
    Arbitrary<Map<Integer, Rational>> quotas() {
        Arbitrary<Rational> number = Combinators.combine(
                        Arbitraries.longs().between(-500, 500),
                        Arbitraries.longs().between(1, 12))
                .as((above, below) -> Rational.of(above, below));
        Arbitrary<Set<Integer>> keys =
                Arbitraries.integers().between(0, 99).set().ofMinSize(1).ofMaxSize(20);
        return Combinators.combine(
                        keys, number.list().ofSize(20), Arbitraries.longs().between(-100, 100))
                .as((ids, numbers, sum) -> {
                    Map<Integer, Rational> quotas = new LinkedHashMap<>();
                    Rational rest = Rational.of(sum);
                    int at = 0;
                    for (int id : ids) {
                        Rational quota = ++at < ids.size() ? numbers.get(at) : rest;
                        quotas.put(id, quota);
                        rest = rest.minus(quota);
                    }
                    return quotas;
                })
                .withoutEdgeCases();
    }

    @Property(tries = 500)
    void the_parts_add_up_to_what_the_quotas_add_up_to(@ForAll("quotas") Map<Integer, Rational> quotas) {
        BigInteger sum = LargestRemainder.of(quotas).parts().values().stream().reduce(BigInteger.ZERO, BigInteger::add);

        assertThat(Rational.of(sum)).isEqualTo(quotas.values().stream().reduce(Rational.ZERO, Rational::plus));
    }

    @Property(tries = 500)
    void every_part_is_the_quota_rounded_down_or_up(@ForAll("quotas") Map<Integer, Rational> quotas) {
        LargestRemainder<Integer> result = LargestRemainder.of(quotas);

        assertThat(result.parts().keySet()).containsExactlyElementsOf(quotas.keySet());
        assertThat(result.parts()).allSatisfy((key, part) -> {
            Rational off = Rational.of(part).minus(quotas.get(key));
            assertThat(off.max(off.negated())).isLessThan(Rational.ONE_WHOLE);
        });
    }

    @Property(tries = 500)
    void rounded_up_are_just_those_whose_part_is_above_the_quota(@ForAll("quotas") Map<Integer, Rational> quotas) {
        LargestRemainder<Integer> result = LargestRemainder.of(quotas);

        List<Integer> above = quotas.keySet().stream()
                .filter(key -> Rational.of(result.parts().get(key)).compareTo(quotas.get(key)) > 0)
                .toList();
        assertThat(result.roundedUp()).containsExactlyInAnyOrderElementsOf(above);
    }

    @Property(tries = 500)
    void nobody_left_out_has_a_larger_remainder_than_one_rounded_up(@ForAll("quotas") Map<Integer, Rational> quotas) {
        LargestRemainder<Integer> result = LargestRemainder.of(quotas);

        for (int up : result.roundedUp()) {
            for (int down : quotas.keySet()) {
                if (!result.roundedUp().contains(down)) {
                    int larger = remainder(quotas.get(up)).compareTo(remainder(quotas.get(down)));
                    assertThat(larger > 0 || larger == 0 && up < down).isTrue();
                }
            }
        }
    }

    private static Rational remainder(Rational quota) {
        return quota.minus(Rational.of(quota.floor()));
    }

    @Property(tries = 300)
    void the_order_of_the_quotas_changes_nothing(
            @ForAll("quotas") Map<Integer, Rational> quotas, @ForAll Random random) {
        List<Integer> shuffled = new ArrayList<>(quotas.keySet());
        Collections.shuffle(shuffled, random);
        Map<Integer, Rational> reordered = new LinkedHashMap<>();
        shuffled.forEach(key -> reordered.put(key, quotas.get(key)));

        LargestRemainder<Integer> result = LargestRemainder.of(quotas);
        assertThat(LargestRemainder.of(reordered).parts()).isEqualTo(result.parts());
        assertThat(LargestRemainder.of(reordered).roundedUp()).containsExactlyElementsOf(result.roundedUp());
    }
}
