package org.perpupil.equity.inequality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.perpupil.equity.Study;
import org.perpupil.problem.Problem;
import org.perpupil.problem.ProblemException;

class DecompositionTest {
    private static final Offset<Double> LAST_DIGITS = within(1e-15);

    private static Study study(double[] amounts, double[] pupils, String... groups) {
        return Study.ofRows(amounts.length)
                .number("spending", amounts)
                .number("pupils", pupils)
                .text("level", List.of(groups))
                .build();
    }

    private static Decomposition byLevel(Study study) {
        return Decomposition.of(study, "spending", "pupils", "level");
    }

    /** Worked by hand below: means 2 and 4 of two pupils each, the mean of all 3. */
    private static final Decomposition TWO =
            byLevel(study(new double[] {5, 1, 3, 3}, new double[] {1, 1, 1, 1}, "b", "a", "a", "b"));

    @Test
    void parts_add_up_by_hand() {
        assertThat(TWO.groups().keySet()).containsExactly("a", "b");
        assertThat(TWO.groups().get("a").mean()).isEqualTo(2);
        // Within: 1 in each group. Between: 1.
        assertThat(TWO.variance()).isEqualTo(new Decomposition.Parts(1, 1));
        assertThat(TWO.variance().total()).isEqualTo(TWO.all().variance());
        assertThat(TWO.variance().betweenShare()).isEqualTo(0.5);
        // (2/3 ln 2/3 + 4/3 ln 4/3) / 2
        assertThat(TWO.theilT().between()).isCloseTo((2 * Math.log(2 / 3.0) + 4 * Math.log(4 / 3.0)) / 6, LAST_DIGITS);
        // (ln 3/2 + ln 3/4) / 2
        assertThat(TWO.theilL().between()).isCloseTo((Math.log(1.5) + Math.log(0.75)) / 2, LAST_DIGITS);
        // Gini indices 2 × 2 / (2 × 4 × 2) = 1/4 and 1/8, p 1/2 each, s 1/3 and 2/3: 1/24 + 1/24
        assertThat(TWO.gini().within()).isCloseTo(1 / 12.0, LAST_DIGITS);
        // 2 × 4 × 2 / (2 × 16 × 3)
        assertThat(TWO.gini().between()).isCloseTo(1 / 6.0, LAST_DIGITS);
        // Amounts of the groups meet at 3 only.
        assertThat(TWO.gini().overlap()).isCloseTo(0, LAST_DIGITS);
        assertThat(TWO.gini().total()).isCloseTo(TWO.all().gini(), LAST_DIGITS);
    }

    @Test
    void a_group_without_dollars_is_equal_within() {
        Decomposition some = byLevel(study(new double[] {0, 0, 4, 4}, new double[] {1, 1, 1, 1}, "a", "a", "b", "b"));
        assertThat(some.theilT().within()).isZero();
        // The half of the pupils has all: ln 2.
        assertThat(some.theilT().between()).isCloseTo(Math.log(2), LAST_DIGITS);
        assertThat(some.gini()).isEqualTo(new Decomposition.GiniParts(0, 0.5, 0));
        assertThatThrownBy(some::theilL)
                .isInstanceOf(UndefinedMeasureException.class)
                .hasMessage("Theil's index L takes the logarithm of dollars per pupil, and the lowest is 0");
    }

    @Test
    void has_no_share_where_all_get_the_same() {
        Decomposition equal = byLevel(study(new double[] {7, 7}, new double[] {1, 2}, "a", "b"));
        assertThat(equal.theilT()).isEqualTo(new Decomposition.Parts(0, 0));
        assertThatThrownBy(() -> equal.theilT().betweenShare())
                .isInstanceOf(UndefinedMeasureException.class)
                .hasMessage("the share between groups divides by the inequality of all pupils, which is 0");
    }

    @Test
    void leaves_out_and_lists_rows_that_lack_something() {
        Decomposition some = byLevel(study(
                new double[] {1, Double.NaN, 3, 4, 5}, new double[] {1, 1, 0, 1, 1}, "a", "a", "only empty", "", "b"));
        assertThat(some.groups().keySet()).containsExactly("a", "b");
        assertThat(some.all().units()).isEqualTo(2);
        assertThat(some.all().leftOut())
                .extracting(Problem::place, Problem::found)
                .containsExactly(tuple("2", "no spending"), tuple("4", "no level"), tuple("3", "0 pupils"));
    }

    @Test
    void names_every_column_that_is_not_there() {
        assertThatThrownBy(() -> Decomposition.of(Study.ofRows(1).build(), "spending", "pupils", "level"))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refusal -> assertThat(refusal.problems())
                                .extracting(Problem::found)
                                .containsExactly("\"spending\"", "\"pupils\"", "\"level\""))
                .hasMessageStartingWith("\"spending\" cannot be decomposed by \"level\"; 3 problems:");
    }
}
