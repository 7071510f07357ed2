package org.perpupil.equity.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.perpupil.equity.Study;
import org.perpupil.equity.weights.StudentWeightedIndex.Kind;
import org.perpupil.equity.weights.StudentWeightedIndex.School;

class StudentWeightedIndexProperties {
    record Row(String unit, int dollars, int pupils, int forLearners, int learners) {}

    @Provide
    Arbitrary<List<Row>> schools() {
        return Combinators.combine(
                        Arbitraries.integers().between(10_000, 9_000_000),
                        Arbitraries.integers().between(1, 2000),
                        Arbitraries.integers().between(0, 900_000),
                        Arbitraries.integers().between(0, 300))
                .as((dollars, pupils, forLearners, learners) -> new Row("", dollars, pupils, forLearners, learners))
                .list()
                .ofMinSize(1)
                .ofMaxSize(20)
                .filter(rows -> rows.stream().anyMatch(row -> row.learners > 0))
                .map(rows -> {
                    List<Row> named = new ArrayList<>();
                    for (Row row : rows) {
                        named.add(new Row(
                                "school " + named.size(), row.dollars, row.pupils, row.forLearners, row.learners));
                    }
                    return named;
                });
    }

    private static double[] column(List<Row> rows, ToDoubleFunction<Row> of) {
        return rows.stream().mapToDouble(of).toArray();
    }

    private static StudentWeightedIndex of(List<Row> rows, int factor) {
        return StudentWeightedIndex.of(
                Study.of(rows.stream().map(Row::unit).toList())
                        .number("base", column(rows, row -> (double) row.dollars * factor))
                        .number("pupils", column(rows, Row::pupils))
                        .number("for learners", column(rows, row -> (double) row.forLearners * factor))
                        .number("learners", column(rows, Row::learners))
                        .build(),
                new Kind("every pupil", "base", "pupils"),
                new Kind("English learner", "for learners", "learners"));
    }

    @Property
    void pupils_bring_what_schools_get(@ForAll @From("schools") List<Row> rows) {
        List<School> schools = of(rows, 1).schools();
        double dollars = rows.stream()
                .mapToDouble(row -> (double) row.dollars + row.forLearners)
                .sum();
        assertThat(schools.stream().mapToDouble(School::dollars).sum()).isEqualTo(dollars);
        assertThat(schools.stream().mapToDouble(School::dollarsAtAverages).sum())
                .isCloseTo(dollars, within(1e-14 * rows.size() * dollars));
    }

    @Property
    void the_order_of_rows_changes_no_bit(@ForAll @From("schools") List<Row> rows, @ForAll Random random) {
        List<Row> shuffled = new ArrayList<>(rows);
        Collections.shuffle(shuffled, random);
        assertThat(of(shuffled, 1).averages()).isEqualTo(of(rows, 1).averages());
        assertThat(of(shuffled, 1).schools())
                .containsExactlyInAnyOrderElementsOf(of(rows, 1).schools());
    }

    @Property
    void multiplying_every_amount_changes_no_index(
            @ForAll @From("schools") List<Row> rows, @ForAll @IntRange(min = 1, max = 1000) int factor) {
        StudentWeightedIndex multiplied = of(rows, factor);
        for (School school : of(rows, 1).schools()) {
            assertThat(multiplied.school(school.unit()).index())
                    .isCloseTo(school.index(), within(1e-13 * school.index()));
        }
    }

    @Property
    void schools_that_all_get_the_averages_have_the_index_1(
            @ForAll @From("schools") List<Row> rows,
            @ForAll @IntRange(min = 1, max = 20_000) int base,
            @ForAll @IntRange(min = 0, max = 9000) int weight) {
        List<Row> even = rows.stream()
                .map(row -> new Row(row.unit, row.pupils * base, row.pupils, row.learners * weight, row.learners))
                .toList();
        assertThat(of(even, 1).schools())
                .allSatisfy(school -> assertThat(school.index()).isEqualTo(1));
    }
}
