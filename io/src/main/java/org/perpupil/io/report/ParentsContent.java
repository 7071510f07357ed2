package org.perpupil.io.report;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.perpupil.money.Money;
import org.perpupil.plan.Action;
import org.perpupil.plan.ActionStatus;
import org.perpupil.plan.Chain;
import org.perpupil.plan.CommunityAsset;
import org.perpupil.plan.Finding;
import org.perpupil.plan.Goal;
import org.perpupil.plan.SitePlan;
import org.perpupil.plan.Subgroup;
import org.perpupil.plan.funding.Funding;
import org.perpupil.plan.funding.FundingStream;
import org.perpupil.plan.funding.Shortfall;
import org.perpupil.plan.process.PlanStatus;

/** A plan on one sheet for parents, in plain words; what is too long for a sheet is counted, and not dropped in silence. */
final class ParentsContent {
    private static final int FINDINGS = 5;
    private static final int ACTIONS = 4;
    private static final int UNPAID = 4;
    private static final int DATES = 4;
    private static final int GIFTS = 3;

    private final PlanPage.Parts parts;
    private final SitePlan plan;
    private final Funding funding;
    private final Words words;

    private ParentsContent(PlanPage.Parts parts) {
        this.parts = parts;
        this.plan = parts.plan();
        this.funding = parts.funding();
        this.words = parts.words();
    }

    /**
     * The whole sheet; a list may be empty.
     *
     * @param status what the plan is, as a sentence; may be empty
     * @param opening what a reader must know before anything else; may be empty
     * @param sources who pays, then what is not paid yet
     * @param budget how the costs of the plan and what the school has differ
     */
    public record Content(
            String district,
            String year,
            String school,
            List<String> opening,
            String status,
            List<String> found,
            List<Aim> goals,
            List<Paid> sources,
            List<Paid> total,
            List<String> budget,
            List<String> unpaid,
            List<String> gifts,
            List<String> contacts,
            List<String> dates,
            List<String> notes,
            String stamp) {}

    /** A goal, how to tell that it is reached, what will be done, and what of its cost is paid, and what is missing. */
    public record Aim(String goal, String measure, String cost, List<String> actions, String missing) {}

    /** Who pays how much for what. */
    public record Paid(String source, String use, String amount) {}

    static Content of(PlanPage.Parts parts) {
        return new ParentsContent(parts).content();
    }

    private Content content() {
        return new Content(
                parts.district().name(),
                plan.year().toString(),
                parts.school().name(),
                parts.opening(),
                status(),
                found(),
                plan.goals().stream().map(this::aim).toList(),
                sources(),
                List.of(new Paid("Together", "", money(plan.cost()))),
                budget(),
                limited(funding.shortfalls().stream().map(this::unpaid).toList(), UNPAID),
                limited(plan.assets().stream().map(ParentsContent::gift).toList(), GIFTS),
                contacts(),
                dates(),
                parts.notes(),
                PlanContent.stamp(parts));
    }

    private String status() {
        return parts.history()
                .map(history -> switch (history.status()) {
                    case DRAFT -> "This is a draft. It will change; tell us what you think.";
                    case SHARED ->
                        "This is a proposal. The committees of the school now read it; tell us what you think.";
                    case APPROVED -> "The committees of the school approved this plan.";
                    case FINAL -> "This plan is approved and final.";
                })
                .map(status -> parts.isAheadOfBudget()
                        ? status + " The budget that pays for it is still a draft, so amounts may change."
                        : status)
                .orElse("");
    }

    /** The largest gaps, as sentences. */
    private List<String> found() {
        return limited(
                plan.assessment().gaps().stream()
                        .map(gap -> sentence(gap.finding()))
                        .toList(),
                FINDINGS);
    }

    private static String sentence(Finding finding) {
        return "%s%s: %s in %s. The long-term aim is %s."
                .formatted(
                        PlanWords.capital(finding.metric().name()),
                        of(finding.pupils()),
                        PlanWords.value(finding.metric(), finding.latest()),
                        finding.values().lastKey(),
                        PlanWords.value(finding.metric(), finding.target()));
    }

    private static String of(Subgroup pupils) {
        return pupils.equals(Subgroup.ALL_PUPILS) ? "" : " (" + pupils + ")";
    }

    private Aim aim(Goal goal) {
        List<String> actions = goal.strategies().stream()
                .flatMap(strategy -> strategy.actions().stream())
                .filter(action -> action.status() != ActionStatus.DROPPED)
                .map(ParentsContent::action)
                .toList();
        return new Aim(
                goal.statement(),
                measure(goal),
                PlanMoney.paid(goal, PlanMoney.paid(goal, funding), words),
                limited(actions, ACTIONS),
                missing(goal));
    }

    /** What of a goal is not paid yet; empty if all is. */
    private String missing(Goal goal) {
        List<String> missing = funding.shortfalls().stream()
                .filter(lacking -> lacking.chain().goal().id().equals(goal.id()))
                .map(this::unpaid)
                .toList();
        return missing.isEmpty() ? "" : "Still missing: " + String.join("; ", limited(missing, UNPAID)) + ".";
    }

    private static String measure(Goal goal) {
        if (goal.metric().isEmpty() || goal.target().isEmpty()) {
            return goal.deadline().map(day -> "By " + PlanWords.day(day) + ".").orElse("");
        }
        return "Our goal: %s%sto %s%s."
                .formatted(
                        goal.metric().get().name()
                                + goal.pupils().map(ParentsContent::of).orElse("") + ": ",
                        goal.baseline()
                                .map(value -> "from " + goal.metric().get().show(value) + " ")
                                .orElse(""),
                        goal.metric().get().show(goal.target().get()),
                        goal.deadline().map(day -> " by " + PlanWords.day(day)).orElse(""));
    }

    private static String action(Action action) {
        String who = Stream.concat(
                        action.owner().stream(), action.deadline().map(day -> "by " + PlanWords.day(day)).stream())
                .collect(Collectors.joining(", "));
        return action.description() + (who.isEmpty() ? "" : " (" + who + ")");
    }

    private List<Paid> sources() {
        List<Paid> sources = new ArrayList<>();
        for (FundingStream stream : funding.streams().all()) {
            Money paid = stream.cap().minus(requireNonNull(funding.left().get(stream.id())));
            if (paid.isPositive()) {
                sources.add(new Paid(stream.source().name(), "for " + PlanMoney.use(stream.source()), money(paid)));
            }
        }
        if (funding.missing().isPositive()) {
            sources.add(new Paid("Not paid for yet", "", money(funding.missing())));
        }
        return ImmutableList.copyOf(sources);
    }

    /** What a sum of costs alone does not tell: that the goals need more than there is, and that some of it is not planned. */
    private List<String> budget() {
        Money holds = Money.total(
                funding.streams().all().stream().map(FundingStream::cap).toList());
        Money left = holds.minus(funding.total());
        if (holds.isZero()) {
            return List.of();
        }
        List<String> budget = new ArrayList<>();
        if (plan.cost().compareTo(holds) > 0) {
            budget.add("The goals need %s; the budget holds %s.".formatted(money(plan.cost()), money(holds)));
        }
        if (left.isPositive()) {
            budget.add("%s of the budget is not planned yet.".formatted(money(left)));
        }
        return ImmutableList.copyOf(budget);
    }

    private String unpaid(Shortfall lacking) {
        Chain chain = lacking.chain();
        String missing = money(lacking.missing());
        return lacking.funded().isZero()
                ? chain.investment().description() + ": " + missing
                : "%s: %s of %s"
                        .formatted(
                                chain.investment().description(),
                                missing,
                                money(chain.investment().cost().amount()));
    }

    private static String gift(CommunityAsset asset) {
        return asset.giver() + ": " + asset.offer();
    }

    private List<String> contacts() {
        List<String> contacts = new ArrayList<>(parts.contacts());
        if (contacts.isEmpty()) {
            contacts.add("Ask at the school’s office.");
        }
        parts.history()
                .map(history -> history.committees().stream()
                        .map(committee -> committee.name())
                        .collect(Collectors.joining(", ")))
                .filter(names -> !names.isEmpty())
                .ifPresent(names -> contacts.add("Committees that decide about the plan: " + names + "."));
        return ImmutableList.copyOf(contacts);
    }

    /** What is still to come in the year of planning; nothing once the plan is final. */
    private List<String> dates() {
        if (parts.history()
                .filter(history -> history.status() == PlanStatus.FINAL)
                .isPresent()) {
            return List.of();
        }
        return parts.calendar().stream()
                .flatMap(calendar -> calendar.milestones().stream())
                .filter(milestone -> milestone.done().isEmpty())
                .map(milestone -> PlanWords.day(milestone.due()) + ": " + milestone.description())
                .limit(DATES)
                .toList();
    }

    private static List<String> limited(List<String> all, int most) {
        if (all.size() <= most) {
            return all;
        }
        return ImmutableList.<String>builder()
                .addAll(all.subList(0, most))
                .add("and %s more, in the whole plan".formatted(all.size() - most))
                .build();
    }

    private String money(Money amount) {
        return words.money(amount);
    }
}
