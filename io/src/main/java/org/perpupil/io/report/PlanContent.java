package org.perpupil.io.report;

import com.google.common.collect.ImmutableList;
import com.google.common.hash.Hashing;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.perpupil.io.json.FundingJson;
import org.perpupil.io.json.PlanHistoryJson;
import org.perpupil.io.json.PlanningCalendarJson;
import org.perpupil.io.json.ScorecardJson;
import org.perpupil.money.Money;
import org.perpupil.plan.funding.Funding;
import org.perpupil.plan.process.PlanHistory;
import org.perpupil.plan.process.PlanStatus;
import org.perpupil.problem.Problem;

/** What a page about a plan shows, as text, in the order of the page. */
final class PlanContent {
    /** So many digits of a hash tell it apart from others. */
    private static final int SHOWN_OF_HASH = 12;

    /** Goals tell this of themselves. */
    private static final String NOT_SMART = "plan.not-smart";

    private PlanContent() {}

    /**
     * The whole page.
     *
     * @param view what the page is, to be read after the school
     * @param warning that the plan is not final; may be empty
     * @param stamp what the page was made from
     */
    public record Content(
            String district,
            String year,
            String school,
            String id,
            String view,
            String lead,
            List<AllocationContent.Figure> key,
            String warning,
            List<PlanSheet.Section> sections,
            String stamp) {}

    static Content of(PlanPage.Parts parts, PlanPage.View view) {
        return new Content(
                parts.district().name(),
                parts.plan().year().toString(),
                parts.school().name(),
                parts.school().id().value(),
                title(view),
                lead(view),
                key(parts),
                warning(parts),
                sections(parts, view),
                stamp(parts));
    }

    private static String title(PlanPage.View view) {
        return switch (view) {
            case BY_GOAL -> "Site plan by goal";
            case BY_SOURCE -> "Site plan by funding source";
            case BY_ACCOUNT -> "Site plan by account";
            case SCORECARD -> "Scorecard";
            default -> "Site plan";
        };
    }

    private static String lead(PlanPage.View view) {
        return switch (view) {
            case BY_GOAL -> "What each goal costs, and who pays.";
            case BY_SOURCE -> "What each source pays for, and what is left.";
            case BY_ACCOUNT -> "What is charged to each account.";
            case SCORECARD -> "How the school stands on the metrics of its district.";
            default -> "What the school found, what it aims at, what it will do, what that costs, and who pays.";
        };
    }

    private static List<PlanSheet.Section> sections(PlanPage.Parts parts, PlanPage.View view) {
        List<PlanSheet.Section> sections = new ArrayList<>();
        List<String> first = first(parts, view);
        if (!first.isEmpty()) {
            sections.add(section("first", "What to know first", List.of(PlanSheet.Block.ofItems(first))));
        }
        if (view == PlanPage.View.WHOLE) {
            sections.add(section("needs", "What the school found", PlanNeeds.found(parts.plan())));
        }
        if (view == PlanPage.View.WHOLE || view == PlanPage.View.SCORECARD) {
            parts.scorecard()
                    .ifPresent(scorecard -> sections.add(section(
                            "scorecard",
                            "The metrics of the district",
                            List.of(PlanSheet.Block.of(PlanNeeds.scorecard(scorecard))))));
        }
        PlanMoney money = new PlanMoney(parts);
        switch (view) {
            case WHOLE -> {
                sections.add(section("goals", "Goals, and how to reach them", PlanGoals.of(parts)));
                sections.add(section("matrix", "Who pays for what", money.matrix()));
            }
            case BY_GOAL -> sections.add(section("dollars", "Each goal and its dollars", money.byGoal()));
            case BY_SOURCE -> sections.add(section("dollars", "Each source and its dollars", money.bySource()));
            case BY_ACCOUNT -> sections.add(section("dollars", "Each account and its dollars", money.byAccount()));
            default -> {}
        }
        if (view != PlanPage.View.SCORECARD) {
            sections.add(section("short", "What is not paid, and what is left", money.shortAndLeft()));
            sections.add(section("sums", "The same dollars, counted in each way", money.sums()));
        }
        if (view == PlanPage.View.WHOLE) {
            sections.add(section("community", "What the community gives", PlanNeeds.community(parts.plan())));
            sections.add(section("decided", "Who takes part, and who decided", PlanDecisions.of(parts)));
        }
        return ImmutableList.copyOf(sections);
    }

    private static PlanSheet.Section section(String anchor, String title, List<PlanSheet.Block> blocks) {
        return new PlanSheet.Section(anchor, title, ImmutableList.copyOf(blocks));
    }

    private static List<String> first(PlanPage.Parts parts, PlanPage.View view) {
        List<String> first = new ArrayList<>(parts.opening());
        first.addAll(parts.notes());
        if (view == PlanPage.View.WHOLE) {
            long vague = parts.plan().smart().stream()
                    .filter(check -> !check.isSmart())
                    .count();
            if (vague > 0) {
                first.add("Still open: %s not SMART; see there."
                        .formatted(vague == 1 ? "1 goal is" : vague + " goals are"));
            }
            for (Problem open : parts.plan().openPoints()) {
                if (!open.code().equals(NOT_SMART)) {
                    first.add("Still open: %s: %s. %s".formatted(open.place(), open.found(), open.remedy()));
                }
            }
        }
        return first;
    }

    private static List<AllocationContent.Figure> key(PlanPage.Parts parts) {
        Words words = parts.words();
        Funding funding = parts.funding();
        Money locked = Money.total(funding.streams().locked().values());
        return List.of(
                new AllocationContent.Figure(
                        "Budget",
                        words.money(funding.streams().total().plus(locked)),
                        locked.isZero() ? "" : words.money(locked) + " of it the school has no say on"),
                new AllocationContent.Figure(
                        "Status",
                        parts.history()
                                .map(history -> PlanWords.of(history.status()))
                                .orElse("not told"),
                        parts.history().map(PlanContent::version).orElse("")
                                + (parts.isAheadOfBudget() ? "; its budget is a draft" : "")),
                new AllocationContent.Figure("Cost", words.money(parts.plan().cost()), ""),
                new AllocationContent.Figure("Paid", words.money(funding.total()), ""),
                new AllocationContent.Figure("Not paid", words.money(funding.missing()), ""),
                new AllocationContent.Figure(
                        "Left over", words.money(Money.total(funding.left().values())), ""));
    }

    static String version(PlanHistory history) {
        return "version %s of %s"
                .formatted(
                        history.current().number(),
                        PlanWords.day(history.current().day()));
    }

    /** Returns that the plan is not final, and what it lacks; empty if it is, or if nothing is known. */
    static String warning(PlanPage.Parts parts) {
        return parts.history()
                .filter(history -> history.status() != PlanStatus.FINAL)
                .map(history -> {
                    int missing = history.missingApprovals().size();
                    return "Not final. This version is %s, and may change.%s"
                            .formatted(
                                    switch (history.status()) {
                                        case DRAFT -> "a draft";
                                        case SHARED -> "shared for discussion";
                                        default -> "approved, and not yet final";
                                    },
                                    missing == 0
                                            ? ""
                                            : " %s missing for its approval; see the end."
                                                    .formatted(
                                                            missing == 1
                                                                    ? "One thing is"
                                                                    : Words.whole(missing) + " things are"));
                })
                .orElse(
                        parts.isAheadOfBudget()
                                ? "The plan is final, but the budget that pays for it is still a draft; amounts may change."
                                : "");
    }

    /** Returns what the page was made from, by the hashes of the documents that the JSON writers of these parts write. */
    static String stamp(PlanPage.Parts parts) {
        List<String> made = new ArrayList<>();
        made.add("the plan and its money " + hash(FundingJson.toJson(parts.funding())));
        parts.history().ifPresent(history -> made.add("its history " + hash(PlanHistoryJson.toJson(history))));
        parts.scorecard().ifPresent(scorecard -> made.add("the scorecard " + hash(ScorecardJson.toJson(scorecard))));
        parts.calendar().ifPresent(calendar -> made.add("the calendar " + hash(PlanningCalendarJson.toJson(calendar))));
        return "Made from %s; these are the first digits of the SHA-256 of their JSON documents."
                .formatted(String.join(", ", made));
    }

    private static String hash(String document) {
        return Hashing.sha256()
                .hashString(document, StandardCharsets.UTF_8)
                .toString()
                .substring(0, SHOWN_OF_HASH);
    }
}
