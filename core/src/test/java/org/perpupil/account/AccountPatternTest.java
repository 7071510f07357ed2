package org.perpupil.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccountPatternTest {

    @ParameterizedTest
    @CsvSource(textBlock = """
                    4300,      4300,                true
                    4300,      4301,                false
                    4300,      43001,               false
                    4*,        4300,                true
                    4*,        4,                   true
                    4*,        1400,                false
                    *00,       4300,                true
                    *00,       4310,                false
                    4*00,      4300,                true
                    4*00,      400,                 true
                    4*00,      40,                  false
                    *,         1100,                true
                    ***,       1100,                true
                    43**00,    4300,                true
                    3010-*-4*, 3010-1110-1000-4300, true
                    3010-*-4*, 3010-1110-1000-1100, false
                    3010-*-4*, 3010-4300,           false
                    1*1,       1,                   false
                    1*1,       11,                  true
                    ab*ba,     aba,                 false
                    *12*12*,   1212,                true
                    *12*12*,   0012,                false
                    """)
    void an_asterisk_stands_for_any_characters_or_none(String pattern, String code, boolean matches) {
        assertThat(AccountPattern.of(pattern).matches(AccountCode.of(code))).isEqualTo(matches);
    }

    @Test
    void a_dot_is_a_dot() {
        assertThat(AccountPattern.of("1.0").matches(AccountCode.of("1.0"))).isTrue();
        assertThat(AccountPattern.of("1.0").matches(AccountCode.of("100"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "4 *",
                "4*\n",
                "4?",
                "[0-9]",
                "4+",
                "*2345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901" // 101
            })
    void refuses_what_no_code_can_have(String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AccountPattern.of(value))
                .withMessage("\"" + value
                        + "\" is no pattern of account codes; write a code with * for any characters, such as 4*");
    }

    // A matcher that tries every way to share 100 characters out among 49 asterisks would not end.
    @Test
    @Timeout(value = 10, threadMode = ThreadMode.SEPARATE_THREAD)
    void many_asterisks_do_not_make_it_slow() {
        AccountCode code = AccountCode.of("a".repeat(100));
        AccountPattern never = AccountPattern.of("*a".repeat(49) + "*b");
        AccountPattern nearly = AccountPattern.of("*aa".repeat(32) + "*ab*");
        AccountPattern always = AccountPattern.of("a*".repeat(50));

        for (int i = 0; i < 10_000; i++) {
            assertThat(never.matches(code)).isFalse();
            assertThat(nearly.matches(code)).isFalse();
            assertThat(always.matches(code)).isTrue();
        }
    }

    @Test
    void several_patterns_are_listed_for_people() {
        assertThat(AccountPattern.join(Stream.of(AccountPattern.of("1*"), AccountPattern.of("4300"))))
                .isEqualTo("1*, 4300");
        assertThat(AccountPattern.join(Stream.of())).isEmpty();
    }

    @Test
    void patterns_are_ordered_character_by_character() {
        // in ASCII, the asterisk comes before the digits
        assertThat(Stream.of("43", "4*", "*").map(AccountPattern::of).sorted())
                .containsExactly(AccountPattern.of("*"), AccountPattern.of("4*"), AccountPattern.of("43"));
    }

    @Test
    void prints_what_it_was_made_of() {
        assertThat(AccountPattern.of("4*")).hasToString("4*").isEqualTo(new AccountPattern("4*"));
    }

    @Test
    void refuses_null() {
        assertThatNullPointerException().isThrownBy(() -> AccountPattern.of(null));
        assertThatNullPointerException()
                .isThrownBy(() -> AccountPattern.of("4*").matches(null));
    }
}
