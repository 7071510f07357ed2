package org.perpupil.plan.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.perpupil.plan.process.Councils.people;
import static org.perpupil.plan.process.MemberRole.PARENT;
import static org.perpupil.plan.process.MemberRole.PRINCIPAL;
import static org.perpupil.plan.process.MemberRole.STUDENT;
import static org.perpupil.plan.process.MemberRole.TEACHER;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import nl.jqno.equalsverifier.EqualsVerifier;
import nl.jqno.equalsverifier.Warning;
import org.junit.jupiter.api.Test;
import org.perpupil.problem.Problem;
import org.perpupil.problem.ProblemException;

class CommitteeTest {
    private static final LocalDate OCTOBER = LocalDate.of(2026, 10, 14);
    private static final Member ANA = Member.of("Ana Ruiz", PARENT);
    private static final Member BEN = Member.of("Ben Cole", TEACHER);
    private static final Committee TWO = Committee.named("budget group").seating(ANA, BEN);

    @Test
    void the_smallest_councils_of_the_law_have_ten_members() {
        // California Education Code 65000(c): 1 principal + 1 other staff + 3 teachers (3 of 5 is the first majority),
        // 5 across
        Committee elementary = Councils.council();
        Committee secondary = Committee.SCHOOL_SITE_COUNCIL
                .ruledBy(CaliforniaSiteCouncil.secondary())
                .seating(people(1, 3, 1, 3, 0, 2));

        assertThat(elementary.members()).hasSize(10);
        assertThat(elementary.isProperlyComposed()).isTrue();
        assertThat(secondary.members()).hasSize(10);
        assertThat(secondary.isProperlyComposed()).isTrue();
    }

    @Test
    void a_secondary_council_has_parents_and_students() {
        Committee council = Committee.SCHOOL_SITE_COUNCIL.ruledBy(CaliforniaSiteCouncil.secondary());

        assertThat(council.seating(people(1, 3, 1, 5, 0, 0)).problems())
                .extracting(Problem::allowed)
                .containsExactly("at least 1 member with the role student");
        assertThat(council.seating(people(1, 3, 1, 0, 0, 5)).problems())
                .extracting(Problem::allowed)
                .containsExactly("at least 1 member with the role parent or community member");
    }

    @Test
    void tells_every_rule_that_is_broken() {
        Committee council = Committee.SCHOOL_SITE_COUNCIL
                .ruledBy(CaliforniaSiteCouncil.elementary())
                .seating(people(2, 2, 0, 5, 0, 1));

        assertThat(council.isProperlyComposed()).isFalse();
        assertThat(council.problems()).extracting(Problem::code).containsOnly("committee.composition");
        assertThat(council.problems())
                .extracting(Problem::message)
                .containsExactly(
                        "school site council: found 4 with the role principal, teacher or other staff (principal 2, teacher 2, "
                                + "other staff 0) and 5 with the role parent or community member (parent 5, community member 0); "
                                + "allowed: as many members with the role principal, teacher or other staff as with the role "
                                + "parent or community member. Seat or release members until it is so.",
                        "school site council: found 2 with the role teacher of 4 members; allowed: more than half of the members "
                                + "with the role principal, teacher or other staff have the role teacher. "
                                + "Seat or release members until it is so.",
                        "school site council: found 2 with the role principal; allowed: exactly 1 member with the role principal. "
                                + "Seat or release members until it is so.",
                        "school site council: found 0 with the role other staff; allowed: at least 1 member with the role "
                                + "other staff. Seat or release members until it is so.",
                        "school site council: found student 1 (student); allowed: every member with the role principal, teacher, "
                                + "other staff, parent or community member. Seat or release members until it is so.");
    }

    @Test
    void a_committee_without_members_is_not_properly_composed() {
        assertThat(Committee.SCHOOL_LEADERSHIP_TEAM.problems())
                .containsExactly(new Problem(
                        "committee.empty",
                        "school leadership team",
                        "no members",
                        "at least 1 member",
                        "Seat its members."));
    }

    @Test
    void a_committee_without_rules_needs_only_members() {
        assertThat(TWO.isProperlyComposed()).isTrue();
    }

    @Test
    void a_member_who_is_seated_again_keeps_the_place_with_the_new_role() {
        assertThat(TWO.seating(Member.of("Ana Ruiz", PRINCIPAL)).members())
                .containsExactly(Member.of("Ana Ruiz", PRINCIPAL), BEN);
    }

    @Test
    void refuses_one_name_for_two_members() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TWO.seating(Member.of("Cy Dahl", PARENT), Member.of("Cy Dahl", STUDENT)))
                .withMessage("the budget group cannot seat Cy Dahl twice; names tell members apart");
    }

    @Test
    void who_is_released_stays_on_record() {
        Committee met = TWO.met(Meeting.on(OCTOBER).attendedBy("Ana Ruiz"));
        Committee after = met.releasing("Ana Ruiz");

        assertThat(after.members()).containsExactly(BEN);
        assertThat(after.formerMembers()).containsExactly(ANA);
        assertThat(after.meetings()).isEqualTo(met.meetings());
        assertThat(after.seating(ANA).formerMembers()).isEmpty();
    }

    @Test
    void refuses_to_release_who_is_no_member() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TWO.releasing("Cy Dahl"))
                .withMessage("the budget group has no member Cy Dahl");
    }

    @Test
    void refuses_a_meeting_and_tells_everybody_present_who_is_no_member() {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> TWO.met(Meeting.on(OCTOBER).attendedBy("Cy Dahl", "Ben Cole", "Di Eng")))
                .withMessage("the meeting of 2026-10-14 cannot be recorded for the budget group; 2 problems:\n"
                        + "  budget group, meeting of 2026-10-14: found Cy Dahl present; allowed: Ana Ruiz, Ben Cole. "
                        + "Seat them as a member, or record what they said as input.\n"
                        + "  budget group, meeting of 2026-10-14: found Di Eng present; allowed: Ana Ruiz, Ben Cole. "
                        + "Seat them as a member, or record what they said as input.");
    }

    @Test
    void meetings_are_in_order_of_day() {
        Meeting november = Meeting.on(OCTOBER.plusMonths(1)).discussing("Goals");
        Meeting october = Meeting.on(OCTOBER)
                .discussing("Results of last year")
                .discussing("Survey", "Assets")
                .attendedBy("Ana Ruiz")
                .attendedBy("Ben Cole", "Ana Ruiz");

        assertThat(TWO.met(november).met(october).meetings()).containsExactly(october, november);
        assertThat(october.agenda()).containsExactly("Results of last year", "Survey", "Assets");
        assertThat(october.present()).isEqualTo(Set.of("Ana Ruiz", "Ben Cole"));
        assertThat(october).hasToString("meeting of 2026-10-14, 2 present");
    }

    @Test
    void input_is_found_by_the_goal_it_is_about() {
        Input bus = Input.of("Ana Ruiz", "Few bus riders stay after school").about("math");
        Input survey = Input.of("112 families", "Reading comes first").about("reading");
        Input general = Input.of("Ben Cole", "Too many goals");
        Committee committee = TWO.met(Meeting.on(OCTOBER).hearing(general, bus).hearing(survey));

        assertThat(committee.inputsAbout("math")).containsExactly(bus);
        assertThat(committee.inputsAbout("science")).isEmpty();
        assertThat(general.goal()).isEmpty();
        assertThat(List.of(bus, general))
                .extracting(Input::toString)
                .containsExactly("Ana Ruiz on goal math: Few bus riders stay after school", "Ben Cole: Too many goals");
    }

    @Test
    void input_says_something_and_whom_it_is_from() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Input.of(" ", "Yes"))
                .withMessage("input says whom it is from");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Input.of("Ana Ruiz", ""))
                .withMessage("input from Ana Ruiz says something");
    }

    @Test
    void has_a_name() {
        assertThat(TWO).hasToString("budget group, 2 members");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Committee.named(""))
                .withMessage("a committee has a name");
        assertThatNullPointerException().isThrownBy(() -> Committee.named(null));
    }

    @Test
    void equals_means_the_same_in_every_part() {
        EqualsVerifier.forClasses(Input.class, Meeting.class)
                .suppress(Warning.NULL_FIELDS) // the constructors refuse null
                .verify();
        assertThat(TWO)
                .isEqualTo(Committee.named("budget group").seating(ANA, BEN))
                .hasSameHashCodeAs(Committee.named("budget group").seating(ANA, BEN))
                .isNotEqualTo(Committee.named("budget group").seating(BEN, ANA))
                .isNotEqualTo(TWO.ruledBy(CompositionRule.atLeast(1, PARENT)))
                .isNotEqualTo(TWO.met(Meeting.on(OCTOBER)))
                .isNotEqualTo(TWO.seating(Member.of("Cy Dahl", PARENT)).releasing("Cy Dahl"));
    }
}
