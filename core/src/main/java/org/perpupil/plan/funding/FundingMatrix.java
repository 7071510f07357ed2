package org.perpupil.plan.funding;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.perpupil.money.Money;
import org.perpupil.plan.Chain;
import org.perpupil.plan.Goal;
import org.perpupil.revenue.SourceId;

/**
 * Goals and what they cost on the left, funding streams across: the whole plan and all its money on one sheet.
 *
 * @param streams the columns, the most flexible first
 * @param goals the rows by goal, in the order of the plan
 * @param total the sum of all goals
 * @param left what is left in each stream
 */
public record FundingMatrix(List<FundingStream> streams, List<GoalRows> goals, Row total, Map<SourceId, Money> left) {

    private static final int WIDEST = 40;

    /**
     * A goal with its investments.
     *
     * @param goal what is aimed at
     * @param sum of its investments
     * @param investments in order of priority
     */
    public record GoalRows(Goal goal, Row sum, List<Row> investments) {

        public GoalRows {
            requireNonNull(goal, "goal");
            requireNonNull(sum, "sum");
            investments = ImmutableList.copyOf(investments);
        }
    }

    /**
     * A row.
     *
     * @param id of the goal or investment; {@code total} for the sum of all
     * @param description in words
     * @param cost what it costs
     * @param cells what each stream pays, only those that pay anything
     */
    public record Row(String id, String description, Money cost, Map<SourceId, Money> cells) {

        public Row {
            requireNonNull(id, "id");
            requireNonNull(description, "description");
            requireNonNull(cost, "cost");
            cells = ImmutableMap.copyOf(cells);
        }

        /** Returns what is paid. */
        public Money funded() {
            return Money.total(cells.values());
        }

        /** Returns what is not paid. */
        public Money missing() {
            return cost.minus(funded());
        }

        /** Returns what a stream pays. */
        public Money cell(SourceId source) {
            return requireNonNull(cells.getOrDefault(source, Money.ZERO));
        }

        private static Row sum(String id, String description, List<Row> rows) {
            Map<SourceId, Money> cells = new LinkedHashMap<>();
            rows.forEach(row -> row.cells().forEach((source, amount) -> cells.merge(source, amount, Money::plus)));
            return new Row(
                    id, description, Money.total(rows.stream().map(Row::cost).toList()), cells);
        }
    }

    public FundingMatrix {
        streams = ImmutableList.copyOf(streams);
        goals = ImmutableList.copyOf(goals);
        requireNonNull(total, "total");
        left = ImmutableMap.copyOf(left);
    }

    static FundingMatrix of(Funding funding) {
        Map<String, Map<SourceId, Money>> cells = new LinkedHashMap<>();
        funding.lines()
                .forEach(line -> cells.computeIfAbsent(line.investment().id(), id -> new LinkedHashMap<>())
                        .put(line.source().id(), line.amount()));
        Map<String, List<Row>> byGoal = new LinkedHashMap<>();
        funding.plan().goals().forEach(goal -> byGoal.put(goal.id(), new ArrayList<>()));
        for (Chain chain : funding.plan().byPriority()) {
            String id = chain.investment().id();
            requireNonNull(byGoal.get(chain.goal().id()))
                    .add(new Row(
                            id,
                            chain.investment().description(),
                            chain.investment().cost().amount(),
                            cells.getOrDefault(id, Map.of())));
        }
        List<GoalRows> goals = funding.plan().goals().stream()
                .map(goal -> {
                    List<Row> rows = requireNonNull(byGoal.get(goal.id()));
                    return new GoalRows(goal, Row.sum(goal.id(), goal.statement(), rows), rows);
                })
                .toList();
        Row total =
                Row.sum("total", "all goals", goals.stream().map(GoalRows::sum).toList());
        return new FundingMatrix(funding.streams().all(), goals, total, funding.left());
    }

    /** Returns the matrix for people, with a currency sign before each amount; long descriptions are shortened. */
    public String text(String currencySign) {
        TextTable table = new TextTable();
        table.left("");
        table.right("cost");
        streams.forEach(stream -> table.right(stream.source().name()));
        table.right("not paid");
        for (GoalRows rows : goals) {
            row(table, rows.sum(), currencySign, "");
            rows.investments().forEach(row -> row(table, row, currencySign, "  "));
        }
        row(table, total, currencySign, "");
        table.row("available");
        table.cell("");
        streams.forEach(stream -> table.cell(stream.cap().display(currencySign)));
        table.row("left");
        table.cell("");
        streams.forEach(
                stream -> table.cell(requireNonNull(left.get(stream.id())).display(currencySign)));
        return table.toString();
    }

    private void row(TextTable table, Row row, String currencySign, String indent) {
        table.row(indent + shortened(row.description()));
        table.cell(row.cost().display(currencySign));
        streams.forEach(stream -> table.cell(shown(row.cell(stream.id()), currencySign)));
        table.cell(shown(row.missing(), currencySign));
    }

    /** Returns as much as leaves room for the money. */
    private static String shortened(String description) {
        return description.codePointCount(0, description.length()) <= WIDEST
                ? description
                : description.substring(0, description.offsetByCodePoints(0, WIDEST - 1)) + "…";
    }

    private static String shown(Money amount, String currencySign) {
        return amount.isZero() ? "–" : amount.display(currencySign);
    }

    @Override
    public String toString() {
        return text("");
    }
}
