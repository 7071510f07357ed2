/**
 * The language in which a formula is written: terms, lines and dated parameters.
 *
 * <p>Start with {@link org.perpupil.formula.FundingFormula}: an ordered list of named {@linkplain org.perpupil.formula.Line
 * lines}. A line's amount is a term over one school's facts, parameters and earlier lines, made with
 * {@link org.perpupil.formula.Terms}; it is exact until the line rounds it, once. Everything here is data that can be read back,
 * computed, explained and written to a file; nothing here knows a district.
 */
@NullMarked
package org.perpupil.formula;

import org.jspecify.annotations.NullMarked;
