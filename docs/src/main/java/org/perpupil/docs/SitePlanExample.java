package org.perpupil.docs;

import static org.perpupil.docs.LosAngeles.ENGLISH_LEARNER_FUND;
import static org.perpupil.docs.LosAngeles.MUSIC;
import static org.perpupil.docs.LosAngeles.SHOWN;
import static org.perpupil.docs.LosAngeles.YEAR;
import static org.perpupil.plan.EvidenceTier.MODERATE;
import static org.perpupil.plan.EvidenceTier.PROMISING;
import static org.perpupil.plan.EvidenceTier.RATIONALE;
import static org.perpupil.plan.EvidenceTier.STRONG;
import static org.perpupil.plan.NeedsAssessment.Question.MAJOR_NEEDS;
import static org.perpupil.plan.NeedsAssessment.Question.THEMES;
import static org.perpupil.plan.process.MemberRole.OTHER_STAFF;
import static org.perpupil.plan.process.MemberRole.PARENT;
import static org.perpupil.plan.process.MemberRole.PRINCIPAL;
import static org.perpupil.plan.process.MemberRole.STUDENT;
import static org.perpupil.plan.process.MemberRole.TEACHER;
import static org.perpupil.pupils.NeedCategory.ENGLISH_LEARNER;
import static org.perpupil.pupils.NeedCategory.POVERTY;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.perpupil.account.ChartOfAccounts;
import org.perpupil.budget.SchoolBudget;
import org.perpupil.district.District;
import org.perpupil.formula.allocation.Allocation;
import org.perpupil.io.json.SitePlanJson;
import org.perpupil.io.report.PlanPage;
import org.perpupil.money.Money;
import org.perpupil.plan.Action;
import org.perpupil.plan.CommunityAsset;
import org.perpupil.plan.Cost;
import org.perpupil.plan.DistrictGoal;
import org.perpupil.plan.Finding;
import org.perpupil.plan.FocusArea;
import org.perpupil.plan.Goal;
import org.perpupil.plan.GoalReview;
import org.perpupil.plan.Investment;
import org.perpupil.plan.Metric;
import org.perpupil.plan.NeedsAssessment;
import org.perpupil.plan.SitePlan;
import org.perpupil.plan.Strategy;
import org.perpupil.plan.Subgroup;
import org.perpupil.plan.funding.Funding;
import org.perpupil.plan.funding.Matching;
import org.perpupil.plan.process.Approval;
import org.perpupil.plan.process.CaliforniaSiteCouncil;
import org.perpupil.plan.process.Committee;
import org.perpupil.plan.process.Input;
import org.perpupil.plan.process.Meeting;
import org.perpupil.plan.process.Member;
import org.perpupil.plan.process.MemberRole;
import org.perpupil.plan.process.Milestone;
import org.perpupil.plan.process.PlanHistory;
import org.perpupil.plan.process.PlanningCalendar;
import org.perpupil.plan.process.Votes;
import org.perpupil.plan.review.DistrictPlans;
import org.perpupil.plan.review.Scorecard;
import org.perpupil.pupils.PupilGroup;

/**
 * One school's plan for the money that {@link LosAngeles} allocates to it: what it found, what it aims at, what that costs, and
 * which source pays for what.
 *
 * <p>Only the budget and the counts of pupils come from the allocation; everything else is invented, as {@link #ASSUMPTIONS} says.
 */
public final class SitePlanExample {
    static final List<String> ASSUMPTIONS = List.of(
            "Fact: what each source holds is the school's budget by source, as the formula of the Los Angeles example allocates it.",
            "Invented: findings, goals, strategies, actions, committees, votes and days; nothing of it is known of the school.",
            "Invented: staff, salaries and prices; a position costs about what the staffing rule of the Los Angeles example says.",
            "Invented: the tiers of evidence; they are examples, and no judgement on any program.",
            "Assumption: a small chart of accounts in the manner of California's objects of expenditure.",
            "Assumption: the council is composed by the law of 2018, and the foundation found both costs of music to be its purpose.");

    /** What readers of a page must know before they read that the plan is final. */
    static final String EXAMPLE =
            "Example: the school is real; the plan is invented, and its budget is a draft with assumed amounts.";

    static final LocalDate TODAY = LocalDate.of(2000, 4, 10);

    static final Metric GRADUATE = Metric.percent("graduate in four years");
    static final Metric ALGEBRA = Metric.percent("pass algebra by the end of grade 9");
    static final Metric FLUENT = Metric.percent("become fluent in English in a year");
    static final Metric ABSENT = Metric.of("days absent a year", "days").lowerIsBetter();

    static final FocusArea GRADUATION = FocusArea.other("graduation");
    static final FocusArea MATHEMATICS = FocusArea.academic("mathematics");
    static final FocusArea LANGUAGE = FocusArea.academic("English language development");

    static final List<DistrictGoal> DISTRICT_GOALS = List.of(
            DistrictGoal.of("D1", GRADUATION, "Every pupil graduates"),
            DistrictGoal.of("D2", MATHEMATICS, "Every pupil passes algebra by grade 9"),
            DistrictGoal.of("D3", LANGUAGE, "Every English learner is fluent within five years"));

    private static final Subgroup ALL = Subgroup.ALL_PUPILS;
    private static final Subgroup POOR = Subgroup.of(POVERTY);
    private static final Subgroup LEARNERS = Subgroup.of(ENGLISH_LEARNER);

    private SitePlanExample() {}

    static NeedsAssessment assessment() {
        // guide:start
        Goal lastYear = Goal.of("graduate-1999", GRADUATION, "65% graduate in four years")
                .measuredBy(GRADUATE, ALL)
                .from(1998, "60")
                .to("65");
        NeedsAssessment assessment = NeedsAssessment.builder()
                .focusingOn(GRADUATION, MATHEMATICS, LANGUAGE)
                .finding(Finding.of("fluent", FLUENT, LEARNERS)
                        .in(1997, "5")
                        .in(1998, "6")
                        .in(1999, "7")
                        .against("15"))
                .findings(others())
                .lastYear(GoalReview.of(lastYear, "62"))
                .answer(THEMES, "Pupils who fail algebra in grade 9 are those who leave in grade 11.")
                .answer(MAJOR_NEEDS, "Time and teachers for algebra, and for English in every subject.")
                .build();
        // guide:end
        return assessment;
    }

    private static List<Finding> others() {
        return List.of(
                Finding.of("graduate", GRADUATE, ALL)
                        .in(1997, "58")
                        .in(1998, "60")
                        .in(1999, "62")
                        .against("80"),
                Finding.of("graduate-learners", GRADUATE, LEARNERS)
                        .in(1997, "44")
                        .in(1998, "45")
                        .in(1999, "47")
                        .against("80"),
                Finding.of("algebra", ALGEBRA, ALL)
                        .in(1997, "44")
                        .in(1998, "46")
                        .in(1999, "49")
                        .against("60"),
                Finding.of("algebra-poor", ALGEBRA, POOR)
                        .in(1997, "36")
                        .in(1998, "39")
                        .in(1999, "41")
                        .against("60"),
                Finding.of("absent", ABSENT, ALL)
                        .in(1997, "9")
                        .in(1998, "8.5")
                        .in(1999, "8")
                        .against("8"),
                Finding.of("absent-poor", ABSENT, POOR)
                        .in(1997, "11.5")
                        .in(1998, "11")
                        .in(1999, "10.5")
                        .against("8"));
    }

    private static ChartOfAccounts accounts() {
        return ChartOfAccounts.named("objects of expenditure")
                .account("1100", "Teachers")
                .account("1200", "Pupil support")
                .account("1300", "Administrators")
                .account("2100", "Aides")
                .account("2400", "Office staff")
                .account("4300", "Materials and supplies")
                .account("4400", "Equipment")
                .account("5800", "Services")
                .build();
    }

    /** The plan as it was first written. */
    static SitePlan draft() {
        // guide:start
        SitePlan draft = SitePlan.of(SHOWN, YEAR)
                .assessment(assessment())
                .importing(DISTRICT_GOALS)
                .accounts(accounts())
                .asset(CommunityAsset.of("college", "A college nearby", "students who tutor in algebra")
                        .hours(600))
                .goal(algebra())
                .goal(fluency())
                .goal(graduation())
                .build();
        // guide:end
        return draft;
    }

    private static Goal algebra() {
        Action evenings = Action.of("evenings", "Tutor after school on four days a week")
                .ownedBy("Head of mathematics")
                .dueBy(LocalDate.of(2000, 9, 15))
                .supportedBy("college")
                .investing(
                        Investment.of("tutoring", "Hours of tutoring", Cost.units(5_000, Money.ofDollars(38)))
                                .priority(10)
                                .chargedTo("5800")
                                .serving(POVERTY)
                                .reaching(400)
                                .recurring()
                                .backedBy(STRONG),
                        Investment.of("laptops", "Laptops to take home", Cost.units(750, Money.ofDollars(900)))
                                .priority(16)
                                .chargedTo("4400")
                                .serving(POVERTY)
                                .reaching(750)
                                .oneTime()
                                .backedBy(RATIONALE)
                                .wholeOrNothing());
        // guide:start
        Investment teachers = Investment.of("algebra", "Teachers of algebra", Cost.fte("8", Money.ofDollars(90_000)))
                .priority(6)
                .chargedTo("1100")
                .serving(POVERTY)
                .reaching(640)
                .recurring()
                .backedBy(PROMISING);
        Action hire = Action.of("hire", "Hire for a second period of algebra")
                .ownedBy("Principal")
                .dueBy(LocalDate.of(2000, 3, 31))
                .investing(teachers, coach());
        Goal goal = Goal.of("algebra", MATHEMATICS, "50% of poor pupils pass algebra")
                .measuredBy(ALGEBRA, POOR)
                .from(1999, "41")
                .to("50")
                .by(LocalDate.of(2002, 6, 30))
                .servingDistrictGoal("D2")
                .answering("algebra-poor")
                .through(Strategy.of("time", "More time for algebra").acting(hire, evenings));
        // guide:end
        return goal;
    }

    private static Investment coach() {
        return Investment.of("coach", "Coach for teachers", Cost.fte("1", Money.ofDollars(95_000)))
                .priority(15)
                .chargedTo("1100")
                .recurring()
                .backedBy(PROMISING);
    }

    private static Goal fluency() {
        Action periods = Action.of("periods", "Add periods of English for those who learn it")
                .ownedBy("Head of English")
                .dueBy(LocalDate.of(2000, 8, 15))
                .investing(
                        Investment.of("english", "Teachers of English", Cost.fte("3", Money.ofDollars(90_000)))
                                .priority(7)
                                .chargedTo("1100")
                                .serving(ENGLISH_LEARNER)
                                .reaching(300)
                                .recurring()
                                .backedBy(MODERATE),
                        Investment.of("reading", "Teachers of reading", Cost.fte("1.5", Money.ofDollars(90_000)))
                                .priority(17)
                                .chargedTo("1100")
                                .serving(PupilGroup.allOf(POVERTY, ENGLISH_LEARNER))
                                .reaching(120)
                                .recurring()
                                .backedBy(STRONG),
                        Investment.of("aides", "Bilingual aides", Cost.fte("5", Money.ofDollars(31_000)))
                                .priority(11)
                                .chargedTo("2100")
                                .serving(ENGLISH_LEARNER)
                                .reaching(250)
                                .recurring()
                                .backedBy(RATIONALE));
        Action families = Action.of("families", "Speak with families in their languages")
                .ownedBy("Assistant principal")
                .dueBy(LocalDate.of(2000, 10, 1));
        return Goal.of("fluency", LANGUAGE, "15% of English learners become fluent")
                .measuredBy(FLUENT, LEARNERS)
                .from(1999, "7")
                .to("15")
                .by(LocalDate.of(2001, 6, 30))
                .servingDistrictGoal("D3")
                .answering("fluent", "graduate-learners")
                .through(Strategy.of("language", "English in small classes").acting(periods, families));
    }

    private static Goal graduation() {
        return Goal.of("graduate", GRADUATION, "68% graduate in four years")
                .measuredBy(GRADUATE, ALL)
                .from(1999, "62")
                .to("68")
                .by(LocalDate.of(2003, 6, 30))
                .servingDistrictGoal("D1")
                .answering("graduate", "absent-poor")
                .through(
                        Strategy.of("teach", "A full program for everybody").acting(staff()),
                        Strategy.of("stay", "Reasons and help to stay").acting(help(), program()));
    }

    private static Action staff() {
        return Action.of("staff", "Fill every position, and order what classes use")
                .ownedBy("Principal")
                .dueBy(LocalDate.of(2000, 8, 15))
                .investing(
                        Investment.of("teachers", "Teachers", Cost.fte("97", Money.ofDollars(90_000)))
                                .priority(1)
                                .chargedTo("1100")
                                .recurring(),
                        Investment.of("principals", "Principal, assistants", Cost.of(Money.ofDollars(395_000)))
                                .priority(2)
                                .chargedTo("1300")
                                .recurring(),
                        Investment.of("office", "Office staff", Cost.fte("14", Money.ofDollars(45_000)))
                                .priority(3)
                                .chargedTo("2400")
                                .recurring(),
                        Investment.of("supplies", "Supplies", Cost.units(2_415, Money.ofDollars(240)))
                                .priority(4)
                                .chargedTo("4300")
                                .reaching(2_415)
                                .recurring(),
                        Investment.of("counselors", "Counselors", Cost.fte("6", Money.ofDollars(90_000)))
                                .priority(5)
                                .chargedTo("1200")
                                .recurring()
                                .backedBy(MODERATE),
                        Investment.of("training", "Days of training", Cost.units(220, Money.ofDollars(160)))
                                .priority(20)
                                .chargedTo("5800")
                                .oneTime()
                                .wholeOrNothing());
    }

    private static Action help() {
        return Action.of("help", "Find pupils who fall behind before they leave")
                .ownedBy("Head counselor")
                .dueBy(LocalDate.of(2000, 6, 30))
                .investing(
                        Investment.of("attendance", "Attendance workers", Cost.fte("4", Money.ofDollars(82_000)))
                                .priority(9)
                                .chargedTo("1200")
                                .serving(POVERTY)
                                .reaching(500)
                                .recurring()
                                .backedBy(MODERATE),
                        Investment.of("bridge", "Summer before grade 9", Cost.units(320, Money.ofDollars(900)))
                                .priority(14)
                                .chargedTo("5800")
                                .serving(POVERTY)
                                .reaching(320)
                                .oneTime()
                                .backedBy(PROMISING)
                                .wholeOrNothing(),
                        Investment.of("college", "Preparation for college", Cost.units(420, Money.ofDollars(450)))
                                .priority(17)
                                .chargedTo("5800")
                                .serving(POVERTY)
                                .reaching(420)
                                .recurring()
                                .backedBy(MODERATE));
    }

    private static Action program() {
        // guide:start
        Investment instruments = Investment.of("instruments", "Instruments", Cost.units(40, Money.ofDollars(520)))
                .priority(13)
                .chargedTo("4400")
                .reaching(120)
                .oneTime()
                .approvedFor(MUSIC.id());
        // guide:end
        return Action.of("program", "Offer music and laboratory science")
                .ownedBy("Assistant principal")
                .dueBy(LocalDate.of(2000, 9, 1))
                .investing(
                        Investment.of("music", "Teacher of music", Cost.fte("0.5", Money.ofDollars(90_000)))
                                .priority(12)
                                .chargedTo("1100")
                                .reaching(120)
                                .recurring()
                                .approvedFor(MUSIC.id()),
                        instruments,
                        Investment.of("laboratory", "Laboratory", Cost.of(Money.ofDollars(265_000)))
                                .priority(18)
                                .chargedTo("4400")
                                .reaching(900)
                                .oneTime()
                                .backedBy(RATIONALE)
                                .wholeOrNothing());
    }

    /** The plan as it was approved: changed by what the parents of English learners said. */
    static SitePlan plan() {
        SitePlan draft = draft();
        // guide:start
        Investment reading = draft.investment("reading").orElseThrow();
        Investment tutoring = draft.investment("tutoring").orElseThrow();
        SitePlan plan = draft.with(reading.withPriority(8))
                .with(tutoring.withCost(Cost.units(6_000, Money.ofDollars(38))))
                .with(draft.action("families").orElseThrow().investing(translators()));
        // guide:end
        return plan;
    }

    private static Investment translators() {
        return Investment.of("translators", "Translators", Cost.units(400, Money.ofDollars(45)))
                .priority(19)
                .chargedTo("5800")
                .serving(ENGLISH_LEARNER)
                .recurring();
    }

    static SchoolBudget budget(Allocation allocation) {
        return allocation.budgets().of(SHOWN).orElseThrow();
    }

    static Matching matching(Allocation allocation) {
        // guide:start
        SchoolBudget budget = allocation.budgets().of(SHOWN).orElseThrow();
        Matching matching = Matching.of(plan(), budget);
        // guide:end
        return matching;
    }

    /** The same with a part of reading entered for the English learner fund. */
    static Funding withReadingByHand(Matching matching) {
        // guide:start
        Funding byHand = matching.byHand("reading", ENGLISH_LEARNER_FUND.id(), Money.ofDollars(20_000))
                .fund();
        // guide:end
        return byHand;
    }

    static Committee council() {
        // guide:start
        Committee council = Committee.SCHOOL_SITE_COUNCIL
                .ruledBy(CaliforniaSiteCouncil.secondary())
                .seating(Member.of("Principal", PRINCIPAL), Member.of("Librarian", OTHER_STAFF))
                .seating(members(TEACHER, "English", "mathematics", "science", "music"))
                .seating(members(PARENT, "grade 9", "grade 10", "grade 11"))
                .seating(members(STUDENT, "grade 10", "grade 11", "grade 12"))
                .met(Meeting.on(LocalDate.of(1999, 10, 26))
                        .discussing("Results of last year", "Answers to the survey")
                        .attendedBy("Principal", "teacher, mathematics", "parent, grade 9", "student, grade 11")
                        .hearing(Input.of("parent, grade 9", "Pupils who ride a bus cannot stay for tutoring")
                                .about("algebra")));
        // guide:end
        return council;
    }

    private static List<Member> members(MemberRole role, String... of) {
        return Arrays.stream(of)
                .map(some -> Member.of(role + ", " + some, role))
                .toList();
    }

    static PlanHistory history() {
        Committee advisory =
                Committee.ENGLISH_LEARNER_ADVISORY.seating(members(PARENT, "grade 9", "grade 10", "grade 12"));
        // guide:start
        PlanHistory history = PlanHistory.requiring(council(), advisory)
                .start(draft(), "Principal", LocalDate.of(2000, 3, 8), "First draft")
                .share("Principal", LocalDate.of(2000, 4, 3))
                .record(Approval.rejected(
                        advisory, 1, LocalDate.of(2000, 4, 11), new Votes(0, 3, 0), "Reading comes too late"))
                .revise(plan(), "Principal", LocalDate.of(2000, 4, 20), "Reading before attendance")
                .share("Principal", LocalDate.of(2000, 4, 24))
                .record(Approval.approved(
                        council(),
                        2,
                        LocalDate.of(2000, 5, 9),
                        Votes.inFavor(9).against(1).abstaining(2)))
                .record(Approval.approved(advisory, 2, LocalDate.of(2000, 5, 11), Votes.inFavor(3)))
                .approve("Principal", LocalDate.of(2000, 5, 12))
                .finish("Principal", LocalDate.of(2000, 5, 26));
        // guide:end
        return history;
    }

    static PlanningCalendar calendar() {
        // guide:start
        PlanningCalendar calendar = PlanningCalendar.yearBefore(YEAR);
        for (Milestone milestone : calendar.dueBetween(LocalDate.of(1999, 7, 1), LocalDate.of(2000, 2, 28))) {
            calendar = calendar.done(milestone.id(), milestone.due());
        }
        // guide:end
        return calendar;
    }

    static DistrictPlans districtPlans(Allocation allocation) {
        // guide:start
        DistrictPlans plans = DistrictPlans.of(allocation.district(), YEAR)
                .setting(DISTRICT_GOALS)
                .plan(history(), matching(allocation).fund())
                .build();
        // guide:end
        return plans;
    }

    static Scorecard scorecard() {
        // guide:start
        Scorecard scorecard = Scorecard.of(
                plan(),
                Scorecard.Measure.of(GRADUATE, ALL).against("70"),
                Scorecard.Measure.of(FLUENT, LEARNERS).against("10"),
                Scorecard.Measure.of(ABSENT, ALL).against("8"));
        // guide:end
        return scorecard;
    }

    /** Writes the plan as JSON. */
    static void write(Path folder) throws IOException {
        // guide:start
        SitePlanJson.write(plan(), folder.resolve("site-plan.json"));
        // guide:end
    }

    /** Writes the plan as pages: everything, the same dollars counted in three ways, the scorecard, and one sheet for parents. */
    static void writePages(Allocation allocation, Path folder) throws IOException {
        PlanPage plan = PlanPage.of(allocation.district(), matching(allocation).fund())
                .with(history())
                .with(scorecard())
                .with(calendar())
                .with(allocation.status())
                .opening(EXAMPLE);
        PlanPage noted = plan.noting(ASSUMPTIONS.toArray(String[]::new));
        noted.writeTo(folder.resolve("plan.html"));
        noted.byGoal().writeTo(folder.resolve("plan-by-goal.html"));
        noted.bySource().writeTo(folder.resolve("plan-by-source.html"));
        noted.byAccount().writeTo(folder.resolve("plan-by-account.html"));
        noted.scorecard().writeTo(folder.resolve("plan-scorecard.html"));
        plan.asking("The school site council meets on the second Tuesday of the month, at 6 in the library.")
                .forParents()
                .writeTo(folder.resolve("plan-for-parents.html"));
    }

    /** Prints the plan and its money; the one argument is the folder to write to. */
    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args.length == 0 ? "target/site-plan" : args[0]);
        District district = LosAngeles.district();
        Allocation june = LosAngeles.restByPoverty()
                .resolve(district, YEAR, LosAngeles.lastYear(district))
                .allocate();
        Allocation allocation = LosAngeles.allocation(district);
        System.out.print(SitePlanSummary.of(allocation, june));
        Files.createDirectories(folder);
        write(folder);
        writePages(allocation, folder);
        System.out.println("\nWritten to " + folder.toAbsolutePath().normalize()
                + ": site-plan.json; plan.html, and the same plan as plan-by-goal.html, plan-by-source.html, plan-by-account.html,"
                + " plan-scorecard.html and plan-for-parents.html");
    }
}
