package org.perpupil.pupils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.perpupil.pupils.NeedCategory.ALL_PUPILS;
import static org.perpupil.pupils.NeedCategory.ENGLISH_LEARNER;
import static org.perpupil.pupils.NeedCategory.FOSTER;
import static org.perpupil.pupils.NeedCategory.HOMELESS;
import static org.perpupil.pupils.NeedCategory.POVERTY;

import java.util.Set;
import java.util.stream.Stream;
import nl.jqno.equalsverifier.EqualsVerifier;
import org.junit.jupiter.api.Test;
import org.perpupil.pupils.NeedCombination.Match;

class NeedCombinationTest {

    @Test
    void the_order_of_the_needs_does_not_matter() {
        assertThat(PupilGroup.anyOf(POVERTY, FOSTER, ENGLISH_LEARNER))
                .isEqualTo(PupilGroup.anyOf(ENGLISH_LEARNER, POVERTY, FOSTER))
                .hasSameHashCodeAs(PupilGroup.anyOf(FOSTER, ENGLISH_LEARNER, POVERTY));
        assertThat(PupilGroup.allOf(POVERTY, FOSTER)).isEqualTo(PupilGroup.allOf(FOSTER, POVERTY));
        assertThat(POVERTY.butNot(FOSTER, HOMELESS)).isEqualTo(POVERTY.butNot(HOMELESS, FOSTER));
    }

    @Test
    void a_need_named_twice_counts_once() {
        assertThat(PupilGroup.anyOf(POVERTY, FOSTER, POVERTY)).isEqualTo(PupilGroup.anyOf(POVERTY, FOSTER));
        assertThat(PupilGroup.anyOf(POVERTY, POVERTY)).isEqualTo(POVERTY);
    }

    @Test
    void any_and_all_differ() {
        assertThat(PupilGroup.anyOf(POVERTY, FOSTER)).isNotEqualTo(PupilGroup.allOf(POVERTY, FOSTER));
    }

    @Test
    void any_and_all_of_one_need_are_the_need() {
        assertThat(PupilGroup.anyOf(POVERTY)).isEqualTo(POVERTY);
        assertThat(PupilGroup.allOf(POVERTY)).isEqualTo(POVERTY);
    }

    @Test
    void any_and_all_of_one_need_without_another_have_one_form() {
        assertThat(new NeedCombination(Match.ALL, Set.of(POVERTY), Set.of(FOSTER)))
                .isEqualTo(new NeedCombination(Match.ANY, Set.of(POVERTY), Set.of(FOSTER)))
                .isEqualTo(POVERTY.butNot(FOSTER));
    }

    @Test
    void but_not_can_be_said_in_steps() {
        assertThat(POVERTY.butNot(FOSTER).butNot(HOMELESS)).isEqualTo(POVERTY.butNot(HOMELESS, FOSTER));
        assertThat(PupilGroup.anyOf(POVERTY, ENGLISH_LEARNER).butNot())
                .isEqualTo(PupilGroup.anyOf(POVERTY, ENGLISH_LEARNER));
    }

    @Test
    void every_pupil_but_those_with_a_need_is_a_group() {
        assertThat(ALL_PUPILS.butNot(POVERTY).name()).isEqualTo("all pupils without (poverty)");
    }

    @Test
    void names_list_the_needs_in_order_of_name() {
        assertThat(PupilGroup.anyOf(POVERTY, FOSTER, ENGLISH_LEARNER).name())
                .isEqualTo("any of (English learner, foster, poverty)");
        assertThat(PupilGroup.allOf(POVERTY, ENGLISH_LEARNER).name()).isEqualTo("all of (English learner, poverty)");
        assertThat(POVERTY.butNot(HOMELESS, FOSTER).name()).isEqualTo("poverty without (foster, homeless)");
        assertThat(PupilGroup.anyOf(POVERTY, FOSTER).butNot(HOMELESS))
                .hasToString("any of (foster, poverty) without (homeless)");
    }

    @Test
    void different_groups_have_different_names() {
        assertThat(Stream.of(
                                POVERTY,
                                PupilGroup.anyOf(POVERTY, FOSTER),
                                PupilGroup.allOf(POVERTY, FOSTER),
                                PupilGroup.anyOf(POVERTY, FOSTER).butNot(HOMELESS),
                                PupilGroup.allOf(POVERTY, FOSTER).butNot(HOMELESS),
                                POVERTY.butNot(FOSTER),
                                FOSTER.butNot(POVERTY))
                        .map(PupilGroup::name))
                .doesNotHaveDuplicates();
    }

    @Test
    void refuses_to_combine_no_needs() {
        assertThatIllegalArgumentException()
                .isThrownBy(PupilGroup::anyOf)
                .withMessage("a combination names at least one need");
    }

    @Test
    void refuses_one_need_alone() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new NeedCombination(Match.ANY, Set.of(POVERTY), Set.of()))
                .withMessage("one need alone is no combination; use [poverty]");
    }

    @Test
    void refuses_to_leave_out_what_it_names() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PupilGroup.anyOf(POVERTY, FOSTER).butNot(POVERTY))
                .withMessage("poverty cannot be left out of a group of [foster, poverty]");
    }

    @Test
    void refuses_to_leave_out_everybody() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> POVERTY.butNot(ALL_PUPILS))
                .withMessage("all pupils cannot be left out of a group of [poverty]");
    }

    @Test
    void refuses_to_combine_everybody_with_a_need() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PupilGroup.anyOf(ALL_PUPILS, POVERTY))
                .withMessage("every pupil is in \"all pupils\"; it combines with no other need");
    }

    @Test
    void equals_means_the_same_pupils() {
        EqualsVerifier.forClass(NeedCombination.class)
                .withPrefabValuesForField("needs", Set.of(POVERTY, FOSTER), Set.of(FOSTER, ENGLISH_LEARNER))
                .withPrefabValuesForField("without", Set.of(HOMELESS), Set.of())
                .withNonnullFields("match")
                .verify();
    }

    @Test
    void refuses_null() {
        assertThatNullPointerException()
                .isThrownBy(() -> new NeedCombination(null, Set.of(POVERTY, FOSTER), Set.of()))
                .withMessage("match");
        assertThatNullPointerException().isThrownBy(() -> new NeedCombination(Match.ANY, null, Set.of()));
        assertThatNullPointerException()
                .isThrownBy(() -> new NeedCombination(Match.ANY, Set.of(POVERTY, FOSTER), null));
        assertThatNullPointerException().isThrownBy(() -> PupilGroup.anyOf(POVERTY, null));
    }

    @Test
    void each_pupil_is_in_the_first_of_some_needs() {
        // a pupil of two needs is in the group of the one that stands first
        assertThat(PupilGroup.firstOf(
                        NeedCategory.SPECIAL_EDUCATION, NeedCategory.ENGLISH_LEARNER, NeedCategory.POVERTY))
                .containsExactly(
                        NeedCategory.SPECIAL_EDUCATION,
                        NeedCategory.ENGLISH_LEARNER.butNot(NeedCategory.SPECIAL_EDUCATION),
                        NeedCategory.POVERTY.butNot(NeedCategory.SPECIAL_EDUCATION, NeedCategory.ENGLISH_LEARNER));
        assertThat(PupilGroup.firstOf()).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PupilGroup.firstOf(NeedCategory.POVERTY, NeedCategory.POVERTY))
                .withMessageContaining("poverty");
        assertThat(PupilGroup.firstOf(NeedCategory.POVERTY, NeedCategory.ALL_PUPILS))
                .containsExactly(NeedCategory.POVERTY, NeedCategory.ALL_PUPILS.butNot(NeedCategory.POVERTY));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PupilGroup.firstOf(NeedCategory.ALL_PUPILS, NeedCategory.POVERTY))
                .withMessageContaining("all pupils cannot be left out");
    }
}
