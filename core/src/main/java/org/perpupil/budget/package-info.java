/**
 * What a school has to spend, by source and line: the meeting point of the formula that gives the money, the site plan that uses
 * it and the study that asks whether it followed need. Start with {@link org.perpupil.budget.SchoolBudget}.
 */
@NullMarked
package org.perpupil.budget;

import org.jspecify.annotations.NullMarked;
