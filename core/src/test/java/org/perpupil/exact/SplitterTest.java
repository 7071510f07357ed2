package org.perpupil.exact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SplitterTest {
    private static final long[] VOTES = {47_000, 16_000, 15_900, 12_000, 6_000, 3_100};

    private static long[] split(long pot, double... weights) {
        long[] parts = new long[weights.length];
        new Splitter().split(pot, weights, 0, weights.length, parts);
        return parts;
    }

    @Test
    void the_missing_units_go_to_the_largest_remainders() {
        // quotas 4.7, 1.6, 1.59, 1.2, 0.6, 0.31; floors 4 + 1 + 1 + 1 + 0 + 0 = 7 of 10; remainders .7, .6 and .6 get
        // one
        assertThat(LargestRemainder.split(10, VOTES)).containsExactly(5, 2, 1, 1, 1, 0);
    }

    @Test
    void equal_remainders_go_by_index() {
        // 11/4 = 2.75 each, 8 of 11 given: the first three get one
        assertThat(LargestRemainder.split(11, new long[] {9, 9, 9, 9})).containsExactly(3, 3, 3, 2);
    }

    @Test
    void many_equal_remainders_go_by_index() {
        long[] weights = new long[1_000];
        IntStream.range(0, 1_000).forEach(i -> weights[i] = 40);

        // 1,700 = 1 · 1,000 + 700
        assertThat(LargestRemainder.split(1_700, weights)).satisfies(parts -> {
            assertThat(IntStream.range(0, 700)).allMatch(i -> parts[i] == 2);
            assertThat(IntStream.range(700, 1_000)).allMatch(i -> parts[i] == 1);
        });
    }

    @Test
    void a_weight_of_zero_gets_nothing_and_a_single_weight_all() {
        assertThat(LargestRemainder.split(3, new long[] {0, 7, 0})).containsExactly(0, 3, 0);
        assertThat(LargestRemainder.split(Long.MAX_VALUE, new long[] {0, 7})).containsExactly(0, Long.MAX_VALUE);
    }

    @Test
    void an_empty_pot_needs_no_weight() {
        assertThat(LargestRemainder.split(0, new long[] {0, 0})).containsExactly(0, 0);
        assertThat(LargestRemainder.split(0, new long[] {3, 5})).containsExactly(0, 0);
        assertThat(LargestRemainder.split(0, new long[0])).isEmpty();

        long[] parts = {8, 8, 8, 8};
        new Splitter().split(0, new long[] {3, 5, 3, 5}, 1, 3, parts);
        assertThat(parts).containsExactly(8, 0, 0, 8);
    }

    @Test
    void the_weights_may_add_up_to_more_than_a_long() {
        // 2^63 − 1 is odd: halves of 2^62 − 1/2, and the unit that is missing goes to the first
        assertThat(LargestRemainder.split(Long.MAX_VALUE, new long[] {Long.MAX_VALUE, Long.MAX_VALUE}))
                .containsExactly(1L << 62, (1L << 62) - 1);
        // five weights of 2^63 − 1 add up to more than 2^65; 7 = 5 · 1 + 2
        long most = Long.MAX_VALUE;
        assertThat(LargestRemainder.split(7, new long[] {most, most, most, most, most}))
                .containsExactly(2, 2, 1, 1, 1);
    }

    @Test
    void doubles_may_add_up_to_more_than_a_long() {
        double[] weights = new double[2_000];
        Arrays.fill(weights, 9_007_199_254_740_991.0);

        // 2,000 · (2^53 − 1) is more than 2^63; 3,001 = 2,000 · 1 + 1,001
        assertThat(split(3_001, weights)).satisfies(parts -> {
            assertThat(IntStream.range(0, 1_001)).allMatch(i -> parts[i] == 2);
            assertThat(IntStream.range(1_001, 2_000)).allMatch(i -> parts[i] == 1);
        });
    }

    @Test
    void only_the_range_is_split() {
        long[] parts = {-1, -1, -1, -1};

        new Splitter().split(10, new long[] {-5, 1, 3, -5}, 1, 3, parts);

        // 10 · 1/4 = 2.5 and 10 · 3/4 = 7.5: equal remainders, the first gets the unit
        assertThat(parts).containsExactly(-1, 3, 7, -1);
        new Splitter().split(10, new double[] {0.5, 1, 3, 0.5}, 1, 3, parts);
        assertThat(parts).containsExactly(-1, 3, 7, -1);
    }

    @Test
    void the_parts_may_take_the_place_of_the_weights() {
        long[] column = VOTES.clone();
        new Splitter().split(10, column, 0, 6, column);
        // as above
        assertThat(column).containsExactly(5, 2, 1, 1, 1, 0);

        long[] large = {Long.MAX_VALUE, Long.MAX_VALUE};
        new Splitter().split(3, large, 0, 2, large);
        // 1.5 each
        assertThat(large).containsExactly(2, 1);
    }

    @Test
    void tells_who_was_rounded_up() {
        Splitter splitter = new Splitter();
        long[] parts = new long[10];

        splitter.split(10, VOTES, 0, 6, parts);
        // remainders .7, .6, .59, .2, .6, .31; three are rounded up
        assertThat(IntStream.range(0, 6).filter(splitter::isRoundedUp)).containsExactly(0, 1, 4);

        splitter.split(11, new long[] {0, 0, 9, 9, 9, 9}, 2, 6, parts);
        // 2.75 each, three are rounded up
        assertThat(IntStream.range(2, 6).filter(splitter::isRoundedUp)).containsExactly(2, 3, 4);

        splitter.split(12, new long[] {9, 9, 9, 9}, 0, 4, parts);
        // 3 each
        assertThat(IntStream.range(0, 4).filter(splitter::isRoundedUp)).isEmpty();

        long most = Long.MAX_VALUE;
        splitter.split(7, new long[] {0, most, most, most, most, most}, 0, 6, parts);
        // 1.4 each, two are rounded up
        assertThat(IntStream.range(0, 6).filter(splitter::isRoundedUp)).containsExactly(1, 2);

        splitter.split(0, new long[] {9, 9, 9, 9}, 0, 4, parts);
        assertThat(IntStream.range(0, 4).filter(splitter::isRoundedUp)).isEmpty();
    }

    @Test
    void tells_who_was_rounded_up_of_the_latest_range_only() {
        Splitter splitter = new Splitter();
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> splitter.isRoundedUp(0));

        splitter.split(10, VOTES, 2, 4, new long[6]);

        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> splitter.isRoundedUp(1));
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> splitter.isRoundedUp(4));
    }

    @Test
    void refuses_a_pot_below_zero() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LargestRemainder.split(-1, new long[] {1}))
                .withMessage("a pot is 0 or more, not -1");
    }

    @Test
    void refuses_a_weight_below_zero_and_changes_nothing() {
        long[] parts = {8, 8, 8};

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Splitter().split(10, new long[] {5, 5, -2}, 0, 3, parts))
                .withMessage("a weight is 0 or more; at 2 it is -2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LargestRemainder.split(1, new long[] {Long.MAX_VALUE, Long.MAX_VALUE, -1}))
                .withMessage("a weight is 0 or more; at 2 it is -1");
        assertThat(parts).containsExactly(8, 8, 8);
    }

    @Test
    void refuses_a_pot_that_nobody_gets() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LargestRemainder.split(5, new long[] {0, 0}))
                .withMessage("no weight is above 0, so nothing says who gets the 5; give at least one weight above 0");
        assertThatIllegalArgumentException().isThrownBy(() -> LargestRemainder.split(5, new long[0]));
    }

    @Test
    void refuses_a_range_that_is_not_within_both() {
        Splitter splitter = new Splitter();

        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> splitter.split(1, new long[2], 0, 3, new long[3]));
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> splitter.split(1, new long[3], 0, 3, new long[2]));
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> splitter.split(1, new double[3], 2, 1, new long[3]));
    }

    @ParameterizedTest
    @ValueSource(
            doubles = {
                -1,
                0.5,
                40.25,
                Double.NaN,
                Double.POSITIVE_INFINITY,
                Double.NEGATIVE_INFINITY,
                9_007_199_254_740_992.0,
                9_223_372_036_854_775_808.0,
                Double.MIN_VALUE
            })
    void refuses_a_double_that_is_not_a_whole_number_from_0_to_below_2_to_the_53(double weight) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> split(1, 1, weight))
                .withMessage("a weight is a whole number from 0 to below 2^53; at 1 it is " + weight);
    }

    @Test
    void takes_every_double_that_is_whole() {
        // 2^53 − 1 to 0 and to minus zero
        assertThat(split(3, 9_007_199_254_740_991.0, 0, -0.0)).containsExactly(3, 0, 0);
        // quotas as above
        assertThat(split(10, 47_000, 16_000, 15_900, 12_000, 6_000, 3_100)).containsExactly(5, 2, 1, 1, 1, 0);
    }
}
