package org.perpupil.io.csv;

import static org.perpupil.formula.SpanRate.at;
import static org.perpupil.formula.Terms.pupils;
import static org.perpupil.formula.funding.Decision.centralShare;
import static org.perpupil.formula.funding.Decision.inProportionTo;
import static org.perpupil.formula.funding.Decision.paying;
import static org.perpupil.pupils.NeedCategory.ALL_PUPILS;
import static org.perpupil.pupils.NeedCategory.POVERTY;
import static org.perpupil.testing.Schools.ELEMENTARY;
import static org.perpupil.testing.Schools.HIGH;
import static org.perpupil.testing.Schools.LEVELS;

import java.util.Map;
import org.perpupil.district.District;
import org.perpupil.district.FiscalYear;
import org.perpupil.district.School;
import org.perpupil.district.SchoolId;
import org.perpupil.formula.FundingFormula;
import org.perpupil.formula.allocation.Allocation;
import org.perpupil.formula.funding.FundingModel;
import org.perpupil.money.Money;
import org.perpupil.pupils.Enrollment;
import org.perpupil.revenue.RevenueSource;

/** Two schools and four sources, small enough to be worked by hand. */
public final class ExampleAllocation {
    public static final RevenueSource GENERAL = RevenueSource.local("general", "General fund");
    public static final RevenueSource TITLE_I =
            RevenueSource.federal("title-i", "Title I").restrictedTo(POVERTY);
    public static final RevenueSource BONDS = RevenueSource.local("bonds", "Bonds");
    public static final RevenueSource ARTS =
            RevenueSource.privately("arts", "Arts").restrictedTo("arts teaching");

    public static final FiscalYear YEAR = FiscalYear.of(2027);

    private ExampleAllocation() {}

    public static District district() {
        return District.named("Unified District")
                .levels(LEVELS)
                .school(School.of("101", "Lincoln")
                        .enrolling(Enrollment.in(ELEMENTARY)
                                .pupils(412)
                                .need(POVERTY, 240)
                                .estimated(POVERTY, "by the state's ratio")
                                .build())
                        .build())
                .school(School.of("102", "Washington, \"Old\"")
                        .enrolling(Enrollment.in(HIGH)
                                .pupils(600)
                                .need(POVERTY, 100)
                                .build())
                        .build())
                .revenue(GENERAL, Money.ofDollars(6_000_000))
                .revenue(TITLE_I, Money.ofDollars(100_000))
                .revenue(BONDS, Money.ofDollars(50_000))
                .revenue(ARTS, Money.ofDollars(25_000))
                .build();
    }

    public static Allocation allocation() {
        // rates of the guidebook's Table 2.2, elementary and high schools
        FundingFormula formula = FundingFormula.named("Targeted revenue model")
                .perPupil(ALL_PUPILS, at(ELEMENTARY, 3_741), at(HIGH, 4_683))
                .perPupil(POVERTY, at(ELEMENTARY, 1_272), at(HIGH, 1_077))
                .build();
        return FundingModel.named("Example")
                .unlocked(GENERAL, centralShare("15%"), paying(formula))
                .unlocked(TITLE_I, inProportionTo(pupils(POVERTY)))
                .locked(BONDS)
                .schoolGrant(ARTS, "second year", Map.of(SchoolId.of("101"), Money.ofDollars(25_000)))
                .build()
                .resolve(district(), YEAR)
                .allocate();
    }
}
