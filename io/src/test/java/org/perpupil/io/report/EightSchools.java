package org.perpupil.io.report;

import static org.perpupil.formula.Line.line;
import static org.perpupil.formula.Terms.dollars;
import static org.perpupil.formula.Terms.pupils;
import static org.perpupil.formula.funding.Decision.paying;
import static org.perpupil.pupils.NeedCategory.ENGLISH_LEARNER;
import static org.perpupil.pupils.NeedCategory.POVERTY;

import java.util.stream.IntStream;
import org.perpupil.district.District;
import org.perpupil.district.School;
import org.perpupil.formula.allocation.Allocation;
import org.perpupil.formula.funding.FundingModel;
import org.perpupil.money.Money;
import org.perpupil.pupils.Enrollment;
import org.perpupil.revenue.RevenueSource;

/**
 * Schools 1 to 8 of 100 pupils each, of whom 10, 20, … 80 are poor and 90, 80, … 20 learn English: $1,000 for each pupil from the general
 * fund of $1,000,000, and $500 for each poor one from a restricted fund of $300,000.
 */
final class EightSchools {
    private EightSchools() {}

    static Allocation allocation() {
        RevenueSource general = RevenueSource.state("general", "General fund");
        RevenueSource poverty =
                RevenueSource.federal("poverty-fund", "Poverty fund").restrictedTo(POVERTY);
        return FundingModel.named("Eight")
                .unlocked(
                        general, paying(line("all pupils").amount(dollars(1_000).times(pupils()))))
                .unlocked(
                        poverty, paying(line("poor pupils").amount(dollars(500).times(pupils(POVERTY)))))
                .build()
                .resolve(
                        District.named("Riverside")
                                .levels(ThreeSchools.ELEMENTARY, ThreeSchools.MIDDLE)
                                .schools(IntStream.rangeClosed(1, 8)
                                        .mapToObj(EightSchools::school)
                                        .toList())
                                .revenue(general, Money.ofDollars(1_000_000))
                                .revenue(poverty, Money.ofDollars(300_000))
                                .build(),
                        ThreeSchools.YEAR)
                .allocate();
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
