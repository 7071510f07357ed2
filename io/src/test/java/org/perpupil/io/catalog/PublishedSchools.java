package org.perpupil.io.catalog;

import static org.perpupil.pupils.NeedCategory.ENGLISH_LEARNER;
import static org.perpupil.pupils.NeedCategory.FOSTER;
import static org.perpupil.pupils.NeedCategory.POVERTY;
import static org.perpupil.pupils.NeedCategory.SPECIAL_EDUCATION;
import static org.perpupil.pupils.PupilGroup.anyOf;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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
import org.perpupil.formula.funding.Decision;
import org.perpupil.formula.funding.FundingModel;
import org.perpupil.formula.funding.ResolvedModel;
import org.perpupil.io.dcps.DcpsFiles;
import org.perpupil.money.Money;
import org.perpupil.pupils.CountBasis;
import org.perpupil.pupils.Enrollment;
import org.perpupil.pupils.GradeSpan;
import org.perpupil.pupils.NeedCategory;
import org.perpupil.revenue.RevenueSource;

/** Every entry of the catalogue, resolved for schools with the published counts, or with counts made by hand. */
public final class PublishedSchools {
    static final RevenueSource FUND = RevenueSource.state("fund", "Formula funds");
    static final GradeSpan K_3 = GradeSpan.of("K–3", "TK", "3");
    static final CountBasis BUDGETED = new CountBasis("budgeted");

    /** What D.C. Public Schools enter without a published rule. */
    static final List<String> GIVEN = List.of(
            "published amount for enrollment-based staff and programs",
            "published amount for special education",
            "published amount for English learners",
            "published amount for after school",
            "published amount for specialty programs",
            "published amount for security",
            "published amount of title funds");

    private PublishedSchools() {}

    /** Every entry by name, in a year that it has. */
    public static Map<String, ResolvedModel> all() {
        Map<String, ResolvedModel> all = new LinkedHashMap<>();
        all.put("boston", boston());
        all.put("california-cost-of-living", of("california-cost-of-living", 2022, school("1", 1)));
        all.put("california-lcff", california(2014));
        all.put("california-lcff-k-3", kindergartenTo3());
        all.put("california-lcff-transition", transition());
        all.put("dc-public-schools", dcPublicSchools());
        all.put("dc-uniform-formula", uniform());
        all.put("england-secondary", england());
        all.put("houston", houston());
        all.put("new-york-city", newYork());
        all.put("targeted-revenue-model", guidebook());
        all.put("tennessee", tennessee());
        return all;
    }

    private static School school(String id, long pupils) {
        return start(id, Enrollment.in(GradeSpan.ALL_GRADES).pupils(pupils)).build();
    }

    private static School.Builder start(String id, Enrollment.Builder counts) {
        return School.of(id, "School " + id).enrolling(counts.build());
    }

    static ResolvedModel of(String name, int year, School... schools) {
        return paying(name)
                .resolve(District.named("A district").schools(List.of(schools)).build(), FiscalYear.of(year));
    }

    private static FundingModel paying(String formula) {
        return FundingModel.named(formula)
                .unlocked(FUND, Decision.withoutAmount(), Decision.paying(Catalogue.formula(formula)))
                .build();
    }

    /** The counts of the published summary. */
    static ResolvedModel boston() {
        Enrollment.Builder counts = Enrollment.in(GradeSpan.of("K0–K1", "PK", "TK"))
                .pupils(80)
                .in(GradeSpan.of("K2", "K", "K"))
                .pupils(19)
                .in(GradeSpan.of("1–2", "1", "2"))
                .pupils(17)
                .in(GradeSpan.of("3–5", "3", "5"))
                .pupils(24)
                .in(GradeSpan.of("6–8", "6", "8"))
                .pupils(12)
                .in(GradeSpan.of("9–12", "9", "12"))
                .pupils(4);
        counts.schoolwide()
                .need(new NeedCategory("in a program for autism"), 44)
                .need(new NeedCategory("in special education in early childhood at ages 3–4"), 40)
                .need(new NeedCategory("in an elementary program for emotional impairment"), 32)
                .need(new NeedCategory("in a middle or high school program for emotional impairment"), 12);
        return of("boston", 2016, start("1", counts).build());
    }

    static ResolvedModel california(int year) {
        return of("california-lcff", year, attendance("1", K_3, 100, 106, 97, 66, 70, 64));
    }

    static ResolvedModel kindergartenTo3() {
        return of("california-lcff-k-3", 2016, attendance("1", K_3, 8_456, 8_400, 8_300, 0, 0, 0));
    }

    /** A district as one school, with attendance and unduplicated pupils of three years, the current one first. */
    static School attendance(
            String id, GradeSpan span, long now, long before, long earlier, long ofNow, long ofBefore, long ofEarlier) {
        return School.of(id, "District " + id)
                .enrolling(attendance(span, now, ofNow))
                .enrolling(new CountBasis("prior year"), attendance(span, before, ofBefore))
                .enrolling(new CountBasis("year before the prior year"), attendance(span, earlier, ofEarlier))
                .build();
    }

    private static Enrollment attendance(GradeSpan span, long pupils, long unduplicated) {
        return Enrollment.in(span)
                .pupils(pupils)
                .need(anyOf(ENGLISH_LEARNER, POVERTY, FOSTER), unduplicated)
                .build();
    }

    static ResolvedModel transition() {
        return of(
                "california-lcff-transition",
                2016,
                start("1", Enrollment.in(GradeSpan.ALL_GRADES).pupils(100))
                        .money("floor entitlement", Money.parse("700000.00"))
                        .money("target entitlement", Money.parse("950892.92"))
                        .build());
    }

    /** Schools of the published file and workbook, and those that the rules name. */
    static ResolvedModel dcPublicSchools() {
        List<School> schools = new ArrayList<>();
        schools.add(dc("405", "Deal MS", "1379.7103845884174", 10_402_818));
        schools.add(dc("232", "Eaton ES", "477.2223012558253", 4_277_164));
        schools.add(dc("254", "Janney ES", "733.6080643337183", 5_743_495));
        schools.add(dc("261", "Lafayette ES", "707.3505700598519", 5_938_990));
        schools.add(dc("J", "Jefferson MS", "1", 3_753_441));
        schools.add(dc("KM", "Kelly Miller MS", "1", 5_761_406));
        schools.add(dc("S", "Savoy ES", "1", 4_265_855));
        schools.add(atRisk("202", "Aiton ES", 236));
        schools.add(atRisk("450", "Anacostia HS", 531));
        schools.add(atRisk("452", "Ballou HS", 942));
        for (String named : List.of("287", "456", "462", "463", "466", "950")) {
            schools.add(dc(named, "School " + named, "100", 800_000));
        }
        Map<String, Money> before = new LinkedHashMap<>();
        before.put("J", Money.parse("4383113.73"));
        before.put("KM", Money.parse("6447980.16"));
        before.put("S", Money.parse("4636461.97"));
        before.put("950", Money.parse("2000000.00"));
        return Catalogue.model("dc-public-schools")
                .resolve(
                        District.named("D.C. Public Schools").schools(schools).build(),
                        FiscalYear.of(2017),
                        lastYear(2016, DcpsFiles.LOCAL, before));
    }

    private static School dc(String id, String name, String budgeted, long given) {
        return dc(id, name, Enrollment.in(GradeSpan.ALL_GRADES).pupils(new BigDecimal(budgeted)), given);
    }

    private static School atRisk(String id, String name, long pupils) {
        return dc(
                id,
                name,
                Enrollment.in(GradeSpan.ALL_GRADES).pupils(pupils).need(DcpsFiles.AT_RISK, pupils),
                20_000_000);
    }

    private static School dc(String id, String name, Enrollment.Builder counts, long given) {
        School.Builder school = School.of(id, name).enrolling(counts.build()).enrolling(BUDGETED, counts.build());
        for (String fact : GIVEN) {
            school.money(fact, fact.equals(GIVEN.get(0)) ? Money.ofDollars(given) : Money.ZERO);
        }
        return school.build();
    }

    static Budgets lastYear(int year, RevenueSource source, Map<String, Money> totals) {
        FiscalYear before = FiscalYear.of(year);
        return Budgets.of(
                before,
                totals.entrySet().stream()
                        .map(total -> new SchoolBudget(
                                SchoolId.of(total.getKey()),
                                before,
                                List.of(new BudgetLine("total", source, total.getValue(), Held.FREE))))
                        .toList());
    }

    /** By hand: 100 pupils, 75 of them at risk, 5 of these in an alternative program; 1 to 9 pupils under the other needs. */
    static ResolvedModel uniform() {
        NeedCategory atRisk = new NeedCategory("at-risk");
        Enrollment.Builder counts = Enrollment.in(GradeSpan.ALL_GRADES).pupils(100);
        for (int level = 1; level <= 4; level++) {
            counts.need(new NeedCategory("in special education at level " + level), level);
        }
        counts.need(SPECIAL_EDUCATION, 10)
                .need(new NeedCategory("elementary English learner"), 5)
                .need(new NeedCategory("secondary English learner"), 6)
                .need(atRisk, 75)
                .need(atRisk.butNot(new NeedCategory("in an alternative program")), 70)
                .need(new NeedCategory("at-risk and over age in high school"), 9);
        School below = start(
                        "2",
                        Enrollment.in(GradeSpan.ALL_GRADES)
                                .pupils(100)
                                .need(atRisk, 40)
                                .need(atRisk.butNot(new NeedCategory("in an alternative program")), 40)
                                .need(new NeedCategory("in special education at level 1"), 0)
                                .need(new NeedCategory("in special education at level 2"), 0)
                                .need(new NeedCategory("in special education at level 3"), 0)
                                .need(new NeedCategory("in special education at level 4"), 0)
                                .need(SPECIAL_EDUCATION, 0)
                                .need(new NeedCategory("elementary English learner"), 0)
                                .need(new NeedCategory("secondary English learner"), 0)
                                .need(new NeedCategory("at-risk and over age in high school"), 0))
                .build();
        return of("dc-uniform-formula", 2023, start("1", counts).build(), below);
    }

    /** The published school: 571 pupils, of which 571 / 5 = 114.2 in a year group. */
    static ResolvedModel england() {
        School school = School.of("1", "A secondary school")
                .enrolling(Enrollment.in(GradeSpan.of("key stage 3", "7", "9"))
                        .pupils(347)
                        .in(GradeSpan.of("key stage 4", "10", "11"))
                        .pupils(224)
                        .build())
                .number("proportion of pupils in deprivation band F", new BigDecimal("0.001751"))
                .number("proportion of pupils with free school meals", new BigDecimal("0.054291"))
                .number("proportion of pupils with free school meals in the last six years", new BigDecimal("0.120141"))
                .number("proportion of pupils with low prior attainment", new BigDecimal("0.168738"))
                .number("proportion of pupils with English as an additional language", new BigDecimal("0.001751"))
                .number("mean size of a year group", new BigDecimal("114.2"))
                .flag("far from the next school", true)
                .build();
        return paying("england-secondary")
                .resolve(District.named("A county").currency("£").school(school).build(), FiscalYear.of(2019));
    }

    static ResolvedModel houston() {
        return of(
                "houston",
                2018,
                typed("400", "elementary"),
                typed("250", "elementary"),
                typed("120", "elementary"),
                typed("500", "elementary"),
                typed("480", "middle"),
                typed("999", "high"));
    }

    /** A school whose id is the number of its pupils. */
    private static School typed(String pupils, String type) {
        return start(pupils, Enrollment.in(GradeSpan.ALL_GRADES).pupils(Long.parseLong(pupils)))
                .text("school type", type)
                .build();
    }

    /** Five published schools with dollars, and six with registers of now and last year, which stand in for nobody. */
    static ResolvedModel newYork() {
        List<School> schools = new ArrayList<>();
        Map<String, Money> before = new LinkedHashMap<>();
        schools.add(dollars("K001", "6856416.99", "-120645.73", 500, 500));
        before.put("K001", Money.parse("5957603.00"));
        schools.add(dollars("K003", "2225195.30", "-214672.83", 500, 500));
        before.put("K003", Money.parse("2364807.00"));
        schools.add(dollars("K005", "1482282.85", "-132749.12", 500, 500));
        before.put("K005", Money.parse("1711158.00"));
        schools.add(dollars("K008", "4476192.14", "514895.10", 500, 500));
        before.put("K008", Money.parse("3578829.00"));
        schools.add(dollars("K010", "4946803.29", "9991.56", 500, 500));
        before.put("K010", Money.parse("4345806.00"));
        for (long register : new long[] {1_004, 596, 490, 436, 492, 551}) {
            schools.add(dollars("R" + register, "2000000.00", "100.00", register, 500));
            before.put("R" + register, Money.parse("2364807.00"));
        }
        return paying("new-york-city")
                .resolve(
                        District.named("New York City").schools(schools).build(),
                        FiscalYear.of(2015),
                        lastYear(2014, FUND, before));
    }

    private static School dollars(String id, String formula, String change, long register, long lastYear) {
        GradeSpan k5 = GradeSpan.of("K–5", "K", "5");
        return School.of(id, "P.S. " + id)
                .enrolling(Enrollment.in(k5).pupils(register).build())
                .enrolling(
                        new CountBasis("last year"),
                        Enrollment.in(k5).pupils(lastYear).build())
                .money("formula allocation without the foundation", Money.parse(formula))
                .money("formula dollars of the register change", Money.parse(change))
                .build();
    }

    static ResolvedModel guidebook() {
        return of(
                "targeted-revenue-model",
                2013,
                levelled("101", GradeSpan.of("elementary", "K", "5"), 400, 250, 120, 40),
                levelled("102", GradeSpan.of("middle", "6", "8"), 90, 60, 20, 10),
                levelled("103", GradeSpan.of("high", "9", "12"), 1_000, 300, 100, 80));
    }

    private static School levelled(String id, GradeSpan level, long pupils, long poverty, long learners, long special) {
        return start(
                        id,
                        Enrollment.in(level)
                                .pupils(pupils)
                                .need(POVERTY, poverty)
                                .need(ENGLISH_LEARNER, learners)
                                .need(SPECIAL_EDUCATION, special))
                .build();
    }

    static ResolvedModel tennessee() {
        return of(
                "tennessee",
                2026,
                start(
                                "1",
                                Enrollment.in(GradeSpan.ALL_GRADES)
                                        .pupils(100)
                                        .need(new NeedCategory("economically disadvantaged"), 40)
                                        .need(new NeedCategory("in a school of concentrated poverty"), 100))
                        .build());
    }
}
