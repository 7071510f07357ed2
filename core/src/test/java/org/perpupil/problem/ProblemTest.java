package org.perpupil.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import org.junit.jupiter.api.Test;

class ProblemTest {
    private static final Problem NEGATIVE =
            new Problem("count.negative", "poverty, elementary", "-1", "0 or more", "Correct the count.");

    @Test
    void the_message_tells_place_value_remedy_and_what_is_allowed() {
        assertThat(NEGATIVE.message())
                .isEqualTo("poverty, elementary: found -1; allowed: 0 or more. Correct the count.");
    }

    @Test
    void a_wider_place_stands_before_its_own() {
        assertThat(NEGATIVE.within("school 101").within("pupils.csv"))
                .isEqualTo(new Problem(
                        "count.negative",
                        "pupils.csv, school 101, poverty, elementary",
                        "-1",
                        "0 or more",
                        "Correct the count."));
    }

    @Test
    void refuses_to_leave_anything_out() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Problem(" ", "place", "found", "allowed", "remedy"))
                .withMessage("a problem says its code");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Problem("code", "", "found", "allowed", "remedy"))
                .withMessage("a problem says its place");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Problem("code", "place", "", "allowed", "remedy"))
                .withMessage("a problem says its found");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Problem("code", "place", "found", "", "remedy"))
                .withMessage("a problem says its allowed");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Problem("code", "place", "found", "allowed", " "))
                .withMessage("a problem says its remedy");
    }

    @Test
    void refuses_null() {
        assertThatNullPointerException().isThrownBy(() -> new Problem(null, "place", "found", "allowed", "remedy"));
        assertThatNullPointerException().isThrownBy(() -> new Problem("code", "place", "found", "allowed", null));
    }
}
