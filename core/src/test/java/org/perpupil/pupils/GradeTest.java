package org.perpupil.pupils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class GradeTest {

    @Test
    void grades_are_in_the_order_in_which_pupils_pass_them() {
        assertThat(Arrays.stream(Grade.values()).map(Grade::code))
                .containsExactly("PK", "TK", "K", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "UG");
    }

    @ParameterizedTest
    @EnumSource
    void parse_reads_what_code_gives(Grade grade) {
        assertThat(Grade.parse(grade.code())).isEqualTo(grade);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "13", "0", "k", "KG", "01", " 1", "GRADE_1"})
    void refuses_to_parse_anything_else(String code) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Grade.parse(code))
                .withMessage("there is no grade \"" + code + "\"; grades are PK, TK, K, 1 to 12 and UG");
    }
}
