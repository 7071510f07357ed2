package org.perpupil.equity.progressivity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.assertj.core.data.Offset;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.perpupil.equity.Study;
import org.perpupil.equity.progressivity.Scatter.LinePoint;
import org.perpupil.equity.progressivity.Scatter.Point;
import org.perpupil.equity.regression.Fit;
import org.perpupil.problem.Problem;
import org.perpupil.problem.ProblemException;

class ScatterTest {
    private static final Offset<Double> LAST_DIGITS = within(1e-13);

    /** Five schools that lie near 0.8 + 2.1 need. */
    private static final Study FIVE = Study.of(List.of("a", "b", "c", "d", "e"))
            .number("need", 0, 1, 2, 3, 4)
            .number("dollars", 1, 3, 4, 8, 9)
            .number("pupils", 1, 2, 1, 3, 1)
            .text("level", List.of("High", "High", "Middle", "Middle", "High"))
            .build();

    @Test
    void has_a_point_for_each_unit() {
        Scatter plain = Scatter.of(FIVE, "need", "dollars");
        assertThat(plain.points())
                .containsExactly(
                        new Point("a", 0, 1, 1, ""),
                        new Point("b", 1, 3, 1, ""),
                        new Point("c", 2, 4, 1, ""),
                        new Point("d", 3, 8, 1, ""),
                        new Point("e", 4, 9, 1, ""));
        assertThat(plain.leftOut()).isEmpty();
        assertThat(plain).hasToString("\"dollars\" against \"need\", 5 points");
        assertThat(plain.sizedBy("pupils").groupedBy("level").points())
                .containsExactly(
                        new Point("a", 0, 1, 1, "High"),
                        new Point("b", 1, 3, 2, "High"),
                        new Point("c", 2, 4, 1, "Middle"),
                        new Point("d", 3, 8, 3, "Middle"),
                        new Point("e", 4, 9, 1, "High"));
    }

    @Test
    void draws_a_line_with_its_band() {
        Scatter scatter = Scatter.of(FIVE, "need", "dollars");
        // Means 2 and 5: slope 21/10, constant 5 − 2 × 2.1
        assertThat(scatter.line().coefficients()).containsExactly(0.8, 2.1);
        List<LinePoint> line = scatter.lineAt(2, 0);
        assertThat(line).extracting(LinePoint::x).containsExactly(2.0, 0.0);
        assertThat(line.get(0).y()).isCloseTo(5, LAST_DIGITS);
        assertThat(line.get(1).y()).isCloseTo(0.8, LAST_DIGITS);
        // R 4.2.2, qt(0.975, 3)
        double t = 3.1824463052837078;
        // Residuals 0.2, 0.1, −1, 0.9 and −0.2 weigh 1/5 each at need 2; HC1 is 5/3 of the sum of squares.
        double atTwo = t * Math.sqrt(5 / 3.0 * 1.9 / 25);
        assertThat(line.get(0).band().lower()).isCloseTo(5 - atTwo, LAST_DIGITS);
        assertThat(line.get(0).band().upper()).isCloseTo(5 + atTwo, LAST_DIGITS);
        // At need 0 they weigh 1/5 − 2 (x − 2) / 10: 0.6, 0.4, 0.2, 0 and −0.2.
        double atZero = t * Math.sqrt(5 / 3.0 * (0.36 * 0.04 + 0.16 * 0.01 + 0.04 * 1 + 0.04 * 0.04));
        assertThat(line.get(1).band().lower()).isCloseTo(0.8 - atZero, LAST_DIGITS);
        assertThat(line.get(1).band().upper()).isCloseTo(0.8 + atZero, LAST_DIGITS);
    }

    @Test
    void sizes_and_groups_leave_the_line_where_it_is_unless_points_count_with_their_size() {
        Scatter sized = Scatter.of(FIVE, "need", "dollars").sizedBy("pupils").groupedBy("level");
        assertThat(sized.line().coefficients()).containsExactly(0.8, 2.1);
        Fit weighted = sized.weighted().line();
        assertThat(weighted.regression().weight()).hasValue("pupils");
        // Means over 8 pupils 17/8 and 44/8. Slope: Σ w x y − 8 x̄ ȳ of 122, over Σ w x² − 8 x̄² of 49:
        // (122 − 17 × 44 / 8) / (49 − 17² / 8) = 28.5 / 12.875
        assertThat(weighted.coefficient("need")).isCloseTo(28.5 / 12.875, LAST_DIGITS);
        assertThat(weighted.coefficient("constant")).isCloseTo(5.5 - 28.5 / 12.875 * 17 / 8, LAST_DIGITS);
        assertThat(sized.weighted().points()).isEqualTo(sized.points());
    }

    @Test
    void lists_rows_that_lack_what_is_asked_for_and_draws_the_line_without_them() {
        Problem before = new Problem("row.bad", "line 7", "x", "a number", "Correct it.");
        Study study = Study.of(List.of("a", "b", "c", "d", "e", "f"))
                .number("need", 0, 1, 2, 50, Double.NaN, 70)
                .number("dollars", 1, 3, 5, 0, Double.NaN, 0)
                .number("pupils", 1, 2, 1, Double.NaN, 1, 1)
                .text("level", List.of("High", "High", "Middle", "High", "High", ""))
                .leftOut(List.of(before))
                .build();
        Scatter scatter = Scatter.of(study, "need", "dollars").sizedBy("pupils").groupedBy("level");
        assertThat(scatter.points()).extracting(Point::unit).containsExactly("a", "b", "c");
        assertThat(scatter.leftOut()).extracting(Problem::place).containsExactly("line 7", "d", "e", "f");
        assertThat(scatter.leftOut())
                .extracting(Problem::found)
                .containsExactly("x", "no pupils", "no need, dollars", "no level");
        // 1 + 2 need goes through the three points.
        assertThat(scatter.line().coefficients()).containsExactly(1, 2);
        assertThat(scatter.line().leftOut()).isEqualTo(scatter.leftOut());
        // Without sizes and groups only e lacks something.
        assertThat(Scatter.of(study, "need", "dollars").points())
                .extracting(Point::unit)
                .containsExactly("a", "b", "c", "d", "f");
    }

    @Test
    void a_unit_without_a_size_to_draw_is_listed_and_in_no_line() {
        Study study = Study.of(List.of("a", "b", "c", "d"))
                .number("need", 0, 1, 2, 50)
                .number("dollars", 1, 3, 5, 0)
                .number("pupils", 1, 2, 1, 0)
                .build();
        Scatter scatter = Scatter.of(study, "need", "dollars").sizedBy("pupils");
        assertThat(scatter.points()).extracting(Point::unit).containsExactly("a", "b", "c");
        assertThat(scatter.leftOut())
                .extracting(Problem::message)
                .containsExactly(
                        "d: found 0 pupils; allowed: more than 0 pupils. Give its size, or tell it beside the points.");
        // 1 + 2 need goes through the three points.
        assertThat(scatter.line().coefficients()).containsExactly(1, 2);
        assertThat(scatter.weighted().line().coefficients()).containsExactly(1, 2);
        assertThat(scatter.weighted().line().leftOut()).isEqualTo(scatter.leftOut());
        Study below = study.with("change", "pupils", pupils -> pupils - 1.5);
        assertThat(Scatter.of(below, "need", "dollars").sizedBy("change").leftOut())
                .extracting(Problem::found)
                .containsExactly("-0.5 change", "-0.5 change", "-1.5 change");
    }

    @Test
    void tells_who_is_left_out_even_where_nobody_is_a_point() {
        Study study = Study.of(List.of("a", "b", "c"))
                .number("need", 0, 1, 2)
                .number("dollars", 1, 3, Double.NaN)
                .number("pupils", Double.NaN, 0, 4)
                .text("level", List.of("High", "", "High"))
                .build();
        Scatter scatter = Scatter.of(study, "need", "dollars").sizedBy("pupils").groupedBy("level");
        assertThat(scatter.points()).isEmpty();
        assertThat(scatter.leftOut()).extracting(Problem::found).containsExactly("no pupils", "no level", "no dollars");
        assertThat(scatter).hasToString("\"dollars\" against \"need\", 0 points");
        assertThat(Scatter.of(Study.ofRows(0).number("x").number("y").build(), "x", "y")
                        .leftOut())
                .isEmpty();
    }

    @Test
    void has_points_even_where_there_is_no_line() {
        Scatter above = Scatter.of(FIVE.with("same", "need", any -> 7), "same", "dollars");
        assertThat(above.points()).hasSize(5);
        assertThat(above.leftOut()).isEmpty();
        assertThatThrownBy(above::line)
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("found \"same\", which is a combination of constant");
    }

    @Test
    void refuses_columns_that_are_not_there_and_weights_without_a_size() {
        assertThatIllegalArgumentException().isThrownBy(() -> Scatter.of(FIVE, "ned", "dollars"));
        Scatter scatter = Scatter.of(FIVE, "need", "dollars");
        assertThatIllegalArgumentException().isThrownBy(() -> scatter.sizedBy("level"));
        assertThatIllegalArgumentException().isThrownBy(() -> scatter.groupedBy("pupils"));
        assertThatThrownBy(scatter::weighted)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("points have no size to count with; say sizedBy(…) first");
    }

    @Test
    void a_band_never_vanishes_where_one_point_alone_holds_the_line() {
        Scatter points = Scatter.of(
                Study.of(List.of("a", "b", "c", "d"))
                        .number("need", 0, 0, 0, 10)
                        .number("spending", 1, 2, 3, 4)
                        .build(),
                "need",
                "spending");

        // The line goes through the one point at 10, whatever the others do: its residual, and so the HC1 variance
        // there, is 0.
        Scatter.LinePoint last = points.lineAt(10).get(0);
        assertThat(last.band().lower()).isCloseTo(4, Percentage.withPercentage(1e-4));
        assertThat(last.band().upper()).isCloseTo(4, Percentage.withPercentage(1e-4));
    }
}
