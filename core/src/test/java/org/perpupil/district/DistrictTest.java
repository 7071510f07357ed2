package org.perpupil.district;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSortedMap;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import nl.jqno.equalsverifier.EqualsVerifier;
import nl.jqno.equalsverifier.Warning;
import org.junit.jupiter.api.Test;
import org.perpupil.money.Money;
import org.perpupil.problem.Problem;
import org.perpupil.problem.ProblemException;
import org.perpupil.pupils.Enrollment;
import org.perpupil.pupils.Grade;
import org.perpupil.pupils.GradeSpan;
import org.perpupil.pupils.PupilCount;
import org.perpupil.revenue.RevenueSource;
import org.perpupil.revenue.SourceId;

class DistrictTest {
    private static final GradeSpan ELEMENTARY = GradeSpan.of("elementary", "K", "5");
    private static final GradeSpan MIDDLE = GradeSpan.of("middle", "6", "8");
    private static final GradeSpan HIGH = GradeSpan.of("high", "9", "12");
    private static final School LINCOLN = school("101", "Lincoln", ELEMENTARY);
    private static final School ADAMS = school("102", "Adams", MIDDLE);
    private static final School CENTRAL = school("2", "Central", HIGH);
    private static final RevenueSource GENERAL = RevenueSource.local("general", "General fund");
    private static final RevenueSource TITLE_I = RevenueSource.federal("title-i", "Title I");

    private static School school(String id, String name, GradeSpan... spans) {
        Enrollment.Builder counts = Enrollment.in(spans[0]);
        for (GradeSpan span : spans) {
            counts.in(span).pupils(100);
        }
        return School.of(id, name).enrolling(counts.build()).build();
    }

    private static District.Builder unified() {
        return District.named("Unified").levels(ELEMENTARY, MIDDLE, HIGH);
    }

    private static List<Problem> problemsOf(District.Builder builder) {
        return catchThrowableOfType(ProblemException.class, builder::build).problems();
    }

    @Test
    void schools_come_in_order_of_id() {
        District district = unified().schools(List.of(CENTRAL, ADAMS, LINCOLN)).build();

        // character by character: 101, 102, 2
        assertThat(district.schools()).containsExactly(LINCOLN, ADAMS, CENTRAL);
    }

    @Test
    void the_order_in_which_schools_are_given_changes_nothing() {
        District one = unified().school(LINCOLN).school(ADAMS).build();
        District other = unified().school(ADAMS).school(LINCOLN).build();

        assertThat(other).isEqualTo(one).hasSameHashCodeAs(one);
        assertThat(other.schools()).containsExactlyElementsOf(one.schools());
    }

    @Test
    void a_school_is_found_by_id() {
        District district = unified().school(LINCOLN).build();

        assertThat(district.school(SchoolId.of("101"))).contains(LINCOLN);
        assertThat(district.school(SchoolId.of("0101"))).isEmpty();
    }

    @Test
    void the_currency_is_dollars_unless_said_otherwise() {
        assertThat(unified().build().currencySign()).isEqualTo("$");
        assertThat(unified().currency("£").build().currencySign()).isEqualTo("£");
    }

    @Test
    void pupils_are_those_of_every_school() {
        School fractional = School.of("103", "Annex")
                .enrolling(Enrollment.in(HIGH).pupils(new BigDecimal("12.5")).build())
                .build();

        // 100 + 100 + 12.5
        assertThat(unified()
                        .school(LINCOLN)
                        .school(ADAMS)
                        .school(fractional)
                        .build()
                        .pupils())
                .isEqualTo(PupilCount.parse("212.5"));
        assertThat(unified().build().pupils()).isEqualTo(PupilCount.ZERO);
    }

    @Test
    void the_level_of_a_school_is_where_its_pupils_are() {
        District district = unified().build();

        assertThat(district.levelOf(LINCOLN)).isEqualTo("elementary");
        assertThat(district.levelOf(CENTRAL)).isEqualTo("high");
    }

    @Test
    void a_school_that_straddles_levels_has_the_names_of_all() {
        District district = unified().build();

        assertThat(district.levelOf(school("1", "K–8", MIDDLE, ELEMENTARY))).isEqualTo("elementary + middle");
        assertThat(district.levelOf(school("2", "7–12", GradeSpan.of("7–12", "7", "12"))))
                .isEqualTo("middle + high");
        assertThat(district.levelOf(school("3", "All", GradeSpan.ALL_GRADES))).isEqualTo("elementary + middle + high");
    }

    @Test
    void a_span_without_pupils_does_not_make_a_school_straddle() {
        School school = School.of("1", "Growing")
                .enrolling(Enrollment.in(ELEMENTARY)
                        .pupils(100)
                        .in(MIDDLE)
                        .pupils(0)
                        .build())
                .build();

        assertThat(unified().build().levelOf(school)).isEqualTo("elementary");
    }

    @Test
    void a_school_whose_grades_are_in_no_level_is_other() {
        District district = unified().build();

        assertThat(district.levelOf(school("1", "Early", GradeSpan.of(Grade.PRE_KINDERGARTEN))))
                .isEqualTo("other");
        assertThat(district.levelOf(school("2", "Adults", GradeSpan.of(Grade.UNGRADED))))
                .isEqualTo("other");
        assertThat(District.named("No levels").build().levelOf(LINCOLN)).isEqualTo("other");
    }

    @Test
    void revenue_is_found_by_source() {
        District district = unified()
                .revenue(GENERAL, Money.ofDollars(1_000_000))
                .revenue(SourceId.of("title-i"), Money.ZERO)
                .build();

        assertThat(district.revenue(GENERAL.id())).contains(Money.ofDollars(1_000_000));
        assertThat(district.revenue(TITLE_I.id())).contains(Money.ZERO);
        assertThat(district.revenue(SourceId.of("grant"))).isEmpty();
        assertThat(district.revenues())
                .containsExactly(
                        Map.entry(GENERAL.id(), Money.ofDollars(1_000_000)), Map.entry(TITLE_I.id(), Money.ZERO));
    }

    @Test
    void levels_come_in_the_order_given() {
        assertThat(District.named("Unified").levels(HIGH, ELEMENTARY).build().levels())
                .containsExactly(HIGH, ELEMENTARY);
    }

    @Test
    void refuses_to_have_no_name() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> District.named(" "))
                .withMessage("a district has a name");
    }

    @Test
    void refuses_two_schools_with_one_id() {
        assertThat(problemsOf(unified().school(LINCOLN).school(school("101", "Adams", MIDDLE))))
                .containsExactly(new Problem(
                        "school.twice",
                        "school 101",
                        "\"Lincoln\" and \"Adams\"",
                        "one school for an id",
                        "Remove one of the two, or correct its id."));
    }

    @Test
    void refuses_levels_with_a_common_grade() {
        assertThat(problemsOf(District.named("Unified").levels(ELEMENTARY, GradeSpan.of("middle", "5", "8"))))
                .containsExactly(new Problem(
                        "level.overlap",
                        "levels",
                        "elementary (K–5) and middle (5–8)",
                        "levels without a common grade",
                        "Change the grades of one of them."));
    }

    @Test
    void refuses_two_amounts_for_one_source() {
        assertThat(problemsOf(unified().revenue(GENERAL, Money.ofDollars(1)).revenue(GENERAL, Money.ofDollars(2))))
                .containsExactly(new Problem(
                        "revenue.twice",
                        "revenue general",
                        "1.00 and 2.00",
                        "one amount for a source",
                        "Add the two, or name two sources."));
    }

    @Test
    void refuses_a_negative_amount() {
        assertThat(problemsOf(unified().revenue(GENERAL, Money.ofCents(-1))))
                .containsExactly(new Problem(
                        "revenue.negative", "revenue general", "-0.01", "0 or more", "Correct the amount."));
    }

    @Test
    void tells_every_fault_at_once() {
        District.Builder builder = unified()
                .levels(List.of(GradeSpan.of("seniors", "12", "12")))
                .schools(List.of(LINCOLN, ADAMS, LINCOLN, ADAMS, LINCOLN))
                .revenue(GENERAL, Money.ofDollars(1))
                .revenue(GENERAL, Money.ofDollars(2))
                .revenue(TITLE_I, Money.ofDollars(-3));

        assertThat(problemsOf(builder))
                .extracting(Problem::code)
                .containsExactlyInAnyOrder(
                        "revenue.twice",
                        "revenue.negative",
                        "school.twice", // Lincoln's second
                        "school.twice", // Adams's second
                        "school.twice", // Lincoln's third
                        "level.overlap");
        assertThat(problemsOf(builder)).as("told again").hasSize(6);
    }

    @Test
    void the_message_names_the_district() {
        District.Builder builder = unified().revenue(GENERAL, Money.ofCents(-1));

        assertThat(catchThrowableOfType(ProblemException.class, builder::build)).hasMessage("""
                        district "Unified" cannot be built; 1 problem:
                          revenue general: found -0.01; allowed: 0 or more. Correct the amount.""");
    }

    @Test
    void what_is_added_later_does_not_reach_what_was_built() {
        District.Builder builder = unified().school(LINCOLN);
        District before = builder.build();

        builder.school(ADAMS)
                .revenue(GENERAL, Money.ofDollars(1))
                .currency("£")
                .levels(GradeSpan.of("pre", "PK", "TK"));

        assertThat(before).isEqualTo(unified().school(LINCOLN).build());
    }

    @Test
    void another_revenue_or_school_leaves_the_rest_as_it_is() {
        District district = unified()
                .school(LINCOLN)
                .school(ADAMS)
                .revenue(GENERAL, Money.ofDollars(10))
                .build();
        School smaller = school("102", "Adams, smaller", MIDDLE);

        assertThat(district.withRevenue(GENERAL.id(), Money.ofDollars(9)))
                .isEqualTo(unified()
                        .school(LINCOLN)
                        .school(ADAMS)
                        .revenue(GENERAL, Money.ofDollars(9))
                        .build());
        assertThat(district.withRevenue(TITLE_I.id(), Money.ofDollars(1)).revenues())
                .containsExactly(
                        Map.entry(GENERAL.id(), Money.ofDollars(10)), Map.entry(TITLE_I.id(), Money.ofDollars(1)));
        assertThat(district.withSchools(List.of(smaller)))
                .isEqualTo(unified()
                        .school(LINCOLN)
                        .school(smaller)
                        .revenue(GENERAL, Money.ofDollars(10))
                        .build());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> district.withSchools(List.of(CENTRAL)))
                .withMessage("Unified, 2 schools has no school 2");
        assertThat(catchThrowableOfType(
                                ProblemException.class, () -> district.withRevenue(GENERAL.id(), Money.ofCents(-1)))
                        .problems())
                .extracting(Problem::code)
                .containsExactly("revenue.negative");
    }

    @Test
    void prints_name_and_size() {
        assertThat(unified().school(LINCOLN).school(ADAMS).build()).hasToString("Unified, 2 schools");
    }

    @Test
    void equals_means_everything_is_the_same() {
        EqualsVerifier.forClass(District.class)
                .withPrefabValues(ImmutableList.class, ImmutableList.of(1), ImmutableList.of(2))
                .withPrefabValues(ImmutableMap.class, ImmutableMap.of("one", 1), ImmutableMap.of("two", 2))
                .withPrefabValues(
                        ImmutableSortedMap.class, ImmutableSortedMap.of("one", 1), ImmutableSortedMap.of("two", 2))
                .suppress(Warning.NULL_FIELDS) // the builder fills all
                .suppress(Warning.STRICT_HASHCODE) // name and schools tell districts apart well enough
                .verify();
    }

    @Test
    void refuses_null() {
        assertThatNullPointerException().isThrownBy(() -> District.named(null));
        assertThatNullPointerException()
                .isThrownBy(() -> unified().currency(null))
                .withMessage("sign");
        assertThatNullPointerException()
                .isThrownBy(() -> unified().school(null))
                .withMessage("school");
        assertThatNullPointerException().isThrownBy(() -> unified().levels((GradeSpan) null));
        assertThatNullPointerException()
                .isThrownBy(() -> unified().revenue((SourceId) null, Money.ZERO))
                .withMessage("source");
        assertThatNullPointerException()
                .isThrownBy(() -> unified().revenue(GENERAL, null))
                .withMessage("amount");
    }
}
