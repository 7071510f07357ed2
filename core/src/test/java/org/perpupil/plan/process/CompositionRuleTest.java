package org.perpupil.plan.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.perpupil.plan.process.Councils.people;
import static org.perpupil.plan.process.MemberRole.COMMUNITY_MEMBER;
import static org.perpupil.plan.process.MemberRole.OTHER_STAFF;
import static org.perpupil.plan.process.MemberRole.PARENT;
import static org.perpupil.plan.process.MemberRole.PRINCIPAL;
import static org.perpupil.plan.process.MemberRole.STUDENT;
import static org.perpupil.plan.process.MemberRole.TEACHER;

import java.util.List;
import nl.jqno.equalsverifier.EqualsVerifier;
import nl.jqno.equalsverifier.Warning;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompositionRuleTest {
    private static final CompositionRule PARITY =
            CompositionRule.parityOf(PRINCIPAL, TEACHER, OTHER_STAFF).and(PARENT, COMMUNITY_MEMBER);
    private static final CompositionRule MAJORITY =
            CompositionRule.majorityOf(TEACHER).among(PRINCIPAL, TEACHER, OTHER_STAFF);

    @Test
    void parity_wants_two_sides_of_the_same_size() {
        // by hand: 1 + 3 + 1 = 5 staff, 4 + 1 = 5 across; 4 + 0 = 4 across
        assertThat(PARITY.brokenBy(people(1, 3, 1, 4, 1, 0))).isEmpty();
        assertThat(PARITY.brokenBy(people(1, 3, 1, 4, 0, 0)))
                .contains(
                        "5 with the role principal, teacher or other staff (principal 1, teacher 3, other staff 1) and "
                                + "4 with the role parent or community member (parent 4, community member 0)");
        assertThat(PARITY.words())
                .isEqualTo("as many members with the role principal, teacher or other staff as with the role "
                        + "parent or community member");
    }

    @Test
    void parity_does_not_count_other_roles() {
        assertThat(PARITY.brokenBy(people(1, 3, 1, 4, 1, 7))).isEmpty();
    }

    @Test
    void parity_holds_of_nobody() {
        assertThat(PARITY.brokenBy(List.of())).isEmpty();
    }

    @Test
    void a_majority_is_more_than_half() {
        // by hand: 3 of 5 is more than half, 2 of 4 is half
        assertThat(MAJORITY.brokenBy(people(1, 3, 1, 0, 0, 0))).isEmpty();
        assertThat(MAJORITY.brokenBy(people(1, 2, 1, 9, 0, 0))).contains("2 with the role teacher of 4 members");
        assertThat(MAJORITY.words())
                .isEqualTo("more than half of the members with the role principal, teacher or other staff have the role"
                        + " teacher");
    }

    @Test
    void of_nobody_there_is_no_majority() {
        assertThat(MAJORITY.brokenBy(people(0, 0, 0, 3, 0, 0))).contains("0 with the role teacher of 0 members");
    }

    @Test
    void at_least_counts_members_with_any_of_the_roles() {
        CompositionRule rule = CompositionRule.atLeast(2, PARENT, STUDENT);

        assertThat(rule.words()).isEqualTo("at least 2 members with the role parent or student");
        assertThat(rule.brokenBy(people(0, 0, 0, 1, 0, 1))).isEmpty();
        assertThat(rule.brokenBy(people(0, 0, 0, 3, 0, 0))).isEmpty();
        assertThat(rule.brokenBy(people(0, 5, 0, 1, 0, 0)))
                .contains("1 with the role parent or student (parent 1, student 0)");
    }

    @Test
    void at_most_may_be_none() {
        CompositionRule rule = CompositionRule.atMost(0, STUDENT);

        assertThat(rule.words()).isEqualTo("at most 0 members with the role student");
        assertThat(rule.brokenBy(people(1, 1, 1, 1, 1, 0))).isEmpty();
        assertThat(rule.brokenBy(people(1, 1, 1, 1, 1, 2))).contains("2 with the role student");
    }

    @Test
    void exactly_is_broken_by_fewer_and_by_more() {
        CompositionRule rule = CompositionRule.exactly(1, PRINCIPAL);

        assertThat(rule.words()).isEqualTo("exactly 1 member with the role principal");
        assertThat(rule.brokenBy(people(1, 3, 0, 0, 0, 0))).isEmpty();
        assertThat(rule.brokenBy(people(0, 3, 0, 0, 0, 0))).contains("0 with the role principal");
        assertThat(rule.brokenBy(people(2, 3, 0, 0, 0, 0))).contains("2 with the role principal");
    }

    @Test
    void only_names_everybody_with_another_role() {
        CompositionRule rule = CompositionRule.only(PRINCIPAL, TEACHER);
        Member coach = Member.of("Cy Dahl", new MemberRole("coach"));

        assertThat(rule.words()).isEqualTo("every member with the role principal or teacher");
        assertThat(rule.brokenBy(people(1, 2, 0, 0, 0, 0))).isEmpty();
        assertThat(rule.brokenBy(List.of(coach, Member.of("Di Eng", TEACHER), Member.of("Ed Fox", PARENT))))
                .contains("Cy Dahl (coach), Ed Fox (parent)");
    }

    @Test
    void refuses_a_role_on_both_sides_of_a_parity() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CompositionRule.parityOf(PARENT, TEACHER).and(STUDENT, PARENT))
                .withMessage("parent is on both sides of a parity; a role is on one");
    }

    @Test
    void refuses_a_majority_outside_its_group() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CompositionRule.majorityOf(TEACHER).among(PRINCIPAL, PARENT))
                .withMessage(
                        "teacher cannot be the majority among principal or parent; the group includes its majority");
    }

    @Test
    void refuses_a_rule_without_a_role() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CompositionRule.parityOf().and(PARENT))
                .withMessage("a rule of composition names at least one role");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CompositionRule.only())
                .withMessage("a rule of composition names at least one role");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1})
    void refuses_at_least_nobody(int count) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CompositionRule.atLeast(count, PARENT))
                .withMessage("a rule of at least " + count + " rules nothing");
    }

    @Test
    void refuses_a_negative_count() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CompositionRule.atMost(-1, PARENT))
                .withMessage("no committee has -1 members");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CompositionRule.exactly(-2, PARENT))
                .withMessage("no committee has -2 members");
    }

    @Test
    void roles_and_members_have_names() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MemberRole(" "))
                .withMessage("a role has a name");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Member.of("", PARENT))
                .withMessage("a member has a name");
        assertThat(List.of(TEACHER, PARENT, STUDENT).stream().sorted()).containsExactly(PARENT, STUDENT, TEACHER);
    }

    @Test
    void equals_means_the_same_role_and_the_same_member() {
        EqualsVerifier.forClasses(MemberRole.class, Member.class)
                .suppress(Warning.NULL_FIELDS) // the constructors refuse null
                .verify();
    }
}
