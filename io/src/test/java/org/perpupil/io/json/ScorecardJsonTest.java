package org.perpupil.io.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.perpupil.district.FiscalYear;
import org.perpupil.district.SchoolId;
import org.perpupil.plan.Finding;
import org.perpupil.plan.Metric;
import org.perpupil.plan.NeedsAssessment;
import org.perpupil.plan.SitePlan;
import org.perpupil.plan.Subgroup;
import org.perpupil.plan.review.Scorecard;
import org.perpupil.problem.Problem;
import org.perpupil.problem.ProblemException;

class ScorecardJsonTest {
    private static final Metric PROFICIENT = Metric.percent("proficient");
    private static final Subgroup GRADE_5 = Subgroup.of("grade 5");

    private static final Scorecard SCORECARD = Scorecard.of(
            SitePlan.of("101", FiscalYear.of(2028))
                    .assessment(NeedsAssessment.builder()
                            .finding(Finding.of("math-5", PROFICIENT, GRADE_5)
                                    .in(2026, "60")
                                    .in(2025, "57.5"))
                            .build())
                    .build(),
            Scorecard.Measure.of(PROFICIENT, GRADE_5).against("80.0"),
            Scorecard.Measure.of(Metric.of("absent", "days").lowerIsBetter(), Subgroup.ALL_PUPILS));

    private static final String JSON = """
            {
              "kind": "scorecard",
              "schema": 1,
              "school": "101",
              "rows": [
                {"metric": {"name": "proficient", "unit": "%", "better": "higher"}, "pupils": "grade 5", "target": "80", "latest": {"year": "2025–26", "value": "60"}, "before": {"year": "2024–25", "value": "57.5"}, "standing": "improving"},
                {"metric": {"name": "absent", "unit": "days", "better": "lower"}, "pupils": "all pupils", "standing": "no data"}
              ]
            }
            """;

    @TempDir
    Path folder;

    private static List<Problem> problemsOf(String json) {
        return catchThrowableOfType(ProblemException.class, () -> ScorecardJson.parse(json))
                .problems();
    }

    private static List<String> messagesOf(String json) {
        return problemsOf(json).stream().map(Problem::message).toList();
    }

    /** Returns the example with one text in place of another that it has once. */
    private static String with(String from, String to) {
        assertThat(JSON).containsOnlyOnce(from);
        return JSON.replace(from, to);
    }

    @Test
    void writes_a_scorecard_and_reads_it_back() throws IOException {
        Path file = folder.resolve("a.json");

        ScorecardJson.write(SCORECARD, file);

        assertThat(file).hasContent(JSON);
        assertThat(ScorecardJson.toJson(SCORECARD)).isEqualTo(JSON);
        assertThat(ScorecardJson.read(file)).isEqualTo(SCORECARD);
        assertThat(ScorecardJson.read(new ByteArrayInputStream(JSON.getBytes(UTF_8)), "a.json"))
                .isEqualTo(SCORECARD);
        assertThat(ScorecardJson.parse(JSON)).isEqualTo(SCORECARD);
    }

    @Test
    void a_scorecard_without_rows_is_short() {
        Scorecard empty = new Scorecard(SchoolId.of("101"), List.of());

        assertThat(ScorecardJson.toJson(empty)).doesNotContain("rows");
        assertThat(ScorecardJson.parse(ScorecardJson.toJson(empty))).isEqualTo(empty);
    }

    @Test
    void the_same_number_is_written_in_the_same_way() {
        Scorecard.Reading large = new Scorecard.Reading(FiscalYear.of(2026), new BigDecimal("1.20E+3"));
        Scorecard card = new Scorecard(
                SchoolId.of("101"),
                List.of(new Scorecard.Row(
                        Scorecard.Measure.of(Metric.of("books", "pieces"), GRADE_5),
                        Optional.of(large),
                        Optional.empty(),
                        Scorecard.Standing.NO_TARGET)));

        assertThat(large).isEqualTo(new Scorecard.Reading(FiscalYear.of(2026), new BigDecimal("1200")));
        assertThat(ScorecardJson.toJson(card)).contains("\"latest\": {\"year\": \"2025–26\", \"value\": \"1200\"}");
        assertThat(ScorecardJson.parse(ScorecardJson.toJson(card))).isEqualTo(card);
    }

    @Test
    void tells_every_fault_of_a_row() {
        assertThat(messagesOf(with("\"target\": \"80\"", "\"target\": \"180\"")
                        .replace("\"standing\": \"improving\"", "\"standing\": \"better\"")
                        .replace("\"value\": \"57.5\"", "\"value\": 57.5")
                        .replace("\"pupils\": \"all pupils\", ", "")))
                .containsExactly(
                        "JSON, line 6:104, /rows/0/target: found \"180\"; allowed: 0 to 100%. Correct the value, or the unit of \"proficient\".",
                        "JSON, line 6:196, /rows/0/before/value: found 57.5; allowed: a decimal in quotes, such as \"-2.5\". Write it in quotes, so that no program takes it for a binary fraction.",
                        "JSON, line 6:215, /rows/0/standing: found \"better\"; allowed: one of met, improving, not improving, no target, no data. Correct the value.",
                        "JSON, line 7:5, /rows/1: found no key \"pupils\"; allowed: an object with the keys metric, pupils, standing, target, latest, before. Add the key.");
        assertThat(messagesOf(
                        with("\"school\": \"101\"", "\"school\": \" 101\"").replace("\"rows\"", "\"lines\"")))
                .containsExactly(
                        "JSON, line 5:12, /lines: found the key \"lines\"; allowed: the keys kind, schema, school, rows. Remove the key, or correct its name.",
                        "JSON, line 4:13, /school: found \" 101\"; allowed: the id of a school, without blanks around it. Correct the value.");
    }
}
