package org.perpupil.equity.inequality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.perpupil.equity.Study;
import org.perpupil.problem.Problem;
import org.perpupil.problem.ProblemException;

class EquityFactorTest {

    private static Study study(double[] dollars, double[] students, double[] poor) {
        return Study.ofRows(dollars.length)
                .number("dollars", dollars)
                .number("students", students)
                .number("poor", poor)
                .build();
    }

    private static EquityFactor factor(Study study) {
        return EquityFactor.of(study, "dollars", "students", "poor");
    }

    @Test
    void counts_a_child_in_poverty_as_1_4_pupils_and_leaves_small_agencies_out() {
        EquityFactor factor = factor(
                study(new double[] {700, 1_000, 9_999, 9_999}, new double[] {500, 1_000, 200, 300}, new double[] {
                    500, 0, 0, Double.NaN
                }));
        // 500 students in poverty are 700 pupils with 500 dollars each; 1,000 pupils have 1,000 dollars.
        assertThat(factor.spending()).satisfies(spending -> {
            assertThat(spending.pupils()).isEqualTo(1_700);
            assertThat(spending.lowest()).isEqualTo(500);
            assertThat(spending.dollars()).isEqualTo(1_350_000);
        });
        // √(0.7 × 1.0 / 1.7² × 500²) / (1,350 / 1.7)
        assertThat(factor.value()).isCloseTo(Math.sqrt(0.7) * 500 / 1_350, within(1e-15));
        assertThat(factor.spending().leftOut())
                .extracting(Problem::code, Problem::place)
                .containsExactly(tuple("value.missing", "4"), tuple("agency.small", "3"));
    }

    @Test
    void refuses_counts_below_0() {
        assertThatThrownBy(() -> factor(study(new double[] {700, 700}, new double[] {-500, 500}, new double[] {1, -2})))
                .isInstanceOf(ProblemException.class)
                .hasMessage("no equity factor can be told from \"dollars\"; 2 problems:\n"
                        + "  1: found -500.0 students; allowed: 0 or more. Correct the number, or leave it out and say so.\n"
                        + "  2: found -2.0 poor; allowed: 0 or more. Correct the number, or leave it out and say so.");
    }

    @Test
    void refuses_a_state_with_small_agencies_only() {
        assertThatThrownBy(() -> factor(study(new double[] {700}, new double[] {200}, new double[] {1})))
                .isInstanceOf(ProblemException.class)
                .hasMessageStartingWith(
                        "no equity factor can be told from \"dollars\", for nobody is left; 1 problem:");
    }

    @Test
    void is_a_value() {
        Study study = study(new double[] {700, 800}, new double[] {500, 600}, new double[] {1, 2});
        assertThat(factor(study)).isEqualTo(factor(study)).hasSameHashCodeAs(factor(study));
        assertThat(factor(study)).asString().startsWith("equity factor of dollars per pupil: mean ");
    }
}
