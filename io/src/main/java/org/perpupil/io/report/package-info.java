/**
 * Pages for people: what a district decided, what each school gets, and why.
 *
 * <p>Start with {@link org.perpupil.io.report.AllocationPage}: one file that opens in any browser, without a network, and shows
 * every school's working; {@link org.perpupil.io.report.SchoolPage} tells parents how their school's budget was calculated, {@link
 * org.perpupil.io.report.EquityPage} shows whether dollars follow need, and {@link org.perpupil.io.report.Methodology} tells in plain
 * English how a definition computes them. A page is made from results or definitions only and computes no budget of its own. The same
 * input gives the same bytes. Pages of an allocation and of a school show full counts of pupils by need and are not for publication.
 */
@NullMarked
package org.perpupil.io.report;

import org.jspecify.annotations.NullMarked;
