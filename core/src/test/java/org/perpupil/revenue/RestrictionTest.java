package org.perpupil.revenue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.perpupil.pupils.NeedCategory.POVERTY;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.perpupil.account.AccountPattern;
import org.perpupil.pupils.GradeSpan;

class RestrictionTest {
    private static final GradeSpan EARLY = GradeSpan.of("early", "PK", "K");

    @Test
    void may_be_tied_to_accounts() {
        Restriction restriction = Restriction.to("textbooks").forAccounts("43*", "4100");

        assertThat(restriction.accounts()).containsExactly(AccountPattern.of("4100"), AccountPattern.of("43*"));
        assertThat(restriction.needs()).isEmpty();
        assertThat(restriction.spans()).isEmpty();
    }

    @Test
    void being_tied_to_accounts_is_more_than_words() {
        assertThat(Restriction.to("textbooks").needsFinding()).isTrue();
        assertThat(Restriction.to("textbooks").forAccounts("4100").needsFinding())
                .isFalse();
        assertThat(Restriction.to("textbooks").forNeeds(POVERTY).needsFinding()).isFalse();
        assertThat(Restriction.to("textbooks").inGrades(EARLY).needsFinding()).isFalse();
    }

    @Test
    void keeps_what_else_it_is_tied_to() {
        Restriction one =
                Restriction.to("textbooks").forNeeds(POVERTY).inGrades(EARLY).forAccounts("41*");
        Restriction other =
                Restriction.to("textbooks").forAccounts("41*").inGrades(EARLY).forNeeds(POVERTY);

        assertThat(one).isEqualTo(other).hasSameHashCodeAs(other);
        assertThat(one)
                .isEqualTo(new Restriction(
                        "textbooks", Set.of(POVERTY), Set.of(EARLY), Set.of(AccountPattern.of("41*")), false));
    }

    @Test
    void the_order_of_the_accounts_does_not_matter() {
        assertThat(Restriction.to("textbooks").forAccounts("1", "2"))
                .isEqualTo(Restriction.to("textbooks").forAccounts("2", "1", "1"));
    }

    @Test
    void other_accounts_are_another_restriction() {
        assertThat(Restriction.to("textbooks").forAccounts("41*"))
                .isNotEqualTo(Restriction.to("textbooks"))
                .isNotEqualTo(Restriction.to("textbooks").forAccounts("4*"));
    }

    @Test
    void accounts_that_are_named_again_replace_the_first() {
        assertThat(Restriction.to("textbooks").forAccounts("1").forAccounts("2"))
                .isEqualTo(Restriction.to("textbooks").forAccounts("2"));
    }

    @Test
    void later_changes_of_the_accounts_do_not_reach_it() {
        Set<AccountPattern> accounts = new HashSet<>(Set.of(AccountPattern.of("41*")));

        Restriction restriction = new Restriction("textbooks", Set.of(), Set.of(), accounts, false);
        accounts.clear();

        assertThat(restriction).isEqualTo(Restriction.to("textbooks").forAccounts("41*"));
    }

    @Test
    void refuses_what_is_no_pattern() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Restriction.to("textbooks").forAccounts("41*", "4 2"))
                .withMessage(
                        "\"4 2\" is no pattern of account codes; write a code with * for any characters, such as 4*");
    }

    @Test
    void refuses_null() {
        assertThatNullPointerException()
                .isThrownBy(() -> Restriction.to("textbooks").forAccounts((String) null));
        assertThatNullPointerException()
                .isThrownBy(() -> new Restriction("textbooks", Set.of(), Set.of(), null, false));
    }
}
