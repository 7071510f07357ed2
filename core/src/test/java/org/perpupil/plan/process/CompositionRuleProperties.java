package org.perpupil.plan.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.GenerationMode;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

class CompositionRuleProperties {

    private record Seats(int principals, int teachers, int staff, int parents, int community, int students) {
        private List<Member> people() {
            return Councils.people(principals, teachers, staff, parents, community, students);
        }

        private int ofStaff() {
            return principals + teachers + staff;
        }

        /** The law: one principal, some other staff, more teachers than of the two together. */
        private boolean isStaffed() {
            return principals == 1 && staff >= 1 && teachers > principals + staff;
        }
    }

    /** Councils as the law wants them, and such as miss it by one or two seats. */
    @Provide
    Arbitrary<Seats> seats() {
        Arbitrary<Integer> principals = Arbitraries.of(1, 0, 2);
        Arbitrary<Integer> staff = Arbitraries.of(1, 2, 0);
        Arbitrary<Integer> moreTeachers = Arbitraries.integers().between(0, 2);
        Arbitrary<Integer> community = Arbitraries.integers().between(0, 2);
        Arbitrary<Integer> students = Arbitraries.of(0, 1, 2);
        Arbitrary<Integer> across = Arbitraries.of(0, -1, 1);
        return Combinators.combine(principals, staff, moreTeachers, community, students, across)
                .as((heads, others, more, near, young, missed) -> {
                    int teachers = heads + others + more;
                    int parents = Math.max(0, heads + others + teachers + missed - near - young);
                    return new Seats(heads, teachers, others, parents, near, young);
                });
    }

    @Property(generation = GenerationMode.EXHAUSTIVE)
    void a_council_is_proper_if_and_only_if_the_arithmetic_of_the_law_holds(@ForAll("seats") Seats seats) {
        int adults = seats.parents() + seats.community();
        boolean elementary = seats.isStaffed() && seats.students() == 0 && seats.ofStaff() == adults;
        boolean secondary =
                seats.isStaffed() && seats.students() > 0 && adults > 0 && seats.ofStaff() == adults + seats.students();

        assertThat(council(CaliforniaSiteCouncil.elementary(), seats.people()).isProperlyComposed())
                .isEqualTo(elementary);
        assertThat(council(CaliforniaSiteCouncil.secondary(), seats.people()).isProperlyComposed())
                .isEqualTo(secondary);
        Statistics.label("proper")
                .collect(elementary ? "elementary" : secondary ? "secondary" : "neither")
                .coverage(coverage -> {
                    // by hand: 1 principal, 2 numbers of other staff, 2 of teachers, 3 of community members, no seat
                    // missed
                    coverage.check("elementary").count(count -> count == 12);
                    // by hand: the same with 2 numbers of students
                    coverage.check("secondary").count(count -> count == 24);
                });
    }

    @Property
    void the_order_of_the_members_does_not_matter(@ForAll("seats") Seats seats, @ForAll Random random) {
        List<Member> shuffled = new ArrayList<>(seats.people());
        Collections.shuffle(shuffled, random);

        assertThat(council(CaliforniaSiteCouncil.secondary(), shuffled).problems())
                .isEqualTo(council(CaliforniaSiteCouncil.secondary(), seats.people())
                        .problems());
    }

    private static Committee council(List<CompositionRule> rules, List<Member> members) {
        return Committee.SCHOOL_SITE_COUNCIL.ruledBy(rules).seating(members);
    }
}
