package org.perpupil.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.perpupil.plan.Example.ABSENCES;
import static org.perpupil.plan.Example.ABSENT;
import static org.perpupil.plan.Example.FIFTH_GRADERS;
import static org.perpupil.plan.Example.MATH_FINDING;
import static org.perpupil.plan.Example.PROFICIENT;

import com.google.common.collect.ImmutableSortedMap;
import java.math.BigDecimal;
import java.util.Map;
import nl.jqno.equalsverifier.EqualsVerifier;
import nl.jqno.equalsverifier.Warning;
import org.junit.jupiter.api.Test;
import org.perpupil.district.FiscalYear;
import org.perpupil.exact.Rational;

class FindingTest {
    private static final Finding EMPTY = Finding.of("math-5", PROFICIENT, FIFTH_GRADERS);

    @Test
    void begins_without_values() {
        assertThat(EMPTY.values()).isEmpty();
        assertThat(EMPTY.latest()).isEmpty();
        assertThat(EMPTY.target()).isEmpty();
        assertThat(EMPTY.gap()).isEmpty();
    }

    @Test
    void has_values_in_order_of_year() {
        assertThat(EMPTY.in(2012, "60").in(2010, "52").in(2011, "57.0").values())
                .containsExactly(
                        Map.entry(FiscalYear.of(2010), new BigDecimal("52")),
                        Map.entry(FiscalYear.of(2011), new BigDecimal("57")),
                        Map.entry(FiscalYear.of(2012), new BigDecimal("60")));
    }

    @Test
    void the_latest_value_is_that_of_the_last_year() {
        assertThat(EMPTY.in(2012, "60").in(2010, "52").latest()).contains(new BigDecimal("60"));
    }

    @Test
    void the_gap_is_the_shortfall_of_the_latest_value() {
        // (80 − 60) / 80
        assertThat(MATH_FINDING.gap()).contains(Rational.of(1, 4));
        // (8 − 6) / 8
        assertThat(ABSENCES.gap()).contains(Rational.of(1, 4));
    }

    @Test
    void a_target_that_is_reached_leaves_a_gap_of_nothing() {
        assertThat(EMPTY.in(2012, "85").against("80").gap()).contains(Rational.ZERO);
    }

    @Test
    void nothing_is_not_known_to_be_nothing() {
        assertThat(EMPTY.against("80").gap()).isEmpty();
        assertThat(EMPTY.in(2012, "0").gap()).isEmpty();
    }

    @Test
    void a_later_target_replaces_the_first() {
        assertThat(EMPTY.against("80").against("75").target()).contains(new BigDecimal("75"));
    }

    @Test
    void adding_leaves_the_finding_itself_as_it_was() {
        EMPTY.in(2012, "60").against("80");

        assertThat(EMPTY).isEqualTo(Finding.of("math-5", PROFICIENT, FIFTH_GRADERS));
    }

    @Test
    void refuses_what_no_per_cent_can_be() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EMPTY.in(2012, "100.5"))
                .withMessage("finding math-5: \"proficient on the state mathematics test\" is from 0 to 100%,"
                        + " and cannot be 100.5%");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EMPTY.against("-1"))
                .withMessage("finding math-5: \"proficient on the state mathematics test\" is from 0 to 100%,"
                        + " and cannot be -1%");
    }

    @Test
    void refuses_a_second_value_for_a_year() {
        assertThatIllegalStateException()
                .isThrownBy(() -> EMPTY.in(2012, "60").in(2012, "61"))
                .withMessage("finding math-5 already has a value for 2011–12");
    }

    @Test
    void refuses_an_id_that_no_file_could_name() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Finding.of("math, 5", PROFICIENT, FIFTH_GRADERS))
                .withMessage("\"math, 5\" cannot identify a finding; an id has up to 64 letters, digits, blanks, dots,"
                        + " hyphens and underscores");
    }

    @Test
    void prints_everything_it_tells() {
        assertThat(MATH_FINDING)
                .hasToString(
                        "math-5: proficient on the state mathematics test, all pupils, 5: 2009–10 52%, 2010–11 57%,"
                                + " 2011–12 60%; target 80%");
        assertThat(Finding.of("days", ABSENT, Subgroup.ALL_PUPILS)).hasToString("days: absent per pupil, all pupils");
    }

    @Test
    void equals_means_everything_is_the_same() {
        EqualsVerifier.forClass(Finding.class)
                .withPrefabValues(
                        ImmutableSortedMap.class, ImmutableSortedMap.of("one", 1), ImmutableSortedMap.of("two", 2))
                .withNonnullFields("id", "metric", "pupils", "values")
                .suppress(Warning.STRICT_HASHCODE) // the id tells findings apart well enough
                .suppress(Warning.BIGDECIMAL_EQUALITY) // a number has one form by then
                .verify();
    }

    @Test
    void values_are_equal_however_they_are_written() {
        assertThat(EMPTY.in(2012, "60.0").against("80.00"))
                .isEqualTo(EMPTY.in(2012, "60").against("80"));
    }

    @Test
    void refuses_null() {
        assertThatNullPointerException().isThrownBy(() -> Finding.of(null, PROFICIENT, FIFTH_GRADERS));
        assertThatNullPointerException()
                .isThrownBy(() -> Finding.of("math-5", null, FIFTH_GRADERS))
                .withMessage("metric");
        assertThatNullPointerException()
                .isThrownBy(() -> Finding.of("math-5", PROFICIENT, null))
                .withMessage("pupils");
        assertThatNullPointerException()
                .isThrownBy(() -> EMPTY.in(null, BigDecimal.ONE))
                .withMessage("year");
        assertThatNullPointerException().isThrownBy(() -> EMPTY.in(2012, null));
        assertThatNullPointerException().isThrownBy(() -> EMPTY.against((String) null));
        assertThatNullPointerException().isThrownBy(() -> EMPTY.against((BigDecimal) null));
    }
}
