/**
 * What was really spent on the pupils of each school, at the school and as its share of what is spent centrally: what a study compares
 * with need. Start with {@link org.perpupil.spending.Spending}.
 */
@NullMarked
package org.perpupil.spending;

import org.jspecify.annotations.NullMarked;
