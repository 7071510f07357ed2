/**
 * What a model gives: budgets by school, source and line, and the working that they were computed by.
 *
 * <p>Start with {@link org.perpupil.formula.allocation.Allocation}. The explanation is the computation: each amount is read off
 * its {@link org.perpupil.formula.allocation.Working}, and the need matrix is found in the workings too.
 */
@NullMarked
package org.perpupil.formula.allocation;

import org.jspecify.annotations.NullMarked;
