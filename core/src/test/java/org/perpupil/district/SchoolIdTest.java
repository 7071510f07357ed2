package org.perpupil.district;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.util.List;
import nl.jqno.equalsverifier.EqualsVerifier;
import nl.jqno.equalsverifier.Warning;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SchoolIdTest {

    @Test
    void leading_zeros_count() {
        assertThat(SchoolId.of("007")).isNotEqualTo(SchoolId.of("7"));
    }

    @Test
    void ids_are_ordered_character_by_character() {
        assertThat(List.of(SchoolId.of("9"), SchoolId.of("K001"), SchoolId.of("10")).stream()
                        .sorted())
                .containsExactly(SchoolId.of("10"), SchoolId.of("9"), SchoolId.of("K001"));
    }

    @Test
    void prints_its_value() {
        assertThat(SchoolId.of("K 001")).hasToString("K 001");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", " 101", "101 ", "101\t", "\u2003101"})
    void refuses_blanks_around_an_id(String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SchoolId.of(value))
                .withMessage(
                        "\"" + value + "\" cannot identify a school; an id has characters, and no blanks around them");
    }

    @Test
    void equals_means_the_same_characters() {
        EqualsVerifier.forClass(SchoolId.class)
                .suppress(Warning.NULL_FIELDS) // the constructor refuses null
                .verify();
    }

    @Test
    void refuses_null() {
        assertThatNullPointerException().isThrownBy(() -> SchoolId.of(null));
    }
}
