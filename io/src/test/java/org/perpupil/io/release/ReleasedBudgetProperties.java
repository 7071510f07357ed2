package org.perpupil.io.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.perpupil.formula.SpanRate.at;
import static org.perpupil.formula.funding.Decision.paying;
import static org.perpupil.pupils.NeedCategory.ENGLISH_LEARNER;
import static org.perpupil.pupils.NeedCategory.POVERTY;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.statistics.Statistics;
import org.perpupil.district.District;
import org.perpupil.district.FiscalYear;
import org.perpupil.district.School;
import org.perpupil.district.SchoolId;
import org.perpupil.formula.FundingFormula;
import org.perpupil.formula.SpanRate;
import org.perpupil.formula.allocation.Allocation;
import org.perpupil.formula.funding.FundingModel;
import org.perpupil.money.Money;
import org.perpupil.pupils.Enrollment;
import org.perpupil.pupils.GradeSpan;
import org.perpupil.pupils.PupilGroup;
import org.perpupil.revenue.RevenueSource;

class ReleasedBudgetProperties {
    private static final GradeSpan ELEMENTARY = GradeSpan.of("elementary", "K", "5");
    private static final GradeSpan MIDDLE = GradeSpan.of("middle", "6", "8");
    private static final RevenueSource GENERAL = RevenueSource.state("general", "General fund");
    private static final int PUPILS = 30;
    private static final List<PupilGroup> NEEDS = List.of(POVERTY, ENGLISH_LEARNER);
    private static final List<GradeSpan> SPANS = List.of(ELEMENTARY, MIDDLE);

    @Property(tries = 100)
    void one_who_goes_through_all_counts_finds_none_in_a_sum_and_one_in_a_sum_that_is_withheld(
            @ForAll @Size(4) List<@IntRange(min = 0, max = 25) Integer> counts,
            @ForAll @Size(4) List<@IntRange(min = 1, max = 12) Integer> hundreds) {
        Allocation allocation = allocation(counts, hundreds);
        PublicRelease release = PublicRelease.of(allocation.district()).build();

        ReleasedBudget budget = ReleasedBudget.of(allocation, release).get(0);

        boolean[] isHidden = new boolean[4];
        boolean[] isFound = new boolean[4];
        for (int i = 0; i < 4; i++) {
            isHidden[i] = release.shown(SchoolId.of("A"), NEEDS.get(i / 2), Optional.of(SPANS.get(i % 2)))
                    .isEmpty();
            isFound[i] = isHidden[i];
        }
        boolean[] isWhole = new boolean[2];
        for (int need = 0; need < 2; need++) {
            isWhole[need] = release.shown(SchoolId.of("A"), NEEDS.get(need), Optional.empty())
                    .isPresent();
        }
        int[] other = new int[4];
        for (other[0] = 0; other[0] <= PUPILS; other[0]++) {
            for (other[1] = 0; other[1] <= PUPILS; other[1]++) {
                for (other[2] = 0; other[2] <= PUPILS; other[2]++) {
                    for (other[3] = 0; other[3] <= PUPILS; other[3]++) {
                        if (fits(other, counts, hundreds, isHidden, isWhole)) {
                            for (int i = 0; i < 4; i++) {
                                isFound[i] &= other[i] == counts.get(i);
                            }
                        }
                    }
                }
            }
        }
        boolean gives = isFound[0] || isFound[1] || isFound[2] || isFound[3];
        assertThat(budget.isWithheld())
                .as("%s, %s", Arrays.toString(isFound), budget)
                .isEqualTo(gives);
        boolean anyHidden = isHidden[0] || isHidden[1] || isHidden[2] || isHidden[3];
        Statistics.collect(!anyHidden ? "nothing hidden" : gives ? "withheld" : "in one sum");
        Statistics.coverage(coverage -> {
            coverage.check("withheld").count(count -> count > 2);
            coverage.check("in one sum").count(count -> count > 2);
        });
    }

    private static boolean fits(
            int[] other, List<Integer> counts, List<Integer> hundreds, boolean[] isHidden, boolean[] isWhole) {
        int difference = 0;
        for (int i = 0; i < 4; i++) {
            int count = counts.get(i);
            // 10 is the minimum of a release if nothing is said; one who is told which counts are small knows that they
            // stay below it
            if ((!isHidden[i] && other[i] != count) || (count < 10 && other[i] >= 10)) {
                return false;
            }
            difference += (other[i] - count) * hundreds.get(i);
        }
        return difference == 0
                && (!isWhole[0] || other[0] + other[1] == counts.get(0) + counts.get(1))
                && (!isWhole[1] || other[2] + other[3] == counts.get(2) + counts.get(3));
    }

    private static Allocation allocation(List<Integer> counts, List<Integer> hundreds) {
        District district = District.named("Riverside")
                .levels(ELEMENTARY, MIDDLE)
                .schools(Stream.of("A", "B", "C")
                        .map(id -> School.of(id, "School " + id)
                                .enrolling(id.equals("A") ? enrollment(counts) : enrollment(List.of(25, 28, 20, 24)))
                                .build())
                        .toList())
                .revenue(GENERAL, Money.ofDollars(10_000_000))
                .build();
        return FundingModel.named("model")
                .unlocked(
                        GENERAL,
                        paying(FundingFormula.named("by span")
                                .perPupil(POVERTY, rate(ELEMENTARY, hundreds.get(0)), rate(MIDDLE, hundreds.get(1)))
                                .perPupil(
                                        ENGLISH_LEARNER,
                                        rate(ELEMENTARY, hundreds.get(2)),
                                        rate(MIDDLE, hundreds.get(3)))
                                .build()))
                .build()
                .resolve(district, FiscalYear.of(2027))
                .allocate();
    }

    private static SpanRate rate(GradeSpan span, int hundreds) {
        return at(span, 100L * hundreds);
    }

    private static Enrollment enrollment(List<Integer> counts) {
        return Enrollment.in(ELEMENTARY)
                .pupils(PUPILS)
                .need(POVERTY, counts.get(0))
                .need(ENGLISH_LEARNER, counts.get(2))
                .in(MIDDLE)
                .pupils(PUPILS)
                .need(POVERTY, counts.get(1))
                .need(ENGLISH_LEARNER, counts.get(3))
                .build();
    }
}
