package org.perpupil.pupils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import nl.jqno.equalsverifier.EqualsVerifier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GradeSpanTest {
    private static final GradeSpan ELEMENTARY = GradeSpan.of("elementary", "K", "5");

    @Test
    void has_every_grade_from_the_first_to_the_last() {
        assertThat(ELEMENTARY.grades())
                .containsExactly(
                        Grade.KINDERGARTEN, Grade.GRADE_1, Grade.GRADE_2, Grade.GRADE_3, Grade.GRADE_4, Grade.GRADE_5);
    }

    @Test
    void all_grades_are_all_and_ungraded_pupils() {
        assertThat(GradeSpan.ALL_GRADES.grades()).containsExactly(Grade.values());
    }

    @Test
    void one_grade_is_a_span_named_by_its_code() {
        assertThat(GradeSpan.of(Grade.KINDERGARTEN)).isEqualTo(GradeSpan.of("K", "K", "K"));
    }

    @Test
    void ungraded_pupils_may_have_a_span_of_their_own() {
        assertThat(GradeSpan.of(Grade.UNGRADED).grades()).containsExactly(Grade.UNGRADED);
    }

    @ParameterizedTest
    @CsvSource({
        "K, 5, 6, 8, false",
        "K, 5, 5, 8, true",
        "K, 5, 1, 2, true",
        "1, 2, K, 5, true",
        "6, 8, K, 5, false",
        "9, 12, UG, UG, false",
        "PK, UG, UG, UG, true",
        "K, 5, PK, TK, false",
    })
    void overlaps_where_a_grade_is_common(
            String first, String last, String otherFirst, String otherLast, boolean common) {
        GradeSpan one = GradeSpan.of("one", first, last);
        GradeSpan other = GradeSpan.of("other", otherFirst, otherLast);

        assertThat(one.overlaps(other)).isEqualTo(common);
        assertThat(other.overlaps(one)).isEqualTo(common);
    }

    @ParameterizedTest
    @CsvSource({
        "K, 8, 6, 8, true",
        "K, 8, K, 8, true",
        "K, 8, PK, 8, false",
        "K, 8, 6, 9, false",
        "6, 8, K, 8, false",
        "PK, UG, 9, 12, true",
    })
    void contains_a_span_whose_every_grade_it_has(
            String first, String last, String otherFirst, String otherLast, boolean within) {
        assertThat(GradeSpan.of("one", first, last).contains(GradeSpan.of("other", otherFirst, otherLast)))
                .isEqualTo(within);
    }

    @Test
    void prints_name_and_grades() {
        assertThat(ELEMENTARY).hasToString("elementary (K–5)");
        assertThat(GradeSpan.of("seniors", "12", "12")).hasToString("seniors (12)");
    }

    @Test
    void prints_the_grades_once_where_they_are_the_name() {
        assertThat(GradeSpan.of("K–8", "K", "8")).hasToString("K–8");
        assertThat(GradeSpan.of(Grade.GRADE_1)).hasToString("1");
    }

    @Test
    void prints_all_grades_by_name() {
        assertThat(GradeSpan.ALL_GRADES).hasToString("all grades");
    }

    @Test
    void refuses_to_run_backwards() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GradeSpan.of("middle", "8", "6"))
                .withMessage("span middle runs from 8 down to 6");
    }

    @Test
    void refuses_to_run_into_ungraded_pupils() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GradeSpan.of("high", "9", "UG"))
                .withMessage(
                        "span high runs from 9 to ungraded pupils, who follow no grade; give them a span of their own");
    }

    @Test
    void refuses_a_span_without_a_name() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GradeSpan.of(" ", "K", "5"))
                .withMessage("a span has a name");
    }

    @Test
    void refuses_an_unknown_grade() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GradeSpan.of("elementary", "KG", "5"))
                .withMessage("there is no grade \"KG\"; grades are PK, TK, K, 1 to 12 and UG");
    }

    @Test
    void equals_means_the_same_name_and_grades() {
        EqualsVerifier.forClass(GradeSpan.class)
                .withPrefabValuesForField("first", Grade.KINDERGARTEN, Grade.GRADE_1)
                .withPrefabValuesForField("last", Grade.GRADE_5, Grade.GRADE_6)
                .withNonnullFields("name")
                .verify();
    }

    @Test
    void refuses_null() {
        assertThatNullPointerException().isThrownBy(() -> new GradeSpan(null, Grade.GRADE_1, Grade.GRADE_2));
        assertThatNullPointerException()
                .isThrownBy(() -> new GradeSpan("one", null, Grade.GRADE_2))
                .withMessage("first");
        assertThatNullPointerException()
                .isThrownBy(() -> new GradeSpan("one", Grade.GRADE_1, null))
                .withMessage("last");
    }
}
