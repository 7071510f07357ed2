package org.perpupil.docs;

import static org.perpupil.formula.Line.line;
import static org.perpupil.formula.Selection.everythingAbove;
import static org.perpupil.formula.SpanRate.at;
import static org.perpupil.formula.Terms.amount;
import static org.perpupil.formula.Terms.amountOf;
import static org.perpupil.formula.Terms.bands;
import static org.perpupil.formula.Terms.compounded;
import static org.perpupil.formula.Terms.dollars;
import static org.perpupil.formula.Terms.fact;
import static org.perpupil.formula.Terms.figure;
import static org.perpupil.formula.Terms.greatest;
import static org.perpupil.formula.Terms.is;
import static org.perpupil.formula.Terms.lastYear;
import static org.perpupil.formula.Terms.lastYearExcept;
import static org.perpupil.formula.Terms.least;
import static org.perpupil.formula.Terms.moneyFact;
import static org.perpupil.formula.Terms.number;
import static org.perpupil.formula.Terms.perPupil;
import static org.perpupil.formula.Terms.pupils;
import static org.perpupil.formula.Terms.ramp;
import static org.perpupil.formula.Terms.rate;
import static org.perpupil.formula.Terms.share;
import static org.perpupil.formula.Terms.shareOf;
import static org.perpupil.formula.Terms.sumOf;
import static org.perpupil.formula.Terms.total;
import static org.perpupil.formula.Terms.weighted;
import static org.perpupil.formula.Terms.when;
import static org.perpupil.formula.funding.Decision.centralShare;
import static org.perpupil.formula.funding.Decision.closingGaps;
import static org.perpupil.formula.funding.Decision.eligible;
import static org.perpupil.formula.funding.Decision.inProportionTo;
import static org.perpupil.formula.funding.Decision.lifting;
import static org.perpupil.formula.funding.Decision.paying;
import static org.perpupil.formula.funding.Decision.serveFrom;
import static org.perpupil.formula.funding.Decision.withoutAmount;
import static org.perpupil.pupils.NeedCategory.ALL_PUPILS;
import static org.perpupil.pupils.NeedCategory.ENGLISH_LEARNER;
import static org.perpupil.pupils.NeedCategory.POVERTY;
import static org.perpupil.pupils.NeedCategory.SPECIAL_EDUCATION;
import static org.perpupil.pupils.PupilGroup.anyOf;

import java.io.PrintStream;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.stream.Stream;
import org.perpupil.budget.BudgetLine;
import org.perpupil.budget.Budgets;
import org.perpupil.budget.Held;
import org.perpupil.budget.SchoolBudget;
import org.perpupil.district.District;
import org.perpupil.district.FiscalYear;
import org.perpupil.district.School;
import org.perpupil.district.SchoolId;
import org.perpupil.exact.Rounding;
import org.perpupil.formula.FundingFormula;
import org.perpupil.formula.Line;
import org.perpupil.formula.NumberTerm;
import org.perpupil.formula.Parameter;
import org.perpupil.formula.allocation.Allocation;
import org.perpupil.formula.allocation.LineResult;
import org.perpupil.formula.allocation.SchoolAllocation;
import org.perpupil.formula.funding.Distribution;
import org.perpupil.formula.funding.FundingModel;
import org.perpupil.formula.funding.Guard;
import org.perpupil.formula.funding.Staffing;
import org.perpupil.formula.funding.Transition;
import org.perpupil.money.Money;
import org.perpupil.pupils.CountBasis;
import org.perpupil.pupils.Enrollment;
import org.perpupil.pupils.GradeSpan;
import org.perpupil.pupils.NeedCategory;
import org.perpupil.pupils.PupilGroup;
import org.perpupil.revenue.RevenueSource;

/** The components that funding laws are made of, each as a line or a decision, on three schools. */
final class ComponentsExample {
    static final FiscalYear YEAR = FiscalYear.of(2027);
    static final SchoolId OAK = SchoolId.of("101");
    static final SchoolId MILL = SchoolId.of("102");
    static final SchoolId RIVER = SchoolId.of("201");
    static final RevenueSource GENERAL = RevenueSource.state("general", "General fund");
    static final RevenueSource TITLE_I =
            RevenueSource.federal("title-i", "Title I").restrictedTo(POVERTY);

    private static final GradeSpan ELEMENTARY = GradeSpan.of("elementary", "K", "5");
    private static final GradeSpan HIGH = GradeSpan.of("high", "9", "12");
    private static final NeedCategory LEVEL_1 = new NeedCategory("special education level 1");
    private static final NeedCategory LEVEL_2 = new NeedCategory("special education level 2");
    private static final PupilGroup EITHER = anyOf(POVERTY, ENGLISH_LEARNER);
    private static final PupilGroup LEARNER_ONLY = ENGLISH_LEARNER.butNot(SPECIAL_EDUCATION);

    private static final RevenueSource ARTS = RevenueSource.local("arts", "Arts grant");

    private static final String GUIDE = "funding guide";

    private ComponentsExample() {}

    static District.Builder district() {
        return District.named("Three Rivers")
                .levels(ELEMENTARY, HIGH)
                .school(school(OAK, "Oak", ELEMENTARY, "elementary", 400, 280, 120, 60, 300, 100)
                        .enrolling(new CountBasis("last year"), all(ELEMENTARY, 430))
                        .enrolling(new CountBasis("the year before"), all(ELEMENTARY, 370))
                        .enrolling(new CountBasis("October 1"), all(ELEMENTARY, 405))
                        .number("share with free meals", new BigDecimal("0.543"))
                        .number("miles to the next school", new BigDecimal("2.75"))
                        .flag("rural", true)
                        .text("region", "coast")
                        .money("local revenue", Money.ofDollars(300_000))
                        .build())
                .school(school(MILL, "Mill", ELEMENTARY, "elementary", 180, 18, 0, 20, 18, 0)
                        .enrolling(new CountBasis("last year"), all(ELEMENTARY, 180))
                        .number("share with free meals", new BigDecimal("0.1"))
                        .flag("rural", false)
                        .text("region", "inland")
                        .money("local revenue", Money.ofDollars(270_000))
                        .build())
                .school(school(RIVER, "River High", HIGH, "high", 1_000, 334, 200, 100, 400, 150)
                        .enrolling(new CountBasis("last year"), all(HIGH, 1_060))
                        .number("share with free meals", new BigDecimal("0.3"))
                        .flag("rural", false)
                        .text("region", "inland")
                        .money("local revenue", Money.ofDollars(2_000_000))
                        .build());
    }

    private static School.Builder school(SchoolId id, String name, GradeSpan span, String type, long... counts) {
        return School.of(id.value(), name)
                .text("type", type)
                .enrolling(Enrollment.in(span)
                        .pupils(counts[0])
                        .need(POVERTY, counts[1])
                        .need(ENGLISH_LEARNER, counts[2])
                        .need(SPECIAL_EDUCATION, counts[3])
                        .need(EITHER, counts[4])
                        .need(LEARNER_ONLY, counts[5])
                        .need(LEVEL_1, counts[3] - counts[3] / 3)
                        .need(LEVEL_2, counts[3] / 3)
                        .build());
    }

    private static Enrollment all(GradeSpan span, long pupils) {
        return Enrollment.in(span).pupils(pupils).build();
    }

    static List<Parameter> parameters() {
        return List.of(
                // guide:start
                Parameter.dollars("base").in(2027, "5000", GUIDE + ", page 2"),
                Parameter.number("poverty weight").in(2027, "0.25", GUIDE + ", page 4"),
                Parameter.dollars("lump sum")
                        .in(2027, Map.of("elementary", "110000", "high", "150000"), GUIDE + ", page 9"),
                // guide:end
                Parameter.dollars("free meals").in(2027, "440", GUIDE + ", page 4"),
                Parameter.number("first threshold").in(2027, "40%", GUIDE + ", page 5"),
                Parameter.number("second threshold").in(2027, "60%", GUIDE + ", page 5"),
                Parameter.number("assumed share").in(2027, "3.75%", GUIDE + ", page 6"),
                Parameter.number("enrollment threshold")
                        .in(2027, Map.of("elementary", "500", "high", "1000"), GUIDE + ", page 9"),
                Parameter.number("wage index").in(2027, Map.of("coast", "1.08", "inland", "0.97"), GUIDE + ", page 10"),
                Parameter.number("first adjustment").in(2027, "2.31%", GUIDE + ", page 11"),
                Parameter.number("second adjustment").in(2027, "2.70%", GUIDE + ", page 11"),
                Parameter.dollars("minimum per pupil").in(2027, "4950", GUIDE + ", page 12"),
                Parameter.number("floor").in(2027, "97%", GUIDE + ", page 12"),
                Parameter.number("phase-in").in(2027, "40%", GUIDE + ", page 13"),
                Parameter.dollars("trigger").in(2027, "8000000", GUIDE + ", page 13"));
    }

    static List<Line> counts() {
        return List.of(
                // guide:start
                line("greatest of three years").figure(pupils().orGreater("last year", "the year before")),
                line("mean of three years").figure(pupils().meanWith("last year", "the year before")),
                line("frozen on a date").figure(pupils().counted("October 1")),
                line("decline floor")
                        .figure(greatest(pupils(), pupils().counted("last year").times("95%"))),
                line("assumed count").figure(pupils().times(share("assumed share"))),
                line("capped count").figure(pupils(SPECIAL_EDUCATION).atMostShareOfAll("12%"))
                // guide:end
                );
    }

    static List<Line> needs() {
        // guide:start
        List<PupilGroup> once = PupilGroup.firstOf(SPECIAL_EDUCATION, ENGLISH_LEARNER);
        // guide:end
        return List.of(
                // guide:start
                line("dollars by grades").amount(perPupil(ALL_PUPILS, at(ELEMENTARY, 3_741), at(HIGH, 4_683))),
                line("weight × base")
                        .amount(pupils(POVERTY).times(share("poverty weight")).times(rate("base"))),
                line("weights by grades × base")
                        .amount(weighted(POVERTY, at(ELEMENTARY, "0.30"), at(HIGH, "0.20"))
                                .times(rate("base"))),
                line("share × pupils × rate")
                        .amount(rate("free meals")
                                .times(fact("share with free meals"))
                                .times(pupils())),
                line("each need adds up")
                        .amount(pupils(POVERTY).plus(pupils(ENGLISH_LEARNER)).times(dollars(1_000))),
                line("each pupil once")
                        .amount(pupils(anyOf(POVERTY, ENGLISH_LEARNER)).times(dollars(1_000))),
                line("highest need only")
                        .amount(pupils(once.get(0))
                                .times(dollars(3_442))
                                .plus(pupils(once.get(1)).times(dollars(636)))),
                line("tiers of a need")
                        .amount(pupils(LEVEL_1)
                                .times(dollars(2_000))
                                .plus(pupils(LEVEL_2).times(dollars(9_000))))
                // guide:end
                );
    }

    static List<Line> concentration() {
        return List.of(
                // guide:start
                line("above a threshold")
                        .amount(pupils(POVERTY)
                                .beyondShareOfAll(share("first threshold"))
                                .times(dollars(500))),
                line("above a second")
                        .amount(pupils(POVERTY)
                                .beyondShareOfAll(share("second threshold"))
                                .times(dollars(500))),
                line("rising weight")
                        .figure(ramp(shareOf(POVERTY)).from("20%", "0.47").to("60%", "0.57")),
                line("step")
                        .amount(bands(shareOf(POVERTY))
                                .below(share("second threshold"), dollars(0))
                                .otherwise(dollars(75_000))),
                line("need index")
                        .figure(shareOf(POVERTY)
                                .dividedBy(total(pupils(POVERTY)).dividedBy(total(pupils())))),
                line("square law")
                        .amount(figure("need index")
                                .squared()
                                .times(pupils(POVERTY))
                                .times(dollars(100)))
                // guide:end
                );
    }

    static List<Line> size() {
        // guide:start
        NumberTerm small = number("1.158").plus(pupils().shortOf(number(500)).times("0.0005"));
        // guide:end
        return List.of(
                // guide:start
                line("lump sum by type").amount(rate("lump sum", "type")),
                line("small school")
                        .amount(least(
                                pupils().shortOf(share("enrollment threshold", "type"))
                                        .times(dollars(850)),
                                rate("base").times(pupils()).times("15%"),
                                dollars(228_480))),
                line("weight by size")
                        .figure(bands(pupils())
                                .below(100, number("1.358"))
                                .below(500, small)
                                .otherwise(number("1.158"))),
                line("sparsity")
                        .amount(dollars(65_000)
                                .times(ramp(pupils()).from("300", "1").to("500", "0"))
                                .times(ramp(fact("miles to the next school"))
                                        .from("2", "0")
                                        .to("3", "1")))
                        .onlyWhere(is("rural"))
                // guide:end
                );
    }

    static List<Line> staff() {
        List<Line> lines = new ArrayList<>();
        // guide:start
        lines.addAll(Staffing.of("teachers")
                .positions(pupils().dividedBy(number(27)), Rounding.to("0.5").up())
                .at(dollars(98_000)));
        lines.addAll(Staffing.of("counselors")
                .positions(bands(pupils()).upTo(600, number(1)).otherwise(number(2)))
                .at(dollars(91_500)));
        // guide:end
        return lines;
    }

    static List<Line> prices() {
        return List.of(
                // guide:start
                line("index")
                        .figure(compounded(share("first adjustment"), share("second adjustment")))
                        .rounded(Rounding.places(4)),
                line("teaching")
                        .amount(pupils().times(dollars(4_000))
                                .times(share("wage index", "region"))
                                .times(figure("index"))),
                line("supplies").amount(pupils().times(dollars(150))),
                line("local share")
                        .figure(least(
                                moneyFact("local revenue"),
                                sumOf("teaching", "supplies").times("60%"))),
                line("state aid").amount(sumOf("teaching", "supplies").minus(amount("local share")))
                // guide:end
                );
    }

    /** The base for all three schools from a general fund of $8,000,000: $2,000,000, $900,000 and $5,000,000. */
    private static FundingModel.Builder base() {
        return FundingModel.named("Three Rivers")
                .parameters(parameters())
                .unlocked(GENERAL, paying(line("base").amount(rate("base").times(pupils()))));
    }

    static FundingModel.Builder minimums() {
        return FundingModel.named("Three Rivers")
                .parameters(parameters())
                // guide:start
                .unlocked(
                        GENERAL,
                        withoutAmount(),
                        paying(line("base").amount(rate("base").times(pupils()))))
                .guard(Guard.minimum("minimum by grades", perPupil(ALL_PUPILS, at(ELEMENTARY, 4_800), at(HIGH, 5_500)))
                        .counting(everythingAbove())
                        .paidBy(GENERAL))
                .add(
                        line("principal").figure(dollars(150_000)),
                        line("classes").figure(pupils().dividedBy(number(25)).times(dollars(110_000))))
                .guard(Guard.minimum("minimum operating budget", sumOf("principal", "classes"))
                        .counting(everythingAbove())
                        .paidBy(GENERAL));
        // guide:end
    }

    /** What the three schools had the year before: Oak less than the formula gives, River High more. */
    static Budgets lastYearsBudgets() {
        // guide:start
        FiscalYear year = FiscalYear.of(2026);
        Budgets lastYear = Budgets.of(
                year,
                Stream.of(
                                new Had(OAK, "1790000", "110000"),
                                new Had(MILL, "790000", "110000"),
                                new Had(RIVER, "5090000", "110000"))
                        .map(had -> new SchoolBudget(
                                had.school(),
                                year,
                                List.of(
                                        new BudgetLine("base", GENERAL, Money.parse(had.base()), Held.FREE),
                                        new BudgetLine("lump sum", GENERAL, Money.parse(had.lumpSum()), Held.FREE))))
                        .toList());
        // guide:end
        return lastYear;
    }

    private record Had(SchoolId school, String base, String lumpSum) {}

    static FundingModel.Builder heldHarmless() {
        return base()
                // guide:start
                .guard(Guard.holdHarmless("hold harmless", share("floor"))
                        .counting(everythingAbove())
                        .paidByOthersOf(GENERAL)
                        .exceptFor(MILL, "its budget was agreed in March"));
        // guide:end
    }

    static FundingModel.Builder baseline() {
        return FundingModel.named("Three Rivers")
                .parameters(parameters())
                // guide:start
                .unlocked(
                        GENERAL,
                        withoutAmount(),
                        paying(line("base").amount(dollars(4_500).times(pupils()))))
                .add(line("baseline per pupil")
                        .figure(lastYearExcept("lump sum").dividedBy(pupils().counted("last year")))
                        .rounded(Rounding.cents()))
                .guard(Guard.minimum(
                                "per-pupil floor",
                                amount("baseline per pupil").times(pupils()).times("98.5%"))
                        .counting(everythingAbove())
                        .paidBy(GENERAL));
        // guide:end
    }

    static FundingModel.Builder capPaysFloor() {
        return base()
                // guide:start
                .guard(Guard.holdHarmless("floor", share("floor"))
                        .counting(everythingAbove())
                        .paidByGainsAbove(lastYear().times("102%"), GENERAL))
                .guard(Guard.perPupilMinimum("minimum, again", rate("minimum per pupil"))
                        .counting(everythingAbove())
                        .paidBy(GENERAL));
        // guide:end
    }

    static List<Line> transition() {
        return List.of(
                // guide:start
                line("formula").figure(rate("base").times(pupils())),
                Transition.shareOfGap("share of the gap", share("phase-in"), lastYear(), amount("formula")),
                Transition.percentageOfFormula("percentage of formula", lastYear(), amount("formula")),
                line("weight after the trigger")
                        .figure(when(amountOf(GENERAL).atLeast(rate("trigger")), number("0.40"), number("0.25")))
                // guide:end
                );
    }

    static FundingModel.Builder phasedIn() {
        return base()
                // guide:start
                .add(Transition.phaseIn("phase-in", share("phase-in"), everythingAbove(), GENERAL))
                .shadow(FundingFormula.named("Next year's formula")
                        .add(line("next year").amount(pupils().times(dollars(5_100))))
                        .build());
        // guide:end
    }

    /** Ways to share one pool. */
    static List<Distribution> pots() {
        return List.of(
                // guide:start
                inProportionTo(pupils()),
                paying(line("base").amount(rate("base").times(pupils()))).prorateIfShort(),
                paying(line("part").amount(dollars(1_000).times(pupils()))).raiseIfBelow(dollars(2_370_000)),
                lifting(pupils(), moneyFact("local revenue")),
                closingGaps(number("1/2"), rate("base").times(pupils()), moneyFact("local revenue"))
                // guide:end
                );
    }

    static FundingModel.Builder bounded() {
        return FundingModel.named("Three Rivers")
                .parameters(parameters())
                // guide:start
                .unlocked(
                        GENERAL,
                        inProportionTo(pupils().plus(pupils(POVERTY).times(share("poverty weight"))))
                                .atLeast(lastYear().times("98.5%"))
                                .atMost(lastYear().times("104%")));
        // guide:end
    }

    static FundingModel.Builder sources() {
        return FundingModel.named("Three Rivers")
                .parameters(parameters())
                // guide:start
                .unlocked(GENERAL, centralShare("10%"), inProportionTo(pupils()))
                .unlocked(
                        TITLE_I,
                        eligible(shareOf(POVERTY).moreThan("15%")),
                        serveFrom(shareOf(POVERTY), pupils(POVERTY).times(dollars(600))))
                .schoolGrant(ARTS, "board decision of May 4", Map.of(MILL, Money.ofDollars(25_000)));
        // guide:end
    }

    /** Computes lines alone, as a formula that an open-ended source pays. */
    static Allocation allocate(List<Line> lines) {
        return FundingModel.named("Three Rivers")
                .parameters(parameters())
                .unlocked(GENERAL, paying(lines))
                .build()
                .resolve(
                        district().revenue(GENERAL, Money.ofDollars(20_000_000)).build(), YEAR, lastYearsBudgets())
                .allocate();
    }

    /** Computes a pool of $2,400,000. */
    static Allocation allocate(Distribution pot) {
        return allocate(
                FundingModel.named("Three Rivers").parameters(parameters()).unlocked(GENERAL, pot),
                Map.of(GENERAL, Money.ofDollars(2_400_000)));
    }

    static Allocation allocate(FundingModel.Builder model, Map<RevenueSource, Money> revenues) {
        District.Builder district = district();
        revenues.forEach(district::revenue);
        return model.build().resolve(district.build(), YEAR, lastYearsBudgets()).allocate();
    }

    /** Prints how each line of a school came out. */
    static void printSchool(Allocation allocation, SchoolId school, PrintStream out) {
        allocation
                .of(school)
                .explain()
                .toString()
                .lines()
                .filter(text -> text.startsWith("  ") && !text.startsWith("  together"))
                .map(text -> text.substring(2))
                .forEach(out::println);
    }

    /** Prints what each line gives each school. */
    static void printSchools(Allocation allocation, PrintStream out) {
        List<Line> amounts = allocation.schools().get(0).lines().stream()
                .map(LineResult::line)
                .filter(line -> line.form().isAmount())
                .toList();
        for (Line line : amounts) {
            StringJoiner cells = new StringJoiner(", ", line.name() + ": ", "");
            for (SchoolAllocation school : allocation.schools()) {
                String value = school.line(line.name())
                        .flatMap(LineResult::amount)
                        .map(amount -> amount.display("$"))
                        .orElse("–");
                cells.add(school.school().name() + " " + value);
            }
            out.println(cells);
        }
    }

    /** Runs the example and prints its parts, each followed by an empty line. */
    public static void main(String[] args) {
        run(System.out);
    }

    static void run(PrintStream out) {
        Map<RevenueSource, Money> none = Map.of();
        Map<RevenueSource, Money> general = Map.of(GENERAL, Money.ofDollars(8_000_000));
        Map<RevenueSource, Money> all = Map.of(
                GENERAL, Money.ofDollars(7_900_000), TITLE_I, Money.ofDollars(300_000), ARTS, Money.ofDollars(25_000));
        for (List<Line> lines : List.of(counts(), needs(), concentration(), size(), staff(), prices())) {
            printSchool(allocate(lines), OAK, out);
            out.println();
        }
        printSchools(allocate(minimums(), none), out);
        out.println();
        printSchools(allocate(heldHarmless(), general), out);
        out.println();
        printSchools(allocate(baseline(), none), out);
        out.println();
        printSchools(allocate(capPaysFloor(), general), out);
        out.println();
        printSchool(allocate(transition()), OAK, out);
        out.println();
        printSchools(allocate(phasedIn(), general), out);
        out.println();
        pots().forEach(pot -> printSchools(allocate(pot), out));
        out.println();
        printSchools(allocate(bounded(), general), out);
        out.println();
        printSchools(allocate(sources(), all), out);
    }
}
