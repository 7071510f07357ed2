package org.perpupil.formula.funding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;
import static org.perpupil.formula.Line.line;
import static org.perpupil.formula.Selection.everythingAbove;
import static org.perpupil.formula.SpanRate.at;
import static org.perpupil.formula.Terms.dollars;
import static org.perpupil.formula.Terms.lastYear;
import static org.perpupil.formula.Terms.number;
import static org.perpupil.formula.Terms.pupils;
import static org.perpupil.formula.funding.Decision.centralShare;
import static org.perpupil.formula.funding.Decision.inProportionTo;
import static org.perpupil.formula.funding.Decision.paying;
import static org.perpupil.formula.funding.Decision.reserve;
import static org.perpupil.pupils.NeedCategory.ALL_PUPILS;
import static org.perpupil.pupils.NeedCategory.POVERTY;
import static org.perpupil.testing.Schools.ELEMENTARY;
import static org.perpupil.testing.Schools.HIGH;
import static org.perpupil.testing.Schools.MIDDLE;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import org.perpupil.budget.BudgetLine;
import org.perpupil.budget.Budgets;
import org.perpupil.budget.Held;
import org.perpupil.budget.SchoolBudget;
import org.perpupil.district.District;
import org.perpupil.district.FiscalYear;
import org.perpupil.district.School;
import org.perpupil.district.SchoolId;
import org.perpupil.exact.Rational;
import org.perpupil.formula.FundingFormula;
import org.perpupil.formula.allocation.Allocation;
import org.perpupil.formula.allocation.GuardOutcome;
import org.perpupil.formula.allocation.SchoolAllocation;
import org.perpupil.formula.allocation.SourceStatement;
import org.perpupil.money.Money;
import org.perpupil.problem.ProblemException;
import org.perpupil.revenue.RevenueSource;
import org.perpupil.testing.Schools;

class GuardProperties {
    private static final FiscalYear YEAR = FiscalYear.of(2027);
    private static final RevenueSource GENERAL = RevenueSource.state("general", "General fund");
    private static final RevenueSource RESERVE = RevenueSource.state("reserve", "Reserve");
    private static final RevenueSource TITLE_I =
            RevenueSource.federal("title-i", "Title I").restrictedTo(POVERTY);

    /** A district, what its schools had, and a choice of distribution, guards and payers. */
    record World(District district, Budgets before, boolean proportional, List<Integer> guards, int floor, int cap) {

        FundingModel model() {
            FundingFormula formula = FundingFormula.named("formula")
                    .perPupil(ALL_PUPILS, at(ELEMENTARY, 3_741), at(MIDDLE, 3_667), at(HIGH, 4_683))
                    .perPupil(POVERTY, at(ELEMENTARY, 1_272), at(MIDDLE, 1_247), at(HIGH, 1_077))
                    .build();
            FundingModel.Builder model = FundingModel.named("model")
                    .unlocked(
                            GENERAL,
                            centralShare("7.3%"),
                            reserve(RESERVE, "11%"),
                            proportional
                                    ? inProportionTo(formula)
                                    : paying(formula).prorateIfShort())
                    .unlocked(TITLE_I, inProportionTo(pupils(POVERTY).plus(number("0.001"))));
            for (int i = 0; i < guards.size(); i++) {
                model.guard(guard(guards.get(i), "guard " + i));
            }
            return model.build();
        }

        private Guard guard(int kind, String name) {
            String least = floor + "%";
            String most = cap + "%";
            return switch (kind) {
                case 0 ->
                    Guard.holdHarmless(name, least).counting(everythingAbove()).paidBy(RESERVE);
                case 1 ->
                    Guard.holdHarmless(name, least).counting(everythingAbove()).paidByOthersOf(GENERAL);
                case 2 ->
                    Guard.between(name, least, most).counting(everythingAbove()).paidByOthersOf(GENERAL);
                case 3 -> Guard.capGains(name, most).counting(everythingAbove()).paidBy(GENERAL);
                case 4 ->
                    Guard.holdHarmless(name, least)
                            .counting(everythingAbove())
                            .paidByGainsAbove(lastYear().times(most), GENERAL);
                default ->
                    Guard.perPupilMinimum(name, dollars(3_000))
                            .counting(everythingAbove())
                            .paidByOthersOf(GENERAL);
            };
        }
    }

    @Provide
    Arbitrary<World> worlds() {
        return Combinators.combine(
                        Schools.districts(true),
                        Arbitraries.longs().between(500_000, 60_000_000),
                        Arbitraries.integers().between(50, 160).list().ofSize(12),
                        Arbitraries.of(true, false),
                        Arbitraries.integers()
                                .between(0, 5)
                                .list()
                                .uniqueElements()
                                .ofMinSize(1)
                                .ofMaxSize(3),
                        Arbitraries.integers().between(60, 100),
                        Arbitraries.integers().between(100, 130))
                .as((schools, revenue, per, proportional, guards, floor, cap) -> {
                    District district = District.named(schools.name())
                            .levels(schools.levels())
                            .schools(schools.schools())
                            .revenue(GENERAL, Money.ofDollars(revenue))
                            .revenue(TITLE_I, Money.ofDollars(revenue / 10))
                            .build();
                    return new World(district, before(district, revenue, per), proportional, guards, floor, cap);
                });
    }

    /** About as much as there is now, spread unevenly by the given per cents of an even spread by pupils. */
    private static Budgets before(District district, long revenue, List<Integer> per) {
        BigDecimal pupils = district.pupils().value();
        List<SchoolBudget> budgets = new ArrayList<>();
        int i = 0;
        for (School school : district.schools()) {
            Rational even = Rational.of(revenue)
                    .times(Rational.of(school.enrollment().pupils().value()))
                    .dividedBy(Rational.of(pupils));
            Money amount = Money.ofDollars(
                    even.times(Rational.of(per.get(i++ % per.size()) * 9L, 1_000)), RoundingMode.HALF_UP);
            budgets.add(new SchoolBudget(
                    school.id(), YEAR.previous(), List.of(new BudgetLine("all", GENERAL, amount, Held.FREE))));
        }
        return Budgets.of(YEAR.previous(), budgets);
    }

    @Property(tries = 400)
    void money_never_leaks_and_what_is_promised_is_held_or_reported(@ForAll("worlds") World world) {
        Allocation allocation;
        try {
            allocation = world.model()
                    .resolve(world.district(), YEAR, world.before())
                    .allocate();
        } catch (ProblemException refused) {
            assertThat(refused.problems())
                    .extracting(problem -> problem.code())
                    .allMatch(code -> List.of(
                                    "source.overdrawn", "pot.short", "guard.floors", "guard.caps", "take-back.short")
                            .contains(code));
            Statistics.label("result").collect("refused");
            return;
        }
        Statistics.label("result").collect("allocated");
        Statistics.label("guards")
                .collect(allocation.guards().stream().anyMatch(GuardOutcome::isBinding) ? "binding" : "not binding");
        Statistics.label("undone").collect(allocation.brokenGuards().isEmpty() ? "all held" : "some undone");
        Statistics.label("result").coverage(cover -> cover.check("allocated").percentage(p -> p > 5));
        Statistics.label("guards").coverage(cover -> cover.check("binding").percentage(p -> p > 2.5));

        for (SourceStatement source : allocation.sources()) {
            Money lines = Money.total(allocation.schools().stream()
                    .flatMap(school -> school.budget().lines().stream())
                    .filter(line -> line.source().equals(source.source()))
                    .map(BudgetLine::amount)
                    .toList());
            assertThat(source.central().plus(lines).plus(source.residual().orElseThrow()))
                    .isEqualTo(source.amount().orElseThrow());
        }
        // restricted money is not moved: Title I pays its own split and nothing else
        assertThat(allocation.source(TITLE_I.id()).byLine()).containsOnlyKeys("share of Title I");
        for (GuardOutcome outcome : allocation.guards()) {
            Rational had =
                    world.before().of(outcome.school()).orElseThrow().total().toRational();
            Rational total = allocation.of(outcome.school()).total().toRational();
            // every guard here counts everything, so at the end it is compared with the whole budget
            assertThat(outcome.atEnd().toRational()).isEqualTo(total);
            // a cap that other money alone exceeds cannot be kept: the general fund has nothing more to take back
            boolean could = outcome.excess().isZero()
                    || paidByGeneral(allocation, outcome).isPositive();
            Statistics.label("cap").collect(could ? "can be kept" : "cannot be kept");
            assertThat(outcome.isHeld() || !outcome.undoneBy().isEmpty() || !could)
                    .as("%s at %s, had %s", outcome, outcome.school(), had)
                    .isTrue();
        }
    }

    private static Money paidByGeneral(Allocation allocation, GuardOutcome outcome) {
        return allocation.of(outcome.school()).budget().bySource().getOrDefault(GENERAL, Money.ZERO);
    }

    @Property(tries = 200)
    void a_guard_below_no_other_line_is_held(@ForAll("worlds") World world) {
        World one = new World(
                world.district(),
                world.before(),
                world.proportional(),
                world.guards().subList(0, 1),
                world.floor(),
                world.cap());
        try {
            Allocation allocation =
                    one.model().resolve(one.district(), YEAR, one.before()).allocate();

            assertThat(allocation.brokenGuards().stream()
                            // the gains that pay stand below the line that raises
                            .filter(outcome -> one.guards().get(0) != 4)
                            // a cap that other money alone exceeds: all of the general fund is taken back already
                            .filter(outcome -> outcome.excess().isZero()
                                    || paidByGeneral(allocation, outcome).isPositive()))
                    .isEmpty();
        } catch (ProblemException refused) {
            Statistics.label("refused").collect(refused.problems().get(0).code());
        }
    }

    /** Bounds become whole cents, which moves the other schools by a few. x = min(max(λ·b, floor), cap) by bisection on λ, with no idea of breakpoints, against the exact level. */
    @Property(tries = 200)
    void the_clamp_is_what_bisection_finds(@ForAll("worlds") World world) {
        District district = District.named("d")
                .schools(world.district().schools())
                .revenue(GENERAL, world.district().revenue(GENERAL.id()).orElseThrow())
                .build();
        Money pool = district.revenue(GENERAL.id()).orElseThrow();
        FundingModel model = FundingModel.named("m")
                .unlocked(GENERAL, inProportionTo(pupils()))
                .guard(Guard.between("g", world.floor() + "%", world.cap() + "%")
                        .counting(everythingAbove())
                        .paidByOthersOf(GENERAL))
                .build();
        Allocation allocation;
        try {
            allocation = model.resolve(district, YEAR, world.before()).allocate();
        } catch (ProblemException refused) {
            Rational floors = sum(world.before(), world.floor());
            Rational caps = sum(world.before(), world.cap());
            Rational cents = Rational.of(district.schools().size(), 100);
            Statistics.label("end").collect("refused");
            assertThat(floors.plus(cents).compareTo(pool.toRational()) > 0
                            || caps.minus(cents).compareTo(pool.toRational()) < 0)
                    .isTrue();
            return;
        }
        Statistics.label("end").collect("solved");
        Statistics.label("end").coverage(cover -> cover.check("solved").percentage(p -> p > 1.25));

        Map<SchoolId, double[]> rows = new LinkedHashMap<>();
        for (SchoolAllocation school : allocation.schools()) {
            double base = school.line(school.lines().get(0).line().name())
                    .orElseThrow()
                    .value()
                    .orElseThrow()
                    .toDecimal(2, RoundingMode.HALF_UP)
                    .doubleValue();
            double had = world.before()
                    .of(school.id())
                    .orElseThrow()
                    .total()
                    .dollars()
                    .doubleValue();
            rows.put(school.id(), new double[] {base, had * world.floor() / 100, had * world.cap() / 100});
        }
        double low = 0;
        double high = 1_000;
        for (int step = 0; step < 200; step++) {
            double lambda = (low + high) / 2;
            double sum = rows.values().stream()
                    .mapToDouble(row -> clamp(lambda, row))
                    .sum();
            if (sum < pool.dollars().doubleValue()) {
                low = lambda;
            } else {
                high = lambda;
            }
        }
        double lambda = high;
        rows.forEach((school, row) -> assertThat(
                        allocation.of(school).total().dollars().doubleValue())
                .isCloseTo(clamp(lambda, row), offset(0.2)));
    }

    private static double clamp(double lambda, double[] row) {
        return Math.min(Math.max(lambda * row[0], row[1]), Math.max(row[1], row[2]));
    }

    private static Rational sum(Budgets budgets, int per) {
        return budgets.total().toRational().times(Rational.of(per, 100));
    }

    @Property(tries = 100)
    void phase_in_at_0_is_the_current_budget_and_at_1_the_formula(@ForAll("worlds") World world) {
        for (String share : List.of("0", "1")) {
            FundingModel.Builder model = FundingModel.named("m")
                    .unlocked(GENERAL, paying(line("base").amount(dollars(1).times(pupils()))));
            Allocation formula = model.build().resolve(district(world), YEAR).allocate();
            Allocation phased = model.add(Transition.phaseIn("t", number(share), everythingAbove(), GENERAL))
                    .build()
                    .resolve(district(world), YEAR, world.before())
                    .allocate();

            for (SchoolAllocation school : phased.schools()) {
                Money expected = share.equals("0")
                        ? world.before().of(school.id()).orElseThrow().total()
                        : formula.of(school.id()).total();
                assertThat(school.total()).isEqualTo(expected);
            }
        }
    }

    private static District district(World world) {
        return District.named("d")
                .schools(world.district().schools())
                .revenue(GENERAL, Money.ofDollars(1_000_000_000))
                .build();
    }
}
