package org.perpupil.io.report;

import static org.perpupil.formula.SpanRate.at;
import static org.perpupil.formula.funding.Decision.paying;
import static org.perpupil.formula.funding.Decision.withoutAmount;
import static org.perpupil.pupils.NeedCategory.ALL_PUPILS;
import static org.perpupil.pupils.NeedCategory.POVERTY;

import java.util.List;
import org.perpupil.district.District;
import org.perpupil.district.School;
import org.perpupil.formula.FundingFormula;
import org.perpupil.formula.allocation.Allocation;
import org.perpupil.formula.funding.FundingModel;
import org.perpupil.pupils.Enrollment;
import org.perpupil.pupils.GradeSpan;
import org.perpupil.revenue.RevenueSource;

/**
 * Four schools of 100 pupils, where a high school has more for all and less for poor pupils.
 *
 * <pre>
 *     level       base                      poverty
 * a   high        100 × 2,000 = 200,000     80 × 100 =  8,000
 * b   high        100 × 2,000 = 200,000     10 × 100 =  1,000
 * c   elementary  100 × 1,000 = 100,000     70 × 300 = 21,000
 * d   elementary  100 × 1,000 = 100,000     70 × 300 = 21,000
 * </pre>
 */
final class HighAndElementary {
    private static final GradeSpan HIGH = GradeSpan.of("high", "9", "12");

    private HighAndElementary() {}

    static Allocation allocation() {
        RevenueSource general = RevenueSource.state("general", "General fund");
        RevenueSource poverty = RevenueSource.federal("poverty", "Poverty fund").restrictedTo(POVERTY);
        return FundingModel.named("By level")
                .unlocked(
                        general,
                        withoutAmount(),
                        paying(FundingFormula.named("Base")
                                .perPupil(ALL_PUPILS, at(ThreeSchools.ELEMENTARY, 1_000), at(HIGH, 2_000))
                                .build()))
                .unlocked(
                        poverty,
                        withoutAmount(),
                        paying(FundingFormula.named("Need")
                                .perPupil(POVERTY, at(ThreeSchools.ELEMENTARY, 300), at(HIGH, 100))
                                .build()))
                .build()
                .resolve(
                        District.named("Four")
                                .levels(ThreeSchools.ELEMENTARY, HIGH)
                                .schools(List.of(
                                        school("a", HIGH, 80),
                                        school("b", HIGH, 10),
                                        school("c", ThreeSchools.ELEMENTARY, 70),
                                        school("d", ThreeSchools.ELEMENTARY, 70)))
                                .build(),
                        ThreeSchools.YEAR)
                .allocate();
    }

    private static School school(String id, GradeSpan span, long poor) {
        return School.of(id, "School " + id)
                .enrolling(Enrollment.in(span).pupils(100).need(POVERTY, poor).build())
                .build();
    }
}
