package org.perpupil.plan.process;

import static java.util.Objects.requireNonNull;

/**
 * Somebody who sits on a committee.
 *
 * @param name tells the members of a committee apart
 * @param role as whom; one person has one role, even a teacher who is also a parent
 */
public record Member(String name, MemberRole role) {

    public Member {
        Text.said(name, "a member has a name");
        requireNonNull(role, "role");
    }

    public static Member of(String name, MemberRole role) {
        return new Member(name, role);
    }

    @Override
    public String toString() {
        return "%s (%s)".formatted(name, role);
    }
}
