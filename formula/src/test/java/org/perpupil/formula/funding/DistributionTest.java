package org.perpupil.formula.funding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.perpupil.formula.Line.line;
import static org.perpupil.formula.Terms.bands;
import static org.perpupil.formula.Terms.dollars;
import static org.perpupil.formula.Terms.lastYear;
import static org.perpupil.formula.Terms.moneyFact;
import static org.perpupil.formula.Terms.number;
import static org.perpupil.formula.Terms.pupils;
import static org.perpupil.formula.Terms.shareOf;
import static org.perpupil.formula.Terms.teaches;
import static org.perpupil.formula.funding.Decision.byCells;
import static org.perpupil.formula.funding.Decision.centralShare;
import static org.perpupil.formula.funding.Decision.closingGaps;
import static org.perpupil.formula.funding.Decision.eligible;
import static org.perpupil.formula.funding.Decision.inProportionTo;
import static org.perpupil.formula.funding.Decision.lifting;
import static org.perpupil.formula.funding.Decision.paying;
import static org.perpupil.formula.funding.Decision.serveFrom;
import static org.perpupil.formula.funding.Decision.withoutAmount;
import static org.perpupil.formula.funding.Three.ELEMENTARY;
import static org.perpupil.formula.funding.Three.GENERAL;
import static org.perpupil.formula.funding.Three.MIDDLE;
import static org.perpupil.formula.funding.Three.TITLE_I;
import static org.perpupil.formula.funding.Three.YEAR;
import static org.perpupil.formula.funding.Three.district;
import static org.perpupil.formula.funding.Three.hadLastYear;
import static org.perpupil.formula.funding.Three.school;
import static org.perpupil.formula.funding.Three.totals;
import static org.perpupil.pupils.NeedCategory.ALL_PUPILS;
import static org.perpupil.pupils.NeedCategory.POVERTY;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.perpupil.district.District;
import org.perpupil.district.SchoolId;
import org.perpupil.exact.Rational;
import org.perpupil.exact.Rounding;
import org.perpupil.formula.FundingFormula;
import org.perpupil.formula.MoneyTerm;
import org.perpupil.formula.allocation.Allocation;
import org.perpupil.formula.allocation.NeedMatrix;
import org.perpupil.money.Money;
import org.perpupil.problem.ProblemException;

public class DistributionTest {

    /** Returns models of this test with their districts, by a name, for tests of whatever is made of an allocation. */
    public static Map<String, ResolvedModel> models() {
        Map<String, ResolvedModel> models = new LinkedHashMap<>();
        models.put("cells", cells());
        models.put("grades taught", gradesTaught());
        return models;
    }

    private static ResolvedModel cells() {
        District district =
                district().revenue(GENERAL, Money.ofDollars(1_000_000)).build();
        FundingModel model = FundingModel.named("m")
                .unlocked(
                        GENERAL,
                        centralShare("10%"),
                        byCells(
                                Cell.of(ELEMENTARY, ALL_PUPILS, "40%"),
                                Cell.of(ELEMENTARY, POVERTY, Money.ofDollars(70_000)),
                                Cell.rest(MIDDLE, ALL_PUPILS)))
                .build();

        return model.resolve(district, YEAR);
    }

    @Test
    void cells_of_level_and_need_are_divided_and_dollars_per_pupil_are_solved() {
        Allocation allocation = cells().allocate();

        // the pool is 900,000: 360,000 over 300 pupils is 1,200; 70,000 over 70 poor pupils is 1,000; the rest is
        // 470,000.
        // School 1: 120,000 + 50,000; school 2: 240,000 + 20,000; school 3: 470,000
        assertThat(totals(allocation)).isEqualTo(Three.dollars("170000", "260000", "470000"));
        NeedMatrix matrix = allocation.needMatrix();
        assertThat(matrix.cell(ELEMENTARY, ALL_PUPILS).orElseThrow().dollarsPerPupil())
                .isEqualTo(Rational.of(1_200));
        assertThat(matrix.cell(ELEMENTARY, POVERTY).orElseThrow().dollarsPerPupil())
                .isEqualTo(Rational.of(1_000));
        assertThat(matrix.cell(MIDDLE, ALL_PUPILS).orElseThrow().dollarsPerPupil())
                .isEqualTo(Rational.of(4_700, 3));
        // 1,000 ÷ 1,200
        assertThat(matrix.weight(ELEMENTARY, POVERTY)).contains(Rational.of(5, 6));
        assertThat(allocation.source(GENERAL.id()).residual()).contains(Money.ZERO);
    }

    @Test
    void an_empty_cell_is_refused_by_its_name() {
        District district = district().revenue(GENERAL, Money.ofDollars(1_000)).build();
        FundingModel model = FundingModel.named("m")
                .unlocked(GENERAL, byCells(Cell.of(MIDDLE, POVERTY, Money.ofDollars(1_000))))
                .build();

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> model.resolve(district, YEAR).allocate())
                .withMessageContaining("line \"General fund: middle, poverty\"")
                .withMessageContaining("$1,000.00 to share and 1 schools, whose points are all 0");
    }

    @Test
    void schools_are_served_from_the_poorest_until_the_money_is_spent() {
        District district = district().revenue(TITLE_I, Money.ofDollars(33_000)).build();
        FundingModel model = FundingModel.named("m")
                .unlocked(
                        TITLE_I,
                        eligible(pupils(POVERTY).moreThan("0")),
                        serveFrom(shareOf(POVERTY), dollars(600).times(pupils(POVERTY))))
                .build();

        // school 1 has 50%, school 2 has 10%: 50 × 600 = 30,000 first, then 3,000 of 20 × 600 = 12,000
        assertThat(totals(model.resolve(district, YEAR).allocate())).isEqualTo(Three.dollars("30000", "3000", "0"));
    }

    @Test
    void history_is_a_distribution_too() {
        District district =
                district().revenue(GENERAL, Money.ofDollars(900_000)).build();
        FundingModel model = FundingModel.named("m")
                .unlocked(GENERAL, inProportionTo(lastYear()))
                .build();

        // 900,000 as 1 to 2 to 6
        assertThat(totals(model.resolve(district, YEAR, hadLastYear(100_000, 200_000, 600_000))
                        .allocate()))
                .isEqualTo(Three.dollars("100000", "200000", "600000"));
    }

    private static Allocation bounded(Distribution distribution) {
        District district =
                district().revenue(GENERAL, Money.ofDollars(900_000)).build();
        FundingModel model =
                FundingModel.named("m").unlocked(GENERAL, distribution).build();
        return model.resolve(district, YEAR, hadLastYear(200_000, 200_000, 480_000))
                .allocate();
    }

    // By pupils it would be 150,000, 300,000 and 450,000. School 1 is lifted to 98.5% of 200,000, school 2 is lowered
    // to 104% of 200,000, and school 3 has what is left, between 472,800 and 499,200
    @Test
    void nobody_loses_or_gains_more_than_a_share_of_last_year_in_one_step() {
        MoneyTerm least = lastYear().times("98.5%");
        MoneyTerm most = lastYear().times("104%");
        FundingFormula byNeed = FundingFormula.named("by need")
                .add(line("need").amount(pupils().times(dollars(7))))
                .build();
        Map<String, Money> expected = Three.dollars("197000", "208000", "495000");

        assertThat(totals(bounded(inProportionTo(pupils()).atLeast(least).atMost(most))))
                .isEqualTo(expected);
        assertThat(totals(bounded(
                        inProportionTo(pupils().times(dollars(3))).atMost(most).atLeast(least))))
                .isEqualTo(expected);
        assertThat(totals(bounded(
                        inProportionTo(byNeed).atLeast(least).atMost(most).prorateIfShort())))
                .isEqualTo(expected);
    }

    @Test
    void a_floor_is_paid_by_the_others_and_a_cap_gives_to_them() {
        // 180,000 leaves 720,000 for 200 and 300 pupils
        assertThat(totals(bounded(inProportionTo(pupils()).atLeast(dollars(180_000)))))
                .isEqualTo(Three.dollars("180000", "288000", "432000"));
        // 420,000 leaves 480,000 for 100 and 200 pupils
        assertThat(totals(bounded(inProportionTo(pupils()).atMost(dollars(420_000)))))
                .isEqualTo(Three.dollars("160000", "320000", "420000"));
    }

    @Test
    void what_comes_before_is_not_counted_against_a_bound() {
        // lump sums of 10,000 leave 870,000: by pupils 145,000, 290,000 and 435,000; a cap of 400,000 leaves 470,000
        // for 300 pupils
        assertThat(totals(bounded(paying(line("lump").amount(dollars(10_000)))
                        .then(inProportionTo(pupils()).atMost(dollars(400_000))))))
                .isEqualTo(Three.dollars("166666.67", "323333.33", "410000"));
    }

    @Test
    void bounds_that_cannot_hold_are_refused_with_what_is_left_of_the_pool() {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> bounded(inProportionTo(pupils()).atLeast(dollars(301_000))))
                .withMessageContaining(
                        "source General fund (general), line \"share of General fund\": found $900,000.00 to"
                                + " share, short by $3,000.00; allowed: at least $903,000.00, by the bounds of the schools");
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> bounded(inProportionTo(pupils()).atMost(dollars(299_000))))
                .withMessageContaining("found $900,000.00 to share, over by $3,000.00; allowed: at most $897,000.00");
    }

    @Test
    void a_distribution_has_one_floor_and_one_cap() {
        Distribution.InProportion shared =
                inProportionTo(pupils()).atLeast(dollars(5)).atMost(dollars(7));

        assertThatIllegalStateException()
                .isThrownBy(() -> shared.atLeast(dollars(6)))
                .withMessage("the distribution already has the floor 5 dollars");
        assertThatIllegalStateException()
                .isThrownBy(() -> shared.atMost(dollars(6)))
                .withMessage("the distribution already has the cap 7 dollars");
    }

    private static ResolvedModel gradesTaught() {
        District district =
                district().revenue(GENERAL, Money.ofDollars(900_000)).build();
        FundingModel model = FundingModel.named("m")
                .unlocked(GENERAL, eligible(teaches(MIDDLE)), inProportionTo(pupils()))
                .build();

        return model.resolve(district, YEAR);
    }

    @Test
    void eligibility_can_hang_on_the_grades_that_are_taught() {
        Allocation allocation = gradesTaught().allocate();

        assertThat(totals(allocation)).isEqualTo(Three.dollars("0", "0", "900000"));
        assertThat(allocation.of(SchoolId.of("1")).explain().toString())
                .contains("not eligible: 0 pupils (middle) is not more than 0");
    }

    /** The guidebook's story: a needy school of 600 gets one teacher less than a comfortable one of 601. */
    @Test
    void a_ratio_gives_the_school_of_601_a_teacher_more_than_the_needier_one_of_600() {
        District district = District.named("Two schools")
                .school(school("600", ELEMENTARY, 600, 570).build())
                .school(school("601", ELEMENTARY, 601, 30).build())
                .build();
        FundingModel byRatio = FundingModel.named("by ratio")
                .unlocked(
                        GENERAL,
                        withoutAmount(),
                        paying(Staffing.of("teachers")
                                .positions(
                                        pupils().dividedBy(number(30)),
                                        Rounding.whole().up())
                                .at(dollars(80_000))))
                .build();

        Allocation staffed = byRatio.resolve(district, YEAR).allocate();

        // 600 ÷ 30 = 20 teachers; 601 ÷ 30 = 20.03…, rounded up to 21
        assertThat(staffed.of(SchoolId.of("600")).total()).isEqualTo(Money.ofDollars(20 * 80_000));
        assertThat(staffed.of(SchoolId.of("601")).total()).isEqualTo(Money.ofDollars(21 * 80_000));

        FundingModel byNeed = FundingModel.named("by need")
                .unlocked(
                        GENERAL,
                        withoutAmount(),
                        paying(
                                line("base").amount(dollars(2_000).times(pupils())),
                                line("poverty").amount(dollars(1_200).times(pupils(POVERTY)))))
                .build();
        Allocation needed = byNeed.resolve(district, YEAR).allocate();

        // 600 × 2,000 + 570 × 1,200 and 601 × 2,000 + 30 × 1,200
        assertThat(needed.of(SchoolId.of("600")).total()).isEqualTo(Money.ofDollars(1_884_000));
        assertThat(needed.of(SchoolId.of("601")).total()).isEqualTo(Money.ofDollars(1_238_000));
    }

    /** The guidebook's point: priced at mean salaries two schools look alike; the people in them earn different pay. */
    @Test
    void mean_salaries_hide_what_actual_salaries_show() {
        District district = District.named("Two schools")
                .school(school("junior", ELEMENTARY, 300, 250)
                        .money("mean pay of its teachers", Money.ofDollars(62_000))
                        .build())
                .school(school("senior", ELEMENTARY, 300, 10)
                        .money("mean pay of its teachers", Money.ofDollars(94_000))
                        .build())
                .build();
        Staffing.Positions teachers = Staffing.of("teachers")
                .positions(pupils().dividedBy(number(25)), Rounding.whole().up());

        Allocation atMean = FundingModel.named("mean")
                .unlocked(GENERAL, withoutAmount(), paying(teachers.at(dollars(78_000))))
                .build()
                .resolve(district, YEAR)
                .allocate();
        Allocation atActual = FundingModel.named("actual")
                .unlocked(GENERAL, withoutAmount(), paying(teachers.at(moneyFact("mean pay of its teachers"))))
                .build()
                .resolve(district, YEAR)
                .allocate();

        // 12 teachers each: 12 × 78,000
        assertThat(atMean.schools().stream().map(school -> school.total()))
                .containsExactly(Money.ofDollars(936_000), Money.ofDollars(936_000));
        // 12 × 62,000 and 12 × 94,000: 384,000 more for the school with fewer poor pupils
        assertThat(atActual.schools().stream().map(school -> school.total()))
                .containsExactly(Money.ofDollars(744_000), Money.ofDollars(1_128_000));
    }

    @Test
    void positions_go_by_steps_too() {
        District district = district().build();
        FundingModel model = FundingModel.named("m")
                .unlocked(
                        GENERAL,
                        withoutAmount(),
                        paying(Staffing.of("counselors")
                                .positions(bands(pupils())
                                        .upTo(100, number("0.5"))
                                        .below(300, number(1))
                                        .otherwise(number(2)))
                                .at(dollars(98_000))))
                .build();

        // 100 pupils are in the first band, 200 in the second, 300 above both
        assertThat(totals(model.resolve(district, YEAR).allocate()))
                .isEqualTo(Three.dollars("49000", "98000", "196000"));
    }

    /** Three schools of 100, 200 and 300 pupils that have $500, $600 and $1,000 for a pupil of their own. */
    private static District.Builder withMeans() {
        return District.named("Three")
                .school(school("1", ELEMENTARY, 100, 0)
                        .money("own", Money.ofDollars(50_000))
                        .build())
                .school(school("2", ELEMENTARY, 200, 0)
                        .money("own", Money.ofDollars(120_000))
                        .build())
                .school(school("3", ELEMENTARY, 300, 0)
                        .money("own", Money.ofDollars(300_000))
                        .build());
    }

    private static Map<String, Money> shared(String dollars, Distribution distribution) {
        District district = withMeans().revenue(GENERAL, Money.parse(dollars)).build();
        FundingModel model =
                FundingModel.named("m").unlocked(GENERAL, distribution).build();
        return totals(model.resolve(district, YEAR).allocate());
    }

    @Test
    void the_lowest_are_lifted_to_one_level_per_pupil_or_of_their_need() {
        // 100 (L − 500) + 200 (L − 600) = 60,000 at L = 766.66…, below the 1,000 of school 3
        Map<String, Money> lifted = Three.dollars("26666.67", "33333.33", "0");

        assertThat(shared("60000", lifting(pupils(), moneyFact("own")))).isEqualTo(lifted);
        // the need is 1,000 for a pupil, so the same schools lie at the same ratios
        assertThat(shared("60000", lifting(pupils().times(dollars(1_000)), moneyFact("own"))))
                .isEqualTo(lifted);
        assertThat(shared("60000", closingGaps(number(1), pupils().times(dollars(1_000)), moneyFact("own"))))
                .isEqualTo(lifted);
    }

    @Test
    void the_target_is_solved_of_which_a_share_of_each_gap_can_be_paid() {
        // half of the gaps is 60,000, so the gaps are 120,000: 300,000 r − 170,000 = 120,000 at r = 0.9666…; the gaps
        // to
        // 96,666.66… and 193,333.33… are 46,666.66… and 73,333.33…, of which half is paid
        assertThat(shared("60000", closingGaps(number("1/2"), pupils().times(dollars(1_000)), moneyFact("own"))))
                .isEqualTo(Three.dollars("23333.33", "36666.67", "0"));
        // nothing to share
        assertThat(shared("0", closingGaps(number("1/2"), pupils().times(dollars(1_000)), moneyFact("own"))))
                .isEqualTo(Three.dollars("0", "0", "0"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "2", "30"})
    void a_share_of_gaps_is_a_share(String share) {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> closingGaps(number(share), dollars(1), dollars(0)))
                .withMessageContaining("more than 0 and at most 1, not " + share);
    }

    // 100 for each of 600 pupils is 60,000. At least 90,000 is 150 for a pupil; 50,000 changes nothing; of 150,000 the
    // pool of 120,000 allows 200 for a pupil
    @ParameterizedTest
    @CsvSource({"90000, 15000, 30000, 45000", "50000, 10000, 20000, 30000", "150000, 20000, 40000, 60000"})
    void what_a_law_guarantees_in_total_raises_all_by_one_factor(String least, String one, String two, String three) {
        Distribution paying = paying(line("base").amount(pupils().times(dollars(100))));

        assertThat(shared("120000", paying.raiseIfBelow(dollars(least)).prorateIfShort()))
                .isEqualTo(Three.dollars(one, two, three));
    }

    @Test
    void what_pays_nothing_can_be_neither_reduced_nor_raised() {
        Distribution steps = paying(line("steps").figure(pupils()));

        for (Distribution changed : List.of(steps.prorateIfShort(), steps.raiseIfBelow(dollars(1_000)))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> shared("60000", changed))
                    .withMessageContaining("no line of the distribution is paid by General fund (general)");
        }
    }

    // the pool is 90,000: 60,000 and 10,000 by two lines are raised together, and 200,000 is more than there is
    @ParameterizedTest
    @CsvSource({"80000, 80000", "70000, 70000", "200000, 90000"})
    void two_distributions_are_raised_together_and_reduced_to_the_pool(String least, String all) {
        Distribution both = paying(line("base").amount(pupils().times(dollars(100))))
                .then(paying(line("extra").amount(dollars(10_000)).onlyWhere(pupils().atMost("100"))));

        assertThat(Money.total(shared("90000", both.raiseIfBelow(dollars(least)).prorateIfShort())
                        .values()))
                .isEqualTo(Money.parse(all));
    }
}
