package org.perpupil.formula.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import net.jqwik.api.statistics.StatisticsReport.StatisticsReportMode;
import org.perpupil.district.SchoolId;
import org.perpupil.exact.Rational;
import org.perpupil.formula.Fraction;
import org.perpupil.formula.internal.LevelSolver.Row;
import org.perpupil.formula.internal.LevelSolver.Solution;

/** The one level, against an oracle in plain fractions: a solution that passes it is the right one. */
class LevelSolverProperties {

    /** A pot with the schools that share it: what they can take between them includes the pot. */
    private record Shared(Map<SchoolId, Row> rows, BigInteger pot) {
        Solution solve() {
            return new LevelSolver(rows).share(Rational.of(pot));
        }

        Shared mirrored() {
            Map<SchoolId, Row> mirror = new LinkedHashMap<>();
            rows.forEach((id, row) -> mirror.put(
                    id,
                    new Row(
                            row.by(),
                            row.own().negated(),
                            row.atMost().map(Rational::negated),
                            row.atLeast().map(Rational::negated))));
            return new Shared(mirror, pot.negate());
        }
    }

    private static Arbitrary<Integer> within(int least, int most) {
        return Arbitraries.integers().between(least, most).withDistribution(RandomDistribution.uniform());
    }

    private static Arbitrary<Row> rows() {
        Arbitrary<Rational> by = Arbitraries.frequencyOf(
                Tuple.of(1, Arbitraries.just(Rational.ZERO)),
                Tuple.of(6, Combinators.combine(within(1, 40), within(1, 3)).as(Rational::of)));
        Arbitrary<Rational> own = Arbitraries.frequencyOf(
                Tuple.of(2, Arbitraries.just(Rational.ZERO)),
                Tuple.of(3, Combinators.combine(within(-50, 50), within(1, 3)).as(Rational::of)));
        Arbitrary<Optional<Integer>> least = within(-60, 40).optional(0.5);
        Arbitrary<Optional<Integer>> above = within(0, 60).optional(0.5);
        return Combinators.combine(by, own, least, above)
                .as((points, means, atLeast, width) -> new Row(
                        points,
                        means,
                        atLeast.map(Rational::of),
                        width.map(more -> Rational.of(atLeast.orElse(-10) + more))));
    }

    @Provide
    Arbitrary<Shared> pots() {
        Arbitrary<List<Row>> several = rows().list().ofMinSize(1).ofMaxSize(9);
        return Combinators.combine(several, within(0, 100))
                .as(LevelSolverProperties::potWithinReach)
                .filter(Optional::isPresent)
                .map(Optional::get)
                .withoutEdgeCases();
    }

    /** Places the pot somewhere between the least and the most that the rows can take, ends included; empty if no whole one is. */
    private static Optional<Shared> potWithinReach(List<Row> several, int way) {
        Map<SchoolId, Row> rows = new LinkedHashMap<>();
        several.forEach(row -> rows.put(SchoolId.of("S" + rows.size()), row));
        boolean hasLeast = several.stream()
                .allMatch(row -> row.by().isZero() || row.atLeast().isPresent());
        boolean hasMost = several.stream()
                .allMatch(row -> row.by().isZero() || row.atMost().isPresent());
        // Far outside of every bend, which lies within (60 + 50) × 3 of 0.
        BigInteger least =
                Fraction.ZERO.minus(sum(rows, Fraction.of(-1_000))).floor().negate();
        BigInteger most = sum(rows, Fraction.of(1_000)).floor();
        BigInteger pot;
        if (hasLeast && hasMost) {
            if (least.compareTo(most) > 0) {
                return Optional.empty();
            }
            pot = least.add(
                    most.subtract(least).multiply(BigInteger.valueOf(way)).divide(BigInteger.valueOf(100)));
        } else if (hasLeast) {
            pot = least.add(BigInteger.valueOf(3L * way));
        } else if (hasMost) {
            pot = most.subtract(BigInteger.valueOf(3L * way));
        } else {
            pot = BigInteger.valueOf(3L * way - 150);
        }
        return Optional.of(new Shared(rows, pot));
    }

    /** What a school gets at a level, by the definition: level × by − own, raised to the least, lowered to the most. */
    private static Fraction part(Row row, Fraction level) {
        Fraction part = level.times(Fraction.of(row.by())).minus(Fraction.of(row.own()));
        if (row.atLeast().isPresent()
                && part.compareTo(Fraction.of(row.atLeast().get())) < 0) {
            part = Fraction.of(row.atLeast().get());
        }
        if (row.atMost().isPresent() && part.compareTo(Fraction.of(row.atMost().get())) > 0) {
            part = Fraction.of(row.atMost().get());
        }
        return part;
    }

    private static Fraction sum(Map<SchoolId, Row> rows, Fraction level) {
        return rows.values().stream().map(row -> part(row, level)).reduce(Fraction.ZERO, Fraction::plus);
    }

    @Property(tries = 2000)
    @StatisticsReport(StatisticsReportMode.OFF)
    void the_level_shares_the_pot_exactly(@ForAll("pots") Shared shared) {
        Solution solution = shared.solve();

        Fraction level = Fraction.of(solution.level());
        assertThat(sum(shared.rows(), level)).isEqualTo(new Fraction(shared.pot(), BigInteger.ONE));
        shared.rows()
                .forEach((id, row) ->
                        assertThat(Fraction.of(solution.quotas().get(id))).isEqualTo(part(row, level)));

        covers("a school at its least", 20, atBound(shared, solution, Row::atLeast));
        covers("a school at its most", 20, atBound(shared, solution, Row::atMost));
        covers("a negative pot", 10, shared.pot().signum() < 0);
        covers(
                "no points at all",
                1,
                shared.rows().values().stream().allMatch(row -> row.by().isZero()));
        covers("cents to round", 30, !solution.roundedUp().isEmpty());
    }

    private static boolean atBound(Shared shared, Solution solution, Function<Row, Optional<Rational>> bound) {
        return shared.rows().entrySet().stream()
                .anyMatch(entry -> bound.apply(entry.getValue())
                        .filter(solution.quotas().get(entry.getKey())::equals)
                        .isPresent());
    }

    private static void covers(String label, double percent, boolean drawn) {
        Statistics.label(label)
                .collect(drawn)
                .coverage(coverage -> coverage.check(true).percentage(share -> share >= percent / 4));
    }

    @Property(tries = 1000)
    void each_part_is_at_its_bound_on_the_right_side_or_level_times_by_less_own(@ForAll("pots") Shared shared) {
        Solution solution = shared.solve();

        Fraction level = Fraction.of(solution.level());
        shared.rows().forEach((id, row) -> {
            Fraction free = level.times(Fraction.of(row.by())).minus(Fraction.of(row.own()));
            Fraction quota = Fraction.of(solution.quotas().get(id));
            int compared = quota.compareTo(free);
            if (compared > 0) {
                assertThat(row.atLeast()).contains(solution.quotas().get(id));
            } else if (compared < 0) {
                assertThat(row.atMost()).contains(solution.quotas().get(id));
            }
        });
    }

    @Property(tries = 1000)
    void bisection_finds_the_same_parts(@ForAll("pots") Shared shared) {
        // The sum only grows with the level, so halving an interval 60 times comes within 2^-48 of it.
        Fraction low = Fraction.of(-4_096);
        Fraction high = Fraction.of(4_096);
        Fraction pot = new Fraction(shared.pot(), BigInteger.ONE);
        Fraction two = Fraction.of(2);
        for (int i = 0; i < 60; i++) {
            Fraction middle = low.plus(high).over(two);
            if (sum(shared.rows(), middle).compareTo(pot) < 0) {
                low = middle;
            } else {
                high = middle;
            }
        }
        Solution solution = shared.solve();

        Fraction tolerance = new Fraction(BigInteger.ONE, BigInteger.TEN.pow(9));
        for (Map.Entry<SchoolId, Row> entry : shared.rows().entrySet()) {
            Fraction apart = part(entry.getValue(), high)
                    .minus(Fraction.of(solution.quotas().get(entry.getKey())));
            assertThat(apart.compareTo(tolerance)).isNegative();
            assertThat(Fraction.ZERO.minus(apart).compareTo(tolerance)).isNegative();
        }
    }

    @Property(tries = 1000)
    void a_smaller_level_shares_less(@ForAll("pots") Shared shared) {
        Assume.that(shared.pot().signum() >= 0); // a negative pot is the mirror of a positive one
        Fraction level = Fraction.of(shared.solve().level());
        Fraction pot = new Fraction(shared.pot(), BigInteger.ONE);

        Fraction smaller = sum(shared.rows(), level.minus(new Fraction(BigInteger.ONE, BigInteger.TEN.pow(9))));
        boolean flatForEver = sum(shared.rows(), Fraction.of(-1_000)).equals(pot);
        assertThat(smaller.compareTo(pot) < 0 || flatForEver).isTrue();
    }

    @Property(tries = 1000)
    void parts_are_whole_within_bounds_and_by_largest_remainder(@ForAll("pots") Shared shared) {
        Solution solution = shared.solve();

        boolean negative = shared.pot().signum() < 0;
        Map<SchoolId, Fraction> quotas = new LinkedHashMap<>();
        solution.quotas()
                .forEach((id, quota) ->
                        quotas.put(id, negative ? Fraction.ZERO.minus(Fraction.of(quota)) : Fraction.of(quota)));
        Map<SchoolId, BigInteger> expected = new LinkedHashMap<>();
        largestRemainder(quotas, shared.pot().abs())
                .forEach((id, part) -> expected.put(id, negative ? part.negate() : part));

        BigInteger total = BigInteger.ZERO;
        for (Map.Entry<SchoolId, Row> entry : shared.rows().entrySet()) {
            Rational part = solution.parts().get(entry.getKey());
            assertThat(part).isEqualTo(Rational.of(expected.get(entry.getKey())));
            entry.getValue().atLeast().ifPresent(least -> assertThat(part).isGreaterThanOrEqualTo(least));
            entry.getValue().atMost().ifPresent(most -> assertThat(part).isLessThanOrEqualTo(most));
            total = total.add(part.numerator());
        }
        assertThat(total).isEqualTo(shared.pot());
    }

    /** Rounds down, and gives the missing units to the largest remainders one by one; equal ones in order of id. */
    private static Map<SchoolId, BigInteger> largestRemainder(Map<SchoolId, Fraction> quotas, BigInteger pot) {
        Map<SchoolId, BigInteger> parts = new LinkedHashMap<>();
        quotas.forEach((id, quota) -> parts.put(id, quota.floor()));
        List<SchoolId> waiting = new ArrayList<>(quotas.keySet());
        BigInteger missing = pot.subtract(parts.values().stream().reduce(BigInteger.ZERO, BigInteger::add));
        while (missing.signum() > 0) {
            SchoolId next = waiting.get(0);
            for (SchoolId id : waiting) {
                int compared = remainder(quotas.get(id)).compareTo(remainder(quotas.get(next)));
                if (compared > 0 || (compared == 0 && id.compareTo(next) < 0)) {
                    next = id;
                }
            }
            waiting.remove(next);
            parts.merge(next, BigInteger.ONE, BigInteger::add);
            missing = missing.subtract(BigInteger.ONE);
        }
        return parts;
    }

    private static Fraction remainder(Fraction quota) {
        return quota.minus(new Fraction(quota.floor(), BigInteger.ONE));
    }

    @Property(tries = 1000)
    void a_negative_pot_is_the_mirror_of_a_positive_one(@ForAll("pots") Shared shared) {
        Assume.that(shared.pot().signum() != 0); // 0 is not negative, and its own mirror
        Map<SchoolId, Rational> mirrored = new LinkedHashMap<>();
        shared.mirrored().solve().parts().forEach((id, part) -> mirrored.put(id, part.negated()));

        assertThat(shared.solve().parts()).isEqualTo(mirrored);
    }

    @Property(tries = 1000)
    void a_bound_that_does_not_bind_changes_nothing(
            @ForAll("pots") Shared shared, @ForAll @IntRange(max = 3) int room) {
        Solution solution = shared.solve();
        Map<SchoolId, Row> wider = new LinkedHashMap<>();
        shared.rows().forEach((id, row) -> {
            Rational quota = solution.quotas().get(id);
            Rational below = Rational.of(quota.floor()).minus(Rational.of(room));
            Rational above = Rational.of(quota.negated().floor().negate()).plus(Rational.of(room));
            wider.put(
                    id,
                    new Row(
                            row.by(),
                            row.own(),
                            row.atLeast().or(() -> Optional.of(below)),
                            row.atMost().or(() -> Optional.of(above))));
        });

        Solution again = new LevelSolver(wider).share(Rational.of(shared.pot()));
        assertThat(again.quotas()).isEqualTo(solution.quotas());
        assertThat(again.parts()).isEqualTo(solution.parts());
    }

    @Property(tries = 1000)
    void the_ends_are_the_least_and_the_most_that_schools_can_take(@ForAll("pots") Shared shared) {
        LevelSolver solver = new LevelSolver(shared.rows());

        solver.least()
                .ifPresent(
                        least -> assertThat(Fraction.of(least)).isEqualTo(sum(shared.rows(), Fraction.of(-1_000_000))));
        solver.most()
                .ifPresent(most -> assertThat(Fraction.of(most)).isEqualTo(sum(shared.rows(), Fraction.of(1_000_000))));
        assertThat(solver.least().isPresent())
                .isEqualTo(sum(shared.rows(), Fraction.of(-1_000_000))
                        .equals(sum(shared.rows(), Fraction.of(-2_000_000))));
        assertThat(solver.most().isPresent())
                .isEqualTo(
                        sum(shared.rows(), Fraction.of(1_000_000)).equals(sum(shared.rows(), Fraction.of(2_000_000))));
    }
}
