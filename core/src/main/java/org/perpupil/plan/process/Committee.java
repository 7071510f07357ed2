package org.perpupil.plan.process;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.perpupil.problem.Problem;
import org.perpupil.problem.ProblemException;

/**
 * People who take part in making a plan: who they are, how the committee must be composed, and when they met.
 *
 * <pre>{@code
 * Committee council = Committee.SCHOOL_SITE_COUNCIL
 *         .ruledBy(CaliforniaSiteCouncil.elementary())
 *         .seating(Member.of("Ana Ruiz", PARENT), Member.of("Ben Cole", TEACHER), …);
 * }</pre>
 *
 * <p>A committee may break its rules while its members are still being found; {@link #problems()} says which. The constants are the
 * committees that the guidebook to per-pupil budgeting lists in its chapter on school sites, without members or rules; any other is
 * {@link #named}.
 */
public final class Committee {
    private static final Comparator<Meeting> BY_DAY = Comparator.comparing(Meeting::day);

    public static final Committee SCHOOL_SITE_COUNCIL = named("school site council");
    public static final Committee STATE_COMPENSATORY_EDUCATION_ADVISORY =
            named("state compensatory education advisory committee");
    public static final Committee ENGLISH_LEARNER_ADVISORY = named("English learner advisory committee");
    public static final Committee SPECIAL_EDUCATION_ADVISORY = named("special education advisory committee");
    /** For gifted and talented pupils. */
    public static final Committee GIFTED_ADVISORY = named("gifted education advisory committee");
    /** Between the district and a school whose results must improve. */
    public static final Committee LIAISON_TEAM = named("district and school liaison team");

    public static final Committee COMPENSATORY_EDUCATION_ADVISORY = named("compensatory education advisory committee");
    /** In secondary schools. */
    public static final Committee DEPARTMENTAL_ADVISORY = named("departmental advisory committee");

    public static final Committee SCHOOL_LEADERSHIP_TEAM = named("school leadership team");

    private final String name;
    private final ImmutableList<CompositionRule> rules;
    private final ImmutableMap<String, Member> members;
    private final ImmutableMap<String, Member> formerMembers;
    private final ImmutableList<Meeting> meetings;

    private Committee(
            String name,
            List<CompositionRule> rules,
            Map<String, Member> members,
            Map<String, Member> formerMembers,
            List<Meeting> meetings) {
        this.name = Text.said(name, "a committee has a name");
        this.rules = ImmutableList.copyOf(rules);
        this.members = ImmutableMap.copyOf(members);
        this.formerMembers = ImmutableMap.copyOf(formerMembers);
        this.meetings = ImmutableList.sortedCopyOf(BY_DAY, meetings);
    }

    /** Returns a committee without members, rules or meetings. */
    public static Committee named(String name) {
        return new Committee(name, ImmutableList.of(), ImmutableMap.of(), ImmutableMap.of(), ImmutableList.of());
    }

    /** Returns the committee with more rules that its members must keep. */
    public Committee ruledBy(CompositionRule... more) {
        return ruledBy(ImmutableList.copyOf(more));
    }

    /** Returns the committee with more rules that its members must keep. */
    public Committee ruledBy(Collection<CompositionRule> more) {
        return new Committee(
                name,
                ImmutableList.<CompositionRule>builder()
                        .addAll(rules)
                        .addAll(more)
                        .build(),
                members,
                formerMembers,
                meetings);
    }

    /**
     * Returns the committee with more members; one with the name of a member takes that member's place.
     *
     * @throws IllegalArgumentException if a name is given twice
     */
    public Committee seating(Member... more) {
        return seating(ImmutableList.copyOf(more));
    }

    /**
     * Returns the committee with more members; one with the name of a member takes that member's place.
     *
     * @throws IllegalArgumentException if a name is given twice
     */
    public Committee seating(Collection<Member> more) {
        Map<String, Member> seated = new LinkedHashMap<>(members);
        Map<String, Member> former = new LinkedHashMap<>(formerMembers);
        Set<String> given = new HashSet<>();
        for (Member member : more) {
            if (!given.add(member.name())) {
                throw new IllegalArgumentException(
                        "the %s cannot seat %s twice; names tell members apart".formatted(name, member.name()));
            }
            seated.put(member.name(), member);
            former.remove(member.name());
        }
        return new Committee(name, rules, seated, former, meetings);
    }

    /**
     * Returns the committee without a member, who stays in the record of past meetings.
     *
     * @throws IllegalArgumentException if nobody has the name
     */
    public Committee releasing(String member) {
        Map<String, Member> seated = new LinkedHashMap<>(members);
        Map<String, Member> former = new LinkedHashMap<>(formerMembers);
        Member released = seated.remove(requireNonNull(member, "member"));
        if (released == null) {
            throw new IllegalArgumentException("the %s has no member %s".formatted(name, member));
        }
        former.put(member, released);
        return new Committee(name, rules, seated, former, meetings);
    }

    /**
     * Returns the committee with a meeting that it had.
     *
     * @throws ProblemException that tells everybody who is said to have been present and is no member
     */
    public Committee met(Meeting meeting) {
        List<Problem> problems = new ArrayList<>();
        for (String present : meeting.present()) {
            if (!members.containsKey(present)) {
                problems.add(new Problem(
                        "committee.present",
                        "%s, meeting of %s".formatted(name, meeting.day()),
                        present + " present",
                        members.isEmpty() ? "nobody, since it has no members" : String.join(", ", members.keySet()),
                        "Seat them as a member, or record what they said as input."));
            }
        }
        ProblemException.throwIfAny(
                "the meeting of %s cannot be recorded for the %s".formatted(meeting.day(), name), problems);
        return new Committee(
                name,
                rules,
                members,
                formerMembers,
                ImmutableList.<Meeting>builder().addAll(meetings).add(meeting).build());
    }

    /** Returns what it is called; the committees that a plan needs are told apart by it. */
    public String name() {
        return name;
    }

    /** Returns the rules, in the order given. */
    public List<CompositionRule> rules() {
        return rules;
    }

    /** Returns the members, in the order given. */
    public List<Member> members() {
        return members.values().asList();
    }

    /** Returns who was a member and is none now, in the order in which they left, each with the last role. */
    public List<Member> formerMembers() {
        return formerMembers.values().asList();
    }

    /** Returns the meetings by day; those of one day in the order given. */
    public List<Meeting> meetings() {
        return meetings;
    }

    /** Returns all that was said in its meetings about a goal, in the order of the meetings. */
    public List<Input> inputsAbout(String goalId) {
        return meetings.stream()
                .flatMap(meeting -> meeting.inputs().stream())
                .filter(input -> input.goal().filter(goalId::equals).isPresent())
                .toList();
    }

    /** Returns every rule that its members break, in the order of the rules; that it has no members at all comes first. */
    public List<Problem> problems() {
        List<Problem> problems = new ArrayList<>();
        if (members.isEmpty()) {
            problems.add(new Problem("committee.empty", name, "no members", "at least 1 member", "Seat its members."));
        }
        for (CompositionRule rule : rules) {
            rule.brokenBy(members())
                    .ifPresent(found -> problems.add(new Problem(
                            "committee.composition",
                            name,
                            found,
                            rule.words(),
                            "Seat or release members until it is so.")));
        }
        return ImmutableList.copyOf(problems);
    }

    /** Tells whether it has members and they keep every rule. */
    public boolean isProperlyComposed() {
        return problems().isEmpty();
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof Committee other
                && name.equals(other.name)
                && rules.equals(other.rules)
                && members().equals(other.members())
                && formerMembers().equals(other.formerMembers())
                && meetings.equals(other.meetings);
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, members);
    }

    @Override
    public String toString() {
        return "%s, %s".formatted(name, Text.counted(members.size(), "member"));
    }
}
