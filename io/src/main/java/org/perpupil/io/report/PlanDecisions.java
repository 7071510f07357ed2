package org.perpupil.io.report;

import static org.perpupil.io.report.PlanSheet.columns;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.perpupil.io.report.PlanSheet.Block;
import org.perpupil.io.report.PlanSheet.Column;
import org.perpupil.io.report.PlanSheet.Fact;
import org.perpupil.io.report.PlanSheet.Row;
import org.perpupil.io.report.PlanSheet.Table;
import org.perpupil.plan.PlanChange;
import org.perpupil.plan.process.Ballot;
import org.perpupil.plan.process.Committee;
import org.perpupil.plan.process.Member;
import org.perpupil.plan.process.PlanHistory;
import org.perpupil.plan.process.PlanStatus;
import org.perpupil.plan.process.PlanStep;
import org.perpupil.plan.process.PlanningCalendar;
import org.perpupil.problem.Problem;

/** Committees, votes, versions and days of a plan. */
final class PlanDecisions {
    private static final List<Column> MEETINGS = columns("Meeting", "Present", "Discussed", "Said");
    private static final List<Column> VOTES = columns("Committee", "#Version", "Day", "Decision", "Votes", "Note");
    private static final List<Column> STEPS = columns("Step", "#Version", "Day", "By", "Note");
    private static final List<Column> CHANGES = columns("Changed", "What", "Before", "Now");
    private static final List<Column> DAYS = columns("To be done", "Phase", "Due", "Done");

    private PlanDecisions() {}

    static List<Block> of(PlanPage.Parts parts) {
        List<Block> blocks = new ArrayList<>();
        parts.history()
                .ifPresentOrElse(
                        history -> blocks.addAll(history(history)),
                        () -> blocks.add(
                                Block.of()
                                        .saying(
                                                "This page was made without the plan’s history; it cannot tell who approved it.")));
        parts.calendar()
                .ifPresent(calendar -> blocks.add(Block.of(calendar(
                        calendar,
                        parts.history()
                                .filter(history -> history.status() == PlanStatus.FINAL)
                                .isPresent()))));
        return blocks;
    }

    private static List<Block> history(PlanHistory history) {
        List<Block> blocks = new ArrayList<>();
        if (!history.missingApprovals().isEmpty()) {
            blocks.add(Block.ofItems(history.missingApprovals().stream()
                            .map(Problem::message)
                            .toList())
                    .saying("Missing for the approval of version "
                            + history.current().number() + ":"));
        }
        history.committees().forEach(committee -> blocks.add(committee(committee)));
        blocks.add(Block.of(
                Table.of(
                        "Votes",
                        VOTES,
                        history.ballots().stream().map(PlanDecisions::vote).toList()),
                Table.of(
                        "How the plan came about",
                        STEPS,
                        history.steps().stream().map(PlanDecisions::step).toList()),
                changes(history)));
        return blocks;
    }

    private static Block committee(Committee committee) {
        List<Fact> facts = new ArrayList<>();
        facts.add(Fact.of(
                "Members",
                committee.members().isEmpty()
                        ? "none yet"
                        : committee.members().stream().map(Member::toString).collect(Collectors.joining("; "))));
        if (!committee.rules().isEmpty()) {
            facts.add(
                    committee.isProperlyComposed()
                            ? Fact.of("Composition", "as its rules ask for")
                            : new Fact(
                                    "Composition",
                                    committee.problems().stream()
                                            .map(Problem::message)
                                            .toList()));
        }
        return Block.titled(
                        PlanWords.capital(committee.name()),
                        Table.of(
                                "",
                                MEETINGS,
                                committee.meetings().stream()
                                        .map(meeting -> Row.of(
                                                MEETINGS,
                                                PlanWords.day(meeting.day()),
                                                "",
                                                said(List.copyOf(meeting.present())),
                                                said(meeting.agenda()),
                                                said(meeting.inputs().stream()
                                                        .map(input -> input.from() + ": " + input.words())
                                                        .toList())))
                                        .toList()))
                .with(facts);
    }

    private static String said(List<String> several) {
        return several.isEmpty() ? Words.NONE : String.join("; ", several);
    }

    private static Row vote(Ballot ballot) {
        return Row.of(
                VOTES,
                PlanWords.capital(ballot.committee().name()),
                "",
                Words.whole(ballot.approval().version()),
                PlanWords.day(ballot.approval().day()),
                PlanWords.of(ballot.approval().decision())
                        + (ballot.approval().isApproved() && !ballot.problems().isEmpty()
                                ? "; it does not count, for the committee broke its rules"
                                : ""),
                ballot.approval().votes().toString(),
                note(ballot.approval().note()));
    }

    private static Row step(PlanStep step) {
        return Row.of(
                STEPS,
                PlanWords.capital(PlanWords.of(step.kind())),
                "",
                Words.whole(step.version()),
                PlanWords.day(step.day()),
                step.who(),
                note(step.note()));
    }

    private static String note(String note) {
        return note.isEmpty() ? Words.NONE : note;
    }

    private static Table changes(PlanHistory history) {
        int now = history.current().number();
        List<PlanChange> changes = now == 1 ? List.of() : history.changes(now - 1, now);
        return Table.of(
                "What version " + now + " changed",
                CHANGES,
                changes.stream()
                        .map(change -> Row.of(
                                CHANGES,
                                change.part(),
                                "",
                                change.what(),
                                change.before().orElse(Words.NONE),
                                change.after().orElse(Words.NONE)))
                        .toList());
    }

    private static Table calendar(PlanningCalendar calendar, boolean isOver) {
        return Table.of(
                "Days of planning for " + calendar.planned(),
                DAYS,
                calendar.milestones().stream()
                        .map(milestone -> Row.of(
                                DAYS,
                                milestone.description(),
                                "",
                                PlanWords.of(milestone.phase()),
                                PlanWords.day(milestone.due()),
                                isOver && milestone.done().isEmpty()
                                        ? "not recorded"
                                        : PlanWords.day(milestone.done())))
                        .toList());
    }
}
