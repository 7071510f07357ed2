package org.perpupil.equity.inequality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.perpupil.equity.Study;
import org.perpupil.problem.Problem;
import org.perpupil.problem.ProblemException;

class SalaryAveragingTest {
    private static final SalaryAveraging AVERAGING = SalaryAveraging.of("salary", "teachers");

    private static Study study(double[] spending, double[] pupils, double[] teachers, double[] salary) {
        return Study.ofRows(spending.length)
                .number("spending", spending)
                .number("pupils", pupils)
                .number("teachers", teachers)
                .number("salary", salary)
                .build();
    }

    private static final Study TWO = study(
            new double[] {8_000, 8_000}, new double[] {200, 100}, new double[] {10, 10}, new double[] {70_000, 50_000});

    @Test
    void puts_the_mean_salary_in_the_place_of_actual_ones() {
        SalaryComparison both = AVERAGING.compare(TWO, "spending", "pupils");
        assertThat(both.actual()).isEqualTo(DollarsPerPupil.of(TWO, "spending", "pupils"));
        // The mean is 60,000: 10 × 10,000 less for 200 pupils, and as much more for 100.
        assertThat(both.study().numbers(SalaryComparison.AVERAGE_SALARY)).containsExactly(60_000, 60_000);
        assertThat(both.study().numbers(SalaryComparison.AVERAGED)).containsExactly(7_500, 9_000);
        assertThat(both.averaged()).isEqualTo(DollarsPerPupil.of(new double[] {7_500, 9_000}, new double[] {200, 100}));
        assertThat(both.highestDifference()).isEqualTo(500);
        assertThat(both.lowestDifference()).isEqualTo(-1_000);
        // (200 × 500 + 100 × 1,000) / 300
        assertThat(both.meanAbsoluteDifference()).isCloseTo(200_000 / 300.0, within(1e-12));
        assertThat(both.actual().gini()).isZero();
    }

    @Test
    void averages_within_each_district() {
        Study apart = TWO.copy().text("district", List.of("east", "west")).build();
        SalaryComparison both = AVERAGING.within("district").compare(apart, "spending", "pupils");
        assertThat(both.averaged()).isEqualTo(both.actual());
        assertThat(both.study().texts("district")).containsExactly("east", "west");
        assertThat(AVERAGING.district()).isEmpty();
        assertThat(AVERAGING.within("district").district()).hasValue("district");
    }

    @Test
    void a_district_without_teachers_stays_as_it_is() {
        Study none = study(new double[] {8_000}, new double[] {200}, new double[] {0}, new double[] {70_000});
        SalaryComparison both = AVERAGING.compare(none, "spending", "pupils");
        assertThat(both.averaged()).isEqualTo(both.actual());
        assertThat(both.study().number(0, SalaryComparison.AVERAGE_SALARY)).isEmpty();
    }

    @Test
    void leaves_out_and_lists_rows_that_lack_something() {
        Study some = study(
                new double[] {8_000, 8_000, 8_000},
                new double[] {200, 100, 0},
                new double[] {10, 10, 10},
                new double[] {70_000, Double.NaN, 1});
        SalaryComparison both = AVERAGING.compare(some, "spending", "pupils");
        assertThat(both.study().units()).containsExactly("1");
        assertThat(both.actual().leftOut()).extracting(Problem::place).containsExactly("2", "3");
        assertThat(both.study().leftOut())
                .extracting(Problem::place, Problem::found)
                .containsExactly(tuple("2", "no salary"));
        assertThat(both.averaged().units()).isEqualTo(1);
    }

    @Test
    void refuses_what_cannot_be_averaged() {
        assertThatThrownBy(() -> AVERAGING.compare(
                        study(new double[] {1}, new double[] {1}, new double[] {-1}, new double[] {-2}),
                        "spending",
                        "pupils"))
                .isInstanceOf(ProblemException.class)
                .hasMessage(
                        "salaries in \"spending\" cannot be averaged; 2 problems:\n"
                                + "  1: found salary -2.0; allowed: 0 or more. Correct the number, or leave it out and say so.\n"
                                + "  1: found teachers -1.0; allowed: 0 or more. Correct the number, or leave it out and say so.");
        // 10 teachers at 10,000 above the mean of 60,000 cost 500 for each of 200 pupils, and only 400 are spent.
        assertThatThrownBy(() -> AVERAGING.compare(
                        study(new double[] {400, 8_000}, new double[] {200, 100}, new double[] {10, 10}, new double[] {
                            70_000, 50_000
                        }),
                        "spending",
                        "pupils"))
                .isInstanceOf(ProblemException.class)
                .hasMessageStartingWith(
                        "salaries in \"spending\" cannot be averaged, for at average pay nothing is left; 1 problem:\n"
                                + "  1: found -100.0 dollars per pupil;");
    }
}
