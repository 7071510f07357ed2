package org.perpupil.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.perpupil.docs.LosAngeles.ELEMENTARY;
import static org.perpupil.formula.SpanRate.at;
import static org.perpupil.formula.Terms.shareOf;
import static org.perpupil.formula.funding.Decision.eligible;
import static org.perpupil.formula.funding.Decision.paying;
import static org.perpupil.formula.funding.Decision.withoutAmount;
import static org.perpupil.pupils.NeedCategory.ENGLISH_LEARNER;
import static org.perpupil.pupils.NeedCategory.POVERTY;

import java.io.IOException;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.perpupil.budget.Budgets;
import org.perpupil.district.District;
import org.perpupil.district.School;
import org.perpupil.exact.Rational;
import org.perpupil.formula.FundingFormula;
import org.perpupil.formula.allocation.Allocation;
import org.perpupil.formula.allocation.Explanation;
import org.perpupil.formula.allocation.GuardOutcome;
import org.perpupil.formula.allocation.SchoolAllocation;
import org.perpupil.formula.allocation.SourceStatement;
import org.perpupil.formula.funding.FundingModel;
import org.perpupil.formula.scenario.Scenarios;
import org.perpupil.io.json.AllocationJson;
import org.perpupil.io.json.DistrictJson;
import org.perpupil.io.json.SitePlanJson;
import org.perpupil.money.Money;
import org.perpupil.pupils.PupilCount;
import org.perpupil.pupils.PupilGroup;

class LosAngelesTest {
    private static District district;
    private static Allocation allocation;

    @BeforeAll
    static void allocate() throws IOException {
        district = LosAngeles.district();
        allocation = LosAngeles.allocation(district);
    }

    private static PupilCount count(PupilGroup group) {
        return district.schools().stream()
                .map(school -> school.enrollment().count(group).orElseThrow())
                .reduce(PupilCount.ZERO, PupilCount::plus);
    }

    @Test
    void counts_are_those_of_the_published_facts() {
        // California Department of Education, performance index 2000: 552 schools of the district, 494,160 pupils
        assertThat(district.schools()).hasSize(552);
        assertThat(district.pupils()).isEqualTo(PupilCount.of(494_160));
        // pupils × whole per cent, half up, school by school; Python 3.11, decimal with ROUND_HALF_UP, over the same
        // table
        assertThat(count(POVERTY)).isEqualTo(PupilCount.of(380_941));
        assertThat(count(ENGLISH_LEARNER)).isEqualTo(PupilCount.of(198_049));
    }

    @Test
    void sources_pay_what_the_rates_of_table_2_2_cost() {
        // Σ pupils × 3,741, 3,667 or 4,683, by Python 3.11 over the same table
        assertThat(allocation.source(LosAngeles.GENERAL.id()).toSchools()).isEqualTo(Money.ofDollars(1_961_457_150));
        // Σ English learners × 636, 513 or 749
        assertThat(allocation.source(LosAngeles.ENGLISH_LEARNER_FUND.id()).toSchools())
                .isEqualTo(Money.ofDollars(124_629_901));
        // Σ poor pupils × 1,272, 1,247 or 1,077 at the 491 schools with a published per cent of 40 or more
        assertThat(allocation.source(LosAngeles.POVERTY_FUND.id()).toSchools()).isEqualTo(Money.ofDollars(450_987_922));
        assertThat(allocation.schools().stream()
                        .filter(school -> school.budget().line("poverty").isPresent()))
                .hasSize(491);
    }

    @Test
    void eligibility_by_the_rounded_count_leaves_two_schools_out() throws IOException {
        District withoutRevenue = District.named("Los Angeles")
                .schools(LosAngelesTable.schools().orThrow())
                .build();
        Allocation byCount = FundingModel.named("by count")
                .unlocked(
                        LosAngeles.POVERTY_FUND,
                        withoutAmount(),
                        eligible(shareOf(POVERTY).atLeast("40%")),
                        paying(FundingFormula.named("Poverty")
                                .perPupil(
                                        POVERTY,
                                        at(ELEMENTARY, 1_272),
                                        at(LosAngeles.MIDDLE, 1_247),
                                        at(LosAngeles.HIGH, 1_077))
                                .build()))
                .build()
                .resolve(withoutRevenue, LosAngeles.YEAR)
                .allocate();

        // 489 schools whose rounded count is at least 40% of pupils, by Python 3.11 over the same table
        assertThat(byCount.total()).isEqualTo(Money.ofDollars(450_453_616));
        assertThat(byCount.schools().stream()
                        .filter(school -> school.budget().line("poverty").isPresent()))
                .hasSize(489);
    }

    @Test
    void every_cent_of_every_source_has_one_place() {
        for (SourceStatement source : allocation.sources()) {
            assertThat(source.central()
                            .plus(source.toSchools())
                            .plus(source.residual().orElseThrow()))
                    .isEqualTo(source.amount().orElseThrow());
        }
        // 15% of 2,400,000,000 for the central office and 1.5% for the reserve
        assertThat(allocation.source(LosAngeles.GENERAL.id()).central()).isEqualTo(Money.ofDollars(396_000_000));
        // 25,000 + 40,000 + 17,500.50 of 100,000 are awarded
        assertThat(allocation.source(LosAngeles.MUSIC.id()).residual()).contains(Money.parse("17499.50"));
    }

    @Test
    void weights_are_found_in_the_allocation() {
        // Table 2.2: 1,272 ÷ 3,741 and 636 ÷ 3,741
        assertThat(allocation.needMatrix().weight(ELEMENTARY, POVERTY).map(LosAngelesTest::fourPlaces))
                .contains("0.3400");
        assertThat(allocation.needMatrix().weight(ELEMENTARY, ENGLISH_LEARNER).map(LosAngelesTest::fourPlaces))
                .contains("0.1700");
    }

    private static String fourPlaces(Rational weight) {
        return weight.toDecimal(4, RoundingMode.HALF_UP).toPlainString();
    }

    @Test
    void a_schools_budget_is_that_of_a_desk_calculator() {
        SchoolAllocation banning = allocation.of(LosAngeles.SHOWN);

        // 2,415 pupils, 79% meals, 23% English learners: 1,907.85 → 1,908 and 555.45 → 555;
        // 2,415 × 4,683 = 11,309,445; 1,908 × 1,077 = 2,054,916; 555 × 749 = 415,695; the grant 25,000
        assertThat(banning.total()).isEqualTo(Money.ofDollars(11_309_445 + 2_054_916 + 415_695 + 25_000));
        assertThat(banning.explain().toString())
                .contains(
                        "2,415 pupils (high) × $4,683.00 = $11,309,445.00",
                        "1,908 pupils (poverty, high, estimate) × $1,077.00 = $2,054,916.00",
                        "555 pupils (English learner, high, estimate) × $749.00 = $415,695.00",
                        "Budget $13,805,056.00");
    }

    @Test
    void nobody_loses_more_than_a_tenth_and_the_reserve_pays() {
        SourceStatement reserve = allocation.source(LosAngeles.RESERVE.id());

        // Σ of 90% of the staffing rule less what Table 2.2 gives, where that is positive: 130 schools, by Python 3.11
        // over the same table
        assertThat(reserve.toSchools()).isEqualTo(Money.ofDollars(29_795_505));
        assertThat(allocation.guards().stream().filter(GuardOutcome::isBinding)).hasSize(130);
        assertThat(allocation.brokenGuards()).isEmpty();
        // 1.5% of 2,400,000,000 less that
        assertThat(reserve.residual()).contains(Money.ofDollars(36_000_000 - 29_795_505));
    }

    @Test
    void the_staffing_rule_is_shown_beside_what_is_paid() {
        Budgets before = LosAngeles.lastYear(district);

        assertThat(allocation.shadow("Staffing rule"))
                .hasSize(552)
                .allSatisfy(notice -> assertThat(notice.shadow())
                        .isEqualTo(before.of(notice.school().id()).orElseThrow().total()));
    }

    @Test
    void scenarios_say_what_they_cost() {
        Scenarios scenarios = LosAngeles.scenarios(district);

        assertThat(scenarios.cost("without hold-harmless")).isEqualTo(Money.ofDollars(-29_795_505));
        assertThat(scenarios.change("without hold-harmless").summary().losing()).isEqualTo(130);
        // the same rates pay the same; 15% − 10% of 2,400,000,000 is left over on top of that of the draft
        assertThat(scenarios.cost("10% central")).isEqualTo(Money.ZERO);
        assertThat(scenarios
                        .allocation("10% central")
                        .source(LosAngeles.GENERAL.id())
                        .residual()
                        .orElseThrow()
                        .minus(scenarios
                                .allocation("this draft")
                                .source(LosAngeles.GENERAL.id())
                                .residual()
                                .orElseThrow()))
                .isEqualTo(Money.ofDollars(120_000_000));
        // the pool 2,004,000,000 less 1,961,457,150 all goes out, and some of it spares the reserve
        assertThat(scenarios.bySource().get(LosAngeles.GENERAL).get(2)).isEqualTo(Money.ofDollars(2_004_000_000));
    }

    @Test
    void explanations_add_up_for_every_school() {
        for (SchoolAllocation school : allocation.schools()) {
            Explanation explanation = school.explain();
            assertThat(Money.total(explanation.sources().stream()
                            .map(Explanation.Paid::subtotal)
                            .toList()))
                    .isEqualTo(school.budget().total());
        }
    }

    @Test
    void winners_and_losers_are_real_arithmetic() {
        Budgets before = LosAngeles.lastYear(district);

        // Banning: 2,415 ÷ 20 = 120.75 → 121 teachers × 90,000; 110,000 + 4 × 95,000; 2,415 ÷ 150 = 16.1 → 17 × 45,000;
        // 2,415 × 450
        assertThat(before.of(LosAngeles.SHOWN).orElseThrow().total())
                .isEqualTo(Money.ofDollars(121 * 90_000 + 110_000 + 4 * 95_000 + 17 * 45_000 + 2_415 * 450));
        var summary = allocation.comparedWith(before).summary();
        assertThat(summary.gaining() + summary.losing() + summary.unchanged()).isEqualTo(552);
        assertThat(summary.after().minus(summary.before()))
                .isEqualTo(summary.gained().minus(summary.lost()));
    }

    @Test
    void the_job_writes_what_it_says(@TempDir Path folder) throws IOException {
        LosAngeles.main(new String[] {folder.toString()});

        assertThat(DistrictJson.read(folder.resolve("district.json"))).isEqualTo(district);
        assertThat(AllocationJson.readBudgets(folder.resolve("allocation.json")))
                .isEqualTo(allocation.budgets());
        assertThat(Files.readString(folder.resolve("allocation.html"), StandardCharsets.UTF_8))
                .contains("Banning (Phineas) Senior High", "$13,805,056.00", "Assumption:");
        // 552 schools of the published table
        assertThat(Files.readString(folder.resolve("board.html"), StandardCharsets.UTF_8))
                .contains("What the board decides", "<dd>552</dd>", "rest by poverty", "Dollars by poverty");
        // 13,805,056 ÷ 2,415 = 5,716.379…
        // 1,908 × 1,077 ÷ 2,415 = 850.897…; 555 × 749 ÷ 2,415 = 172.130…; 0.9 × 13,231,750 = 11,908,575
        assertThat(Files.readString(folder.resolve("school.html"), StandardCharsets.UTF_8))
                .contains(
                        "Banning (Phineas) Senior High",
                        "$13,805,056.00",
                        "For each pupil it gets $5,716, the 21st highest of the 57 high schools.",
                        "For pupils in poverty: $851 for each pupil of the school",
                        "For English learners: $172 for each pupil of the school",
                        "high schools get $4,683 for each pupil, elementary schools $3,741 and middle schools $3,667",
                        "of at least $11,908,575 (90% of last year’s $13,231,750) did not change anything",
                        "Assumed: what a plain staffing rule would cost");
        assertPagesOfAllSchools(folder.resolve("pages"));
        assertThat(Files.readString(folder.resolve("equity.html"), StandardCharsets.UTF_8))
                .contains("552 schools in the study", "Whether dollars follow poverty");
        assertThat(SitePlanJson.read(folder.resolve("site-plan.json"))).isEqualTo(SitePlanExample.plan());
        for (String view : List.of("", "-by-goal", "-by-source", "-by-account", "-scorecard", "-for-parents")) {
            assertThat(Files.readString(folder.resolve("plan" + view + ".html"), StandardCharsets.UTF_8))
                    .contains("Banning (Phineas) Senior High", SitePlanExample.EXAMPLE);
        }
        assertThat(Files.readAllLines(folder.resolve("allocation.csv"))).hasSizeGreaterThan(552 * 2);
        byte[] first = Files.readAllBytes(folder.resolve("allocation.html"));
        LosAngeles.main(new String[] {folder.toString()});
        assertThat(Files.readAllBytes(folder.resolve("allocation.html"))).isEqualTo(first);
    }

    private static void assertPagesOfAllSchools(Path pages) throws IOException {
        List<Path> schools;
        try (Stream<Path> files = Files.list(pages.resolve("schools"))) {
            schools = files.toList();
        }
        // 552 schools of the published table
        assertThat(schools).hasSize(552);
        long bytes = 0;
        for (Path school : schools) {
            bytes += Files.size(school);
        }
        assertThat(bytes).isLessThan(40_000_000);
        assertThat(Files.readString(pages.resolve("index.html"), StandardCharsets.UTF_8))
                .contains("schools/19647331930650.html", "Banning (Phineas) Senior High");
        assertThat(Files.readString(pages.resolve("schools/19647331930650.html"), StandardCharsets.UTF_8))
                .contains("../index.html", "$13,805,056.00", "the central share of 15%");
        assertThat(pages.resolve("board.html")).isRegularFile();
        assertThat(pages.resolve("methodology.html")).isRegularFile();
    }

    @Test
    void the_table_holds_the_published_facts_unchanged() throws IOException {
        Optional<String> data = Optional.ofNullable(System.getProperty("perpupil.data"))
                .or(() -> Optional.ofNullable(System.getenv("PERPUPIL_DATA")));
        assumeThat(data).as("the folder of published files").isPresent();
        Path table = Path.of("src/main/resources/org/perpupil/docs/los-angeles-2000/schools.csv");
        Path published = Path.of(data.orElseThrow(), "los-angeles-2000", "schools.csv");

        assertThat(values(table)).containsExactlyInAnyOrderElementsOf(values(published));
    }

    private static List<String> values(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .skip(1)
                .map(row -> row.replace("\"", ""))
                .toList();
    }

    @Test
    void every_school_is_in_one_level() {
        // the table's README: 424 elementary, 71 middle and 57 high schools
        assertThat(district.schools().stream().map(district::levelOf).filter("elementary"::equals))
                .hasSize(424);
        assertThat(district.schools().stream().map(School::name)).doesNotHaveDuplicates();
    }
}
