package org.perpupil.io.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.perpupil.pupils.NeedCategory.ALL_PUPILS;
import static org.perpupil.pupils.NeedCategory.ENGLISH_LEARNER;
import static org.perpupil.pupils.NeedCategory.POVERTY;
import static org.perpupil.testing.Schools.ELEMENTARY;
import static org.perpupil.testing.Schools.HIGH;
import static org.perpupil.testing.Schools.MIDDLE;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSortedMap;
import java.util.List;
import java.util.Map;
import nl.jqno.equalsverifier.EqualsVerifier;
import nl.jqno.equalsverifier.Warning;
import org.junit.jupiter.api.Test;
import org.perpupil.problem.Missing;
import org.perpupil.pupils.GradeSpan;

class SchoolColumnsTest {
    private static final SchoolColumns WHOLE =
            SchoolColumns.id("id").name("name").pupils("pupils").need(POVERTY, "poor");

    @Test
    void two_mappings_that_say_the_same_are_equal() {
        SchoolColumns one =
                WHOLE.number("miles", "distance").in(CsvLayout.usual().missing(Missing.NOT_GIVEN, "x"));
        SchoolColumns other = SchoolColumns.id("id")
                .name("name")
                .pupils("pupils")
                .need(POVERTY, "poor")
                .number("miles", "distance")
                .in(CsvLayout.usual().missing(Missing.NOT_GIVEN, "X"));

        assertThat(one).isEqualTo(other).hasSameHashCodeAs(other).isNotEqualTo(WHOLE);
        assertThat(one).hasToString("schools from the columns id, name, pupils, poor, distance");
    }

    @Test
    void equality_looks_at_all_that_a_mapping_says() {
        EqualsVerifier.forClass(SchoolColumns.class)
                .withPrefabValues(ImmutableList.class, ImmutableList.of(1), ImmutableList.of(2))
                .withPrefabValues(ImmutableSet.class, ImmutableSet.of(1), ImmutableSet.of(2))
                .withPrefabValues(ImmutableMap.class, ImmutableMap.of("one", 1), ImmutableMap.of("two", 2))
                .withPrefabValues(
                        ImmutableSortedMap.class, ImmutableSortedMap.of("one", 1), ImmutableSortedMap.of("two", 2))
                .suppress(Warning.NULL_FIELDS) // the constructor is private, and never given null
                .verify();
        assertThat(WHOLE.in(CsvLayout.usual().headerOnLine(2))).isNotEqualTo(WHOLE);
        assertThat(WHOLE.in(CsvLayout.usual().separatedBy(';'))).isNotEqualTo(WHOLE);
        assertThat(WHOLE.in(CsvLayout.usual().onlyEmptyIsMissing())).isNotEqualTo(WHOLE);
    }

    @Test
    void refuses_null() {
        assertThatNullPointerException().isThrownBy(() -> SchoolColumns.id(null));
        assertThatNullPointerException()
                .isThrownBy(() -> SchoolColumns.id("id").name("name").pupilsIn(null, "pupils"));
        assertThatNullPointerException().isThrownBy(() -> WHOLE.need(null, "sped"));
        assertThatNullPointerException().isThrownBy(() -> WHOLE.number(null, "miles"));
        assertThatNullPointerException().isThrownBy(() -> WHOLE.counted(null));
        assertThatNullPointerException().isThrownBy(() -> WHOLE.in(null));
    }

    @Test
    void a_method_returns_another_mapping_and_leaves_its_own_as_it_is() {
        WHOLE.text("type", "stype");

        assertThat(WHOLE.columns()).containsExactly("id", "name", "pupils", "poor");
    }

    @Test
    void lists_each_column_once() {
        SchoolColumns columns = SchoolColumns.id("id")
                .name("id")
                .levelFrom("type", Map.of("E", ELEMENTARY))
                .pupils("n")
                .text("type", "type")
                .counted("prior year")
                .pupils("n before");

        assertThat(columns.columns()).containsExactly("id", "type", "n", "n before");
    }

    @Test
    void refuses_a_second_column_for_a_count() {
        assertThatIllegalStateException()
                .isThrownBy(() -> WHOLE.needFromPercent(POVERTY, "meals"))
                .withMessage("poverty, whole school already comes from column \"poor\"; cannot also be \"meals\"");
        assertThatIllegalStateException()
                .isThrownBy(() -> WHOLE.needIn(POVERTY, HIGH, "poor high"))
                .withMessage("poverty, whole school already comes from column \"poor\"; cannot also be \"poor high\"");
        assertThatIllegalStateException()
                .isThrownBy(() -> WHOLE.pupilsIn(HIGH, "high"))
                .withMessage("all pupils, whole school already comes from column \"pupils\"; cannot also be \"high\"");
    }

    @Test
    void refuses_spans_of_one_group_with_a_common_grade() {
        SchoolColumns columns = SchoolColumns.id("id").name("name").pupilsIn(ELEMENTARY, "K-5");

        assertThatIllegalStateException()
                .isThrownBy(() -> columns.pupilsIn(GradeSpan.of("upper", "5", "8"), "5-8"))
                .withMessage("all pupils, elementary (K–5) already comes from column \"K-5\"; cannot also be \"5-8\"");
        assertThat(columns.pupilsIn(MIDDLE, "6-8").columns()).contains("6-8");
    }

    @Test
    void refuses_a_second_column_for_a_fact() {
        assertThatIllegalStateException()
                .isThrownBy(() -> WHOLE.text("type", "stype").flag("type", "charter"))
                .withMessage("the fact \"type\" already comes from column \"stype\"; cannot also be \"charter\"");
    }

    @Test
    void refuses_all_pupils_as_a_need() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WHOLE.need(ALL_PUPILS, "all"))
                .withMessage("all pupils are no need; give their column with pupils(…) or pupilsIn(…)");
    }

    @Test
    void refuses_a_per_cent_of_pupils_that_have_no_column() {
        assertThatIllegalStateException()
                .isThrownBy(() -> WHOLE.needFromPercentIn(ENGLISH_LEARNER, HIGH, "ell"))
                .withMessage("the pupils of high (9–12) have no column, so there is nothing to take a per cent of");
    }

    @Test
    void refuses_a_basis_that_has_its_columns() {
        assertThatIllegalStateException()
                .isThrownBy(() -> WHOLE.counted("current"))
                .withMessage("the current counts already have their columns");
    }

    @Test
    void refuses_a_blank_column_and_a_level_without_codes() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SchoolColumns.id(" "))
                .withMessage("a column is named by its header, which is not blank");
        assertThatIllegalArgumentException().isThrownBy(() -> WHOLE.need(ENGLISH_LEARNER, ""));
        assertThatIllegalArgumentException().isThrownBy(() -> WHOLE.money("last year", "\t"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SchoolColumns.id("id").name("name").levelFrom("type", Map.of()))
                .withMessage("name at least one code of column \"type\"");
    }

    @Test
    void refuses_a_word_that_means_yes_and_no() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WHOLE.flag("charter", "chtr", List.of("C", "X"), List.of("x")))
                .withMessage("\"x\" cannot mean both yes and no");
    }

    @Test
    void refuses_separators_and_lines_that_cannot_be() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WHOLE.in(CsvLayout.usual().separatedBy('"')))
                .withMessage("fields are not separated by quotes or line breaks");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WHOLE.in(CsvLayout.usual().headerOnLine(0)))
                .withMessage("lines are counted from 1, so there is no line 0");
    }
}
