package org.perpupil.equity.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
import org.perpupil.equity.Study;
import org.perpupil.equity.regression.Inference.Coefficient;
import org.perpupil.equity.regression.RowSums.SummedFit;

/** Sums of rows, in whatever parts, tell what a regression of all rows tells. */
class RowSumsProperties {
    /** Rows of y, then the columns that explain; each column is far from the others in a row of its own. */
    record World(double[][] rows, double[] weights) {
        int columns() {
            return rows[0].length - 1;
        }

        String[] explaining() {
            return IntStream.range(0, columns()).mapToObj(i -> "x" + i).toArray(String[]::new);
        }

        RowSums sums(int from, int to) {
            return RowSums.of(
                    into -> {
                        for (int row = from; row < to; row++) {
                            into.addWeighted(weights[row], rows[row]);
                        }
                    },
                    "y",
                    explaining());
        }

        RowSums sums() {
            return sums(0, rows.length);
        }

        Fit fit() {
            Study.Builder study =
                    Study.ofRows(rows.length).number("y", column(0)).number("weight", weights);
            for (int i = 0; i < columns(); i++) {
                study.number("x" + i, column(i + 1));
            }
            return Regression.of("y").on(explaining()).weightedBy("weight").fit(study.build());
        }

        private double[] column(int number) {
            return Arrays.stream(rows).mapToDouble(row -> row[number]).toArray();
        }
    }

    @Provide
    Arbitrary<World> worlds() {
        return Combinators.combine(
                        Arbitraries.randomValue(Random::nextLong),
                        Arbitraries.integers().between(1, 4),
                        Arbitraries.of(9, 30, 255, 256, 257, 600),
                        Arbitraries.of(0, 100, 100_000),
                        Arbitraries.of(true, false))
                .as(RowSumsProperties::draw)
                .withoutEdgeCases();
    }

    private static World draw(long seed, int columns, int many, int offset, boolean isWeighted) {
        Random random = new Random(seed);
        double[][] rows = new double[many][columns + 1];
        for (int row = 0; row < many; row++) {
            rows[row][0] = 5_000 + random.nextInt(20_000);
            for (int column = 1; column <= columns; column++) {
                rows[row][column] = random.nextInt(10) + (row == column ? 100 : 0) + offset;
            }
        }
        return new World(
                rows, random.ints(many, 1, isWeighted ? 9 : 2).asDoubleStream().toArray());
    }

    /** Cuts the rows anywhere, and puts the parts together two neighbours at a time. */
    private static RowSums inParts(World world, Random random) {
        List<RowSums> parts = new ArrayList<>();
        for (int from = 0; from < world.rows.length; ) {
            int to = Math.min(world.rows.length, from + random.nextInt(world.rows.length));
            parts.add(world.sums(from, to));
            from = to;
        }
        Statistics.label("parts")
                .collect(parts.size() > 1 ? "several" : "one")
                .coverage(checker -> checker.check("several").percentage(share -> share > 7.5));
        while (parts.size() > 1) {
            int left = random.nextInt(parts.size() - 1);
            parts.set(left, parts.get(left).plus(parts.remove(left + 1)));
        }
        return parts.get(0);
    }

    @Property(tries = 150)
    void parts_put_together_in_any_way_tell_what_a_regression_tells(
            @ForAll @From("worlds") World world, @ForAll Random random) {
        SummedFit found = inParts(world, random).fit();
        Fit fit = world.fit();
        Inference classical = fit.with(Covariance.CLASSICAL);
        assertThat(found.rows()).isEqualTo(fit.rows());
        assertThat(found.degreesOfFreedom()).isEqualTo(fit.degreesOfFreedom());
        assertThat(found.coefficients()).extracting(Coefficient::name).isEqualTo(fit.names());
        for (Coefficient coefficient : found.coefficients()) {
            Coefficient expected = classical.coefficient(coefficient.name());
            assertThat(coefficient.estimate())
                    .isCloseTo(expected.estimate(), within(1e-13 * Math.abs(expected.estimate())));
            assertThat(coefficient.standardError())
                    .isCloseTo(expected.standardError(), within(1e-13 * expected.standardError()));
            assertThat(coefficient.t()).isCloseTo(expected.t(), within(1e-12 * Math.abs(expected.t())));
            assertThat(coefficient.p()).isCloseTo(expected.p(), within(1e-9 * expected.p()));
        }
        assertThat(found.residualSumOfSquares())
                .isCloseTo(fit.residualSumOfSquares(), within(1e-13 * fit.residualSumOfSquares()));
        assertThat(found.rSquared()).isCloseTo(fit.rSquared(), within(1e-13));
    }

    @Property(tries = 50)
    void the_same_parts_in_the_same_order_give_the_same_bits(@ForAll @From("worlds") World world, @ForAll long seed) {
        RowSums sums = inParts(world, new Random(seed));
        RowSums again = inParts(world, new Random(seed));
        assertThat(again).isEqualTo(sums).hasSameHashCodeAs(sums);
        assertThat(again.toBytes()).isEqualTo(sums.toBytes());
        assertThat(again.fit()).isEqualTo(sums.fit());
    }

    @Property(tries = 50)
    void no_rows_add_nothing(@ForAll @From("worlds") World world) {
        RowSums none = world.sums(0, 0);
        assertThat(world.sums().plus(none)).isEqualTo(world.sums());
        assertThat(none.plus(world.sums())).isEqualTo(world.sums());
    }

    @Property(tries = 50)
    void bytes_are_read_back_equal(@ForAll @From("worlds") World world, @ForAll Random random) {
        RowSums sums = inParts(world, random);
        assertThat(RowSums.ofBytes(sums.toBytes(), "y", world.explaining())).isEqualTo(sums);
    }

    @Property(tries = 50)
    void refuses_bytes_that_are_cut_or_too_many(@ForAll @From("worlds") World world, @ForAll Random random) {
        byte[] bytes = world.sums().toBytes();
        int length = random.nextInt(2 * bytes.length);
        if (length != bytes.length) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> RowSums.ofBytes(Arrays.copyOf(bytes, length), "y", world.explaining()))
                    .withMessageStartingWith("these bytes are no sums of ");
        }
    }

    @Property(tries = 50)
    void refuses_bytes_with_a_sum_that_is_no_number(
            @ForAll @From("worlds") World world, @ForAll Random random, @ForAll boolean isInfinite) {
        byte[] bytes = world.sums().toBytes();
        // The head is 16 bytes: format, columns, rows.
        int numbers = (bytes.length - 16) / Double.BYTES;
        double bad = isInfinite ? Double.NEGATIVE_INFINITY : Double.NaN;
        ByteBuffer.wrap(bytes).putDouble(16 + Double.BYTES * random.nextInt(numbers), bad);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RowSums.ofBytes(bytes, "y", world.explaining()))
                .withMessage("these bytes are no sums of columns; one is no number");
    }

    @Property(tries = 100)
    void whole_weights_repeat_rows(@ForAll @From("worlds") World world) {
        RowSums repeated = RowSums.of(
                into -> {
                    for (int row = 0; row < world.rows.length; row++) {
                        for (int time = 0; time < world.weights[row]; time++) {
                            into.add(world.rows[row]);
                        }
                    }
                },
                "y",
                world.explaining());
        SummedFit weighted = world.sums().fit();
        SummedFit repeating = repeated.fit();
        for (int i = 0; i < weighted.coefficients().size(); i++) {
            double expected = weighted.coefficients().get(i).estimate();
            assertThat(repeating.coefficients().get(i).estimate())
                    .isCloseTo(expected, within(1e-13 * Math.abs(expected)));
        }
        assertThat(repeating.residualSumOfSquares())
                .isCloseTo(weighted.residualSumOfSquares(), within(1e-13 * weighted.residualSumOfSquares()));
        assertThat(repeating.rSquared()).isCloseTo(weighted.rSquared(), within(1e-13));
    }
}
