package org.perpupil.plan.process;

import static java.util.stream.Collectors.joining;

import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;

/**
 * A rule about how many members of a committee have which role.
 *
 * <pre>{@code
 * CompositionRule.parityOf(PRINCIPAL, TEACHER, OTHER_STAFF).and(PARENT, COMMUNITY_MEMBER)
 * CompositionRule.majorityOf(TEACHER).among(PRINCIPAL, TEACHER, OTHER_STAFF)
 * CompositionRule.atLeast(1, STUDENT)
 * }</pre>
 *
 * <p>Where a rule names several roles, it counts the members with any of them.
 */
public sealed interface CompositionRule {

    /** Returns the rule for people, such as {@code at least 1 member with the role student}. */
    String words();

    /** Returns the counts with which members break the rule; empty if they keep it. */
    Optional<String> brokenBy(Collection<Member> members);

    /** Starts the rule that two sides have the same number of members. */
    static OneSide parityOf(MemberRole... oneSide) {
        return new OneSide(ImmutableSet.copyOf(oneSide));
    }

    /** Starts the rule that some roles have more than half of the members of a wider group. */
    static Some majorityOf(MemberRole... some) {
        return new Some(ImmutableSet.copyOf(some));
    }

    /** Returns the rule that so many members or more have one of the roles. */
    static CompositionRule atLeast(int count, MemberRole... roles) {
        return new AtLeast(count, ImmutableSet.copyOf(roles));
    }

    /** Returns the rule that so many members or fewer have one of the roles. */
    static CompositionRule atMost(int count, MemberRole... roles) {
        return new AtMost(count, ImmutableSet.copyOf(roles));
    }

    /** Returns the rule that so many members have one of the roles, no more and no fewer. */
    static CompositionRule exactly(int count, MemberRole... roles) {
        return new Exactly(count, ImmutableSet.copyOf(roles));
    }

    /** Returns the rule that nobody has any other role. */
    static CompositionRule only(MemberRole... roles) {
        return new Only(ImmutableSet.copyOf(roles));
    }

    /** One side of a parity, whose other side is still to be named. */
    final class OneSide {
        private final Set<MemberRole> roles;

        private OneSide(Set<MemberRole> roles) {
            this.roles = roles;
        }

        /**
         * Returns the rule that the other side has as many members as this one.
         *
         * @throws IllegalArgumentException if a side has no role, or a role is on both
         */
        public CompositionRule and(MemberRole... otherSide) {
            return new Parity(roles, ImmutableSet.copyOf(otherSide));
        }
    }

    /** Roles that are to have a majority, still to be told of whom. */
    final class Some {
        private final Set<MemberRole> roles;

        private Some(Set<MemberRole> roles) {
            this.roles = roles;
        }

        /**
         * Returns the rule that more than half of the members with one of these roles are of the majority. Of nobody there is no
         * majority, so a committee without any of them breaks it.
         *
         * @throws IllegalArgumentException if these roles do not include those of the majority
         */
        public CompositionRule among(MemberRole... group) {
            return new Majority(roles, ImmutableSet.copyOf(group));
        }
    }

    /**
     * Two sides have the same number of members.
     *
     * @param oneSide at least one role
     * @param otherSide at least one role, none of them of the one side
     */
    record Parity(Set<MemberRole> oneSide, Set<MemberRole> otherSide) implements CompositionRule {
        public Parity {
            oneSide = named(oneSide);
            otherSide = named(otherSide);
            Set<MemberRole> both = Sets.intersection(oneSide, otherSide);
            if (!both.isEmpty()) {
                throw new IllegalArgumentException(
                        "%s is on both sides of a parity; a role is on one".formatted(Text.anyOf(both)));
            }
        }

        @Override
        public String words() {
            return "as many members with the role %s as with the role %s"
                    .formatted(Text.anyOf(oneSide), Text.anyOf(otherSide));
        }

        @Override
        public Optional<String> brokenBy(Collection<Member> members) {
            return unless(
                    having(members, oneSide) == having(members, otherSide),
                    tally(members, oneSide) + " and " + tally(members, otherSide));
        }
    }

    /**
     * Some roles have more than half of the members of a wider group.
     *
     * @param some at least one role
     * @param group the roles of the wider group, the majority's among them
     */
    record Majority(Set<MemberRole> some, Set<MemberRole> group) implements CompositionRule {
        public Majority {
            some = named(some);
            group = named(group);
            if (!group.containsAll(some)) {
                throw new IllegalArgumentException("%s cannot be the majority among %s; the group includes its majority"
                        .formatted(Text.anyOf(some), Text.anyOf(group)));
            }
        }

        @Override
        public String words() {
            return "more than half of the members with the role %s have the role %s"
                    .formatted(Text.anyOf(group), Text.anyOf(some));
        }

        @Override
        public Optional<String> brokenBy(Collection<Member> members) {
            long group = having(members, this.group);
            return unless(
                    2 * having(members, some) > group,
                    "%s of %s".formatted(tally(members, some), Text.counted(group, "member")));
        }
    }

    /**
     * So many members or more have one of the roles.
     *
     * @param count at least 1
     * @param roles at least one role
     */
    record AtLeast(int count, Set<MemberRole> roles) implements CompositionRule {
        public AtLeast {
            if (count < 1) {
                throw new IllegalArgumentException("a rule of at least %s rules nothing".formatted(count));
            }
            roles = named(roles);
        }

        @Override
        public String words() {
            return "at least %s with the role %s".formatted(Text.counted(count, "member"), Text.anyOf(roles));
        }

        @Override
        public Optional<String> brokenBy(Collection<Member> members) {
            return unless(having(members, roles) >= count, tally(members, roles));
        }
    }

    /**
     * So many members or fewer have one of the roles.
     *
     * @param count 0 or more
     * @param roles at least one role
     */
    record AtMost(int count, Set<MemberRole> roles) implements CompositionRule {
        public AtMost {
            count = requireNotNegative(count);
            roles = named(roles);
        }

        @Override
        public String words() {
            return "at most %s with the role %s".formatted(Text.counted(count, "member"), Text.anyOf(roles));
        }

        @Override
        public Optional<String> brokenBy(Collection<Member> members) {
            return unless(having(members, roles) <= count, tally(members, roles));
        }
    }

    /**
     * So many members have one of the roles, no more and no fewer.
     *
     * @param count 0 or more
     * @param roles at least one role
     */
    record Exactly(int count, Set<MemberRole> roles) implements CompositionRule {
        public Exactly {
            count = requireNotNegative(count);
            roles = named(roles);
        }

        @Override
        public String words() {
            return "exactly %s with the role %s".formatted(Text.counted(count, "member"), Text.anyOf(roles));
        }

        @Override
        public Optional<String> brokenBy(Collection<Member> members) {
            return unless(having(members, roles) == count, tally(members, roles));
        }
    }

    /**
     * Nobody has any other role.
     *
     * @param roles at least one role
     */
    record Only(Set<MemberRole> roles) implements CompositionRule {
        public Only {
            roles = named(roles);
        }

        @Override
        public String words() {
            return "every member with the role " + Text.anyOf(roles);
        }

        @Override
        public Optional<String> brokenBy(Collection<Member> members) {
            String others = members.stream()
                    .filter(member -> !roles.contains(member.role()))
                    .map(Member::toString)
                    .collect(joining(", "));
            return unless(others.isEmpty(), others);
        }
    }

    private static Set<MemberRole> named(Set<MemberRole> roles) {
        if (roles.isEmpty()) {
            throw new IllegalArgumentException("a rule of composition names at least one role");
        }
        return ImmutableSet.copyOf(roles);
    }

    private static int requireNotNegative(int count) {
        if (count < 0) {
            throw new IllegalArgumentException("no committee has %s members".formatted(count));
        }
        return count;
    }

    private static long having(Collection<Member> members, Set<MemberRole> roles) {
        return members.stream().filter(member -> roles.contains(member.role())).count();
    }

    /** Returns such as {@code 3 with the role parent or student (parent 2, student 1)}. */
    private static String tally(Collection<Member> members, Set<MemberRole> roles) {
        String each = roles.stream()
                .map(role -> role + " " + having(members, ImmutableSet.of(role)))
                .collect(joining(", ", " (", ")"));
        return "%s with the role %s%s"
                .formatted(having(members, roles), Text.anyOf(roles), roles.size() == 1 ? "" : each);
    }

    private static Optional<String> unless(boolean kept, String found) {
        return kept ? Optional.empty() : Optional.of(found);
    }
}
