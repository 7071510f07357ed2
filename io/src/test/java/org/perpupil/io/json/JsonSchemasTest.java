package org.perpupil.io.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.Field;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.perpupil.formula.FundingFormula;
import org.perpupil.problem.ProblemException;

class JsonSchemasTest {

    @Test
    void every_kind_that_is_written_has_a_schema() throws Exception {
        Set<String> written = new TreeSet<>();
        for (Class<?> writer : writers()) {
            Field kind = writer.getDeclaredField("KIND");
            kind.setAccessible(true);
            written.add((String) kind.get(null));
        }

        // mappings are documents of the package org.perpupil.io.csv
        written.addAll(List.of("school columns", "study columns", "table columns"));
        assertThat(JsonSchemas.kinds()).containsExactlyInAnyOrderElementsOf(written);
    }

    /** Public classes of the package with a method that writes to a file. */
    private static List<Class<?>> writers()
            throws URISyntaxException, ReflectiveOperationException, java.io.IOException {
        Path folder = Path.of(JsonSchemas.class.getResource("JsonSchemas.class").toURI())
                .getParent();
        List<Class<?>> writers = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                String name = file.getFileName().toString();
                if (name.endsWith("Json.class")) {
                    Class<?> type = Class.forName("org.perpupil.io.json." + name.replace(".class", ""));
                    boolean writes = Stream.of(type.getMethods())
                            .anyMatch(method -> method.getName().equals("write")
                                    && List.of(method.getParameterTypes()).contains(Path.class));
                    if (writes) {
                        writers.add(type);
                    }
                }
            }
        }
        assertThat(writers).contains(DistrictJson.class, FundingModelJson.class);
        return writers;
    }

    @Test
    void a_kind_without_a_schema_is_told_those_that_have_one() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JsonSchemas.of("shopping list"))
                .withMessage(
                        "\"shopping list\" is no kind of document; the kinds are district, formula, funding model, budgets,"
                                + " allocation, explanation, site plan, funding, plan history, district plans, planning calendar, scorecard,"
                                + " spending, staff, sources, counts, chart of accounts, study, regression, row sums, inference, equity"
                                + " report, school columns, study columns, table columns");
    }

    @Test
    void every_schema_is_a_schema() {
        JsonSchemas.byId().forEach((id, text) -> {
            assertThat(Schemas.schema("https://json-schema.org/draft/2020-12/schema")
                            .validate(Schemas.node(text)))
                    .as(id)
                    .isEmpty();
            assertThat(Schemas.node(text).get("$id").textValue()).isEqualTo(id);
        });
    }

    @Test
    void a_schema_names_its_kind() {
        for (String kind : JsonSchemas.kinds()) {
            JsonNode schema = Schemas.node(JsonSchemas.of(kind));

            assertThat(schema.at("/properties/kind/const").textValue()).isEqualTo(kind);
            assertThat(schema.at("/properties/schema/const").intValue()).isEqualTo(1);
            assertThat(JsonSchemas.byId()).containsValue(JsonSchemas.of(kind));
        }
    }

    @Test
    void every_object_is_closed() {
        JsonSchemas.byId().forEach((id, text) -> checkClosed(id, Schemas.node(text)));
    }

    private static void checkClosed(String id, JsonNode schema) {
        if (schema.path("type").asText().equals("object")) {
            assertThat(schema.path("additionalProperties").isMissingNode())
                    .as("%s: %s", id, schema)
                    .isFalse();
            assertThat(schema.path("additionalProperties").asBoolean(false)).isFalse();
        }
        schema.forEach(part -> checkClosed(id, part));
    }

    @Test
    void every_reference_leads_to_a_part_that_exists() {
        JsonSchemas.byId().forEach((id, text) -> {
            JsonNode schema = Schemas.node(text);
            schema.findValuesAsText("$ref").forEach(reference -> {
                String[] parts = reference.split("#", -1);
                JsonNode target = parts[0].isEmpty()
                        ? schema
                        : Schemas.node(JsonSchemas.byId().getOrDefault(parts[0], "null"));
                assertThat(target.at(parts[1]).isMissingNode())
                        .as("%s refers to %s", id, reference)
                        .isFalse();
            });
        });
    }

    /** Texts of numbers: 1,000 digits is the most that is read or written, and a per cent has two places more as a decimal. */
    static Stream<String> numbers() {
        String many = "9".repeat(998);
        return Stream.of(
                "34%",
                "-5%",
                "-0%",
                "007%",
                "1/3",
                "-1/3",
                "1/03",
                "1/0",
                "1/00",
                "1/-3",
                "1/3%",
                "1e2%",
                "%",
                "3%%",
                "34 %",
                "+5",
                ".5",
                "5.",
                "٣%",
                many + "99%",
                "0." + many + "%",
                "0." + many + "9%",
                "0." + many + "99",
                "0." + many + "999",
                "1/" + many + "99",
                "1/" + many + "999");
    }

    @ParameterizedTest
    @MethodSource("numbers")
    void the_schema_takes_the_numbers_that_are_read_and_what_is_read_is_written(String text) {
        String json = """
                {"kind": "formula", "schema": 1, "name": "n", "rounding": {"to": "0.01", "mode": "half up"},
                 "parameters": [{"parameter": "p", "type": "number", "values": [{"year": "2026-27", "is": "%1$s", "cite": "c"}]}],
                 "sources": [],
                 "lines": [{"line": "x", "figure": {"number": "%1$s"}}]}""".formatted(text);
        Optional<FundingFormula> read = read(json);

        assertThat(Schemas.faults("formula", Schemas.node(json)).isEmpty()).isEqualTo(read.isPresent());
        read.ifPresent(formula ->
                assertThat(FormulaJson.parse(FormulaJson.toJson(formula))).isEqualTo(formula));
    }

    private static Optional<FundingFormula> read(String json) {
        try {
            return Optional.of(FormulaJson.parse(json));
        } catch (ProblemException refused) {
            return Optional.empty();
        }
    }
}
