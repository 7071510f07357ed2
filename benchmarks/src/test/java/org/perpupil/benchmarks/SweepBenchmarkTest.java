package org.perpupil.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.perpupil.district.District;
import org.perpupil.formula.funding.FundingModel;
import org.perpupil.money.Money;

class SweepBenchmarkTest {

    @ParameterizedTest
    @CsvSource({"20x1, 1", "40x5, 2"})
    void every_scenario_pays_what_the_changed_model_allocates(String size, int threads) {
        SweepBenchmark benchmark = new SweepBenchmark();
        benchmark.size = size;
        benchmark.threads = threads;
        benchmark.compile();

        String[] parts = size.split("x", 2);
        int districts = Integer.parseInt(parts[1]);
        FundingModel model = DrawnDistrict.weightedModel();
        List<Money> allocated = IntStream.range(0, districts)
                .mapToObj(seed -> DrawnDistrict.of(Integer.parseInt(parts[0]) / districts, seed))
                .flatMap(district -> IntStream.range(0, SweepBenchmark.SCENARIOS)
                        .mapToObj(number -> allocated(model, district, number)))
                .toList();
        assertThat(benchmark.scenario()).isEqualTo(Money.total(allocated).cents());
        assertThat(benchmark.scenario()).isEqualTo(Money.total(allocated).cents());
        benchmark.end();
    }

    private static Money allocated(FundingModel model, District district, int scenario) {
        return DrawnDistrict.scenario(scenario)
                .appliedTo(model.resolve(district, DrawnDistrict.YEAR, DrawnDistrict.lastYear(district)))
                .allocate()
                .total();
    }
}
