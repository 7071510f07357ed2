package org.perpupil.docs;

import static org.perpupil.formula.Line.line;
import static org.perpupil.formula.Terms.dollars;
import static org.perpupil.formula.Terms.pupils;
import static org.perpupil.formula.Terms.shareOf;
import static org.perpupil.formula.funding.Decision.eligible;
import static org.perpupil.formula.funding.Decision.inProportionTo;
import static org.perpupil.pupils.NeedCategory.POVERTY;

import java.io.PrintStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.perpupil.budget.BudgetLine;
import org.perpupil.budget.Budgets;
import org.perpupil.budget.Held;
import org.perpupil.budget.SchoolBudget;
import org.perpupil.district.District;
import org.perpupil.district.FiscalYear;
import org.perpupil.district.School;
import org.perpupil.exact.Rational;
import org.perpupil.exact.Rounding;
import org.perpupil.formula.Selection;
import org.perpupil.formula.allocation.Allocation;
import org.perpupil.formula.compliance.FootingCheck;
import org.perpupil.formula.compliance.MaintenanceOfEquity;
import org.perpupil.formula.compliance.PublishedRow;
import org.perpupil.formula.compliance.PublishedSum;
import org.perpupil.formula.compliance.RateCheck;
import org.perpupil.formula.compliance.SupplementCheck;
import org.perpupil.formula.funding.FundingModel;
import org.perpupil.formula.funding.Guard;
import org.perpupil.money.Money;
import org.perpupil.pupils.Enrollment;
import org.perpupil.pupils.GradeSpan;
import org.perpupil.revenue.RevenueSource;

/** Published tables that are held to their own rules, and a budget that is held to the law. */
final class ComplianceExample {
    static final FiscalYear YEAR = FiscalYear.of(2027);
    static final RevenueSource GENERAL = RevenueSource.local("general", "General fund");
    static final RevenueSource TITLE_I =
            RevenueSource.federal("title-i", "Title I").restrictedTo(POVERTY);

    private ComplianceExample() {}

    static void findRate(PrintStream out) {
        // guide:start
        RateCheck rate = RateCheck.of(
                Rounding.dollars(),
                PublishedRow.of("Aiton ES", "450288").count(236),
                PublishedRow.of("Anacostia HS", "1013148").count(531),
                PublishedRow.of("Ballou HS", "1797336").count(942),
                PublishedRow.of("Stanton ES", "356692").count(449));
        out.println(rate);
        // guide:end
    }

    static void addUp(PrintStream out) {
        // guide:start
        FootingCheck parts = FootingCheck.of(
                BigDecimal.ONE,
                List.of(
                        sum("Aiton ES", "450288", "428338.3222", "21949.25", "0", "0"),
                        sum("Anacostia HS", "1013148", "916044", "0", "97104", "0"),
                        sum("Ballou HS", "1797336", "1552938.409", "93805.49486", "80920", "69672.09624"),
                        sum("Stanton ES", "356692", "633054.9949", "0", "109677.2073", "113959.7978")));
        out.println(parts);
        // guide:end
    }

    private static PublishedSum sum(
            String school, String total, String enrollment, String sped, String aspecr, String flex) {
        Map<String, BigDecimal> parts = new LinkedHashMap<>();
        parts.put("enrollment", new BigDecimal(enrollment));
        parts.put("sped", new BigDecimal(sped));
        parts.put("aspecr", new BigDecimal(aspecr));
        parts.put("flex", new BigDecimal(flex));
        return PublishedSum.of(school, parts, new BigDecimal(total));
    }

    static void tryPrintedRate(PrintStream out) {
        // guide:start
        RateCheck rate = RateCheck.of(
                Rounding.cents(),
                PublishedRow.of("School A", "4364035.83").count(1_004).withLumpSum("225000"),
                PublishedRow.of("School B", "2682037.20").count(596).withLumpSum("225000"),
                PublishedRow.of("School C", "2245047.37").count(490).withLumpSum("225000"),
                PublishedRow.of("School D", "2022429.90").count(436).withLumpSum("225000"));
        out.println(rate);
        out.println(rate.contains(new BigDecimal("4122.55")));
        out.println(rate.missedBy(Rational.parse("4122.55")).get(0));
        // guide:end
    }

    static District district() {
        return District.named("Riverside")
                .school(school("101", "Lincoln", 180))
                .school(school("102", "Adams", 60))
                .school(school("103", "Grant", 50))
                .school(school("104", "Hayes", 40))
                .revenue(GENERAL, Money.ofDollars(11_000_000))
                .revenue(TITLE_I, Money.ofDollars(90_000))
                .build();
    }

    private static School school(String id, String name, long poor) {
        return School.of(id, name)
                .enrolling(Enrollment.in(GradeSpan.ALL_GRADES)
                        .pupils(300)
                        .need(POVERTY, poor)
                        .build())
                .build();
    }

    /** Last year, the general fund paid every school its minimum. */
    static Budgets lastYear() {
        return Budgets.of(
                YEAR.previous(),
                district().schools().stream()
                        .map(school -> new SchoolBudget(
                                school.id(),
                                YEAR.previous(),
                                List.of(new BudgetLine("base", GENERAL, Money.ofDollars(2_520_000), Held.FREE))))
                        .toList());
    }

    static FundingModel model(Guard minimum) {
        // guide:start
        FundingModel model = FundingModel.named("Riverside")
                .unlocked(GENERAL)
                .unlocked(TITLE_I, eligible(shareOf(POVERTY).atLeast("40%")), inProportionTo(pupils(POVERTY)))
                .add(line("base").amount(pupils().times(dollars(8_000))).from(GENERAL))
                .guard(minimum)
                .build();
        // guide:end
        return model;
    }

    static void supplement(PrintStream out) {
        District district = district();
        // guide:start
        Guard ofAll = Guard.perPupilMinimum("per-pupil minimum", dollars(8_400))
                .counting(Selection.everythingAbove())
                .paidBy(GENERAL);
        out.println(SupplementCheck.of(model(ofAll).resolve(district, YEAR), TITLE_I));
        Guard ofItsOwn = Guard.perPupilMinimum("per-pupil minimum", dollars(8_400))
                .counting(Selection.from(GENERAL))
                .paidBy(GENERAL);
        out.println(SupplementCheck.of(model(ofItsOwn).resolve(district, YEAR), TITLE_I));
        // guide:end
    }

    static void maintainEquity(PrintStream out) {
        District district = district();
        Guard ofAll = Guard.perPupilMinimum("per-pupil minimum", dollars(8_400))
                .counting(Selection.everythingAbove())
                .paidBy(GENERAL);
        Allocation allocation = model(ofAll).resolve(district, YEAR).allocate();
        // guide:start
        MaintenanceOfEquity equity = MaintenanceOfEquity.of(POVERTY, RoundingMode.UP)
                .before(district, lastYear())
                .after(district, allocation.budgets());
        out.println(equity);
        // guide:end
    }
}
