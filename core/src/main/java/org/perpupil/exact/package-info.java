/**
 * Exact arithmetic: numbers that lose nothing, and the few places where something is rounded.
 *
 * <p>Start with {@link org.perpupil.exact.Rational}, a fraction of any size. A {@link org.perpupil.exact.Rounding} says to
 * which unit and by which rule a fraction is rounded. {@link org.perpupil.exact.LargestRemainder} turns fractions that add
 * up to a whole number into whole numbers that add up to the same; a {@link org.perpupil.exact.Splitter} does so for
 * thousands of pots that are split among whole weights in arrays.
 */
@NullMarked
package org.perpupil.exact;

import org.jspecify.annotations.NullMarked;
