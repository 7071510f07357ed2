/**
 * Ed-Fi, the data standard of many state and district systems, in its version 4 and 5: interchanges as XML files.
 *
 * <p>Start with {@link org.perpupil.io.edfi.EdFiOrganizations}, which reads a district and its schools with their grades.
 * {@link org.perpupil.io.edfi.EdFiPrograms} counts pupils in programs, each association and each pupil once, by the organisation that the
 * file names, which mostly is the district. {@link org.perpupil.io.edfi.EdFiStaff} reads who is employed and assigned where, {@link
 * org.perpupil.io.edfi.EdFiFinance} accounts and amounts. Files are read as they come; names of pupils and staff are not read at all.
 */
@NullMarked
package org.perpupil.io.edfi;

import org.jspecify.annotations.NullMarked;
