package org.perpupil.plan.review;

import static org.perpupil.pupils.NeedCategory.ENGLISH_LEARNER;
import static org.perpupil.pupils.NeedCategory.POVERTY;

import java.time.LocalDate;
import java.util.List;
import org.perpupil.district.District;
import org.perpupil.district.FiscalYear;
import org.perpupil.district.School;
import org.perpupil.money.Money;
import org.perpupil.plan.Action;
import org.perpupil.plan.Cost;
import org.perpupil.plan.DistrictGoal;
import org.perpupil.plan.FocusArea;
import org.perpupil.plan.Goal;
import org.perpupil.plan.Investment;
import org.perpupil.plan.SitePlan;
import org.perpupil.plan.Strategy;
import org.perpupil.plan.funding.Funding;
import org.perpupil.plan.funding.FundingStream;
import org.perpupil.plan.funding.FundingStreams;
import org.perpupil.plan.funding.Matching;
import org.perpupil.plan.process.PlanHistory;
import org.perpupil.plan.process.PlanStatus;
import org.perpupil.pupils.Enrollment;
import org.perpupil.pupils.GradeSpan;
import org.perpupil.revenue.RevenueSource;
import org.perpupil.testing.Schools;

/** The district, goals and plans of these tests. */
final class Plans {
    static final FiscalYear YEAR = FiscalYear.of(2027);
    static final LocalDate MARCH = LocalDate.of(2026, 3, 2);
    static final RevenueSource GENERAL = RevenueSource.local("general", "General fund");

    static final FocusArea MATHEMATICS = FocusArea.academic("mathematics");
    static final FocusArea READING = FocusArea.academic("reading");
    static final FocusArea ATTENDANCE = FocusArea.other("attendance");
    static final DistrictGoal D1 = DistrictGoal.of("D1", MATHEMATICS, "Two of three pupils proficient");
    static final DistrictGoal D2 = DistrictGoal.of("D2", ATTENDANCE, "Absences halved");
    static final DistrictGoal D3 = DistrictGoal.of("D3", FocusArea.other("safety"), "Nobody afraid");

    private static final String ANA = "Ana Ruiz";

    private Plans() {}

    /** Returns a school in one span, and how many of its pupils are poor and learn English. */
    static School school(String id, GradeSpan span, long pupils, long poor, long learners) {
        return School.of(id, "School " + id)
                .enrolling(Enrollment.in(span)
                        .pupils(pupils)
                        .need(POVERTY, poor)
                        .need(ENGLISH_LEARNER, learners)
                        .build())
                .build();
    }

    /** Returns a district with the levels K–5, 6–8 and 9–12. */
    static District district(School... schools) {
        return District.named("Unified District")
                .levels(Schools.LEVELS)
                .schools(List.of(schools))
                .build();
    }

    /** Returns an investment of so many cents. */
    static Investment investment(String id, long cents, int priority) {
        return Investment.of(id, "Some " + id, Cost.of(Money.ofCents(cents))).priority(priority);
    }

    static Action action(String id, LocalDate due, Investment... investments) {
        return Action.of(id, "To " + id).ownedBy("Principal").dueBy(due).investing(investments);
    }

    /** Returns a goal with one strategy that has its id. */
    static Goal goal(String id, FocusArea area, Action... actions) {
        return Goal.of(id, area, "Aim of " + id)
                .through(Strategy.of(id + "-way", "Way to " + id).acting(actions));
    }

    /** Returns a plan that knows all goals of the district. */
    static SitePlan plan(String school, FiscalYear year, Goal... goals) {
        return SitePlan.of(school, year)
                .importing(D1, D2, D3)
                .goals(List.of(goals))
                .build();
    }

    /** Returns the history of a plan that nobody has to approve. */
    static PlanHistory history(SitePlan plan, PlanStatus status) {
        PlanHistory draft = PlanHistory.requiring().start(plan, ANA, MARCH, "");
        return switch (status) {
            case DRAFT -> draft;
            case SHARED -> draft.share(ANA, MARCH);
            case APPROVED -> draft.share(ANA, MARCH).approve(ANA, MARCH);
            case FINAL -> draft.share(ANA, MARCH).approve(ANA, MARCH).finish(ANA, MARCH);
        };
    }

    /** Returns a plan with so much of the general fund. */
    static Funding funded(SitePlan plan, long cents) {
        return Matching.of(plan, FundingStreams.of(new FundingStream(GENERAL, Money.ofCents(cents), 1)))
                .fund();
    }
}
