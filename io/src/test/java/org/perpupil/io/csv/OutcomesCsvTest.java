package org.perpupil.io.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.io.StringReader;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.perpupil.equity.Study;
import org.perpupil.problem.Loaded;
import org.perpupil.problem.Missing;
import org.perpupil.problem.Problem;

class OutcomesCsvTest {
    private static final CsvColumns<OutcomesCsv> COLUMNS = CsvColumns.of(OutcomesCsv.UNIT, "School")
            .and(OutcomesCsv.MEASURE, "Indicator")
            .and(OutcomesCsv.GROUP, "Students")
            .and(OutcomesCsv.VALUE, "Rate");

    private static Loaded<Study> read(String csv, CsvColumns<OutcomesCsv> columns) throws IOException {
        return OutcomesCsv.read(CsvInput.of(new StringReader(csv), "a.csv"), columns);
    }

    @Test
    void makes_a_column_of_each_measure_and_group_and_keeps_why_a_value_is_missing() throws IOException {
        Study study = read(
                        "School,Indicator,Students,Rate\n"
                                + "101,Graduation,All,91.5%\n"
                                + "101,Graduation,English learners,*\n"
                                + "102,Graduation,All,†\n"
                                + "102,Reading,,55\n",
                        COLUMNS)
                .orThrow();

        assertThat(study.units()).containsExactly("101", "102");
        assertThat(study.numbers()).containsExactly("Graduation (All)", "Graduation (English learners)", "Reading");
        assertThat(study.number(0, "Graduation (All)")).hasValue(91.5);
        assertThat(study.missing(0, "Graduation (English learners)")).contains(Missing.SUPPRESSED);
        assertThat(study.missing(1, "Graduation (All)")).contains(Missing.NOT_APPLICABLE);
        // no row at all
        assertThat(study.missing(1, "Graduation (English learners)")).contains(Missing.NOT_GIVEN);
        assertThat(study.number(1, "Reading")).hasValue(55);
    }

    @Test
    void keeps_years_apart() throws IOException {
        Study study = read(
                        "School,Y,Indicator,Rate\n101,2025,ADA,90\n101,2026,ADA,92\n",
                        CsvColumns.of(OutcomesCsv.UNIT, "School")
                                .and(OutcomesCsv.YEAR, "Y")
                                .and(OutcomesCsv.MEASURE, "Indicator")
                                .and(OutcomesCsv.VALUE, "Rate"))
                .orThrow();

        assertThat(study.units()).containsExactly("101, 2025", "101, 2026");
        assertThat(study.texts(Study.YEAR)).containsExactly("2025", "2026");
        assertThat(study.numbers("ADA")).containsExactly(90, 92);
    }

    @Test
    void reads_a_column_for_each_measure() throws IOException {
        Study study = read(
                        "cds,AvgScrRead,NumTstTakr\n1,525,69\n2,,3\n",
                        CsvColumns.of(OutcomesCsv.UNIT, "cds")
                                .each(OutcomesCsv.VALUE, "AvgScrRead", Map.of(OutcomesCsv.MEASURE, "reading"))
                                .each(OutcomesCsv.VALUE, "NumTstTakr", Map.of(OutcomesCsv.MEASURE, "takers")))
                .orThrow();

        assertThat(study.number(0, "reading")).hasValue(525);
        assertThat(study.number(1, "reading")).isEmpty();
        assertThat(study.number(1, "takers")).hasValue(3);
    }

    @Test
    void tells_a_second_value_and_what_is_no_number_and_keeps_the_rest() throws IOException {
        Loaded<Study> loaded =
                read("School,Indicator,Students,Rate\n1,ADA,,90\n1,ADA,,91\n2,ADA,,good\n3,,,4\n3,ADA,,95\n", COLUMNS);

        assertThat(loaded.value().units()).containsExactly("1", "3");
        assertThat(loaded.value().number(0, "ADA")).hasValue(90);
        assertThat(loaded.rowsRead()).isEqualTo(5);
        assertThat(loaded.rowsUsed()).isEqualTo(2);
        assertThat(loaded.problems())
                .extracting(Problem::code, Problem::place)
                .containsExactly(
                        tuple("csv.outcome", "a.csv, line 4, column \"Rate\""),
                        tuple("csv.missing", "a.csv, line 5, column \"Indicator\""),
                        tuple("csv.outcome-twice", "a.csv, line 3"));
        assertThat(loaded.value().leftOut()).isEqualTo(loaded.problems());
    }
}
