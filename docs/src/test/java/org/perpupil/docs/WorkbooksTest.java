package org.perpupil.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.math.MathContext;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.FormulaEvaluator;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;
import org.perpupil.district.District;
import org.perpupil.district.FiscalYear;
import org.perpupil.district.SchoolId;
import org.perpupil.formula.allocation.Allocation;
import org.perpupil.formula.allocation.SchoolAllocation;
import org.perpupil.formula.funding.ResolvedModel;
import org.perpupil.io.excel.BudgetWorkbooks;
import org.perpupil.money.Money;

/** The workbooks of the examples, computed anew by another program, are the allocation in every cell of money. */
class WorkbooksTest {
    private static final int HEADINGS_ROW = 3;
    private static final int CHECK_ROW = 4;
    private static final int FIRST_ROW = 6;
    private static final int FIRST_LINE = 3;

    /** The schools with music grants. */
    private static final List<SchoolId> MUSICAL =
            List.of(LosAngeles.SHOWN, SchoolId.of("19647331930866"), SchoolId.of("19647336015796"));

    /** A sheet of a workbook whose formulas are computed anew. */
    private record Opened(Sheet sheet, FormulaEvaluator evaluator) {
        static Opened of(byte[] bytes, String sheet) throws IOException {
            XSSFWorkbook workbook = new XSSFWorkbook(new ByteArrayInputStream(bytes));
            // Apache POI cannot see by itself that a formula computes with whole ranges.
            for (Sheet each : workbook) {
                for (Row row : each) {
                    row.forEach(Opened::overRanges);
                }
            }
            return new Opened(
                    workbook.getSheet(sheet), workbook.getCreationHelper().createFormulaEvaluator());
        }

        private static void overRanges(Cell cell) {
            if (cell.getCellType() == CellType.FORMULA && cell.getCellFormula().contains("SUMPRODUCT(")) {
                String formula = cell.getCellFormula();
                int row = cell.getRowIndex();
                int column = cell.getColumnIndex();
                cell.removeFormula();
                cell.getSheet().setArrayFormula(formula, new CellRangeAddress(row, row, column, column));
            }
        }

        String text(int row, int column) {
            Cell cell = sheet.getRow(row).getCell(column);
            return cell == null ? "" : evaluator.evaluate(cell).getStringValue();
        }

        /** What a cell shows to the 15 digits of a spreadsheet; nothing where it shows no number. */
        Optional<BigDecimal> number(int row, int column) {
            return Optional.of(evaluator.evaluate(sheet.getRow(row).getCell(column)))
                    .filter(value -> value.getCellType() == CellType.NUMERIC)
                    .map(value -> new BigDecimal(value.getNumberValue())
                            .round(new MathContext(15))
                            .stripTrailingZeros());
        }
    }

    private interface Written {
        void to(OutputStream stream) throws IOException;
    }

    private static Opened opened(Written workbook, String sheet) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        workbook.to(bytes);
        return Opened.of(bytes.toByteArray(), sheet);
    }

    /** Compares every line and every budget of all schools, and the calculators of some. */
    private static void assertSame(ResolvedModel resolved, List<SchoolId> calculators) throws IOException {
        BudgetWorkbooks workbooks = BudgetWorkbooks.of(resolved);
        Allocation allocation = workbooks.allocation();
        Opened budgets = opened(workbooks::writeDistrict, "Budgets");
        int total = FIRST_LINE;
        while (!budgets.text(HEADINGS_ROW, total).equals("budget")) {
            assertThat(budgets.text(CHECK_ROW, total)).isEmpty();
            total++;
        }
        int row = FIRST_ROW;
        for (SchoolAllocation school : allocation.schools()) {
            assertThat(budgets.text(row, 0)).isEqualTo(school.id().value());
            for (int column = FIRST_LINE; column < total; column++) {
                assertThat(budgets.number(row, column))
                        .as("%s, %s", school.id(), budgets.text(HEADINGS_ROW, column))
                        .isEqualTo(school.line(budgets.text(HEADINGS_ROW, column))
                                .orElseThrow()
                                .amount()
                                .map(WorkbooksTest::dollars));
            }
            assertThat(budgets.number(row++, total).orElseThrow())
                    .as("budget of %s", school.id())
                    .isEqualByComparingTo(dollars(school.total()));
        }
        for (SchoolId school : calculators) {
            Opened calculator = opened(stream -> workbooks.writeCalculator(school, stream), "Budget");
            assertThat(calculator.number(4, 1).orElseThrow())
                    .as("calculator of %s", school)
                    .isEqualByComparingTo(dollars(allocation.of(school).total()));
        }
    }

    private static BigDecimal dollars(Money money) {
        return BigDecimal.valueOf(money.cents(), 2).stripTrailingZeros();
    }

    private static List<SchoolId> all(ResolvedModel resolved) {
        return resolved.district().schools().stream().map(school -> school.id()).toList();
    }

    @Test
    void every_line_of_all_schools_of_los_angeles_is_the_same() throws IOException {
        ResolvedModel resolved = LosAngeles.resolved(LosAngeles.district());
        // The published table has 552 schools.
        assertThat(resolved.district().schools()).hasSize(552);
        assertSame(resolved, MUSICAL);
    }

    /** The first hundred schools, since the other program compares each school with each; the music grants go to three of them. */
    @Test
    void a_rest_that_follows_poor_pupils_is_cut_into_the_same_cents() throws IOException {
        District all = LosAngeles.district();
        District.Builder some = District.named(all.name())
                .levels(all.levels())
                .schools(Stream.concat(
                                all.schools().stream().limit(100),
                                MUSICAL.stream().map(id -> all.school(id).orElseThrow()))
                        .distinct()
                        .toList());
        all.revenues().forEach(some::revenue);
        District district = some.build();
        assertSame(
                LosAngeles.restByPoverty().resolve(district, LosAngeles.YEAR, LosAngeles.lastYear(district)),
                List.of(LosAngeles.SHOWN));
    }

    @Test
    void the_first_example_is_the_same() throws IOException {
        ResolvedModel resolved = FirstExample.resolved();
        assertSame(resolved, all(resolved));
    }

    @Test
    void the_example_of_files_is_the_same() throws IOException {
        Path folder = Path.of("src/main/resources/org/perpupil/docs/riverside");
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        Allocation allocation = FilesExample.allocate(
                folder, FilesExample.schools(folder, nowhere).value(), nowhere);
        ResolvedModel resolved = FilesExample.model().resolve(allocation.district(), FiscalYear.of(2027));
        assertSame(resolved, all(resolved));
    }

    @Test
    void budgets_of_the_capital_are_the_same_on_a_small_file_of_the_same_layout()
            throws IOException, URISyntaxException {
        ResolvedModel resolved = DcPublicSchools.resolved(
                Path.of(WorkbooksTest.class.getResource("dc-layout.csv").toURI()));
        assertSame(resolved, all(resolved));
    }

    @Test
    void every_line_of_all_schools_of_the_capital_is_the_same() throws IOException {
        Optional<String> data = Optional.ofNullable(System.getProperty("perpupil.data"))
                .or(() -> Optional.ofNullable(System.getenv("PERPUPIL_DATA")));
        assumeThat(data).as("the folder of published files").isPresent();
        assertSame(
                DcPublicSchools.resolved(Path.of(data.orElseThrow(), "dcps", "school-budgets-fy2015-fy2017.csv")),
                List.of());
    }
}
