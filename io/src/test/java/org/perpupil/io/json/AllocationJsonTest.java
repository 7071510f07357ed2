package org.perpupil.io.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.perpupil.formula.allocation.Allocation;
import org.perpupil.io.csv.ExampleAllocation;
import org.perpupil.problem.Problem;
import org.perpupil.problem.ProblemException;

class AllocationJsonTest {
    private static final Allocation EXAMPLE = ExampleAllocation.allocation();

    private static String json;
    private static JsonNode document;

    @TempDir
    Path folder;

    @BeforeAll
    static void write() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        AllocationJson.write(EXAMPLE, bytes);
        json = bytes.toString(UTF_8);
        document = new ObjectMapper().readTree(json);
    }

    private static JsonNode at(String pointer) {
        return document.at(pointer);
    }

    private static JsonNode parsed(String text) throws IOException {
        return new ObjectMapper().readTree(text);
    }

    private static List<Problem> problemsOf(String text) {
        return catchThrowableOfType(
                        ProblemException.class,
                        () -> AllocationJson.readBudgets(new ByteArrayInputStream(text.getBytes(UTF_8)), "a.json"))
                .problems();
    }

    @Test
    void says_what_it_is() throws IOException {
        assertThat(document.fieldNames())
                .toIterable()
                .containsExactly(
                        "kind",
                        "schema",
                        "model",
                        "year",
                        "district",
                        "sources",
                        "sharedPots",
                        "needMatrix",
                        "schools");
        assertThat(at("/kind").textValue()).isEqualTo("allocation");
        assertThat(at("/schema").intValue()).isEqualTo(1);
        assertThat(at("/model").textValue()).isEqualTo("Example");
        assertThat(at("/year").textValue()).isEqualTo("2026–27");
        assertThat(at("/district")).isEqualTo(parsed("{\"name\": \"Unified District\", \"currency\": \"$\"}"));
    }

    @Test
    void says_where_every_cent_of_a_source_went() throws IOException {
        // By hand: 15% of 6,000,000; 412 × 3,741 + 600 × 4,683; 240 × 1,272 + 100 × 1,077; and what is left
        assertThat(at("/sources/0")).isEqualTo(parsed("""
                {"id": "general", "name": "General fund", "origin": "local",
                 "disposition": "unlocked", "openEnded": false, "centralShare": {"rate": "0.15"},
                 "amount": "6000000.00", "central": "900000.00",
                 "byLine": [ {"line": "all pupils", "amount": "4351092.00"}, {"line": "poverty", "amount": "412980.00"} ],
                 "residual": "335928.00"}
                """));
        assertThat(at("/sources/1/restriction"))
                .isEqualTo(parsed("{\"purpose\": \"pupils: poverty\", \"needs\": [\"poverty\"], \"spans\": []}"));
        assertThat(at("/sources/2/disposition").textValue()).isEqualTo("locked");
        assertThat(at("/sources/2/central").textValue()).isEqualTo("50000.00");
        assertThat(at("/sources/3/disposition").textValue()).isEqualTo("school grant");
    }

    @Test
    void says_how_a_pot_was_shared() throws IOException {
        // By hand: 100,000 for 340 pupils in poverty is 5,000/17 for each
        assertThat(at("/sharedPots")).isEqualTo(parsed("""
                [ {"line": "share of Title I", "pot": "100000.00", "shared": "100000.00", "surplus": "0.00",
                   "level": "5000/17", "levelType": "money", "roundedUp": ["101"]} ]
                """));
    }

    @Test
    void has_the_need_matrix_with_weights() throws IOException {
        assertThat(at("/needMatrix/cells/0")).isEqualTo(parsed("""
                {"span": {"name": "elementary", "first": "K", "last": "5"}, "group": "all pupils",
                 "dollarsPerPupil": "3741", "least": "3741", "most": "3741", "schools": "1", "ofSchools": "1", "weight": "1"}
                """));
        // By hand: 1,272 + 5,000/17 = 26,624/17, and over 3,741 that is 26,624/63,597
        assertThat(at("/needMatrix/cells/1/dollarsPerPupil").textValue()).isEqualTo("26624/17");
        assertThat(at("/needMatrix/cells/1/weight").textValue()).isEqualTo("26624/63597");
        assertThat(at("/needMatrix/notPerPupil"))
                .isEqualTo(parsed("[ {\"line\": \"Arts\", \"amount\": \"25000.00\"} ]"));
    }

    @Test
    void has_each_schools_budget() throws IOException {
        // By hand: 1,541,292 + 305,280 + 70,588.24 + 25,000
        assertThat(at("/schools/0/total").textValue()).isEqualTo("1942160.24");
        assertThat(at("/schools/0/level").textValue()).isEqualTo("elementary");
        assertThat(at("/schools/0/pupils").textValue()).isEqualTo("412");
        assertThat(at("/schools/0/budget")).isEqualTo(parsed("""
                [ {"line": "all pupils", "source": "general", "amount": "1541292.00", "held": "free"},
                  {"line": "poverty", "source": "general", "amount": "305280.00", "held": "free"},
                  {"line": "share of Title I", "source": "title-i", "amount": "70588.24", "held": "free"},
                  {"line": "Arts", "source": "arts", "amount": "25000.00", "held": "set"} ]
                """));
    }

    @Test
    void has_the_working_of_each_line_as_text_and_as_a_tree() throws IOException {
        // By hand: 240 × 5,000/17 = 1,200,000/17 = 70,588.2353
        assertThat(at("/schools/0/lines/2")).isEqualTo(parsed("""
                {"line": "share of Title I", "status": "paid", "source": "title-i", "type": "money",
                 "exact": "1200000/17", "rounded": "70588.24",
                 "rounding": {"unit": "0.01", "mode": "largest remainder"}, "gotUnit": true,
                 "text": "240 pupils (poverty, estimate) × $294.117647058823… (level)",
                 "working": {
                   "product": [ {"count": "poverty", "estimate": "by the state's ratio", "value": "240"},
                                {"level": "level", "type": "money", "value": "5000/17"} ],
                   "type": "money", "value": "1200000/17"}}
                """));
        assertThat(at("/schools/0/lines/0/rounding")).isEqualTo(parsed("{\"unit\": \"0.01\", \"mode\": \"half up\"}"));
        assertThat(at("/schools/0/lines/0/working/product/0"))
                .isEqualTo(
                        parsed(
                                "{\"count\": \"all pupils\", \"span\": {\"name\": \"elementary\", \"first\": \"K\", \"last\": \"5\"}, \"value\": \"412\"}"));
    }

    @Test
    void says_why_a_line_gave_nothing() throws IOException {
        assertThat(at("/schools/1/lines/3")).isEqualTo(parsed("""
                {"line": "Arts", "status": "not applied", "why": "not among the schools named", "source": "arts",
                 "type": "money"}
                """));
    }

    @Test
    void has_one_line_of_text_for_each_line_of_a_budget() {
        assertThat(json.lines())
                .contains(
                        "        {\"line\": \"Arts\", \"source\": \"arts\", \"amount\": \"25000.00\", \"held\": \"set\"}");
        assertThat(json).endsWith("}\n").doesNotContain("\r");
    }

    @Test
    void its_budgets_are_read_back_equal() throws IOException {
        Path file = folder.resolve("allocation.json");

        AllocationJson.write(EXAMPLE, file);

        assertThat(file).hasContent(json);
        assertThat(AllocationJson.readBudgets(file)).isEqualTo(EXAMPLE.budgets());
    }

    @Test
    void the_working_is_not_looked_at() throws IOException {
        String other =
                json.replace("\"working\": {", "\"working\": {\"new\": 5, ").replace("largest remainder", "x");

        assertThat(AllocationJson.readBudgets(new ByteArrayInputStream(other.getBytes(UTF_8)), "a.json"))
                .isEqualTo(EXAMPLE.budgets());
    }

    @Test
    void tells_a_total_that_its_lines_do_not_add_up_to() {
        assertThat(problemsOf(json.replace("\"amount\": \"25000.00\", \"held\"", "\"amount\": \"25000.01\", \"held\"")))
                .extracting(Problem::code, Problem::found, Problem::allowed)
                .containsExactly(tuple("budget.total", "the total 1942160.24", "1942160.25, what the lines add up to"));
    }

    @Test
    void tells_unknown_keys_where_it_looks() {
        assertThat(problemsOf(json.replace("\"level\": \"high\"", "\"lvl\": \"high\"")
                        .replace("\"openEnded\": false", "\"open\": false")
                        .replace("\"model\"", "\"modell\"")))
                .extracting(Problem::code, Problem::found)
                .containsExactly(
                        tuple("json.key-unknown", "the key \"modell\""),
                        tuple("json.key-unknown", "the key \"open\""),
                        tuple("json.key-unknown", "the key \"open\""),
                        tuple("json.key-unknown", "the key \"open\""),
                        tuple("json.key-unknown", "the key \"open\""),
                        tuple("json.key-unknown", "the key \"lvl\""));
    }

    @Test
    void budgets_are_not_read_as_an_allocation() {
        assertThat(problemsOf(BudgetsJson.toJson(EXAMPLE.budgets())))
                .extracting(Problem::message)
                .containsExactly(
                        "a.json, line 2:11, /kind: found kind \"budgets\"; allowed: kind \"allocation\". Read it as what it is.");
    }

    @Test
    void refuses_to_write_a_school_that_is_paid_from_a_source_without_statement() throws IOException {
        Allocation broken = new Allocation(
                "Example",
                EXAMPLE.district(),
                EXAMPLE.year(),
                EXAMPLE.schools(),
                EXAMPLE.sources().subList(0, 1),
                EXAMPLE.sharedPots());

        assertThatIllegalArgumentException()
                .isThrownBy(() -> AllocationJson.write(broken, folder.resolve("a.json")))
                .withMessage("school 101 is paid from Title I (title-i), which the allocation has no statement of");
        try (var files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
    }
}
