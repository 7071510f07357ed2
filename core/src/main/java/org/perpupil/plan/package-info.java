/**
 * A school's plan: needs, goals, strategies, actions and what they cost, so that every dollar serves one strategy of one goal.
 *
 * <p>Start with {@link org.perpupil.plan.SitePlan}. A plan is made before its money is known: it says what is wanted and in which
 * order; {@link org.perpupil.plan.funding} then pays for it from the school's budget. Every part is a value; a part that is given
 * more, such as a deadline, is a new value.
 */
@NullMarked
package org.perpupil.plan;

import org.jspecify.annotations.NullMarked;
