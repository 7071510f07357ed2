/**
 * Whether money follows need: vertical equity, which asks whether pupils who need more are given more.
 *
 * <p>Start with {@link org.perpupil.equity.progressivity.Progressivity}: made of three columns of a study, dollars per pupil, a share
 * of need and pupils, it answers with each measure. {@link org.perpupil.equity.progressivity.VerticalMeasure} names and defines the
 * measures for tables, and {@link org.perpupil.equity.progressivity.VerticalFigure} is one cell of such a table. A school that could
 * not be counted is listed, and a figure that does not exist is told with the reason, never as a number.
 */
@NullMarked
package org.perpupil.equity.progressivity;

import org.jspecify.annotations.NullMarked;
