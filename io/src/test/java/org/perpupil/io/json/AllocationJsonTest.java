package org.perpupil.io.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;
import static org.perpupil.formula.Line.line;
import static org.perpupil.formula.Terms.bands;
import static org.perpupil.formula.Terms.dollars;
import static org.perpupil.formula.Terms.lastYear;
import static org.perpupil.formula.Terms.moneyFact;
import static org.perpupil.formula.Terms.number;
import static org.perpupil.formula.Terms.pupils;
import static org.perpupil.formula.Terms.rate;
import static org.perpupil.formula.Terms.remainingOf;
import static org.perpupil.formula.Terms.shareOf;
import static org.perpupil.formula.funding.Decision.centralShare;
import static org.perpupil.formula.funding.Decision.withoutAmount;
import static org.perpupil.pupils.NeedCategory.POVERTY;
import static org.perpupil.testing.Schools.ELEMENTARY;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.perpupil.budget.BudgetLine;
import org.perpupil.budget.Budgets;
import org.perpupil.budget.Held;
import org.perpupil.budget.SchoolBudget;
import org.perpupil.district.District;
import org.perpupil.district.FiscalYear;
import org.perpupil.district.School;
import org.perpupil.district.SchoolId;
import org.perpupil.exact.Rounding;
import org.perpupil.formula.Parameter;
import org.perpupil.formula.allocation.Allocation;
import org.perpupil.formula.funding.FundingModel;
import org.perpupil.io.csv.ExampleAllocation;
import org.perpupil.io.report.Guarded;
import org.perpupil.money.Money;
import org.perpupil.problem.Problem;
import org.perpupil.problem.ProblemException;
import org.perpupil.pupils.CountBasis;
import org.perpupil.pupils.Enrollment;
import org.perpupil.revenue.RevenueSource;

class AllocationJsonTest {
    private static final Allocation EXAMPLE = ExampleAllocation.allocation();

    private final String json = text(EXAMPLE);
    private final JsonNode document = parsed(json);

    @TempDir
    Path folder;

    private static String text(Allocation allocation) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            AllocationJson.write(allocation, bytes);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toString(UTF_8);
    }

    private static JsonNode parsed(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private JsonNode at(String pointer) {
        return document.at(pointer);
    }

    private static List<Problem> problemsOf(String text) {
        return catchThrowableOfType(
                        ProblemException.class,
                        () -> AllocationJson.readBudgets(new ByteArrayInputStream(text.getBytes(UTF_8)), "a.json"))
                .problems();
    }

    @Test
    void says_what_it_is() {
        assertThat(document.fieldNames())
                .toIterable()
                .containsExactly(
                        "kind",
                        "schema",
                        "model",
                        "year",
                        "status",
                        "stamp",
                        "district",
                        "sources",
                        "sharedPots",
                        "guards",
                        "needMatrix",
                        "schools");
        assertThat(at("/kind").textValue()).isEqualTo("allocation");
        assertThat(at("/schema").intValue()).isEqualTo(1);
        assertThat(at("/model").textValue()).isEqualTo("Example");
        assertThat(at("/year").textValue()).isEqualTo("2026–27");
        assertThat(at("/district")).isEqualTo(parsed("{\"name\": \"Unified District\", \"currency\": \"$\"}"));
    }

    @Test
    void says_what_it_was_computed_from_and_whether_it_is_decided_on() {
        assertThat(at("/status").textValue()).isEqualTo("draft");
        assertThat(parsed(text(EXAMPLE.adopted())).at("/status").textValue()).isEqualTo("adopted");
        assertThat(at("/stamp").fieldNames())
                .toIterable()
                .containsExactly("inputs", "definition", "library", "semantics");
        assertThat(at("/stamp/inputs").textValue())
                .isEqualTo(EXAMPLE.stamp().inputs())
                .matches("[0-9a-f]{64}");
        assertThat(at("/stamp/definition").textValue())
                .isEqualTo(EXAMPLE.stamp().definition())
                .matches("[0-9a-f]{64}");
        assertThat(at("/stamp/library").textValue()).isEqualTo(EXAMPLE.stamp().library());
        assertThat(at("/stamp/semantics").textValue())
                .isEqualTo(Integer.toString(EXAMPLE.stamp().semantics()));
    }

    @Test
    void a_file_from_before_there_was_a_status_is_still_read() throws IOException {
        String earlier = json.replaceFirst("(?s)  \"status\": \"draft\",\n.*?(  \"district\")", "$1")
                .replace("  \"guards\": [],\n", "");
        assertThat(earlier).doesNotContain("status\": \"draft", "stamp", "guards");

        assertThat(AllocationJson.readBudgets(new ByteArrayInputStream(earlier.getBytes(UTF_8)), "a.json"))
                .isEqualTo(EXAMPLE.budgets());
    }

    @Test
    void says_what_was_set_aside_and_where_from() throws IOException {
        Allocation guarded = Guarded.allocation();
        JsonNode sources = parsed(text(guarded)).at("/sources");

        // By hand: 10% of 300,000 and 60,000 stay central; 100 × 1,000 + 100 × 1,000 + 10 × 1,000; 5,000 is taken back
        assertThat(sources.get(0)).isEqualTo(parsed("""
                {"id": "general", "name": "General fund", "origin": "state",
                 "disposition": "unlocked", "openEnded": false, "centralShare": {"rate": "0.1"},
                 "amount": "300000.00", "central": "90000.00", "reserves": [ {"source": "reserve", "amount": "60000.00"} ],
                 "byLine": [ {"line": "base", "amount": "210000.00"}, {"line": "late cut", "amount": "-5000.00"} ],
                 "residual": "5000.00"}
                """));
        // By hand: 60,000 − 20,000
        assertThat(sources.get(1)).isEqualTo(parsed("""
                {"id": "reserve", "name": "Reserve", "origin": "state",
                 "disposition": "unlocked", "openEnded": false, "setAside": {"from": "general"},
                 "amount": "60000.00", "central": "0.00", "byLine": [ {"line": "minimum", "amount": "20000.00"}, {"line": "maximum", "amount": "0.00"} ],
                 "residual": "40000.00"}
                """));
        assertThat(AllocationJson.readBudgets(
                        new ByteArrayInputStream(text(guarded).getBytes(UTF_8)), "a.json"))
                .isEqualTo(guarded.budgets());
    }

    @Test
    void has_the_guards_that_moved_money_or_are_not_held() {
        // By hand: Clay has 10,000 of at least 30,000, is given 20,000 and then loses 5,000; Adams and Brook are above.
        // Adams is capped at 90,000, but the reserve has paid it nothing that it could take back.
        assertThat(parsed(text(Guarded.allocation())).at("/guards")).isEqualTo(parsed("""
                [ {"guard": "minimum", "school": "103", "floor": "30000", "before": "10000.00", "moved": "20000.00",
                   "atEnd": "25000.00", "held": false, "undoneBy": ["late cut"]},
                  {"guard": "maximum", "school": "101", "cap": "90000", "before": "100000.00", "moved": "0.00",
                   "atEnd": "100000.00", "held": false, "undoneBy": []} ]
                """));
    }

    @Test
    void says_where_every_cent_of_a_source_went() {
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
    void says_how_a_pot_was_shared() {
        // By hand: 100,000 for 340 pupils in poverty is 5,000/17 for each
        assertThat(at("/sharedPots")).isEqualTo(parsed("""
                [ {"line": "share of Title I", "pot": "100000.00", "shared": "100000.00", "surplus": "0.00",
                   "points": "340", "level": "5000/17", "levelType": "money", "roundedUp": ["101"]} ]
                """));
    }

    @Test
    void has_the_need_matrix_with_weights() {
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
    void has_each_schools_budget() {
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
    void has_the_working_of_each_line_as_text_and_as_a_tree() {
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
    void says_why_a_line_gave_nothing() {
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
        Allocation broken = Allocation.draft(
                "Example",
                EXAMPLE.district(),
                EXAMPLE.year(),
                EXAMPLE.schools(),
                EXAMPLE.sources().subList(0, 1),
                EXAMPLE::sharedPots,
                EXAMPLE::guards,
                EXAMPLE::stamp);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> AllocationJson.write(broken, folder.resolve("a.json")))
                .withMessage("school 101 is paid from Title I (title-i), which the allocation has no statement of");
        try (var files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
    }

    /** A school of 100 pupils, funded by lines of many kinds. */
    private static JsonNode manyKinds() {
        RevenueSource general = RevenueSource.local("general", "General fund");
        RevenueSource statute = RevenueSource.state("statute", "Statute");
        District district = District.named("Unified District")
                .revenue(general, Money.ofDollars(10_000))
                .school(School.of("1", "A")
                        .enrolling(Enrollment.in(ELEMENTARY).pupils(100).build())
                        .enrolling(
                                new CountBasis("prior year"),
                                Enrollment.in(ELEMENTARY).pupils(90).build())
                        .money("grant", Money.ofDollars(50))
                        .build())
                .build();
        Budgets before = Budgets.of(
                FiscalYear.of(2026),
                List.of(new SchoolBudget(
                        SchoolId.of("1"),
                        FiscalYear.of(2026),
                        List.of(new BudgetLine("all", general, Money.ofDollars(600), Held.FREE)))));
        Allocation allocation = FundingModel.named("Many kinds")
                .parameters(Parameter.dollars("base").in(2027, "70.005", "Budget guide, page 1"))
                .unlocked(general, centralShare(Money.ofDollars(1_000)))
                .unlocked(statute, withoutAmount())
                .add(
                        line("positions")
                                .figure(bands(pupils()).below(300, number(2)).otherwise(number(3))),
                        line("share").figure(shareOf(POVERTY)),
                        line("shadow").amount(dollars(1)).asShadow(),
                        line("base")
                                .amount(rate("base")
                                        .times(pupils().in(ELEMENTARY).counted("prior year")))
                                .rounded(Rounding.dollars().down())
                                .from(general)
                                .citing("Board policy 3"),
                        line("kept")
                                .amount(lastYear().minus(moneyFact("grant")))
                                .from(statute))
                .build()
                .resolve(district, FiscalYear.of(2027), before)
                .allocate();
        return parsed(text(allocation));
    }

    @Test
    void tells_steps_amounts_that_nobody_pays_and_lines_without_value_apart() {
        JsonNode lines = manyKinds().at("/schools/0/lines");

        assertThat(lines.at("/0")).isEqualTo(parsed("""
                {"line": "positions", "status": "figure", "type": "number", "exact": "2", "rounded": "2",
                 "text": "2 [as 100 pupils is below 300]",
                 "working": {
                   "band": [ {"constant": "", "type": "number", "value": "2"}, {"count": "all pupils", "value": "100"},
                             {"constant": "", "type": "number", "value": "300"} ],
                   "type": "number", "note": "as 100 pupils is below 300", "value": "2"}}
                """));
        assertThat(lines.at("/1/status").textValue()).isEqualTo("no value");
        assertThat(lines.at("/1/why"))
                .isEqualTo(lines.at("/1/working/why"))
                .isEqualTo(lines.at("/1/working/quotient/0/why"));
        assertThat(lines.at("/1").has("exact")).isFalse();
        assertThat(lines.at("/1").has("rounding")).isFalse();
        assertThat(lines.at("/2")).isEqualTo(parsed("""
                {"line": "shadow", "status": "shown", "type": "money", "exact": "1", "rounded": "1.00",
                 "rounding": {"unit": "0.01", "mode": "half up"}, "text": "$1.00",
                 "working": {"constant": "", "type": "money", "value": "1"}}
                """));
    }

    @Test
    void has_citations_bases_and_how_each_line_is_rounded() {
        // By hand: 90 × 70.005 = 6,300.45, rounded down to whole dollars
        assertThat(manyKinds().at("/schools/0/lines/3")).isEqualTo(parsed("""
                {"line": "base", "status": "paid", "source": "general", "type": "money", "exact": "6300.45",
                 "rounded": "6300.00", "rounding": {"unit": "1", "mode": "down"}, "citation": "Board policy 3",
                 "text": "$70.005 (base) × 90 pupils (elementary, prior year)",
                 "working": {
                   "product": [ {"parameter": "base", "type": "money", "year": "2026–27", "citation": "Budget guide, page 1",
                                 "value": "70.005"},
                                {"count": "all pupils", "span": {"name": "elementary", "first": "K", "last": "5"},
                                 "basis": "prior year", "value": "90"} ],
                   "type": "money", "value": "6300.45"}}
                """));
        assertThat(manyKinds().at("/schools/0/lines/4/working")).isEqualTo(parsed("""
                {"difference": [ {"lastYear": "last year", "type": "money", "value": "600"},
                                 {"fact": "grant", "type": "money", "value": "50"} ],
                 "type": "money", "value": "550"}
                """));
    }

    @Test
    void a_source_without_an_amount_says_so() {
        assertThat(manyKinds().at("/sources/1")).isEqualTo(parsed("""
                {"id": "statute", "name": "Statute", "origin": "state", "disposition": "unlocked", "openEnded": true,
                 "central": "0.00", "byLine": [ {"line": "kept", "amount": "550.00"} ]}
                """));
        assertThat(manyKinds().at("/sources/0/centralShare")).isEqualTo(parsed("{\"sum\": \"1000.00\"}"));
    }

    @Test
    void a_part_that_a_bound_pins_is_rounded_by_itself() {
        RevenueSource general = RevenueSource.local("general", "General fund");
        District district = District.named("Unified District")
                .revenue(general, Money.ofDollars(100))
                .school(School.of("1", "A")
                        .enrolling(Enrollment.in(ELEMENTARY).pupils(3).build())
                        .build())
                .build();
        Allocation allocation = FundingModel.named("Claims")
                .unlocked(general)
                .add(line("claims")
                        .prorate(dollars("3.335").times(pupils()))
                        .to(remainingOf(general))
                        .from(general))
                .build()
                .resolve(district, FiscalYear.of(2027))
                .allocate();

        // By hand: the claim of 3 × 3.335 = 10.005 is paid in full, down to a whole cent: never more than it
        JsonNode result = parsed(text(allocation)).at("/schools/0/lines/0");
        assertThat(result.at("/exact").textValue()).isEqualTo("10.005");
        assertThat(result.at("/rounded").textValue()).isEqualTo("10.00");
        assertThat(result.at("/rounding/mode").textValue()).isEqualTo("floor");
    }

    private static List<Problem> differences(String written) throws IOException {
        return AllocationJson.differences(new ByteArrayInputStream(written.getBytes(UTF_8)), "a.json", EXAMPLE);
    }

    @Test
    void nothing_differs_from_what_is_computed_again() throws IOException {
        Path file = folder.resolve("a.json");
        AllocationJson.write(EXAMPLE, file);

        assertThat(AllocationJson.differences(file, ExampleAllocation.allocation()))
                .isEmpty();
    }

    @Test
    void tells_every_value_that_is_not_what_is_computed() throws IOException {
        String total = document.at("/schools/1/total").textValue();
        String changed = json.replace("\"total\": \"" + total + "\"", "\"total\": \"0.01\"")
                .replaceFirst("\"status\": \"[^\"]+\",", "");

        assertThat(differences(changed))
                .extracting(Problem::code, problem -> problem.place().replaceAll("\\d+:\\d+", "…"), Problem::found)
                .containsExactly(
                        tuple("allocation.differs", "a.json, line …, /schools/1/total", "\"0.01\""),
                        tuple("allocation.differs", "a.json, line …", "no key \"status\""));
    }

    @Test
    void a_school_that_is_gone_makes_no_other_school_differ() throws IOException {
        String first = document.at("/schools/0/id").textValue();
        int start = json.indexOf("    {\n      \"id\": \"" + first + "\"");
        int end = json.indexOf("    {\n      \"id\": ", start + 1);

        assertThat(differences(json.substring(0, start) + json.substring(end)))
                .extracting(Problem::place, Problem::found)
                .singleElement()
                .satisfies(tuple -> assertThat(tuple.toList().get(1)).isEqualTo("nothing named \"" + first + "\""))
                .satisfies(tuple -> assertThat(tuple.toList().get(0).toString()).endsWith(", /schools"));
    }
}
