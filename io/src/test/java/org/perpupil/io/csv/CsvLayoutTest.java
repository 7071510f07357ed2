package org.perpupil.io.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.tuple;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.io.IOException;
import java.io.StringReader;
import nl.jqno.equalsverifier.EqualsVerifier;
import nl.jqno.equalsverifier.Warning;
import org.junit.jupiter.api.Test;
import org.perpupil.equity.Study;
import org.perpupil.problem.Loaded;
import org.perpupil.problem.Missing;
import org.perpupil.problem.Problem;

class CsvLayoutTest {
    private static final String PRINTED = """
            Unduplicated counts
            as of,2018-02-01

            School,"Total
            Enrolled",Poor
            Lincoln,"1,020",612
            Adams,300,*
            Total,"1,320",
            * fewer than 11 pupils
            """;

    private static Loaded<Study> read(String csv, CsvLayout layout) throws IOException {
        return StudyCsv.read(
                CsvInput.of(new StringReader(csv), "a.csv"),
                StudyColumns.unit("School").numbers("Total Enrolled", "Poor").in(layout));
    }

    @Test
    void finds_the_header_by_its_texts_and_ends_before_totals_and_notes() throws IOException {
        Loaded<Study> loaded = read(
                PRINTED,
                CsvLayout.usual().headerWith("school", "TOTAL ENROLLED").endingBefore("total"));

        assertThat(loaded.problems()).isEmpty();
        assertThat(loaded.rowsRead()).isEqualTo(2);
        assertThat(loaded.value().units()).containsExactly("Lincoln", "Adams");
        assertThat(loaded.value().numbers("Total Enrolled")).containsExactly(1_020, 300);
        assertThat(loaded.value().missing(1, "Poor")).contains(Missing.SUPPRESSED);
    }

    @Test
    void without_an_end_totals_and_notes_are_rows_and_told() throws IOException {
        Loaded<Study> loaded = read(PRINTED, CsvLayout.usual().headerWith("Poor"));

        assertThat(loaded.value().units()).containsExactly("Lincoln", "Adams", "Total");
        assertThat(loaded.problems())
                .extracting(Problem::code, Problem::place)
                .containsExactly(tuple("csv.row-length", "a.csv, line 9"));
    }

    @Test
    void tells_that_no_row_is_the_header() throws IOException {
        assertThat(read(PRINTED, CsvLayout.usual().headerWith("School", "District"))
                        .problems())
                .extracting(Problem::message)
                .containsExactly(
                        "a.csv: found no row with \"school\", \"district\" among the first 1000; allowed: a row that names"
                                + " the columns. Name headers as the file has them, or say on which line the header is.");
        assertThat(read(
                                "\n".repeat(3) + "x\n".repeat(2_000) + PRINTED,
                                CsvLayout.usual().headerWith("School"))
                        .problems())
                .extracting(Problem::code)
                .containsExactly("csv.header-missing");
    }

    @Test
    void a_later_word_on_the_header_replaces_an_earlier_one() throws IOException {
        assertThat(CsvLayout.usual().headerWith("School").headerOnLine(4))
                .isEqualTo(CsvLayout.usual().headerOnLine(4));
        assertThat(read(
                                PRINTED,
                                CsvLayout.usual()
                                        .headerOnLine(4)
                                        .headerWith("School")
                                        .endingBefore("TOTAL"))
                        .orThrow()
                        .size())
                .isEqualTo(2);
    }

    @Test
    void refuses_what_says_nothing() {
        assertThatIllegalArgumentException().isThrownBy(() -> CsvLayout.usual().headerWith());
        assertThatIllegalArgumentException().isThrownBy(() -> CsvLayout.usual().headerWith("a", " "));
        assertThatIllegalArgumentException().isThrownBy(() -> CsvLayout.usual().endingBefore(" "));
        assertThatIllegalArgumentException().isThrownBy(() -> CsvLayout.usual().onlyRows(" ", "x"));
        assertThatNullPointerException().isThrownBy(() -> CsvLayout.usual().missing(null, "x"));
    }

    @Test
    void layouts_that_say_the_same_are_equal() {
        EqualsVerifier.forClass(CsvLayout.class)
                .withPrefabValues(ImmutableMap.class, ImmutableMap.of("one", 1), ImmutableMap.of("two", 2))
                .withPrefabValues(ImmutableSet.class, ImmutableSet.of("one"), ImmutableSet.of("two"))
                .suppress(Warning.NULL_FIELDS) // the constructor is private, and never given null
                .verify();
        assertThat(CsvLayout.usual().missing(Missing.SUPPRESSED, "<10"))
                .isEqualTo(CsvLayout.usual().missing(Missing.SUPPRESSED, " <10 "))
                .isNotEqualTo(CsvLayout.usual().missing(Missing.NOT_GIVEN, "<10"));
        assertThat(CsvLayout.usual().separatedBy('\t').headerOnLine(3))
                .hasToString("fields separated by \"tab\", header on line 3");
    }
}
