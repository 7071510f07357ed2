package org.perpupil.formula.funding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.perpupil.formula.Line.line;
import static org.perpupil.formula.Selection.everythingAbove;
import static org.perpupil.formula.Selection.from;
import static org.perpupil.formula.SpanRate.at;
import static org.perpupil.formula.Terms.dollars;
import static org.perpupil.formula.Terms.number;
import static org.perpupil.formula.Terms.pupils;
import static org.perpupil.formula.Terms.share;
import static org.perpupil.formula.Terms.shareOf;
import static org.perpupil.formula.Terms.sumOf;
import static org.perpupil.formula.funding.Decision.eligible;
import static org.perpupil.formula.funding.Decision.inProportionTo;
import static org.perpupil.formula.funding.Decision.paying;
import static org.perpupil.formula.funding.Decision.reserve;
import static org.perpupil.formula.funding.Decision.withoutAmount;
import static org.perpupil.formula.funding.Three.ELEMENTARY;
import static org.perpupil.formula.funding.Three.GENERAL;
import static org.perpupil.formula.funding.Three.MIDDLE;
import static org.perpupil.formula.funding.Three.TITLE_I;
import static org.perpupil.formula.funding.Three.YEAR;
import static org.perpupil.formula.funding.Three.district;
import static org.perpupil.formula.funding.Three.hadLastYear;
import static org.perpupil.formula.funding.Three.totals;
import static org.perpupil.pupils.NeedCategory.ALL_PUPILS;
import static org.perpupil.pupils.NeedCategory.POVERTY;

import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.perpupil.budget.Budgets;
import org.perpupil.district.District;
import org.perpupil.district.SchoolId;
import org.perpupil.exact.Rounding;
import org.perpupil.formula.FundingFormula;
import org.perpupil.formula.Parameter;
import org.perpupil.formula.Selection;
import org.perpupil.formula.allocation.Allocation;
import org.perpupil.money.Money;
import org.perpupil.problem.Problem;
import org.perpupil.problem.ProblemException;
import org.perpupil.revenue.RevenueSource;

/** What must not be possible, however the parts are put together. */
class MisuseTest {
    private static final RevenueSource RESERVE = RevenueSource.state("reserve", "Reserve");
    private static final RevenueSource ARTS = RevenueSource.privately("arts", "Arts");
    private static final FundingFormula FORMULA = FundingFormula.named("Formula")
            .perPupil(ALL_PUPILS, at(ELEMENTARY, 1_000), at(MIDDLE, 1_000))
            .build();

    private static void assertRefused(ThrowingCallable call, String code) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(call)
                .satisfies(refused ->
                        assertThat(refused.problems()).extracting(Problem::code).contains(code));
    }

    private static District with(RevenueSource source, String dollars) {
        return district().revenue(source, Money.parse(dollars)).build();
    }

    @Test
    void a_shortage_never_becomes_negative_shares_of_what_is_left() {
        FundingModel model = FundingModel.named("m")
                .unlocked(GENERAL, paying(FORMULA).then(inProportionTo(pupils(POVERTY))))
                .build();

        // 600 × 1,000 = 600,000, which is 100,000 more than there is
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> model.resolve(with(GENERAL, "500000"), YEAR).allocate())
                .withMessageContaining("$100,000.00 more than the pool");
    }

    @Test
    void a_reserve_keeps_the_restriction_of_its_source() {
        assertRefused(
                () -> FundingModel.named("m")
                        .unlocked(TITLE_I, reserve(RESERVE, "50%"), inProportionTo(pupils(POVERTY)))
                        .build(),
                "reserve.restriction");
    }

    @Test
    void a_guard_does_not_move_grants_or_locked_money() {
        assertRefused(
                () -> FundingModel.named("m")
                        .schoolGrant(ARTS, "award", Map.of(SchoolId.of("1"), Money.ofDollars(50_000)))
                        .guard(Guard.minimum("min", dollars(20_000))
                                .counting(from(ARTS))
                                .paidByOthersOf(ARTS))
                        .build(),
                "guard.not-unlocked");
        assertRefused(
                () -> FundingModel.named("m")
                        .locked(ARTS)
                        .add(line("back")
                                .takeBack(dollars(1))
                                .inProportionTo(dollars(1).times(pupils()))
                                .from(ARTS))
                        .build(),
                "guard.not-unlocked");
    }

    @Test
    void a_school_gives_back_to_a_source_at_most_what_it_had_from_it() {
        FundingModel model = FundingModel.named("m")
                .unlocked(GENERAL)
                .unlocked(TITLE_I, inProportionTo(pupils(POVERTY)))
                .add(line("back")
                        .takeBack(dollars(1_000))
                        .inProportionTo(sumOf(from(TITLE_I)))
                        .from(GENERAL))
                .build();
        District district = district()
                .revenue(GENERAL, Money.ZERO)
                .revenue(TITLE_I, Money.ofDollars(7_000))
                .build();

        assertRefused(() -> model.resolve(district, YEAR).allocate(), "source.negative");
    }

    @Test
    void whole_dollars_never_take_back_more_than_was_paid() {
        FundingFormula cents = FundingFormula.named("Cents")
                .rounding(Rounding.cents())
                .add(line("base").amount(dollars("1.005").times(pupils())))
                .build();
        FundingModel model = FundingModel.named("m")
                .rounding(Rounding.dollars())
                .unlocked(GENERAL, paying(cents).prorateIfShort())
                .build();

        // 100.50, 201.00 and 301.50 against nothing: all of it is taken back, and not a cent more
        assertThat(totals(model.resolve(with(GENERAL, "0"), YEAR).allocate())).isEqualTo(Three.dollars("0", "0", "0"));

        FundingModel capped = FundingModel.named("m")
                .rounding(Rounding.dollars())
                .unlocked(GENERAL, paying(cents))
                .guard(Guard.maximum("max", dollars(0), pupils().atLeast(number(0)))
                        .counting(everythingAbove())
                        .paidBy(GENERAL))
                .build();
        // in whole dollars 100, 201 and 301 of 100.50, 201.00 and 301.50 can be taken back
        assertThat(totals(capped.resolve(with(GENERAL, "900"), YEAR).allocate()))
                .isEqualTo(Three.dollars("0.50", "0.00", "0.50"));
    }

    @Test
    void a_claim_is_never_paid_more_than_in_full_and_a_floor_never_missed_by_rounding() {
        FundingModel claims = FundingModel.named("m")
                .rounding(Rounding.dollars())
                .unlocked(GENERAL)
                .add(line("claim").prorate(dollars("100.50")).to(dollars(1_000)).from(GENERAL))
                .build();
        // 100.50 down to whole dollars
        assertThat(totals(claims.resolve(with(GENERAL, "1000"), YEAR).allocate()))
                .isEqualTo(Three.dollars("100", "100", "100"));

        FundingModel floor = FundingModel.named("m")
                .rounding(Rounding.dollars())
                .unlocked(GENERAL, inProportionTo(pupils()))
                .guard(Guard.minimum("min", dollars("200.49"))
                        .counting(everythingAbove())
                        .paidByOthersOf(GENERAL))
                .build();
        // 900 as 1 to 2 to 3 is 150, 300, 450; the floor of 200.49 is 201 in whole dollars, the others pay 51 as 2 to 3
        Allocation allocation = floor.resolve(with(GENERAL, "900"), YEAR).allocate();
        assertThat(allocation.of(SchoolId.of("1")).total()).isEqualTo(Money.ofDollars(201));
        assertThat(allocation.total()).isEqualTo(Money.ofDollars(900));
    }

    @Test
    void two_formulas_of_one_name_are_told_apart_or_refused() {
        FundingFormula other = FundingFormula.named("Formula")
                .add(line("points").amount(dollars(1).times(pupils(POVERTY))))
                .build();

        assertRefused(
                () -> FundingModel.named("m")
                        .unlocked(GENERAL, paying(FORMULA))
                        .unlocked(TITLE_I, inProportionTo(other))
                        .build(),
                "formula.twice");
        assertRefused(
                () -> FundingModel.named("m")
                        .unlocked(
                                GENERAL, paying(line("lump").amount(dollars(1)).inSection("Formula")))
                        .unlocked(TITLE_I, inProportionTo(other))
                        .build(),
                "section.formula");
    }

    @Test
    void last_years_budgets_are_those_of_the_year_before() {
        FundingModel model = FundingModel.named("m")
                .unlocked(GENERAL, inProportionTo(pupils()))
                .guard(Guard.holdHarmless("hold", "95%")
                        .counting(everythingAbove())
                        .paidBy(GENERAL))
                .build();
        Budgets old = Budgets.of(YEAR.minusYears(3), List.of());

        assertRefused(() -> model.resolve(with(GENERAL, "600"), YEAR, old), "last-year.year");
        assertThat(model.resolve(with(GENERAL, "600"), YEAR, hadLastYear(1, 2, 3))
                        .allocate()
                        .brokenGuards())
                .isEmpty();
    }

    @Test
    void an_eligibility_is_checked_like_a_line() {
        assertRefused(
                () -> FundingModel.named("m")
                        .unlocked(GENERAL, eligible(shareOf(POVERTY).atLeast(share("cut"))), inProportionTo(pupils()))
                        .build(),
                "parameter.unknown");
        assertRefused(
                () -> FundingModel.named("m")
                        .parameters(Parameter.dollars("cut").in(2027, "0.4", "policy"))
                        .unlocked(GENERAL, eligible(shareOf(POVERTY).atLeast(share("cut"))), inProportionTo(pupils()))
                        .build(),
                "parameter.type");
    }

    @Test
    void a_source_that_the_model_knows_under_another_name_is_told_so() {
        RevenueSource renamed = RevenueSource.state("general", "GF");

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> FundingModel.named("m")
                        .unlocked(GENERAL)
                        .add(line("x").amount(dollars(1)).from(renamed))
                        .build())
                .withMessageContaining(
                        "draws on GF (general), which the model knows otherwise, as General fund (general)");
    }

    @Test
    void sums_that_cannot_be_held_name_their_line() {
        FundingModel model = FundingModel.named("m")
                .unlocked(GENERAL, withoutAmount(), paying(line("huge").amount(dollars(90_000_000_000_000_000L))))
                .build();

        // three schools with 90 quadrillion each
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> model.resolve(district().build(), YEAR).allocate())
                .withMessageContaining("line \"huge\": found a sum over all schools that is too large to hold");
    }

    @Test
    void what_a_guard_counts_and_cannot_hold_names_school_and_guard() {
        FundingModel model = FundingModel.named("m")
                .unlocked(
                        GENERAL,
                        withoutAmount(),
                        paying(List.of(line("huge").figure(dollars(95_000_000_000_000_000L)))))
                .add(line("floor")
                        .raiseTo(dollars(1))
                        .counting(Selection.lines("huge"))
                        .from(GENERAL))
                .build();

        // money holds 92 quadrillion
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> model.resolve(district().build(), YEAR).allocate())
                .withMessageContaining("line \"floor\": found counted lines that add up to more than can be held");
    }

    @Test
    void a_school_is_left_out_once() {
        assertThatIllegalStateException()
                .isThrownBy(() -> line("x")
                        .amount(dollars(1))
                        .exceptFor(SchoolId.of("1"), "closes")
                        .exceptFor(SchoolId.of("1"), "moves"))
                .withMessage("line \"x\" already leaves out school 1: closes");
    }
}
