package org.perpupil.equity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.perpupil.problem.Problem;

class StudyYearsTest {
    private static final Problem PROBLEM = new Problem("budget.none", "school 3", "no budget", "a budget", "Give it.");

    private static final Study BEFORE = Study.of(List.of("1", "2"))
            .number("dollars", 10, 20)
            .number("grants", 1, Double.NaN)
            .text("level", List.of("E", "H"))
            .leftOut(List.of(PROBLEM))
            .build();

    private static final Study AFTER = Study.of(List.of("1"))
            .number("dollars", 11)
            .text("ward", List.of("7"))
            .build();

    @Test
    void years_stand_below_each_other() {
        Study both = BEFORE.asOf("2015").and(AFTER.asOf("2016"));

        assertThat(both.units()).containsExactly("1, 2015", "2, 2015", "1, 2016");
        assertThat(both.texts(Study.UNIT)).containsExactly("1", "2", "1");
        assertThat(both.texts(Study.YEAR)).containsExactly("2015", "2015", "2016");
        assertThat(both.numbers("dollars")).containsExactly(10, 20, 11);
        assertThat(both.leftOut()).containsExactly(PROBLEM);
    }

    @Test
    void what_one_year_lacks_is_missing() {
        Study both = BEFORE.and(AFTER);

        assertThat(both.numbers("grants")).containsExactly(1, Double.NaN, Double.NaN);
        assertThat(both.texts("level")).containsExactly("E", "H", "");
        assertThat(both.texts("ward")).containsExactly("", "", "7");
    }

    @Test
    void refuses_a_column_of_two_kinds() {
        Study texts = Study.of(List.of("1")).text("dollars", List.of("many")).build();

        assertThatThrownBy(() -> BEFORE.and(texts))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the study already has a column \"dollars\"");
        assertThatThrownBy(() -> BEFORE.asOf("2015").asOf("2016"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the study already has a column \"unit\"");
    }

    @Test
    void adds_columns_up() {
        assertThat(BEFORE.withSum("all", "dollars", "grants").numbers("all")).containsExactly(11, Double.NaN);
        assertThat(BEFORE.withSum("none").numbers("none")).containsExactly(0, 0);
    }
}
