package org.perpupil.formula;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import net.jqwik.api.statistics.StatisticsReport.StatisticsReportMode;
import org.perpupil.budget.BudgetLine;
import org.perpupil.exact.Rational;
import org.perpupil.exact.Rounding;
import org.perpupil.formula.allocation.Allocation;
import org.perpupil.formula.allocation.Explanation;
import org.perpupil.formula.allocation.LineResult;
import org.perpupil.formula.allocation.SchoolAllocation;
import org.perpupil.formula.allocation.SharedPart;
import org.perpupil.formula.allocation.SharedPot;
import org.perpupil.formula.allocation.SourceStatement;
import org.perpupil.formula.allocation.Working;
import org.perpupil.formula.allocation.Working.Made.Operation;
import org.perpupil.money.Money;
import org.perpupil.revenue.RevenueSource;

/** What holds for every model and every district. */
class FundingModelProperties {

    @Provide
    Arbitrary<World> worlds() {
        return World.worlds();
    }

    @Property(tries = 400)
    @StatisticsReport(StatisticsReportMode.OFF)
    void every_cent_of_every_source_goes_to_one_place(@ForAll("worlds") World world) {
        Allocation allocation = world.allocate();

        assertEveryCentIsInOnePlace(allocation);
        allocation
                .sources()
                .forEach(statement -> statement
                        .amount()
                        .ifPresent(amount ->
                                assertThat(amount).isEqualTo(world.revenues().get(statement.source()))));
        checkCoverage(world, allocation);
    }

    static void assertEveryCentIsInOnePlace(Allocation allocation) {
        Map<RevenueSource, Long> toSchools = new HashMap<>();
        for (SchoolAllocation school : allocation.schools()) {
            for (BudgetLine line : school.budget().lines()) {
                toSchools.merge(line.source(), line.amount().cents(), Math::addExact);
            }
        }
        for (SourceStatement statement : allocation.sources()) {
            long schools = toSchools.getOrDefault(statement.source(), 0L);
            assertThat(statement.toSchools().cents()).isEqualTo(schools);
            statement.amount().ifPresent(amount -> {
                long residual = statement.residual().orElseThrow().cents();
                assertThat(statement.central().cents() + schools + residual).isEqualTo(amount.cents());
                assertThat(residual).isNotNegative();
            });
        }
        assertThat(allocation.total().cents())
                .isEqualTo(
                        toSchools.values().stream().mapToLong(Long::longValue).sum());
    }

    private static void checkCoverage(World world, Allocation allocation) {
        Set<String> features = world.features();
        for (String feature : List.of(
                "split",
                "formula as points",
                "prorated if short",
                "published rates",
                "lump sums first",
                "prorate",
                "lift",
                "serve in order",
                "central share",
                "eligibility",
                "kept within",
                "taken back",
                "locked",
                "school grant",
                "floor of a reserve",
                "held harmless",
                "cap",
                "phase-in",
                "no money",
                "few cents",
                "whole dollars")) {
            covers(feature, 3, features.contains(feature));
        }
        covers("one school", 2, world.schools().size() == 1);
        covers("a reduction binds", 2, hasNegative(allocation, "reduction"));
        covers("a floor that others pay binds", 2, hasNegative(allocation, "kept"));
        covers("a cap binds", 2, hasNegative(allocation, "cap"));
        covers(
                "a surplus stays",
                3,
                allocation.sharedPots().stream().anyMatch(pot -> pot.surplus().isPositive()));
        covers(
                "a rounding cent is given",
                20,
                allocation.sharedPots().stream()
                        .anyMatch(pot -> !pot.roundedUp().isEmpty()));
        covers(
                "a negative pot",
                3,
                allocation.sharedPots().stream().anyMatch(pot -> pot.pot().isNegative()));
    }

    private static boolean hasNegative(Allocation allocation, String prefix) {
        return allocation.schools().stream()
                .flatMap(school -> school.lines().stream())
                .anyMatch(result -> result.line().name().startsWith(prefix)
                        && result.amount().filter(Money::isNegative).isPresent());
    }

    private static void covers(String label, double percent, boolean drawn) {
        Statistics.label(label)
                .collect(drawn)
                .coverage(coverage -> coverage.check(true).percentage(share -> share >= percent / 4));
    }

    @Property(tries = 150)
    void a_central_share_is_what_was_decided(@ForAll("worlds") World world) {
        for (SourceStatement statement : world.allocate().sources()) {
            CentralShare share = world.centralShare(statement.source());
            if (share instanceof CentralShare.Rate rate) {
                // rate × cents, half up, in decimals
                BigDecimal exact = new BigDecimal(rate.share().numerator())
                        .multiply(BigDecimal.valueOf(
                                statement.amount().orElseThrow().cents()))
                        .divide(new BigDecimal(rate.share().denominator()), 0, RoundingMode.HALF_UP);
                assertThat(statement.central().cents()).isEqualTo(exact.longValueExact());
            } else if (share instanceof CentralShare.Sum sum && !share.equals(CentralShare.NONE)) {
                assertThat(statement.central()).isEqualTo(sum.amount());
            }
        }
    }

    @Property(tries = 150)
    void the_order_of_schools_changes_nothing(@ForAll("worlds") World world, @ForAll long seed) {
        Allocation one = world.allocate();
        Allocation other = world.shuffled(new Random(seed)).allocate();

        assertThat(other.budgets()).isEqualTo(one.budgets());
        assertThat(other.sources()).isEqualTo(one.sources());
        assertThat(other.sharedPots()).isEqualTo(one.sharedPots());
        for (SchoolAllocation school : one.schools()) {
            assertThat(other.of(school.id()).explain().toString())
                    .isEqualTo(school.explain().toString());
        }
    }

    @Property(tries = 150)
    void computing_again_gives_the_same(@ForAll("worlds") World world) {
        assertThat(world.allocate().budgets()).isEqualTo(world.allocate().budgets());
    }

    @Property(tries = 150)
    void a_figure_that_nobody_refers_to_changes_no_amount(@ForAll("worlds") World world) {
        assertThat(world.allocate().budgets())
                .isEqualTo(world.withoutUnusedFigures().allocate().budgets());
    }

    @Property(tries = 150)
    void the_lines_of_an_explanation_add_up_to_the_budget(@ForAll("worlds") World world) {
        assertExplanationsAddUp(world.allocate());
    }

    static void assertExplanationsAddUp(Allocation allocation) {
        for (SchoolAllocation school : allocation.schools()) {
            Explanation explanation = school.explain();
            BigDecimal budget = BigDecimal.ZERO;
            for (Explanation.Paid paid : explanation.sources()) {
                BigDecimal subtotal = paid.rows().stream()
                        .filter(Explanation.Row::isComputed)
                        .map(row -> dollars(row.result()))
                        .reduce(BigDecimal.ZERO, BigDecimal::add);
                assertThat(subtotal).isEqualByComparingTo(paid.subtotal().dollars());
                budget = budget.add(subtotal);
            }
            assertThat(budget).isEqualByComparingTo(school.total().dollars());
            assertThat(explanation.toString())
                    .contains("Budget " + school.total().display("$") + "\n");
        }
    }

    @Property(tries = 150)
    void every_working_done_again_gives_the_exact_value(@ForAll("worlds") World world) {
        for (SchoolAllocation school : world.allocate().schools()) {
            for (LineResult result : school.lines()) {
                if (result.exact().isPresent()) {
                    assertThat(redone(result.working().orElseThrow()))
                            .isEqualTo(result.exact().get());
                }
            }
        }
    }

    /** What the parts of a working give by the arithmetic that it names. */
    private static Rational redone(Working working) {
        if (!(working instanceof Working.Made made) || (made.parts().isEmpty() && made.operation() != Operation.SUM)) {
            return working.value().orElseThrow();
        }
        if (made.operation() == Operation.CHOICE || made.operation() == Operation.BAND) {
            return redone(made.parts().get(0));
        }
        List<Rational> parts =
                made.parts().stream().map(FundingModelProperties::redone).toList();
        return switch (made.operation()) {
            case SUM -> parts.stream().reduce(Rational.ZERO, Rational::plus);
            case DIFFERENCE -> parts.get(0).minus(parts.get(1));
            case PRODUCT -> parts.stream().reduce(Rational.ONE_WHOLE, Rational::times);
            case QUOTIENT -> parts.get(0).dividedBy(parts.get(1));
            case LEAST -> Collections.min(parts);
            case GREATEST -> Collections.max(parts);
            default -> onRamp(parts);
        };
    }

    /** The second point's height weighed by how far x is from the first, x kept between them. */
    private static Rational onRamp(List<Rational> parts) {
        Rational from = parts.get(1).min(parts.get(3));
        Rational to = parts.get(1).max(parts.get(3));
        Rational x = parts.get(0).max(from).min(to);
        Rational way = x.minus(parts.get(1)).dividedBy(parts.get(3).minus(parts.get(1)));
        return parts.get(2)
                .times(Rational.ONE_WHOLE.minus(way))
                .plus(parts.get(4).times(way));
    }

    @Property(tries = 150)
    void what_an_explanation_says_of_a_source_adds_up(@ForAll("worlds") World world) {
        Allocation allocation = world.allocate();
        Map<RevenueSource, Money> drawn = new HashMap<>();
        for (SchoolAllocation school : allocation.schools()) {
            for (Explanation.Paid paid : school.explain().sources()) {
                drawn.merge(paid.source(), paid.subtotal(), Money::plus);
                SourceStatement statement = paid.statement();
                assertThat(statement).isEqualTo(allocation.source(paid.source().id()));
                assertThat(paid.facts("$"))
                        .extracting(Explanation.Fact::about)
                        .contains(Explanation.About.USE, Explanation.About.AMOUNT, Explanation.About.DRAWN);
                statement
                        .pool()
                        .ifPresent(pool -> assertThat(pool.plus(statement.central()))
                                .isEqualTo(statement.amount().orElseThrow()));
            }
        }
        drawn.forEach((source, sum) ->
                assertThat(allocation.source(source.id()).toSchools()).isEqualTo(sum));
    }

    @Property(tries = 150)
    void a_part_of_a_pot_is_its_points_at_the_level_within_its_bounds(@ForAll("worlds") World world) {
        Allocation allocation = world.allocate();
        for (SharedPot pot : allocation.sharedPots()) {
            Rational points = Rational.ZERO;
            for (SchoolAllocation school : allocation.schools()) {
                LineResult result = school.line(pot.line()).orElseThrow();
                if (result.part().isPresent()) {
                    SharedPart part = result.part().get();
                    points = points.plus(value(part.points()));
                    Rational free = pot.level().times(value(part.points())).minus(value(part.own()));
                    assertThat(part.free()).isEqualTo(free);
                    assertThat(result.exact())
                            .contains(part.pinnedAt()
                                    .map(bound ->
                                            value((bound == SharedPart.Bound.LEAST ? part.atLeast() : part.atMost())
                                                    .orElseThrow()))
                                    .orElse(free));
                    Statistics.label("pinned").collect(part.pinnedAt());
                }
            }
            assertThat(pot.points()).isEqualTo(points);
        }
    }

    private static Rational value(Working working) {
        return working.value().orElseThrow();
    }

    @Property(tries = 50)
    void a_trace_keeps_to_its_columns_and_shows_every_line(@ForAll("worlds") World world) {
        for (SchoolAllocation school : world.allocate().schools()) {
            String trace = school.explain().trace();
            assertThat(trace.lines()).allMatch(text -> text.codePointCount(0, text.length()) <= 100);
            for (LineResult result : school.lines()) {
                assertThat(trace).contains("\n  " + result.line().name() + ": ");
            }
            assertThat(school.explain().trace()).isEqualTo(trace);
        }
    }

    /** Reads an amount as it is printed for people, such as {@code −$1,234.50}. */
    private static BigDecimal dollars(String text) {
        return new BigDecimal(
                text.replace("−", "-").replace("$", "").replace(",", "").strip());
    }

    @Property(tries = 150)
    void a_pot_is_spent_to_the_cent_or_its_surplus_told(@ForAll("worlds") World world) {
        assertPotsAreSpent(world.allocate());
    }

    static void assertPotsAreSpent(Allocation allocation) {
        for (SharedPot pot : allocation.sharedPots()) {
            long parts = allocation.schools().stream()
                    .flatMap(school -> school.line(pot.line()).stream())
                    .flatMap(result -> result.amount().stream())
                    .mapToLong(Money::cents)
                    .sum();
            assertThat(parts).isEqualTo(pot.shared().cents());
            assertThat(parts + pot.surplus().cents()).isEqualTo(pot.pot().cents());
            Form form = lineOf(allocation, pot.line()).form();
            if (form instanceof Form.Split || form instanceof Form.Lift) {
                assertThat(pot.surplus()).isEqualTo(Money.ZERO);
            }
        }
    }

    private static Line lineOf(Allocation allocation, String name) {
        return allocation.schools().get(0).line(name).orElseThrow().line();
    }

    @Property(tries = 150)
    void every_value_is_its_working_computed_again_and_rounded(@ForAll("worlds") World world) {
        assertValuesAreTheirWorkings(world.allocate());
    }

    static void assertValuesAreTheirWorkings(Allocation allocation) {
        for (SchoolAllocation school : allocation.schools()) {
            for (LineResult result : school.lines()) {
                if (result.working().isEmpty() || result.value().isEmpty()) {
                    assertThat(result.value()).isEmpty();
                    continue;
                }
                Fraction exact = evaluate(result.working().get(), school);
                assertThat(exact).isEqualTo(Fraction.of(result.exact().orElseThrow()));
                if (result.line().form() instanceof Form.Shared) {
                    assertLessThanAUnitApart(result, exact);
                } else {
                    assertThat(Fraction.of(result.value().get())).isEqualTo(rounded(result, exact));
                }
            }
        }
    }

    /** What takes back is rounded towards zero where it would otherwise take more than its source has paid. */
    private static Fraction rounded(LineResult result, Fraction exact) {
        Fraction rounded = result.rounding().map(exact::rounded).orElse(exact);
        if (result.line().form() instanceof Form.LowerTo
                && result.line().counts()
                && result.line().source().isPresent()) {
            Working paid = result.working().orElseThrow().parts().get(0);
            if (rounded.compareTo(Fraction.of(paid.value().orElseThrow())) < 0) {
                return exact.rounded(result.rounding().orElseThrow().down());
            }
        }
        return rounded;
    }

    private static void assertLessThanAUnitApart(LineResult result, Fraction exact) {
        Rounding rounding = result.rounding().orElseThrow();
        Fraction apart = Fraction.of(result.value().orElseThrow()).minus(exact);
        Fraction unit = new Fraction(
                rounding.unit().unscaledValue(),
                BigInteger.TEN.pow(rounding.unit().scale()));
        assertThat(apart.compareTo(unit)).isNegative();
        assertThat(new Fraction(apart.numerator().negate(), apart.denominator()).compareTo(unit))
                .isNegative();
    }

    /** A small evaluator of workings that knows only their leaves, and what was done with them. */
    private static Fraction evaluate(Working working, SchoolAllocation school) {
        if (working instanceof Working.Count count) {
            return Fraction.of(count.value().orElseThrow());
        }
        if (working instanceof Working.Given given) {
            if (given.kind() == Working.Given.Kind.LINE) {
                assertThat(school.line(given.name()).orElseThrow().value()).isEqualTo(given.value());
            }
            return Fraction.of(given.value().orElseThrow());
        }
        Working.Made made = (Working.Made) working;
        Fraction result = switch (made.operation()) {
            case SUM ->
                made.parts().stream().map(part -> evaluate(part, school)).reduce(Fraction.ZERO, Fraction::plus);
            case PRODUCT ->
                made.parts().stream().map(part -> evaluate(part, school)).reduce(Fraction.ONE, Fraction::times);
            case DIFFERENCE -> part(made, 0, school).minus(part(made, 1, school));
            case QUOTIENT -> part(made, 0, school).over(part(made, 1, school));
            case LEAST ->
                made.parts().stream()
                        .map(part -> evaluate(part, school))
                        .min(Fraction::compareTo)
                        .orElseThrow();
            case GREATEST ->
                made.parts().stream()
                        .map(part -> evaluate(part, school))
                        .max(Fraction::compareTo)
                        .orElseThrow();
            case CHOICE, BAND -> part(made, 0, school);
            case RAMP -> ramp(made, school);
            case OWN -> throw new AssertionError("no world has a figure of its own");
        };
        assertThat(Fraction.of(made.value().orElseThrow())).isEqualTo(result);
        return result;
    }

    private static Fraction part(Working.Made made, int index, SchoolAllocation school) {
        return evaluate(made.parts().get(index), school);
    }

    /** y₀ + (y₁ − y₀) × how far x is on the way from x₀ to x₁, between 0 and 1; a step up behind x₀ where both are the same. */
    private static Fraction ramp(Working.Made made, SchoolAllocation school) {
        Fraction from = part(made, 1, school);
        if (part(made, 3, school).equals(from)) {
            return part(made, part(made, 0, school).compareTo(from) <= 0 ? 2 : 4, school);
        }
        Fraction way =
                part(made, 0, school).minus(from).over(part(made, 3, school).minus(from));
        Fraction clamped =
                way.compareTo(Fraction.ZERO) < 0 ? Fraction.ZERO : way.compareTo(Fraction.ONE) > 0 ? Fraction.ONE : way;
        Fraction fromY = part(made, 2, school);
        return fromY.plus(part(made, 4, school).minus(fromY).times(clamped));
    }

    @Property(tries = 150)
    void floors_and_caps_hold_where_they_are_computed(@ForAll("worlds") World world) {
        Allocation allocation = world.allocate();
        for (SchoolAllocation school : allocation.schools()) {
            for (LineResult result : school.lines()) {
                Form form = result.line().form();
                if (result.value().isEmpty()) {
                    continue;
                }
                Rational half = Rational.of(
                                result.rounding().orElse(Rounding.cents()).unit())
                        .dividedBy(Rational.of(2));
                if (form instanceof Form.RaiseTo) {
                    assertThat(result.value().get().signum()).isNotNegative();
                    assertThat(shortfall(result).minus(result.value().get())).isLessThanOrEqualTo(half);
                } else if (form instanceof Form.LowerTo) {
                    assertThat(result.value().get().signum()).isNotPositive();
                    // a line takes back at most what its source has paid the school: then it stops there
                    Working bounded = result.working().orElseThrow();
                    Rational paid = bounded.parts().get(0).value().orElseThrow();
                    Rational excess =
                            bounded.parts().get(1).parts().get(1).value().orElseThrow();
                    assertThat(result.value().get().minus(paid.max(excess))).isLessThanOrEqualTo(half);
                }
            }
        }
    }

    /** The floor less the counted lines, as the working has it: the second part of the greatest. */
    private static Rational shortfall(LineResult result) {
        return result.working().orElseThrow().parts().get(1).value().orElseThrow();
    }
}
