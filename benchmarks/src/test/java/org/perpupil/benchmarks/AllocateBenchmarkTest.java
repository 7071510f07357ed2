package org.perpupil.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.perpupil.district.School;
import org.perpupil.district.SchoolId;
import org.perpupil.formula.allocation.Allocation;
import org.perpupil.formula.allocation.SchoolAllocation;
import org.perpupil.formula.allocation.SourceStatement;
import org.perpupil.money.Money;
import org.perpupil.pupils.NeedCategory;

class AllocateBenchmarkTest {

    private static AllocateBenchmark smallest() {
        AllocateBenchmark benchmark = new AllocateBenchmark();
        benchmark.schoolCount = 20;
        benchmark.draw();
        return benchmark;
    }

    @Test
    void accounts_for_every_cent_of_every_source() {
        AllocateBenchmark benchmark = smallest();
        for (int run = 0; run < 5; run++) {
            Allocation allocation = benchmark.allocate();
            assertThat(allocation.schools()).hasSize(20);
            for (SourceStatement source : allocation.sources()) {
                Money toSchools = Money.total(allocation.schools().stream()
                        .flatMap(school -> school.budget().lines().stream())
                        .filter(line -> line.source().equals(source.source()))
                        .map(line -> line.amount())
                        .toList());
                assertThat(source.central()
                                .plus(toSchools)
                                .plus(source.residual().orElseThrow()))
                        .as(source.source().name())
                        .isEqualTo(source.amount().orElseThrow());
            }
            assertThat(allocation.source(DrawnDistrict.TITLE_I.id()).residual()).hasValue(Money.ZERO);
            assertThat(allocation.source(DrawnDistrict.ARTS.id()).residual()).hasValue(Money.ZERO);
        }
    }

    @Test
    void pays_each_school_its_rates_and_its_lump_sum() {
        Allocation allocation = smallest().allocate();
        // Schools 0 and 4 of the drawing teach elementary and high grades.
        SchoolAllocation elementary = allocation.of(SchoolId.of("00000"));
        assertThat(elementary.line("all pupils").flatMap(line -> line.amount()))
                .hasValue(Money.ofDollars(3_741).times(pupils(elementary, NeedCategory.ALL_PUPILS)));
        SchoolAllocation high = allocation.of(SchoolId.of("00004"));
        assertThat(high.line("English learner").flatMap(line -> line.amount()))
                .hasValue(Money.ofDollars(749).times(pupils(high, NeedCategory.ENGLISH_LEARNER)));
        assertThat(allocation.schools())
                .allSatisfy(
                        school -> assertThat(school.line("arts, every school").flatMap(line -> line.amount()))
                                .hasValue(Money.ofDollars(12_500)));
    }

    private static long pupils(SchoolAllocation school, NeedCategory need) {
        return school.school().enrollment().count(need).orElseThrow().value().longValueExact();
    }

    @Test
    void gives_title_i_to_needy_schools_only() {
        Allocation allocation = smallest().allocate();
        long needy = allocation.schools().stream()
                .map(SchoolAllocation::school)
                .filter(AllocateBenchmarkTest::isNeedy)
                .count();
        // Or the benchmark would not take both ways.
        assertThat(needy).isBetween(1L, 19L);
        assertThat(allocation.schools())
                .allSatisfy(school -> assertThat(school.budget().lines().stream()
                                .anyMatch(line -> line.source().equals(DrawnDistrict.TITLE_I)))
                        .isEqualTo(isNeedy(school.school())));
    }

    private static boolean isNeedy(School school) {
        long poor = school.enrollment()
                .count(NeedCategory.POVERTY)
                .orElseThrow()
                .value()
                .longValueExact();
        return 10 * poor >= 4 * school.enrollment().pupils().value().longValueExact();
    }

    @Test
    void takes_turns_with_districts_that_are_the_same_in_every_run() {
        AllocateBenchmark benchmark = smallest();
        Allocation first = benchmark.allocate();
        assertThat(benchmark.allocate().district()).isNotEqualTo(first.district());
        assertThat(smallest().allocate().district()).isEqualTo(first.district());
    }

    @Test
    void resolves() {
        assertThat(smallest().resolve().allocate().total())
                .isEqualTo(smallest().allocate().total());
    }
}
