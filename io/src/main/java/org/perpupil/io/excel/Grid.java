package org.perpupil.io.excel;

/**
 * Where the values of fields stand for schools: in the workbook of a district a field is a column and a school a row, in that of
 * one school a field is a row.
 *
 * @param sheet the sheet
 * @param fieldsAreRows whether the workbook is of one school
 * @param first the row of the first school, or the column of the one school
 * @param schools how many schools there are
 * @param status the row, or the column, that says of a field whether it is as it was solved
 */
record Grid(Sheet sheet, boolean fieldsAreRows, int first, int schools, int status) {

    int row(int field, int school) {
        return fieldsAreRows ? field : first + school;
    }

    int column(int field, int school) {
        return fieldsAreRows ? first : field;
    }

    String cell(int field, int school) {
        return sheet.cell(row(field, school), column(field, school));
    }

    /** All schools' cells of a field. */
    String range(int field) {
        return sheet.range(row(field, 0), column(field, 0), row(field, schools - 1), column(field, schools - 1));
    }

    /** All schools' cells of several fields. */
    String range(int from, int to) {
        return sheet.range(row(from, 0), column(from, 0), row(to, schools - 1), column(to, schools - 1));
    }

    int statusRow(int field) {
        return fieldsAreRows ? field : status;
    }

    int statusColumn(int field) {
        return fieldsAreRows ? status : field;
    }

    /** The cells that say so of several fields. */
    String statuses(int from, int to) {
        return sheet.range(statusRow(from), statusColumn(from), statusRow(to), statusColumn(to));
    }

    String statusCell(int field) {
        return sheet.cell(statusRow(field), statusColumn(field));
    }
}
