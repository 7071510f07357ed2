/**
 * Who is taught: grades and spans of grades, an open set of need categories, and counts of pupils by span and need.
 *
 * <p>Start with {@link org.perpupil.pupils.Enrollment}, a school's counts. A count may be fractional (average attendance). A
 * pupil with two needs counts under both; a combination such as {@link org.perpupil.pupils.PupilGroup#anyOf} counts each pupil
 * once and is a count of its own, never derived from duplicated ones.
 */
@NullMarked
package org.perpupil.pupils;

import org.jspecify.annotations.NullMarked;
