package org.perpupil.equity.spread;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.data.Percentage;
import org.perpupil.equity.Study;
import org.perpupil.equity.inequality.UndefinedMeasureException;

class OneWayProperties {
    private static final MathContext DIGITS = new MathContext(60);
    private static final Percentage CLOSE = Percentage.withPercentage(1e-10);

    record Row(double number, String group) {}

    /** At least two groups, and more rows than groups. */
    @Provide
    Arbitrary<List<Row>> rows() {
        Arbitrary<Double> numbers =
                Arbitraries.integers().between(-100_000, 100_000).map(cents -> cents / 100.0);
        return Combinators.combine(
                        Combinators.combine(numbers, Arbitraries.of("a", "b", "c", "d"))
                                .as(Row::new)
                                .list()
                                .ofMinSize(3)
                                .ofMaxSize(30),
                        numbers.list().ofSize(3))
                .as((some, more) -> Stream.concat(
                                some.stream(),
                                Stream.of(
                                        new Row(more.get(0), "a"),
                                        new Row(more.get(1), "a"),
                                        new Row(more.get(2), "b")))
                        .toList());
    }

    private static Study study(List<Row> rows) {
        return Study.ofRows(rows.size())
                .number("x", rows.stream().mapToDouble(Row::number).toArray())
                .text("g", rows.stream().map(Row::group).toList())
                .build();
    }

    private static List<OneWay> all(List<Row> rows) {
        return List.of(
                OneWay.anova(study(rows), "x", "g"),
                OneWay.levene(study(rows), "x", "g"),
                OneWay.brownForsythe(study(rows), "x", "g"));
    }

    @Property
    void the_order_of_rows_changes_no_bit(@ForAll @From("rows") List<Row> rows, @ForAll Random random) {
        List<Row> shuffled = new ArrayList<>(rows);
        Collections.shuffle(shuffled, random);
        assertThat(all(shuffled)).isEqualTo(all(rows));
    }

    @Property
    void multiplying_every_number_changes_no_ratio(
            @ForAll @From("rows") List<Row> rows, @ForAll @IntRange(min = 1, max = 8) int power) {
        double factor = -Math.pow(2, power);
        List<OneWay> multiplied = all(rows.stream()
                .map(row -> new Row(row.number * factor, row.group))
                .toList());
        List<OneWay> found = all(rows);
        for (int i = 0; i < found.size(); i++) {
            assertThat(multiplied.get(i).squaresWithin())
                    .isCloseTo(found.get(i).squaresWithin() * factor * factor, CLOSE);
            if (found.get(i).squaresWithin() > 0) {
                assertThat(multiplied.get(i).f()).isCloseTo(found.get(i).f(), CLOSE);
            }
        }
    }

    @Property
    void analysis_of_variance_agrees_with_its_definition_in_decimal_arithmetic(@ForAll @From("rows") List<Row> rows) {
        OneWay found = all(rows).get(0);
        Map<String, List<Row>> groups =
                rows.stream().collect(Collectors.groupingBy(Row::group, TreeMap::new, Collectors.toList()));
        BigDecimal mean = mean(rows);
        BigDecimal between = BigDecimal.ZERO;
        BigDecimal within = BigDecimal.ZERO;
        for (List<Row> group : groups.values()) {
            BigDecimal ofGroup = mean(group);
            between = between.add(ofGroup.subtract(mean).pow(2).multiply(BigDecimal.valueOf(group.size())));
            for (Row row : group) {
                within = within.add(new BigDecimal(row.number).subtract(ofGroup).pow(2));
            }
        }
        assertThat(found.squaresBetween()).isCloseTo(between.doubleValue(), CLOSE);
        assertThat(found.squaresBetween() + found.squaresWithin())
                .isCloseTo(between.add(within).doubleValue(), CLOSE);
        if (found.squaresWithin() > 0) {
            assertThat(found.squaresWithin()).isCloseTo(within.doubleValue(), CLOSE);
            assertThat(found.p()).isBetween(0.0, 1.0);
            assertThat(found.rSquared()).isBetween(0.0, 1.0);
        }
    }

    private static BigDecimal mean(List<Row> rows) {
        return rows.stream()
                .map(row -> new BigDecimal(row.number))
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .divide(BigDecimal.valueOf(rows.size()), DIGITS);
    }

    @Property
    void a_figure_is_a_number_or_an_exception(@ForAll @From("rows") List<Row> rows) {
        for (OneWay found : all(rows)) {
            try {
                assertThat(found.f()).isFinite().isNotNegative();
                assertThat(found.p()).isBetween(0.0, 1.0);
            } catch (UndefinedMeasureException undefined) {
                assertThat(found.squaresWithin()).isZero();
            }
        }
    }
}
