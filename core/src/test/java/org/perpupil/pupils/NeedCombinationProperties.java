package org.perpupil.pupils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.perpupil.pupils.NeedCategory.ENGLISH_LEARNER;
import static org.perpupil.pupils.NeedCategory.POVERTY;
import static org.perpupil.pupils.NeedCategory.SPECIAL_EDUCATION;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Groups of pupils against the pupils themselves. */
class NeedCombinationProperties {
    private static final List<NeedCategory> NEEDS =
            List.of(POVERTY, ENGLISH_LEARNER, SPECIAL_EDUCATION, new NeedCategory("foster"));

    @Provide
    Arbitrary<List<Set<NeedCategory>>> pupils() {
        return Arbitraries.of(NEEDS).set().ofMaxSize(4).list().ofMaxSize(60);
    }

    @Provide
    Arbitrary<List<NeedCategory>> orders() {
        return Arbitraries.shuffle(NEEDS)
                .flatMap(all -> Arbitraries.integers().between(1, 4).map(size -> all.subList(0, size)));
    }

    @Property(tries = 200)
    void the_first_need_of_each_pupil_counts_every_pupil_of_the_union_once(
            @ForAll("pupils") List<Set<NeedCategory>> pupils, @ForAll("orders") List<NeedCategory> order) {
        NeedCategory[] fromHighest = order.toArray(NeedCategory[]::new);
        List<PupilGroup> groups = PupilGroup.firstOf(fromHighest);

        long union = 0;
        long each = 0;
        for (Set<NeedCategory> needs : pupils) {
            PupilNeeds pupil = PupilNeeds.of(needs.toArray(NeedCategory[]::new));
            if (pupil.isIn(PupilGroup.anyOf(fromHighest)).orElseThrow()) {
                union++;
            }
            for (int i = 0; i < groups.size(); i++) {
                boolean first =
                        order.stream().filter(needs::contains).findFirst().equals(Optional.of(order.get(i)));
                assertThat(pupil.isIn(groups.get(i))).contains(first);
                each += first ? 1 : 0;
            }
        }
        assertThat(each).isEqualTo(union);
    }
}
