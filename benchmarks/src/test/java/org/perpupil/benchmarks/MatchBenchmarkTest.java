package org.perpupil.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.perpupil.money.Money;
import org.perpupil.plan.funding.Funding;
import org.perpupil.plan.funding.FundingStream;
import org.perpupil.plan.funding.Shortfall;

class MatchBenchmarkTest {

    private static List<Funding> matched(String size) {
        MatchBenchmark benchmark = new MatchBenchmark();
        benchmark.size = size;
        benchmark.draw();
        assertThat(benchmark.matchings()).hasSize(Integer.parseInt(size.split("x")[0]));
        return benchmark.match();
    }

    @Test
    void accounts_for_every_cent_of_every_stream() {
        for (Funding funding : matched("3x100x20")) {
            for (FundingStream stream : funding.streams().all()) {
                Money spent = Money.total(funding.lines().stream()
                        .filter(line -> line.source().equals(stream.source()))
                        .map(line -> line.amount())
                        .toList());
                assertThat(spent.plus(funding.left().get(stream.id()))).isEqualTo(stream.cap());
            }
        }
    }

    @Test
    void leaves_some_unpaid_and_tells_why() {
        Funding funding = matched("1x1000x60").get(0);

        assertThat(funding.plan().chains()).hasSize(1_000);
        assertThat(funding.shortfalls()).isNotEmpty();
        assertThat(funding.shortfalls())
                .extracting(Shortfall::reason)
                .contains(Shortfall.Reason.SPENT_ON_HIGHER_PRIORITIES);
        assertThat(funding.lines()).allMatch(line -> line.investment().isPayableFrom(line.source()));
    }
}
