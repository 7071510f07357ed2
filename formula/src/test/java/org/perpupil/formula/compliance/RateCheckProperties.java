package org.perpupil.formula.compliance;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.statistics.Statistics;
import org.perpupil.exact.Rational;
import org.perpupil.exact.Rounding;
import org.perpupil.formula.compliance.RateCheck.Outlier;

class RateCheckProperties {
    private static final Rational TEN = Rational.of(10);

    /** A table that was made by one rate, which nobody printed. */
    private record Table(Rational hidden, Rounding rounding, List<PublishedRow> rows) {
        RateCheck check() {
            return RateCheck.of(rounding, rows);
        }
    }

    @Provide
    Arbitrary<Table> tables() {
        Arbitrary<Rational> rates = Arbitraries.oneOf(
                Arbitraries.integers().between(-500, 9_000).map(Rational::of),
                Arbitraries.integers().between(-50_000, 900_000).map(cents -> Rational.of(cents, 100)),
                Combinators.combine(
                                Arbitraries.integers().between(1, 9_000_000),
                                Arbitraries.integers().between(1, 999))
                        .as(Rational::of));
        Arbitrary<Rounding> roundings = Combinators.combine(
                        Arbitraries.of("0.01", "1", "5", "0.125", "100"),
                        Arbitraries.of(RoundingMode.class).filter(mode -> mode != RoundingMode.UNNECESSARY))
                .as((unit, mode) -> Rounding.to(unit).by(mode));
        Arbitrary<Rational> points = Arbitraries.oneOf(
                Arbitraries.integers().between(1, 1_000).map(Rational::of),
                Arbitraries.integers().between(-50, 50).map(Rational::of),
                Combinators.combine(
                                Arbitraries.integers().between(1, 900), Arbitraries.of("0.24", "1.3", "1.85", "1/3"))
                        .as((count, weight) -> Rational.of(count).times(Rational.parse(weight))));
        Arbitrary<List<Rational>> counts = points.list()
                .ofMinSize(1)
                .ofMaxSize(25)
                .filter(list -> !list.stream().allMatch(Rational::isZero));
        return Combinators.combine(rates, roundings, counts)
                .as((rate, rounding, list) -> {
                    List<PublishedRow> rows = IntStream.range(0, list.size())
                            .mapToObj(i ->
                                    printed("row " + i, list.get(i), i % 4 == 0 ? "225000.37" : "0", rate, rounding))
                            .toList();
                    return new Table(rate, rounding, rows);
                })
                .withoutEdgeCases();
    }

    private static PublishedRow printed(String label, Rational points, String lump, Rational rate, Rounding rounding) {
        BigDecimal dollars = rounding.apply(points.times(rate))
                .plus(Rational.parse(lump))
                .toExactDecimal()
                .orElseThrow();
        return PublishedRow.of(label, dollars).count(points).withLumpSum(lump);
    }

    @Property(tries = 300)
    void the_hidden_rate_is_in_the_interval(@ForAll("tables") Table table) {
        RateCheck check = table.check();

        assertThat(check.outliers()).isEmpty();
        assertThat(check.interval().orElseThrow().contains(table.hidden())).isTrue();
        Statistics.label("rule").collect(table.rounding().mode());
        Statistics.label("hidden rate")
                .collect(table.hidden().toExactDecimal().isPresent() ? "a decimal" : "not a decimal")
                .coverage(coverage -> coverage.check("not a decimal").percentage(at -> at > 3));
    }

    @Property(tries = 300)
    void just_the_rates_in_the_interval_give_every_row(
            @ForAll("tables") Table table, @ForAll @IntRange(min = 1, max = 99) int along) {
        RateCheck check = table.check();
        RateInterval rates = check.interval().orElseThrow();
        Rational width = rates.high().minus(rates.low());
        Rational inside = rates.low().plus(width.times(Rational.of(along, 100)));
        Rational hair = width.isZero() ? Rational.of(1, 1_000_000) : width.times(Rational.of(1, 1_000_000));

        for (Rational rate : List.of(rates.middle(), inside, check.rate())) {
            assertThat(check.missedBy(rate)).isEmpty();
        }
        assertThat(check.missedBy(rates.low()).isEmpty()).isEqualTo(rates.lowIncluded());
        assertThat(check.missedBy(rates.high()).isEmpty()).isEqualTo(rates.highIncluded());
        assertThat(check.missedBy(rates.low().minus(hair))).isNotEmpty();
        assertThat(check.missedBy(rates.high().plus(hair))).isNotEmpty();
    }

    @Property(tries = 300)
    void the_shortest_decimal_is_inside_and_none_is_shorter(@ForAll("tables") Table table) {
        RateInterval rates = table.check().interval().orElseThrow();

        rates.shortestDecimal().ifPresent(shortest -> {
            assertThat(rates.contains(shortest)).isTrue();
            if (shortest.signum() != 0 && !rates.low().equals(rates.high())) {
                // a power of ten above the last digit there is no multiple in the interval
                Rational coarser = TEN;
                BigDecimal digits = shortest.stripTrailingZeros();
                for (int i = 0; i < Math.abs(digits.scale()); i++) {
                    coarser = digits.scale() > 0 ? coarser.dividedBy(TEN) : coarser.times(TEN);
                }
                Rational next =
                        Rational.of(rates.low().dividedBy(coarser).floor()).times(coarser);
                assertThat(rates.contains(next)).isFalse();
                assertThat(rates.contains(next.plus(coarser))).isFalse();
            }
        });
        assertThat(rates.shortestDecimal().isPresent())
                .isEqualTo(!rates.low().equals(rates.high())
                        || rates.low().toExactDecimal().isPresent());
    }

    @Property(tries = 300)
    void the_order_of_the_rows_changes_no_figure(
            @ForAll("tables") Table table, @ForAll("tables") Table other, @ForAll Random random) {
        List<PublishedRow> rows = new ArrayList<>(table.rows());
        rows.addAll(other.rows());
        List<PublishedRow> shuffled = new ArrayList<>(rows);
        Collections.shuffle(shuffled, random);

        RateCheck check = RateCheck.of(table.rounding(), rows);
        RateCheck again = RateCheck.of(table.rounding(), shuffled);

        assertThat(again.ranges()).isEqualTo(check.ranges());
        assertThat(again.rate()).isEqualTo(check.rate());
        assertThat(again.outliers()).containsExactlyInAnyOrderElementsOf(check.outliers());
        assertThat(again.pinning()).containsExactlyInAnyOrderElementsOf(check.pinning());
        Statistics.label("outliers")
                .collect(check.outliers().isEmpty() ? "none" : "some")
                .coverage(coverage -> coverage.check("some").percentage(at -> at > 20));
    }

    /** The plain way: the most rows that hold at any end of a row's interval, or between two neighbouring ends. */
    @Property(tries = 60)
    void no_rate_explains_more_rows(@ForAll("tables") Table table, @ForAll("tables") Table other) {
        List<PublishedRow> rows =
                Stream.concat(table.rows().stream(), other.rows().stream()).toList();
        RateCheck check = RateCheck.of(table.rounding(), rows);

        List<Rational> ends = rows.stream()
                .flatMap(row -> row.rates(table.rounding()).stream())
                .flatMap(rates -> Stream.of(rates.low(), rates.high()))
                .sorted()
                .distinct()
                .toList();
        List<Rational> candidates = new ArrayList<>(ends);
        for (int i = 1; i < ends.size(); i++) {
            candidates.add(ends.get(i - 1).plus(ends.get(i)).dividedBy(Rational.of(2)));
        }
        int fewest = candidates.stream()
                .mapToInt(rate -> check.missedBy(rate).size())
                .min()
                .orElseThrow();

        assertThat(check.outliers()).hasSize(fewest);
        for (Rational rate : candidates) {
            assertThat(check.ranges().stream().anyMatch(range -> range.contains(rate)))
                    .isEqualTo(check.missedBy(rate).size() == fewest);
        }
    }

    @Property(tries = 300)
    void rows_that_were_changed_are_the_outliers(
            @ForAll @IntRange(min = 100_000, max = 900_000) int cents,
            @ForAll @IntRange(min = 20, max = 60) int size,
            @ForAll @IntRange(min = 1, max = 8) int changed,
            @ForAll Random random) {
        Rational rate = Rational.of(cents, 100);
        Rounding rounding = Rounding.dollars();
        List<PublishedRow> rows = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            Rational count = Rational.of(50L + random.nextInt(950));
            PublishedRow right = printed("row " + i, count, "0", rate, rounding);
            // Half a dollar over 50 pupils is a cent; 50 dollars over 1,000 pupils are five.
            BigDecimal wrong =
                    right.dollars().add(BigDecimal.valueOf((i % 2 == 0 ? 1L : -1) * (50 + random.nextInt(9_000))));
            rows.add(i < changed ? PublishedRow.of("row " + i, wrong).count(count) : right);
        }

        RateCheck check = RateCheck.of(rounding, rows);

        assertThat(check.outliers()).extracting(Outlier::row).containsExactlyElementsOf(rows.subList(0, changed));
        assertThat(check.ranges()).hasSize(1);
        assertThat(check.contains(rate.toExactDecimal().orElseThrow())).isTrue();
    }
}
