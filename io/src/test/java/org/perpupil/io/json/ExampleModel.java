package org.perpupil.io.json;

import static org.perpupil.formula.Line.line;
import static org.perpupil.formula.Selection.everythingAbove;
import static org.perpupil.formula.SpanRate.at;
import static org.perpupil.formula.Terms.bands;
import static org.perpupil.formula.Terms.number;
import static org.perpupil.formula.Terms.perPupil;
import static org.perpupil.formula.Terms.pupils;
import static org.perpupil.formula.Terms.rate;
import static org.perpupil.formula.Terms.share;
import static org.perpupil.formula.Terms.shareOf;
import static org.perpupil.formula.funding.Decision.centralShare;
import static org.perpupil.formula.funding.Decision.eligible;
import static org.perpupil.formula.funding.Decision.inProportionTo;
import static org.perpupil.formula.funding.Decision.paying;
import static org.perpupil.formula.funding.Decision.reserve;
import static org.perpupil.pupils.NeedCategory.ALL_PUPILS;
import static org.perpupil.pupils.NeedCategory.POVERTY;
import static org.perpupil.testing.Schools.ELEMENTARY;
import static org.perpupil.testing.Schools.HIGH;
import static org.perpupil.testing.Schools.MIDDLE;

import java.util.Map;
import org.perpupil.district.SchoolId;
import org.perpupil.exact.Rounding;
import org.perpupil.formula.FundingFormula;
import org.perpupil.formula.Parameter;
import org.perpupil.formula.funding.FundingModel;
import org.perpupil.formula.funding.Guard;
import org.perpupil.formula.funding.Staffing;
import org.perpupil.money.Money;
import org.perpupil.revenue.RevenueSource;

/** A model of a small district, with a decision of every kind. */
final class ExampleModel {
    static final RevenueSource GENERAL = RevenueSource.local("general", "General fund");
    static final RevenueSource RESERVE = RevenueSource.local("reserve", "Reserve");
    static final RevenueSource TITLE_I =
            RevenueSource.federal("title-i", "Title I").restrictedTo(POVERTY);
    static final RevenueSource BONDS = RevenueSource.local("bonds", "Bonds");
    static final RevenueSource ARTS = RevenueSource.privately("arts", "Arts grant");

    private ExampleModel() {}

    static FundingFormula formula() {
        return FundingFormula.named("Targeted revenue model")
                .parameters(
                        // The guidebook's Table 2.2 has these rates for all pupils
                        Parameter.dollars("base")
                                .in(2027, "Table 2.2", at(ELEMENTARY, "3741.00"), at(MIDDLE, 3_667), at(HIGH, 4_683)),
                        Parameter.number("poverty weight")
                                .in(2027, "0.340", "Resolution 12, page 4")
                                .in(2028, "0.35", "Resolution 12, page 4"),
                        Parameter.dollars("poverty base").in(2027, "3741.333333", "3,741.33", "Resolution 12, page 5"))
                .add(
                        line("all pupils").amount(perPupil(ALL_PUPILS, "base")).citing("Table 2.2"),
                        line("poverty")
                                .amount(pupils(POVERTY)
                                        .times(share("poverty weight"))
                                        .times(rate("poverty base")))
                                .rounded(Rounding.dollars()))
                .add(Staffing.of("counselors")
                        .positions(bands(pupils()).upTo(600, number(1)).otherwise(number(2)))
                        .at(rate("poverty base").times("25")))
                .build();
    }

    static FundingModel model() {
        return FundingModel.named("Unified district")
                .unlocked(GENERAL, centralShare("15%"), reserve(RESERVE, Money.ofDollars(50_000)), paying(formula()))
                .unlocked(TITLE_I, eligible(shareOf(POVERTY).atLeast("40%")), inProportionTo(pupils(POVERTY)))
                .locked(BONDS)
                .schoolGrant(ARTS, "arts grant, second year", Map.of(SchoolId.of("101"), Money.ofDollars(25_000)))
                .guard(Guard.holdHarmless("hold harmless", "95%")
                        .counting(everythingAbove().except("Arts grant"))
                        .paidBy(RESERVE)
                        .exceptFor(SchoolId.of("109"), "closes in June"))
                .build();
    }
}
