package org.perpupil.io.report;

import static org.perpupil.formula.Line.line;
import static org.perpupil.formula.Selection.everythingAbove;
import static org.perpupil.formula.Terms.dollars;
import static org.perpupil.formula.Terms.pupils;
import static org.perpupil.formula.funding.Decision.paying;
import static org.perpupil.formula.funding.Decision.reserve;
import static org.perpupil.pupils.NeedCategory.ENGLISH_LEARNER;
import static org.perpupil.pupils.NeedCategory.POVERTY;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.perpupil.budget.BudgetLine;
import org.perpupil.budget.Budgets;
import org.perpupil.budget.Held;
import org.perpupil.budget.SchoolBudget;
import org.perpupil.district.District;
import org.perpupil.district.School;
import org.perpupil.district.SchoolId;
import org.perpupil.formula.Selection;
import org.perpupil.formula.allocation.Allocation;
import org.perpupil.formula.funding.FundingModel;
import org.perpupil.formula.funding.Guard;
import org.perpupil.money.Money;
import org.perpupil.pupils.Enrollment;
import org.perpupil.revenue.RevenueSource;

/**
 * Schools 1 to 8 of 100 pupils each, of whom 10, 20, … 80 are poor and 90, 80, … 20 learn English: $1,000 for each pupil from the general
 * fund of $1,000,000, and $500 for each poor one from a restricted fund of $300,000.
 */
final class EightSchools {
    private static final RevenueSource GENERAL = RevenueSource.state("general", "General fund");
    private static final RevenueSource RESERVE = RevenueSource.state("reserve", "Reserve");
    private static final RevenueSource POVERTY_FUND =
            RevenueSource.federal("poverty-fund", "Poverty fund").restrictedTo(POVERTY);

    private EightSchools() {}

    static Allocation allocation() {
        return model(FundingModel.named("Eight")
                        .unlocked(
                                GENERAL,
                                paying(line("all pupils").amount(dollars(1_000).times(pupils())))))
                .build()
                .resolve(district(), ThreeSchools.YEAR)
                .allocate();
    }

    /**
     * The same with a reserve of $200,000 that holds schools at 90% of last year, poor pupils not counted: schools 1 and 2, which had
     * $200,000 each, get $180,000 in place of $100,000.
     */
    static Allocation heldHarmless() {
        return heldHarmless(everythingAbove().except("poor pupils"));
    }

    /** The same, where what poor pupils bring counts too: they bring schools 1 and 2 nothing beside the $180,000. */
    static Allocation heldWhateverTheNeed() {
        return heldHarmless(everythingAbove());
    }

    private static Allocation heldHarmless(Selection counting) {
        return model(FundingModel.named("Held")
                        .unlocked(
                                GENERAL,
                                reserve(RESERVE, Money.ofDollars(200_000)),
                                paying(line("all pupils").amount(dollars(1_000).times(pupils())))))
                .guard(Guard.holdHarmless("hold harmless", "90%")
                        .counting(counting)
                        .paidBy(RESERVE))
                .build()
                .resolve(district(), ThreeSchools.YEAR, lastYear())
                .allocate();
    }

    static Budgets lastYear() {
        return Budgets.of(
                ThreeSchools.YEAR.previous(),
                Stream.of("1", "2")
                        .map(school -> new SchoolBudget(
                                SchoolId.of(school),
                                ThreeSchools.YEAR.previous(),
                                List.of(new BudgetLine("staff", GENERAL, Money.ofDollars(200_000), Held.FREE))))
                        .toList());
    }

    private static FundingModel.Builder model(FundingModel.Builder general) {
        return general.unlocked(
                POVERTY_FUND, paying(line("poor pupils").amount(dollars(500).times(pupils(POVERTY)))));
    }

    private static District district() {
        return District.named("Riverside")
                .levels(ThreeSchools.ELEMENTARY, ThreeSchools.MIDDLE)
                .schools(IntStream.rangeClosed(1, 8)
                        .mapToObj(EightSchools::school)
                        .toList())
                .revenue(GENERAL, Money.ofDollars(1_000_000))
                .revenue(POVERTY_FUND, Money.ofDollars(300_000))
                .build();
    }

    private static School school(int number) {
        return School.of(Integer.toString(number), "School " + number)
                .enrolling(Enrollment.in(ThreeSchools.ELEMENTARY)
                        .pupils(100)
                        .need(POVERTY, 10L * number)
                        .need(ENGLISH_LEARNER, 100 - 10L * number)
                        .build())
                .build();
    }
}
