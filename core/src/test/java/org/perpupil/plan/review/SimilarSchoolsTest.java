package org.perpupil.plan.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.tuple;
import static org.perpupil.plan.review.Plans.school;
import static org.perpupil.pupils.NeedCategory.ENGLISH_LEARNER;
import static org.perpupil.pupils.NeedCategory.POVERTY;
import static org.perpupil.testing.Schools.ELEMENTARY;
import static org.perpupil.testing.Schools.HIGH;
import static org.perpupil.testing.Schools.MIDDLE;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.perpupil.district.District;
import org.perpupil.district.School;
import org.perpupil.district.SchoolId;
import org.perpupil.exact.Rational;
import org.perpupil.plan.review.SimilarSchools.Similar;
import org.perpupil.pupils.Enrollment;
import org.perpupil.pupils.GradeSpan;
import org.perpupil.pupils.NeedCategory;
import org.perpupil.pupils.PupilGroup;

class SimilarSchoolsTest {
    private static final SchoolId ADAMS = SchoolId.of("101");
    private static final School SCHOOL = school("101", ELEMENTARY, 400, 240, 100);

    private static School straddling(String id, long lower, long upper) {
        return School.of(id, "School " + id)
                .enrolling(Enrollment.in(ELEMENTARY)
                        .pupils(lower)
                        .in(MIDDLE)
                        .pupils(upper)
                        .schoolwide()
                        .need(POVERTY, 60)
                        .build())
                .build();
    }

    private static List<String> told(SimilarSchools similar) {
        return similar.all().stream()
                .map(one -> one.school().id() + ": " + one.distance())
                .toList();
    }

    @Test
    void the_distance_is_that_of_size_and_of_each_share() {
        District district = Plans.district(
                school("102", ELEMENTARY, 300, 210, 60),
                school("103", ELEMENTARY, 500, 250, 125),
                SCHOOL,
                school("104", ELEMENTARY, 400, 240, 100));

        SimilarSchools similar = SimilarSchools.to(ADAMS, district, POVERTY, ENGLISH_LEARNER);

        assertThat(similar.school()).isEqualTo(SCHOOL);
        assertThat(similar.all())
                .extracting(one -> one.school().id().value(), Similar::distance)
                .containsExactly(
                        // alike in everything compared
                        tuple("104", Rational.ZERO),
                        // (500 − 400)/500 + |240/400 − 250/500| + |100/400 − 125/500| = 0.2 + 0.1 + 0
                        tuple("103", Rational.of(3, 10)),
                        // (400 − 300)/400 + |240/400 − 210/300| + |100/400 − 60/300| = 0.25 + 0.1 + 0.05
                        tuple("102", Rational.of(2, 5)));
        // 210/300 and 60/300
        assertThat(similar.all().get(2).shares())
                .containsExactly(Map.entry(POVERTY, Rational.of(7, 10)), Map.entry(ENGLISH_LEARNER, Rational.of(1, 5)));
        assertThat(similar).hasToString("3 schools like School 101 (101)");
    }

    @Test
    void the_distance_is_exact() {
        District district = Plans.district(school("101", HIGH, 300, 100, 0), school("102", HIGH, 700, 100, 0));

        // (700 − 300)/700 + |100/300 − 100/700| = 12/21 + 7/21 − 3/21 = 16/21
        assertThat(told(SimilarSchools.to(ADAMS, district, POVERTY))).containsExactly("102: 16/21");
        // the other way round it is the same
        assertThat(told(SimilarSchools.to(SchoolId.of("102"), district, POVERTY)))
                .containsExactly("101: 16/21");
    }

    @Test
    void counts_need_not_be_whole() {
        School half = School.of("102", "Half")
                .enrolling(Enrollment.in(ELEMENTARY)
                        .pupils(new BigDecimal("312.5"))
                        .need(POVERTY, new BigDecimal("62.5"))
                        .build())
                .build();

        // (400 − 312.5)/400 + |240/400 − 62.5/312.5| = 0.21875 + 0.4
        assertThat(told(SimilarSchools.to(ADAMS, Plans.district(SCHOOL, half), POVERTY)))
                .containsExactly("102: 0.61875");
    }

    @Test
    void without_needs_schools_are_compared_by_size() {
        District district = Plans.district(SCHOOL, school("102", ELEMENTARY, 100, 0, 0));

        // (400 − 100)/400
        assertThat(told(SimilarSchools.to(ADAMS, district))).containsExactly("102: 0.75");
    }

    @Test
    void a_need_that_is_named_twice_counts_once() {
        District district = Plans.district(SCHOOL, school("102", ELEMENTARY, 400, 0, 0));

        // |240/400 − 0|
        assertThat(told(SimilarSchools.to(ADAMS, district, POVERTY, POVERTY))).containsExactly("102: 0.6");
    }

    @Test
    void a_combination_of_needs_can_be_compared() {
        PupilGroup both = PupilGroup.allOf(POVERTY, ENGLISH_LEARNER);
        District district = Plans.district(combined("101", both, 40), combined("102", both, 10));

        // |40/100 − 10/100|
        assertThat(told(SimilarSchools.to(ADAMS, district, both))).containsExactly("102: 0.3");
    }

    private static School combined(String id, PupilGroup both, long count) {
        return School.of(id, "School " + id)
                .enrolling(Enrollment.in(HIGH)
                        .pupils(100)
                        .need(POVERTY, 50)
                        .need(ENGLISH_LEARNER, 50)
                        .need(both, count)
                        .build())
                .build();
    }

    @Test
    void only_schools_of_the_same_level_are_compared() {
        District district = Plans.district(
                SCHOOL,
                school("102", MIDDLE, 400, 240, 100),
                straddling("103", 200, 100),
                school("104", GradeSpan.of("primary", "K", "3"), 400, 240, 100),
                straddling("105", 100, 100));

        // part of a level is that level
        assertThat(told(SimilarSchools.to(ADAMS, district, POVERTY))).containsExactly("104: 0");
        assertThat(told(SimilarSchools.to(SchoolId.of("102"), district, POVERTY)))
                .isEmpty();
        // K–8 schools among themselves: (300 − 200)/300 + |60/300 − 60/200| = 1/3 + 1/10 = 13/30
        assertThat(told(SimilarSchools.to(SchoolId.of("103"), district, POVERTY)))
                .containsExactly("105: 13/30");
    }

    @Test
    void a_grade_without_pupils_makes_no_other_level() {
        District district = Plans.district(straddling("101", 200, 0), straddling("102", 100, 0));

        // (200 − 100)/200 + |60/200 − 60/100| = 0.5 + 0.3
        assertThat(told(SimilarSchools.to(ADAMS, district, POVERTY))).containsExactly("102: 0.8");
    }

    @Test
    void in_a_district_without_levels_all_schools_are_compared() {
        District district = District.named("Unified District")
                .school(SCHOOL)
                .school(school("102", HIGH, 400, 240, 100))
                .school(straddling("103", 300, 100))
                .build();

        // |240/400 − 60/400| = 0.45
        assertThat(told(SimilarSchools.to(ADAMS, district, POVERTY))).containsExactly("102: 0", "103: 0.45");
    }

    @Test
    void equally_similar_schools_stand_in_order_of_id() {
        District district = Plans.district(
                school("9", ELEMENTARY, 320, 192, 0),
                school("110", ELEMENTARY, 500, 300, 0),
                SCHOOL,
                school("20", ELEMENTARY, 320, 192, 0));

        List<SchoolId> ids = SimilarSchools.to(ADAMS, district, POVERTY).all().stream()
                .map(one -> one.school().id())
                .toList();

        // (400 − 320)/400 = (500 − 400)/500 = 0.2
        assertThat(told(SimilarSchools.to(ADAMS, district, POVERTY))).allMatch(text -> text.endsWith(": 0.2"));
        assertThat(ids).hasSize(3).isSorted();
    }

    @Test
    void the_nearest_are_at_most_so_many() {
        District district =
                Plans.district(SCHOOL, school("102", ELEMENTARY, 200, 0, 0), school("103", ELEMENTARY, 300, 0, 0));
        SimilarSchools similar = SimilarSchools.to(ADAMS, district);

        assertThat(similar.nearest(1)).extracting(one -> one.school().id()).containsExactly(SchoolId.of("103"));
        assertThat(similar.nearest(2)).isEqualTo(similar.all());
        assertThat(similar.nearest(99)).isEqualTo(similar.all());
        assertThat(similar.nearest(0)).isEmpty();
    }

    @Test
    void a_school_without_others_of_its_level_has_none_like_it() {
        SimilarSchools alone = SimilarSchools.to(ADAMS, Plans.district(SCHOOL), POVERTY);

        assertThat(alone.all()).isEmpty();
        assertThat(alone.nearest(5)).isEmpty();
        assertThat(alone.notComparable()).isEmpty();
    }

    @Test
    void schools_of_which_a_need_is_not_known_are_told_with_the_reason() {
        School unknown = School.of("104", "School 104")
                .enrolling(
                        Enrollment.in(ELEMENTARY).pupils(100).need(POVERTY, 0).build())
                .build();
        School inPart = School.of("103", "School 103")
                .enrolling(Enrollment.in(GradeSpan.of("primary", "K", "3"))
                        .pupils(100)
                        .need(POVERTY, 40)
                        .in(GradeSpan.of("upper", "4", "5"))
                        .pupils(50)
                        .build())
                .build();
        School otherLevel = School.of("105", "School 105")
                .enrolling(Enrollment.in(MIDDLE).pupils(100).build())
                .build();
        SimilarSchools similar = SimilarSchools.to(
                ADAMS,
                Plans.district(unknown, inPart, otherLevel, SCHOOL, school("102", ELEMENTARY, 400, 0, 0)),
                POVERTY,
                ENGLISH_LEARNER);

        assertThat(similar.notComparable())
                .containsExactly(
                        // known for the lower grades only
                        Map.entry(SchoolId.of("103"), "its pupils with poverty are not known"),
                        Map.entry(SchoolId.of("104"), "its pupils with English learner are not known"));
        assertThat(similar.all()).extracting(one -> one.school().id()).containsExactly(SchoolId.of("102"));
    }

    @Test
    void schools_without_pupils_are_told_with_the_reason() {
        District district = District.named("Unified District")
                .school(SCHOOL)
                .school(school("102", ELEMENTARY, 0, 0, 0))
                .build();
        SimilarSchools similar = SimilarSchools.to(ADAMS, district, POVERTY);

        assertThat(similar.notComparable()).containsExactly(Map.entry(SchoolId.of("102"), "it has no pupils"));
        assertThat(similar.all()).isEmpty();
    }

    @Test
    void refuses_a_school_that_is_not_there() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SimilarSchools.to(SchoolId.of("999"), Plans.district(SCHOOL), POVERTY))
                .withMessage("Unified District has no school 999");
    }

    @Test
    void refuses_a_school_that_cannot_be_compared_itself() {
        District district = Plans.district(SCHOOL, school("102", ELEMENTARY, 0, 0, 0));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> SimilarSchools.to(ADAMS, district, POVERTY, NeedCategory.FOSTER))
                .withMessage("School 101 (101) cannot be compared: its pupils with foster are not known");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SimilarSchools.to(SchoolId.of("102"), district))
                .withMessage("School 102 (102) cannot be compared: it has no pupils");
    }

    @Test
    @SuppressWarnings("NullAway")
    void refuses_null() {
        assertThatNullPointerException()
                .isThrownBy(() -> new Similar(null, Rational.ZERO, Rational.ZERO, Map.of()))
                .withMessage("school");
        assertThatNullPointerException()
                .isThrownBy(() -> new Similar(SCHOOL, null, Rational.ZERO, Map.of()))
                .withMessage("distance");
        assertThatNullPointerException().isThrownBy(() -> SimilarSchools.to(ADAMS, null, POVERTY));
    }

    @Test
    void lists_schools_of_which_nobody_can_tell_the_level() {
        School empty = Plans.school("102", ELEMENTARY, 0, 0, 0);
        School whole = School.of("103", "Whole")
                .enrolling(Enrollment.in(GradeSpan.ALL_GRADES)
                        .pupils(50)
                        .need(POVERTY, 5)
                        .build())
                .build();

        SimilarSchools similar = SimilarSchools.to(ADAMS, Plans.district(SCHOOL, empty, whole), POVERTY);

        assertThat(similar.all()).isEmpty();
        assertThat(similar.notComparable())
                .containsExactly(
                        Map.entry(SchoolId.of("102"), "it has no pupils"),
                        Map.entry(
                                SchoolId.of("103"),
                                "its pupils are not counted by grade, so that its level is not known"));
    }

    @Test
    void refuses_fewer_than_no_schools() {
        SimilarSchools similar = SimilarSchools.to(ADAMS, Plans.district(SCHOOL), POVERTY);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> similar.nearest(-1))
                .withMessage("cannot give the nearest -1 schools; ask for 0 or more");
    }
}
