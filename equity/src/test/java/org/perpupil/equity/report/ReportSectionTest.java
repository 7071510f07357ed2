package org.perpupil.equity.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.perpupil.equity.report.ReportSection.Figure;
import org.perpupil.equity.report.ReportSection.Form;
import org.perpupil.equity.report.ReportSection.Row;

class ReportSectionTest {
    private static Figure one(String column) {
        return new Figure(column, 1, Form.COUNT);
    }

    private static ReportSection section(List<String> columns, Row... rows) {
        return new ReportSection("Title", "n = 1 unit", columns, List.of(rows), List.of(), "nobody", List.of());
    }

    @Test
    void shows_columns_as_they_are_declared_and_none_without_figures() {
        ReportSection section = section(
                List.of("a", "b", "c", "d"), new Row("x", List.of(one("d")), ""), new Row("y", List.of(one("b")), "!"));

        assertThat(section).hasToString("""
                Title
                n = 1 unit
                     b  d
                  x     1
                  y  1     !
                Source: nobody
                """);
        assertThat(section.figure("x", "c")).isEmpty();
        assertThat(section(List.of("a"), new Row("x", List.of(), "none: nothing")))
                .hasToString("""
                        Title
                        n = 1 unit
                          x  none: nothing
                        Source: nobody
                        """);
    }

    @Test
    void has_the_columns_of_its_rows_where_none_are_declared() {
        ReportSection section = new ReportSection(
                "Title",
                "n = 1 unit",
                List.of(new Row("x", List.of(one("b")), ""), new Row("y", List.of(one("a"), one("b")), "")),
                List.of(),
                "nobody",
                List.of());

        assertThat(section.columns()).containsExactly("b", "a");
    }

    @Test
    void loses_no_figure_to_another_of_its_name() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Row("x", List.of(one("a"), one("a")), ""))
                .withMessage("row \"x\" has two figures \"a\"");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> section(List.of("a", "a")))
                .withMessage("\"Title\" has two columns \"a\"");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> section(List.of("a"), new Row("x", List.of(one("b")), "")))
                .withMessage("row \"x\" of \"Title\" has a figure \"b\"; columns are [a]");
        ReportSection twice = section(List.of("a"), new Row("x", List.of(), ""), new Row("x", List.of(one("a")), ""));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> twice.figure("x", "a"))
                .withMessage("\"Title\" has 2 rows \"x\"; it has [x, x]");
    }
}
