/**
 * Files that California publishes of its schools, as mappings for {@link org.perpupil.io.csv.SchoolsCsv}: unduplicated counts, the count report
 * 1.17 of a district, and free or reduced-price meals. Start with {@link org.perpupil.io.california.CaliforniaFiles}.
 */
@NullMarked
package org.perpupil.io.california;

import org.jspecify.annotations.NullMarked;
