package org.perpupil.io.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
    void a_document_that_is_none_has_faults_and_no_differences() {
        assertThat(catchThrowableOfType(
                                ProblemException.class,
                                () -> differences(json.replace("\"schema\": 1", "\"schema\": 2")))
                        .problems())
                .extracting(Problem::code)
                .containsExactly("json.schema");
    }
}
