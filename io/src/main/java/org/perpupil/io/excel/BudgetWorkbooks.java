package org.perpupil.io.excel;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.perpupil.budget.Budgets;
import org.perpupil.district.SchoolId;
import org.perpupil.formula.allocation.Allocation;
import org.perpupil.formula.allocation.SchoolAllocation;
import org.perpupil.formula.funding.ResolvedModel;
import org.perpupil.io.internal.AtomicFile;
import org.perpupil.io.internal.SchoolFiles;

/**
 * Budgets as workbooks that calculate: a calculator for each school's principal, and one workbook of all schools.
 *
 * <pre>{@code
 * BudgetWorkbooks workbooks = BudgetWorkbooks.of(model.resolve(district, year, lastYear))
 *         .comparedWith(lastYear, "last year");
 * workbooks.writeDistrict(Path.of("district.xlsx"));
 * workbooks.writeCalculators(Path.of("calculators"));
 * }</pre>
 *
 * <p>Every line is a live formula over a sheet of inputs, whose cells may be changed, and a sheet of rates with their sources.
 * Untouched, each cell of money is what the allocation gives, to the cent. What hangs on all schools is live in the workbook of
 * the district, except a level that bounds bend, and a value in that of one school; a check cell says {@code solve again} where
 * a change makes such a value wrong. A cell that lacks what it is computed from is not available ({@code #N/A}), and so is every
 * sum with it: missing is not zero.
 *
 * <p>A number of a spreadsheet has 15 digits. No workbook is written with an amount, or a sum, that it cannot hold to the cent: one
 * of 10¹³ and more, one that is computed from numbers of 10¹³ units and more of its rounding (10¹¹ dollars, where that is the cent),
 * or a sum in which more than a quarter of a cent is lost in adding. CSV and JSON hold any amount. What is typed into a cell
 * afterwards nobody checks.
 *
 * <p>The sheets are locked without a password but for the inputs. Workbooks show full counts of pupils, small ones too; they are
 * working documents, not for publication. The same input gives the same workbook.
 */
public final class BudgetWorkbooks {
    private static final String ENDING = ".xlsx";
    private static final int LONGEST_SIGN = 20;

    private final Allocated allocated;
    private final Optional<Before> before;

    private BudgetWorkbooks(Allocated allocated, Optional<Before> before) {
        this.allocated = allocated;
        this.before = before;
    }

    /** Budgets to compare with, and what they are called. */
    record Before(Budgets budgets, String name) {}

    /**
     * Computes a model for its district, to be written as workbooks.
     *
     * @throws org.perpupil.problem.ProblemException as {@link ResolvedModel#allocate()} does
     */
    public static BudgetWorkbooks of(ResolvedModel resolved) {
        return new BudgetWorkbooks(new Allocated(resolved.evaluate()), Optional.empty());
    }

    /**
     * Returns the same, with the workbook of the district comparing every school with budgets that it has now, or had.
     *
     * @param name the heading of the column, such as {@code last year}
     */
    public BudgetWorkbooks comparedWith(Budgets budgets, String name) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("budgets to compare with have a name, such as \"last year\"");
        }
        return new BudgetWorkbooks(allocated, Optional.of(new Before(requireNonNull(budgets, "budgets"), name)));
    }

    /** Returns the allocation that the workbooks show. */
    public Allocation allocation() {
        return allocated.allocation();
    }

    /**
     * Writes the calculator of one school. A file that is there already is replaced in one step, or stays as it was.
     *
     * @throws IllegalArgumentException if the district has no such school
     * @throws org.perpupil.problem.ProblemException that tells every amount a spreadsheet cannot hold or compute to the cent;
     *     nothing is written
     * @throws IOException if the file cannot be written
     */
    public void writeCalculator(SchoolId school, Path file) throws IOException {
        Book book = calculator(school);
        AtomicFile.write(file, book::writeTo);
    }

    /**
     * Writes the calculator of one school; the stream stays open.
     *
     * @throws IllegalArgumentException if the district has no such school
     * @throws org.perpupil.problem.ProblemException that tells every amount a spreadsheet cannot hold or compute to the cent;
     *     nothing is written
     * @throws IOException if the stream cannot be written
     */
    public void writeCalculator(SchoolId school, OutputStream stream) throws IOException {
        calculator(school).writeTo(stream);
    }

    private Book calculator(SchoolId school) {
        WithinDigits.checkCalculators(allocated, List.of(allocation().of(school)));
        return checkedCalculator(school);
    }

    private Book checkedCalculator(SchoolId school) {
        return new CalculatorBook(allocated, allocation().of(school), money()).fill();
    }

    /**
     * Writes the calculator of every school, each named after the school's id, such as {@code 0102.xlsx}. One is in memory at a
     * time.
     *
     * @param folder made if it is not there
     * @throws org.perpupil.problem.ProblemException that tells every amount a spreadsheet cannot hold or compute to the cent
     *     of any school; nothing is written
     * @throws IOException if a file cannot be written; those before it stay
     */
    public void writeCalculators(Path folder) throws IOException {
        writeCalculators(folder, any -> {});
    }

    /**
     * Writes the calculator of every school, in order of school.
     *
     * @param folder made if it is not there
     * @param written is told each file when it is complete
     * @throws org.perpupil.problem.ProblemException that tells every amount a spreadsheet cannot hold or compute to the cent
     *     of any school; nothing is written
     * @throws IOException if a file cannot be written; those before it stay
     */
    public void writeCalculators(Path folder, Consumer<Path> written) throws IOException {
        WithinDigits.checkCalculators(allocated, allocation().schools());
        Files.createDirectories(folder);
        Map<SchoolId, String> names = SchoolFiles.names(
                allocation().schools().stream().map(SchoolAllocation::id).toList(), ENDING);
        for (Map.Entry<SchoolId, String> school : names.entrySet()) {
            Path file = folder.resolve(school.getValue());
            Book book = checkedCalculator(school.getKey());
            AtomicFile.write(file, book::writeTo);
            written.accept(file);
        }
    }

    /**
     * Returns the name of a school's calculator: its id, in which all but letters, digits, hyphens and underscores are spelt by code, and
     * so is the first letter where the name would be a device of Windows. It begins with no dot, as a hidden file would. A very long one is
     * cut, with a checksum at its end.
     *
     * <p>Where ids differ in capitals only, {@link #writeCalculators(Path)} spells capital letters by code, too, since some file
     * systems take such names for one.
     */
    public static String fileName(SchoolId school) {
        return SchoolFiles.stem(school) + ENDING;
    }

    /**
     * Writes the workbook of all schools. A file that is there already is replaced in one step, or stays as it was.
     *
     * @throws org.perpupil.problem.ProblemException that tells every amount a spreadsheet cannot hold or compute to the cent;
     *     nothing is written
     * @throws IOException if the file cannot be written
     */
    public void writeDistrict(Path file) throws IOException {
        Book book = district();
        AtomicFile.write(file, book::writeTo);
    }

    /**
     * Writes the workbook of all schools; the stream stays open.
     *
     * @throws org.perpupil.problem.ProblemException that tells every amount a spreadsheet cannot hold or compute to the cent;
     *     nothing is written
     * @throws IOException if the stream cannot be written
     */
    public void writeDistrict(OutputStream stream) throws IOException {
        district().writeTo(stream);
    }

    private Book district() {
        WithinDigits.checkDistrict(allocated, before);
        return new DistrictBook(allocated, before, money()).fill();
    }

    /** The format of money in the district's currency. */
    private String money() {
        String sign = allocation()
                .district()
                .currencySign()
                .codePoints()
                .filter(character -> character != '"' && character != '\\' && !Character.isISOControl(character))
                .filter(character -> Character.getType(character) != Character.SURROGATE)
                .limit(LONGEST_SIGN)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return "\"%1$s\"#,##0.00;-\"%1$s\"#,##0.00".formatted(sign);
    }

    @Override
    public String toString() {
        return "workbooks of " + allocation();
    }
}
