/**
 * The plain reference computation, in exact rationals: simple enough to be read aloud, and the oracle of every faster one.
 *
 * <p>{@link org.perpupil.formula.internal.Computation} goes through the lines in order; {@link
 * org.perpupil.formula.internal.Evaluator} gives the working of a term for one school; {@link
 * org.perpupil.formula.internal.LevelSolver} shares a pot. Not for users: nothing here is exported.
 */
@NullMarked
package org.perpupil.formula.internal;

import org.jspecify.annotations.NullMarked;
