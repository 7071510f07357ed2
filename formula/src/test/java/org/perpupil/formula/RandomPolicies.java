package org.perpupil.formula;

import static org.perpupil.formula.Line.line;
import static org.perpupil.formula.Selection.everythingAbove;
import static org.perpupil.formula.Terms.amount;
import static org.perpupil.formula.Terms.dollars;
import static org.perpupil.formula.Terms.is;
import static org.perpupil.formula.Terms.lastYear;
import static org.perpupil.formula.Terms.lastYearExcept;
import static org.perpupil.formula.Terms.number;
import static org.perpupil.formula.Terms.pupils;
import static org.perpupil.formula.Terms.shareOf;
import static org.perpupil.formula.Terms.sumOf;
import static org.perpupil.formula.Terms.teaches;
import static org.perpupil.formula.Terms.total;
import static org.perpupil.formula.Terms.when;
import static org.perpupil.pupils.NeedCategory.POVERTY;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.perpupil.budget.Held;
import org.perpupil.district.SchoolId;
import org.perpupil.exact.Rounding;
import org.perpupil.formula.funding.Decision;
import org.perpupil.formula.funding.Distribution;
import org.perpupil.formula.funding.Guard;
import org.perpupil.formula.funding.Transition;
import org.perpupil.money.Money;
import org.perpupil.revenue.RevenueSource;

/** Draws the kinds of components that are decisions on sources, guards, or steps of a transition, in the words that there are for them. */
final class RandomPolicies extends Drawing {
    /** Lines below what the sources paid. */
    static final List<ComponentKind> GUARDS = List.of(
            ComponentKind.HOLD_HARMLESS,
            ComponentKind.ADJUSTED_BASELINE,
            ComponentKind.CAPPED_GAINS,
            ComponentKind.MINIMUM_AFTER_A_CAP,
            ComponentKind.WAY_TO_THE_FORMULA,
            ComponentKind.MANUAL_AMOUNTS,
            ComponentKind.REVENUE_TRIGGER);

    private final RandomDistrict district;
    private final RandomValues values;

    RandomPolicies(SplittableRandom random, RandomDistrict district, RandomValues values) {
        super(random);
        this.district = district;
        this.values = values;
    }

    /**
     * Returns lines that guard or change what a source paid.
     *
     * @param payer who pays what is added
     * @param source who paid, and who gets what is taken back
     */
    List<Line> guard(ComponentKind kind, RevenueSource payer, RevenueSource source) {
        return switch (kind) {
            case HOLD_HARMLESS -> holdHarmless(payer, source);
            case ADJUSTED_BASELINE -> district.hasLastYear() ? adjustedBaseline(payer) : systemMinimum(payer, source);
            case CAPPED_GAINS -> cappedGains(source);
            case MINIMUM_AFTER_A_CAP -> minimumAfterACap(payer, source);
            case WAY_TO_THE_FORMULA -> systemMinimum(payer, source);
            case MANUAL_AMOUNTS -> manualAmounts(payer);
            case REVENUE_TRIGGER -> revenueTrigger(payer, source);
            default -> throw new IllegalArgumentException(kind + " is no guard");
        };
    }

    private List<Line> holdHarmless(RevenueSource payer, RevenueSource source) {
        if (!district.hasLastYear()) {
            return perPupilMinimum(payer);
        }
        String name = values.name("hold harmless");
        NumberTerm share = values.number("share to hold", "95%", "0.9");
        Guard.Counted guard = oneIn(2)
                ? Guard.holdHarmless(name, share)
                : Guard.holdHarmlessPerPupil(name, share, RandomDistrict.PRIOR_YEAR.name());
        Guard paid = guard.counting(oneIn(2) ? everythingAbove() : Selection.from(source))
                .paidBy(payer);
        return (oneIn(2) ? paid.exceptFor(someSchool(), "exempt by decision") : paid).lines();
    }

    private SchoolId someSchool() {
        return oneOf(district.schools()).id();
    }

    private List<Line> perPupilMinimum(RevenueSource payer) {
        return Guard.perPupilMinimum(values.name("per-pupil minimum"), values.money("minimum", "12.345", "9000"))
                .counting(everythingAbove())
                .paidBy(payer)
                .lines();
    }

    private List<Line> adjustedBaseline(RevenueSource payer) {
        Line baseline = line(values.name("baseline per pupil"))
                .figure(lastYearExcept("extra")
                        .dividedBy(pupils().counted(RandomDistrict.PRIOR_YEAR.name()))
                        .ifMissing(dollars(0)))
                .rounded(Rounding.cents());
        return List.of(
                baseline,
                line(values.name("floor of the baseline"))
                        .raiseTo(amount(baseline.name()).times(pupils()))
                        .counting(everythingAbove())
                        .from(payer));
    }

    /** Guards of constant shares of last year; the last of them is paid by the other schools. */
    List<Line> fromLastYear(RevenueSource payer, RevenueSource source, Selection counting) {
        Selection paid = Selection.from(source);
        Guard guard = switch (draw(5)) {
            case 0 ->
                Guard.holdHarmless(values.name("hold harmless"), "95%")
                        .counting(counting)
                        .paidBy(payer);
            case 1 ->
                Guard.holdHarmlessPerPupil(values.name("per pupil"), "0.9", RandomDistrict.PRIOR_YEAR.name())
                        .counting(counting)
                        .paidBy(payer);
            case 2 ->
                Guard.capGains(values.name("gains"), "104%").counting(paid).paidBy(source);
            case 3 ->
                Guard.between(values.name("between"), "0.5", "2").counting(paid).paidBy(source);
            default ->
                Guard.minimum(values.name("guard"), lastYear().times("0.045").ifMissing(dollars(0)))
                        .counting(paid)
                        .paidByOthersOf(source);
        };
        return guard.lines();
    }

    /** Caps that leave room: what the schools above them give back stays, or goes to the others. */
    private List<Line> cappedGains(RevenueSource source) {
        Selection paid = Selection.from(source);
        MoneyTerm had = sumOf(paid);
        String name = values.name("cap");
        return switch (draw(district.hasLastYear() ? 4 : 3)) {
            case 0 ->
                Guard.maximum(
                                name,
                                values.money("most per pupil", "5000", "12.345").times(pupils()),
                                is("charter"))
                        .counting(paid)
                        .paidBy(source)
                        .lines();
            case 1 ->
                Guard.between(name, had.times("50%"), had.times(values.number("most", "1.5", "104%")))
                        .counting(paid)
                        .paidByOthersOf(source)
                        .lines();
            case 2 ->
                Guard.minimum(name, had.times("1/3").plus(total(had).times("1%").dividedBy(total(number(1)))))
                        .counting(paid)
                        .paidByGainsAbove(had.times(values.number("kept", "90%", "2/3")), source)
                        .lines();
            default ->
                Guard.capGains(name, values.number("most of last year", "104%", "1.5"))
                        .counting(paid)
                        .paidBy(source)
                        .lines();
        };
    }

    private List<Line> minimumAfterACap(RevenueSource payer, RevenueSource source) {
        Selection paid = Selection.from(source);
        List<Line> lines = new ArrayList<>(Guard.maximum(
                        values.name("cap"),
                        values.money("most", "5000", "2.675").times(pupils()),
                        pupils().moreThan("0"))
                .counting(paid)
                .paidBy(source)
                .lines());
        lines.addAll(
                Guard.minimum(values.name("minimum again"), pupils().times(values.money("least", "2.675", "0.045")))
                        .counting(paid)
                        .paidBy(payer)
                        .lines());
        return lines;
    }

    private List<Line> systemMinimum(RevenueSource payer, RevenueSource source) {
        if (district.hasLastYear() && oneIn(2)) {
            return List.of(Transition.phaseIn(
                    values.name("phase-in"),
                    values.number("formula's share", "0.5", "1/3", "1"),
                    Selection.from(source),
                    payer));
        }
        Line formula = line(values.name("whole formula"))
                .figure(pupils().times(values.money("formula rate", "3741", "12.345")));
        return List.of(
                formula,
                line(values.name("system minimum"))
                        .raiseTo(amount(formula.name()).times(values.number("least share", "90%", "1/3")))
                        .counting(everythingAbove())
                        .from(payer));
    }

    private List<Line> manualAmounts(RevenueSource payer) {
        Map<SchoolId, Money> amounts = new LinkedHashMap<>();
        district.schools().stream()
                .limit(1 + draw(3))
                .forEach(school -> amounts.put(school.id(), Money.ofCents(draw(5_000))));
        Line manual = line(values.name("by hand"))
                .amount(Terms.decided(oneOf(List.of("by the board", "=1+1")), amounts))
                .from(payer);
        return List.of(oneIn(2) ? manual.held(oneOf(List.of(Held.values()))) : manual);
    }

    private List<Line> revenueTrigger(RevenueSource payer, RevenueSource source) {
        MoneyTerm trigger = values.money("trigger", "100000", "2000000.005");
        return List.of(line(values.name("when revenue is enough"))
                .amount(when(
                        Terms.amountOf(source).atLeast(trigger),
                        pupils().times(values.money("rate", "2.675", "0.045")),
                        dollars(0)))
                .from(payer));
    }

    /** A condition that can be told in every school, and on facts alone. */
    Condition eligible() {
        return switch (draw(6)) {
            case 0 -> teaches(district.spanWithPupils());
            case 1 -> pupils(POVERTY).moreThan("0");
            case 2 -> shareOf(POVERTY).ifMissing(number(0)).atLeast(values.number("eligible from", "20%", "1/3"));
            case 3 -> is("charter").negated();
            case 4 -> Terms.oneOf("type", "E", "M", "=1+1");
            default ->
                Terms.listed(
                        "by decision",
                        district.schools().stream()
                                .limit(3)
                                .map(school -> school.id())
                                .toArray(SchoolId[]::new));
        };
    }

    Decision centralShare() {
        return oneIn(2)
                ? Decision.centralShare(oneOf(List.of("10%", "1/3", "0.125")))
                : Decision.centralShare(Money.ofCents(draw(5_000)));
    }

    /** A total that may be above or below what a formula costs, and is reduced to the pool. */
    Distribution guaranteed(FundingFormula formula) {
        return Decision.paying(formula)
                .raiseIfBelow(
                        oneIn(2)
                                ? total(pupils()).times(values.money("guaranteed rate", "2.675", "636.17"))
                                : values.money("guaranteed total", "10000.005", "100000"))
                .prorateIfShort();
    }

    NumberTerm points() {
        return values.weighted(oneOf(district.groupsCountedEverywhere()), "points", "0.34", "1.25", "1/3")
                .plus(pupils());
    }

    MoneyTerm ownMeans() {
        MoneyTerm local = Terms.moneyFact("salary").times(values.number("effort", "1%", "1/3"));
        return district.hasLastYear() && oneIn(2) ? lastYear().ifMissing(local) : local;
    }

    MoneyTerm need() {
        return pupils().times(values.money("needed per pupil", "3741", "12.345"));
    }

    NumberTerm shareOfGaps() {
        return values.number("share of the gaps", "25%", "1/3", "1");
    }
}
