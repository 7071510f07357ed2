package org.perpupil.pupils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.perpupil.pupils.NeedCategory.ALL_PUPILS;
import static org.perpupil.pupils.NeedCategory.ENGLISH_LEARNER;
import static org.perpupil.pupils.NeedCategory.FOSTER;
import static org.perpupil.pupils.NeedCategory.POVERTY;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.perpupil.problem.Missing;
import org.perpupil.pupils.NeedCombination.Match;

class PupilNeedsTest {
    private static final List<NeedCategory> NEEDS = List.of(POVERTY, ENGLISH_LEARNER, FOSTER);

    @Test
    void a_group_is_known_where_what_is_not_known_does_not_matter() {
        PupilNeeds poor = PupilNeeds.of(POVERTY).withUnknown(ENGLISH_LEARNER, Missing.SUPPRESSED);

        assertThat(poor.isIn(ALL_PUPILS)).contains(true);
        assertThat(poor.isIn(POVERTY)).contains(true);
        assertThat(poor.isIn(FOSTER)).contains(false);
        assertThat(poor.isIn(ENGLISH_LEARNER)).isEmpty();
        assertThat(poor.isIn(PupilGroup.anyOf(POVERTY, ENGLISH_LEARNER))).contains(true);
        assertThat(poor.isIn(PupilGroup.allOf(POVERTY, ENGLISH_LEARNER))).isEmpty();
        assertThat(poor.isIn(PupilGroup.allOf(FOSTER, ENGLISH_LEARNER))).contains(false);
        assertThat(poor.isIn(POVERTY.butNot(ENGLISH_LEARNER))).isEmpty();
        assertThat(poor.isIn(FOSTER.butNot(ENGLISH_LEARNER))).contains(false);
        assertThat(poor.isIn(ENGLISH_LEARNER.butNot(POVERTY))).contains(false);
        assertThat(poor.isIn(ALL_PUPILS.butNot(FOSTER))).contains(true);
    }

    @Test
    void says_why_a_group_is_not_known() {
        PupilNeeds pupil = PupilNeeds.NONE
                .withUnknown(ENGLISH_LEARNER, Missing.SUPPRESSED)
                .withUnknown(POVERTY, Missing.NOT_GIVEN);

        assertThat(pupil.missing(POVERTY)).contains(Missing.NOT_GIVEN);
        assertThat(pupil.missing(PupilGroup.anyOf(POVERTY, ENGLISH_LEARNER))).contains(Missing.SUPPRESSED);
        assertThat(pupil.missing(ALL_PUPILS.butNot(ENGLISH_LEARNER))).contains(Missing.SUPPRESSED);
        assertThat(pupil.missing(FOSTER)).isEmpty();
    }

    /** The plain way: a pupil is in a group if that is so whatever stands for what is not known. */
    @Property
    void agrees_with_trying_all_that_could_be(
            @ForAll @Size(3) List<@IntRange(min = 0, max = 2) Integer> states,
            @ForAll Match match,
            @ForAll @Size(min = 1, max = 3) Set<@IntRange(min = 0, max = 2) Integer> named,
            @ForAll @IntRange(min = 0, max = 7) int leftOut) {
        PupilNeeds pupil = PupilNeeds.NONE;
        Set<NeedCategory> has = new HashSet<>();
        Set<NeedCategory> without = new TreeSet<>();
        Set<NeedCategory> of = new TreeSet<>();
        List<Set<NeedCategory>> possible = new ArrayList<>(List.of(Set.of()));
        for (int i = 0; i < NEEDS.size(); i++) {
            NeedCategory need = NEEDS.get(i);
            if (named.contains(i)) {
                of.add(need);
            } else if ((leftOut >> i & 1) == 1) {
                without.add(need);
            }
            if (states.get(i) == 1) {
                has.add(need);
            }
            List<Set<NeedCategory>> grown = new ArrayList<>();
            for (Set<NeedCategory> before : possible) {
                if (states.get(i) != 1) {
                    grown.add(before);
                }
                if (states.get(i) != 0) {
                    Set<NeedCategory> more = new HashSet<>(before);
                    more.add(need);
                    grown.add(more);
                }
            }
            possible = grown;
        }
        pupil = PupilNeeds.of(has, Map.of());
        for (int i = 0; i < NEEDS.size(); i++) {
            pupil = states.get(i) == 2 ? pupil.withUnknown(NEEDS.get(i), Missing.NOT_GIVEN) : pupil;
        }
        PupilGroup group =
                of.size() == 1 && without.isEmpty() ? of.iterator().next() : new NeedCombination(match, of, without);

        List<Boolean> answers = possible.stream()
                .map(its -> (match == Match.ANY ? of.stream().anyMatch(its::contains) : its.containsAll(of))
                        && without.stream().noneMatch(its::contains))
                .distinct()
                .toList();

        assertThat(pupil.isIn(group)).isEqualTo(answers.size() == 1 ? Optional.of(answers.get(0)) : Optional.empty());
        assertThat(pupil.missing(group))
                .isEqualTo(answers.size() == 1 ? Optional.empty() : Optional.of(Missing.NOT_GIVEN));
    }

    @Test
    void the_order_of_needs_does_not_matter() {
        assertThat(PupilNeeds.of(POVERTY, FOSTER)).isEqualTo(PupilNeeds.of(FOSTER, POVERTY, FOSTER));
        assertThat(PupilNeeds.of(POVERTY, FOSTER).needs()).containsExactly(FOSTER, POVERTY);
    }

    @Test
    void refuses_a_need_that_is_known_and_not_known() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PupilNeeds.of(POVERTY).withUnknown(POVERTY, Missing.NOT_GIVEN))
                .withMessage("a pupil who has poverty is known to have it");
    }

    @Test
    void refuses_all_pupils_as_a_need() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PupilNeeds.of(ALL_PUPILS))
                .withMessage("every pupil is in \"all pupils\", which is no need");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PupilNeeds.NONE.withUnknown(ALL_PUPILS, Missing.NOT_GIVEN));
    }

    @Test
    void what_is_not_known_tells_pupils_apart() {
        PupilNeeds pupil = PupilNeeds.of(POVERTY);
        assertThat(pupil.withUnknown(FOSTER, Missing.SUPPRESSED))
                .isEqualTo(PupilNeeds.of(List.of(POVERTY), Map.of(FOSTER, Missing.SUPPRESSED)))
                .isNotEqualTo(pupil)
                .isNotEqualTo(pupil.withUnknown(FOSTER, Missing.NOT_GIVEN));
    }

    @Test
    void says_what_is_known_and_what_is_not() {
        assertThat(PupilNeeds.of(POVERTY, FOSTER)).hasToString("[foster, poverty]");
        assertThat(PupilNeeds.of(POVERTY).withUnknown(FOSTER, Missing.SUPPRESSED))
                .hasToString("[poverty], not known: {foster=suppressed}");
    }
}
