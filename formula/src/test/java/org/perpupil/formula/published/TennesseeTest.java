package org.perpupil.formula.published;

import static org.assertj.core.api.Assertions.assertThat;
import static org.perpupil.formula.Line.line;
import static org.perpupil.formula.Terms.amount;
import static org.perpupil.formula.Terms.pupils;
import static org.perpupil.formula.Terms.rate;
import static org.perpupil.formula.Terms.share;
import static org.perpupil.pupils.NeedCategory.POVERTY;

import org.junit.jupiter.api.Test;
import org.perpupil.district.District;
import org.perpupil.district.FiscalYear;
import org.perpupil.district.School;
import org.perpupil.exact.Rational;
import org.perpupil.exact.Rounding;
import org.perpupil.formula.FundingFormula;
import org.perpupil.formula.Parameter;
import org.perpupil.formula.allocation.SchoolAllocation;
import org.perpupil.formula.funding.Decision;
import org.perpupil.formula.funding.FundingModel;
import org.perpupil.formula.funding.ResolvedModel;
import org.perpupil.money.Money;
import org.perpupil.pupils.Enrollment;
import org.perpupil.pupils.GradeSpan;
import org.perpupil.pupils.NeedCategory;
import org.perpupil.revenue.RevenueSource;

/** Tennessee Investment in Student Achievement, 2025–26: weights that stack, half up to the dollar. */
class TennesseeTest {
    private static final NeedCategory CONCENTRATED = new NeedCategory("concentrated poverty");
    private static final RevenueSource STATE = RevenueSource.state("tisa", "TISA");
    private static final String SOURCE = "TISA, 2025–26";

    static ResolvedModel resolved() {
        School school = School.of("1", "A school")
                .enrolling(Enrollment.in(GradeSpan.ALL_GRADES)
                        .pupils(100)
                        .need(POVERTY, 40)
                        .need(CONCENTRATED, 100)
                        .build())
                .build();
        FundingFormula formula = FundingFormula.named("TISA")
                .parameters(
                        Parameter.dollars("base").in(2026, "7295", SOURCE),
                        Parameter.number("economically disadvantaged").in(2026, "25%", SOURCE),
                        Parameter.number("concentrated poverty").in(2026, "5%", SOURCE))
                .add(
                        line("rate 25%")
                                .figure(rate("base").times(share("economically disadvantaged")))
                                .rounded(Rounding.dollars()),
                        line("rate 5%")
                                .figure(rate("base").times(share("concentrated poverty")))
                                .rounded(Rounding.dollars()),
                        line("base").amount(pupils().times(rate("base"))),
                        line("disadvantaged").amount(pupils(POVERTY).times(amount("rate 25%"))),
                        line("concentrated").amount(pupils(CONCENTRATED).times(amount("rate 5%"))))
                .build();
        return FundingModel.named("Tennessee")
                .unlocked(STATE, Decision.withoutAmount(), Decision.paying(formula))
                .build()
                .resolve(District.named("A district").school(school).build(), FiscalYear.of(2026));
    }

    private static SchoolAllocation allocate() {
        return resolved().allocate().schools().get(0);
    }

    @Test
    void weighted_rates_are_as_published() {
        // TISA 2025–26: 25% of 7,295 → 1,824 (1,823.75) and 5% → 365 (364.75)
        assertThat(allocate().line("rate 25%").orElseThrow().value()).contains(Rational.of(1_824));
        assertThat(allocate().line("rate 5%").orElseThrow().value()).contains(Rational.of(365));
    }

    @Test
    void weights_stack() {
        // By hand: 100 × 7,295 + 40 × 1,824 + 100 × 365 = 729,500 + 72,960 + 36,500
        assertThat(allocate().total()).isEqualTo(Money.parse("838960.00"));
    }
}
