package org.perpupil.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import org.junit.jupiter.api.Test;

class AccountTest {
    private static final AccountCode CODE = AccountCode.of("1100");

    @Test
    void prints_code_and_name() {
        assertThat(new Account(CODE, "Teachers' salaries")).hasToString("1100 Teachers' salaries");
    }

    @Test
    void prints_the_code_once_if_it_is_the_name() {
        assertThat(new Account(CODE, "1100")).hasToString("1100");
    }

    @Test
    void refuses_to_have_no_name() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Account(CODE, " "))
                .withMessage("account 1100 has no name");
    }

    @Test
    void refuses_null() {
        assertThatNullPointerException()
                .isThrownBy(() -> new Account(null, "Teachers' salaries"))
                .withMessage("code");
        assertThatNullPointerException().isThrownBy(() -> new Account(CODE, null));
    }
}
