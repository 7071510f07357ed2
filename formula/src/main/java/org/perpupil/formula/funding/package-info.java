/**
 * A district's decisions: which revenue goes through which formula, and what is held back, locked or granted.
 *
 * <p>Start with {@link org.perpupil.formula.funding.FundingModel}. A model is a definition; {@code resolve} checks it against a
 * district's year and reports everything that is missing at once; {@code allocate} then computes.
 */
@NullMarked
package org.perpupil.formula.funding;

import org.jspecify.annotations.NullMarked;
