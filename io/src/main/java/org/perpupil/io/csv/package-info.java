/**
 * Comma-separated files: schools and studies in, allocations out.
 *
 * <p>Start with {@link org.perpupil.io.csv.SchoolsCsv}, which reads schools by a mapping, and
 * {@link org.perpupil.io.csv.SchoolColumns}, the mapping itself: which column of a district's file holds what. Rows with faults
 * are left out and told, each with file, line and column; a missing value is never taken for zero.
 * {@link org.perpupil.io.csv.StudyCsv} reads any table of units into a study by {@link org.perpupil.io.csv.StudyColumns}.
 * {@link org.perpupil.io.csv.AllocationCsv} writes what the schools get and where every cent of every source went. Files are in
 * UTF-8, whatever the machine's settings are.
 */
@NullMarked
package org.perpupil.io.csv;

import org.jspecify.annotations.NullMarked;
