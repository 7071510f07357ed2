package org.perpupil.plan.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.perpupil.plan.process.Councils.ADVISORY;
import static org.perpupil.plan.process.Councils.COUNCIL;

import java.time.LocalDate;
import nl.jqno.equalsverifier.EqualsVerifier;
import org.junit.jupiter.api.Test;

class ApprovalTest {
    private static final LocalDate DAY = LocalDate.of(2027, 5, 4);

    @Test
    void says_who_decided_what_and_with_which_votes() {
        Approval approval =
                Approval.approved(COUNCIL, 2, DAY, Votes.inFavor(8).against(1).abstaining(1));

        assertThat(approval)
                .hasToString("school site council approved version 2 on 2027-05-04: 8 for, 1 against, 1 abstaining");
        assertThat(approval.isApproved()).isTrue();
        // by hand: 8 + 1 + 1
        assertThat(approval.votes().total()).isEqualTo(10);
        assertThat(approval.noting("With thanks").note()).isEqualTo("With thanks");
    }

    @Test
    void a_majority_may_reject_or_be_too_small() {
        Approval rejected =
                Approval.rejected(COUNCIL, 1, DAY, Votes.inFavor(6).against(4), "Bylaws ask for two thirds");

        assertThat(rejected.isApproved()).isFalse();
        assertThat(rejected.note()).isEqualTo("Bylaws ask for two thirds");
    }

    @Test
    void refuses_an_approval_by_half() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        Approval.approved(COUNCIL, 1, DAY, Votes.inFavor(5).against(5)))
                .withMessage(
                        "the school site council cannot have approved version 1 with 5 for, 5 against, 0 abstaining; "
                                + "it takes more votes for than against");
    }

    @Test
    void refuses_negative_votes() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Votes.inFavor(3).against(-1))
                .withMessage("3 for, -1 against and 0 abstaining cannot be; a vote is counted from 0 up");
    }

    @Test
    void counts_more_votes_than_an_int_holds() {
        // 2³¹ − 1 + 1
        assertThat(Votes.inFavor(Integer.MAX_VALUE).against(1).total()).isEqualTo(1L << 31);
    }

    @Test
    void refuses_version_0_and_a_committee_without_a_name() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Approval.approved(COUNCIL, 0, DAY, Votes.inFavor(1)))
                .withMessage("the school site council cannot decide about version 0; versions begin with 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Approval.approved("", 1, DAY, Votes.inFavor(1)))
                .withMessage("an approval names its committee");
        assertThatNullPointerException()
                .isThrownBy(() -> Approval.approved(COUNCIL, 1, null, Votes.inFavor(1)))
                .withMessage("day");
    }

    @Test
    void a_ballot_is_of_the_committee_that_decided() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Ballot(Councils.council(), Approval.approved(ADVISORY, 1, DAY, Votes.inFavor(1))))
                .withMessage("the school site council cannot have decided for the English learner advisory committee");
    }

    @Test
    void equals_means_the_same_votes() {
        EqualsVerifier.forClass(Votes.class).verify();
    }
}
