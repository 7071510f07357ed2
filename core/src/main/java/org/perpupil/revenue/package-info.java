/** Where money comes from: a {@link org.perpupil.revenue.RevenueSource} and what it may be used for. */
@NullMarked
package org.perpupil.revenue;

import org.jspecify.annotations.NullMarked;
