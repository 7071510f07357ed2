package org.perpupil.formula.funding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.perpupil.formula.Line.line;
import static org.perpupil.formula.Selection.everythingAbove;
import static org.perpupil.formula.SpanRate.at;
import static org.perpupil.formula.Terms.amountOf;
import static org.perpupil.formula.Terms.dollars;
import static org.perpupil.formula.Terms.figure;
import static org.perpupil.formula.Terms.moneyFact;
import static org.perpupil.formula.Terms.pupils;
import static org.perpupil.formula.Terms.rate;
import static org.perpupil.formula.Terms.share;
import static org.perpupil.formula.funding.Decision.inProportionTo;
import static org.perpupil.formula.funding.Decision.paying;
import static org.perpupil.formula.funding.Three.ELEMENTARY;
import static org.perpupil.formula.funding.Three.GENERAL;
import static org.perpupil.formula.funding.Three.MIDDLE;
import static org.perpupil.formula.funding.Three.YEAR;
import static org.perpupil.formula.funding.Three.district;
import static org.perpupil.formula.funding.Three.hadLastYear;
import static org.perpupil.formula.funding.Three.totals;
import static org.perpupil.pupils.NeedCategory.ALL_PUPILS;
import static org.perpupil.pupils.NeedCategory.POVERTY;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.perpupil.budget.Budgets;
import org.perpupil.district.District;
import org.perpupil.formula.FundingFormula;
import org.perpupil.formula.Parameter;
import org.perpupil.formula.ParameterEntry;
import org.perpupil.formula.allocation.Allocation;
import org.perpupil.formula.allocation.ShadowNotice;
import org.perpupil.money.Money;

class TransitionTest {
    private static final Budgets NOW = hadLastYear(130_000, 180_000, 290_000);

    private static FundingModel phasedIn(String formulaShare) {
        return FundingModel.named("m")
                .parameters(Parameter.number("phase-in").in(2027, formulaShare, "board resolution 1"))
                .unlocked(GENERAL, inProportionTo(pupils()))
                .add(Transition.phaseIn("transition", share("phase-in"), everythingAbove(), GENERAL))
                .build();
    }

    // 600,000 over 600 pupils is 100,000, 200,000 and 300,000 by the formula; now 130,000, 180,000 and 290,000.
    // At 40%: 0.6 × 130,000 + 0.4 × 100,000 = 118,000; 0.6 × 180,000 + 0.4 × 200,000 = 188,000;
    // 0.6 × 290,000 + 0.4 × 300,000 = 294,000
    @ParameterizedTest
    @CsvSource({"0, 130000, 180000, 290000", "40%, 118000, 188000, 294000", "1, 100000, 200000, 300000"})
    void dollars_move_from_what_schools_have_to_the_formula(String share, String one, String two, String three) {
        District district =
                district().revenue(GENERAL, Money.ofDollars(600_000)).build();

        Allocation allocation = phasedIn(share).resolve(district, YEAR, NOW).allocate();

        assertThat(totals(allocation)).isEqualTo(Three.dollars(one, two, three));
        assertThat(allocation.source(GENERAL.id()).residual()).contains(Money.ZERO);
    }

    @Test
    void weights_move_along_a_dated_path() {
        Parameter weight = Parameter.number("poverty weight").path(2026, "0.1", 2030, "0.5", "board resolution 2");

        // 0.1 + 0.1 a year
        assertThat(List.of("0.1", "0.2", "0.3", "0.4", "0.5"))
                .containsExactlyElementsOf(weight.byYear().values().stream()
                        .map(entry -> ((ParameterEntry.Single) entry).value().toString())
                        .toList());
        District district =
                district().revenue(GENERAL, Money.ofDollars(614_000)).build();
        FundingModel model = FundingModel.named("m")
                .parameters(weight, Parameter.dollars("base").in(2027, "1000", "budget 2027"))
                .unlocked(
                        GENERAL,
                        paying(
                                line("base").amount(rate("base").times(pupils())),
                                line("poverty")
                                        .amount(rate("base")
                                                .times(share("poverty weight"))
                                                .times(pupils(POVERTY)))))
                .build();

        // 2026–27 has 0.2: 50 × 200 = 10,000 and 20 × 200 = 4,000
        assertThat(totals(model.resolve(district, YEAR).allocate()))
                .isEqualTo(Three.dollars("110000", "204000", "300000"));
    }

    @Test
    void a_weight_switches_on_when_revenue_reaches_a_level() {
        FundingModel model = FundingModel.named("m")
                .unlocked(
                        GENERAL,
                        paying(
                                line("base").amount(dollars(1_000).times(pupils())),
                                line("poverty")
                                        .amount(dollars(200).times(pupils(POVERTY)))
                                        .onlyWhere(amountOf(GENERAL).atLeast(dollars(620_000)))))
                .build();

        District below = district().revenue(GENERAL, Money.parse("619999.99")).build();
        District at = district().revenue(GENERAL, Money.ofDollars(620_000)).build();

        assertThat(totals(model.resolve(below, YEAR).allocate()))
                .isEqualTo(Three.dollars("100000", "200000", "300000"));
        // 50 × 200 and 20 × 200 more
        assertThat(totals(model.resolve(at, YEAR).allocate())).isEqualTo(Three.dollars("110000", "204000", "300000"));
    }

    @Test
    void a_shadow_is_shown_beside_what_is_paid_and_pays_nothing() {
        FundingFormula formula = FundingFormula.named("By need")
                .perPupil(ALL_PUPILS, at(ELEMENTARY, 900), at(MIDDLE, 950))
                .perPupil(POVERTY, at(ELEMENTARY, 600), at(MIDDLE, 500))
                .build();
        District district =
                district().revenue(GENERAL, Money.ofDollars(600_000)).build();
        FundingModel model = FundingModel.named("m")
                .unlocked(GENERAL, inProportionTo(pupils()))
                .shadow(formula)
                .build();

        Allocation allocation = model.resolve(district, YEAR).allocate();

        assertThat(totals(allocation)).isEqualTo(Three.dollars("100000", "200000", "300000"));
        // 90,000 + 30,000; 180,000 + 12,000; 285,000
        assertThat(allocation.shadow("By need").stream().map(ShadowNotice::shadow))
                .containsExactly(Money.ofDollars(120_000), Money.ofDollars(192_000), Money.ofDollars(285_000));
        assertThat(allocation.shadow("By need").stream().map(ShadowNotice::difference))
                .containsExactly(Money.ofDollars(20_000), Money.ofDollars(-8_000), Money.ofDollars(-15_000));
        assertThat(allocation.schools().get(0).explain().notCounted()).hasSize(2);
        assertThat(allocation.source(GENERAL.id()).toSchools()).isEqualTo(Money.ofDollars(600_000));
    }

    @Test
    void a_share_of_the_gap_to_a_target_is_paid_and_nothing_is_taken_above_it() {
        District district = District.named("Two")
                .school(Three.school("1", ELEMENTARY, 1, 0)
                        .money("floor", Money.ofDollars(1_000_000))
                        .money("target", Money.ofDollars(1_400_000))
                        .build())
                .school(Three.school("2", ELEMENTARY, 1, 0)
                        .money("floor", Money.ofDollars(1_000_000))
                        .money("target", Money.ofDollars(900_000))
                        .build())
                .build();
        FundingModel model = FundingModel.named("m")
                .parameters(Parameter.number("gap rate").in(2027, "50.49926763%", "funding rates"))
                .unlocked(
                        GENERAL,
                        Decision.withoutAmount(),
                        paying(Transition.shareOfGap(
                                "transition", share("gap rate"), moneyFact("floor"), moneyFact("target"))))
                .build();

        // 1,000,000 + 0.5049926763 × 400,000 = 1,201,997.07052
        assertThat(model.resolve(district, YEAR).allocate().schools().stream().map(school -> school.total()))
                .containsExactly(Money.parse("1201997.07"), Money.ofDollars(1_000_000));
    }

    // New York City FY2015 (formulas, percentage of formula): formula dollars P less those of the register change R,
    // last
    // year's allocation a less the foundation of 225,000, and the phased change f, within $0.02 since inputs are
    // rounded
    @ParameterizedTest
    @CsvSource({
        "6856416.99, -120645.73, 5957603.00, -99126.82",
        "2225195.30, -214672.83, 2364807.00, -188271.84",
        "1482282.85, -132749.12, 1711158.00, -122156.19",
        "4476192.14, 514895.10, 3578829.00, 435935.53"
    })
    void changes_reach_a_school_times_its_percentage_of_formula(
            String formula, String change, String had, String phased) {
        District district = District.named("One")
                .school(Three.school("1", ELEMENTARY, 1, 0)
                        .money("formula", Money.parse(formula))
                        .money("change", Money.parse(change))
                        .money("had", Money.parse(had))
                        .build())
                .build();
        FundingModel model = FundingModel.named("m")
                .unlocked(
                        GENERAL,
                        Decision.withoutAmount(),
                        paying(
                                Transition.percentageOfFormula(
                                        "percentage of formula",
                                        moneyFact("had").minus(dollars(225_000)),
                                        moneyFact("formula").minus(moneyFact("change"))),
                                line("new allocation")
                                        .amount(moneyFact("had")
                                                .plus(moneyFact("change").times(figure("percentage of formula"))))))
                .build();

        Money paid = model.resolve(district, YEAR).allocate().total();

        assertThat(paid.minus(Money.parse(had)).minus(Money.parse(phased)))
                .isBetween(Money.parse("-0.02"), Money.parse("0.02"));
    }
}
