package org.perpupil.district;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import org.perpupil.pupils.NeedCategory;
import org.perpupil.pupils.PupilCount;
import org.perpupil.testing.Schools;

@Domain(Schools.class)
@Domain(DomainContext.Global.class)
class DistrictProperties {

    @Property(tries = 200)
    void the_order_in_which_schools_are_given_changes_nothing(@ForAll District district, @ForAll Random random) {
        List<School> shuffled = new ArrayList<>(district.schools());
        Collections.shuffle(shuffled, random);
        District again = District.named(district.name())
                .levels(district.levels())
                .schools(shuffled)
                .build();

        assertThat(again).isEqualTo(district).hasSameHashCodeAs(district);
        assertThat(again.schools()).containsExactlyElementsOf(district.schools());
    }

    @Property(tries = 200)
    void schools_are_in_order_of_id_and_found_by_it(@ForAll District district) {
        assertThat(district.schools()).extracting(School::id).isSorted().doesNotHaveDuplicates();
        assertThat(district.schools())
                .allSatisfy(school -> assertThat(district.school(school.id())).contains(school));
    }

    @Property(tries = 200)
    void the_pupils_of_the_levels_are_those_of_the_district(@ForAll District district) {
        PupilCount sum = district.levels().stream()
                .flatMap(level -> district.schools().stream()
                        .map(school -> school.enrollment()
                                .count(NeedCategory.ALL_PUPILS, level)
                                .orElseThrow()))
                .reduce(PupilCount.ZERO, PupilCount::plus);

        assertThat(district.pupils()).isEqualTo(sum);
    }

    @Property(tries = 200)
    void a_level_is_named_if_and_only_if_the_school_has_pupils_there(@ForAll District district) {
        for (School school : district.schools()) {
            List<String> named = List.of(district.levelOf(school).split(" \\+ "));
            assertThat(named)
                    .containsExactlyElementsOf(Schools.LEVELS.stream()
                            .filter(level -> !school.enrollment()
                                    .count(NeedCategory.ALL_PUPILS, level)
                                    .orElseThrow()
                                    .isZero())
                            .map(level -> level.name())
                            .toList());
        }
    }
}
