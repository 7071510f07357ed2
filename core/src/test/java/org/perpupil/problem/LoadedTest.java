package org.perpupil.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoadedTest {
    private static final Problem PROBLEM = new Problem("a.one", "row 3", "x", "y", "Mend it.");

    @Test
    void gives_the_value_if_all_was_good() {
        assertThat(new Loaded<>("value", List.of(), 3, 3).orThrow()).isEqualTo("value");
    }

    @Test
    void throws_if_anything_was_not() {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> new Loaded<>("value", List.of(PROBLEM), 3, 2).orThrow())
                .withMessage("2 of 3 rows can be used; 1 problem:\n  row 3: found x; allowed: y. Mend it.")
                .satisfies(exception -> assertThat(exception.problems()).containsExactly(PROBLEM));
    }

    @Test
    void keeps_the_good_data_beside_the_problems() {
        Loaded<String> loaded = new Loaded<>("value", List.of(PROBLEM), 3, 2);

        assertThat(loaded.value()).isEqualTo("value");
        assertThat(loaded.problems()).containsExactly(PROBLEM);
    }

    @Test
    void later_changes_of_the_problems_do_not_reach_it() {
        List<Problem> problems = new ArrayList<>();

        Loaded<String> loaded = new Loaded<>("value", problems, 3, 3);
        problems.add(PROBLEM);

        assertThat(loaded.problems()).isEmpty();
    }

    @Test
    void refuses_more_rows_used_than_read() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Loaded<>("value", List.of(), 3, 4))
                .withMessage("4 rows used of 3 read");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Loaded<>("value", List.of(), 3, -1))
                .withMessage("-1 rows used of 3 read");
    }

    @Test
    void refuses_null() {
        assertThatNullPointerException()
                .isThrownBy(() -> new Loaded<String>(null, List.of(), 0, 0))
                .withMessage("value");
        assertThatNullPointerException().isThrownBy(() -> new Loaded<>("value", null, 0, 0));
    }
}
