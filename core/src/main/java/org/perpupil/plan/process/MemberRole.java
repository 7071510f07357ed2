package org.perpupil.plan.process;

/**
 * In what role somebody sits on a committee. The set is open: a district adds its own, by name.
 *
 * @param name what the role is called, in the singular
 */
public record MemberRole(String name) implements Comparable<MemberRole> {
    /** The principal, or whom the principal sends. */
    public static final MemberRole PRINCIPAL = new MemberRole("principal");
    /** Somebody who teaches a class. */
    public static final MemberRole TEACHER = new MemberRole("teacher");
    /** Staff of the school who do not teach. */
    public static final MemberRole OTHER_STAFF = new MemberRole("other staff");
    /** A parent or guardian of a pupil of the school. */
    public static final MemberRole PARENT = new MemberRole("parent");

    public static final MemberRole COMMUNITY_MEMBER = new MemberRole("community member");
    public static final MemberRole STUDENT = new MemberRole("student");

    public MemberRole {
        Text.said(name, "a role has a name");
    }

    @Override
    public int compareTo(MemberRole role) {
        return name.compareTo(role.name);
    }

    @Override
    public String toString() {
        return name;
    }
}
