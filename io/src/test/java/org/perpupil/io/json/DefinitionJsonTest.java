package org.perpupil.io.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;
import static org.perpupil.formula.Line.line;
import static org.perpupil.formula.Terms.dollars;
import static org.perpupil.formula.Terms.lastYear;
import static org.perpupil.formula.Terms.pupils;
import static org.perpupil.pupils.NeedCategory.ALL_PUPILS;
import static org.perpupil.pupils.NeedCategory.POVERTY;
import static org.perpupil.testing.Schools.ELEMENTARY;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
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
import org.perpupil.exact.Rational;
import org.perpupil.formula.Form;
import org.perpupil.formula.FundingFormula;
import org.perpupil.formula.Line;
import org.perpupil.formula.Parameter;
import org.perpupil.formula.ParameterEntry;
import org.perpupil.formula.Term;
import org.perpupil.formula.ValueType;
import org.perpupil.formula.allocation.Allocation;
import org.perpupil.formula.funding.FundingModel;
import org.perpupil.formula.funding.ResolvedModel;
import org.perpupil.money.Money;
import org.perpupil.problem.Problem;
import org.perpupil.problem.ProblemException;
import org.perpupil.pupils.Enrollment;
import org.perpupil.revenue.RevenueSource;

public class DefinitionJsonTest {

    /** The model of {@link ExampleModel}, as its file reads. */
    private static final String MODEL = """
            {
              "kind": "funding model",
              "schema": 1,
              "name": "Unified district",
              "rounding": {"to": "0.01", "mode": "half up"},
              "parameters": [
                {
                  "parameter": "base",
                  "type": "money",
                  "values": [
                    {
                      "year": "2026–27",
                      "bySpan": [
                        {"span": {"name": "elementary", "first": "K", "last": "5"}, "is": "3741.00"},
                        {"span": {"name": "middle", "first": "6", "last": "8"}, "is": "3667"},
                        {"span": {"name": "high", "first": "9", "last": "12"}, "is": "4683"}
                      ],
                      "cite": "Table 2.2"
                    }
                  ]
                },
                {
                  "parameter": "poverty weight",
                  "type": "number",
                  "values": [
                    {"year": "2026–27", "is": "0.340", "cite": "Resolution 12, page 4"},
                    {"year": "2027–28", "is": "0.35", "cite": "Resolution 12, page 4"}
                  ]
                },
                {
                  "parameter": "poverty base",
                  "type": "money",
                  "values": [
                    {"year": "2026–27", "is": "3741.333333", "printed": "3,741.33", "cite": "Resolution 12, page 5"}
                  ]
                }
              ],
              "sources": [
                {"id": "general", "name": "General fund", "origin": "local", "disposition": "unlocked", "centralShare": {"rate": "0.15"}},
                {"id": "reserve", "name": "Reserve", "origin": "local", "disposition": "unlocked", "setAside": {"from": "general", "sum": "50000.00"}},
                {
                  "id": "title-i",
                  "name": "Title I",
                  "origin": "federal",
                  "restriction": {"purpose": "pupils: poverty", "needs": ["poverty"], "spans": []},
                  "disposition": "unlocked",
                  "eligible": {"atLeast": [{"over": [{"pupils": "poverty"}, {"pupils": "all pupils"}]}, {"number": "0.4"}]}
                },
                {"id": "bonds", "name": "Bonds", "origin": "local", "disposition": "locked"},
                {"id": "arts", "name": "Arts grant", "origin": "private", "disposition": "school grant"}
              ],
              "lines": [
                {
                  "line": "all pupils",
                  "formula": "Targeted revenue model",
                  "amount": {"perPupil": "all pupils", "rates": "base"},
                  "from": "general",
                  "rounding": {"to": "0.01", "mode": "half up"},
                  "cite": "Table 2.2"
                },
                {
                  "line": "poverty",
                  "formula": "Targeted revenue model",
                  "amount": {"times": [{"pupils": "poverty"}, {"share": "poverty weight"}, {"rate": "poverty base"}]},
                  "from": "general",
                  "rounding": {"to": "1", "mode": "half up"}
                },
                {
                  "line": "counselors, positions",
                  "formula": "Targeted revenue model",
                  "figure": {"bands": {"pupils": "all pupils"}, "of": [{"upTo": {"number": "600"}, "then": {"number": "1"}}], "else": {"number": "2"}}
                },
                {
                  "line": "counselors",
                  "formula": "Targeted revenue model",
                  "amount": {"times": [{"figure": "counselors, positions"}, {"times": [{"rate": "poverty base"}, {"number": "25"}]}]},
                  "from": "general",
                  "rounding": {"to": "0.01", "mode": "half up"}
                },
                {
                  "line": "share of Title I",
                  "split": {"greatest": [{"money": "0"}, {"remainingOf": "title-i"}]},
                  "by": {"pupils": "poverty"},
                  "from": "title-i"
                },
                {
                  "line": "Arts grant",
                  "amount": {"decided": [{"school": "101", "is": "25000", "reason": "arts grant, second year"}]},
                  "from": "arts",
                  "rounding": {"to": "0.01", "mode": "half up"}
                },
                {
                  "line": "hold harmless",
                  "raiseTo": {"times": [{"lastYear": "total"}, {"number": "0.95"}]},
                  "counting": {"everythingAbove": true, "except": ["Arts grant"]},
                  "from": "reserve",
                  "where": {"isGiven": {"lastYear": "total"}},
                  "except": [
                    {"school": "109", "reason": "closes in June"}
                  ]
                }
              ]
            }
            """;

    @TempDir
    Path folder;

    private static List<String> messages(Supplier<?> reading) {
        return catchThrowableOfType(ProblemException.class, reading::get).problems().stream()
                .map(Problem::message)
                .toList();
    }

    private static List<String> faultsOfModel(String... replacements) {
        String json = MODEL;
        for (int i = 0; i < replacements.length; i += 2) {
            assertThat(json).contains(replacements[i]);
            json = json.replace(replacements[i], replacements[i + 1]);
        }
        String document = json;
        return messages(() -> FundingModelJson.parse(document));
    }

    private static String formula(String parameters, String lines) {
        return """
                {"kind": "formula", "schema": 1, "name": "F", "rounding": {"to": "0.01", "mode": "half up"},
                 "parameters": [%s],
                 "sources": [],
                 "lines": [%s]}
                """.formatted(parameters, lines);
    }

    private static School school(SchoolId id, String name, int pupils, int poor) {
        return School.of(id, name)
                .enrolling(Enrollment.in(ELEMENTARY)
                        .need(ALL_PUPILS, pupils)
                        .need(POVERTY, poor)
                        .build())
                .build();
    }

    @Test
    void a_model_is_written_line_by_line_in_the_words_of_the_field() {
        assertThat(FundingModelJson.toJson(ExampleModel.model())).isEqualTo(MODEL);
        assertThat(FundingModelJson.parse(MODEL)).isEqualTo(ExampleModel.model());
        assertThat(Schemas.faults("funding model", MODEL)).isEmpty();
    }

    @Test
    void a_formula_is_written_without_decisions() {
        String json = FormulaJson.toJson(ExampleModel.formula());

        assertThat(json)
                .startsWith("{\n  \"kind\": \"formula\",\n  \"schema\": 1,\n  \"name\": \"Targeted revenue model\",\n")
                .contains("\"sources\": [],")
                .doesNotContain("disposition", "\"from\"");
        assertThat(FormulaJson.parse(json)).isEqualTo(ExampleModel.formula());
        assertThat(Schemas.faults("formula", json)).isEmpty();
    }

    @Test
    void a_formula_has_the_sources_that_its_lines_draw_on() {
        FundingFormula formula = FundingFormula.named("Paid")
                .add(line("base").amount(dollars(5)).from(ExampleModel.TITLE_I))
                .build();

        assertThat(FormulaJson.toJson(formula)).contains("""
                  "sources": [
                    {
                      "id": "title-i",
                      "name": "Title I",
                      "origin": "federal",
                      "restriction": {"purpose": "pupils: poverty", "needs": ["poverty"], "spans": []}
                    }
                  ],
                """);
        assertThat(FormulaJson.parse(FormulaJson.toJson(formula))).isEqualTo(formula);
    }

    @Test
    void goes_to_a_file_and_comes_back() throws IOException {
        Path model = folder.resolve("model.json");
        Path formula = folder.resolve("formula.json");
        FundingModelJson.write(ExampleModel.model(), model);
        FormulaJson.write(ExampleModel.formula(), formula);

        assertThat(Files.readString(model)).isEqualTo(MODEL);
        assertThat(FundingModelJson.read(model)).isEqualTo(ExampleModel.model());
        assertThat(FormulaJson.read(formula)).isEqualTo(ExampleModel.formula());
    }

    @Test
    void a_model_that_a_person_wrote_pays_what_it_says() {
        FundingModel model = FundingModelJson.parse("""
                {"kind": "funding model", "schema": 1, "name": "Small", "rounding": {"to": "0.01", "mode": "half up"},
                 "parameters": [ {"parameter": "weight", "type": "number",
                                  "values": [ {"year": "2026–27", "is": "34.0%", "cite": "page 4"} ]} ],
                 "sources": [ {"id": "general", "name": "General fund", "origin": "local", "disposition": "unlocked",
                               "centralShare": {"rate": "0.1"}} ],
                 "lines": [
                   {"line": "base", "amount": {"times": [ {"pupils": "all pupils"}, {"money": "1000"} ]}, "from": "general"},
                   {"line": "poverty", "from": "general",
                    "amount": {"times": [ {"pupils": "poverty"}, {"share": "weight"}, {"money": "1000"} ]},
                    "where": {"moreThan": [ {"pupils": "poverty"}, {"number": "5"} ]}} ]}
                """);
        District district = District.named("D")
                .schools(List.of(
                        school(SchoolId.of("101"), "Adams", 100, 30), school(SchoolId.of("102"), "Brook", 50, 5)))
                .revenue(ExampleModel.GENERAL, Money.ofDollars(200_000))
                .build();
        Allocation allocation = model.resolve(district, FiscalYear.of(2027)).allocate();

        // By hand: 100 × 1,000 + 30 × 0.34 × 1,000; 50 × 1,000, since 5 is not more than 5
        assertThat(allocation.of(SchoolId.of("101")).total()).isEqualTo(Money.ofDollars(110_200));
        assertThat(allocation.of(SchoolId.of("102")).total()).isEqualTo(Money.ofDollars(50_000));
        assertThat(FundingModelJson.toJson(model)).contains("\"is\": \"34.0%\"");
    }

    @Test
    void a_parameter_keeps_the_digits_of_its_document() {
        String json = formula("""
                {"parameter": "w", "type": "number", "values": [
                   {"year": "2024–25", "is": "0.340", "cite": "a"},
                   {"year": "2025–26", "is": "0.34", "printed": "0.3", "cite": "b"},
                   {"year": "2026–27", "is": "1/3", "cite": "c"},
                   {"year": "2027–28", "byText": [ {"text": "E", "is": "1.020"}, {"text": "M", "is": "98%"} ], "cite": "d"},
                   {"year": "2028–29", "bySpan": [ {"span": {"name": "all", "first": "K", "last": "12"}, "is": "2.50"} ],
                    "cite": "e"} ]}
                """, "");
        Parameter weight = FormulaJson.parse(json).parameters().get("w");

        assertThat(weight.entry(FiscalYear.of(2025)))
                .contains(new ParameterEntry.Single(Rational.parse("0.34"), Optional.of("0.340"), "a"));
        assertThat(FormulaJson.toJson(FormulaJson.parse(json)))
                .contains(
                        "{\"year\": \"2024–25\", \"is\": \"0.340\", \"cite\": \"a\"}",
                        "{\"year\": \"2025–26\", \"is\": \"0.34\", \"printed\": \"0.3\", \"cite\": \"b\"}",
                        "{\"year\": \"2026–27\", \"is\": \"1/3\", \"cite\": \"c\"}",
                        "{\"text\": \"E\", \"is\": \"1.020\"}",
                        "{\"text\": \"M\", \"is\": \"98%\"}",
                        "\"is\": \"2.50\"}");
    }

    @Test
    void an_amount_never_passes_through_a_binary_fraction() {
        // 2^53 + 1 and more digits than a double holds
        String digits = "9007199254740993.0123456789012345678901234567890123456789";
        FundingFormula read =
                FormulaJson.parse(formula("", "{\"line\": \"x\", \"amount\": {\"money\": \"%s\"}}".formatted(digits)));

        assertThat(read.lines().get(0).form())
                .isEqualTo(new Form.Amount(new Term.Constant(Rational.parse(digits), ValueType.MONEY)));
        assertThat(FormulaJson.toJson(read)).contains(digits);
        assertThat(messages(() -> FormulaJson.parse(formula("", "{\"line\": \"x\", \"amount\": {\"money\": 12.5}}"))))
                .containsExactly(
                        "JSON, line 4:46, /lines/0/amount/money: found 12.5; allowed: a decimal or a fraction in quotes,"
                                + " such as \"-2.5\" or \"1/3\". Write it in quotes, so that no program takes it for a binary"
                                + " fraction.");
    }

    @Test
    void every_fault_is_told_at_once_with_its_place() {
        assertThat(faultsOfModel(
                        "\"mode\": \"half up\"},\n  \"parameters\"", "\"mode\": \"nearest\"},\n  \"parameters\"",
                        "\"cite\": \"Table 2.2\"\n        }", "\"source\": \"Table 2.2\"\n        }",
                        "\"disposition\": \"locked\"", "\"disposition\": \"closed\"",
                        "{\"share\": \"poverty weight\"}", "{\"share\": \"poverty weigth\"}",
                        "{\"figure\": \"counselors, positions\"}", "{\"figure\": \"hold harmless\"}",
                        "\"split\":", "\"devide\":",
                        "\"number\": \"0.95\"", "\"number\": 0.95",
                        "\"from\": \"reserve\"", "\"from\": \"reserves\""))
                .containsExactly(
                        "JSON, line 5:38, /rounding/mode: found \"nearest\"; allowed: one of up, down, ceiling, floor, half up, half down, half even. Correct the value.",
                        "JSON, line 18:21, /parameters/0/values/0/source: found the key \"source\"; allowed: the keys bySpan, year, cite. Remove the key, or correct its name.",
                        "JSON, line 11:9, /parameters/0/values/0: found no key \"cite\"; allowed: an object with the keys bySpan, year, cite. Add the key.",
                        "JSON, line 49:72, /sources/3/disposition: found \"closed\"; allowed: one of locked, unlocked, school grant. Correct the value.",
                        "JSON, line 64:61, /lines/1/amount/times/1/share: found no parameter \"poverty weigth\"; allowed: one of \"base\", \"poverty weight\", \"poverty base\". Correct the name, or add the parameter.",
                        "JSON, line 76:39, /lines/3/amount/times/0/figure: found \"hold harmless\", which is no line above; allowed: one of \"all pupils\", \"poverty\", \"counselors, positions\". Move one of the two.",
                        "JSON, line 80:5, /lines/4: found a line of no kind, with the key \"line\"; allowed: one of the keys amount, figure, ownFigure, raiseTo, lowerTo, split, prorate, lift, serveInOrder, keepWithin, takeBack. Correct the key that names the kind.",
                        "JSON, line 82:17, /lines/4/devide: found the key \"devide\"; allowed: the keys line, amount, figure, ownFigure, type, of, raiseTo, counting, lowerTo, split, by, atLeast, atMost, prorate, to, lift, means, serveInOrder, claims, rank, keepWithin, moving, takeBack, inProportionTo, formula, section, from, where, except, rounding, held, cite, shadow. Remove the key, or correct its name.",
                        "JSON, line 94:63, /lines/6/raiseTo/times/1/number: found 0.95; allowed: a decimal, a fraction or a per cent in quotes, such as \"-2.5\", \"1/3\" or \"34%\". Write it in quotes, so that no program takes it for a binary fraction.",
                        "JSON, line 96:15, /lines/6/from: found \"reserves\"; allowed: the id of one of the document's sources: general, reserve, title-i, bonds, arts. Add the source, or correct the id.");
    }

    @Test
    void a_split_has_its_bounds_beside_it_or_none() {
        String plain = "{\"line\": \"x\", \"split\": {\"money\": \"90\"}, \"by\": {\"pupils\": \"all pupils\"}";
        String floor = ", \"atLeast\": {\"money\": \"20\"}";
        String cap = ", \"atMost\": {\"lastYear\": \"total\"}";
        Line.Points pot = line("x").split(dollars(90));

        assertThat(FormulaJson.parse(formula("", plain + "}")).lines()).containsExactly(pot.by(pupils()));
        assertThat(FormulaJson.parse(formula("", plain + floor + "}")).lines())
                .containsExactly(pot.atLeast(dollars(20)).by(pupils()));
        assertThat(FormulaJson.parse(formula("", plain + cap + "}")).lines())
                .containsExactly(pot.atMost(lastYear()).by(pupils()));
        FundingFormula both = FormulaJson.parse(formula("", plain + floor + cap + "}"));
        assertThat(both.lines())
                .containsExactly(pot.atMost(lastYear()).atLeast(dollars(20)).by(pupils()));
        assertThat(FormulaJson.toJson(both).replaceAll("\\s+", " "))
                .contains(
                        "\"by\": {\"pupils\": \"all pupils\"}, \"atLeast\": {\"money\": \"20\"}, \"atMost\": {\"lastYear\":"
                                + " \"total\"}");
        assertThatThrownBy(() -> FormulaJson.parse(formula("", plain + ", \"atMost\": {\"number\": \"2\"}}")))
                .hasMessageContaining("a line that counts is money");
        assertThatThrownBy(() -> FormulaJson.parse(formula(
                        "",
                        "{\"line\": \"x\", \"prorate\": {\"money\": \"1\"}, \"to\": {\"money\": \"1\"}" + floor + "}")))
                .hasMessageContaining("found the key \"atLeast\"");
    }

    @Test
    void a_line_without_its_key_is_told_at_its_place_with_all_its_other_faults() {
        assertThat(catchThrowableOfType(
                                ProblemException.class,
                                () -> FormulaJson.parse(formula(
                                        "",
                                        "{\"lyne\": \"x\", \"amount\": {\"money\": \"1\"}, \"held\": \"by nobody\"},"
                                                + " {\"amount\": {\"money\": \"x\"}},"
                                                + " {\"line\": \"y\", \"amounts\": {\"money\": \"1\"}, \"cite\": 5}")))
                        .problems())
                .extracting(Problem::code, problem -> problem.place().replaceFirst(".*?/", "/"))
                .containsExactlyInAnyOrder(
                        tuple("json.key-unknown", "/lines/0/lyne"),
                        tuple("json.key-missing", "/lines/0"),
                        tuple("json.value", "/lines/0/held"),
                        tuple("json.key-missing", "/lines/1"),
                        tuple("json.value", "/lines/1/amount/money"),
                        tuple("json.kind-unknown", "/lines/2"),
                        tuple("json.key-unknown", "/lines/2/amounts"),
                        tuple("json.type", "/lines/2/cite"));
    }

    @Test
    void terms_far_too_deep_are_not_read_to_their_end() {
        String deep = "{\"plus\": [".repeat(200) + "{\"money\": \"1\"}" + "]}".repeat(200);

        assertThat(catchThrowableOfType(
                                ProblemException.class,
                                () -> FormulaJson.parse(formula("", "{\"line\": \"x\", \"amount\": " + deep + "}")))
                        .problems())
                .extracting(Problem::code)
                .containsExactly("json.too-deep");
    }

    @Test
    void a_source_on_which_no_line_of_a_formula_draws_is_told() {
        String json = formula("", "{\"line\": \"x\", \"amount\": {\"money\": \"1\"}}")
                .replaceFirst(
                        "\"sources\": \\[ *\\]",
                        "\"sources\": [{\"id\": \"g\", \"name\": \"General\", \"origin\": \"local\"}]");

        assertThat(catchThrowableOfType(ProblemException.class, () -> FormulaJson.parse(json))
                        .problems())
                .extracting(Problem::code, problem -> problem.place().replaceFirst(".*?/", "/"))
                .containsExactly(tuple("source.unused", "/sources/0"));
    }

    @Test
    void a_name_that_stands_twice_in_a_list_is_told() {
        assertThat(catchThrowableOfType(
                                ProblemException.class,
                                () -> FormulaJson.parse(formula(
                                        "",
                                        "{\"line\": \"x\", \"amount\": {\"money\": \"1\"}}, {\"line\": \"y\", \"amount\":"
                                                + " {\"sumOf\": {\"lines\": [\"x\", \"x\"]}}, \"where\": {\"oneOf\": [\"a\","
                                                + " \"b\", \"a\"], \"fact\": \"level\"}}")))
                        .problems())
                .extracting(
                        Problem::code,
                        Problem::found,
                        problem -> problem.place().replaceFirst(".*?/", "/"))
                .containsExactly(
                        tuple("json.value", "\"x\", twice", "/lines/1/amount/sumOf/lines/1"),
                        tuple("json.value", "\"a\", twice", "/lines/1/where/oneOf/2"));
    }

    @Test
    void what_a_model_refuses_is_told_at_the_part_it_speaks_of() {
        assertThat(faultsOfModel(
                        "\"from\": \"general\",\n      \"rounding\": {\"to\": \"1\",",
                                "\"from\": \"general\",\n      \"rounding\": {\"to\": \"0.001\",",
                        "{\"from\": \"general\", \"sum\"", "{\"from\": \"bonds\", \"sum\"",
                        "{\"times\": [{\"lastYear\": \"total\"}, {\"number\": \"0.95\"}]}",
                                "{\"rate\": \"poverty weight\"}"))
                .containsExactly(
                        "JSON, line 61:5, /lines/1, formula \"Unified district\", line \"poverty\": found rounded to 0.001 half up; allowed: a whole number of cents for an amount. Make the finer step a figure, and the amount a line of its own.",
                        "JSON, line 92:5, /lines/6, formula \"Unified district\", line \"hold harmless\": found \"poverty weight\" as money; allowed: \"poverty weight\" as a number. Use rate(…) or perPupil(…) for money, and share(…) or weighted(…) for numbers.",
                        "JSON, line 40:5, /sources/1, source Reserve (reserve): found a reserve of bonds; allowed: a reserve of an unlocked source of the model that is no reserve itself. Set it aside from another source, or unlock that one.");
    }

    @Test
    void money_and_numbers_are_kept_apart() {
        assertThat(
                        messages(
                                () -> FormulaJson.parse(
                                        formula(
                                                "",
                                                "{\"line\": \"x\", \"amount\": {\"times\": [{\"money\": \"1\"}, {\"plus\": [{\"money\": \"1\"}, {\"number\": \"1\"}]}]}}"))))
                .containsExactly(
                        "JSON, line 4:63, /lines/0/amount/times/1: found money and numbers cannot be added; make all of"
                                + " them money, or all of them numbers; allowed: values that go together. Correct one of them.");
    }

    @Test
    void a_term_is_of_one_kind() {
        assertThat(messages(() -> FormulaJson.parse(formula(
                        "",
                        "{\"line\": \"x\", \"figure\": {\"plus\": [], \"times\": []}}, {\"line\": \"y\", \"figure\": {\"over\": [{\"number\": \"1\"}]}},"
                                + " {\"line\": \"x\", \"figure\": [], \"held\": \"mine\"}"))))
                .satisfiesExactly(
                        problem -> assertThat(problem)
                                .startsWith(
                                        "JSON, line 4:36, /lines/0/figure: found a term of several kinds: plus, times; allowed:")
                                .endsWith("Keep one, and remove the others."),
                        problem -> assertThat(problem)
                                .endsWith(
                                        "/lines/1/figure/over: found a list of 1; allowed: a list of two terms. Give it two."),
                        problem -> assertThat(problem).contains("/lines/2/figure: found a list; allowed: an object"),
                        problem -> assertThat(problem)
                                .contains("/lines/2/held: found \"mine\"; allowed: one of free, set, locked."),
                        problem -> assertThat(problem)
                                .contains("/lines/2: found a second line \"x\"; allowed: one line for a name."));
    }

    @Test
    void ten_thousand_sums_inside_each_other_are_refused_where_they_are_too_deep() {
        String deep = "{\"plus\": [".repeat(10_000) + "{\"money\": \"1\"}" + "]}".repeat(10_000);

        assertThat(messages(() -> FormulaJson.parse(formula("", "{\"line\": \"x\", \"amount\": " + deep + "}"))))
                .singleElement()
                .asString()
                .startsWith("JSON, line 4:")
                .contains("found more than 500 objects and lists inside each other; allowed: at most 500.");
    }

    @Test
    void a_hundred_sums_inside_each_other_are_enough() {
        String deep = "{\"plus\": [".repeat(100) + "{\"money\": \"1\"}" + "]}".repeat(100);

        assertThat(messages(() -> FormulaJson.parse(formula("", "{\"line\": \"x\", \"amount\": " + deep + "}"))))
                .containsExactly(
                        "JSON, line 4:12, /lines/0: found line \"x\" has more than 100 terms inside each other; make one"
                                + " of its steps a figure of its own; allowed: values that go together. Correct one of them.");
    }

    @Test
    void the_deepest_terms_are_written_and_read_back() {
        Term deepest = Form.ZERO;
        // The constant is 1 deep; what a band gives stands deeper in a document than the parts of any other term.
        for (int depth = 2; depth <= 100; depth++) {
            deepest = new Term.Bands(Form.ZERO, List.of(new Term.Bands.Band(Form.ZERO, true, deepest)), Form.ZERO);
        }
        FundingFormula formula = FundingFormula.named("Deep")
                .add(Line.of("deep", new Form.Amount(deepest)))
                .build();

        assertThat(FormulaJson.parse(FormulaJson.toJson(formula))).isEqualTo(formula);
    }

    @Test
    void numbers_of_any_size_are_refused_without_being_made() {
        List<String> faults = new ArrayList<>();
        for (String number : List.of(
                "\"1e999999999\"",
                "1e999999999",
                "\"" + "9".repeat(10_000) + "\"",
                "\"1/0\"",
                "\"NaN\"",
                "\"+1\"",
                "\"1/-3\"",
                "\"\"")) {
            faults.addAll(messages(() ->
                    FormulaJson.parse(formula("", "{\"line\": \"x\", \"amount\": {\"money\": " + number + "}}"))));
        }

        assertThat(faults)
                .hasSize(8)
                .allSatisfy(fault -> assertThat(fault)
                        .startsWith("JSON, line 4:46, /lines/0/amount/money: found ")
                        .contains("; allowed: a decimal or a fraction in quotes, such as \"-2.5\" or \"1/3\". ")
                        .hasSizeLessThan(300));
        assertThat(messages(() -> FormulaJson.parse(
                        formula("", "{\"line\": \"x\", \"amount\": {\"money\": " + "9".repeat(10_000) + "}}"))))
                .singleElement()
                .asString()
                .startsWith("JSON, line 4:")
                .contains("that is too long");
        assertThat(messages(() ->
                        FormulaJson.parse(formula("", "").replace("\"to\": \"0.01\"", "\"to\": \"1e999999999\""))))
                .singleElement()
                .asString()
                .contains("/rounding/to: found \"1e999999999\"");
    }

    @Test
    void a_text_that_is_too_long_is_refused() {
        assertThat(messages(() ->
                        FormulaJson.parse(formula("", "").replace("\"F\"", "\"" + "x".repeat(1_000_001) + "\""))))
                .singleElement()
                .asString()
                .startsWith("JSON, line 1:")
                .contains("found a text that is too long; allowed: texts of at most 1000000 characters");
    }

    @Test
    void a_definition_of_too_many_lines_is_refused() {
        String lines = "{\"line\": \"x\", \"amount\": {\"money\": \"1\"}},".repeat(10_000) + "{}";

        assertThat(messages(() -> FormulaJson.parse(formula("", lines))))
                .containsExactly(
                        "JSON, line 4:11, /lines: found more than 10000 lines; allowed: at most 10000. Split the"
                                + " definition.");
    }

    @Test
    void a_stream_that_is_not_text_is_refused() {
        assertThat(catchThrowableOfType(
                                ProblemException.class,
                                () -> FundingModelJson.read(
                                        new ByteArrayInputStream(MODEL.replace("Unified", "Unified \u00e9")
                                                .getBytes(StandardCharsets.ISO_8859_1)),
                                        "model.json"))
                        .problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.place()).startsWith("model.json, line 4:20"));
    }

    @Test
    void a_document_of_another_kind_is_told_by_its_kind_only() {
        assertThat(messages(() -> FormulaJson.parse(MODEL)))
                .containsExactly(
                        "JSON, line 2:11, /kind: found kind \"funding model\"; allowed: kind \"formula\". Read it as what it is.");
    }

    @Test
    void two_sources_of_one_id_cannot_be_told_apart() {
        FundingFormula formula = FundingFormula.named("Paid")
                .add(line("base").amount(dollars(5)).from(ExampleModel.GENERAL))
                .add(line("more").amount(dollars(5)).from(RevenueSource.state("general", "State aid")))
                .build();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> FormulaJson.toJson(formula))
                .withMessage(
                        "two different sources have the id general, \"General fund\" and \"State aid\", so a document cannot"
                                + " tell them apart");
    }

    @Test
    void a_number_that_no_reader_takes_is_not_written() {
        Rational huge = Rational.of(BigInteger.TEN.pow(1_000));
        FundingFormula formula = FundingFormula.named("Huge")
                .add(Line.of("huge", new Form.Figure(new Term.Constant(huge, ValueType.NUMBER))))
                .build();
        FundingFormula small = FundingFormula.named("Small")
                .add(Line.of(
                        "small",
                        new Form.Figure(new Term.Constant(
                                Rational.ONE_WHOLE.dividedBy(Rational.of(BigInteger.TWO.pow(2_000))),
                                ValueType.NUMBER))))
                .build();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> FormulaJson.toJson(formula))
                .withMessage("a number of more than 1000 digits is not written: 10000000000000000000…");
        assertThat(FormulaJson.parse(FormulaJson.toJson(small))).isEqualTo(small);
    }

    /** The example with a district of its own. */
    public static ResolvedModel example() {
        return example(ExampleModel.model());
    }

    private static ResolvedModel example(FundingModel model) {
        SchoolId adams = SchoolId.of("101");
        District district = District.named("D")
                .schools(List.of(school(adams, "Adams", 100, 50), school(SchoolId.of("109"), "Clay", 10, 0)))
                .revenue(ExampleModel.GENERAL, Money.ofDollars(2_000_000))
                .revenue(ExampleModel.TITLE_I, Money.ofDollars(30_000))
                .revenue(ExampleModel.BONDS, Money.ofDollars(1))
                .revenue(ExampleModel.ARTS, Money.ofDollars(25_000))
                .build();
        FiscalYear year = FiscalYear.of(2027);
        Budgets lastYear = Budgets.of(
                year.previous(),
                List.of(new SchoolBudget(
                        adams,
                        year.previous(),
                        List.of(new BudgetLine("all", ExampleModel.GENERAL, Money.ofDollars(600_000), Held.FREE)))));
        return model.resolve(district, year, lastYear);
    }

    @Test
    void an_example_is_allocated_the_same_after_it_was_read() {
        Allocation allocation = example(FundingModelJson.parse(MODEL)).allocate();

        // By hand: 100 × 3,741 + 50 × 0.34 × 3,741.333333 = 63,602.67, in dollars 63,603 + 25 × 3,741.333333 =
        // 93,533.33
        // + 30,000 + 25,000; without the last 561,236.33, of 95% of 600,000 lacking 8,763.67
        assertThat(allocation.of(SchoolId.of("101")).total()).isEqualTo(Money.parse("595000.00"));
        assertThat(allocation.budgets()).isEqualTo(example().allocate().budgets());
    }
}
