package org.perpupil.district;

import static org.assertj.core.api.Assertions.assertThat;
import static org.perpupil.pupils.NeedCategory.ENGLISH_LEARNER;
import static org.perpupil.pupils.NeedCategory.FOSTER;
import static org.perpupil.pupils.NeedCategory.POVERTY;
import static org.perpupil.pupils.PupilGroup.allOf;
import static org.perpupil.pupils.PupilGroup.anyOf;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.statistics.Statistics;
import org.perpupil.problem.Missing;
import org.perpupil.pupils.Enrollment;
import org.perpupil.pupils.Grade;
import org.perpupil.pupils.GradeSpan;
import org.perpupil.pupils.NeedCategory;
import org.perpupil.pupils.PupilCount;
import org.perpupil.pupils.PupilGroup;
import org.perpupil.pupils.PupilNeeds;

class PupilTallyProperties {
    private static final List<NeedCategory> NEEDS = List.of(POVERTY, ENGLISH_LEARNER, FOSTER);
    static final List<PupilGroup> GROUPS = List.of(
            POVERTY,
            ENGLISH_LEARNER,
            FOSTER,
            anyOf(POVERTY, ENGLISH_LEARNER, FOSTER),
            allOf(POVERTY, ENGLISH_LEARNER),
            POVERTY.butNot(FOSTER));

    /** A pupil as a row has it. */
    record Pupil(SchoolId school, Grade grade, PupilNeeds needs, PupilCount share) {}

    @Provide
    Arbitrary<List<Pupil>> pupils() {
        Arbitrary<PupilNeeds> needs = Arbitraries.integers()
                .between(0, 4)
                .edgeCases(config -> config.none())
                .list()
                .ofSize(NEEDS.size())
                .map(states -> {
                    PupilNeeds drawn = PupilNeeds.NONE;
                    Set<NeedCategory> has = new TreeSet<>();
                    for (int i = 0; i < NEEDS.size(); i++) {
                        if (states.get(i) > 2) {
                            has.add(NEEDS.get(i));
                        }
                    }
                    drawn = PupilNeeds.of(has, Map.of());
                    for (int i = 0; i < NEEDS.size(); i++) {
                        drawn = states.get(i) == 2 ? drawn.withUnknown(NEEDS.get(i), Missing.SUPPRESSED) : drawn;
                    }
                    return drawn;
                });
        Arbitrary<PupilCount> shares =
                Arbitraries.of("1", "1", "1", "0.5", "0.333", "0", "12").map(PupilCount::parse);
        return Combinators.combine(
                        Arbitraries.of("0101", "0007", "12").map(SchoolId::of),
                        Arbitraries.of(Grade.KINDERGARTEN, Grade.GRADE_1, Grade.GRADE_9, Grade.UNGRADED),
                        needs,
                        shares)
                .as(Pupil::new)
                .list()
                .ofMaxSize(60);
    }

    private static PupilTally tally(List<Pupil> pupils) {
        PupilTally.Builder tally = PupilTally.of(NEEDS);
        pupils.forEach(pupil -> tally.add(pupil.school(), pupil.grade(), pupil.needs(), pupil.share()));
        return tally.build();
    }

    private static BigDecimal sum(List<Pupil> pupils) {
        return pupils.stream().map(pupil -> pupil.share().value()).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    @Property
    void agrees_with_a_plain_recount(@ForAll("pupils") List<Pupil> pupils) {
        Map<SchoolId, Enrollment> counts = tally(pupils).enrollments(GROUPS.toArray(PupilGroup[]::new));

        Map<SchoolId, List<Pupil>> bySchool = pupils.stream().collect(Collectors.groupingBy(Pupil::school));
        assertThat(counts.keySet()).containsExactlyElementsOf(new TreeSet<>(bySchool.keySet()));
        bySchool.forEach((school, its) -> {
            Enrollment found = counts.get(school);
            assertThat(found.pupils()).isEqualTo(PupilCount.of(sum(its)));
            Map<Grade, List<Pupil>> byGrade = its.stream().collect(Collectors.groupingBy(Pupil::grade));
            assertThat(found.cells(NeedCategory.ALL_PUPILS)).hasSameSizeAs(byGrade);
            for (PupilGroup group : GROUPS) {
                byGrade.forEach((grade, ofGrade) -> {
                    boolean isOpen = ofGrade.stream()
                            .anyMatch(pupil -> !pupil.share().isZero()
                                    && pupil.needs().isIn(group).isEmpty());
                    List<Pupil> in = ofGrade.stream()
                            .filter(pupil -> pupil.needs().isIn(group).equals(Optional.of(true)))
                            .toList();
                    assertThat(Optional.ofNullable(found.cells(group).get(GradeSpan.of(grade))))
                            .isEqualTo(isOpen ? Optional.empty() : Optional.of(PupilCount.of(sum(in))));
                    Statistics.label("group").collect(isOpen ? "not known" : "known");
                });
            }
        });
        Statistics.label("group").coverage(coverage -> {
            coverage.check("known").percentage(share -> share > 10);
            coverage.check("not known").percentage(share -> share > 5);
        });
    }

    @Property
    void parts_add_up_in_any_order_to_the_same(
            @ForAll("pupils") List<Pupil> pupils, @ForAll @Size(60) List<Integer> part, @ForAll Random random) {
        List<List<Pupil>> parts = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (int i = 0; i < pupils.size(); i++) {
            parts.get(Math.floorMod(part.get(i), 3)).add(pupils.get(i));
        }
        PupilTally a = tally(parts.get(0));
        PupilTally b = PupilTally.ofBytes(tally(parts.get(1)).toBytes());
        PupilTally c = tally(parts.get(2));
        List<Pupil> shuffled = new ArrayList<>(pupils);
        java.util.Collections.shuffle(shuffled, random);

        PupilTally whole = tally(shuffled);

        assertThat(a.plus(b).plus(c)).isEqualTo(whole).hasSameHashCodeAs(whole);
        assertThat(c.plus(a.plus(b))).isEqualTo(whole);
        assertThat(c.plus(b).plus(a).toBytes()).isEqualTo(whole.toBytes());
        assertThat(PupilTally.ofBytes(whole.toBytes())).isEqualTo(whole);
    }

    @Property
    void pupils_counted_once_are_between_the_largest_need_and_the_sum_of_all(@ForAll("pupils") List<Pupil> pupils) {
        List<Pupil> known = pupils.stream()
                .filter(pupil -> pupil.needs().unknown().isEmpty())
                .toList();

        tally(known).enrollments(GROUPS.toArray(PupilGroup[]::new)).values().forEach(counts -> {
            List<BigDecimal> duplicated = NEEDS.stream()
                    .map(need -> counts.count(need).orElseThrow().value())
                    .toList();
            BigDecimal once = counts.count(anyOf(POVERTY, ENGLISH_LEARNER, FOSTER))
                    .orElseThrow()
                    .value();
            assertThat(once)
                    .isLessThanOrEqualTo(duplicated.stream().reduce(BigDecimal.ZERO, BigDecimal::add))
                    .isLessThanOrEqualTo(counts.pupils().value())
                    .isGreaterThanOrEqualTo(
                            duplicated.stream().max(BigDecimal::compareTo).orElseThrow());
        });
    }

    @Property
    void spans_add_up_to_the_grades_in_them(@ForAll("pupils") List<Pupil> pupils) {
        List<Pupil> known = pupils.stream()
                .filter(pupil -> pupil.needs().unknown().isEmpty())
                .toList();
        GradeSpan low = GradeSpan.of("low", "K", "8");
        PupilTally tally = tally(known);
        Map<SchoolId, Enrollment> byGrade = tally.enrollments(POVERTY);
        tally.enrollments(List.of(low), POVERTY).forEach((school, counts) -> {
            Enrollment grades = byGrade.get(school);
            assertThat(counts.count(POVERTY, low)).isEqualTo(grades.count(POVERTY, low));
            for (Grade grade : EnumSet.of(Grade.GRADE_9, Grade.UNGRADED)) {
                assertThat(counts.count(POVERTY, GradeSpan.of(grade)))
                        .isEqualTo(grades.count(POVERTY, GradeSpan.of(grade)));
            }
        });
    }
}
