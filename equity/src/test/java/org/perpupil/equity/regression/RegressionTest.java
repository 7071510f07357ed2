package org.perpupil.equity.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;
import static org.perpupil.equity.regression.Term.factor;
import static org.perpupil.equity.regression.Term.log;
import static org.perpupil.equity.regression.Term.power;
import static org.perpupil.equity.regression.Term.product;
import static org.perpupil.equity.regression.Term.together;

import java.util.List;
import java.util.stream.DoubleStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.perpupil.equity.Study;
import org.perpupil.problem.Problem;
import org.perpupil.problem.ProblemException;

class RegressionTest {
    private static final Offset<Double> LAST_DIGITS = within(1e-14);

    /** Five schools that lie near 0.8 + 2.1 need. */
    private static Study five() {
        return Study.of(List.of("a", "b", "c", "d", "e"))
                .number("dollars", 1, 3, 4, 8, 9)
                .number("need", 0, 1, 2, 3, 4)
                .number("pupils", 1, 2, 1, 3, 1)
                .number("zero", 0, 0, 0, 0, 0)
                .number("twice", 0, 2, 4, 6, 8)
                .text("level", List.of("High", "High", "Middle", "Middle", "High"))
                .build();
    }

    private static List<Problem> problems(Regression regression, Study study) {
        return catchThrowableOfType(ProblemException.class, () -> regression.fit(study))
                .problems();
    }

    @Test
    void fits_a_line() {
        Fit fit = Regression.of("dollars").on("need").fit(five());
        assertThat(fit.names()).containsExactly("constant", "need");
        // Means 2 and 5: slope 21/10, constant 5 − 2 × 2.1
        assertThat(fit.coefficients()).containsExactly(0.8, 2.1);
        assertThat(fit.coefficient("need")).isEqualTo(2.1);
        // 1 − 0.8, 3 − 2.9, 4 − 5, 8 − 7.1, 9 − 9.2
        assertThat(fit.residuals()).containsExactly(new double[] {0.2, 0.1, -1, 0.9, -0.2}, LAST_DIGITS);
        // 0.04 + 0.01 + 1 + 0.81 + 0.04; 16 + 4 + 1 + 9 + 16
        assertThat(fit.residualSumOfSquares()).isCloseTo(1.9, LAST_DIGITS);
        assertThat(fit.totalSumOfSquares()).isCloseTo(46, LAST_DIGITS);
        assertThat(fit.residualStandardDeviation()).isCloseTo(Math.sqrt(1.9 / 3), LAST_DIGITS);
        assertThat(fit.rSquared()).isCloseTo(1 - 1.9 / 46, LAST_DIGITS);
        // (1 − R²) × 4 / 3
        assertThat(fit.adjustedRSquared()).isCloseTo(1 - 1.9 / 46 * 4 / 3, LAST_DIGITS);
        assertThat(fit.residualCoefficientOfVariation()).isCloseTo(Math.sqrt(1.9 / 3) / 5, LAST_DIGITS);
        // 1/5 + (x − 2)² / 10
        assertThat(fit.leverages()).containsExactly(new double[] {0.6, 0.3, 0.2, 0.3, 0.6}, LAST_DIGITS);
        assertThat(fit.rows()).isEqualTo(5);
        assertThat(fit.degreesOfFreedom()).isEqualTo(3);
        assertThat(fit.mean("need")).isEqualTo(2);
        assertThat(fit.mean("constant")).isEqualTo(1);
        assertThat(fit.leftOut()).isEmpty();
        assertThat(fit.units()).containsExactly("a", "b", "c", "d", "e");
        assertThat(fit.study()).isEqualTo(five());
    }

    @Test
    void weighs_rows() {
        Fit fit = Regression.of("dollars").weightedBy("pupils").fit(five());
        // (1 + 2·3 + 4 + 3·8 + 9) / 8
        assertThat(fit.coefficient("constant")).isEqualTo(5.5);
        // 4.5² + 2 · 2.5² + 1.5² + 3 · 2.5² + 3.5²
        assertThat(fit.residualSumOfSquares()).isCloseTo(66, LAST_DIGITS);
        assertThat(fit.totalSumOfSquares()).isCloseTo(66, LAST_DIGITS);
        assertThat(fit.residuals()).containsExactly(new double[] {-4.5, -2.5, -1.5, 2.5, 3.5}, LAST_DIGITS);
        // w / Σw
        assertThat(fit.leverages()).containsExactly(new double[] {0.125, 0.25, 0.125, 0.375, 0.125}, LAST_DIGITS);
        assertThat(fit.rSquared()).isCloseTo(0, LAST_DIGITS);
        assertThat(fit.regression().weight()).hasValue("pupils");
    }

    @Test
    void goes_through_the_origin() {
        Fit fit = Regression.of("dollars").on("need").throughOrigin().fit(five());
        assertThat(fit.names()).containsExactly("need");
        // (3 + 8 + 24 + 36) / (1 + 4 + 9 + 16)
        assertThat(fit.coefficients()).containsExactly(71 / 30.0);
        assertThat(fit.degreesOfFreedom()).isEqualTo(4);
        // Σ y², not about the mean: 1 + 9 + 16 + 64 + 81; what is left is 171 − 71² / 30
        assertThat(fit.totalSumOfSquares()).isCloseTo(171, LAST_DIGITS);
        assertThat(fit.residualSumOfSquares()).isCloseTo(171 - 71 * 71 / 30.0, within(1e-13));
        assertThat(fit.adjustedRSquared()).isCloseTo(1 - (1 - fit.rSquared()) * 5 / 4, LAST_DIGITS);
        assertThat(fit.with(Covariance.CLASSICAL).testOfAll().numerator()).isEqualTo(1);
    }

    @Test
    void takes_a_constant_alone() {
        Fit fit = Regression.of("dollars").fit(five());
        assertThat(fit.names()).containsExactly("constant");
        assertThat(fit.coefficients()).containsExactly(5);
        // s / √n with s² = 46 / 4
        assertThat(fit.with(Covariance.CLASSICAL).standardError("constant"))
                .isCloseTo(Math.sqrt(46 / 4.0 / 5), LAST_DIGITS);
    }

    @Test
    void takes_logarithms_powers_factors_and_products() {
        Study study = Study.ofRows(8)
                .number("y", 5, 7, 1, 2, 9, 4, 4, 8)
                .number("x", 1, 2, 3, 4, 5, 6, 7, 8)
                .text("level", List.of("b", "c", "a", "b", "a", "c", "b", "a"))
                .build();
        Fit fit = Regression.ofLog("y")
                .on(log("x"), factor("level", "b"), product(factor("level", "b"), power("x", 2)))
                .fit(study);
        assertThat(fit.names())
                .containsExactly("constant", "ln x", "level: a", "level: c", "level: a × x^2", "level: c × x^2");
        assertThat(fit.regression()).hasToString("ln y on " + fit.regression().terms());
        // A base that is not named is the first level in order of name.
        assertThat(Regression.of("y").on(factor("level")).fit(study).names())
                .containsExactly("constant", "level: b", "level: c");
        // Means by level: a 18/3, b 11/3, c 11/2
        assertThat(Regression.of("y").on(factor("level")).fit(study).coefficients())
                .containsExactly(new double[] {6, 11 / 3.0 - 6, -0.5}, LAST_DIGITS);
        assertThat(Regression.of("y").on(Term.polynomial("x", 3)).fit(study).names())
                .containsExactly("constant", "x", "x^2", "x^3");
        assertThat(Regression.of("y")
                        .on(together(power("x", 2), factor("level")))
                        .fit(study)
                        .names())
                .containsExactly("constant", "x^2", "level: b", "level: c");
    }

    @Test
    void lists_rows_that_lack_something() {
        Study study = Study.of(List.of("a", "b", "c", "d", "e", "f"))
                .number("dollars", 1, 3, 4, Double.NaN, 9, 7)
                .number("need", 0, 1, Double.NaN, Double.NaN, 4, 5)
                .number("pupils", 1, Double.NaN, 1, 1, 1, 1)
                .text("level", List.of("High", "High", "High", "High", "", "Middle"))
                .build();
        Fit fit = Regression.of("dollars").on("need").weightedBy("pupils").fit(study);
        assertThat(fit.units()).containsExactly("a", "e", "f");
        assertThat(fit.leftOut())
                .extracting(Problem::place, Problem::found)
                .containsExactly(tuple("b", "no pupils"), tuple("c", "no need"), tuple("d", "no dollars, need"));
        assertThat(fit.leftOut()).extracting(Problem::code).containsOnly("value.missing");
        // The same as without these rows
        Study complete = study.where(row -> List.of(0, 4, 5).contains(row));
        assertThat(fit.coefficients())
                .containsExactly(Regression.of("dollars")
                        .on("need")
                        .weightedBy("pupils")
                        .fit(complete)
                        .coefficients());
        assertThat(Regression.of("dollars").on(factor("level")).fit(study).leftOut())
                .extracting(Problem::found)
                .containsExactly("no dollars", "no level");
    }

    @Test
    void lists_every_column_that_is_not_there() {
        Regression regression = Regression.of("dolars")
                .on("ned")
                .on(log("pupil"), factor("levels"), product(Term.of("need"), power("sice", 2)))
                .weightedBy("wait");
        assertThat(problems(regression, five()))
                .extracting(Problem::found)
                .containsExactly("\"dolars\"", "\"wait\"", "\"ned\"", "\"pupil\"", "\"sice\"", "\"levels\"");
        assertThatThrownBy(() -> regression.fit(five()))
                .hasMessageStartingWith("\"dolars\" cannot be explained; 6 problems:\n"
                        + "  columns of numbers: found \"dolars\"; allowed: dollars, need, pupils, zero, twice. Add the"
                        + " column, or correct its name.");
    }

    @Test
    void lists_every_weight_below_0() {
        Study study = five().copy().number("weight", 1, -1, 2, -3, 0).build();
        assertThat(problems(Regression.of("dollars").on("need").weightedBy("weight"), study))
                .extracting(Problem::code, Problem::place, Problem::found)
                .containsExactly(
                        tuple("weight.not-positive", "b", "weight -1.0"),
                        tuple("weight.not-positive", "d", "weight -3.0"));
    }

    @Test
    void leaves_rows_without_weight_out_and_lists_them() {
        Study study = five().copy().number("weight", 1, 0, 1, 1, 1).build();
        Fit fit = Regression.of("dollars").on("need").weightedBy("weight").fit(study);
        assertThat(fit.units()).containsExactly("a", "c", "d", "e");
        assertThat(fit.leftOut())
                .extracting(Problem::code, Problem::place, Problem::found)
                .containsExactly(tuple("weight.none", "b", "0 weight"));
        assertThat(fit.coefficients())
                .isEqualTo(Regression.of("dollars")
                        .on("need")
                        .fit(study.where(row -> row != 1))
                        .coefficients());
    }

    @Test
    void refuses_a_factor_of_one_level_and_levels_that_no_row_has_together() {
        Study study = five().copy()
                .text("state", List.of("D.C.", "D.C.", "D.C.", "D.C.", "D.C."))
                .text("kind", List.of("charter", "charter", "other", "other", "charter"))
                .build();
        assertThat(problems(Regression.of("dollars").on(factor("state")), study))
                .extracting(Problem::code, Problem::found)
                .containsExactly(tuple("level.only", "\"D.C.\" in every row that lacks nothing"));
        // No school of kind "other" is a High school.
        assertThat(problems(
                        Regression.of("dollars").on(product(factor("level", "Middle"), factor("kind", "charter"))),
                        study))
                .extracting(Problem::found, Problem::remedy)
                .containsExactly(tuple(
                        "\"level: High × kind: other\", which is 0 in every row",
                        "Remove it; if it is a product of levels, no row has both."));
    }

    @Test
    void a_polynomial_of_degree_1_is_the_column_itself() {
        assertThat(Regression.of("dollars")
                        .on(Term.polynomial("need", 1))
                        .fit(five())
                        .coefficients())
                .isEqualTo(Regression.of("dollars").on("need").fit(five()).coefficients());
        Regression.of("dollars").on(Term.polynomial("need", 1)).requirePlain("need");
        assertThatIllegalArgumentException().isThrownBy(() -> Term.polynomial("need", 0));
    }

    @Test
    void lists_every_number_without_a_logarithm() {
        Study study = five().copy().number("size", 1, 0, 2, -3, 1).build();
        assertThat(problems(Regression.of("dollars").on(log("size")), study))
                .extracting(Problem::code, Problem::place, Problem::found)
                .containsExactly(tuple("value.logarithm", "b", "size 0.0"), tuple("value.logarithm", "d", "size -3.0"));
        assertThat(problems(Regression.ofLog("need").on("dollars"), five()))
                .extracting(Problem::place)
                .containsExactly("a");
    }

    @Test
    void tells_every_fault_of_every_column_at_once() {
        Study study = five().copy()
                .number("size", 1, 0, 2, 3, -4)
                .number("weight", 1, 1, -2, 1e20, 1)
                .build();
        Regression regression = Regression.ofLog("need")
                .on(log("size"), product(log("size"), factor("level", "Low")), Term.of("misspelt"))
                .on("dollars", "dollars")
                .weightedBy("weight");
        assertThatThrownBy(() -> regression.fit(study))
                .isInstanceOf(ProblemException.class)
                .hasMessage("""
                        "need" cannot be explained; 8 problems:
                          columns of numbers: found "misspelt"; allowed: dollars, need, pupils, zero, twice, size, weight. \
                        Add the column, or correct its name.
                          b: found size 0.0; allowed: more than 0, to have a logarithm. Leave the row out, or do without the \
                        logarithm.
                          e: found size -4.0; allowed: more than 0, to have a logarithm. Leave the row out, or do without the \
                        logarithm.
                          levels of "level": found "Low" as the base; allowed: High, Middle. Name a level that a row has, or none \
                        for the first.
                          columns that explain: found "dollars" a second time; allowed: each once. Remove one of the two.
                          a: found need 0.0; allowed: more than 0, to have a logarithm. Leave the row out, or do without the \
                        logarithm.
                          c: found weight -2.0; allowed: a weight above 0. Leave the row out of the study, or correct its weight.
                          d: found weight 1.0E20; allowed: 1.0E-15 to 1.0E15. Leave the row out of the study, or correct its \
                        weight.""");
    }

    @Test
    void lists_every_number_that_is_too_large_to_be_squared() {
        Study study = five().copy()
                .number("huge", 1, 2e75, 3, -1e200, 5)
                .number("large", 1e70, 2, 3, 4, 5)
                .build();
        assertThatThrownBy(() -> Regression.of("dollars")
                        .on("huge")
                        .on(power("large", 2), power("large", 5))
                        .fit(study))
                .isInstanceOf(ProblemException.class)
                .hasMessage("""
                        "dollars" cannot be explained; 4 problems:
                          b: found huge 2.0E75; allowed: at most 1.0E75 in size. Correct the number, or give the column in a larger unit.
                          d: found huge -1.0E200; allowed: at most 1.0E75 in size. Correct the number, or give the column in a larger \
                        unit.
                          a: found large^2 1.0E140; allowed: at most 1.0E75 in size. Correct the number, or give the column in a larger \
                        unit.
                          a: found large^5 above 1.7976931348623157E308; allowed: at most 1.0E75 in size. Correct the number, or give \
                        the column in a larger unit.""");
        assertThat(problems(Regression.of("huge").on("need"), study))
                .extracting(Problem::code, Problem::place)
                .containsExactly(tuple("value.range", "b"), tuple("value.range", "d"));
    }

    @Test
    void lists_every_column_of_numbers_that_are_all_too_small_to_be_squared() {
        Study study = five().copy().number("tiny", 1e-200, 0, 3e-200, 0, 0).build();
        assertThatThrownBy(() -> Regression.of("dollars").on("tiny").fit(study))
                .isInstanceOf(ProblemException.class)
                .hasMessage("""
                        "dollars" cannot be explained; 1 problem:
                          columns: found "tiny" with no number above 3.0E-200 in size; allowed: a number of at least 1.0E-50 in size, or \
                        0 in every row. Give the column in a smaller unit.""");
        assertThat(problems(Regression.of("tiny").on("need"), study))
                .extracting(Problem::code)
                .containsExactly("column.small");
        // A small number beside others is no fault.
        Study mixed = five().copy().number("some", 1e-200, 0, 1, 2, 5).build();
        assertThat(Regression.of("dollars").on("some").fit(mixed).rows()).isEqualTo(5);
    }

    @Test
    void takes_the_largest_and_the_smallest_numbers_and_weights() {
        Study study = five().copy()
                .number("most", 0, 1e75, 2e74, 3e74, 4e74)
                .number("least", 0, 1e-50, 2e-51, 3e-51, 4e-51)
                .number("heavy", 1e15, 1e15, 1e15, 1e15, 1e15)
                .build()
                .with("exactly", "least", least -> 3e120 * least);
        for (Covariance kind : List.of(Covariance.CLASSICAL, Covariance.HC3)) {
            Inference inference = Regression.of("most")
                    .on("least")
                    .weightedBy("heavy")
                    .fit(study)
                    .with(kind);
            // The columns are in proportion but for rounding.
            assertThat(inference.coefficient("least").estimate()).isCloseTo(1e125, within(1e111));
            assertThat(inference.coefficient("least").standardError()).isBetween(0.0, 1e111);
        }
        assertThat(Regression.of("exactly").on("most").fit(study).rSquared()).isCloseTo(1, LAST_DIGITS);
    }

    @Test
    void lists_what_the_study_left_out_with_what_it_leaves_out() {
        Problem before = new Problem("row.bad", "line 7", "x", "a number", "Correct it.");
        Study study = Study.of(List.of("a", "b", "c", "d"))
                .number("dollars", 1, 3, Double.NaN, 8)
                .number("need", 0, 1, 2, 3)
                .leftOut(List.of(before))
                .build();
        assertThat(Regression.of("dollars").on("need").fit(study).leftOut())
                .extracting(Problem::place)
                .containsExactly("line 7", "c");
        assertThat(Regression.of("need").fit(study).leftOut()).containsExactly(before);
    }

    @Test
    void names_shares_that_make_up_the_whole() {
        // Each row adds up to 100; as doubles the second and third fall short of it by 10⁻¹⁴.
        Study study = five().copy()
                .number("white", 13.7, 33.3, 0.1, 58.9, 7.7)
                .number("black", 61.2, 33.4, 99.8, 12.4, 84.6)
                .number("other", 25.1, 33.3, 0.1, 28.7, 7.7)
                .build();
        assertThat(problems(Regression.of("dollars").on("white", "black", "other"), study))
                .extracting(Problem::code, Problem::found)
                .containsExactly(
                        tuple("column.dependent", "\"other\", which is a combination of constant, white, black"));
        // Any two of them say it all.
        assertThat(Regression.of("dollars").on("white", "other").fit(study).names())
                .containsExactly("constant", "white", "other");
    }

    @Test
    void refuses_columns_that_are_combinations_of_others() {
        assertThatThrownBy(() -> Regression.of("dollars").on("need", "twice").fit(five()))
                .isInstanceOf(ProblemException.class)
                .hasMessage("\"dollars\" cannot be explained; 1 problem:\n"
                        + "  columns that explain: found \"twice\", which is a combination of need; allowed: columns of"
                        + " which none is a combination of others. Remove one of these columns.");
        assertThat(problems(Regression.of("dollars").on("zero"), five()))
                .extracting(Problem::found)
                .containsExactly("\"zero\", which is 0 in every row");
        Study dummies = five().copy()
                .number("high", 1, 1, 0, 0, 1)
                .number("middle", 0, 0, 1, 1, 0)
                .number("share", 33.3, 33.3, 20, 5, 0)
                .number("rest", 66.7, 66.7, 80, 95, 100)
                .number("same", 7, 7, 7, 7, 7)
                .build();
        assertThat(problems(Regression.of("dollars").on("high", "middle"), dummies))
                .extracting(Problem::found)
                .containsExactly("\"middle\", which is a combination of constant, high");
        assertThat(problems(Regression.of("dollars").on("share", "rest"), dummies))
                .extracting(Problem::found)
                .containsExactly("\"rest\", which is a combination of constant, share");
        assertThat(problems(Regression.of("dollars").on("need", "same"), dummies))
                .extracting(Problem::found)
                .containsExactly("\"same\", which is a combination of constant");
        assertThat(problems(Regression.of("dollars").on("high").on(factor("level")), dummies))
                .extracting(Problem::found)
                .containsExactly("\"level: Middle\", which is a combination of constant, high");
        // Without a constant both dummies can stay: the means of the levels, 13/3 and 6
        assertThat(Regression.of("dollars")
                        .on("high", "middle")
                        .throughOrigin()
                        .fit(dummies)
                        .coefficients())
                .containsExactly(new double[] {13 / 3.0, 6}, LAST_DIGITS);
    }

    @Test
    void refuses_a_column_twice() {
        assertThat(problems(Regression.of("dollars").on("need").on("need", "pupils"), five()))
                .extracting(Problem::code, Problem::found)
                .containsExactly(tuple("column.twice", "\"need\" a second time"));
    }

    @Test
    void refuses_fewer_rows_than_coefficients() {
        Study two = five().where(row -> row < 2);
        assertThat(problems(Regression.of("dollars").on("need", "pupils"), two))
                .extracting(Problem::code, Problem::found, Problem::allowed)
                .containsExactly(tuple("rows.few", "2", "at least 3, one for each coefficient"));
        assertThat(problems(
                        Regression.of("dollars").on("need").on(factor("level", "High")), five().where(row -> false)))
                .extracting(Problem::found)
                .containsExactly("0");
    }

    @Test
    void refuses_to_explain_by_nothing() {
        Regression nothing = Regression.of("dollars").throughOrigin();
        assertThatThrownBy(() -> nothing.fit(five()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("nothing explains \"dollars\": name a column, or keep the constant");
    }

    @Test
    void fits_as_many_coefficients_as_rows_exactly() {
        Fit fit = Regression.of("dollars").on("need").fit(five().where(row -> row < 2));
        assertThat(fit.coefficients()).containsExactly(1, 2);
        assertThat(fit.residuals()).containsExactly(new double[] {0, 0}, LAST_DIGITS);
        assertThat(fit.leverages()).containsExactly(new double[] {1, 1}, LAST_DIGITS);
        assertThat(fit.rSquared()).isEqualTo(1);
        assertThat(fit.degreesOfFreedom()).isZero();
        assertThat(fit).hasToString("%s: 2 rows, fitted exactly".formatted(fit.regression()));
        String refusal = "2 coefficients fit 2 rows exactly, so that nothing tells how sure they are";
        assertThatThrownBy(fit::residualStandardDeviation)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(refusal);
        assertThatThrownBy(fit::adjustedRSquared).hasMessage(refusal);
        assertThatThrownBy(fit::residualCoefficientOfVariation).hasMessage(refusal);
        assertThatThrownBy(() -> fit.with(Covariance.HC0)).hasMessage(refusal);
        assertThatThrownBy(() -> fit.clusteredBy("level")).hasMessage(refusal);
    }

    @Test
    void a_perfect_fit_leaves_nothing() {
        Study study = five().with("exactly", "need", need -> 100 + 3 * need);
        Fit fit = Regression.of("exactly").on("need").fit(study);
        assertThat(fit.coefficients()).containsExactly(100, 3);
        assertThat(fit.residualSumOfSquares()).isZero();
        assertThat(fit.rSquared()).isEqualTo(1);
        Inference.Coefficient need = fit.with(Covariance.CLASSICAL).coefficient("need");
        assertThat(need).isEqualTo(new Inference.Coefficient("need", 3, 0, Double.POSITIVE_INFINITY, 0));
        assertThat(fit.with(Covariance.CLASSICAL).interval("need")).isEqualTo(new Inference.Interval(3, 3));
    }

    @Test
    void nothing_is_explained_of_what_is_0_everywhere() {
        Fit fit = Regression.of("zero").on("need").fit(five());
        assertThat(fit.coefficients()).containsOnly(0);
        assertThat(fit.rSquared()).isZero();
        assertThat(fit.with(Covariance.CLASSICAL).coefficient("need"))
                .isEqualTo(new Inference.Coefficient("need", 0, 0, 0, 1));
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-1, 1e-3, 1e-5, 1e-7, 1e-9, 1e-11})
    void takes_columns_that_are_nearly_the_same(double apart) {
        double[] need = DoubleStream.iterate(0, x -> x + 1).limit(20).toArray();
        Study study = Study.ofRows(20).number("need", need).build().with("near", "need", x -> x + apart * (x * 7 % 11));
        Study whole = study.with("dollars", "need", "near", (x, near) -> near - x);
        Fit fit = Regression.of("dollars").on("need", "near").fit(whole);
        // near − need is exact in doubles (Sterbenz), but for the smallest, where the difference is near itself.
        assertThat(fit.coefficients()).containsExactly(new double[] {0, -1, 1}, within(1e-6));
        assertThat(fit.coefficient("near")).isCloseTo(1, within(1e-12));
        assertThat(fit.rSquared()).isEqualTo(1);
    }

    @Test
    void a_definition_is_a_value_and_is_never_changed() {
        Regression regression = Regression.of("dollars");
        assertThat(regression.on("need"))
                .isNotEqualTo(regression)
                .isEqualTo(Regression.of("dollars").on(Term.of("need")));
        assertThat(regression.on("need"))
                .hasSameHashCodeAs(Regression.of("dollars").on("need"));
        assertThat(regression.weightedBy("pupils")).isNotEqualTo(regression);
        assertThat(regression.throughOrigin()).isNotEqualTo(regression);
        assertThat(Regression.ofLog("dollars")).isNotEqualTo(regression);
        assertThat(regression.terms()).isEmpty();
        assertThat(regression.weight()).isEmpty();
        assertThat(regression.hasConstant()).isTrue();
        assertThat(regression.isLogarithm()).isFalse();
        assertThat(regression.dependent()).isEqualTo("dollars");
    }

    @Test
    void refuses_terms_that_mean_nothing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> power("x", 0))
                .withMessage("a power is from 2 to 20, and 1 is the column itself; not 0");
        assertThatIllegalArgumentException().isThrownBy(() -> Term.polynomial("x", 21));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> factor("level", ""))
                .withMessage("the base of factor \"level\" has a name");
        assertThatNullPointerException().isThrownBy(() -> Term.of(null));
        assertThatNullPointerException().isThrownBy(() -> Regression.of(null));
        assertThatNullPointerException().isThrownBy(() -> Regression.of("y").weightedBy(null));
    }

    @Test
    void refuses_a_coefficient_that_is_not_there() {
        Fit fit = Regression.of("dollars").on("need").fit(five());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> fit.coefficient("ned"))
                .withMessage("there is no coefficient \"ned\"; there are [constant, need]");
        assertThatIllegalArgumentException().isThrownBy(() -> fit.mean("ned"));
        // What could not be made is told each time it is asked for.
        for (int time = 0; time < 2; time++) {
            assertThat(catchThrowableOfType(
                                    ProblemException.class, () -> fit.names(log("need"), log("need"), Term.of("ned")))
                            .problems())
                    .extracting(Problem::place, Problem::found)
                    .containsExactly(tuple("a", "need 0.0"), tuple("columns of numbers", "\"ned\""));
        }
    }
}
