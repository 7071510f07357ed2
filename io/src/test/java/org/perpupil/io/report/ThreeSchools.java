package org.perpupil.io.report;

import static org.perpupil.formula.Line.line;
import static org.perpupil.formula.SpanRate.at;
import static org.perpupil.formula.Terms.perPupil;
import static org.perpupil.formula.Terms.pupils;
import static org.perpupil.formula.Terms.shareOf;
import static org.perpupil.formula.funding.Decision.centralShare;
import static org.perpupil.formula.funding.Decision.eligible;
import static org.perpupil.formula.funding.Decision.inProportionTo;
import static org.perpupil.formula.funding.Decision.paying;
import static org.perpupil.pupils.NeedCategory.ALL_PUPILS;
import static org.perpupil.pupils.NeedCategory.ENGLISH_LEARNER;
import static org.perpupil.pupils.NeedCategory.POVERTY;

import java.util.List;
import java.util.Map;
import org.perpupil.budget.BudgetLine;
import org.perpupil.budget.Budgets;
import org.perpupil.budget.Held;
import org.perpupil.budget.SchoolBudget;
import org.perpupil.district.District;
import org.perpupil.district.FiscalYear;
import org.perpupil.district.School;
import org.perpupil.district.SchoolId;
import org.perpupil.formula.Parameter;
import org.perpupil.formula.allocation.Allocation;
import org.perpupil.formula.funding.FundingModel;
import org.perpupil.formula.funding.ResolvedModel;
import org.perpupil.money.Money;
import org.perpupil.pupils.Enrollment;
import org.perpupil.pupils.GradeSpan;
import org.perpupil.revenue.RevenueSource;

/**
 * A district small enough to be worked by hand.
 *
 * <pre>
 *                 pupils           all pupils                                        Title I   English   grant
 * 101 Adams       100 elementary   100 × 3,741                        = 374,100.00   10,000.00   33.34          = 384,133.34
 * 102 Brook       60 + 40 middle   60 × 3,741 + 40 × 3,667            = 371,140.00               33.33  2,500.50 = 373,673.83
 * 103 Clay        10 middle        10 × 3,667                         =  36,670.00      800.00   33.33          =  37,503.33
 *                                                                        781,910.00   10,800.00  100.00  2,500.50 = 795,310.50
 * </pre>
 *
 * <p>Title I, $10,800.00, goes to schools with at least 40% of their pupils in poverty: Adams with 50 of 100 and Clay with 4 of
 * 10, not Brook with 25 of 100; 10,800 ÷ 54 = $200.00 for each. English learners are one in each school, so $100.00 is
 * $33.333… for each, and the cent that is left goes to the lowest id. The general fund is $1,000,000.00 less 10%.
 */
public final class ThreeSchools {
    static final GradeSpan ELEMENTARY = GradeSpan.of("elementary", "K", "5");
    static final GradeSpan MIDDLE = GradeSpan.of("middle", "6", "8");
    static final FiscalYear YEAR = FiscalYear.of(2027);
    static final String CITATION = "Board policy 7, page 2";
    static final String ESTIMATE = "last spring's share of pupils";

    private static final RevenueSource GENERAL = RevenueSource.state("general", "General fund");
    private static final RevenueSource TITLE_I =
            RevenueSource.federal("title-i", "Title I").restrictedTo(POVERTY);
    private static final RevenueSource LEARNERS =
            RevenueSource.state("learners", "Learner fund").restrictedTo(ENGLISH_LEARNER);
    private static final RevenueSource BOND =
            RevenueSource.local("bond", "Bond").restrictedTo("repayment of bonds");
    private static final RevenueSource ARTS =
            RevenueSource.privately("arts", "Arts grant").restrictedTo("teachers of art");

    private ThreeSchools() {}

    static School adams() {
        return named("Adams");
    }

    /** The school 101 under another name. */
    static School named(String name) {
        return School.of("101", name)
                .enrolling(Enrollment.in(ELEMENTARY)
                        .pupils(100)
                        .need(POVERTY, 50)
                        .need(ENGLISH_LEARNER, 1)
                        .estimated(ENGLISH_LEARNER, ESTIMATE)
                        .build())
                .build();
    }

    static School brook() {
        return School.of("102", "Brook")
                .enrolling(Enrollment.in(ELEMENTARY)
                        .pupils(60)
                        .need(POVERTY, 20)
                        .need(ENGLISH_LEARNER, 1)
                        .in(MIDDLE)
                        .pupils(40)
                        .need(POVERTY, 5)
                        .need(ENGLISH_LEARNER, 0)
                        .build())
                .build();
    }

    static School clay() {
        return School.of("103", "Clay")
                .enrolling(Enrollment.in(MIDDLE)
                        .pupils(10)
                        .need(POVERTY, 4)
                        .need(ENGLISH_LEARNER, 1)
                        .build())
                .build();
    }

    static Allocation allocation() {
        return allocation("Riverside", "By need", List.of(adams(), brook(), clay()));
    }

    static Allocation allocation(String district, String model, List<School> schools) {
        return resolved(district, model, schools).allocate();
    }

    public static ResolvedModel resolved() {
        return resolved("Riverside", "By need", List.of(adams(), brook(), clay()));
    }

    static ResolvedModel resolved(String district, String model, List<School> schools) {
        District riverside = District.named(district)
                .levels(ELEMENTARY, MIDDLE)
                .schools(schools)
                .revenue(GENERAL, Money.ofDollars(1_000_000))
                .revenue(TITLE_I, Money.ofDollars(10_800))
                .revenue(LEARNERS, Money.ofDollars(100))
                .revenue(BOND, Money.ofDollars(50_000))
                .revenue(ARTS, Money.parse("2500.50"))
                .build();
        return FundingModel.named(model)
                .parameters(Parameter.dollars("base").in(2027, CITATION, at(ELEMENTARY, 3_741), at(MIDDLE, 3_667)))
                .unlocked(
                        GENERAL, centralShare("10%"), paying(line("all pupils").amount(perPupil(ALL_PUPILS, "base"))))
                .unlocked(TITLE_I, eligible(shareOf(POVERTY).atLeast("40%")), inProportionTo(pupils(POVERTY)))
                .unlocked(LEARNERS, inProportionTo(pupils(ENGLISH_LEARNER)))
                .locked(BOND)
                .schoolGrant(ARTS, "second year of the grant", Map.of(SchoolId.of("102"), Money.parse("2500.50")))
                .build()
                .resolve(riverside, YEAR);
    }

    /** Adams had $380,000.00, Brook $374,000.00, a school that is no longer there $1,000.00, and Clay nothing. */
    static Budgets lastYear() {
        return Budgets.of(
                YEAR.previous(),
                List.of(budget("101", "380000.00"), budget("102", "374000.00"), budget("104", "1000.00")));
    }

    private static SchoolBudget budget(String school, String amount) {
        return new SchoolBudget(
                SchoolId.of(school),
                YEAR.previous(),
                List.of(new BudgetLine("staff", GENERAL, Money.parse(amount), Held.FREE)));
    }
}
