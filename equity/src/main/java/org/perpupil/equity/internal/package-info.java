/**
 * Sums that lose nothing and numbers of 32 digits, for the measures. Not for users: it changes without notice.
 */
@NullMarked
package org.perpupil.equity.internal;

import org.jspecify.annotations.NullMarked;
