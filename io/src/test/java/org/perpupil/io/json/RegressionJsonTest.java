package org.perpupil.io.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;
import static org.perpupil.equity.regression.Term.factor;
import static org.perpupil.equity.regression.Term.log;
import static org.perpupil.equity.regression.Term.of;
import static org.perpupil.equity.regression.Term.polynomial;
import static org.perpupil.equity.regression.Term.product;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.perpupil.equity.regression.Regression;
import org.perpupil.equity.regression.RowSums;
import org.perpupil.problem.Problem;
import org.perpupil.problem.ProblemException;

class RegressionJsonTest {
    private static final Regression REGRESSION = Regression.ofLog("dollars")
            .on(
                    of("poverty"),
                    log("pupils"),
                    product(polynomial("poverty", 2), factor("level", "high")),
                    factor("year"))
            .weightedBy("pupils")
            .throughOrigin();

    private static final String JSON = """
            {
              "kind": "regression",
              "schema": 1,
              "explained": "dollars",
              "logarithm": true,
              "terms": [
                {"column": "poverty"},
                {"logarithm": "pupils"},
                {"product": [{"together": [{"column": "poverty"}, {"power": "poverty", "degree": "2"}]}, {"factor": "level", "base": "high"}]},
                {"factor": "year"}
              ],
              "weight": "pupils",
              "throughOrigin": true
            }
            """;

    private static List<Problem> problemsOf(String json) {
        return catchThrowableOfType(ProblemException.class, () -> RegressionJson.parse(json))
                .problems();
    }

    @Test
    void writes_every_kind_of_term() {
        assertThat(RegressionJson.toJson(REGRESSION)).isEqualTo(JSON);
        assertThat(RegressionJson.parse(JSON)).isEqualTo(REGRESSION);
    }

    @Test
    void tells_every_fault_at_its_place() {
        assertThat(problemsOf(JSON.replace("\"degree\": \"2\"", "\"degree\": \"21\"")
                        .replace("{\"column\": \"poverty\"},\n", "{\"kolumn\": \"poverty\"},\n")
                        .replace("{\"logarithm\"", "{\"factor\": \"x\", \"logarithm\"")
                        .replace("{\"factor\": \"year\"}", "\"year\"")))
                .extracting(Problem::code, Problem::place)
                .containsExactly(
                        tuple("regression.term", "JSON, line 7:5, /terms/0"),
                        tuple("regression.term", "JSON, line 8:5, /terms/1"),
                        tuple("json.value", "JSON, line 9:55, /terms/2/product/0/together/1"),
                        tuple("json.type", "JSON, line 10:5, /terms/3"));
        assertThat(problemsOf(JSON.replace(", {\"factor\": \"level\", \"base\": \"high\"}", "")))
                .extracting(Problem::place, Problem::found)
                .containsExactly(tuple("JSON, line 9:5, /terms/2", "a product of 1 terms, not of two"));
    }

    @Test
    void sums_of_hundreds_of_columns_are_read_back_in_several_texts() {
        String[] names = IntStream.range(0, 310).mapToObj(i -> "c" + i).toArray(String[]::new);
        RowSums sums = RowSums.of(rows -> {}, "dollars", names);

        assertThat(RowSumsJson.parse(RowSumsJson.toJson(sums))).isEqualTo(sums);
    }

    @Test
    void sums_of_rows_name_their_columns() {
        RowSums sums = RowSums.of(rows -> rows.add(9_000, 0.5), "dollars", "poverty");
        String json = RowSumsJson.toJson(sums);

        assertThat(json).contains("\"explained\": \"dollars\",\n  \"explaining\": [\"poverty\"],\n  \"rows\": \"1\"");
        assertThat(RowSumsJson.parse(json)).isEqualTo(sums);
        assertThat(catchThrowableOfType(
                                ProblemException.class,
                                () -> RowSumsJson.parse(json.replace("\"rows\": \"1\"", "\"rows\": \"2\"")))
                        .problems())
                .extracting(Problem::code, Problem::allowed)
                .containsExactly(tuple("rows.differ", "\"1\", the rows of the sums"));
        assertThat(catchThrowableOfType(
                                ProblemException.class, () -> RowSumsJson.parse(json.replace("[\"poverty\"]", "[]")))
                        .problems())
                .extracting(Problem::found)
                .containsExactly("these bytes are no sums of 2 columns");
    }
}
