package org.perpupil.equity.inequality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import nl.jqno.equalsverifier.EqualsVerifier;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class BootstrapTest {
    private static final DollarsPerPupil SPENDING = DollarsPerPupil.of(
            new double[] {7_000, 8_200, 9_276, 9_276, 10_100, 12_900}, new double[] {410, 250, 330.5, 120, 600, 90});

    /** The numbers 1 to r, whose ranks are themselves. */
    private static Replicates ranks(int count) {
        return new Replicates(
                20, IntStream.rangeClosed(1, count).asDoubleStream().toArray(), List.of());
    }

    @Test
    void reads_intervals_off_the_ranks() {
        // (39 + 1) × 0.025 = 1 and (39 + 1) × 0.975 = 39
        assertThat(ranks(39).percentileInterval(95)).isEqualTo(new Replicates.Interval(1, 39));
        // 40 × 0.1 = 4 and 36
        assertThat(ranks(39).percentileInterval(80)).isEqualTo(new Replicates.Interval(4, 36));
        // 2 × 20 − 36 and 2 × 20 − 4
        assertThat(ranks(39).basicInterval(80)).isEqualTo(new Replicates.Interval(4, 36));
        assertThat(new Replicates(25, ranks(39).values(), List.of()).basicInterval(80))
                .isEqualTo(new Replicates.Interval(14, 46));
    }

    // 100 × 0.025 is between the ranks 2 and 3 of 99; (z(0.025) − z(0.02)) / (z(0.03) − z(0.02)) = 0.5422494988397557
    // by
    // scipy 1.17.1, stats.norm.ppf.
    @Test
    void interpolates_between_ranks_on_the_normal_scale() {
        Replicates.Interval interval = ranks(99).percentileInterval(95);
        assertThat(interval.lower()).isCloseTo(2.5422494988397557, within(1e-12));
        assertThat(interval.upper()).isCloseTo(100 - interval.lower(), within(1e-12));
    }

    @Test
    void tells_bias_and_standard_error() {
        // The mean of 1 to 39 is 20, and the variance of a sample 39 × 40 / 12.
        assertThat(new Replicates(19.5, ranks(39).values(), List.of()).bias()).isEqualTo(0.5);
        assertThat(ranks(39).standardError()).isCloseTo(Math.sqrt(130), within(1e-14));
    }

    @Test
    void draws_as_often_as_chance_has_it() {
        // The variance of a mean of n draws is the variance over n: here 4 values, so 5 / 4.
        DollarsPerPupil four = DollarsPerPupil.unweighted(3, 5, 7, 9);
        Replicates means = Bootstrap.withSeed(1).withReplicates(9_999).of(four, DollarsPerPupil::mean);
        assertThat(means.standardError()).isCloseTo(Math.sqrt(1.25), Percentage.withPercentage(3));
        assertThat(means.bias()).isCloseTo(0, within(0.05));
        assertThat(means.estimate()).isEqualTo(6);
    }

    @Test
    void every_draw_comes_about_as_often_as_arithmetic_says() {
        // Two units in two draws: both once with chance 1/2, and either twice with chance 1/4.
        double[] means = Bootstrap.withSeed(7)
                .withReplicates(9_999)
                .of(DollarsPerPupil.unweighted(0, 2), DollarsPerPupil::mean)
                .values();
        assertThat(Arrays.stream(means).filter(mean -> mean == 0).count()).isBetween(2_350L, 2_650L);
        assertThat(Arrays.stream(means).filter(mean -> mean == 1).count()).isBetween(4_850L, 5_150L);
        assertThat(Arrays.stream(means).filter(mean -> mean == 2).count()).isBetween(2_350L, 2_650L);
    }

    @Test
    void the_same_seed_gives_the_same_bits_on_any_number_of_threads() {
        Bootstrap bootstrap = Bootstrap.withSeed(2_027).withReplicates(777);
        Replicates alone = bootstrap.of(SPENDING, DollarsPerPupil::gini);
        for (int threads : new int[] {1, 2, 4}) {
            ExecutorService pool = Executors.newFixedThreadPool(threads);
            try {
                assertThat(bootstrap.of(SPENDING, DollarsPerPupil::gini, pool)).isEqualTo(alone);
                assertThat(bootstrap.ofEvery(SPENDING, pool)).isEqualTo(bootstrap.ofEvery(SPENDING));
            } finally {
                pool.shutdown();
            }
        }
        assertThat(bootstrap.ofEvery(SPENDING).get(Measure.GINI)).isEqualTo(alone);
        assertThat(Bootstrap.withSeed(2_028).withReplicates(777).of(SPENDING, DollarsPerPupil::gini))
                .isNotEqualTo(alone);
    }

    @Test
    void does_not_wait_for_a_pool_that_waits_for_it() {
        Bootstrap bootstrap = Bootstrap.withSeed(3).withReplicates(500);
        ExecutorService pool = Executors.newFixedThreadPool(1);
        try {
            Replicates found = CompletableFuture.supplyAsync(
                            () -> bootstrap.of(SPENDING, DollarsPerPupil::gini, pool), pool)
                    .join();
            assertThat(found).isEqualTo(bootstrap.of(SPENDING, DollarsPerPupil::gini));
        } finally {
            pool.shutdown();
        }
    }

    @Test
    void more_replicates_begin_with_the_same() {
        List<Double> few = new ArrayList<>();
        List<Double> more = new ArrayList<>();
        Bootstrap.withSeed(5).withReplicates(60).of(SPENDING, spending -> add(few, spending.gini()));
        Bootstrap.withSeed(5).withReplicates(200).of(SPENDING, spending -> add(more, spending.gini()));
        assertThat(more.subList(0, few.size())).isEqualTo(few);
    }

    private static double add(List<Double> seen, double value) {
        seen.add(value);
        return value;
    }

    @Test
    void counts_and_tells_replicates_without_a_measure() {
        // With both units drawn, nobody is below the median of two that weigh as 1 to 3.
        DollarsPerPupil two = DollarsPerPupil.of(new double[] {1, 3}, new double[] {1, 3});
        Replicates found = Bootstrap.withSeed(11)
                .withReplicates(999)
                .of(two, spending -> spending.mcloone(DollarsPerPupil.AtMedian.LEFT_OUT));
        // One unit drawn twice has nobody below the median: half of the replicates.
        assertThat(found.undefined()).isBetween(430, 570);
        assertThat(found.values()).hasSize(999 - found.undefined());
        assertThat(found.whyUndefined().orElseThrow())
                .startsWith("the McLoone index looks at pupils below the median of dollars per pupil, ");
        assertThat(found).asString().endsWith("999 replicates, " + found.undefined() + " undefined");
    }

    @Test
    void says_why_there_is_no_figure() {
        DollarsPerPupil one = DollarsPerPupil.unweighted(5);
        assertThatThrownBy(() -> Bootstrap.withSeed(1).of(one, DollarsPerPupil::sampleCoefficientOfVariation))
                .isInstanceOf(UndefinedMeasureException.class)
                .hasMessage(
                        "the sample coefficient of variation divides by the number of units less 1, and there is one"
                                + " unit");
        assertThatThrownBy(() -> ranks(38).percentileInterval(95))
                .isInstanceOf(UndefinedMeasureException.class)
                .hasMessage("an interval of 95.0 per cent takes at least 39 replicates, and the measure exists for 38");
        assertThatThrownBy(() -> ranks(1).standardError())
                .isInstanceOf(UndefinedMeasureException.class)
                .hasMessage("the standard error takes at least 2 replicates, and the measure exists for 1");
        assertThatThrownBy(() -> Bootstrap.withSeed(1).of(SPENDING, spending -> Double.NaN))
                .isInstanceOf(ArithmeticException.class)
                .hasMessageStartingWith("the measure gives NaN for dollars per pupil: mean ")
                .hasMessageEndingWith("; throw an UndefinedMeasureException where it does not exist");
    }

    @Test
    void passes_on_what_a_measure_throws() {
        ExecutorService pool = Executors.newFixedThreadPool(2);
        try {
            List<Double> seen = new ArrayList<>();
            assertThatThrownBy(() -> Bootstrap.withSeed(1)
                            .of(
                                    SPENDING,
                                    spending -> {
                                        if (spending.equals(SPENDING)) {
                                            return add(seen, spending.mean());
                                        }
                                        throw new IllegalStateException("no more");
                                    },
                                    pool))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("no more");
        } finally {
            pool.shutdown();
        }
    }

    @Test
    void refuses_arguments_out_of_range() {
        assertThatThrownBy(() -> Bootstrap.withSeed(1).withReplicates(1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a bootstrap has at least 2 replicates, not 1");
        assertThatThrownBy(() -> ranks(39).percentileInterval(100))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("an interval holds more than 0 and less than 100 per cent, such as 95, not 100.0");
    }

    @Test
    void holds_next_to_nothing_of_any_number_of_replicates() {
        for (int count = 3; count < 9; count++) {
            for (double percent : new double[] {1e-14, 1e-9, 1, 10, 100.0 / 3}) {
                Replicates.Interval interval = ranks(count).percentileInterval(percent);
                assertThat(interval.lower()).isBetween(1.0, interval.upper());
                assertThat(interval.upper()).isLessThanOrEqualTo(count);
            }
        }
    }

    // A snapshot against change: these are this library's own figures, so that another JDK draws the same.
    @Test
    void draws_the_same_as_ever() {
        Replicates gini = Bootstrap.withSeed(2_027).of(SPENDING, DollarsPerPupil::gini);
        assertThat(gini.percentileInterval(95))
                .isEqualTo(new Replicates.Interval(0.020922628961800145, 0.11677443683669934));
    }

    @Test
    void are_values() {
        EqualsVerifier.forClass(Bootstrap.class).verify();
        assertThat(Bootstrap.withSeed(4)).hasToString("1999 replicates with seed 4");
        assertThat(ranks(3)).isEqualTo(ranks(3)).hasSameHashCodeAs(ranks(3)).isNotEqualTo(ranks(4));
    }
}
