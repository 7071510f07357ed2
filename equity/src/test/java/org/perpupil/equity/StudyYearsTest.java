package org.perpupil.equity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.perpupil.problem.Problem;
import org.perpupil.problem.ProblemException;

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
        assertThat(both.leftOut()).extracting(Problem::place).containsExactly(PROBLEM.place() + ", 2015");
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
    void keeps_units_that_every_year_has() {
        Study both = BEFORE.asOf("2015").and(AFTER.asOf("2016"));

        Study panel = both.inEveryYear(Study.UNIT, Study.YEAR);

        assertThat(panel.units()).containsExactly("1, 2015", "1, 2016");
        assertThat(panel.numbers("dollars")).containsExactly(10, 11);
        assertThat(panel.leftOut())
                .extracting(Problem::message)
                .containsExactly(
                        PROBLEM.message().replace("school 3:", "school 3, 2015:"),
                        "2, 2015: found rows of 2015 only; allowed: rows of 2015, 2016. Find the other years, or report it beside the study.");
        assertThat(panel.inEveryYear(Study.UNIT, Study.YEAR)).isEqualTo(panel);
        assertThat(BEFORE.asOf("2015").inEveryYear(Study.UNIT, Study.YEAR)).isEqualTo(BEFORE.asOf("2015"));
    }

    @Test
    void a_row_without_unit_or_year_is_in_no_panel() {
        Study study = Study.of(List.of("a", "b", "c", "d"))
                .text("school", List.of("1", "", "", "1"))
                .text("year", List.of("2015", "2015", "", ""))
                .build();

        Study panel = study.inEveryYear("school", "year");

        assertThat(panel.units()).containsExactly("a");
        assertThat(panel.leftOut())
                .extracting(Problem::found)
                .containsExactly("no school", "no school, year", "no year");
    }

    @Test
    void refuses_a_panel_with_two_rows_of_a_unit_in_a_year() {
        Study study = Study.of(List.of("a", "b", "c"))
                .text("school", List.of("1", "1", "1"))
                .text("year", List.of("2015", "2015", "2015"))
                .build();

        assertThatThrownBy(() -> study.inEveryYear("school", "year"))
                .isInstanceOf(ProblemException.class)
                .hasMessage(
                        "units in every year cannot be found; 2 problems:\n"
                                + "  b: found a second row of 1 in 2015; allowed: one row for each unit and year. Leave one of the rows out, or add them up.\n"
                                + "  c: found a second row of 1 in 2015; allowed: one row for each unit and year. Leave one of the rows out, or add them up.");
        assertThatThrownBy(() -> study.inEveryYear("unit", "year")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void adds_columns_up() {
        assertThat(BEFORE.withSum("all", "dollars", "grants").numbers("all")).containsExactly(11, Double.NaN);
    }
}
