package org.perpupil.io.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;
import static org.perpupil.formula.Line.line;
import static org.perpupil.formula.Terms.dollars;
import static org.perpupil.formula.Terms.number;
import static org.perpupil.formula.Terms.pupils;
import static org.perpupil.formula.Terms.rate;
import static org.perpupil.formula.Terms.remainingOf;
import static org.perpupil.formula.Terms.share;
import static org.perpupil.formula.Terms.shareOf;
import static org.perpupil.formula.funding.Decision.centralShare;
import static org.perpupil.formula.funding.Decision.eligible;
import static org.perpupil.pupils.NeedCategory.POVERTY;
import static org.perpupil.testing.Schools.ELEMENTARY;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.perpupil.district.District;
import org.perpupil.district.FiscalYear;
import org.perpupil.district.School;
import org.perpupil.district.SchoolId;
import org.perpupil.formula.Parameter;
import org.perpupil.formula.allocation.Allocation;
import org.perpupil.formula.funding.FundingModel;
import org.perpupil.money.Money;
import org.perpupil.problem.Problem;
import org.perpupil.problem.ProblemException;
import org.perpupil.pupils.CountBasis;
import org.perpupil.pupils.Enrollment;
import org.perpupil.revenue.RevenueSource;

class ExplanationJsonTest {
    private static final SchoolId ONE = SchoolId.of("1");

    @TempDir
    Path folder;

    private static Allocation allocation(String name) {
        RevenueSource general = RevenueSource.local("general", "General fund");
        RevenueSource aid = RevenueSource.state("aid", "State aid");
        District district = District.named("Unified District")
                .revenue(general, Money.ofDollars(10_000))
                .revenue(aid, Money.ofDollars(50))
                .school(School.of("1", name)
                        .enrolling(Enrollment.in(ELEMENTARY)
                                .pupils(100)
                                .need(POVERTY, 40)
                                .estimated(POVERTY, "a survey")
                                .build())
                        .enrolling(
                                new CountBasis("prior year"),
                                Enrollment.in(ELEMENTARY).pupils(90).build())
                        .build())
                .school(School.of("2", "B")
                        .enrolling(Enrollment.in(ELEMENTARY)
                                .pupils(100)
                                .need(POVERTY, 0)
                                .build())
                        .build())
                .build();
        return FundingModel.named("Traced")
                .parameters(
                        Parameter.dollars("base").in(2027, "70.005", "70", "Budget guide, page 1"),
                        Parameter.number("weight").in(2027, "0.25", "policy"))
                .unlocked(general, centralShare("10%"))
                .unlocked(aid, eligible(shareOf(POVERTY).atLeast("30%")))
                .add(
                        line("quarter").figure(share("weight")),
                        line("base")
                                .amount(rate("base").times(pupils().counted("prior year")))
                                .from(general)
                                .onlyWhere(pupils(POVERTY).moreThan(number(0))),
                        line("claims")
                                .prorate(pupils(POVERTY).times(dollars(1)))
                                .to(remainingOf(aid))
                                .from(aid))
                .build()
                .resolve(district, FiscalYear.of(2027))
                .allocate();
    }

    private static String text(Allocation allocation) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ExplanationJson.write(allocation, ONE, bytes);
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

    @Test
    void says_whose_budget_it_is_and_of_which_allocation() {
        JsonNode document = parsed(text(allocation("A")));

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
                        "school",
                        "steps",
                        "sources",
                        "notCounted",
                        "estimates");
        // 90 × 70.005 = 6,300.45, and a claim of 40 in full; a district without levels has only other schools
        assertThat(document.at("/school")).isEqualTo(parsed("""
                {"id": "1", "name": "A", "level": "other", "pupils": "100", "total": "6340.45"}
                """));
        assertThat(document.at("/estimates")).isEqualTo(parsed("[\"poverty: a survey\"]"));
        assertThat(Schemas.faults("explanation", document)).isEmpty();
    }

    @Test
    void a_line_has_its_rule_parameters_counts_and_what_its_display_would_give() {
        JsonNode line = parsed(text(allocation("A"))).at("/sources/0/lines/0");

        // 90 × 70 = 6,300, which is 0.45 less than 90 × 70.005
        assertThat(line).isEqualTo(parsed("""
                {"line": "base", "status": "paid", "source": "general", "type": "money", "exact": "6300.45",
                 "rounded": "6300.45", "rounding": {"unit": "0.01", "mode": "half up"},
                 "text": "$70.005 (base, printed as 70) × 90 pupils (prior year)",
                 "working": {
                   "product": [ {"parameter": "base", "type": "money", "year": "2026–27", "printed": "70",
                                 "citation": "Budget guide, page 1", "value": "70.005"},
                                {"count": "all pupils", "basis": "prior year", "value": "90"} ],
                   "type": "money", "value": "6300.45"},
                 "rule": "an amount for the school",
                 "tests": ["applies: 40 pupils (poverty, estimate) is more than 0"],
                 "held": "free",
                 "parameters": [ {"parameter": "base", "type": "money", "year": "2026–27", "printed": "70",
                                  "citation": "Budget guide, page 1", "value": "70.005"} ],
                 "counts": [ {"count": "all pupils", "basis": "prior year", "value": "90"},
                             {"count": "poverty", "estimate": "a survey", "value": "40"} ],
                 "asShown": {"numbers": ["the printed 70 (base)"], "value": "6300", "difference": "-0.45",
                             "text": "with the printed 70 (base) it would be $6,300.00, $0.45 less"}}
                """));
    }

    @Test
    void a_source_says_what_became_of_it_before_it_reached_the_school() {
        JsonNode sources = parsed(text(allocation("A"))).at("/sources");

        // 10% of 10,000 stay central; 9,000 − 6,300.45 = 2,699.55
        assertThat(sources.at("/0/centralShare/rate").textValue()).isEqualTo("0.1");
        assertThat(sources.at("/0/central").textValue()).isEqualTo("1000.00");
        assertThat(sources.at("/0/pool").textValue()).isEqualTo("9000.00");
        assertThat(sources.at("/0/residual").textValue()).isEqualTo("2699.55");
        assertThat(sources.at("/0/subtotal").textValue()).isEqualTo("6300.45");
        assertThat(sources.at("/0").has("eligibility")).isFalse();
        assertThat(sources.at("/1/eligibility").textValue())
                .isEqualTo("eligible: 40 pupils (poverty, estimate) ÷ 100 pupils is at least 0.3");
    }

    @Test
    void a_part_of_a_pot_keeps_points_level_and_the_bound_that_pins_it() {
        // The one claim of 40 on a pot of 50 is paid in full: 40 × 1 = 40, at most 40
        assertThat(parsed(text(allocation("A"))).at("/sources/1/lines/0/part")).isEqualTo(parsed("""
                {"pot": {"line": "claims", "pot": "50.00", "shared": "40.00", "surplus": "10.00", "points": "40", "level": "1",
                         "levelType": "number", "roundedUp": []},
                 "points": "40", "own": "0", "atMost": "40", "free": "40", "pinnedAt": "most"}
                """));
    }

    @Test
    void nothing_differs_from_what_is_computed_again() throws IOException {
        Path file = folder.resolve("e.json");
        ExplanationJson.write(allocation("A"), ONE, file);

        assertThat(ExplanationJson.differences(file, allocation("A"), ONE)).isEmpty();
    }

    @Test
    void tells_every_value_that_is_not_what_is_computed() throws IOException {
        String changed = text(allocation("A"))
                .replace("\"subtotal\": \"6300.45\"", "\"subtotal\": \"9999.45\"")
                .replace("\"held\": \"free\"", "\"held\": \"locked\"");

        List<Problem> differences = ExplanationJson.differences(
                new ByteArrayInputStream(changed.getBytes(UTF_8)), "e.json", allocation("A"), ONE);

        assertThat(differences)
                .extracting(Problem::code, problem -> problem.place().replaceAll("\\d+:\\d+", "…"), Problem::found)
                .containsExactly(
                        tuple("explanation.differs", "e.json, line …, /sources/0/subtotal", "\"9999.45\""),
                        tuple("explanation.differs", "e.json, line …, /sources/0/lines/0/held", "\"locked\""),
                        tuple("explanation.differs", "e.json, line …, /sources/1/lines/0/held", "\"locked\""));
    }

    @Test
    void another_document_is_refused() {
        ProblemException refused = catchThrowableOfType(
                ProblemException.class,
                () -> ExplanationJson.differences(
                        new ByteArrayInputStream("{\"kind\": \"budgets\", \"schema\": 1}".getBytes(UTF_8)),
                        "e.json",
                        allocation("A"),
                        ONE));

        assertThat(refused.problems()).extracting(Problem::code).containsExactly("json.kind");
    }

    @Test
    void a_school_that_is_not_there_is_told() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ExplanationJson.write(allocation("A"), SchoolId.of("9"), new ByteArrayOutputStream()))
                .withMessage("Unified District has no school 9");
    }

    @Test
    void names_of_any_kind_come_back_as_they_are() {
        String name = "<b>&=\"\\ \n\u0007 🏫";

        String json = text(allocation(name));

        assertThat(parsed(json).at("/school/name").textValue()).isEqualTo(name);
        assertThat(json).isEqualTo(text(allocation(name)));
    }
}
