package org.perpupil.formula.funding;

import org.perpupil.formula.CentralShare;
import org.perpupil.formula.Condition;
import org.perpupil.formula.FundingFormula;
import org.perpupil.formula.Line;
import org.perpupil.formula.MoneyTerm;
import org.perpupil.formula.NumberTerm;
import org.perpupil.money.Money;

/**
 * One thing that a district decides about an unlocked source. The words are static methods; import them.
 *
 * <pre>{@code
 * .unlocked(titleI, centralShare("10%"), eligible(shareOf(POVERTY).atLeast("40%")), inProportionTo(pupils(POVERTY)))
 * }</pre>
 */
public sealed interface Decision permits Decision.Central, Decision.Eligible, Decision.OpenEnded, Distribution {

    /** How much is held back. */
    record Central(CentralShare share) implements Decision {}

    /** Which schools may get anything from the source. */
    record Eligible(Condition condition) implements Decision {}

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
        return Distribution.paying(lines);
    }

    /** Shares what is left of the pool in proportion to points, to the last cent. */
    static Distribution inProportionTo(NumberTerm points) {
        return Distribution.inProportionTo(points);
    }

    /** Shares what is left of the pool in proportion to money, to the last cent. */
    static Distribution inProportionTo(MoneyTerm points) {
        return Distribution.inProportionTo(points);
    }

    /** Shares what is left of the pool in proportion to what a formula would pay, to the last cent. */
    static Distribution inProportionTo(FundingFormula points) {
        return Distribution.inProportionTo(points);
    }
}
