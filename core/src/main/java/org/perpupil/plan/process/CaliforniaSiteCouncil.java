package org.perpupil.plan.process;

import static org.perpupil.plan.process.CompositionRule.atLeast;
import static org.perpupil.plan.process.CompositionRule.exactly;
import static org.perpupil.plan.process.CompositionRule.majorityOf;
import static org.perpupil.plan.process.CompositionRule.only;
import static org.perpupil.plan.process.CompositionRule.parityOf;
import static org.perpupil.plan.process.MemberRole.COMMUNITY_MEMBER;
import static org.perpupil.plan.process.MemberRole.OTHER_STAFF;
import static org.perpupil.plan.process.MemberRole.PARENT;
import static org.perpupil.plan.process.MemberRole.PRINCIPAL;
import static org.perpupil.plan.process.MemberRole.STUDENT;
import static org.perpupil.plan.process.MemberRole.TEACHER;

import com.google.common.collect.ImmutableList;
import java.util.List;

/**
 * Who sits on a school site council in California.
 *
 * <p>Both kinds of school have a side of staff: the principal or whom the principal sends, classroom teachers, and staff who do not
 * teach; more than half of it are the teachers. The other side is as large. From these rules the smallest council has ten members:
 * a principal, one of the other staff, three teachers, and five across from them.
 *
 * <p>Who chose the members is part of the law and not of these rules. A council that several schools share keeps the same rules; a
 * school of fewer than 300 pupils may, under conditions, have a smaller one (section 65001), which
 * {@link CompositionRule#exactly} can state.
 *
 * <p>Source: California Education Code, section 65000, subdivision (c), as added by chapter 471 of the statutes of 2018.
 */
public final class CaliforniaSiteCouncil {
    private CaliforniaSiteCouncil() {}

    /**
     * Returns the rules for an elementary school: across from the staff sit parents, or community members whom the parents chose.
     *
     * <p>Source: California Education Code, section 65000, subdivision (c), paragraph (1).
     */
    public static List<CompositionRule> elementary() {
        return ImmutableList.of(
                parityOf(PRINCIPAL, TEACHER, OTHER_STAFF).and(PARENT, COMMUNITY_MEMBER),
                majorityOf(TEACHER).among(PRINCIPAL, TEACHER, OTHER_STAFF),
                exactly(1, PRINCIPAL),
                atLeast(1, OTHER_STAFF),
                only(PRINCIPAL, TEACHER, OTHER_STAFF, PARENT, COMMUNITY_MEMBER));
    }

    /**
     * Returns the rules for a secondary school: across from the staff sit parents, or community members whom the parents chose, and
     * students. How many of them are students is not ruled, only that there are some of both; a district whose bylaws want as many
     * students as parents adds {@link CompositionRule#parityOf}.
     *
     * <p>Source: California Education Code, section 65000, subdivision (c), paragraph (2).
     */
    public static List<CompositionRule> secondary() {
        return ImmutableList.of(
                parityOf(PRINCIPAL, TEACHER, OTHER_STAFF).and(PARENT, COMMUNITY_MEMBER, STUDENT),
                majorityOf(TEACHER).among(PRINCIPAL, TEACHER, OTHER_STAFF),
                exactly(1, PRINCIPAL),
                atLeast(1, OTHER_STAFF),
                atLeast(1, PARENT, COMMUNITY_MEMBER),
                atLeast(1, STUDENT),
                only(PRINCIPAL, TEACHER, OTHER_STAFF, PARENT, COMMUNITY_MEMBER, STUDENT));
    }
}
