package org.perpupil.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.perpupil.budget.Budgets;
import org.perpupil.district.District;
import org.perpupil.io.excel.BudgetWorkbooks;

/** Writes a calculator for a principal of Los Angeles, and the workbook of all its schools. */
public final class WorkbooksExample {
    private WorkbooksExample() {}

    static void write(Path folder) throws IOException {
        District district = LosAngeles.district();
        Budgets lastYear = LosAngeles.lastYear(district);
        // guide:start
        BudgetWorkbooks workbooks = BudgetWorkbooks.of(LosAngeles.model().resolve(district, LosAngeles.YEAR, lastYear))
                .comparedWith(lastYear, "last year");
        workbooks.writeCalculator(LosAngeles.SHOWN, folder.resolve("banning.xlsx"));
        workbooks.writeDistrict(folder.resolve("district.xlsx"));
        // guide:end
    }

    /** Runs the example; the one argument is the folder to write to. */
    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args.length == 0 ? "target/workbooks" : args[0]);
        Files.createDirectories(folder);
        write(folder);
    }
}
