package org.perpupil.io.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.perpupil.district.SchoolId;
import org.perpupil.exact.Rational;
import org.perpupil.formula.ParameterEntry;
import org.perpupil.formula.allocation.NeedMatrix;
import org.perpupil.formula.allocation.SchoolAllocation;
import org.perpupil.formula.funding.ResolvedModel;
import org.perpupil.money.Money;
import org.perpupil.pupils.GradeSpan;
import org.perpupil.pupils.NeedCategory;

/** What was published, from the files of the catalogue: no code knows any of the formulas. */
class PublishedFiguresTest {

    private static SchoolAllocation school(ResolvedModel resolved, String id) {
        return resolved.allocate().of(SchoolId.of(id));
    }

    private static Money amount(ResolvedModel resolved, String school, String line) {
        return school(resolved, school).line(line).orElseThrow().amount().orElseThrow();
    }

    private static Rational value(ResolvedModel resolved, String school, String line) {
        return school(resolved, school).line(line).orElseThrow().value().orElseThrow();
    }

    // Boston Public Schools, FY16 weighted student funding, budget summary of a school with 156 pupils: FY16 Amount
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    grades K0–K1                                 | 580100
                    grade K2                                     | 122465
                    grades 1–2                                   | 95878
                    grades 3–5                                   | 125688
                    grades 6–8                                   | 67678
                    grades 9–12                                  | 20948
                    autism                                       | 762187
                    early childhood, ages 3–4                    | 402847
                    emotional impairment, elementary             | 451189
                    emotional impairment, middle and high school | 145025
                    """)
    void boston(String line, long dollars) {
        assertThat(amount(PublishedSchools.boston(), "1", line)).isEqualTo(Money.ofDollars(dollars));
    }

    // Houston ISD, 2017–18, small school subsidy, elementary schools of so many pupils; middle, by hand: 270 × 850 =
    // 229,500 and 15% of 480 × 3,558 = 256,176 are above 228,480; high, by hand: one missing pupil
    @ParameterizedTest
    @CsvSource({"400, 85000.00", "250, 132075.00", "120, 63396.00", "500, 0.00", "480, 228480.00", "999, 850.00"})
    void houston(String pupils, String subsidy) {
        assertThat(amount(PublishedSchools.houston(), pupils, "small-school subsidy"))
                .isEqualTo(Money.parse(subsidy));
    }

    @Test
    void tennessee() {
        // TISA 2025–26: 25% of 7,295 → 1,824 (1,823.75) and 5% → 365 (364.75)
        assertThat(value(PublishedSchools.tennessee(), "1", "dollars per economically disadvantaged pupil"))
                .isEqualTo(Rational.of(1_824));
        assertThat(value(PublishedSchools.tennessee(), "1", "dollars per pupil in concentrated poverty"))
                .isEqualTo(Rational.of(365));
        // by hand, since weights stack: 100 × 7,295 + 40 × 1,824 + 100 × 365
        assertThat(school(PublishedSchools.tennessee(), "1").total()).isEqualTo(Money.parse("838960.00"));
    }

    // Department for Education, national funding formula, one secondary school of 571 pupils: twelve figures
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    key stage 3                             | 1340339.55
                    key stage 4                             | 982421.44
                    deprivation band F                      | 289.95
                    free school meals                       | 13640.07
                    free school meals in the last six years | 53851.40
                    low prior attainment                    | 149341.57
                    English as an additional language       | 1384.75
                    pupil-led funding                       | 2541268.73
                    sparsity                                | 6283.33
                    lump sum                                | 110000.00
                    minimum per-pupil funding               | 83247.94
                    """)
    void england(String line, String pounds) {
        assertThat(value(PublishedSchools.england(), "1", line)).isEqualTo(Rational.parse(pounds));
        assertThat(school(PublishedSchools.england(), "1").total()).isEqualTo(Money.parse("2740800.00"));
    }

    // NYC Department of Education, FSF budgets 2015, grades K–5 at weight 1.00, register by the computing rate
    @ParameterizedTest
    @CsvSource({"1004, 4139035.83", "596, 2457037.20", "490, 2020047.37", "436, 1797429.90"})
    void new_york_registers(String register, String published) {
        assertThat(value(PublishedSchools.newYork(), "R" + register, "formula allocation, grades K–5"))
                .isEqualTo(Rational.parse(published));
    }

    // as above: changes of the register by −8 (492 after 500) and +51 pupils (551 after 500)
    @ParameterizedTest
    @CsvSource({"492, -32980.37", "551, 210249.83"})
    void new_york_changes_of_the_register(String register, String published) {
        assertThat(value(PublishedSchools.newYork(), "R" + register, "register change, grades K–5"))
                .isEqualTo(Rational.parse(published));
    }

    @Test
    void new_york_computes_with_a_rate_that_is_not_the_printed_one() {
        ParameterEntry.Single rate = (ParameterEntry.Single)
                Catalogue.formula("new-york-city")
                        .parameters()
                        .get("dollars per weighted pupil")
                        .byYear()
                        .values()
                        .stream()
                        .findFirst()
                        .orElseThrow();

        // the interval in which every published product of a register and the rate is met
        assertThat(rate.value()).isBetween(Rational.parse("4122.545642858"), Rational.parse("4122.545645973"));
        assertThat(rate.printedOtherwise()).contains("4,122.55");
    }

    // FSF budgets 2015: phased change and new allocation; inputs are printed rounded, so they are met within $0.02
    @ParameterizedTest
    @CsvSource({
        "K001, -99126.82, 5858476.18",
        "K003, -188271.84, 2176535.16",
        "K005, -122156.19, 1589001.81",
        "K008, 435935.53, 4014764.53",
        "K010, 8340.06, 4354146.06",
    })
    void new_york_phased(String school, String change, String allocation) {
        ResolvedModel resolved = PublishedSchools.newYork();

        assertThat(Math.abs(amount(resolved, school, "phased register change")
                        .minus(Money.parse(change))
                        .cents()))
                .isLessThanOrEqualTo(2);
        assertThat(Math.abs(school(resolved, school)
                        .total()
                        .minus(Money.parse(allocation))
                        .cents()))
                .isLessThanOrEqualTo(2);
    }

    @Test
    void new_york_pays_a_change_in_full_where_a_school_is_above_its_formula() {
        // (2,364,807 − 225,000) / (2,000,000 − 100) is above 1
        assertThat(amount(PublishedSchools.newYork(), "R436", "phased register change"))
                .isEqualTo(Money.parse("100.00"));
    }

    // D.C. Code § 38–2905, table of add-ons, Per Pupil Allocation in FY 2023
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    special education, level 1             | 12046
                    special education, level 2             | 14903
                    special education, level 3             | 24465
                    special education, level 4             | 43342
                    special education compliance           | 1229
                    elementary English learners            | 6210
                    secondary English learners             | 9314
                    at-risk pupils                         | 2981
                    at-risk high school over-age supplement | 745
                    """)
    void dc_uniform_formula(String line, long dollars) {
        assertThat(value(PublishedSchools.uniform(), "1", "per-pupil allocation, " + line))
                .isEqualTo(Rational.of(dollars));
    }

    @Test
    void dc_uniform_formula_stacks_but_for_alternative_programs() {
        // by hand: 70 of the 75 pupils are in no alternative program: 70 × 2,981
        assertThat(amount(PublishedSchools.uniform(), "1", "at-risk pupils")).isEqualTo(Money.ofDollars(208_670));
        // by hand: 12,046 + 2 × 14,903 + 3 × 24,465 + 4 × 43,342 + 10 × 1,229 + 5 × 6,210 + 6 × 9,314 + 208,670 + 9 ×
        // 745
        assertThat(school(PublishedSchools.uniform(), "1").total()).isEqualTo(Money.ofDollars(603_214));
    }

    @Test
    void dc_uniform_formula_counts_only_pupils_above_a_threshold() {
        ResolvedModel resolved = PublishedSchools.uniform();

        // by hand: 75 of 100 pupils are 35 above 40% and 5 above 70%; 40 of 100 are not above 40%
        assertThat(value(resolved, "1", "at-risk pupils above the first threshold"))
                .isEqualTo(Rational.of(35));
        assertThat(value(resolved, "1", "at-risk pupils above the second threshold"))
                .isEqualTo(Rational.of(5));
        assertThat(value(resolved, "2", "at-risk pupils above the first threshold"))
                .isEqualTo(Rational.ZERO);
    }

    @Test
    void california_grades_k_to_3() {
        // LCFF 2015–16: 7,083 + round(10.4% of 7,083) = 7,083 + 737 = 7,820; 8,456 × 7,820 = 66,125,920
        assertThat(value(PublishedSchools.kindergartenTo3(), "1", "adjustment per pupil, grades K–3"))
                .isEqualTo(Rational.of(737));
        assertThat(school(PublishedSchools.kindergartenTo3(), "1").total()).isEqualTo(Money.ofDollars(66_125_920));
    }

    // By hand. 2013–14: 106 × (6,845 + 712) = 801,042; share 200 / 303 → 0.6601; 20% × 0.6601 × 801,042 =
    // 105,753.56484;
    // 50% × 0.1101 × 801,042 = 44,097.3621. 2024–25: 106 × (10,025 + 1,043) = 1,173,208; 154,886.92…; 65% × 0.1101 ×
    // 1,173,208 = 83,960.63…
    @ParameterizedTest
    @CsvSource({"2014, 801042.00, 105753.56, 44097.36", "2025, 1173208.00, 154886.92, 83960.63"})
    void california(int year, String base, String supplemental, String concentration) {
        ResolvedModel resolved = PublishedSchools.california(year);

        assertThat(amount(resolved, "1", "base grant, grades K–3")).isEqualTo(Money.parse(base));
        assertThat(amount(resolved, "1", "supplemental grant")).isEqualTo(Money.parse(supplemental));
        assertThat(amount(resolved, "1", "concentration grant")).isEqualTo(Money.parse(concentration));
    }

    // By hand: the mean of 100, 106 and 97 is 101; of 90, 90 and 100 it is 93.333…
    @ParameterizedTest
    @CsvSource({"100, 106, 97, 106", "110, 106, 97, 110", "90, 90, 100, 93.33"})
    void california_funds_the_greatest_of_current_prior_and_mean(long now, long before, long earlier, String funded) {
        ResolvedModel resolved = PublishedSchools.of(
                "california-lcff",
                2014,
                PublishedSchools.attendance("1", PublishedSchools.K_3, now, before, earlier, 0, 0, 0));

        assertThat(value(resolved, "1", "funded attendance, grades K–3")).isEqualTo(Rational.parse(funded));
    }

    @Test
    void california_transition() {
        // by hand: 250,892.92 × 0.5049926763 = 126,699.087135521796
        assertThat(amount(PublishedSchools.transition(), "1", "gap funding")).isEqualTo(Money.parse("126699.09"));
        assertThat(school(PublishedSchools.transition(), "1").total()).isEqualTo(Money.parse("826699.09"));
    }

    @Test
    void california_cost_of_living() {
        // California 2021–22: 1.0231 × 1.0270 − 1 = 0.0507237, published as 5.07%
        assertThat(value(PublishedSchools.all().get("california-cost-of-living"), "1", "compounded adjustment"))
                .isEqualTo(Rational.parse("0.0507"));
    }

    // The guidebook, Table 2.2
    @ParameterizedTest
    @CsvSource({
        "all pupils, 3741, 3667, 4683",
        "poverty, 1272, 1247, 1077",
        "English learner, 636, 513, 749",
        "special education, 3442, 3154, 3887",
    })
    void guidebook(String need, long elementary, long middle, long high) {
        NeedMatrix matrix = PublishedSchools.guidebook().allocate().needMatrix();
        NeedCategory group = new NeedCategory(need);

        assertThat(matrix.cell(GradeSpan.of("elementary", "K", "5"), group)
                        .orElseThrow()
                        .dollarsPerPupil())
                .isEqualTo(Rational.of(elementary));
        assertThat(matrix.cell(GradeSpan.of("middle", "6", "8"), group)
                        .orElseThrow()
                        .dollarsPerPupil())
                .isEqualTo(Rational.of(middle));
        assertThat(matrix.cell(GradeSpan.of("high", "9", "12"), group)
                        .orElseThrow()
                        .dollarsPerPupil())
                .isEqualTo(Rational.of(high));
    }

    // D.C. Public Schools, FY2017: 2,120 for each pupil at risk less 10%: Aiton 236, Anacostia 531, Ballou 942
    @ParameterizedTest
    @CsvSource({"202, 450288", "450, 1013148", "452, 1797336"})
    void dc_public_schools_at_risk(String school, long dollars) {
        assertThat(amount(PublishedSchools.dcPublicSchools(), school, "at-risk money"))
                .isEqualTo(Money.ofDollars(dollars));
        assertThat(value(PublishedSchools.dcPublicSchools(), school, "school's part per at-risk pupil"))
                .isEqualTo(Rational.of(1_908));
    }

    // D.C. Public Schools, FY2017, workbook: 9,000 × budgeted enrolment less all other lines, to the dollar: Deal
    // 2,014,575.46, Eaton 17,836.71, Janney 858,977.58, Lafayette 427,165.13
    @ParameterizedTest
    @CsvSource({"405, 2014575", "232, 17837", "254, 858978", "261, 427165"})
    void dc_public_schools_minimum(String school, long dollars) {
        assertThat(amount(PublishedSchools.dcPublicSchools(), school, "per-pupil minimum"))
                .isEqualTo(Money.ofDollars(dollars));
    }

    // D.C. Public Schools, FY2017: 95% of the total of 2016 less the lines of 2017: Jefferson, Kelly Miller, Savoy
    @ParameterizedTest
    @CsvSource({"J, 410517", "KM, 364175", "S, 138784"})
    void dc_public_schools_stabilization(String school, long dollars) {
        assertThat(amount(PublishedSchools.dcPublicSchools(), school, "stabilization"))
                .isEqualTo(Money.ofDollars(dollars));
    }

    @Test
    void dc_public_schools_leave_out_named_schools() {
        ResolvedModel resolved = PublishedSchools.dcPublicSchools();

        // by hand: 100 × 9,000 is above 800,000, and 95% of 2,000,000 is, too; 950 gets the minimum, 462 nothing
        assertThat(school(resolved, "462").total()).isEqualTo(Money.ofDollars(800_000));
        assertThat(school(resolved, "950").total()).isEqualTo(Money.ofDollars(900_000));
        // the published minimum of Murch, on top of 800,000
        assertThat(school(resolved, "287").total()).isEqualTo(Money.ofDollars(936_137));
    }
}
