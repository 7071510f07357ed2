package org.perpupil.equity.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.perpupil.equity.regression.Inference.Coefficient;
import org.perpupil.equity.regression.RowSums.SummedFit;
import org.perpupil.problem.ProblemException;

class RowSumsTest {
    private static final Offset<Double> LAST_DIGITS = within(1e-14);

    /** Rows that lie near 0.8 + 2.1 need. */
    private static RowSums five() {
        return sums("dollars", new String[] {"need"}, new double[][] {{1, 0}, {3, 1}, {4, 2}, {8, 3}, {9, 4}});
    }

    private static RowSums sums(String dependent, String[] explaining, double[][] rows) {
        return RowSums.of(
                into -> {
                    for (double[] row : rows) {
                        into.add(row);
                    }
                },
                dependent,
                explaining);
    }

    @Test
    void fits_a_line() {
        SummedFit fit = five().fit();
        assertThat(fit.rows()).isEqualTo(5);
        assertThat(fit.degreesOfFreedom()).isEqualTo(3);
        assertThat(fit.coefficients()).extracting(Coefficient::name).containsExactly("constant", "need");
        // Means 2 and 5: slope 21/10, constant 5 − 2 × 2.1
        assertThat(fit.coefficients()).extracting(Coefficient::estimate).containsExactly(0.8, 2.1);
        // 0.2² + 0.1² + 1² + 0.9² + 0.2² of 16 + 4 + 1 + 9 + 16
        assertThat(fit.residualSumOfSquares()).isCloseTo(1.9, LAST_DIGITS);
        assertThat(fit.rSquared()).isCloseTo(1 - 1.9 / 46, LAST_DIGITS);
        // s² (X'X)⁻¹ with s² = 1.9 / 3: 30/50 and 5/50
        assertThat(fit.coefficients().get(0).standardError()).isCloseTo(Math.sqrt(0.6 * 1.9 / 3), LAST_DIGITS);
        assertThat(fit.coefficients().get(1).standardError()).isCloseTo(Math.sqrt(0.1 * 1.9 / 3), LAST_DIGITS);
        // R 4.2.2, summary(lm(c(1, 3, 4, 8, 9) ~ c(0, 1, 2, 3, 4)))$coefficients
        assertThat(fit.coefficients().get(1).t()).isCloseTo(8.3445538495097793, within(1e-13));
        assertThat(fit.coefficients().get(1).p()).isCloseTo(0.0036078774097786752, LAST_DIGITS);
    }

    @Test
    void tells_what_it_is() {
        assertThat(five().rows()).isEqualTo(5);
        assertThat(five().dependent()).isEqualTo("dollars");
        assertThat(five().explaining()).containsExactly("need");
        assertThat(five()).hasToString("sums of 5 rows of [constant, need, dollars]");
        assertThat(five())
                .isNotEqualTo(five().plus(five()))
                .isNotEqualTo(RowSums.ofBytes(five().toBytes(), "spending", "need"))
                .isNotEqualTo("sums");
    }

    @Test
    void nothing_is_explained_of_what_is_the_same_everywhere() {
        // 0.1 is no double, so that sums of products have rounding in them.
        SummedFit fit = RowSums.of(
                        rows -> new Random(3).doubles(200_000).forEach(need -> rows.add(0.1, need)), "dollars", "need")
                .fit();
        assertThat(fit.rSquared()).isZero();
        assertThat(fit.residualSumOfSquares()).isZero();
        assertThat(fit.coefficients().get(0).estimate()).isEqualTo(0.1);
        assertThat(fit.coefficients().get(1)).isEqualTo(new Coefficient("need", 0, 0, 0, 1));
    }

    @Test
    void a_perfect_fit_leaves_nothing() {
        SummedFit fit = RowSums.of(
                        rows -> new Random(3)
                                .ints(200_000, 0, 100)
                                .forEach(need -> rows.add(1_000_000 + 3.0 * need, need)),
                        "dollars",
                        "need")
                .fit();
        assertThat(fit.rSquared()).isEqualTo(1);
        assertThat(fit.coefficients())
                .containsExactly(
                        new Coefficient("constant", 1_000_000, 0, Double.POSITIVE_INFINITY, 0),
                        new Coefficient("need", 3, 0, Double.POSITIVE_INFINITY, 0));
    }

    @Test
    void refuses_too_few_rows() {
        assertThatThrownBy(() -> sums("dollars", new String[] {"need"}, new double[][] {{1, 0}, {3, 1}})
                        .fit())
                .isInstanceOf(ProblemException.class)
                .hasMessage("\"dollars\" cannot be explained; 1 problem:\n"
                        + "  rows: found 2; allowed: more than 2, the number of coefficients. Add rows, or explain by"
                        + " fewer columns.");
    }

    @Test
    void refuses_columns_that_are_combinations_of_others() {
        double[][] rows = {{1, 0, 10, 0}, {3, 1, 8, 0}, {4, 2, 6, 0}, {8, 3, 4, 0}, {9, 4, 2, 0}, {9, 5, 0, 0}};
        assertThatThrownBy(() -> sums("dollars", new String[] {"need", "rest", "zero"}, rows)
                        .fit())
                .isInstanceOf(ProblemException.class)
                .hasMessage("\"dollars\" cannot be explained; 1 problem:\n"
                        + "  columns that explain: found \"rest\", which is nearly a combination of constant, need;"
                        + " allowed: columns of which none is a combination of others. Remove one of these columns.");
        double[][] zeros = {{1, 0, 0}, {3, 0, 1}, {4, 0, 2}, {8, 0, 5}};
        assertThatThrownBy(() ->
                        sums("dollars", new String[] {"zero", "need"}, zeros).fit())
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("found \"zero\", which is 0 in every row;");
    }

    @Test
    void refuses_two_columns_of_one_name() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RowSums.of(rows -> {}, "dollars", "need", "need"))
                .withMessage("of [constant, need, need, dollars], two names are the same");
        assertThatIllegalArgumentException().isThrownBy(() -> RowSums.of(rows -> {}, "dollars", "dollars"));
        assertThatIllegalArgumentException().isThrownBy(() -> RowSums.of(rows -> {}, "constant", "need"));
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1e200, -1.1e75, 1e-200})
    void refuses_a_number_that_cannot_be_computed_with_and_names_its_row(double number) {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        sums("dollars", new String[] {"need"}, new double[][] {{1, 0}, {2, -1e75}, {3, number}}))
                .withMessage(
                        "row 3 has [3.0, %s]; a number is 0, or 1.0E-50 to 1.0E75 in size, and rows that lack one are left out",
                        number);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY, 1e16, 1e-16})
    void refuses_a_weight_out_of_range_and_names_its_row(double weight) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RowSums.of(
                        rows -> {
                            rows.add(1, 2);
                            rows.addWeighted(weight, 3, 4);
                        },
                        "dollars",
                        "need"))
                .withMessage("row 2 weighs %s; a weight is 1.0E-15 to 1.0E15", weight);
    }

    @Test
    void refuses_a_row_of_another_length() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sums("dollars", new String[] {"need"}, new double[][] {{1, 2, 3}}))
                .withMessage("a row has 3 numbers, for dollars and [need]");
    }

    @Test
    void refuses_sums_of_other_columns() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> five().plus(RowSums.of(rows -> {}, "dollars", "pupils")))
                .withMessage("sums of [constant, need, dollars] and of [constant, pupils, dollars] do not add up");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RowSums.ofBytes(five().toBytes(), "dollars", "need", "pupils"))
                .withMessage("these bytes are no sums of 4 columns");
    }

    @Test
    void refuses_bytes_of_another_kind() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RowSums.ofBytes(new byte[0], "dollars", "need"))
                .withMessage("these bytes are no sums of columns; they end too early");
        byte[] otherFormat = five().toBytes();
        ByteBuffer.wrap(otherFormat).putInt(0, 2);
        byte[] otherColumns = five().toBytes();
        ByteBuffer.wrap(otherColumns).putInt(4, 4);
        byte[] tooMany = Arrays.copyOf(five().toBytes(), 200);
        byte[] lessThanNoRows = five().toBytes();
        ByteBuffer.wrap(lessThanNoRows).putLong(8, -1);
        for (byte[] bytes : new byte[][] {otherFormat, otherColumns, tooMany, lessThanNoRows}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> RowSums.ofBytes(bytes, "dollars", "need"))
                    .withMessage("these bytes are no sums of 3 columns");
        }
    }
}
