package org.perpupil.io.excel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.perpupil.formula.allocation.LineResult;
import org.perpupil.formula.allocation.SchoolAllocation;
import org.perpupil.formula.funding.ResolvedModel;
import org.perpupil.io.catalog.PublishedSchools;

/** Published formulas as workbooks: a spreadsheet program computes in every line of every school what the allocation says. */
class CatalogueWorkbooksTest {
    private static final int HEADINGS = 3;
    private static final int FIRST = 6;

    static Set<String> names() {
        return PublishedSchools.all().keySet();
    }

    @ParameterizedTest
    @MethodSource("names")
    void every_line_of_every_school_is_the_same_in_the_workbook(String name) throws IOException {
        ResolvedModel resolved = PublishedSchools.all().get(name);
        BudgetWorkbooks workbooks = BudgetWorkbooks.of(resolved);
        Recalculated workbook = BudgetWorkbooksProperties.district(workbooks);
        int row = FIRST;
        for (SchoolAllocation school : workbooks.allocation().schools()) {
            for (LineResult result : school.lines()) {
                String line = result.line().name();
                String sheet = result.line().counts() && result.line().source().isPresent() ? "Budgets" : "Steps";
                String cell = workbook.text(sheet, row, workbook.column(sheet, HEADINGS, line));
                BudgetWorkbooksProperties.assertSame(result, cell, name + ", " + school.school() + ", " + line);
            }
            row++;
        }
        assertThat(row).isGreaterThan(FIRST);
    }
}
