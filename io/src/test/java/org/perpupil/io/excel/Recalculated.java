package org.perpupil.io.excel;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.poi.ss.formula.eval.NotImplementedException;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.CellValue;
import org.apache.poi.ss.usermodel.FormulaError;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.ss.util.CellReference;
import org.apache.poi.xssf.usermodel.XSSFFormulaEvaluator;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/**
 * A workbook as it is after its inputs were changed: every formula is computed anew, and nothing that was stored in the file is
 * believed. Rows and columns are counted from 0.
 *
 * <p>Whatever is read, all formulas of the workbook are computed first, and each error in any cell is told by sheet, cell and
 * formula.
 *
 * <p>Apache POI is not quite a spreadsheet program, and where it would give another number than one without a word, the formula is
 * refused: see {@link #check}. It multiplies and divides in 15 digits, so thirds that end on half a cent need an inner
 * {@code ROUND}, and a comparison of quotients one on both sides.
 */
final class Recalculated {
    /** What a formula may have at most, by Excel's specifications and limits. */
    private static final int MOST_CHARACTERS = 8_192;

    /** Functions that take ranges as they are; POI takes the others of one cell only, also where all are asked for. */
    private static final Set<String> OF_RANGES = Set.of(
            "SUMPRODUCT", "SUM", "MIN", "MAX", "COUNT", "COUNTA", "MEDIAN", "AVERAGE", "INDEX", "MATCH", "ISNUMBER");

    private static final Pattern TEXT_OR_SHEET = Pattern.compile("\"[^\"]*\"|'[^']*'");
    private static final Pattern FUNCTION = Pattern.compile("([A-Za-z][A-Za-z0-9_.]*)\\(");

    private static final Pattern ONE_CELL = Pattern.compile("(\\$?[A-Z]+\\$?[0-9]+):\\1(?![0-9])");

    private final XSSFWorkbook workbook;
    private final XSSFFormulaEvaluator evaluator;
    private boolean isStale = true;

    private Recalculated(XSSFWorkbook workbook) {
        this.workbook = workbook;
        workbook.forEach(Recalculated::prepare);
        this.evaluator = workbook.getCreationHelper().createFormulaEvaluator();
    }

    static Recalculated of(byte[] workbook) throws IOException {
        return new Recalculated(new XSSFWorkbook(new ByteArrayInputStream(workbook)));
    }

    static Recalculated of(Path workbook) throws IOException {
        return of(Files.readAllBytes(workbook));
    }

    /** Checks every formula; those that compute with whole ranges are told so, as POI cannot see it. */
    private static void prepare(Sheet sheet) {
        for (Cell cell : formulas(sheet)) {
            String formula = cell.getCellFormula();
            check(cell, formula);
            if (formula.contains("SUMPRODUCT(") && !cell.isPartOfArrayFormulaGroup()) {
                int row = cell.getRowIndex();
                int column = cell.getColumnIndex();
                cell.removeFormula();
                sheet.setArrayFormula(overOneCell(formula), new CellRangeAddress(row, row, column, column));
            }
        }
    }

    /** POI refuses SUMPRODUCT of a single cell with an error, of which a spreadsheet program gives the error; SUM does as well. */
    private static String overOneCell(String formula) {
        String bare = TEXT_OR_SHEET.matcher(formula).replaceAll("_");
        int product = bare.indexOf("SUMPRODUCT(");
        boolean oneFactor = !bare.substring(product, end(bare, product)).contains(",");
        return oneFactor && ONE_CELL.matcher(bare).find() ? formula.replace("SUMPRODUCT(", "SUM(") : formula;
    }

    private static List<Cell> formulas(Sheet sheet) {
        List<Cell> formulas = new ArrayList<>();
        for (Row row : sheet) {
            row.forEach(cell -> {
                if (cell.getCellType() == CellType.FORMULA) {
                    formulas.add(cell);
                }
            });
        }
        return formulas;
    }

    /** A formula that is longer than Excel takes, or one of which POI computes something else. */
    private static void check(Cell cell, String formula) {
        if (formula.length() > MOST_CHARACTERS) {
            throw new AssertionError(
                    place(cell) + ": a formula of " + formula.length() + " characters; Excel takes " + MOST_CHARACTERS);
        }
        String bare = TEXT_OR_SHEET.matcher(formula).replaceAll("_");
        int product = bare.indexOf("SUMPRODUCT(");
        while (product >= 0) {
            int end = end(bare, product);
            checkProduct(cell, formula, bare.substring(product, end));
            product = bare.indexOf("SUMPRODUCT(", end);
        }
        if (bare.contains("COUNT((")) {
            throw new AssertionError(place(cell) + ": POI counts none of a union of cells; list them: " + formula);
        }
    }

    /** Inside SUMPRODUCT, POI computes {@code ROUND(A1:A3, 2)} as {@code ROUND(A1, 2)}, and Excel {@code IF} of one cell. */
    private static void checkProduct(Cell cell, String formula, String product) {
        Matcher function = FUNCTION.matcher(product);
        while (function.find()) {
            String inside = product.substring(function.start(), end(product, function.start()));
            if (!OF_RANGES.contains(function.group(1)) && inside.contains(":")) {
                throw new AssertionError("%s: %s of a range inside SUMPRODUCT; give it a column of its own: %s"
                        .formatted(place(cell), function.group(1), formula));
            }
        }
    }

    /** Where the brackets close that are opened after a place. */
    private static int end(String formula, int start) {
        int depth = 0;
        for (int i = formula.indexOf('(', start); i < formula.length(); i++) {
            char character = formula.charAt(i);
            depth += character == '(' ? 1 : character == ')' ? -1 : 0;
            if (depth == 0) {
                return i + 1;
            }
        }
        return formula.length();
    }

    /** Puts a number where an input is. */
    Recalculated set(String sheet, int row, int column, BigDecimal number) {
        input(sheet, row, column).setCellValue(number.doubleValue());
        return this;
    }

    /** Puts a text where an input is. */
    Recalculated set(String sheet, int row, int column, String text) {
        input(sheet, row, column).setCellValue(text);
        return this;
    }

    /** Empties an input. */
    Recalculated clear(String sheet, int row, int column) {
        input(sheet, row, column).setBlank();
        return this;
    }

    private Cell input(String sheet, int row, int column) {
        Row cells = Optional.ofNullable(sheet(sheet).getRow(row))
                .orElseGet(() -> sheet(sheet).createRow(row));
        Cell cell = cells.getCell(column, Row.MissingCellPolicy.CREATE_NULL_AS_BLANK);
        if (cell.getCellType() == CellType.FORMULA) {
            throw new AssertionError(place(cell) + " is no input but a formula: " + cell.getCellFormula());
        }
        isStale = true;
        return cell;
    }

    private Sheet sheet(String name) {
        Sheet sheet = workbook.getSheet(name);
        if (sheet == null) {
            List<String> names = new ArrayList<>();
            workbook.forEach(each -> names.add(each.getSheetName()));
            throw new AssertionError("no sheet \"" + name + "\" among " + names);
        }
        return sheet;
    }

    /** Returns the names of the sheets in order. */
    List<String> sheets() {
        List<String> names = new ArrayList<>();
        workbook.forEach(sheet -> names.add(sheet.getSheetName()));
        return names;
    }

    /** Returns a cell's formula; empty if it has none. */
    Optional<String> formula(String sheet, int row, int column) {
        return cell(sheet, row, column)
                .filter(cell -> cell.getCellType() == CellType.FORMULA)
                .map(Cell::getCellFormula);
    }

    /** Returns a cell's number; empty if the cell is blank or shows nothing. */
    Optional<BigDecimal> number(String sheet, int row, int column) {
        recalculate();
        Optional<Cell> found = cell(sheet, row, column);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Cell cell = found.get();
        CellValue value = evaluator.evaluate(cell);
        if (value == null || value.getCellType() == CellType.BLANK) {
            return Optional.empty();
        }
        if (value.getCellType() == CellType.STRING && value.getStringValue().isEmpty()) {
            return Optional.empty();
        }
        if (value.getCellType() != CellType.NUMERIC) {
            throw new AssertionError("%s is %s, not a number".formatted(place(cell), value.formatAsString()));
        }
        return Optional.of(plain(value.getNumberValue()));
    }

    private static BigDecimal plain(double number) {
        BigDecimal decimal = BigDecimal.valueOf(number).stripTrailingZeros();
        return decimal.scale() < 0 ? decimal.setScale(0) : decimal;
    }

    /** Returns a cell's text; a number as its digits, {@code TRUE} or {@code FALSE}, and nothing for a blank cell. */
    String text(String sheet, int row, int column) {
        recalculate();
        return cell(sheet, row, column).map(this::text).orElse("");
    }

    /** Returns a cell's text, or its error, such as {@code #N/A}; errors in other cells do not matter. */
    String shown(String sheet, int row, int column) {
        if (isStale) {
            evaluator.clearAllCachedResultValues();
        }
        return cell(sheet, row, column)
                .map(cell -> error(cell).orElseGet(() -> text(cell)))
                .orElse("");
    }

    private String text(Cell cell) {
        CellValue value = evaluator.evaluate(cell);
        return value == null
                ? ""
                : switch (value.getCellType()) {
                    case STRING -> value.getStringValue();
                    case NUMERIC -> plain(value.getNumberValue()).toPlainString();
                    case BOOLEAN -> value.getBooleanValue() ? "TRUE" : "FALSE";
                    default -> "";
                };
    }

    private Optional<Cell> cell(String sheet, int row, int column) {
        return Optional.ofNullable(sheet(sheet).getRow(row))
                .flatMap(cells -> Optional.ofNullable(cells.getCell(column)));
    }

    /** Returns every row that has a text in a column. */
    List<Integer> rows(String sheet, int column, String text) {
        recalculate();
        List<Integer> rows = new ArrayList<>();
        for (Row row : sheet(sheet)) {
            Cell cell = row.getCell(column);
            if (cell != null && text(cell).equals(text)) {
                rows.add(row.getRowNum());
            }
        }
        return rows;
    }

    /** Returns the one row that has a text in a column. */
    int row(String sheet, int column, String text) {
        return one(
                rows(sheet, column, text),
                "\"%s\" in column %s of \"%s\"".formatted(text, CellReference.convertNumToColString(column), sheet));
    }

    /** Returns the one column that has a text in a row. */
    int column(String sheet, int row, String text) {
        recalculate();
        List<Integer> columns = new ArrayList<>();
        Optional.ofNullable(sheet(sheet).getRow(row))
                .ifPresent(cells -> cells.forEach(cell -> {
                    if (text(cell).equals(text)) {
                        columns.add(cell.getColumnIndex());
                    }
                }));
        return one(columns, "\"%s\" in row %s of \"%s\"".formatted(text, row + 1, sheet));
    }

    private static int one(List<Integer> found, String what) {
        if (found.size() != 1) {
            throw new AssertionError("%s is there %s times: %s".formatted(what, found.size(), found));
        }
        return found.get(0);
    }

    /** Computes every formula anew. */
    private void recalculate() {
        if (!isStale) {
            return;
        }
        evaluator.clearAllCachedResultValues();
        List<String> errors = new ArrayList<>();
        for (Sheet sheet : workbook) {
            formulas(sheet)
                    .forEach(cell -> error(cell)
                            .ifPresent(error ->
                                    errors.add("%s is %s: =%s".formatted(place(cell), error, cell.getCellFormula()))));
        }
        if (!errors.isEmpty()) {
            throw new AssertionError("%s formulas give errors:%n%s"
                    .formatted(errors.size(), String.join("\n", errors.subList(0, Math.min(20, errors.size())))));
        }
        isStale = false;
    }

    private Optional<String> error(Cell cell) {
        try {
            CellValue value = evaluator.evaluate(cell);
            return value != null && value.getCellType() == CellType.ERROR
                    ? Optional.of(FormulaError.forInt(value.getErrorValue()).getString())
                    : Optional.empty();
        } catch (NotImplementedException unknown) {
            return Optional.of("not known to POI ("
                    + Optional.ofNullable(unknown.getCause()).orElse(unknown).getMessage() + ")");
        } catch (IllegalStateException refused) {
            return Optional.of("refused by POI (" + refused.getMessage() + ")");
        }
    }

    private static String place(Cell cell) {
        return "'%s'!%s"
                .formatted(
                        cell.getSheet().getSheetName(),
                        new CellReference(cell.getRowIndex(), cell.getColumnIndex()).formatAsString());
    }
}
