package org.perpupil.pupils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.math.BigDecimal;
import java.util.List;
import nl.jqno.equalsverifier.EqualsVerifier;
import nl.jqno.equalsverifier.Warning;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PupilCountTest {

    @Test
    void equal_counts_are_equal_however_they_are_written() {
        assertThat(PupilCount.of(new BigDecimal("400.0")))
                .isEqualTo(PupilCount.of(400))
                .isEqualTo(PupilCount.of(new BigDecimal("4E+2")))
                .hasSameHashCodeAs(PupilCount.of(400));
        assertThat(PupilCount.of(new BigDecimal("0.00"))).isEqualTo(PupilCount.ZERO);
    }

    @Test
    void the_value_has_neither_trailing_zeros_nor_an_exponent() {
        assertThat(PupilCount.of(new BigDecimal("411.750")).value()).isEqualTo(new BigDecimal("411.75"));
        assertThat(PupilCount.of(new BigDecimal("4E+2")).value()).isEqualTo(new BigDecimal("400"));
    }

    @Test
    void refuses_fewer_than_none() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PupilCount.of(-1))
                .withMessage("a count of pupils is 0 or more, not -1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PupilCount.of(new BigDecimal("-1E-3")))
                .withMessage("a count of pupils is 0 or more, not -0.001");
    }

    @Test
    void adds() {
        // 1379.71 + 0.29 = 1380
        assertThat(PupilCount.parse("1379.71").plus(PupilCount.parse("0.29"))).isEqualTo(PupilCount.of(1380));
    }

    @Test
    void tells_whether_it_is_zero() {
        assertThat(PupilCount.ZERO.isZero()).isTrue();
        assertThat(PupilCount.parse("0.001").isZero()).isFalse();
    }

    @Test
    void is_ordered_by_number() {
        assertThat(List.of(PupilCount.of(10), PupilCount.parse("9.5"), PupilCount.ZERO).stream()
                        .sorted())
                .containsExactly(PupilCount.ZERO, PupilCount.parse("9.5"), PupilCount.of(10));
    }

    @ParameterizedTest
    @CsvSource({
        "412, 412",
        "411.75, 411.75",
        "0, 0",
        "007, 7",
        "1.500, 1.5",
        "1379.7103845884174, 1379.7103845884174",
        "999999999999999, 999999999999999",
    })
    void parses_digits_with_or_without_decimals(String text, String printed) {
        assertThat(PupilCount.parse(text)).hasToString(printed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "-1",
                "-0",
                "+1",
                "1,000",
                "1e3",
                "1.",
                ".5",
                "NaN",
                "Infinity",
                "about 400",
                "٤",
                " 1",
                "1000000000000000"
            })
    void refuses_to_parse_anything_else(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PupilCount.parse(text))
                .withMessage("\"" + text
                        + "\" is not a count of pupils; write a number that is 0 or more, such as 412 or 411.75");
    }

    @Test
    void equals_means_the_same_number() {
        EqualsVerifier.forClass(PupilCount.class)
                .suppress(Warning.NULL_FIELDS) // the constructor refuses null
                .verify();
    }

    @Test
    void refuses_null() {
        assertThatNullPointerException().isThrownBy(() -> PupilCount.of(null));
        assertThatNullPointerException().isThrownBy(() -> PupilCount.parse(null));
        assertThatNullPointerException().isThrownBy(() -> PupilCount.ZERO.plus(null));
    }
}
