package org.perpupil.equity.weights;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.util.List;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.perpupil.equity.EquityData;
import org.perpupil.equity.Json;
import org.perpupil.equity.Study;
import org.perpupil.equity.inequality.UndefinedMeasureException;
import org.perpupil.equity.weights.StudentWeightedIndex.Kind;
import org.perpupil.equity.weights.StudentWeightedIndex.School;
import org.perpupil.problem.Problem;
import org.perpupil.problem.ProblemException;

class StudentWeightedIndexTest {
    private static final Kind ALL = new Kind("every pupil", "base", "pupils");
    private static final Kind LEARNER = new Kind("English learner", "for learners", "learners");

    private static Study.Builder two() {
        return Study.of(List.of("a", "b")).number("base", 100_000, 60_000).number("pupils", 10, 10);
    }

    @Test
    void sets_schools_beside_the_averages() {
        Study study = two().number("for learners", 4000, 2000)
                .number("learners", 2, 4)
                .build();
        StudentWeightedIndex index = StudentWeightedIndex.of(study, ALL, LEARNER);
        // 160,000 / 20 and 6000 / 6
        assertThat(index.averages()).containsExactly(entry("every pupil", 8000.0), entry("English learner", 1000.0));
        assertThat(index.average("English learner")).isEqualTo(1000);
        // 10 · 8000 + 2 · 1000, and 10 · 8000 + 4 · 1000
        assertThat(index.schools()).containsExactly(new School("a", 104_000, 82_000), new School("b", 62_000, 84_000));
        assertThat(index.school("a").index()).isEqualTo(104 / 82.0);
        assertThat(index.school("b").difference()).isEqualTo(-22_000);
        assertThat(index.leftOut()).isEmpty();
        assertThat(index)
                .hasToString("2 schools beside averages of {every pupil=8000.0, English learner=1000.0}, 0 left out");
    }

    @Test
    void lists_schools_that_lack_a_number_or_pupils_and_leaves_them_out_of_averages() {
        Study study = Study.of(List.of("a", "b", "c", "d"))
                .number("base", 100_000, 60_000, 5000, 7)
                .number("pupils", 10, 10, 0, 1)
                .number("for learners", 4000, 2000, 0, 7)
                .number("learners", 2, 4, 0, Double.NaN)
                .build();
        StudentWeightedIndex index = StudentWeightedIndex.of(study, ALL, LEARNER);
        assertThat(index.average("every pupil")).isEqualTo(8000);
        assertThat(index.leftOut())
                .extracting(Problem::place, Problem::found)
                .containsExactly(tuple("d", "no learners"), tuple("c", "no pupils of any kind, and 5000.0 dollars"));
        assertThatThrownBy(() -> index.school("c"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("c has no index; it was left out with no pupils of any kind, and 5000.0 dollars");
        assertThatThrownBy(() -> index.school("e")).hasMessage("e has no index; it is not in the study");
        assertThatThrownBy(() -> index.average("gifted"))
                .hasMessage("there is no kind \"gifted\"; there are [every pupil, English learner]");
    }

    @Test
    void says_why_there_is_no_average_or_no_index() {
        Study nobody =
                two().number("for learners", 4000, 0).number("learners", 0, 0).build();
        assertThatThrownBy(() -> StudentWeightedIndex.of(nobody, ALL, LEARNER))
                .isInstanceOf(UndefinedMeasureException.class)
                .hasMessage(
                        "the average for \"English learner\" divides 4000.0 dollars by pupils of this kind, and there are none");
        Study nothing =
                Study.of(List.of("a")).number("base", 0).number("pupils", 3).build();
        School school = StudentWeightedIndex.of(nothing, ALL).school("a");
        assertThatThrownBy(school::index)
                .isInstanceOf(UndefinedMeasureException.class)
                .hasMessage("the student-weighted index of a divides by what its pupils would bring, which is 0");
    }

    @Test
    void refuses_what_makes_no_sense() {
        Study study = two().build();
        assertThatThrownBy(() -> StudentWeightedIndex.of(study))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("name at least one kind of pupils");
        assertThatThrownBy(() -> StudentWeightedIndex.of(study, ALL, ALL))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the kind \"every pupil\" is named twice");
        assertThatThrownBy(() -> StudentWeightedIndex.of(study, LEARNER))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("for learners");
        Study faulty = Study.of(List.of("a", "a"))
                .number("base", -1, 5)
                .number("pupils", 1, 1e16)
                .build();
        assertThatThrownBy(() -> StudentWeightedIndex.of(faulty, ALL))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(refused.problems())
                                .extracting(Problem::code)
                                .containsExactly("unit.twice", "dollars.range", "pupils.range"));
        Study empty =
                Study.of(List.of("a")).number("base", 5).number("pupils", 0).build();
        assertThatThrownBy(() -> StudentWeightedIndex.of(empty, ALL))
                .isInstanceOf(ProblemException.class)
                .hasMessageStartingWith("schools cannot be set beside the district's averages, for nobody is left");
    }

    @Test
    void is_equal_to_the_index_of_the_same_schools() {
        StudentWeightedIndex index = StudentWeightedIndex.of(two().build(), ALL);
        assertThat(StudentWeightedIndex.of(two().build(), ALL)).isEqualTo(index).hasSameHashCodeAs(index);
        assertThat(StudentWeightedIndex.of(two().build(), new Kind("other", "base", "pupils")))
                .isNotEqualTo(index);
        assertThat(index).isNotEqualTo("a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2015", "2016"})
    void agrees_on_schools_of_the_district_of_columbia(String year) throws IOException {
        Percentage digits = Percentage.withPercentage(1e-10);
        Json expected = Json.of(EquityData.text("dcps/expected.json")).get(year).get("student_weighted_index");
        StudentWeightedIndex index = StudentWeightedIndex.of(
                EquityData.districtOfColumbia(year),
                new Kind("base", "unrestricted", "enrolled"),
                new Kind("per_sped", "amt_sped", "sped"),
                new Kind("per_ell", "amt_ell", "ell"),
                new Kind("per_at_risk", "for at risk", "at_risk"));
        for (String kind : index.averages().keySet()) {
            assertThat(index.average(kind)).as(kind).isCloseTo(expected.number(kind), digits);
        }
        Json schools = expected.get("index");
        assertThat(index.schools()).extracting(School::unit).containsExactlyInAnyOrderElementsOf(schools.names());
        for (School school : index.schools()) {
            assertThat(school.index()).as(school.unit()).isCloseTo(schools.number(school.unit()), digits);
        }
    }
}
