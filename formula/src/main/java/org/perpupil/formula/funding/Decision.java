package org.perpupil.formula.funding;

import java.util.Collection;
import java.util.List;
import org.perpupil.formula.CentralShare;
import org.perpupil.formula.Condition;
import org.perpupil.formula.FundingFormula;
import org.perpupil.formula.Line;
import org.perpupil.formula.MoneyTerm;
import org.perpupil.formula.NumberTerm;
import org.perpupil.money.Money;
import org.perpupil.revenue.RevenueSource;

/**
 * One thing that a district decides about an unlocked source. The words are static methods; import them.
 *
 * <pre>{@code
 * .unlocked(titleI, centralShare("10%"), eligible(shareOf(POVERTY).atLeast("40%")), inProportionTo(pupils(POVERTY)))
 * }</pre>
 */
public sealed interface Decision
        permits Decision.Central, Decision.Eligible, Decision.OpenEnded, Decision.Reserve, Distribution {

    /** How much is held back. */
    record Central(CentralShare share) implements Decision {}

    /** Which schools may get anything from the source. */
    record Eligible(Condition condition) implements Decision {}

    /** A sum that is set aside for guards, as a source of its own. */
    record Reserve(RevenueSource reserve, CentralShare share) implements Decision {}

    /** The source has no amount. */
    record OpenEnded() implements Decision {}

    /** Holds back a rate such as {@code "15%"}, rounded to the cent. */
    static Decision centralShare(String rate) {
        return new Central(CentralShare.rate(rate));
    }

    /** Holds back a sum. */
    static Decision centralShare(Money amount) {
        return new Central(CentralShare.sum(amount));
    }

    /** Sets aside a rate such as {@code "2%"} as a reserve: a source that guards can draw on, and no more than that. */
    static Decision reserve(RevenueSource reserve, String rate) {
        return new Reserve(reserve, CentralShare.rate(rate));
    }

    /** Sets aside a sum as a reserve: a source that guards can draw on, and no more than that. */
    static Decision reserve(RevenueSource reserve, Money amount) {
        return new Reserve(reserve, CentralShare.sum(amount));
    }

    /** Only schools for which a condition on facts and parameters holds. */
    static Decision eligible(Condition condition) {
        return new Eligible(condition);
    }

    /** The source is open-ended: it has no amount, and only what was drawn is reported. */
    static Decision withoutAmount() {
        return new OpenEnded();
    }

    /** Pays what the formula says, at its published rates; a surplus stays visible, and a shortage is refused. */
    static Distribution paying(FundingFormula formula) {
        return Distribution.paying(formula);
    }

    /** Pays what the lines say; a surplus stays visible, and a shortage is refused. */
    static Distribution paying(Line... lines) {
        return Distribution.paying(List.of(lines));
    }

    /** Pays what the lines say, such as those of {@link Staffing}. */
    static Distribution paying(Collection<Line> lines) {
        return Distribution.paying(lines);
    }

    /**
     * Divides the pool into cells of span and need, in dollars or as shares of the pool; what a pupil of a cell brings is solved:
     * the cell's money over the eligible pupils that it counts.
     *
     * <p>A cell without pupils is refused. What no cell gets stays in the source; cells that have more than the pool overdraw it.
     */
    static Distribution byCells(Cell... cells) {
        return Distribution.byCells(List.of(cells));
    }

    /**
     * Serves schools in order of a number, the highest first, until the pool is spent; the last one may get a part of its claim.
     *
     * @param claims what each eligible school gets in full
     */
    static Distribution serveFrom(NumberTerm highest, MoneyTerm claims) {
        return Distribution.serveFrom(highest, claims);
    }

    /** Shares what is left of the pool in proportion to points, to the last cent; bounds of the parts may follow. */
    static Distribution.InProportion inProportionTo(NumberTerm points) {
        return Distribution.inProportionTo(points);
    }

    /** Shares what is left of the pool in proportion to money, to the last cent; bounds of the parts may follow. */
    static Distribution.InProportion inProportionTo(MoneyTerm points) {
        return Distribution.inProportionTo(points);
    }

    /** Shares what is left of the pool in proportion to what a formula would pay, to the last cent; bounds of the parts may follow. */
    static Distribution.InProportion inProportionTo(FundingFormula points) {
        return Distribution.inProportionTo(points);
    }

    /**
     * Lifts the schools with the lowest means for a pupil to one level, with what is left of the pool: water is poured, and the level is
     * what the pool allows. A school above the level gets nothing.
     *
     * @param pupils pupils, or weighted pupils
     * @param ownMeans what the school has already
     */
    static Distribution lifting(NumberTerm pupils, MoneyTerm ownMeans) {
        return Distribution.lifting(pupils, ownMeans);
    }

    /**
     * Lifts the schools with the lowest ratio of means to need to one ratio, with what is left of the pool.
     *
     * @param need what the school should have, such as a formula's amount
     * @param ownMeans what the school has already
     */
    static Distribution lifting(MoneyTerm need, MoneyTerm ownMeans) {
        return Distribution.lifting(need, ownMeans);
    }

    /**
     * Pays a share of the gap between means and a target, the same share of the need for every school, which is solved so that what is
     * left of the pool is spent. A school above the target gets nothing.
     *
     * @param share more than 0, at most 1: how much of each gap is paid; at 1 it is {@link #lifting(MoneyTerm, MoneyTerm) lifting}
     * @param need what the school should have, such as a formula's amount
     * @param ownMeans what the school has already
     * @throws IllegalArgumentException if the share is a fixed number out of range; that of a parameter is the caller's care
     */
    static Distribution closingGaps(NumberTerm share, MoneyTerm need, MoneyTerm ownMeans) {
        return Distribution.closingGaps(share, need, ownMeans);
    }
}
