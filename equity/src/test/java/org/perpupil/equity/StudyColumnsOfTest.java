package org.perpupil.equity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.stream.IntStream;
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

    @Test
    void takes_nothing_of_a_unit_that_the_other_has_twice() {
        Study outcomes = Study.of(List.of("101", "101", "102", "999", "999", "998"))
                .number("graduation", 90, 70, 80, 1, 2, 3)
                .build();

        Study both = SPENDING.withColumnsOf(outcomes);

        assertThat(both.number(0, "graduation")).isEmpty();
        assertThat(both.number(1, "graduation")).hasValue(80);
        assertThat(both.leftOut())
                .extracting(Problem::code, Problem::place)
                .containsExactly(
                        tuple("study.unit-twice", "101"),
                        tuple("study.unit-twice", "999"),
                        tuple("study.unit-unknown", "998"));
    }

    @Test
    void gives_the_same_values_to_each_row_of_a_unit() {
        Study twice = Study.of(List.of("101", "101")).number("dollars", 1, 2).build();

        Study both = twice.withColumnsOf(
                Study.of(List.of("101")).number("graduation", 90).build());

        assertThat(both.numbers("graduation")).containsExactly(90, 90);
        assertThat(both.leftOut()).isEmpty();
    }

    @Test
    void takes_no_reasons_of_columns_that_it_passes_over() {
        Study levels = Study.of(List.of("101", "102"))
                .text("level", List.of("", "high"))
                .build();
        Study other = Study.of(List.of("101", "102"))
                .text("level", List.of("", ""))
                .number("graduation", Double.NaN, 90)
                .missing("level", 0, Missing.SUPPRESSED)
                .missing("level", 1, Missing.SUPPRESSED)
                .missing("graduation", 0, Missing.SUPPRESSED)
                .build();

        Study both = levels.withColumnsOf(other);

        assertThat(both.missing(0, "level")).contains(Missing.NOT_GIVEN);
        assertThat(both.missing(0, "graduation")).contains(Missing.SUPPRESSED);
        // the rows have just what they would have without the other's levels
        assertThat(both)
                .isEqualTo(levels.copy()
                        .number("graduation", Double.NaN, 90)
                        .missing("graduation", 0, Missing.SUPPRESSED)
                        .build());
    }

    @Test
    void passes_over_a_shared_column_be_it_of_numbers_or_texts() {
        Study text = Study.of(List.of("101")).text("year", List.of("2026")).build();
        Study number = Study.of(List.of("101")).number("year", 2026).build();

        assertThat(text.withColumnsOf(number)).isEqualTo(text);
        assertThat(number.withColumnsOf(text)).isEqualTo(number);
        assertThat(number.withColumnsOf(number)).isEqualTo(number);
    }

    @Test
    void says_why_there_is_no_mean_of_staff() {
        SchoolId one = SchoolId.of("101");
        SchoolId two = SchoolId.of("102");
        Study table = Study.of(Staff.of(
                FiscalYear.of(2027),
                List.of(
                        Position.at(one, "teacher", "1").withoutPay(Missing.NOT_APPLICABLE),
                        Position.at(one, "teacher", "1")
                                .withoutPay(Missing.SUPPRESSED)
                                .withYears("3"),
                        Position.at(one, "teacher", "1").withoutYears(Missing.NOT_APPLICABLE),
                        Position.at(two, "aide", "1"),
                        Position.central("psychologist", "1"),
                        Position.central("psychologist", "0.5"))));

        assertThat(table.missing(0, "teacher, mean pay")).contains(Missing.SUPPRESSED);
        assertThat(table.missing(0, "teacher, mean years")).contains(Missing.NOT_APPLICABLE);
        assertThat(table.missing(1, "teacher, mean pay")).contains(Missing.NOT_APPLICABLE);
        assertThat(table.missing(1, "aide, mean pay")).contains(Missing.NOT_GIVEN);
        assertThat(table.leftOut())
                .extracting(Problem::code, Problem::place, Problem::found)
                // 1 + 0.5
                .containsExactly(
                        tuple("staff.central", "psychologist", "1.5 full-time equivalents of the whole district"));
    }

    @Test
    void means_pay_whose_sum_no_amount_can_hold() {
        SchoolId one = SchoolId.of("101");
        Money most = Money.ofCents(Long.MAX_VALUE);
        Study table = Study.of(Staff.of(
                FiscalYear.of(2027),
                List.of(
                        Position.at(one, "teacher", "1").paid(most),
                        Position.at(one, "teacher", "1").paid(most))));

        // the mean of two equal amounts is each of them: 92,233,720,368,547,758.07
        assertThat(table.number(0, "teacher, mean pay")).hasValue(92_233_720_368_547_758.07);
    }

    @Test
    void tables_many_jobs() {
        Staff staff = Staff.of(
                FiscalYear.of(2027),
                IntStream.range(0, 20_000)
                        .mapToObj(job -> Position.at(SchoolId.of("101"), "job " + job, "1"))
                        .toList());

        // FTE, mean pay and mean years of each job
        assertThat(Study.of(staff).numbers()).hasSize(60_000);
    }
}
