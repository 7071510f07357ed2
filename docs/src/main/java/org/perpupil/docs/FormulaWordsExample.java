package org.perpupil.docs;

import static org.perpupil.formula.Line.line;
import static org.perpupil.formula.Selection.everythingAbove;
import static org.perpupil.formula.Selection.lines;
import static org.perpupil.formula.Selection.section;
import static org.perpupil.formula.SpanRate.at;
import static org.perpupil.formula.Terms.amount;
import static org.perpupil.formula.Terms.amountOf;
import static org.perpupil.formula.Terms.bands;
import static org.perpupil.formula.Terms.compounded;
import static org.perpupil.formula.Terms.decided;
import static org.perpupil.formula.Terms.dollars;
import static org.perpupil.formula.Terms.fact;
import static org.perpupil.formula.Terms.figure;
import static org.perpupil.formula.Terms.greatest;
import static org.perpupil.formula.Terms.is;
import static org.perpupil.formula.Terms.lastYear;
import static org.perpupil.formula.Terms.lastYearExcept;
import static org.perpupil.formula.Terms.least;
import static org.perpupil.formula.Terms.levelOf;
import static org.perpupil.formula.Terms.listed;
import static org.perpupil.formula.Terms.moneyFact;
import static org.perpupil.formula.Terms.number;
import static org.perpupil.formula.Terms.oneOf;
import static org.perpupil.formula.Terms.perPupil;
import static org.perpupil.formula.Terms.poolOf;
import static org.perpupil.formula.Terms.pupils;
import static org.perpupil.formula.Terms.ramp;
import static org.perpupil.formula.Terms.rank;
import static org.perpupil.formula.Terms.rate;
import static org.perpupil.formula.Terms.ratioOf;
import static org.perpupil.formula.Terms.remainingOf;
import static org.perpupil.formula.Terms.share;
import static org.perpupil.formula.Terms.shareOf;
import static org.perpupil.formula.Terms.sumOf;
import static org.perpupil.formula.Terms.teaches;
import static org.perpupil.formula.Terms.total;
import static org.perpupil.formula.Terms.weighted;
import static org.perpupil.formula.Terms.when;
import static org.perpupil.formula.funding.Decision.byCells;
import static org.perpupil.formula.funding.Decision.centralShare;
import static org.perpupil.formula.funding.Decision.closingGaps;
import static org.perpupil.formula.funding.Decision.eligible;
import static org.perpupil.formula.funding.Decision.inProportionTo;
import static org.perpupil.formula.funding.Decision.lifting;
import static org.perpupil.formula.funding.Decision.paying;
import static org.perpupil.formula.funding.Decision.reserve;
import static org.perpupil.formula.funding.Decision.serveFrom;
import static org.perpupil.formula.funding.Decision.withoutAmount;
import static org.perpupil.pupils.NeedCategory.ALL_PUPILS;
import static org.perpupil.pupils.NeedCategory.ENGLISH_LEARNER;
import static org.perpupil.pupils.NeedCategory.FOSTER;
import static org.perpupil.pupils.NeedCategory.POVERTY;
import static org.perpupil.pupils.PupilGroup.allOf;
import static org.perpupil.pupils.PupilGroup.anyOf;

import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.perpupil.budget.Held;
import org.perpupil.district.SchoolId;
import org.perpupil.exact.Rational;
import org.perpupil.exact.Rounding;
import org.perpupil.formula.FundingFormula;
import org.perpupil.formula.Line;
import org.perpupil.formula.MoneyTerm;
import org.perpupil.formula.NumberTerm;
import org.perpupil.formula.OwnFigure;
import org.perpupil.formula.Parameter;
import org.perpupil.formula.RateTable;
import org.perpupil.formula.Selection;
import org.perpupil.formula.Term;
import org.perpupil.formula.ValueType;
import org.perpupil.formula.funding.Cell;
import org.perpupil.formula.funding.FundingModel;
import org.perpupil.formula.funding.Guard;
import org.perpupil.formula.funding.Staffing;
import org.perpupil.formula.funding.Transition;
import org.perpupil.money.Money;
import org.perpupil.pupils.CountBasis;
import org.perpupil.pupils.GradeSpan;
import org.perpupil.revenue.Origin;
import org.perpupil.revenue.Restriction;
import org.perpupil.revenue.RevenueSource;
import org.perpupil.revenue.SourceId;

/**
 * Every word of a formula, as the reference shows it: a row of the page is what a word means, the expression here, and what
 * stands in a file for it.
 *
 * <p>A new word needs a row here, {@code word("what it means", its(expression))}, and on the page the table that the failing test
 * then prints. What a row names is defined above the tables or in {@link #around()}.
 */
final class FormulaWordsExample {
    private static final GradeSpan ELEMENTARY = GradeSpan.of("elementary", "K", "5");
    private static final GradeSpan HIGH = GradeSpan.of("high", "9", "12");
    static final RevenueSource GENERAL = RevenueSource.local("general", "General fund");
    private static final RevenueSource TITLE_I =
            RevenueSource.federal("title-i", "Title I").restrictedTo(POVERTY);
    private static final RevenueSource BONDS = RevenueSource.local("bonds", "Bonds");
    private static final RevenueSource ARTS = RevenueSource.privately("arts", "Arts grant");
    private static final RevenueSource RESERVE = RevenueSource.local("reserve", "Reserve");
    private static final SchoolId SCHOOL = SchoolId.of("101");

    /** The line to which the options are put. */
    static final Line LINE = line("one").amount(rate("base"));

    static final OwnFigure CURVE = OwnFigure.number(
            "poverty curve",
            "the square root of the share of pupils in poverty, to ten digits",
            inputs -> inputs.get(0)
                    .map(value -> Rational.of(
                            value.toDecimal(20, RoundingMode.HALF_UP).sqrt(new MathContext(10)))));

    private static final FundingFormula FORMULA = FundingFormula.named("weights")
            .perPupil(POVERTY, at(ELEMENTARY, 1_272))
            .build();

    private FormulaWordsExample() {}

    /** What a word means, and the word as it is written. */
    record Word(String means, Object written) {}

    /** One table of the page. */
    record Words(String title, List<Word> rows) {}

    private static Word word(String means, Object written) {
        return new Word(means, written);
    }

    private static Words words(String title, Word... rows) {
        return new Words(title, List.of(rows));
    }

    static FundingFormula empty() {
        // guide:start
        FundingFormula formula = FundingFormula.named("Riverside").build();
        // guide:end
        return formula;
    }

    static List<Parameter> parameters() {
        // guide:start
        Parameter base = Parameter.dollars("base")
                .in(2027, "4500", "Resolution 12, page 2")
                .in(2028, "4612.545644", "4612.55", "Resolution 31, page 2");
        Parameter weight = Parameter.number("weight").path(2027, "30%", 2028, "34%", "Resolution 12, page 4");
        Parameter byType = Parameter.dollars("by type").in(2027, Map.of("charter", "410.00"), "page 5");
        Parameter bySpan = Parameter.number("by span").in(2027, "page 6", at(ELEMENTARY, "1.00"), at(HIGH, "1.22"));
        // guide:end
        return List.of(base, weight, byType, bySpan);
    }

    /** The model whose parameters, sources and lines the rows name. */
    static FundingModel.Builder around() {
        return model().unlocked(GENERAL)
                .unlocked(TITLE_I)
                .add(
                        line("base")
                                .amount(pupils().times(rate("base")))
                                .inSection("basics")
                                .from(GENERAL),
                        line("need")
                                .amount(pupils(POVERTY).times(rate("base")))
                                .inSection("basics")
                                .from(GENERAL),
                        line("classes").figure(pupils().dividedBy(number(30))),
                        line("art").split(dollars(50_000)).by(pupils()),
                        line("claims").prorate(moneyFact("claim")).to(dollars(50_000)));
    }

    static FundingModel.Builder model() {
        return FundingModel.named("Riverside")
                .parameters(parameters())
                .parameters(
                        Parameter.dollars("rates").in(2027, "page 7", at(ELEMENTARY, 4_200), at(HIGH, 4_900)),
                        Parameter.number("weight by type").in(2027, Map.of("charter", "1.1"), "page 8"));
    }

    private static final Words VALUES = words(
            "Fixed values, parameters and facts",
            word("A number; in Java also as a per cent.", number("40%")),
            word("Money of any precision.", dollars("4122.5456")),
            word("A parameter that is money, in the year. A year without a value is refused.", rate("base")),
            word("A parameter that is a number, in the year.", share("weight")),
            word(
                    "The entry for the school's text; no value if the text is not given, refused if it has no entry.",
                    rate("by type", "type")),
            word("The same of a table of numbers.", share("weight by type", "type")),
            word("A fact that is a number; no value where it is not given.", fact("square feet")),
            word("A fact that is money; no value where it is not given.", moneyFact("claim")),
            word(
                    "Amounts for named schools, with the reason; an `amount` of just this applies to no other school.",
                    decided("board, May 4", Map.of(SCHOOL, Money.ofDollars(25_000)))),
            word("What all lines paid last year; no value in a school that had no budget.", lastYear()),
            word("What one line paid last year; no value where it did not.", lastYear("base")),
            word("All that is expected of a source; no value if it is open-ended, here and below.", amountOf(GENERAL)),
            word("That less the central share and reserves.", poolOf(GENERAL)),
            word("The pool less what the lines above took.", remainingOf(GENERAL)));

    private static final Words PUPILS = words(
            "Pupils",
            word("All pupils of the school, each once.", pupils()),
            word("The pupils of a group; no value where the group is not counted.", pupils(POVERTY)),
            word("Those in a span of grades.", pupils(POVERTY).in(ELEMENTARY)),
            word(
                    "Those of another count in the data; no value where there is none.",
                    pupils(POVERTY).counted("prior year")),
            word(
                    "Dollars for each pupil, by the spans of a parameter. A pupil in no span is refused, as below.",
                    perPupil(ALL_PUPILS, "rates")),
            word(
                    "Dollars for each pupil, by spans given on the spot.",
                    perPupil(POVERTY, at(ELEMENTARY, 1_272), at(HIGH, "1077.50"))),
            word("A weight for each pupil, by the spans of a parameter.", weighted(ALL_PUPILS, "by span")),
            word(
                    "A weight for each pupil, by spans given on the spot.",
                    weighted(POVERTY, at(ELEMENTARY, "0.34"), at(HIGH, "0.4"))));

    private static final Words GROUPS = words(
            "Groups and spans",
            word("A need, by its name.", POVERTY),
            word("Pupils with at least one of the needs, each once.", anyOf(ENGLISH_LEARNER, POVERTY)),
            word("Pupils with all of the needs.", allOf(ENGLISH_LEARNER, POVERTY)),
            word(
                    "Those of a group without some needs.",
                    anyOf(ENGLISH_LEARNER, POVERTY).butNot(FOSTER)),
            word("A span of grades: PK, TK, K, 1 to 12, UG for ungraded.", GradeSpan.of("elementary", "K", "5")));

    private static final Words OTHERS = words(
            "Other lines and other schools",
            word(
                    "A line above that is money, as it was rounded; no value where that line has none, here and in the next.",
                    amount("base")),
            word("A figure above that is a number, as it was rounded.", figure("classes")),
            word("The sum of lines above; one without a value adds nothing.", sumOf("base", "need")),
            word("The sum over all schools that have a value.", total(pupils(POVERTY))),
            word(
                    "The school's place, 1 for the highest, equal ones by id; no value where the term has none.",
                    rank(shareOf(POVERTY))),
            word("The place among schools with the same text.", rank(fact("square feet"), "type")),
            word(
                    "The level of a line above that shares a pot (`split` to `takeBack`): dollars for one point.",
                    levelOf("art")),
            word("The same where its points are money: a ratio.", ratioOf("claims")));

    private static final Words SELECTIONS = words(
            "Which lines",
            word("The named lines.", lines("base", "need")),
            word(
                    "The amounts of a section, or of a formula by its name; figures are named one by one.",
                    section("basics")),
            word("The amounts that draw on a source.", Selection.from(GENERAL)),
            word("Every amount above; within a formula, every amount of that formula.", everythingAbove()),
            word(
                    "All but some lines; beside any of the four.",
                    everythingAbove().except("need")));

    private static final Words ARITHMETIC = words(
            "Arithmetic and choices",
            word("A sum; all money or all numbers.", rate("base").plus(moneyFact("claim"))),
            word("A difference; both money or both numbers.", lastYear().minus(amount("base"))),
            word(
                    "A product; at most one factor is money.",
                    pupils().times(share("weight")).times(rate("base"))),
            word(
                    "An exact quotient; no value where the divisor is 0. Of two sums of money it is a number.",
                    amount("base").dividedBy(pupils())),
            word("The least; all money or all numbers.", least(rate("base"), moneyFact("claim"))),
            word("The greatest.", greatest(pupils(), number(100))),
            word(
                    "One term or another; no value where the condition has no answer.",
                    when(is("new school"), dollars(90_000), dollars(0))),
            word(
                    "The first band that holds the number: below a limit, or up to it and with it. In a file limits and results may be any terms.",
                    bands(pupils())
                            .below(100, number(1))
                            .upTo(600, number("1.5"))
                            .otherwise(number(2))),
            word(
                    "A straight line between two points, flat outside them.",
                    ramp(shareOf(POVERTY)).from("0.4", "1").to("0.6", "0")),
            word("Something else where there is no value.", moneyFact("claim").ifMissing(dollars(0))));

    private static final Words DATA = words(
            "Without a word of their own in Java",
            word(
                    "A parameter so many years before; beside `share` too.",
                    MoneyTerm.of(new Term.ParameterValue("base", ValueType.MONEY, Optional.empty(), 1))),
            word(
                    "Numbers for named schools.",
                    NumberTerm.of(new Term.Decided(
                            Map.of(SCHOOL, new Term.Decided.Decision(Rational.of(2), "board, May 4")),
                            ValueType.NUMBER))),
            word(
                    "The sum of figures that are numbers.",
                    NumberTerm.of(new Term.SumOf(lines("classes"), ValueType.NUMBER))),
            word(
                    "A table on another count; beside `weighted` too.",
                    MoneyTerm.of(new Term.PerPupil(
                            POVERTY,
                            new RateTable.Named("rates", ValueType.MONEY),
                            Optional.of(new CountBasis("prior year"))))));

    private static final Words CONDITIONS = words(
            "Conditions",
            word(
                    "Not below; both money or both numbers, here and in the next four.",
                    shareOf(POVERTY).atLeast("40%")),
            word("Above.", pupils().moreThan(number(400))),
            word("Not above.", amount("base").atMost(lastYear())),
            word("Below.", pupils().lessThan("400")),
            word("Equal; in Java for numbers.", rank(fact("square feet")).equalTo(number(1))),
            word("A yes-or-no fact of the school is yes.", is("new school")),
            word("A text fact is one of some texts.", oneOf("type", "charter", "magnet")),
            word("The school is on a list, each with a reason. Never without an answer.", listed("pilot", SCHOOL)),
            word("A term has a value. Never without an answer.", lastYear().isGiven()),
            word(
                    "Every one holds; one that does not settles it, whatever has no answer.",
                    is("new school").and(is("leased"))),
            word("One holds; one that does settles it.", is("new school").or(is("leased"))),
            word("It does not hold.", is("new school").negated()));

    private static final Words FORMS = words(
            "What a line computes",
            word("Money for each school; it counts.", line("each").amount(pupils().times(rate("base")))),
            word(
                    "A number or money that is shown, for later lines; it never counts.",
                    line("step").figure(pupils().dividedBy(number(24)))),
            word(
                    "A figure that a program computes; see [a formula as a file](formula-files.md).",
                    line("curve").figure(CURVE, shareOf(POVERTY))),
            word(
                    "What the counted lines lack to reach a floor; 0 where they reach it.",
                    line("floor").raiseTo(rate("base").times(pupils())).counting(lines("base", "need"))),
            word(
                    "What the counted lines have above a cap, taken away; with a source, at most what it paid.",
                    line("cap").lowerTo(lastYear()).counting(everythingAbove())),
            word(
                    "A pot in proportion to points, to the last cent.",
                    line("music").split(poolOf(GENERAL)).by(pupils(POVERTY))),
            word(
                    "The same, no part below a floor or above a cap; the others pay or gain. A floor beats a cap.",
                    line("music")
                            .split(poolOf(GENERAL))
                            .atLeast(lastYear().times("98.5%"))
                            .atMost(lastYear().times("104%"))
                            .by(pupils(POVERTY))),
            word(
                    "Claims in full if the pot allows, and otherwise all reduced by one factor; a surplus stays.",
                    line("repairs").prorate(moneyFact("claim")).to(dollars(90_000))),
            word(
                    "A pot that lifts the lowest to one level: dollars for a pupil (or a ratio to a need that is money), own means counted.",
                    line("lift").lift(dollars(90_000), pupils(), amount("base"))),
            word(
                    "Claims in order of rank, 1 first, until the pot is spent; the last one may get a part.",
                    line("serve").serveInOrder(dollars(90_000), moneyFact("claim"), rank(pupils(POVERTY)))),
            word(
                    "Schools are lifted to a floor, by the others of the moved lines.",
                    line("keep")
                            .keepAtLeast(lastYear().times("95%"))
                            .counting(everythingAbove(), Selection.from(GENERAL))
                            .from(GENERAL)),
            word(
                    "Schools are lowered to a cap; the others gain.",
                    line("keep")
                            .keepAtMost(lastYear())
                            .counting(everythingAbove(), Selection.from(GENERAL))
                            .from(GENERAL)),
            word(
                    "Floor and cap; a floor beats a cap.",
                    line("keep")
                            .keepWithin(dollars(500_000), dollars(900_000))
                            .counting(everythingAbove(), Selection.from(GENERAL))
                            .from(GENERAL)),
            word(
                    "An amount taken back in proportion to what schools have, and never more than that.",
                    line("back").takeBack(dollars(90_000)).inProportionTo(amount("base"))));

    private static final Words OPTIONS = words(
            "What a line may say besides",
            word("The source that pays; an amount without one counts and nobody pays it.", LINE.from(GENERAL)),
            word(
                    "Only schools for which the condition holds; the others have no value.",
                    LINE.onlyWhere(is("new school"))),
            word("A school left out by decision, with the reason.", LINE.exceptFor(SCHOOL, "closed in June")),
            word(
                    "How the line is rounded; otherwise an amount as the definition says, a figure not at all.",
                    LINE.rounded(Rounding.dollars())),
            word(
                    "Who decides on its use, where the source's disposition does not say it: the school (`\"free\"`), nobody (`\"set\"`), the central office (`\"locked\"`).",
                    LINE.held(Held.SET)),
            word("The law, policy or page.", LINE.citing("Resolution 12, page 5")),
            word("The heading, by which a selection names its lines.", LINE.inSection("basics")),
            word("The formula that it is a part of; `paying(formula)` says it.", LINE.partOf("weights")),
            word("Shown and not counted.", LINE.asShadow()));

    private static final Words ROUNDINGS = words(
            "Rounding",
            word("To the nearest cent, halves away from 0.", Rounding.cents()),
            word("To whole dollars.", Rounding.dollars()),
            word("To whole numbers: pupils, positions.", Rounding.whole()),
            word("To decimal places; −3 are thousands.", Rounding.places(4)),
            word("To multiples of a unit.", Rounding.to("0.125")),
            word("Always away from 0.", Rounding.whole().up()),
            word("Always towards 0.", Rounding.whole().down()),
            word("Always to the greater number.", Rounding.whole().by(RoundingMode.CEILING)),
            word("Always to the smaller number.", Rounding.whole().by(RoundingMode.FLOOR)),
            word("To the nearest, halves towards 0.", Rounding.cents().by(RoundingMode.HALF_DOWN)),
            word(
                    "To the nearest, halves to the even neighbour.",
                    Rounding.cents().by(RoundingMode.HALF_EVEN)));

    private static final Words SOURCES = words(
            "Sources",
            word(
                    "An unrestricted source; its origin is `\"federal\"`, `\"state\"`, `\"local\"` or `\"private\"`.",
                    RevenueSource.of(SourceId.of("gifts"), "Gifts", Origin.PRIVATE)),
            word(
                    "Restricted to pupils with any of some needs.",
                    RevenueSource.federal("title-i", "Title I").restrictedTo(POVERTY)),
            word(
                    "Restricted to a purpose, needs, grades or accounts; `judged` if people decide besides.",
                    RevenueSource.state("k5", "Reading")
                            .restrictedTo(Restriction.to("reading")
                                    .forNeeds(POVERTY)
                                    .inGrades(ELEMENTARY)
                                    .forAccounts("1*")
                                    .judgedByPeople())));

    private static final Words DECISIONS = words(
            "Decisions on sources, in a model",
            word("It goes through the formula; lines say how.", model().unlocked(GENERAL)),
            word("A part is held back, to the cent.", model().unlocked(GENERAL, centralShare("15%"))),
            word("A sum is held back.", model().unlocked(GENERAL, centralShare(Money.ofDollars(50_000)))),
            word(
                    "Only some schools may get anything; a condition on facts, counts and parameters.",
                    model().unlocked(GENERAL, eligible(is("new school")))),
            word("It has no amount; only what was drawn is reported.", model().unlocked(GENERAL, withoutAmount())),
            word(
                    "A part is set aside as a reserve: a source of its own, for guards.",
                    model().unlocked(GENERAL, reserve(RESERVE, "2%"))),
            word("A sum is set aside.", model().unlocked(GENERAL, reserve(RESERVE, Money.ofDollars(50_000)))),
            word("It is not distributed.", model().locked(BONDS)),
            word(
                    "It is not distributed, and named schools are given amounts.",
                    model().locked(BONDS, "new roof", Map.of(SCHOOL, Money.ofDollars(25_000)))),
            word(
                    "It is awarded to named schools and passes through.",
                    model().schoolGrant(ARTS, "second year", Map.of(SCHOOL, Money.ofDollars(25_000)))));

    private static final Words MADE_TERMS = words(
            "Terms and conditions made of others",
            word("A group's part of all pupils; no value without pupils.", shareOf(POVERTY)),
            word("Rates that compound: the product of (1 + rate).", compounded(share("weight"), number("0.02"))),
            word("How much is above a threshold, and 0 below.", pupils().inExcessOf(number(400))),
            word("How much is lacking, and 0 from there on.", amount("base").shortOf(lastYear())),
            word("Times itself.", shareOf(POVERTY).squared()),
            word("The greater of two counts.", pupils().orGreater("prior year")),
            word("The mean of counts.", pupils().meanWith("prior year")),
            word("Pupils beyond a share of all, and 0 below.", pupils(POVERTY).beyondShareOfAll("40%")),
            word("The same with a share that is cited.", pupils(POVERTY).beyondShareOfAll(share("weight"))),
            word("A count, but no more than a share of all.", pupils(POVERTY).atMostShareOfAll("12%")),
            word("What last year paid without a line.", lastYearExcept("base")),
            word(
                    "Bands whose limit is a parameter.",
                    bands(pupils()).upTo(share("weight"), number(1)).otherwise(number(2))),
            word("The school has pupils in a span.", teaches(HIGH)));

    private static final Words MADE_LINES = words(
            "Lines made by other words",
            word(
                    "Positions, and their price.",
                    Staffing.of("teachers")
                            .positions(
                                    pupils().dividedBy(number(24)),
                                    Rounding.whole().up())
                            .at(dollars(98_000))),
            word(
                    "A part of the way from last year to the formula.",
                    Transition.phaseIn("phase-in", share("weight"), everythingAbove(), GENERAL)),
            word(
                    "A floor and a share of the gap to a target.",
                    Transition.shareOfGap("gap", share("weight"), lastYear(), amount("base"))),
            word(
                    "What a school has as a share of its formula, at most 1.",
                    Transition.percentageOfFormula("percentage", lastYear(), amount("base"))),
            word(
                    "A floor that a source pays.",
                    Guard.minimum("floor", dollars(900_000))
                            .counting(everythingAbove())
                            .paidBy(GENERAL)),
            word(
                    "A floor for each pupil.",
                    Guard.perPupilMinimum("floor", rate("base"))
                            .counting(everythingAbove())
                            .paidBy(GENERAL)),
            word(
                    "Not below a share of last year.",
                    Guard.holdHarmless("hold harmless", "95%")
                            .counting(everythingAbove())
                            .paidBy(GENERAL)),
            word(
                    "The same with a share that is cited.",
                    Guard.holdHarmless("hold harmless", share("weight"))
                            .counting(everythingAbove())
                            .paidBy(GENERAL)),
            word(
                    "The same for each pupil.",
                    Guard.holdHarmlessPerPupil("hold harmless", "95%", "prior year")
                            .counting(everythingAbove())
                            .paidBy(GENERAL)),
            word(
                    "Not above a share of last year.",
                    Guard.capGains("cap", "104%").counting(everythingAbove()).paidBy(GENERAL)),
            word(
                    "Not above a sum, where a condition holds.",
                    Guard.maximum("cap", dollars(900_000), is("new school"))
                            .counting(everythingAbove())
                            .paidBy(GENERAL)),
            word(
                    "Between two bounds, as two lines.",
                    Guard.between("bounds", "95%", "104%")
                            .counting(everythingAbove())
                            .paidBy(GENERAL)),
            word(
                    "A guard that the other schools pay.",
                    Guard.minimum("floor", dollars(900_000))
                            .counting(everythingAbove())
                            .paidByOthersOf(GENERAL)),
            word(
                    "A guard that gains above a maximum pay.",
                    Guard.minimum("floor", dollars(900_000))
                            .counting(everythingAbove())
                            .paidByGainsAbove(dollars(950_000), GENERAL)),
            word(
                    "A guard that leaves a school out.",
                    Guard.minimum("floor", dollars(900_000))
                            .counting(everythingAbove())
                            .paidBy(GENERAL)
                            .exceptFor(SCHOOL, "closed in June")));

    private static final Words MADE_DISTRIBUTIONS = words(
            "Lines made by decisions on a source",
            word("What a formula says, at its rates.", paying(FORMULA)),
            word(
                    "The same, reduced by one factor if the pool is short.",
                    paying(line("each").amount(pupils().times(rate("base")))).prorateIfShort()),
            word(
                    "The same, raised by one factor up to a total.",
                    paying(line("each").amount(pupils().times(rate("base")))).raiseIfBelow(dollars(900_000))),
            word("The lowest for a pupil, lifted to one level.", lifting(pupils(), moneyFact("claim"))),
            word("The lowest of what they need, lifted to one ratio.", lifting(rate("base"), moneyFact("claim"))),
            word(
                    "A share of each gap to a target that is solved.",
                    closingGaps(share("weight"), rate("base"), moneyFact("claim"))),
            word("What is left, in proportion to points.", inProportionTo(pupils(POVERTY))),
            word("What is left, in proportion to what a formula would pay.", inProportionTo(FORMULA)),
            word(
                    "In proportion to points, nobody below a floor or above a cap.",
                    inProportionTo(pupils(POVERTY))
                            .atLeast(lastYear().times("98.5%"))
                            .atMost(dollars(900_000))),
            word("Claims from the highest on, until the pool is spent.", serveFrom(shareOf(POVERTY), rate("base"))),
            word(
                    "The pool in cells of span and need.",
                    byCells(Cell.of(ELEMENTARY, POVERTY, "35%"), Cell.rest(HIGH, POVERTY))),
            word(
                    "One after the other.",
                    paying(line("each").amount(rate("base"))).then(inProportionTo(pupils()))));

    /** Every table, in the order of the page. */
    static final List<Words> ALL = List.of(
            VALUES,
            PUPILS,
            GROUPS,
            OTHERS,
            SELECTIONS,
            ARITHMETIC,
            DATA,
            CONDITIONS,
            FORMS,
            OPTIONS,
            ROUNDINGS,
            SOURCES,
            DECISIONS,
            MADE_TERMS,
            MADE_LINES,
            MADE_DISTRIBUTIONS);
}
