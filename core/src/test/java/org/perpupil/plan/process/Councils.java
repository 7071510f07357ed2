package org.perpupil.plan.process;

import static org.perpupil.plan.process.MemberRole.COMMUNITY_MEMBER;
import static org.perpupil.plan.process.MemberRole.OTHER_STAFF;
import static org.perpupil.plan.process.MemberRole.PARENT;
import static org.perpupil.plan.process.MemberRole.PRINCIPAL;
import static org.perpupil.plan.process.MemberRole.STUDENT;
import static org.perpupil.plan.process.MemberRole.TEACHER;

import java.util.ArrayList;
import java.util.List;
import org.perpupil.district.FiscalYear;
import org.perpupil.plan.FocusArea;
import org.perpupil.plan.Goal;
import org.perpupil.plan.SitePlan;

/** The people and plans of these tests. */
final class Councils {
    static final String COUNCIL = "school site council";
    static final String ADVISORY = "English learner advisory committee";
    static final FiscalYear YEAR = FiscalYear.of(2028);

    private Councils() {}

    /** Returns so many people with each role, named by role and number. */
    static List<Member> people(int principals, int teachers, int staff, int parents, int community, int students) {
        List<Member> people = new ArrayList<>();
        add(people, principals, PRINCIPAL);
        add(people, teachers, TEACHER);
        add(people, staff, OTHER_STAFF);
        add(people, parents, PARENT);
        add(people, community, COMMUNITY_MEMBER);
        add(people, students, STUDENT);
        return people;
    }

    private static void add(List<Member> people, int count, MemberRole role) {
        for (int number = 1; number <= count; number++) {
            people.add(Member.of(role + " " + number, role));
        }
    }

    /** Returns an elementary school's council of ten, as small as it can be. */
    static Committee council() {
        return Committee.SCHOOL_SITE_COUNCIL
                .ruledBy(CaliforniaSiteCouncil.elementary())
                .seating(people(1, 3, 1, 5, 0, 0));
    }

    /** Returns an advisory committee whose rule is that parents have the majority. */
    static Committee advisory() {
        return Committee.ENGLISH_LEARNER_ADVISORY
                .ruledBy(CompositionRule.majorityOf(PARENT).among(PARENT, TEACHER))
                .seating(people(0, 1, 0, 3, 0, 0));
    }

    /** Returns a plan with one goal. */
    static SitePlan plan(String statement) {
        return SitePlan.of("101", YEAR)
                .goal(Goal.of("math", FocusArea.academic("mathematics"), statement))
                .build();
    }
}
