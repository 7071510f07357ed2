package org.perpupil.formula.funding;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.perpupil.budget.BudgetLine;
import org.perpupil.budget.Budgets;
import org.perpupil.budget.Held;
import org.perpupil.budget.SchoolBudget;
import org.perpupil.district.District;
import org.perpupil.district.FiscalYear;
import org.perpupil.district.School;
import org.perpupil.district.SchoolId;
import org.perpupil.formula.allocation.Allocation;
import org.perpupil.money.Money;
import org.perpupil.pupils.Enrollment;
import org.perpupil.pupils.GradeSpan;
import org.perpupil.pupils.NeedCategory;
import org.perpupil.revenue.RevenueSource;

/** A district of three schools with 100, 200 and 300 pupils, of whom 50, 20 and none are poor: small enough for hand work. */
final class Three {
    static final GradeSpan ELEMENTARY = GradeSpan.of("elementary", "K", "5");
    static final GradeSpan MIDDLE = GradeSpan.of("middle", "6", "8");
    static final FiscalYear YEAR = FiscalYear.of(2027);
    static final RevenueSource GENERAL = RevenueSource.state("general", "General fund");
    static final RevenueSource TITLE_I =
            RevenueSource.federal("title-i", "Title I").restrictedTo(NeedCategory.POVERTY);

    private Three() {}

    static School.Builder school(String id, GradeSpan span, long pupils, long poor) {
        return School.of(id, "School " + id)
                .enrolling(Enrollment.in(span)
                        .pupils(pupils)
                        .need(NeedCategory.POVERTY, poor)
                        .build());
    }

    static District.Builder district() {
        return District.named("Three")
                .levels(ELEMENTARY, MIDDLE)
                .school(school("1", ELEMENTARY, 100, 50).build())
                .school(school("2", ELEMENTARY, 200, 20).build())
                .school(school("3", MIDDLE, 300, 0).build());
    }

    static Budgets hadLastYear(long... dollars) {
        List<SchoolBudget> budgets = new ArrayList<>();
        for (int i = 0; i < dollars.length; i++) {
            budgets.add(new SchoolBudget(
                    SchoolId.of(String.valueOf(i + 1)),
                    YEAR.previous(),
                    List.of(new BudgetLine("all", GENERAL, Money.ofDollars(dollars[i]), Held.FREE))));
        }
        return Budgets.of(YEAR.previous(), budgets);
    }

    static Map<String, Money> totals(Allocation allocation) {
        Map<String, Money> totals = new TreeMap<>();
        allocation.schools().forEach(school -> totals.put(school.id().value(), school.total()));
        return totals;
    }

    static Map<String, Money> dollars(String one, String two, String three) {
        return Map.of("1", Money.parse(one), "2", Money.parse(two), "3", Money.parse(three));
    }
}
