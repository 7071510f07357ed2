package org.perpupil.formula.published;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.perpupil.formula.Line.line;
import static org.perpupil.formula.Selection.everythingAbove;
import static org.perpupil.formula.Terms.amount;
import static org.perpupil.formula.Terms.lastYear;
import static org.perpupil.formula.Terms.moneyFact;
import static org.perpupil.formula.Terms.pupils;
import static org.perpupil.formula.Terms.rate;
import static org.perpupil.formula.Terms.share;
import static org.perpupil.formula.funding.Decision.centralShare;
import static org.perpupil.formula.funding.Decision.inProportionTo;
import static org.perpupil.formula.funding.Decision.paying;
import static org.perpupil.formula.funding.Decision.withoutAmount;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.perpupil.budget.BudgetLine;
import org.perpupil.budget.Budgets;
import org.perpupil.budget.Held;
import org.perpupil.budget.SchoolBudget;
import org.perpupil.district.District;
import org.perpupil.district.FiscalYear;
import org.perpupil.district.School;
import org.perpupil.district.SchoolId;
import org.perpupil.exact.Rational;
import org.perpupil.exact.Rounding;
import org.perpupil.formula.FundingFormula;
import org.perpupil.formula.MoneyTerm;
import org.perpupil.formula.Parameter;
import org.perpupil.formula.allocation.Allocation;
import org.perpupil.formula.allocation.LineResult;
import org.perpupil.formula.allocation.SchoolAllocation;
import org.perpupil.formula.funding.FundingModel;
import org.perpupil.formula.funding.ResolvedModel;
import org.perpupil.money.Money;
import org.perpupil.pupils.CountBasis;
import org.perpupil.pupils.Enrollment;
import org.perpupil.pupils.GradeSpan;
import org.perpupil.pupils.NeedCategory;
import org.perpupil.revenue.RevenueSource;

/**
 * The District of Columbia: the uniform per-student formula of fiscal year 2023, and D.C. Public Schools' initial budgets of
 * 2017 (github.com/cmgiven/dcps-budgets, CC0, compiled from the district's workbooks).
 */
class DistrictOfColumbiaTest {
    private static final NeedCategory AT_RISK = new NeedCategory("at-risk");
    private static final NeedCategory ALTERNATIVE = new NeedCategory("alternative");
    private static final RevenueSource LOCAL = RevenueSource.local("local", "Local funds");
    private static final RevenueSource AT_RISK_FUNDS = RevenueSource.local("at-risk", "At-risk funds");
    private static final FiscalYear FY2017 = FiscalYear.of(2017);

    // Uniform per-student funding formula, fiscal year 2023: weight × foundation level 12,419, half up to the dollar.
    @ParameterizedTest
    @CsvSource({
        ".97, 12046",
        "1.20, 14903",
        "1.97, 24465",
        "3.49, 43342",
        ".099, 1229",
        ".50, 6210",
        ".75, 9314",
        ".24, 2981",
        ".06, 745",
    })
    void a_weighted_rate_is_as_published(String weight, String dollars) {
        LineResult rate = uniform(school(10, 0, 0, 0), weight).line("rate").orElseThrow();

        assertThat(rate.value()).contains(Rational.parse(dollars));
    }

    static School school(long pupils, long atRisk, long alternative, long atRiskOnly) {
        return School.of("1", "A school")
                .enrolling(Enrollment.in(GradeSpan.ALL_GRADES)
                        .pupils(pupils)
                        .need(AT_RISK, atRisk)
                        .need(ALTERNATIVE, alternative)
                        .need(AT_RISK.butNot(ALTERNATIVE), atRiskOnly)
                        .build())
                .build();
    }

    static ResolvedModel resolved(School school, String weight) {
        FundingFormula formula = FundingFormula.named("Uniform per-student funding formula")
                .parameters(
                        Parameter.dollars("foundation level").in(2023, "12419", "uniform formula, FY2023"),
                        Parameter.number("weight").in(2023, weight, "uniform formula, FY2023"),
                        Parameter.number("at-risk weight").in(2023, ".24", "uniform formula, FY2023"),
                        Parameter.number("concentration weight").in(2023, ".06", "uniform formula, FY2023"),
                        Parameter.number("first threshold").in(2023, "40%", "uniform formula, FY2023"),
                        Parameter.number("second threshold").in(2023, "70%", "uniform formula, FY2023"))
                .add(
                        line("rate")
                                .figure(share("weight").times(rate("foundation level")))
                                .rounded(Rounding.dollars()),
                        line("at-risk rate")
                                .figure(share("at-risk weight").times(rate("foundation level")))
                                .rounded(Rounding.dollars()),
                        line("concentration rate")
                                .figure(share("concentration weight").times(rate("foundation level")))
                                .rounded(Rounding.dollars()),
                        line("at-risk")
                                .amount(pupils(AT_RISK.butNot(ALTERNATIVE)).times(amount("at-risk rate"))),
                        line("concentration").amount(concentration("first threshold")),
                        line("higher concentration").amount(concentration("second threshold")))
                .build();
        return FundingModel.named("UPSFF")
                .unlocked(LOCAL, withoutAmount(), paying(formula))
                .build()
                .resolve(District.named("Washington").school(school).build(), FiscalYear.of(2023));
    }

    private static SchoolAllocation uniform(School school, String weight) {
        return resolved(school, weight).allocate().of(school.id());
    }

    private static MoneyTerm concentration(String threshold) {
        return pupils(AT_RISK).inExcessOf(pupils().times(share(threshold))).times(amount("concentration rate"));
    }

    @Test
    void a_pupil_at_risk_in_an_alternative_programme_has_the_alternative_weight_only() {
        // By hand: 75 at-risk pupils, 5 of them in an alternative programme; 70 × 2,981 = 208,670
        assertThat(uniform(school(100, 75, 10, 70), "1")
                        .line("at-risk")
                        .orElseThrow()
                        .amount())
                .contains(Money.parse("208670.00"));
    }

    @Test
    void only_pupils_above_a_threshold_count_as_concentration() {
        // By hand: 75 of 100 pupils, 35 above 40% and 5 above 70%: 35 × 745 = 26,075 and 5 × 745 = 3,725
        assertThat(uniform(school(100, 75, 10, 70), "1")
                        .line("concentration")
                        .orElseThrow()
                        .amount())
                .contains(Money.parse("26075.00"));
        assertThat(uniform(school(100, 75, 10, 70), "1")
                        .line("higher concentration")
                        .orElseThrow()
                        .amount())
                .contains(Money.parse("3725.00"));
        // 40 of 100 are not above 40%
        assertThat(uniform(school(100, 40, 0, 40), "1")
                        .line("concentration")
                        .orElseThrow()
                        .amount())
                .contains(Money.ZERO);
    }

    @Test
    void at_risk_money_is_1908_a_pupil() {
        // D.C. Public Schools, FY2017: 2,120 for each at-risk pupil, of which 10% stays central. Aiton, Anacostia,
        // Ballou.
        Map<String, Long> atRisk = Map.of("202", 236L, "450", 531L, "452", 942L);
        Allocation allocation = atRisk(atRisk);

        assertThat(allocation.of(SchoolId.of("202")).total()).isEqualTo(Money.parse("450288.00"));
        assertThat(allocation.of(SchoolId.of("450")).total()).isEqualTo(Money.parse("1013148.00"));
        assertThat(allocation.of(SchoolId.of("452")).total()).isEqualTo(Money.parse("1797336.00"));
        assertThat(allocation.sharedPots().get(0).level()).isEqualTo(Rational.of(1_908));
        // 2,120 × 1,709 pupils = 3,623,080
        assertThat(allocation.source(AT_RISK_FUNDS.id()).central()).isEqualTo(Money.parse("362308.00"));
        assertThat(allocation.source(AT_RISK_FUNDS.id()).residual()).contains(Money.ZERO);
    }

    /** The city's money for the at-risk pupils of the schools, shared over them. */
    static ResolvedModel resolvedAtRisk(Map<String, Long> pupilsAtRisk) {
        District.Builder district = District.named("D.C. Public Schools");
        pupilsAtRisk.forEach((id, count) -> district.school(School.of(id, "School " + id)
                .enrolling(Enrollment.in(GradeSpan.ALL_GRADES)
                        .pupils(5_000)
                        .need(AT_RISK, count)
                        .build())
                .build()));
        long all = pupilsAtRisk.values().stream().mapToLong(Long::longValue).sum();
        district.revenue(AT_RISK_FUNDS, Money.ofDollars(2_120L * all));
        return FundingModel.named("D.C. Public Schools, at-risk")
                .unlocked(AT_RISK_FUNDS, centralShare("10%"), inProportionTo(pupils(AT_RISK)))
                .build()
                .resolve(district.build(), FY2017);
    }

    private static Allocation atRisk(Map<String, Long> pupilsAtRisk) {
        return resolvedAtRisk(pupilsAtRisk).allocate();
    }

    /** In every school that reports at-risk pupils; either the parts, added up and rounded to dollars, or the printed sum. */
    @Test
    void at_risk_money_of_the_whole_city_is_as_published() throws IOException {
        List<Map<String, String>> rows = published().stream()
                .filter(row -> row.get("YEAR").equals("2017"))
                .filter(row -> !row.get("ATRISKENROLLMENT").equals("NA"))
                .toList();
        Map<String, Long> atRisk = new LinkedHashMap<>();
        rows.forEach(row -> atRisk.put(row.get("SCHOOLCODE"), Long.parseLong(row.get("ATRISKENROLLMENT"))));

        Allocation allocation = atRisk(atRisk);

        // D.C. Public Schools, FY2017: 108 schools report at-risk pupils, and all of them agree.
        assertThat(rows).hasSize(108).allSatisfy(row -> {
            BigDecimal parts = row.keySet().stream()
                    .filter(column -> column.startsWith("AMT_ATRISK_"))
                    .map(column -> dollars(row.get(column)))
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            List<Money> either = List.of(
                    Money.ofDollars(parts.setScale(0, RoundingMode.HALF_UP)),
                    Money.ofDollars(dollars(row.get("AMT_ATRISK"))));
            assertThat(allocation.of(SchoolId.of(row.get("SCHOOLCODE"))).total())
                    .as(row.get("SCHOOLNAME"))
                    .isIn(either);
        });
        assertThat(allocation.sharedPots().get(0).level()).isEqualTo(Rational.of(1_908));
    }

    private static BigDecimal dollars(String text) {
        return text.isEmpty() || text.equals("NA") ? BigDecimal.ZERO : new BigDecimal(text);
    }

    private static List<Map<String, String>> published() throws IOException {
        Optional<String> folder = Optional.ofNullable(System.getProperty("perpupil.data"))
                .or(() -> Optional.ofNullable(System.getenv("PERPUPIL_DATA")));
        assumeThat(folder)
                .as("the folder of published budgets, told by perpupil.data or PERPUPIL_DATA")
                .isPresent();
        List<String> lines =
                Files.readAllLines(Path.of(folder.orElseThrow(), "dcps", "school-budgets-fy2015-fy2017.csv"));
        String[] columns = lines.get(0).split(",");
        return lines.stream()
                .skip(1)
                .map(line -> {
                    // A comma that is followed by an odd number of quotes stands inside a name.
                    String[] cells = line.split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", -1);
                    Map<String, String> row = new LinkedHashMap<>();
                    Arrays.stream(columns).forEach(column -> row.put(column, cells[row.size()]));
                    return row;
                })
                .toList();
    }

    // D.C. Public Schools, FY2017, workbook: budgeted enrolment (fractional) and all other lines; 9,000 a pupil less
    // the lines,
    // to the cent before it is published rounded.
    @ParameterizedTest
    @CsvSource({
        "Deal MS, 1379.7103845884174, 10402818, 2014575.46",
        "Eaton ES, 477.2223012558253, 4277164, 17836.71",
        "Janney ES, 733.6080643337183, 5743495, 858977.58",
        "Lafayette ES, 707.3505700598519, 5938990, 427165.13",
    })
    void the_minimum_per_pupil_is_as_published(String name, String pupils, String lines, String minimum) {
        assertThat(guards(name, pupils, lines, "0.00", Rounding.cents())
                        .line("per-pupil minimum")
                        .orElseThrow()
                        .amount())
                .contains(Money.parse(minimum));
    }

    // D.C. Public Schools, FY2017: 95% of the total of 2016 less the lines of 2017, published to whole dollars.
    @ParameterizedTest
    @CsvSource({
        "Jefferson MS, 3753441, 4383113.73, 410517",
        "Kelly Miller MS, 5761406, 6447980.16, 364175",
        "Savoy ES, 4265855, 4636461.97, 138784",
    })
    void the_stabilization_is_as_published(String name, String lines, String before, String stabilization) {
        assertThat(guards(name, "1", lines, before, Rounding.dollars())
                        .line("stabilization")
                        .orElseThrow()
                        .amount())
                .contains(Money.parse(stabilization));
    }

    @Test
    void the_order_of_the_guards_is_part_of_the_formula() {
        // By hand: 9,000 × 100 − 800,000 = 100,000; then 95% of 1,000,000 less 900,000 = 50,000
        SchoolAllocation school = guards("A school", "100", "800000", "1000000.00", Rounding.dollars());

        assertThat(school.line("per-pupil minimum").orElseThrow().amount()).contains(Money.parse("100000.00"));
        assertThat(school.line("stabilization").orElseThrow().amount()).contains(Money.parse("50000.00"));
        assertThat(school.total()).isEqualTo(Money.parse("950000.00"));
    }

    @Test
    void a_programme_is_left_out_by_decision() {
        SchoolAllocation school = guards("Ballou STAY", "100", "800000", "0.00", Rounding.dollars());

        assertThat(school.line("per-pupil minimum").orElseThrow().notApplied())
                .contains("left out by decision: an evening programme");
        assertThat(school.total()).isEqualTo(Money.parse("800000.00"));
    }

    private static SchoolAllocation guards(
            String name, String pupils, String lines, String lastYear, Rounding rounding) {
        return resolvedGuards(name, pupils, lines, lastYear, rounding)
                .allocate()
                .of(SchoolId.of(name.replace(' ', '-')));
    }

    static ResolvedModel resolvedGuards(String name, String pupils, String lines, String lastYear, Rounding rounding) {
        String id = name.replace(' ', '-');
        School school = School.of(id, name)
                .enrolling(Enrollment.in(GradeSpan.ALL_GRADES)
                        .pupils(new BigDecimal(pupils))
                        .build())
                .enrolling(
                        new CountBasis("budgeted"),
                        Enrollment.in(GradeSpan.ALL_GRADES)
                                .pupils(new BigDecimal(pupils))
                                .build())
                .money("staff and programs", Money.parse(lines))
                .build();
        School stay = School.of("Ballou-STAY", "Ballou STAY")
                .enrolling(Enrollment.in(GradeSpan.ALL_GRADES).pupils(1).build())
                .money("staff and programs", Money.ZERO)
                .build();
        FundingModel model = FundingModel.named("D.C. Public Schools, initial budgets")
                .parameters(
                        Parameter.dollars("per-pupil minimum").in(2017, "9000", "D.C. Public Schools, FY2017"),
                        Parameter.number("stabilization floor").in(2017, "95%", "D.C. Public Schools, FY2017"))
                .rounding(rounding)
                .unlocked(LOCAL, withoutAmount())
                .add(
                        line("staff and programs")
                                .amount(moneyFact("staff and programs"))
                                .from(LOCAL),
                        line("per-pupil minimum")
                                .raiseTo(rate("per-pupil minimum").times(pupils().counted("budgeted")))
                                .counting(everythingAbove())
                                .from(LOCAL)
                                .onlyWhere(pupils().counted("budgeted").isGiven())
                                .exceptFor(stay.id(), "an evening programme"),
                        line("stabilization")
                                .raiseTo(lastYear().times(share("stabilization floor")))
                                .counting(everythingAbove())
                                .from(LOCAL)
                                .onlyWhere(lastYear().isGiven()))
                .build();
        District.Builder district = District.named("D.C. Public Schools").school(school);
        if (!school.id().equals(stay.id())) {
            district.school(stay);
        }
        Budgets budgets = Budgets.of(
                FY2017.previous(),
                List.of(new SchoolBudget(
                        school.id(),
                        FY2017.previous(),
                        List.of(new BudgetLine("total", LOCAL, Money.parse(lastYear), Held.FREE)))));
        return model.resolve(district.build(), FY2017, budgets);
    }
}
