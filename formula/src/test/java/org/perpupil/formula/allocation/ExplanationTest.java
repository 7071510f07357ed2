package org.perpupil.formula.allocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.perpupil.formula.Line.line;
import static org.perpupil.formula.Selection.everythingAbove;
import static org.perpupil.formula.Terms.amount;
import static org.perpupil.formula.Terms.decided;
import static org.perpupil.formula.Terms.dollars;
import static org.perpupil.formula.Terms.fact;
import static org.perpupil.formula.Terms.moneyFact;
import static org.perpupil.formula.Terms.number;
import static org.perpupil.formula.Terms.pupils;
import static org.perpupil.formula.Terms.rate;
import static org.perpupil.formula.Terms.share;
import static org.perpupil.formula.Trial.ELEMENTARY;
import static org.perpupil.formula.Trial.GENERAL;
import static org.perpupil.formula.Trial.STATE_AID;
import static org.perpupil.formula.Trial.YEAR;
import static org.perpupil.formula.Trial.id;
import static org.perpupil.formula.Trial.school;
import static org.perpupil.formula.funding.Decision.eligible;
import static org.perpupil.formula.funding.Decision.inProportionTo;
import static org.perpupil.formula.funding.Decision.paying;
import static org.perpupil.pupils.NeedCategory.POVERTY;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.perpupil.district.District;
import org.perpupil.district.School;
import org.perpupil.exact.Rounding;
import org.perpupil.formula.FundingFormula;
import org.perpupil.formula.Parameter;
import org.perpupil.formula.Trial;
import org.perpupil.formula.allocation.Explanation.Paid;
import org.perpupil.formula.allocation.Explanation.Row;
import org.perpupil.formula.funding.FundingModel;
import org.perpupil.money.Money;
import org.perpupil.pupils.Enrollment;

class ExplanationTest {
    private static final Parameter BASE = Parameter.dollars("base").in(2027, "1000.005", "board resolution 7");
    private static final Parameter WEIGHT =
            Parameter.number("poverty weight").in(2027, "0.34", "0.3", "board resolution 8");

    private static final School LINCOLN = School.of("1", "Lincoln")
            .enrolling(Enrollment.in(ELEMENTARY)
                    .pupils(31)
                    .need(POVERTY, 12)
                    .estimated(POVERTY, "31 pupils × 39%, rounded")
                    .build())
            .build();
    private static final School JEFFERSON = School.of("2", "Jefferson")
            .enrolling(Enrollment.in(ELEMENTARY)
                    .pupils(62)
                    .need(POVERTY, 0)
                    .estimated(POVERTY, "62 pupils × 0%, rounded")
                    .build())
            .build();

    private static Money money(String amount) {
        return Money.parse(amount);
    }

    /** Steps, two sources, a line that does not apply, a shadow and a rounding cent. */
    private static Allocation allocation() {
        District district = District.named("Springfield")
                .school(LINCOLN)
                .school(JEFFERSON)
                .revenue(GENERAL, money("100000.00"))
                .revenue(STATE_AID, money("100.00"))
                .build();
        return FundingModel.named("M")
                .parameters(BASE, WEIGHT)
                .unlocked(GENERAL)
                .unlocked(STATE_AID, inProportionTo(pupils()))
                .add(
                        line("weighted rate")
                                .figure(rate("base").times(share("poverty weight")))
                                .rounded(Rounding.dollars())
                                .citing("policy 12"),
                        line("all").amount(pupils().times(rate("base"))).from(GENERAL),
                        line("poverty")
                                .amount(pupils(POVERTY).times(amount("weighted rate")))
                                .from(GENERAL)
                                .onlyWhere(pupils(POVERTY).moreThan(number(0))),
                        line("next year").amount(dollars(5)).asShadow())
                .build()
                .resolve(district, YEAR)
                .allocate();
    }

    @Test
    void a_page_tells_steps_sources_what_is_not_counted_and_estimates() {
        // 100.00 by 31 : 62 is 33.33… and 66.66…; 1,000.005 × 0.34 = 340.0017; 31 × 1,000.005 = 31,000.155; 12 × 340 =
        // 4,080; as printed 1,000.005 × 0.3 = 300.0015, which is 40 less
        assertThat(allocation().of(id("1")).explain()).hasToString("""
                        Lincoln (1), 2026–27

                        Steps
                          weighted rate: $1,000.005 (base) × 0.34 (poverty weight, printed as 0.3) = $340.00
                            exactly $340.0017, rounded to 1 half up
                            with the printed 0.3 (poverty weight) it would be $300.00, $40.00 less

                        State aid
                          share of State aid: 31 pupils × $1.075268817204… (level) = $33.33
                            exactly $33.333333…; the last units went to larger remainders
                          together $33.33

                        General fund
                          all: 31 pupils × $1,000.005 (base) = $31,000.16
                            exactly $31,000.155, rounded to 0.01 half up
                          poverty: 12 pupils (poverty, estimate) × $340.00 (weighted rate) = $4,080.00
                          together $35,080.16

                        Shown, not counted
                          next year: $5.00

                        Budget $35,113.49
                        Estimate, poverty: 31 pupils × 39%, rounded
                        """);
    }

    @Test
    void a_line_that_does_not_apply_says_why() {
        Explanation explanation = allocation().of(id("2")).explain();

        Row poverty = explanation.sources().get(1).rows().get(1);
        assertThat(poverty.line()).isEqualTo("poverty");
        assertThat(poverty.working()).isEqualTo("does not apply: 0 pupils (poverty, estimate) is not more than 0");
        assertThat(poverty.isComputed()).isFalse();
        assertThat(poverty.amount()).isEmpty();
        // 100.00 by 31 : 62 is 33.33… and 66.66…
        assertThat(explanation.toString())
                .contains("  poverty: does not apply: 0 pupils (poverty, estimate) is not more than 0\n")
                .contains("    exactly $66.666666…; got one of the last units, being among the largest remainders\n");
    }

    @Test
    void lines_add_up_to_their_source_and_sources_to_the_budget() {
        Explanation explanation = allocation().of(id("1")).explain();

        // 31,000.16 + 4,080; + 33.33
        assertThat(explanation.sources())
                .extracting(paid -> paid.source().name(), Paid::subtotal)
                .containsExactly(tuple("State aid", money("33.33")), tuple("General fund", money("35080.16")));
        assertThat(explanation.total()).isEqualTo(money("35113.49"));
    }

    @Test
    void citations_of_the_line_and_its_parameters_are_kept() {
        Explanation explanation = allocation().of(id("1")).explain();

        assertThat(explanation.steps().get(0).citations())
                .containsExactly("policy 12", "board resolution 7", "board resolution 8");
        assertThat(explanation.sources().get(1).rows().get(0).citations()).containsExactly("board resolution 7");
        assertThat(explanation.sources().get(1).rows().get(1).citations()).isEmpty();
    }

    @Test
    void a_figure_has_no_amount() {
        Row step = allocation().of(id("1")).explain().steps().get(0);

        assertThat(step.amount()).isEmpty();
        assertThat(step.result()).isEqualTo("$340.00");
        assertThat(step.isComputed()).isTrue();
    }

    @Test
    void exceptions_eligibility_and_decisions_have_their_words() {
        Trial trial = Trial.in(school("1", 10).build(), school("2", 500).build())
                .source(
                        GENERAL,
                        "1000.00",
                        eligible(pupils().atLeast("100")),
                        paying(line("x").amount(dollars(3))))
                .source(STATE_AID, "1000.00")
                .lines(
                        line("y").amount(dollars(4)).from(STATE_AID).exceptFor(id("1"), "closes in June"),
                        line("z")
                                .amount(decided("arts", Map.of(id("2"), money("9.00"))))
                                .from(STATE_AID));

        assertThat(trial.allocate().of(id("1")).explain().toString())
                .contains("  x: not eligible: 10 pupils is below 100\n")
                .contains("  y: left out by decision: closes in June\n")
                .contains("  z: not among the schools named\n")
                .endsWith("Budget $0.00\n");
        assertThat(trial.allocate().of(id("2")).explain().toString()).contains("  z: $9.00 (arts) = $9.00\n");
    }

    @Test
    void a_part_that_a_bound_pins_was_rounded_and_lost_no_unit() {
        Trial trial = Trial.withPupils(100, 200)
                .source(GENERAL, "1000.00")
                .lines(line("claims")
                        .prorate(dollars(100).dividedBy(number(3)))
                        .to(dollars(500))
                        .from(GENERAL));

        // Both claims of 33.333… are paid in full: nothing was shared out by remainders
        assertThat(trial.amounts("claims")).containsExactly("33.33", "33.33");
        assertThat(trial.allocate()
                        .of(id("1"))
                        .explain()
                        .sources()
                        .get(0)
                        .rows()
                        .get(0)
                        .rounding())
                .isEqualTo("exactly $33.333333…, rounded to 0.01 floor");
    }

    @Test
    void a_figure_without_a_value_says_why() {
        Trial trial = Trial.withPupils(5).lines(line("acres").figure(fact("acres")));

        assertThat(trial.allocate().of(id("1")).explain().toString())
                .contains("  acres: \"acres\" is not given as a number\n");
    }

    @Test
    void lines_of_a_formula_stand_under_their_source() {
        FundingFormula formula = FundingFormula.named("F")
                .add(
                        line("a").amount(moneyFact("paid")),
                        line("b").raiseTo(dollars(10)).counting(everythingAbove()))
                .build();
        Trial trial = Trial.in(school("1", 5).money("paid", money("4.00")).build())
                .source(GENERAL, "100.00", paying(formula));

        assertThat(trial.allocate().of(id("1")).explain().toString()).contains("""
                        General fund
                          a: $4.00 (paid) = $4.00
                          b: the greatest of ($0.00; $10.00 − $4.00 (a)) = $6.00
                          together $10.00
                        """);
    }

    @Test
    void an_explanation_that_does_not_add_up_cannot_be_made() {
        Paid paid = allocation().of(id("1")).explain().sources().get(0);

        assertThatThrownBy(() -> new Paid(paid.statement(), Optional.empty(), paid.rows(), money("6.00")))
                .hasMessage("the lines of State aid (state) add up to 33.33, not 6.00");
        assertThatThrownBy(() -> new Explanation(
                        LINCOLN, YEAR, List.of(), List.of(paid), List.of(), money("6.00"), List.of(), "$"))
                .hasMessage("the sources of Lincoln (1) add up to 33.33, not 6.00");
    }
}
