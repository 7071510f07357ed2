package org.perpupil.district;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FiscalYearTest {

    @ParameterizedTest
    @CsvSource({
        "2027, 2026–27",
        "2000, 1999–00",
        "2001, 2000–01",
        "2010, 2009–10",
        "1900, 1899–00",
        "2999, 2998–99",
    })
    void is_printed_with_both_calendar_years(int ending, String printed) {
        assertThat(FiscalYear.of(ending)).hasToString(printed);
        assertThat(FiscalYear.parse(printed)).isEqualTo(FiscalYear.of(ending));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2027",
                "2026—27",
                "2026–2027",
                "26–27",
                "2026–28",
                "2026–26",
                "1999–99",
                " 2026–27",
                "٢٠٢٦–٢٧"
            })
    void refuses_to_parse_anything_else(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FiscalYear.parse(text))
                .withMessage("\"" + text + "\" is not a fiscal year; write 2026–27");
    }

    @ParameterizedTest
    @ValueSource(ints = {1899, 3000, 0, -2027, Integer.MAX_VALUE, Integer.MIN_VALUE})
    void refuses_a_year_out_of_range(int ending) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FiscalYear.of(ending))
                .withMessage("a fiscal year ends between 1900 and 2999, not in " + ending);
    }

    @Test
    void refuses_to_parse_a_year_out_of_range() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FiscalYear.parse("9999–00"))
                .withMessage("a fiscal year ends between 1900 and 2999, not in 10000");
    }

    @Test
    void counts_years_back_and_on() {
        assertThat(FiscalYear.of(2027).previous()).isEqualTo(FiscalYear.of(2026));
        assertThat(FiscalYear.of(2027).next()).isEqualTo(FiscalYear.of(2028));
        assertThat(FiscalYear.of(2027).minusYears(10)).isEqualTo(FiscalYear.of(2017));
        assertThat(FiscalYear.of(2027).minusYears(-3)).isEqualTo(FiscalYear.of(2030));
    }

    @Test
    void refuses_to_leave_the_range() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FiscalYear.of(1900).previous())
                .withMessage("a fiscal year ends between 1900 and 2999, not in 1899");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FiscalYear.of(2999).next());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FiscalYear.of(2027).minusYears(Integer.MIN_VALUE));
    }

    @Test
    void years_are_in_order_of_time() {
        assertThat(List.of(FiscalYear.of(2027), FiscalYear.of(2001), FiscalYear.of(2010)).stream()
                        .sorted())
                .containsExactly(FiscalYear.of(2001), FiscalYear.of(2010), FiscalYear.of(2027));
    }

    @Test
    void equal_years_are_equal() {
        assertThat(FiscalYear.parse("2026–27"))
                .isEqualTo(new FiscalYear(2027))
                .hasSameHashCodeAs(new FiscalYear(2027))
                .isNotEqualTo(new FiscalYear(2026));
    }

    @Test
    void refuses_null() {
        assertThatNullPointerException().isThrownBy(() -> FiscalYear.parse(null));
    }

    @Test
    void is_read_with_a_hyphen_too() {
        // the same two years, as a keyboard has them
        assertThat(FiscalYear.parse("2026-27")).isEqualTo(FiscalYear.of(2027));
    }
}
