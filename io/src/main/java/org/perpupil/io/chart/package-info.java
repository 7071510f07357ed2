/**
 * Pictures of budgets and of equity: points with a fitted line, bars by need, spending relative to no need, gains and losses, the flow of
 * money.
 *
 * <p>Each {@link org.perpupil.io.chart.Chart} is written as SVG, as a Vega-Lite specification or as PNG; the same data give the same SVG and
 * the same specification on any machine. Text stays text, colours can be told apart by everyone, and a chart says in words what it shows.
 */
@NullMarked
package org.perpupil.io.chart;

import org.jspecify.annotations.NullMarked;
