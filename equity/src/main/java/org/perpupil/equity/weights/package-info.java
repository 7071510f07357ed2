/**
 * What a kind of pupil is worth in present practice: the weights that spending implies, and schools beside what their pupils would
 * bring at the district's averages.
 *
 * <p>Start with {@link org.perpupil.equity.weights.ImpliedWeights}, made of a regression of dollars per pupil on shares of need: it
 * sets the weight that each need has had beside the one that was adopted. {@link org.perpupil.equity.weights.StudentWeightedIndex}
 * needs no regression but dollars that are booked by kind of pupil: it says which schools get more or less than their mix of pupils
 * gets on average.
 */
@NullMarked
package org.perpupil.equity.weights;

import org.jspecify.annotations.NullMarked;
