/**
 * OneRoster, the files in which student information systems hand on schools and pupils: version 1.1 and 1.2, as comma-separated files in a
 * folder or a zip file.
 *
 * <p>Start with {@link org.perpupil.io.oneroster.OneRoster}, which reads such a set and has its schools and their pupils by grade.
 * {@link org.perpupil.io.oneroster.OneRosterOptions} says what the standard leaves to the district: which id a school goes by, what other
 * grade codes mean, and which columns of the district's own tell needs. The standard itself tells no needs, and the result says which are
 * not known. Nothing is unpacked from a zip file onto the disk.
 */
@NullMarked
package org.perpupil.io.oneroster;

import org.jspecify.annotations.NullMarked;
