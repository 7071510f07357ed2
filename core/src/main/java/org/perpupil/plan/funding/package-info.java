/**
 * Paying for a plan from a school's budget: which stream pays for what, what stays unpaid and why.
 *
 * <p>Start with {@link org.perpupil.plan.funding.Matching}: it takes a plan and the {@link
 * org.perpupil.plan.funding.FundingStreams} of a budget, and finds the one best {@link org.perpupil.plan.funding.Funding}. No
 * stream is ever overspent, and none pays for what its source is not for.
 */
@NullMarked
package org.perpupil.plan.funding;

import org.jspecify.annotations.NullMarked;
