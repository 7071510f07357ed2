/**
 * How unequal dollars per pupil are: horizontal equity, which asks whether like pupils are treated alike.
 *
 * <p>Start with {@link org.perpupil.equity.inequality.DollarsPerPupil}: made once from budgets or from two columns, it answers with
 * each measure, and {@link org.perpupil.equity.inequality.Measure} names the measures for tables. {@link
 * org.perpupil.equity.inequality.Decomposition} tells inequality between groups of schools from that within them, and {@link
 * org.perpupil.equity.inequality.Bootstrap} how far a measure might be off by chance. Every school counts with its pupils, unless
 * asked otherwise. A school that could not be counted is listed, and a figure that does not exist is told with the reason, never as
 * a number.
 */
@NullMarked
package org.perpupil.equity.inequality;

import org.jspecify.annotations.NullMarked;
