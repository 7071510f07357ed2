package org.perpupil.formula.compliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.perpupil.formula.Line.line;
import static org.perpupil.formula.Selection.everythingAbove;
import static org.perpupil.formula.Selection.from;
import static org.perpupil.formula.Terms.amount;
import static org.perpupil.formula.Terms.dollars;
import static org.perpupil.formula.Terms.lastYear;
import static org.perpupil.formula.Terms.levelOf;
import static org.perpupil.formula.Terms.number;
import static org.perpupil.formula.Terms.poolOf;
import static org.perpupil.formula.Terms.pupils;
import static org.perpupil.formula.Terms.shareOf;
import static org.perpupil.formula.funding.Decision.centralShare;
import static org.perpupil.formula.funding.Decision.eligible;
import static org.perpupil.formula.funding.Decision.inProportionTo;
import static org.perpupil.formula.funding.Decision.paying;
import static org.perpupil.formula.funding.Decision.reserve;
import static org.perpupil.formula.funding.Decision.withoutAmount;
import static org.perpupil.pupils.NeedCategory.POVERTY;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.perpupil.budget.Budgets;
import org.perpupil.district.District;
import org.perpupil.district.FiscalYear;
import org.perpupil.district.School;
import org.perpupil.district.SchoolId;
import org.perpupil.formula.Line;
import org.perpupil.formula.Trial;
import org.perpupil.formula.compliance.SupplementCheck.Change;
import org.perpupil.formula.funding.FundingModel;
import org.perpupil.formula.funding.Guard;
import org.perpupil.money.Money;
import org.perpupil.problem.Problem;
import org.perpupil.problem.ProblemException;
import org.perpupil.pupils.Enrollment;
import org.perpupil.pupils.GradeSpan;
import org.perpupil.revenue.RevenueSource;

/** Two schools of 100 pupils, of whom 60 and 20 are poor; Title I's 60,000 go to the first, where more than 40% are. */
class SupplementCheckTest {
    private static final FiscalYear YEAR = FiscalYear.of(2027);
    private static final RevenueSource GENERAL = RevenueSource.local("general", "General fund");
    private static final RevenueSource TITLE_I =
            RevenueSource.federal("title-i", "Title I").restrictedTo(POVERTY);
    private static final RevenueSource FAMILIES =
            RevenueSource.federal("families", "Title I, families").restrictedTo(POVERTY);
    private static final RevenueSource ARTS = RevenueSource.privately("arts", "Arts grant");
    private static final Line BASE =
            line("base").amount(dollars(5_000).times(pupils())).from(GENERAL);

    private static School school(String id, String name, long poor) {
        return School.of(id, name)
                .enrolling(Enrollment.in(GradeSpan.ALL_GRADES)
                        .pupils(100)
                        .need(POVERTY, poor)
                        .build())
                .build();
    }

    private static District.Builder district(String general, String titleI) {
        return District.named("Springfield")
                .school(school("101", "Lincoln", 60))
                .school(school("102", "Adams", 20))
                .revenue(GENERAL, Money.parse(general))
                .revenue(TITLE_I, Money.parse(titleI));
    }

    private static FundingModel.Builder model() {
        return FundingModel.named("Springfield")
                .unlocked(GENERAL)
                .unlocked(TITLE_I, eligible(shareOf(POVERTY).atLeast("40%")), inProportionTo(pupils(POVERTY)))
                .add(BASE);
    }

    private static SupplementCheck check(FundingModel.Builder model) {
        return SupplementCheck.of(
                model.build().resolve(district("2000000", "60000").build(), YEAR), TITLE_I);
    }

    @Test
    void money_that_comes_on_top_of_the_others_supplements() {
        SupplementCheck check = check(model());

        assertThat(check.isMet()).isTrue();
        assertThat(check.changes()).isEmpty();
        assertThat(check.problems()).isEmpty();
        assertThat(check.source()).isEqualTo(TITLE_I);
        assertThat(check)
                .hasToString("Title I (title-i) supplements: without it, every other line pays each school the same");
    }

    @Test
    void a_minimum_that_counts_the_source_is_found() {
        SupplementCheck check = check(model().guard(Guard.perPupilMinimum("per-pupil minimum", dollars(6_000))
                .counting(everythingAbove())
                .paidBy(GENERAL)));

        // Lincoln has 500,000 + 60,000 of 600,000: 40,000 are lacking, and 100,000 without Title I; Adams lacks 100,000
        // in both.
        assertThat(check.isMet()).isFalse();
        assertThat(check.changes()).hasSize(1);
        Change change = check.changes().get(0);
        assertThat(change.line().name()).isEqualTo("per-pupil minimum");
        assertThat(change.with()).hasValue(Money.ofDollars(40_000));
        assertThat(change.without()).hasValue(Money.ofDollars(100_000));
        // 100,000 − 40,000: all that Title I gives
        assertThat(change.difference()).isEqualTo(Money.ofDollars(60_000));
        assertThat(check).hasToString("""
                Title I (title-i) takes the place of other money: without it, 1 amount would differ
                  Lincoln (101), per-pupil minimum: $40,000.00, and $100,000.00 without""");
    }

    @Test
    void a_minimum_that_counts_other_sources_only_is_none() {
        SupplementCheck check = check(model().guard(Guard.perPupilMinimum("per-pupil minimum", dollars(6_000))
                .counting(from(GENERAL))
                .paidBy(GENERAL)));

        assertThat(check.isMet()).isTrue();
    }

    @Test
    void a_line_that_leaves_out_who_has_the_source_is_found() {
        Line library = line("library").amount(dollars(9_000)).from(GENERAL);
        SupplementCheck check = check(model().add(library.onlyWhere(
                amount("share of Title I").ifMissing(dollars(0)).atMost(dollars(0)))));

        // Lincoln has Title I and no library; without it, 9,000. Adams has 9,000 in both.
        assertThat(check.changes())
                .containsExactly(new Change(
                        school("101", "Lincoln", 60),
                        check.changes().get(0).line(),
                        Optional.empty(),
                        Optional.of(Money.ofDollars(9_000))));
        assertThat(check.changes().get(0)).hasToString("Lincoln (101), library: nothing, and 9,000.00 without");
    }

    @Test
    void a_reserve_of_the_source_is_a_part_of_it_and_a_sum_held_back_of_nothing_is_nothing() {
        FundingModel.Builder model = FundingModel.named("Springfield")
                .unlocked(GENERAL)
                .unlocked(
                        TITLE_I,
                        centralShare(Money.ofDollars(5_000)),
                        reserve(FAMILIES, Money.ofDollars(1_000)),
                        inProportionTo(pupils(POVERTY)))
                .add(
                        BASE,
                        line("evenings").split(poolOf(FAMILIES)).by(pupils()).from(FAMILIES),
                        line("interpreters")
                                .amount(amount("evenings").times("2"))
                                .from(GENERAL));

        // 1,000 over two schools of 100 pupils are 500 each, and twice that is 1,000; without Title I there is no
        // reserve
        assertThat(check(model).changes())
                .extracting(Change::with, Change::without)
                .containsExactly(
                        tuple(Optional.of(Money.ofDollars(1_000)), Optional.of(Money.ZERO)),
                        tuple(Optional.of(Money.ofDollars(1_000)), Optional.of(Money.ZERO)));
        assertThatThrownBy(() -> SupplementCheck.of(
                        model.build().resolve(district("2000000", "60000").build(), YEAR), FAMILIES))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Title I, families (families) is a reserve of title-i; check that source");
    }

    @Test
    void the_level_of_a_pot_that_gives_nothing_is_0() {
        SupplementCheck check = check(model().add(line("match")
                .amount(levelOf("share of Title I").times(pupils(POVERTY)))
                .from(GENERAL)));

        // 60,000 for 60 poor pupils are 1,000 for each; the match is 60,000 in Lincoln and 20,000 in Adams
        assertThat(check.changes())
                .extracting(change -> change.with().orElseThrow())
                .containsExactly(Money.ofDollars(60_000), Money.ofDollars(20_000));
        assertThat(check.changes())
                .extracting(change -> change.without().orElseThrow())
                .containsExactly(Money.ZERO, Money.ZERO);
    }

    @Test
    void a_source_without_an_amount_is_checked_like_any_other() {
        FundingModel model = FundingModel.named("Springfield")
                .unlocked(GENERAL)
                .unlocked(
                        TITLE_I,
                        withoutAmount(),
                        paying(line("tutors").amount(dollars(100).times(pupils(POVERTY)))))
                .add(
                        BASE,
                        line("top-up")
                                .raiseTo(dollars(503_000))
                                .counting(everythingAbove())
                                .from(GENERAL))
                .build();
        District district = District.named("Springfield")
                .school(school("101", "Lincoln", 60))
                .school(school("102", "Adams", 20))
                .revenue(GENERAL, Money.ofDollars(2_000_000))
                .build();

        // tutors are 6,000 and 2,000: Lincoln lacks nothing of 503,000, and 3,000 without them; Adams 1,000 and 3,000
        assertThat(SupplementCheck.of(model.resolve(district, YEAR), TITLE_I).changes())
                .extracting(Change::difference)
                .containsExactly(Money.ofDollars(3_000), Money.ofDollars(2_000));
    }

    @Test
    void a_grant_to_named_schools_stays_without_a_value_in_the_others() {
        FundingModel model = model().schoolGrant(
                        ARTS, "second year", Map.of(SchoolId.of("101"), Money.ofDollars(25_000)))
                .add(line("arts for all")
                        .amount(amount("Arts grant").ifMissing(dollars(7_000)))
                        .from(GENERAL))
                .build();
        District district = district("2000000", "60000")
                .revenue(ARTS, Money.ofDollars(25_000))
                .build();

        // Lincoln gets 25,000 as its grant is that, and 0 without; Adams has no grant and 7,000 in both
        assertThat(SupplementCheck.of(model.resolve(district, YEAR), ARTS).changes())
                .extracting(change -> change.school().name(), Change::difference)
                .containsExactly(tuple("Lincoln", Money.ofDollars(25_000).negated()));
    }

    @Test
    void locked_money_that_nobody_looks_at_supplements() {
        FundingModel model = FundingModel.named("Springfield")
                .unlocked(GENERAL)
                .locked(TITLE_I, "by decision", Map.of(SchoolId.of("101"), Money.ofDollars(60_000)))
                .add(BASE)
                .build();

        assertThat(SupplementCheck.of(model.resolve(district("2000000", "60000").build(), YEAR), TITLE_I)
                        .isMet())
                .isTrue();
    }

    @Test
    void what_is_only_shown_is_no_change() {
        Line seen = line("seen").figure(amount("share of Title I").ifMissing(dollars(0)));
        Line shadow = line("proposed").amount(amount("seen")).from(GENERAL).asShadow();

        assertThat(check(model().add(seen, shadow)).isMet()).isTrue();
    }

    @Test
    void a_hold_harmless_that_counts_the_source_is_found() {
        Budgets lastYear = Trial.paidLastYear(Map.of("101", Money.ofDollars(560_000), "102", Money.ofDollars(500_000)));
        FundingModel model = model().guard(
                        Guard.minimum("hold harmless", lastYear().times(number("1")))
                                .counting(everythingAbove())
                                .paidBy(GENERAL))
                .build();

        // Lincoln had 560,000 and has 500,000 + 60,000: without Title I, the guard pays 60,000
        assertThat(SupplementCheck.of(model.resolve(district("2000000", "60000").build(), YEAR, lastYear), TITLE_I)
                        .changes())
                .extracting(Change::difference)
                .containsExactly(Money.ofDollars(60_000));
    }

    @Test
    void a_source_that_the_others_cannot_do_without_is_a_finding() {
        FundingModel model = model().guard(Guard.perPupilMinimum("per-pupil minimum", dollars(6_000))
                        .counting(everythingAbove())
                        .paidBy(GENERAL))
                .build();
        // The general fund pays 500,000 twice, 40,000 to Lincoln and 100,000 to Adams, and has nothing more.
        SupplementCheck check =
                SupplementCheck.of(model.resolve(district("1140000", "60000").build(), YEAR), TITLE_I);

        assertThat(check.isMet()).isFalse();
        assertThat(check.changes()).isEmpty();
        assertThat(check.problems()).extracting(Problem::code).containsExactly("source.overdrawn");
        // without Title I, Lincoln lacks 100,000: 60,000 more than there are
        assertThat(check.toString())
                .startsWith("Title I (title-i) cannot be told to supplement: the model cannot be computed without it\n")
                .contains("$60,000.00 more than the pool");
    }

    @Test
    void a_model_that_cannot_be_computed_as_it_is_is_refused() {
        FundingModel model = model().build();

        assertThatThrownBy(() -> SupplementCheck.of(
                        model.resolve(district("1000", "60000").build(), YEAR), TITLE_I))
                .isInstanceOf(ProblemException.class);
    }

    @Test
    void a_source_that_the_model_does_not_have_is_refused_with_those_it_has() {
        FundingModel model = model().build();

        assertThatThrownBy(() -> SupplementCheck.of(
                        model.resolve(district("2000000", "60000").build(), YEAR), ARTS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "model \"Springfield\" has no source Arts grant (arts); it has General fund (general), Title I"
                                + " (title-i)");
    }

    @Test
    void ten_changes_are_told_and_the_others_counted() {
        FundingModel.Builder model = model();
        for (int i = 1; i <= 12; i++) {
            model.add(line("match " + i)
                    .amount(amount("share of Title I").ifMissing(dollars(0)))
                    .from(GENERAL));
        }
        SupplementCheck check = check(model);

        // twelve matches of 60,000 in Lincoln
        assertThat(check.changes()).hasSize(12);
        assertThat(check.toString().lines().toList())
                .hasSize(12)
                .startsWith("Title I (title-i) takes the place of other money: without it, 12 amounts would differ")
                .endsWith("  … and 2 more");
    }
}
