/**
 * What a district sees of its schools' plans while they are made, and what schools can learn from each other.
 *
 * <p>Start with {@link org.perpupil.plan.review.DistrictPlans}: status of every plan, dollars by goal area, alignment with the
 * district's goals. {@link org.perpupil.plan.review.SimilarSchools} finds schools with pupils like one's own, {@link
 * org.perpupil.plan.review.PlanYears} follows priorities over years, and a {@link org.perpupil.plan.review.Scorecard} shows a school
 * by the district's metrics.
 */
@NullMarked
package org.perpupil.plan.review;

import org.jspecify.annotations.NullMarked;
