package org.perpupil.io.excel;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.perpupil.district.School;
import org.perpupil.formula.ExampleModels;
import org.perpupil.formula.allocation.Allocation;
import org.perpupil.formula.funding.ResolvedModel;
import org.perpupil.io.json.DefinitionJsonTest;
import org.perpupil.io.report.Guarded;
import org.perpupil.io.report.ThreeSchools;
import org.perpupil.problem.ProblemException;

/** Every cell of the workbooks of every definition is what its allocation says, and still is after an input has changed. */
class PublishedWorkbooksTest {
    private static final Map<String, ResolvedModel> MODELS = models();

    private static Map<String, ResolvedModel> models() {
        Map<String, ResolvedModel> models = new LinkedHashMap<>(ExampleModels.all());
        models.put("three schools", ThreeSchools.resolved());
        models.put("guarded", Guarded.resolved());
        models.put("a decision of every kind", DefinitionJsonTest.example());
        return models;
    }

    private interface Check {
        void of(String name, ResolvedModel resolved) throws IOException;
    }

    private static List<DynamicTest> each(Check check) {
        List<DynamicTest> tests = new ArrayList<>();
        MODELS.forEach((name, model) -> tests.add(DynamicTest.dynamicTest(name, () -> check.of(name, model))));
        return tests;
    }

    @TestFactory
    List<DynamicTest> every_cell_of_the_district_is_the_allocation_to_the_cent_also_after_a_change() {
        return each((name, resolved) -> {
            Allocation allocation = resolved.allocate();
            Opened district = Opened.district(resolved, name);

            district.assertIs(allocation);

            assertThat(district.warns()).as(name).isFalse();
            int lines = resolved.model().lines().lines().size();
            int schools = resolved.district().schools().size();
            // each line and the budget of each school, what all have, and what goes to schools of each source at least
            assertThat(district.compared())
                    .isGreaterThanOrEqualTo(
                            schools * (lines + 1) + 1 + allocation.sources().size());
            district.type(Changed.of(resolved.district().schools().get(0))).ifPresent(change -> {
                try {
                    district.assertIs(change.in(resolved).allocate());
                } catch (ProblemException refused) {
                    assertThat(district.warns())
                            .as("%s: %s", change, refused.getMessage())
                            .isTrue();
                }
            });
        });
    }

    @TestFactory
    List<DynamicTest> every_cell_of_a_calculator_is_the_allocation_to_the_cent_also_after_a_change() {
        return each((name, resolved) -> {
            BudgetWorkbooks workbooks = BudgetWorkbooks.of(resolved);
            for (School school : resolved.district().schools()) {
                Opened calculator = Opened.calculator(workbooks, school.id(), name);

                calculator.assertIs(workbooks.allocation());

                assertThat(calculator.warns()).as(name).isFalse();
                int lines = resolved.model().lines().lines().size();
                assertThat(calculator.compared()).isEqualTo(lines + 1);
                calculator.type(Changed.of(school)).ifPresent(change -> {
                    try {
                        calculator.assertIs(change.in(resolved).allocate());
                    } catch (ProblemException overdrawn) {
                        // One school's workbook does not know what the others draw on a source; the district's warns.
                        assertThat(calculator.warns() || overdrawn.getMessage().contains("more than the pool"))
                                .as("%s: %s", change, overdrawn.getMessage())
                                .isTrue();
                    }
                });
            }
        });
    }

    // Boston Public Schools, weighted student funding FY2016.
    // California, LCFF 2015–16: 7,820 × 8,456.
    // Uniform per-student funding formula, FY2023: .97 of the foundation level.
    // D.C. Public Schools, FY2017, at-risk money of Anacostia, minimum of Deal and stabilization of Jefferson.
    // Department for Education, national funding formula, one secondary school of 571 pupils.
    // The guidebook's Table 2.2: 400 × 3,741 and 1,000 × 4,683.
    // Houston ISD 2017–18, small-school subsidy.
    // NYC Department of Education, FSF budgets 2015.
    // TISA 2025–26: 25% of 7,295.
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    Boston                              | 1          | K0–K1                | 580100
                    Boston                              | 1          | autism               | 762187
                    California, 2015–16                 | 1          | base grant K–3       | 66125920
                    District of Columbia, uniform       | 1          | rate                 | 12046
                    District of Columbia, at-risk       | 450        | share of At-risk funds | 1013148
                    District of Columbia, minimum       | Deal-MS    | per-pupil minimum    | 2014575.46
                    District of Columbia, stabilization | Jefferson-MS | stabilization      | 410517
                    England                             | 1          | KS3                  | 1340339.55
                    England                             | 1          | minimum per pupil    | 83247.94
                    Guidebook                           | 101        | all pupils           | 1496400
                    Guidebook                           | 103        | all pupils           | 4683000
                    Houston, elementary                 | 1          | small-school subsidy | 85000
                    Houston, middle                     | 1          | small-school subsidy | 228480
                    New York, register                  | K001       | register             | 4139035.83
                    New York, change                    | K001       | change               | 210249.83
                    Tennessee                           | 1          | rate 25%             | 1824
                    """)
    void a_published_figure_is_in_its_cell(String model, String school, String line, BigDecimal published)
            throws IOException {
        ResolvedModel resolved = requireNonNull(MODELS.get(model), model);
        School of = resolved.district().schools().stream()
                .filter(known -> known.id().value().equals(school))
                .findFirst()
                .orElseThrow();

        assertThat(new BigDecimal(Opened.district(resolved, model).value(line, school)))
                .isEqualByComparingTo(published);
        assertThat(new BigDecimal(Opened.calculator(BudgetWorkbooks.of(resolved), of.id(), model)
                        .value(line, school)))
                .isEqualByComparingTo(published);
    }

    // Department for Education, the same table, row "budget": 4,800 × 571.
    // FSF budgets 2015, K001: the new allocation, of inputs that are printed rounded, within $0.02.
    @ParameterizedTest
    @CsvSource({"England, 1, 2740800, 0", "'New York, phased', K001, 5858476.18, 0.02"})
    void a_published_budget_is_in_its_cell(String model, String school, BigDecimal published, BigDecimal within)
            throws IOException {
        assertThat(Opened.district(requireNonNull(MODELS.get(model), model), model)
                        .total(school))
                .isCloseTo(published, offset(within));
    }
}
