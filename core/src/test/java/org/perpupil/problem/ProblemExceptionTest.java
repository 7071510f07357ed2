package org.perpupil.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProblemExceptionTest {
    private static final Problem ONE = new Problem("a.one", "row 1", "x", "y", "Mend it.");
    private static final Problem TWO = new Problem("a.two", "row 2", "p", "q", "Leave it out.");

    @Test
    void the_message_of_one_problem_says_so() {
        assertThat(new ProblemException("the file cannot be read", List.of(ONE)))
                .hasMessage("the file cannot be read; 1 problem:\n  row 1: found x; allowed: y. Mend it.");
    }

    @Test
    void the_message_tells_every_problem_in_order() {
        assertThat(new ProblemException("the file cannot be read", List.of(ONE, TWO)))
                .hasMessage("""
                        the file cannot be read; 2 problems:
                          row 1: found x; allowed: y. Mend it.
                          row 2: found p; allowed: q. Leave it out.""");
    }

    @Test
    void the_problems_can_be_asked_for() {
        List<Problem> problems = new ArrayList<>(List.of(ONE, TWO));

        ProblemException exception = new ProblemException("the file cannot be read", problems);
        problems.clear();

        assertThat(exception.problems()).containsExactly(ONE, TWO);
    }

    @Test
    void it_is_a_bad_argument() {
        assertThat(new ProblemException("the file cannot be read", List.of(ONE)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void throws_if_there_is_any_problem() {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> ProblemException.throwIfAny("the file cannot be read", List.of(ONE)))
                .satisfies(exception -> assertThat(exception.problems()).containsExactly(ONE));
    }

    @Test
    void does_not_throw_if_there_is_none() {
        assertThatCode(() -> ProblemException.throwIfAny("the file cannot be read", List.of()))
                .doesNotThrowAnyException();
    }

    @Test
    void refuses_to_tell_of_no_problem() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ProblemException("the file cannot be read", List.of()))
                .withMessage("no problem, no exception");
    }
}
