package org.perpupil.formula.compliance;

import static org.perpupil.pupils.NeedCategory.POVERTY;

import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.perpupil.budget.BudgetLine;
import org.perpupil.budget.Budgets;
import org.perpupil.budget.Held;
import org.perpupil.budget.SchoolBudget;
import org.perpupil.district.District;
import org.perpupil.district.FiscalYear;
import org.perpupil.district.School;
import org.perpupil.district.SchoolId;
import org.perpupil.money.Money;
import org.perpupil.pupils.Enrollment;
import org.perpupil.pupils.GradeSpan;
import org.perpupil.revenue.RevenueSource;

/** The schools and budgets of two years, collected by hand for a test. */
final class TwoYears {
    static final FiscalYear BEFORE = FiscalYear.of(2026);
    static final FiscalYear AFTER = FiscalYear.of(2027);
    static final RevenueSource STATE_AID = RevenueSource.state("aid", "State aid");
    static final RevenueSource LEVY = RevenueSource.local("levy", "Levy");
    static final RevenueSource TITLE_I = RevenueSource.federal("title-i", "Title I");

    private final District.Builder before = District.named("Springfield");
    private final District.Builder after = District.named("Springfield");
    private final List<SchoolBudget> budgetsBefore = new ArrayList<>();
    private final List<SchoolBudget> budgetsAfter = new ArrayList<>();

    /** A school with as many pupils in both years, and what the levy pays it in each. */
    TwoYears school(String id, GradeSpan span, long pupils, long poor, String paidBefore, String paidAfter) {
        return before(id, span, pupils, poor, paidBefore).after(id, span, pupils, poor, paidAfter);
    }

    TwoYears before(String id, GradeSpan span, long pupils, long poor, String paid) {
        before.school(school(id, span, pupils, poor));
        return budgetBefore(id, line(LEVY, paid));
    }

    TwoYears after(String id, GradeSpan span, long pupils, long poor, String paid) {
        after.school(school(id, span, pupils, poor));
        return budgetAfter(id, line(LEVY, paid));
    }

    TwoYears only(FiscalYear year, School school) {
        (year.equals(BEFORE) ? before : after).school(school);
        return this;
    }

    TwoYears budgetBefore(String id, BudgetLine... lines) {
        budgetsBefore.add(new SchoolBudget(SchoolId.of(id), BEFORE, List.of(lines)));
        return this;
    }

    TwoYears budgetAfter(String id, BudgetLine... lines) {
        budgetsAfter.add(new SchoolBudget(SchoolId.of(id), AFTER, List.of(lines)));
        return this;
    }

    static BudgetLine line(RevenueSource source, String amount) {
        return new BudgetLine("all", source, Money.parse(amount), Held.FREE);
    }

    static School school(String id, GradeSpan span, long pupils, long poor) {
        return School.of(id, "School " + id)
                .enrolling(
                        Enrollment.in(span).pupils(pupils).need(POVERTY, poor).build())
                .build();
    }

    static School uncounted(String id, long pupils) {
        return School.of(id, "School " + id)
                .enrolling(Enrollment.in(GradeSpan.ALL_GRADES).pupils(pupils).build())
                .build();
    }

    MaintenanceOfEquity check() {
        return check(MaintenanceOfEquity.of(POVERTY, RoundingMode.DOWN));
    }

    MaintenanceOfEquity check(MaintenanceOfEquity.Rule rule) {
        return rule.before(before.build(), Budgets.of(BEFORE, budgetsBefore))
                .after(after.build(), Budgets.of(AFTER, budgetsAfter));
    }
}
