package org.perpupil.formula;

import static org.perpupil.formula.Line.line;
import static org.perpupil.formula.Selection.everythingAbove;
import static org.perpupil.formula.Terms.amount;
import static org.perpupil.formula.Terms.bands;
import static org.perpupil.formula.Terms.compounded;
import static org.perpupil.formula.Terms.dollars;
import static org.perpupil.formula.Terms.fact;
import static org.perpupil.formula.Terms.figure;
import static org.perpupil.formula.Terms.greatest;
import static org.perpupil.formula.Terms.is;
import static org.perpupil.formula.Terms.lastYear;
import static org.perpupil.formula.Terms.least;
import static org.perpupil.formula.Terms.moneyFact;
import static org.perpupil.formula.Terms.number;
import static org.perpupil.formula.Terms.pupils;
import static org.perpupil.formula.Terms.ramp;
import static org.perpupil.formula.Terms.shareOf;
import static org.perpupil.formula.Terms.sumOf;
import static org.perpupil.formula.Terms.total;
import static org.perpupil.pupils.NeedCategory.ENGLISH_LEARNER;
import static org.perpupil.pupils.NeedCategory.POVERTY;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.perpupil.exact.Rounding;
import org.perpupil.formula.funding.Staffing;
import org.perpupil.formula.funding.Transition;
import org.perpupil.pupils.NeedCategory;
import org.perpupil.pupils.PupilGroup;

/**
 * Draws the kinds of components that are lines of a formula, each in the words that there are for it.
 *
 * <p>The last line of a kind is an amount of 0 or more. A line without a condition has a value in every school.
 */
final class RandomComponents extends Drawing {
    static final List<ComponentKind> KINDS = List.of(
            ComponentKind.DOLLARS_PER_PUPIL_BY_LEVEL,
            ComponentKind.WEIGHT_TIMES_BASE,
            ComponentKind.FLAT_RATE_OF_A_NEED,
            ComponentKind.STACKED_NEEDS,
            ComponentKind.UNDUPLICATED_UNION,
            ComponentKind.HIGHEST_NEED_ONLY,
            ComponentKind.TIERS_OF_A_NEED,
            ComponentKind.CONCENTRATION,
            ComponentKind.RAMP_BETWEEN_SHARES,
            ComponentKind.STEPS_AND_SQUARES,
            ComponentKind.LUMP_SUM_BY_TYPE,
            ComponentKind.SMALL_SCHOOL_SLOPE,
            ComponentKind.TAPER_IN_SIZE,
            ComponentKind.PRODUCT_OF_TAPERS,
            ComponentKind.STAFFING_BY_STEPS,
            ComponentKind.INDEX_ON_SOME_LINES,
            ComponentKind.LOCAL_SHARE,
            ComponentKind.WAY_TO_THE_FORMULA,
            ComponentKind.COUNT_BASIS,
            ComponentKind.ASSUMED_COUNT,
            ComponentKind.COMPOUNDED_INDICES,
            ComponentKind.ROUNDED_STEPS,
            ComponentKind.NO_VALUE);

    private static final String PRIOR_YEAR = RandomDistrict.PRIOR_YEAR.name();

    private static final String[] RATES = {"3741", "636.17", "1272.505", "0.045", "2.675"};
    private static final String[] SMALL_RATES = {"99.9", "12.345", "0.015", "300"};
    private static final String[] WEIGHTS = {"0.34", "0.075", "1.25", "1/3", "1"};

    private final RandomDistrict district;
    private final RandomValues values;

    RandomComponents(SplittableRandom random, RandomDistrict district, RandomValues values) {
        super(random);
        this.district = district;
        this.values = values;
    }

    List<Line> lines(ComponentKind kind) {
        return switch (kind) {
            case DOLLARS_PER_PUPIL_BY_LEVEL -> dollarsPerPupilByLevel();
            case WEIGHT_TIMES_BASE -> weightTimesBase();
            case FLAT_RATE_OF_A_NEED -> flatRateOfANeed();
            case STACKED_NEEDS -> stackedNeeds();
            case UNDUPLICATED_UNION -> unduplicatedUnion();
            case HIGHEST_NEED_ONLY -> highestNeedOnly();
            case TIERS_OF_A_NEED -> tiersOfANeed();
            case CONCENTRATION -> concentration();
            case RAMP_BETWEEN_SHARES -> rampBetweenShares();
            case STEPS_AND_SQUARES -> oneIn(2) ? steps() : squareLaw();
            case LUMP_SUM_BY_TYPE -> lumpSumByType();
            case SMALL_SCHOOL_SLOPE -> smallSchoolSlope();
            case TAPER_IN_SIZE -> taperInSize();
            case PRODUCT_OF_TAPERS -> productOfTapers();
            case STAFFING_BY_STEPS -> staffing();
            case INDEX_ON_SOME_LINES -> indexOnSomeLines();
            case LOCAL_SHARE -> localShare();
            case BLENDED_MINIMUM -> blendedMinimum();
            case BASELINE_SERVICES -> baselineServices();
            case WAY_TO_THE_FORMULA -> oneIn(2) ? shareOfGap() : percentageOfFormula();
            case COUNT_BASIS -> countBasis();
            case ASSUMED_COUNT -> assumedCount();
            case COMPOUNDED_INDICES -> compoundedIndices();
            case ROUNDED_STEPS -> roundedSteps();
            case NO_VALUE -> noValue();
            default -> throw new IllegalArgumentException(kind + " is no line of a formula");
        };
    }

    private Line.Start named(String what) {
        return line(values.name(what));
    }

    private PupilGroup group() {
        return oneOf(district.groupsCountedEverywhere());
    }

    private NeedCategory need() {
        return oneOf(List.of(POVERTY, POVERTY, ENGLISH_LEARNER, RandomDistrict.ODD));
    }

    /** A count that is 0 where the data do not have it. */
    private NumberTerm counted(PupilGroup group) {
        return district.groupsCountedEverywhere().contains(group)
                ? pupils(group)
                : pupils(group).ifMissing(number(0));
    }

    /** A share that is 0 where there are no pupils, or where the data do not have it. */
    private static NumberTerm shareWhereCounted(PupilGroup group) {
        return shareOf(group).ifMissing(number(0));
    }

    private List<Line> dollarsPerPupilByLevel() {
        return List.of(named("per pupil").amount(values.perPupil(group(), "rates by level", RATES)));
    }

    private List<Line> weightTimesBase() {
        MoneyTerm base = values.money("base", RATES);
        return List.of(
                oneIn(2)
                        ? named("weighted")
                                .amount(values.weighted(group(), "weights", WEIGHTS)
                                        .times(base))
                        : named("weighted")
                                .amount(pupils(group())
                                        .times(values.number("weight", WEIGHTS))
                                        .times(base)));
    }

    private List<Line> flatRateOfANeed() {
        MoneyTerm rate = values.money("rate", RATES);
        PupilGroup group = group();
        return List.of(
                oneIn(2)
                        ? named("flat").amount(rate.times(pupils(group)))
                        : named("by proportion")
                                .amount(rate.times(shareWhereCounted(group)).times(pupils())));
    }

    private List<Line> stackedNeeds() {
        MoneyTerm base = values.money("base", RATES);
        List<Line> lines = new ArrayList<>();
        for (NeedCategory need : List.of(POVERTY, ENGLISH_LEARNER)) {
            lines.add(named("stacked")
                    .amount(counted(need)
                            .times(values.number("weight", WEIGHTS))
                            .times(base)));
        }
        return lines;
    }

    private List<Line> unduplicatedUnion() {
        PupilGroup union = PupilGroup.anyOf(POVERTY, ENGLISH_LEARNER);
        return List.of(named("once each").amount(counted(union).times(values.money("rate", RATES))));
    }

    private List<Line> highestNeedOnly() {
        List<PupilGroup> groups =
                oneIn(2) ? PupilGroup.firstOf(POVERTY, ENGLISH_LEARNER) : PupilGroup.firstOf(ENGLISH_LEARNER, POVERTY);
        List<Line> lines = new ArrayList<>();
        for (PupilGroup group : groups) {
            lines.add(named("highest only").amount(counted(group).times(values.money("rate", RATES))));
        }
        return lines;
    }

    private List<Line> tiersOfANeed() {
        String section = values.name("tiers");
        MoneyTerm base = values.money("base", RATES);
        List<Line> lines = new ArrayList<>();
        for (PupilGroup tier : List.of(POVERTY.butNot(ENGLISH_LEARNER), PupilGroup.allOf(POVERTY, ENGLISH_LEARNER))) {
            lines.add(named("tier")
                    .amount(counted(tier)
                            .times(values.number("weight", WEIGHTS))
                            .times(base))
                    .inSection(section));
        }
        return lines;
    }

    private List<Line> concentration() {
        NeedCategory need = need();
        MoneyTerm rate = values.money("rate", RATES);
        List<Line> lines = new ArrayList<>();
        for (String threshold : oneIn(2) ? List.of("40%") : List.of("1/3", "70%")) {
            NumberTerm beyond = pupils(need).beyondShareOfAll(values.number("threshold", threshold));
            lines.add(named("concentration").amount(beyond.ifMissing(number(0)).times(rate)));
        }
        return lines;
    }

    private List<Line> rampBetweenShares() {
        NumberTerm share = shareWhereCounted(need());
        NumberTerm weight = oneIn(2)
                ? ramp(share).from("20%", "0.47").to("60%", "0.57")
                : ramp(share)
                        .from(values.number("lower share", "20%", "1/3"), values.number("first weight", WEIGHTS))
                        .to(values.number("upper share", "60%", "2/3"), values.number("last weight", WEIGHTS));
        return List.of(named("ramp").amount(counted(need()).times(weight).times(values.money("base", RATES))));
    }

    private List<Line> steps() {
        NumberTerm share = shareWhereCounted(need());
        return List.of(named("steps")
                .amount(bands(share)
                        .below(values.number("first limit", "20%", "1/3"), dollars(0))
                        .upTo(values.number("second limit", "0.5", "60%"), values.money("step", SMALL_RATES))
                        .otherwise(values.money("last step", RATES))
                        .times(pupils())));
    }

    private List<Line> squareLaw() {
        NeedCategory need = need();
        NumberTerm mean = total(counted(need)).dividedBy(total(pupils()));
        Line index = named("index").figure(shareOf(need).dividedBy(mean).ifMissing(number(0)));
        return List.of(
                index,
                named("square law")
                        .amount(figure(index.name())
                                .squared()
                                .times(counted(need))
                                .times(values.money("rate", SMALL_RATES))));
    }

    private List<Line> lumpSumByType() {
        return List.of(
                oneIn(2)
                        ? named("lump").amount(values.moneyByType("lump by type", "225000", "0.5", "110000.005"))
                        : named("lump").amount(values.money("lump", "225000", "110000.005")));
    }

    private List<Line> smallSchoolSlope() {
        Line base = named("base").amount(pupils().times(values.money("base rate", RATES)));
        MoneyTerm slope =
                pupils().shortOf(values.number("threshold", "500", "300")).times(values.money("slope", "850"));
        return List.of(
                base,
                named("small school")
                        .amount(least(
                                slope,
                                amount(base.name()).times(values.number("cap as a share", "15%")),
                                values.money("cap", "228480", "10000.005"))));
    }

    private List<Line> taperInSize() {
        NumberTerm upper = values.number("upper size", "500", "600");
        NumberTerm weight = bands(pupils())
                .below(100, number("1.559"))
                .below(upper, number("1.158").plus(number("0.0005").times(pupils().shortOf(upper))))
                .otherwise(values.number("weight of large schools", "1.158", "1"));
        return List.of(named("taper").amount(pupils().times(weight).times(values.money("base", RATES))));
    }

    private List<Line> productOfTapers() {
        MoneyTerm most = values.money("most", "65000", "10000.005");
        NumberTerm bySize = ramp(pupils()).from("60", "1").to("120", "0");
        if (oneIn(2)) {
            NumberTerm byDistance = ramp(fact("miles"))
                    .from(number("2"), number(0))
                    .to(values.number("distance", "3", "10"), number(1));
            return List.of(named("sparsity")
                    .amount(most.times(bySize).times(byDistance))
                    .onlyWhere(fact("miles").isGiven()));
        }
        NumberTerm byNeed = ramp(shareOf(POVERTY)).from("0", "0.5").to("1", "1");
        return List.of(named("sparsity")
                .amount(most.times(bySize).times(byNeed))
                .onlyWhere(is("charter").and(pupils().moreThan("0"))));
    }

    private List<Line> staffing() {
        MoneyTerm price = oneIn(2) ? moneyFact("salary") : values.money("mean pay", "98000", "90000.005");
        Staffing teachers = Staffing.of(values.name("teachers"));
        return switch (draw(3)) {
            case 0 ->
                teachers.positions(
                                pupils(group()).dividedBy(values.number("ratio", "17", "30")),
                                oneOf(List.of(
                                        Rounding.whole().up(),
                                        Rounding.to("0.5"),
                                        Rounding.to("0.125").down())))
                        .at(price);
            case 1 ->
                teachers.positions(pupils(group()).dividedBy(values.number("ratio", "17", "400")))
                        .at(price);
            default ->
                teachers.positions(bands(pupils())
                                .upTo(values.number("step", "300", "600"), number("0.5"))
                                .otherwise(values.number("positions", "1.5", "2")))
                        .at(price);
        };
    }

    private List<Line> indexOnSomeLines() {
        MoneyTerm rate = values.money("rate", RATES);
        NumberTerm index = oneIn(2)
                ? values.numberByType("wage index", "1.08", "0.97", "1")
                : Terms.share("factors by region", "region").ifMissing(number(1));
        return List.of(
                named("with index").amount(pupils().times(rate).times(index)),
                named("without index").amount(pupils().times(values.money("other rate", SMALL_RATES))));
    }

    private List<Line> localShare() {
        Line foundation = named("foundation").figure(pupils().times(values.money("foundation rate", RATES)));
        Line local = named("local share")
                .figure(least(
                        (oneIn(2)
                                        ? moneyFact("salary")
                                        : greatest(dollars(0), moneyFact("rent").ifMissing(dollars(0))))
                                .times(values.number("effort", "1%", "0.045")),
                        amount(foundation.name()).times("80%")));
        return List.of(
                foundation, local, named("aid").amount(amount(foundation.name()).inExcessOf(amount(local.name()))));
    }

    private List<Line> blendedMinimum() {
        MoneyTerm blended = dollars(0);
        for (int i = 0; i < RandomDistrict.LEVELS.size(); i++) {
            blended = blended.plus(
                    pupils().in(RandomDistrict.LEVELS.get(i)).times(values.money("minimum", "4000", "4800.005")));
        }
        Line rate = named("blended rate").figure(blended.dividedBy(pupils()).ifMissing(dollars(0)));
        return List.of(
                rate,
                named("minimum per pupil")
                        .raiseTo(amount(rate.name()).times(pupils()))
                        .counting(everythingAbove()));
    }

    private List<Line> baselineServices() {
        Line principal = named("principal").figure(values.money("a principal", "120000", "98000.5"));
        Line classes = named("classes").figure(pupils().dividedBy(number(30)).times(moneyFact("salary")));
        return List.of(
                principal,
                classes,
                named("top-up").raiseTo(sumOf(principal.name(), classes.name())).counting(everythingAbove()));
    }

    private MoneyTerm before() {
        return district.hasLastYear() ? lastYear().ifMissing(dollars(0)) : moneyFact("salary");
    }

    private List<Line> shareOfGap() {
        MoneyTerm target = pupils().times(values.money("target rate", RATES));
        return List.of(Transition.shareOfGap(
                values.name("floor and gap"), values.number("gap rate", "50.49926763%", "1/3", "1"), before(), target));
    }

    private List<Line> percentageOfFormula() {
        Line formula = named("formula").figure(pupils().times(values.money("formula rate", RATES)));
        Line percentage = Transition.percentageOfFormula(values.name("percentage"), before(), amount(formula.name()));
        MoneyTerm change = amount(formula.name()).times(values.number("change", "10%", "1/3"));
        return List.of(
                formula,
                percentage,
                named("phased change")
                        .amount(figure(percentage.name()).ifMissing(number(0)).times(change)));
    }

    private List<Line> countBasis() {
        PupilGroup group = group();
        PupilsTerm now = pupils(group);
        NumberTerm count = switch (draw(4)) {
            case 0 -> now.orGreater(PRIOR_YEAR);
            case 1 -> now.meanWith(PRIOR_YEAR);
            case 2 -> greatest(now, now.counted(PRIOR_YEAR).times(values.number("decline floor", "97%", "2/3")));
            default -> now.counted(PRIOR_YEAR);
        };
        return List.of(named("on another basis").amount(count.ifMissing(now).times(values.money("rate", RATES))));
    }

    private List<Line> assumedCount() {
        NumberTerm assumed = pupils(need()).atMostShareOfAll(values.number("assumed share", "12%", "1/3"));
        return List.of(named("assumed").amount(assumed.ifMissing(number(0)).times(values.money("rate", RATES))));
    }

    private List<Line> compoundedIndices() {
        Line index = named("index")
                .figure(compounded(values.number("first rise", "0.0231", "1/3"), values.number("second rise", "2.70%")))
                .rounded(Rounding.places(4));
        return List.of(
                index,
                named("indexed")
                        .amount(pupils().times(values.money("rate", RATES)).times(figure(index.name()))));
    }

    private List<Line> roundedSteps() {
        Line rate = named("rounded rate")
                .figure(values.money("base", RATES).times(values.number("weight", WEIGHTS)))
                .rounded(oneOf(List.of(
                        Rounding.dollars(), Rounding.cents(), Rounding.cents().down())));
        return List.of(
                rate,
                named("in steps")
                        .amount(pupils(group()).times(amount(rate.name())))
                        .rounded(Rounding.dollars()));
    }

    private List<Line> noValue() {
        Line known = named("where known")
                .figure(fact("miles"))
                .onlyWhere(fact("miles").isGiven());
        MoneyTerm amount = figure(known.name()).times(values.money("rate", SMALL_RATES));
        return List.of(
                known,
                oneIn(2)
                        ? named("by miles")
                                .amount(amount)
                                .onlyWhere(figure(known.name()).isGiven())
                        : named("by miles").amount(amount.ifMissing(dollars(0))));
    }
}
