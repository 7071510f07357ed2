package org.perpupil.io.report;

import static org.perpupil.formula.Line.line;
import static org.perpupil.formula.Selection.everythingAbove;
import static org.perpupil.formula.Selection.lines;
import static org.perpupil.formula.Terms.dollars;
import static org.perpupil.formula.Terms.pupils;
import static org.perpupil.formula.funding.Decision.centralShare;
import static org.perpupil.formula.funding.Decision.paying;
import static org.perpupil.formula.funding.Decision.reserve;

import java.util.List;
import org.perpupil.budget.BudgetLine;
import org.perpupil.budget.Budgets;
import org.perpupil.budget.Held;
import org.perpupil.budget.SchoolBudget;
import org.perpupil.district.District;
import org.perpupil.district.SchoolId;
import org.perpupil.formula.FundingFormula;
import org.perpupil.formula.allocation.Allocation;
import org.perpupil.formula.funding.FundingModel;
import org.perpupil.formula.funding.Guard;
import org.perpupil.formula.funding.ResolvedModel;
import org.perpupil.money.Money;
import org.perpupil.revenue.RevenueSource;

/**
 * Three schools with a reserve, guards of which two are not held, and a formula that is shown.
 *
 * <pre>
 *            base                         minimum  late cut             by 1,200 × pupils
 * 101 Adams  100 × 1,000 = 100,000                            = 100,000  120,000  +20,000
 * 102 Brook  100 × 1,000 = 100,000                            = 100,000  120,000  +20,000
 * 103 Clay    10 × 1,000 =  10,000         20,000   −5,000    =  25,000   12,000  −13,000
 *                          210,000         20,000   −5,000      225,000  252,000
 * </pre>
 *
 * <p>The general fund is $300,000, of which 10% stays central and $60,000 is set aside. The minimum is $30,000. Adams is capped at
 * $90,000 from the reserve, which has paid it nothing that could be taken back.
 */
public final class Guarded {
    private Guarded() {}

    public static Allocation allocation() {
        return allocation("Reserve", "minimum", "Next year");
    }

    static Allocation allocation(String reserveName, String minimum, String formula) {
        return resolved(reserveName, minimum, formula).allocate();
    }

    public static ResolvedModel resolved() {
        return resolved("Reserve", "minimum", "Next year");
    }

    private static ResolvedModel resolved(String reserveName, String minimum, String formula) {
        RevenueSource general = RevenueSource.state("general", "General fund");
        RevenueSource reserve = RevenueSource.state("reserve", reserveName);
        return FundingModel.named("Guarded")
                .unlocked(
                        general,
                        centralShare("10%"),
                        reserve(reserve, Money.ofDollars(60_000)),
                        paying(line("base").amount(dollars(1_000).times(pupils()))))
                .guard(
                        Guard.minimum(minimum, dollars(30_000))
                                .counting(everythingAbove())
                                .paidBy(reserve),
                        Guard.maximum(
                                        "maximum",
                                        dollars(90_000),
                                        pupils().in(ThreeSchools.ELEMENTARY).atLeast("100"))
                                .counting(lines("base"))
                                .paidBy(reserve))
                .add(line("late cut")
                        .amount(dollars(0).minus(dollars(5_000)))
                        .onlyWhere(pupils().atMost("50"))
                        .from(general))
                .shadow(FundingFormula.named(formula)
                        .add(line("each pupil").amount(dollars(1_200).times(pupils())))
                        .build())
                .build()
                .resolve(
                        District.named("Riverside")
                                .levels(ThreeSchools.ELEMENTARY, ThreeSchools.MIDDLE)
                                .schools(List.of(ThreeSchools.adams(), ThreeSchools.brook(), ThreeSchools.clay()))
                                .revenue(general, Money.ofDollars(300_000))
                                .build(),
                        ThreeSchools.YEAR);
    }

    /** What the three schools had in the year before. */
    static Budgets budgets(String adams, String brook, String clay) {
        return Budgets.of(
                ThreeSchools.YEAR.previous(), List.of(budget("101", adams), budget("102", brook), budget("103", clay)));
    }

    private static SchoolBudget budget(String school, String amount) {
        RevenueSource general = RevenueSource.state("general", "General fund");
        return new SchoolBudget(
                SchoolId.of(school),
                ThreeSchools.YEAR.previous(),
                List.of(new BudgetLine("staff", general, Money.parse(amount), Held.FREE)));
    }
}
