/**
 * Tests of published tables, and of budgets against the law.
 *
 * <p>For a table, start with {@link org.perpupil.formula.compliance.RateCheck}, which finds every rate that its rows can come from;
 * {@link org.perpupil.formula.compliance.FootingCheck} adds parts up to their printed totals. For a budget,
 * {@link org.perpupil.formula.compliance.SupplementCheck} computes a model with a source and without it, and
 * {@link org.perpupil.formula.compliance.MaintenanceOfEquity} compares two years. Nothing here asks who published a table or by which
 * formula.
 */
@NullMarked
package org.perpupil.formula.compliance;

import org.jspecify.annotations.NullMarked;
