/**
 * Computes all schools at once, over columns of numbers, and gives the same cents as the computation in exact fractions.
 *
 * <p>A value is held as a whole number of some fraction in a {@code double}, which is exact as long as it stays below 2⁵³; where it cannot
 * be, it is a {@code double} with a bound of its error. Only a school whose value lies so near to where rounding or a comparison changes its
 * mind that the bound does not tell is computed again, exactly.
 */
@NullMarked
package org.perpupil.formula.internal.columns;

import org.jspecify.annotations.NullMarked;
