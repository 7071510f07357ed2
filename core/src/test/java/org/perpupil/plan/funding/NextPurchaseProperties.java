package org.perpupil.plan.funding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.perpupil.plan.funding.Matchings.amounts;

import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import net.jqwik.api.statistics.StatisticsReport.StatisticsReportMode;
import org.perpupil.money.Money;

@Domain(Matchings.class)
class NextPurchaseProperties {

    @Provide
    Arbitrary<Matching> small() {
        return Matchings.small();
    }

    @Property(tries = 400, edgeCases = EdgeCasesMode.NONE)
    @StatisticsReport(StatisticsReportMode.OFF)
    void is_the_first_amount_that_buys_anything_when_all_are_tried(@ForAll("small") Matching matching) {
        Funding funding = matching.fund();
        for (FundingStream stream : matching.streams().all()) {
            List<Money> now = amounts(funding);
            Optional<Money> least = Optional.empty();
            // a stream never pays more than everything costs
            for (long cents = 1; cents <= matching.plan().cost().cents() && least.isEmpty(); cents++) {
                Money more = Money.ofCents(cents);
                if (!amounts(funding.withMore(stream.id(), more)).equals(now)) {
                    least = Optional.of(more);
                }
            }

            Optional<NextPurchase> next = funding.nextPurchaseFrom(stream.id());

            assertThat(next.map(NextPurchase::more)).isEqualTo(least);
            least.ifPresent(more -> assertThat(next)
                    .contains(new NextPurchase(
                            stream.id(),
                            more,
                            funding.withMore(stream.id(), more).since(funding))));
            covers("nothing can be bought", 5, next.isEmpty());
            covers("a cent buys something", 5, least.equals(Optional.of(Money.ofCents(1))));
            covers(
                    "less than something buys nothing",
                    0.3,
                    least.isPresent() && least.get().cents() > 1);
        }
    }

    private static void covers(String label, double percent, boolean is) {
        Statistics.label(label)
                .collect(is)
                .coverage(checker -> checker.check(true).percentage(share -> share >= percent / 4));
    }

    @Property(tries = 150)
    void a_cent_less_buys_nothing_and_if_there_is_none_all_the_money_buys_nothing(@ForAll Matching matching) {
        Funding funding = matching.fund();
        for (FundingStream stream : matching.streams().all()) {
            Optional<NextPurchase> next = funding.nextPurchaseFrom(stream.id());

            if (next.isPresent()) {
                Money more = next.get().more();
                assertThat(more).isGreaterThan(Money.ZERO);
                assertThat(amounts(funding.withMore(stream.id(), more.minus(Money.ofCents(1)))))
                        .isEqualTo(amounts(funding));
                assertThat(amounts(funding.withMore(stream.id(), more))).isNotEqualTo(amounts(funding));
                assertThat(next.get().change().investments()).isNotEmpty();
            } else {
                assertThat(amounts(funding.withMore(stream.id(), matching.plan().cost())))
                        .isEqualTo(amounts(funding));
                assertThat(amounts(funding.withMore(stream.id(), Money.ofDollars(1_000_000_000_000L))))
                        .isEqualTo(amounts(funding));
            }
        }
    }
}
