package org.perpupil.formula.compliance;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.perpupil.exact.Rational;
import org.perpupil.exact.Rounding;

/**
 * Finds the hidden rate of a published table: every rate that, times the counts and rounded, gives the printed dollars.
 *
 * <pre>{@code
 * RateCheck check = RateCheck.of(
 *         Rounding.dollars(),
 *         PublishedRow.of("Aiton ES", "450288").count(236),
 *         PublishedRow.of("Anacostia HS", "1013148").count(531),
 *         PublishedRow.of("Stanton ES", "356692").count(449));
 * check.rate(); // 1908
 * check.outliers(); // Stanton ES
 * }</pre>
 *
 * <p>Each row allows an interval of rates; where they overlap is what all rows have in common. If they do not all overlap, the rates
 * that explain the most rows are taken, and the other rows are outliers: they come from another rate, another count, or a mistake.
 * The order of the rows changes no figure.
 */
public final class RateCheck {
    /** So many outliers are in the text; the list has all. */
    private static final int SHOWN = 10;

    private final Rounding rounding;
    private final ImmutableList<PublishedRow> rows;
    private final ImmutableList<RateInterval> ranges;
    private final Rational rate;
    private final ImmutableList<Outlier> outliers;

    private RateCheck(Rounding rounding, ImmutableList<PublishedRow> rows) {
        this.rounding = requireNonNull(rounding, "rounding");
        this.rows = rows;
        this.ranges = mostCovered(
                rows.stream().flatMap(row -> row.rates(rounding).stream()).toList());
        if (ranges.isEmpty()) {
            throw new IllegalArgumentException(
                    "none of %s rows can tell a rate: each has a count of 0, or dollars that are no multiple of %s"
                            .formatted(rows.size(), rounding.unit().toPlainString()));
        }
        RateInterval first = ranges.get(0);
        this.rate = first.shortestDecimal().map(Rational::of).orElseGet(first::low);
        this.outliers = ImmutableList.copyOf(missedBy(rate));
    }

    /**
     * Checks the rows of a table.
     *
     * @param rounding how the table was rounded: each row's dollars, after its counts were added up and before its lump sum
     * @throws IllegalArgumentException if no row can tell a rate: all counts are 0, or no dollars are a multiple of the unit
     */
    public static RateCheck of(Rounding rounding, List<PublishedRow> rows) {
        return new RateCheck(rounding, ImmutableList.copyOf(rows));
    }

    /** Checks the rows of a table, as {@link #of(Rounding, List)} does. */
    public static RateCheck of(Rounding rounding, PublishedRow... rows) {
        return of(rounding, List.of(rows));
    }

    /** Returns all rates that explain every row; empty if no single rate does. */
    public Optional<RateInterval> interval() {
        return outliers.isEmpty() ? Optional.of(ranges.get(0)) : Optional.empty();
    }

    /** Returns all rates that explain the most rows, ascending; more than one interval if as many rows speak for another rate. */
    public List<RateInterval> ranges() {
        return ranges;
    }

    /**
     * Returns the shortest decimal of the first of {@link #ranges()}, or its one rate where no decimal is in it. The true rate is as
     * likely any other of them.
     */
    public Rational rate() {
        return rate;
    }

    /** Returns the rows that {@link #rate()} does not explain, in the order of the table. */
    public List<Outlier> outliers() {
        return outliers;
    }

    /** Returns the rows that set an end of the first of {@link #ranges()}; the table would allow more rates without them. */
    public List<PublishedRow> pinning() {
        RateInterval first = ranges.get(0);
        return rows.stream()
                .filter(row -> row.rates(rounding)
                        .filter(its -> Cut.below(its).equals(Cut.below(first))
                                || Cut.above(its).equals(Cut.above(first)))
                        .isPresent())
                .toList();
    }

    /** Tells whether a rate that was printed explains as many rows as any; a displayed rate often is not the one computed with. */
    public boolean contains(BigDecimal printed) {
        return ranges.stream().anyMatch(range -> range.contains(printed));
    }

    /** Returns the rows that a rate, such as one that was printed, does not explain, in the order of the table. */
    public List<Outlier> missedBy(Rational other) {
        return rows.stream()
                .filter(row -> !row.isMetBy(other, rounding))
                .map(row -> new Outlier(row, other, row.at(other, rounding), row.rates(rounding)))
                .toList();
    }

    /**
     * A row that a rate does not explain.
     *
     * @param row the row as published
     * @param rate the rate
     * @param computed what the rate gives
     * @param needed all rates that would explain this row; empty if none can
     */
    public record Outlier(PublishedRow row, Rational rate, BigDecimal computed, Optional<RateInterval> needed) {

        public Outlier {
            requireNonNull(row, "row");
            requireNonNull(rate, "rate");
            computed = PublishedRow.normal(computed);
            requireNonNull(needed, "needed");
        }

        /** Returns what is printed less what the rate gives: above 0 if the row has too much. */
        public BigDecimal off() {
            return PublishedRow.normal(row.dollars().subtract(computed));
        }

        /** Returns one line for people. */
        @Override
        public String toString() {
            return "%s, %s %s than %s by the rate %s; %s"
                    .formatted(
                            row,
                            off().abs().toPlainString(),
                            off().signum() < 0 ? "less" : "more",
                            computed.toPlainString(),
                            rate,
                            needed.map(rates -> "it needs a rate in " + rates).orElse("no rate explains it"));
        }
    }

    /** Where an interval begins or ends: just before a rate or just after it. */
    private record Cut(Rational rate, boolean after) implements Comparable<Cut> {
        static Cut below(RateInterval interval) {
            return new Cut(interval.low(), !interval.lowIncluded());
        }

        static Cut above(RateInterval interval) {
            return new Cut(interval.high(), interval.highIncluded());
        }

        RateInterval to(Cut end) {
            return new RateInterval(rate, !after, end.rate, end.after);
        }

        @Override
        public int compareTo(Cut other) {
            int order = rate.compareTo(other.rate);
            return order == 0 ? Boolean.compare(after, other.after) : order;
        }
    }

    /** Sweeps over the ends from below and keeps the stretches in which the most intervals are open. */
    private static ImmutableList<RateInterval> mostCovered(List<RateInterval> intervals) {
        TreeMap<Cut, Integer> changes = new TreeMap<>();
        intervals.forEach(interval -> {
            changes.merge(Cut.below(interval), 1, Integer::sum);
            changes.merge(Cut.above(interval), -1, Integer::sum);
        });
        List<RateInterval> most = new ArrayList<>();
        int open = 0;
        int mostOpen = 1;
        for (Map.Entry<Cut, Integer> change : changes.entrySet()) {
            open += change.getValue();
            if (open > mostOpen) {
                most.clear();
                mostOpen = open;
            }
            if (open == mostOpen) {
                most.add(change.getKey().to(changes.higherKey(change.getKey())));
            }
        }
        return ImmutableList.copyOf(most);
    }

    /** Returns how many rows one rate explains, the rates, and the first outliers, each on a line of its own. */
    @Override
    public String toString() {
        String others = switch (ranges.size()) {
            case 1 -> "";
            case 2 -> "; 1 other range explains as many";
            default -> "; %s other ranges explain as many".formatted(ranges.size() - 1);
        };
        String head = "%s of %s rows, rounded to %s, come from one rate in %s, such as %s%s"
                .formatted(rows.size() - outliers.size(), rows.size(), rounding, ranges.get(0), rate, others);
        Stream<String> first = outliers.stream().limit(SHOWN).map(outlier -> "\n  " + outlier);
        String more = outliers.size() > SHOWN ? "\n  … and %s more".formatted(outliers.size() - SHOWN) : "";
        return head + String.join("", first.toList()) + more;
    }
}
