package org.perpupil.io.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.perpupil.equity.Study;
import org.perpupil.problem.Missing;
import org.perpupil.problem.Problem;
import org.perpupil.problem.ProblemException;

class StudyJsonTest {
    private static final Study STUDY = Study.of(List.of("101", "102"))
            .number("dollars", 11_250.75, 1e-7)
            .number("poverty", 61.5, Double.NaN)
            .text("level", List.of("high", ""))
            .missing("poverty", 1, Missing.SUPPRESSED)
            .leftOut(List.of(new Problem("pupils.none", "190", "no pupils", "pupils", "Give them.")))
            .build();

    private static final String JSON = """
            {
              "kind": "study",
              "schema": 1,
              "numbers": ["dollars", "poverty"],
              "texts": ["level"],
              "rows": [
                {"unit": "101", "numbers": {"dollars": "11250.75", "poverty": "61.5"}, "texts": {"level": "high"}},
                {"unit": "102", "numbers": {"dollars": "1.0E-7"}, "missing": {"poverty": "suppressed"}}
              ],
              "leftOut": [
                {"code": "pupils.none", "place": "190", "found": "no pupils", "allowed": "pupils", "remedy": "Give them."}
              ]
            }
            """;

    private static List<Problem> problemsOf(String json) {
        return catchThrowableOfType(ProblemException.class, () -> StudyJson.parse(json))
                .problems();
    }

    @Test
    void writes_a_line_for_each_row_without_what_is_missing() {
        assertThat(StudyJson.toJson(STUDY)).isEqualTo(JSON);
        assertThat(StudyJson.parse(JSON)).isEqualTo(STUDY);
    }

    @Test
    void tells_every_fault_at_its_place() {
        String wrong = JSON.replace("\"61.5\"", "61.5")
                .replace("{\"level\"", "{\"kind\"")
                .replace("\"suppressed\"", "\"not given\"")
                .replace("\"texts\": [\"level\"]", "\"texts\": [\"dollars\"]");

        assertThat(problemsOf(wrong))
                .extracting(Problem::code, Problem::place)
                .containsExactly(
                        tuple("study.column.twice", "JSON, line 5:13, /texts/0"),
                        tuple("json.type", "JSON, line 7:67, /rows/0/numbers/poverty"),
                        tuple("study.column", "JSON, line 7:92, /rows/0/texts/kind"),
                        tuple("json.value", "JSON, line 8:78, /rows/1/missing/poverty"));
    }

    @Test
    void a_value_is_there_or_missing() {
        assertThat(problemsOf(JSON.replace("\"1.0E-7\"", "\"1.0E-7\", \"poverty\": \"3\"")))
                .extracting(Problem::code, Problem::place)
                .containsExactly(tuple("study.missing", "JSON, line 8:94, /rows/1/missing/poverty"));
        assertThat(problemsOf(JSON.replace("\"high\"", "\"\"")))
                .extracting(Problem::allowed)
                .containsExactly("a text that is not empty; what is missing is left out");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"NaN", "Infinity", "1e999", "-1e400", "1e-400", "0x1p3", "1d", "1.", ".5", "+1", " 1", "1,5", ""
            })
    void a_number_is_one_that_a_double_can_hold(String text) {
        assertThat(problemsOf(JSON.replace("\"61.5\"", "\"" + text + "\"")))
                .extracting(Problem::code)
                .containsExactly("json.value");
    }

    @Test
    void refuses_columns_that_hardly_any_row_has() {
        // 3,000 columns × 3,000 rows are 9,000,000 cells, above 5,000,000, and the rows hold 2 values each.
        String names = IntStream.range(0, 3_000).mapToObj(i -> "\"c" + i + "\"").collect(Collectors.joining(", "));
        String rows = IntStream.range(0, 3_000)
                .mapToObj(i -> "{\"unit\": \"" + i + "\"}")
                .collect(Collectors.joining(", "));

        assertThat(problemsOf("{\"kind\": \"study\", \"schema\": 1, \"numbers\": [%s], \"rows\": [%s]}"
                        .formatted(names, rows)))
                .extracting(Problem::code)
                .containsExactly("json.too-large");
    }

    @Test
    void a_fault_does_not_list_every_column() {
        String names = IntStream.range(0, 3_000).mapToObj(i -> "\"c" + i + "\"").collect(Collectors.joining(", "));

        assertThat(problemsOf(
                                "{\"kind\": \"study\", \"schema\": 1, \"numbers\": [%s], \"rows\": [{\"unit\": \"1\", \"numbers\": {\"%s\": \"1\"}}]}"
                                        .formatted(names, "k".repeat(10_000)))
                        .get(0)
                        .toString())
                .hasSizeLessThan(1_000);
    }

    @Test
    void a_number_with_more_digits_is_the_nearest_double() {
        // IEEE 754: 0.1 is 0.1000000000000000055511151231257827… as a double
        assertThat(StudyJson.parse(JSON.replace("\"61.5\"", "\"0.1000000000000000055511151231257827\""))
                        .number(0, "poverty"))
                .hasValue(0.1);
    }
}
