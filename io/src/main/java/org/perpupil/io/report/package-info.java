/**
 * Pages for people: what a district decided, what each school gets, and why.
 *
 * <p>Start with {@link org.perpupil.io.report.AllocationPage}: one file that opens in any browser, without a network, and shows
 * every school's working. A page is made from results only and computes no amount of its own. The same input gives the same
 * bytes. Pages show full counts of pupils by need and are not for publication.
 */
@NullMarked
package org.perpupil.io.report;

import org.jspecify.annotations.NullMarked;
