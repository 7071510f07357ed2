package org.perpupil.docs;

import static java.util.stream.Collectors.joining;
import static org.perpupil.docs.SitePlanExample.TODAY;
import static org.perpupil.pupils.NeedCategory.ENGLISH_LEARNER;
import static org.perpupil.pupils.NeedCategory.POVERTY;

import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.perpupil.exact.Rational;
import org.perpupil.formula.allocation.Allocation;
import org.perpupil.money.Money;
import org.perpupil.plan.EvidenceTier;
import org.perpupil.plan.NeedsAssessment;
import org.perpupil.plan.SitePlan;
import org.perpupil.plan.SmartCheck;
import org.perpupil.plan.funding.Funding;
import org.perpupil.plan.funding.FundingChange;
import org.perpupil.plan.funding.FundingLevels;
import org.perpupil.plan.funding.FundingStream;
import org.perpupil.plan.funding.Matching;
import org.perpupil.plan.funding.Shortfall;
import org.perpupil.plan.process.Committee;
import org.perpupil.plan.process.PlanHistory;
import org.perpupil.plan.process.PlanningCalendar;
import org.perpupil.plan.review.DistrictPlans;

/** A site plan on two screens: what was found, the matrix, what is short and why, other levels of money, and who decided. */
final class SitePlanSummary {
    private static final int WIDTH = 140;

    private final String sign;
    private final StringBuilder text = new StringBuilder();

    private SitePlanSummary(String sign) {
        this.sign = sign;
    }

    static String of(Allocation allocation, Allocation june) {
        SitePlanSummary summary = new SitePlanSummary(allocation.district().currencySign());
        Matching matching = SitePlanExample.matching(allocation);
        // guide:start
        Funding funding = matching.fund();
        FundingLevels levels = matching.atLevels("90%", "100%", "110%");
        Funding inJune = matching.from(SitePlanExample.budget(june)).fund();
        FundingChange change = inJune.since(funding);
        // guide:end
        summary.line("Site plan of %s, %s: invented, apart from its budget"
                .formatted(allocation.of(LosAngeles.SHOWN).school(), allocation.year()));
        summary.found(matching.plan());
        summary.money(funding);
        summary.next(funding);
        summary.heading("With less and with more money");
        summary.text.append(levels.text(summary.sign));
        summary.views(funding);
        summary.heading("By hand: $20,000 of reading from the English learner fund");
        summary.changes(SitePlanExample.withReadingByHand(matching).since(funding));
        summary.heading("In June: what is left of the general fund follows poor pupils");
        summary.changes(change);
        summary.process(SitePlanExample.history(), SitePlanExample.calendar());
        summary.district(SitePlanExample.districtPlans(allocation));
        summary.heading("What is fact, assumption and invented");
        SitePlanExample.ASSUMPTIONS.forEach(summary::line);
        return summary.text.toString();
    }

    /** The matrix, and what is not paid in full. */
    static String matrix(Funding funding, String sign) {
        SitePlanSummary summary = new SitePlanSummary(sign);
        summary.money(funding);
        return summary.text.toString();
    }

    private void heading(String words) {
        line("");
        line(words + ":");
    }

    /** Adds lines, broken between words where they are too long. */
    private void line(String words) {
        for (String line : words.split("\n", -1)) {
            String rest = line;
            while (rest.length() > WIDTH) {
                int end = rest.lastIndexOf(' ', WIDTH);
                text.append(rest, 0, end).append('\n');
                rest = "    " + rest.substring(end + 1);
            }
            text.append(rest).append('\n');
        }
    }

    private static String words(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private String show(Money amount) {
        return amount.display(sign);
    }

    private void found(SitePlan plan) {
        heading("What was found, the largest gap first");
        NeedsAssessment found = plan.assessment();
        for (NeedsAssessment.Gap gap : found.gaps()) {
            line("%s: %s%% short"
                    .formatted(
                            gap.finding(),
                            gap.shortfall().times(Rational.of(100)).toWhole(RoundingMode.HALF_UP)));
        }
        found.missedSubgroups()
                .forEach(gap -> line("the school reaches its target, and misses some: %s, %s"
                        .formatted(gap.finding().metric(), gap.finding().pupils())));
        found.lastYear().forEach(review -> line("last year: " + review));
        heading("SMART goals");
        for (SmartCheck check : plan.smart()) {
            line("%s: %s%s"
                    .formatted(
                            check.goal(),
                            check.isSmart() ? "yes" : "no",
                            check.open().stream().map(open -> "; " + open).collect(joining())));
        }
    }

    private void money(Funding funding) {
        heading("Goals and costs, and which stream pays");
        text.append(funding.matrix().text(sign));
        heading("What is short, and why");
        // guide:start
        for (Shortfall shortfall : funding.shortfalls()) {
            String investment = shortfall.chain().investment().id();
            line("%s lacks %s: %s".formatted(investment, show(shortfall.missing()), shortfall.why(sign)));
        }
        // guide:end
    }

    private void next(Funding funding) {
        heading("What the next dollars would buy");
        for (FundingStream stream : funding.streams().all()) {
            line(funding.nextPurchaseFrom(stream.id())
                    .map(next -> next.text(sign))
                    .orElse("no amount in %s would pay for more".formatted(stream.id())));
        }
    }

    private void views(Funding funding) {
        heading("The same dollars four times");
        // guide:start
        view("by goal", funding.dollarsBy(line -> line.goal().id()));
        view("by source", funding.dollarsBy(line -> line.source().name()));
        view(
                "by account",
                funding.dollarsBy(line -> line.account().orElseThrow().name()));
        view(
                "by tier of evidence, 0 for none",
                funding.dollarsBy(line ->
                        line.investment().evidence().map(EvidenceTier::tier).orElse(0)));
        // guide:end
    }

    private void view(String name, Map<?, Money> dollars) {
        line(new TreeMap<>(dollars)
                .entrySet().stream()
                        .map(entry -> entry.getKey() + " " + show(entry.getValue()))
                        .collect(joining(" + ", name + ": ", " = " + show(Money.total(dollars.values())))));
    }

    private void changes(FundingChange change) {
        line(change.text(sign));
    }

    private void process(PlanHistory history, PlanningCalendar calendar) {
        heading("Who decided");
        for (Committee committee : history.committees()) {
            line(committee + (committee.isProperlyComposed() ? ", composed by its rules" : ", against its rules"));
        }
        history.steps().forEach(step -> line(step.toString()));
        heading("What version 2 changed");
        history.changes(1, 2).forEach(change -> line(change.toString()));
        heading("On %s, in the phase to %s"
                .formatted(
                        TODAY,
                        calendar.phaseOn(TODAY).map(SitePlanSummary::words).orElseThrow()));
        // guide:start
        calendar.overdueOn(TODAY).forEach(milestone -> line("overdue: " + milestone));
        calendar.nextAfter(TODAY).ifPresent(milestone -> line("next: " + milestone));
        history.current().plan().overdueOn(TODAY).forEach(action -> line("overdue: " + action));
        // guide:end
    }

    private void district(DistrictPlans plans) {
        heading("What the district and other schools see");
        line(plans.toString());
        // guide:start
        for (DistrictPlans.Alignment alignment : plans.alignment()) {
            line("%s: %s of %s paid".formatted(alignment.goal(), show(alignment.funded()), show(alignment.cost())));
        }
        plans.similarTo(LosAngeles.SHOWN, POVERTY, ENGLISH_LEARNER)
                .nearest(3)
                .forEach(near -> line("pupils like these: " + near.school()));
        plans.pursuits(List.of(LosAngeles.SHOWN)).stream()
                .filter(pursuit -> pursuit.chain().investment().evidence().equals(Optional.of(EvidenceTier.STRONG)))
                .forEach(pursuit -> line("%s: %s dollars for each pupil it reaches"
                        .formatted(
                                pursuit.chain(),
                                pursuit.dollarsPerPupilReached().orElseThrow())));
        // guide:end
        line(SitePlanExample.scorecard().toString());
    }
}
