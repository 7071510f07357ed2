package org.perpupil.plan.process;

/**
 * What a school does in a part of the year in which it plans, in this order.
 *
 * <p>Source: the guidebook to per-pupil budgeting, chapter 3, strategy 2 and Table 3.1, new timeline.
 */
public enum Phase {
    /** Summer to fall: people are trained and asked, and what the community can give is gathered. */
    ENGAGE,
    /** Fall: results and answers are looked at together, for what lies behind them; goals begin. */
    REFLECT,
    /** Winter: needs are ranked, strategies get a cost, and budgets are tried before the money is known. */
    PRIORITIZE,
    /** Spring: the money is known; the budget follows the priorities, is shared, adjusted and approved. */
    DECIDE
}
