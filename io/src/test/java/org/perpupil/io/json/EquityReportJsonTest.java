package org.perpupil.io.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.perpupil.equity.Study;
import org.perpupil.equity.inequality.DollarsPerPupil;
import org.perpupil.equity.inequality.Measure;
import org.perpupil.equity.progressivity.Progressivity;
import org.perpupil.equity.regression.Covariance;
import org.perpupil.equity.regression.Regression;
import org.perpupil.equity.report.EquityReport;
import org.perpupil.problem.Problem;
import org.perpupil.problem.ProblemException;

class EquityReportJsonTest {
    private static final Study STUDY = Study.of(List.of("a", "b", "c", "d"))
            .number("dollars", 9_000, 11_000, 10_000, 14_000)
            .number("poverty", 10, 40, 35, 80)
            .number("pupils", 100, 200, 300, 400)
            .build()
            .leavingOut("pupils", pupils -> pupils == 200, "a virtual school");

    private static final EquityReport REPORT = EquityReport.of("Spending and need", STUDY)
            .with(DollarsPerPupil.of(STUDY, "dollars", "pupils"), Measure.MEAN, Measure.GINI)
            .with(Progressivity.of(STUDY, "dollars", "poverty", "pupils"))
            .with(Regression.of("dollars").on("poverty").fit(STUDY).with(Covariance.HC1));

    private final String json = EquityReportJson.toJson(REPORT);

    @TempDir
    Path folder;

    private List<Problem> differences(String written) throws IOException {
        return EquityReportJson.differences(new ByteArrayInputStream(written.getBytes(UTF_8)), "a.json", REPORT);
    }

    @Test
    void a_report_is_read_back_with_every_figure() {
        EquityReport read = EquityReportJson.parse(json);

        assertThat(read).isEqualTo(REPORT);
        assertThat(read.toString()).isEqualTo(REPORT.toString());
        assertThat(Schemas.faults("equity-report", json)).isEmpty();
        // By hand: (100 × 9,000 + 300 × 10,000 + 400 × 14,000) / 800
        assertThat(json).contains("\"value\": \"11875.0\", \"form\": \"hundredths\"");
    }

    @Test
    void nothing_differs_from_the_report_that_was_written() throws IOException {
        Path file = folder.resolve("a.json");
        EquityReportJson.write(REPORT, file);

        assertThat(EquityReportJson.differences(file, REPORT)).isEmpty();
        assertThat(Files.readString(file)).isEqualTo(json);
    }

    @Test
    void tells_every_figure_and_text_that_is_another() throws IOException {
        String changed = json.replace("\"11875.0\"", "\"11875.1\"").replace("\"Spending and need\"", "\"Spending\"");

        assertThat(differences(changed))
                .extracting(Problem::code, problem -> problem.place().replaceAll("\\d+:\\d+", "…"), Problem::found)
                .containsExactly(
                        tuple("report.differs", "a.json, line …, /title", "\"Spending\""),
                        tuple("report.differs", "a.json, line …, /sections/0/rows/0/figures/0/value", "\"11875.1\""));
        assertThat(differences(json.replace("\"11875.0\"", "\"11875.0000001\"")))
                .isEmpty();
    }

    @Test
    void only_figures_that_a_double_holds_may_differ_in_their_last_digits() throws IOException {
        assertThat(differences(json.replace("\"11875.0\"", "\"1E9999\""))).hasSize(1);

        EquityReport numbered = EquityReport.of("2016", STUDY);
        String text = EquityReportJson.toJson(numbered);
        assertThat(EquityReportJson.differences(
                        new ByteArrayInputStream(
                                text.replace("\"2016\"", "\"2016.0000000001\"").getBytes(UTF_8)),
                        "a.json",
                        numbered))
                .extracting(Problem::found)
                .containsExactly("\"2016.0000000001\"");
    }

    @Test
    void keys_may_stand_in_any_order() throws IOException {
        assertThat(differences(json.replaceAll("\\{(\"column\": \"[^\"]*\"), (\"value\": \"[^\"]*\")", "{$2, $1")))
                .isEmpty();
    }

    @Test
    void many_differences_are_told_up_to_a_bound() throws IOException {
        // 12,000 units of which each has another number: more than the 9,000 that are told, and one that says so
        List<String> units =
                IntStream.range(0, 12_000).mapToObj(unit -> "u" + unit).toList();
        double[] numbers = new double[12_000];
        Arrays.fill(numbers, 5);
        Study study = Study.of(units).number("x", numbers).build();
        EquityReport report = EquityReport.of("many", study);

        List<Problem> problems = EquityReportJson.differences(
                new ByteArrayInputStream(EquityReportJson.toJson(report)
                        .replace("\"5.0\"", "\"6.0\"")
                        .getBytes(UTF_8)),
                "a.json",
                report);

        assertThat(problems).hasSize(9_001);
        assertThat(problems.get(9_000).found()).isEqualTo("more than 9000 differences");
    }

    @Test
    void a_document_that_is_none_has_faults_and_no_differences() {
        assertThat(catchThrowableOfType(
                                ProblemException.class,
                                () -> differences(json.replace("\"schema\": 1", "\"schema\": 2")))
                        .problems())
                .extracting(Problem::code)
                .containsExactly("json.schema");
    }
}
