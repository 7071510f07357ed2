package org.perpupil.district;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSortedMap;
import java.math.BigDecimal;
import java.util.Map;
import nl.jqno.equalsverifier.EqualsVerifier;
import nl.jqno.equalsverifier.Warning;
import org.junit.jupiter.api.Test;
import org.perpupil.money.Money;
import org.perpupil.problem.Missing;
import org.perpupil.pupils.CountBasis;
import org.perpupil.pupils.Enrollment;
import org.perpupil.testing.Schools;

class SchoolTest {
    private static final CountBasis ATTENDANCE = new CountBasis("attendance");
    private static final Enrollment ENROLLED = counts(412);
    private static final Enrollment ATTENDING = counts(398);

    private static Enrollment counts(long pupils) {
        return Enrollment.in(Schools.ELEMENTARY).pupils(pupils).build();
    }

    private static School.Builder lincoln() {
        return School.of("101", "Lincoln").enrolling(ENROLLED);
    }

    @Test
    void the_first_counts_hold_where_no_basis_is_named() {
        School current = School.of("101", "Lincoln")
                .enrolling(ENROLLED)
                .enrolling(ATTENDANCE, ATTENDING)
                .build();
        School attendance = School.of("101", "Lincoln")
                .enrolling(ATTENDANCE, ATTENDING)
                .enrolling(ENROLLED)
                .build();

        assertThat(current.enrollment()).isEqualTo(ENROLLED);
        assertThat(attendance.enrollment()).isEqualTo(ATTENDING);
        assertThat(attendance.enrollments())
                .containsExactly(Map.entry(ATTENDANCE, ATTENDING), Map.entry(CountBasis.CURRENT, ENROLLED));
    }

    @Test
    void counts_on_a_basis_are_found_by_it() {
        School school = lincoln().enrolling(ATTENDANCE, ATTENDING).build();

        assertThat(school.enrollment(ATTENDANCE)).contains(ATTENDING);
        assertThat(school.enrollment(CountBasis.CURRENT)).contains(ENROLLED);
        assertThat(school.enrollment(new CountBasis("last year"))).isEmpty();
    }

    @Test
    void refuses_two_counts_on_one_basis() {
        assertThatIllegalStateException()
                .isThrownBy(() -> lincoln().enrolling(ATTENDING))
                .withMessage("Lincoln already has current counts");
    }

    @Test
    void refuses_to_have_no_counts() {
        assertThatIllegalStateException()
                .isThrownBy(() -> School.of("101", "Lincoln").build())
                .withMessage("Lincoln has no counts of pupils; call enrolling(…)");
    }

    @Test
    void refuses_to_have_no_name() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> School.of("101", " "))
                .withMessage("school 101 has no name");
    }

    @Test
    void facts_are_found_by_name_and_kind() {
        School school = lincoln()
                .number("miles", new BigDecimal("3.50"))
                .money("last year", Money.ofDollars(2_500_000))
                .text("type", "E")
                .flag("charter", false)
                .build();

        assertThat(school.number("miles")).contains(new BigDecimal("3.5"));
        assertThat(school.money("last year")).contains(Money.ofDollars(2_500_000));
        assertThat(school.text("type")).contains("E");
        assertThat(school.flag("charter")).contains(false);
    }

    @Test
    void a_fact_that_is_not_given_is_neither_zero_nor_no() {
        School school = lincoln().build();

        assertThat(school.number("miles")).isEmpty();
        assertThat(school.money("last year")).isEmpty();
        assertThat(school.text("type")).isEmpty();
        assertThat(school.flag("charter")).isEmpty();
    }

    @Test
    void a_fact_of_another_kind_is_not_given() {
        School school = lincoln().number("last year", 2_500_000).build();

        assertThat(school.money("last year")).isEmpty();
    }

    @Test
    void tells_why_a_fact_is_missing() {
        School school = lincoln()
                .missing("graduates", Missing.NOT_APPLICABLE)
                .missing("foster", Missing.SUPPRESSED)
                .missing("foster", Missing.SUPPRESSED)
                .missing("miles", Missing.NOT_GIVEN)
                .number("rooms", 30)
                .build();
        assertThat(school.missing("graduates")).contains(Missing.NOT_APPLICABLE);
        assertThat(school.missing("foster")).contains(Missing.SUPPRESSED);
        assertThat(school.missing("miles")).contains(Missing.NOT_GIVEN);
        assertThat(school.missing("never heard of")).contains(Missing.NOT_GIVEN);
        assertThat(school.missing("rooms")).isEmpty();
        assertThat(school.missing())
                .containsExactly(
                        Map.entry("foster", Missing.SUPPRESSED), Map.entry("graduates", Missing.NOT_APPLICABLE));
        assertThat(school.number("graduates")).isEmpty();
        assertThat(school.withEnrollment(school.enrollment())).isEqualTo(school);
    }

    @Test
    void a_fact_is_given_or_missing_and_missing_for_one_reason() {
        assertThatIllegalStateException()
                .isThrownBy(() -> lincoln().number("rooms", 30).missing("rooms", Missing.SUPPRESSED))
                .withMessageContaining("already has the fact \"rooms\": 30; cannot also be suppressed");
        assertThatIllegalStateException()
                .isThrownBy(() -> lincoln().missing("rooms", Missing.SUPPRESSED).number("rooms", 30))
                .withMessageContaining("already has the fact \"rooms\": suppressed; cannot also be 30");
        assertThatIllegalStateException()
                .isThrownBy(
                        () -> lincoln().missing("rooms", Missing.SUPPRESSED).missing("rooms", Missing.NOT_APPLICABLE));
    }

    @Test
    void facts_are_listed_in_order_of_name() {
        School school = lincoln()
                .text("type", "E")
                .number("miles", 3)
                .flag("charter", true)
                .build();

        assertThat(school.facts())
                .containsExactly(
                        Map.entry("charter", true), Map.entry("miles", BigDecimal.valueOf(3)), Map.entry("type", "E"));
    }

    @Test
    void equal_numbers_are_equal_facts() {
        assertThat(lincoln().number("miles", new BigDecimal("10.00")).build())
                .isEqualTo(lincoln().number("miles", 10).build())
                .isEqualTo(lincoln().number("miles", new BigDecimal("1E+1")).build());
    }

    @Test
    void refuses_a_second_fact_of_a_name() {
        assertThatIllegalStateException()
                .isThrownBy(() -> lincoln().number("size", 3).text("size", "large"))
                .withMessage("Lincoln already has the fact \"size\": 3; cannot also be large");
    }

    @Test
    void what_is_added_later_does_not_reach_what_was_built() {
        School.Builder builder = lincoln();
        School before = builder.build();

        builder.flag("charter", true).enrolling(ATTENDANCE, ATTENDING);

        assertThat(before).isEqualTo(lincoln().build());
    }

    @Test
    void prints_name_and_id() {
        assertThat(lincoln().build()).hasToString("Lincoln (101)");
    }

    @Test
    void equals_means_everything_is_the_same() {
        EqualsVerifier.forClass(School.class)
                .withPrefabValues(ImmutableMap.class, ImmutableMap.of("one", 1), ImmutableMap.of("two", 2))
                .withPrefabValues(
                        ImmutableSortedMap.class, ImmutableSortedMap.of("one", 1), ImmutableSortedMap.of("two", 2))
                .suppress(Warning.NULL_FIELDS) // the builder fills all
                .suppress(Warning.STRICT_HASHCODE) // the id tells schools apart well enough
                .verify();
    }

    @Test
    void refuses_null() {
        assertThatNullPointerException()
                .isThrownBy(() -> School.of((SchoolId) null, "Lincoln"))
                .withMessage("id");
        assertThatNullPointerException()
                .isThrownBy(() -> School.of("101", null))
                .withMessage("name");
        assertThatNullPointerException()
                .isThrownBy(() -> lincoln().enrolling(null))
                .withMessage("counts");
        assertThatNullPointerException()
                .isThrownBy(() -> lincoln().enrolling(null, ATTENDING))
                .withMessage("basis");
        assertThatNullPointerException().isThrownBy(() -> lincoln().number("miles", null));
        assertThatNullPointerException()
                .isThrownBy(() -> lincoln().money("last year", null))
                .withMessage("value");
        assertThatNullPointerException()
                .isThrownBy(() -> lincoln().text("type", null))
                .withMessage("value");
        assertThatNullPointerException()
                .isThrownBy(() -> lincoln().text(null, "E"))
                .withMessage("fact");
        assertThatNullPointerException()
                .isThrownBy(() -> lincoln().build().number(null))
                .withMessage("fact");
    }
}
