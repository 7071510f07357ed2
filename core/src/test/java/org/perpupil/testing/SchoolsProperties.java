package org.perpupil.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.function.Predicate;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import net.jqwik.api.statistics.StatisticsReport.StatisticsReportMode;
import org.perpupil.district.District;
import org.perpupil.district.School;
import org.perpupil.district.SchoolId;
import org.perpupil.pupils.Enrollment;
import org.perpupil.pupils.GradeSpan;
import org.perpupil.pupils.NeedCategory;
import org.perpupil.pupils.PupilCount;
import org.perpupil.pupils.PupilGroup;

@Domain(Schools.class)
@Domain(DomainContext.Global.class)
class SchoolsProperties {

    @Provide
    Arbitrary<District> completeDistricts() {
        return Schools.districts(true);
    }

    @Provide
    Arbitrary<School> completeSchools() {
        return Schools.schools(true);
    }

    @Provide
    Arbitrary<Enrollment> completeEnrollments() {
        return Schools.enrollments(true);
    }

    @Property(tries = 300)
    @StatisticsReport(StatisticsReportMode.OFF)
    void districts_have_the_rare_cases(@ForAll District district) {
        covers("one school", 1, district.schools().size() == 1);
        covers("several schools", 50, district.schools().size() > 1);
        covers("straddling", 50, any(district, SchoolsProperties::straddles));
        covers("fractional", 50, any(district, SchoolsProperties::isFractional));
        covers("zero need", 30, any(district, SchoolsProperties::hasAZeroNeed));
        covers("missing need", 30, any(district, SchoolsProperties::missesANeed));
        covers("missing need in one school and known in another", 20, knowsSomewhereOnly(district));
    }

    @Property(tries = 1000)
    @StatisticsReport(StatisticsReportMode.OFF)
    void schools_have_the_rare_cases(@ForAll School school) {
        Enrollment enrollment = school.enrollment();
        covers("straddling", 20, straddles(enrollment));
        covers("K–8", 5, enrollment.spans().contains(Schools.ELEMENTARY) && straddles(enrollment));
        covers("7–12", 5, enrollment.spans().contains(Schools.HIGH) && straddles(enrollment));
        covers("fractional", 20, isFractional(enrollment));
        covers("whole", 20, !isFractional(enrollment));
        covers("zero need", 5, hasAZeroNeed(enrollment));
        covers("every pupil has a need", 5, hasANeedOfEveryPupil(enrollment));
        covers("missing need", 10, missesANeed(enrollment));
        covers("charter", 5, school.flag("charter").orElseThrow());
        covers("small", 3, enrollment.pupils().compareTo(PupilCount.of(20)) <= 0);
        covers("large", 20, enrollment.pupils().compareTo(PupilCount.of(600)) > 0);
    }

    @Property(tries = 200)
    void a_district_is_what_the_domain_says(@ForAll District district) {
        assertThat(district.schools()).hasSizeBetween(1, 12);
        assertThat(district.levels()).isEqualTo(Schools.LEVELS);
        assertThat(district.currencySign()).isEqualTo("$");
        assertThat(district.revenues()).isEmpty();
    }

    @Property(tries = 500)
    void a_school_has_every_fact(@ForAll School school) {
        assertThat(school.facts()).containsOnlyKeys("type", "miles", "last year", "charter");
        assertThat(school.text("type").orElseThrow()).isEqualTo(typeBy(school.enrollment()));
        assertThat(school.number("miles").orElseThrow()).isBetween(BigDecimal.ZERO, BigDecimal.valueOf(60));
        assertThat(school.money("last year").orElseThrow().isNegative()).isFalse();
        assertThat(school.flag("charter")).isPresent();
    }

    @Property(tries = 500)
    void pupils_are_counted_by_level(@ForAll Enrollment enrollment) {
        assertThat(enrollment.spans()).hasSizeBetween(1, 2).isSubsetOf(Schools.LEVELS);
        assertThat(enrollment.groups()).first().isEqualTo(NeedCategory.ALL_PUPILS);
        for (GradeSpan span : enrollment.spans()) {
            assertThat(enrollment.count(NeedCategory.ALL_PUPILS, span).orElseThrow())
                    .isGreaterThanOrEqualTo(PupilCount.of(1));
        }
    }

    @Property(tries = 500)
    void counts_have_three_decimals_at_most(@ForAll Enrollment enrollment) {
        for (PupilGroup group : enrollment.groups()) {
            assertThat(enrollment.cells(group).values())
                    .allSatisfy(count -> assertThat(count.value().scale()).isBetween(0, 3));
        }
    }

    @Property(tries = 500)
    void an_id_has_no_blanks(@ForAll SchoolId id) {
        assertThat(id.value()).matches("[KX]?\\d{1,5}");
    }

    @Property(tries = 100)
    void a_complete_district_knows_every_need(@ForAll("completeDistricts") District district) {
        assertThat(any(district, SchoolsProperties::missesANeed)).isFalse();
    }

    @Property(tries = 200)
    void a_complete_school_knows_every_need(@ForAll("completeSchools") School school) {
        assertThat(missesANeed(school.enrollment())).isFalse();
    }

    @Property(tries = 200)
    void a_complete_enrollment_knows_every_need(@ForAll("completeEnrollments") Enrollment enrollment) {
        assertThat(missesANeed(enrollment)).isFalse();
    }

    private static void covers(String label, double percent, boolean drawn) {
        Statistics.label(label)
                .collect(drawn)
                .coverage(coverage -> coverage.check(true).percentage(share -> share >= percent / 4));
    }

    private static boolean any(District district, Predicate<Enrollment> such) {
        return district.schools().stream().map(School::enrollment).anyMatch(such);
    }

    private static boolean straddles(Enrollment enrollment) {
        return enrollment.spans().size() > 1;
    }

    private static boolean isFractional(Enrollment enrollment) {
        return enrollment.pupils().value().scale() > 0;
    }

    private static boolean hasAZeroNeed(Enrollment enrollment) {
        return Schools.NEEDS.stream().anyMatch(need -> enrollment.count(need).equals(Optional.of(PupilCount.ZERO)));
    }

    private static boolean hasANeedOfEveryPupil(Enrollment enrollment) {
        return Schools.NEEDS.stream().anyMatch(need -> enrollment.count(need).equals(Optional.of(enrollment.pupils())));
    }

    private static boolean missesANeed(Enrollment enrollment) {
        return Schools.NEEDS.stream().anyMatch(need -> enrollment.count(need).isEmpty());
    }

    private static boolean knowsSomewhereOnly(District district) {
        return Schools.NEEDS.stream()
                .anyMatch(need -> any(
                                district, enrollment -> enrollment.count(need).isEmpty())
                        && any(district, enrollment -> enrollment.count(need).isPresent()));
    }

    private static String typeBy(Enrollment enrollment) {
        if (straddles(enrollment)) {
            return "S";
        }
        GradeSpan only = enrollment.spans().iterator().next();
        return only.equals(Schools.ELEMENTARY) ? "E" : only.equals(Schools.MIDDLE) ? "M" : "H";
    }
}
