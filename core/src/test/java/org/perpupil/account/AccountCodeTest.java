package org.perpupil.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.util.stream.Stream;
import nl.jqno.equalsverifier.EqualsVerifier;
import nl.jqno.equalsverifier.Warning;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccountCodeTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1100",
                "0",
                "01-3010-0-1110-1000-1100",
                "A.b_c:d/e-f",
                "a234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890" // 100
            })
    void has_letters_digits_dots_hyphens_slashes_colons_and_underscores(String value) {
        assertThat(AccountCode.of(value)).hasToString(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "-1100",
                ".1100",
                "11 00",
                "11*",
                "1100\n",
                "é1",
                "a2345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901" // 101
            })
    void refuses_anything_else(String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AccountCode.of(value))
                .withMessage("\"" + value + "\" cannot be the code of an account; a code has up to 100 letters, digits,"
                        + " dots, hyphens, slashes, colons and underscores, such as 1100");
    }

    @Test
    void leading_zeros_count() {
        assertThat(AccountCode.of("0100")).isNotEqualTo(AccountCode.of("100"));
    }

    @Test
    void codes_are_ordered_character_by_character() {
        assertThat(Stream.of("4300", "0100", "100").map(AccountCode::of).sorted())
                .containsExactly(AccountCode.of("0100"), AccountCode.of("100"), AccountCode.of("4300"));
    }

    @Test
    void equal_codes_are_equal() {
        EqualsVerifier.forClass(AccountCode.class)
                .suppress(Warning.NULL_FIELDS) // refused when it is made
                .verify();
    }

    @Test
    void refuses_null() {
        assertThatNullPointerException().isThrownBy(() -> AccountCode.of(null));
    }
}
