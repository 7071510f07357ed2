/**
 * Files of the Common Core of Data, the national statistics of public schools of the United States, as mappings for the readers of {@link
 * org.perpupil.io.csv}. Start with {@link org.perpupil.io.nces.NcesFiles}.
 */
@NullMarked
package org.perpupil.io.nces;

import org.jspecify.annotations.NullMarked;
