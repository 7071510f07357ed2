package org.perpupil.docs;

import static org.perpupil.formula.SpanRate.at;
import static org.perpupil.formula.Terms.pupils;
import static org.perpupil.formula.Terms.shareOf;
import static org.perpupil.formula.funding.Decision.centralShare;
import static org.perpupil.formula.funding.Decision.eligible;
import static org.perpupil.formula.funding.Decision.inProportionTo;
import static org.perpupil.formula.funding.Decision.paying;
import static org.perpupil.pupils.NeedCategory.ALL_PUPILS;
import static org.perpupil.pupils.NeedCategory.POVERTY;

import org.perpupil.district.District;
import org.perpupil.district.FiscalYear;
import org.perpupil.district.School;
import org.perpupil.district.SchoolId;
import org.perpupil.formula.FundingFormula;
import org.perpupil.formula.allocation.Allocation;
import org.perpupil.formula.funding.FundingModel;
import org.perpupil.formula.funding.ResolvedModel;
import org.perpupil.money.Money;
import org.perpupil.pupils.Enrollment;
import org.perpupil.pupils.GradeSpan;
import org.perpupil.revenue.RevenueSource;

/** The first example of the README. */
public final class FirstExample {
    private FirstExample() {}

    static ResolvedModel resolved() {
        // readme:start
        GradeSpan elementary = GradeSpan.of("elementary", "K", "5");
        GradeSpan middle = GradeSpan.of("middle", "6", "8");
        RevenueSource generalFund = RevenueSource.state("general", "General fund");
        RevenueSource titleI = RevenueSource.federal("title-i", "Title I").restrictedTo(POVERTY);

        District district = District.named("Riverside")
                .school(School.of("101", "Adams Elementary")
                        .enrolling(Enrollment.in(elementary)
                                .pupils(412)
                                .need(POVERTY, 240)
                                .build())
                        .build())
                .school(School.of("102", "Brook School, K–8")
                        .enrolling(Enrollment.in(elementary)
                                .pupils(251)
                                .need(POVERTY, 65)
                                .in(middle)
                                .pupils(180)
                                .need(POVERTY, 52)
                                .build())
                        .build())
                .revenue(generalFund, Money.ofDollars(3_950_000))
                .revenue(titleI, Money.ofDollars(200_000))
                .build();

        FundingFormula formula = FundingFormula.named("Targeted revenue model")
                .perPupil(ALL_PUPILS, at(elementary, 3_741), at(middle, 3_667))
                .perPupil(POVERTY, at(elementary, 1_272), at(middle, 1_247))
                .build();
        FundingModel model = FundingModel.named("Riverside, budgets by need")
                .unlocked(generalFund, centralShare("10%"), paying(formula).prorateIfShort())
                .unlocked(titleI, eligible(shareOf(POVERTY).atLeast("40%")), inProportionTo(pupils(POVERTY)))
                .build();

        Allocation allocation = model.resolve(district, FiscalYear.of(2027)).allocate();
        System.out.println(allocation.of(SchoolId.of("102")).explain());
        // readme:end
        return model.resolve(district, FiscalYear.of(2027));
    }

    static Allocation allocation() {
        return resolved().allocate();
    }

    public static void main(String[] args) {
        allocation();
    }
}
