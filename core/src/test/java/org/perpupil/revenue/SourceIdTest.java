package org.perpupil.revenue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourceIdTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "title-i",
                "84.010",
                "x",
                "3182_EIA",
                "a234567890123456789012345678901234567890123456789012345678901234" // 64 characters
            })
    void has_letters_digits_dots_hyphens_and_underscores(String value) {
        assertThat(SourceId.of(value)).hasToString(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "title i",
                "-title",
                ".title",
                "_title",
                "título",
                "title/i",
                "title-i\n",
                "a2345678901234567890123456789012345678901234567890123456789012345" // 65 characters
            })
    void refuses_anything_else(String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SourceId.of(value))
                .withMessage(
                        "\"" + value + "\" cannot identify a revenue source; an id has up to 64 letters, digits, dots,"
                                + " hyphens and underscores, such as title-i");
    }

    @Test
    void ids_are_ordered_character_by_character() {
        assertThat(List.of(SourceId.of("title-i"), SourceId.of("general"), SourceId.of("Grant")).stream()
                        .sorted())
                .containsExactly(SourceId.of("Grant"), SourceId.of("general"), SourceId.of("title-i"));
    }

    @Test
    void refuses_null() {
        assertThatNullPointerException().isThrownBy(() -> SourceId.of(null));
    }
}
