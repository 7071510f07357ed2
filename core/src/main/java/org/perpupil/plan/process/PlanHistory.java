package org.perpupil.plan.process;

import static org.perpupil.plan.process.PlanStatus.APPROVED;
import static org.perpupil.plan.process.PlanStatus.DRAFT;
import static org.perpupil.plan.process.PlanStatus.SHARED;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.perpupil.plan.PlanChange;
import org.perpupil.plan.SitePlan;
import org.perpupil.problem.Problem;
import org.perpupil.problem.ProblemException;

/**
 * A plan on its way from the first draft to the version that holds, with all its versions, votes and steps.
 *
 * <pre>{@code
 * PlanHistory history = PlanHistory.requiring(council, advisory)
 *         .start(plan, "Ana Ruiz", LocalDate.of(2027, 3, 8), "First draft")
 *         .share("Ana Ruiz", LocalDate.of(2027, 4, 5))
 *         .record(Approval.approved("school site council", 1, LocalDate.of(2027, 5, 4), Votes.inFavor(9)))
 *         .record(Approval.approved("English learner advisory committee", 1, LocalDate.of(2027, 5, 6), Votes.inFavor(5)))
 *         .approve("Ana Ruiz", LocalDate.of(2027, 5, 7))
 *         .finish("Ana Ruiz", LocalDate.of(2027, 5, 28));
 * }</pre>
 *
 * <p>A version is a draft, then shared, then approved, then final. Committees vote while it is shared, and may vote again: their
 * last vote counts. More votes for than against approve; how many members must take part is for the committee to check. A
 * revision, of whatever status, is a new version and a draft again, and no vote on an earlier version counts
 * for it; even a final plan is revised when its allocation changes. A step that cannot be taken is refused with everything that
 * stands against it. What a plan still lacks ({@link SitePlan#openPoints()}) stands against nothing: those who vote judge it.
 */
public final class PlanHistory {
    private final ImmutableMap<String, Committee> committees;
    private final ImmutableList<PlanVersion> versions;
    private final ImmutableList<Ballot> ballots;
    private final ImmutableList<PlanStep> steps;

    private PlanHistory(
            Map<String, Committee> committees, List<PlanVersion> versions, List<Ballot> ballots, List<PlanStep> steps) {
        this.committees = ImmutableMap.copyOf(committees);
        this.versions = ImmutableList.copyOf(versions);
        this.ballots = ImmutableList.copyOf(ballots);
        this.steps = ImmutableList.copyOf(steps);
    }

    /**
     * Starts a history with the committees that must all approve the plan; none if nobody's approval is needed.
     *
     * @throws IllegalArgumentException if two have the same name
     */
    public static Unwritten requiring(Committee... committees) {
        return requiring(ImmutableList.copyOf(committees));
    }

    /**
     * Starts a history with the committees that must all approve the plan; none if nobody's approval is needed.
     *
     * @throws IllegalArgumentException if two have the same name
     */
    public static Unwritten requiring(Collection<Committee> committees) {
        Map<String, Committee> byName = new LinkedHashMap<>();
        for (Committee committee : committees) {
            if (byName.putIfAbsent(committee.name(), committee) != null) {
                throw new IllegalArgumentException(
                        "the approval of the %s is required twice; once is enough".formatted(committee.name()));
            }
        }
        return new Unwritten(byName);
    }

    /** A history that has no plan yet. */
    public static final class Unwritten {
        private final ImmutableMap<String, Committee> committees;

        private Unwritten(Map<String, Committee> committees) {
            this.committees = ImmutableMap.copyOf(committees);
        }

        /**
         * Returns the history with its first version, a draft.
         *
         * @param note why it was written; empty if there is nothing to note
         */
        public PlanHistory start(SitePlan plan, String who, LocalDate day, String note) {
            return new PlanHistory(
                    committees,
                    ImmutableList.of(new PlanVersion(1, day, who, note, plan)),
                    ImmutableList.of(),
                    ImmutableList.of(new PlanStep(PlanStep.Kind.STARTED, 1, day, who, note)));
        }
    }

    /**
     * Returns the history with a new version, which is a draft that nobody has approved.
     *
     * @param note what changed and why; empty if there is nothing to note
     * @throws ProblemException with everything against it: the plan of another school or year, a day before the last step
     */
    public PlanHistory revise(SitePlan plan, String who, LocalDate day, String note) {
        SitePlan now = current().plan();
        List<Problem> problems = new ArrayList<>(checkDay(day));
        if (!plan.school().equals(now.school())) {
            problems.add(problem(
                    "history.school",
                    "school " + plan.school(),
                    "school " + now.school(),
                    "Revise with a plan of the same school."));
        }
        if (!plan.year().equals(now.year())) {
            problems.add(problem(
                    "history.year",
                    plan.year().toString(),
                    now.year().toString(),
                    "Start a history for the plan of another year."));
        }
        ProblemException.throwIfAny("%s cannot be revised".formatted(this), problems);
        int number = current().number() + 1;
        return new PlanHistory(
                committees,
                joined(versions, new PlanVersion(number, day, who, note, plan)),
                ballots,
                joined(steps, new PlanStep(PlanStep.Kind.REVISED, number, day, who, note)));
    }

    /**
     * Returns the history with its current version shared, so that committees can vote.
     *
     * @throws ProblemException with everything against it: a version that is no draft, a day before the last step
     */
    public PlanHistory share(String who, LocalDate day) {
        List<Problem> problems = new ArrayList<>(checkStatus(DRAFT));
        problems.addAll(checkDay(day));
        ProblemException.throwIfAny("%s cannot be shared".formatted(this), problems);
        return after(PlanStep.Kind.SHARED, day, who);
    }

    /**
     * Returns the history with what a committee decided, for or against; it takes the place of what the committee decided about the
     * version before. Decisions of a committee that breaks its composition rules are recorded too, and do not count.
     *
     * @throws ProblemException with everything against it: a version that is not shared, or not the current one; a committee whose
     *     approval is not required; more votes than it has members; a day before the last step
     */
    public PlanHistory record(Approval approval) {
        List<Problem> problems = new ArrayList<>(checkStatus(SHARED));
        problems.addAll(checkDay(approval.day()));
        if (approval.version() != current().number()) {
            problems.add(problem(
                    "history.version",
                    "version " + approval.version(),
                    "version %s, the current one".formatted(current().number()),
                    "Let the committee vote on the current version."));
        }
        Optional<Committee> committee = Optional.ofNullable(committees.get(approval.committee()));
        if (committee.isEmpty()) {
            problems.add(problem(
                    "history.committee", approval.committee(), required(), "Correct the name of the committee."));
        }
        int seats = committee.map(voting -> voting.members().size()).orElse(Integer.MAX_VALUE);
        if (approval.votes().total() > seats) {
            problems.add(problem(
                    "history.votes",
                    "%s votes of the %s".formatted(approval.votes().total(), approval.committee()),
                    "%s, one for each member".formatted(seats),
                    "Correct the votes, or bring the members up to date."));
        }
        ProblemException.throwIfAny("%s cannot be voted on".formatted(this), problems);
        return new PlanHistory(
                committees,
                versions,
                joined(ballots, new Ballot(committee.orElseThrow(), approval)),
                joined(
                        steps,
                        new PlanStep(
                                approval.isApproved()
                                        ? PlanStep.Kind.COMMITTEE_APPROVED
                                        : PlanStep.Kind.COMMITTEE_REJECTED,
                                approval.version(),
                                approval.day(),
                                approval.committee(),
                                approval.note())));
    }

    /**
     * Returns the history with its current version approved.
     *
     * @throws ProblemException with everything against it: a version that is not shared, a day before the last step, and
     *     {@link #missingApprovals()}
     */
    public PlanHistory approve(String who, LocalDate day) {
        checkApproved(SHARED, day, "approved");
        return after(PlanStep.Kind.APPROVED, day, who);
    }

    /**
     * Returns the history with its current version final.
     *
     * @throws ProblemException with everything against it: a version that is not approved, a day before the last step, and
     *     {@link #missingApprovals()}
     */
    public PlanHistory finish(String who, LocalDate day) {
        checkApproved(APPROVED, day, "made final");
        return after(PlanStep.Kind.FINISHED, day, who);
    }

    private void checkApproved(PlanStatus needed, LocalDate day, String what) {
        List<Problem> problems = new ArrayList<>(checkStatus(needed));
        problems.addAll(checkDay(day));
        problems.addAll(missingApprovals());
        ProblemException.throwIfAny("%s cannot be %s".formatted(this, what), problems);
    }

    /**
     * Returns what the current version still needs to be approved, by committee in the order in which they were required: no vote,
     * a vote against it, a vote of a committee that then broke its composition rules.
     */
    public List<Problem> missingApprovals() {
        List<Problem> problems = new ArrayList<>();
        for (String committee : committees.keySet()) {
            lastBallot(committee)
                    .ifPresentOrElse(
                            ballot -> problems.addAll(ballot.problems()),
                            () -> problems.add(new Problem(
                                    "approval.missing",
                                    committee,
                                    "no vote on version %s".formatted(current().number()),
                                    "an approval",
                                    "Let the committee vote while the version is shared.")));
        }
        return ImmutableList.copyOf(problems);
    }

    private Optional<Ballot> lastBallot(String committee) {
        return ballots.reverse().stream()
                .filter(ballot -> ballot.approval().version() == current().number()
                        && ballot.approval().committee().equals(committee))
                .findFirst();
    }

    /**
     * Returns the history with a committee as it is now, in place of the one with its name. It holds for later votes; those that
     * were recorded keep the committee that cast them.
     *
     * @throws IllegalArgumentException if its approval is not required
     */
    public PlanHistory withCommittee(Committee now) {
        if (!committees.containsKey(now.name())) {
            throw new IllegalArgumentException(
                    "%s needs no approval by the %s; it needs: %s".formatted(this, now.name(), required()));
        }
        Map<String, Committee> updated = new LinkedHashMap<>(committees);
        updated.put(now.name(), now);
        return new PlanHistory(updated, versions, ballots, steps);
    }

    private String required() {
        return committees.isEmpty() ? "nobody's approval" : String.join(", ", committees.keySet());
    }

    private List<Problem> checkStatus(PlanStatus needed) {
        return status() == needed
                ? ImmutableList.of()
                : ImmutableList.of(problem(
                        "history.status",
                        Text.words(status()),
                        Text.words(needed),
                        switch (needed) {
                            case DRAFT -> "Revise the plan, which makes it a draft again.";
                            case SHARED -> "Share a draft first; revise what has gone further.";
                            case APPROVED, FINAL -> "Share it and have it approved first.";
                        }));
    }

    private List<Problem> checkDay(LocalDate day) {
        LocalDate last = steps.get(steps.size() - 1).day();
        return day.isBefore(last)
                ? ImmutableList.of(problem(
                        "history.day",
                        day.toString(),
                        "%s or later, the day of the last step".formatted(last),
                        "Correct the day."))
                : ImmutableList.of();
    }

    private Problem problem(String code, String found, String allowed, String remedy) {
        return new Problem(code, "version %s".formatted(current().number()), found, allowed, remedy);
    }

    private PlanHistory after(PlanStep.Kind kind, LocalDate day, String who) {
        return new PlanHistory(
                committees,
                versions,
                ballots,
                joined(steps, new PlanStep(kind, current().number(), day, who, "")));
    }

    private static <T> ImmutableList<T> joined(List<T> some, T one) {
        return ImmutableList.<T>builder().addAll(some).add(one).build();
    }

    /** Returns the last version. */
    public PlanVersion current() {
        return versions.get(versions.size() - 1);
    }

    /** Returns how far the current version has come. */
    public PlanStatus status() {
        return steps.get(steps.size() - 1).after();
    }

    /** Returns every version, from the first. */
    public List<PlanVersion> versions() {
        return versions;
    }

    /**
     * Returns a version.
     *
     * @throws IllegalArgumentException if there is none with the number
     */
    public PlanVersion version(int number) {
        if (number < 1 || number > versions.size()) {
            throw new IllegalArgumentException(
                    "%s has no version %s; it has 1 to %s".formatted(this, number, versions.size()));
        }
        return versions.get(number - 1);
    }

    /** Returns everything that happened, from the first. */
    public List<PlanStep> steps() {
        return steps;
    }

    /** Returns every vote on any version, from the first, those that were voted over included. */
    public List<Ballot> ballots() {
        return ballots;
    }

    /** Returns the committees that must approve the plan, as they are now, in the order in which they were required. */
    public List<Committee> committees() {
        return committees.values().asList();
    }

    /**
     * Returns how a version differs from another, in the order of the parts of the one it is compared with; back in time, too.
     *
     * @throws IllegalArgumentException if there is no version with one of the numbers
     */
    public List<PlanChange> changes(int fromVersion, int toVersion) {
        return version(toVersion).plan().since(version(fromVersion).plan());
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof PlanHistory other
                && committees().equals(other.committees())
                && versions.equals(other.versions)
                && ballots.equals(other.ballots)
                && steps.equals(other.steps);
    }

    @Override
    public int hashCode() {
        return Objects.hash(versions, steps);
    }

    /** Returns such as {@code the plan of school 101 for 2027–28, version 2, shared}. */
    @Override
    public String toString() {
        return "the plan of school %s for %s, version %s, %s"
                .formatted(
                        current().plan().school(),
                        current().plan().year(),
                        current().number(),
                        Text.words(status()));
    }
}
