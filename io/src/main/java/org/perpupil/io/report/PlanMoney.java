package org.perpupil.io.report;

import static java.util.Objects.requireNonNull;
import static org.perpupil.io.report.PlanSheet.columns;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import org.perpupil.account.Account;
import org.perpupil.account.AccountPattern;
import org.perpupil.io.report.PlanSheet.Block;
import org.perpupil.io.report.PlanSheet.Body;
import org.perpupil.io.report.PlanSheet.Column;
import org.perpupil.io.report.PlanSheet.Fact;
import org.perpupil.io.report.PlanSheet.Row;
import org.perpupil.io.report.PlanSheet.Table;
import org.perpupil.money.Money;
import org.perpupil.plan.Action;
import org.perpupil.plan.Chain;
import org.perpupil.plan.Goal;
import org.perpupil.plan.Investment;
import org.perpupil.plan.SitePlan;
import org.perpupil.plan.Strategy;
import org.perpupil.plan.funding.FundedLine;
import org.perpupil.plan.funding.Funding;
import org.perpupil.plan.funding.FundingMatrix;
import org.perpupil.plan.funding.FundingStream;
import org.perpupil.plan.funding.Shortfall;
import org.perpupil.revenue.RevenueSource;

/** The dollars of a plan, counted in each way. Every table is made of the same lines of the funding, so that all add up alike. */
final class PlanMoney {
    private static final String NO_ACCOUNT = "No account named";
    private static final List<Column> BY_GOAL =
            columns("Actions, and what they pay for", "Source", "Account", "#Amount");
    private static final List<Column> BY_SOURCE = columns("What it pays for", "Goal", "Account", "#Amount");
    private static final List<Column> BY_ACCOUNT = columns("What is charged to it", "Goal", "Source", "#Amount");
    private static final List<Column> SHORT =
            columns("Not paid in full", "#Priority", "#Cost", "#Paid", "#Not paid", "Why");
    private static final List<Column> LEFT = columns("Source", "May pay for", "#Holds", "#Pays", "#Left");
    private static final List<Column> LOCKED = columns("Locked by the district", "#Amount");

    private final Funding funding;
    private final SitePlan plan;
    private final Words words;

    PlanMoney(PlanPage.Parts parts) {
        this.funding = parts.funding();
        this.plan = parts.plan();
        this.words = parts.words();
    }

    /** Goals and investments on the left, streams across. */
    List<Block> matrix() {
        FundingMatrix matrix = funding.matrix();
        List<String> names = new ArrayList<>(List.of("Goals, and what they cost", "#Cost"));
        matrix.streams().forEach(stream -> names.add("#" + stream.source().name()));
        names.add("#Not paid");
        List<Column> columns = columns(names.toArray(String[]::new));
        List<Body> bodies = new ArrayList<>();
        for (FundingMatrix.GoalRows goal : matrix.goals()) {
            List<Row> rows = new ArrayList<>();
            rows.add(row(columns, matrix, goal.sum(), goal.sum().description(), "")
                    .asSum());
            goal.investments()
                    .forEach(investment -> rows.add(row(
                            columns,
                            matrix,
                            investment,
                            investment.description(),
                            "priority "
                                    + Words.whole(plan.investment(investment.id())
                                            .orElseThrow()
                                            .priority()))));
            bodies.add(new Body("", "", ImmutableList.copyOf(rows)));
        }
        Table table = new Table("Investments × sources", columns, ImmutableList.copyOf(bodies), List.of());
        return List.of(Block.of(table.footed(
                        row(columns, matrix, matrix.total(), "All goals", ""),
                        streams(columns, "Each source holds", matrix, FundingStream::cap),
                        streams(
                                columns,
                                "Left over",
                                matrix,
                                stream -> requireNonNull(matrix.left().get(stream.id())))))
                .saying("Every dollar pays for one investment, which serves one strategy of one goal."));
    }

    private Row row(List<Column> columns, FundingMatrix matrix, FundingMatrix.Row row, String head, String detail) {
        List<String> texts = new ArrayList<>();
        texts.add(words.money(row.cost()));
        matrix.streams().forEach(stream -> texts.add(shown(row.cell(stream.id()))));
        texts.add(shown(row.missing()));
        return Row.of(columns, head, detail, texts.toArray(String[]::new));
    }

    private Row streams(
            List<Column> columns, String head, FundingMatrix matrix, Function<FundingStream, Money> amount) {
        List<String> texts = new ArrayList<>();
        texts.add("");
        matrix.streams().forEach(stream -> texts.add(words.money(amount.apply(stream))));
        texts.add("");
        return Row.of(columns, head, "", texts.toArray(String[]::new));
    }

    /** What is paid of a goal, and what is still missing; pages of a plan head a goal alike. */
    static String paid(Goal goal, Money paid, Words words) {
        Money missing = goal.cost().minus(paid);
        if (goal.cost().isZero()) {
            return "no cost";
        }
        if (missing.isZero()) {
            return words.money(paid) + ", all paid";
        }
        return (paid.isZero() ? "" : words.money(paid) + " paid, ") + words.money(missing) + " still missing";
    }

    static Money paid(Goal goal, Funding funding) {
        return funding.dollarsBy(FundedLine::goal).getOrDefault(goal, Money.ZERO);
    }

    /** Each goal by strategy, action and investment; what nobody pays is told too. */
    List<Block> byGoal() {
        Map<Goal, Money> paid = funding.dollarsBy(FundedLine::goal);
        List<Block> blocks = new ArrayList<>();
        for (Goal goal : plan.goals()) {
            Money sum = requireNonNull(paid.getOrDefault(goal, Money.ZERO));
            blocks.add(Block.titled(
                            goal.statement(),
                            goal.strategies().stream().map(this::strategy).toArray(Table[]::new))
                    .comingTo(paid(goal, sum, words), "")
                    .with(List.of(
                            Fact.of("Our goal", PlanWords.aim(goal)), Fact.of("Cost", words.money(goal.cost())))));
        }
        return blocks;
    }

    private Table strategy(Strategy strategy) {
        List<Body> bodies = new ArrayList<>();
        List<FundedLine> all = funding.lines().stream()
                .filter(line -> line.strategy().id().equals(strategy.id()))
                .toList();
        for (Action action : strategy.actions()) {
            List<Row> rows = new ArrayList<>();
            for (Chain chain : plan.chains()) {
                if (!chain.action().id().equals(action.id())) {
                    continue;
                }
                String account = account(PlanGoals.account(plan, chain.investment()));
                all.stream()
                        .filter(line ->
                                line.investment().id().equals(chain.investment().id()))
                        .forEach(line -> rows.add(Row.of(
                                BY_GOAL,
                                chain.investment().description(),
                                "",
                                line.source().name(),
                                account,
                                words.money(line.amount()))));
                funding.shortfall(chain.investment().id())
                        .ifPresent(lacking -> rows.add(Row.of(
                                BY_GOAL,
                                chain.investment().description(),
                                "",
                                "not paid: " + words.money(lacking.missing()),
                                account,
                                Words.NONE)));
            }
            bodies.add(new Body(action.description(), action.owner().orElse(""), ImmutableList.copyOf(rows)));
        }
        return new Table("How: " + strategy.description(), BY_GOAL, ImmutableList.copyOf(bodies), List.of())
                .footed(Row.of(BY_GOAL, "This strategy", "", "", "", words.money(total(all))));
    }

    List<Block> bySource() {
        List<Block> blocks = new ArrayList<>();
        for (FundingStream stream : funding.streams().all()) {
            List<FundedLine> lines = funding.lines().stream()
                    .filter(line -> line.source().id().equals(stream.id()))
                    .toList();
            Money paid = total(lines);
            Table table = Table.of(
                    "",
                    BY_SOURCE,
                    lines.stream()
                            .map(line -> charged(BY_SOURCE, line, account(line.account())))
                            .toList());
            blocks.add(Block.titled(
                            stream.source().name(),
                            table.footed(Row.of(BY_SOURCE, "This source", "", "", "", words.money(paid))))
                    .comingTo(words.money(paid), "of " + words.money(stream.cap()))
                    .with(List.of(
                            Fact.of("May pay for", use(stream.source())),
                            Fact.of("Left", words.money(stream.cap().minus(paid))))));
        }
        if (blocks.isEmpty()) {
            blocks.add(Block.of().saying("No source holds any money for this plan."));
        }
        return blocks;
    }

    List<Block> byAccount() {
        List<Block> blocks = new ArrayList<>();
        accounts().forEach((account, lines) -> {
            Money paid = total(lines);
            Table table = Table.of(
                    "",
                    BY_ACCOUNT,
                    lines.stream()
                            .map(line -> charged(BY_ACCOUNT, line, line.source().name()))
                            .toList());
            blocks.add(Block.titled(
                            account(account),
                            table.footed(Row.of(BY_ACCOUNT, "This account", "", "", "", words.money(paid))))
                    .comingTo(words.money(paid), ""));
        });
        if (blocks.isEmpty()) {
            blocks.add(Block.of().saying("Nothing is paid yet."));
        }
        return blocks;
    }

    private Row charged(List<Column> columns, FundedLine line, String last) {
        return Row.of(
                        columns,
                        line.investment().description(),
                        line.action().description(),
                        line.goal().statement(),
                        last,
                        words.money(line.amount()))
                .noting(0, line.strategy().description());
    }

    /** Lines by account in order of code, those without an account last. */
    private Map<Optional<Account>, List<FundedLine>> accounts() {
        Map<Optional<Account>, List<FundedLine>> accounts = new LinkedHashMap<>();
        plan.accounts().forEach(account -> accounts.put(Optional.of(account), new ArrayList<>()));
        funding.lines()
                .forEach(line -> accounts.computeIfAbsent(line.account(), none -> new ArrayList<>())
                        .add(line));
        accounts.values().removeIf(List::isEmpty);
        return accounts;
    }

    List<Block> shortAndLeft() {
        List<Shortfall> shortfalls = funding.shortfalls();
        long inPart = shortfalls.stream()
                .filter(lacking -> lacking.funded().isPositive())
                .count();
        String told = shortfalls.isEmpty()
                ? "Every investment is paid in full."
                : plan.chains().size() == 1
                        ? "The one investment is %s.".formatted(inPart == 1 ? "paid in part" : "not paid at all")
                        : "Of %s investments, %s %s paid in full, %s in part and %s not at all."
                                .formatted(
                                        plan.chains().size(),
                                        funding.fullyFunded().size(),
                                        funding.fullyFunded().size() == 1 ? "is" : "are",
                                        inPart,
                                        shortfalls.size() - inPart);
        Table lacking = Table.of(
                "Not paid, or in part, by priority",
                SHORT,
                shortfalls.stream().map(this::lacking).toList());
        Table left = Table.of(
                        "What each source holds, pays and has left",
                        LEFT,
                        funding.streams().all().stream().map(this::left).toList())
                .footed(Row.of(
                        LEFT,
                        "All sources",
                        "",
                        "",
                        words.money(funding.streams().total()),
                        words.money(funding.total()),
                        words.money(Money.total(funding.left().values()))));
        Table locked = Table.of(
                "Part of the school’s budget on which it has no say",
                LOCKED,
                funding.streams().locked().entrySet().stream()
                        .map(entry -> Row.of(LOCKED, entry.getKey().name(), "", words.money(entry.getValue())))
                        .toList());
        return List.of(Block.of(lacking, left, locked).saying(told));
    }

    private Row lacking(Shortfall lacking) {
        return Row.of(
                SHORT,
                lacking.chain().investment().description(),
                lacking.chain().goal().statement(),
                Words.whole(lacking.chain().investment().priority()),
                words.money(lacking.chain().investment().cost().amount()),
                words.money(lacking.funded()),
                words.money(lacking.missing()),
                why(lacking, words));
    }

    /** Why it is not paid, in a sentence for readers. */
    private static String why(Shortfall lacking, Words words) {
        Investment investment = lacking.chain().investment();
        String cost = words.money(investment.cost().amount());
        return switch (lacking.reason()) {
            case SPENT_ON_HIGHER_PRIORITIES, TOO_LITTLE ->
                "Costs %s%s; %s was left when its turn came.%s"
                        .formatted(
                                cost,
                                investment.isWholeOrNothing() ? ", all or nothing" : "",
                                words.money(lacking.available()),
                                lacking.paidFirst().isEmpty() ? "" : " What has a higher priority was paid first.");
            case NO_STREAM, NOT_ENTERED -> PlanWords.capital(lacking.why(words.currencySign())) + ".";
        };
    }

    private Row left(FundingStream stream) {
        Money left = requireNonNull(funding.left().get(stream.id()));
        return Row.of(
                LEFT,
                stream.source().name(),
                "",
                use(stream.source()),
                words.money(stream.cap()),
                words.money(stream.cap().minus(left)),
                words.money(left));
    }

    static String use(RevenueSource source) {
        return source.restriction()
                .map(only -> {
                    List<String> use = new ArrayList<>();
                    use.add(SchoolPageContent.purpose(source, only));
                    if (!only.spans().isEmpty()) {
                        use.add("in "
                                + only.spans().stream().map(PupilWords::span).collect(Collectors.joining(" or ")));
                    }
                    if (!only.accounts().isEmpty()) {
                        use.add("accounts " + AccountPattern.join(only.accounts().stream()));
                    }
                    return String.join("; ", use);
                })
                .orElse("anything");
    }

    /** The dollars by goal, strategy, source, account and evidence, and whether all add up to the same. */
    List<Block> sums() {
        List<Block> blocks = new ArrayList<>();
        List<Map<?, Money>> views = List.of(
                funding.dollarsBy(FundedLine::goal),
                funding.dollarsBy(line -> line.strategy().id()),
                funding.dollarsBy(line -> line.source().id()),
                funding.dollarsBy(FundedLine::account),
                funding.dollarsBy(line -> line.investment().evidence()));
        boolean agrees = views.stream().map(view -> Money.total(view.values())).allMatch(funding.total()::equals)
                && funding.streams()
                        .total()
                        .equals(funding.total().plus(Money.total(funding.left().values())));
        Block told = Block.of()
                .saying(
                        agrees
                                ? "By goal, by strategy, by source, by account and by evidence: each way adds up to %s. With the %s left over, that is the %s that the sources hold."
                                        .formatted(
                                                words.money(funding.total()),
                                                words.money(Money.total(
                                                        funding.left().values())),
                                                words.money(funding.streams().total()))
                                : "These do not add up alike: a fault of the program that made this page.");
        blocks.add(agrees ? told : told.wrong());
        blocks.add(Block.of(
                costs(
                        "Goal",
                        plan.goals().stream().collect(toRows(Goal::id, Goal::statement)),
                        chain -> chain.goal().id()),
                costs(
                        "Strategy",
                        plan.goals().stream()
                                .flatMap(goal -> goal.strategies().stream())
                                .collect(toRows(Strategy::id, Strategy::description)),
                        chain -> chain.strategy().id()),
                paid(
                        "Source",
                        funding.streams().all().stream()
                                .collect(Collectors.toMap(
                                        this::named,
                                        stream -> stream.cap()
                                                .minus(requireNonNull(
                                                        funding.left().get(stream.id()))),
                                        Money::plus,
                                        LinkedHashMap::new))),
                paid("Account", accountSums()),
                paid("Evidence", evidenceSums())));
        return blocks;
    }

    /** A source by name, with its id only where another has the same name. */
    private String named(FundingStream stream) {
        boolean alone = funding.streams().all().stream()
                        .filter(other ->
                                other.source().name().equals(stream.source().name()))
                        .count()
                == 1;
        return alone ? stream.source().name() : stream.source().name() + " (" + stream.id() + ")";
    }

    private static <T> Collector<T, ?, Map<String, String>> toRows(Function<T, String> id, Function<T, String> name) {
        return Collectors.toMap(id, name, (one, other) -> one, LinkedHashMap::new);
    }

    private Table costs(String what, Map<String, String> names, Function<Chain, String> key) {
        List<Column> columns = columns(what, "#Cost", "#Paid", "#Not paid");
        Map<String, Money> costs = new LinkedHashMap<>();
        Map<String, Money> paid = new LinkedHashMap<>();
        names.keySet().forEach(id -> {
            costs.put(id, Money.ZERO);
            paid.put(id, Money.ZERO);
        });
        for (Chain chain : plan.chains()) {
            costs.merge(key.apply(chain), chain.investment().cost().amount(), Money::plus);
        }
        funding.lines().forEach(line -> paid.merge(key.apply(line.chain()), line.amount(), Money::plus));
        List<Row> rows = new ArrayList<>();
        names.forEach((id, name) ->
                rows.add(row(columns, name, requireNonNull(costs.get(id)), requireNonNull(paid.get(id)))));
        return Table.of("By " + what.toLowerCase(Locale.ROOT), columns, rows)
                .footed(row(columns, "Together", Money.total(costs.values()), Money.total(paid.values())));
    }

    private Row row(List<Column> columns, String head, Money cost, Money paid) {
        return Row.of(columns, head, "", words.money(cost), words.money(paid), words.money(cost.minus(paid)));
    }

    private Map<String, Money> accountSums() {
        Map<String, Money> sums = new LinkedHashMap<>();
        accounts().forEach((account, lines) -> sums.merge(account(account), total(lines), Money::plus));
        return sums;
    }

    private Map<String, Money> evidenceSums() {
        Map<String, Money> sums = new LinkedHashMap<>();
        funding.dollarsBy(line -> line.investment().evidence()).entrySet().stream()
                .sorted(Comparator.comparing(
                        entry -> entry.getKey().map(tier -> tier.tier()).orElse(Integer.MAX_VALUE)))
                .forEach(entry -> sums.put(PlanWords.capital(PlanWords.evidence(entry.getKey())), entry.getValue()));
        return sums;
    }

    private Table paid(String what, Map<String, Money> sums) {
        List<Column> columns = columns(what, "#Paid");
        List<Row> rows = new ArrayList<>();
        sums.forEach((name, sum) -> rows.add(Row.of(columns, name, "", words.money(sum))));
        return Table.of("By " + what.toLowerCase(Locale.ROOT), columns, rows)
                .footed(Row.of(columns, "Together", "", words.money(Money.total(sums.values()))));
    }

    private static Money total(List<FundedLine> lines) {
        return Money.total(lines.stream().map(FundedLine::amount).toList());
    }

    private static String account(Optional<Account> account) {
        return account.map(Account::toString).orElse(NO_ACCOUNT);
    }

    private String shown(Money amount) {
        return amount.isZero() ? Words.NONE : words.money(amount);
    }
}
