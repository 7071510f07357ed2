package org.perpupil.formula.internal.columns;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.perpupil.exact.Rational;
import org.perpupil.formula.RandomModels;
import org.perpupil.formula.allocation.Allocation;
import org.perpupil.formula.allocation.LineResult;
import org.perpupil.formula.allocation.SchoolAllocation;
import org.perpupil.formula.internal.Computation;
import org.perpupil.formula.internal.Definition;
import org.perpupil.formula.internal.World;

/** Holds columns to fractions on very many random models; run by the profile {@code engine}. */
class EngineRun {
    private static final BigInteger TWO = BigInteger.TWO;
    private static final BigInteger THREE = BigInteger.valueOf(3);

    private final Map<String, Long> seen = new TreeMap<>();

    @Test
    void columns_give_what_fractions_give() {
        long tries = Long.getLong("perpupil.engine.tries", 100_000);
        long seed = Long.getLong("perpupil.engine.seed", 1);
        for (long i = 0; i < tries; i++) {
            RandomModels.Case drawn = RandomModels.of(seed * tries + i);
            Definition definition =
                    new Definition(drawn.model().lines(), drawn.model().sources());
            World world = new World(drawn.district(), drawn.year(), drawn.lastYear());
            Allocation plain = Computation.of(definition, world).allocation();
            Optional<ColumnComputation> columns = ColumnComputation.of(definition, world);
            count("models", 1);
            count("models held in columns", columns.isPresent() ? 1 : 0);
            columns.ifPresent(held -> compare(held, plain, drawn));
        }
        seen.forEach((what, times) -> System.out.printf("%-60s %d%n", what, times));
        // What makes a fast way go wrong has occurred.
        assertThat(seen.values()).allMatch(times -> times > 0);
    }

    private void count(String what, long times) {
        seen.merge(what, times, Long::sum);
    }

    private void compare(ColumnComputation held, Allocation plain, RandomModels.Case drawn) {
        Allocation fast = held.allocation();
        assertThat(fast.sources()).as(drawn.toString()).isEqualTo(plain.sources());
        count("values redone in fractions", held.redone());
        count("pots shared in columns", plain.sharedPots().size() - held.sharedInFractions());
        count("pots shared in fractions", held.sharedInFractions());
        for (SchoolAllocation school : plain.schools()) {
            assertThat(fast.of(school.id()).budget()).as(drawn.toString()).isEqualTo(school.budget());
            for (LineResult result : school.lines()) {
                assertThat(held.result(result.line().name(), school.id()).value())
                        .as("%s, %s%n%s", result.line(), school, drawn)
                        .isEqualTo(result.value());
                note(result);
            }
        }
        noteTies(plain);
    }

    private void note(LineResult result) {
        count("values of a school in a line", result.value().isPresent() ? 1 : 0);
        Optional<BigInteger> ofCents = result.exact()
                .filter(any -> result.rounding().isPresent())
                .map(exact -> exact.times(Rational.of(100)).denominator());
        count(
                "rounded values that lie on half a cent",
                ofCents.filter(TWO::equals).isPresent() ? 1 : 0);
        count(
                "rounded values in thirds of a cent",
                ofCents.filter(of -> of.mod(THREE).signum() == 0).isPresent() ? 1 : 0);
        count(
                "parts of schools without points",
                result.part()
                                .filter(part ->
                                        part.points().value().orElseThrow().isZero())
                                .isPresent()
                        ? 1
                        : 0);
        count(
                "parts held at a bound",
                result.part().filter(part -> part.pinnedAt().isPresent()).isPresent() ? 1 : 0);
    }

    /** Schools with the same remainder, of which one got a unit more than another. */
    private void noteTies(Allocation plain) {
        for (String line : plain.sharedPots().stream().map(pot -> pot.line()).toList()) {
            List<LineResult> free = plain.schools().stream()
                    .flatMap(school -> school.line(line).stream())
                    .filter(result -> result.part()
                            .filter(part -> part.pinnedAt().isEmpty())
                            .isPresent())
                    .toList();
            boolean isTie = free.stream()
                    .filter(LineResult::gotUnit)
                    .anyMatch(one -> free.stream()
                            .anyMatch(
                                    other -> !other.gotUnit() && remainder(one).equals(remainder(other))));
            count("pots in which a tie decides over a unit", isTie ? 1 : 0);
        }
    }

    private static Rational remainder(LineResult result) {
        Rational units = result.exact()
                .orElseThrow()
                .dividedBy(Rational.of(result.rounding().orElseThrow().unit()));
        return units.minus(Rational.of(units.floor()));
    }
}
