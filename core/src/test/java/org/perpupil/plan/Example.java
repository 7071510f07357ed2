package org.perpupil.plan;

import static org.perpupil.pupils.NeedCategory.ALL_PUPILS;
import static org.perpupil.pupils.NeedCategory.POVERTY;

import java.time.LocalDate;
import org.perpupil.account.ChartOfAccounts;
import org.perpupil.district.FiscalYear;
import org.perpupil.money.Money;
import org.perpupil.pupils.Grade;
import org.perpupil.pupils.GradeSpan;

/**
 * A small plan around the guidebook's own example of a goal: raise fifth-graders' proficiency on the state mathematics test from
 * 60 to 80 per cent by 2015. The years before, the other goal and all costs are made up.
 */
final class Example {
    static final FiscalYear YEAR = FiscalYear.of(2013);
    static final LocalDate END = LocalDate.of(2015, 6, 30);

    static final FocusArea MATHEMATICS = FocusArea.academic("mathematics");
    static final FocusArea ATTENDANCE = FocusArea.other("attendance");
    static final Metric PROFICIENT = Metric.percent("proficient on the state mathematics test");
    static final Metric ABSENT = Metric.of("absent per pupil", "days").lowerIsBetter();
    static final Subgroup FIFTH_GRADERS = Subgroup.of(ALL_PUPILS, GradeSpan.of(Grade.GRADE_5));

    static final DistrictGoal DISTRICT_GOAL =
            DistrictGoal.of("D1", MATHEMATICS, "Every pupil is ready for algebra in grade 8");
    static final CommunityAsset LIBRARY = CommunityAsset.of("library", "City library", "Homework help");
    static final Finding MATH_FINDING = Finding.of("math-5", PROFICIENT, FIFTH_GRADERS)
            .in(2010, "52")
            .in(2011, "57")
            .in(2012, "60")
            .against("80");
    static final Finding ABSENCES = Finding.of("absences", ABSENT, Subgroup.ALL_PUPILS)
            .in(2011, "9")
            .in(2012, "8")
            .against("6");
    static final NeedsAssessment ASSESSMENT = NeedsAssessment.builder()
            .focusingOn(MATHEMATICS, ATTENDANCE)
            .finding(MATH_FINDING)
            .finding(ABSENCES)
            .build();

    static final ChartOfAccounts CHART = ChartOfAccounts.named("Objects")
            .account("1100", "Teachers' salaries")
            .account("4300", "Materials and supplies")
            .build();

    /** 2 × 78,500 = 157,000. */
    static final Investment TUTORS = Investment.of(
                    "tutors", "Two mathematics tutors", Cost.fte("2", Money.ofDollars(78_500)))
            .priority(1)
            .chargedTo("1100")
            .serving(POVERTY);

    /** 120 × 45.50 = 5,460. */
    static final Investment BOOKS = Investment.of("books", "Workbooks", Cost.units(120, Money.ofCents(4_550)))
            .priority(2)
            .chargedTo("4300");

    /** 3,000. */
    static final Investment CALLS = Investment.of("calls", "Calls to families", Cost.of(Money.ofDollars(3_000)))
            .priority(2);

    static final Action HIRE = Action.of("hire", "Hire two tutors")
            .ownedBy("Principal")
            .dueBy(LocalDate.of(2012, 9, 15))
            .investing(TUTORS);
    static final Action BUY = Action.of("buy", "Buy workbooks")
            .ownedBy("Ms Ode")
            .dueBy(LocalDate.of(2012, 8, 1))
            .supportedBy("library")
            .investing(BOOKS);
    static final Action CALL = Action.of("call", "Call families on the first day")
            .ownedBy("Mr Day")
            .dueBy(LocalDate.of(2013, 5, 1))
            .investing(CALLS);

    static final Goal MATH = Goal.of(
                    "math",
                    MATHEMATICS,
                    "Raise fifth-graders' proficiency on the state mathematics test from 60 to 80 per cent by 2015")
            .measuredBy(PROFICIENT, FIFTH_GRADERS)
            .from(2012, "60")
            .to("80")
            .by(END)
            .servingDistrictGoal("D1")
            .answering("math-5")
            .through(Strategy.of("tutoring", "Tutor in small groups").acting(HIRE, BUY));
    static final Goal PRESENT = Goal.of("present", ATTENDANCE, "Miss fewer days")
            .measuredBy(ABSENT, Subgroup.ALL_PUPILS)
            .from(2012, "8")
            .to("6")
            .by(END)
            .answering("absences")
            .through(Strategy.of("families", "Talk with families").acting(CALL));

    /** Costs 157,000 + 5,460 + 3,000 = 165,460. */
    static final SitePlan PLAN = builder().goal(MATH).goal(PRESENT).build();

    private Example() {}

    /** Returns a plan that has all but its goals. */
    static SitePlan.Builder builder() {
        return SitePlan.of("101", YEAR)
                .assessment(ASSESSMENT)
                .importing(DISTRICT_GOAL)
                .asset(LIBRARY)
                .accounts(CHART);
    }
}
