package org.perpupil.io.json;

import com.google.common.collect.ImmutableList;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Supplier;
import org.perpupil.io.internal.json.CoreJson;
import org.perpupil.io.internal.json.JsonValue;
import org.perpupil.io.internal.json.Placed;
import org.perpupil.plan.process.Ballot;
import org.perpupil.plan.process.Committee;
import org.perpupil.plan.process.PlanHistory;
import org.perpupil.plan.process.PlanStep;
import org.perpupil.plan.process.PlanVersion;

/** Takes the steps of a written history again, so that nothing stands in it that could not have happened. */
final class Replay {
    private final ImmutableList<Committee> committees;
    private final Queue<Placed<PlanVersion>> versions;
    private final Queue<Placed<Ballot>> votes;

    /**
     * Prepares what the steps are about.
     *
     * @param committees as they are now
     * @param versions in order
     * @param votes in order
     */
    Replay(Collection<Committee> committees, List<Placed<PlanVersion>> versions, List<Placed<Ballot>> votes) {
        this.committees = ImmutableList.copyOf(committees);
        this.versions = new ArrayDeque<>(versions);
        this.votes = new ArrayDeque<>(votes);
    }

    /** Returns what the steps lead to; empty if one of them cannot be taken, which is told, and ends the replay. */
    Optional<PlanHistory> of(JsonValue whole, List<Placed<PlanStep>> steps) {
        int mark = whole.document().mark();
        Optional<PlanHistory> history = Optional.empty();
        for (Placed<PlanStep> step : steps) {
            history = history.isEmpty() ? started(step) : taken(history.get(), step);
            history.ifPresent(after -> compare(after, step));
            if (whole.document().mark() > mark) {
                return Optional.empty();
            }
        }
        if (history.isEmpty()) {
            whole.fault("history.start", "no steps", "a history with its steps, started first", "Add the steps.");
        }
        versions.forEach(version -> tellUnused(version.at(), version.part(), "that starts with it or revises to it"));
        votes.forEach(vote -> tellUnused(vote.at(), vote.part().approval(), "in which the committee votes"));
        return history.map(all -> {
            PlanHistory now = all;
            for (Committee committee : committees) {
                now = now.withCommittee(committee);
            }
            return now;
        });
    }

    private static void tellUnused(JsonValue at, Object unused, String step) {
        at.fault("history.step", unused.toString(), "a step " + step, "Add the step, or remove what has none.");
    }

    private Optional<PlanHistory> started(Placed<PlanStep> step) {
        if (step.part().kind() != PlanStep.Kind.STARTED) {
            step.at()
                    .fault(
                            "history.start",
                            CoreJson.word(step.part().kind()),
                            "started, the first step of every history",
                            "Add the step before.");
            return Optional.empty();
        }
        return next(versions, step, "version")
                .flatMap(version -> made(version.at(), () -> {
                            PlanVersion first = version.part();
                            return PlanHistory.requiring(committees)
                                    .start(first.plan(), first.author(), first.day(), first.note());
                        })
                        .filter(after -> isNumbered(after, version)));
    }

    private Optional<PlanHistory> taken(PlanHistory before, Placed<PlanStep> step) {
        PlanStep part = step.part();
        return switch (part.kind()) {
            case STARTED -> {
                step.at()
                        .fault(
                                "history.start",
                                "started, a second time",
                                "revised, or another step after the first",
                                "Remove the step, or correct it.");
                yield Optional.empty();
            }
            case REVISED -> next(versions, step, "version").flatMap(version -> revised(before, version));
            case SHARED -> made(step.at(), () -> before.share(part.who(), part.day()));
            case COMMITTEE_APPROVED, COMMITTEE_REJECTED ->
                next(votes, step, "vote").flatMap(vote -> made(vote.at(), () -> voted(before, vote.part())));
            case APPROVED -> made(step.at(), () -> before.approve(part.who(), part.day()));
            case FINISHED -> made(step.at(), () -> before.finish(part.who(), part.day()));
        };
    }

    private static Optional<PlanHistory> revised(PlanHistory before, Placed<PlanVersion> version) {
        PlanVersion next = version.part();
        return made(version.at(), () -> before.revise(next.plan(), next.author(), next.day(), next.note()))
                .filter(after -> isNumbered(after, version));
    }

    private static PlanHistory voted(PlanHistory before, Ballot vote) {
        return before.withCommittee(vote.committee()).record(vote.approval());
    }

    /** Returns what the domain makes; what it refuses is told at the place of the part that it refuses. */
    private static Optional<PlanHistory> made(JsonValue at, Supplier<PlanHistory> step) {
        return at.document().make(at.document().mark(), at, step);
    }

    private static <T> Optional<Placed<T>> next(Queue<Placed<T>> parts, Placed<PlanStep> step, String what) {
        Optional<Placed<T>> next = Optional.ofNullable(parts.poll());
        if (next.isEmpty()) {
            step.at()
                    .fault(
                            "history.step",
                            step.part().toString(),
                            "one %s for each such step, and there are fewer".formatted(what),
                            "Add the %s, or remove the step.".formatted(what));
        }
        return next;
    }

    private static boolean isNumbered(PlanHistory after, Placed<PlanVersion> version) {
        int number = after.current().number();
        if (version.part().number() != number) {
            version.at()
                    .fault(
                            "history.version",
                            "version " + version.part().number(),
                            "version %s, since versions are numbered from 1 without gaps".formatted(number),
                            "Correct the number, or the order of the versions.");
            return false;
        }
        return true;
    }

    private static void compare(PlanHistory after, Placed<PlanStep> step) {
        PlanStep taken = after.steps().get(after.steps().size() - 1);
        if (!taken.equals(step.part())) {
            step.at()
                    .fault(
                            "history.step",
                            step.part().toString(),
                            taken + ", by what it stands for",
                            "Correct the step, or the version or vote it stands for.");
        }
    }
}
