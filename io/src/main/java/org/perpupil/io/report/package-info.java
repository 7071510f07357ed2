/**
 * Pages for people: what a district decided, what each school gets, and why.
 *
 * <p>Start with {@link org.perpupil.io.report.AllocationPage}: one file that opens in any browser, without a network, and shows
 * every school's working; {@link org.perpupil.io.report.Methodology} tells in plain English how a definition computes it. A page is
 * made from results or definitions only and computes no amount of its own. The same input gives the same bytes. An allocation's page
 * shows full counts of pupils by need and is not for publication.
 */
@NullMarked
package org.perpupil.io.report;

import org.jspecify.annotations.NullMarked;
