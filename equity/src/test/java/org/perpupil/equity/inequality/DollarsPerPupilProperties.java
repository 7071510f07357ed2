package org.perpupil.equity.inequality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.statistics.Statistics;
import org.assertj.core.data.Offset;
import org.assertj.core.data.Percentage;
import org.perpupil.equity.inequality.DollarsPerPupil.AtMedian;

class DollarsPerPupilProperties {
    private static final MathContext DIGITS = new MathContext(50);
    private static final Percentage CLOSE = Percentage.withPercentage(1e-10);

    /** Amounts are whole, so that multiplying them is exact. */
    record Row(double amount, double pupils) {
        Row {
            assertThat(amount).isEqualTo(Math.rint(amount));
        }
    }

    /** Schools with few or many different amounts, some without dollars, with quarters of pupils, round counts or one count. */
    @Provide
    Arbitrary<List<Row>> schools() {
        Arbitrary<Double> amounts = Arbitraries.frequencyOf(
                Tuple.of(1, Arbitraries.just(0.0)),
                Tuple.of(4, Arbitraries.of(7_000.0, 8_000.0, 9_276.0, 9_277.0)),
                Tuple.of(8, Arbitraries.integers().between(1, 3_000_000).map(Integer::doubleValue)));
        Arbitrary<Double> quarters = Arbitraries.integers().between(1, 12_000).map(count -> count / 4.0);
        Arbitrary<Double> hundreds = Arbitraries.of(100.0, 200.0, 300.0);
        return Arbitraries.frequencyOf(
                Tuple.of(6, rows(amounts, quarters)),
                Tuple.of(2, rows(amounts, hundreds)),
                Tuple.of(1, rows(amounts, Arbitraries.just(100.0))),
                Tuple.of(1, rows(Arbitraries.just(9_276.0), quarters)));
    }

    private static Arbitrary<List<Row>> rows(Arbitrary<Double> amounts, Arbitrary<Double> pupils) {
        return Combinators.combine(amounts, pupils)
                .as(Row::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(30);
    }

    /** The same, each with some dollars. */
    @Provide
    Arbitrary<List<Row>> fundedSchools() {
        return schools()
                .map(rows -> rows.stream()
                        .map(row -> new Row(Math.max(1, row.amount), row.pupils))
                        .toList());
    }

    private static DollarsPerPupil of(List<Row> rows) {
        return DollarsPerPupil.of(
                rows.stream().mapToDouble(Row::amount).toArray(),
                rows.stream().mapToDouble(Row::pupils).toArray());
    }

    /** The same figures but for last digits, with dollars multiplied by a factor and ratios as they are. */
    private static void assertSame(DollarsPerPupil found, DollarsPerPupil expected, double factor) {
        for (Measure measure : Measure.values()) {
            Figure one = found.figure(measure);
            Figure other = expected.figure(measure);
            assertThat(one.value().isPresent())
                    .as(measure.label())
                    .isEqualTo(other.value().isPresent());
            if (other.value().isPresent()) {
                double right = other.value().getAsDouble() * (measure.isRelative() ? 1 : factor);
                if (right == 0) {
                    assertThat(one.value().getAsDouble()).as(measure.label()).isZero();
                } else {
                    assertThat(one.value().getAsDouble()).as(measure.label()).isCloseTo(right, CLOSE);
                }
            }
        }
    }

    @Property
    void the_order_of_units_changes_no_bit(@ForAll @From("schools") List<Row> rows, @ForAll Random random) {
        List<Row> shuffled = new ArrayList<>(rows);
        Collections.shuffle(shuffled, random);
        assertThat(of(shuffled)).isEqualTo(of(rows)).hasSameHashCodeAs(of(rows));
        assertThat(of(shuffled).figures()).isEqualTo(of(rows).figures());
        assertThat(of(shuffled).dollars()).isEqualTo(of(rows).dollars());
    }

    @Property
    void multiplying_every_amount_changes_no_ratio(
            @ForAll @From("schools") List<Row> rows, @ForAll @IntRange(min = 1, max = 1000) int factor) {
        DollarsPerPupil multiplied = of(rows.stream()
                .map(row -> new Row(row.amount * factor, row.pupils))
                .toList());
        assertSame(multiplied, of(rows), factor);
    }

    @Property
    void multiplying_all_pupils_changes_nothing(
            @ForAll @From("schools") List<Row> rows, @ForAll @IntRange(min = 1, max = 1000) int factor) {
        DollarsPerPupil multiplied = of(rows.stream()
                .map(row -> new Row(row.amount, row.pupils * factor))
                .toList());
        assertSame(multiplied, of(rows), 1);
    }

    @Property
    void giving_every_unit_twice_changes_nothing(@ForAll @From("schools") List<Row> rows) {
        DollarsPerPupil doubled = of(Stream.concat(rows.stream(), rows.stream()).toList());
        assertSame(doubled, of(rows), 1);
        assertThat(doubled.units()).isEqualTo(2 * rows.size());
    }

    @Property
    void splitting_a_school_changes_nothing(
            @ForAll @From("schools") List<Row> rows, @ForAll @IntRange(min = 1, max = 63) int sixtyFourths) {
        List<Row> split = new ArrayList<>(rows);
        Row school = split.remove(0);
        double part = school.pupils * sixtyFourths / 64;
        split.add(new Row(school.amount, part));
        split.add(new Row(school.amount, school.pupils - part));
        assertSame(of(split), of(rows), 1);
    }

    @Property
    void a_unit_without_pupils_changes_nothing_and_is_listed(
            @ForAll @From("schools") List<Row> rows, @ForAll @IntRange(min = 0, max = 100_000) int amount) {
        List<Row> more = new ArrayList<>(rows);
        more.add(0, new Row(amount, 0));
        assertThat(of(more).figures()).isEqualTo(of(rows).figures());
        assertThat(of(more).leftOut())
                .singleElement()
                .satisfies(one -> assertThat(one.place()).isEqualTo("row 1"));
    }

    @Property
    void equal_amounts_give_exactly_0_or_1(
            @ForAll @From("schools") List<Row> rows, @ForAll @IntRange(min = 1, max = 1_000_000) int cents) {
        double amount = cents / 100.0;
        DollarsPerPupil equal = DollarsPerPupil.of(
                rows.stream().mapToDouble(row -> amount).toArray(),
                rows.stream().mapToDouble(Row::pupils).toArray());
        for (Figure figure : equal.figures()) {
            Measure measure = figure.measure();
            if (measure == Measure.MCLOONE_WITHOUT_MEDIAN || measure == Measure.VERSTEGEN_WITHOUT_MEDIAN) {
                assertThat(figure.value()).as(measure.label()).isEmpty();
            } else {
                assertThat(figure.value())
                        .as(measure.label())
                        .hasValue(measure.whenEqual().orElse(amount));
            }
        }
    }

    @Property
    void every_measure_is_in_its_range(@ForAll @From("schools") List<Row> rows) {
        DollarsPerPupil spending = of(rows);
        spending.figures()
                .forEach(figure -> figure.value()
                        .ifPresent(
                                value -> assertThat(value).as(figure.toString()).isNotNegative()));
        double lowest = spending.lowest();
        assertThat(spending.mean()).isBetween(lowest, spending.highest());
        assertThat(spending.median()).isBetween(lowest, spending.highest());
        assertThat(spending.percentile(5)).isBetween(lowest, spending.percentile(10));
        assertThat(spending.percentileReached(50)).isBetween(lowest, spending.median());
        if (spending.mean() > 0) {
            assertThat(spending.gini()).isBetween(0.0, 1.0);
            assertThat(spending.hoover()).isBetween(0.0, spending.gini() * (1 + 1e-12));
            assertThat(spending.atkinson(0.5)).isBetween(0.0, 1.0);
            assertThat(spending.adequacyAtMean()).isBetween(0.0, 1.0);
            assertThat(spending.gini() == 0).isEqualTo(spending.range() == 0);
            assertThat(spending.theilT() == 0).isEqualTo(spending.range() == 0);
        }
        if (lowest > 0) {
            assertThat(spending.theilL() == 0).isEqualTo(spending.range() == 0);
            assertThat(spending.atkinson(1)).isBetween(spending.atkinson(0.5), spending.atkinson(2));
            assertThat(spending.atkinson(10)).isBetween(spending.atkinson(2), 1.0);
        }
        if (spending.median() > 0) {
            assertThat(spending.mcloone()).isBetween(0.0, 1.0);
            assertThat(spending.mcloone(AtMedian.SPLIT)).isBetween(0.0, spending.mcloone());
            assertThat(spending.verstegen()).isGreaterThanOrEqualTo(1);
            assertThat(spending.verstegen(AtMedian.SPLIT)).isGreaterThanOrEqualTo(spending.verstegen() * (1 - 1e-12));
        }
        long amounts = rows.stream().mapToDouble(Row::amount).distinct().count();
        Statistics.label("amounts")
                .collect(amounts == 1 ? "all equal" : amounts < rows.size() ? "some equal" : "all different");
        Statistics.label("lowest").collect(lowest == 0 ? "nothing" : "something");
        Statistics.label("half")
                .collect(spending.percentile(50) > spending.percentileReached(50) ? "hit exactly" : "passed");
        Statistics.label("amounts")
                .coverage(seen -> List.of("all equal", "some equal", "all different")
                        .forEach(kind -> seen.check(kind).count(count -> count > 0)));
        Statistics.label("lowest").coverage(seen -> seen.check("nothing").count(count -> count > 0));
        Statistics.label("half").coverage(seen -> seen.check("hit exactly").count(count -> count > 0));
    }

    @Property
    void moving_a_dollar_to_a_school_that_has_less_never_raises_inequality(
            @ForAll @From("fundedSchools") List<Row> rows) {
        List<Row> sorted = rows.stream()
                .map(row -> new Row(row.amount, 100))
                .sorted((one, other) -> Double.compare(one.amount, other.amount))
                .toList();
        Row poorest = sorted.get(0);
        Row richest = sorted.get(sorted.size() - 1);
        if (richest.amount < poorest.amount + 2) {
            return;
        }
        List<Row> moved = new ArrayList<>(sorted.subList(1, sorted.size() - 1));
        moved.add(new Row(poorest.amount + 1, 100));
        moved.add(new Row(richest.amount - 1, 100));
        DollarsPerPupil before = of(sorted);
        DollarsPerPupil after = of(moved);
        assertThat(after.gini()).isLessThan(before.gini());
        assertThat(after.theilT()).isLessThan(before.theilT());
        assertThat(after.theilL()).isLessThan(before.theilL());
        assertThat(after.variance()).isLessThan(before.variance());
        assertThat(after.atkinson(2)).isLessThan(before.atkinson(2));
        assertThat(after.hoover()).isLessThanOrEqualTo(before.hoover());
    }

    private static BigDecimal exactly(double value) {
        return new BigDecimal(value);
    }

    @Property
    void agrees_with_the_definitions_in_decimal_arithmetic(@ForAll @From("fundedSchools") List<Row> rows) {
        DollarsPerPupil spending = of(rows);
        BigDecimal pupils = BigDecimal.ZERO;
        BigDecimal dollars = BigDecimal.ZERO;
        for (Row row : rows) {
            pupils = pupils.add(exactly(row.pupils));
            dollars = dollars.add(exactly(row.pupils).multiply(exactly(row.amount)));
        }
        BigDecimal mean = dollars.divide(pupils, DIGITS);
        BigDecimal squares = BigDecimal.ZERO;
        BigDecimal distances = BigDecimal.ZERO;
        BigDecimal pairs = BigDecimal.ZERO;
        for (Row row : rows) {
            BigDecimal deviation = exactly(row.amount).subtract(mean);
            squares = squares.add(exactly(row.pupils).multiply(deviation.pow(2)));
            distances = distances.add(exactly(row.pupils).multiply(deviation.abs()));
            for (Row other : rows) {
                pairs = pairs.add(
                        exactly(row.pupils * other.pupils).multiply(exactly(Math.abs(row.amount - other.amount))));
            }
        }
        assertThat(spending.mean()).isEqualTo(mean.doubleValue());
        BigDecimal variance = squares.divide(pupils, DIGITS);
        double deviationOfAll = distances.divide(dollars, DIGITS).doubleValue();
        double gini = pairs.divide(dollars.multiply(pupils).multiply(exactly(2)), DIGITS)
                .doubleValue();
        // Where all are equal, 50 digits of the mean leave a remainder of nothing.
        if (spending.range() > 0) {
            Percentage lastDigits = Percentage.withPercentage(1e-12);
            assertThat(spending.variance()).isCloseTo(variance.doubleValue(), lastDigits);
            assertThat(spending.standardDeviation())
                    .isCloseTo(variance.sqrt(DIGITS).doubleValue(), lastDigits);
            assertThat(spending.coefficientOfVariation())
                    .isCloseTo(variance.sqrt(DIGITS).divide(mean, DIGITS).doubleValue(), lastDigits);
            assertThat(spending.relativeMeanDeviation()).isCloseTo(deviationOfAll, lastDigits);
            assertThat(spending.gini()).isCloseTo(gini, lastDigits);
        }
    }

    @Property
    void agrees_with_the_definitions_of_entropy_where_these_do_not_cancel(
            @ForAll @From("fundedSchools") List<Row> rows) {
        DollarsPerPupil spending = of(rows);
        double mean = spending.mean();
        double theilT = 0;
        double theilL = 0;
        double roots = 0;
        double highPowers = 0;
        double logarithms = 0;
        for (Row row : rows) {
            double share = row.pupils / spending.pupils();
            double ratio = row.amount / mean;
            theilT += share * ratio * Math.log(ratio);
            theilL -= share * Math.log(ratio);
            roots += share * Math.sqrt(ratio);
            highPowers += share * Math.pow(ratio, 0.75);
            logarithms += share * Math.log(row.amount);
        }
        double spread = 0;
        for (Row row : rows) {
            double share = row.pupils / spending.pupils();
            spread += share * Math.pow(Math.log(row.amount) - logarithms, 2);
        }
        Offset<Double> digits = within(1e-13);
        assertThat(spending.theilT()).isCloseTo(theilT, digits);
        assertThat(spending.theilL()).isCloseTo(theilL, digits);
        assertThat(spending.atkinson(0.5)).isCloseTo(1 - roots * roots, digits);
        assertThat(spending.atkinson(0.25)).isCloseTo(1 - Math.pow(highPowers, 4 / 3.0), digits);
        // The geometric mean over the mean is e to the −L.
        assertThat(spending.atkinson(1)).isCloseTo(1 - Math.exp(-theilL), digits);
        assertThat(spending.standardDeviationOfLogarithms()).isCloseTo(Math.sqrt(spread), within(1e-7));
    }

    @Property
    void percentiles_agree_with_counting_pupils_one_by_one(
            @ForAll @From("schools") List<Row> rows, @ForAll @IntRange(min = 0, max = 100) int percent) {
        DollarsPerPupil spending = of(rows);
        // Quarters of pupils, in ascending order of what they get.
        double[] each = rows.stream()
                .flatMapToDouble(row -> DoubleStream.generate(() -> row.amount).limit((long) (row.pupils * 4)))
                .sorted()
                .toArray();
        // Pupil number k of n, counted from 1, is where k/n first reaches the per cent; with k/n hit, the next is
        // averaged in.
        long hundredths = (long) percent * each.length;
        int reached = (int) Math.max(1, (hundredths + 99) / 100);
        boolean hit = hundredths % 100 == 0 && hundredths > 0 && reached < each.length;
        assertThat(spending.percentileReached(percent)).isEqualTo(each[reached - 1]);
        assertThat(spending.percentile(percent))
                .isEqualTo(hit ? (each[reached - 1] + each[reached]) / 2 : each[reached - 1]);
    }
}
