/**
 * One column of a study explained by others: least squares, with the standard errors and tests of the field.
 *
 * <p>Start with {@link org.perpupil.equity.regression.Regression}.
 */
@NullMarked
package org.perpupil.equity.regression;

import org.jspecify.annotations.NullMarked;
