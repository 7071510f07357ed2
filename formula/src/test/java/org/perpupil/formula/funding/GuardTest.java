package org.perpupil.formula.funding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.perpupil.formula.Line.line;
import static org.perpupil.formula.Selection.everythingAbove;
import static org.perpupil.formula.Selection.from;
import static org.perpupil.formula.Terms.dollars;
import static org.perpupil.formula.Terms.lastYear;
import static org.perpupil.formula.Terms.number;
import static org.perpupil.formula.Terms.pupils;
import static org.perpupil.formula.Terms.remainingOf;
import static org.perpupil.formula.Terms.sumOf;
import static org.perpupil.formula.funding.Decision.inProportionTo;
import static org.perpupil.formula.funding.Decision.paying;
import static org.perpupil.formula.funding.Decision.reserve;
import static org.perpupil.formula.funding.Three.GENERAL;
import static org.perpupil.formula.funding.Three.TITLE_I;
import static org.perpupil.formula.funding.Three.YEAR;
import static org.perpupil.formula.funding.Three.district;
import static org.perpupil.formula.funding.Three.hadLastYear;
import static org.perpupil.formula.funding.Three.totals;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.perpupil.district.District;
import org.perpupil.district.School;
import org.perpupil.district.SchoolId;
import org.perpupil.exact.Rational;
import org.perpupil.formula.allocation.Allocation;
import org.perpupil.formula.allocation.GuardOutcome;
import org.perpupil.formula.allocation.SourceStatement;
import org.perpupil.money.Money;
import org.perpupil.problem.ProblemException;
import org.perpupil.pupils.CountBasis;
import org.perpupil.pupils.Enrollment;
import org.perpupil.pupils.NeedCategory;
import org.perpupil.revenue.RevenueSource;

public class GuardTest {

    /** Returns models of this test with their districts, by a name, for tests of whatever is made of an allocation. */
    public static Map<String, ResolvedModel> models() {
        Map<String, ResolvedModel> models = new LinkedHashMap<>();
        models.put("topped up", toppedUp());
        models.put("others pay", othersPay());
        models.put("floors and caps", floorsAndCaps());
        models.put("gains pay", gainsPay());
        models.put("restricted money", restrictedMoney());
        models.put("exception", exception());
        models.put("floor beats cap", floorBeatsCap());
        models.put("without last year", withoutLastYear());
        models.put("last year for each pupil", lastYearForEachPupil());
        models.put("taken back", takenBack());
        return models;
    }

    private static final RevenueSource RESERVE = RevenueSource.state("reserve", "Reserve");

    private static ResolvedModel toppedUp() {
        District district =
                district().revenue(GENERAL, Money.ofDollars(700_000)).build();
        FundingModel model = FundingModel.named("m")
                .unlocked(
                        GENERAL,
                        reserve(RESERVE, Money.ofDollars(60_000)),
                        paying(line("base").amount(dollars(1_000).times(pupils()))))
                .guard(Guard.minimum("minimum", dollars(150_000))
                        .counting(everythingAbove())
                        .paidBy(RESERVE))
                .build();

        return model.resolve(district, YEAR);
    }

    @Test
    void a_reserve_tops_schools_up_to_a_minimum_and_shows_what_is_left() {
        Allocation allocation = toppedUp().allocate();

        // 100 × 1,000 = 100,000 is 50,000 short of 150,000; 200,000 and 300,000 are above
        assertThat(totals(allocation)).isEqualTo(Three.dollars("150000", "200000", "300000"));
        SourceStatement general = allocation.source(GENERAL.id());
        // set aside 60,000; 700,000 − 60,000 − 600,000 = 40,000
        assertThat(general.central()).isEqualTo(Money.ofDollars(60_000));
        assertThat(general.reserves()).containsExactly(Map.entry(RESERVE, Money.ofDollars(60_000)));
        assertThat(general.residual()).contains(Money.ofDollars(40_000));
        SourceStatement reserve = allocation.source(RESERVE.id());
        // 60,000 − 50,000
        assertThat(reserve.amount()).contains(Money.ofDollars(60_000));
        assertThat(reserve.residual()).contains(Money.ofDollars(10_000));
        assertThat(allocation.brokenGuards()).isEmpty();
        assertThat(allocation.guards().stream()
                        .filter(GuardOutcome::isBinding)
                        .map(outcome -> outcome.school().value()))
                .containsExactly("1");
        // (600,000 + 50,000) ÷ 700,000; the reserve is a part of the general fund
        assertThat(allocation.shareUnderSchoolDiscretion()).contains(Rational.of(65, 70));
    }

    @Test
    void a_reserve_that_is_too_small_is_refused_and_says_by_how_much() {
        District district =
                district().revenue(GENERAL, Money.ofDollars(700_000)).build();
        FundingModel model = FundingModel.named("m")
                .unlocked(
                        GENERAL,
                        reserve(RESERVE, "5%"),
                        paying(line("base").amount(dollars(1_000).times(pupils()))))
                .guard(Guard.minimum("minimum", dollars(150_000))
                        .counting(everythingAbove())
                        .paidBy(RESERVE))
                .build();

        // 5% of 700,000 is 35,000; 50,000 are needed
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> model.resolve(district, YEAR).allocate())
                .withMessageContaining("source Reserve (reserve), line \"minimum\"")
                .withMessageContaining("$15,000.00 more than the pool")
                .withMessageContaining("$35,000.00");
    }

    private static ResolvedModel othersPay() {
        District district =
                district().revenue(GENERAL, Money.ofDollars(600_000)).build();
        FundingModel model = FundingModel.named("m")
                .unlocked(GENERAL, inProportionTo(pupils()))
                .guard(Guard.minimum("minimum", dollars(150_000))
                        .counting(everythingAbove())
                        .paidByOthersOf(GENERAL))
                .build();

        return model.resolve(district, YEAR);
    }

    @Test
    void the_others_pay_in_proportion_and_the_source_pays_what_it_paid() {
        Allocation allocation = othersPay().allocate();

        // 50,000 for school 1 from 200,000 and 300,000, as 2 to 3: λ = 450,000 ÷ 500,000
        assertThat(totals(allocation)).isEqualTo(Three.dollars("150000", "180000", "270000"));
        // the part is λ × b − b, so the level is λ = 0.9
        assertThat(allocation.sharedPots().get(1).level()).isEqualTo(Rational.of(9, 10));
        assertThat(allocation.source(GENERAL.id()).residual()).contains(Money.ZERO);
        assertThat(allocation.brokenGuards()).isEmpty();
    }

    private static ResolvedModel floorsAndCaps() {
        District district =
                district().revenue(GENERAL, Money.ofDollars(600_000)).build();
        FundingModel model = FundingModel.named("m")
                .unlocked(GENERAL, inProportionTo(pupils()))
                .guard(Guard.between("hold", "95%", "104%")
                        .counting(everythingAbove())
                        .paidByOthersOf(GENERAL))
                .build();

        // last year 120,000, 180,000, 300,000: floors 114,000, 171,000, 285,000, caps 124,800, 187,200, 312,000
        return model.resolve(district, YEAR, hadLastYear(120_000, 180_000, 300_000));
    }

    @Test
    void floors_and_caps_together_are_solved_exactly_and_not_pinned_in_rounds() {
        Allocation allocation = floorsAndCaps().allocate();

        // school 1 at its floor, school 2 at its cap, school 3 the rest: 600,000 − 114,000 − 187,200 = 298,800
        assertThat(totals(allocation)).isEqualTo(Three.dollars("114000", "187200", "298800"));
        assertThat(allocation.brokenGuards()).isEmpty();
    }

    @Test
    void floors_that_add_up_to_more_than_the_pot_are_refused_and_say_by_how_much() {
        District district =
                district().revenue(GENERAL, Money.ofDollars(600_000)).build();
        FundingModel model = FundingModel.named("m")
                .unlocked(GENERAL, inProportionTo(pupils()))
                .guard(Guard.holdHarmless("hold", "100%")
                        .counting(everythingAbove())
                        .paidByOthersOf(GENERAL))
                .build();

        // 650,000 promised, 600,000 there
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> model.resolve(district, YEAR, hadLastYear(150_000, 200_000, 300_000))
                        .allocate())
                .withMessageContaining("line \"hold\"")
                .withMessageContaining("floors that lack $50,000.00, which the others cannot pay");
    }

    private static ResolvedModel gainsPay() {
        District district =
                district().revenue(GENERAL, Money.ofDollars(600_000)).build();
        FundingModel model = FundingModel.named("m")
                .unlocked(GENERAL, inProportionTo(pupils()))
                .guard(
                        Guard.holdHarmless("hold", "100%")
                                .counting(everythingAbove())
                                .paidByGainsAbove(lastYear(), GENERAL),
                        Guard.perPupilMinimum("per-pupil minimum", dollars(1_000))
                                .counting(everythingAbove())
                                .paidByOthersOf(GENERAL))
                .build();

        // last year 130,000, 170,000, 280,000: school 1 lacks 30,000; gains are 30,000 and 20,000, so they pay 18,000
        // and 12,000
        return model.resolve(district, YEAR, hadLastYear(130_000, 170_000, 280_000));
    }

    @Test
    void gains_above_a_cap_pay_for_the_floor_in_proportion_and_a_minimum_is_checked_again() {
        Allocation allocation = gainsPay().allocate();

        // after it 130,000, 182,000, 288,000, of which 1,000 a pupil are 100,000, 200,000, 300,000: 18,000 and 12,000
        // are
        // lacking again, and only school 1 has 30,000 to give
        assertThat(totals(allocation)).isEqualTo(Three.dollars("100000", "200000", "300000"));
        // the later minimum undid the hold-harmless of school 1, by 30,000
        assertThat(allocation.brokenGuards()).singleElement().satisfies(broken -> {
            assertThat(broken.guard()).isEqualTo("hold");
            assertThat(broken.school()).isEqualTo(SchoolId.of("1"));
            assertThat(broken.lacking()).isEqualTo(Rational.of(30_000));
            assertThat(broken.undoneBy()).containsExactly("per-pupil minimum");
        });
    }

    private static ResolvedModel restrictedMoney() {
        District district = district()
                .revenue(GENERAL, Money.ofDollars(600_000))
                .revenue(TITLE_I, Money.ofDollars(70_000))
                .build();
        FundingModel model = FundingModel.named("m")
                .unlocked(GENERAL, inProportionTo(pupils()))
                .unlocked(TITLE_I, inProportionTo(pupils(NeedCategory.POVERTY)))
                .guard(Guard.minimum("minimum", dollars(180_000))
                        .counting(everythingAbove())
                        .paidByOthersOf(GENERAL))
                .build();

        return model.resolve(district, YEAR);
    }

    @Test
    void restricted_money_is_counted_and_never_moved() {
        Allocation allocation = restrictedMoney().allocate();

        // Title I gives 50,000 and 20,000, so 150,000, 220,000 and 300,000 count: school 1 lacks 30,000, which the
        // other two pay
        // from 200,000 and 300,000 of the general fund, as 2 to 3
        assertThat(totals(allocation)).isEqualTo(Three.dollars("180000", "208000", "282000"));
        assertThat(allocation.source(TITLE_I.id()).byLine())
                .containsExactly(Map.entry("share of Title I", Money.ofDollars(70_000)));
    }

    @Test
    void a_guard_may_not_draw_on_restricted_money() {
        FundingModel.Builder model = FundingModel.named("m")
                .unlocked(TITLE_I, inProportionTo(pupils(NeedCategory.POVERTY)))
                .guard(Guard.minimum("minimum", dollars(1))
                        .counting(everythingAbove())
                        .paidBy(TITLE_I));

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(model::build)
                .withMessageContaining("line \"minimum\"")
                .withMessageContaining("Title I")
                .withMessageContaining("restricted money is never moved by a guard");
    }

    @Test
    void a_guard_that_does_not_bind_changes_nothing() {
        District district =
                district().revenue(GENERAL, Money.ofDollars(600_000)).build();
        FundingModel.Builder without = FundingModel.named("m").unlocked(GENERAL, inProportionTo(pupils()));
        FundingModel with = FundingModel.named("m")
                .unlocked(GENERAL, inProportionTo(pupils()))
                .guard(Guard.minimum("minimum", dollars(90_000))
                        .counting(everythingAbove())
                        .paidByOthersOf(GENERAL))
                .build();

        assertThat(totals(with.resolve(district, YEAR).allocate()))
                .isEqualTo(totals(without.build().resolve(district, YEAR).allocate()));
    }

    private static ResolvedModel exception() {
        District district =
                district().revenue(GENERAL, Money.ofDollars(700_000)).build();
        FundingModel model = FundingModel.named("m")
                .unlocked(GENERAL, paying(line("base").amount(dollars(1_000).times(pupils()))))
                .guard(Guard.minimum("minimum", dollars(150_000))
                        .counting(everythingAbove())
                        .paidBy(GENERAL)
                        .exceptFor(SchoolId.of("1"), "closes in June"))
                .build();

        return model.resolve(district, YEAR);
    }

    @Test
    void an_exception_has_a_reason_that_is_told() {
        Allocation allocation = exception().allocate();

        // 100 × 1,000 and no top-up
        assertThat(allocation.of(SchoolId.of("1")).total()).isEqualTo(Money.ofDollars(100_000));
        assertThat(allocation.of(SchoolId.of("1")).explain().toString())
                .contains("minimum: left out by decision: closes in June");
    }

    private static ResolvedModel floorBeatsCap() {
        District district =
                district().revenue(GENERAL, Money.ofDollars(600_000)).build();
        FundingModel model = FundingModel.named("m")
                .unlocked(GENERAL, paying(line("base").amount(dollars(1_000).times(pupils()))))
                .guard(Guard.capGains("cap", "104%").counting(everythingAbove()).paidBy(GENERAL))
                .build();

        // caps 104,000, 187,200, 312,000; school 2 has 200,000
        return model.resolve(district, YEAR, hadLastYear(100_000, 180_000, 300_000));
    }

    @Test
    void a_cap_gives_back_to_its_source_and_a_floor_beats_it() {
        Allocation allocation = floorBeatsCap().allocate();

        assertThat(totals(allocation)).isEqualTo(Three.dollars("100000", "187200", "300000"));
        assertThat(allocation.source(GENERAL.id()).residual()).contains(Money.ofDollars(12_800));
        assertThat(allocation.brokenGuards()).isEmpty();
    }

    private static ResolvedModel withoutLastYear() {
        District district =
                district().revenue(GENERAL, Money.ofDollars(600_000)).build();
        FundingModel model = FundingModel.named("m")
                .unlocked(GENERAL, inProportionTo(pupils()))
                .guard(Guard.holdHarmless("hold", "100%")
                        .counting(everythingAbove())
                        .paidByOthersOf(GENERAL))
                .build();

        // only school 1 had a budget, of 150,000; it is short of it by 50,000, which 2 and 3 pay as 2 to 3
        return model.resolve(district, YEAR, hadLastYear(150_000));
    }

    @Test
    void a_school_without_last_year_is_not_held_harmless_and_takes_part_in_paying() {
        Allocation allocation = withoutLastYear().allocate();

        assertThat(totals(allocation)).isEqualTo(Three.dollars("150000", "180000", "270000"));
    }

    private static ResolvedModel lastYearForEachPupil() {
        School grown = Three.school("1", Three.ELEMENTARY, 100, 0)
                .enrolling(
                        new CountBasis("prior"),
                        Enrollment.in(Three.ELEMENTARY).pupils(80).build())
                .build();
        District district = District.named("Two")
                .school(grown)
                .school(Three.school("2", Three.ELEMENTARY, 200, 0).build())
                .revenue(GENERAL, Money.ofDollars(500_000))
                .build();
        FundingModel model = FundingModel.named("m")
                .unlocked(GENERAL, paying(line("base").amount(dollars(1_000).times(pupils()))))
                .guard(Guard.holdHarmlessPerPupil("hold", "90%", "prior")
                        .counting(everythingAbove())
                        .paidBy(GENERAL))
                .build();

        return model.resolve(district, YEAR, hadLastYear(96_000, 400_000));
    }

    @Test
    void last_year_for_each_pupil_is_held_where_it_is_known_for_how_many() {
        Allocation allocation = lastYearForEachPupil().allocate();

        // 96,000 ÷ 80 × 100 × 90% = 108,000; school 2 has no prior count, so it is not guarded
        assertThat(allocation.of(SchoolId.of("1")).total()).isEqualTo(Money.ofDollars(108_000));
        assertThat(allocation.of(SchoolId.of("2")).total()).isEqualTo(Money.ofDollars(200_000));
    }

    private static ResolvedModel takenBack() {
        District district =
                district().revenue(GENERAL, Money.ofDollars(700_000)).build();
        FundingModel model = FundingModel.named("m")
                .unlocked(GENERAL, paying(line("base").amount(dollars(1_000).times(pupils()))))
                .guard(Guard.between("band", "95%", "105%")
                        .counting(everythingAbove())
                        .paidBy(GENERAL))
                .build();

        // last year 120,000, 100,000 and 300,000: 95% is 114,000 for school 1, 105% is 105,000 for school 2
        return model.resolve(district, YEAR, hadLastYear(120_000, 100_000, 300_000));
    }

    @Test
    void a_source_can_pay_for_a_minimum_and_take_back_above_a_maximum() {
        Allocation allocation = takenBack().allocate();

        assertThat(totals(allocation)).isEqualTo(Three.dollars("114000", "105000", "300000"));
        // 700,000 − 519,000
        assertThat(allocation.source(GENERAL.id()).residual()).contains(Money.ofDollars(181_000));
        assertThat(allocation.brokenGuards()).isEmpty();
    }

    @Test
    void money_that_is_left_can_lift_the_lowest_after_the_guards() {
        District district =
                district().revenue(GENERAL, Money.ofDollars(660_000)).build();
        FundingModel model = FundingModel.named("m")
                .unlocked(GENERAL, paying(line("base").amount(dollars(1_000).times(pupils()))))
                .add(line("lift")
                        .lift(remainingOf(GENERAL), number(1).times(pupils()), sumOf(from(GENERAL)))
                        .from(GENERAL))
                .build();

        // 60,000 more over 600 pupils who all have 1,000: 100 each
        assertThat(totals(model.resolve(district, YEAR).allocate()))
                .isEqualTo(Three.dollars("110000", "220000", "330000"));
    }
}
