package org.perpupil.equity.inequality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class BootstrapProperties {
    record School(double amount, double pupils) {}

    @Provide
    Arbitrary<List<School>> schools() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 30_000),
                        Arbitraries.integers().between(1, 8_000))
                .as((amount, quarters) -> new School(amount, quarters / 4.0))
                .list()
                .ofMinSize(1)
                .ofMaxSize(25);
    }

    private static DollarsPerPupil of(List<School> schools) {
        return DollarsPerPupil.of(
                schools.stream().mapToDouble(School::amount).toArray(),
                schools.stream().mapToDouble(School::pupils).toArray());
    }

    @Property(tries = 40)
    void neither_threads_nor_the_order_of_units_change_a_bit(
            @ForAll @From("schools") List<School> schools,
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 4) int threads,
            @ForAll Random random) {
        Bootstrap bootstrap = Bootstrap.withSeed(seed).withReplicates(160);
        Map<Measure, Replicates> alone = bootstrap.ofEvery(of(schools));
        List<School> shuffled = new ArrayList<>(schools);
        Collections.shuffle(shuffled, random);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            assertThat(bootstrap.ofEvery(of(shuffled), pool)).isEqualTo(alone);
        } finally {
            pool.shutdown();
        }
    }

    @Property(tries = 100)
    void intervals_hold_what_they_say(
            @ForAll @From("schools") List<School> schools,
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 95) int percent) {
        Replicates means = Bootstrap.withSeed(seed).withReplicates(99).of(of(schools), DollarsPerPupil::mean);
        Replicates.Interval interval = means.percentileInterval(percent);
        double[] values = means.values();
        long below =
                Arrays.stream(values).filter(value -> value < interval.lower()).count();
        long above =
                Arrays.stream(values).filter(value -> value > interval.upper()).count();
        assertThat(below).isLessThanOrEqualTo((100 - percent) / 2);
        assertThat(above).isLessThanOrEqualTo((100 - percent) / 2);
        assertThat(interval.lower()).isBetween(values[0], interval.upper());
        Replicates.Interval basic = means.basicInterval(percent);
        assertThat(basic.upper() - means.estimate()).isCloseTo(means.estimate() - interval.lower(), within(1e-9));
        Replicates.Interval wider = means.percentileInterval(percent + 1);
        assertThat(wider.lower()).isLessThanOrEqualTo(interval.lower());
        assertThat(wider.upper()).isGreaterThanOrEqualTo(interval.upper());
    }

    @Property(tries = 100)
    void multiplying_every_amount_multiplies_no_interval_of_a_ratio(
            @ForAll @From("schools") List<School> schools, @ForAll long seed) {
        DollarsPerPupil spending = of(schools);
        DollarsPerPupil quadrupled = of(schools.stream()
                .map(school -> new School(4 * school.amount, school.pupils))
                .toList());
        // A power of 2 changes no bit of a ratio.
        Map<Measure, Replicates> found =
                Bootstrap.withSeed(seed).withReplicates(60).ofEvery(spending);
        Map<Measure, Replicates> multiplied =
                Bootstrap.withSeed(seed).withReplicates(60).ofEvery(quadrupled);
        found.forEach((measure, replicates) -> {
            if (measure == Measure.GINI || measure == Measure.HOOVER || measure == Measure.COEFFICIENT_OF_VARIATION) {
                assertThat(multiplied.get(measure)).isEqualTo(replicates);
            }
        });
    }
}
