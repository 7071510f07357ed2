/**
 * Tests of published tables: could these dollars come from one rate, and do the sums foot.
 *
 * <p>Start with {@link org.perpupil.formula.compliance.RateCheck}, which takes the rows of a table and finds every rate that they can
 * come from; {@link org.perpupil.formula.compliance.FootingCheck} adds parts up to their printed totals, along and down. Nothing here
 * asks who published a table or by which formula.
 */
@NullMarked
package org.perpupil.formula.compliance;

import org.jspecify.annotations.NullMarked;
