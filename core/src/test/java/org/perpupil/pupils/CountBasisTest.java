package org.perpupil.pupils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import org.junit.jupiter.api.Test;

class CountBasisTest {

    @Test
    void prints_its_name() {
        assertThat(new CountBasis("average attendance")).hasToString("average attendance");
        assertThat(CountBasis.CURRENT).hasToString("current");
    }

    @Test
    void refuses_to_have_no_name() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CountBasis(" "))
                .withMessage("a count basis has a name");
    }

    @Test
    void refuses_null() {
        assertThatNullPointerException().isThrownBy(() -> new CountBasis(null));
    }
}
