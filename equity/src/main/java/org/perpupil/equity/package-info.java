/**
 * Did money follow need, and did outcomes follow money.
 *
 * <p>Start with {@link org.perpupil.equity.Study}: schools (or districts) as rows, with what is known of each as named columns. {@link
 * org.perpupil.equity.regression} explains one column by others; {@link org.perpupil.equity.inequality} measures how unequal dollars
 * per pupil are, {@link org.perpupil.equity.progressivity} whether they follow need. {@link org.perpupil.equity.weights} tells what a
 * kind of pupil is worth in present practice, {@link org.perpupil.equity.peers} which schools are like a school, {@link org.perpupil.equity.spread}
 * compares groups of rows. {@link org.perpupil.equity.report} puts what was found into one report.
 */
@NullMarked
package org.perpupil.equity;

import org.jspecify.annotations.NullMarked;
