package org.perpupil.formula.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.perpupil.formula.Line.line;
import static org.perpupil.formula.Terms.dollars;
import static org.perpupil.formula.Terms.pupils;
import static org.perpupil.formula.funding.Decision.paying;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.perpupil.district.District;
import org.perpupil.district.FiscalYear;
import org.perpupil.district.School;
import org.perpupil.district.SchoolId;
import org.perpupil.formula.allocation.Allocation;
import org.perpupil.formula.allocation.Status;
import org.perpupil.formula.funding.FundingModel;
import org.perpupil.money.Money;
import org.perpupil.pupils.Enrollment;
import org.perpupil.pupils.GradeSpan;
import org.perpupil.pupils.NeedCategory;
import org.perpupil.revenue.RevenueSource;

class ScenariosTest {
    private static final RevenueSource GENERAL = RevenueSource.state("general", "General fund");

    private static Allocation allocation(long base, long poverty, long poorAtTwo) {
        GradeSpan span = GradeSpan.of("elementary", "K", "5");
        District district = District.named("Two")
                .levels(span)
                .school(School.of("1", "One")
                        .enrolling(Enrollment.in(span)
                                .pupils(100)
                                .need(NeedCategory.POVERTY, 80)
                                .build())
                        .build())
                .school(School.of("2", "Two")
                        .enrolling(Enrollment.in(span)
                                .pupils(200)
                                .need(NeedCategory.POVERTY, poorAtTwo)
                                .build())
                        .build())
                .revenue(GENERAL, Money.ofDollars(1_000_000))
                .build();
        return FundingModel.named("m")
                .unlocked(
                        GENERAL,
                        paying(
                                line("base").amount(dollars(base).times(pupils())),
                                line("poverty").amount(dollars(poverty).times(pupils(NeedCategory.POVERTY)))))
                .build()
                .resolve(district, FiscalYear.of(2027))
                .allocate();
    }

    @Test
    void stand_side_by_side_with_what_they_cost_and_who_gains() {
        Scenarios scenarios = Scenarios.of("now", allocation(1_000, 0, 20)).and("by need", allocation(900, 400, 20));

        // 100 × 900 + 80 × 400 = 122,000; 200 × 900 + 20 × 400 = 188,000
        assertThat(scenarios.rows().stream().map(Scenarios.Row::budgets))
                .containsExactly(
                        List.of(Optional.of(Money.ofDollars(100_000)), Optional.of(Money.ofDollars(122_000))),
                        List.of(Optional.of(Money.ofDollars(200_000)), Optional.of(Money.ofDollars(188_000))));
        // 310,000 − 300,000
        assertThat(scenarios.cost("by need")).isEqualTo(Money.ofDollars(10_000));
        assertThat(scenarios.change("by need").gaining().stream()
                        .map(change -> change.school().id()))
                .containsExactly(SchoolId.of("1"));
        assertThat(scenarios.bySource())
                .containsEntry(GENERAL, List.of(Money.ofDollars(300_000), Money.ofDollars(310_000)));
    }

    @Test
    void are_told_apart_by_name() {
        Scenarios scenarios = Scenarios.of("now", allocation(1_000, 0, 20));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> scenarios.and("now", allocation(1_000, 0, 20)))
                .withMessage("there is a scenario \"now\" already");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> scenarios.change("later"))
                .withMessage("there is no scenario \"later\"; there are [now]");
    }

    @Test
    void an_adopted_allocation_computed_again_gives_the_same_cents_or_says_what_changed() {
        Allocation adopted = allocation(900, 400, 20).adopted();

        assertThat(adopted.status()).isEqualTo(Status.ADOPTED);
        assertThat(allocation(900, 400, 20).changesSince(adopted)).isEmpty();
        // 200 × 900 + 21 × 400 = 188,400 instead of 188,000
        assertThat(allocation(900, 400, 21).changesSince(adopted))
                .containsExactly(
                        "the inputs changed: schools, counts, facts, revenue or last year's budgets",
                        "the budgets of 1 schools differ, the first of them 2: $188,000.00 then, $188,400.00 now");
        // only the definition: 200 × 901 + 20 × 400 = 188,200 and 100 × 901 + 80 × 400 = 122,100
        assertThat(allocation(901, 400, 20).changesSince(adopted))
                .containsExactly(
                        "the definition changed: sources, lines or parameters",
                        "the budgets of 2 schools differ, the first of them 1: $122,000.00 then, $122,100.00 now");
    }

    @Test
    void are_a_small_table_for_people() {
        Scenarios scenarios = Scenarios.of("now", allocation(1_000, 0, 20)).and("by need", allocation(900, 400, 20));

        // now: 1,000 × 300; by need: 900 × 300 + 400 × 100; One has 900 × 100 + 400 × 80 = 122,000, Two 188,000
        assertThat(scenarios).hasToString("""
                scenarios, compared with the first
                          to schools  costs more  gain  lose  unchanged
                now      $300,000.00           –     –     –          –
                by need  $310,000.00  $10,000.00     1     1          0""");
        assertThat(scenarios.rows().get(0)).hasToString("One (1): 100,000.00, 122,000.00");
    }

    @Test
    void their_results_are_one_line_each() {
        Allocation allocation = allocation(900, 400, 20);

        // 900 × 100 + 400 × 80
        assertThat(allocation.schools().get(0)).hasToString("One (1): $122,000.00 in 2 lines");
        // 122,000 + 188,000 of 1,000,000
        assertThat(allocation.sources().get(0))
                .hasToString("General fund (general): 1,000,000.00 = 0.00 central + 310,000.00 to schools"
                        + " + 690,000.00 left over");
        assertThat(allocation.needMatrix()).hasToString("""
                dollars per pupil
                            all pupils  poverty
                all grades      900.00   400.00""");
        assertThat(allocation.stamp().toString())
                .matches("inputs [0-9a-f]{12}, definition [0-9a-f]{12}, perpupil \\S+, rules of computing \\d+");
        assertThat(allocation.below(any -> Optional.of(Money.ofDollars(150_000))))
                .singleElement()
                .hasToString("One (1): 122,000.00, which is 28,000.00 less than 150,000.00");
    }
}
