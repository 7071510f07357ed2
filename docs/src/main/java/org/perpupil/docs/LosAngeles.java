package org.perpupil.docs;

import static org.perpupil.formula.Line.line;
import static org.perpupil.formula.Selection.everythingAbove;
import static org.perpupil.formula.SpanRate.at;
import static org.perpupil.formula.Terms.dollars;
import static org.perpupil.formula.Terms.fact;
import static org.perpupil.formula.Terms.number;
import static org.perpupil.formula.Terms.oneOf;
import static org.perpupil.formula.Terms.pupils;
import static org.perpupil.formula.Terms.when;
import static org.perpupil.formula.funding.Decision.centralShare;
import static org.perpupil.formula.funding.Decision.eligible;
import static org.perpupil.formula.funding.Decision.inProportionTo;
import static org.perpupil.formula.funding.Decision.paying;
import static org.perpupil.formula.funding.Decision.reserve;
import static org.perpupil.formula.funding.Decision.withoutAmount;
import static org.perpupil.pupils.NeedCategory.ALL_PUPILS;
import static org.perpupil.pupils.NeedCategory.ENGLISH_LEARNER;
import static org.perpupil.pupils.NeedCategory.POVERTY;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.perpupil.budget.Budgets;
import org.perpupil.district.District;
import org.perpupil.district.FiscalYear;
import org.perpupil.district.School;
import org.perpupil.district.SchoolId;
import org.perpupil.equity.Study;
import org.perpupil.equity.inequality.DollarsPerPupil;
import org.perpupil.equity.progressivity.NeedGroups;
import org.perpupil.equity.progressivity.Progressivity;
import org.perpupil.equity.progressivity.RelativeSpending;
import org.perpupil.equity.progressivity.Scatter;
import org.perpupil.equity.regression.Covariance;
import org.perpupil.equity.regression.Regression;
import org.perpupil.equity.report.EquityReport;
import org.perpupil.exact.Rounding;
import org.perpupil.formula.FundingFormula;
import org.perpupil.formula.allocation.Allocation;
import org.perpupil.formula.funding.Distribution;
import org.perpupil.formula.funding.FundingModel;
import org.perpupil.formula.funding.Guard;
import org.perpupil.formula.funding.ResolvedModel;
import org.perpupil.formula.funding.Staffing;
import org.perpupil.formula.scenario.Scenarios;
import org.perpupil.io.chart.RelativeSpendingChart;
import org.perpupil.io.chart.ScatterChart;
import org.perpupil.io.chart.Unit;
import org.perpupil.io.csv.AllocationCsv;
import org.perpupil.io.excel.BudgetWorkbooks;
import org.perpupil.io.json.AllocationJson;
import org.perpupil.io.json.BudgetsJson;
import org.perpupil.io.json.DistrictJson;
import org.perpupil.io.json.ExplanationJson;
import org.perpupil.io.json.FundingModelJson;
import org.perpupil.io.report.AllocationPage;
import org.perpupil.io.report.BoardReport;
import org.perpupil.io.report.DistrictPages;
import org.perpupil.io.report.EquityPage;
import org.perpupil.io.report.ExplanationPage;
import org.perpupil.io.report.Methodology;
import org.perpupil.io.report.SchoolPage;
import org.perpupil.money.Money;
import org.perpupil.problem.Loaded;
import org.perpupil.pupils.GradeSpan;
import org.perpupil.revenue.RevenueSource;

/**
 * Funds the 552 Los Angeles schools of 2000 by the guidebook's Table 2.2, prints what became of the money, writes it and the
 * formula as JSON, CSV, pages and workbooks, and shows one school's plan for its part.
 *
 * <p>Pupils and per cents are the published facts; counts by need are estimates from them; every amount of revenue and last
 * year's staffing are assumptions, named in {@link #ASSUMPTIONS}.
 */
public final class LosAngeles {
    static final GradeSpan ELEMENTARY = GradeSpan.of("elementary", "K", "5");
    static final GradeSpan MIDDLE = GradeSpan.of("middle", "6", "8");
    static final GradeSpan HIGH = GradeSpan.of("high", "9", "12");

    static final RevenueSource GENERAL = RevenueSource.state("general", "General fund");
    static final RevenueSource POVERTY_FUND =
            RevenueSource.federal("poverty", "Poverty fund").restrictedTo(POVERTY);
    static final RevenueSource ENGLISH_LEARNER_FUND =
            RevenueSource.state("english-learners", "English learner fund").restrictedTo(ENGLISH_LEARNER);
    static final RevenueSource DEBT =
            RevenueSource.local("debt", "Building debt").restrictedTo("repayment of building bonds");
    static final RevenueSource MUSIC =
            RevenueSource.privately("music", "Music grant").restrictedTo("instruments and teachers of music");

    static final RevenueSource RESERVE = RevenueSource.state("reserve", "Hold-harmless reserve");

    /** Banning Senior High is the first school of the table; its working is printed. */
    static final SchoolId SHOWN = SchoolId.of("19647331930650");

    static final FiscalYear YEAR = FiscalYear.of(2001);

    static final List<String> ASSUMPTIONS = List.of(
            "Fact: pupils, school type and per cents are as published for 1999–2000; they stand for the pupils projected for 2000–01.",
            "Fact: grades are not published; the two schools whose names say K-12 are published as high schools, and computed and called so.",
            "Estimate: pupils in poverty and English learners are pupils × published whole per cent, rounded half up.",
            "Fact: dollars per pupil are those of the guidebook's Table 2.2; it does not say that Los Angeles paid them.",
            "Assumption: the amounts of all five sources, the central share of 15% and the three music grants.",
            "Assumption: no school gets less than 90% of last year, music grants apart; a reserve of 1.5% of the general fund pays.",
            "Assumption: a school is eligible for the poverty fund if its published per cent of subsidised meals is 40 or more.",
            "Assumption: last year's budgets are what a plain staffing rule costs, not what schools had.");

    /** What the board sees wherever this is compared with the year before. */
    private static final String NOT_REAL = "Assumed: what a plain staffing rule would cost, not what schools had.";

    /** What nobody may overlook. */
    private static final String DRAFT =
            "A draft formula for 2000–01, not what Los Angeles spent: the amounts of all sources are assumed; pupils are as published.";

    private static final String GUARANTEE =
            "Whether no school gets less than 90% of what it had, music grants apart, and whether a reserve of 1.5% of the general fund is the money for it.";

    private static final String REST =
            "Whether what is left of the general fund follows pupils in poverty, or stays unspent.";

    private static final String CENTRAL = "Whether 15% of the general fund stays central.";

    private static final String THRESHOLD =
            "From what share of subsidised meals on a school is eligible for the poverty fund; here it is 40%.";

    private LosAngeles() {}

    /** The district with its revenue for the year. */
    static District district() throws IOException {
        Loaded<List<School>> schools = LosAngelesTable.schools();
        return District.named("Los Angeles Unified, schools with a performance index")
                .levels(ELEMENTARY, MIDDLE, HIGH)
                .schools(schools.orThrow())
                .revenue(GENERAL, Money.ofDollars(2_400_000_000L))
                .revenue(POVERTY_FUND, Money.ofDollars(455_000_000))
                .revenue(ENGLISH_LEARNER_FUND, Money.ofDollars(125_000_000))
                .revenue(DEBT, Money.ofDollars(180_000_000))
                .revenue(MUSIC, Money.ofDollars(100_000))
                .build();
    }

    private static FundingFormula foundation() {
        return FundingFormula.named("Foundation")
                .perPupil(ALL_PUPILS, at(ELEMENTARY, 3_741), at(MIDDLE, 3_667), at(HIGH, 4_683))
                .build();
    }

    /** What the district decides about each source, and its promise that nobody loses more than a tenth. */
    static FundingModel model() {
        return model(paying(foundation())).guard(holdHarmless()).build();
    }

    /** The same without the promise. */
    static FundingModel withoutHoldHarmless() {
        return model(paying(foundation())).build();
    }

    /** The same promise, and what is left of the general fund follows poor pupils. */
    static FundingModel restByPoverty() {
        return model(paying(foundation()).then(inProportionTo(pupils(POVERTY))))
                .guard(holdHarmless())
                .build();
    }

    /** The same promise, and less of the general fund stays central. */
    static FundingModel lessCentral() {
        return model(paying(foundation()), "10%", "40").guard(holdHarmless()).build();
    }

    /** The same promise, and fewer schools are eligible for the poverty fund. */
    static FundingModel higherThreshold() {
        return model(paying(foundation()), "15%", "45").guard(holdHarmless()).build();
    }

    private static FundingModel.Builder model(Distribution generalFund) {
        return model(generalFund, "15%", "40");
    }

    private static FundingModel.Builder model(Distribution generalFund, String central, String mealsPercent) {
        FundingFormula poverty = FundingFormula.named("Poverty")
                .perPupil(POVERTY, at(ELEMENTARY, 1_272), at(MIDDLE, 1_247), at(HIGH, 1_077))
                .build();
        FundingFormula englishLearners = FundingFormula.named("English learners")
                .perPupil(ENGLISH_LEARNER, at(ELEMENTARY, 636), at(MIDDLE, 513), at(HIGH, 749))
                .build();
        return FundingModel.named("Targeted revenue model")
                .unlocked(GENERAL, centralShare(central), reserve(RESERVE, "1.5%"), generalFund)
                .unlocked(
                        POVERTY_FUND,
                        eligible(fact("subsidised meals per cent").atLeast(mealsPercent)),
                        paying(poverty))
                .unlocked(ENGLISH_LEARNER_FUND, paying(englishLearners))
                .locked(DEBT)
                .schoolGrant(
                        MUSIC,
                        "award of the music foundation",
                        Map.of(
                                SHOWN,
                                Money.ofDollars(25_000),
                                SchoolId.of("19647331930866"),
                                Money.ofDollars(40_000),
                                SchoolId.of("19647336015796"),
                                Money.parse("17500.50")))
                .shadow(staffing());
    }

    private static Guard holdHarmless() {
        return Guard.holdHarmless("hold harmless", "90%")
                .counting(everythingAbove().except(MUSIC.name()))
                .paidBy(RESERVE);
    }

    /** Staff by ratio, priced at the mean cost of a position: how money reached schools before it followed need. */
    private static FundingFormula staffing() {
        return FundingFormula.named("Staffing rule")
                .add(Staffing.of("teachers")
                        .positions(
                                pupils().dividedBy(when(
                                        oneOf("type", "E"),
                                        number(22),
                                        when(oneOf("type", "M"), number(24), number(20)))),
                                Rounding.whole().up())
                        .at(dollars(90_000)))
                .add(line("principal").amount(dollars(110_000)))
                .add(Staffing.of("assistant principals")
                        .positions(
                                pupils().dividedBy(number(600)),
                                Rounding.whole().down())
                        .at(dollars(95_000)))
                .add(Staffing.of("office staff")
                        .positions(
                                pupils().dividedBy(number(150)),
                                Rounding.whole().up())
                        .at(dollars(45_000)))
                .add(line("supplies").amount(dollars(450).times(pupils())))
                .build();
    }

    static FundingModel staffingRule() {
        return FundingModel.named("Staffing rule of the year before")
                .unlocked(GENERAL, withoutAmount(), paying(staffing()))
                .build();
    }

    static ResolvedModel resolved(District district) {
        return model().resolve(district, YEAR, lastYear(district));
    }

    static Allocation allocation(District district) {
        return resolved(district).allocate();
    }

    static Scenarios scenarios(District district) {
        Budgets before = lastYear(district);
        return Scenarios.of("this draft", allocation(district))
                .and(
                        "without hold-harmless",
                        withoutHoldHarmless().resolve(district, YEAR, before).allocate())
                .and(
                        "rest by poverty",
                        restByPoverty().resolve(district, YEAR, before).allocate())
                .and(
                        "10% central",
                        lessCentral().resolve(district, YEAR, before).allocate())
                .and(
                        "poverty fund from 45%",
                        higherThreshold().resolve(district, YEAR, before).allocate());
    }

    static Budgets lastYear(District district) {
        District before = District.named(district.name())
                .levels(district.levels())
                .schools(district.schools())
                .build();
        return staffingRule().resolve(before, YEAR.previous()).allocate().budgets();
    }

    /** Runs the example; the one argument is the folder to write to. */
    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args.length == 0 ? "target/los-angeles" : args[0]);
        District district = district();
        Allocation allocation = allocation(district);
        Budgets lastYear = lastYear(district);
        Scenarios scenarios = scenarios(district);
        System.out.print(Summary.of(allocation, lastYear, scenarios, SHOWN, ASSUMPTIONS));
        Files.createDirectories(folder);
        DistrictJson.write(district, folder.resolve("district.json"));
        AllocationJson.write(allocation, folder.resolve("allocation.json"));
        BudgetsJson.write(lastYear, folder.resolve("last-year.json"));
        AllocationCsv.write(allocation, folder.resolve("allocation.csv"));
        AllocationCsv.writeSources(allocation, folder.resolve("sources.csv"));
        AllocationPage.of(allocation)
                .comparedWith(lastYear, "a staffing rule of the year before", NOT_REAL)
                .noting(ASSUMPTIONS.toArray(String[]::new))
                .writeTo(folder.resolve("allocation.html"));
        System.out.println("\nOne school's plan for its money: %s, its goals and costs invented"
                .formatted(allocation.of(SHOWN).school()));
        System.out.print(
                SitePlanSummary.matrix(SitePlanExample.matching(allocation).fund(), district.currencySign()));
        SitePlanExample.write(folder);
        SchoolPage.of(allocation, SHOWN)
                .comparedWith(lastYear, "a staffing rule of the year before", NOT_REAL)
                .noting(ASSUMPTIONS.toArray(String[]::new))
                .writeTo(folder.resolve("school.html"));
        equityPage(allocation).writeTo(folder.resolve("equity.html"));
        BoardReport board = board(allocation, lastYear, scenarios);
        board.with(Methodology.of(model(), YEAR), "methodology.html").writeTo(folder.resolve("board.html"));
        DistrictPages.of(allocation)
                .comparedWith(lastYear, "a staffing rule of the year before", NOT_REAL)
                .with(Methodology.of(model(), YEAR))
                .with(board.with(Methodology.of(model(), YEAR)))
                .noting(ASSUMPTIONS.toArray(String[]::new))
                .writeTo(folder.resolve("pages"));
        SitePlanExample.writePages(allocation, folder);
        writeFormula(district, lastYear, folder);
        System.out.println("\nWritten to " + folder.toAbsolutePath().normalize() + ":");
        System.out.println("""
                district.json, model.json, last-year.json: what was computed from
                methodology.html, methodology.txt: the formula in words
                board.html: what the school board decides, and what follows from it
                allocation.html, allocation.json, allocation.csv, sources.csv: what every school gets, and why
                banning.html, banning.json, banning.txt: one school's budget with everything behind it
                district.xlsx, calculators: workbooks that calculate, of all schools and of each
                school.html: how one school's budget was calculated, for parents and the board
                pages: such a page of every school, the board's report and the allocation, with a list in index.html
                equity.html: whether dollars follow need
                site-plan.json, plan.html, plan-for-parents.html: one school's plan, and one sheet of it for parents
                plan-by-goal.html, plan-by-source.html, plan-by-account.html, plan-scorecard.html: its other reports""");
    }

    private static BoardReport board(Allocation allocation, Budgets lastYear, Scenarios scenarios) {
        return BoardReport.of(allocation)
                .comparedWith(lastYear, "a staffing rule of the year before", NOT_REAL)
                .remarking(DRAFT)
                .with(scenarios)
                .toDecide(GUARANTEE, List.of("without hold-harmless"))
                .toDecide(REST, List.of("rest by poverty"))
                .toDecide(CENTRAL, List.of("10% central"))
                .toDecide(THRESHOLD, List.of("poverty fund from 45%"))
                .explaining(
                        "this draft",
                        "Table 2.2’s rates; no school gets less than 90% of the staffing rule, music grants apart.")
                .explaining(
                        "without hold-harmless", "The same rates, and no such guarantee: the reserve stays unspent.")
                .explaining(
                        "rest by poverty",
                        "With the guarantee, and what is left of the general fund for each pupil in poverty; what the guarantee does not need stays in the reserve.")
                .explaining(
                        "10% central",
                        "As this draft, with 10% of the general fund central and not 15%: at the same rates, the difference is left over.")
                .explaining(
                        "poverty fund from 45%",
                        "As this draft, with the poverty fund for schools from 45% subsidised meals on, and not 40%.")
                .with(dollarsByPoverty(Study.of(allocation.budgets(), allocation.district())))
                .noting(ASSUMPTIONS.toArray(String[]::new));
    }

    /** How unequal the schools are, and whether dollars follow need. */
    static EquityPage equityPage(Allocation allocation) {
        Study schools = Study.of(allocation.budgets(), allocation.district());
        RelativeSpending spending = RelativeSpending.of(
                Regression.of(Study.DOLLARS)
                        .on(POVERTY.name(), ENGLISH_LEARNER.name())
                        .weightedBy(Study.PUPILS)
                        .fit(schools)
                        .with(Covariance.HC1),
                POVERTY.name());
        EquityReport report = EquityReport.of("Los Angeles, do dollars follow need", schools)
                .with(NeedGroups.quartiles(schools, POVERTY.name(), Study.PUPILS), Study.UNRESTRICTED, Study.RESTRICTED)
                .headed("Schools by poverty")
                .with(spending, 25, 50, 75, 100)
                .headed("What poverty brings")
                .with(DollarsPerPupil.of(schools, Study.DOLLARS, Study.PUPILS))
                .headed("How unequal schools are")
                .with(Progressivity.of(schools, Study.DOLLARS, POVERTY.name(), Study.PUPILS))
                .headed("Whether dollars follow poverty");
        return EquityPage.of(report)
                .calling("school", "schools")
                .remarking(DRAFT)
                .answering(POVERTY.name())
                .with(dollarsByPoverty(schools))
                .with(
                        "What poverty brings",
                        RelativeSpendingChart.of(spending, 0, 25, 50, 75, 100)
                                .titled("Predicted dollars, relative to a school without poverty"))
                .noting(
                        "Computed from the budgets of the formula itself: a part of what follows poverty is simply its own rate for it.")
                .noting(ASSUMPTIONS.toArray(String[]::new))
                .stamped(allocation);
    }

    private static ScatterChart dollarsByPoverty(Study schools) {
        return ScatterChart.of(Scatter.of(schools, POVERTY.name(), Study.DOLLARS)
                        .sizedBy(Study.PUPILS)
                        .groupedBy(Study.LEVEL))
                .titled("Dollars by poverty")
                .across("pupils in poverty", Unit.PERCENT)
                .up("dollars per pupil", Unit.DOLLARS)
                .withLineOfEachGroup();
    }

    /** Writes the formula's other faces: as a file, in words, as workbooks, and the trace of one school. */
    private static void writeFormula(District district, Budgets lastYear, Path folder) throws IOException {
        FundingModel model = model();
        FundingModelJson.write(model, folder.resolve("model.json"));
        Methodology methodology = Methodology.of(model, YEAR);
        methodology.writeTo(folder.resolve("methodology.html"));
        methodology.writeText(folder.resolve("methodology.txt"));
        BudgetWorkbooks workbooks =
                BudgetWorkbooks.of(model.resolve(district, YEAR, lastYear)).comparedWith(lastYear, "last year");
        workbooks.writeDistrict(folder.resolve("district.xlsx"));
        workbooks.writeCalculators(folder.resolve("calculators"));
        Allocation allocation = workbooks.allocation();
        ExplanationPage.of(allocation, SHOWN).writeTo(folder.resolve("banning.html"));
        ExplanationJson.write(allocation, SHOWN, folder.resolve("banning.json"));
        Files.writeString(
                folder.resolve("banning.txt"), allocation.of(SHOWN).explain().trace());
    }
}
