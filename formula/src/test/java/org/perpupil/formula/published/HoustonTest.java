package org.perpupil.formula.published;

import static org.assertj.core.api.Assertions.assertThat;
import static org.perpupil.formula.Line.line;
import static org.perpupil.formula.Terms.amount;
import static org.perpupil.formula.Terms.least;
import static org.perpupil.formula.Terms.pupils;
import static org.perpupil.formula.Terms.rate;
import static org.perpupil.formula.Terms.share;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.perpupil.district.District;
import org.perpupil.district.FiscalYear;
import org.perpupil.district.School;
import org.perpupil.formula.FundingFormula;
import org.perpupil.formula.Parameter;
import org.perpupil.formula.funding.Decision;
import org.perpupil.formula.funding.FundingModel;
import org.perpupil.formula.funding.ResolvedModel;
import org.perpupil.money.Money;
import org.perpupil.pupils.Enrollment;
import org.perpupil.pupils.GradeSpan;
import org.perpupil.revenue.RevenueSource;

/** Houston Independent School District, 2017–18: a subsidy for small schools with two caps. */
class HoustonTest {
    private static final RevenueSource GENERAL = RevenueSource.local("general", "General fund");
    private static final String SOURCE = "Houston ISD, 2017–18";

    private static final FundingFormula FORMULA = FundingFormula.named("Per-unit allocation")
            .parameters(
                    Parameter.dollars("per unit")
                            .in(2018, Map.of("elementary", "3522", "middle", "3558", "high", "3522"), SOURCE),
                    Parameter.number("threshold")
                            .in(2018, Map.of("elementary", "500", "middle", "750", "high", "1000"), SOURCE),
                    Parameter.dollars("subsidy per missing pupil").in(2018, "850", SOURCE),
                    Parameter.number("greatest share of the base").in(2018, "15%", SOURCE),
                    Parameter.dollars("greatest subsidy").in(2018, "228480", SOURCE))
            .add(
                    line("base").amount(pupils().times(rate("per unit", "type"))),
                    line("small-school subsidy")
                            .amount(least(
                                    share("threshold", "type")
                                            .inExcessOf(pupils())
                                            .times(rate("subsidy per missing pupil")),
                                    amount("base").times(share("greatest share of the base")),
                                    rate("greatest subsidy"))))
            .build();

    // Elementary: Houston ISD 2017–18, small-school subsidy. Middle and high, by hand: 270 missing × 850 = 229,500 and
    // 15% of
    // 480 × 3,558 = 256,176 are both above 228,480; 500 missing × 850 and 15% of 500 × 3,522 = 264,150 are above it,
    // too;
    // one missing pupil is 850.
    @ParameterizedTest
    @CsvSource({
        "elementary, 400, 85000.00",
        "elementary, 250, 132075.00",
        "elementary, 120, 63396.00",
        "elementary, 500, 0.00",
        "middle, 480, 228480.00",
        "high, 500, 228480.00",
        "high, 999, 850.00",
        "high, 1200, 0.00",
    })
    void the_subsidy_is_as_published(String type, long pupils, String subsidy) {
        assertThat(resolved(type, pupils)
                        .allocate()
                        .schools()
                        .get(0)
                        .line("small-school subsidy")
                        .orElseThrow()
                        .amount())
                .contains(Money.parse(subsidy));
    }

    static ResolvedModel resolved(String type, long pupils) {
        School school = School.of("1", "A school")
                .enrolling(Enrollment.in(GradeSpan.ALL_GRADES).pupils(pupils).build())
                .text("type", type)
                .build();

        return FundingModel.named("Houston")
                .unlocked(GENERAL, Decision.withoutAmount(), Decision.paying(FORMULA))
                .build()
                .resolve(District.named("Houston").school(school).build(), FiscalYear.of(2018));
    }
}
