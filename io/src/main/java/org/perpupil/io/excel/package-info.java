/**
 * Budgets as workbooks that calculate: a calculator for a school's principal, and all schools of a district.
 *
 * <p>Every cell of money is a live formula made of the same terms that were computed, over inputs that can be changed and rates
 * with their citations. Nothing here computes a budget of its own.
 */
@NullMarked
package org.perpupil.io.excel;

import org.jspecify.annotations.NullMarked;
