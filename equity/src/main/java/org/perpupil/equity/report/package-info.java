/**
 * What was found, as one report that can be printed.
 *
 * <p>Start with {@link org.perpupil.equity.report.EquityReport}: it takes finished results, in the order in which they are to be told,
 * and is a value itself. Each becomes a {@link org.perpupil.equity.report.ReportSection}: rows of figures with their definitions, who
 * was counted and how, the source of the method, and who was left out and why. Sections are data; the text is made of them.
 */
@NullMarked
package org.perpupil.equity.report;

import org.jspecify.annotations.NullMarked;
