/**
 * Does a number differ between groups of schools, or years: in its mean, or in how much it is spread?
 *
 * <p>Start with {@link org.perpupil.equity.spread.OneWay}: the analysis of variance, and Levene's test in both of its forms.
 * {@link org.perpupil.equity.spread.Sample} describes one column of numbers. Every row counts as one, unlike in {@link
 * org.perpupil.equity.inequality}, where pupils do. What cannot be told is an exception that says why.
 */
@NullMarked
package org.perpupil.equity.spread;

import org.jspecify.annotations.NullMarked;
