package org.perpupil.formula.internal;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.perpupil.district.SchoolId;
import org.perpupil.exact.LargestRemainder;
import org.perpupil.exact.Rational;

/**
 * Finds the one level at which bounded parts add up to a pot exactly.
 *
 * <pre>{@code
 * part(level) = level × by − own,  not below atLeast and not above atMost;   Σ part = pot
 * }</pre>
 *
 * <p>The sum only grows with the level and bends where a school meets a bound. So the bends are sorted, the first one at which
 * the sum reaches the pot is found by bisection, and one linear equation gives the level, exactly. Everything is in units that
 * the parts are rounded to; pot and bounds are whole.
 */
final class LevelSolver {

    /** A school's row: points 0 or more, and bounds in whole units. */
    record Row(Rational by, Rational own, Optional<Rational> atLeast, Optional<Rational> atMost) {

        Rational part(Rational level) {
            Rational part = level.times(by).minus(own);
            part = atLeast.map(part::max).orElse(part);
            return atMost.map(part::min).orElse(part);
        }

        /** The level at which the school leaves its least part; empty if it has none, or no points. */
        Optional<Rational> rises() {
            return by.isZero()
                    ? Optional.empty()
                    : atLeast.map(least -> least.plus(own).dividedBy(by));
        }

        /** The level at which the school reaches its greatest part; empty if it has none, or no points. */
        Optional<Rational> stops() {
            return by.isZero()
                    ? Optional.empty()
                    : atMost.map(most -> most.plus(own).dividedBy(by));
        }

        /** Whether the part grows with the level between two neighbouring bends; empty stands for no end. */
        boolean growsBetween(Optional<Rational> from, Optional<Rational> to) {
            return !by.isZero()
                    && rises().map(rise -> from.filter(level -> rise.compareTo(level) <= 0)
                                    .isPresent())
                            .orElse(true)
                    && stops().map(stop -> to.filter(level -> stop.compareTo(level) >= 0)
                                    .isPresent())
                            .orElse(true);
        }

        Row mirrored() {
            return new Row(by, own.negated(), atMost.map(Rational::negated), atLeast.map(Rational::negated));
        }
    }

    /**
     * The pot as it was shared.
     *
     * @param level what one point counts; empty if the pot is below or above all that the schools can take
     * @param quotas the exact parts
     * @param parts the parts in whole units
     * @param roundedUp who got one of the last units, in that order
     */
    record Solution(
            Rational level, Map<SchoolId, Rational> quotas, Map<SchoolId, Rational> parts, List<SchoolId> roundedUp) {

        Solution mirrored() {
            return new Solution(
                    level.negated(),
                    ImmutableMap.copyOf(Maps.transformValues(quotas, Rational::negated)),
                    ImmutableMap.copyOf(Maps.transformValues(parts, Rational::negated)),
                    roundedUp);
        }
    }

    private final Map<SchoolId, Row> rows;
    private final List<Rational> bends;

    LevelSolver(Map<SchoolId, Row> rows) {
        this.rows = rows;
        this.bends = rows.values().stream()
                .flatMap(row -> Stream.concat(row.rises().stream(), row.stops().stream()))
                .distinct()
                .sorted()
                .toList();
    }

    /** The least that the parts can add up to; empty if there is no end. */
    Optional<Rational> least() {
        return rows.values().stream()
                        .allMatch(row -> row.by().isZero() || row.atLeast().isPresent())
                ? Optional.of(bends.isEmpty() ? sum(Rational.ZERO) : sum(bends.get(0)))
                : Optional.empty();
    }

    /** The most that the parts can add up to; empty if there is no end. */
    Optional<Rational> most() {
        return rows.values().stream()
                        .allMatch(row -> row.by().isZero() || row.atMost().isPresent())
                ? Optional.of(bends.isEmpty() ? sum(Rational.ZERO) : sum(bends.get(bends.size() - 1)))
                : Optional.empty();
    }

    /** Shares a pot that lies within {@link #least()} and {@link #most()}; a negative one as the mirror of a positive one. */
    Solution share(Rational pot) {
        if (pot.signum() < 0) {
            Map<SchoolId, Row> mirror = new LinkedHashMap<>();
            rows.forEach((school, row) -> mirror.put(school, row.mirrored()));
            return new LevelSolver(mirror).share(pot.negated()).mirrored();
        }
        Rational level = level(pot);
        Map<SchoolId, Rational> quotas = new LinkedHashMap<>();
        rows.forEach((school, row) -> quotas.put(school, row.part(level)));
        LargestRemainder<SchoolId> whole = LargestRemainder.of(quotas);
        return new Solution(
                level,
                ImmutableMap.copyOf(quotas),
                ImmutableMap.copyOf(Maps.transformValues(whole.parts(), Rational::of)),
                List.copyOf(whole.roundedUp()));
    }

    private Rational level(Rational pot) {
        int reached = 0;
        int beyond = bends.size();
        while (reached < beyond) {
            int middle = (reached + beyond) >>> 1;
            if (sum(bends.get(middle)).compareTo(pot) >= 0) {
                beyond = middle;
            } else {
                reached = middle + 1;
            }
        }
        Optional<Rational> from = reached == 0 ? Optional.empty() : Optional.of(bends.get(reached - 1));
        Optional<Rational> to = reached == bends.size() ? Optional.empty() : Optional.of(bends.get(reached));
        // Any level inside the piece serves to measure from; its end is one where there is an end.
        Rational known = to.or(() -> from).orElse(Rational.ZERO);
        Rational slope = rows.values().stream()
                .filter(row -> row.growsBetween(from, to))
                .map(Row::by)
                .reduce(Rational.ZERO, Rational::plus);
        Rational missing = pot.minus(sum(known));
        return missing.isZero() ? known : known.plus(missing.dividedBy(slope));
    }

    private Rational sum(Rational level) {
        return rows.values().stream().map(row -> row.part(level)).reduce(Rational.ZERO, Rational::plus);
    }
}
