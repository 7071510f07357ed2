package org.perpupil.io.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.perpupil.formula.SpanRate.at;
import static org.perpupil.formula.funding.Decision.paying;
import static org.perpupil.pupils.NeedCategory.ALL_PUPILS;
import static org.perpupil.pupils.NeedCategory.ENGLISH_LEARNER;
import static org.perpupil.pupils.NeedCategory.POVERTY;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.perpupil.budget.BudgetLine;
import org.perpupil.district.District;
import org.perpupil.district.FiscalYear;
import org.perpupil.district.School;
import org.perpupil.district.SchoolId;
import org.perpupil.formula.FundingFormula;
import org.perpupil.formula.allocation.Allocation;
import org.perpupil.formula.funding.FundingModel;
import org.perpupil.money.Money;
import org.perpupil.pupils.Enrollment;
import org.perpupil.pupils.GradeSpan;
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
    void an_allocation_is_the_same_before_and_after_a_release() {
        School[] schools = {school("A", 100, 8, 6), school("B", 200, 40, 30), school("C", 300, 50, 45)};
        Allocation before = allocation(Map.of(), schools);
        PublicRelease release = PublicRelease.of(before.district()).build();
        release.released(before.district());
        ReleasedBudget.of(before, release);

        assertThat(allocation(Map.of(), schools).changesSince(before)).isEmpty();
    }
}
