/**
 * Tables of CSV files and workbooks, as every package of this module reads them that has to do with rows and columns: rows one after the
 * other, cells by the header of their column, and what is wrong with a file or a row as a whole. What a cell means is for others. Not for
 * users. Start with {@link org.perpupil.io.internal.table.CsvTable}.
 */
@NullMarked
package org.perpupil.io.internal.table;

import org.jspecify.annotations.NullMarked;
