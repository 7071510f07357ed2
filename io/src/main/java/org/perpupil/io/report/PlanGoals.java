package org.perpupil.io.report;

import static org.perpupil.io.report.PlanSheet.columns;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.perpupil.account.Account;
import org.perpupil.io.report.PlanSheet.Block;
import org.perpupil.io.report.PlanSheet.Body;
import org.perpupil.io.report.PlanSheet.Column;
import org.perpupil.io.report.PlanSheet.Fact;
import org.perpupil.io.report.PlanSheet.Row;
import org.perpupil.io.report.PlanSheet.Table;
import org.perpupil.money.Money;
import org.perpupil.plan.Action;
import org.perpupil.plan.ActionStatus;
import org.perpupil.plan.CommunityAsset;
import org.perpupil.plan.Cost;
import org.perpupil.plan.Goal;
import org.perpupil.plan.Investment;
import org.perpupil.plan.SitePlan;
import org.perpupil.plan.SmartCheck;
import org.perpupil.plan.Strategy;

/** The goals of a plan with their strategies, actions and investments. */
final class PlanGoals {
    private static final List<Column> COLUMNS = columns(
            "Actions, and what they cost",
            "#Priority",
            "For whom",
            "Evidence",
            "Account",
            "Paid by",
            "#Cost",
            "#Not paid");
    private static final List<Column> ALIGNED = columns("Goal of the district", "Goals of the school that serve it");

    private final PlanPage.Parts parts;
    private final SitePlan plan;
    private final Words words;

    private PlanGoals(PlanPage.Parts parts) {
        this.parts = parts;
        this.plan = parts.plan();
        this.words = parts.words();
    }

    static List<Block> of(PlanPage.Parts parts) {
        return new PlanGoals(parts).blocks();
    }

    private List<Block> blocks() {
        List<Block> blocks = new ArrayList<>();
        if (plan.goals().isEmpty()) {
            blocks.add(Block.of().saying("No goal is set yet."));
        }
        List<SmartCheck> smart = plan.smart();
        for (int i = 0; i < plan.goals().size(); i++) {
            blocks.add(goal(plan.goals().get(i), smart.get(i)));
        }
        blocks.add(Block.of(Table.of(
                "What the district aims at",
                ALIGNED,
                plan.districtGoals().stream()
                        .map(district -> Row.of(ALIGNED, district.statement(), "", serving(district.id())))
                        .toList())));
        return blocks;
    }

    private String serving(String districtGoal) {
        String goals = plan.goals().stream()
                .filter(goal -> goal.districtGoals().contains(districtGoal))
                .map(Goal::statement)
                .collect(Collectors.joining("; "));
        return goals.isEmpty() ? "none" : goals;
    }

    private Block goal(Goal goal, SmartCheck smart) {
        List<Fact> facts = new ArrayList<>();
        facts.add(Fact.of("Area", goal.area().name()));
        facts.add(Fact.of("Our goal", PlanWords.aim(goal)));
        if (!goal.districtGoals().isEmpty()) {
            facts.add(new Fact(
                    "District’s goal",
                    goal.districtGoals().stream()
                            .map(id -> plan.districtGoal(id).orElseThrow().statement())
                            .toList()));
        }
        if (!goal.findings().isEmpty()) {
            facts.add(new Fact(
                    "Answers",
                    goal.findings().stream()
                            .map(id -> plan.assessment().finding(id).orElseThrow())
                            .map(finding -> "%s, %s: %s"
                                    .formatted(
                                            finding.metric(),
                                            finding.pupils(),
                                            PlanWords.value(finding.metric(), finding.latest())))
                            .toList()));
        }
        facts.add(
                smart.open().isEmpty()
                        ? Fact.of("Can be checked", "yes: it says what, how much and by when (SMART)")
                        : new Fact(
                                "Can be checked (SMART)",
                                smart.open().stream()
                                        .map(SmartCheck.Criterion::toString)
                                        .toList()));
        List<String> heard = heard(goal);
        if (!heard.isEmpty()) {
            facts.add(new Fact("Heard", heard));
        }
        Block block = Block.titled(
                        goal.statement(),
                        goal.strategies().stream().map(this::strategy).toArray(Table[]::new))
                .comingTo(PlanMoney.paid(goal, PlanMoney.paid(goal, parts.funding()), words), "")
                .with(facts);
        return goal.strategies().isEmpty() ? block.saying("No strategy is chosen yet.") : block;
    }

    private List<String> heard(Goal goal) {
        return parts.history().stream()
                .flatMap(history -> history.committees().stream())
                .flatMap(committee -> committee.inputsAbout(goal.id()).stream()
                        .map(input -> "%s (%s): %s".formatted(input.from(), committee.name(), input.words())))
                .toList();
    }

    private Table strategy(Strategy strategy) {
        List<Money> costs = new ArrayList<>();
        List<Money> paid = new ArrayList<>();
        List<Body> bodies = new ArrayList<>();
        for (Action action : strategy.actions()) {
            List<Row> rows = new ArrayList<>();
            if (action.status() != ActionStatus.DROPPED) {
                for (Investment investment : action.investments()) {
                    rows.add(row(investment));
                    costs.add(investment.cost().amount());
                    paid.add(parts.funding().funded(investment.id()));
                }
            }
            bodies.add(new Body(action.description(), detail(action), ImmutableList.copyOf(rows)));
        }
        Money cost = Money.total(costs);
        return new Table("How: " + strategy.description(), COLUMNS, ImmutableList.copyOf(bodies), List.of())
                .footed(Row.of(
                        COLUMNS,
                        "This strategy",
                        "",
                        "",
                        "",
                        "",
                        "",
                        "",
                        words.money(cost),
                        words.money(cost.minus(Money.total(paid)))));
    }

    private String detail(Action action) {
        List<String> detail = new ArrayList<>();
        detail.add(action.owner().orElse("nobody named"));
        detail.add(action.deadline().map(day -> "by " + PlanWords.day(day)).orElse("no day named"));
        detail.add(
                action.status() == ActionStatus.DROPPED
                        ? "dropped; its costs do not count"
                        : PlanWords.of(action.status()));
        plan.assets().stream()
                .filter(asset -> action.assets().contains(asset.id()))
                .map(CommunityAsset::giver)
                .forEach(giver -> detail.add("helped by " + giver));
        return String.join(" · ", detail);
    }

    private Row row(Investment investment) {
        Money funded = parts.funding().funded(investment.id());
        Money missing = investment.cost().amount().minus(funded);
        return Row.of(
                        COLUMNS,
                        investment.description(),
                        how(investment),
                        Words.whole(investment.priority()),
                        PupilWords.plain(investment.serves()),
                        PlanWords.evidence(investment.evidence()),
                        account(plan, investment).map(Account::toString).orElse(Words.NONE),
                        paidBy(investment),
                        words.money(investment.cost().amount()),
                        missing.isZero() ? Words.NONE : words.money(missing))
                .noting(
                        1,
                        investment
                                .pupilsServed()
                                .map(pupils -> "reaches " + Words.pupils(pupils))
                                .orElse(""));
    }

    private String how(Investment investment) {
        List<String> how = new ArrayList<>();
        if (!(investment.cost() instanceof Cost.Amount)) {
            how.add(working(investment.cost().working(words.currencySign())));
        }
        investment.recurrence().ifPresent(recurrence -> how.add(PlanWords.of(recurrence)));
        investment.grades().ifPresent(grades -> how.add("grades " + grades));
        if (investment.isWholeOrNothing()) {
            how.add("whole or nothing");
        }
        return String.join(", ", how);
    }

    /** How a cost is worked out, for readers: posts for full-time equivalents, and no cents where no amount has any. */
    private String working(String working) {
        String posts = working.replace(" FTE ", " full-time posts ");
        return words.whole() ? posts.replaceAll("(\\d)\\.00(?!\\d)", "$1") : posts;
    }

    private String paidBy(Investment investment) {
        String paid = parts.funding().lines().stream()
                .filter(line -> line.investment().id().equals(investment.id()))
                .map(line ->
                        line.source().name() + " " + words.money(line.amount()) + (line.byHand() ? " (by hand)" : ""))
                .collect(Collectors.joining("; "));
        return paid.isEmpty() ? "nobody yet" : paid;
    }

    /** Returns what an investment is charged to; empty if it names none. */
    static Optional<Account> account(SitePlan plan, Investment investment) {
        return investment.account().flatMap(plan::account);
    }
}
