/**
 * Who works where: positions in full-time equivalents, what they are really paid and what they would be paid on average. Start with
 * {@link org.perpupil.staff.Staff}. What a formula would have a school employ is no matter of this package.
 */
@NullMarked
package org.perpupil.staff;

import org.jspecify.annotations.NullMarked;
