package org.perpupil.equity.spread;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.perpupil.equity.Study;
import org.perpupil.equity.inequality.UndefinedMeasureException;
import org.perpupil.problem.Problem;
import org.perpupil.problem.ProblemException;

class OneWayTest {

    private static Study study(String groups, double... numbers) {
        return Study.ofRows(numbers.length)
                .number("x", numbers)
                .text("g", Arrays.asList(groups.split(",", -1)))
                .build();
    }

    @Test
    void compares_means_by_hand() {
        OneWay found = OneWay.anova(study("b,a,a,b", 6, 1, 3, 4), "x", "g");
        assertThat(found.groups()).containsExactly(new OneWay.Group("a", 2, 2), new OneWay.Group("b", 2, 5));
        // Means 2 and 5 around 3.5: 4 × 1.5²; within: 4 × 1².
        assertThat(found.squaresBetween()).isEqualTo(9);
        assertThat(found.squaresWithin()).isEqualTo(4);
        assertThat(found.meanSquareBetween()).isEqualTo(9);
        assertThat(found.meanSquareWithin()).isEqualTo(2);
        assertThat(found.f()).isEqualTo(4.5);
        assertThat(found.rSquared()).isEqualTo(9 / 13.0);
        assertThat(found.residualStandardDeviation()).isEqualTo(Math.sqrt(2));
        // F(1, 2) is t(2) squared, and P(|t| ≥ t₀) = 1 − t₀ / √(2 + t₀²): 1 − √(4.5 / 6.5).
        assertThat(found.p()).isCloseTo(1 - Math.sqrt(4.5 / 6.5), within(1e-15));
        assertThat(found).asString().startsWith("x by g: F(1, 2) = 4.500, p = 0.16");
    }

    @Test
    void compares_distances_from_means_and_medians_by_hand() {
        Study study = study("a,a,a,b,b,b", 0, 0, 3, 1, 2, 9);
        // Means 1 and 4: distances 1, 1, 2 and 3, 2, 5, with means 4/3 and 10/3; between 6 × 1², within 2/3 + 14/3.
        OneWay levene = OneWay.levene(study, "x", "g");
        assertThat(levene.squaresBetween()).isCloseTo(6, within(1e-14));
        assertThat(levene.squaresWithin()).isCloseTo(16 / 3.0, within(1e-14));
        assertThat(levene.f()).isCloseTo(4.5, within(1e-14));
        // Medians 0 and 2: distances 0, 0, 3 and 1, 0, 7, with means 1 and 8/3; between 6 × (5/6)², within 6 + 86/3.
        OneWay robust = OneWay.brownForsythe(study, "x", "g");
        assertThat(robust.squaresBetween()).isCloseTo(25 / 6.0, within(1e-14));
        assertThat(robust.squaresWithin()).isCloseTo(104 / 3.0, within(1e-13));
        assertThat(robust).asString().startsWith("distance of x from the median by g: F(1, 4) = ");
    }

    @Test
    void takes_the_average_of_the_middle_two_as_the_median() {
        // Medians 2 and 5: distances 2, 1, 1, 8 and 0.
        OneWay robust = OneWay.brownForsythe(study("a,a,a,a,b", 0, 1, 3, 10, 5), "x", "g");
        assertThat(robust.groups()).containsExactly(new OneWay.Group("a", 4, 3), new OneWay.Group("b", 1, 0));
    }

    @Test
    void sees_no_spread_where_there_is_none() {
        OneWay equal = OneWay.anova(study("a,a,a,b,b,b", 0.1, 0.1, 0.1, 0.7, 0.7, 0.7), "x", "g");
        assertThat(equal.squaresWithin()).isZero();
        assertThat(equal.rSquared()).isEqualTo(1);
        assertThatThrownBy(equal::f)
                .isInstanceOf(UndefinedMeasureException.class)
                .hasMessage("F of x by g divides by the mean square within groups, which is 0");
        assertThatThrownBy(equal::p).isInstanceOf(UndefinedMeasureException.class);
        assertThat(equal).hasToString("x by g: 2 groups, none of them spread");
        // Both of a group of two are as far from its mean, whatever the last digits.
        for (Study pairs : List.of(study("a,a,b,b", 0.1, 0.4, 1e6, 1e6 + 0.3), study("a,a,b,b", 0.3, 0.7, 0.1, 1.3))) {
            assertThat(OneWay.levene(pairs, "x", "g").squaresWithin()).isZero();
            assertThat(OneWay.brownForsythe(pairs, "x", "g").squaresWithin()).isZero();
        }
        OneWay nothing = OneWay.anova(study("a,a,b,b", 5, 5, 5, 5), "x", "g");
        assertThatThrownBy(nothing::rSquared)
                .isInstanceOf(UndefinedMeasureException.class)
                .hasMessage("R² of x by g divides by all squares, which are 0");
    }

    @Test
    void leaves_out_and_lists_rows_that_lack_something() {
        OneWay found = OneWay.anova(study("a,a,b,b,,b", 1, 2, 3, Double.NaN, 5, 7), "x", "g");
        assertThat(found.rows()).isEqualTo(4);
        assertThat(found.leftOut())
                .extracting(Problem::message)
                .containsExactly(
                        "4: found no x; allowed: a value in every column that is used. Find what is missing, or leave"
                                + " the column out.",
                        "5: found no g; allowed: a value in every column that is used. Find what is missing, or leave"
                                + " the column out.");
    }

    @Test
    void refuses_what_cannot_be_compared() {
        assertThatThrownBy(() -> OneWay.anova(study("a,a", 1, 2), "x", "g"))
                .isInstanceOf(ProblemException.class)
                .hasMessage("\"x\" cannot be compared by \"g\"; 1 problem:\n"
                        + "  column g: found 1 group; allowed: at least 2. Compare by another column, or find what is"
                        + " missing.");
        assertThatThrownBy(() -> OneWay.anova(study("a,b", 1, 2), "x", "g"))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("rows that lack nothing: found 2 in 2 groups; allowed: more rows than groups.");
        assertThatThrownBy(() -> OneWay.anova(study("a,b", 1e101, 1e-101), "x", "g"))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("2 problems:")
                .hasMessageContaining("1: found 1.0E101; allowed: 0, or 1.0E-100 to 1.0E100, or the same below 0.");
        assertThatThrownBy(() -> OneWay.levene(study("a,b", 1, 2), "y", "h"))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("columns of numbers: found \"y\"; allowed: x.")
                .hasMessageContaining("columns of texts: found \"h\"; allowed: g.");
    }
}
