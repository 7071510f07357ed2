package org.perpupil.plan.funding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;
import org.perpupil.money.Money;
import org.perpupil.plan.Chain;
import org.perpupil.plan.Goal;
import org.perpupil.plan.funding.FundingMatrix.GoalRows;
import org.perpupil.plan.funding.FundingMatrix.Row;
import org.perpupil.revenue.SourceId;

@Domain(Matchings.class)
class FundingProperties {
    private static final List<Function<FundedLine, Object>> FACTS = List.of(
            FundedLine::goal,
            FundedLine::strategy,
            FundedLine::action,
            FundedLine::account,
            FundedLine::source,
            FundedLine::serves,
            FundedLine::year,
            FundedLine::school,
            FundedLine::byHand,
            FundedLine::investment,
            line -> line.investment().evidence(),
            line -> line.investment().recurrence(),
            line -> line.investment().priority());

    private static List<Funding> both(Matching matching) {
        return List.of(matching.fund(), matching.byHandOnly());
    }

    private static Money cost(Chain chain) {
        return chain.investment().cost().amount();
    }

    @Property(tries = 120)
    void every_view_adds_up_to_the_total(@ForAll Matching matching) {
        for (Funding funding : both(matching)) {
            for (Function<FundedLine, Object> fact : FACTS) {
                assertThat(Money.total(funding.dollarsBy(fact).values())).isEqualTo(funding.total());
            }
        }
    }

    @Property(tries = 120)
    void in_every_stream_what_is_paid_and_what_is_left_are_what_it_holds(@ForAll Matching matching) {
        for (Funding funding : both(matching)) {
            assertThat(funding.left().keySet())
                    .containsExactlyElementsOf(matching.streams().all().stream()
                            .map(FundingStream::id)
                            .toList());
            for (FundingStream stream : matching.streams().all()) {
                Money paid = Money.total(funding.lines().stream()
                        .filter(line -> line.source().equals(stream.source()))
                        .map(FundedLine::amount)
                        .toList());
                Money left = funding.left().get(stream.id());

                assertThat(left.isNegative()).isFalse();
                assertThat(paid.plus(left)).isEqualTo(stream.cap());
            }
            assertThat(funding.total().plus(Money.total(funding.left().values())))
                    .isEqualTo(matching.streams().total());
        }
    }

    @Property(tries = 120)
    void every_investment_gets_what_its_cells_pay_and_at_most_its_cost(@ForAll Matching matching) {
        for (Funding funding : both(matching)) {
            for (Chain chain : matching.plan().chains()) {
                String id = chain.investment().id();
                List<Money> cells = matching.streams().all().stream()
                        .map(stream -> funding.paid(stream.id(), id))
                        .toList();

                assertThat(funding.funded(id)).isEqualTo(Money.total(cells)).isLessThanOrEqualTo(cost(chain));
                assertThat(funding.shortfall(id).map(Shortfall::missing).orElse(Money.ZERO))
                        .isEqualTo(cost(chain).minus(funding.funded(id)));
            }
            assertThat(funding.missing())
                    .isEqualTo(Money.total(funding.shortfalls().stream()
                            .map(Shortfall::missing)
                            .toList()));
            assertThat(funding.fullyFunded().size() + funding.shortfalls().size())
                    .isEqualTo(matching.plan().chains().size());
        }
    }

    @Property(tries = 120)
    void no_source_pays_for_what_it_may_not(@ForAll Matching matching) {
        assertThat(matching.fund().lines()).allSatisfy(line -> {
            assertThat(line.investment().refusalBy(line.source())).isEmpty();
            assertThat(line.amount()).isGreaterThan(Money.ZERO);
        });
    }

    @Property(tries = 120)
    void what_is_whole_gets_all_or_what_was_entered_by_hand(@ForAll Matching matching) {
        Funding funding = matching.fund();

        for (Chain chain : matching.plan().chains()) {
            String id = chain.investment().id();
            if (chain.investment().isWholeOrNothing()) {
                assertThat(funding.funded(id))
                        .isIn(
                                cost(chain),
                                Matchings.entered(
                                        matching, entry -> entry.investment().equals(id)));
            }
        }
    }

    @Property(tries = 120)
    void lines_stand_in_the_order_of_the_plan_then_the_most_flexible_stream_first(@ForAll Matching matching) {
        List<SourceId> streams =
                matching.streams().all().stream().map(FundingStream::id).toList();

        assertThat(matching.fund().lines())
                .isSortedAccordingTo(Comparator.comparing(
                                (FundedLine line) -> matching.plan().chains().indexOf(line.chain()))
                        .thenComparing(line -> streams.indexOf(line.source().id())));
        assertThat(matching.fund().lines()).allSatisfy(line -> {
            assertThat(line.school()).isEqualTo(matching.plan().school());
            assertThat(line.year()).isEqualTo(matching.plan().year());
            assertThat(line.account().map(account -> account.code()))
                    .isEqualTo(line.investment().account());
        });
    }

    @Property(tries = 120)
    void in_the_matrix_goals_add_up_to_the_total_and_streams_to_what_they_hold(@ForAll Matching matching) {
        Funding funding = matching.fund();

        FundingMatrix matrix = funding.matrix();

        List<Row> sums = matrix.goals().stream().map(GoalRows::sum).toList();
        assertThat(matrix.goals())
                .extracting(GoalRows::goal)
                .isEqualTo(matching.plan().goals());
        assertThat(Money.total(sums.stream().map(Row::cost).toList()))
                .isEqualTo(matrix.total().cost())
                .isEqualTo(matching.plan().cost());
        assertThat(matrix.total().funded()).isEqualTo(funding.total());
        assertThat(matrix.total().missing()).isEqualTo(funding.missing());
        for (FundingStream stream : matrix.streams()) {
            SourceId id = stream.id();
            assertThat(Money.total(sums.stream().map(row -> row.cell(id)).toList()))
                    .isEqualTo(matrix.total().cell(id));
            assertThat(matrix.total().cell(id).plus(matrix.left().get(id))).isEqualTo(stream.cap());
        }
        for (GoalRows rows : matrix.goals()) {
            Goal goal = rows.goal();
            assertThat(rows.sum().cost()).isEqualTo(goal.cost());
            for (FundingStream stream : matrix.streams()) {
                assertThat(rows.sum().cell(stream.id()))
                        .isEqualTo(Money.total(rows.investments().stream()
                                .map(row -> row.cell(stream.id()))
                                .toList()));
            }
            for (Row row : rows.investments()) {
                assertThat(row.funded()).isEqualTo(funding.funded(row.id()));
            }
        }
    }

    @Property(tries = 120)
    void every_line_of_the_matrix_is_as_long_as_its_columns(@ForAll Matching matching) {
        FundingMatrix matrix = matching.fund().matrix();

        List<String> lines = new ArrayList<>(matrix.toString().lines().toList());

        // a head, goals with their investments, the total, what is available and what is left
        assertThat(lines)
                .hasSize(4
                        + matching.plan().goals().size()
                        + matching.plan().chains().size());
        int width = lines.get(0).length();
        assertThat(lines.subList(1, lines.size() - 2))
                .allSatisfy(line -> assertThat(line).hasSize(width));
    }

    @Property(tries = 120)
    void equal_matchings_have_equal_fundings(@ForAll Matching matching) {
        Funding funding = matching.fund();
        Funding again = Matching.of(matching.plan(), matching.streams())
                .byHand(matching.entries())
                .fund();

        assertThat(again).isEqualTo(funding).hasSameHashCodeAs(funding);
        assertThat(again.lines()).isEqualTo(funding.lines());
        assertThat(again.shortfalls()).isEqualTo(funding.shortfalls());
        assertThat(again.since(funding).isEmpty()).isTrue();
    }
}
