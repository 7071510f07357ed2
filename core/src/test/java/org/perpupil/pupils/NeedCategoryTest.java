package org.perpupil.pupils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.perpupil.pupils.NeedCategory.ALL_PUPILS;
import static org.perpupil.pupils.NeedCategory.ENGLISH_LEARNER;
import static org.perpupil.pupils.NeedCategory.FOSTER;
import static org.perpupil.pupils.NeedCategory.POVERTY;

import java.util.List;
import nl.jqno.equalsverifier.EqualsVerifier;
import nl.jqno.equalsverifier.Warning;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NeedCategoryTest {

    @Test
    void a_district_may_add_a_need_of_its_own() {
        NeedCategory tier = new NeedCategory("special education tier 2");

        assertThat(tier.name()).isEqualTo("special education tier 2");
        assertThat(tier).hasToString("special education tier 2");
    }

    @Test
    void a_known_need_may_be_given_by_name() {
        assertThat(new NeedCategory("poverty")).isEqualTo(POVERTY).hasSameHashCodeAs(POVERTY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "any of (a, b)", "a)", "(a", "a, b"})
    void refuses_names_that_combinations_could_have(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new NeedCategory(name))
                .withMessage("\"" + name + "\" cannot name a need; a name has letters, and no brackets or commas");
    }

    @Test
    void needs_are_ordered_by_name() {
        // capital letters come before small ones: E, all, fos, pov
        assertThat(List.of(POVERTY, FOSTER, ENGLISH_LEARNER, ALL_PUPILS).stream()
                        .sorted())
                .containsExactly(ENGLISH_LEARNER, ALL_PUPILS, FOSTER, POVERTY);
    }

    @Test
    void without_nothing_it_is_itself() {
        assertThat(POVERTY.butNot()).isEqualTo(POVERTY);
    }

    @Test
    void equals_means_the_same_name() {
        EqualsVerifier.forClass(NeedCategory.class)
                .suppress(Warning.NULL_FIELDS) // the constructor refuses null
                .verify();
    }

    @Test
    void refuses_null() {
        assertThatNullPointerException().isThrownBy(() -> new NeedCategory(null));
    }
}
