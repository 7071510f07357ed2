package org.perpupil.plan.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.perpupil.pupils.NeedCategory.ENGLISH_LEARNER;
import static org.perpupil.pupils.NeedCategory.POVERTY;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import net.jqwik.api.statistics.Statistics;
import org.perpupil.district.District;
import org.perpupil.district.School;
import org.perpupil.district.SchoolId;
import org.perpupil.exact.Rational;
import org.perpupil.plan.review.SimilarSchools.Similar;
import org.perpupil.pupils.Enrollment;
import org.perpupil.pupils.PupilGroup;
import org.perpupil.testing.Schools;

@Domain(Schools.class)
@Domain(DomainContext.Global.class)
class SimilarSchoolsProperties {
    private static final PupilGroup[] NEEDS = {POVERTY, ENGLISH_LEARNER};

    @Provide
    Arbitrary<District> complete() {
        return Schools.districts(true);
    }

    /** Three schools of one level, small enough that equal ones are drawn. */
    @Provide
    Arbitrary<District> three() {
        Arbitrary<Enrollment> counts = Combinators.combine(
                        Arbitraries.integers().between(1, 6),
                        Arbitraries.integers().between(0, 6),
                        Arbitraries.integers().between(0, 6))
                .as((pupils, poor, learners) -> Enrollment.in(Schools.MIDDLE)
                        .pupils(pupils)
                        .need(POVERTY, Math.min(pupils, poor))
                        .need(ENGLISH_LEARNER, Math.min(pupils, learners))
                        .build());
        return counts.list()
                .ofSize(3)
                .map(all -> Plans.district(named("1", all.get(0)), named("2", all.get(1)), named("3", all.get(2))));
    }

    private static School named(String id, Enrollment counts) {
        return School.of(id, "School " + id).enrolling(counts).build();
    }

    private static Map<SchoolId, Rational> distances(SchoolId from, District district) {
        Map<SchoolId, Rational> distances = new LinkedHashMap<>();
        SimilarSchools.to(from, district, NEEDS)
                .all()
                .forEach(one -> distances.put(one.school().id(), one.distance()));
        return distances;
    }

    private static Rational distance(District district, String from, String to) {
        return distances(SchoolId.of(from), district).getOrDefault(SchoolId.of(to), Rational.of(-1));
    }

    private static Rational share(School school, PupilGroup need) {
        return Rational.of(school.enrollment().count(need).orElseThrow().value())
                .dividedBy(Rational.of(school.enrollment().pupils().value()));
    }

    @Property(tries = 300)
    void every_school_of_the_level_is_compared_or_told_with_a_reason(@ForAll District district) {
        boolean left = false;
        for (School school : district.schools()) {
            if (Stream.of(NEEDS)
                    .anyMatch(need -> school.enrollment().count(need).isEmpty())) {
                continue;
            }
            SimilarSchools similar = SimilarSchools.to(school.id(), district, NEEDS);
            List<SchoolId> told = new ArrayList<>(similar.notComparable().keySet());
            similar.all().forEach(one -> told.add(one.school().id()));
            told.add(school.id());

            assertThat(told)
                    .containsExactlyInAnyOrderElementsOf(district.schools().stream()
                            .filter(other -> district.levelOf(other).equals(district.levelOf(school)))
                            .map(School::id)
                            .toList());
            left |= !similar.notComparable().isEmpty();
        }
        Statistics.label("a school that cannot be compared")
                .collect(left)
                .coverage(checker -> checker.check(true).percentage(share -> share > 1.25));
    }

    @Property(tries = 300)
    void the_most_similar_come_first_and_equal_ones_in_order_of_id(@ForAll("complete") District district) {
        boolean several = false;
        for (School school : district.schools()) {
            List<Similar> all = SimilarSchools.to(school.id(), district, NEEDS).all();

            assertThat(all)
                    .isSortedAccordingTo(Comparator.comparing(Similar::distance)
                            .thenComparing(one -> one.school().id()));
            several |= all.size() > 1;
        }
        Statistics.label("several schools of a level")
                .collect(several)
                .coverage(checker -> checker.check(true).percentage(share -> share > 5));
    }

    @Property(tries = 300)
    void the_distance_is_what_the_smaller_lacks_of_the_larger_and_what_shares_differ_by(
            @ForAll("complete") District district) {
        for (School school : district.schools()) {
            for (Similar one : SimilarSchools.to(school.id(), district, NEEDS).all()) {
                Rational pupils = Rational.of(school.enrollment().pupils().value());
                Rational others = Rational.of(one.school().enrollment().pupils().value());
                Rational expected = Rational.ONE_WHOLE.minus(pupils.min(others).dividedBy(pupils.max(others)));
                for (PupilGroup need : NEEDS) {
                    Rational mine = share(school, need);
                    Rational theirs = share(one.school(), need);
                    expected = expected.plus(mine.max(theirs).minus(mine.min(theirs)));
                    assertThat(one.shares()).containsEntry(need, theirs);
                }

                assertThat(one.distance()).isEqualTo(expected);
                // less than 1 for the size, since both have pupils, and at most 1 for each need
                assertThat(one.distance()).isGreaterThanOrEqualTo(Rational.ZERO).isLessThan(Rational.of(3));
            }
        }
    }

    @Property(tries = 300)
    void it_is_as_far_there_as_back(@ForAll("complete") District district) {
        for (School school : district.schools()) {
            distances(school.id(), district)
                    .forEach((other, there) ->
                            assertThat(distances(other, district)).containsEntry(school.id(), there));
        }
    }

    @Property
    void a_detour_is_never_shorter(@ForAll("three") District district) {
        Rational direct = distance(district, "1", "3");
        Rational detour = distance(district, "1", "2").plus(distance(district, "2", "3"));

        assertThat(direct).isLessThanOrEqualTo(detour);
        Statistics.label("as long as the direct way")
                .collect(direct.equals(detour))
                .coverage(checker -> checker.check(true).percentage(share -> share > 0.25));
    }

    @Property
    void the_distance_is_0_for_schools_alike_in_everything_compared_and_for_no_others(
            @ForAll("three") District district) {
        List<School> schools = district.schools();
        boolean alike = schools.get(0).enrollment().equals(schools.get(1).enrollment());

        assertThat(distance(district, "1", "2").isZero()).isEqualTo(alike);
        Statistics.label("alike")
                .collect(alike)
                .coverage(checker -> checker.check(true).percentage(share -> share > 0.125));
    }

    @Property(tries = 300)
    void a_school_with_the_same_counts_is_the_most_similar(
            @ForAll("complete") District district, @ForAll Random random) {
        List<School> schools = new ArrayList<>(district.schools());
        School school = schools.get(random.nextInt(schools.size()));
        School twin = School.of("TWIN", "Twin").enrolling(school.enrollment()).build();
        schools.add(twin);

        List<Similar> all = SimilarSchools.to(school.id(), Plans.district(schools.toArray(School[]::new)), NEEDS)
                .all();

        assertThat(all)
                .filteredOn(one -> one.distance().isZero())
                .anyMatch(one -> one.school().equals(twin));
        assertThat(all.get(0).distance()).isEqualTo(Rational.ZERO);
    }

    @Property(tries = 300)
    void the_order_in_which_schools_and_needs_are_given_changes_nothing(
            @ForAll("complete") District district, @ForAll Random random) {
        List<School> shuffled = new ArrayList<>(district.schools());
        Collections.shuffle(shuffled, random);
        District other = Plans.district(shuffled.toArray(School[]::new));

        for (School school : district.schools()) {
            SimilarSchools one = SimilarSchools.to(school.id(), district, POVERTY, ENGLISH_LEARNER);
            SimilarSchools two = SimilarSchools.to(school.id(), other, ENGLISH_LEARNER, POVERTY);

            assertThat(two.all()).isEqualTo(one.all());
            assertThat(two.notComparable()).isEqualTo(one.notComparable());
        }
    }

    @Property(tries = 300)
    void one_more_need_never_makes_schools_more_alike(@ForAll("complete") District district) {
        for (School school : district.schools()) {
            Map<SchoolId, Rational> finer = distances(school.id(), district);
            SimilarSchools.to(school.id(), district, POVERTY)
                    .all()
                    .forEach(one -> assertThat(finer.get(one.school().id())).isGreaterThanOrEqualTo(one.distance()));
        }
    }
}
