package org.perpupil.equity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.perpupil.district.FiscalYear;
import org.perpupil.district.SchoolId;
import org.perpupil.equity.inequality.SalaryAveraging;
import org.perpupil.equity.inequality.SalaryComparison;
import org.perpupil.money.Money;
import org.perpupil.problem.Missing;
import org.perpupil.problem.Problem;
import org.perpupil.staff.Position;
import org.perpupil.staff.Staff;

class StudyColumnsOfTest {
    private static final Study SPENDING = Study.of(List.of("101", "102", "103"))
            .number("dollars per pupil", 12_000, 9_000, 10_000)
            .number("pupils", 100, 200, 300)
            .text("name", List.of("Lincoln", "Adams", "Grant"))
            .build();

    @Test
    void puts_columns_of_the_same_units_side_by_side() {
        Study outcomes = Study.of(List.of("103", "101", "999"))
                .number("graduation", 91.5, Double.NaN, 70)
                .text("name", List.of("Grant High", "Lincoln High", "Polk"))
                .text("kind", List.of("high", "high", "high"))
                .missing("graduation", 1, Missing.SUPPRESSED)
                .build();

        Study both = SPENDING.withColumnsOf(outcomes);

        assertThat(both.units()).containsExactly("101", "102", "103");
        assertThat(both.number(2, "graduation")).hasValue(91.5);
        assertThat(both.missing(0, "graduation")).contains(Missing.SUPPRESSED);
        // no row of 102 in the other study
        assertThat(both.missing(1, "graduation")).contains(Missing.NOT_GIVEN);
        assertThat(both.texts("kind")).containsExactly("high", "", "high");
        assertThat(both.texts("name")).containsExactly("Lincoln", "Adams", "Grant");
        assertThat(both.leftOut())
                .extracting(Problem::code, Problem::place)
                .containsExactly(tuple("study.unit-unknown", "999"));
    }

    @Test
    void refuses_two_columns_of_the_same_name() {
        assertThatIllegalStateException()
                .isThrownBy(() -> SPENDING.withColumnsOf(
                        Study.of(List.of("101")).number("pupils", 7).build()))
                .withMessageContaining("pupils");
    }

    @Test
    void puts_staff_beside_spending_so_that_salaries_can_be_averaged() {
        SchoolId one = SchoolId.of("101");
        SchoolId two = SchoolId.of("102");
        Staff staff = Staff.of(
                FiscalYear.of(2027),
                List.of(
                        Position.at(one, "teacher", "10")
                                .paid(Money.ofDollars(900_000))
                                .withYears("20"),
                        Position.at(two, "teacher", "10").paid(Money.ofDollars(500_000)),
                        Position.at(two, "aide", "2"),
                        Position.central("psychologist", "1")));

        Study table = Study.of(staff);

        assertThat(table.units()).containsExactly("101", "102");
        assertThat(table.numbers("teacher, FTE")).containsExactly(10, 10);
        // 900,000 / 10 and 500,000 / 10
        assertThat(table.numbers("teacher, mean pay")).containsExactly(90_000, 50_000);
        assertThat(table.number(0, "teacher, mean years")).hasValue(20);
        assertThat(table.number(1, "teacher, mean years")).isEmpty();
        assertThat(table.number(0, "aide, FTE")).hasValue(0);
        assertThat(table.number(1, "aide, mean pay")).isEmpty();

        SalaryComparison both = SalaryAveraging.of("teacher, mean pay", "teacher, FTE")
                .compare(SPENDING.withColumnsOf(table), "dollars per pupil", "pupils");

        // the mean is 1,400,000 / 20 = 70,000: 12,000 − 10/100 × 20,000, and 9,000 + 10/200 × 20,000
        assertThat(both.study().numbers(SalaryComparison.AVERAGED)).containsExactly(10_000, 10_000);
    }
}
