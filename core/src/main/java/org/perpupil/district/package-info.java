/**
 * Where pupils are taught: a {@link org.perpupil.district.District} with its schools, the levels that it speaks of, and the
 * revenue that it expects in one year.
 *
 * <p>A {@link org.perpupil.district.School} has counts of pupils and named facts (a type, a region, its distance to the next
 * school). It may straddle levels: a level belongs to the pupils' grades.
 */
@NullMarked
package org.perpupil.district;

import org.jspecify.annotations.NullMarked;
