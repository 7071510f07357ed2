package org.perpupil.io.report;

import static org.perpupil.io.report.PlanSheet.columns;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.perpupil.exact.Rational;
import org.perpupil.io.report.PlanSheet.Block;
import org.perpupil.io.report.PlanSheet.Body;
import org.perpupil.io.report.PlanSheet.Column;
import org.perpupil.io.report.PlanSheet.Fact;
import org.perpupil.io.report.PlanSheet.Row;
import org.perpupil.io.report.PlanSheet.Table;
import org.perpupil.plan.Action;
import org.perpupil.plan.CommunityAsset;
import org.perpupil.plan.Finding;
import org.perpupil.plan.FocusArea;
import org.perpupil.plan.NeedsAssessment;
import org.perpupil.plan.NeedsAssessment.Gap;
import org.perpupil.plan.SitePlan;
import org.perpupil.plan.review.Scorecard;

/** What a school found out, how it stands on its district's metrics, and what its community gives. */
final class PlanNeeds {
    private static final List<Column> FOUND =
            columns("What was measured, and of whom", "Year by year", "#Latest", "#Long-term aim", "#Distance");
    private static final List<Column> REVIEWED = columns("Goal of the year before", "Outcome", "What shows it");
    private static final List<Column> SCORED =
            columns("What is measured, and of whom", "#Before", "#Latest", "#District’s target", "Standing");
    private static final List<Column> GIVEN =
            columns("Who gives", "What", "#Hours a year", "#Worth, for information", "Supports");

    private PlanNeeds() {}

    static List<Block> found(SitePlan plan) {
        NeedsAssessment found = plan.assessment();
        List<Block> blocks = new ArrayList<>();
        List<Fact> facts = new ArrayList<>();
        if (!found.areas().isEmpty()) {
            facts.add(Fact.of(
                    "Looked at", found.areas().stream().map(FocusArea::name).collect(Collectors.joining(", "))));
        }
        found.answers().forEach((question, answer) -> facts.add(Fact.of(question.words(), answer)));
        Block words = Block.of().with(facts);
        blocks.add(found.equals(NeedsAssessment.NONE) ? words.saying("Nothing is written down yet.") : words);
        Block findings = Block.of(findings(found));
        blocks.add(
                found.gaps().isEmpty()
                        ? findings
                        : findings.saying(
                                "A distance is a share of the larger of value and aim, so that days and per cents can stand in one list."));
        if (!found.missedSubgroups().isEmpty()) {
            blocks.add(Block.ofItems(found.missedSubgroups().stream()
                            .map(gap -> "%s: %s, %s"
                                    .formatted(
                                            gap.finding().metric(),
                                            gap.finding().pupils(),
                                            PlanWords.shortfall(gap.shortfall())))
                            .toList())
                    .saying("The school as a whole reaches its long-term aim, and these pupils do not:"));
        }
        blocks.add(Block.of(Table.of(
                "Last year’s goals",
                REVIEWED,
                found.lastYear().stream()
                        .map(review -> Row.of(
                                REVIEWED, review.statement(), "", PlanWords.of(review.outcome()), review.evidence()))
                        .toList())));
        return blocks;
    }

    private static Table findings(NeedsAssessment found) {
        Set<String> shortIds =
                found.gaps().stream().map(gap -> gap.finding().id()).collect(Collectors.toSet());
        List<Body> bodies = new ArrayList<>();
        List<Row> gaps = found.gaps().stream().map(PlanNeeds::gap).toList();
        List<Row> others = found.findings().stream()
                .filter(finding -> !shortIds.contains(finding.id()))
                .map(finding -> row(
                        finding,
                        finding.gap().isPresent()
                                ? "reached"
                                : finding.latest().isEmpty() ? "no value known" : "no aim"))
                .toList();
        if (!gaps.isEmpty()) {
            bodies.add(new Body("Short of the long-term aim, the largest gap first", "", gaps));
        }
        if (!others.isEmpty()) {
            bodies.add(new Body("Long-term aim reached, or no gap known", "", others));
        }
        return new Table("Findings", FOUND, ImmutableList.copyOf(bodies), List.of());
    }

    private static Row gap(Gap gap) {
        return row(gap.finding(), PlanWords.shortfall(gap.shortfall()));
    }

    private static Row row(Finding finding, String distance) {
        return Row.of(
                FOUND,
                PlanWords.capital(finding.metric().name()),
                finding.pupils().name(),
                finding.values().entrySet().stream()
                        .map(value -> value.getKey() + " " + finding.metric().show(value.getValue()))
                        .collect(Collectors.joining(" · ")),
                PlanWords.value(finding.metric(), finding.latest()),
                PlanWords.value(finding.metric(), finding.target()),
                distance);
    }

    static Table scorecard(Scorecard scorecard) {
        return Table.of(
                "Scorecard",
                SCORED,
                scorecard.rows().stream().map(PlanNeeds::scored).toList());
    }

    private static Row scored(Scorecard.Row row) {
        Scorecard.Measure measure = row.measure();
        Row scored = Row.of(
                SCORED,
                PlanWords.capital(measure.metric().name()),
                measure.pupils().name(),
                PlanWords.value(measure.metric(), row.before().map(Scorecard.Reading::value)),
                PlanWords.value(measure.metric(), row.latest().map(Scorecard.Reading::value)),
                PlanWords.value(measure.metric(), measure.target()),
                switch (row.standing()) {
                    case MET -> "target reached";
                    case IMPROVING -> "short of the target, and better than before";
                    case NOT_IMPROVING ->
                        row.before().isPresent()
                                ? "short of the target, and not better than before"
                                : "short of the target; nothing is known from before";
                    case NO_TARGET -> "no target set";
                    case NO_DATA -> "no value known";
                });
        return scored.noting(0, row.before().map(then -> then.year().toString()).orElse(""))
                .noting(1, row.latest().map(now -> now.year().toString()).orElse(""));
    }

    static List<Block> community(SitePlan plan) {
        List<Row> rows = plan.assets().stream()
                .map(asset -> Row.of(
                        GIVEN,
                        asset.giver(),
                        "",
                        asset.offer(),
                        asset.hours()
                                .map(hours -> Words.quantity(Rational.of(hours)))
                                .orElse(Words.NONE),
                        asset.inKindValue().map(worth -> worth.display("")).orElse(Words.NONE),
                        supported(plan, asset)))
                .toList();
        return List.of(Block.of(Table.of("Gifts of the community", GIVEN, rows))
                .saying(
                        rows.isEmpty()
                                ? "Nothing is written down yet."
                                : "These are no dollars of the plan: no cost, no source and no total counts them."));
    }

    private static String supported(SitePlan plan, CommunityAsset asset) {
        String actions = plan.goals().stream()
                .flatMap(goal -> goal.strategies().stream())
                .flatMap(strategy -> strategy.actions().stream())
                .filter(action -> action.assets().contains(asset.id()))
                .map(Action::description)
                .collect(Collectors.joining("; "));
        return actions.isEmpty() ? Words.NONE : actions;
    }
}
