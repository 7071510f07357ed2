package org.perpupil.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.perpupil.district.District;
import org.perpupil.district.FiscalYear;
import org.perpupil.district.School;
import org.perpupil.district.SchoolId;
import org.perpupil.equity.Study;
import org.perpupil.equity.report.EquityReport;
import org.perpupil.equity.report.ReportSection;
import org.perpupil.money.Money;
import org.perpupil.problem.Problem;
import org.perpupil.pupils.Enrollment;
import org.perpupil.pupils.GradeSpan;
import org.perpupil.pupils.NeedCategory;
import org.perpupil.revenue.RevenueSource;
import org.perpupil.spending.Expenditure;
import org.perpupil.spending.SchoolSpending;
import org.perpupil.spending.Spending;

/** The guide to equity shows code that runs and output that it gives; figures are those of the reference answers of the data. */
class EquityExampleTest {
    private static final Guide GUIDE = new Guide("equity.md", "EquityExample");
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Percentage DIGITS = Percentage.withPercentage(1e-10);
    private static final Percentage PROBABILITY = Percentage.withPercentage(1e-6);

    /** The published file, which stays where it is. */
    private static Path published(String file) {
        Optional<String> data = Optional.ofNullable(System.getProperty("perpupil.data"))
                .or(() -> Optional.ofNullable(System.getenv("PERPUPIL_DATA")));
        assumeThat(data).as("the folder of published files").isPresent();
        return Path.of(data.orElseThrow(), "equity", "dcps", file);
    }

    private static EquityReport districtOfColumbia() throws IOException {
        return EquityExample.districtOfColumbia(published("dcps_fy15_fy16.csv"));
    }

    private static EquityReport elementary() throws IOException {
        return EquityExample.districtOfColumbiaElementary(published("dcps_fy15_fy16.csv"));
    }

    private static JsonNode json(Path file) throws IOException {
        return new ObjectMapper().readTree(file.toFile());
    }

    private static JsonNode california() throws IOException {
        return json(ROOT.resolve("equity/src/test/resources/org/perpupil/equity/caschools/expected.json"));
    }

    private static double figure(ReportSection section, String row, String column) {
        return section.figure(row, column).orElseThrow();
    }

    @Test
    void the_guide_shows_the_code_that_runs() throws IOException {
        assertThat(GUIDE.blocks("java")).isNotEmpty().isEqualTo(GUIDE.compiled());
    }

    @Test
    void the_guide_shows_what_california_and_los_angeles_print() throws IOException {
        EquityReport california = EquityExample.california();

        assertThat(GUIDE.blocks("")).hasSize(5);
        assertThat(GUIDE.blocks("").subList(1, 4))
                .containsExactly(
                        california.toString().strip(),
                        EquityExample.californiaFurther(california.study())
                                .toString()
                                .strip(),
                        EquityExample.losAngeles().toString().strip());
    }

    @Test
    void the_guide_shows_what_the_district_of_columbia_prints() throws IOException {
        assertThat(GUIDE.blocks(""))
                .startsWith(elementary().toString().strip())
                .endsWith(districtOfColumbia().toString().strip());
    }

    @Test
    void california_agrees_with_the_reference_answers() throws IOException {
        EquityReport report = EquityExample.california();

        ReportSection follows = report.section("Whether \"expenditure\" follows \"lunch\"");
        JsonNode vertical = california().get("vertical_lunch");
        assertThat(figure(follows, "correlation over pupils", "value"))
                .isCloseTo(vertical.get("pearson_weighted").asDouble(), DIGITS);
        assertThat(figure(follows, "slope over pupils", "value"))
                .isCloseTo(vertical.get("wls_slope").asDouble(), DIGITS);
        assertThat(figure(follows, "progressivity ratio", "value"))
                .isCloseTo(vertical.get("need_ratio").asDouble(), DIGITS);
        ReportSection predicted = report.section("Predicted \"expenditure\" by \"lunch\"");
        for (JsonNode point : california().get("predicted_wls_HC1")) {
            int percent = point.get("p").asInt();
            if (percent == 50 || percent == 100) {
                assertThat(figure(predicted, percent + "%", "ratio"))
                        .isCloseTo(point.get("ratio").asDouble(), DIGITS);
                assertThat(figure(predicted, percent + "%", "standard error"))
                        .isCloseTo(point.get("ratio_se_delta").asDouble(), DIGITS);
            }
        }
    }

    @Test
    void in_the_district_of_columbia_dollars_came_to_follow_pupils_at_risk() throws IOException {
        EquityReport report = districtOfColumbia();

        JsonNode expected = json(published("expected.json")).get("change_2015_2016");
        ReportSection change =
                report.section("Whether \"per pupil\" followed \"% at risk\" otherwise in 2016 than in 2015");
        for (JsonNode point : expected.get("predicted_relative_spending_at_risk")) {
            int percent = point.get("p").asInt();
            if (percent == 50 || percent == 100) {
                String row = percent + "%";
                assertThat(figure(change, row, "2015"))
                        .isCloseTo(point.get("ratio_2015").asDouble(), DIGITS);
                assertThat(figure(change, row, "2016"))
                        .isCloseTo(point.get("ratio_2016").asDouble(), DIGITS);
                assertThat(figure(change, row, "change"))
                        .isCloseTo(point.get("change").asDouble(), DIGITS);
                assertThat(figure(change, row, "95% from"))
                        .isCloseTo(point.get("ci95").get(0).asDouble(), DIGITS);
                assertThat(figure(change, row, "p"))
                        .isCloseTo(point.get("p_value").asDouble(), PROBABILITY);
            }
        }
        // the README of the data: at 100 per cent at risk over 0, from 1.030 to 1.118
        assertThat(figure(change, "100%", "2015")).isBetween(1.0295, 1.0305);
        assertThat(figure(change, "100%", "2016")).isBetween(1.1175, 1.1185);
        assertThat(figure(change, "all that explains, and the level", "F"))
                .isCloseTo(
                        expected.get("regression")
                                .get("covariances")
                                .get("CR1")
                                .get("F_all_by_year")
                                .get("F")
                                .asDouble(),
                        DIGITS);
        // the file has 216 rows; 95 schools in 2 years are compared
        assertThat(report.study().size()).isEqualTo(2 * expected.get("schools").asInt());
        assertThat(report.study().leftOut())
                .hasSize(216 - 190)
                .allSatisfy(problem -> assertThat(problem.code()).isEqualTo("years.one"));
    }

    @Test
    void in_elementary_schools_dollars_followed_pupils_at_risk_and_perhaps_more_so_later() throws IOException {
        EquityReport report = elementary();

        // R 4.2.2: Σ w z x / Σ w z over Σ w (100 − z) x / Σ w (100 − z) of the 65 elementary schools of 2016
        assertThat(figure(report.sections().get(0), "progressivity ratio", "value"))
                .isCloseTo(1.09073494728864, DIGITS);
        // R 4.2.2, lm(spending ~ risk * y, weights = enrolled) and sandwich 3.0-2, vcovCL(type = "HC1") by school_code;
        // the delta
        // method with qt and pt of 64 degrees of freedom
        ReportSection change = report.sections().get(1);
        assertThat(figure(change, "80%", "2015")).isCloseTo(1.17335415579858, DIGITS);
        assertThat(figure(change, "80%", "2016")).isCloseTo(1.22454656364346, DIGITS);
        assertThat(figure(change, "80%", "change")).isCloseTo(0.051192407844886, DIGITS);
        assertThat(figure(change, "80%", "standard error")).isCloseTo(0.0261620150688773, DIGITS);
        assertThat(figure(change, "80%", "95% from")).isCloseTo(-0.00107222547491655, Percentage.withPercentage(1e-7));
        assertThat(figure(change, "80%", "to")).isCloseTo(0.103457041164689, DIGITS);
        assertThat(figure(change, "80%", "p")).isCloseTo(0.0547430211775671, PROBABILITY);
        assertThat(figure(change, "coefficient of at risk", "F")).isCloseTo(4.01336474597017, DIGITS);
    }

    @Test
    void actual_spending_is_analysed_as_budgets_are() {
        FiscalYear year = FiscalYear.of(2026);
        RevenueSource general = RevenueSource.local("general", "General fund");
        District district = District.named("Lake Unified")
                .schools(List.of(school("1", 20), school("2", 80)))
                .build();
        Spending spending = Spending.of(
                        year,
                        List.of(
                                spending("1", year, Expenditure.atSchool(general, Money.ofDollars(800_000))),
                                spending("2", year, Expenditure.atSchool(general, Money.ofDollars(1_000_000)))))
                .withCentral(general, Money.ofDollars(300_000), district);

        EquityReport report = EquityExample.actualSpending(spending, district);

        // 800,000 and 1,000,000 for 100 pupils each, and half of 300,000 for either: 9,500 and 11,500
        assertThat(figure(report.sections().get(0), "mean", "value")).isCloseTo(10_500, DIGITS);
        // (20 · 8,000 + 80 · 10,000) / 100 over (80 · 8,000 + 20 · 10,000) / 100
        assertThat(figure(report.sections().get(1), "progressivity ratio", "value"))
                .isCloseTo(9_600 / 8_400.0, DIGITS);
        ReportSection groups = report.sections().get(2);
        assertThat(figure(groups, "2", Study.AT_SCHOOL)).isEqualTo(10_000);
        assertThat(figure(groups, "2", Study.CENTRAL)).isEqualTo(1_500);
    }

    private static School school(String id, int poor) {
        return School.of(id, "School " + id)
                .enrolling(Enrollment.in(GradeSpan.ALL_GRADES)
                        .pupils(100)
                        .need(NeedCategory.POVERTY, poor)
                        .build())
                .build();
    }

    private static SchoolSpending spending(String school, FiscalYear year, Expenditure expenditure) {
        return new SchoolSpending(SchoolId.of(school), year, List.of(expenditure));
    }

    @Test
    void los_angeles_schools_are_each_in_one_decile() throws IOException {
        ReportSection deciles = EquityExample.losAngeles().section("Dollars per pupil by decile of poverty, 2001");

        // 552 schools with 494,160 pupils: the README beside the table
        assertThat(deciles.rows().stream()
                        .mapToDouble(row -> figure(deciles, row.name(), "pupils"))
                        .sum())
                .isEqualTo(494_160);
        assertThat(deciles.rows())
                .hasSize(10)
                .allSatisfy(row -> assertThat(figure(deciles, row.name(), "unrestricted dollars per pupil")
                                + figure(deciles, row.name(), "restricted dollars per pupil"))
                        .isCloseTo(figure(deciles, row.name(), "dollars per pupil"), DIGITS));
        assertThat(deciles.leftOut()).extracting(Problem::place).isEmpty();
    }
}
