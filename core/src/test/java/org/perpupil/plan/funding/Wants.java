package org.perpupil.plan.funding;

import static org.perpupil.pupils.NeedCategory.ENGLISH_LEARNER;
import static org.perpupil.pupils.NeedCategory.POVERTY;

import java.util.List;
import org.perpupil.district.FiscalYear;
import org.perpupil.money.Money;
import org.perpupil.plan.Action;
import org.perpupil.plan.Cost;
import org.perpupil.plan.FocusArea;
import org.perpupil.plan.Goal;
import org.perpupil.plan.Investment;
import org.perpupil.plan.SitePlan;
import org.perpupil.plan.Strategy;
import org.perpupil.revenue.RevenueSource;

/** Small plans and streams for examples by hand; everybody, their costs and their money are made up. */
final class Wants {
    static final FiscalYear YEAR = FiscalYear.of(2027);

    static final RevenueSource GENERAL = RevenueSource.local("general", "General fund");
    static final RevenueSource TITLE_I =
            RevenueSource.federal("title-i", "Title I").restrictedTo(POVERTY);
    static final RevenueSource SUPPLEMENTAL =
            RevenueSource.state("supplemental", "Supplemental grant").restrictedTo(POVERTY, ENGLISH_LEARNER);
    static final RevenueSource GIFT =
            RevenueSource.privately("gift", "Gift of parents").restrictedTo("music");

    private Wants() {}

    /** Returns what any unrestricted stream may pay for. */
    static Investment want(String id, long dollars, int priority) {
        return Investment.of(id, "What " + id + " is", Cost.of(Money.ofDollars(dollars)))
                .priority(priority);
    }

    /** Returns a plan of school 101 with one goal, {@code math}. */
    static SitePlan plan(Investment... investments) {
        return SitePlan.of("101", YEAR)
                .goal(Goal.of("math", FocusArea.academic("mathematics"), "Raise mathematics")
                        .through(Strategy.of("tutoring", "Tutoring")
                                .acting(Action.of("hire", "Hire").investing(investments))))
                .build();
    }

    static FundingStream stream(RevenueSource source, long dollars, int flexibility) {
        return new FundingStream(source, Money.ofDollars(dollars), flexibility);
    }

    /** Returns streams of these dollars, the first the most flexible. */
    static FundingStreams general(long general) {
        return FundingStreams.of(stream(GENERAL, general, 1));
    }

    /** Returns streams of these dollars, the first the most flexible. */
    static FundingStreams generalAndTitleI(long general, long titleI) {
        return FundingStreams.of(stream(GENERAL, general, 1), stream(TITLE_I, titleI, 2));
    }

    /** Returns everything that is paid, in the order of the lines, such as {@code tutors title-i 40.00}. */
    static List<String> cells(Funding funding) {
        return funding.lines().stream()
                .map(line -> "%s %s %s"
                        .formatted(line.investment().id(), line.source().id(), line.amount()))
                .toList();
    }
}
