package org.perpupil.formula;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.perpupil.formula.Line.line;
import static org.perpupil.formula.Terms.amountOf;
import static org.perpupil.formula.Terms.dollars;
import static org.perpupil.formula.Terms.moneyFact;
import static org.perpupil.formula.Terms.number;
import static org.perpupil.formula.Terms.pupils;
import static org.perpupil.testing.Schools.NEEDS;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import net.jqwik.api.statistics.StatisticsReport.StatisticsReportMode;
import org.perpupil.district.District;
import org.perpupil.district.School;
import org.perpupil.exact.Rational;
import org.perpupil.formula.RandomModels.Case;
import org.perpupil.formula.allocation.Allocation;
import org.perpupil.formula.allocation.LineResult;
import org.perpupil.formula.allocation.SchoolAllocation;
import org.perpupil.formula.allocation.SharedPot;
import org.perpupil.formula.funding.Decision;
import org.perpupil.formula.funding.Distribution;
import org.perpupil.formula.funding.FundingModel;
import org.perpupil.formula.funding.Guard;
import org.perpupil.formula.funding.Transition;
import org.perpupil.money.Money;
import org.perpupil.problem.Problem;
import org.perpupil.problem.ProblemException;
import org.perpupil.revenue.RevenueSource;
import org.perpupil.testing.Schools;

/** What the components of real formulas promise, whatever the district. */
@StatisticsReport(StatisticsReportMode.OFF)
class ComponentProperties {
    private static final Rational CENT = Rational.of(1, 100);
    private static final MoneyTerm MEANS = moneyFact("last year");
    private static final MoneyTerm NEED = pupils().times(dollars(9_000));

    @Provide
    Arbitrary<District> districts() {
        return Schools.districts(true);
    }

    @Provide
    Arbitrary<Case> cases() {
        return RandomModels.cases();
    }

    private static Trial trial(District district) {
        return Trial.in(district.schools().toArray(School[]::new));
    }

    private static Allocation paid(District district, long cents, Distribution distribution) {
        return trial(district)
                .source(Trial.GENERAL, Money.ofCents(cents).toString(), distribution)
                .lines(line("means").figure(MEANS), line("need").figure(NEED))
                .allocate();
    }

    private static Rational value(SchoolAllocation school, String line) {
        return school.line(line).orElseThrow().value().orElseThrow();
    }

    private static Rational level(Allocation allocation, String line) {
        return allocation.sharedPots().stream()
                .filter(pot -> pot.line().equals(line))
                .map(SharedPot::level)
                .findFirst()
                .orElseThrow();
    }

    private static Rational sum(Allocation allocation, String line) {
        return allocation.schools().stream().map(school -> value(school, line)).reduce(Rational.ZERO, Rational::plus);
    }

    private static void occurs(String what, boolean found, double percent) {
        Statistics.label(what)
                .collect(found)
                .coverage(coverage -> coverage.check(true).percentage(share -> share > percent));
    }

    @Property(tries = 150)
    void schools_are_lifted_to_one_ratio_of_their_needs_or_stand_above_it(
            @ForAll("districts") District district, @ForAll @LongRange(max = 10_000_000_000L) long pot) {
        Allocation allocation = paid(district, pot, Decision.lifting(NEED, MEANS));

        Rational ratio = level(allocation, "lifted by General fund");
        assertThat(sum(allocation, "lifted by General fund"))
                .isEqualTo(Money.ofCents(pot).toRational());
        for (SchoolAllocation school : allocation.schools()) {
            Rational part = value(school, "lifted by General fund");
            Rational lacking = ratio.times(value(school, "need")).minus(value(school, "means"));
            assertThat(part.minus(lacking.max(Rational.ZERO))).isBetween(CENT.negated(), CENT);
        }
    }

    @Property(tries = 150)
    void a_pool_closes_the_same_share_of_each_gap_below_one_target(
            @ForAll("districts") District district,
            @ForAll @LongRange(max = 10_000_000_000L) long pot,
            @ForAll @IntRange(min = 1, max = 100) int percent) {
        Allocation allocation = paid(district, pot, Decision.closingGaps(number(percent + "%"), NEED, MEANS));

        Rational target = level(allocation, "gaps that General fund closes in part");
        Rational share = Rational.of(percent, 100);
        Rational gaps = Rational.ZERO;
        for (SchoolAllocation school : allocation.schools()) {
            Rational gap = target.times(value(school, "need"))
                    .minus(value(school, "means"))
                    .max(Rational.ZERO);
            gaps = gaps.plus(gap);
            // A part is rounded by less than a cent; the pot that the gaps are, down to a cent.
            Rational apart = value(school, "share of General fund").minus(gap.times(share));
            assertThat(apart).isBetween(Rational.of(-2, 100), Rational.of(2, 100));
        }
        Rational pool = Money.ofCents(pot).toRational();
        assertThat(sum(allocation, "share of General fund")).isEqualTo(pool);
        assertThat(gaps.minus(pool.dividedBy(share))).isBetween(CENT.negated(), Rational.ZERO);
    }

    @Property(tries = 200)
    void a_guaranteed_total_is_met_in_one_proportion_and_never_costs_more_than_the_pool(
            @ForAll("districts") District district,
            @ForAll @IntRange(min = 1, max = 300) int percentInPool,
            @ForAll @IntRange(max = 300) int percentGuaranteed) {
        // About what the rates cost, and parts or multiples of it.
        long about =
                district.pupils().value().multiply(BigDecimal.valueOf(1_275)).longValue();
        long pool = about * percentInPool;
        long least = about * percentGuaranteed;
        FundingFormula formula = FundingFormula.named("rates")
                .add(
                        line("all").amount(pupils().times(dollars("1272.505"))),
                        line("some").amount(pupils(NEEDS.get(0)).times(dollars("12.345"))))
                .build();
        Allocation allocation = paid(
                district,
                pool,
                Decision.paying(formula)
                        .raiseIfBelow(amountOf(Money.ofCents(least)))
                        .prorateIfShort());

        Rational cost = sum(allocation, "all").plus(sum(allocation, "some"));
        Rational expected = cost.max(Money.ofCents(least).toRational())
                .min(Money.ofCents(pool).toRational());
        assertThat(allocation.total().toRational()).isEqualTo(expected);
        for (SchoolAllocation school : allocation.schools()) {
            Rational own = value(school, "all").plus(value(school, "some"));
            Rational raised = value(school, "increase to the least total from General fund");
            Rational reduced = value(school, "reduction to the pool of General fund");
            assertThat(raised).isGreaterThanOrEqualTo(Rational.ZERO);
            assertThat(reduced).isBetween(own.plus(raised).negated(), Rational.ZERO);
            // Both steps round by less than a cent.
            assertThat(school.total().toRational().minus(own.times(expected).dividedBy(cost)))
                    .isBetween(Rational.of(-2, 100), Rational.of(2, 100));
        }
        occurs(
                "raised",
                !sum(allocation, "increase to the least total from General fund")
                        .isZero(),
                5);
        occurs(
                "reduced",
                !sum(allocation, "reduction to the pool of General fund").isZero(),
                5);
    }

    @Property(tries = 100)
    void a_share_of_a_gap_lies_between_the_floor_and_the_target(
            @ForAll("districts") District district, @ForAll @IntRange(max = 100) int percent) {
        Allocation allocation = trial(district)
                .lines(
                        line("means").figure(MEANS),
                        line("need").figure(NEED),
                        Transition.shareOfGap("none", number(0), MEANS, NEED),
                        Transition.shareOfGap("part", number(percent + "%"), MEANS, NEED),
                        Transition.shareOfGap("all", number(1), MEANS, NEED))
                .allocate();

        for (SchoolAllocation school : allocation.schools()) {
            Rational floor = value(school, "means");
            Rational most = floor.max(value(school, "need"));
            assertThat(value(school, "none")).isEqualTo(floor);
            assertThat(value(school, "part")).isBetween(floor, value(school, "all"));
            assertThat(value(school, "all").minus(most)).isBetween(CENT.negated(), CENT);
        }
    }

    @Property(tries = 100)
    void a_percentage_of_the_formula_is_at_most_1_and_otherwise_what_the_school_has_of_it(
            @ForAll("districts") District district, @ForAll @IntRange(max = 3_000) int rate) {
        Allocation allocation = trial(district)
                .lines(
                        line("formula").figure(pupils().times(dollars(rate))),
                        Transition.percentageOfFormula("percentage", MEANS, Terms.amount("formula")))
                .lines(line("means").figure(MEANS))
                .allocate();

        for (SchoolAllocation school : allocation.schools()) {
            Optional<Rational> percentage =
                    school.line("percentage").orElseThrow().value();
            Rational formula = value(school, "formula");
            assertThat(percentage.isPresent()).isEqualTo(rate > 0);
            percentage.ifPresent(share -> {
                assertThat(share).isBetween(Rational.ZERO, Rational.ONE_WHOLE);
                assertThat(share.times(formula))
                        .isEqualTo(value(school, "means").min(formula));
            });
        }
    }

    @Property(tries = 150)
    void gains_pay_for_a_minimum_and_nobody_who_pays_falls_below_what_may_be_kept(
            @ForAll("districts") District district, @ForAll @IntRange(min = 1, max = 9_000) int minimum) {
        MoneyTerm floor = pupils().times(dollars(minimum));
        MoneyTerm kept = pupils().times(dollars(minimum)).times("110%");
        Trial trial = trial(district)
                .source(
                        Trial.GENERAL,
                        "99999999999",
                        Decision.paying(line("paid").amount(MEANS)))
                .lines(line("floor").figure(floor), line("kept").figure(kept));
        for (Line line : Guard.minimum("minimum", floor)
                .counting(Selection.lines("paid"))
                .paidByGainsAbove(kept, Trial.GENERAL)
                .lines()) {
            trial.lines(line);
        }
        boolean enough;
        try {
            Allocation allocation = trial.allocate();
            enough = true;
            assertThat(allocation.total().toRational()).isEqualTo(sum(allocation, "paid"));
            for (SchoolAllocation school : allocation.schools()) {
                Rational after = school.total().toRational();
                assertThat(after).isGreaterThanOrEqualTo(value(school, "floor").minus(CENT));
                if (!value(school, "minimum, paid by gains").isZero()) {
                    assertThat(after)
                            .isGreaterThanOrEqualTo(value(school, "kept").minus(CENT));
                }
            }
        } catch (ProblemException refused) {
            enough = false;
            Rational lacking = Rational.ZERO;
            Rational gains = Rational.ZERO;
            for (School school : district.schools()) {
                Rational own = school.money("last year").orElseThrow().toRational();
                Rational least =
                        Rational.of(school.enrollment().pupils().value()).times(Rational.of(minimum));
                lacking = lacking.plus(least.minus(own).max(Rational.ZERO));
                gains = gains.plus(own.minus(least.times(Rational.of(11, 10))).max(Rational.ZERO));
            }
            assertThat(lacking.plus(CENT.times(Rational.of(district.schools().size()))))
                    .isGreaterThan(gains);
        }
        occurs("enough", enough, 1);
    }

    @Property(tries = 100)
    void a_line_that_speaks_of_a_later_one_is_refused(@ForAll("cases") Case one, @ForAll @IntRange(max = 99) int at) {
        FundingFormula all = one.model().lines();
        List<Line> lines = new ArrayList<>(all.lines());
        List<Line> named = lines.stream()
                .filter(line -> lines.stream().anyMatch(other -> speaksOf(other, line)))
                .toList();
        occurs("a line that others speak of", !named.isEmpty(), 40);
        if (named.isEmpty()) {
            return;
        }
        Line moved = named.get(at % named.size());
        lines.remove(moved);
        lines.add(moved);

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> FundingFormula.named("other order")
                        .parameters(all.parameters().values())
                        .add(lines)
                        .build())
                .satisfies(refused -> assertThat(refused.problems())
                        .anySatisfy(problem -> assertThat(problem)
                                .extracting(Problem::code, Problem::found)
                                .satisfies(found -> {
                                    assertThat(found.get(0)).isEqualTo("line.later");
                                    assertThat(found.get(1).toString()).contains(moved.name());
                                })));
    }

    private static boolean speaksOf(Line line, Line earlier) {
        boolean[] found = new boolean[1];
        line.form()
                .terms()
                .forEach(term -> term.walk(part -> found[0] |=
                        part instanceof Term.LineValue value && value.line().equals(earlier.name())));
        return found[0];
    }

    /** What a school gets of other money does not hang on a source that is shared out below. */
    @Property(tries = 100)
    void without_the_last_source_every_line_is_the_same(@ForAll("cases") Case one) {
        RevenueSource supplement = RevenueSource.federal("supplement", "Supplement");
        FundingModel without = one.model();
        FundingModel.Builder with = FundingModel.named(without.name())
                .parameters(without.lines().parameters().values())
                .rounding(without.lines().rounding());
        without.sources().forEach(with::source);
        without.lines().lines().forEach(with::add);
        with.unlocked(supplement, Decision.inProportionTo(pupils().plus(number(1))));
        District.Builder district = District.named(one.district().name())
                .currency(one.district().currencySign())
                .levels(one.district().levels())
                .schools(one.district().schools())
                .revenue(supplement, Money.ofCents(1_234_567));
        one.district().revenues().forEach(district::revenue);

        Allocation before = one.allocate();
        Allocation after = new Case(with.build(), district.build(), one.year(), one.lastYear(), one.seed()).allocate();

        for (SchoolAllocation school : before.schools()) {
            List<LineResult> lines = after.of(school.id()).lines();
            assertThat(lines.subList(0, lines.size() - 1)).isEqualTo(school.lines());
        }
    }
}
