/**
 * Tables in files: comma-separated text or workbooks in, allocations out.
 *
 * <p>Start with {@link org.perpupil.io.csv.SchoolsCsv}, which reads schools by a mapping, and
 * {@link org.perpupil.io.csv.SchoolColumns}, the mapping itself: which column of a district's file holds what, in a {@link
 * org.perpupil.io.csv.CsvLayout}. Counts, revenues, budgets, spending, staff, outcomes and investments have readers of their own, by {@link
 * org.perpupil.io.csv.CsvColumns}; {@link org.perpupil.io.csv.PupilsCsv} counts the rows of pupils, and {@link org.perpupil.io.csv.StudyCsv}
 * reads any table of units. Rows with faults are left out and told, each with file, line and column; a missing value is never taken for
 * zero. {@link org.perpupil.io.csv.AllocationCsv} writes what the schools get and where every cent of every source went.
 */
@NullMarked
package org.perpupil.io.csv;

import org.jspecify.annotations.NullMarked;
