package org.perpupil.equity.progressivity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
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
import org.perpupil.equity.Study;
import org.perpupil.equity.regression.Fit;
import org.perpupil.equity.regression.Regression;

class ProgressivityProperties {
    /** Amounts, shares and pupils are whole, so that multiplying them is exact. */
    record Row(int dollars, int need, int pupils) {}

    /** Schools with few or many different amounts and needs, some without dollars or need. */
    @Provide
    Arbitrary<List<Row>> schools() {
        Arbitrary<Integer> amounts = Arbitraries.frequencyOf(
                Tuple.of(1, Arbitraries.just(0)),
                Tuple.of(4, Arbitraries.of(7_000, 9_276, 9_277)),
                Tuple.of(8, Arbitraries.integers().between(1, 30_000)));
        Arbitrary<Integer> needs = Arbitraries.frequencyOf(
                Tuple.of(1, Arbitraries.of(0, 100)),
                Tuple.of(6, Arbitraries.integers().between(0, 100)));
        Arbitrary<Integer> pupils = Arbitraries.integers().between(1, 12);
        return Arbitraries.frequencyOf(
                Tuple.of(8, rows(amounts, needs, pupils)),
                Tuple.of(1, rows(amounts, Arbitraries.just(40), pupils)),
                Tuple.of(1, rows(Arbitraries.just(9_276), needs, pupils)));
    }

    private static Arbitrary<List<Row>> rows(
            Arbitrary<Integer> amounts, Arbitrary<Integer> needs, Arbitrary<Integer> pupils) {
        return Combinators.combine(amounts, needs, pupils)
                .as(Row::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(25);
    }

    private static double[] column(List<Row> rows, ToDoubleFunction<Row> of) {
        return rows.stream().mapToDouble(of).toArray();
    }

    private static Study study(List<Row> rows) {
        return Study.ofRows(rows.size())
                .number("dollars", column(rows, Row::dollars))
                .number("need", column(rows, Row::need))
                .number("pupils", column(rows, Row::pupils))
                .build();
    }

    private static Progressivity of(List<Row> rows) {
        return Progressivity.of(study(rows), "dollars", "need", "pupils");
    }

    private static boolean isOverUnits(VerticalMeasure measure) {
        return switch (measure) {
            case PEARSON, SPEARMAN, INTERCEPT, SLOPE -> true;
            default -> false;
        };
    }

    /** The same but for last digits, which are those of the terms that were added up. */
    private static void assertSame(Progressivity found, Progressivity expected, double factor, boolean alsoOverUnits) {
        for (VerticalMeasure measure : VerticalMeasure.values()) {
            if (isOverUnits(measure) && !alsoOverUnits) {
                continue;
            }
            VerticalFigure one = found.figure(measure);
            VerticalFigure other = expected.figure(measure);
            assertThat(one.value().isPresent())
                    .as(measure.label())
                    .isEqualTo(other.value().isPresent());
            if (other.value().isPresent()) {
                double right = other.value().getAsDouble() * (measure.isRelative() ? 1 : factor);
                assertThat(one.value().getAsDouble())
                        .as(measure.label())
                        .isCloseTo(right, within(1e-11 * Math.max(Math.abs(right), 1e-3)));
            }
        }
    }

    @Property
    void the_order_of_rows_changes_no_bit(@ForAll @From("schools") List<Row> rows, @ForAll Random random) {
        List<Row> shuffled = new ArrayList<>(rows);
        Collections.shuffle(shuffled, random);
        assertThat(of(shuffled).figures()).isEqualTo(of(rows).figures());
        assertThat(of(shuffled).quartiles())
                .extracting(NeedQuartile::pupils, NeedQuartile::dollarsPerPupil)
                .isEqualTo(of(rows).quartiles().stream()
                        .map(group -> tuple(group.pupils(), group.dollarsPerPupil()))
                        .toList());
    }

    @Property
    void multiplying_every_amount_changes_no_ratio(
            @ForAll @From("schools") List<Row> rows, @ForAll @IntRange(min = 1, max = 1000) int factor) {
        Progressivity multiplied = of(rows.stream()
                .map(row -> new Row(row.dollars * factor, row.need, row.pupils))
                .toList());
        assertSame(multiplied, of(rows), factor, true);
    }

    @Property
    void multiplying_all_pupils_changes_nothing(
            @ForAll @From("schools") List<Row> rows, @ForAll @IntRange(min = 1, max = 1000) int factor) {
        Progressivity multiplied = of(rows.stream()
                .map(row -> new Row(row.dollars, row.need, row.pupils * factor))
                .toList());
        assertSame(multiplied, of(rows), 1, true);
    }

    @Property
    void giving_every_unit_twice_changes_nothing(@ForAll @From("schools") List<Row> rows) {
        assertSame(of(Stream.concat(rows.stream(), rows.stream()).toList()), of(rows), 1, true);
    }

    @Property
    void a_school_is_as_many_schools_of_one_pupil_each(@ForAll @From("schools") List<Row> rows) {
        List<Row> pupils = rows.stream()
                .flatMap(row -> Collections.nCopies(row.pupils, new Row(row.dollars, row.need, 1)).stream())
                .toList();
        Progressivity each = of(pupils);
        Progressivity schools = of(rows);
        assertSame(each, schools, 1, false);
        if (schools.figure(VerticalMeasure.WEIGHTED_PEARSON).value().isPresent()) {
            assertThat(each.pearson()).isCloseTo(schools.weightedPearson(), within(1e-14));
        }
    }

    @Property
    void a_school_without_pupils_changes_nothing_and_is_listed(@ForAll @From("schools") List<Row> rows) {
        List<Row> more = new ArrayList<>(rows);
        more.add(new Row(1_000_000, 50, 0));
        assertThat(of(more).figures()).isEqualTo(of(rows).figures());
        assertThat(of(more).leftOut()).hasSize(1);
    }

    @Property
    void equal_spending_is_neither_progressive_nor_regressive(@ForAll @From("schools") List<Row> rows) {
        List<Row> equal =
                rows.stream().map(row -> new Row(9_276, row.need, row.pupils)).toList();
        Progressivity spending = of(equal);
        assertThat(spending.concentrationIndex()).isZero();
        zero(spending, VerticalMeasure.SLOPE);
        zero(spending, VerticalMeasure.WEIGHTED_SLOPE);
        zero(spending, VerticalMeasure.ELASTICITY_AT_MEANS);
        zero(spending, VerticalMeasure.LOG_LOG_ELASTICITY);
        zero(spending, VerticalMeasure.NEED_GAP);
        zero(spending, VerticalMeasure.QUARTILE_GAP);
        spending.figure(VerticalMeasure.PROGRESSIVITY_RATIO)
                .value()
                .ifPresent(ratio -> assertThat(ratio).isEqualTo(1));
        spending.figure(VerticalMeasure.KAKWANI)
                .value()
                .ifPresent(kakwani -> assertThat(kakwani).isEqualTo(-spending.giniOfNeed()));
    }

    private static void zero(Progressivity spending, VerticalMeasure measure) {
        spending.figure(measure)
                .value()
                .ifPresent(value -> assertThat(value).as(measure.label()).isZero());
    }

    @Property
    void spending_in_proportion_to_need_is_as_concentrated_as_need(
            @ForAll @From("schools") List<Row> rows, @ForAll @IntRange(min = 1, max = 1000) int dollars) {
        Progressivity spending = of(rows.stream()
                .map(row -> new Row(row.need * dollars, row.need, row.pupils))
                .toList());
        if (spending.figure(VerticalMeasure.GINI_OF_NEED).value().isPresent()) {
            assertThat(spending.concentrationIndex()).isCloseTo(spending.giniOfNeed(), within(1e-15));
            assertThat(spending.kakwani()).isCloseTo(0, within(1e-25));
        }
        if (spending.figure(VerticalMeasure.SLOPE).value().isPresent()) {
            assertThat(spending.slope()).isEqualTo(dollars);
            assertThat(spending.weightedSlope()).isEqualTo(dollars);
            assertThat(spending.weightedIntercept()).isCloseTo(0, within(1e-20));
            assertThat(spending.elasticityAtMeans()).isEqualTo(1);
            assertThat(spending.pearson()).isEqualTo(1);
            assertThat(spending.spearman()).isEqualTo(1);
        }
        spending.figure(VerticalMeasure.LOG_LOG_ELASTICITY)
                .value()
                .ifPresent(elasticity -> assertThat(elasticity).isCloseTo(1, within(1e-12)));
    }

    @Property
    void agrees_with_definitions_by_pairs(@ForAll @From("schools") List<Row> rows) {
        Progressivity spending = of(rows);
        double pairs = 0;
        double needPairs = 0;
        double pupils = 0;
        double dollars = 0;
        double inNeed = 0;
        double dollarsInNeed = 0;
        for (Row row : rows) {
            pupils += row.pupils;
            dollars += (double) row.pupils * row.dollars;
            inNeed += row.pupils * row.need;
            dollarsInNeed += (double) row.pupils * row.need * row.dollars;
            for (Row other : rows) {
                // 2 (R − ½) W is the pupils below less those above.
                pairs += (double) row.pupils * other.pupils * row.dollars * Integer.signum(row.need - other.need);
                needPairs += (double) row.pupils * other.pupils * Math.abs(row.need - other.need);
            }
        }
        if (dollars > 0) {
            assertThat(spending.concentrationIndex()).isCloseTo(pairs / (pupils * dollars), within(1e-14));
            assertThat(spending.concentrationIndex()).isBetween(-1.0, 1.0);
        }
        if (inNeed > 0) {
            assertThat(spending.giniOfNeed()).isCloseTo(needPairs / (2 * pupils * inNeed), within(1e-14));
            assertThat(spending.needMean()).isCloseTo(dollarsInNeed / inNeed, within(1e-9));
        }
        if (inNeed < 100 * pupils) {
            assertThat(spending.otherMean())
                    .isCloseTo((100 * dollars - dollarsInNeed) / (100 * pupils - inNeed), within(1e-9));
        }
    }

    @Property
    void slopes_are_those_of_regression(@ForAll @From("schools") List<Row> rows) {
        Progressivity spending = of(rows);
        boolean differ = rows.stream().map(Row::need).distinct().count() > 1;
        Statistics.label("need").collect(differ ? "differs" : "is the same");
        Statistics.label("need").coverage(seen -> {
            seen.check("differs").count(count -> count > 0);
            seen.check("is the same").count(count -> count > 0);
        });
        assertThat(spending.figure(VerticalMeasure.SLOPE).value().isPresent()).isEqualTo(differ);
        if (differ) {
            Fit units = Regression.of("dollars").on("need").fit(study(rows));
            Fit pupils =
                    Regression.of("dollars").on("need").weightedBy("pupils").fit(study(rows));
            assertThat(spending.slope()).isCloseTo(units.coefficient("need"), within(1e-10));
            assertThat(spending.intercept()).isCloseTo(units.coefficient(Regression.CONSTANT), within(1e-9));
            assertThat(spending.weightedSlope()).isCloseTo(pupils.coefficient("need"), within(1e-10));
            assertThat(spending.weightedIntercept()).isCloseTo(pupils.coefficient(Regression.CONSTANT), within(1e-9));
            spending.figure(VerticalMeasure.WEIGHTED_PEARSON)
                    .value()
                    .ifPresent(r -> assertThat(r * r).isCloseTo(pupils.rSquared(), within(1e-12)));
        }
    }

    @Property
    void every_unit_is_in_one_quartile_in_order_of_need(@ForAll @From("schools") List<Row> rows) {
        Progressivity spending = of(rows);
        List<NeedQuartile> quartiles = spending.quartiles();
        List<String> all =
                quartiles.stream().flatMap(group -> group.units().stream()).toList();
        assertThat(all).containsExactlyInAnyOrderElementsOf(study(rows).units());
        assertThat(quartiles.stream().mapToDouble(NeedQuartile::pupils).sum()).isEqualTo(spending.pupils());
        List<Integer> needs = all.stream()
                .map(unit -> rows.get(Integer.parseInt(unit) - 1).need)
                .toList();
        assertThat(needs).isSorted();
        for (NeedQuartile one : quartiles) {
            for (NeedQuartile other : quartiles) {
                if (one.number() < other.number()) {
                    assertThat(needs(rows, one)).doesNotContainAnyElementsOf(needs(rows, other));
                }
            }
        }
        Statistics.label("quartiles")
                .collect(quartiles.stream().anyMatch(group -> group.units().isEmpty()) ? "one is empty" : "all full");
        Statistics.label("quartiles")
                .coverage(seen -> List.of("one is empty", "all full")
                        .forEach(kind -> seen.check(kind).count(count -> count > 0)));
    }

    private static List<Integer> needs(List<Row> rows, NeedQuartile quartile) {
        List<Integer> needs = quartile.units().stream()
                .map(unit -> rows.get(Integer.parseInt(unit) - 1).need)
                .toList();
        // AssertJ does not take an empty list of unwanted elements.
        return needs.isEmpty() ? List.of(-quartile.number()) : needs;
    }
}
