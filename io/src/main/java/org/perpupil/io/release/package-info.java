/**
 * What a district publishes: tables of counts in which small counts, and as many others as are needed, are hidden so that nobody can find
 * them by adding and subtracting.
 *
 * <p>Start with {@link org.perpupil.io.release.PublicRelease}. Nothing is computed from a release: budgets are computed from all counts,
 * before anything is hidden.
 */
@NullMarked
package org.perpupil.io.release;

import org.jspecify.annotations.NullMarked;
