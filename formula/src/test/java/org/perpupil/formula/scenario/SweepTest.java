package org.perpupil.formula.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.perpupil.formula.Line.line;
import static org.perpupil.formula.SpanRate.at;
import static org.perpupil.formula.Terms.perPupil;
import static org.perpupil.formula.Terms.pupils;
import static org.perpupil.formula.Terms.rate;
import static org.perpupil.formula.Terms.share;
import static org.perpupil.formula.Terms.weighted;
import static org.perpupil.formula.funding.Decision.inProportionTo;
import static org.perpupil.formula.funding.Decision.paying;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.perpupil.district.District;
import org.perpupil.district.FiscalYear;
import org.perpupil.district.School;
import org.perpupil.district.SchoolId;
import org.perpupil.exact.Rounding;
import org.perpupil.formula.Parameter;
import org.perpupil.formula.funding.FundingModel;
import org.perpupil.formula.funding.ResolvedModel;
import org.perpupil.money.Money;
import org.perpupil.problem.Problem;
import org.perpupil.problem.ProblemException;
import org.perpupil.pupils.Enrollment;
import org.perpupil.pupils.GradeSpan;
import org.perpupil.pupils.NeedCategory;
import org.perpupil.revenue.RevenueSource;

class SweepTest {
    private static final RevenueSource GENERAL = RevenueSource.state("general", "General fund");
    private static final RevenueSource LEVY = RevenueSource.local("levy", "Levy");
    private static final GradeSpan SPAN = GradeSpan.of("elementary", "K", "5");
    private static final FiscalYear YEAR = FiscalYear.of(2027);
    private static final SchoolId ONE = SchoolId.of("1");
    private static final SchoolId TWO = SchoolId.of("2");

    /** $10 a pupil and $5 more for each poor one, and a levy by pupils, of whom poor ones count 1.5 times. */
    private static final FundingModel MODEL = FundingModel.named("By need")
            .parameters(
                    Parameter.dollars("base").in(2027, "10", "here"),
                    Parameter.dollars("for poverty").in(2027, "here", at(SPAN, 5)),
                    Parameter.number("weight of poverty").in(2027, "0.5", "here"))
            .unlocked(
                    GENERAL,
                    paying(
                            line("base").amount(rate("base").times(pupils())),
                            line("poverty").amount(perPupil(NeedCategory.POVERTY, "for poverty"))))
            .unlocked(
                    LEVY,
                    inProportionTo(pupils().plus(pupils(NeedCategory.POVERTY).times(share("weight of poverty")))))
            .build();

    private static School school(String id, int pupils, int poor) {
        return School.of(id, "School " + id).enrolling(enrollment(pupils, poor)).build();
    }

    private static Enrollment enrollment(int pupils, int poor) {
        return Enrollment.in(SPAN)
                .pupils(pupils)
                .need(NeedCategory.POVERTY, poor)
                .build();
    }

    private static ResolvedModel resolved(String name, School... schools) {
        return MODEL.resolve(
                District.named(name)
                        .schools(List.of(schools))
                        .revenue(GENERAL, Money.ofDollars(10000))
                        .revenue(LEVY, Money.ofDollars(300))
                        .build(),
                YEAR);
    }

    private final ResolvedModel base = resolved("Two", school("1", 100, 80), school("2", 100, 20));

    private static Money cents(long cents) {
        return Money.ofCents(cents);
    }

    @Test
    void a_scenario_changes_a_value_a_table_a_revenue_or_counts() {
        List<Scenario> scenarios = List.of(
                Scenario.named("as now"),
                Scenario.named("base 12").parameter("base", "12"),
                Scenario.named("poverty 7").parameter("for poverty", at(SPAN, 7)),
                Scenario.named("levy 450").revenue(LEVY, Money.ofDollars(450)),
                Scenario.named("poverty counts twice").parameter("weight of poverty", "100%"),
                Scenario.named("fewer poor").enrollment(TWO, enrollment(100, 0)),
                Scenario.named("as now again"));

        List<Swept<List<Money>>> swept =
                Sweep.of(base).read(scenarios, outcome -> List.of(outcome.budget(ONE), outcome.budget(TWO)));

        // By hand: base 10 × 100, poverty 5 × 80 and 5 × 20; levy 300 × 140/250 = 168 and 300 × 110/250 = 132.
        List<Money> asNow = List.of(cents(156_800), cents(123_200));
        assertThat(swept)
                .extracting(one -> one.value().orElseThrow())
                .containsExactly(
                        asNow,
                        // 12 × 100 rather than 10 × 100
                        List.of(cents(176_800), cents(143_200)),
                        // 7 × 80 and 7 × 20 rather than 5
                        List.of(cents(172_800), cents(127_200)),
                        // levy 450 × 140/250 = 252, 450 × 110/250 = 198
                        List.of(cents(165_200), cents(129_800)),
                        // levy 300 × 180/300 = 180, 300 × 120/300 = 120
                        List.of(cents(158_000), cents(122_000)),
                        // poverty 5 × 0; levy 300 × 140/240 = 175, 300 × 100/240 = 125
                        List.of(cents(157_500), cents(112_500)),
                        asNow);
    }

    @Test
    void every_cent_of_a_source_is_somewhere_in_every_scenario() {
        Sweep.of(base)
                .read(
                        List.of(Scenario.named("x").parameter("base", "11.005").revenue(LEVY, cents(10_001))),
                        outcome -> {
                            // 2 × 100 × 11.005 + 5 × 100 = 2,701.00 of 10,000.00
                            assertThat(outcome.sources().get(0).toSchools()).isEqualTo(cents(270_100));
                            assertThat(outcome.sources().get(0).residual()).contains(cents(729_900));
                            assertThat(outcome.sources().get(1).toSchools()).isEqualTo(cents(10_001));
                            assertThat(outcome.total()).isEqualTo(cents(280_101));
                            return outcome;
                        });
    }

    @Test
    void what_was_read_comes_in_order_whatever_the_number_of_threads() {
        List<Scenario> scenarios = IntStream.range(0, 500)
                .mapToObj(number -> Scenario.named("scenario " + number).parameter("base", String.valueOf(number % 30)))
                .toList();
        List<Swept<Money>> alone = Sweep.of(base).read(scenarios, Outcome::total);
        for (int threads : new int[] {2, 8}) {
            ExecutorService executor = Executors.newFixedThreadPool(threads);
            List<Long> done = new ArrayList<>();
            List<Swept<Money>> together =
                    Sweep.of(base).on(executor, threads).reportingTo(done::add).read(scenarios, Outcome::total);
            executor.shutdown();
            assertThat(together).isEqualTo(alone);
            assertThat(done)
                    .containsExactlyElementsOf(IntStream.rangeClosed(1, 500)
                            .mapToObj(Long::valueOf)
                            .toList());
        }
    }

    @Test
    void a_scenario_that_cannot_be_allocated_tells_why_and_the_others_go_on() {
        List<Swept<Money>> swept = Sweep.of(base)
                .read(
                        List.of(
                                Scenario.named("too much").parameter("base", "60"),
                                Scenario.named("unknown")
                                        .parameter("bass", "60")
                                        .revenue(
                                                RevenueSource.local("lottery", "Lottery")
                                                        .id(),
                                                Money.ofDollars(1))
                                        .enrollment(SchoolId.of("3"), enrollment(1, 0)),
                                Scenario.named("below 0").revenue(LEVY, cents(-1)),
                                Scenario.named("no such key")
                                        .parameter("for poverty", at(GradeSpan.of("high", "9", "12"), 5)),
                                Scenario.named("as now")),
                        Outcome::total);

        assertThat(swept)
                .extracting(one -> one.problems().stream().map(Problem::code).toList())
                .containsExactly(
                        List.of("source.overdrawn"),
                        List.of("scenario.parameter", "scenario.revenue", "scenario.school"),
                        List.of("scenario.revenue"),
                        List.of("rate.missing", "rate.missing"),
                        List.of());
        assertThat(swept.get(0).problems().get(0).toString())
                // by hand: 2 × 100 × 60 + 500 = 12,500 of 10,000
                .contains("12,500.00", "2,500.00 more than the pool");
        assertThat(swept.get(4).value()).contains(cents(280_000));
    }

    @Test
    void a_scenario_can_be_looked_into_with_every_working() {
        Scenario scenario = Scenario.named("base 12").parameter("base", "12");
        List<Swept<String>> swept = Sweep.of(base)
                .read(
                        List.of(scenario),
                        outcome -> outcome.allocation()
                                .of(ONE)
                                .line("base")
                                .orElseThrow()
                                .toString());
        assertThat(swept.get(0).value().orElseThrow())
                .isEqualTo(scenario.appliedTo(base)
                        .allocate()
                        .of(ONE)
                        .line("base")
                        .orElseThrow()
                        .toString());
        assertThat(scenario.appliedTo(base).allocate().of(ONE).total()).isEqualTo(cents(176_800));
    }

    @Test
    void several_districts_are_read_one_after_the_other() {
        ResolvedModel other = resolved("Other", school("1", 10, 0));
        List<Swept<Money>> swept = Sweep.of(List.of(base, other))
                .read(
                        List.of(
                                Scenario.named("as now"),
                                Scenario.named("base 12").parameter("base", "12")),
                        o -> o.budget(ONE));
        assertThat(swept).extracting(Swept::base).containsExactly(base, other, base, other);
        // The other: 10 × 10 + all of the levy, 300; then 12 × 10 + 300.
        assertThat(swept)
                .extracting(one -> one.value().orElseThrow())
                .containsExactly(cents(156_800), cents(40_000), cents(176_800), cents(42_000));
    }

    @Test
    void an_outcome_tells_nothing_when_its_scenario_is_over() {
        Outcome kept = Sweep.of(base)
                .read(List.of(Scenario.named("as now")), outcome -> outcome)
                .get(0)
                .value()
                .orElseThrow();
        assertThatThrownBy(() -> kept.budget(ONE))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("scenario \"as now\" is over; read what is wanted while the sweep hands it over");
    }

    /** A pot of 10¹⁹ dollars, in cents or in few units: one scenario is refused, with the reason, and the next one goes on. */
    @ParameterizedTest
    @ValueSource(strings = {"0.01", "10000"})
    void a_pot_that_is_more_than_money_holds_ends_its_own_scenario_alone(String unit) {
        FundingModel model = FundingModel.named("A pot that is a parameter")
                .parameters(Parameter.dollars("pot").in(2027, "30000", "here"))
                .add(line("share")
                        .split(rate("pot"))
                        .by(pupils())
                        .rounded(Rounding.to(unit))
                        .from(LEVY))
                .unlocked(LEVY)
                .build();
        ResolvedModel pot = model.resolve(
                District.named("One")
                        .schools(List.of(school("1", 100, 80)))
                        .revenue(LEVY, Money.ofDollars(30_000))
                        .build(),
                YEAR);

        List<Swept<Money>> swept = Sweep.of(pot)
                .read(
                        List.of(
                                Scenario.named("too much").parameter("pot", "10000000000000000000"),
                                Scenario.named("half").parameter("pot", "20000")),
                        Outcome::total);

        assertThat(swept.get(0).problems()).extracting(Problem::code).containsExactly("amount.too-large");
        assertThat(swept.get(1).value()).contains(Money.ofDollars(20_000));
    }

    @Test
    void amounts_are_read_by_line_and_school() {
        Sweep.of(base).read(List.of(Scenario.named("as now")), outcome -> {
            assertThat(outcome.amount("poverty", TWO)).contains(cents(10_000));
            long[] cents = new long[2];
            outcome.copyAmounts("poverty", cents);
            assertThat(cents).containsExactly(40_000, 10_000);
            outcome.copyBudgets(cents);
            assertThat(cents).containsExactly(156_800, 123_200);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> outcome.copyBudgets(new long[1]))
                    .withMessage("there is room for 1 amounts from 0 on, and Two has 2 schools");
            long[] ofSeveral = {1, 2, 3, 4, 5};
            outcome.copyAmounts("poverty", ofSeveral, 1);
            assertThat(ofSeveral).containsExactly(1, 40_000, 10_000, 4, 5);
            outcome.copyBudgets(ofSeveral, 3);
            assertThat(ofSeveral).containsExactly(1, 40_000, 10_000, 156_800, 123_200);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> outcome.copyAmounts("poverty", ofSeveral, 4))
                    .withMessage("there is room for 1 amounts from 4 on, and Two has 2 schools");
            assertThatIllegalArgumentException().isThrownBy(() -> outcome.copyBudgets(ofSeveral, -1));
            assertThat(outcome.budgets().of(ONE).orElseThrow().total()).isEqualTo(cents(156_800));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> outcome.amount("povert", ONE))
                    .withMessageContaining("has no line");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> outcome.copyAmounts("povert", cents))
                    .withMessageContaining("has no line");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> outcome.budget(SchoolId.of("3")))
                    .withMessageContaining("has no school 3");
            assertThat(outcome.toString()).isEqualTo("as now: $2,800.00 to schools");
            return outcome;
        });
    }

    @Test
    void it_stops_when_it_is_told_to_and_says_how_far_it_came() {
        AtomicInteger asked = new AtomicInteger();
        Iterable<Scenario> endless = () -> IntStream.iterate(0, number -> number + 1)
                .mapToObj(number -> Scenario.named("scenario " + number))
                .iterator();
        List<String> names = new ArrayList<>();
        long done = Sweep.of(base)
                .stoppingWhen(() -> asked.incrementAndGet() > 3)
                .run(
                        endless,
                        Outcome::total,
                        swept -> names.add(swept.scenario().name()));
        assertThat(done).isEqualTo(3);
        assertThat(names).containsExactly("scenario 0", "scenario 1", "scenario 2");
    }

    @Test
    void it_stops_when_the_thread_is_interrupted_and_leaves_it_so() {
        Thread.currentThread().interrupt();
        long done = Sweep.of(base).run(List.of(Scenario.named("as now")), Outcome::total, swept -> {});
        assertThat(Thread.interrupted()).isTrue();
        assertThat(done).isZero();
    }

    @Test
    void what_a_function_throws_ends_the_sweep() {
        ExecutorService executor = Executors.newFixedThreadPool(2);
        assertThatThrownBy(() -> Sweep.of(base)
                        .on(executor, 2)
                        .run(
                                List.of(Scenario.named("as now")),
                                outcome -> outcome.budget(SchoolId.of("3")),
                                swept -> {}))
                .isInstanceOf(IllegalArgumentException.class);
        executor.shutdown();
    }

    @Test
    void an_executor_that_takes_nothing_makes_it_slower_and_nothing_else() {
        ExecutorService executor = Executors.newFixedThreadPool(1);
        executor.shutdown();
        assertThat(Sweep.of(base).on(executor, 4).read(List.of(Scenario.named("as now")), Outcome::total))
                .extracting(Swept::value)
                .containsExactly(Optional.of(cents(280_000)));
    }

    @Test
    void a_sweep_has_one_model_one_year_and_a_district() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Sweep.of(List.of()))
                .withMessage("a sweep has at least one district");
        FundingModel other = FundingModel.named("Other")
                .unlocked(GENERAL, inProportionTo(weighted(NeedCategory.ALL_PUPILS, at(SPAN, 1))))
                .unlocked(LEVY, inProportionTo(pupils()))
                .build();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Sweep.of(List.of(base, other.resolve(base.district(), YEAR))))
                .withMessageContaining("a sweep has one model and year");
        assertThatIllegalArgumentException().isThrownBy(() -> Sweep.of(base).on(Runnable::run, 0));
    }

    @Test
    void a_scenario_applied_by_itself_tells_all_that_is_not_there() {
        assertThatThrownBy(() -> Scenario.named("unknown")
                        .parameter("bass", "60")
                        .enrollment(SchoolId.of("3"), enrollment(1, 0))
                        .appliedTo(base))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("another parameter \"bass\", which has no value in 2026–27")
                .hasMessageContaining("another school 3");
    }
}
