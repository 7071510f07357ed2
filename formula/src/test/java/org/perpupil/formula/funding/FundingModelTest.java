package org.perpupil.formula.funding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.perpupil.formula.Line.line;
import static org.perpupil.formula.Selection.everythingAbove;
import static org.perpupil.formula.Selection.lines;
import static org.perpupil.formula.SpanRate.at;
import static org.perpupil.formula.Terms.amount;
import static org.perpupil.formula.Terms.amountOf;
import static org.perpupil.formula.Terms.dollars;
import static org.perpupil.formula.Terms.fact;
import static org.perpupil.formula.Terms.lastYear;
import static org.perpupil.formula.Terms.moneyFact;
import static org.perpupil.formula.Terms.perPupil;
import static org.perpupil.formula.Terms.pupils;
import static org.perpupil.formula.Terms.rate;
import static org.perpupil.formula.Terms.remainingOf;
import static org.perpupil.formula.Terms.sumOf;
import static org.perpupil.formula.Terms.when;
import static org.perpupil.formula.Trial.ELEMENTARY;
import static org.perpupil.formula.Trial.GENERAL;
import static org.perpupil.formula.Trial.STATE_AID;
import static org.perpupil.formula.Trial.YEAR;
import static org.perpupil.formula.Trial.id;
import static org.perpupil.formula.Trial.school;
import static org.perpupil.formula.funding.Decision.centralShare;
import static org.perpupil.formula.funding.Decision.eligible;
import static org.perpupil.formula.funding.Decision.inProportionTo;
import static org.perpupil.formula.funding.Decision.paying;
import static org.perpupil.formula.funding.Decision.withoutAmount;
import static org.perpupil.pupils.NeedCategory.ALL_PUPILS;
import static org.perpupil.pupils.NeedCategory.POVERTY;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.perpupil.budget.Held;
import org.perpupil.district.District;
import org.perpupil.district.School;
import org.perpupil.exact.Rational;
import org.perpupil.exact.Rounding;
import org.perpupil.formula.CentralShare;
import org.perpupil.formula.Disposition;
import org.perpupil.formula.FundedSource;
import org.perpupil.formula.FundingFormula;
import org.perpupil.formula.Line;
import org.perpupil.formula.Parameter;
import org.perpupil.formula.Trial;
import org.perpupil.formula.allocation.Allocation;
import org.perpupil.formula.allocation.SourceStatement;
import org.perpupil.money.Money;
import org.perpupil.problem.Problem;
import org.perpupil.problem.ProblemException;
import org.perpupil.pupils.Enrollment;
import org.perpupil.revenue.RevenueSource;

/** What a district decides about its sources, and what becomes of the money. */
public class FundingModelTest {

    /** Returns models of this test with their districts, by a name, for tests of whatever is made of an allocation. */
    public static Map<String, ResolvedModel> models() {
        Map<String, ResolvedModel> models = new LinkedHashMap<>();
        models.put("locked", locked());
        models.put("locked for named", lockedForNamed());
        models.put("school grant", schoolGrant());
        models.put("given amounts", givenAmounts());
        models.put("reduced in dollars", reducedInDollars());
        return models;
    }

    private static final RevenueSource TITLE_I =
            RevenueSource.federal("title-i", "Title I").restrictedTo(POVERTY);
    private static final RevenueSource BONDS = RevenueSource.local("bonds", "Bonds");
    private static final RevenueSource ARTS = RevenueSource.privately("arts", "Arts grant");

    /** Two schools of 100 and 300 pupils. */
    private static District.Builder district() {
        return District.named("Springfield")
                .school(school("1", 100).build())
                .school(school("2", 300).build());
    }

    private static Money money(String amount) {
        return Money.parse(amount);
    }

    private static void assertStatement(SourceStatement statement, String central, String schools, String residual) {
        assertThat(statement.central()).as("central").isEqualTo(money(central));
        assertThat(statement.toSchools()).as("to schools").isEqualTo(money(schools));
        assertThat(statement.residual()).as("residual").contains(money(residual));
    }

    private static ResolvedModel locked() {
        return FundingModel.named("M")
                .locked(BONDS)
                .build()
                .resolve(district().revenue(BONDS, money("5000.00")).build(), YEAR);
    }

    @Test
    void a_locked_source_stays_central() {
        Allocation allocation = locked().allocate();

        assertStatement(allocation.source(BONDS.id()), "5000.00", "0.00", "0.00");
        assertThat(allocation.total()).isEqualTo(Money.ZERO);
        assertThat(allocation.of(id("1")).budget().lines()).isEmpty();
    }

    private static ResolvedModel lockedForNamed() {
        return FundingModel.named("M")
                .locked(BONDS, "debt of the new wing", Map.of(id("2"), money("1200.00")))
                .build()
                .resolve(district().revenue(BONDS, money("5000.00")).build(), YEAR);
    }

    @Test
    void a_locked_source_can_be_given_to_named_schools_without_their_say() {
        Allocation allocation = lockedForNamed().allocate();

        // 5,000 − 1,200 stays central
        assertStatement(allocation.source(BONDS.id()), "3800.00", "1200.00", "0.00");
        assertThat(allocation.of(id("1")).budget().lines()).isEmpty();
        assertThat(allocation.of(id("2")).budget().lines()).singleElement().satisfies(budget -> {
            assertThat(budget.name()).isEqualTo("Bonds");
            assertThat(budget.amount()).isEqualTo(money("1200.00"));
            assertThat(budget.held()).isEqualTo(Held.LOCKED);
        });
        assertThat(allocation.shareUnderSchoolDiscretion()).contains(Rational.ZERO);
    }

    private static ResolvedModel schoolGrant() {
        return FundingModel.named("M")
                .schoolGrant(ARTS, "arts grant, second year", Map.of(id("1"), money("2500.00")))
                .build()
                .resolve(district().revenue(ARTS, money("3000.00")).build(), YEAR);
    }

    @Test
    void a_school_grant_passes_through_untouched() {
        Allocation allocation = schoolGrant().allocate();

        // 3,000 − 2,500
        assertStatement(allocation.source(ARTS.id()), "0.00", "2500.00", "500.00");
        assertThat(allocation.of(id("1")).budget().held(Held.SET)).isEqualTo(money("2500.00"));
        assertThat(allocation.of(id("1")).explain().toString())
                .contains("Arts grant: $2,500.00 (arts grant, second year)");
    }

    private static ResolvedModel givenAmounts() {
        return FundingModel.named("M")
                .rounding(Rounding.dollars())
                .schoolGrant(ARTS, "arts", Map.of(id("1"), money("65.87")))
                .locked(BONDS, "debt", Map.of(id("2"), money("12.34")))
                .build()
                .resolve(
                        district()
                                .revenue(ARTS, money("65.87"))
                                .revenue(BONDS, money("12.34"))
                                .build(),
                        YEAR);
    }

    @Test
    void given_amounts_keep_their_cents_where_a_model_rounds_to_dollars() {
        Allocation allocation = givenAmounts().allocate();

        assertStatement(allocation.source(ARTS.id()), "0.00", "65.87", "0.00");
        assertStatement(allocation.source(BONDS.id()), "0.00", "12.34", "0.00");
    }

    @Test
    void a_line_can_be_held_otherwise_than_its_source_says() {
        Allocation allocation = Trial.withPupils(100)
                .source(GENERAL, "1000.00")
                .lines(
                        line("free").amount(dollars(100)).from(GENERAL),
                        line("security").amount(dollars(50)).from(GENERAL).held(Held.LOCKED))
                .allocate();

        assertThat(allocation.of(id("1")).budget().held(Held.FREE)).isEqualTo(money("100.00"));
        assertThat(allocation.of(id("1")).budget().held(Held.LOCKED)).isEqualTo(money("50.00"));
        // 100 of 1,000
        assertThat(allocation.shareUnderSchoolDiscretion()).contains(Rational.of(1, 10));
    }

    @Test
    void a_central_share_is_a_rate_rounded_to_the_cent() {
        Allocation allocation = Trial.withPupils(100, 300)
                .source(GENERAL, "1000.01", centralShare("12.5%"), inProportionTo(pupils()))
                .allocate();

        // 12.5% of 1,000.01 = 125.00125 → 125.00; the pool is 875.01: a quarter 218.7525, three quarters 656.2575
        assertStatement(allocation.source(GENERAL.id()), "125.00", "875.01", "0.00");
        assertThat(allocation.source(GENERAL.id()).pool()).contains(money("875.01"));
        assertThat(Trial.amounts(allocation, "share of General fund")).containsExactly("218.75", "656.26");
    }

    @Test
    void a_central_share_is_a_sum() {
        Allocation allocation = Trial.withPupils(100, 300)
                .source(GENERAL, "1000.00", centralShare(money("200.00")), inProportionTo(pupils()))
                .allocate();

        // 1,000 − 200 = 800, by 100 : 300
        assertStatement(allocation.source(GENERAL.id()), "200.00", "800.00", "0.00");
        assertThat(Trial.amounts(allocation, "share of General fund")).containsExactly("200.00", "600.00");
    }

    @Test
    void a_central_share_is_from_nothing_to_all() {
        assertThatThrownBy(() -> centralShare("101%")).hasMessage("a central share is from 0% to 100%, not 1.01");
        assertThatThrownBy(() -> centralShare("-1%")).hasMessage("a central share is from 0% to 100%, not -0.01");
        assertThatThrownBy(() -> centralShare(money("-1.00"))).hasMessage("a central share is 0 or more, not -1.00");
        Allocation allocation = Trial.withPupils(100)
                .source(GENERAL, "1000.00", centralShare("100%"), inProportionTo(pupils()))
                .allocate();
        assertStatement(allocation.source(GENERAL.id()), "1000.00", "0.00", "0.00");
    }

    @Test
    void only_an_unlocked_source_has_a_central_share() {
        assertThatThrownBy(() -> new FundedSource(
                        BONDS, Disposition.LOCKED, CentralShare.rate("5%"), Optional.empty(), false, Optional.empty()))
                .hasMessage("only an unlocked source has a central share, not Bonds (bonds)");
        assertThatThrownBy(() -> FundedSource.unlocked(BONDS, CentralShare.rate("5%"), Optional.empty(), true))
                .hasMessage("Bonds (bonds) has no amount, so no central share can be held back from it");
        assertThatThrownBy(() -> new FundedSource(
                        BONDS, Disposition.LOCKED, CentralShare.NONE, Optional.empty(), true, Optional.empty()))
                .hasMessage(
                        "only an unlocked source is open-ended, set aside or for eligible schools only, not Bonds (bonds)");
        assertThatThrownBy(() -> new FundedSource(
                        BONDS,
                        Disposition.UNLOCKED,
                        CentralShare.NONE,
                        Optional.of(fact("x").isGiven()),
                        false,
                        Optional.of(new FundedSource.SetAside(GENERAL.id(), CentralShare.rate("5%")))))
                .hasMessage(
                        "a reserve is all of what is set aside, without a central share or eligibility, as Bonds (bonds) is not");
    }

    @Test
    void sources_and_lines_can_be_given_as_data() {
        RevenueSource reserve = RevenueSource.local("reserve", "Reserve");
        FundingModel model = FundingModel.named("Model")
                .unlocked(GENERAL, centralShare("5%"), Decision.reserve(reserve, "2%"), inProportionTo(pupils()))
                .locked(BONDS)
                .build();
        FundingModel.Builder again = FundingModel.named("Model");
        model.sources().forEach(again::source);
        model.lines().lines().forEach(again::add);

        assertThat(again.build()).isEqualTo(model);
    }

    @Test
    void a_reserve_is_set_aside_from_an_unlocked_source_of_the_model() {
        RevenueSource reserve = RevenueSource.local("reserve", "Reserve");
        FundedSource aside = FundedSource.reserve(reserve, GENERAL.id(), CentralShare.rate("2%"));

        assertThatThrownBy(() -> FundingModel.named("Model").source(aside).build())
                .hasMessageContaining("source Reserve (reserve): found a reserve of general; allowed: a reserve of an"
                        + " unlocked source of the model that is no reserve itself.");
        assertThatThrownBy(() -> FundingModel.named("Model")
                        .source(FundedSource.locked(GENERAL))
                        .source(aside)
                        .build())
                .hasMessageContaining("found a reserve of general");
        assertThatThrownBy(() -> FundingModel.named("Model")
                        .source(FundedSource.reserve(reserve, reserve.id(), CentralShare.rate("2%")))
                        .build())
                .hasMessageContaining("found a reserve of reserve");
    }

    @Test
    void only_eligible_schools_get_anything_from_a_source() {
        Trial trial = Trial.withNumbers("10", "20", "30")
                .source(GENERAL, "900.00", eligible(fact("x").atLeast("20")), inProportionTo(fact("x")))
                .lines(
                        line("lump").amount(dollars(0)).from(GENERAL),
                        line("other").amount(dollars(5)));

        Allocation allocation = trial.allocate();
        // 900 by 20 : 30
        assertThat(Trial.amounts(allocation, "share of General fund")).containsExactly("–", "360.00", "540.00");
        assertThat(Trial.amounts(allocation, "lump")).containsExactly("–", "0.00", "0.00");
        assertThat(Trial.amounts(allocation, "other")).containsExactly("5.00", "5.00", "5.00");
        assertThat(allocation.of(id("1")).line("lump").orElseThrow().notApplied())
                .contains("not eligible: 10 (x) is below 20");
    }

    @Test
    void eligibility_and_the_condition_of_a_line_both_hold() {
        Trial trial = Trial.withNumbers("10", "20", "30")
                .source(
                        GENERAL,
                        "900.00",
                        eligible(fact("x").atLeast("20")),
                        paying(line("x").amount(dollars(7)).onlyWhere(fact("x").atMost("20"))));

        // at least 20 and at most 20
        assertThat(trial.amounts("x")).containsExactly("–", "7.00", "–");
    }

    @Test
    void eligibility_hangs_on_facts_and_not_on_lines() {
        assertThatThrownBy(() -> FundingModel.named("M")
                        .unlocked(GENERAL, eligible(amount("x").atLeast(dollars(5))))
                        .unlocked(STATE_AID, eligible(amountOf(GENERAL).atLeast(dollars(5))))
                        .build())
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        fault -> assertThat(fault.problems())
                                .extracting(problem -> problem.code() + " | " + problem.message())
                                .containsExactly(
                                        "eligible.line | source General fund (general), eligibility: found a condition that hangs"
                                                + " on lines or sources; allowed: facts, counts and parameters. Put the condition"
                                                + " on the line with onlyWhere(…).",
                                        "eligible.line | source State aid (state), eligibility: found a condition that hangs on"
                                                + " lines or sources; allowed: facts, counts and parameters. Put the condition on"
                                                + " the line with onlyWhere(…)."));
    }

    @Test
    void published_rates_leave_a_surplus_visible() {
        FundingFormula formula = FundingFormula.named("Rates")
                .add(line("base").amount(dollars(2).times(pupils())))
                .build();
        Allocation allocation = Trial.withPupils(100, 300)
                .source(GENERAL, "1000.00", paying(formula))
                .allocate();

        // 400 × 2
        assertStatement(allocation.source(GENERAL.id()), "0.00", "800.00", "200.00");
        assertThat(allocation.source(GENERAL.id()).byLine()).containsExactly(Map.entry("base", money("800.00")));
    }

    @Test
    void published_rates_that_cost_more_than_the_pool_are_refused() {
        FundingFormula formula = FundingFormula.named("Rates")
                .add(line("base").amount(dollars(3).times(pupils())))
                .build();

        assertThatThrownBy(() -> Trial.withPupils(100, 300)
                        .source(GENERAL, "1000.00", paying(formula))
                        .allocate())
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("found $1,200.00 drawn by [base], $200.00 more than the pool");
    }

    @Test
    void published_rates_are_prorated_if_they_cost_more_than_the_pool() {
        FundingFormula formula = FundingFormula.named("Rates")
                .add(
                        line("base").amount(dollars(2).times(pupils())),
                        line("lump").amount(dollars(200)))
                .build();
        Trial trial = Trial.withPupils(100, 300)
                .source(GENERAL, "900.00", paying(formula).prorateIfShort());

        // 400 + 800 = 1,200 for 900: a quarter back, 100 of 400 and 200 of 800
        assertThat(trial.amounts("reduction to the pool of General fund")).containsExactly("-100.00", "-200.00");
        assertStatement(trial.allocate().source(GENERAL.id()), "0.00", "900.00", "0.00");
        assertThat(trial.allocate().of(id("1")).total()).isEqualTo(money("300.00"));
    }

    @Test
    void a_reduction_that_is_not_needed_takes_nothing() {
        Trial trial = Trial.withPupils(100, 300)
                .source(
                        GENERAL,
                        "5000.00",
                        paying(line("base").amount(dollars(2).times(pupils()))).prorateIfShort());

        // 400 × 2 = 800 of 5,000
        assertThat(trial.amounts("reduction to the pool of General fund")).containsExactly("0.00", "0.00");
        assertStatement(trial.allocate().source(GENERAL.id()), "0.00", "800.00", "4200.00");
    }

    private static ResolvedModel reducedInDollars() {
        FundingModel model = FundingModel.named("M")
                .rounding(Rounding.dollars())
                .unlocked(
                        GENERAL,
                        paying(line("base").amount(dollars(10).times(pupils()))).prorateIfShort())
                .build();

        return model.resolve(district().revenue(GENERAL, money("3999.60")).build(), YEAR);
    }

    @Test
    void a_reduction_meets_a_pool_with_cents_where_amounts_are_whole_dollars() {
        Allocation allocation = reducedInDollars().allocate();

        // 1,000 + 3,000 for 3,999.60: the 40 cents are found, whatever the amounts are rounded to
        assertThat(allocation.source(GENERAL.id()).residual().orElseThrow().isNegative())
                .isFalse();
        assertThat(allocation.total()).isLessThanOrEqualTo(money("3999.60"));
    }

    @Test
    void a_split_in_whole_dollars_never_overdraws_a_pool_with_cents() {
        FundingModel model = FundingModel.named("M")
                .rounding(Rounding.dollars())
                .unlocked(GENERAL, inProportionTo(pupils()))
                .build();

        Allocation allocation = model.resolve(
                        district().revenue(GENERAL, money("4000.60")).build(), YEAR)
                .allocate();

        // 4,000 in whole dollars by 100 : 300, and 60 cents that stay visible
        assertThat(Trial.amounts(allocation, "share of General fund")).containsExactly("1000.00", "3000.00");
        assertStatement(allocation.source(GENERAL.id()), "0.00", "4000.00", "0.60");
    }

    @Test
    void a_reduction_takes_from_the_lines_of_its_source_only() {
        Trial trial = Trial.withPupils(100, 300)
                .source(STATE_AID, "1000.00")
                .source(
                        GENERAL,
                        "600.00",
                        paying(
                                        line("base").amount(dollars(2).times(pupils())),
                                        line("aid").amount(dollars(500)).from(STATE_AID))
                                .prorateIfShort());

        // 800 for 600: 200 back by 200 : 600, whatever the state pays
        assertThat(trial.amounts("reduction to the pool of General fund")).containsExactly("-50.00", "-150.00");
    }

    @Test
    void lump_sums_come_first_and_the_rest_in_proportion() {
        Trial trial = Trial.withPupils(100, 300)
                .source(
                        GENERAL,
                        "1000.00",
                        paying(line("lump").amount(dollars(100))).then(inProportionTo(pupils())));

        // 1,000 − 2 × 100 = 800 by 100 : 300
        assertThat(trial.amounts("lump")).containsExactly("100.00", "100.00");
        assertThat(trial.amounts("share of General fund")).containsExactly("200.00", "600.00");
        assertStatement(trial.allocate().source(GENERAL.id()), "0.00", "1000.00", "0.00");
    }

    @Test
    void points_can_be_money() {
        Trial trial = Trial.withPupils(100, 300).source(GENERAL, "1000.00", inProportionTo(pupils().times(dollars(7))));

        // by 700 : 2,100
        assertThat(trial.amounts("share of General fund")).containsExactly("250.00", "750.00");
    }

    @Test
    void a_formula_can_be_the_points_of_a_pool() {
        FundingFormula points = FundingFormula.named("Weights")
                .add(
                        line("base").amount(dollars(1).times(pupils())),
                        line("small").amount(dollars(50)).onlyWhere(pupils().atMost("200")),
                        line("check").raiseTo(dollars(200)).counting(everythingAbove()))
                .build();
        Trial trial = Trial.withPupils(100, 300).source(GENERAL, "1000.00", inProportionTo(points));

        // Points 100 + 50 + 50 = 200 and 300 + 0: 1,000 by 200 : 300
        Allocation allocation = trial.allocate();
        assertThat(Trial.amounts(allocation, "check")).containsExactly("50.00", "0.00");
        assertThat(Trial.amounts(allocation, "share of General fund")).containsExactly("400.00", "600.00");
        // The points are shown and pay nothing.
        assertThat(allocation.of(id("1")).budget().lines()).hasSize(1);
        assertThat(allocation.total()).isEqualTo(money("1000.00"));
    }

    @Test
    void a_restricted_pool_may_be_shared_by_points_that_have_a_floor() {
        FundingFormula points = FundingFormula.named("Weights")
                .add(
                        line("base").amount(dollars(1).times(pupils())),
                        line("check").raiseTo(dollars(200)).counting(everythingAbove()))
                .build();
        Trial trial = Trial.withPupils(100, 300).source(TITLE_I, "1000.00", inProportionTo(points));

        // by 200 : 300
        assertThat(trial.amounts("share of Title I")).containsExactly("400.00", "600.00");
    }

    @Test
    void a_formula_keeps_its_rounding_and_speaks_of_its_own_lines() {
        FundingFormula formula = FundingFormula.named("F")
                .rounding(Rounding.dollars())
                .add(
                        line("base").amount(dollars(1).times(pupils()).times("0.004")),
                        line("floor").raiseTo(dollars(5)).counting(everythingAbove()))
                .build();
        Trial trial = Trial.withPupils(100, 300)
                .source(STATE_AID, "100.00")
                .source(GENERAL, "100.00", paying(formula))
                .lines(line("of all").figure(sumOf(everythingAbove())));

        // 0.40 → 0 and 1.20 → 1; the floor of the formula counts these only, and adds 5 and 4
        assertThat(trial.amounts("base")).containsExactly("0.00", "1.00");
        assertThat(trial.amounts("floor")).containsExactly("5.00", "4.00");
    }

    @Test
    void a_formula_does_not_count_the_lines_of_the_model_above_it() {
        FundingFormula formula = FundingFormula.named("F")
                .add(
                        line("base").amount(dollars(3)),
                        line("floor").raiseTo(dollars(5)).counting(everythingAbove()))
                .build();
        Trial trial = Trial.withPupils(100)
                .source(STATE_AID, "100.00", paying(line("aid").amount(dollars(50))))
                .source(GENERAL, "100.00", paying(formula))
                .lines(line("of the model").raiseTo(dollars(60)).counting(everythingAbove()));

        assertThat(trial.amounts("floor")).containsExactly("2.00");
        // 60 − (50 + 3 + 2)
        assertThat(trial.amounts("of the model")).containsExactly("5.00");
    }

    @Test
    void guards_of_the_model_pay_from_their_own_source() {
        Allocation allocation = Trial.withPupils(100, 300)
                .source(GENERAL, "800.00", inProportionTo(pupils()))
                .source(STATE_AID, "500.00")
                .lines(line("floor")
                        .raiseTo(dollars(450))
                        .counting(everythingAbove())
                        .from(STATE_AID))
                .allocate();

        // School 1 has 200, so 250 more; school 2 has 600
        assertStatement(allocation.source(STATE_AID.id()), "0.00", "250.00", "250.00");
        assertThat(allocation.of(id("1")).budget().bySource())
                .containsExactly(Map.entry(GENERAL, money("200.00")), Map.entry(STATE_AID, money("250.00")));
    }

    @Test
    void weights_switch_on_when_revenue_reaches_a_level() {
        FundingFormula points = FundingFormula.named("Weights")
                .add(
                        line("base").amount(dollars(1).times(pupils())),
                        line("extra")
                                .amount(when(
                                        amountOf(GENERAL).atLeast(dollars(1_000)), moneyFact("extra"), dollars(0))))
                .build();

        for (String revenue : List.of("999.99", "1000.00")) {
            Trial trial = Trial.in(
                            school("1", 100).money("extra", money("200.00")).build(),
                            school("2", 300).money("extra", money("0.00")).build())
                    .source(GENERAL, revenue, inProportionTo(points));
            // by 100 : 300 below, by 300 : 300 from 1,000 on
            assertThat(trial.amounts("share of General fund").get(0))
                    .isEqualTo(revenue.equals("1000.00") ? "500.00" : "250.00");
        }
    }

    @Test
    void a_guard_may_not_draw_on_a_restricted_source() {
        String message =
                ": found a guard that draws on the restricted source Title I (title-i); allowed: an unrestricted"
                        + " source. Let an unrestricted source pay; restricted money is never moved by a guard.";
        assertThatThrownBy(() -> FundingModel.named("M")
                        .unlocked(TITLE_I, paying(line("base").amount(dollars(1))))
                        .add(
                                line("a")
                                        .raiseTo(dollars(1))
                                        .counting(lines("base"))
                                        .from(TITLE_I),
                                line("b")
                                        .lowerTo(dollars(1))
                                        .counting(lines("base"))
                                        .from(TITLE_I),
                                line("c")
                                        .keepAtLeast(dollars(1))
                                        .counting(lines("base"), lines("base"))
                                        .from(TITLE_I))
                        .build())
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        fault -> assertThat(fault.problems())
                                .extracting(problem -> problem.code() + " | " + problem.message())
                                .containsExactly(
                                        "guard.restricted | line \"a\"" + message,
                                        "guard.restricted | line \"b\"" + message,
                                        "guard.restricted | line \"c\"" + message));
    }

    @Test
    void a_line_draws_on_a_source_of_the_model() {
        assertThatThrownBy(() -> FundingModel.named("M")
                        .unlocked(GENERAL)
                        .add(
                                line("a").amount(dollars(1)).from(STATE_AID),
                                line("b").amount(remainingOf(BONDS)).from(GENERAL))
                        .build())
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        fault -> assertThat(fault.problems())
                                .extracting(problem -> problem.code() + " | " + problem.message())
                                .containsExactly(
                                        "source.undecided | line \"a\": found draws on State aid (state), on which nothing is"
                                                + " decided; allowed: a source of the model. Unlock it, lock it or make it a"
                                                + " school grant.",
                                        "source.undecided | line \"b\": found draws on bonds, on which nothing is decided;"
                                                + " allowed: a source of the model. Unlock it, lock it or make it a school"
                                                + " grant."));
    }

    @Test
    void a_source_is_decided_on_once() {
        assertThatThrownBy(() -> FundingModel.named("M")
                        .unlocked(GENERAL)
                        .locked(GENERAL)
                        .build())
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        fault -> assertThat(fault.problems())
                                .extracting(problem -> problem.code() + " | " + problem.message())
                                .containsExactly(
                                        "source.twice | source General fund (general): found two decisions; allowed: one"
                                                + " decision for a source. Join the two; a line of a source may be held otherwise than"
                                                + " the rest."));
        assertThatThrownBy(() -> FundingModel.named("M").unlocked(GENERAL, centralShare("5%"), centralShare("6%")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("source General fund (general) already has its central share");
        assertThatThrownBy(() -> FundingModel.named("M")
                        .unlocked(GENERAL, eligible(pupils().isGiven()), eligible(pupils().isGiven())))
                .hasMessage("source General fund (general) already has its eligibility");
        assertThatThrownBy(() ->
                        FundingModel.named("M").unlocked(GENERAL, inProportionTo(pupils()), inProportionTo(pupils())))
                .hasMessage("source General fund (general) already has its distribution; join two with then(…)");
        assertThatThrownBy(() -> FundingModel.named("M").unlocked(GENERAL, withoutAmount(), withoutAmount()))
                .hasMessage("source General fund (general) already has its withoutAmount()");
    }

    @Test
    void faults_of_lines_and_of_sources_are_told_together() {
        assertThatThrownBy(() -> FundingModel.named("M")
                        .unlocked(GENERAL)
                        .unlocked(GENERAL)
                        .add(
                                line("a").amount(amount("b")).from(STATE_AID),
                                line("b").amount(dollars(1)),
                                line("b").amount(dollars(1)))
                        .build())
                .hasMessageStartingWith("model \"M\" cannot be built; 4 problems:\n")
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        fault -> assertThat(fault.problems())
                                .extracting(Problem::code)
                                .containsExactly("line.twice", "line.later", "source.twice", "source.undecided"));
    }

    @Test
    void a_source_without_an_amount_reports_what_was_drawn() {
        FundingModel model = FundingModel.named("M")
                .unlocked(
                        STATE_AID,
                        withoutAmount(),
                        paying(line("aid").amount(dollars(2).times(pupils()))))
                .build();
        SourceStatement statement =
                model.resolve(district().build(), YEAR).allocate().source(STATE_AID.id());

        // 400 × 2
        assertThat(statement.toSchools()).isEqualTo(money("800.00"));
        assertThat(statement.amount()).isEmpty();
        assertThat(statement.residual()).isEmpty();
        assertThat(statement.pool()).isEmpty();
        assertThat(statement.central()).isEqualTo(Money.ZERO);
    }

    @Test
    void an_amount_without_a_source_pays_nothing() {
        Allocation allocation =
                Trial.withPupils(100).lines(line("x").amount(dollars(5))).allocate();

        assertThat(Trial.amounts(allocation, "x")).containsExactly("5.00");
        assertThat(allocation.total()).isEqualTo(Money.ZERO);
    }

    @Test
    void a_model_is_a_definition_and_can_be_resolved_again() {
        FundingModel model = FundingModel.named("M")
                .parameters(List.of(Parameter.dollars("base").in(2027, "2", "a").in(2028, "3", "b")))
                .unlocked(GENERAL, paying(line("base").amount(rate("base").times(pupils()))))
                .build();
        District district = district().revenue(GENERAL, money("5000.00")).build();

        // 400 pupils × 2, and × 3 in the next year
        assertThat(model.resolve(district, YEAR).allocate().total()).isEqualTo(money("800.00"));
        assertThat(model.resolve(district, YEAR.next()).allocate().total()).isEqualTo(money("1200.00"));
    }

    @Test
    void years_are_chained_by_the_budgets_of_the_last_one() {
        FundingModel first = FundingModel.named("First")
                .unlocked(GENERAL, paying(line("base").amount(dollars(2).times(pupils()))))
                .build();
        FundingModel second = FundingModel.named("Second")
                .unlocked(GENERAL, paying(line("base").amount(dollars(1).times(pupils()))))
                .add(line("floor")
                        .raiseTo(lastYear().times("95%"))
                        .counting(everythingAbove())
                        .from(GENERAL))
                .build();
        District district = district().revenue(GENERAL, money("5000.00")).build();

        Allocation before = first.resolve(district, YEAR).allocate();
        Allocation after =
                second.resolve(district, YEAR.next(), before.budgets()).allocate();

        // 95% of 200 and 600 less 100 and 300
        assertThat(Trial.amounts(after, "floor")).containsExactly("90.00", "270.00");
    }

    @Test
    void equal_definitions_are_equal() {
        FundingModel.Builder one = FundingModel.named("M").unlocked(GENERAL, inProportionTo(pupils()));
        FundingModel.Builder same = FundingModel.named("M").unlocked(GENERAL, inProportionTo(pupils()));

        FundingModel model = one.build();
        assertThat(model)
                .isEqualTo(same.build())
                .hasSameHashCodeAs(FundingModel.named("M")
                        .unlocked(GENERAL, inProportionTo(pupils()))
                        .build());
        assertThat(model)
                .isNotEqualTo(FundingModel.named("N")
                        .unlocked(GENERAL, inProportionTo(pupils()))
                        .build())
                .isNotEqualTo(FundingModel.named("M")
                        .unlocked(GENERAL, centralShare("1%"), inProportionTo(pupils()))
                        .build());
        assertThat(model).hasToString("M, 1 source, 1 line");
        assertThat(model.sources()).extracting(FundedSource::source).containsExactly(GENERAL);
        assertThat(model.lines().lines()).extracting(Line::name).containsExactly("share of General fund");
    }

    @Test
    void a_distribution_brings_the_parameters_of_its_formula() {
        Parameter base = Parameter.dollars("base").in(2027, "Table 2.2", at(ELEMENTARY, 3_741));
        FundingFormula formula = FundingFormula.named("F")
                .parameters(base)
                .add(line("base").amount(perPupil(ALL_PUPILS, "base")))
                .build();
        FundingModel model = FundingModel.named("M")
                .unlocked(GENERAL, paying(formula).prorateIfShort())
                .build();

        assertThat(model.lines().parameters()).containsExactly(Map.entry("base", base));
        District district = District.named("Springfield")
                .school(School.of("1", "Lincoln")
                        .enrolling(Enrollment.in(ELEMENTARY).pupils(2).build())
                        .build())
                .revenue(GENERAL, money("7482.00"))
                .build();
        // 2 × 3,741
        assertThat(model.resolve(district, YEAR).allocate().total()).isEqualTo(money("7482.00"));
    }
}
