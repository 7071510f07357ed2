/**
 * The initial budgets of the District of Columbia Public Schools, school by school, as mappings for the readers of {@link
 * org.perpupil.io.csv}. Start with {@link org.perpupil.io.dcps.DcpsFiles}.
 */
@NullMarked
package org.perpupil.io.dcps;

import org.jspecify.annotations.NullMarked;
