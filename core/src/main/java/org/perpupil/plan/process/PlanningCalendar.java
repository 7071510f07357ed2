package org.perpupil.plan.process;

import static java.util.Objects.requireNonNull;
import static org.perpupil.plan.process.Phase.DECIDE;
import static org.perpupil.plan.process.Phase.ENGAGE;
import static org.perpupil.plan.process.Phase.PRIORITIZE;
import static org.perpupil.plan.process.Phase.REFLECT;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.perpupil.district.FiscalYear;
import org.perpupil.problem.Problem;
import org.perpupil.problem.ProblemException;

/**
 * The year in which a school makes its plan: when each phase begins, what is due when, and what is done.
 *
 * <pre>{@code
 * PlanningCalendar calendar = PlanningCalendar.yearBefore(FiscalYear.of(2028))
 *         .with(Milestone.of("board", DECIDE, "The board hears the plan", LocalDate.of(2027, 6, 15)))
 *         .done("training", LocalDate.of(2026, 8, 12));
 * }</pre>
 *
 * <p>A phase lasts until the next begins. What belongs to a phase may be due after the next has begun: asking people goes on while
 * others begin to reflect.
 */
public final class PlanningCalendar {
    private static final Comparator<Milestone> BY_DUE =
            Comparator.comparing(Milestone::due).thenComparing(Milestone::id);

    private final FiscalYear planned;
    private final ImmutableMap<Phase, LocalDate> begins;
    private final LocalDate ends;
    private final ImmutableList<Milestone> milestones;

    private PlanningCalendar(
            FiscalYear planned, Map<Phase, LocalDate> begins, LocalDate ends, Collection<Milestone> milestones) {
        this.planned = requireNonNull(planned, "planned");
        this.begins = Maps.immutableEnumMap(begins);
        this.ends = requireNonNull(ends, "ends");
        this.milestones = ImmutableList.sortedCopyOf(BY_DUE, milestones);
        ProblemException.throwIfAny("the calendar for the plan of %s cannot be used".formatted(planned), faults());
    }

    /**
     * Returns a calendar.
     *
     * @param planned the year of the plan, which follows the year of the calendar
     * @param begins the first day of every phase
     * @param ends the last day of the last phase
     * @param milestones what is due, in any order
     * @throws ProblemException with every fault: a phase without a first day, one that begins before the phase ahead of it, a last
     *     day before the last phase; an id that two milestones have; a milestone that is due before its phase begins or after the
     *     last day, or done before the calendar begins
     */
    public static PlanningCalendar of(
            FiscalYear planned, Map<Phase, LocalDate> begins, LocalDate ends, Collection<Milestone> milestones) {
        return new PlanningCalendar(planned, begins, ends, milestones);
    }

    /**
     * Returns the guidebook's year for the plan of a fiscal year, which runs from the summer to the spring before it.
     *
     * <p>The guidebook names seasons; the days are this library's, for fiscal years from July to June, and a district changes them.
     * For the plan of 2027–28: engage from July 1, 2026; reflect from October 1; prioritize from December 1; decide from March 1,
     * 2027, to June 30. The milestones, with the last day for each:
     *
     * <pre>{@code
     * engage      training      August 15    assets       August 31    welcome    August 31    surveys  October 15
     * reflect     data-review   October 31   plan-review  November 15  goals      November 30
     * prioritize  priorities    January 15   costs        January 31   scenarios  February 28
     * decide      draft-budget  March 31     feedback     April 30     plan       May 31
     * }</pre>
     *
     * <p>Source: the guidebook to per-pupil budgeting, Table 3.1, new timeline.
     *
     * @throws IllegalArgumentException if there is no fiscal year before it
     */
    public static PlanningCalendar yearBefore(FiscalYear planned) {
        int spring = planned.previous().ending();
        int fall = spring - 1;
        List<Milestone> milestones = ImmutableList.of(
                due(ENGAGE, fall, 8, 15, "training", "Staff and council know how the school plans and budgets"),
                due(ENGAGE, fall, 8, 31, "assets", "What the community can give the school is listed"),
                due(ENGAGE, fall, 8, 31, "welcome", "New staff and families know how to take part"),
                due(ENGAGE, fall, 10, 15, "surveys", "Families, staff and students have answered surveys"),
                due(REFLECT, fall, 10, 31, "data-review", "The council has looked for what lies behind results"),
                due(REFLECT, fall, 11, 15, "plan-review", "This year's plan has been judged and changed"),
                due(REFLECT, fall, 11, 30, "goals", "The goals that the next budget is to serve are drafted"),
                due(PRIORITIZE, spring, 1, 15, "priorities", "Needs are ranked by criteria that all can read"),
                due(PRIORITIZE, spring, 1, 31, "costs", "Every strategy has a cost"),
                due(PRIORITIZE, spring, 2, 28, "scenarios", "There are budgets for less and for more money"),
                due(DECIDE, spring, 3, 31, "draft-budget", "The allocation is spread over the priorities"),
                due(DECIDE, spring, 4, 30, "feedback", "The draft was shared, and changed by what was heard"),
                due(DECIDE, spring, 5, 31, "plan", "The plan for the coming year is complete"));
        Map<Phase, LocalDate> begins = ImmutableMap.of(
                ENGAGE, LocalDate.of(fall, 7, 1),
                REFLECT, LocalDate.of(fall, 10, 1),
                PRIORITIZE, LocalDate.of(fall, 12, 1),
                DECIDE, LocalDate.of(spring, 3, 1));
        return of(planned, begins, LocalDate.of(spring, 6, 30), milestones);
    }

    private static Milestone due(Phase phase, int year, int month, int day, String id, String description) {
        return Milestone.of(id, phase, description, LocalDate.of(year, month, day));
    }

    private List<Problem> faults() {
        List<Problem> problems = new ArrayList<>();
        Optional<LocalDate> before = Optional.empty();
        for (Phase phase : Phase.values()) {
            LocalDate first = begins.get(phase);
            if (first == null) {
                problems.add(fault(
                        "calendar.phase", Text.words(phase), "no first day", "a first day", "Say when it begins."));
                continue;
            }
            if (before.filter(first::isBefore).isPresent()) {
                problems.add(fault(
                        "calendar.phase",
                        Text.words(phase),
                        "begins " + first,
                        before.orElseThrow() + " or later, when the phase ahead of it begins",
                        "Put the phases in order."));
            }
            before = Optional.of(first);
        }
        if (before.filter(ends::isBefore).isPresent()) {
            problems.add(fault(
                    "calendar.end",
                    "last day",
                    ends.toString(),
                    before.orElseThrow() + " or later, when the last phase begins",
                    "Let the calendar end later."));
        }
        Set<String> met = new HashSet<>();
        Set<String> twice = new LinkedHashSet<>();
        milestones.stream().map(Milestone::id).filter(id -> !met.add(id)).forEach(twice::add);
        for (String id : twice) {
            problems.add(fault(
                    "calendar.twice",
                    "milestone " + id,
                    "more than one milestone with this id",
                    "each id once in a calendar",
                    "Give one of them another id."));
        }
        milestones.forEach(milestone -> checkDays(problems, milestone));
        return problems;
    }

    private void checkDays(List<Problem> problems, Milestone milestone) {
        String place = "milestone " + milestone.id();
        LocalDate first = begins.get(milestone.phase());
        if (first != null && milestone.due().isBefore(first)) {
            problems.add(fault(
                    "calendar.due",
                    place,
                    "due " + milestone.due(),
                    first + " or later, when the phase " + Text.words(milestone.phase()) + " begins",
                    "Correct the day, or the phase."));
        }
        if (milestone.due().isAfter(ends)) {
            problems.add(fault(
                    "calendar.due",
                    place,
                    "due " + milestone.due(),
                    ends + " or earlier, the last day of the calendar",
                    "Correct the day, or let the calendar end later."));
        }
        LocalDate start = begins.get(ENGAGE);
        if (start != null && milestone.done().filter(start::isAfter).isPresent()) {
            problems.add(fault(
                    "calendar.done",
                    place,
                    "done " + milestone.done().orElseThrow(),
                    start + " or later, when the calendar begins",
                    "Correct the day on which it was done."));
        }
    }

    private static Problem fault(String code, String place, String found, String allowed, String remedy) {
        return new Problem(code, place, found, allowed, remedy);
    }

    /**
     * Returns the calendar with a milestone in place of the one with its id, or as one more.
     *
     * @throws ProblemException if its days do not fit, as {@link #of} says
     */
    public PlanningCalendar with(Milestone milestone) {
        return withMilestones(Stream.concat(others(milestone.id()), Stream.of(milestone)));
    }

    /**
     * Returns the calendar without a milestone.
     *
     * @throws IllegalArgumentException if there is none with the id
     */
    public PlanningCalendar without(String id) {
        required(id);
        return withMilestones(others(id));
    }

    /**
     * Returns the calendar with the day on which a milestone was done.
     *
     * @throws IllegalArgumentException if there is none with the id
     * @throws ProblemException if the day is before the calendar begins
     */
    public PlanningCalendar done(String id, LocalDate day) {
        return with(required(id).doneOn(day));
    }

    private Stream<Milestone> others(String id) {
        return milestones.stream().filter(milestone -> !milestone.id().equals(id));
    }

    private PlanningCalendar withMilestones(Stream<Milestone> all) {
        return of(planned, begins, ends, all.toList());
    }

    private Milestone required(String id) {
        return milestone(id).orElseThrow(() -> new IllegalArgumentException("the calendar has no milestone " + id));
    }

    /** Returns the year of the plan. */
    public FiscalYear planned() {
        return planned;
    }

    /** Returns the first day of every phase, in the order of the phases. */
    public Map<Phase, LocalDate> begins() {
        return begins;
    }

    /** Returns the last day. */
    public LocalDate ends() {
        return ends;
    }

    /** Returns what is due, by day; what is due on one day by id. */
    public List<Milestone> milestones() {
        return milestones;
    }

    public Optional<Milestone> milestone(String id) {
        return milestones.stream()
                .filter(milestone -> milestone.id().equals(id))
                .findFirst();
    }

    /** Returns what is late on a day, the longest overdue first; what was done after the day was late on it. */
    public List<Milestone> overdueOn(LocalDate day) {
        return milestones.stream()
                .filter(milestone -> milestone.isOverdueOn(day))
                .toList();
    }

    /**
     * Returns what is due on the first day, the last day or between, done or not.
     *
     * @throws IllegalArgumentException if the last day is before the first
     */
    public List<Milestone> dueBetween(LocalDate first, LocalDate last) {
        if (last.isBefore(first)) {
            throw new IllegalArgumentException("no day is between %s and %s".formatted(first, last));
        }
        return milestones.stream()
                .filter(milestone ->
                        !milestone.due().isBefore(first) && !milestone.due().isAfter(last))
                .toList();
    }

    /** Returns what is due next after a day, of all that was not done by it; empty if nothing is. */
    public Optional<Milestone> nextAfter(LocalDate day) {
        return milestones.stream()
                .filter(milestone -> milestone.due().isAfter(day) && !milestone.isDoneBy(day))
                .findFirst();
    }

    /** Returns the phase that a day is in; empty before the first phase begins and after the last day. */
    public Optional<Phase> phaseOn(LocalDate day) {
        return day.isAfter(ends)
                ? Optional.empty()
                : begins.entrySet().stream()
                        .filter(phase -> !phase.getValue().isAfter(day))
                        .map(Map.Entry::getKey)
                        .reduce((earlier, later) -> later);
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof PlanningCalendar other
                && planned.equals(other.planned)
                && begins.equals(other.begins)
                && ends.equals(other.ends)
                && milestones.equals(other.milestones);
    }

    @Override
    public int hashCode() {
        return Objects.hash(planned, milestones);
    }

    @Override
    public String toString() {
        return "calendar for the plan of %s, %s".formatted(planned, Text.counted(milestones.size(), "milestone"));
    }
}
