package org.perpupil.io.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.perpupil.formula.SpanRate.at;
import static org.perpupil.formula.funding.Decision.paying;
import static org.perpupil.pupils.NeedCategory.ALL_PUPILS;
import static org.perpupil.pupils.NeedCategory.ENGLISH_LEARNER;
import static org.perpupil.pupils.NeedCategory.POVERTY;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.perpupil.budget.BudgetLine;
import org.perpupil.district.District;
import org.perpupil.district.FiscalYear;
import org.perpupil.district.School;
import org.perpupil.district.SchoolId;
import org.perpupil.formula.FundingFormula;
import org.perpupil.formula.Line;
import org.perpupil.formula.Terms;
import org.perpupil.formula.allocation.Allocation;
import org.perpupil.formula.funding.FundingModel;
import org.perpupil.money.Money;
import org.perpupil.pupils.CountBasis;
import org.perpupil.pupils.Enrollment;
import org.perpupil.pupils.GradeSpan;
import org.perpupil.pupils.PupilCount;
import org.perpupil.revenue.RevenueSource;

class ReleasedBudgetTest {
    private static final GradeSpan ELEMENTARY = GradeSpan.of("elementary", "K", "5");
    private static final RevenueSource GENERAL = RevenueSource.state("general", "General fund");
    private static final RevenueSource ARTS = RevenueSource.privately("arts", "Arts grant");

    private static School school(String id, long all, long poor, long learners) {
        return School.of(id, "School " + id)
                .enrolling(Enrollment.in(ELEMENTARY)
                        .pupils(all)
                        .need(POVERTY, poor)
                        .need(ENGLISH_LEARNER, learners)
                        .build())
                .build();
    }

    private static Allocation allocation(Map<SchoolId, Money> grants, School... schools) {
        District.Builder district = District.named("Riverside")
                .levels(ELEMENTARY)
                .schools(List.of(schools))
                .revenue(GENERAL, Money.ofDollars(10_000_000));
        if (!grants.isEmpty()) {
            district.revenue(ARTS, Money.total(grants.values()));
        }
        FundingFormula formula = FundingFormula.named("Table 2.2")
                .perPupil(ALL_PUPILS, at(ELEMENTARY, 3_741))
                .perPupil(POVERTY, at(ELEMENTARY, 1_272))
                .perPupil(ENGLISH_LEARNER, at(ELEMENTARY, 636))
                .build();
        FundingModel.Builder model = FundingModel.named("model").unlocked(GENERAL, paying(formula));
        return (grants.isEmpty() ? model : model.schoolGrant(ARTS, "award of 2026", grants))
                .build()
                .resolve(district.build(), FiscalYear.of(2027))
                .allocate();
    }

    private static ReleasedBudget first(Allocation allocation) {
        PublicRelease release = PublicRelease.of(allocation.district()).build();
        return ReleasedBudget.of(allocation, release).get(0);
    }

    @Test
    void lines_of_hidden_counts_are_one_sum_and_others_stay() {
        Allocation allocation =
                allocation(Map.of(), school("A", 100, 8, 6), school("B", 200, 40, 30), school("C", 300, 50, 45));

        ReleasedBudget budget = first(allocation);

        // 8 and 6 are under 10. 8 × 1,272 + 6 × 636 = 10,176 + 3,816 = 13,992 = 7 × 1,272 + 8 × 636
        assertThat(budget.isWithheld()).isFalse();
        assertThat(budget.together().orElseThrow().amount()).isEqualTo(Money.ofDollars(13_992));
        assertThat(budget.together().orElseThrow().lines()).hasSize(2);
        // 100 × 3,741
        assertThat(budget.lines()).extracting(BudgetLine::amount).containsExactly(Money.ofDollars(374_100));
        assertThat(budget.total()).isEqualTo(Money.ofDollars(388_092));
    }

    @Test
    void a_school_with_no_hidden_count_keeps_its_lines() {
        Allocation allocation =
                allocation(Map.of(), school("A", 300, 50, 45), school("B", 100, 8, 6), school("C", 200, 40, 30));

        ReleasedBudget budget = first(allocation);

        assertThat(budget.together()).isEmpty();
        assertThat(budget.lines()).hasSize(3);
    }

    @Test
    void one_hidden_count_is_given_away_by_its_line_so_lines_are_withheld() {
        Allocation allocation =
                allocation(Map.of(), school("A", 100, 50, 6), school("B", 200, 40, 30), school("C", 300, 60, 45));

        ReleasedBudget budget = first(allocation);

        // 6 × 636 = 3,816, and no other number of pupils times 636 is that
        assertThat(budget.isWithheld()).isTrue();
        assertThat(budget.lines()).isEmpty();
        assertThat(budget.together()).isEmpty();
        // 100 × 3,741 + 50 × 1,272 + 6 × 636 = 374,100 + 63,600 + 3,816
        assertThat(budget.total()).isEqualTo(Money.ofDollars(441_516));
    }

    @Test
    void what_nobody_can_compute_again_is_added_to_the_sum() {
        Allocation allocation = allocation(
                Map.of(SchoolId.of("A"), Money.ofDollars(2_500)),
                school("A", 100, 50, 6),
                school("B", 200, 40, 30),
                school("C", 300, 60, 45));

        ReleasedBudget budget = first(allocation);

        // 3,816 for English learners and the grant of 2,500
        assertThat(budget.isWithheld()).isFalse();
        assertThat(budget.together().orElseThrow().amount()).isEqualTo(Money.ofDollars(6_316));
        assertThat(budget.lines()).hasSize(2);
    }

    @Test
    void spans_of_a_group_that_is_shown_as_a_whole_are_not_told_apart_by_their_rates() {
        GradeSpan middle = GradeSpan.of("middle", "6", "8");
        District district = District.named("Riverside")
                .levels(ELEMENTARY, middle)
                .schools(Stream.of(new long[] {5, 30}, new long[] {60, 70}, new long[] {80, 90})
                        .map(poor -> School.of("S" + poor[0], "School of " + poor[0])
                                .enrolling(Enrollment.in(ELEMENTARY)
                                        .pupils(200)
                                        .need(POVERTY, poor[0])
                                        .in(middle)
                                        .pupils(200)
                                        .need(POVERTY, poor[1])
                                        .build())
                                .build())
                        .toList())
                .revenue(GENERAL, Money.ofDollars(10_000_000))
                .build();
        Allocation allocation = FundingModel.named("model")
                .unlocked(
                        GENERAL,
                        paying(FundingFormula.named("by span")
                                .perPupil(POVERTY, at(ELEMENTARY, 1_000), at(middle, 1_500))
                                .build()))
                .build()
                .resolve(district, FiscalYear.of(2027))
                .allocate();
        PublicRelease release = PublicRelease.of(district).build();
        ReleasedTable bySpan = release.table("Pupils by school, span and need").orElseThrow();

        ReleasedBudget budget = ReleasedBudget.of(allocation, release).get(0);

        // 5 is under 10, so 30 is hidden with it; 5 + 30 = 35 is not
        assertThat(bySpan.cell("S5", ELEMENTARY.toString(), "poverty")
                        .orElseThrow()
                        .isSuppressed())
                .isTrue();
        assertThat(bySpan.cell("S5", GradeSpan.ALL_GRADES.name(), "poverty")
                        .orElseThrow()
                        .text())
                .isEqualTo("35");
        // 5 × 1,000 + 30 × 1,500 = 50,000 = 8 × 1,000 + 28 × 1,500, but 8 + 28 = 36; only 5 and 30 fit 35 and 50,000
        assertThat(budget.together()).isEmpty();
        assertThat(budget.lines()).isEmpty();
        assertThat(budget.isWithheld()).isTrue();
    }

    @Test
    void two_needs_in_two_spans_whose_wholes_are_shown_make_up_for_each_other() {
        GradeSpan middle = GradeSpan.of("middle", "6", "8");
        District district = District.named("Riverside")
                .levels(ELEMENTARY, middle)
                .schools(Stream.of(new long[] {5, 30, 4, 20}, new long[] {60, 70, 50, 40}, new long[] {80, 90, 45, 55})
                        .map(counts -> School.of("S" + counts[0], "School of " + counts[0])
                                .enrolling(Enrollment.in(ELEMENTARY)
                                        .pupils(200)
                                        .need(POVERTY, counts[0])
                                        .need(ENGLISH_LEARNER, counts[2])
                                        .in(middle)
                                        .pupils(200)
                                        .need(POVERTY, counts[1])
                                        .need(ENGLISH_LEARNER, counts[3])
                                        .build())
                                .build())
                        .toList())
                .revenue(GENERAL, Money.ofDollars(10_000_000))
                .build();
        Allocation allocation = FundingModel.named("model")
                .unlocked(
                        GENERAL,
                        paying(FundingFormula.named("by span")
                                .perPupil(POVERTY, at(ELEMENTARY, 1_000), at(middle, 1_500))
                                .perPupil(ENGLISH_LEARNER, at(ELEMENTARY, 600), at(middle, 700))
                                .build()))
                .build()
                .resolve(district, FiscalYear.of(2027))
                .allocate();
        PublicRelease release = PublicRelease.of(district).build();

        ReleasedBudget budget = ReleasedBudget.of(allocation, release).get(0);

        // shown: 5 + 30 = 35 poor, 4 + 20 = 24 learners; hidden: all four
        assertThat(release.shown(SchoolId.of("S5"), POVERTY, Optional.empty())).contains(PupilCount.of(35));
        assertThat(release.shown(SchoolId.of("S5"), ENGLISH_LEARNER, Optional.empty()))
                .contains(PupilCount.of(24));
        assertThat(release.shown(SchoolId.of("S5"), POVERTY, Optional.of(ELEMENTARY)))
                .isEmpty();
        assertThat(release.shown(SchoolId.of("S5"), ENGLISH_LEARNER, Optional.of(middle)))
                .isEmpty();
        // 5 × 1,000 + 30 × 1,500 + 4 × 600 + 20 × 700 = 5,000 + 45,000 + 2,400 + 14,000 = 66,400
        // = 4 × 1,000 + 31 × 1,500 + 9 × 600 + 15 × 700 = 4,000 + 46,500 + 5,400 + 10,500, with 4 + 31 = 35 and 9 + 15
        // = 24
        assertThat(budget.isWithheld()).isFalse();
        assertThat(budget.together().orElseThrow().amount()).isEqualTo(Money.ofDollars(66_400));
    }

    private static ReleasedBudget ofTwoCounts(int poor, int poorThen, int ratePoor, int rateThen) {
        CountBasis autumn = new CountBasis("autumn");
        District district = District.named("Riverside")
                .levels(ELEMENTARY)
                .schools(Stream.of(new int[] {1, poor, poorThen}, new int[] {2, 40, 40}, new int[] {3, 60, 60})
                        .map(counts -> School.of("S" + counts[0], "School " + counts[0])
                                .enrolling(Enrollment.in(ELEMENTARY)
                                        .pupils(100)
                                        .need(POVERTY, counts[1])
                                        .build())
                                .enrolling(
                                        autumn,
                                        Enrollment.in(ELEMENTARY)
                                                .pupils(100)
                                                .need(POVERTY, counts[2])
                                                .build())
                                .build())
                        .toList())
                .revenue(GENERAL, Money.ofDollars(10_000_000))
                .build();
        FundingFormula formula = FundingFormula.named("two counts")
                .add(Line.line("now").amount(Terms.dollars(ratePoor).times(Terms.pupils(POVERTY))))
                .add(Line.line("in autumn")
                        .amount(Terms.dollars(rateThen)
                                .times(Terms.pupils(POVERTY).counted("autumn"))))
                .build();
        return first(FundingModel.named("model")
                .unlocked(GENERAL, paying(formula))
                .build()
                .resolve(district, FiscalYear.of(2027))
                .allocate());
    }

    @Test
    void a_hidden_zero_is_not_told_by_a_line_that_pays_nothing() {
        // 0 × 636 = 0, and no other number of pupils times 636 is that
        assertThat(first(allocation(
                                Map.of(), school("A", 100, 50, 0), school("B", 200, 40, 30), school("C", 300, 60, 45)))
                        .isWithheld())
                .isTrue();

        ReleasedBudget budget =
                first(allocation(Map.of(), school("A", 100, 8, 0), school("B", 200, 40, 30), school("C", 300, 60, 45)));

        // 8 × 1,272 + 0 × 636 = 10,176 = 7 × 1,272 + 2 × 636
        assertThat(budget.isWithheld()).isFalse();
        assertThat(budget.together().orElseThrow().lines()).hasSize(2);
        assertThat(budget.together().orElseThrow().amount()).isEqualTo(Money.ofDollars(10_176));
    }

    @Test
    void a_count_on_another_basis_is_a_count_of_its_own() {
        ReleasedBudget budget = ofTwoCounts(5, 6, 1_000, 500);

        // 5 × 1,000 + 6 × 500 = 8,000 = 4 × 1,000 + 8 × 500
        assertThat(budget.isWithheld()).isFalse();
        assertThat(budget.together().orElseThrow().amount()).isEqualTo(Money.ofDollars(8_000));
    }

    @Test
    void a_small_count_on_another_basis_is_not_taken_for_as_large_as_the_shown_one() {
        ReleasedBudget budget = ofTwoCounts(5, 3, 7_000, 1_000);

        // 5 × 7,000 + 3 × 1,000 = 38,000; 4 × 7,000 asks for 10 in autumn, which are not under 10; 6 × 7,000 is more
        // than there is
        assertThat(budget.isWithheld()).isTrue();
        // 50 are shown, so the line of now is, and 3 × 1,000 = 3,000 would be told
        assertThat(ofTwoCounts(50, 3, 7_000, 1_000).isWithheld()).isTrue();
    }

    @Test
    void an_allocation_is_the_same_before_and_after_a_release() {
        School[] schools = {school("A", 100, 8, 6), school("B", 200, 40, 30), school("C", 300, 50, 45)};
        Allocation before = allocation(Map.of(), schools);
        PublicRelease release = PublicRelease.of(before.district()).build();
        release.released(before.district());
        ReleasedBudget.of(before, release);

        assertThat(allocation(Map.of(), schools).changesSince(before)).isEmpty();
    }
}
