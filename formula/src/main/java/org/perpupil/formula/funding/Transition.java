package org.perpupil.formula.funding;

import org.perpupil.formula.Line;
import org.perpupil.formula.MoneyTerm;
import org.perpupil.formula.NumberTerm;
import org.perpupil.formula.Selection;
import org.perpupil.formula.Terms;
import org.perpupil.revenue.RevenueSource;

/**
 * The way from how money reaches schools now to how the formula would send it.
 *
 * <p>Weights that move along a dated path are {@linkplain org.perpupil.formula.Parameter parameters} with a value for each year; a
 * revenue trigger is a condition on {@link Terms#amountOf(RevenueSource)}; a shadow is
 * {@link FundingModel.Builder#shadow(org.perpupil.formula.FundingFormula)}.
 */
public final class Transition {
    private Transition() {}

    /**
     * A line that pays (1 − a) × last year's total and leaves a × the formula: at 0 every school gets what it had, at 1 what the
     * formula gives. Schools that had nothing last year get what the formula gives.
     *
     * @param formulaShare a, from 0 to 1, usually a parameter with a value for each year
     * @param counting the lines that are the formula
     * @param source who pays where schools lose by the formula, and gains where they win
     */
    public static Line phaseIn(String name, NumberTerm formulaShare, Selection counting, RevenueSource source) {
        MoneyTerm difference = Terms.lastYear().minus(Terms.sumOf(counting));
        return Line.line(name)
                .amount(Terms.number(1).minus(formulaShare).times(difference))
                .onlyWhere(Terms.lastYear().isGiven())
                .from(source);
    }

    /**
     * A line that pays a floor and a share of the gap up to a target; where the floor is the target or above, the floor.
     *
     * @param gapShare from 0 to 1, usually a parameter with a value for each year
     */
    public static Line shareOfGap(String name, NumberTerm gapShare, MoneyTerm floor, MoneyTerm target) {
        return Line.line(name).amount(floor.plus(gapShare.times(floor.shortOf(target))));
    }

    /**
     * A figure: what a school has as a share of what its formula gives, at most 1. Changes of the formula reach the school times this
     * percentage, so that one far below its formula does not gain in full. It has no value where the formula gives nothing.
     */
    public static Line percentageOfFormula(String name, MoneyTerm has, MoneyTerm formula) {
        return Line.line(name).figure(Terms.least(Terms.number(1), has.dividedBy(formula)));
    }
}
