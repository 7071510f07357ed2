package org.perpupil.plan.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.perpupil.plan.process.Councils.ADVISORY;
import static org.perpupil.plan.process.Councils.COUNCIL;

import java.time.LocalDate;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.perpupil.district.FiscalYear;
import org.perpupil.plan.PlanChange;
import org.perpupil.plan.SitePlan;
import org.perpupil.problem.Problem;
import org.perpupil.problem.ProblemException;

class PlanHistoryTest {
    private static final String ANA = "Ana Ruiz";
    private static final LocalDate MARCH = LocalDate.of(2027, 3, 8);
    private static final LocalDate APRIL = LocalDate.of(2027, 4, 5);
    private static final LocalDate MAY = LocalDate.of(2027, 5, 4);
    private static final PlanHistory STARTED = PlanHistory.requiring(Councils.council(), Councils.advisory())
            .start(Councils.plan("Raise mathematics"), ANA, MARCH, "First draft");
    private static final PlanHistory SHARED = STARTED.share(ANA, APRIL);

    private static Approval yes(String committee, int version) {
        return Approval.approved(committee, version, MAY, Votes.inFavor(3));
    }

    private static Approval no(String committee, int version) {
        return Approval.rejected(committee, version, MAY, Votes.inFavor(1).against(2), "Too dear");
    }

    private static PlanHistory voted() {
        return SHARED.record(yes(COUNCIL, 1)).record(yes(ADVISORY, 1));
    }

    private static void refused(UnaryOperator<PlanHistory> step, PlanHistory history, String message) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> step.apply(history))
                .withMessage(message);
    }

    @Test
    void a_plan_goes_from_draft_to_final() {
        PlanHistory approved = voted().approve(ANA, MAY);
        PlanHistory finished = approved.finish(ANA, LocalDate.of(2027, 5, 28));

        assertThat(STARTED.status()).isEqualTo(PlanStatus.DRAFT);
        assertThat(SHARED.status()).isEqualTo(PlanStatus.SHARED);
        assertThat(voted().status()).isEqualTo(PlanStatus.SHARED);
        assertThat(approved.status()).isEqualTo(PlanStatus.APPROVED);
        assertThat(finished.status()).isEqualTo(PlanStatus.FINAL);
        assertThat(finished.current()).isEqualTo(STARTED.current());
        assertThat(finished.steps())
                .extracting(PlanStep::toString)
                .containsExactly(
                        "2027-03-08 version 1 started by Ana Ruiz: First draft",
                        "2027-04-05 version 1 shared by Ana Ruiz",
                        "2027-05-04 version 1 approved by school site council",
                        "2027-05-04 version 1 approved by English learner advisory committee",
                        "2027-05-04 version 1 declared approved by Ana Ruiz",
                        "2027-05-28 version 1 declared final by Ana Ruiz");
    }

    @Test
    void a_final_plan_is_revised_when_its_allocation_changes() {
        PlanHistory revised = voted().approve(ANA, MAY)
                .finish(ANA, MAY)
                .revise(Councils.plan("Raise mathematics by less"), ANA, LocalDate.of(2027, 6, 20), "June allocation");

        assertThat(revised.status()).isEqualTo(PlanStatus.DRAFT);
        assertThat(revised.current())
                .hasToString("version 2 of 2027-06-20 by Ana Ruiz: June allocation")
                .extracting(PlanVersion::number)
                .isEqualTo(2);
        assertThat(revised.versions()).hasSize(2);
        assertThat(revised.missingApprovals()).extracting(Problem::code).containsOnly("approval.missing");
        assertThat(revised.changes(1, 2))
                .extracting(PlanChange::toString)
                .containsExactly("goal math: statement Raise mathematics → Raise mathematics by less");
        assertThat(revised.changes(2, 1))
                .extracting(PlanChange::toString)
                .containsExactly("goal math: statement Raise mathematics by less → Raise mathematics");
        assertThat(revised.changes(2, 2)).isEmpty();
    }

    @Test
    void a_vote_counts_only_for_the_version_it_names() {
        PlanHistory second = voted().revise(Councils.plan("Raise reading"), ANA, MAY, "")
                .share(ANA, MAY)
                .record(yes(ADVISORY, 2));

        assertThat(second.ballots()).hasSize(3);
        refused(
                history -> history.approve(ANA, MAY),
                second,
                "the plan of school 101 for 2027–28, version 2, shared cannot be approved; 1 problem:\n"
                        + "  school site council: found no vote on version 2; allowed: an approval. "
                        + "Let the committee vote while the version is shared.");
    }

    @Test
    void refuses_to_approve_and_tells_everything_that_is_missing() {
        PlanHistory history = SHARED.withCommittee(
                        Councils.advisory().releasing("parent 3").releasing("parent 2"))
                .record(no(COUNCIL, 1))
                .record(Approval.approved(ADVISORY, 1, MAY, Votes.inFavor(2)));

        refused(
                shared -> shared.approve(ANA, APRIL),
                history,
                "the plan of school 101 for 2027–28, version 1, shared cannot be approved; 3 problems:\n"
                        + "  version 1: found 2027-04-05; allowed: 2027-05-04 or later, the day of the last step. "
                        + "Correct the day.\n"
                        + "  school site council: found version 1 rejected on 2027-05-04, 1 for, 2 against, 0 abstaining "
                        + "(Too dear); allowed: an approval. Revise the plan, or let the committee vote again.\n"
                        + "  English learner advisory committee, vote of 2027-05-04 on version 1: found 1 with the role parent of "
                        + "2 members; allowed: more than half of the members with the role parent or teacher have the role parent. "
                        + "Bring the committee to its rules, and let it vote again.");
    }

    @Test
    void refuses_to_finish_a_draft_and_tells_everything_that_is_missing() {
        refused(
                history -> history.finish(ANA, MARCH.minusDays(1)),
                STARTED,
                "the plan of school 101 for 2027–28, version 1, draft cannot be made final; 4 problems:\n"
                        + "  version 1: found draft; allowed: approved. Share it and have it approved first.\n"
                        + "  version 1: found 2027-03-07; allowed: 2027-03-08 or later, the day of the last step. Correct the day.\n"
                        + "  school site council: found no vote on version 1; allowed: an approval. "
                        + "Let the committee vote while the version is shared.\n"
                        + "  English learner advisory committee: found no vote on version 1; allowed: an approval. "
                        + "Let the committee vote while the version is shared.");
    }

    @Test
    void a_committee_may_vote_again() {
        PlanHistory rejected = voted().record(no(COUNCIL, 1));

        assertThat(rejected.missingApprovals()).extracting(Problem::code).containsExactly("approval.rejected");
        assertThat(rejected.steps().get(4))
                .hasToString("2027-05-04 version 1 rejected by school site council: Too dear");
        assertThat(rejected.record(yes(COUNCIL, 1)).approve(ANA, MAY).status()).isEqualTo(PlanStatus.APPROVED);
    }

    @Test
    void who_joins_or_leaves_after_a_vote_neither_heals_nor_harms_it() {
        Committee broken = Councils.council().releasing("parent 5");
        PlanHistory byBroken =
                SHARED.withCommittee(broken).record(yes(COUNCIL, 1)).record(yes(ADVISORY, 1));
        PlanHistory healed = byBroken.withCommittee(Councils.council());

        assertThat(voted().withCommittee(broken).missingApprovals()).isEmpty();
        assertThat(healed.missingApprovals()).extracting(Problem::code).containsExactly("committee.composition");
        assertThat(healed.record(yes(COUNCIL, 1)).missingApprovals()).isEmpty();
        assertThat(healed.committees()).containsExactly(Councils.council(), Councils.advisory());
    }

    @Test
    void refuses_a_vote_and_tells_everything_against_it() {
        refused(
                history -> history.record(Approval.approved(COUNCIL, 2, MARCH.minusDays(1), Votes.inFavor(11))),
                STARTED,
                "the plan of school 101 for 2027–28, version 1, draft cannot be voted on; 4 problems:\n"
                        + "  version 1: found draft; allowed: shared. Share a draft first; revise what has gone further.\n"
                        + "  version 1: found 2027-03-07; allowed: 2027-03-08 or later, the day of the last step. Correct the day.\n"
                        + "  version 1: found version 2; allowed: version 1, the current one. "
                        + "Let the committee vote on the current version.\n"
                        + "  version 1: found 11 votes of the school site council; allowed: 10, one for each member. "
                        + "Correct the votes, or bring the members up to date.");
        refused(
                history -> history.record(yes("booster club", 1)),
                SHARED,
                "the plan of school 101 for 2027–28, version 1, shared cannot be voted on; 1 problem:\n"
                        + "  version 1: found booster club; allowed: school site council, English learner advisory committee. "
                        + "Correct the name of the committee.");
    }

    @Test
    void nobody_votes_once_a_version_is_approved() {
        refused(
                history -> history.record(no(COUNCIL, 1)),
                voted().approve(ANA, MAY),
                "the plan of school 101 for 2027–28, version 1, approved cannot be voted on; 1 problem:\n"
                        + "  version 1: found approved; allowed: shared. Share a draft first; revise what has gone further.");
    }

    @Test
    void refuses_to_share_twice() {
        refused(
                history -> history.share(ANA, MARCH),
                SHARED,
                "the plan of school 101 for 2027–28, version 1, shared cannot be shared; 2 problems:\n"
                        + "  version 1: found shared; allowed: draft. Revise the plan, which makes it a draft again.\n"
                        + "  version 1: found 2027-03-08; allowed: 2027-04-05 or later, the day of the last step. Correct the day.");
    }

    @Test
    void refuses_the_plan_of_another_school_or_year() {
        SitePlan other = SitePlan.of("102", FiscalYear.of(2029)).build();

        refused(
                history -> history.revise(other, ANA, MARCH.minusDays(1), ""),
                STARTED,
                "the plan of school 101 for 2027–28, version 1, draft cannot be revised; 3 problems:\n"
                        + "  version 1: found 2027-03-07; allowed: 2027-03-08 or later, the day of the last step. Correct the day.\n"
                        + "  version 1: found school 102; allowed: school 101. Revise with a plan of the same school.\n"
                        + "  version 1: found 2028–29; allowed: 2027–28. Start a history for the plan of another year.");
    }

    @Test
    void a_plan_that_needs_nobody_is_approved_once_it_is_shared() {
        PlanHistory history = PlanHistory.requiring()
                .start(Councils.plan("Raise reading"), ANA, MARCH, "")
                .share(ANA, MARCH);

        assertThat(history.approve(ANA, MARCH).status()).isEqualTo(PlanStatus.APPROVED);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> history.withCommittee(Councils.council()))
                .withMessage(
                        "the plan of school 101 for 2027–28, version 1, shared needs no approval by the school site council; "
                                + "it needs: nobody's approval");
    }

    @Test
    void refuses_a_committee_that_is_required_twice() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PlanHistory.requiring(Councils.council(), Committee.SCHOOL_SITE_COUNCIL))
                .withMessage("the approval of the school site council is required twice; once is enough");
    }

    @Test
    void refuses_a_version_that_is_not_there() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> STARTED.changes(1, 2))
                .withMessage("the plan of school 101 for 2027–28, version 1, draft has no version 2; it has 1 to 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> STARTED.version(0))
                .withMessage("the plan of school 101 for 2027–28, version 1, draft has no version 0; it has 1 to 1");
    }

    @Test
    void every_step_names_who_took_it() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> STARTED.share(" ", APRIL))
                .withMessage("a step says who took it");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> STARTED.revise(Councils.plan("Raise reading"), "", APRIL, ""))
                .withMessage("version 2 names its author");
        assertThatNullPointerException()
                .isThrownBy(() -> PlanHistory.requiring().start(Councils.plan("Raise reading"), ANA, MARCH, null))
                .withMessage("note");
    }

    @Test
    void equals_means_the_same_in_every_part() {
        assertThat(voted())
                .isEqualTo(voted())
                .hasSameHashCodeAs(voted())
                .isNotEqualTo(SHARED)
                .isNotEqualTo(voted().withCommittee(Councils.council().releasing("parent 1")))
                .isNotEqualTo(SHARED.record(yes(COUNCIL, 1)).record(no(ADVISORY, 1)));
    }
}
