package org.perpupil.io.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.perpupil.io.internal.Texts;

class NumeralsTest {
    @ParameterizedTest
    @CsvSource({"+5,5", "\u22125.5,-5.5", "+1e3,1000", "+0.5,0.5"})
    void reads_a_plus_and_the_minus_of_print(String text, BigDecimal number) {
        assertThat(Numerals.POINT.number(text))
                .hasValueSatisfying(read -> assertThat(read).isEqualByComparingTo(number));
    }

    @Test
    void reads_signs_of_money() {
        assertThat(Numerals.POINT.dollars("+$1,234.50")).contains(new BigDecimal("1234.50"));
        assertThat(Numerals.POINT.dollars("\u2212$7")).contains(new BigDecimal("-7"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"+", "+-5", "-+5", "++5", "5+", "\u2212", "\u2212-5", "(+5)"})
    void refuses_two_signs_and_signs_alone(String text) {
        assertThat(Numerals.POINT.number(text)).isEmpty();
        assertThat(Numerals.POINT.dollars(text)).isEmpty();
    }

    @Test
    void passes_over_what_has_no_width() {
        assertThat(Texts.trimmed("\u200B412\u2060 ")).isEqualTo("412");
        assertThat(Texts.onOneLine("Lin\u200Bcoln\uFEFF  High")).isEqualTo("Lincoln High");
        assertThat(Texts.header("\uFEFFSchool\u200B Code")).isEqualTo("school code");
    }
}
