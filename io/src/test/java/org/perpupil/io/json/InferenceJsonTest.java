package org.perpupil.io.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.perpupil.equity.Study;
import org.perpupil.equity.regression.Covariance;
import org.perpupil.equity.regression.Fit;
import org.perpupil.equity.regression.Inference;
import org.perpupil.equity.regression.Regression;
import org.perpupil.problem.Problem;
import org.perpupil.problem.ProblemException;

class InferenceJsonTest {
    private static final Study STUDY = Study.of(List.of("a", "b", "c", "d"))
            .number("x", 1, 2, 3, 4)
            .number("y", 2, 4, 5, 9)
            .text("district", List.of("p", "p", "q", "r"))
            .build();

    private static final Fit FIT = Regression.of("y").on("x").fit(STUDY);

    private final String json = InferenceJson.toJson(FIT.with(Covariance.CLASSICAL));

    private static List<Problem> problemsOf(String json) {
        return catchThrowableOfType(ProblemException.class, () -> InferenceJson.parse(json))
                .problems();
    }

    @Test
    void writes_what_was_fitted_and_what_came_of_it() throws IOException {
        JsonNode document = new ObjectMapper().readTree(json);

        assertThat(document.at("/regression/terms/0/column").textValue()).isEqualTo("x");
        assertThat(document.at("/covariance").textValue()).isEqualTo("CLASSICAL");
        assertThat(document.at("/study/rows")).hasSize(4);
        // By hand: b = 11/5, a = 5 − 2.5 b; what is left is 0.3, 0.1, −1.1, 0.7, of which the squares add up to 1.8
        assertThat(number(document, "/result/coefficients/0/estimate")).isCloseTo(-0.5, within(1e-12));
        assertThat(number(document, "/result/coefficients/1/estimate")).isCloseTo(2.2, within(1e-12));
        // By hand: s² = 1.8/2, over the squares of x about their mean, 5
        assertThat(number(document, "/result/coefficients/1/standardError"))
                .isCloseTo(Math.sqrt(0.9 / 5), within(1e-12));
        // By hand: y about its mean has squares of 26
        assertThat(number(document, "/result/rSquared")).isCloseTo(1 - 1.8 / 26, within(1e-12));
        assertThat(document.at("/result/degreesOfFreedom").textValue()).isEqualTo("2");
        assertThat(Schemas.faults("inference", json)).isEmpty();
    }

    private static double number(JsonNode document, String pointer) {
        return Double.parseDouble(document.at(pointer).textValue());
    }

    @Test
    void is_fitted_again_when_it_is_read() {
        for (Covariance kind : Covariance.values()) {
            Inference inference = kind.isClustered() ? FIT.clusteredBy("district", kind) : FIT.with(kind);
            String written = InferenceJson.toJson(inference);

            Inference read = InferenceJson.parse(written);

            assertThat(read.coefficients()).isEqualTo(inference.coefficients());
            assertThat(read.kind()).isEqualTo(kind);
            assertThat(read.clusteredBy()).isEqualTo(inference.clusteredBy());
            assertThat(InferenceJson.toJson(read)).isEqualTo(written);
            assertThat(Schemas.faults("inference", written)).isEmpty();
        }
    }

    @Test
    void tells_every_figure_that_is_not_what_is_computed() {
        String changed = json.replaceFirst("\"rSquared\": \"[^\"]+\"", "\"rSquared\": \"0.99\"")
                .replace("\"degreesOfFreedom\": \"2\"", "\"degreesOfFreedom\": \"3\"")
                .replaceFirst("\"estimate\": \"2.2[^\"]*\", ", "");

        assertThat(problemsOf(changed))
                .extracting(Problem::code, problem -> problem.place().replaceAll(".*, ", ""), Problem::found)
                .containsExactly(
                        tuple("inference.result", "/result/degreesOfFreedom", "\"3\""),
                        tuple("inference.result", "/result/coefficients/1", "no key \"estimate\""),
                        tuple("inference.result", "/result/rSquared", "\"0.99\""));
        assertThat(problemsOf(json.replace("\"name\": \"x\"", "\"name\": \"z\"")))
                .extracting(problem -> problem.place().replaceAll(".*, ", ""), Problem::found)
                .containsExactly(
                        tuple("/result/coefficients/1", "an object"),
                        tuple("/result/coefficients", "nothing named \"x\""));
    }

    @Test
    void a_last_digit_is_no_difference_and_a_result_may_be_left_out() {
        String near = json.replaceFirst("(\"rSquared\": \"0.930769230)[^\"]+\"", "$1\"");
        assertThat(near).isNotEqualTo(json);
        assertThat(InferenceJson.parse(near).coefficients())
                .isEqualTo(FIT.with(Covariance.CLASSICAL).coefficients());
        String without = json.substring(0, json.indexOf(",\n  \"result\"")) + "}";
        assertThat(InferenceJson.parse(without).fit().study()).isEqualTo(STUDY);
    }

    @Test
    void refuses_to_fit_more_coefficients_than_anyone_reads() {
        // 600 texts, each different: a factor of 599 coefficients beside the constant
        List<String> units = IntStream.range(0, 700).mapToObj(i -> "u" + i).toList();
        Study study = Study.of(units)
                .number("y", IntStream.range(0, 700).mapToDouble(i -> i % 7).toArray())
                .text("f", IntStream.range(0, 700).mapToObj(i -> "l" + i % 600).toList())
                .build();
        String large = StudyJson.toJson(study).replaceFirst("(?s).*?\"schema\": 1,", "{");

        assertThat(problemsOf(
                        "{\"kind\": \"inference\", \"schema\": 1, \"regression\": {\"explained\": \"y\", \"terms\":"
                                + " [{\"factor\": \"f\"}]}, \"covariance\": \"HC1\", \"study\": " + large + "}"))
                .extracting(Problem::code, Problem::found)
                .containsExactly(tuple("json.too-large", "600 coefficients and 700 rows"));
    }

    @Test
    void tells_what_the_fit_refuses() {
        assertThat(problemsOf(json.replace("\"column\": \"x\"", "\"column\": \"poverty\"")))
                .isNotEmpty()
                .allSatisfy(problem -> assertThat(problem.place()).startsWith("JSON, line 1:1"));
        assertThat(problemsOf(json.replace("CLASSICAL", "CR1")))
                .extracting(Problem::found)
                .containsExactly("CR1 needs clusters; say clusteredBy(…)");
    }

    @Test
    void a_t_that_is_infinite_is_left_out() throws IOException {
        Study exact =
                Study.ofRows(4).number("x", 1, 2, 3, 4).number("y", 3, 5, 7, 9).build();
        Inference inference = Regression.of("y").on("x").fit(exact).with(Covariance.CLASSICAL);
        String written = InferenceJson.toJson(inference);
        JsonNode slope = new ObjectMapper().readTree(written).at("/result/coefficients/1");

        // By hand: y = 1 + 2x in every row, so that nothing is left
        assertThat(Double.parseDouble(slope.at("/estimate").textValue())).isEqualTo(2);
        assertThat(slope.has("t")).isFalse();
        assertThat(InferenceJson.parse(written).coefficients()).isEqualTo(inference.coefficients());
        assertThat(Arrays.asList("NaN", "Infinity")).noneMatch(written::contains);
    }
}
